/*
 * reports/sheet.c: a laid-out grid of text, before any printer
 * SPDX-License-Identifier: Apache-2.0
 *
 * The serialised form:
 *   bangjiao-sheet 1
 *   title TEXT
 *   paper NAME portrait|landscape FONT
 *   grid COLS ROWS
 *   cells narrow|wide FRAME lines|plain
 *   page N OF
 *   line ROW                  a text line that has bars or pieces
 *   rule ROW FROM TO          a rule between two columns
 *   bars COL COL …            of the line above
 *   edge                      that line's upper edge is the beginning of a row
 *   text COL CELLS plain|bold|title TEXT
 *   end                       behind each page
 */
#include "config.h"
#include "reports/sheet.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct sheet_page *
sheet_page_new(const struct sheet *sheet, long number, long of)
{
	struct sheet_page *page = mem_new(sizeof(*page));

	page->number = number;
	page->of = of;
	page->rows = sheet->rows;
	page->arena = arena_new();
	page->line = arena_get(page->arena,
	    (size_t)sheet->rows * sizeof(*page->line));
	return page;
}

void
sheet_page_free(struct sheet_page *page)
{
	if (page == NULL)
		return;
	arena_free(page->arena);
	free(page);
}

void
sheet_put(const struct sheet *sheet, struct sheet_page *page, int row, int col,
    enum sheet_style style, const char *text)
{
	struct sheet_line *line = &page->line[row];
	struct sheet_piece *piece;
	struct buf shown = BUF_INIT;

	assert(row >= 0 && row < page->rows && col >= 0);
	text_shown(&shown, text, false);
	while (shown.len > 0 && shown.text[shown.len - 1] == ' ')
		buf_cut(&shown, shown.len - 1);
	if (shown.len == 0) {
		buf_clear(&shown);
		return;
	}
	piece = arena_get(page->arena, (line->count + 1) * sizeof(*piece));
	if (line->count > 0)
		memcpy(piece, line->piece, line->count * sizeof(*piece));
	line->piece = piece;
	piece += line->count++;
	piece->col = col;
	piece->cells = text_width(shown.text, sheet->cell);
	piece->style = style;
	piece->text = arena_text(page->arena, shown.text);
	assert(line->count < 2 || piece[-1].col + piece[-1].cells <= col);
	buf_clear(&shown);
}

void
sheet_bars(struct sheet_page *page, int row, const int *bar, size_t count)
{
	assert(row >= 0 && row < page->rows);
	page->line[row].rule = false;
	page->line[row].bar = bar;
	page->line[row].bar_count = count;
}

void
sheet_rule(struct sheet_page *page, int row, const int *bar, size_t count)
{
	assert(row >= 0 && row < page->rows && count >= 2);
	page->line[row].rule = true;
	page->line[row].bar = bar;
	page->line[row].bar_count = count;
}

void
sheet_edge(struct sheet_page *page, int row)
{
	assert(row >= 0 && row < page->rows);
	page->line[row].edge = row > 0 && !page->line[row - 1].rule;
}

bool
sheet_bar_at(const struct sheet_page *page, int row, int col)
{
	const struct sheet_line *line;
	size_t i;

	if (row < 0 || row >= page->rows || page->line[row].rule)
		return false;
	line = &page->line[row];
	for (i = 0; i < line->bar_count; i++)
		if (line->bar[i] == col)
			return true;
	return false;
}

void
sheet_write_head(const struct sheet *sheet, struct buf *out)
{
	buf_add(out, "bangjiao-sheet 1\ntitle ");
	text_shown(out, sheet->title, false);
	buf_addf(out, "\npaper %s %s %d\ngrid %d %d\ncells %s %d %s\n",
	    sheet->paper, sheet->landscape ? "landscape" : "portrait",
	    sheet->font, sheet->cols, sheet->rows,
	    sheet->cell == text_cell_wide ? "wide" : "narrow", sheet->frame,
	    sheet->plain ? "plain" : "lines");
}

void
sheet_write_page(const struct sheet_page *page, struct buf *out)
{
	static const char *const style[] = { [SHEET_PLAIN] = "plain",
		[SHEET_BOLD] = "bold", [SHEET_TITLE] = "title" };
	const struct sheet_line *line;
	size_t i;
	int row;

	buf_addf(out, "page %ld %ld\n", page->number, page->of);
	for (row = 0; row < page->rows; row++) {
		line = &page->line[row];
		if (line->rule) {
			buf_addf(out, "rule %d %d %d\n", row, line->bar[0],
			    line->bar[line->bar_count - 1]);
			continue;
		}
		if (line->count == 0 && line->bar_count == 0)
			continue;
		buf_addf(out, "line %d\n", row);
		for (i = 0; i < line->bar_count; i++)
			buf_addf(out, "%s %d", i == 0 ? "bars" : "",
			    line->bar[i]);
		if (line->bar_count > 0)
			buf_addc(out, '\n');
		if (line->edge)
			buf_add(out, "edge\n");
		for (i = 0; i < line->count; i++)
			buf_addf(out, "text %d %d %s %s\n", line->piece[i].col,
			    line->piece[i].cells, style[line->piece[i].style],
			    line->piece[i].text);
	}
	buf_add(out, "end\n");
}
