/*
 * tests/model/listing-imported-test.c: whom an import made or changed
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "model/listing.h"
#include "tests/model/desk-import.h"

#define NAME 1			/* column of the list */
/* Numbers that belong to nobody. */
#define A "林测甲,337021198508162571,"
#define B "林测乙,337021196204022132,"
#define HEAD "姓名,性别,释放日期,村居\n"

/* The names of all rows, by pages of two, from one end; joined by '|'. */
static void
walk(struct listing *listing, bool forward, struct buf *out)
{
	struct listing_row *row;
	struct err err = ERR_INIT;
	char key[LISTING_KEY] = "";
	struct buf page;
	size_t count, i;

	do {
		if (!listing_page(listing, *key != '\0' ? key : NULL, forward, 2, &row, &count,
		    &err))
			fail_msg("%s", err.text);
		page = (struct buf)BUF_INIT;
		for (i = 0; i < count; i++)
			buf_addf(&page, "%s%s", i > 0 ? "|" : "", row[i].cell[NAME]);
		if (count > 0)
			strcpy(key, row[forward ? count - 1 : 0].key);
		if (page.len > 0 && out->len > 0 && !forward) {
			buf_addf(&page, "|%s", buf_str(out));
			buf_cut(out, 0);
		} else if (page.len > 0 && out->len > 0) {
			buf_add(out, "|");
		}
		buf_add(out, buf_str(&page));
		buf_clear(&page);
		listing_rows_free(row, count);
	} while (count > 0);
}

static void
lists(struct store *store, const struct listing_spec *spec, const char *names)
{
	struct err err = ERR_INIT;
	struct listing *listing = listing_open(store, spec, &err);
	struct buf down = BUF_INIT, up = BUF_INIT;
	size_t commas = 0;
	const char *s;
	long count;
	bool more;

	if (listing == NULL)
		fail_msg("%s", err.text);
	walk(listing, true, &down);
	walk(listing, false, &up);
	assert_string_equal(buf_str(&down), names);
	assert_string_equal(buf_str(&up), names);
	for (s = names; *s != '\0'; s++)
		commas += *s == '|';
	assert_true(listing_count(listing, 0, &count, &more, &err));
	assert_int_equal(count, *names == '\0' ? 0 : commas + 1);
	listing_close(listing);
	buf_clear(&down);
	buf_clear(&up);
}

/* Imports the text; what it wrote, as the list shows it. */
static void
shows(struct place *place, struct store *store, const char *profile, const char *text,
    const char *names)
{
	struct import_options options = { .profile = profile, .force = true,
		.path = place_file(place, "list.csv") };
	struct listing_spec spec = { .kind = LISTING_IMPORTED, .profile = profile };
	struct import_result result;

	place_write(place, "list.csv", text, strlen(text));
	options.rejects = place_file(place, "back.csv");
	desk_import(store, &options, &result);
	spec.log_from = result.log_from;
	spec.log_to = result.log_to;
	lists(store, &spec, names);
	import_result_clear(&result);
}

static void
listing__imported__those_of_this_import_in_the_order_of_the_file(void **state)
{
	struct store *store = desk_new(*state);

	shows(*state, store, "roster", HEAD "林测丙,男,2025-05-06,甲村\n林测甲,男,2025-05-06,甲村\n",
	    "林测丙|林测甲");
	/* only what stands on the person's own paper */
	shows(*state, store, "roster", "姓名,性别,民族,释放日期,村居\n林测丙,男,汉族,2025-05-06,甲村\n",
	    "林测丙");
	/* one is as he was, one is completed, one is new */
	shows(*state, store, "roster", "姓名,性别,释放日期,村居,联系电话\n"
	    "林测丙,男,2025-05-06,甲村,\n林测乙,女,2025-05-07,甲村,\n"
	    "林测甲,男,2025-05-06,甲村,13900000000\n", "林测乙|林测甲");
	shows(*state, store, "roster", HEAD "林测丙,男,2025-05-06,甲村\n", "");
	store_close(store);
}

static void
listing__imported__somebody_of_several_rows_once(void **state)
{
	struct store *store = desk_new(*state);

	shows(*state, store, "roster", "姓名,身份证号,释放日期\n" A "2025-05-06\n" B "2025-05-06\n"
	    A "2020-05-06\n", "林测甲|林测乙");
	shows(*state, store, "visits", "姓名,身份证号,走访日期,走访方式\n" B "2025-06-01,实地\n"
	    A "2025-06-02,实地\n" B "2025-06-03,实地\n", "林测乙|林测甲");
	store_close(store);
}

static void
listing__imported__nothing_that_another_import_wrote(void **state)
{
	struct store *store = desk_new(*state);
	struct listing_spec spec = { .kind = LISTING_IMPORTED, .profile = "visits",
		.log_to = 1000 };

	shows(*state, store, "roster", HEAD "林测甲,男,2025-05-06,甲村\n", "林测甲");
	lists(store, &spec, "");
	spec.profile = "offices";
	lists(store, &spec, "");
	store_close(store);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, place_setup, place_teardown)
	const struct CMUnitTest tests[] = {
		TEST(listing__imported__those_of_this_import_in_the_order_of_the_file),
		TEST(listing__imported__somebody_of_several_rows_once),
		TEST(listing__imported__nothing_that_another_import_wrote),
	};

	return cmocka_run_group_tests_name("model/listing-imported", tests, NULL, NULL);
}
