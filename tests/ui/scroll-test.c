/*
 * tests/ui/scroll-test.c: tests of ui/scroll.c
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ui/scroll.h"

static void
scroll__move__stays_inside(void **state)
{
	static const struct { size_t at, count, rows; enum command command; size_t want; } move[] = {
		{ 0, 5, 3, CMD_UP, 0 }, { 2, 5, 3, CMD_UP, 1 },
		{ 3, 5, 3, CMD_DOWN, 4 }, { 4, 5, 3, CMD_DOWN, 4 },
		{ 2, 9, 3, CMD_PAGE_UP, 0 }, { 7, 9, 3, CMD_PAGE_UP, 4 },
		{ 1, 9, 3, CMD_PAGE_DOWN, 4 }, { 7, 9, 3, CMD_PAGE_DOWN, 8 },
		{ 7, 9, 3, CMD_HOME, 0 }, { 1, 9, 3, CMD_END, 8 },
		{ 5, 9, 3, CMD_ENTER, 5 },
		{ 0, 0, 3, CMD_DOWN, 0 }, { 0, 0, 3, CMD_END, 0 },
		{ 0, 0, 3, CMD_PAGE_DOWN, 0 },
	};
	size_t i;

	for (i = 0; i < sizeof(move) / sizeof(move[0]); i++)
		assert_int_equal(scroll_move(move[i].at, move[i].count, move[i].rows,
		    move[i].command), move[i].want);
}

static void
scroll__top__keeps_the_line_in_sight(void **state)
{
	assert_int_equal(scroll_top(4, 2, 3), 2);	/* above */
	assert_int_equal(scroll_top(4, 4, 3), 4);
	assert_int_equal(scroll_top(4, 6, 3), 4);
	assert_int_equal(scroll_top(4, 7, 3), 5);	/* below */
	assert_int_equal(scroll_top(4, 7, 0), 4);	/* no room for any */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scroll__move__stays_inside),
		cmocka_unit_test(scroll__top__keeps_the_line_in_sight),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
