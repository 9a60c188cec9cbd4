/*
 * base/date-read.c: dates as people type them (date_read of base/date.h)
 * SPDX-License-Identifier: Apache-2.0
 *
 * The text is made narrow and split into numbers and the marks between them;
 * what is a date is then a matter of the shape: "9-9-9", "9年9月9日", "9".
 */
#include "config.h"
#include "base/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"

/* The shape of a text: up to three numbers, each with its count of digits, and
 * behind each the mark ('-' '.' '/' 'Y' 'M' 'D', 0 = the end). */
struct shape {
	int	count;
	int	number[3];
	int	digits[3];
	char	mark[3];
};

static const char *
skip_blanks(const char *s)
{
	while (*s == ' ' || *s == '\t')
		s++;
	return s;
}

/* The mark at *s, which moves behind it; 0 when there is none. */
static char
take_mark(const char **s)
{
	static const struct {
		const char *text;
		char mark;
	} marks[] = {
		{ "年", 'Y' }, { "月份", 'M' }, { "月", 'M' }, { "日", 'D' },
		{ "号", 'D' }, { "-", '-' }, { "—", '-' }, { "–", '-' },
		{ ".", '.' }, { "。", '.' }, { "/", '/' }, { "\\", '/' },
		{ "、", ',' }, { ",", ',' }
	};
	const char *from = skip_blanks(*s);
	size_t i, n;

	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		n = strlen(marks[i].text);
		if (strncmp(from, marks[i].text, n) == 0) {
			*s = skip_blanks(from + n);
			return marks[i].mark;
		}
	}
	return 0;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* One or two digits, at most limit. */
static bool
take_clock(const char **s, int limit)
{
	int n = 0, value = 0;

	while (n < 2 && is_digit((*s)[n]))
		value = value * 10 + (*s)[n++] - '0';
	*s += n;
	return n > 0 && value <= limit;
}

/* One of the words at *s, which moves behind it. */
static bool
take_word(const char **s, const char *const *word)
{
	size_t n;

	for (; *word != NULL; word++) {
		n = strlen(*word);
		if (strncmp(*s, *word, n) == 0) {
			*s += n;
			return true;
		}
	}
	return false;
}

/* 8:30, 8:30:00.0, 8时, 8时30分, 8点30 */
static bool
take_time(const char **s)
{
	static const char *const hour[] = { "时", "点", NULL };
	static const char *const minute[] = { "分", NULL };
	bool words;

	if (!take_clock(s, 23))
		return false;
	words = take_word(s, hour);
	if (!words && *(*s)++ != ':')
		return false;
	if (words && !is_digit(**s))
		return true;
	if (!take_clock(s, 59))
		return false;
	if (words) {
		take_word(s, minute);
		return true;
	}
	if (**s != ':')
		return true;
	++*s;
	if (!take_clock(s, 59))
		return false;
	if (**s == '.')
		for (++*s; is_digit(**s); ++*s)
			;
	return true;
}

/* Nothing, a day of the week, or a time of day as spreadsheets, databases and
 * logs append it.  A time zone is refused: its day may be another one. */
static bool
is_time(const char *s)
{
	static const char *const week[] = { "星期一", "星期二", "星期三", "星期四",
		"星期五", "星期六", "星期日", "星期天", "周一", "周二", "周三", "周四",
		"周五", "周六", "周日", NULL };
	static const char *const half[] = { "上午", "下午", "中午", "早上", "晚上", NULL };
	static const char *const noon[] = { "AM", "PM", "am", "pm", NULL };
	const char *from = s;
	bool word;

	s = skip_blanks(s);
	s += *s == '(';
	word = take_word(&s, week);
	s += word && *s == ')';
	s = skip_blanks(s);
	word |= take_word(&s, half);
	if (!word && s == from && (*s == 'T' || *s == 't')) {
		s++;
		word = true;
		if (*s == '\0')
			return false;
	}
	s = skip_blanks(s);
	if (*s == '.' || strcmp(s, "。") == 0)
		return !word && s == from && (s[1] == '\0' || *s != '.');
	if (*s == '\0')
		return word || s == from || from[0] == ' ';
	/* behind figures they would run together */
	if ((s == from && !word && is_digit(from[-1])) || !take_time(&s))
		return false;
	s = skip_blanks(s);
	take_word(&s, noon);
	return *skip_blanks(s) == '\0';
}

/* Takes the text apart; false when it has another shape. */
static bool
take_shape(const char *s, struct shape *shape)
{
	const char *before;
	int i;

	memset(shape, 0, sizeof(*shape));
	for (i = 0; i < 3; i++) {
		if (!is_digit(*s))
			break;
		for (; is_digit(*s); s++) {
			if (++shape->digits[i] > 8)
				return false;
			shape->number[i] = shape->number[i] * 10 + *s - '0';
		}
		shape->count++;
		/* Behind the third number only 日 may stand; the mark of the
		 * second may be its end. */
		before = s;
		shape->mark[i] = take_mark(&s);
		if (shape->mark[i] == 0)
			break;
		if (i == 2 && shape->mark[i] != 'D') {
			s = before;
			shape->mark[i] = 0;
		}
		/* take_mark eats blanks; a time needs one before it. */
		if (shape->mark[i] == 'D' && *s != '\0' && s[-1] == ' ')
			s--;
		if (shape->mark[i] == 'D')
			break;
	}
	if (shape->count == 0 || (shape->count < 3 && *skip_blanks(s) != '\0'))
		return shape->count == 1 && shape->digits[0] == 8 &&
		    shape->mark[0] == 0 && is_time(s);
	return shape->count < 3 || is_time(s);
}

/* Are the first marks this word, with \0 or D behind the last? */
static bool
marked(const struct shape *shape, const char *marks)
{
	int i, n = (int)strlen(marks);

	for (i = 0; i < n; i++)
		if (shape->mark[i] != marks[i])
			return false;
	if (shape->count != n + 1)
		return false;
	return shape->mark[n] == 0 ||
	    (marks[n - 1] == 'M' && shape->mark[n] == 'D');
}

static bool
fail(struct err *err, const char *text, const char *why)
{
	struct buf shown = BUF_INIT;
	int used;
	size_t n;

	text_shown(&shown, text, false);
	n = text_cut(buf_str(&shown), 40, text_cell_narrow, &used);
	err_set(err, ERR_INPUT, "“%.*s%s”%s", (int)n, buf_str(&shown),
	    n < shown.len ? "…" : "", why);
	buf_clear(&shown);
	return false;
}

static const char no_date[] =
    "不是日期，可写成 20260304、2026-3-4、2026.3.4 或 2026年3月4日";
static const char no_day[] = "没有这一天，请核对年、月、日";
static const char no_year[] = "缺年份，请写成 2026-3-4 的样子";
static const char no_whole[] = "只有年、月，请写到日，如 2026-3-4";
static const char no_century[] = "的年份要写四位，如 2026-3-4";

/* today and a distance from it: 今天, -3. */
static bool
read_relative(const char *s, int today, int *date)
{
	static const struct {
		const char *text;
		int days;
	} words[] = {
		{ "今天", 0 }, { "昨天", -1 }, { "前天", -2 }, { "明天", 1 },
		{ "后天", 2 }
	};
	size_t i;
	int n = 0, sign = *s == '-' ? -1 : 1;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(s, words[i].text) == 0) {
			*date = today + words[i].days;
			return true;
		}
	if (*s != '-' && *s != '+')
		return false;
	for (i = 1; is_digit(s[i]) && i <= 5; i++)
		n = n * 10 + s[i] - '0';
	if (i == 1 || s[i] != '\0')
		return false;
	*date = today + sign * n;
	return true;
}

/* The figure that a Chinese numeral at s is, 10 for 十, -1: none. */
static int
numeral(const char *s, size_t *n)
{
	static const struct {
		const char *text;
		int value;
	} numerals[] = {
		{ "〇", 0 }, { "零", 0 }, { "○", 0 }, { "一", 1 }, { "二", 2 },
		{ "三", 3 }, { "四", 4 }, { "五", 5 }, { "六", 6 },
		{ "七", 7 }, { "八", 8 }, { "九", 9 }, { "十", 10 },
		{ "O", 0 }, { "o", 0 }
	};
	size_t i;

	for (i = 0; i < sizeof(numerals) / sizeof(numerals[0]); i++) {
		*n = strlen(numerals[i].text);
		if (strncmp(s, numerals[i].text, *n) == 0)
			return numerals[i].value;
	}
	return -1;
}

/* 二〇二六年三月十四日 as 2026年3月14日; 十 is a ten only beside other figures:
 * 十四, 二十, 三十一. */
static void
take_numerals(struct buf *out, const char *s)
{
	int before = -1, value;
	size_t n, next;

	for (; *s != '\0'; s += n) {
		value = numeral(s, &n);
		if (value == 10) {
			if (before < 0)
				buf_add(out, "1");
			if (numeral(s + n, &next) < 0)
				buf_add(out, "0");
		} else if (value >= 0) {
			buf_addf(out, "%d", value);
		} else {
			n = 1;
			buf_addn(out, s, 1);
		}
		before = value;
	}
}

/* Text made plain: narrow, blanks at the ends gone, Chinese numerals of a date
 * as figures.  The caller's. */
static char *
make_plain(const char *text)
{
	struct buf buf = BUF_INIT, figures = BUF_INIT;
	size_t n;

	text_narrow(&buf, text);
	buf_add(&buf, "");
	if (numeral(buf_str(&buf), &n) >= 0 && strstr(buf_str(&buf), "年") != NULL) {
		take_numerals(&figures, buf_str(&buf));
		buf_clear(&buf);
		buf = figures;
	}
	return text_trim(buf_take(&buf));
}

/* A whole date from a shape; DATE_NONE with the reason in *why. */
static int
whole_date(const struct shape *shape, int today, const char **why)
{
	const int *n = shape->number;
	int year, month, day;

	*why = no_day;
	if (shape->count == 1 && shape->mark[0] == 0 && shape->digits[0] == 8)
		return date_make(n[0] / 10000, n[0] / 100 % 100, n[0] % 100);
	*why = no_date;
	if (marked(shape, "YM") || marked(shape, "--") || marked(shape, ",,") ||
	    marked(shape, "..") || marked(shape, "//")) {
		if (shape->digits[1] > 2 || shape->digits[2] > 2)
			return DATE_NONE;
		*why = shape->digits[0] == 4 ? no_day : no_century;
		return shape->digits[0] != 4 ? DATE_NONE :
		    date_make(n[0], n[1], n[2]);
	}
	if (marked(shape, "M") || marked(shape, "-") || marked(shape, ".") ||
	    marked(shape, "/")) {
		if (shape->digits[0] > 2)
			*why = shape->digits[0] == 4 ? no_whole : no_date;
		else if (shape->digits[1] > 2)
			return DATE_NONE;
		else if (today == DATE_NONE)
			*why = no_year;
		else {
			*why = no_day;
			date_split(today, &year, &month, &day);
			return date_make(year, n[0], n[1]);
		}
		return DATE_NONE;
	}
	if (shape->mark[0] == 'Y' || (shape->count == 1 && shape->digits[0] == 4))
		*why = no_whole;
	return DATE_NONE;
}

bool
date_read(const char *text, int today, int *date, struct err *err)
{
	char *plain = make_plain(text);
	const char *why = no_date;
	struct shape shape;
	char iso[DATE_SIZE];

	*date = DATE_NONE;
	if (today != DATE_NONE && read_relative(plain, today, date))
		why = no_day;
	else if (take_shape(plain, &shape))
		*date = whole_date(&shape, today, &why);
	if (*date != DATE_NONE && date_print(*date, iso)[0] == '\0')
		*date = DATE_NONE;		/* beyond the calendar */
	if (*date == DATE_NONE)
		fail(err, plain, why);
	free(plain);
	return *date != DATE_NONE;
}

/* A year and perhaps a month. */
static bool
partial_date(const struct shape *shape, int *year, int *month)
{
	*year = shape->number[0];
	*month = 0;
	if (shape->count == 1 && shape->digits[0] == 6 && shape->mark[0] == 0) {
		*month = *year % 100;
		*year /= 100;
		return *month >= 1 && *month <= 12 && *year >= 1;
	}
	if (shape->digits[0] != 4 || *year < 1)
		return false;
	if (shape->count == 1)
		return shape->mark[0] == 0 || shape->mark[0] == 'Y';
	*month = shape->number[1];
	if (shape->count != 2 || shape->digits[1] > 2 || *month < 1 ||
	    *month > 12)
		return false;
	return shape->mark[0] == 'Y' ?
	    shape->mark[1] == 'M' || shape->mark[1] == 0 :
	    shape->mark[0] != 'M' && shape->mark[1] == 0;
}

bool
date_read_partial(const char *text, int today, char out[DATE_SIZE],
    struct err *err)
{
	char *plain = make_plain(text);
	struct shape shape;
	int year, month, date;
	bool shaped = take_shape(plain, &shape);
	bool ok = shaped && partial_date(&shape, &year, &month);

	out[0] = '\0';
	if (!ok && shaped && shape.count == 2 && shape.digits[0] == 4)
		fail(err, plain, "里没有这样的月份，请写成 2026-3 的样子");
	else if (!ok && date_read(plain, today, &date, err)) {
		free(plain);
		date_print(date, out);
		return true;
	}
	free(plain);
	if (!ok)
		return false;
	if (month > 0)
		snprintf(out, DATE_SIZE, "%04u-%02u", (unsigned)year % 10000,
		    (unsigned)month % 100);
	else
		snprintf(out, DATE_SIZE, "%04u", (unsigned)year % 10000);
	return true;
}
