#!/bin/sh
# Plays the scenes of this folder against the built program: 80x24 and 132x43,
# UTF-8 and GB18030.  SPDX-License-Identifier: Apache-2.0
#
# scenes.sh [SCENE ...]; UPDATE_SCREENS=1 writes the golden screens anew.
# The first lines of a scene may say on which store it plays:
#	# store keep		goes on with the store of the scene before
#	# store read-only	may be read and not written
#	# store small-disk	on a disk of its own, nearly full (needs root)
#	# county list	and a list made of the register lies at home
#	# store import PROFILE FILE	after an import of FILE of this folder
#	# slow reader		files are opened half a second late
# The clerk's home holds the lists that "# home" asks for: lists, back, odd, many, some.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
top=${top_builddir:-.}
program=$(cd "$top" && pwd)/bangjiao
replay=$(cd "$top" && pwd)/tests/screen/replay
helpers=${BANGJIAO_LIBEXEC:-$(cd "$top" && pwd)}
export BANGJIAO_LIBEXEC
work=$(mktemp -d)
SCENE_STORE=$work/store
export SCENE_STORE
clear_store()
{
	umount "$SCENE_STORE" 2>/dev/null || true
	[ ! -d "$SCENE_STORE" ] || chmod 700 "$SCENE_STORE"
	rm -rf "$SCENE_STORE"
}
trap 'clear_store; rm -rf "$work"' EXIT
today=2026-11-21
# What the people who run the tests have set must not show.
unset BANGJIAO_DB BANGJIAO_FRAMES NO_COLOR
HOME=$work/home
TZ=UTC
export HOME TZ

# A private copy of the GB18030 locale: no root, and the same on any machine.
if [ ! -d "$top/tests/locale/zh_CN.GB18030" ]; then
	mkdir -p "$top/tests/locale"
	localedef --no-archive -i zh_CN -f GB18030 "$top/tests/locale/zh_CN.GB18030" >/dev/null 2>&1 || true
fi
LOCPATH=$(cd "$top" && pwd)/tests/locale
export LOCPATH

"$program" --db "$work/pristine.db" --today $today demo --persons 60 --seed 1 >/dev/null

# The register as a county's list: two left out, two changed, one added.
county_list()
{
	"$program" --db "$SCENE_STORE/store.db" --today $today export roster --full 2>/dev/null |
	    sed -e '3d;9d' -e '4s/本科/初中/' -e '4s/周塘村,/,/' -e '5s/1400[0-9]*/14000000001/' \
		-e '$a A009999,林外来,男,330702196509181049,,汉族,,,,河东社区,,盗窃罪,2年,,2025-01-09,,,,,,,' \
		>"$HOME/县局名单.csv"
	touch -d "2026-11-20 09:30 UTC" "$HOME/县局名单.csv"
}

# Files as they are sent, of one date, and what else lies about.
fill_home()
{
	mkdir "$HOME"
	[ -z "$1" ] || mkdir "$HOME/往年"
	case $1 in
	*lists*)
		cp "$here/lists/county.csv" "$HOME/县局花名册.csv"
		cp "$here/lists/prison.csv" "$HOME/监狱名单.csv"
		# the same sender's next one
		sed '2d; s/^林测戊,[0-9]*/林测壬,330702196509181049/' \
		    "$here/lists/prison.csv" >"$HOME/第二批.csv"
		echo "不是表格" >"$HOME/说明.doc"
		;;
	esac
	case $1 in
	*back*)
		cp "$here/lists/back.csv" "$HOME/未导入.csv"
		;;
	esac
	case $1 in
	*odd*)
		cp "$here/lists/hostile.csv" "$HOME/恶意.csv"
		: >"$HOME/空文件.csv"
		printf '%%PDF-1.7\n' >"$HOME/扫描件.csv"
		printf 'PK\003\004 cut short' >"$HOME/断了.xlsx"
		: >"$HOME/$(printf 'up\342\200\256vsc.\033[31mred').csv"
		: >"$HOME/$(printf '坏\377字节').csv"
		cp "$here/lists/county.csv" "$HOME/$(printf '长%.0s' $(seq 80))名单.csv"
		;;
	esac
	case $1 in
	*many*|*some*)
		most=3000
		case $1 in *some*) most=600 ;; esac
		awk -v most=$most 'BEGIN { print "姓名,性别,释放日期,村居"
			split("甲 乙 丙 丁 戊 己 庚 辛 壬 癸 子 丑 寅 卯 辰 巳 午 未 申 酉", c, " ")
			for (i = 0; i < most; i++)
				printf "林%s%s%s,男,2026-09-01,河东社区\n", c[i % 20 + 1],
				    c[int(i / 20) % 20 + 1], c[int(i / 400) + 1]
			for (i = 1; most == 3000 && i <= 12; i++)
				printf "林拒%s,男,2026-13-01,河东社区\n", c[i] }' \
			>"$HOME/三千人.csv"
		;;
	esac
	find "$HOME" -exec touch -d "2026-11-20 09:30 UTC" {} +
}

# A helper that takes its time to start, as on an old PC.
slow_reader()
{
	mkdir -p "$work/slow"
	printf '#!/bin/sh\nsleep 0.5\nexec "%s/bangjiao-table" "$@"\n' \
	    "$helpers" >"$work/slow/bangjiao-table"
	chmod 755 "$work/slow/bangjiao-table"
	BANGJIAO_LIBEXEC=$work/slow
}

number=0
status=0

skip()
{
	number=$((number + 1))
	echo "ok $number - $(basename "$scene") # SKIP $1"
}

# The store that a scene asks for; a reason not to play it on standard output.
prepare()
{
	kind=$(sed -n 's/^# store //p' "$scene")
	[ "$kind" = keep ] && return
	clear_store
	rm -rf "$HOME"
	fill_home "$(sed -n 's/^# home //p' "$scene")"
	mkdir -m 700 "$SCENE_STORE"
	if [ "$kind" = small-disk ] &&
	    ! mount -t tmpfs -o size=8m,mode=700 none "$SCENE_STORE" 2>/dev/null; then
		echo "no small disk: only root can mount one"
		return
	fi
	cp "$work/pristine.db" "$SCENE_STORE/store.db"
	if grep -q '^# county list' "$scene"; then
		county_list
	fi
	case $kind in
	read-only)
		chmod 400 "$SCENE_STORE/store.db"
		chmod 500 "$SCENE_STORE"
		# To root modes mean nothing.
		if [ "$(id -u)" = 0 ] && ! { mount --bind "$SCENE_STORE" "$SCENE_STORE" &&
		    mount -o remount,bind,ro "$SCENE_STORE"; } 2>/dev/null; then
			echo "nothing is read-only to root, who may not mount here"
		fi
		;;
	import*)
		set -- $kind
		# There, because rejects go to the folder one stands in.
		(cd "$work" && "$program" --db "$SCENE_STORE/store.db" --today $today \
		    --user 李文书 import "$2" "$here/$3" >/dev/null 2>&1) || true
		;;
	esac
}

# One TAP stream of many replays.
for scene in ${*:-"$here"/*.scene}; do
	scene=$(cd "$(dirname "$scene")" && pwd)/$(basename "$scene")
	if grep -q GB18030 "$scene" && [ ! -d "$LOCPATH/zh_CN.GB18030" ]; then
		skip "no GB18030 locale: install the package locales"
		continue
	fi
	why=$(prepare)
	if [ -n "$why" ]; then
		skip "$why"
		continue
	fi
	BANGJIAO_LIBEXEC=$helpers
	if grep -q '^# slow reader' "$scene"; then
		slow_reader
	fi
	out=$work/out
	# There, so that what names the store reads the same everywhere.
	(cd "$SCENE_STORE" && "$replay" "$scene" "$here/golden" "$program" \
	    --db store.db --today $today --user 李文书) >"$out" || status=1
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
