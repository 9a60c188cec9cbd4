#!/bin/sh
# Stores: made once, never replaced, copied, checked, refused when they are none.
# SPDX-License-Identifier: Apache-2.0
set -u
. "${top_srcdir:?}/tests/cli/lib.sh"

run 2 store__missing_is_refused --db no.db find x
says err "no.db" store__missing_is_named
says err "init" store__missing_names_the_next_step
holds store__missing_is_not_made [ ! -e no.db ]

run 0 init__makes_a_store --db a.db init --office 城关司法所 --start 2026-01-01
says out "城关司法所" init__tells_the_office
same 600 "$(stat -c %a a.db)" init__makes_it_for_its_owner_only
cp a.db before
run 2 init__refuses_an_existing_file --db a.db init --office 别的司法所
holds init__leaves_an_existing_file_as_it_is cmp a.db before
run 2 demo__refuses_an_existing_file --db a.db demo
holds demo__leaves_an_existing_file_as_it_is cmp a.db before
run 2 init__refuses_a_wrong_date --db b.db init --office 城关司法所 --start 2026-13-01
holds init__refused_makes_nothing [ ! -e b.db ]
run 0 find__nobody_is_still_done --db a.db find zs
run 0 due__nothing_is_still_done --db a.db due
run 0 report__nobody_is_still_done --db a.db report roster
says out "（无记录）" report__says_that_there_is_nobody
run 0 check__finds_nothing_in_a_new_store --db a.db check
BANGJIAO_DB=$work/a.db
export BANGJIAO_DB
run 0 store__is_taken_from_the_environment find zs
unset BANGJIAO_DB

echo "not a store" >text.db
cp text.db before
run 2 store__foreign_text_is_refused --db text.db find x
holds store__foreign_text_is_left_alone cmp text.db before
mkdir dir.db
run 2 store__directory_is_refused --db dir.db find x
head -c 5000 a.db >cut.db
run 2 store__cut_short_is_refused --db cut.db find x
: >empty.db
run 2 store__empty_file_is_refused --db empty.db find x
same 0 "$(stat -c %s empty.db)" store__empty_file_stays_empty
# The version stands in bytes 60 to 63 of the file.
cp a.db newer.db
printf '\177' | dd of=newer.db bs=1 seek=60 conv=notrunc 2>/dev/null
run 2 store__newer_is_refused --db newer.db find x
# The application's number in bytes 68 to 71.
cp a.db other.db
printf 'GPKG' | dd of=other.db bs=1 seek=68 conv=notrunc 2>/dev/null
run 2 store__of_another_program_is_refused --db other.db find x

run 0 demo__makes_a_store --db d1.db --today 2026-03-04 demo --persons 40 --seed 7
run 0 demo__makes_another --db d2.db --today 2026-03-04 demo --persons 40 --seed 7
holds demo__same_seed_gives_the_same_bytes cmp d1.db d2.db
run 0 demo__other_seed_makes_one_too --db d3.db --today 2026-03-04 demo --persons 40 --seed 8
if cmp -s d1.db d3.db; then
	fail demo__other_seed_gives_other_people "the files are equal"
else
	pass demo__other_seed_gives_other_people
fi
run 0 check__finds_nothing_in_a_demo --db d1.db --today 2026-03-04 check

run 0 backup__copies_the_store --db d1.db backup copy.db
same 600 "$(stat -c %a copy.db)" backup__is_for_its_owner_only
run 0 check__finds_nothing_in_a_backup --db copy.db --today 2026-03-04 check
cp copy.db before
run 2 backup__refuses_an_existing_file --db d1.db backup copy.db
holds backup__leaves_an_existing_file_as_it_is cmp copy.db before
cp a.db r.db
run 0 restore__takes_the_backup --db r.db restore copy.db
run 0 restore__gives_the_people_back --db r.db --today 2026-03-04 report roster --format csv
cp out restored
run 0 report__of_the_first_store --db d1.db --today 2026-03-04 report roster --format csv
holds restore__gives_the_same_roster cmp out restored
cp r.db before
run 2 restore__refuses_what_is_no_store --db r.db restore text.db
holds restore__refused_leaves_the_store cmp r.db before
run 2 restore__refuses_a_missing_file --db r.db restore gone.db

# One flipped bit in a page of data is a finding.
cp d1.db rot.db
size=$(stat -c %s rot.db)
offset=$(grep -abo "帮教" rot.db | tail -n 1 | cut -d: -f1)
printf '\377' | dd of=rot.db bs=1 seek="${offset:-$((size / 2))}" conv=notrunc 2>/dev/null
"$bangjiao" --db rot.db --today 2026-03-04 check >out 2>err </dev/null
got=$?
holds check__tells_a_damaged_record [ "$got" -eq 1 -o "$got" -eq 2 ]

run 0 check_definitions__needs_no_store check --definitions
run 0 accept__has_nothing_to_do --db a.db accept
mkdir overlay
printf '[form visit +]\n\n[page 本所]\nx_weather text 20 天气\n    colour = blue\n' >overlay/office.form
run 2 accept__refuses_a_wrong_definition --db a.db accept overlay
says err "office.form:5" accept__names_file_and_line
printf '[form visit +]\n\n[page 本所]\nx_weather text 20 天气\n' >overlay/office.form
run 0 accept__takes_a_blank_of_the_office --db a.db accept overlay
says out "天气" accept__tells_what_changed
cp -R "$top_srcdir/data" other
chmod -R u+w other
sed -i 's/^title  *= 走访记录$/title = 走访登记/' other/visit.form
run 2 data__other_than_accepted_is_refused --db a.db --data other find x
says err "accept" data__other_than_accepted_names_the_next_step
run 0 accept__takes_the_definitions_of_data --db a.db --data other accept
says out "visit.form" accept__of_data_tells_what_changed
run 0 data__accepted_is_used --db a.db --data other find x
run 0 data__accepted_is_kept_by_the_store --db a.db find x
run 0 accept__takes_the_built_in_ones_back --db a.db accept
run 0 check__finds_nothing_after_accepting --db a.db check
run 2 accept__refuses_a_missing_folder --db a.db accept nowhere
done_testing
