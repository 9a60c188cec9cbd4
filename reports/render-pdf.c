/*
 * reports/render-pdf.c: a sheet as PDF, by a helper program
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "reports/render-pdf.h"

#include <stdlib.h>

#include "base/child.h"
#include "base/mem.h"

const struct layout_profile render_pdf_profile = { text_cell_wide, 1 };

struct render_pdf {
	struct child	*child;
	struct buf	 text;		/* one page */
};

static bool
take(void *arg, const void *data, size_t n, struct err *err)
{
	return file_write(arg, data, n, err);
}

/* Sends what is in the buffer, and empties it. */
static bool
send(struct render_pdf *pdf, struct err *err)
{
	bool ok = child_write(pdf->child, buf_str(&pdf->text), pdf->text.len,
	    err);

	buf_cut(&pdf->text, 0);
	return ok || err_wrap(err, "PDF 没有做成：");
}

struct render_pdf *
render_pdf_begin(const struct sheet *sheet, struct file_out *out,
    struct err *err)
{
	struct child_spec spec = { .program = "bangjiao-pdf", .in = -1,
		.out = -1, .take = take, .arg = out };
	struct render_pdf *pdf = mem_new(sizeof(*pdf));

	pdf->child = child_start(&spec, err);
	if (pdf->child == NULL) {
		err_wrap(err, "PDF 没有做成：");
		render_pdf_cancel(pdf);
		return NULL;
	}
	sheet_write_head(sheet, &pdf->text);
	if (send(pdf, err))
		return pdf;
	render_pdf_cancel(pdf);
	return NULL;
}

bool
render_pdf_page(struct render_pdf *pdf, const struct sheet_page *page,
    struct err *err)
{
	sheet_write_page(page, &pdf->text);
	return send(pdf, err);
}

bool
render_pdf_end(struct render_pdf *pdf, struct buf *notice, struct err *err)
{
	bool ok = child_end(pdf->child, notice, err);

	pdf->child = NULL;
	render_pdf_cancel(pdf);
	return ok || err_wrap(err, "PDF 没有做成：");
}

void
render_pdf_cancel(struct render_pdf *pdf)
{
	if (pdf == NULL)
		return;
	child_kill(pdf->child);
	buf_clear(&pdf->text);
	free(pdf);
}
