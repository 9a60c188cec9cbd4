#!/bin/sh
# Files that are no list, or too much: each is refused with a sentence and the
# remedy, and nothing is written.  SPDX-License-Identifier: Apache-2.0
set -u
. "${top_srcdir:?}/tests/cli/lib.sh"

run 0 init__makes_a_store --db s.db init --office 城关司法所 --start 2026-01-01
BANGJIAO_DB=$work/s.db
export BANGJIAO_DB
cp s.db before

# refused NAME WORDS REMEDY import …: status 2, in Chinese, nothing written.
refused() {
	name=$1 words=$2 remedy=$3
	shift 3
	run 2 "$name" "$@"
	says err "$words" "${name}_is_told"
	says err "$remedy" "${name}_names_the_remedy"
	same 0 "$(wc -c <out | tr -d ' ')" "${name}_prints_nothing"
	holds "${name}_writes_nothing" cmp s.db before
	holds "${name}_leaves_no_file" sh -c '! ls *.rejects.csv s.db-journal'
}

size=$(wc -c <"$top_srcdir/tests/samples/county.xlsx")
head -c $((size / 2)) "$top_srcdir/tests/samples/county.xlsx" >half.xlsx
refused xlsx__cut_short 不完整或已损坏 请向发送方重新索取 import roster half.xlsx
printf '\320\317\021\340\241\261\032\341........E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0' >locked.xlsx
refused xlsx__encrypted 打开密码 取消密码 import roster locked.xlsx
printf '\320\317\021\340\241\261\032\341................' >old.xls
refused xls '.xls' 另存为 import roster old.xls
printf '%%PDF-1.7\n%%\342\343\317\323\n' >list.csv
refused csv__that_is_a_pdf PDF 请向发送方要原来的表格 import roster list.csv
: >nothing.csv
refused csv__that_is_a_pdf_compared PDF 请向发送方要原来的表格 compare roster list.csv
refused csv__of_0_bytes '0 字节' 请重新导出 import roster nothing.csv
printf '姓名,释放日期\n王某,2025-03-01\n' >good.csv
refused csv__as_utf_16 'utf-16le' '不写 --encoding' import roster good.csv --encoding utf-16le
refused csv__as_gb18030 'gb18030' '不写 --encoding' import roster good.csv --encoding gb18030
refused csv__as_what_nobody_knows klingon gb18030 import roster good.csv --encoding klingon

{ cat good.csv; yes '' | head -n 10000000; } >rows.csv
refused csv__of_10_million_empty_rows 空行超过 请删去空行 import roster rows.csv
rm rows.csv
huge=$top_builddir/tests/cli/huge-book
"$huge" rows 10000000 rows.xlsx
refused xlsx__of_10_million_empty_rows 空行超过 请删去空行 import roster rows.xlsx
rm rows.xlsx
{ cat good.csv; head -c 104857600 /dev/zero | tr '\0' x; } >cell.csv
refused csv__with_a_cell_of_100_mb '第 3 行太长' 请检查 import roster cell.csv
{ cat good.csv; printf '"'; head -c 104857600 /dev/zero | tr '\0' x; } >cell.csv
refused csv__with_a_quote_that_nobody_closed '第 3 行' 收尾的引号 import roster cell.csv
rm cell.csv
"$huge" cell 104857600 cell.xlsx
refused xlsx__with_a_cell_of_100_mb '超过 256 KB' 请检查这个单元格 import roster cell.xlsx
"$huge" string 104857600 cell.xlsx
refused xlsx__with_a_string_of_100_mb '超过 256 KB' 请检查这个单元格 import roster cell.xlsx
rm cell.xlsx

# The helper that reads them.
mkdir helpers
BANGJIAO_LIBEXEC=$work/helpers
export BANGJIAO_LIBEXEC
for list in good.csv "$top_srcdir/tests/samples/county.xlsx"; do
	kind=${list##*.}
	rm -f helpers/*
	refused "helper__missing_$kind" 缺少辅助程序 请重新安装 import roster "$list"
	printf '#!/bin/sh\nkill -SEGV $$\n' >helpers/bangjiao-table
	chmod 700 helpers/bangjiao-table
	refused "helper__crashed_$kind" 中途被终止 请重试 import roster "$list"
	printf '#!/bin/sh\nhead -c 100000 /dev/zero\n' >helpers/bangjiao-table
	refused "helper__of_another_version_$kind" 回答不对 请重新安装 import roster "$list"
	printf '#!/bin/sh\nexit 1\n' >helpers/bangjiao-table
	refused "helper__failed_$kind" '状态 1' 请重试 import roster "$list"
done
BANGJIAO_LIBEXEC=$top_builddir
run 0 good_ones__still_come_in import roster good.csv
done_testing
