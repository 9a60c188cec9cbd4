/*
 * reports/render-text.c: a sheet as plain text
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "reports/render-text.h"

/* The joint of a rule by the arms it has. */
enum { UP = 1, DOWN = 2, LEFT = 4, RIGHT = 8 };

static const char *
joint(unsigned arms)
{
	static const char *const shape[16] = {
		[LEFT] = "─", [RIGHT] = "─", [LEFT | RIGHT] = "─",
		[UP] = "│", [DOWN] = "│", [UP | DOWN] = "│",
		[DOWN | RIGHT] = "┌", [DOWN | LEFT] = "┐",
		[UP | RIGHT] = "└", [UP | LEFT] = "┘",
		[UP | DOWN | RIGHT] = "├", [UP | DOWN | LEFT] = "┤",
		[DOWN | LEFT | RIGHT] = "┬", [UP | LEFT | RIGHT] = "┴",
		[UP | DOWN | LEFT | RIGHT] = "┼"
	};

	return shape[arms] == NULL ? " " : shape[arms];
}

static void
add_rule(const struct sheet *sheet, const struct sheet_page *page, int row,
    struct buf *out)
{
	const struct sheet_line *line = &page->line[row];
	int from = line->bar[0], to = line->bar[line->bar_count - 1], col;
	unsigned arms;

	buf_fill(out, ' ', from);
	for (col = from; col <= to; col += sheet->frame) {
		arms = (col > from ? LEFT : 0) | (col < to ? RIGHT : 0);
		if (sheet_bar_at(page, row - 1, col))
			arms |= UP;
		if (sheet_bar_at(page, row + 1, col))
			arms |= DOWN;
		if (!sheet->plain)
			buf_add(out, joint(arms));
		else
			buf_addc(out, arms & (UP | DOWN) ? '+' : '-');
	}
}

void
render_text_line(const struct sheet *sheet, const struct sheet_page *page,
    int row, struct buf *out)
{
	const struct sheet_line *line = &page->line[row];
	size_t bar = 0, i = 0;
	int at = 0;

	if (line->rule) {
		add_rule(sheet, page, row, out);
		return;
	}
	while (bar < line->bar_count || i < line->count) {
		if (bar < line->bar_count && (i == line->count ||
		    line->bar[bar] < line->piece[i].col)) {
			buf_fill(out, ' ', line->bar[bar] - at);
			buf_add(out, sheet->plain ? "|" : "│");
			at = line->bar[bar++] + sheet->frame;
		} else {
			buf_fill(out, ' ', line->piece[i].col - at);
			buf_add(out, line->piece[i].text);
			at = line->piece[i].col + line->piece[i].cells;
			i++;
		}
	}
}

void
render_text_page(const struct sheet *sheet, const struct sheet_page *page,
    struct buf *out)
{
	int row;

	if (page->number > 1)
		buf_addc(out, '\f');
	for (row = 0; row < page->rows; row++) {
		render_text_line(sheet, page, row, out);
		buf_addc(out, '\n');
	}
}
