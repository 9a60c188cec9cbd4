/*
 * ui/draw.h: the only way to put text on a window
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_DRAW_H
#define UI_DRAW_H

#include <curses.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"
#include "ui/term.h"

/* Text is UTF-8 as it is stored.  Here it is made harmless and fit for the
 * locale (ui/width.h), cut by cells and drawn by wide calls only. */

/* Draws at most cells of text; returns the cells used. */
int	draw_text(WINDOW *win, int row, int col, int cells, const char *text,
	    enum role role);
/* The same for the first n bytes of text. */
int	draw_part(WINDOW *win, int row, int col, int cells, const char *text,
	    size_t n, enum role role);
/* Exactly cells, padded with blanks; what was cut ends in '~'. */
void	draw_pad(WINDOW *win, int row, int col, int cells, const char *text,
	    enum text_align align, enum role role);
/* The same sign all along. */
void	draw_fill(WINDOW *win, int row, int col, int cells, char sign, enum role role);
/* A horizontal line; a frame around the whole window with a title. */
void	draw_line(WINDOW *win, int row, int col, int cells);
void	draw_frame(WINDOW *win, const char *title);
/* Wraps text into rows of the window; returns the rows used (at most rows). */
int	draw_wrapped(WINDOW *win, int row, int col, int rows, int cells,
	    const char *text, enum role role);

#endif
