/*
 * reports/document-private.h: what the parts of a document share
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_DOCUMENT_PRIVATE_H
#define REPORTS_DOCUMENT_PRIVATE_H

#include "model/record.h"
#include "reports/document.h"
#include "reports/flow.h"
#include "reports/spool.h"

/* One form of one period (or of the person): a line of the list of papers. */
struct section {
	const struct formdef *form;
	char		*period;	/* the day of its period, "" = the person's */
	long		 records, lacking;
	char		 first[11], last[11];	/* days of its papers */
	char		*gaps;		/* of a single one: what is missing; NULL */
	long		 page;
};

/* Spools are printed one after the other: the cover is written last, when it
 * is known what there is. */
enum { COVER, BODY, SPOOLS };

struct document {
	struct store	*store;
	const struct documentdef *def;
	const struct document_options *options;	/* while it is being opened */
	char		*subject, *head, *foot;
	struct spool	*spool[SPOOLS];
	long		 records;
	size_t		 section_count, section_cap;
	struct section	*section;
	/* pages: document-pages.c */
	struct sheet	 sheet;
	struct layout	 layout;
	struct flow	 flow;
	struct spool	*starts;
};

bool	document_goes_on(const struct document *document, long done, long all,
	    struct err *err);

/* ---- document-read.c ---- */
/* Reads the person and the period (NULL or "" = all), writes the body, then the
 * cover. */
bool	document_read(struct document *document, const char *person,
	    const char *period, struct err *err);

/* ---- document-form.c: parts from records ---- */
/* What is being written and whose it is. */
struct writing {
	struct document	*document;
	int		 spool;
	struct catalog	*catalog;
	const struct record *person, *period;	/* NULL = none */
};

bool	write_form(struct writing *writing, const char *title, const char *note,
	    long section, bool first, bool whole, struct err *err);
bool	write_row(struct writing *writing, enum document_kind kind,
	    const struct grid_row *row, struct err *err);
/* A title over the whole width. */
bool	write_band(struct writing *writing, const char *title, struct err *err);
/* A label and a value over the whole width. */
bool	write_pair(struct writing *writing, enum document_kind kind, int label,
	    const char *name, const char *text, struct err *err);
bool	write_end(struct writing *writing, const char *signoff, struct err *err);

/* A record with what is known of its blanks. */
struct paper {
	const struct record *record;
	bool		*asked;		/* by blank; NULL: all */
	char		*gaps;		/* what is missing or wrong, NULL = nothing */
};
/* The blanks of a card, page by page (bands: with the pages' titles). */
bool	write_card(struct writing *writing, const struct paper *paper, bool bands,
	    struct err *err);
/* Only the blanks of the form's list. */
bool	write_summary(struct writing *writing, const struct paper *paper,
	    struct err *err);
/* The columns of a form's table, and its rows. */
struct columns {
	size_t		 count;
	int		 to[GRID_CELLS];	/* where each ends; 0 is the number */
};
bool	write_head(struct writing *writing, const struct formdef *form,
	    struct columns *columns, struct err *err);
bool	write_entry(struct writing *writing, const struct columns *columns,
	    const struct paper *paper, long number, struct err *err);

/* ---- document-cover.c ---- */
/* The cover; period[] are the records of the periods that are printed. */
bool	write_cover(struct writing *writing, struct record *const *period,
	    size_t count, struct err *err);

/* ---- document-part.c ---- */
/* The next part of a spool; 1, 0 at its end, -1 with err.  Valid until the next
 * call. */
int	document_next(struct spool *spool, struct document_part *part,
	    struct err *err);

/* ---- document-pages.c ---- */
bool	document_paginate(struct document *document, struct err *err);

#endif
