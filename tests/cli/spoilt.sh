#!/bin/sh
# What spreadsheets and systems do to cells on their way: mended where nothing is
# lost, refused with its reason where something is.
# SPDX-License-Identifier: Apache-2.0
set -u
. "${top_srcdir:?}/tests/cli/lib.sh"

run 0 init__makes_a_store --db s.db init --office 城关司法所 --start 2026-01-01
BANGJIAO_DB=$work/s.db
export BANGJIAO_DB

cat >lost.csv <<'CSV'
编号,姓名,身份证号,释放日期,村居,电话,犯人编号
1,赵一,3.30702197001011E+17,2025-03-04,城东社区,,
2,赵二,330702197001010000,2025-03-04,城东社区,,
3,赵三,,2025-03-04,城东社区,1.38E+10,
4,赵四,,2025-03-04,城东社区,,3.3E+17
5,赵五,,2025-03-04,#N/A,,
6,赵六,,#REF!,城东社区,,
7.1E+15,赵七,,2025-03-04,城东社区,,
CSV
run 1 lost__is_refused import roster lost.csv --accept-doubtful --rejects lost-rejects.csv
says out "读入 7 新建 0 更新 0 未变 0 未导入 7" lost__no_row_is_taken
holds lost__science_in_numbers_is_named sh -c "grep -c 科学记数 lost-rejects.csv | grep -qx 4"
says lost-rejects.csv "末三位被电子表格改成了零" lost__rounded_number_is_named
says lost-rejects.csv "“村居”里的“#N/A”是公式出错的记号" lost__error_is_no_village
says lost-rejects.csv "“释放日期”里的“#REF!”" lost__error_is_no_date

# ="…", marks of direction and zero-width blanks, days as numbers, numerals
{
	printf '姓名,身份证号,释放日期,村居,备注\n'
	printf '="钱一","=""11010519491231002X""","=""2025-03-04""",城东社区,"=""甲"""\n'
	printf '钱\342\200\213二,\342\200\216440524188001010014\342\200\254,2025.3.4\342\200\216,城东社区,\n'
	printf '钱三,,45720.0,城东社区,\n'
	printf '钱四,,二〇二五年三月四日,城东社区,\n'
	printf '钱五,,45720,城东社区,1E5\n'
} >kept.csv
run 0 kept__is_taken import roster kept.csv
says out "读入 5 新建 5 更新 0 未变 0 未导入 0" kept__all_rows
run 0 kept__has_its_dates export roster --full
same 5 "$(grep -c ',2025-03-04,' out)" kept__all_are_that_day
says out ",钱一,女,11010519491231002X," kept__wrapping_is_off
says out ",钱二,男,440524188001010014," kept__what_is_not_seen_is_off
says out ",1E5" kept__a_short_power_is_a_word
run 0 kept__again import roster kept.csv
says out "新建 0 更新 0 未变 5" kept__again_changes_nothing

# heads of two rows, page by page; the telephone is the family's, not his own
cat >two.csv <<'CSV'
城关镇安置帮教对象名册,,,,,,
序号,姓名,释放情况,,家属情况,,备注
,,释放日期,服刑单位,姓名,联系电话,
1,孙一,2025-03-04,第一监狱,孙父,13900000001,甲
序号,姓名,释放情况,,家属情况,,备注
,,释放日期,服刑单位,姓名,联系电话,
2,孙二,x,第一监狱,孙母,13900000002,乙
CSV
run 1 two_rows__are_one_head import roster two.csv --rejects two-rejects.csv
says out "读入 2 新建 1 更新 0 未变 0 未导入 1 格式规范 0 其他行 4" two_rows__of_every_page_are_no_persons
run 0 two_rows__are_stored export period --full
says out "孙父,,13900000001" two_rows__the_telephone_is_the_familys
sed 's/,x,/,2025-04-05,/' two-rejects.csv >two-mended.csv
run 0 two_rows__come_in_when_mended import roster two-mended.csv
says out "读入 1 新建 1" two_rows__rejects_have_one_head

# two columns for one blank: the second is told, with the column that is read
printf '姓名,释放日期,联系电话,手机\n吴一,2025-03-04,13800000001,13900000002\n' >twice.csv
run 0 twice__is_taken import roster twice.csv
says err "手机（第 4 列，同一栏已由第 3 列“联系电话”填写）" twice__the_second_column_is_told
run 0 check__finds_nothing_afterwards check
done_testing
