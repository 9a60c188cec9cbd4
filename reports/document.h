/*
 * reports/document.h: one person's paper: his records as printed forms
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_DOCUMENT_H
#define REPORTS_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "model/catalog.h"
#include "model/store.h"
#include "reports/grid.h"
#include "reports/layout.h"
#include "reports/pages.h"

struct document_options {
	const char	*period;	/* id of one; NULL or "" = all of them */
	/* The printer's idea of characters; NULL: parts only, no pages. */
	const struct layout_profile *profile;
	/* Asked every now and then with the records read, then the pages; all =
	 * 0 while it is not known; false cancels (ERR_INTERRUPTED).  May be
	 * NULL. */
	bool		(*progress)(void *arg, long done, long all);
	void		*arg;
};

/*
 * An opened document has read its records, one after the other in short reads:
 * nothing of the store is asked any more.  It prints in full what the store
 * holds, ID numbers too: it is what the folder holds.  Removed records are not
 * printed.  Memory does not grow with the records, but for their ids.
 */
struct document;
struct document *document_open(struct store *store, const char *name,
	    const char *person, const struct document_options *options,
	    struct err *err);
void	document_close(struct document *document);	/* NULL allowed */
const struct documentdef *document_definition(const struct document *document);
/* Name and number: "张三 A000012"; the document's. */
const char *document_subject(const struct document *document);
/* Its lines on every page: whose paper it is, and who printed it when. */
const char *document_head(const struct document *document);
const char *document_foot(const struct document *document);
long	document_records(const struct document *document);
struct pages document_pages(struct document *document);	/* with a profile */

/* Which period of a person is meant: its day (the first date of the form's
 * order, as a clerk types it), 最近 or newest; id is "" for all of them: 全部 or
 * all. */
bool	document_period(struct store *store, const char *person,
	    const char *text, char id[STORE_ID_SIZE], struct err *err);

/* What it is made of, in order, for renderers without pages. */
enum document_kind {
	DOCUMENT_FORM,			/* a form begins: a card, or a table */
	DOCUMENT_ROW,			/* of a card */
	DOCUMENT_HEAD,			/* of a table; */
	DOCUMENT_ENTRY,			/* and its rows */
	DOCUMENT_END,			/* of the form's frame */
	DOCUMENT_SIGN			/* under it */
};

struct document_part {
	enum document_kind kind;
	/* DOCUMENT_FORM */
	const char	*title, *note;	/* what stands under the title, at the right */
	long		 section;	/* from 1; 0 = the cover */
	bool		 first;		/* of its section: on a new page */
	bool		 whole;		/* a card: it stays on one page, if it can */
	/* DOCUMENT_ROW, HEAD, ENTRY */
	struct grid_row	 row;
	/* DOCUMENT_SIGN: words, each with a place to write behind it */
	const char	*words;
};

/* part is valid for the call only; false with err stops. */
typedef bool (*document_part_fn)(void *arg, const struct document_part *part,
	    struct err *err);
bool	document_each(struct document *document, document_part_fn part, void *arg,
	    struct err *err);

#endif
