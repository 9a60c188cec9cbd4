/*
 * tests/reports/paginate-test.c: where pages begin
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "reports/paginate.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

struct starts {
	long	 page[64];
	int	 count;
};

static bool
page_begins(void *arg, const struct paginate_block *first)
{
	struct starts *starts = arg;

	assert_in_range(starts->count, 0, 63);
	starts->page[starts->count++] = (long)first->at;
	return true;
}

static void
add(struct paginate *paginate, int height, int lead, int again, int keep)
{
	struct paginate_block block = { height, lead, again, keep,
		paginate->blocks, 0 };

	assert_true(paginate_add(paginate, &block));
}

static void
rows(struct paginate *paginate, int count)
{
	while (count-- > 0)
		add(paginate, 1, 0, 0, 0);
}

static void
paginate_add__breaks__when_a_row_does_not_fit(void **state)
{
	struct starts starts = { { 0 }, 0 };
	struct paginate paginate;

	paginate_init(&paginate, 10, page_begins, &starts);
	rows(&paginate, 10);
	assert_int_equal(starts.count, 1);
	rows(&paginate, 1);
	assert_int_equal(starts.count, 2);
	assert_int_equal(starts.page[1], 10);
}

static void
paginate_add__never_tears__a_high_row(void **state)
{
	struct starts starts = { { 0 }, 0 };
	struct paginate paginate;

	paginate_init(&paginate, 10, page_begins, &starts);
	rows(&paginate, 8);
	add(&paginate, 3, 0, 0, 0);
	assert_int_equal(starts.page[1], 8);
	rows(&paginate, 7);
	assert_int_equal(starts.count, 2);
	rows(&paginate, 1);
	assert_int_equal(starts.count, 3);
}

static void
paginate_add__keeps__a_subtotal_with_its_last_rows(void **state)
{
	struct starts starts = { { 0 }, 0 };
	struct paginate paginate;

	paginate_init(&paginate, 10, page_begins, &starts);
	rows(&paginate, 10);
	add(&paginate, 2, 1, 2, 2);
	assert_int_equal(starts.count, 2);
	assert_int_equal(starts.page[1], 8);
	/* Two rows and the sub-total with its rule stand on the new page. */
	rows(&paginate, 6);
	assert_int_equal(starts.count, 2);
	rows(&paginate, 1);
	assert_int_equal(starts.count, 3);
}

static void
paginate_add__keeps__a_group_head_with_its_first_two_rows(void **state)
{
	struct starts starts = { { 0 }, 0 };
	struct paginate paginate;

	paginate_init(&paginate, 10, page_begins, &starts);
	rows(&paginate, 7);
	add(&paginate, 2, 1, 0, 0);	/* head: lines 8, 9 */
	add(&paginate, 1, 0, 2, 1);	/* line 10 */
	add(&paginate, 1, 0, 2, 2);	/* does not fit: all three move */
	assert_int_equal(starts.count, 2);
	assert_int_equal(starts.page[1], 7);
}

static void
paginate_add__holds_ties__through_one_another(void **state)
{
	struct starts starts = { { 0 }, 0 };
	struct paginate paginate;

	paginate_init(&paginate, 12, page_begins, &starts);
	rows(&paginate, 4);
	add(&paginate, 2, 1, 0, 0);	/* 4: head */
	add(&paginate, 1, 0, 2, 1);	/* 5, 6, 7: rows */
	add(&paginate, 1, 0, 2, 2);
	add(&paginate, 1, 0, 2, 0);
	add(&paginate, 2, 1, 2, 2);	/* 8: sub-total, line 11 */
	assert_int_equal(starts.count, 1);
	add(&paginate, 2, 1, 0, 1);	/* 9: total */
	assert_int_equal(starts.count, 2);
	assert_int_equal(starts.page[1], 4);
}

static void
paginate_add__gives_ties_up__when_they_fill_more_than_a_page(void **state)
{
	struct starts starts = { { 0 }, 0 };
	struct paginate paginate;

	paginate_init(&paginate, 10, page_begins, &starts);
	add(&paginate, 6, 0, 0, 0);
	add(&paginate, 6, 0, 0, 1);
	assert_int_equal(starts.page[1], 1);
	add(&paginate, 3, 0, 0, 2);
	assert_int_equal(starts.count, 2);
	add(&paginate, 2, 0, 0, 3);	/* only the nearest two fit with it */
	assert_int_equal(starts.count, 3);
	assert_int_equal(starts.page[2], 2);
}

static void
paginate_add__counts__the_repeated_group_head(void **state)
{
	struct starts starts = { { 0 }, 0 };
	struct paginate paginate;
	int i;

	paginate_init(&paginate, 10, page_begins, &starts);
	for (i = 0; i < 10 + 8 + 8; i++)
		add(&paginate, 1, 0, i == 0 ? 0 : 2, 0);
	assert_int_equal(starts.count, 3);
	assert_int_equal(starts.page[1], 10);
	assert_int_equal(starts.page[2], 18);
	add(&paginate, 1, 0, 2, 0);
	assert_int_equal(starts.count, 4);
}

/* Whatever comes, no page holds more than it has room for. */
static void
paginate_add__fills_no_page_too_far__in_random_ledgers(void **state)
{
	struct paginate_block block[60];
	struct starts starts;
	struct paginate paginate;
	unsigned seed;
	int n, page, from, to, used;

	for (seed = 1; seed <= 500; seed++) {
		srand(seed);
		starts.count = 0;
		paginate_init(&paginate, 12, page_begins, &starts);
		for (n = 0; n < 60; n++) {
			block[n].lead = rand() % 2;
			block[n].height = 1 + block[n].lead + rand() % 6;
			block[n].again = rand() % 3;
			block[n].keep = n == 0 ? 0 : rand() % 3;
			if (block[n].keep > n)
				block[n].keep = n;
			block[n].at = n;
			block[n].group = 0;
			assert_true(paginate_add(&paginate, &block[n]));
		}
		assert_int_equal(starts.page[0], 0);
		for (page = 0; page < starts.count; page++) {
			from = (int)starts.page[page];
			to = page + 1 < starts.count ?
			    (int)starts.page[page + 1] : 60;
			assert_true(from < to);
			used = block[from].again - block[from].lead;
			for (n = from; n < to; n++)
				used += block[n].height;
			assert_in_range(used, 1, 12);
		}
		assert_int_equal(starts.count, paginate.pages);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paginate_add__breaks__when_a_row_does_not_fit),
		cmocka_unit_test(paginate_add__never_tears__a_high_row),
		cmocka_unit_test(paginate_add__keeps__a_subtotal_with_its_last_rows),
		cmocka_unit_test(paginate_add__keeps__a_group_head_with_its_first_two_rows),
		cmocka_unit_test(paginate_add__holds_ties__through_one_another),
		cmocka_unit_test(paginate_add__gives_ties_up__when_they_fill_more_than_a_page),
		cmocka_unit_test(paginate_add__counts__the_repeated_group_head),
		cmocka_unit_test(paginate_add__fills_no_page_too_far__in_random_ledgers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
