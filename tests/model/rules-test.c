/*
 * tests/model/rules-test.c: dues, states and their reasons, from papers in a store
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "model/rules.h"
#include "tests/model/plan.h"

static long
count_of(struct store *store, const char *rule, int from, int to, bool late)
{
	struct err err = ERR_INIT;
	long n;

	if (!rules_count(store, rule, from, to, late, &n, &err))
		fail_msg("%s", err.text);
	return n;
}

static void
says(struct store *store, const char *person, const char *rule, const char *part)
{
	struct err err = ERR_INIT;
	struct buf out = BUF_INIT;

	if (!rules_why(store, person, rule, &out, &err))
		fail_msg("%s", err.text);
	if (strstr(buf_str(&out), part) == NULL)
		fail_msg("no \"%s\" in:\n%s", part, buf_str(&out));
	buf_clear(&out);
}

static void
shows(struct store *store, const char *track, const char *subject, const char *on,
    const char *labels)
{
	struct err err = ERR_INIT;
	struct buf out = BUF_INIT;

	if (!states_shown(store, track, subject, date_parse(on), &out, &err))
		fail_msg("%s", err.text);
	assert_string_equal(buf_str(&out), labels);
	buf_clear(&out);
}

static long
in_state(struct store *store, const char *track, const char *state, const char *on)
{
	struct err err = ERR_INIT;
	long n;

	if (!states_count(store, track, state, date_parse(on), &n, &err))
		fail_msg("%s", err.text);
	return n;
}

static struct listing_spec
dues(enum due_span span, const char *rule)
{
	return (struct listing_spec){ .kind = LISTING_DUES, .span = span, .rule = rule, .ours = true };
}

/* ---- saving ---- */
static void
rules__save__moves_the_dues_of_what_it_touches(void **state)
{
	struct store *store = plan_new(*state, "2026-02-01");
	struct one one = plan_person(store, "张三", "2026-01-10");
	char visit[STORE_ID_SIZE];

	plan_owes(store, "week", one.period, "2026-01-17");
	plan_owes(store, "quarter", one.period, "2026-06-30");
	plan_check(store);
	plan_save(store, &one, "visit", "visited_on", "2026-04-01", "method", "home", visit);
	plan_owes(store, "week", one.period, "");
	plan_owes(store, "quarter", one.period, "2026-09-30");
	plan_check(store);
	plan_set(store, "visit", visit, "method", "absent");
	plan_owes(store, "week", one.period, "2026-01-17");
	plan_owes(store, "quarter", one.period, "2026-09-30");	/* excused */
	plan_set(store, "visit", visit, "visited_on", "2026-03-31");
	plan_owes(store, "quarter", one.period, "2026-06-30");
	plan_check(store);
	plan_remove(store, "visit", visit);
	plan_owes(store, "quarter", one.period, "2026-06-30");
	plan_check(store);
	store_close(store);
}

static void
rules__save__of_one_person_touches_no_other(void **state)
{
	struct store *store = plan_new(*state, "2026-02-01");
	struct one one = plan_person(store, "张三", "2026-01-10");
	struct one two = plan_person(store, "李四", "2026-01-10");
	static const char rows[] = "SELECT group_concat(rule || due_on || late_from || started_on)"
	    " FROM (SELECT * FROM due WHERE person = (SELECT max(id) FROM main.person) ORDER BY rule)";
	char *before, *after;

	before = office_text(store, rows);
	plan_set(store, "period", one.period, "released_on", "2026-01-20");
	plan_owes(store, "week", one.period, "2026-01-27");
	plan_owes(store, "week", two.period, "2026-01-17");
	after = office_text(store, rows);
	assert_string_equal(before, after);
	free(before);
	free(after);
	plan_check(store);
	store_close(store);
}

static void
rules__save__removed_papers_owe_nothing(void **state)
{
	struct store *store = plan_new(*state, "2026-02-01");
	struct one one = plan_person(store, "张三", "2026-01-10");

	plan_save(store, &one, "trigger", "fired_on", "2026-01-30", NULL, NULL, NULL);
	assert_int_equal(office_number(store, "SELECT count(*) FROM due WHERE person <> ''"), 4);
	plan_remove(store, "period", one.period);
	assert_int_equal(office_number(store, "SELECT count(*) FROM due WHERE person <> ''"), 0);
	assert_int_equal(office_number(store, "SELECT count(*) FROM standing"), 0);
	plan_check(store);
	store_close(store);
}

static void
rules__event__each_trigger_is_owed_by_itself(void **state)
{
	struct store *store = plan_new(*state, "2026-02-01");
	struct one one = plan_person(store, "张三", "2026-01-10");
	char first[STORE_ID_SIZE], second[STORE_ID_SIZE];

	plan_save(store, &one, "trigger", "fired_on", "2026-01-30", NULL, NULL, first);
	plan_save(store, &one, "trigger", "fired_on", "2026-01-31", NULL, NULL, second);
	plan_owes(store, "event", first, "2026-02-02");
	plan_owes(store, "event", second, "2026-02-03");
	plan_save(store, &one, "visit", "visited_on", "2026-01-30", "answers", second, NULL);
	plan_owes(store, "event", first, "2026-02-02");
	plan_owes(store, "event", second, "");
	plan_check(store);
	store_close(store);
}

static void
rules__office__its_own_rhythm_is_answered_by_its_own_paper(void **state)
{
	struct store *store = plan_new(*state, "2026-02-01");
	char *due;

	plan_save(store, NULL, "meeting", "held_on", "2026-02-03", NULL, NULL, NULL);
	due = plan_due(store, "meet", store_office(store));
	assert_string_equal(due, "2026-03-31");
	free(due);
	plan_check(store);
	store_close(store);
}

/* ---- late ---- */
static void
rules__late__everywhere_on_the_same_day(void **state)
{
	struct store *store = plan_new(*state, "2026-01-17");
	struct one one = plan_person(store, "张三", "2026-01-10");
	struct listing_spec late = dues(DUE_OVERDUE, "week"), due = dues(DUE_TODAY, "week");

	/* Due on the 17th, three days of grace: on the 20th it is due. */
	plan_today("2026-01-20");
	plan_lists(store, &late, 0, "");
	plan_lists(store, &due, 4, "0");
	assert_int_equal(count_of(store, "week", DATE_NONE, DATE_NONE, true), 0);
	says(store, one.person, "week", "宽限到2026-01-20；今天2026-01-20，到期\n");
	/* On the 21st it is one day late. */
	plan_today("2026-01-21");
	plan_lists(store, &late, 4, "1");
	plan_lists(store, &due, 0, "");
	assert_int_equal(count_of(store, "week", DATE_NONE, DATE_NONE, true), 1);
	says(store, one.person, "week", "今天2026-01-21，逾期1天\n");
	plan_today("2026-01-16");
	says(store, one.person, "week", "未到期，还有1天\n");
	store_close(store);
}

static void
rules__late__is_never_what_another_level_owes(void **state)
{
	struct store *store = plan_new(*state, "2026-06-01");
	struct one one = plan_person(store, "张三", "2026-05-20");
	struct listing_spec all = dues(DUE_OVERDUE, "county");

	assert_int_equal(count_of(store, "county", DATE_NONE, DATE_NONE, true), 0);
	plan_lists(store, &all, 0, "");
	all.ours = false;
	plan_lists(store, &all, 4, "10");
	says(store, one.person, "county", "责任：县办（上游，不计本所逾期）");
	says(store, one.person, "county", "上游已过期10天，不计本所逾期");
	store_close(store);
}

static void
rules__history__before_the_launch_nothing_is_late(void **state)
{
	struct store *store = plan_new(*state, "2026-02-01");
	struct one one = plan_person(store, "张三", "2025-12-24");
	struct one two = plan_person(store, "李四", "2021-03-05");

	plan_owes(store, "week", one.period, "");
	says(store, one.person, "week", "历史未记（期限2025-12-31早于启用日2026-01-01），不算逾期");
	plan_owes(store, "quarter", two.period, "2026-03-31");
	says(store, two.person, "quarter", "启用日：2026-01-01，此前各期为历史未记");
	plan_today("2026-10-02");
	says(store, two.person, "quarter", "逾期185天，连同其后共3期未完成");
	plan_check(store);
	store_close(store);
}

static void
rules__until__ends_what_is_owed_on_its_day(void **state)
{
	struct store *store = plan_new(*state, "2026-07-05");
	struct one one = plan_person(store, "张三", "2026-01-10");
	struct listing_spec late = dues(DUE_OVERDUE, "quarter");
	char promise[STORE_ID_SIZE];

	plan_lists(store, &late, 4, "5");
	plan_save(store, &one, "promise", "signed_on", "2026-07-05", NULL, NULL, promise);
	plan_lists(store, &late, 4, "");
	assert_int_equal(count_of(store, "quarter", DATE_NONE, DATE_NONE, true), 0);
	says(store, one.person, "quarter", "结论：从2026-07-05起不再要求");
	plan_today("2026-07-04");
	plan_lists(store, &late, 4, "4");
	assert_int_equal(count_of(store, "quarter", DATE_NONE, DATE_NONE, true), 1);
	plan_check(store);
	/* An end before the day it falls due: nothing is owed at all. */
	plan_set(store, "promise", promise, "signed_on", "2026-06-30");
	plan_owes(store, "quarter", one.period, "");
	plan_check(store);
	plan_remove(store, "promise", promise);
	plan_lists(store, &late, 4, "4");
	plan_check(store);
	store_close(store);
}

/* ---- another day ---- */
static void
rules__as_of__yesterday_gives_yesterdays_numbers(void **state)
{
	struct store *store = plan_new(*state, "2026-07-05");
	struct one one = plan_person(store, "张三", "2026-01-10");
	struct one two = plan_person(store, "李四", "2026-01-10");
	struct listing_spec late = dues(DUE_OVERDUE, NULL), all = dues(DUE_ALL, "quarter");

	plan_lists(store, &all, 3, "2026-06-30|2026-06-30");
	plan_save(store, &one, "visit", "visited_on", "2026-07-05", "method", "home", NULL);
	late.rule = "quarter";
	plan_lists(store, &late, 0, "李四");
	assert_int_equal(count_of(store, "quarter", DATE_NONE, DATE_NONE, true), 1);
	/* Yesterday the visit had not been made. */
	plan_today("2026-07-04");
	plan_lists(store, &late, 0, "张三|李四");
	plan_lists(store, &late, 4, "4|4");
	assert_int_equal(count_of(store, "quarter", DATE_NONE, DATE_NONE, true), 2);
	says(store, one.person, "quarter", "逾期4天");
	says(store, one.person, "quarter", "完成：没有记录");
	plan_today("2026-07-05");
	plan_lists(store, &late, 0, "李四");
	plan_lists(store, &all, 3, "2026-06-30|2026-12-31");
	plan_save(store, &two, "visit", "visited_on", "2026-07-05", "method", "home", NULL);
	plan_today("2026-07-04");
	plan_lists(store, &late, 0, "张三|李四");
	store_close(store);
}

static void
rules__as_of__a_visit_dated_tomorrow_answers_nothing_today(void **state)
{
	struct store *store = plan_new(*state, "2026-07-05");
	struct one one = plan_person(store, "张三", "2026-01-10");
	struct listing_spec late = dues(DUE_OVERDUE, "quarter");

	plan_save(store, &one, "visit", "visited_on", "2026-07-06", "method", "home", NULL);
	plan_lists(store, &late, 4, "5");
	plan_today("2026-07-06");
	plan_lists(store, &late, 4, "");
	plan_check(store);
	store_close(store);
}

static void
rules__answer__outside_the_period_is_kept_and_does_not_count(void **state)
{
	struct store *store = plan_new(*state, "2026-07-05");
	struct one one = plan_person(store, "张三", "2026-01-10");
	struct listing_spec visits = { .kind = LISTING_RECORDS, .form = "visit",
	    .period = one.period };

	plan_save(store, &one, "visit", "visited_on", "2025-11-11", "method", "home", NULL);
	plan_owes(store, "week", one.period, "2026-01-17");
	plan_owes(store, "quarter", one.period, "2026-06-30");
	plan_lists(store, &visits, 0, "2025-11-11");
	says(store, one.person, "quarter", "2025-11-11，凭《走访》2025-11-11，在起算日以前，不算");
	store_close(store);
}

/* ---- lists and counts ---- */
static void
rules__count__is_the_length_of_the_list_it_opens(void **state)
{
	struct store *store = plan_new(*state, "2026-03-25");
	static const char *const released[] = { "2026-01-10", "2026-03-14", "2026-03-15",
	    "2026-03-18", "2026-03-21", "2025-11-01", "2025-02-02" };
	static const enum due_span span[] = { DUE_ALL, DUE_OVERDUE, DUE_TODAY, DUE_WEEK, DUE_DAYS };
	static const char *const rule[] = { NULL, "week", "quarter", "county" };
	char *list, name[16];

	for (size_t i = 0; i < sizeof released / sizeof *released; i++) {
		snprintf(name, sizeof name, "张%zu", i);
		plan_person(store, name, released[i]);
	}
	/* plan_list compares the count with both walks. */
	for (int i = 0; i < 5 * 4 * 2; i++) {
		struct listing_spec spec = dues(span[i % 5], rule[i / 5 % 4]);

		spec.ours = i / 20;
		spec.days = 7;
		list = plan_list(store, &spec, 3, 0);
		free(list);
	}
	plan_check(store);
	store_close(store);
}

static void
rules__list__the_longest_due_come_first(void **state)
{
	struct store *store = plan_new(*state, "2026-03-25");
	struct listing_spec all = dues(DUE_ALL, "week"), week = dues(DUE_WEEK, "week"),
	    days = dues(DUE_DAYS, "week");

	plan_person(store, "丁", "2026-03-20");	/* 27 March */
	plan_person(store, "乙", "2026-03-01");	/* 8 March */
	plan_person(store, "丙", "2026-03-16");	/* 23 March, within grace */
	plan_person(store, "甲", "2026-02-10");	/* 17 February */
	plan_person(store, "戊", "2026-03-23");	/* 30 March, next week */
	plan_lists(store, &all, 0, "甲|乙|丙|丁|戊");
	plan_lists(store, &all, 4, "33|14|0|0|0");
	plan_lists(store, &week, 0, "丙|丁");
	days.days = 2;
	plan_lists(store, &days, 0, "甲|乙|丙|丁");
	store_close(store);
}

static void
rules__list__rows_say_what_the_command_prints(void **state)
{
	struct store *store = plan_new(*state, "2026-01-25");
	struct one one = plan_person(store, "张三", "2026-01-10");
	struct listing_spec spec = { .kind = LISTING_DUES, .person = one.person };
	struct err err = ERR_INIT;
	struct listing *listing = listing_open(store, &spec, &err);
	struct listing_row *row;
	static const char *const cell[] = { "张三", "week", "2026-01-10", "2026-01-17", "5",
	    "首访", "试验一" };
	size_t count;

	assert_non_null(listing);
	assert_true(listing_page(listing, NULL, true, 10, &row, &count, &err));
	assert_int_equal(count, 3);
	assert_string_equal(row[0].rule, "county");
	for (size_t i = 0; i < 7; i++)
		assert_string_equal(row[1].cell[i], cell[i]);
	assert_true(row[1].late);
	assert_false(row[2].late);
	assert_string_equal(row[1].period, one.period);
	listing_rows_free(row, count);
	listing_close(listing);
	store_close(store);
}

/* ---- states ---- */
static void
states__one__the_last_that_holds_is_shown(void **state)
{
	struct store *store = plan_new(*state, "2026-07-05");
	struct one one = plan_person(store, "张三", "2026-01-10");
	char visit[STORE_ID_SIZE];

	shows(store, "stage", one.period, "2026-01-09", "");
	shows(store, "stage", one.period, "2026-01-10", "在外");
	plan_save(store, &one, "visit", "visited_on", "2026-02-02", "method", "home", visit);
	plan_save(store, &one, "promise", "signed_on", "2026-03-03", NULL, NULL, NULL);
	shows(store, "stage", one.period, "2026-02-01", "在外");
	shows(store, "stage", one.period, "2026-02-02", "在册");
	shows(store, "stage", one.period, "2026-03-03", "已了");
	assert_int_equal(in_state(store, "stage", "out", "2026-02-01"), 1);
	assert_int_equal(in_state(store, "stage", "out", "2026-02-02"), 0);
	assert_int_equal(in_state(store, "stage", "in", "2026-03-02"), 1);
	assert_int_equal(in_state(store, "stage", "done", "2026-07-05"), 1);
	plan_check(store);
	plan_remove(store, "visit", visit);
	shows(store, "stage", one.period, "2026-03-02", "在外");
	plan_check(store);
	store_close(store);
}

static void
states__many__all_that_hold_are_shown_and_touching_ones_join(void **state)
{
	struct store *store = plan_new(*state, "2026-07-05");
	struct one one = plan_person(store, "张三", "2026-01-10");

	plan_set(store, "period", one.period, "village", "西村");
	plan_save(store, &one, "trigger", "fired_on", "2026-01-31", NULL, NULL, NULL);
	plan_save(store, &one, "trigger", "fired_on", "2026-02-28", NULL, NULL, NULL);
	shows(store, "mark", one.period, "2026-01-30", "西村");
	shows(store, "mark", one.period, "2026-01-31", "外出、西村");
	shows(store, "mark", one.period, "2026-03-27", "外出、西村");
	shows(store, "mark", one.period, "2026-03-28", "西村");
	assert_int_equal(office_number(store, "SELECT count(*) FROM standing WHERE state = 'far'"), 1);
	assert_int_equal(in_state(store, "mark", "far", "2026-02-28"), 1);
	plan_check(store);
	store_close(store);
}

static void
states__list__is_as_long_as_its_count_on_every_day(void **state)
{
	struct store *store = plan_new(*state, "2026-07-05");
	struct listing_spec in = { .kind = LISTING_STATE, .track = "stage", .state = "in" };
	struct listing_spec out = in;
	static const char *const name[] = { "赵六", "陈二", "王五", "安一" };
	struct one one;

	out.state = "out";
	for (size_t i = 0; i < 4; i++) {
		one = plan_person(store, name[i], "2026-01-10");
		if (i < 3)
			plan_save(store, &one, "visit", "visited_on", "2026-02-02", "method", "home", NULL);
	}
	plan_lists(store, &in, 0, "陈二|王五|赵六");
	plan_lists(store, &out, 0, "安一");
	in.text = "w";
	plan_lists(store, &in, 0, "王五");
	in.text = "安一";
	plan_lists(store, &in, 0, "");
	in.text = NULL;
	plan_today("2026-02-01");
	plan_lists(store, &in, 0, "");
	plan_lists(store, &out, 0, "陈二|王五|赵六|安一");
	store_close(store);
}

/* ---- check and rebuild ---- */
static void
note(void *arg, const char *text)
{
	long *n = arg;

	assert_true(strlen(text) > 0);
	(*n)++;
}

static long
findings(struct store *store)
{
	struct err err = ERR_INIT;
	long n = 0;

	if (!rules_check(store, note, &n, &err))
		fail_msg("%s", err.text);
	return n;
}

static void
damage(struct store *store, const char *sql)
{
	struct err err = ERR_INIT;

	if (!store_begin(store, &err) || !db_exec(store_db(store), sql, &err) ||
	    !store_commit(store, &err))
		fail_msg("%s", err.text);
	assert_true(findings(store) > 0);
	if (!rules_rebuild(store, NULL, NULL, &err))
		fail_msg("%s", err.text);
	plan_check(store);
}

static void
rules__check__finds_what_is_wrong_and_rebuild_mends_it(void **state)
{
	struct store *store = plan_new(*state, "2026-07-05");
	struct one one = plan_person(store, "张三", "2026-01-10");

	plan_save(store, &one, "visit", "visited_on", "2026-02-02", "method", "home", NULL);
	plan_check(store);
	damage(store, "UPDATE due SET due_on = '2026-01-01' WHERE rule = 'quarter'");
	damage(store, "DELETE FROM standing WHERE state = 'in'");
	damage(store, "UPDATE due_answer SET newest_on = '2020-01-01'");
	damage(store, "UPDATE tally SET n = n + 1 WHERE what = 'due/quarter'");
	damage(store, "INSERT INTO due SELECT 'gone', subject, person, period, office, number,"
	    " started_on, due_on, late_from, until_on, cause, ower, ours FROM due WHERE rule = 'quarter'");
	store_close(store);
}

static bool
stop(void *arg, long done, long all)
{
	return false;
}

static void
rules__rebuild__that_was_stopped_says_so_until_it_is_done(void **state)
{
	struct store *store = plan_new(*state, "2026-07-05");
	struct err err = ERR_INIT;
	bool unsettled;

	plan_person(store, "张三", "2026-01-10");
	assert_false(rules_rebuild(store, stop, NULL, &err));
	assert_int_equal(err.kind, ERR_INTERRUPTED);
	assert_true(rules_unsettled(store, &unsettled, &err) && unsettled);
	assert_true(rules_rebuild(store, NULL, NULL, &err));
	assert_true(rules_unsettled(store, &unsettled, &err) && !unsettled);
	plan_check(store);
	store_close(store);
}

/* ---- definitions ---- */
static void
refused(struct place *place, const char *text, const char *part)
{
	struct store_options options = { .path = place_file(place, "store.db"), .user = "zhang" };
	struct err err = ERR_INIT;
	struct store *store;
	bool ok;

	options.data = office_paper(place);
	place_write(place, "paper/bad.rules", text, strlen(text));
	store = store_create(&options, "城关司法所", date_make(2026, 1, 1), &err);
	ok = store != NULL && rules_prepare(store, &err);
	assert_false(ok);
	if (strstr(err.text, part) == NULL)
		fail_msg("no \"%s\" in %s", part, err.text);
	store_close(store);
}

#define RULE "[rule bad]\ntitle = 坏\nact = 坏\nbasis = 试验\nsubject = period\nower = 站\n" \
    "applies = SELECT id, id, NULL FROM period\nwithin = 7 days\n" \
    "answered_by = SELECT period, id, visited_on FROM visit\n"

static void
rules__prepare__refuses_what_depends_on_today(void **state)
{
	refused(*state, RULE "starts = SELECT id, id, today() FROM period\n", "bad.rules:10");
}

static void
rules__prepare__refuses_wrong_columns_with_their_line(void **state)
{
	refused(*state, RULE "starts = SELECT id, released_on FROM period\n", "应有3列");
}

static void
rules__prepare__refuses_unknown_columns_with_their_line(void **state)
{
	refused(*state, RULE "starts = SELECT id, id, let_go_on FROM period\n", "bad.rules:10");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(rules__save__moves_the_dues_of_what_it_touches),
		PLACE_TEST(rules__save__of_one_person_touches_no_other),
		PLACE_TEST(rules__save__removed_papers_owe_nothing),
		PLACE_TEST(rules__event__each_trigger_is_owed_by_itself),
		PLACE_TEST(rules__office__its_own_rhythm_is_answered_by_its_own_paper),
		PLACE_TEST(rules__late__everywhere_on_the_same_day),
		PLACE_TEST(rules__late__is_never_what_another_level_owes),
		PLACE_TEST(rules__history__before_the_launch_nothing_is_late),
		PLACE_TEST(rules__until__ends_what_is_owed_on_its_day),
		PLACE_TEST(rules__as_of__yesterday_gives_yesterdays_numbers),
		PLACE_TEST(rules__as_of__a_visit_dated_tomorrow_answers_nothing_today),
		PLACE_TEST(rules__answer__outside_the_period_is_kept_and_does_not_count),
		PLACE_TEST(rules__count__is_the_length_of_the_list_it_opens),
		PLACE_TEST(rules__list__the_longest_due_come_first),
		PLACE_TEST(rules__list__rows_say_what_the_command_prints),
		PLACE_TEST(states__one__the_last_that_holds_is_shown),
		PLACE_TEST(states__many__all_that_hold_are_shown_and_touching_ones_join),
		PLACE_TEST(states__list__is_as_long_as_its_count_on_every_day),
		PLACE_TEST(rules__check__finds_what_is_wrong_and_rebuild_mends_it),
		PLACE_TEST(rules__rebuild__that_was_stopped_says_so_until_it_is_done),
		PLACE_TEST(rules__prepare__refuses_what_depends_on_today),
		PLACE_TEST(rules__prepare__refuses_wrong_columns_with_their_line),
		PLACE_TEST(rules__prepare__refuses_unknown_columns_with_their_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
