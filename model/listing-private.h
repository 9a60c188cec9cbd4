/*
 * model/listing-private.h: what the kinds of listings share
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_LISTING_PRIVATE_H
#define MODEL_LISTING_PRIVATE_H

#include "model/db.h"
#include "model/listing.h"
#include "model/name-index.h"
#include "model/record.h"

/* Rows of a page while it is gathered, in the direction of the walk. */
struct page {
	size_t	 want, count, cap;
	struct listing_row *row;
};

struct listing_ops {
	/* What may take long, before a page or a count; NULL: nothing. */
	bool	(*ready)(struct listing *listing, struct err *err);
	/* Gathers up to page->want rows behind key (NULL = the end of the list
	 * that the direction starts from). */
	bool	(*walk)(struct listing *listing, const char *key, bool forward,
		    struct page *page, struct err *err);
	/* Fills a row's cells. */
	bool	(*cells)(struct listing *listing, struct listing_row *row, struct err *err);
	bool	(*count)(struct listing *listing, long limit, long *count, bool *more,
		    struct err *err);
};

#define LISTING_TOUCHED 8

struct listing {
	struct store		*store;
	const struct listing_ops *ops;
	struct listing_spec	 spec;		/* texts are ours */
	char			*title;
	size_t			 columns;
	struct listing_column	 column[LISTING_CELLS];
	const struct reportdef	*def;		/* [list …], NULL for RECORDS */
	const struct codetable	*table[LISTING_CELLS];
	const struct formdef	*form;		/* RECORDS */
	size_t			 probes;
	struct search_probe	*probe;
	long			 budget, looked;	/* 0 = no budget */
	char			 rest[LISTING_KEY];	/* "" = none */
	/* IMPORTED: forms that its rows fill, and the verb of its operations */
	size_t			 touched;
	const struct formdef	*touch[LISTING_TOUCHED];
	char			*verb;
	/* STATE: whom the text finds, until they are all or turn out many */
	struct page		 found;
	char			 found_rest[LISTING_KEY];	/* "" = all */
	bool			 sought, many;
};

/* People were looked at, the last one at that key; true: go no further. */
bool	listing_look(struct listing *listing, long people, const char *fmt, ...)
	    __attribute__((format(printf, 3, 4)));

extern const struct listing_ops listing_found, listing_state, listing_dues,
    listing_records, listing_problems, listing_imported;

/* IMPORTED: what the profile of the spec fills. */
bool	imported_open(struct listing *listing, struct err *err);

/* A zeroed row at the end of the page; its key is fmt's text. */
struct listing_row *page_add(struct page *page, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));

/* A key's parts, cut at tabs: up to n pointers into copy (as large as a key).
 * false when there are fewer. */
bool	key_parts(const char *key, char copy[LISTING_KEY], char **part, size_t n);

/* Runs the [list …] for a row.  bind gives a parameter's value ("person"), or
 * NULL; a column that the SELECT does not return is asked from it as well when
 * there is no row. */
typedef const char *(*list_bind)(void *arg, const char *name);
bool	list_cells(struct listing *listing, struct listing_row *row, list_bind bind,
	    void *arg, struct err *err);
/* The same for a row of people: :person and :period. */
bool	person_cells(struct listing *listing, struct listing_row *row, struct err *err);

/* The keys of a person ("" = none); the caller's. */
bool	person_keys(struct store *store, const char *person, char **keys, struct err *err);

#endif
