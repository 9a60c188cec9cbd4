/*
 * tests/base/date-test.c
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "base/date.h"

#include <string.h>

#include "tests/base/test.h"

static void
expect(int date, const char *iso)
{
	char out[DATE_SIZE];

	assert_string_equal(date_print(date, out), iso);
}

static void
date__make__every_day_of_the_calendar_in_order(void **state)
{
	static const int days[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};
	int date = date_make(1, 1, 1), y, m, d, last, gy, gm, gd;
	char out[DATE_SIZE];

	for (y = 1; y <= 9999; y++)
		for (m = 1; m <= 12; m++) {
			last = days[m - 1] + (m == 2 && y % 4 == 0 &&
			    (y % 100 != 0 || y % 400 == 0));
			for (d = 1; d <= last; d++, date++) {
				if (date_make(y, m, d) != date)
					fail_msg("%d-%d-%d", y, m, d);
				date_split(date, &gy, &gm, &gd);
				if (gy != y || gm != m || gd != d)
					fail_msg("%d: %d-%d-%d", date, gy, gm, gd);
				if (d == last) {
					date_print(date, out);
					assert_int_equal(date_parse(out), date);
				}
			}
			assert_int_equal(date_make(y, m, last + 1), DATE_NONE);
		}
	assert_int_equal(date_make(1970, 1, 1), 0);
	assert_int_equal(date_make(2000, 3, 1), 11017);
	assert_int_equal(date - 1, date_make(9999, 12, 31));
}

static void
date__make__no_such_day(void **state)
{
	assert_int_equal(date_make(2023, 2, 29), DATE_NONE);
	assert_int_equal(date_make(1900, 2, 29), DATE_NONE);
	assert_int_not_equal(date_make(2000, 2, 29), DATE_NONE);
	assert_int_equal(date_make(2023, 13, 1), DATE_NONE);
	assert_int_equal(date_make(2023, 0, 1), DATE_NONE);
	assert_int_equal(date_make(2023, 4, 31), DATE_NONE);
	assert_int_equal(date_make(2023, 4, 0), DATE_NONE);
	assert_int_equal(date_make(0, 1, 1), DATE_NONE);
	assert_int_equal(date_make(10000, 1, 1), DATE_NONE);
}

static void
date__parse__only_the_stored_form(void **state)
{
	static const char *const bad[] = {
		"", "2026", "2026-3-4", "2026-03-04 ", " 2026-03-04",
		"2026/03/04", "2026-02-30", "20260304", "2026-03-0x",
		"+026-03-04", "2026-03-041", "0000-01-01"
	};
	size_t i;

	assert_int_equal(date_parse("1970-01-02"), 1);
	assert_int_equal(date_parse("0001-01-01"), date_make(1, 1, 1));
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(date_parse(bad[i]), DATE_NONE);
}

static void
date__none__stays_none(void **state)
{
	expect(DATE_NONE, "");
	expect(date_make(9999, 12, 31) + 1, "");
	assert_int_equal(date_add_months(DATE_NONE, 1), DATE_NONE);
	assert_int_equal(date_add_workdays(DATE_NONE, 1, NULL, NULL), DATE_NONE);
	assert_int_equal(date_period_end(DATE_NONE, 3), DATE_NONE);
	assert_int_equal(date_period_start(DATE_NONE, 3), DATE_NONE);
	assert_int_equal(date_weekday(DATE_NONE), 0);
	assert_int_equal(date_quarter(DATE_NONE), 0);
	assert_int_equal(date_months_between(DATE_NONE, 0), 0);
	assert_int_equal(date_age(0, DATE_NONE), 0);
}

static void
date__weekday__monday_is_one(void **state)
{
	assert_int_equal(date_weekday(date_make(2026, 11, 21)), 6);
	assert_int_equal(date_weekday(date_make(2026, 11, 22)), 7);
	assert_int_equal(date_weekday(date_make(2026, 11, 23)), 1);
	assert_int_equal(date_weekday(date_make(1970, 1, 1)), 4);
	assert_int_equal(date_weekday(date_make(1949, 10, 1)), 6);
}

static void
date__add_months__short_months_end_on_their_last_day(void **state)
{
	expect(date_add_months(date_make(2024, 1, 31), 1), "2024-02-29");
	expect(date_add_months(date_make(2023, 1, 31), 1), "2023-02-28");
	expect(date_add_months(date_make(2024, 2, 29), 12), "2025-02-28");
	expect(date_add_months(date_make(2024, 2, 29), 48), "2028-02-29");
	expect(date_add_months(date_make(2024, 3, 31), -1), "2024-02-29");
	expect(date_add_months(date_make(2024, 1, 15), -1), "2023-12-15");
	expect(date_add_months(date_make(2024, 1, 15), -25), "2021-12-15");
	expect(date_add_months(date_make(2024, 5, 31), 0), "2024-05-31");
	expect(date_add_months(date_make(2021, 8, 31), 36), "2024-08-31");
	assert_int_equal(date_add_months(date_make(9999, 12, 1), 1), DATE_NONE);
	assert_int_equal(date_add_months(date_make(1, 1, 31), -1), DATE_NONE);
	assert_int_equal(date_add_months(0, INT_MAX), DATE_NONE);
	assert_int_equal(date_add_months(0, INT_MIN), DATE_NONE);
}

static void
date__months_between__agrees_with_add_months(void **state)
{
	int from, to, n;

	assert_int_equal(date_months_between(date_make(2024, 1, 31),
	    date_make(2024, 2, 29)), 1);
	assert_int_equal(date_months_between(date_make(2024, 1, 31),
	    date_make(2024, 2, 28)), 0);
	assert_int_equal(date_months_between(date_make(2024, 3, 5),
	    date_make(2024, 3, 4)), 0);
	for (from = date_make(2023, 12, 25); from < date_make(2024, 3, 5); from++)
		for (to = from; to < from + 800; to += 13) {
			n = date_months_between(from, to);
			assert_true(date_add_months(from, n) <= to);
			assert_true(date_add_months(from, n + 1) > to);
		}
}

static void
date__age__born_on_a_leap_day(void **state)
{
	int birth = date_make(2000, 2, 29);

	assert_int_equal(date_age(birth, date_make(2018, 2, 28)), 17);
	assert_int_equal(date_age(birth, date_make(2018, 3, 1)), 18);
	assert_int_equal(date_age(birth, date_make(2020, 2, 28)), 19);
	assert_int_equal(date_age(birth, date_make(2020, 2, 29)), 20);
	assert_int_equal(date_age(date_make(1990, 6, 7), date_make(2026, 6, 6)), 35);
	assert_int_equal(date_age(date_make(1990, 6, 7), date_make(2026, 6, 7)), 36);
	assert_true(date_age(date_make(1990, 6, 7), date_make(1990, 6, 6)) < 0);
}

static void
date__period__ends_of_months_quarters_halves_years(void **state)
{
	int date = date_make(2024, 2, 10), last;

	expect(date_period_end(date, 1), "2024-02-29");
	expect(date_period_end(date, 3), "2024-03-31");
	expect(date_period_end(date, 6), "2024-06-30");
	expect(date_period_end(date, 12), "2024-12-31");
	expect(date_period_start(date_make(2024, 12, 31), 1), "2024-12-01");
	expect(date_period_start(date_make(2024, 12, 31), 3), "2024-10-01");
	expect(date_period_start(date_make(2024, 12, 31), 6), "2024-07-01");
	expect(date_period_start(date_make(2024, 12, 31), 12), "2024-01-01");
	assert_int_equal(date_quarter(date_make(2024, 3, 31)), 1);
	assert_int_equal(date_quarter(date_make(2024, 4, 1)), 2);
	assert_int_equal(date_quarter(date_make(2024, 12, 31)), 4);
	for (date = date_make(2023, 1, 1); date < date_make(2025, 1, 1); date++) {
		last = date_period_end(date, 3);
		assert_in_range(date, date_period_start(date, 3), last);
		assert_int_equal(date_period_start(last + 1, 3), last + 1);
	}
}

/* 2026-10-01 to 07 off, Saturday 10-10 worked. */
static int
october(int date, void *arg)
{
	++*(int *)arg;
	if (date >= date_make(2026, 10, 1) && date <= date_make(2026, 10, 7))
		return 1;
	return date == date_make(2026, 10, 10) ? -1 : 0;
}

static int
always_off(int date, void *arg)
{
	return 1;
}

static void
date__add_workdays__holidays_and_worked_weekends(void **state)
{
	int asked = 0;

	expect(date_add_workdays(date_make(2026, 11, 20), 1, NULL, NULL),
	    "2026-11-23");
	expect(date_add_workdays(date_make(2026, 11, 21), 5, NULL, NULL),
	    "2026-11-27");
	expect(date_add_workdays(date_make(2026, 11, 21), 0, NULL, NULL),
	    "2026-11-21");
	expect(date_add_workdays(date_make(2026, 11, 23), -1, NULL, NULL),
	    "2026-11-20");
	expect(date_add_workdays(date_make(2026, 9, 30), 3, october, &asked),
	    "2026-10-10");
	expect(date_add_workdays(date_make(2026, 9, 30), 4, october, &asked),
	    "2026-10-12");
	assert_true(asked > 0);
	assert_int_equal(date_add_workdays(date_make(9999, 1, 1), 1, always_off,
	    NULL), DATE_NONE);
}

static void
date__today__is_injected(void **state)
{
	int real = date_today();

	assert_false(date_today_given());
	assert_in_range(real, date_make(2020, 1, 1), date_make(9999, 12, 31));
	date_set_today(date_make(2026, 3, 4));
	assert_true(date_today_given());
	expect(date_today(), "2026-03-04");
	date_set_today(DATE_NONE);
	assert_false(date_today_given());
}

static void
date__stamp__can_be_fixed(void **state)
{
	char out[DATE_STAMP_SIZE];

	date_fix_stamp("2026-03-04 05:06:07");
	assert_string_equal(date_stamp(out), "2026-03-04 05:06:07");
	date_fix_stamp(NULL);
	assert_int_equal(strlen(date_stamp(out)), DATE_STAMP_SIZE - 1);
	assert_string_not_equal(out, "2026-03-04 05:06:07");
	out[10] = '\0';
	assert_int_not_equal(date_parse(out), DATE_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(date__make__every_day_of_the_calendar_in_order),
		cmocka_unit_test(date__make__no_such_day),
		cmocka_unit_test(date__parse__only_the_stored_form),
		cmocka_unit_test(date__none__stays_none),
		cmocka_unit_test(date__weekday__monday_is_one),
		cmocka_unit_test(date__add_months__short_months_end_on_their_last_day),
		cmocka_unit_test(date__months_between__agrees_with_add_months),
		cmocka_unit_test(date__age__born_on_a_leap_day),
		cmocka_unit_test(date__period__ends_of_months_quarters_halves_years),
		cmocka_unit_test(date__add_workdays__holidays_and_worked_weekends),
		cmocka_unit_test(date__today__is_injected),
		cmocka_unit_test(date__stamp__can_be_fixed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
