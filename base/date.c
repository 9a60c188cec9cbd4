/*
 * base/date.c: civil dates, and today as it was given
 * SPDX-License-Identifier: Apache-2.0
 *
 * Reading what people type is base/date-read.c.
 */
#include "config.h"
#include "base/date.h"

#include <assert.h>
#include <string.h>
#include <time.h>

static int today = DATE_NONE;
static char fixed_stamp[DATE_STAMP_SIZE];

#define FIRST_DAY (-719162)		/* 0001-01-01 */
#define LAST_DAY 2932896		/* 9999-12-31 */

static bool
is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int
month_days(int year, int month)
{
	static const int days[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};

	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Days before the first of January of the year, from 0001-01-01. */
static int
days_before(int year)
{
	year--;
	return year * 365 + year / 4 - year / 100 + year / 400;
}

int
date_make(int year, int month, int day)
{
	int days, m;

	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
	    day > month_days(year, month))
		return DATE_NONE;
	days = days_before(year) + day - 1;
	for (m = 1; m < month; m++)
		days += month_days(year, m);
	return FIRST_DAY + days;
}

static bool
in_range(int date)
{
	return date >= FIRST_DAY && date <= LAST_DAY;
}

void
date_split(int date, int *year, int *month, int *day)
{
	int rest;

	if (!in_range(date)) {
		*year = *month = *day = 0;
		return;
	}
	rest = date - FIRST_DAY;
	*year = rest / 366 + 1;			/* never too late */
	while (days_before(*year + 1) <= rest)
		++*year;
	rest -= days_before(*year);
	for (*month = 1; rest >= month_days(*year, *month); ++*month)
		rest -= month_days(*year, *month);
	*day = rest + 1;
}

int
date_parse(const char *iso)
{
	int part[3] = { 0, 0, 0 }, i, at = 0;

	for (i = 0; i < 10; i++)
		if (i == 4 || i == 7) {
			if (iso[i] != '-')
				return DATE_NONE;
			at++;
		} else {
			if (iso[i] < '0' || iso[i] > '9')
				return DATE_NONE;
			part[at] = part[at] * 10 + iso[i] - '0';
		}
	return iso[10] == '\0' ? date_make(part[0], part[1], part[2]) : DATE_NONE;
}

const char *
date_print(int date, char out[DATE_SIZE])
{
	static const char shape[DATE_SIZE] = "0000-00-00";
	int year, month, day;

	out[0] = '\0';
	if (!in_range(date))
		return out;
	date_split(date, &year, &month, &day);
	memcpy(out, shape, DATE_SIZE);
	out[0] += (char)(year / 1000);
	out[1] += (char)(year / 100 % 10);
	out[2] += (char)(year / 10 % 10);
	out[3] += (char)(year % 10);
	out[5] += (char)(month / 10);
	out[6] += (char)(month % 10);
	out[8] += (char)(day / 10);
	out[9] += (char)(day % 10);
	return out;
}

int
date_weekday(int date)
{
	/* 0001-01-01 was a Monday. */
	return in_range(date) ? (date - FIRST_DAY) % 7 + 1 : 0;
}

int
date_add_months(int date, int n)
{
	int year, month, day, last;
	long months;

	if (!in_range(date))
		return DATE_NONE;
	date_split(date, &year, &month, &day);
	months = (long)year * 12 + month - 1 + n;
	if (months < 12 || months >= 10000 * 12)
		return DATE_NONE;
	year = (int)(months / 12);
	month = (int)(months % 12) + 1;
	last = month_days(year, month);
	return date_make(year, month, day < last ? day : last);
}

int
date_months_between(int from, int to)
{
	int y1, m1, d1, y2, m2, d2, n;

	if (!in_range(from) || !in_range(to) || to < from)
		return 0;
	date_split(from, &y1, &m1, &d1);
	date_split(to, &y2, &m2, &d2);
	n = (y2 - y1) * 12 + m2 - m1;
	return date_add_months(from, n) <= to ? n : n - 1;
}

int
date_age(int birth, int on)
{
	int y1, m1, d1, y2, m2, d2;

	if (!in_range(birth) || !in_range(on))
		return 0;
	date_split(birth, &y1, &m1, &d1);
	date_split(on, &y2, &m2, &d2);
	return y2 - y1 - (m2 < m1 || (m2 == m1 && d2 < d1));
}

int
date_quarter(int date)
{
	int year, month, day;

	if (!in_range(date))
		return 0;
	date_split(date, &year, &month, &day);
	return (month - 1) / 3 + 1;
}

int
date_period_start(int date, int months)
{
	int year, month, day;

	assert(months == 1 || months == 3 || months == 6 || months == 12);
	if (!in_range(date))
		return DATE_NONE;
	date_split(date, &year, &month, &day);
	return date_make(year, (month - 1) / months * months + 1, 1);
}

int
date_period_end(int date, int months)
{
	int year, month, day;

	assert(months == 1 || months == 3 || months == 6 || months == 12);
	if (!in_range(date))
		return DATE_NONE;
	date_split(date, &year, &month, &day);
	month = ((month - 1) / months + 1) * months;
	return date_make(year, month, month_days(year, month));
}

static bool
is_workday(int date, int (*off)(int date, void *arg), void *arg)
{
	int said = off != NULL ? off(date, arg) : 0;

	return said < 0 || (said == 0 && date_weekday(date) <= 5);
}

int
date_add_workdays(int date, int n, int (*off)(int date, void *arg), void *arg)
{
	int step = n < 0 ? -1 : 1;

	if (!in_range(date))
		return DATE_NONE;
	while (n != 0) {
		date += step;
		if (!in_range(date))
			return DATE_NONE;
		if (is_workday(date, off, arg))
			n -= step;
	}
	return date;
}

void
date_set_today(int date)
{
	today = date;
}

/* The local time of the machine; false only when it cannot say. */
static bool
local_now(struct tm *tm)
{
	time_t now = time(NULL);

	return now != (time_t)-1 && localtime_r(&now, tm) != NULL;
}

int
date_today(void)
{
	struct tm tm;

	if (today != DATE_NONE)
		return today;
	if (!local_now(&tm))
		return 0;
	return date_make(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday);
}

bool
date_today_given(void)
{
	return today != DATE_NONE;
}

const char *
date_stamp(char out[DATE_STAMP_SIZE])
{
	struct tm tm;

	if (fixed_stamp[0] != '\0')
		memcpy(out, fixed_stamp, DATE_STAMP_SIZE);
	else if (!local_now(&tm) ||
	    strftime(out, DATE_STAMP_SIZE, "%Y-%m-%d %H:%M:%S", &tm) == 0)
		strcpy(out, "1970-01-01 00:00:00");
	return out;
}

void
date_fix_stamp(const char *stamp)
{
	assert(stamp == NULL || strlen(stamp) < DATE_STAMP_SIZE);
	memset(fixed_stamp, 0, sizeof(fixed_stamp));
	if (stamp != NULL)
		strcpy(fixed_stamp, stamp);
}
