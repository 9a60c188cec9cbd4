/*
 * reports/sheet.h: a laid-out grid of text, before any printer
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_SHEET_H
#define REPORTS_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/text.h"

/*
 * A sheet is what a printer needs to know of the paper, and its pages, one at
 * a time: a page is lines of pieces of text, each at a column, and frames as
 * lines, not as characters.  A column is one half-width cell.  All text in a
 * sheet is harmless; the page owns it.
 */
struct sheet {
	const char	*title;
	const char	*paper;		/* "A4", "LQ" */
	bool		 landscape;
	int		 font;		/* points of a full-width character */
	int		 cols, rows;	/* of the printable part, in cells and lines */
	text_cell_fn	 cell;		/* how wide its characters are taken to be */
	int		 frame;		/* cells of an upright frame line: 1 or 2 */
	bool		 plain;		/* frames in ASCII: no lines of 2 cells fit */
};

/* A title is bold, and larger where the printer has sizes. */
enum sheet_style { SHEET_PLAIN, SHEET_BOLD, SHEET_TITLE };

struct sheet_piece {
	int		 col, cells;
	enum sheet_style style;
	const char	*text;
};

/* A text line has upright frame lines (bars) at columns; a rule runs from the
 * first of its two bars to the other, and joins the bars above and below. */
struct sheet_line {
	bool		 rule;
	bool		 edge;		/* a row begins: printers that draw lines
					 * put a thin one on its upper edge */
	size_t		 bar_count;
	const int	*bar;		/* ascending; the page's or its maker's */
	size_t		 count;
	struct sheet_piece *piece;	/* ascending, not overlapping */
};

struct sheet_page {
	long		 number, of;
	int		 rows;
	struct sheet_line *line;	/* rows of them */
	struct arena	*arena;
};

struct sheet_page *sheet_page_new(const struct sheet *sheet, long number, long of);
void	sheet_page_free(struct sheet_page *page);	/* NULL allowed */
/* Puts text at a column of a line, behind what is there.  Copies it; harmful
 * characters are marked, blanks at the end dropped. */
void	sheet_put(const struct sheet *sheet, struct sheet_page *page, int row,
	    int col, enum sheet_style style, const char *text);
/* Bars of a line; the array must live as long as the page. */
void	sheet_bars(struct sheet_page *page, int row, const int *bar, size_t count);
void	sheet_rule(struct sheet_page *page, int row, const int *bar, size_t count);
/* Marks the edge between a line and the one above it, unless that is a rule. */
void	sheet_edge(struct sheet_page *page, int row);
/* Is there a bar at that column of a line?  Lines outside the page have none. */
bool	sheet_bar_at(const struct sheet_page *page, int row, int col);

/* The serialised form: one item a line, for the golden tests and for printers
 * in other processes.  The head once, then each page. */
void	sheet_write_head(const struct sheet *sheet, struct buf *out);
void	sheet_write_page(const struct sheet_page *page, struct buf *out);

#endif
