# What the tests of the command line share.  SPDX-License-Identifier: Apache-2.0
# Each case is one line of TAP; a failed one shows what came instead.
bangjiao=${top_builddir:?run by make check}/bangjiao
work=$(mktemp -d "${TMPDIR:-/tmp}/bangjiao-cli.XXXXXX") || exit 99
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
cd "$work" || exit 99
unset BANGJIAO_DB XDG_DATA_HOME
HOME=$work LC_ALL=C.UTF-8 TZ=Asia/Shanghai
export HOME LC_ALL TZ
number=0 failed=0

# run STATUS NAME ARGUMENTS…: the program's status; keeps the files out and err.
run() {
	want=$1 name=$2
	shift 2
	"$bangjiao" "$@" >out 2>err </dev/null
	got=$?
	if [ "$got" -eq "$want" ]; then
		pass "$name"
	else
		fail "$name" "exit status $got instead of $want: bangjiao $*"
		sed 's/^/#   /' out err | head -n 20
	fi
}

pass() {
	number=$((number + 1))
	echo "ok $number - $1"
}

fail() {
	number=$((number + 1))
	failed=$((failed + 1))
	echo "not ok $number - $1"
	printf '# %s\n' "$2"
}

# says FILE TEXT NAME: the file holds the text.
says() {
	if grep -qF -- "$2" "$1"; then
		pass "$3"
	else
		fail "$3" "'$2' is not in $1:"
		sed 's/^/#   /' "$1" | head -n 20
	fi
}

# lacks FILE TEXT NAME: it does not.
lacks() {
	if grep -qF -- "$2" "$1"; then
		fail "$3" "'$2' is in $1"
	else
		pass "$3"
	fi
}

# same WANT GOT NAME: two texts are equal.
same() {
	if [ "$1" = "$2" ]; then
		pass "$3"
	else
		fail "$3" "not '$1' but '$2'"
	fi
}

# holds NAME COMMAND…: a command succeeds.
holds() {
	name=$1
	shift
	if "$@" >/dev/null 2>&1; then
		pass "$name"
	else
		fail "$name" "failed: $*"
	fi
}

done_testing() {
	echo "1..$number"
	[ "$failed" -eq 0 ]
	exit
}
