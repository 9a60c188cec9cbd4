#!/bin/sh
# Import on the command line: summary, rejects, statuses, interruption.
# SPDX-License-Identifier: Apache-2.0
set -u
. "${top_srcdir:?}/tests/cli/lib.sh"

run 0 init__makes_a_store --db s.db init --office 城关司法所 --start 2026-01-01
BANGJIAO_DB=$work/s.db
export BANGJIAO_DB
cat >good.csv <<'CSV'
姓名,性别,身份证号,释放日期,村居
张试一,男,11010519491231002X,2025-10-01,城东社区
=HYPERLINK("x"),女,,2025-11-02,城西社区
CSV
cat >mixed.csv <<'CSV'
姓名,性别,身份证号,释放日期,村居
李试二,男,,2025-10-01,城东社区
王试三,男,3.30702E+17,2025-10-02,城东社区
CSV
summary='^读入 [0-9]* 新建 [0-9]* 更新 [0-9]* 未变 [0-9]* 未导入 [0-9]* 格式规范 [0-9]* 其他行 [0-9]*$'

cp s.db before
run 0 dry_run__of_a_good_file import roster good.csv --dry-run
holds dry_run__prints_the_summary grep -q "$summary" out
run 0 dry_run__changed_nobody find 张试一 --format csv
same 1 "$(wc -l <out | tr -d ' ')" dry_run__left_nobody_behind
run 1 dry_run__with_rejects_is_1 import roster mixed.csv --dry-run
says err "--rejects" dry_run__tells_how_to_see_what_was_refused
run 1 dry_run__shows_what_was_refused import roster mixed.csv --dry-run --rejects -
says out "行号,原因" dry_run__rejects_go_to_standard_output
same 1 "$(tail -n 1 out | grep -c '^读入 ')" dry_run__ends_in_the_summary
run 0 import__of_a_good_file import roster good.csv
holds import__ends_in_the_summary sh -c "tail -n 1 out | grep -q '$summary'"
says out "读入 2 新建 2 更新 0 未变 0 未导入 0" import__counts_the_rows
run 0 import__again import roster good.csv
says out "读入 2 新建 0 更新 0 未变 2 未导入 0" import__again_changes_nothing
run 1 import__with_rejects_is_1 import roster mixed.csv --rejects bad.csv
says out "未导入 1" import__counts_the_rejects
says bad.csv "行号" rejects__have_their_heads
says bad.csv "3.30702E+17" rejects__keep_the_cells
says err "bad.csv" rejects__are_named
iconv -f utf-8 -t big5 >big5.csv <<'CSV'
序號,姓名,性別,身份證號碼,釋放日期,戶籍地址,聯繫電話,村居,備註
1,張試五,女,,2025-10-03,東溝村1號,13800000000,東溝村,無
CSV
run 0 traditional_heads__are_known import roster big5.csv --encoding big5
lacks err "没有对应" traditional_heads__are_all_read
run 0 traditional_heads__fill_their_blanks export roster --full
says out "張試五,女,,,,,東溝村1號,,東溝村,13800000000" traditional_heads__fill_the_right_blanks
long=$(printf '名%.0s' $(seq 81)).csv
cp mixed.csv "$long"
run 1 import__of_a_file_with_the_longest_name import roster "$long"
same 1 "$(ls | grep -c '名\.rejects\.csv$')" rejects__of_a_long_name_are_there
run 2 rejects__refuse_an_existing_file import roster mixed.csv --rejects bad.csv
cp mixed.csv mixed-kept.csv
run 2 rejects__do_not_replace_the_list_itself import roster mixed.csv --rejects ./mixed.csv --force
says err "换一个文件名" rejects__tell_to_choose_another_name
holds rejects__left_the_list_alone cmp mixed.csv mixed-kept.csv
run 2 rejects__do_not_replace_a_store import roster mixed.csv --rejects s.db --force
says err "这是一个库" rejects__say_what_a_store_is
if [ -c /dev/full ]; then
	printf '姓名,释放日期,村居\n周试九,2025-10-09,城东社区\n' >untold.csv
	"$bangjiao" import roster untold.csv >/dev/full 2>err </dev/null
	same 3 $? untold__what_came_in_is_not_nothing
	says err "已经导入" untold__says_so
	run 0 untold__came_in import roster untold.csv
	says out "未变 1" untold__once
fi
run 2 import__unknown_profile_is_refused import nothing good.csv
says err "roster" import__unknown_profile_lists_those_there_are
run 2 import__missing_file_is_refused import roster gone.csv
lacks err "No such file" import__missing_file_is_told_in_chinese
run 2 import__unknown_encoding_is_refused import roster good.csv --encoding klingon
says err "gb18030" import__unknown_encoding_lists_those_there_are
printf '姓名,释放日期,村居\n\201\060,2025-10-01,x\n' >broken.csv
run 2 import__undecodable_bytes_are_refused import roster broken.csv --encoding utf-8
says err "2" import__undecodable_bytes_name_the_line

cat >printed.csv <<'CSV'
花名册
姓名,释放日期,村居
城东社区（1人）
周试八,2025-10-08,城东社区
周试村,,
第1页 共1页
CSV
run 1 other_lines__leave_what_may_be_a_person_among_the_rejects import roster printed.csv --dry-run
says out "读入 2 新建 1 更新 0 未变 0 未导入 1 格式规范 0 其他行 3" other_lines__are_counted
says err "第 3 行 算作其他行，没有当作名单里的一条：城东社区（1人）" other_lines__are_listed_by_a_dry_run
run 1 other_lines__are_passed_over import roster printed.csv
says err "第 1、3、6 行" other_lines__are_named_by_an_import

cat >numbered.csv <<'CSV'
编号,姓名,性别,释放日期,村居
1,孙试四,男,2025-10-03,城东社区
CSV
sed 's/孙试四/孙试五/' numbered.csv >renamed.csv
run 0 sender__keeps_his_numbers import roster numbered.csv --sender 第五监狱
run 1 sender__number_with_another_name_is_a_doubt import roster renamed.csv --sender 第五监狱 --rejects doubt.csv
says doubt.csv "疑似重复：第五监狱的编号 1" sender__doubt_is_told
run 0 sender__of_another_name_has_other_numbers import roster renamed.csv --sender 第六监狱
says out "新建 1" sender__of_another_name_has_other_people
run 2 sender__must_be_a_name import roster numbered.csv --sender 来文
says err "来文单位" sender__refused_is_told

run 0 formula__is_disarmed_on_the_way_out export roster --full
says out "'=HYPERLINK" formula__has_its_apostrophe
lacks out ",=HYPERLINK" formula__is_never_bare

# Where nobody may write, a list without a reject comes in all the same.
printf '姓名,释放日期\n尤一,2024-01-05\n' >clean.csv
printf '姓名,释放日期\n尤二,2024-01-06\n,2024-01-07\n' >unclean.csv
mkdir void
here() { (cd void && rmdir ../void && "$bangjiao" "$@") >out 2>err </dev/null; }
here import roster "$work/clean.csv"
same 0 $? rejects__nowhere_to_write_is_no_matter_to_a_clean_list
mkdir void
here import roster "$work/unclean.csv"
same 3 $? rejects__nowhere_to_write_stops_at_the_first
says err "第 3 行不能导入" rejects__nowhere_to_write_names_the_row
says err "--rejects" rejects__nowhere_to_write_names_the_remedy
run 1 rejects__go_on_where_they_can_be_written import roster unclean.csv --rejects later.csv
says later.csv "缺少“姓名”" rejects__are_all_there_after_that

# A signal in the middle: 3, and the second run goes on to the same end.
awk 'BEGIN { print "姓名,性别,释放日期,村居";
	for (i = 0; i < 6000; i++)
		printf "赵%c%c%d,男,2025-%02d-%02d,第%d村\n", 65 + i % 26, 65 + int(i / 26) % 26,
		    i, 1 + i % 12, 1 + i % 28, i % 40 }' >many.csv
"$bangjiao" import roster many.csv >out 2>err </dev/null &
job=$!
size=$(stat -c %s s.db) tries=0
while kill -0 $job 2>/dev/null && [ "$(stat -c %s s.db)" -eq "$size" ] && [ $tries -lt 6000 ]; do
	tries=$((tries + 1))
	sleep 0.01
done
kill -TERM $job 2>/dev/null
wait $job
same 3 $? signal__ends_a_long_import_with_3
says err "再导入同一个文件" signal__says_run_it_again
"$bangjiao" import roster many.csv >out 2>err </dev/null
same 0 $? signal__second_run_ends_well
says out "读入 6000 " signal__second_run_counts_the_whole_file
run 0 signal__everybody_is_there_once export roster
same 6000 "$(grep -c '^[^,]*,赵' out)" signal__nobody_is_there_twice
run 0 check__finds_nothing_afterwards check
done_testing
