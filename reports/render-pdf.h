/*
 * reports/render-pdf.h: a sheet as PDF, by a helper program
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_RENDER_PDF_H
#define REPORTS_RENDER_PDF_H

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "reports/layout.h"
#include "reports/sheet.h"

/* Characters as Chinese fonts have them: “”…① are as wide as 中; frames are
 * lines and need one cell. */
extern const struct layout_profile render_pdf_profile;

/* Pages go to bangjiao-pdf as they come and its PDF to out, which stays the
 * caller's: it is committed when render_pdf_end said true, else abandoned. */
struct render_pdf;
struct render_pdf *render_pdf_begin(const struct sheet *sheet,
	    struct file_out *out, struct err *err);
bool	render_pdf_page(struct render_pdf *pdf, const struct sheet_page *page,
	    struct err *err);
/* The end, after all pages.  *notice (may be NULL) gets what the clerk should
 * know though it worked: characters that no font has.  Frees in any case. */
bool	render_pdf_end(struct render_pdf *pdf, struct buf *notice,
	    struct err *err);
void	render_pdf_cancel(struct render_pdf *pdf);	/* frees; NULL allowed */

#endif
