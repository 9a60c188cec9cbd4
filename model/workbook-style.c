/*
 * model/workbook-style.c: which cell formats are dates, and numbers as text
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include "model/workbook-private.h"

#include <math.h>		/* isfinite only: the library itself would cost 256 KB */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"

struct styles {
	struct { long id; char *format; } *own;	/* numFmt */
	size_t	 own_count, own_cap;
	enum number_style *xf;			/* cellXfs */
	size_t	 xf_count, xf_cap;
	bool	 in_xfs;
};

/* A format code is a date's when day, month or year letters stand in it
 * outside quotes, brackets and escapes; "General" and texts have none. */
static enum number_style
style_of_code(const char *p)
{
	bool date = false, time = false;

	if (strncmp(p, "General", 7) == 0)
		return NUMBER_PLAIN;
	for (; *p != '\0' && *p != ';'; p++) {
		if (*p == '"') {
			p = strchr(p + 1, '"');
			if (p == NULL)
				break;
		} else if (*p == '[') {
			/* [$-804] is a locale, [h] a duration. */
			if (p[1] == 'h' || p[1] == 'H' || p[1] == 's' || p[1] == 'S')
				time = true;
			p = strchr(p + 1, ']');
			if (p == NULL)
				break;
		} else if (*p == '\\' || *p == '_' || *p == '*') {
			if (*++p == '\0')
				break;
		} else if (strchr("yYdDeE", *p) != NULL) {
			/* E belongs to 0.00E+00 when a digit mark stands before it. */
			if ((*p == 'E' || *p == 'e') && (p[1] == '+' || p[1] == '-'))
				return NUMBER_PLAIN;
			date = true;
		} else if (strchr("hHsS", *p) != NULL) {
			time = true;
		} else if (*p == 'm' || *p == 'M') {
			date = date || !time;
		}
	}
	return date ? (time ? NUMBER_DATE_TIME : NUMBER_DATE) : time ? NUMBER_TIME : NUMBER_PLAIN;
}

enum number_style
number_style(long id, const char *format)
{
	if (format != NULL)
		return style_of_code(format);
	/* The ids that have no code in the file; 27-36 and 50-58 are the
	 * Chinese ones (ECMA-376 18.8.30). */
	if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) ||
	    id == 57 || id == 58)
		return NUMBER_DATE;
	if (id == 22)
		return NUMBER_DATE_TIME;
	if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) ||
	    id == 55 || id == 56)
		return NUMBER_TIME;
	return NUMBER_PLAIN;
}

static void
open_element(void *arg, const char *name, const char *const *attr)
{
	struct styles *s = arg;
	const char *id = part_attr(attr, "numFmtId"), *code = part_attr(attr, "formatCode");
	size_t i;

	if (strcmp(name, "numFmt") == 0 && id != NULL && code != NULL) {
		s->own = mem_grow(s->own, s->own_count, &s->own_cap, sizeof(*s->own));
		s->own[s->own_count].id = atol(id);
		s->own[s->own_count++].format = mem_text(code);
	} else if (strcmp(name, "cellXfs") == 0) {
		s->in_xfs = true;
	} else if (s->in_xfs && strcmp(name, "xf") == 0) {
		long number = id != NULL ? atol(id) : 0;

		code = NULL;
		for (i = 0; i < s->own_count; i++)
			if (s->own[i].id == number)
				code = s->own[i].format;
		s->xf = mem_grow(s->xf, s->xf_count, &s->xf_cap, sizeof(*s->xf));
		s->xf[s->xf_count++] = number_style(number, code);
	}
}

static void
close_element(void *arg, const char *name)
{
	struct styles *s = arg;

	if (strcmp(name, "cellXfs") == 0)
		s->in_xfs = false;
}

struct styles *
styles_read(struct archive *archive, const char *part, struct err *err)
{
	struct styles *s = mem_new(sizeof(*s));
	struct part_handler handler = { open_element, close_element, NULL, s, NULL };

	if (!archive_has(archive, part) || archive_parse(archive, part, &handler, err))
		return s;
	styles_free(s);
	return NULL;
}

void
styles_free(struct styles *s)
{
	size_t i;

	if (s == NULL)
		return;
	for (i = 0; i < s->own_count; i++)
		free(s->own[i].format);
	free(s->own);
	free(s->xf);
	free(s);
}

enum number_style
styles_get(const struct styles *s, long at)
{
	return at >= 0 && (size_t)at < s->xf_count ? s->xf[at] : NUMBER_PLAIN;
}

#define SERIAL_END 2958466	/* the day after 9999-12-31 of the 1900 calendar */
#define WHOLE_MAX 1e15		/* a double holds every whole number below exactly */

/* Day 60 of the 1900 calendar is a 29 February that never was: days before it
 * are one further from the epoch than those behind it. */
static bool
add_date(double serial, bool since_1904, enum number_style style, struct buf *out)
{
	char iso[DATE_SIZE];
	long seconds;
	int date, whole;

	if (serial < 0 || serial >= SERIAL_END)
		return false;
	whole = (int)serial;
	if (!since_1904 && whole == 60)
		return false;
	seconds = (long)((serial - whole) * 86400 + 0.5);
	if (seconds == 86400) {
		seconds = 0;
		whole += 1;
	}
	date = since_1904 ? date_make(1904, 1, 1) + whole :
	    date_make(1899, 12, 30) + whole + (whole < 60 ? 1 : 0);
	if (style != NUMBER_TIME)
		buf_add(out, date_print(date, iso));
	if (style == NUMBER_TIME || (style == NUMBER_DATE_TIME && seconds != 0))
		buf_addf(out, "%s%02ld:%02ld:%02ld", style == NUMBER_TIME ? "" : " ",
		    seconds / 3600, seconds / 60 % 60, seconds % 60);
	return true;
}

void
number_text(const char *raw, enum number_style style, bool since_1904, struct buf *out)
{
	char *end;
	double value = strtod(raw, &end);

	buf_cut(out, 0);
	if (end == raw || *end != '\0' || !isfinite(value)) {
		buf_add(out, raw);
		return;
	}
	if (style != NUMBER_PLAIN && add_date(value, since_1904, style, out))
		return;
	/* Whole numbers that a double holds exactly lose their exponent; an ID
	 * number that became a number keeps it, and is refused as spoilt. */
	if (strpbrk(raw, "eE.") != NULL && value > -WHOLE_MAX &&
	    value < WHOLE_MAX && value == (double)(long long)value)
		buf_addf(out, "%.0f", value);
	else
		buf_add(out, raw);
}
