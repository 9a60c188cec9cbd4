/*
 * reports/pdf-draw.h: the pages of a sheet drawn with cairo
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_PDF_DRAW_H
#define REPORTS_PDF_DRAW_H

#include <cairo.h>

#include "base/buf.h"
#include "base/err.h"
#include "reports/pdf-fonts.h"
#include "reports/sheet-read.h"
#include "reports/sheet.h"

/* The paper of a sheet, in points. */
struct pdf_paper {
	double		 width, height;
	double		 left, top;	/* of the grid */
	double		 cell, line;	/* one cell, one line */
	double		 size;		/* of a full-width character */
};
void	pdf_paper(const struct sheet *sheet, struct pdf_paper *paper);

struct pdf_draw;
/* Draws items on the pages of cr; all borrowed. */
struct pdf_draw *pdf_draw_new(cairo_t *cr, const struct sheet *sheet,
	    const struct pdf_paper *paper, struct fonts *fonts);
void	pdf_draw_free(struct pdf_draw *draw);	/* NULL allowed */
/* One item of the sheet; false with err when cairo fails, but without err when
 * it could not write. */
bool	pdf_draw_item(struct pdf_draw *draw, const struct sheet_item *item,
	    struct err *err);
/* Appends a sentence for each character that no font had; "" if none. */
void	pdf_draw_missing(const struct pdf_draw *draw, struct buf *out);

#endif
