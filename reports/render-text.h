/*
 * reports/render-text.h: a sheet as plain text
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_RENDER_TEXT_H
#define REPORTS_RENDER_TEXT_H

#include "base/buf.h"
#include "reports/sheet.h"

/* Appends one line of a page, without blanks or a line feed at its end. */
void	render_text_line(const struct sheet *sheet, const struct sheet_page *page,
	    int row, struct buf *out);
/* Appends all lines of a page; a page behind another begins with a form feed. */
void	render_text_page(const struct sheet *sheet, const struct sheet_page *page,
	    struct buf *out);

#endif
