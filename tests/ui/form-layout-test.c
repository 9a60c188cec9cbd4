/*
 * tests/ui/form-layout-test.c: blanks flow by the width of the terminal
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ui/form-layout.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Does any slot reach over the edge or over another in its row? */
static void
assert_sound(const struct layout_place *place, size_t count, int cells)
{
	size_t i, k;

	for (i = 0; i < count; i++) {
		if (!place[i].shown)
			continue;
		assert_true(place[i].col >= 0);
		assert_true(place[i].field >= place[i].col + place[i].label + 2);
		assert_true(place[i].field + place[i].width <= cells);
		for (k = 0; k < i; k++)
			if (place[k].shown && place[k].row == place[i].row)
				assert_true(place[k].field + place[k].width < place[i].col);
	}
}

static void
layout__flow__puts_two_abreast_on_80_columns_and_three_on_132(void **state)
{
	const struct layout_item item[] = {
		{ .label = 4, .want = 20, .lines = 1 },
		{ .label = 8, .want = 10, .lines = 1 },
		{ .label = 12, .want = 18, .lines = 1 },
	};
	struct layout_place place[COUNT(item)];

	assert_int_equal(layout_flow(item, COUNT(item), 80, place), 2);
	assert_int_equal(place[1].row, 0);
	assert_int_equal(place[1].col, 40);
	assert_int_equal(place[2].row, 1);
	assert_int_equal(place[0].label, 12);		/* equal labels */
	assert_int_equal(place[0].field, 14);
	assert_int_equal(place[2].field, 14);
	assert_sound(place, COUNT(item), 80);
	assert_int_equal(layout_flow(item, COUNT(item), 132, place), 1);
	assert_int_equal(place[2].col, 88);
	assert_sound(place, COUNT(item), 132);
}

static void
layout__flow__gives_a_wide_blank_the_columns_it_needs(void **state)
{
	const struct layout_item item[] = {
		{ .label = 4, .want = 10, .lines = 1 },
		{ .label = 4, .want = 60, .lines = 1 },
		{ .label = 4, .want = 400, .lines = 1 },
	};
	struct layout_place place[COUNT(item)];

	assert_int_equal(layout_flow(item, COUNT(item), 80, place), 3);
	assert_int_equal(place[1].col, 0);
	assert_int_equal(place[1].width, 60);
	assert_int_equal(place[2].width, 73);		/* cut to what is there */
	assert_sound(place, COUNT(item), 80);
}

static void
layout__flow__keeps_rows_apart_by_their_highest_blank(void **state)
{
	const struct layout_item item[] = {
		{ .label = 4, .want = 10, .lines = 1, .below = 1 },
		{ .label = 4, .want = 10, .lines = 1 },
		{ .label = 8, .want = 10, .lines = 4, .full = true },
		{ .label = 4, .want = 10, .lines = 1 },
	};
	struct layout_place place[COUNT(item)];

	assert_int_equal(layout_flow(item, COUNT(item), 80, place), 7);
	assert_int_equal(place[1].row, 0);
	assert_int_equal(place[2].row, 2);
	assert_int_equal(place[3].row, 6);
	assert_sound(place, COUNT(item), 80);
}

static void
layout__flow__leaves_no_hole_for_a_hidden_blank(void **state)
{
	const struct layout_item item[] = {
		{ .label = 4, .want = 10, .lines = 1 },
		{ .label = 30, .want = 10, .lines = 1, .hidden = true },
		{ .label = 4, .want = 10, .lines = 1 },
	};
	struct layout_place place[COUNT(item)];

	assert_int_equal(layout_flow(item, COUNT(item), 80, place), 1);
	assert_false(place[1].shown);
	assert_int_equal(place[2].row, 0);
	assert_int_equal(place[2].col, 40);
	assert_int_equal(layout_flow(item, 0, 80, place), 0);
}

static void
layout__flow__is_sound_at_any_width(void **state)
{
	struct layout_item item[40];
	struct layout_place place[40];
	unsigned seed = 3;
	int cells, i;

	for (i = 0; i < 40; i++) {
		seed = seed * 1103515245u + 12345u;
		item[i] = (struct layout_item){ .label = 2 + (int)(seed >> 16) % 30,
		    .want = 1 + (int)(seed >> 20) % 90, .lines = 1 + i % 3,
		    .full = i % 9 == 0, .hidden = i % 7 == 0 };
	}
	for (cells = 40; cells < 250; cells++) {
		layout_flow(item, 40, cells, place);
		assert_sound(place, 40, cells);
	}
}

static void
layout__step__goes_to_the_blank_above_or_below(void **state)
{
	const struct layout_item item[] = {
		{ .label = 4, .want = 10, .lines = 1 },
		{ .label = 4, .want = 10, .lines = 1 },
		{ .label = 4, .want = 60, .lines = 1 },
		{ .label = 4, .want = 10, .lines = 1 },
		{ .label = 4, .want = 10, .lines = 1 },
	};
	struct layout_place place[COUNT(item)];

	layout_flow(item, COUNT(item), 80, place);
	assert_int_equal(layout_step(place, COUNT(item), 1, 1), 2);
	assert_int_equal(layout_step(place, COUNT(item), 2, 1), 3);
	assert_int_equal(layout_step(place, COUNT(item), 4, -1), 2);
	assert_int_equal(layout_step(place, COUNT(item), 0, -1), COUNT(item));
	assert_int_equal(layout_step(place, COUNT(item), 3, 1), COUNT(item));
}

static void
layout__scroll__moves_no_more_than_needed(void **state)
{
	assert_int_equal(layout_scroll(0, 10, 3, 3, 30), 0);
	assert_int_equal(layout_scroll(0, 10, 12, 13, 30), 4);
	assert_int_equal(layout_scroll(8, 10, 3, 3, 30), 3);
	assert_int_equal(layout_scroll(25, 10, 28, 28, 30), 20);
	assert_int_equal(layout_scroll(5, 10, 2, 2, 6), 0);
	assert_int_equal(layout_scroll(0, 3, 5, 20, 30), 5);	/* taller than the view */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(layout__flow__puts_two_abreast_on_80_columns_and_three_on_132),
		cmocka_unit_test(layout__flow__gives_a_wide_blank_the_columns_it_needs),
		cmocka_unit_test(layout__flow__keeps_rows_apart_by_their_highest_blank),
		cmocka_unit_test(layout__flow__leaves_no_hole_for_a_hidden_blank),
		cmocka_unit_test(layout__flow__is_sound_at_any_width),
		cmocka_unit_test(layout__step__goes_to_the_blank_above_or_below),
		cmocka_unit_test(layout__scroll__moves_no_more_than_needed),
	};

	return cmocka_run_group_tests_name("ui/form-layout", tests, NULL, NULL);
}
