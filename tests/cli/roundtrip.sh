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
END
run 0 import__takes_odd_people --db d.db --today 2026-03-04 import roster odd.csv --accept-doubtful
run 0 import__takes_offices --db d.db import offices "$top_srcdir/tests/samples/offices-utf8.csv"
run 0 list__names_the_forms --db d.db list forms
# owners first, what is referred to before what refers
forms="person period trigger $(sed 1d out | awk '{ print $1 }' | grep -vxE 'person|period|trigger')"

for format in csv xlsx; do
	rm -f e.db*
	run 0 "init__an_empty_store_for_$format" --db e.db init --office 云岭司法所 --start 2025-01-01
	for form in $forms; do
		run 0 "export__${form}_as_$format" --db d.db export "$form" --full --format $format -o "$form.$format"
		run 0 "import__${form}_from_$format" --db e.db --today 2026-03-04 import "$form" "$form.$format"
		lacks err 冲突 "import__${form}_from_${format}_is_no_conflict"
		run 0 "export__${form}_from_there" --db d.db export "$form" --full
		mv out before
		run 0 "export__${form}_from_here" --db e.db export "$form" --full
		holds "export__${form}_is_the_same" cmp before out
		run 0 "import__${form}_again" --db e.db --today 2026-03-04 import "$form" "$form.$format"
		says out "新建 0 更新 0" "import__${form}_again_changes_nothing"
	done
	run 0 "check__the_store_from_$format" --db e.db check
done

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
