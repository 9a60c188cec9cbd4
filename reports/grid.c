/*
 * reports/grid.c: rows of cells on the grid of a printed form
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "reports/grid.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

/* ---- cells ---- */

void
grid_add(struct grid_row *row, int to, enum grid_role role, enum grid_kind kind,
    const char *text, const char *unit)
{
	struct grid_cell *cell = &row->cell[row->count];

	assert(row->count < GRID_CELLS && to <= GRID_UNITS);
	cell->from = row->count == 0 ? 0 : cell[-1].to;
	cell->to = to;
	cell->role = role;
	cell->kind = kind;
	cell->text = text == NULL ? "" : text;
	cell->unit = unit == NULL ? "" : unit;
	row->count++;
	assert(cell->from < to);
}

enum text_align
grid_align(const struct grid_cell *cell)
{
	return cell->role == GRID_VALUE || cell->role == GRID_BAND ? TEXT_LEFT :
	    TEXT_CENTRE;
}

/* ---- as a record: place, role, kind and unit in one text, then the text ---- */

enum { CODED = 3 };

bool
grid_keep(struct spool *spool, int kind, const struct grid_row *row,
    long long *at, struct err *err)
{
	const char **text = mem_new(2 * row->count * sizeof(*text));
	char **code = mem_new(row->count * sizeof(*code));
	size_t i;
	bool ok;

	for (i = 0; i < row->count; i++) {
		code[i] = mem_printf("%c%c%c%s", 'A' + row->cell[i].to,
		    'a' + (int)row->cell[i].role, 'a' + (int)row->cell[i].kind,
		    row->cell[i].unit);
		text[2 * i] = code[i];
		text[2 * i + 1] = row->cell[i].text;
	}
	ok = spool_add(spool, kind, text, 2 * row->count, at, err);
	for (i = 0; i < row->count; i++)
		free(code[i]);
	free(code);
	free(text);
	return ok;
}

void
grid_read(const char *const *text, size_t count, struct grid_row *row)
{
	size_t i;

	row->count = 0;
	for (i = 0; i + 1 < count; i += 2) {
		assert(strlen(text[i]) >= CODED);
		grid_add(row, text[i][0] - 'A', (enum grid_role)(text[i][1] - 'a'),
		    (enum grid_kind)(text[i][2] - 'a'), text[i + 1],
		    text[i] + CODED);
	}
}

/* ---- on a sheet ---- */

bool
grid_init(struct layout *layout, struct sheet *sheet,
    const struct layout_profile *profile, struct err *err)
{
	struct layout_column column[GRID_UNITS];
	int unit = (sheet->cols - profile->frame) / GRID_UNITS, i;

	unit -= unit % profile->frame;
	memset(column, 0, sizeof(column));
	for (i = 0; i < GRID_UNITS; i++) {
		column[i].head = "";
		column[i].width = unit - profile->frame;
	}
	if (unit - profile->frame < 2)
		return err_set(err, ERR_DATA, "纸面（%s，%d 磅）只有 %d 格，排不下登记表："
		    "请减小字号或换纸", sheet->paper, sheet->font, sheet->cols);
	return layout_init(layout, sheet, profile, column, GRID_UNITS, err);
}

static int
cell_width(const struct layout *layout, const struct grid_cell *cell)
{
	return layout->bar[cell->to] - layout->bar[cell->from] -
	    layout->sheet->frame;
}

/* What is written: the text, and its unit behind it. */
static void
cell_text(const struct grid_cell *cell, struct buf *out)
{
	layout_clean(out, cell->text, true);
	if (out->len > 0)
		layout_clean(out, cell->unit, false);
}

/* Width of a cell's lines.  Printed words are broken into lines of about one
 * length; what is filled in takes all the room. */
static int
line_width(const struct layout *layout, const struct grid_cell *cell,
    const char *text)
{
	text_cell_fn width = layout->sheet->cell;
	int all = cell_width(layout, cell), best = all, count;

	if (cell->role != GRID_LABEL && cell->role != GRID_HEAD)
		return all;
	count = text_wrap(text, all, width, NULL, NULL);
	while (count > 1 && best > 2 &&
	    text_wrap(text, best - 1, width, NULL, NULL) == count)
		best--;
	return best;
}

static int
cell_lines(const struct layout *layout, const struct grid_cell *cell)
{
	struct buf text = BUF_INIT;
	int count;

	cell_text(cell, &text);
	count = text_wrap(buf_str(&text), cell_width(layout, cell),
	    layout->sheet->cell, NULL, NULL);
	buf_clear(&text);
	return count;
}

int
grid_height(const struct layout *layout, const struct grid_row *row)
{
	int height = 1, lines;
	size_t i;

	for (i = 0; i < row->count; i++) {
		lines = cell_lines(layout, &row->cell[i]);
		height = lines > height ? lines : height;
	}
	return height;
}

struct putting {
	const struct layout *layout;
	struct sheet_page *page;
	const struct grid_cell *cell;
	const char	*text;
	int		 at, from, to;	/* line `from` of the cell stands at `at` */
	int		 line;
};

static void
put_line(void *arg, size_t from, size_t len)
{
	struct putting *put = arg;
	const struct layout *layout = put->layout;
	int line = put->line++, rest;
	enum text_align align = grid_align(put->cell);
	char *text;

	if (line < put->from || line >= put->to)
		return;
	text = mem_textn(put->text + from, len);
	rest = cell_width(layout, put->cell) -
	    text_width(text, layout->sheet->cell);
	rest = rest < 0 || align == TEXT_LEFT ? 0 : rest / 2;
	sheet_put(layout->sheet, put->page, put->at + line - put->from,
	    layout->bar[put->cell->from] + layout->sheet->frame + rest,
	    put->cell->role == GRID_VALUE || put->cell->role == GRID_PAGE ?
	    SHEET_PLAIN : SHEET_BOLD, text);
	free(text);
}

static void
put_cell(const struct layout *layout, struct sheet_page *page, int at,
    const struct grid_cell *cell, int height, int from, int count)
{
	struct buf text = BUF_INIT;
	struct putting put = { layout, page, cell, NULL, at, from, from + count,
		0 };

	cell_text(cell, &text);
	if (from == 0 && count == height) {
		put.at += (height - cell_lines(layout, cell)) / 2;
	} else if (from > 0 && cell->role == GRID_LABEL) {
		/* The rest of a long note has its words beside it again. */
		buf_add(&text, "（续）");
		put.from = 0;
		put.to = count;
	}
	put.text = buf_str(&text);
	text_wrap(put.text, line_width(layout, cell, put.text),
	    layout->sheet->cell, put_line, &put);
	buf_clear(&text);
}

void
grid_put(const struct layout *layout, struct sheet_page *page, int at,
    const struct grid_row *row, int height, int from, int count)
{
	int *bar = arena_get(page->arena, (row->count + 1) * sizeof(*bar)), i;
	size_t k;

	assert(row->count > 0 && from + count <= height);
	bar[0] = layout->bar[0];
	for (k = 0; k < row->count; k++)
		bar[k + 1] = layout->bar[row->cell[k].to];
	for (i = 0; i < count; i++)
		sheet_bars(page, at + i, bar, row->count + 1);
	for (k = 0; k < row->count; k++)
		put_cell(layout, page, at, &row->cell[k], height, from, count);
}

void
grid_rule(const struct layout *layout, struct sheet_page *page, int at)
{
	sheet_rule(page, at, layout->bar, layout->count + 1);
}
