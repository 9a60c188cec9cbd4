/*
 * tests/data/duties-test.c: the rules, states and searches of the real paper
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "model/entry.h"
#include "model/rules.h"
#include "model/setting.h"
#include "tests/model/plan.h"

/* An office with the built-in paper, launched on 2026-01-01. */
static struct store *
real(struct place *place, const char *today)
{
	struct store_options options = { .path = place_file(place, "store.db"), .user = "zhang" };
	struct err err = ERR_INIT;
	struct store *store;

	plan_today(today);
	store = store_create(&options, "城关司法所", date_make(2026, 1, 1), &err);
	if (store == NULL)
		fail_msg("%s", err.text);
	return store;
}

/* Taken over on the day of his release. */
static struct one
client(struct store *store, const char *name, const char *released_on)
{
	struct one one = plan_person(store, name, released_on);

	plan_set(store, "period", one.period, "received_on", released_on);
	return one;
}

static void
stage(struct store *store, const struct one *one, const char *on, const char *label)
{
	struct err err = ERR_INIT;
	struct buf out = BUF_INIT;

	if (!states_shown(store, "stage", one->period, date_parse(on), &out, &err))
		fail_msg("%s", err.text);
	assert_string_equal(buf_str(&out), label);
	buf_clear(&out);
}

static void
finds(struct store *store, const char *text, const char *names)
{
	struct listing_spec spec = { .kind = LISTING_FOUND, .text = text, .list = "find" };

	plan_lists(store, &spec, 1, names);
}

static void
quarterly_visit__is_due_at_the_end_of_each_quarter(void **state)
{
	struct store *store = real(*state, "2026-07-02");
	struct one one = client(store, "张三", "2026-02-10");
	struct one old = client(store, "李四", "2023-05-05");
	char visit[STORE_ID_SIZE];

	plan_owes(store, "quarterly_visit", one.period, "2026-06-30");
	plan_owes(store, "quarterly_visit", old.period, "2026-03-31");
	plan_save(store, &one, "visit", "visited_on", "2026-06-30", "met", "1", visit);
	plan_owes(store, "quarterly_visit", one.period, "2026-09-30");
	/* Nobody met, without a reason that excuses. */
	plan_set(store, "visit", visit, "met", "0");
	plan_owes(store, "quarterly_visit", one.period, "2026-06-30");
	plan_set(store, "visit", visit, "unmet_why", "ill");
	plan_owes(store, "quarterly_visit", one.period, "2026-09-30");
	plan_check(store);
	store_close(store);
}

static void
quarterly_visit__by_phone_is_the_offices_choice(void **state)
{
	struct store *store = real(*state, "2026-07-02");
	struct one one = client(store, "张三", "2026-02-10");
	struct err err = ERR_INIT;

	plan_save(store, &one, "visit", "visited_on", "2026-05-05", "method", "phone", NULL);
	plan_owes(store, "quarterly_visit", one.period, "2026-09-30");
	if (!store_set_setting(store, "quarterly_remote", "0", &err))
		fail_msg("%s", err.text);
	plan_owes(store, "quarterly_visit", one.period, "2026-06-30");
	plan_set(store, "period", one.period, "whereabouts", "away");
	plan_owes(store, "quarterly_visit", one.period, "2026-09-30");
	plan_check(store);
	store_close(store);
}

/* ---- settings, before and after ---- */
static void
setting__try__tells_what_would_change_and_changes_nothing(void **state)
{
	struct store *store = real(*state, "2026-07-02");
	struct one one = client(store, "张三", "2026-02-10"), other = client(store, "李四", "2026-02-11");
	struct setting_effect effect;
	struct buf told = BUF_INIT;
	struct err err = ERR_INIT;

	plan_save(store, &one, "visit", "visited_on", "2026-05-05", "method", "phone", NULL);
	plan_save(store, &other, "visit", "visited_on", "2026-05-05", "method", "home", NULL);
	if (!setting_try(store, "quarterly_remote", "0", NULL, NULL, &effect, &err))
		fail_msg("%s", err.text);
	assert_int_equal(effect.dues, 2);
	assert_int_equal(effect.moved, 1);
	assert_int_equal(effect.added + effect.gone, 0);
	assert_int_equal(effect.late, 0);
	assert_int_equal(effect.late_then, 1);
	setting_effect_told(&effect, &told);
	assert_non_null(strstr(buf_str(&told), "改期 1 项；逾期 0 项变为 1 项"));
	/* Nothing of it happened. */
	plan_owes(store, "quarterly_visit", one.period, "2026-09-30");
	assert_string_equal(store_setting(store, "quarterly_remote"), "1");
	plan_check(store);
	/* Two years of aid: both periods are long over in 2029, not today. */
	if (!setting_try(store, "years_release", "1", NULL, NULL, &effect, &err))
		fail_msg("%s", err.text);
	assert_int_equal(effect.moved + effect.gone + effect.added, 0);
	assert_false(setting_try(store, "years_release", "99", NULL, NULL, &effect, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	buf_clear(&told);
	store_close(store);
}

static bool
stop_it(void *arg, long done, long all)
{
	return false;
}

static void
setting__change__wants_a_reason_and_keeps_it(void **state)
{
	struct store *store = real(*state, "2026-07-02");
	struct one one = client(store, "张三", "2026-02-10");
	struct history_line *line;
	struct setting_effect effect;
	struct err err = ERR_INIT;
	size_t count;

	plan_save(store, &one, "visit", "visited_on", "2026-05-05", "method", "phone", NULL);
	assert_false(setting_change(store, "quarterly_remote", "0", "", NULL, NULL, &err));
	assert_non_null(strstr(err.text, "理由"));
	assert_false(setting_change(store, "quarterly_remote", "maybe", "试验", NULL, NULL, &err));
	assert_false(setting_change(store, "holidays", "2026-10-01 国庆", "试验", NULL, NULL, &err));
	assert_non_null(strstr(err.text, "国庆"));
	plan_owes(store, "quarterly_visit", one.period, "2026-09-30");
	err_clear(&err);
	assert_false(setting_try(store, "quarterly_remote", "0", stop_it, NULL, &effect, &err));
	assert_int_equal(err.kind, ERR_INTERRUPTED);
	if (!setting_change(store, "quarterly_remote", "0", "县局要求当面", NULL, NULL, &err))
		fail_msg("%s", err.text);
	plan_owes(store, "quarterly_visit", one.period, "2026-06-30");
	assert_true(entry_history(store, "quarterly_remote", &line, &count, &err));
	assert_int_equal(count, 1);
	assert_string_equal(line[0].reason, "县局要求当面");
	assert_string_equal(line[0].after, "0");
	history_free(line, count);
	plan_check(store);
	store_close(store);
}

static void
quarterly_visit__ends_with_the_period(void **state)
{
	struct store *store = real(*state, "2026-07-02");
	struct one one = client(store, "张三", "2026-02-10");
	struct listing_spec late = { .kind = LISTING_DUES, .span = DUE_OVERDUE, .ours = true };

	plan_lists(store, &late, 0, "A000001");
	plan_set(store, "period", one.period, "ended_on", "2026-07-02");
	plan_lists(store, &late, 0, "");
	plan_set(store, "period", one.period, "ended_on", "2026-06-30");
	plan_owes(store, "quarterly_visit", one.period, "");
	/* Five years after his release nothing falls due any more. */
	one = client(store, "李四", "2021-06-30");
	plan_owes(store, "quarterly_visit", one.period, "2026-03-31");
	plan_save(store, &one, "visit", "visited_on", "2026-02-02", "met", "1", NULL);
	plan_owes(store, "quarterly_visit", one.period, "2026-06-30");
	plan_save(store, &one, "visit", "visited_on", "2026-05-02", "met", "1", NULL);
	plan_owes(store, "quarterly_visit", one.period, "");
	plan_check(store);
	store_close(store);
}

static void
five_visit__is_due_days_after_it_became_known(void **state)
{
	struct store *store = real(*state, "2026-03-05");
	struct one one = client(store, "张三", "2026-02-10");
	struct listing_spec late = { .kind = LISTING_DUES, .span = DUE_OVERDUE,
	    .rule = "five_visit", .ours = true };
	struct err err = ERR_INIT;
	char trigger[STORE_ID_SIZE];

	plan_save(store, &one, "trigger", "happened_on", "2026-02-25", "known_on", "2026-03-02", trigger);
	plan_owes(store, "five_visit", trigger, "2026-03-05");
	plan_lists(store, &late, 6, "");
	plan_today("2026-03-06");
	plan_lists(store, &late, 6, "1");
	if (!store_set_setting(store, "five_visit_days", "7", &err))
		fail_msg("%s", err.text);
	plan_owes(store, "five_visit", trigger, "2026-03-09");
	plan_lists(store, &late, 6, "");
	plan_save(store, &one, "visit", "visited_on", "2026-03-06", "answers", trigger, NULL);
	plan_owes(store, "five_visit", trigger, "");
	plan_check(store);
	store_close(store);
}

static void
five_visit__taken_back_is_not_owed(void **state)
{
	struct store *store = real(*state, "2026-03-05");
	struct one one = client(store, "张三", "2026-02-10");
	char trigger[STORE_ID_SIZE];

	plan_save(store, &one, "trigger", "happened_on", "2026-03-02", NULL, NULL, trigger);
	plan_owes(store, "five_visit", trigger, "2026-03-05");
	plan_set(store, "trigger", trigger, "excused_on", "2026-03-04");
	plan_owes(store, "five_visit", trigger, "");
	plan_check(store);
	store_close(store);
}

/* Five years after 2021-03-20 he is no client any more. */
static void
ending__soon__counts_from_thirty_days_before_the_last(void **state)
{
	static const struct { const char *on; long count; } days[] = {
		{ "2026-02-17", 0 }, { "2026-02-18", 1 }, { "2026-03-20", 1 }, { "2026-03-21", 0 },
	};
	struct store *store = real(*state, "2026-03-05");
	struct one one = client(store, "张三", "2021-03-20");
	struct err err = ERR_INIT;
	long count;
	size_t i;

	for (i = 0; i < 4; i++) {
		if (!states_count(store, "ending", "soon", date_parse(days[i].on), &count, &err))
			fail_msg("%s", err.text);
		assert_int_equal(count, days[i].count);
	}
	if (!store_set_setting(store, "ending_days", "10", &err) ||
	    !states_count(store, "ending", "soon", date_parse("2026-03-05"), &count, &err))
		fail_msg("%s", err.text);
	assert_int_equal(count, 0);
	plan_set(store, "period", one.period, "ended_on", "2026-03-12");
	assert_true(states_count(store, "ending", "soon", date_parse("2026-03-12"), &count, &err));
	assert_int_equal(count, 0);
	plan_check(store);
	store_close(store);
}

static void
stage__follows_the_papers(void **state)
{
	struct store *store = real(*state, "2026-07-02");
	struct one one = plan_person(store, "张三", "2026-02-10");

	stage(store, &one, "2026-01-09", "");
	stage(store, &one, "2026-01-10", "预释放");
	stage(store, &one, "2026-02-09", "预释放");
	stage(store, &one, "2026-02-10", "应衔接");
	stage(store, &one, "2026-07-02", "应衔接");
	plan_set(store, "period", one.period, "received_on", "2026-02-12");
	stage(store, &one, "2026-02-11", "应衔接");
	stage(store, &one, "2026-02-12", "在册");
	stage(store, &one, "2031-02-10", "在册");
	stage(store, &one, "2031-02-11", "期满未解除");
	plan_set(store, "period", one.period, "ended_on", "2026-07-01");
	stage(store, &one, "2026-06-30", "在册");
	stage(store, &one, "2026-07-01", "已解除");
	plan_check(store);
	store_close(store);
}

static void
problems__a_new_file_is_incomplete(void **state)
{
	struct store *store = real(*state, "2026-07-02");
	struct listing_spec spec = { .kind = LISTING_PROBLEMS, .list = "find" };

	client(store, "张三", "2026-02-10");
	client(store, "李四", "2026-02-10");
	plan_lists(store, &spec, 1, "李四|张三");
	store_close(store);
}

static void
search__finds_by_phone_village_address_and_former_name(void **state)
{
	struct store *store = real(*state, "2026-07-02");
	struct one one = client(store, "单建国", "2026-02-10");

	plan_set(store, "person", one.person, "former_name", "单小毛、单阿毛");
	plan_set(store, "person", one.person, "id_card", "11010519491231002X");
	plan_set(store, "period", one.period, "phone", "13857912345");
	plan_set(store, "period", one.period, "village", "上桥村");
	plan_set(store, "period", one.period, "home_address", "浙江省金华市婺城区白龙桥镇临江村12号");
	plan_save(store, &one, "family", "name", "王五", "phone", "0579-82345678", NULL);
	finds(store, "sjg", "单建国");
	finds(store, "dan", "单建国");
	finds(store, "阿毛", "单建国");
	finds(store, "1385", "单建国");
	finds(store, "2345", "单建国");
	finds(store, "345678", "单建国");
	finds(store, "上桥", "单建国");
	finds(store, "临江村", "单建国");
	finds(store, "002X", "单建国");
	finds(store, "金华", "");
	plan_check(store);
	store_close(store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(quarterly_visit__is_due_at_the_end_of_each_quarter),
		PLACE_TEST(quarterly_visit__by_phone_is_the_offices_choice),
		PLACE_TEST(setting__try__tells_what_would_change_and_changes_nothing),
		PLACE_TEST(setting__change__wants_a_reason_and_keeps_it),
		PLACE_TEST(quarterly_visit__ends_with_the_period),
		PLACE_TEST(five_visit__is_due_days_after_it_became_known),
		PLACE_TEST(five_visit__taken_back_is_not_owed),
		PLACE_TEST(ending__soon__counts_from_thirty_days_before_the_last),
		PLACE_TEST(stage__follows_the_papers),
		PLACE_TEST(problems__a_new_file_is_incomplete),
		PLACE_TEST(search__finds_by_phone_village_address_and_former_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
