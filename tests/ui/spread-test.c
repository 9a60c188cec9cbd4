/*
 * tests/ui/spread-test.c: columns of a table that is wider than the screen
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ui/spread.h"

static const char *const heads[] = { "序号", "姓名", "释放日期", "备注" };
static const char *const row[] = { "1", "司马相如", "2024-03-04",
    "很长很长很长很长很长很长很长很长的一段说明" };

static void
spread__take__grows_with_the_widest_text(void **state)
{
	struct spread spread;

	spread_init(&spread);
	spread_take(&spread, heads, 3, text_cell_narrow);
	assert_int_equal(spread.count, 3);
	assert_int_equal(spread.width[0], 4);
	spread_take(&spread, row, 4, text_cell_narrow);
	assert_int_equal(spread.count, 4);
	assert_int_equal(spread.width[1], 8);
	assert_int_equal(spread.width[2], 10);
	assert_int_equal(spread.width[3], SPREAD_MOST);
	spread_clear(&spread);
	assert_int_equal(spread.count, 0);
}

static void
spread__fit__cuts_the_last_one_but_not_to_nothing(void **state)
{
	struct spread spread;

	spread_init(&spread);
	spread_take(&spread, heads, 4, text_cell_narrow);
	spread_take(&spread, row, 4, text_cell_narrow);
	/* 4 8 10 24 and a blank between */
	assert_int_equal(spread_fit(&spread, 0, 49), 4);
	assert_int_equal(spread_width(&spread, 0, 3, 49), 24);
	assert_int_equal(spread_fit(&spread, 0, 40), 4);
	assert_int_equal(spread_width(&spread, 0, 3, 40), 15);
	assert_int_equal(spread_fit(&spread, 0, 28), 3);
	assert_int_equal(spread_fit(&spread, 3, 3), 1);
	assert_int_equal(spread_width(&spread, 3, 0, 3), 3);
	assert_int_equal(spread_fit(&spread, 4, 80), 0);
	spread_clear(&spread);
}

static void
spread__last__is_where_nothing_new_comes(void **state)
{
	struct spread spread;

	spread_init(&spread);
	assert_int_equal(spread_last(&spread, 80), 0);
	spread_take(&spread, row, 4, text_cell_narrow);
	assert_int_equal(spread_last(&spread, 80), 0);
	assert_int_equal(spread_last(&spread, 35), 2);
	assert_int_equal(spread_last(&spread, 34), 3);
	assert_int_equal(spread_last(&spread, 5), 3);
	spread_clear(&spread);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spread__take__grows_with_the_widest_text),
		cmocka_unit_test(spread__fit__cuts_the_last_one_but_not_to_nothing),
		cmocka_unit_test(spread__last__is_where_nothing_new_comes),
	};

	return cmocka_run_group_tests_name("ui/spread", tests, NULL, NULL);
}
