/*
 * reports/print.h: a whole report or document, as a file or on standard output
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_PRINT_H
#define REPORTS_PRINT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "reports/report.h"

/* The names of the formats; the first is the default; ends with NULL. */
extern const char *const print_formats[];

struct print_format {
	const char	*label;		/* what it is good for */
	const char	*suffix;	/* of a file's name */
	bool		 bytes;		/* a file that no terminal shows */
};
const struct print_format *print_format(const char *name);

struct print_job {
	const char	*format;	/* one of print_formats */
	const char	*path;		/* in the bytes of the system; NULL: standard output */
	bool		 force;		/* an existing file is replaced */
	const char	*charset;	/* the terminal's, for plain text */
	/* What was given for the definition's parameters. */
	const struct report_value *value;
	size_t		 count;
	/* As in struct report_options; counts rows, then pages.  May be NULL. */
	bool		(*progress)(void *arg, long done, long all);
	void		*arg;
};

/* Prints the whole report or nothing: a file appears under its name, 0600,
 * only when it is complete.  *notice gets what the clerk should know besides. */
bool	print_document(struct store *store, const char *name, const char *person,
	    const char *period, const struct print_job *job, struct buf *notice,
	    struct err *err);	/* one person's paper; job's values are not used */
bool	print_report(struct store *store, const char *name,
	    const struct print_job *job, struct buf *notice, struct err *err);

#endif
