#!/bin/sh
# Plays the scenes of this folder against the built program: 80x24 and 132x43,
# UTF-8 and GB18030.  SPDX-License-Identifier: Apache-2.0
#
# scenes.sh [SCENE ...]; UPDATE_SCREENS=1 writes the golden screens anew.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=${top_builddir:-.}
program=$(cd "$top" && pwd)/bangjiao
replay=$(cd "$top" && pwd)/tests/screen/replay
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
today=2026-11-21

# A private copy of the GB18030 locale: no root, and the same on any machine.
if [ ! -d "$top/tests/locale/zh_CN.GB18030" ]; then
	mkdir -p "$top/tests/locale"
	localedef --no-archive -i zh_CN -f GB18030 "$top/tests/locale/zh_CN.GB18030" >/dev/null 2>&1 || true
fi
LOCPATH=$(cd "$top" && pwd)/tests/locale
export LOCPATH

"$program" --db "$work/pristine.db" --today $today demo --persons 60 --seed 1 >/dev/null

# One TAP stream of many replays.
number=0
status=0
for scene in ${*:-"$here"/*.scene}; do
	# "# store keep" goes on with the store of the scene before.
	if ! grep -q '^# store keep' "$scene"; then
		rm -f "$work"/store.db*
		cp "$work/pristine.db" "$work/store.db"
	fi
	if grep -q GB18030 "$scene" && [ ! -d "$LOCPATH/zh_CN.GB18030" ]; then
		number=$((number + 1))
		echo "ok $number - $(basename "$scene") # SKIP no GB18030 locale: install the package locales"
		continue
	fi
	out=$work/out
	"$replay" "$scene" "$here/golden" "$program" --db "$work/store.db" --today $today --user 李文书 >"$out" || status=1
	while IFS= read -r line; do
		case $line in
		"ok "*) number=$((number + 1)); echo "ok $number - ${line#ok * - }" ;;
		"not ok "*) number=$((number + 1)); echo "not ok $number - ${line#not ok * - }" ;;
		*) printf '%s\n' "$line" ;;
		esac
	done <"$out"
done
echo "1..$number"
exit $status
