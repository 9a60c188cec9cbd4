#!/bin/sh
# One person's paper on the command line: every format says the same, numbers
# in full, and no file under its name when something is missing.
# SPDX-License-Identifier: Apache-2.0
set -u
. "${top_srcdir:?}/tests/cli/lib.sh"

run 0 demo__makes_a_store --db s.db --today 2026-03-04 demo --persons 40 --seed 7
BANGJIAO_DB=$work/s.db
export BANGJIAO_DB
person=$("$bangjiao" --today 2026-03-04 find "" --format csv | sed -n 's/,.*在册.*//p' | head -n 1 | tr -d '\r')
"$bangjiao" --today 2026-03-04 export roster --full 2>/dev/null | grep "^$person," >row
who=$(cut -d, -f2 row)
card=$(cut -d, -f4 row)
doc="--today 2026-03-04 --user 测试员 document dossier $person"

run 0 list__documents list documents
says out "dossier" list__documents_has_it
run 0 text__is_printed $doc
cp out text
says text "$who" text__has_the_name
says text "$card" text__has_the_number_in_full
says text "卷内目录" text__has_the_list_of_papers
says text "打印：测试员  2026-03-04" text__says_who_printed_it
grep -o '第 *[0-9]* 页 共 *[0-9]* 页' text | tail -n 1 | tr -d ' ' >last
same "$(sed 's/第\(.*\)页共.*/\1/' last)" "$(sed 's/.*共\(.*\)页/\1/' last)" text__ends_with_its_last_page
run 0 text__by_full_number --today 2026-03-04 --user 测试员 document dossier "$card"
holds text__by_full_number_is_the_same cmp text out
run 0 period__newest $doc -p period=最近
run 2 period__unknown $doc -p period=1999-01-01
says err "全部" period__unknown_names_what_there_is
run 2 parameter__unknown $doc -p colour=red
says err "period" parameter__unknown_names_what_there_is
run 2 person__unknown --today 2026-03-04 document dossier Z999999
run 2 document__unknown --today 2026-03-04 document notice $person
says err "dossier" document__unknown_names_what_there_is
run 2 escp__is_refused $doc --format escp
says err "针式打印机" escp__says_why
says err "pdf" escp__names_the_remedy

# Text without blanks and frames, character by character.
bare() {
	sed 's/[─│┌┐└┘├┤┬┴┼]//g; s/[[:space:]]//g' | tr -d '\f' | grep -v '^$'
}
run 0 pdf__is_made $doc --format pdf -o d.pdf
same 600 "$(stat -c %a d.pdf)" pdf__is_for_its_owner
if command -v pdftotext >/dev/null 2>&1; then
	pdftotext -layout d.pdf - | bare >pdf
	bare <text >lines
	holds pdf__reads_as_its_text diff lines pdf
else
	number=$((number + 1))
	echo "ok $number - pdf__reads_as_its_text # SKIP 没有 pdftotext（软件包 poppler-utils）"
fi

run 0 csv__is_made $doc --format csv
cp out csv
says csv "材料,说明,份,栏目,内容" csv__has_its_heads
says csv ",姓名,$who" csv__has_a_row_for_each_blank

run 0 html__is_made $doc --format html -o d.html
lacks d.html "<script" html__has_no_script
lacks d.html "http:" html__takes_nothing_from_outside
# Every blank that is filled in stands in all of them.
run 0 xlsx__is_made $doc --format xlsx -o d.xlsx
"$top_builddir/tests/reports/cells" d.xlsx >cells
sed '1d; s/\r$//' csv | cut -d, -f5- | sed "s/^\"\\(.*\\)\"\$/\\1/; s/\"\"/\"/g; s/^'//" |
    grep -v '^$' | sort -u >filled
while IFS= read -r value; do
	grep -qF -- "$value" d.html || echo "$value"
done <filled >gone
same "" "$(cat gone)" html__has_every_value
# A typed number is there without its unit.
tr -d '\n' <cells >flat
sed 's/^\([0-9][0-9]*\)\(岁\|人\|个月\)$/\1/' filled | while IFS= read -r value; do
	grep -qF -- "$value" flat || echo "$value"
done >gone
same "" "$(cat gone)" xlsx__has_every_value
holds xlsx__has_a_sheet_for_each_paper grep -q "家庭成员" cells

# The writer of workbooks believes no row that does not fit its sheet.
head='H\037portrait\03710\037t\037\037\036' grid='G\037n\037h\037f\0374\0378\036'
for row in 'c\0371\037Avt\037x' 'c\0371\037Bvt\037x' 'c\0371\037Dvt\037x' 'c\0371\037Cvq\037x' 'c\0371' 'Tx'; do
	printf "$head$grid$row\036E\036" | "$top_builddir/bangjiao-xlsx-out" >w.xlsx 2>err
	same 2 $? "writer__refuses_a_broken_row"
	says err "表格数据不完整" writer__says_so
done
printf "$head$grid"'c\0371\037Cvd\0372026-03-04\036E\036' | "$top_builddir/bangjiao-xlsx-out" >w.xlsx 2>err
same 0 $? writer__takes_a_whole_one

# What goes wrong leaves no file.
gone() { [ ! -e "$1" ]; }
mkdir empty
for format in pdf xlsx; do
	BANGJIAO_LIBEXEC=$work/empty
	export BANGJIAO_LIBEXEC
	run 2 "helper__missing_$format" $doc --format $format -o x.$format
	holds "helper__missing_${format}_leaves_no_file" gone x.$format
	BANGJIAO_LIBEXEC=$top_builddir
done
for format in pdf xlsx html; do
	(ulimit -f 8; trap '' XFSZ; "$bangjiao" $doc --format $format -o x.$format) >out 2>err
	same 2 $? "disk__full_$format"
	says err "磁盘" "disk__full_${format}_is_said"
	holds "disk__full_${format}_leaves_no_file" gone x.$format
done
done_testing
