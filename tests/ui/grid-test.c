/*
 * tests/ui/grid-test.c: columns of a table that is wider than the screen
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ui/grid.h"

static const char *const heads[] = { "序号", "姓名", "释放日期", "备注" };
static const char *const row[] = { "1", "司马相如", "2024-03-04",
    "很长很长很长很长很长很长很长很长的一段说明" };

static void
grid__take__grows_with_the_widest_text(void **state)
{
	struct grid grid;

	grid_init(&grid);
	grid_take(&grid, heads, 3, text_cell_narrow);
	assert_int_equal(grid.count, 3);
	assert_int_equal(grid.width[0], 4);
	grid_take(&grid, row, 4, text_cell_narrow);
	assert_int_equal(grid.count, 4);
	assert_int_equal(grid.width[1], 8);
	assert_int_equal(grid.width[2], 10);
	assert_int_equal(grid.width[3], GRID_MOST);
	grid_clear(&grid);
	assert_int_equal(grid.count, 0);
}

static void
grid__fit__cuts_the_last_one_but_not_to_nothing(void **state)
{
	struct grid grid;

	grid_init(&grid);
	grid_take(&grid, heads, 4, text_cell_narrow);
	grid_take(&grid, row, 4, text_cell_narrow);
	/* 4 8 10 24 and a blank between */
	assert_int_equal(grid_fit(&grid, 0, 49), 4);
	assert_int_equal(grid_width(&grid, 0, 3, 49), 24);
	assert_int_equal(grid_fit(&grid, 0, 40), 4);
	assert_int_equal(grid_width(&grid, 0, 3, 40), 15);
	assert_int_equal(grid_fit(&grid, 0, 28), 3);
	assert_int_equal(grid_fit(&grid, 3, 3), 1);
	assert_int_equal(grid_width(&grid, 3, 0, 3), 3);
	assert_int_equal(grid_fit(&grid, 4, 80), 0);
	grid_clear(&grid);
}

static void
grid__last__is_where_nothing_new_comes(void **state)
{
	struct grid grid;

	grid_init(&grid);
	assert_int_equal(grid_last(&grid, 80), 0);
	grid_take(&grid, row, 4, text_cell_narrow);
	assert_int_equal(grid_last(&grid, 80), 0);
	assert_int_equal(grid_last(&grid, 35), 2);
	assert_int_equal(grid_last(&grid, 34), 3);
	assert_int_equal(grid_last(&grid, 5), 3);
	grid_clear(&grid);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(grid__take__grows_with_the_widest_text),
		cmocka_unit_test(grid__fit__cuts_the_last_one_but_not_to_nothing),
		cmocka_unit_test(grid__last__is_where_nothing_new_comes),
	};

	return cmocka_run_group_tests_name("ui/grid", tests, NULL, NULL);
}
