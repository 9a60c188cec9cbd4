/*
 * model/import-cell.c: one cell of a foreign file, as it is read
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/import-private.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/workbook.h"

bool
cell_is_blank(const char *text)
{
	unsigned char c = (unsigned char)*text;
	char *copy;
	bool empty;

	/* nearly all cells: nothing, or a character that is surely none */
	if (c == '\0' || (c > ' ' && c < 0x7F) || (c > 0xE3 && c < 0xEF))
		return c == '\0';
	copy = mem_text(text);
	empty = *text_trim(copy) == '\0';
	free(copy);
	return empty;
}

bool
cell_is_dash(const char *text)
{
	return strcmp(text, "-") == 0 || strcmp(text, "--") == 0 ||
	    strcmp(text, "—") == 0 || strcmp(text, "——") == 0 ||
	    strcmp(text, "/") == 0 || strcmp(text, "\\") == 0;
}

/* A name is written without blanks, with one kind of middle dot. */
static void
mend_name(struct buf *out, const char *text)
{
	size_t n = strlen(text), len;
	uint32_t cp, before = 0, next;
	const char *s;

	for (s = text; n > 0; s += len, n -= len, before = cp) {
		len = text_decode(s, n, &cp);
		next = 0;
		if (n > len)
			text_decode(s + len, n - len, &next);
		if ((cp == ' ' || cp == '\t' || cp == 0x3000 || cp == 0xA0) &&
		    (text_ideograph(before) || text_ideograph(next) ||
		    before == ' '))
			continue;
		if (cp == 0x2022 || cp == 0x2027 || cp == 0x30FB || cp == 0xFF65 ||
		    cp == 0x2E31 || (cp == '.' && text_ideograph(before)) ||
		    (cp == 0xFF0E && text_ideograph(before)))
			buf_add(out, "·");
		else
			buf_addn(out, s, len);
	}
}

void
cell_lines(struct buf *out, const char *text, bool lines)
{
	for (; *text != '\0'; text++) {
		if (*text == '\r' && text[1] == '\n')
			continue;
		if (*text == '\r' || *text == '\n')
			buf_addc(out, lines ? '\n' : ' ');
		else
			buf_addc(out, *text);
	}
}

bool
cell_is_prose(const struct fielddef *blank)
{
	return blank->type == BLANK_TEXT || blank->type == BLANK_NOTE ||
	    blank->type == BLANK_PLACE || blank->type == BLANK_STAFF ||
	    blank->type == BLANK_FILE;
}

char *
cell_unwrap(char *text)
{
	size_t n = strlen(text);
	char *from, *to;

	if (n < 3 || strncmp(text, "=\"", 2) != 0 || text[n - 1] != '"')
		return text;
	text[n - 1] = '\0';
	for (from = text + 2, to = text; *from != '\0'; from++) {
		if (from[0] == '"' && from[1] == '"')
			from++;
		*to++ = *from;
	}
	*to = '\0';
	return text_trim(text);
}

/* Without what is not seen: marks of direction, zero-width blanks. */
static char *
drop_unseen(char *text)
{
	const char *from;
	char *to = text;
	size_t n;
	uint32_t cp;

	for (from = text; *from != '\0'; from += n) {
		n = text_decode(from, strnlen(from, 4), &cp);
		if (cp >= 0x80 && !text_harmless(cp))
			continue;
		memmove(to, from, n);
		to += n;
	}
	*to = '\0';
	return text;
}

char *
cell_text(const struct fielddef *blank, const char *cell)
{
	struct buf lines = BUF_INIT, out = BUF_INIT;
	char *text;

	cell_lines(&lines, cell, blank->type == BLANK_NOTE ||
	    blank->type == BLANK_PHONE);
	text = text_trim(mem_text(buf_str(&lines)));
	buf_clear(&lines);
	text = cell_unwrap(text);
	if (!cell_is_prose(blank) || blank->search == SEARCH_NAME)
		text = text_trim(drop_unseen(text));
	if (cell_is_prose(blank)) {
		text_take_marks(&out, delimited_unguard(text));
	} else {
		text_narrow(&out, text + (*text == '\''));
	}
	if (blank->search == SEARCH_NAME) {
		mend_name(&lines, buf_str(&out));
		buf_clear(&out);
		out = lines;
	}
	free(text);
	text = text_trim(mem_text(buf_str(&out)));
	buf_clear(&out);
	return text;
}

const char *
cell_tick(const char *text)
{
	static const char *const yes[] = { "√", "✓", "✔", "☑", "v", "V" };
	static const char *const no[] = { "×", "✗", "✘", "☒", "╳", "x", "X" };
	size_t i;

	for (i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		if (strcmp(text, yes[i]) == 0)
			return "是";
	for (i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		if (strcmp(text, no[i]) == 0)
			return "否";
	return NULL;
}

/* ---- what a spreadsheet has spoilt ---- */

/* The figures of 1.38E+10 are lost; 1E5 and the like may be somebody's name for
 * something. */
#define SCIENCE_LEAST 10

static bool
science(const char *text)
{
	const char *exponent;

	if (!text_science(text))
		return false;
	exponent = strpbrk(text, "Ee") + 1;
	return atoi(exponent + (*exponent == '+')) >= SCIENCE_LEAST;
}

const char *
cell_spoilt(enum blank_type type, const char *text)
{
	static const char *const faults[] = {
		"#N/A", "#VALUE!", "#REF!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!",
	};
	size_t i;

	if (strcmp(text, WORKBOOK_UNCOUNTED) == 0)
		return "是没有算出结果的公式，请在表格软件里打开、保存一次再导入";
	for (i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
		if (strcmp(text, faults[i]) == 0)
			return "是公式出错的记号，不是内容，请在原表里改正后再导入";
	if ((type == BLANK_TEXT || type == BLANK_PHONE) && science(text))
		return "被电子表格改成了科学记数，原来的数字已丢失，请对照原件重填";
	return NULL;
}
