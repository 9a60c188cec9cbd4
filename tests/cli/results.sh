#!/bin/sh
# Results of queries: their heads, order, masks, charsets and files.
# SPDX-License-Identifier: Apache-2.0
set -u
. "${top_srcdir:?}/tests/cli/lib.sh"

run 0 demo__makes_a_store --db d.db --today 2026-03-04 demo --persons 60 --seed 3
BANGJIAO_DB=$work/d.db
export BANGJIAO_DB
head1() { head -n 1 "$1" | tr -d '\r'; }

# ---- find ----
run 0 find__everybody_of_the_demo find A --format csv
same "人员编号,姓名,公民身份号码,村居,环节" "$(head1 out)" find__heads_are_the_contract
run 0 find__nobody_is_done find 没有这个人 --format csv
same 1 "$(wc -l <out | tr -d ' ')" find__nobody_prints_the_heads_alone
run 0 export__gives_a_person_to_look_for export roster --full
person=$(sed -n 2p out | cut -d, -f1)
card=$(tr -d '\r' <out | cut -d, -f4 | grep -E '^[0-9]{17}[0-9X]$' | head -n 1)
run 0 find__by_number find "$person" --format csv
says out "$person" find__by_number_finds_him
run 0 find__by_id_number find "$card" --format csv
lacks out "$card" find__masks_the_id_number
says out "********" find__shows_the_mask
run 0 find__text_is_the_default find "$person"
says out "人员编号" find__text_has_heads

# ---- due and why ----
run 0 due__all due --format csv --today 2026-03-04
same "人员编号,姓名,规则,事项,起算日期,期限,逾期天数,依据" "$(head1 out)" due__heads_are_the_contract
holds due__the_demo_owes_something [ "$(wc -l <out)" -gt 5 ]
sed 1d out | awk -F, '{ print $6 "\t" $1 "\t" $3 }' >order
LC_ALL=C sort order >sorted
holds due__is_sorted_by_day_number_and_rule cmp order sorted
sed 1d out | awk -F, '$6 >= "2026-03-04" && $7 != 0' >wrong
same "" "$(cat wrong)" due__not_late_is_0_days
rule=$(sed -n 2p out | cut -d, -f3) who=$(sed -n 2p out | cut -d, -f1)
wc -l <out >all
run 0 due__overdue due --overdue --format csv --today 2026-03-04
sed 1d out | awk -F, '$7 <= 0' >wrong
same "" "$(cat wrong)" due__overdue_shows_only_late_ones
holds due__overdue_is_a_part [ "$(wc -l <out)" -le "$(cat all)" ]
run 0 due__days due --days 0 --format csv --today 2026-03-04
sed 1d out | awk -F, '$6 > "2026-03-04"' >wrong
same "" "$(cat wrong)" due__days_0_ends_today
run 0 due__person due --person "$who" --format csv --today 2026-03-04
sed 1d out | awk -F, -v who="$who" '$1 != who' >wrong
same "" "$(cat wrong)" due__person_shows_his_alone
run 2 due__unknown_person_is_refused due --person A999999
run 2 due__overdue_and_days_exclude_each_other due --overdue --days 3
run 0 why__tells_the_parts why "$who" "$rule" --today 2026-03-04
holds why__says_something [ -s out ]
run 2 why__unknown_rule_is_refused why "$who" no_such_rule
says err "$rule" why__unknown_rule_lists_those_there_are
run 2 why__unknown_person_is_refused why A999999 "$rule"

# ---- report ----
run 0 report__text report roster --today 2026-03-04
says out "刑满释放人员花名册" report__has_its_title
says out "第 1 页 共 " report__numbers_its_pages
says out "填报单位(公章)" report__has_its_signoff
pages=$(grep -c "第 [0-9]* 页 共" out)
says out "第 $pages 页 共 $pages 页" report__knows_its_last_page
same "$((pages - 1))" "$(tr -dc '\f' <out | wc -c | tr -d ' ')" report__feeds_a_form_between_pages
run 0 report__csv report roster --format csv --today 2026-03-04
cp out roster.csv
run 2 report__unknown_is_refused report no_such_report
says err "roster" report__unknown_lists_those_there_are
run 2 report__unknown_parameter_is_refused report roster -p colour=red
says err "to（截至）" report__unknown_parameter_lists_those_there_are
run 2 report__parameter_must_have_a_value report roster -p to
run 2 report__wrong_date_is_refused report roster --to 2026-02-30
run 2 report__png_is_refused report roster --format png
says err "text csv" report__format_lists_those_there_are

# ---- files ----
run 0 output__goes_to_a_file report roster --format csv --today 2026-03-04 -o r.csv
same 600 "$(stat -c %a r.csv)" output__is_for_its_owner_only
same "efbbbf" "$(head -c 3 r.csv | od -An -tx1 | tr -d ' ')" output__csv_file_has_a_bom
tail -c +4 r.csv | cmp -s - roster.csv
same 0 $? output__csv_file_equals_standard_output
run 2 output__refuses_an_existing_file report roster -o r.csv
tail -c +4 r.csv | cmp -s - roster.csv
same 0 $? output__refused_leaves_the_file
run 0 output__force_replaces_it report roster --today 2026-03-04 -o r.csv --force
says r.csv "第 1 页" output__force_wrote_the_text
run 2 output__into_a_missing_folder_is_refused report roster -o no/where.txt
ls -A | grep -F .bangjiao- >left
same "" "$(cat left)" output__leaves_no_temporary_file

# ---- export ----
run 0 export__roster export roster
same "人员编号,姓名,性别,公民身份号码,出生日期,民族,文化程度,户籍地址,居住地址,村居,联系电话,罪名,原判刑期,服刑单位,释放日期,帮教类别,帮教责任人,帮教起始日期,帮教截止日期,环节,标记,备注" \
    "$(head1 out)" export__roster_heads_are_the_contract
lacks out "$card" export__masks_the_id_number
run 0 export__full export roster --full
says out "$card" export__full_shows_it
cp out full.csv
run 0 export__gb18030 export roster --full --encoding gb18030 -o g.csv
iconv -f gb18030 -t utf-8 g.csv | cmp -s - full.csv
same 0 $? export__gb18030_is_the_same_text
run 0 export__file export roster --full -o u.csv
same "efbbbf" "$(head -c 3 u.csv | od -An -tx1 | tr -d ' ')" export__utf8_file_has_a_bom
run 2 export__refuses_an_existing_file export roster -o u.csv
run 2 export__unknown_is_refused export no_such_form
says err "visit" export__unknown_lists_those_there_are
run 2 export__unknown_encoding_is_refused export roster --encoding klingon
run 2 export__xlsx_is_refused export roster --format xlsx
run 0 export__a_form export visit

# ---- definitions ----
for kind in forms codes rules states reports documents profiles; do
	run 0 "list__$kind" list $kind
	holds "list__${kind}_has_some" [ "$(wc -l <out)" -gt 1 ]
done
for kind in indicators; do
	run 0 "list__$kind" list $kind --format csv
	same 1 "$(wc -l <out | tr -d ' ')" "list__${kind}_is_empty"
done
unset BANGJIAO_DB
run 0 list__needs_no_store list reports
says out "roster" list__without_a_store_has_the_built_in_ones
BANGJIAO_DB=$work/d.db
export BANGJIAO_DB
run 2 indicators__unknown_is_refused indicators signing_rate
run 2 document__unknown_is_refused document notice "$person"

# ---- interruption ----
# More than a pipe holds, so that the rows are still being made when it is told
# to stop.
run 0 demo__of_more_people --db e.db --today 2026-03-04 demo --persons 250 --seed 3
mkfifo pipe
"$bangjiao" --db e.db export visit --full >pipe 2>err </dev/null &
job=$!
exec 3<pipe
dd bs=1 count=1 <&3 >/dev/null 2>&1
kill -TERM $job
cat <&3 >/dev/null
exec 3<&-
wait $job
same 3 $? export__stops_when_it_is_told_to
says err "再做一次" export__says_that_it_stopped

# ---- charset ----
run 0 charset__utf8 due --format csv --today 2026-03-04
cp out due.csv
LC_ALL=C "$bangjiao" due --format csv --today 2026-03-04 >out 2>err
holds charset__is_utf8_in_an_ascii_locale cmp out due.csv
localedef --no-archive -i zh_CN -f GB18030 "$work/zh_CN.GB18030" >/dev/null 2>&1
if LOCPATH=$work LC_ALL=zh_CN.GB18030 locale charmap 2>/dev/null | grep -q GB18030; then
	LOCPATH=$work LC_ALL=zh_CN.GB18030 "$bangjiao" due --format csv --today 2026-03-04 >out 2>err
	iconv -f gb18030 -t utf-8 out | cmp -s - due.csv
	same 0 $? charset__is_that_of_the_locale
	name=$(sed -n 2p due.csv | cut -d, -f2)
	LOCPATH=$work LC_ALL=zh_CN.GB18030 "$bangjiao" find "$(echo "$name" | iconv -f utf-8 -t gb18030)" >out 2>err
	iconv -f gb18030 -t utf-8 out >utf
	says utf "$name" charset__reads_the_command_line_by_the_locale
	LOCPATH=$work LC_ALL=zh_CN.GB18030 "$bangjiao" report nothing >out 2>err
	iconv -f gb18030 -t utf-8 err >utf
	says utf "roster" charset__messages_are_in_it
else
	for n in 1 2 3; do
		number=$((number + 1))
		echo "ok $number - charset__gb18030_$n # SKIP no GB18030 locale: install the package locales"
	done
fi
done_testing
