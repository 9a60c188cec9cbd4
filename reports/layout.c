/*
 * reports/layout.c: columns and rows of a table, in cells
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "reports/layout.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

const struct layout_profile layout_narrow = { text_cell_narrow, 1 };
const struct layout_profile layout_wide = { text_cell_wide, 2 };

/* ---- paper ---- */

/* Tenths of a point: A4 less 15 mm at each side. */
enum { A4_SHORT = 5103, A4_LONG = 7569, LQ_ROWS = 62 };

static void
a4(struct sheet *sheet, bool landscape)
{
	int across = landscape ? A4_LONG : A4_SHORT;
	int down = landscape ? A4_SHORT : A4_LONG;

	sheet->paper = "A4";
	sheet->landscape = landscape;
	sheet->cols = across / (sheet->font * 5);
	sheet->rows = down / (sheet->font * 14);
}

bool
layout_paper(const char *paper, int font, struct sheet *sheet, struct err *err)
{
	char *end;
	long cols;

	if (font < 5 || font > 36)
		return err_set(err, ERR_DATA, "字号 %d 不能用：请取 5 到 36（磅）", font);
	sheet->font = font;
	if (strcmp(paper, "A4") == 0 || strcmp(paper, "A4 portrait") == 0) {
		a4(sheet, false);
		return true;
	}
	if (strcmp(paper, "A4 landscape") == 0) {
		a4(sheet, true);
		return true;
	}
	if (strncmp(paper, "LQ ", 3) == 0) {
		cols = strtol(paper + 3, &end, 10);
		if (*end == '\0' && cols >= 40 && cols <= 400) {
			sheet->paper = "LQ";
			sheet->landscape = false;
			sheet->cols = (int)cols;
			sheet->rows = LQ_ROWS;
			return true;
		}
	}
	return err_set(err, ERR_DATA, "不认识的纸张“%s”：可用 A4 portrait、"
	    "A4 landscape、LQ 列数（40 到 400）", paper);
}

/* ---- columns ---- */

/* Cells of the whole table, frames included. */
static int
table_width(const struct layout *layout, int frame)
{
	int width = frame * ((int)layout->count + 1);
	size_t i;

	for (i = 0; i < layout->count; i++)
		width += layout->column[i].width;
	return width;
}

static void
place_bars(struct layout *layout)
{
	struct sheet *sheet = layout->sheet;
	int at = (sheet->cols - table_width(layout, sheet->frame)) / 2;
	size_t i;

	layout->bar = mem_resize(NULL, layout->count + 1, sizeof(int));
	for (i = 0; i <= layout->count; i++) {
		layout->bar[i] = at;
		if (i < layout->count)
			at += sheet->frame + layout->column[i].width;
	}
}

bool
layout_init(struct layout *layout, struct sheet *sheet,
    const struct layout_profile *profile, const struct layout_column *column,
    size_t count, struct err *err)
{
	size_t i;
	int even = 0;

	assert(count > 0);
	memset(layout, 0, sizeof(*layout));
	layout->sheet = sheet;
	layout->count = count;
	layout->column = mem_resize(NULL, count, sizeof(*column));
	memcpy(layout->column, column, count * sizeof(*column));
	layout->most = sheet->rows;
	sheet->cell = profile->cell;
	sheet->frame = profile->frame;
	sheet->plain = false;
	/* A rule of two-cell characters can only span even widths. */
	for (i = 0; i < count; i++)
		even += column[i].width % profile->frame;
	if (sheet->frame > 1 &&
	    table_width(layout, sheet->frame) + even > sheet->cols) {
		sheet->frame = 1;
		sheet->plain = true;
	}
	for (i = 0; i < count; i++)
		layout->column[i].width += column[i].width % sheet->frame;
	if (table_width(layout, sheet->frame) > sheet->cols) {
		err_set(err, ERR_DATA, "表宽 %d 格，纸面（%s，%d 磅）只有 %d 格："
		    "请减小列宽或字号，或换横向纸", table_width(layout, sheet->frame),
		    sheet->paper, sheet->font, sheet->cols);
		layout_clear(layout);
		return false;
	}
	place_bars(layout);
	return true;
}

void
layout_clear(struct layout *layout)
{
	free(layout->column);
	free(layout->bar);
	memset(layout, 0, sizeof(*layout));
}

/* ---- one cell ---- */

void
layout_clean(struct buf *out, const char *text, bool lines)
{
	char *plain = mem_text(text == NULL ? "" : text), *p;

	for (p = plain; *p != '\0'; p++)
		if (*p == '\t' || *p == '\r' || (*p == '\n' && !lines))
			*p = ' ';
	text_trim(plain);
	text_shown(out, plain, lines);
	free(plain);
}

/* The longest beginning that leaves room for the mark of a cut. */
static void
cut(struct buf *out, const char *text, int width, text_cell_fn cell)
{
	int mark = text_width("…", cell);

	if (text_width(text, cell) <= width) {
		buf_add(out, text);
		return;
	}
	if (width >= mark)
		buf_addn(out, text, text_cut(text, width - mark, cell, NULL));
	buf_add(out, width >= mark ? "…" : "?");
}

struct lines {			/* where a cell's lines are put */
	const struct layout *layout;
	struct sheet_page *page;
	const char	*text;
	int		 row, col, width, index, count;
	enum text_align	 align;
	enum sheet_style style;
};

static void
put_line(void *arg, size_t from, size_t len)
{
	struct lines *lines = arg;
	const struct layout *layout = lines->layout;
	text_cell_fn cell = layout->sheet->cell;
	struct buf out = BUF_INIT;
	char *text;
	int used, rest;

	if (lines->index++ >= layout->most)
		return;
	text = mem_textn(lines->text + from, len);
	if (lines->index == layout->most && lines->count > layout->most) {
		/* The rest of the text has no place on any page. */
		char *more = mem_printf("%s…", text);

		cut(&out, more, lines->width, cell);
		free(more);
	} else {
		cut(&out, text, lines->width, cell);
	}
	used = text_width(buf_str(&out), cell);
	rest = lines->width > used ? lines->width - used : 0;
	sheet_put(layout->sheet, lines->page, lines->row + lines->index - 1,
	    lines->col + (lines->align == TEXT_LEFT ? 0 :
	    lines->align == TEXT_RIGHT ? rest : rest / 2), lines->style,
	    buf_str(&out));
	buf_clear(&out);
	free(text);
}

static int
cell_height(const struct layout *layout, const struct layout_column *column,
    const char *text)
{
	struct buf out = BUF_INIT;
	int count = 1;

	if (column->wrap && text != NULL && *text != '\0') {
		layout_clean(&out, text, true);
		count = text_wrap(buf_str(&out), column->width,
		    layout->sheet->cell, NULL, NULL);
		buf_clear(&out);
	}
	return count < layout->most ? count : layout->most;
}

/* Lays text into column i, or into all columns first..i when they are one. */
static void
put_cell(const struct layout *layout, struct sheet_page *page, int row,
    size_t first, size_t i, const char *text, bool wrap, enum text_align align,
    enum sheet_style style)
{
	struct buf out = BUF_INIT;
	struct lines lines = { layout, page, NULL, row,
	    layout->bar[first] + layout->sheet->frame,
	    layout->bar[i + 1] - layout->bar[first] - layout->sheet->frame,
	    0, 1, align, style };

	layout_clean(&out, text, wrap);
	lines.text = buf_str(&out);
	if (wrap) {
		lines.count = text_wrap(lines.text, lines.width,
		    layout->sheet->cell, NULL, NULL);
		text_wrap(lines.text, lines.width, layout->sheet->cell,
		    put_line, &lines);
	} else {
		put_line(&lines, 0, out.len);
	}
	buf_clear(&out);
}

/* ---- rows ---- */

int
layout_height(const struct layout *layout, const char *const *text)
{
	int height = 1, h;
	size_t i;

	for (i = 0; i < layout->count; i++) {
		h = cell_height(layout, &layout->column[i], text[i]);
		height = h > height ? h : height;
	}
	return height;
}

int
layout_row(const struct layout *layout, struct sheet_page *page, int row,
    const char *const *text, enum sheet_style style)
{
	int height = layout_height(layout, text), n;
	const struct layout_column *column;
	size_t i;

	for (n = 0; n < height; n++)
		sheet_bars(page, row + n, layout->bar, layout->count + 1);
	sheet_edge(page, row);
	for (i = 0; i < layout->count; i++) {
		column = &layout->column[i];
		put_cell(layout, page, row, i, i, text[i], column->wrap,
		    column->align, style);
	}
	return height;
}

int
layout_head_height(const struct layout *layout)
{
	struct layout_column column = { NULL, 0, TEXT_CENTRE, true };
	int height = 1, h;
	size_t i;

	for (i = 0; i < layout->count; i++) {
		column.width = layout->column[i].width;
		h = cell_height(layout, &column, layout->column[i].head);
		height = h > height ? h : height;
	}
	return height;
}

int
layout_head(const struct layout *layout, struct sheet_page *page, int row)
{
	struct layout_column column = { NULL, 0, TEXT_CENTRE, true };
	int height = layout_head_height(layout), n;
	size_t i;

	for (n = 0; n < height; n++)
		sheet_bars(page, row + n, layout->bar, layout->count + 1);
	for (i = 0; i < layout->count; i++) {
		column.width = layout->column[i].width;
		n = cell_height(layout, &column, layout->column[i].head);
		put_cell(layout, page, row + (height - n) / 2, i, i,
		    layout->column[i].head, true, TEXT_CENTRE, SHEET_BOLD);
	}
	return height;
}

void
layout_span(const struct layout *layout, struct sheet_page *page, int row,
    size_t columns, const char *label, const char *const *text,
    enum sheet_style style)
{
	size_t bars = layout->count - columns + 2, i;
	int *bar = arena_get(page->arena, bars * sizeof(*bar));

	assert(columns >= 1 && columns <= layout->count);
	bar[0] = layout->bar[0];
	for (i = 1; i < bars; i++)
		bar[i] = layout->bar[columns + i - 1];
	sheet_bars(page, row, bar, bars);
	put_cell(layout, page, row, 0, columns - 1, label, false, TEXT_LEFT,
	    style);
	for (i = columns; text != NULL && i < layout->count; i++)
		put_cell(layout, page, row, i, i, text[i], false,
		    layout->column[i].align, style);
}

void
layout_rule(const struct layout *layout, struct sheet_page *page, int row)
{
	sheet_rule(page, row, layout->bar, layout->count + 1);
}

/* Text cut to width cells, the caller's. */
static char *
fitting(const struct layout *layout, const char *text, int width)
{
	struct buf out = BUF_INIT, fits = BUF_INIT;

	layout_clean(&out, text, false);
	if (width > 0)
		cut(&fits, buf_str(&out), width, layout->sheet->cell);
	buf_clear(&out);
	return buf_take(&fits);
}

static int
line_width(const struct layout *layout)
{
	return layout->bar[layout->count] + layout->sheet->frame - layout->bar[0];
}

void
layout_line(const struct layout *layout, struct sheet_page *page, int row,
    const char *text, enum text_align align, enum sheet_style style)
{
	int left = layout->bar[0], width = line_width(layout), used;
	char *fits = fitting(layout, text, layout->sheet->cols);

	used = text_width(fits, layout->sheet->cell);
	if (used > width) {
		left = 0;
		width = layout->sheet->cols;
	}
	sheet_put(layout->sheet, page, row, left + (align == TEXT_LEFT ? 0 :
	    align == TEXT_RIGHT ? width - used : (width - used) / 2), style,
	    fits);
	free(fits);
}

void
layout_ends(const struct layout *layout, struct sheet_page *page, int row,
    const char *left, const char *right)
{
	int from = layout->bar[0], width = line_width(layout), used;
	char *last = fitting(layout, right, width), *first;

	used = text_width(last, layout->sheet->cell);
	first = fitting(layout, left, width - used - 2);
	sheet_put(layout->sheet, page, row, from, SHEET_PLAIN, first);
	sheet_put(layout->sheet, page, row, from + width - used, SHEET_PLAIN,
	    last);
	free(first);
	free(last);
}
