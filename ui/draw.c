/*
 * ui/draw.c: the only way to put text on a window
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/draw.h"

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/mem.h"
#include "ui/width.h"

/* As drawn, in wide characters; *used cells, at most limit. */
static wchar_t *
widen(const char *text, size_t n, int limit, int *used)
{
	wchar_t *wide = mem_resize(NULL, n * (WIDTH_SHOWN - 1) + 1, sizeof(*wide));
	size_t len = 0, step, i;
	char shown[WIDTH_SHOWN];
	uint32_t cp;
	int cells;

	*used = 0;
	for (; n > 0; text += step, n -= step) {
		step = text_decode(text, n, &cp);
		cells = width_shown(cp, shown);
		if (cells > limit - *used)
			break;
		if (cells == 0 && len == 0)
			continue;	/* a mark with nothing to stand on */
		*used += cells;
		for (i = 0; shown[i] != '\0'; i += text_decode(shown + i,
		    strlen(shown + i), &cp)) {
			text_decode(shown + i, strlen(shown + i), &cp);
			wide[len++] = (wchar_t)cp;
		}
	}
	wide[len] = L'\0';
	return wide;
}

int
draw_part(WINDOW *win, int row, int col, int cells, const char *text, size_t n,
    enum role role)
{
	wchar_t *wide;
	int used;

	if (cells <= 0 || n == 0 || row < 0 || row >= getmaxy(win))
		return 0;
	if (cells > getmaxx(win) - col)
		cells = getmaxx(win) - col;
	wide = widen(text, n, cells, &used);
	wattrset(win, (int)term_role(role));
	mvwaddwstr(win, row, col, wide);
	wattrset(win, A_NORMAL);
	free(wide);
	return used;
}

int
draw_text(WINDOW *win, int row, int col, int cells, const char *text,
    enum role role)
{
	return draw_part(win, row, col, cells, text, strlen(text), role);
}

void
draw_fill(WINDOW *win, int row, int col, int cells, char sign, enum role role)
{
	int i;

	if (row < 0 || row >= getmaxy(win))
		return;
	wattrset(win, (int)term_role(role));
	wmove(win, row, col);
	for (i = 0; i < cells && col + i < getmaxx(win); i++)
		waddch(win, (chtype)(unsigned char)sign);
	wattrset(win, A_NORMAL);
}

void
draw_pad(WINDOW *win, int row, int col, int cells, const char *text,
    enum text_align align, enum role role)
{
	int width = width_of(text), left = 0, used;

	if (cells <= 0)
		return;
	if (width > cells) {
		used = draw_text(win, row, col, cells - 1, text, role);
		draw_fill(win, row, col + used, cells - used, '~', role);
		if (cells - used > 1)	/* a wide one did not fit */
			draw_fill(win, row, col + used + 1, cells - used - 1, ' ', role);
		return;
	}
	if (align == TEXT_RIGHT)
		left = cells - width;
	else if (align == TEXT_CENTRE)
		left = (cells - width) / 2;
	draw_fill(win, row, col, left, ' ', role);
	draw_text(win, row, col + left, cells - left, text, role);
	draw_fill(win, row, col + left + width, cells - left - width, ' ', role);
}

void
draw_line(WINDOW *win, int row, int col, int cells)
{
	wattrset(win, (int)term_role(ROLE_FRAME));
	if (term_plain_frames())
		mvwhline(win, row, col, '-', cells);
	else
		mvwhline_set(win, row, col, WACS_HLINE, cells);
	wattrset(win, A_NORMAL);
}

void
draw_frame(WINDOW *win, const char *title)
{
	int cells = getmaxx(win) - 4;

	wattrset(win, (int)term_role(ROLE_FRAME));
	if (term_plain_frames())
		wborder(win, '|', '|', '-', '-', '+', '+', '+', '+');
	else
		wborder_set(win, WACS_VLINE, WACS_VLINE, WACS_HLINE, WACS_HLINE,
		    WACS_ULCORNER, WACS_URCORNER, WACS_LLCORNER, WACS_LRCORNER);
	wattrset(win, A_NORMAL);
	if (title != NULL && *title != '\0' && cells > 4) {
		int used = draw_text(win, 0, 3, cells - 2, title, ROLE_CURRENT);

		draw_fill(win, 0, 2, 1, ' ', ROLE_TEXT);
		draw_fill(win, 0, 3 + used, 1, ' ', ROLE_TEXT);
	}
}

struct wrapped {
	WINDOW		*win;
	const char	*text;
	int		 row, col, rows, cells, line;
	enum role	 role;
};

static void
draw_one(void *arg, size_t from, size_t len)
{
	struct wrapped *w = arg;

	if (w->line < w->rows)
		draw_part(w->win, w->row + w->line, w->col, w->cells,
		    w->text + from, len, w->role);
	w->line++;
}

int
draw_wrapped(WINDOW *win, int row, int col, int rows, int cells,
    const char *text, enum role role)
{
	struct wrapped w = { win, text, row, col, rows, cells, 0, role };

	if (cells > 0)
		text_wrap(text, cells, width_cell, draw_one, &w);
	if (w.line > rows && rows > 0)		/* there is more of it */
		draw_fill(win, row + rows - 1, col + cells - 1, 1, '~', role);
	return w.line < rows ? w.line : rows;
}
