#!/bin/sh
# 对账 of a county's list with a small register against golden files; that it
# writes nothing; what its exit says.  With BANGJIAO_GOLDEN=write they are made anew.
# SPDX-License-Identifier: Apache-2.0
set -u
. "${top_srcdir:?}/tests/cli/lib.sh"
golden=$(cd "$top_srcdir/tests/cli/golden" && pwd)
roster=$(cd "$top_srcdir/tests/cli" && pwd)/roster.csv
list=$(cd "$top_srcdir/tests/cli" && pwd)/county-list.csv

# equals FILE GOLDEN NAME
equals() {
	[ "${BANGJIAO_GOLDEN:-}" != write ] || cp "$1" "$golden/$2"
	if diff "$golden/$2" "$1" >differences 2>&1; then
		pass "$3"
	else
		fail "$3" "differs from tests/cli/golden/$2:"
		sed 's/^/#   /' differences | head -n 20
	fi
}

run 0 init__makes_a_store --db s.db --today 2026-03-04 init --office 城关司法所 --start 2025-01-01
BANGJIAO_DB=$work/s.db
export BANGJIAO_DB
run 0 import__fills_it --today 2026-03-04 import roster "$roster"
cksum s.db >before

run 1 compare__has_findings --today 2026-03-04 compare roster "$list"
equals out compare.txt compare__equals_its_golden
says err "utf-8" compare__says_how_it_read_the_file
run 1 compare__as_csv --today 2026-03-04 compare roster "$list" --format csv
equals out compare.csv compare__csv_equals_its_golden
says err "读入" compare__counts_are_on_standard_error
lacks out "337021197001011016" compare__hides_id_numbers
run 1 compare__in_full --today 2026-03-04 compare roster "$list" --full --format csv
says out "337021197001011016" compare__full_shows_id_numbers
run 1 compare__of_a_village --today 2026-03-04 compare roster "$list" -p village=后湾村 --format csv
grep 我有他无 out | grep -v 后湾村 >others
same "" "$(cat others)" compare__of_a_village_misses_nobody_else
run 1 compare__with_those_alike --today 2026-03-04 compare roster "$list" -p same=1 --format csv
says out "一致" compare__lists_those_alike_when_asked
run 1 compare__html --today 2026-03-04 compare roster "$list" --format html -o c.html
says c.html "名单读入" compare__html_says_its_denominators
says c.html "对方单位" compare__html_is_signed_by_both
run 1 compare__file --today 2026-03-04 compare roster "$list" -o c.txt
says out "读入 " compare__of_a_file_says_the_counts
run 2 compare__does_not_replace_a_file --today 2026-03-04 compare roster "$list" -o c.txt
# sums: both sides of each line are equal
awk '/^ *(名单读入|我方截至)/ {
	line = $0; gsub(/[^0-9 =+]/, "", line); sub(/^[^=]*[ ]/, "", line)
	split($0, side, "="); n = split(side[1], w, " "); whole = 0
	for (i = 1; i <= n; i++) if (w[i] ~ /^[0-9]+$/) whole = w[i]
	m = split(side[2], p, " "); sum = 0
	for (i = 1; i <= m; i++) { gsub(/[^0-9]/, "", p[i]); sum += p[i] }
	print whole == sum
}' c.txt | sort | uniq -c | tr -s ' ' >sums
same " 2 1" "$(cat sums)" compare__both_sides_add_up

run 0 compare__of_itself_is_alike --today 2026-03-04 compare roster "$roster"
says out "不一致 0 他有我无 0 我有他无 0 无法比对 0 我方无法比对 0" compare__of_itself_says_so
cksum s.db >after
same "$(cat before)" "$(cat after)" compare__writes_nothing
chmod 400 s.db
run 1 compare__of_a_read_only_store --today 2026-03-04 compare roster "$list"
equals out compare.txt compare__of_a_read_only_store_is_the_same
run 2 compare__visits_is_refused compare visits "$list"
says err "走访台账" compare__visits_says_why
run 2 compare__report_is_refused report compare_roster
says err "bangjiao compare" compare__report_names_the_command
: >empty.csv
run 2 compare__empty_file_is_refused compare roster empty.csv
run 2 compare__unknown_encoding_is_refused compare roster "$list" --encoding klingon
run 2 compare__unknown_parameter_is_refused compare roster "$list" -p colour=red
says err "village" compare__unknown_parameter_lists_those_there_are

# Two of one name, told apart by their numbers: those of the sender alone.
cat >theirs.csv <<'END'
编号,姓名,性别,释放日期,村居
7,林同名,男,2025-10-11,前湾村
8,林同名,男,2025-10-12,后湾村
END
run 0 init__makes_a_store_for_numbers --db n.db --today 2026-03-04 init --office 城关司法所 --start 2025-01-01
BANGJIAO_DB=$work/n.db
run 0 import__of_a_sender --today 2026-03-04 import roster theirs.csv --sender 青川县司法局
sed -e 's/.湾村//' -e '2,3s/2025-10-1[12]/2025-10-15/' theirs.csv >again.csv
run 1 compare__numbers_of_nobody_are_not_enough --today 2026-03-04 compare roster again.csv
says out "他有我无 2 我有他无 2" compare__numbers_of_nobody_tell_nobody_apart
run 1 compare__of_the_sender --today 2026-03-04 compare roster again.csv --sender 青川县司法局
says out "不一致 2 他有我无 0" compare__of_the_sender_knows_his_numbers
run 1 compare__of_another_sender --today 2026-03-04 compare roster again.csv --sender 第五监狱
says out "他有我无 2 我有他无 2" compare__of_another_sender_does_not
done_testing
