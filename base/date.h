/*
 * base/date.h: civil dates, and today as it was given
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/* A date is a number of days, 0 = 1970-01-01, proleptic Gregorian, years 1 to
 * 9999.  In the store and in definitions it is the text YYYY-MM-DD.  Arithmetic
 * with DATE_NONE, or out of the calendar, gives DATE_NONE (counts give 0). */
#define DATE_NONE INT_MIN
#define DATE_SIZE 11			/* "YYYY-MM-DD" with NUL */

/* DATE_NONE when there is no such day (2023-02-29, month 13; years 1-9999). */
int	date_make(int year, int month, int day);
void	date_split(int date, int *year, int *month, int *day);
/* Exactly YYYY-MM-DD, else DATE_NONE. */
int	date_parse(const char *iso);
const char *date_print(int date, char out[DATE_SIZE]);	/* returns out; "" for DATE_NONE */
int	date_weekday(int date);				/* 1 = Monday … 7 */
/* The same day n months on; where the month is too short, its last day
 * (2024-01-31 + 1 month = 2024-02-29).  n may be negative. */
int	date_add_months(int date, int n);
/* Whole months from one date to the other; 0 when to < from's next month. */
int	date_months_between(int from, int to);
int	date_age(int birth, int on);		/* whole years; born 29 Feb: on 1 Mar; on < birth: negative */
int	date_quarter(int date);			/* 1 … 4 */
/* Last day of the date's month, quarter, half-year or year: months 1 3 6 12. */
int	date_period_end(int date, int months);
int	date_period_start(int date, int months);
/* n working days on (Monday to Friday, shifted by the lists that data/ gives):
 * off(date, arg) says 1 = holiday, -1 = worked weekend, 0 = by weekday. */
int	date_add_workdays(int date, int n, int (*off)(int date, void *arg), void *arg);

/* What a clerk types or a file holds: 20260304 2026-3-4 2026.3.4 2026/3/4
 * 2026年3月4日 2026-03-04 00:00:00, full-width digits and blanks around; with
 * today != DATE_NONE also 3.4 3-4 3月4日 (this year), 今天 昨天 前天 明天, -3
 * +7.  Excel serials are the importer's business.  false and err (the reason:
 * no date, no such day) when it is none. */
bool	date_read(const char *text, int today, int *date, struct err *err);
/* A date that may be just YYYY-MM or YYYY (pdate): writes its canonical text. */
bool	date_read_partial(const char *text, int today, char out[DATE_SIZE],
	    struct err *err);

/* Today is injected once at start; without it, the machine's local day. */
void	date_set_today(int date);
int	date_today(void);
bool	date_today_given(void);
/* Real local time "YYYY-MM-DD HH:MM:SS" for logs; demo stores fix it. */
#define DATE_STAMP_SIZE 20
const char *date_stamp(char out[DATE_STAMP_SIZE]);
void	date_fix_stamp(const char *stamp);	/* NULL: real time again */

#endif
