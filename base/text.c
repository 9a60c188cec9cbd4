/*
 * base/text.c: UTF-8, cells, and text that may be shown
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "base/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/width-table.h"

size_t
text_decode(const char *s, size_t n, uint32_t *cp)
{
	const unsigned char *u = (const unsigned char *)s;
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	size_t len, i;
	uint32_t c;

	if (n == 0) {
		*cp = TEXT_BAD;
		return 0;
	}
	c = u[0];
	if (c < 0x80) {
		*cp = c;
		return 1;
	}
	len = c >= 0xC2 && c < 0xE0 ? 2 : c >= 0xE0 && c < 0xF0 ? 3 :
	    c >= 0xF0 && c < 0xF5 ? 4 : 0;
	if (len == 0 || len > n)
		goto bad;
	c &= 0x7Fu >> len;
	for (i = 1; i < len; i++) {
		if ((u[i] & 0xC0) != 0x80)
			goto bad;
		c = c << 6 | (u[i] & 0x3F);
	}
	if (c < least[len] || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000))
		goto bad;
	*cp = c;
	return len;
bad:
	*cp = TEXT_BAD;
	return 1;
}

size_t
text_encode(uint32_t cp, char out[5])
{
	size_t n = 0;

	if (cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xE000))
		cp = TEXT_BAD;
	if (cp < 0x80) {
		out[n++] = (char)cp;
	} else if (cp < 0x800) {
		out[n++] = (char)(0xC0 | cp >> 6);
	} else if (cp < 0x10000) {
		out[n++] = (char)(0xE0 | cp >> 12);
		out[n++] = (char)(0x80 | (cp >> 6 & 0x3F));
	} else {
		out[n++] = (char)(0xF0 | cp >> 18);
		out[n++] = (char)(0x80 | (cp >> 12 & 0x3F));
		out[n++] = (char)(0x80 | (cp >> 6 & 0x3F));
	}
	if (cp >= 0x80)
		out[n++] = (char)(0x80 | (cp & 0x3F));
	out[n] = '\0';
	return n;
}

bool
text_valid(const char *s, size_t n, size_t *bad)
{
	const unsigned char *u = (const unsigned char *)s;
	size_t at = 0, len;
	uint32_t cp;

	while (at < n) {
		/* What nearly all of a Chinese text is: ASCII, and U+1000 to
		 * U+CFFF in three bytes. */
		if (u[at] - 1u < 0x7F) {
			at++;
			continue;
		}
		if (u[at] >= 0xE1 && u[at] <= 0xEC && n - at >= 3 &&
		    (u[at + 1] & 0xC0) == 0x80 && (u[at + 2] & 0xC0) == 0x80) {
			at += 3;
			continue;
		}
		len = text_decode(s + at, n - at, &cp);
		/* A true U+FFFD has three bytes. */
		if (cp == 0 || (cp == TEXT_BAD && len == 1)) {
			if (bad != NULL)
				*bad = at;
			return false;
		}
		at += len;
	}
	return true;
}

size_t
text_length(const char *s)
{
	size_t n = 0;

	for (; *s != '\0'; s++)
		n += (*s & 0xC0) != 0x80;
	return n;
}

static bool
is_control(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7F && cp < 0xA0);
}

/* Decodes at s, which ends with a NUL: never reads behind it. */
static size_t
decode_text(const char *s, uint32_t *cp)
{
	return text_decode(s, strnlen(s, 4), cp);
}

/* Does the character at s belong to the one before it? */
static bool
joins(const char *s)
{
	uint32_t cp;

	return decode_text(s, &cp) > 0 && text_cell_narrow(cp) == 0;
}

size_t
text_next(const char *s, size_t at)
{
	uint32_t cp;
	bool control;

	if (s[at] == '\0')
		return at;
	at += decode_text(s + at, &cp);
	control = is_control(cp);
	while (!control && joins(s + at))
		at += decode_text(s + at, &cp);
	return at;
}

/* The character before at, by bytes. */
static size_t
back(const char *s, size_t at)
{
	size_t from = at - 1, n;
	uint32_t cp;

	for (n = 0; n < 3 && from > 0 && (s[from] & 0xC0) == 0x80; n++)
		from--;
	return from + text_decode(s + from, at - from, &cp) == at ? from : at - 1;
}

size_t
text_prev(const char *s, size_t at)
{
	size_t before;
	uint32_t cp;

	if (at == 0)
		return 0;
	at = back(s, at);
	while (at > 0 && joins(s + at)) {
		before = back(s, at);
		decode_text(s + before, &cp);
		if (is_control(cp))
			break;
		at = before;
	}
	return at;
}

static bool
in_table(const struct width_range *table, size_t count, uint32_t cp)
{
	size_t low = 0, high = count, mid;

	while (low < high) {
		mid = (low + high) / 2;
		if (cp < table[mid].first)
			high = mid;
		else if (cp > table[mid].last)
			low = mid + 1;
		else
			return true;
	}
	return false;
}

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static int
cells(uint32_t cp, int ambiguous)
{
	if (cp < 0xA1)
		return 1;
	if (cp >= 0x4E00 && cp <= 0x9FFF)	/* most of what we ever see */
		return 2;
	if (in_table(width_zero, COUNT(width_zero), cp))
		return 0;
	if (in_table(width_wide, COUNT(width_wide), cp))
		return 2;
	if (in_table(width_ambiguous, COUNT(width_ambiguous), cp))
		return ambiguous;
	return 1;
}

int
text_cell_narrow(uint32_t cp)
{
	return cells(cp, 1);
}

int
text_cell_wide(uint32_t cp)
{
	return cells(cp, 2);
}

int
text_width(const char *s, text_cell_fn cell)
{
	uint32_t cp;
	int width = 0;

	while (*s != '\0') {
		s += decode_text(s, &cp);
		width += cell(cp);
	}
	return width;
}

size_t
text_cut(const char *s, int limit, text_cell_fn cell, int *used)
{
	size_t at = 0, n;
	uint32_t cp;
	int width = 0, w;

	while (s[at] != '\0') {
		n = decode_text(s + at, &cp);
		w = cell(cp);
		if (w > limit - width)
			break;
		width += w;
		at += n;
	}
	if (used != NULL)
		*used = width;
	return at;
}

void
text_pad(struct buf *out, const char *s, int limit, enum text_align align,
    text_cell_fn cell)
{
	int used, rest, left;
	size_t n;

	if (limit <= 0)
		return;
	n = text_cut(s, limit, cell, &used);
	rest = limit - used;
	left = align == TEXT_LEFT ? 0 : align == TEXT_RIGHT ? rest : rest / 2;
	buf_fill(out, ' ', left);
	buf_addn(out, s, n);
	buf_fill(out, ' ', rest - left);
}

bool
text_harmless(uint32_t cp)
{
	static const struct width_range harmful[] = {
		{ 0x0000, 0x001F }, { 0x007F, 0x009F },		/* C0 DEL C1 */
		{ 0x00AD, 0x00AD },		/* drawn or not: nobody knows */
		{ 0x034F, 0x034F }, { 0x061C, 0x061C }, { 0x180E, 0x180E },
		{ 0x200B, 0x200F }, { 0x2028, 0x202E }, { 0x2060, 0x206F },
		{ 0xD800, 0xDFFF }, { 0xFDD0, 0xFDEF }, { 0xFEFF, 0xFEFF },
		{ 0xFFF9, 0xFFFB }, { 0xE0000, 0xE00FF },	/* notes, tags */
	};

	return cp <= 0x10FFFF && (cp & 0xFFFE) != 0xFFFE &&
	    !in_table(harmful, COUNT(harmful), cp);
}

void
text_shown(struct buf *out, const char *s, bool newlines)
{
	size_t n;
	uint32_t cp;
	char bytes[5];

	for (; *s != '\0'; s += n) {
		n = decode_text(s, &cp);
		if (text_harmless(cp) || (newlines && cp == '\n'))
			buf_addn(out, bytes, text_encode(cp, bytes));
		else
			buf_addf(out, "[U+%04X]", (unsigned)cp);
	}
}

/* The length of a mark that s begins with, 0 if it does not; its character. */
static size_t
mark_at(const char *s, uint32_t *cp)
{
	size_t digits;

	if (strncmp(s, "[U+", 3) != 0)
		return 0;
	digits = strspn(s + 3, "0123456789ABCDEF");
	if (digits < 4 || digits > 6 || s[3 + digits] != ']')
		return 0;
	*cp = (uint32_t)strtoul(s + 3, NULL, 16);
	if (*cp == 0 || *cp > 0x10FFFF || (*cp >= 0xD800 && *cp <= 0xDFFF))
		return 0;
	return digits + 4;
}

void
text_guard_marks(struct buf *out, const char *s)
{
	const char *mark;
	uint32_t cp;

	for (; (mark = strstr(s, "[U+")) != NULL; s = mark + 1) {
		buf_addn(out, s, (size_t)(mark - s));
		buf_add(out, mark_at(mark, &cp) > 0 ? "[U+005B]" : "[");
	}
	buf_add(out, s);
}

void
text_take_marks(struct buf *out, const char *s)
{
	const char *mark;
	char bytes[5];
	uint32_t cp;
	size_t n;

	for (; (mark = strstr(s, "[U+")) != NULL; s = mark + n) {
		buf_addn(out, s, (size_t)(mark - s));
		n = mark_at(mark, &cp);
		if (n > 0)
			buf_addn(out, bytes, text_encode(cp, bytes));
		else
			buf_addn(out, mark, n = 1);
	}
	buf_add(out, s);
}

static bool
is_blank(uint32_t cp)
{
	return cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0xA0 ||
	    cp == 0x3000 || cp == 0xFEFF || cp == 0x2060 ||
	    (cp >= 0x2000 && cp <= 0x200D) || cp == 0x202F || cp == 0x205F;
}

char *
text_trim(char *s)
{
	size_t len = strlen(s), from = 0, before, n;
	uint32_t cp;

	while (from < len && (n = decode_text(s + from, &cp)) > 0 && is_blank(cp))
		from += n;
	while (len > from) {
		before = back(s, len);
		text_decode(s + before, len - before, &cp);
		if (!is_blank(cp))
			break;
		len = before;
	}
	memmove(s, s + from, len - from);
	s[len - from] = '\0';
	return s;
}

void
text_narrow_kept(struct buf *out, const char *s, bool (*keep)(uint32_t cp))
{
	size_t n;
	uint32_t cp, narrow;

	for (; *s != '\0'; s += n) {
		n = decode_text(s, &cp);
		narrow = cp >= 0xFF01 && cp <= 0xFF5E ? cp - 0xFEE0 :
		    cp == 0x3000 ? ' ' : cp;
		if (keep != NULL && !keep(narrow))
			continue;
		if (narrow != cp)
			buf_addc(out, (char)narrow);
		else
			buf_addn(out, s, n);
	}
}

void
text_narrow(struct buf *out, const char *s)
{
	text_narrow_kept(out, s, NULL);
}

bool
text_ideograph(uint32_t cp)
{
	return (cp >= 0x4E00 && cp <= 0x9FFF) || (cp >= 0x3400 && cp <= 0x4DBF) ||
	    cp == 0x3007 || (cp >= 0xF900 && cp <= 0xFAFF) ||
	    (cp >= 0x20000 && cp <= 0x3FFFD && (cp & 0xFFFE) != 0xFFFE);
}

bool
text_science(const char *s)
{
	static const char figures[] = "0123456789";
	size_t n = strspn(s, figures);

	if (n == 0)
		return false;
	s += n;
	if (*s == '.')
		s += 1 + strspn(s + 1, figures);
	if (*s != 'E' && *s != 'e')
		return false;
	s++;
	if (*s == '+' || *s == '-')
		s++;
	n = strspn(s, figures);
	return n > 0 && s[n] == '\0';
}
