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
	const char	*note;		/* lines behind the rows, NULL or "" = none */
	const char	*dir;		/* for what does not fit in memory */
	const struct layout_profile *profile;
	/* Asked every now and then, also by book_each; false cancels.  May be
	 * NULL. */
	bool		(*progress)(void *arg, long done, long all);
	void		*arg;
};

struct book *book_new(const struct book_spec *spec, struct err *err);
void	book_free(struct book *book);		/* NULL allowed */
const struct sheet *book_sheet(const struct book *book);
long	book_pages(const struct book *book);
/* The line under the title: its left and its right part. */
const char *book_left(const struct book *book);
const char *book_right(const struct book *book);
/* Columns at the left that a sub-total's label takes. */
size_t	book_label_columns(const struct book *book);

/* What stands under the heads, in order, for renderers without pages. */
enum book_block {
	BOOK_GROUP,			/* its line; the group's own text */
	BOOK_ROW,			/* a text a column */
	BOOK_SUB, BOOK_TOTAL,		/* a label; a text a column, "" = no sum */
	BOOK_NONE,			/* the line that says there are no rows */
	BOOK_NOTE,			/* lines under the table; what they say */
	BOOK_SIGNOFF			/* as laid out for pages */
};
typedef bool (*book_block_fn)(void *arg, enum book_block kind,
	    const char *const *text, size_t count, struct err *err);
/* false with err: the function's own, or the spool's. */
bool	book_each(struct book *book, book_block_fn block, void *arg,
	    struct err *err);
/* Page number (from 1); the caller's, and not longer-lived than the book. */
struct sheet_page *book_page(struct book *book, long number, struct err *err);

#endif
