/*
 * reports/render-xlsx.h: a table as an XLSX workbook, by a helper program
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_RENDER_XLSX_H
#define REPORTS_RENDER_XLSX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "base/text.h"
#include "model/catalog.h"
#include "reports/book.h"

/* Text that is not of its column's kind stays text; nothing is ever a formula. */
enum xlsx_kind {
	XLSX_TEXT,			/* ID numbers and phones too */
	XLSX_DATE,			/* YYYY-MM-DD */
	XLSX_MONEY,			/* 12.50 */
	XLSX_NUMBER			/* whole */
};

struct xlsx_column {
	const char	*head;
	enum xlsx_kind	 kind;
	int		 width;		/* cells of the paper */
	enum text_align	 align;
	bool		 wrap;
};

struct xlsx_spec {
	const char	*title;
	const char	*left, *right;	/* the line under it; "" = none */
	bool		 landscape;
	int		 font;		/* points */
	size_t		 count;
	const struct xlsx_column *column;
	const char	*dir;		/* for temporary files */
};

/* Rows go to bangjiao-xlsx-out as they come; its workbook waits in a nameless
 * file until it is whole.  Texts are borrowed for the call only. */
struct render_xlsx;
struct render_xlsx *render_xlsx_begin(const struct xlsx_spec *spec,
	    struct err *err);
bool	render_xlsx_row(struct render_xlsx *xlsx, const char *const *text,
	    struct err *err);		/* NULL = empty */
bool	render_xlsx_sum(struct render_xlsx *xlsx, const char *const *text,
	    struct err *err);		/* a row in bold, behind the others */
bool	render_xlsx_line(struct render_xlsx *xlsx, const char *text,
	    struct err *err);		/* one text over all columns */
/* A record of xlsx-stream.h: for sheets that are no table (count = 0). */
bool	render_xlsx_record(struct render_xlsx *xlsx, char kind,
	    const char *const *text, size_t count, struct err *err);
/* The end: copies the workbook to out, which stays the caller's.  *notice (may
 * be NULL) gets what a workbook cannot hold.  Frees in any case. */
bool	render_xlsx_end(struct render_xlsx *xlsx, struct file_out *out,
	    struct buf *notice, struct err *err);
void	render_xlsx_cancel(struct render_xlsx *xlsx);	/* frees; NULL allowed */

/* A ledger: its rows, with the group in a first column of its own, and its
 * totals; sub-totals are left to the spreadsheet. */
bool	render_xlsx_book(struct book *book, const struct reportdef *def,
	    const char *dir, struct file_out *out, struct buf *notice,
	    struct err *err);

#endif
