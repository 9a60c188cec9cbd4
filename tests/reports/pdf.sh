#!/bin/sh
# bangjiao-pdf with poppler for a reader: every character comes back, where it
# stood; fonts are embedded; what cannot be printed is said.
# SPDX-License-Identifier: Apache-2.0
set -u
for tool in pdftotext pdffonts pdfinfo; do
	if ! command -v $tool >/dev/null 2>&1; then
		echo "1..0 # SKIP 没有 $tool（软件包 poppler-utils）"
		exit 77
	fi
done
pdf=${top_builddir:-.}/bangjiao-pdf
golden=${srcdir:-.}/tests/reports/golden
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
LC_ALL=C.UTF-8
# cairo 1.16 keeps one array of each CFF font that it embeds.
echo leak:libcairo >"$dir/lsan"
LSAN_OPTIONS=suppressions=$dir/lsan:print_suppressions=0
export LC_ALL LSAN_OPTIONS
number=0 status=0

# verdict NAME COMMAND…: passes when the command does.
verdict() {
	number=$((number + 1))
	name=$1
	shift
	if "$@" >"$dir/why" 2>&1; then
		echo "ok $number - $name"
	else
		echo "not ok $number - $name"
		sed 's/^/# /' "$dir/why"
		status=1
	fi
}

# The serialised sheet that a golden file begins with.
sheet() {
	awk '{ all[NR] = $0 } $0 == "end" { last = NR }
		END { for (i = 1; i <= last; i++) print all[i] }' "$golden/$1"
}

# A page of lines "COL CELLS STYLE TEXT", one a row.
page() {
	printf 'bangjiao-sheet 1\ntitle 试\npaper %s 12\ngrid %s\ncells %s lines\npage 1 1\n' "$1" "$2" "$3"
	row=0
	while read -r line; do
		printf 'line %d\ntext %s\n' $row "$line"
		row=$((row + 2))
	done
	echo end
}

# What every row of the sheet says, without blanks.
said() {
	awk '/^(line|rule|page) / { if (row != "") print row; row = "" }
		/^text / { text = $0; sub(/^text [0-9]+ [0-9]+ [a-z]+ /, "", text)
			gsub(/[ \t]/, "", text); row = row text }
		END { if (row != "") print row }' "$1"
}

read_out() {
	pdftotext -layout "$1" - | tr -d ' \f\t' | grep -v '^$'
}

same() {
	said "$1" >"$dir/want"
	read_out "$2" >"$dir/have"
	diff "$dir/want" "$dir/have"
}

print() {
	"$pdf" <"$1" >"$2" 2>"$dir/said" && [ ! -s "$dir/said" ]
}

embedded() {
	pdffonts "$1" | awk 'NR > 2 { fonts++; if ($0 !~ / yes yes yes +[0-9]+ +0$/) bad = 1; print }
		END { exit !(fonts > 0 && !bad) }'
}

pages() {
	pdfinfo "$1" | awk -v want="$2" '$1 == "Pages:" { print; ok = $2 == want } END { exit !ok }'
}

size() {
	pdfinfo "$1" | awk -v w="$2" -v h="$3" '/^Page size/ { print; ok = $3 - w < 0.1 && w - $3 < 0.1 && $5 - h < 0.1 && h - $5 < 0.1 } END { exit !ok }'
}

for one in ledger-narrow ledger-wide ledger-empty ledger-plain; do
	sheet "$one.txt" >"$dir/$one.sheet"
	verdict "pdf__prints__$one" print "$dir/$one.sheet" "$dir/$one.pdf"
	verdict "pdf__gives_back_every_row__$one" same "$dir/$one.sheet" "$dir/$one.pdf"
	verdict "pdf__embeds_all_fonts__$one" embedded "$dir/$one.pdf"
	verdict "pdf__has_all_pages__$one" pages "$dir/$one.pdf" "$(grep -c '^page ' "$dir/$one.sheet")"
done

# Names that are rare, marks that are wide or narrow, both ideas of width.
rare='2 60 plain 𠮷田㐂㛃䶮堃喆镕龘𫖯𬀩𪚥𰻝〇
2 60 bold 𠮷田㐂㛃䶮堃喆镕龘𫖯〇
2 60 plain 阿布都·热西提“五必访”—…①℃×÷§°é
2 60 bold 阿布都·热西提“五必访”—…①℃×÷§°é
2 60 plain 葛󠄀城（公章）￥100 50% AVfi 1/2 <a href="b"> {x}~^_|\\`'
for cells in 'narrow 1' 'wide 1'; do
	file=$dir/rare-${cells% 1}
	printf '%s\n' "$rare" | page 'A4 portrait' '85 45' "$cells" >"$file.sheet"
	verdict "pdf__finds_a_font_for_every_character__${cells% 1}" print "$file.sheet" "$file.pdf"
	verdict "pdf__gives_back_rare_characters__${cells% 1}" same "$file.sheet" "$file.pdf"
	verdict "pdf__embeds_all_fonts__rare_${cells% 1}" embedded "$file.pdf"
done

# Paper.
echo '0 4 plain 文字' >"$dir/line"
for paper in 'A4 portrait:85 45:595.28:841.89' 'A4 landscape:126 30:841.89:595.28' \
    'LQ portrait:132 62:1080:792' 'LQ portrait:80 62:684:792'; do
	set -- $(echo "$paper" | tr ': ' '  ')
	page "$1 $2" "$3 $4" 'narrow 1' <"$dir/line" >"$dir/paper.sheet"
	verdict "pdf__prints__paper_$1_$2_$3" print "$dir/paper.sheet" "$dir/paper.pdf"
	verdict "pdf__has_its_size__paper_$1_$2_$3" size "$dir/paper.pdf" "$5" "$6"
done

# A character of a private area is in no font: its code is printed, the file
# still gives the character back, and it is said.
printf '0 8 plain 甲\356\202\205乙\n' | page 'A4 portrait' '85 45' 'narrow 1' >"$dir/none.sheet"
told() {
	"$pdf" <"$dir/none.sheet" >"$dir/none.pdf" 2>"$dir/said"
	code=$?
	cat "$dir/said"
	[ $code -eq 0 ] && grep -q 'U+E085（第 1 页）' "$dir/said"
}
verdict "pdf__says_what_no_font_has__private_area" told
verdict "pdf__gives_back__what_no_font_has" same "$dir/none.sheet" "$dir/none.pdf"

# What is no sheet, or not all of one.
refused() {
	"$pdf" >"$dir/bad.pdf" 2>"$dir/said"
	code=$?
	cat "$dir/said"
	[ $code -eq 2 ] && [ "$(wc -l <"$dir/said")" -eq 1 ] && ! tail -c 7 "$dir/bad.pdf" | grep -q '%%EOF'
}
good=$dir/ledger-narrow.sheet
verdict "pdf__refuses__nothing" refused </dev/null
head -n 100 "$good" >"$dir/bad"
verdict "pdf__refuses__a_page_cut_short" refused <"$dir/bad"
awk '/^page 3 / { exit } 1' "$good" >"$dir/bad"
verdict "pdf__refuses__missing_pages" refused <"$dir/bad"
sed 's/^text 0 /text 999999 /; s/^line 1$/line 999/' "$good" >"$dir/bad"
verdict "pdf__refuses__a_place_off_the_page" refused <"$dir/bad"
printf 'text 0 1 plain \377\n' | cat "$dir/line" - >"$dir/raw"
{ head -n 7 "$good"; printf 'text 0 1 plain \377\n'; } >"$dir/bad"
verdict "pdf__refuses__what_is_no_utf8" refused <"$dir/bad"
head -c 3000 /dev/urandom >"$dir/bad"
verdict "pdf__refuses__noise" refused <"$dir/bad"
printf '[fonts plain]\n/no/such/font.ttf\n' >"$dir/none.fonts"
BANGJIAO_FONTS=$dir/none.fonts
export BANGJIAO_FONTS
verdict "pdf__refuses__without_fonts" refused <"$good"
fonts_named() { grep -q 'fonts-babelstone-han' "$dir/said"; }
verdict "pdf__names_the_packages__without_fonts" fonts_named
printf '[fonts plain]\nfont.ttf\n' >"$dir/none.fonts"
verdict "pdf__refuses__a_list_of_fonts_that_is_wrong" refused <"$good"
unset BANGJIAO_FONTS

# A disk that is full.
full() {
	"$pdf" <"$good" >/dev/full 2>"$dir/said"
	code=$?
	cat "$dir/said"
	[ $code -eq 2 ] && grep -q '磁盘已满' "$dir/said"
}
[ -c /dev/full ] && verdict "pdf__says_so__when_the_disk_is_full" full
echo "1..$number"
exit $status
