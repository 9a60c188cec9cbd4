/*
 * model/import-other.c: rows that are no person: titles, sums, signatures
 * SPDX-License-Identifier: Apache-2.0
 *
 * A row is passed over only when it cannot be a person; what nobody is sure of
 * is refused, where a clerk sees it.  Which words and patterns make such a row
 * says the profile (sum, sign, lines, groups).
 */
#include "config.h"
#include "model/import-private.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define FIGURES_MOST 4		/* of a #: pages and heads, no phones */
#define SHOWN_MOST 120u		/* bytes of a row that is told */

/* The row with what of it stands in the file. */
struct line {
	const struct import_plan *plan;
	const struct import_row *row;
	const struct delimited_row *raw;
};

static const char *
cell_of(const struct line *line, size_t column)
{
	return column < line->row->count ? line->row->cell[column] : "";
}

/* Has the cell its text from a row above (delimited.h)? */
static bool
is_filled(const struct line *line, size_t column)
{
	const struct delimited_row *raw = line->raw;
	size_t i;

	for (i = 0; i < raw->filled_count && raw->filled[i] <= column; i++)
		if (raw->filled[i] == column)
			return true;
	return false;
}

/* ---- words ---- */

static bool
begins(const char *text, const char *word)
{
	struct buf plain = BUF_INIT;
	bool yes;

	tablehead_plain(&plain, text);
	yes = strncmp(buf_str(&plain), word, strlen(word)) == 0;
	buf_clear(&plain);
	return yes;
}

static bool
begins_any(const char *text, char *const *word, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (begins(text, word[i]))
			return true;
	return false;
}

/* ---- patterns ---- */

/* Bytes of one numeral of a list at s, 0: it is none. */
static size_t
numeral(const char *s)
{
	static const char *const numerals[] = { "一", "二", "三", "四", "五",
		"六", "七", "八", "九", "十" };
	size_t i;

	for (i = 0; i < sizeof(numerals) / sizeof(numerals[0]); i++)
		if (strncmp(s, numerals[i], strlen(numerals[i])) == 0)
			return strlen(numerals[i]);
	return 0;
}

/* Bytes of the figures that # or the numerals that %% stands for; 0: none. */
static size_t
number(const char *s, char kind)
{
	size_t n = 0, len, count = 0;

	if (kind == '#') {
		n = strspn(s, "0123456789");
		return n <= FIGURES_MOST ? n : 0;
	}
	while ((len = numeral(s + n)) > 0 && ++count <= FIGURES_MOST)
		n += len;
	return n;
}

/* Is the whole text the pattern?  # is a figure, % a numeral in characters, *
 * anything or nothing.  One * is remembered: a later one takes over. */
static bool
matches(const char *text, const char *pattern)
{
	const char *star = NULL, *from = NULL;
	size_t n;

	for (;;) {
		if (*pattern == '*') {
			star = ++pattern;
			from = text;
			continue;
		}
		if (*text == '\0' && *pattern == '\0')
			return true;
		n = *pattern == '#' || *pattern == '%' ? number(text, *pattern) :
		    *text != '\0' && *text == *pattern;
		if (n > 0) {
			text += n;
			pattern++;
			continue;
		}
		if (star == NULL || *from == '\0')
			return false;
		/* figures belong together: 13800人 is no 3800人 */
		n = strspn(from, "0123456789");
		from += n > 0 ? n : 1;
		text = from;
		pattern = star;
	}
}

static bool
no_blank(uint32_t cp)
{
	return cp > ' ' && cp != 0xA0 && text_harmless(cp);
}

/* Narrow, and without blanks. */
static char *
squeezed(const char *text)
{
	struct buf out = BUF_INIT;

	text_narrow_kept(&out, text, no_blank);
	return buf_take(&out);
}

static bool
matches_any(const char *text, char *const *pattern, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (matches(text, pattern[i]))
			return true;
	return false;
}

/* ---- what a person has ---- */

/* Does some cell that is stored hold anything of this row's own? */
static bool
holds_anything(const struct line *line)
{
	const struct import_plan *plan = line->plan;
	size_t i;

	for (i = 0; i < plan->count; i++)
		if (plan->blank[i].kind != PLAN_SKIP &&
		    plan->blank[i].column != TABLEHEAD_NONE &&
		    !cell_is_blank(cell_of(line, plan->blank[i].column)) &&
		    !is_filled(line, plan->blank[i].column))
			return true;
	for (i = 0; i < plan->kept_count; i++)
		if (!cell_is_blank(cell_of(line, plan->kept[i])) &&
		    !is_filled(line, plan->kept[i]))
			return true;
	return false;
}

/* So many figures, the first of them first? */
static bool
figures(const char *text, int least)
{
	struct buf narrow = BUF_INIT;
	const char *s;
	int n = 0;

	text_narrow(&narrow, text);
	s = buf_str(&narrow);
	s += strspn(s, " \t'");
	if (*s >= '0' && *s <= '9')
		for (; *s != '\0'; s++)
			n += *s >= '0' && *s <= '9';
	buf_clear(&narrow);
	return n >= least;
}

/* A cell with the beginnings of an ID number or of the paper's date: then it is
 * a row, whatever word it begins with. */
static bool
has_person(const struct line *line)
{
	const struct import_plan *plan = line->plan;
	const struct plan_blank *b;
	size_t i;

	for (i = 0; i < plan->count; i++) {
		b = &plan->blank[i];
		if (b->kind != PLAN_BLANK || b->column == TABLEHEAD_NONE)
			continue;
		if (b->blank->type == BLANK_ID_CARD &&
		    figures(cell_of(line, b->column), 6))
			return true;
		if (b->blank->type == BLANK_DATE && b->field->required &&
		    figures(cell_of(line, b->column), 4))
			return true;
	}
	return false;
}

/* The column of the name, TABLEHEAD_NONE: there is none. */
static size_t
name_column(const struct import_plan *plan)
{
	const struct plan_blank *b = plan_find(plan, plan->person_form, plan->name);

	return b != NULL ? b->column : TABLEHEAD_NONE;
}

/* Nobody is called 姓名: a head once more, whatever else is written anew. */
static bool
names_the_head(const struct line *line)
{
	size_t column = name_column(line->plan);

	return column != TABLEHEAD_NONE && tablehead_is(line->plan->head, column,
	    cell_of(line, column));
}

/* ---- the row ---- */

/* A sum or a signature begins its row; behind a name the same words begin a
 * remark (注销户口), and a row that names somebody is never passed over. */
static bool
sum_or_signature(const struct line *line)
{
	const struct import_plan *plan = line->plan;
	const struct import_row *row = line->row;
	size_t column = name_column(plan), i;
	const char *name = column != TABLEHEAD_NONE ? cell_of(line, column) : "";
	bool first = true, named = !cell_is_blank(name);

	if (named && begins_any(name, plan->sum, plan->sum_count))
		return true;
	for (i = plan->head->ours; i < row->count; i++) {
		if (cell_is_blank(row->cell[i]) || is_filled(line, i))
			continue;
		if (first && begins_any(row->cell[i], plan->sum, plan->sum_count))
			return true;
		if ((first || !named) &&
		    begins_any(row->cell[i], plan->sign, plan->sign_count))
			return true;
		first = false;
	}
	return false;
}

/* A blank whose figures would be somebody's. */
static bool
is_figured(const struct line *line, size_t column)
{
	const struct plan_blank *b;
	size_t i;

	for (i = 0; i < line->plan->count; i++) {
		b = &line->plan->blank[i];
		if (b->kind == PLAN_BLANK && b->column == column &&
		    (b->blank->type == BLANK_DATE || b->blank->type == BLANK_PDATE ||
		    b->blank->type == BLANK_PHONE || b->blank->type == BLANK_ID_CARD))
			return true;
	}
	return false;
}

/* One cell of a line of print; behind the first there may be bare figures. */
static bool
is_print(const struct line *line, size_t column, bool first, bool left)
{
	const struct import_plan *plan = line->plan;
	char *text = squeezed(cell_of(line, column));
	bool yes;

	yes = matches_any(text, plan->line, plan->line_count) ||
	    (left && matches_any(text, plan->group, plan->group_count)) ||
	    (!first && matches(text, "#"));
	free(text);
	return yes && !(is_figured(line, column) &&
	    figures(cell_of(line, column), 4));
}

/* Everything in the row is a line of print: 第 1 页; or begins at the left, in
 * the name's column at the latest, as a group of persons does: 前湾村（2人）. */
static bool
printed_line(const struct line *line)
{
	const struct import_plan *plan = line->plan;
	size_t name = name_column(plan), i;
	bool first = true, left = false;

	for (i = plan->head->ours; i < line->row->count; i++) {
		if (cell_is_blank(cell_of(line, i)) || is_filled(line, i))
			continue;
		if (first)
			left = name == TABLEHEAD_NONE || i <= name;
		if (!is_print(line, i, first, left))
			return false;
		first = false;
	}
	return !first;
}

bool
row_is_other(const struct import_plan *plan, const struct import_row *row,
    const struct delimited_row *raw)
{
	struct line line = { plan, row, raw };

	if (row->line <= plan->head->line ||
	    tablehead_same(plan->head, (const char *const *)row->cell, row->count) ||
	    names_the_head(&line) || !holds_anything(&line))
		return true;
	return !has_person(&line) && (sum_or_signature(&line) ||
	    printed_line(&line));
}

/* As far as a line of what is told has room. */
static void
shorten(struct buf *out)
{
	size_t n = SHOWN_MOST;

	if (out->len <= SHOWN_MOST)
		return;
	while (n > 0 && ((unsigned char)out->text[n] & 0xC0) == 0x80)
		n--;
	buf_cut(out, n);
	buf_add(out, "…");
}

bool
row_shown(const struct import_row *row, struct buf *out)
{
	struct buf cell = BUF_INIT;
	size_t i;

	for (i = 0; i < row->count && out->len <= SHOWN_MOST; i++) {
		if (cell_is_blank(row->cell[i]))
			continue;
		buf_cut(&cell, 0);
		cell_lines(&cell, row->cell[i], false);
		buf_add(out, out->len > 0 ? " | " : "");
		text_shown(out, buf_str(&cell), true);
	}
	shorten(out);
	buf_clear(&cell);
	return out->len > 0;
}
