#!/bin/sh
# The house's own rules, checked on the sources.  SPDX-License-Identifier: Apache-2.0
set -u
cd "${srcdir:-.}" || exit 1
number=0 status=0

# verdict NAME OFFENDERS: passes when there are none.
verdict() {
	number=$((number + 1))
	if [ -z "$2" ]; then
		echo "ok $number - $1"
	else
		echo "not ok $number - $1"
		printf '%s\n' "$2" | sed 's/^/# /'
		status=1
	fi
}

sources() { find base model reports ui -maxdepth 1 -name '*.[ch]' | sort; find . -maxdepth 1 -name '*.[ch]' ! -name embedded.c ! -name config.h | sort; }

verdict "lint__doors__only_db_private_h_knows_sqlite" \
	"$(sources | xargs grep -lE '#include *[<"]sqlite3' | grep -v '^model/db-private\.h$')"
verdict "lint__doors__only_the_parts_of_db_include_db_private_h" \
	"$(sources | xargs grep -lE '#include *"model/db-private\.h"' |
	grep -vE '^model/db(-(error|judge|kept|open|stmt|wait|words))?\.c$')"
verdict "lint__doors__only_charset_c_knows_iconv" \
	"$(sources | xargs grep -lE '#include *[<"]iconv' | grep -v '^base/charset\.c$')"
verdict "lint__doors__only_ui_knows_curses" \
	"$(sources | xargs grep -lE '#include *[<"](n?cursesw?|ncursesw/|panel|term\.h)' | grep -v '^ui/')"

# A floor includes itself and the floors below it.
for rule in 'base:model|reports|ui' 'model:reports|ui' 'reports:ui'; do
	floor=${rule%%:*}
	verdict "lint__floors__${floor}_looks_only_down" \
		"$(grep -nE "#include *\"(${rule#*:})/" "$floor"/*.[ch] /dev/null)"
done
verdict "lint__includes__own_header_first" "$(
	for c in base/*.c model/*.c reports/*.c ui/*.c; do
		h=${c%.c}.h
		[ -f "$h" ] || continue
		first=$(sed -n 's/^#include "\([^"]*\)".*/\1/p' "$c" | grep -v '^config\.h$' | head -n 1)
		case $first in "$h" | *-private.h) ;; *) echo "$c: $first" ;; esac
	done)"
verdict "lint__shell__no_way_out_to_one" \
	"$(sources | xargs grep -nE '\b(system|popen|execlp|execvp|execl)\(' /dev/null)"
verdict "lint__leftovers__none" \
	"$(sources | xargs grep -nE 'TODO|FIXME|\bXXX\b|not implemented|尚未实现|暂不支持' /dev/null)"
verdict "lint__licence__spdx_line_in_every_file" "$(
	{ sources; find tests tools data -type f ! -path '*/golden/*' ! -path 'tests/samples/*' ! -path 'data/pinyin/*' \
		! -name '*.log' ! -name '*.trs' ! -name '*.o' ! -name '.*' ! -name '*.txt' ! -name '*.json' ! -name '*.csv' ; } |
	grep -E '\.(c|h|sh|sql|form|codes|rules|states|report|list|profile|settings)$' |
	xargs grep -L 'SPDX-License-Identifier: Apache-2.0')"
verdict "lint__size__no_file_over_800_lines" "$(
	sources | xargs wc -l | awk '$2 != "total" && $1 > 800 { print $2 ": " $1 }')"
verdict "lint__data__every_definition_scene_and_golden_file_is_in_the_makefile" "$(
	{ find data -type f; find tests -name '*.scene' -o -path '*/golden/*' -type f; } |
	grep -vE '/\.[^/]*$|~$' | sort | while read -r f; do
		grep -q "$f" Makefile.am || echo "$f"
	done)"
verdict "lint__data__every_form_rule_and_state_has_its_basis" "$(
	find data -name '*.form' -o -name '*.rules' -o -name '*.states' | xargs grep -LE '^basis *=')"
# Words of the paper: blanks with an underscore are unmistakable inside a
# string; names of forms when they are the whole string (person and period are
# the store's own words).
blanks=$(cat data/*.form | sed -nE 's/^([a-z]+_[a-z0-9_]+) +(text|note|int|money|date|pdate|time|yesno|codes?|refs?|id_card|phone|place|staff|file) .*/\1/p' |
	sort -u | grep -vxE 'id_card|page_no' | tr '\n' '|' | sed 's/|$//')
forms=$(cat data/*.form | sed -nE 's/^\[form ([a-z_]+)\].*/\1/p' | sort -u | grep -vxE 'person|period|trigger' | tr '\n' '|' | sed 's/|$//')
verdict "lint__paper__no_blank_or_form_is_named_in_c" \
	"$(sources | xargs grep -nE "\"([^\"]*[^a-z_])?($blanks)([^a-z_][^\"]*)?\"|\"($forms)\"" /dev/null | grep -v '/\*.*\*/$')"
verdict "lint__privacy__no_path_of_a_workplace" \
	"$(git grep -nE '/(wor)k/|/(far)m/|[.]library' -- . 2>/dev/null || true)"
echo "1..$number"
exit $status
