/*
 * tests/reports/form-grid-test.c: where blanks stand on a printed form
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "reports/form-grid.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static int
sum(const int *unit, size_t count)
{
	int all = 0;
	size_t i;

	for (i = 0; i < count; i++)
		all += unit[i];
	return all;
}

static void
form_flow__fills_rows__and_stretches_the_last_of_each(void **state)
{
	static const int span[] = { 1, 1, 2, 3, 1, 1, 1, 1 };
	static const struct form_place want[] = {
		{ 0, 0, 1 }, { 0, 1, 3 }, { 1, 0, 3 }, { 2, 0, 3 },
		{ 3, 0, 1 }, { 3, 1, 2 }, { 3, 2, 3 }, { 4, 0, 3 }
	};
	struct form_place place[8];
	size_t i;

	assert_int_equal(form_flow(span, 8, place), 5);
	for (i = 0; i < 8; i++) {
		assert_int_equal(place[i].row, want[i].row);
		assert_int_equal(place[i].from, want[i].from);
		assert_int_equal(place[i].to, want[i].to);
	}
}

static void
form_flow__has_no_rows__without_blanks(void **state)
{
	assert_int_equal(form_flow(NULL, 0, NULL), 0);
}

static void
form_columns__use_all_units__and_leave_none_narrow(void **state)
{
	static const int cells[] = { 10, 18, 90, 90, 4 };
	int unit[5];
	size_t i;

	form_columns(cells, 5, 22, unit);
	assert_int_equal(sum(unit, 5), 22);
	for (i = 0; i < 5; i++)
		assert_true(unit[i] >= 2);
	/* Dates and codes keep what they need, notes share the rest. */
	assert_int_equal(unit[0], 3);
	assert_int_equal(unit[1], 5);
	assert_int_equal(unit[2], unit[3]);
}

static void
form_columns__give_the_rest__to_those_that_need_it(void **state)
{
	static const int one = 4, many[11] = { 0 };
	int unit[11];

	form_columns(&one, 1, 22, unit);
	assert_int_equal(unit[0], 22);
	form_columns(many, 11, 22, unit);
	assert_int_equal(sum(unit, 11), 22);
}

static void
form_blank_span__follows_type_and_room(void **state)
{
	struct fielddef note = { .type = BLANK_NOTE }, date = { .type =
		BLANK_DATE };

	assert_int_equal(form_blank_span(&note, 2), 3);
	assert_int_equal(form_blank_span(&date, 10), 1);
	assert_int_equal(form_blank_span(&date, 15), 1);
	assert_int_equal(form_blank_span(&date, 16), 2);
	assert_int_equal(form_blank_span(&date, 48), 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(form_flow__fills_rows__and_stretches_the_last_of_each),
		cmocka_unit_test(form_flow__has_no_rows__without_blanks),
		cmocka_unit_test(form_columns__use_all_units__and_leave_none_narrow),
		cmocka_unit_test(form_columns__give_the_rest__to_those_that_need_it),
		cmocka_unit_test(form_blank_span__follows_type_and_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
