/*
 * tests/model/record-test.c: a filled-in form in memory, and its digest
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

#include "model/record-row.h"
#include "tests/model/office.h"

static struct record *
sample(struct store *store)
{
	return office_record(store, "visit", "0123456789abcdef", "fedcba9876543210", "visited_on",
	    "2026-02-01", "ways", "phone\nhome", "cost", "12.50", NULL);
}

static bool
same_digest(const struct record *a, const struct record *b)
{
	unsigned char one[16], two[16];

	record_digest(a, one);
	record_digest(b, two);
	return memcmp(one, two, sizeof(one)) == 0;
}

static void
record__set__empties_and_tells_why(void **state)
{
	struct store *store = office_new(*state);
	struct record *record = sample(store), *copy;

	record_set(record, "cost", "");
	assert_null(record_get(record, "cost"));
	record_set_absent(record, "cost", "refused");
	copy = record_copy(record);
	assert_true(record_same(record, copy));
	record_set(copy, "cost", "3.00");	/* a value needs no reason */
	assert_false(record_same(record, copy));
	record_set(copy, "cost", NULL);
	assert_false(record_same(record, copy));
	record_free(copy);
	record_free(record);
	record_free(NULL);
	store_close(store);
}

static void
record__digest__follows_what_is_said_and_nothing_else(void **state)
{
	struct store *store = office_new(*state);
	struct record *record = sample(store), *other = sample(store);

	assert_true(same_digest(record, other));
	record_set(other, "ways", "home\nphone\nhome");	/* in another order */
	assert_true(same_digest(record, other));
	other->version = strdup("A-000009");
	other->saved_by = strdup("li");
	assert_true(same_digest(record, other));
	record_set(other, "content", "x");
	assert_false(same_digest(record, other));
	record_set_absent(other, "content", "none");
	assert_false(same_digest(record, other));
	record_set(other, "content", "none");	/* a word is not a reason */
	record_set_absent(record, "content", "none");
	assert_false(same_digest(record, other));
	record_set(record, "content", "none");
	assert_true(same_digest(record, other));
	other->person[3] = 'x';
	assert_false(same_digest(record, other));
	record_free(other);
	record_free(record);
	store_close(store);
}

static void
record__settle__brings_values_into_their_one_form(void **state)
{
	struct store *store = office_new(*state);
	struct record *record = sample(store);
	struct err err = ERR_INIT;

	record_set(record, "people", "007");
	record_set(record, "cost", "1,250");
	record_set(record, "ways", "phone\n\nhome\nphone");
	assert_true(record_settle(record, &err));
	assert_string_equal(record_get(record, "people"), "7");
	assert_string_equal(record_get(record, "cost"), "1250.00");
	assert_string_equal(record_get(record, "ways"), "home\nphone");
	record_set(record, "visited_on", "2026-13-01");
	assert_false(record_settle(record, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_non_null(strstr(err.text, "走访日期"));
	record_free(record);
	store_close(store);
}

static void
record__load__of_what_is_not_there_says_so(void **state)
{
	struct store *store = office_new(*state);
	struct err err = ERR_INIT;

	assert_null(record_load(store, catalog_form(store_catalog(store), "visit", &err),
	    "nobody", true, &err));
	assert_int_equal(err.kind, ERR_MISSING);
	store_close(store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(record__set__empties_and_tells_why),
		PLACE_TEST(record__digest__follows_what_is_said_and_nothing_else),
		PLACE_TEST(record__settle__brings_values_into_their_one_form),
		PLACE_TEST(record__load__of_what_is_not_there_says_so),
	};

	return cmocka_run_group_tests_name("record", tests, NULL, NULL);
}
