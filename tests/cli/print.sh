#!/bin/sh
# Reports as PDF, HTML and workbook: the same rows as on the terminal, and no
# file under its name when something is missing.
# SPDX-License-Identifier: Apache-2.0
set -u
. "${top_srcdir:?}/tests/cli/lib.sh"
roster=$(cd "$top_srcdir/tests/cli" && pwd)/roster.csv

run 0 init__makes_a_store --db s.db --today 2026-03-04 init --office 城关司法所 --start 2025-01-01
BANGJIAO_DB=$work/s.db
export BANGJIAO_DB
run 0 import__fills_it --today 2026-03-04 import roster "$roster"

# Text without blanks and frames, a line for each that says something.
bare() {
	sed 's/[─│┌┐└┘├┤┬┴┼]//g; s/[[:space:]]//g' | tr -d '\f' | grep -v '^$'
}

run 0 roster__text --today 2026-03-04 report roster
bare <out >text
run 0 roster__pdf --today 2026-03-04 report roster --format pdf -o r.pdf
same "" "$(cat out err)" roster__pdf_says_nothing
same 600 "$(stat -c %a r.pdf)" roster__pdf_is_for_its_owner
if command -v pdftotext >/dev/null 2>&1; then
	pdftotext -layout r.pdf - | bare >pdf
	holds roster__pdf_reads_as_its_text diff text pdf
else
	number=$((number + 1))
	echo "ok $number - roster__pdf_reads_as_its_text # SKIP 没有 pdftotext（软件包 poppler-utils）"
fi
run 2 roster__pdf_is_not_replaced --today 2026-03-04 report roster --format pdf -o r.pdf

run 0 roster__csv --today 2026-03-04 report roster --format csv
sed '1d; s/"//g; s/\r$//; s/,/\t/g; s/\t*$//' out >csv
run 0 roster__xlsx --today 2026-03-04 report roster --format xlsx -o r.xlsx
"$top_builddir/tests/reports/cells" r.xlsx >cells
awk -F '\t' '$1 == "R" && $2 > 3 && $4 ~ /^[A-Z][0-9]+$/' cells | cut -f3- | sed 's/\t*$//' >xlsx
holds roster__xlsx_has_the_rows_of_the_csv diff csv xlsx
says cells "村居	编号	姓名" roster__xlsx_has_its_heads
says cells "合计" roster__xlsx_has_its_total

# More rows than a sheet holds go on another, and it is said.
{
	printf 'H\037landscape\0379\037台账\037\037\036C\037tl\0370\0378\037号\036'
	awk 'BEGIN { for (i = 1; i <= 1048600; i++) printf "R\037%d\036", i; printf "E\036" }'
} | "$top_builddir/bangjiao-xlsx-out" >rows.xlsx 2>err
same 0 $? workbook__takes_more_rows_than_a_sheet
says err "分成了 2 张" workbook__says_that_it_has_two_sheets
rm -f rows.xlsx

run 0 roster__html --today 2026-03-04 report roster --format html -o r.html
cut -f2 csv | while read -r name; do
	grep -qF "<td>$name</td>" r.html || echo "$name"
done >gone
same "" "$(cat gone)" roster__html_has_every_name
lacks r.html "<script" roster__html_has_no_script

run 2 format__unknown_is_refused report roster --format png
says err "text csv pdf xlsx html" format__unknown_lists_those_there_are

# What goes wrong leaves no file.
gone() { [ ! -e "$1" ]; }
mkdir empty
for format in pdf xlsx; do
	BANGJIAO_LIBEXEC=$work/empty
	export BANGJIAO_LIBEXEC
	run 2 "helper__missing_$format" report roster --format $format -o x.$format
	says err "BANGJIAO_LIBEXEC" "helper__missing_${format}_names_the_remedy"
	holds "helper__missing_${format}_leaves_no_file" gone x.$format
	printf '#!/bin/sh\ncat >/dev/null\nkill -9 $$\n' >"empty/bangjiao-pdf"
	cp empty/bangjiao-pdf empty/bangjiao-xlsx-out
	chmod 700 empty/*
	run 2 "helper__killed_$format" report roster --format $format -o x.$format
	says err "请重试" "helper__killed_${format}_is_said"
	holds "helper__killed_${format}_leaves_no_file" gone x.$format
	rm empty/*
	BANGJIAO_LIBEXEC=$top_builddir
	run 2 "directory__missing_$format" report roster --format $format -o no/where/x.$format
done
printf '[fonts plain]\n/no/such/font.ttf\n' >none.fonts
BANGJIAO_FONTS=$work/none.fonts
export BANGJIAO_FONTS
run 2 fonts__missing report roster --format pdf -o x.pdf
says err "apt-get install" fonts__missing_names_the_remedy
holds fonts__missing_leaves_no_file gone x.pdf
unset BANGJIAO_FONTS

# A disk that is full after 4 KB, as the limit of a file's size tells it.
full() { (ulimit -f 8; trap '' XFSZ; "$bangjiao" "$@") >out 2>err </dev/null; }
for format in pdf xlsx html text csv; do
	full report roster --format $format -o x.$format
	same 2 $? "disk__full_$format"
	says err "磁盘" "disk__full_${format}_is_said"
	lacks err "：写文件" "disk__full_${format}_is_said_before_the_path"
	holds "disk__full_${format}_leaves_no_file" gone x.$format
done
for form in roster period; do
	for format in xlsx csv; do
		full export $form --full --format $format -o x.$format
		same 2 $? "disk__full_export_of_${form}_as_$format"
		holds "disk__full_export_of_${form}_as_${format}_leaves_no_file" gone x.$format
	done
	BANGJIAO_LIBEXEC=$work/empty
	run 2 "helper__missing_for_the_export_of_$form" export $form --format xlsx -o x.xlsx
	BANGJIAO_LIBEXEC=$top_builddir
	holds "helper__missing_for_the_export_of_${form}_leaves_no_file" gone x.xlsx
done

# The same from the preview on the screen.
mkdir home
for format in pdf xlsx html txt csv; do
	cat >save.script <<END
size 80x24
wait 今日工作台
key F6
wait 刑满释放人员花名册
type xm
key Enter
wait 第 1/
key F2
wait 存为文件
type $format
key Enter
wait 文件名
key Enter
wait 没有存成
save screen.txt
END
	if [ $format = pdf ] || [ $format = xlsx ]; then
		HOME=$work/home BANGJIAO_LIBEXEC=$work/empty run 0 "screen__helper_missing_$format" script save.script
		says screen.txt "缺少辅助程序" "screen__helper_missing_${format}_is_said"
	fi
	HOME=$work/home full script save.script
	same 0 $? "screen__disk_full_$format"
	says screen.txt "磁盘" "screen__disk_full_${format}_is_said"
done
BANGJIAO_FONTS=$work/none.fonts
export BANGJIAO_FONTS
sed -i 's/^type csv/type pdf/' save.script
HOME=$work/home run 0 screen__fonts_missing script save.script
says screen.txt "没有可用的中文字体" screen__fonts_missing_is_said
unset BANGJIAO_FONTS
same "" "$(ls -A home)" screen__no_failure_leaves_a_file
for format in text csv html pdf xlsx; do
	"$bangjiao" report roster --format $format >&- 2>err
	same 2 $? "stdout__closed_$format"
	says err "没有打开" "stdout__closed_${format}_is_said"
done

# What a store keeps beside itself is no place for a list.
for tail in .lock .drafts .reserve -journal; do
	run 2 "beside_the_store__$tail" report roster -o "s.db$tail" --force
	says err "库自己要用这个名字" "beside_the_store__${tail}_is_said"
done
same "" "$(find . -name '.bangjiao*')" failures__leave_no_temporary_files
done_testing
