/*
 * ui/width.h: what the terminal shows for a character, and how wide
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_WIDTH_H
#define UI_WIDTH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

/*
 * The only place that asks the locale for widths.  curses asks the same
 * wcwidth, so both always agree.  What must not or cannot be sent is replaced
 * by text that names it: a harmful character and an ideograph that the
 * locale's charset does not have by "[U+20BB7]", anything else by a box.
 */
#define WIDTH_SHOWN 16

/* The text drawn for one character; returns its cells.  A line feed is drawn
 * as a blank. */
int	width_shown(uint32_t cp, char out[WIDTH_SHOWN]);
/* Cells of what is drawn for it: a text_cell_fn. */
int	width_cell(uint32_t cp);
/* Cells of a whole text. */
int	width_of(const char *text);
/* Appends the text as it is drawn. */
void	width_text(struct buf *out, const char *text);

#endif
