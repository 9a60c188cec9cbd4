#!/bin/sh
# A store of an older program: whoever opens it first brings it up to date.
# SPDX-License-Identifier: Apache-2.0
set -u
. "${top_srcdir:?}/tests/cli/lib.sh"
older=$top_builddir/tests/cli/older-store

# copies FILE: how many stand beside it from before an upgrade.
copies() {
	ls "$1".before-* 2>/dev/null | wc -l
}

run 0 demo__makes_a_store --db new.db --today 2026-03-04 demo --persons 20 --seed 3
run 0 due__of_the_new_store --db new.db --today 2026-03-04 due --format csv
cp out dues
cp new.db old.db
holds older__store_is_made "$older" old.db

for command in "find 王" "due" "report roster" "export roster" "list forms" \
    "indicators" "check"; do
	name=$(echo "${command%% *}")
	cp old.db "$name.db"
	run 0 "${name}__brings_an_older_store_up_to_date" --db "$name.db" \
	    --today 2026-03-04 $command
done
same 1 "$(copies due.db)" due__keeps_one_copy_of_what_was
same 600 "$(stat -c %a due.db.before-*)" due__keeps_it_for_its_owner_only
# The version stands in bytes 60 to 63 of the file.
same "00 00 00 01" "$(od -An -j 60 -N 4 -tx1 due.db.before-* | sed 's/^ *//')" \
    due__keeps_the_version_that_was
run 0 due__works_again --db due.db --today 2026-03-04 due --format csv
holds due__says_the_same_after_an_upgrade cmp out dues
same 1 "$(copies due.db)" due__upgrades_once
run 0 check__finds_nothing_after_an_upgrade --db due.db --today 2026-03-04 check

# Two at once: both are seen to stand in line before the first may go on.
waiting() {
	inode=$(stat -c %i two.db.lock)
	grep -c -- "-> FLOCK.*:$inode " /proc/locks
}
if [ -r /proc/locks ] && command -v flock >/dev/null; then
	cp old.db two.db
	: >two.db.lock
	(
		flock 9
		for n in 1 2; do
			"$bangjiao" --db two.db --today 2026-03-04 due --format csv \
			    >out$n 2>err$n </dev/null 9>&-
			echo $? >status$n
		done 9>&- &
		"$bangjiao" --db two.db --today 2026-03-04 find 王 >out3 2>err3 \
		    </dev/null 9>&- &
		tries=0
		while [ "$(waiting)" -lt 2 ] && [ $tries -lt 2000 ]; do
			tries=$((tries + 1))
		done
		waiting >waited
		flock -u 9
		wait $!
		echo $? >status3
		wait
	) 9>>two.db.lock
	same 2 "$(cat waited)" two__both_wait_for_the_lock
	same "0 0 0" "$(cat status1 status2 status3 | tr '\n' ' ' | sed 's/ $//')" \
	    two__both_do_their_work
	same 1 "$(copies two.db)" two__upgrade_once
	holds two__say_what_a_new_store_says cmp out1 dues
else
	pass "two__upgrade_once # SKIP no flock or /proc/locks"
fi

# What may not be written is left as it is, and the words say who must do what.
mkdir shut
cp old.db shut/store.db
chmod 755 . shut
chmod 444 shut/store.db
chmod 555 shut
nobody=
if [ "$(id -u)" = 0 ]; then
	nobody="setpriv --reuid 65534 --regid 65534 --clear-groups"
fi
if $nobody "$bangjiao" --version >/dev/null 2>&1; then
	$nobody "$bangjiao" --db shut/store.db due >out 2>err </dev/null
	same 2 $? shut__is_refused
	says err "要升级一次才能用" shut__says_what_is_the_matter
	says err "账号 $(id -un)" shut__names_who_may_write_it
	says err "bangjiao --db" shut__names_the_next_step
	holds shut__is_left_as_it_is cmp old.db shut/store.db
	same store.db "$(ls shut)" shut__gets_no_other_file
	chmod 644 shut/store.db
	$nobody "$bangjiao" --db shut/store.db due >out 2>err </dev/null
	same 2 $? shut_folder__is_refused
	says err "要升级一次才能用" shut_folder__says_what_is_the_matter
else
	pass "shut__is_refused # SKIP nobody cannot run the program here"
fi
chmod 755 shut
done_testing
