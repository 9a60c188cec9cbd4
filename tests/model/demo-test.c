/*
 * tests/model/demo-test.c: the invented register
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/idcard.h"
#include "model/demo-private.h"
#include "model/demo.h"
#include "tests/model/desk-import.h"

static struct store *
make(struct place *place, const char *name, long persons, unsigned long long seed)
{
	struct store_options options = { .path = place_file(place, name) };
	struct err err = ERR_INIT;
	struct store *store;

	date_set_today(date_make(2025, 7, 1));
	store = demo_create(&options, persons, seed, NULL, NULL, &err);
	if (store == NULL)
		fail_msg("%s", err.text);
	return store;
}

static void
demo__create__gives_the_same_bytes_for_the_same_seed(void **state)
{
	store_close(make(*state, "a.db", 60, 7));
	store_close(make(*state, "b.db", 60, 7));
	store_close(make(*state, "c.db", 60, 8));
	assert_true(place_digest(*state, "a.db") == place_digest(*state, "b.db"));
	assert_false(place_digest(*state, "a.db") == place_digest(*state, "c.db"));
}

static void
demo__create__invents_people_whose_numbers_are_well_formed_and_nobodys(void **state)
{
	struct store *store = make(*state, "a.db", 400, 1);
	struct stmt *stmt;
	int got, with = 0;

	assert_int_equal(desk_number(store, "SELECT count(*) FROM main.person", NULL), 400);
	stmt = db_query(store_db(store), "SELECT id_card FROM main.person"
	    " WHERE id_card IS NOT NULL", NULL);
	while ((got = stmt_step(stmt, NULL)) == 1) {
		assert_int_equal(idcard_check(stmt_get(stmt, 0)), IDCARD_OK);
		assert_memory_equal(stmt_get(stmt, 0), "337021", 6);
		with++;
	}
	stmt_done(stmt);
	assert_int_equal(got, 0);
	assert_in_range(with, 370, 399);
	assert_int_equal(desk_number(store, "SELECT count(DISTINCT id_card)"
	    " FROM main.person", NULL), with);
	store_close(store);
}

static void
demo__create__fills_visits_triggers_and_second_releases(void **state)
{
	struct store *store = make(*state, "a.db", 400, 1);

	assert_true(desk_number(store, "SELECT count(*) FROM main.visit", NULL) > 1500);
	assert_true(desk_number(store, "SELECT count(*) FROM main.trigger", NULL) > 10);
	assert_true(desk_number(store, "SELECT count(*) FROM main.visit_answers", NULL) > 8);
	assert_true(desk_number(store, "SELECT count(*) FROM main.period", NULL) > 405);
	assert_int_equal(desk_number(store, "SELECT count(*) FROM main.visit"
	    " WHERE visited_on > '2025-07-01'", NULL), 0);
	store_close(store);
}

static void
demo__create__fills_the_register_of_offices(void **state)
{
	struct store *store = make(*state, "a.db", 60, 1);

	assert_int_equal(desk_number(store, "SELECT count(*) FROM main.bureau", NULL), 1);
	assert_int_equal(desk_number(store, "SELECT count(*) FROM main.period p"
	    " WHERE NOT EXISTS (SELECT 1 FROM main.bureau b WHERE b.name = p.station"
	    " AND instr('、' || b.villages || '、', '、' || p.village || '、') > 0)", NULL), 0);
	store_close(store);
}

/* Between the marks of a list? */
static bool
among(const char *list, const char *word)
{
	size_t n = strlen(word);
	const char *at = list;

	while ((at = strstr(at, word)) != NULL) {
		if ((at == list || strncmp(at - strlen("、"), "、", strlen("、")) == 0) &&
		    (at[n] == '\0' || strncmp(at + n, "、", strlen("、")) == 0))
			return true;
		at += n;
	}
	return false;
}

#define OFFICES 4

static void
check_places(const struct record *paper, struct record *const *office)
{
	const char *station = record_get(paper, "station");
	const char *village = record_get(paper, "village");
	const char *home = record_get(paper, "home_address"), *area;
	size_t i, others = 0;

	for (i = 0; i < OFFICES; i++) {
		area = record_get(office[i], "area");
		if (strcmp(record_get(office[i], "name"), station) != 0) {
			others += among(record_get(office[i], "villages"), village);
			continue;
		}
		assert_true(among(record_get(office[i], "villages"), village));
		if (home == NULL)
			continue;
		assert_memory_equal(home, area, strlen(area));
		assert_memory_equal(home + strlen(area), village, strlen(village));
		assert_memory_equal(record_get(paper, "live_address"), area, strlen(area));
	}
	assert_int_equal(others, 0);
}

static void
demo__cook__shares_more_people_among_several_offices(void **state)
{
	struct store *store = make(*state, "a.db", 0, 1);
	struct record *office[OFFICES] = { NULL };
	struct err err = ERR_INIT;
	struct recipe *recipe = recipe_open(&err);
	size_t i, k, papers = 0;
	struct cook cook;

	assert_non_null(recipe);
	assert_true(recipe_bind(recipe, store, &err));
	cook_init(&cook, recipe, 1, recipe->each);
	assert_int_equal(cook.offices, 1);
	cook_init(&cook, recipe, 1, recipe->each * (OFFICES - 1L) + 1);
	assert_int_equal(cook.offices, OFFICES);
	for (i = 0; i < OFFICES; i++) {
		assert_true(cook_office(&cook, i, &err));
		assert_int_equal(cook.count, 1);
		office[i] = record_copy(cook.paper[0]);
		for (k = 0; k < i; k++)
			assert_string_not_equal(record_get(office[i], "code"),
			    record_get(office[k], "code"));
	}
	for (i = 0; i < 200; i++) {
		assert_true(cook_person(&cook, &err));
		for (k = 0; k < cook.count; k++)
			if (strcmp(cook.paper[k]->form->name, "period") == 0) {
				check_places(cook.paper[k], office);
				papers++;
			}
	}
	assert_true(papers >= 200);
	cook_clear(&cook);
	cook_init(&cook, recipe, 1, 2000000);
	assert_int_equal(cook.offices, recipe->office_count + 1);
	for (i = 0; i < OFFICES; i++)
		record_free(office[i]);
	recipe_free(recipe);
	store_close(store);
}

static void
say(void *arg, const char *text)
{
	print_message("%s\n", text);
}

static void
demo__create__passes_every_check_of_the_store(void **state)
{
	struct store *store = make(*state, "a.db", 120, 3);
	struct err err = ERR_INIT;
	long findings;

	assert_true(store_check(store, say, NULL, &findings, &err));
	assert_int_equal(findings, 0);
	store_close(store);
}

static bool
cancel(void *arg, long done, long all)
{
	return false;
}

static void
demo__create__leaves_nothing_behind_when_it_is_stopped(void **state)
{
	struct store_options options = { .path = place_file(*state, "a.db") };
	struct err err = ERR_INIT;

	assert_null(demo_create(&options, 500, 1, cancel, NULL, &err));
	assert_int_equal(err.kind, ERR_INTERRUPTED);
	assert_int_not_equal(access(options.path, F_OK), 0);
}

static void
demo__create__never_replaces_a_store(void **state)
{
	struct store_options options = { .path = place_file(*state, "a.db") };
	struct err err = ERR_INIT;

	place_write(*state, "a.db", "mine", 4);
	assert_null(demo_create(&options, 1, 1, NULL, NULL, &err));
	assert_int_equal(err.kind, ERR_EXISTS);
	assert_int_equal(access(options.path, F_OK), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(demo__create__gives_the_same_bytes_for_the_same_seed),
		PLACE_TEST(demo__create__invents_people_whose_numbers_are_well_formed_and_nobodys),
		PLACE_TEST(demo__create__fills_visits_triggers_and_second_releases),
		PLACE_TEST(demo__create__fills_the_register_of_offices),
		PLACE_TEST(demo__cook__shares_more_people_among_several_offices),
		PLACE_TEST(demo__create__passes_every_check_of_the_store),
		PLACE_TEST(demo__create__leaves_nothing_behind_when_it_is_stopped),
		PLACE_TEST(demo__create__never_replaces_a_store),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
