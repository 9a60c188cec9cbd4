/*
 * reports/render-document.h: one person's paper as HTML, workbook, CSV
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_RENDER_DOCUMENT_H
#define REPORTS_RENDER_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "reports/document.h"

/* One self-contained file: a section for each form, its cells as on paper;
 * printed, a new page where the paper has one.  out stays the caller's. */
bool	render_document_html(struct document *document, struct file_out *out,
	    struct err *err);

/* A sheet for each form, the grid of the paper in merged cells; dates and
 * numbers are typed, all else is text.  notice as in render_xlsx_end. */
bool	render_document_xlsx(struct document *document, const char *dir,
	    struct file_out *out, struct buf *notice, struct err *err);

/* A row for each blank: 材料 说明 份 栏目 内容, its heads first.  Takes rows as
 * report_each does. */
typedef bool (*render_row_fn)(void *arg, const char *const *text, size_t count,
	    struct err *err);
bool	render_document_csv(struct document *document, render_row_fn row,
	    void *arg, struct err *err);

#endif
