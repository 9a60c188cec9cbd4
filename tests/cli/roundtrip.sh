#!/bin/sh
# Every form out, and into an empty store: the same records, as CSV and XLSX.
# SPDX-License-Identifier: Apache-2.0
set -u
. "${top_srcdir:?}/tests/cli/lib.sh"

run 0 demo__makes_a_store --db d.db --today 2026-03-04 demo --persons 60 --seed 3
# what an export could spoil: formulas, marks, words for nothing, line breaks
cat >odd.csv <<'END'
姓名,身份证号,释放日期,联系电话,居住地址,备注
张三,337021198508162572,2024-01-05,无,某镇前湾村1号,'=1+1
李𠮷,无,2024-02-05,,某镇后湾村2号,"两行
的""话"""
王五,,2024-03-05,14000000001,-,无
赵六,,2024-04-05,不详,某镇前湾村3号,"''x"
孙一,,2024-04-06,,,"''=two"
孙二,,2024-04-07,,,[U+0009] is no tab
孙三,,2024-04-08,,,007
孙四,,2024-04-09,,,1e5
孙五,,2024-04-10,,,_x0041_
END
{
	printf '孙六,,2024-04-11,,,tab\tand\001\177\n'
	# zero width, another order, a private character that GB18030 gave away
	printf '孙七,,2024-04-12,,,a\342\200\213b\342\200\256c\n'
	printf '孙八,,2024-04-13,,,\356\236\215 and \360\240\256\267\n'
} >>odd.csv
run 0 import__takes_odd_people --db d.db --today 2026-03-04 import roster odd.csv --accept-doubtful
run 0 import__takes_offices --db d.db import offices "$top_srcdir/tests/samples/offices-utf8.csv"
run 0 export__bureau_has_those_and_the_demos_own --db d.db export bureau --full
says out ,云岭司法所, demo__fills_the_register_of_offices
says out ,东阳司法所, import__adds_to_the_register_of_offices
run 0 list__names_the_forms --db d.db list forms
# owners first, what is referred to before what refers
forms="person period trigger $(sed 1d out | awk '{ print $1 }' | grep -vxE 'person|period|trigger')"

for kind in gb18030 csv xlsx; do
	format=$kind
	encoding=
	[ $kind != gb18030 ] || format=csv encoding="--encoding gb18030"
	rm -f e.db*
	run 0 "init__an_empty_store_for_$kind" --db e.db init --office 云岭司法所 --start 2025-01-01
	for form in $forms; do
		# shellcheck disable=SC2086
		run 0 "export__${form}_as_$kind" --db d.db export "$form" --full --force --format $format $encoding -o "$form.$format"
		cp err said
		run 0 "import__${form}_from_$kind" --db e.db --today 2026-03-04 import "$form" "$form.$format"
		lacks err 冲突 "import__${form}_from_${kind}_is_no_conflict"
		if [ "$form $kind" = "period gb18030" ]; then
			says said "孙八）“备注” 1 个字" export__names_what_gb18030_lacks
		elif [ "$form $kind" = "period xlsx" ]; then
			says said "2 格里有不显示的字符" export__counts_what_a_workbook_marks
			says said "“备注”" export__names_the_column_of_a_mark
		else
			lacks said "[U+" "export__${form}_as_${kind}_has_no_mark_to_tell_of"
		fi
		run 0 "export__${form}_from_there" --db d.db export "$form" --full
		mv out before
		run 0 "export__${form}_from_here" --db e.db export "$form" --full
		holds "export__${form}_is_the_same" cmp before out
		run 0 "import__${form}_again" --db e.db --today 2026-03-04 import "$form" "$form.$format"
		says out "新建 0 更新 0" "import__${form}_again_changes_nothing"
	done
	run 0 "check__the_store_from_$kind" --db e.db check

	# The roster: all but the number, which a store gives, and what is
	# computed from papers that a roster does not carry.
	rm -f f.db*
	run 0 "init__another_for_the_roster_as_$kind" --db f.db init --office 云岭司法所 --start 2025-01-01
	# shellcheck disable=SC2086
	run 0 "export__roster_as_$kind" --db d.db --today 2026-03-04 export roster --full --force --format $format $encoding -o "roster.$format"
	run 0 "import__roster_from_$kind" --db f.db --today 2026-03-04 import roster "roster.$format" --accept-doubtful
	for db in d f; do
		run 0 "export__roster_of_$db" --db $db.db --today 2026-03-04 export roster --full --force --format xlsx -o r.xlsx
		"$top_builddir/tests/reports/cells" r.xlsx | awk -F '\t' '$1 == "R"' |
			cut -f4-21,24- | sort >$db.rows
	done
	holds "export__roster_from_${kind}_is_the_same" cmp d.rows f.rows
done
rm -f f.db*

# the next one gets a number of his own
cat >next.csv <<'END'
姓名,释放日期
钱七,2024-05-05
END
run 0 import__somebody_else --db e.db --today 2026-03-04 import roster next.csv
run 0 export__numbers --db e.db export person --full
sed 1d out | cut -d, -f1 | sort | uniq -d >twice
same "" "$(cat twice)" import__numbers_are_given_once
# into a store that has them as others
rm -f f.db*
run 0 demo__another --db f.db --today 2026-03-04 demo --persons 20 --seed 4
run 1 import__refuses_numbers_of_others --db f.db import person person.csv --rejects back.csv
says back.csv 疑似重复 import__says_that_the_number_is_taken
run 2 import__needs_a_full_export --db f.db import person next.csv
run 0 export__masked --db d.db export person -o masked.csv
run 2 import__refuses_a_masked_export --db f.db import person masked.csv
says err 记录号 import__names_the_column_that_is_missing
run 2 export__no_workbook_on_a_screen --db d.db export person --format xlsx
done_testing
