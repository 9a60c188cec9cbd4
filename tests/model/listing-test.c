/*
 * tests/model/listing-test.c: finding people, and pages both ways
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

#include "base/mem.h"
#include "model/name-index.h"
#include "tests/model/plan.h"

static void
finds(struct store *store, const char *text, const char *names)
{
	struct listing_spec spec = { .kind = LISTING_FOUND, .text = text };

	plan_lists(store, &spec, 0, names);
}

static struct store *
some_people(struct place *place)
{
	static const char *const name[] = { "张三", "单建国", "张建国", "张思三", "欧阳三",
	    "艾合麦提·吐尔逊", "乐乐" };
	struct store *store = plan_new(place, "2026-03-01");
	char day[16];

	for (size_t i = 0; i < sizeof name / sizeof *name; i++) {
		snprintf(day, sizeof day, "2026-02-%02zu", i + 1);
		plan_person(store, name[i], day);
	}
	return store;
}

/* ---- found ---- */
static void
listing__found__everybody_by_pinyin_number_or_release(void **state)
{
	struct store *store = some_people(*state);
	struct listing_spec spec = { .kind = LISTING_FOUND };

	plan_lists(store, &spec, 0, "艾合麦提·吐尔逊|欧阳三|单建国|乐乐|张建国|张三|张思三");
	spec.sort = "number";
	plan_lists(store, &spec, 0, "张三|单建国|张建国|张思三|欧阳三|艾合麦提·吐尔逊|乐乐");
	spec.sort = "released";
	plan_lists(store, &spec, 0, "乐乐|艾合麦提·吐尔逊|欧阳三|张思三|张建国|单建国|张三");
	store_close(store);
}

static void
listing__found__by_sound(void **state)
{
	struct store *store = some_people(*state);

	finds(store, "zs", "张三|张思三");
	finds(store, "ZS", "张三|张思三");
	finds(store, "zhangs", "张三|张思三");
	finds(store, "zsan", "张三");
	finds(store, "djg", "单建国");
	finds(store, "sjg", "单建国");
	finds(store, "shan", "单建国");
	finds(store, "oys", "欧阳三");
	finds(store, "ahmt", "艾合麦提·吐尔逊");
	finds(store, "zz", "");
	store_close(store);
}

static void
listing__found__by_parts_of_the_name(void **state)
{
	struct store *store = some_people(*state);

	finds(store, "建国", "单建国|张建国");
	finds(store, "张建国", "张建国");
	finds(store, "张国", "张建国");
	finds(store, "张", "张三|张建国|张思三");
	finds(store, "吐尔", "艾合麦提·吐尔逊");
	finds(store, "·", "");
	store_close(store);
}

/* Somebody with several keys in one range, or under several probes, comes once. */
static void
listing__found__shows_everybody_once(void **state)
{
	struct store *store = some_people(*state);

	/* le le, yue le, le yue, yue yue: all begin with l or y. */
	finds(store, "l", "乐乐");
	finds(store, "y", "艾合麦提·吐尔逊|乐乐");	/* 艾 is ai and yi */
	finds(store, "乐", "乐乐");
	finds(store, "三", "张三|张思三|欧阳三");
	store_close(store);
}

static void
listing__found__follows_what_is_saved(void **state)
{
	struct store *store = some_people(*state);
	struct one one = plan_person(store, "丁一", "2026-02-20");

	finds(store, "dy", "丁一");
	plan_set(store, "person", one.person, "name", "钱一");
	finds(store, "dy", "");
	finds(store, "qy", "钱一");
	plan_set(store, "person", one.person, "id_card", "11010519491231002X");
	plan_set(store, "period", one.period, "village", "西红柿村");
	finds(store, "002x", "钱一");
	finds(store, "11010519491231002X", "钱一");
	finds(store, "红柿", "钱一");
	finds(store, "西红柿村", "钱一");
	finds(store, "A000008", "钱一");
	finds(store, "8", "钱一");
	plan_check(store);
	plan_remove(store, "period", one.period);
	finds(store, "红柿", "");
	plan_remove(store, "person", one.person);
	finds(store, "qy", "");
	plan_check(store);
	store_close(store);
}

static void
listing__found__a_row_removed_between_pages_loses_no_other(void **state)
{
	struct store *store = some_people(*state);
	struct listing_spec spec = { .kind = LISTING_FOUND };
	struct err err = ERR_INIT;
	struct listing *listing = listing_open(store, &spec, &err);
	struct listing_row *row, *next;
	size_t count;

	assert_true(listing_page(listing, NULL, true, 3, &row, &count, &err));
	assert_int_equal(count, 3);
	plan_remove(store, "person", row[2].person);
	assert_true(listing_page(listing, row[2].key, true, 1, &next, &count, &err));
	assert_string_equal(next[0].cell[0], "乐乐");
	listing_rows_free(row, 3);
	listing_rows_free(next, count);
	listing_close(listing);
	store_close(store);
}

static void
listing__count__says_at_least_when_it_is_limited(void **state)
{
	struct store *store = some_people(*state);
	struct listing_spec spec = { .kind = LISTING_FOUND, .text = "三" };
	struct err err = ERR_INIT;
	struct listing *listing = listing_open(store, &spec, &err);
	long count;
	bool more;

	assert_true(listing_count(listing, 2, &count, &more, &err));
	assert_int_equal(count, 2);
	assert_true(more);
	assert_true(listing_count(listing, 3, &count, &more, &err));
	assert_int_equal(count, 3);
	assert_false(more);
	listing_close(listing);
	store_close(store);
}

static void
listing__page__of_a_key_from_elsewhere_is_refused(void **state)
{
	struct store *store = some_people(*state);
	struct listing_spec spec = { .kind = LISTING_DUES };
	struct err err = ERR_INIT;
	struct listing *listing = listing_open(store, &spec, &err);
	struct listing_row *row;
	size_t count;

	assert_false(listing_page(listing, "0", true, 3, &row, &count, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	listing_close(listing);
	store_close(store);
}

/* ---- records ---- */
static void
listing__records__of_a_period_are_in_the_forms_order(void **state)
{
	struct store *store = plan_new(*state, "2026-03-01");
	struct one one = plan_person(store, "张三", "2026-01-10");
	struct one two = plan_person(store, "李四", "2026-01-10");
	struct listing_spec spec = { .kind = LISTING_RECORDS, .form = "visit", .period = one.period };
	char id[STORE_ID_SIZE];

	plan_save(store, &one, "visit", "visited_on", "2026-02-03", NULL, NULL, NULL);
	plan_save(store, &one, "visit", "visited_on", "2026-02-01", NULL, NULL, id);
	plan_save(store, &one, "visit", "method", "home", NULL, NULL, NULL);
	plan_save(store, &two, "visit", "visited_on", "2026-02-02", NULL, NULL, NULL);
	plan_lists(store, &spec, 0, "|2026-02-01|2026-02-03");
	plan_remove(store, "visit", id);
	plan_lists(store, &spec, 0, "|2026-02-03");
	spec.period = NULL;
	spec.person = two.person;
	plan_lists(store, &spec, 0, "2026-02-02");
	store_close(store);
}

static void
listing__records__of_the_office_put_those_without_a_date_last(void **state)
{
	struct store *store = plan_new(*state, "2026-03-01");
	struct one one = plan_person(store, "张三", "2026-01-10");
	struct listing_spec spec = { .kind = LISTING_RECORDS, .form = "visit" };

	plan_lists(store, &spec, 0, "");
	plan_save(store, &one, "visit", "method", "home", NULL, NULL, NULL);
	plan_save(store, &one, "visit", "visited_on", "2026-02-03", NULL, NULL, NULL);
	plan_save(store, &one, "visit", "visited_on", "2026-02-01", NULL, NULL, NULL);
	plan_save(store, &one, "visit", "visited_on", "2026-02-01", NULL, NULL, NULL);
	plan_save(store, &one, "visit", "method", "home", NULL, NULL, NULL);
	plan_lists(store, &spec, 0, "2026-02-01|2026-02-01|2026-02-03||");
	store_close(store);
}

static void
listing__problems__are_people_whose_paper_lacks_something(void **state)
{
	struct store *store = plan_new(*state, "2026-03-01");
	struct listing_spec spec = { .kind = LISTING_PROBLEMS };
	struct one one;

	plan_person(store, "张三", "2026-01-10");
	plan_lists(store, &spec, 0, "");
	one = plan_person(store, "李四", "2026-01-10");
	plan_remove(store, "period", one.period);
	one = plan_person(store, "丁一", "2026-01-10");
	plan_remove(store, "period", one.period);
	plan_lists(store, &spec, 0, "丁一|李四");
	store_close(store);
}

/* ---- people ---- */
static void
person__resolve__by_number_or_whole_id(void **state)
{
	struct store *store = plan_new(*state, "2026-03-01");
	struct one one = plan_person(store, "张三", "2026-01-10");
	struct one two = plan_person(store, "李四", "2026-01-10");
	static const char *const text[] = { "A000001", "a000001", "Ａ０００００１", "1",
	    "11010519491231002x" };
	char id[STORE_ID_SIZE];
	struct err err = ERR_INIT;

	plan_set(store, "person", one.person, "id_card", "11010519491231002X");
	for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
		assert_true(person_resolve(store, text[i], id, &err));
		assert_string_equal(id, one.person);
	}
	assert_false(person_resolve(store, "A000009", id, &err));
	assert_int_equal(err.kind, ERR_MISSING);
	assert_false(person_resolve(store, "", id, &err));
	plan_set(store, "person", two.person, "id_card", "11010519491231002X");
	assert_false(person_resolve(store, "11010519491231002X", id, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	store_close(store);
}

static void
person__period__is_the_newest_live_one(void **state)
{
	struct store *store = plan_new(*state, "2026-03-01");
	struct one one = plan_person(store, "张三", "2026-01-10");
	char id[STORE_ID_SIZE];
	struct err err = ERR_INIT;

	assert_true(person_period(store, one.person, id, &err));
	assert_string_equal(id, one.period);
	plan_remove(store, "period", one.period);
	assert_true(person_period(store, one.person, id, &err));
	assert_string_equal(id, "");
	store_close(store);
}

/* ---- budgets ---- */

/* All rows by pages of two, those within a budget put together. */
static char *
walk(struct store *store, const struct listing_spec *spec, long budget, bool forward)
{
	struct listing *listing = listing_open(store, spec, NULL);
	char key[LISTING_KEY] = "";
	struct buf all = BUF_INIT;
	struct listing_row *row;
	bool more = true;
	size_t count;
	int steps = 0;

	assert_non_null(listing);
	listing_budget(listing, budget);
	while (more) {
		assert_true(++steps < 200);
		assert_true(listing_page(listing, *key == '\0' ? NULL : key, forward, 2, &row,
		    &count, NULL));
		for (size_t i = 0; i < count; i++)
			buf_addf(&all, " %s", row[forward ? i : count - 1 - i].cell[1]);
		more = count == 2 || listing_rest(listing) != NULL;
		if (listing_rest(listing) != NULL)
			strcpy(key, listing_rest(listing));
		else if (count > 0)
			strcpy(key, row[forward ? count - 1 : 0].key);
		listing_rows_free(row, count);
	}
	listing_close(listing);
	return all.len == 0 ? mem_text("") : buf_take(&all);
}

static void
listing__budget__stops_in_between_and_loses_nobody(void **state)
{
	struct store *store = some_people(*state);
	const struct listing_spec specs[] = {
		{ .kind = LISTING_FOUND, .text = "z" },
		{ .kind = LISTING_FOUND, .text = "zhangs" },
		{ .kind = LISTING_FOUND, .text = "三" },
		{ .kind = LISTING_STATE, .track = "stage", .state = "enrolled", .text = "z" },
		{ .kind = LISTING_STATE, .track = "stage", .state = "expected", .text = "z" },
		{ .kind = LISTING_STATE, .track = "stage", .state = "expected" },
		{ .kind = LISTING_PROBLEMS },
	};

	for (size_t i = 0; i < sizeof specs / sizeof *specs; i++)
		for (int forward = 0; forward < 2; forward++) {
			char *all = walk(store, &specs[i], 0, forward);

			for (long budget = 1; budget < 9; budget++) {
				char *some = walk(store, &specs[i], budget, forward);

				assert_string_equal(some, all);
				free(some);
			}
			free(all);
		}
	store_close(store);
}

static void
listing__budget__makes_a_count_say_at_least(void **state)
{
	struct store *store = some_people(*state);
	struct listing_spec spec = { .kind = LISTING_FOUND, .text = "z" };
	struct listing *listing = listing_open(store, &spec, NULL);
	long count;
	bool more;

	listing_budget(listing, 2);
	assert_true(listing_count(listing, 0, &count, &more, NULL));
	assert_int_equal(count, 2);
	assert_true(more);
	listing_budget(listing, 100);
	assert_true(listing_count(listing, 0, &count, &more, NULL));
	assert_int_equal(count, 3);
	assert_false(more);
	listing_close(listing);
	store_close(store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(listing__found__everybody_by_pinyin_number_or_release),
		PLACE_TEST(listing__found__by_sound),
		PLACE_TEST(listing__found__by_parts_of_the_name),
		PLACE_TEST(listing__found__shows_everybody_once),
		PLACE_TEST(listing__found__follows_what_is_saved),
		PLACE_TEST(listing__found__a_row_removed_between_pages_loses_no_other),
		PLACE_TEST(listing__count__says_at_least_when_it_is_limited),
		PLACE_TEST(listing__page__of_a_key_from_elsewhere_is_refused),
		PLACE_TEST(listing__records__of_a_period_are_in_the_forms_order),
		PLACE_TEST(listing__records__of_the_office_put_those_without_a_date_last),
		PLACE_TEST(listing__problems__are_people_whose_paper_lacks_something),
		PLACE_TEST(listing__budget__stops_in_between_and_loses_nobody),
		PLACE_TEST(listing__budget__makes_a_count_say_at_least),
		PLACE_TEST(person__resolve__by_number_or_whole_id),
		PLACE_TEST(person__period__is_the_newest_live_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
