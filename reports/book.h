/*
 * reports/book.h: rows of a report definition as the pages of a ledger
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_BOOK_H
#define REPORTS_BOOK_H

#include <stdbool.h>

#include "base/err.h"
#include "model/catalog.h"
#include "reports/layout.h"
#include "reports/sheet.h"
#include "reports/spool.h"

/*
 * A book is paginated once, when it is made, and then gives any of its pages:
 * blocks (rows, group heads, sub-totals) and the places where pages begin lie
 * in spools, so that its memory does not grow with its rows.
 */
struct book;

struct book_spec {
	const struct reportdef *def;
	/* Rows: a text for each column as it is shown, the group's text if
	 * there is one ("" else), a whole number for each column that is summed.
	 * Borrowed, read when the book is made. */
	struct spool	*rows;
	long		 row_count;
	const char	*left, *right;	/* the line under the title; copied */
	const char	*dir;		/* for what does not fit in memory */
	const struct layout_profile *profile;
	/* Asked every now and then; false cancels.  May be NULL. */
	bool		(*progress)(void *arg, long done, long all);
	void		*arg;
};

struct book *book_new(const struct book_spec *spec, struct err *err);
void	book_free(struct book *book);		/* NULL allowed */
const struct sheet *book_sheet(const struct book *book);
long	book_pages(const struct book *book);
/* Page number (from 1); the caller's, and not longer-lived than the book. */
struct sheet_page *book_page(struct book *book, long number, struct err *err);

#endif
