/*
 * reports/layout.h: columns and rows of a table, in cells
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_LAYOUT_H
#define REPORTS_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/text.h"
#include "reports/sheet.h"

/* The printer's idea of characters; a renderer brings it, never the locale. */
struct layout_profile {
	text_cell_fn	 cell;
	int		 frame;		/* cells of a frame character: 1 or 2 */
};
extern const struct layout_profile layout_narrow;	/* UTF-8 terminals, PDF */
extern const struct layout_profile layout_wide;		/* GB terminals and printers */

/* Printable columns and lines of a paper: "A4", "A4 portrait", "A4 landscape"
 * by the font's size (half a point size a cell, 1.4 a line, 15 mm margins);
 * "LQ 132": continuous paper by its columns, 66 lines less a margin. */
bool	layout_paper(const char *paper, int font, struct sheet *sheet,
	    struct err *err);

struct layout_column {
	const char	*head;
	int		 width;		/* cells */
	enum text_align	 align;
	bool		 wrap;		/* else cut, and marked as cut */
};

struct layout {
	struct sheet	*sheet;
	size_t		 count;
	struct layout_column *column;	/* a copy, widths as laid out */
	int		*bar;		/* count + 1 columns of the frame lines */
	int		 most;		/* lines a row may have */
};

/* Places the columns in the middle of the sheet and settles its frames: lines
 * of two cells become ASCII when only that fits.  Fails when the paper is too
 * narrow.  Heads are borrowed. */
bool	layout_init(struct layout *layout, struct sheet *sheet,
	    const struct layout_profile *profile,
	    const struct layout_column *column, size_t count, struct err *err);
void	layout_clear(struct layout *layout);

/* Appends what may be laid out of a text (NULL = none): marks for harmful
 * characters, no tabs, and line feeds only where a cell may have lines. */
void	layout_clean(struct buf *out, const char *text, bool lines);

/* Lines that a row of count texts takes: 1 … most. */
int	layout_height(const struct layout *layout, const char *const *text);
/* Puts a row with its bars on a page, from line row on; its height again. */
int	layout_row(const struct layout *layout, struct sheet_page *page, int row,
	    const char *const *text, enum sheet_style style);
/* The heads of the columns, each in the middle. */
int	layout_head_height(const struct layout *layout);
int	layout_head(const struct layout *layout, struct sheet_page *page, int row);
/* A line on which the columns before `columns` are one: its text stands there,
 * the other texts (may be NULL) in their own columns. */
void	layout_span(const struct layout *layout, struct sheet_page *page, int row,
	    size_t columns, const char *label, const char *const *text,
	    enum sheet_style style);
void	layout_rule(const struct layout *layout, struct sheet_page *page, int row);
/* One line of text, as wide as the table (or the sheet, if longer). */
void	layout_line(const struct layout *layout, struct sheet_page *page, int row,
	    const char *text, enum text_align align, enum sheet_style style);
/* Two texts at the two ends of a line; the left one is cut to leave room. */
void	layout_ends(const struct layout *layout, struct sheet_page *page, int row,
	    const char *left, const char *right);

#endif
