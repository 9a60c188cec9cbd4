/*
 * ui/width.c: what the terminal shows for a character, and how wide
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/width.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

#include "base/text.h"

#define BOX 0x25A1		/* □ */

/* Cells as the locale says, or -1 when it has no such character. */
static int
locale_cells(uint32_t cp)
{
	char bytes[MB_LEN_MAX];
	mbstate_t state;
	int cells;

	if (cp >= 0x20 && cp < 0x7F)
		return 1;
	cells = wcwidth((wchar_t)cp);
	if (cells < 0)
		return -1;
	memset(&state, 0, sizeof(state));
	return wcrtomb(bytes, (wchar_t)cp, &state) == (size_t)-1 ? -1 : cells;
}

int
width_shown(uint32_t cp, char out[WIDTH_SHOWN])
{
	int cells;

	if (cp == '\n')
		cp = ' ';
	if (text_harmless(cp)) {
		cells = locale_cells(cp);
		if (cells < 0 && !text_ideograph(cp) && text_cell_narrow(cp) > 0) {
			cp = BOX;
			cells = locale_cells(cp);
		}
		if (cells >= 0) {
			text_encode(cp, out);
			return cells;
		}
	}
	if (cp == BOX)
		return snprintf(out, WIDTH_SHOWN, "?");
	return snprintf(out, WIDTH_SHOWN, "[U+%04X]", (unsigned)cp);
}

int
width_cell(uint32_t cp)
{
	char out[WIDTH_SHOWN];

	return width_shown(cp, out);
}

int
width_of(const char *text)
{
	return text_width(text, width_cell);
}

void
width_text(struct buf *out, const char *text)
{
	size_t len = strlen(text), n;
	char shown[WIDTH_SHOWN];
	uint32_t cp;

	for (; len > 0; text += n, len -= n) {
		n = text_decode(text, len, &cp);
		width_shown(cp, shown);
		buf_add(out, shown);
	}
}
