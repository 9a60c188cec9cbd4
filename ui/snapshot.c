/*
 * ui/snapshot.c: what is on the screen, as text
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/snapshot.h"

#include <curses.h>
#include <string.h>
#include <wchar.h>

#include "base/text.h"

#define CELL_CHARS 10		/* a character and its marks */

static const struct line_sign {
	wchar_t	sign;
	uint32_t cp;
} lines[] = {
	{ L'q', 0x2500 }, { L'x', 0x2502 }, { L'l', 0x250C }, { L'k', 0x2510 },
	{ L'm', 0x2514 }, { L'j', 0x2518 }, { L't', 0x251C }, { L'u', 0x2524 },
	{ L'w', 0x252C }, { L'v', 0x2534 }, { L'n', 0x253C },
};

static uint32_t
line_char(wchar_t sign)
{
	size_t i;

	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		if (lines[i].sign == sign)
			return lines[i].cp;
	return (uint32_t)sign;
}

/* One cell; returns how many columns it takes. */
static int
take_cell(struct buf *out, int row, int col)
{
	wchar_t chars[CELL_CHARS + 1];
	cchar_t cell;
	attr_t attrs;
	short pair;
	char one[5];
	size_t i;
	int width;

	memset(chars, 0, sizeof(chars));
	if (mvwin_wch(curscr, row, col, &cell) != OK ||
	    getcchar(&cell, chars, &attrs, &pair, NULL) != OK || chars[0] == L'\0') {
		buf_addc(out, ' ');
		return 1;
	}
	for (i = 0; i < CELL_CHARS && chars[i] != L'\0'; i++) {
		text_encode(attrs & A_ALTCHARSET ? line_char(chars[i]) :
		    (uint32_t)chars[i], one);
		buf_add(out, one);
	}
	if (attrs & A_ALTCHARSET)
		return 1;
	width = wcwidth(chars[0]);
	return width > 0 ? width : 1;
}

void
snapshot_take(struct buf *out)
{
	struct buf line = BUF_INIT;
	int row, col, rows, cols;
	size_t len;

	getmaxyx(curscr, rows, cols);
	for (row = 0; row < rows; row++) {
		buf_cut(&line, 0);
		for (col = 0; col < cols; )
			col += take_cell(&line, row, col);
		for (len = line.len; len > 0 && line.text[len - 1] == ' '; len--)
			;
		buf_addn(out, buf_str(&line), len);
		buf_addc(out, '\n');
	}
	buf_clear(&line);
}
