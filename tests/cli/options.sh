#!/bin/sh
# Options, help and refusals: nothing here needs a store.
# SPDX-License-Identifier: Apache-2.0
set -u
. "${top_srcdir:?}/tests/cli/lib.sh"

run 0 version__is_told --version
says out "bangjiao " version__names_the_program

run 0 help__lists_the_commands help
cp out overview
for command in init demo import export find due why indicators report document \
    list check accept backup restore script; do
	says overview "  $command" "help__names_$command"
	run 0 "help_${command}__has_a_page" help "$command"
	says out "用法：bangjiao $command" "help_${command}__shows_its_usage"
	cp out page
	run 0 "${command}_help__is_the_same_page" "$command" --help
	holds "${command}_help__equals_help_$command" cmp page out
done
same 0 "$(wc -c <err | tr -d ' ')" help__says_nothing_on_standard_error

run 2 command__is_refused_when_unknown frobnicate
says err "import" command__unknown_lists_those_there_are
same 0 "$(wc -c <out | tr -d ' ')" command__unknown_prints_no_result
run 2 option__is_refused_when_unknown find --colour x
says err "--format" option__unknown_lists_those_of_the_command
run 2 option__of_another_command_is_refused find --seed 3 x
run 2 option__without_its_value_is_refused due --days
says err "--days" option__without_its_value_is_named
run 2 option__switch_takes_no_value due --overdue=yes
run 2 option__number_must_be_one demo --persons many --db x.db
says err "--persons" option__number_names_the_option
run 2 option__number_must_be_in_range demo --persons 0 --db x.db
run 2 today__must_be_a_day --today 2026-02-30 list forms
says err "--today" today__names_the_option
run 2 db__empty_is_refused --db= find x
says err "--db" db__empty_names_the_option
run 2 user__empty_is_refused --user "" list forms
run 2 word__missing_is_refused import roster
says err "PROFILE FILE" word__missing_shows_the_usage
run 2 word__too_many_is_refused find a b
run 2 help__of_an_unknown_command_is_refused help frobnicate
run 2 init__needs_an_office init --db x.db
says err "--office" init__names_the_missing_option
run 2 format__unknown_is_refused list forms --format pdf
says err "text csv" format__unknown_lists_those_there_are
run 2 list__unknown_kind_is_refused list things
says err "profiles" list__unknown_kind_lists_those_there_are
run 2 workbench__needs_a_terminal
says err "bangjiao help" workbench__without_a_terminal_names_the_next_step
holds refusals__made_no_file [ ! -e x.db ]

"$bangjiao" find "$(printf '\326\320')" >out 2>err
same 2 $? text__of_another_charset_is_refused
says err "utf-8" text__of_another_charset_names_the_charset
"$bangjiao" "$(printf 'x\033[31m')" >out 2>err
lacks err "$(printf '\033')" message__never_sends_control_characters
says err "[U+001B]" message__marks_control_characters
LC_ALL=C "$bangjiao" help >out 2>err
says out "用法" charset__is_utf8_in_an_ascii_locale
"$bangjiao" help >/dev/full 2>err
same 2 $? output__on_a_full_disk_is_told
says err "磁盘已满" output__on_a_full_disk_says_why

# The man page knows every command and option.
page=$top_srcdir/doc/bangjiao.1
"$bangjiao" help | sed -n 's/^  \([a-z][a-z]*\) .*/\1/p' >names
holds manual__commands_were_found [ "$(wc -l <names)" -ge 17 ]
while read -r command; do
	holds "manual__describes_$command" grep -qE "^\.B[IR]* \"?$command( |\$)" "$page"
	"$bangjiao" help "$command" | sed -n 's/^  .*--\([a-z-]*\) .*/\1/p' >>options
done <names
sed 's/\\-/-/g' "$page" >plain
sort -u options | while read -r option; do
	grep -qF -e "--$option" plain || echo "$option"
done >missing
same "" "$(cat missing)" manual__describes_every_option

# Whatever names and files hold, a terminal gets it marked.
on_terminal() {
	TERM=dumb script -qec "'$bangjiao' --db e.db $1" /dev/null </dev/null >out 2>err
	if grep -q "$(printf '\033')" out; then
		fail "$2" "a control character was sent by: $1"
	else
		says out "[U+001B]" "$2"
	fi
}
escape=$(printf '\033')
if script -qec true /dev/null </dev/null >/dev/null 2>&1; then
	on_terminal "init --office '城关$escape[31m所'" terminal__gets_no_control_character_from_init
	printf '姓名,身份证号,释放日期,备注\n甲%s一,,2026-01-05,乙%s\n甲%s二,,2026-02-30,丙\n' \
	    "$escape" "$escape" "$escape" >e.csv
	on_terminal "import roster e.csv --rejects -" terminal__gets_no_control_character_from_rejects
	on_terminal "export roster --full" terminal__gets_no_control_character_from_export
	on_terminal "export period" terminal__gets_no_control_character_from_a_form
	on_terminal "find 甲" terminal__gets_no_control_character_from_find
	on_terminal "report roster" terminal__gets_no_control_character_from_a_report
	on_terminal "backup 'x$escape.db'" terminal__gets_no_control_character_from_backup
	run 0 demo__of_two_pages --db f.db demo --persons 60
	run 0 report__of_two_pages --db f.db report roster
	holds report__of_two_pages_has_a_form_feed grep -q "$(printf '\f')" out
	TERM=dumb script -qec "'$bangjiao' --db f.db report roster" /dev/null </dev/null >out 2>err
	lacks out "$(printf '\f')" terminal__gets_no_form_feed
	run 0 export__to_a_pipe_is_verbatim --db e.db export roster
	says out "甲${escape}一" export__to_a_pipe_keeps_what_is_there
fi
done_testing
