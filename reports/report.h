/*
 * reports/report.h: a report definition and its parameters become rows and pages
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_REPORT_H
#define REPORTS_REPORT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "model/catalog.h"
#include "model/store.h"
#include "reports/layout.h"
#include "reports/pages.h"
#include "reports/params.h"
#include "reports/sheet.h"

struct report_options {
	/* What was given for the definition's parameters; the others take
	 * their defaults.  A name that it does not have is refused. */
	const struct report_value *value;
	size_t		 count;
	/* The printer's idea of characters; NULL: rows only, no pages. */
	const struct layout_profile *profile;
	/* Asked every now and then, all = 0 while it is not known; false
	 * cancels (ERR_INTERRUPTED).  May be NULL. */
	bool		(*progress)(void *arg, long done, long all);
	void		*arg;
};

/*
 * An opened report has read its rows: no transaction is open and nothing of
 * the store is asked any more, so its pages agree with one another whatever
 * others save meanwhile.
 */
struct report;
struct report *report_open(struct store *store, const char *name,
	    const struct report_options *options, struct err *err);
void	report_close(struct report *report);	/* NULL allowed */
const struct reportdef *report_definition(const struct report *report);
long	report_rows(const struct report *report);

/* With a profile: the pages. */
const struct sheet *report_sheet(const struct report *report);
long	report_pages(const struct report *report);
/* For renderers without pages (reports/book.h). */
struct book;
struct book *report_book(struct report *report);
/* Page number from 1; the caller's (sheet_page_free), before report_close. */
struct sheet_page *report_page(struct report *report, long number, struct err *err);
/* The same, for printers of all that has pages. */
struct pages report_as_pages(struct report *report);

/* Every row's cells as they are shown, in order, the group's text before them
 * where the report has groups: a row by itself must say where it belongs.  row
 * gives false with err to stop. */
typedef bool (*report_row_fn)(void *arg, const char *const *text, size_t count,
	    struct err *err);
bool	report_each(struct report *report, report_row_fn row, void *arg,
	    struct err *err);

#endif
