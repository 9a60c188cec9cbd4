/*
 * model/listing.h: lists that come page by page, by key
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_LISTING_H
#define MODEL_LISTING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "model/store.h"

/*
 * A listing is an ordered set of rows of which a screen holds one page.  The
 * cost of a page does not grow with the table: each row carries an opaque key
 * from which the next page goes on, forwards or backwards.  No transaction is
 * open between calls.
 */
enum listing_kind {
	LISTING_FOUND,		/* people by text; "" = everybody, by pinyin */
	LISTING_STATE,		/* subjects whose track shows state today: who
				 * ceases first, then by pinyin */
	LISTING_DUES,		/* dues, by 期限 人员编号 规则 */
	LISTING_RECORDS,	/* records of a form: of a period, person, or the office */
	LISTING_PROBLEMS,	/* people with an incomplete 登记表 (for the workbench) */
	LISTING_IMPORTED	/* whom an import of this user made or changed, as in its file */
};

/* OVERDUE: late today.  TODAY: due today or within its days of grace, not late.
 * WEEK: not late and due up to this week's Sunday, today's included.  DAYS: due
 * up to n days on, and overdue. */
enum due_span { DUE_ALL, DUE_OVERDUE, DUE_TODAY, DUE_WEEK, DUE_DAYS };

struct listing_spec {
	enum listing_kind kind;
	const char	*text;			/* FOUND; also narrows STATE by name pinyin if set */
	const char	*track, *state;		/* STATE */
	const char	*rule;			/* DUES: NULL = all rules */
	enum due_span	 span;
	int		 days;			/* DUE_DAYS: within n days and overdue */
	bool		 ours;			/* DUES: only what 站 and 小组 owe */
	const char	*form, *period;		/* RECORDS */
	const char	*person;		/* RECORDS, DUES: NULL = all */
	const char	*sort;			/* FOUND: NULL or "pinyin", "number", "released" (newest first) */
	const char	*profile;		/* IMPORTED: by which it was read, and */
	long long	 log_from, log_to;	/* its part of the log (import_result) */
	const char	*list;			/* [list NAME] of the cells; NULL: roster, or due */
};

#define LISTING_CELLS 24
#define LISTING_KEY 160

struct listing_row {
	char	 key[LISTING_KEY];
	char	 person[STORE_ID_SIZE], period[STORE_ID_SIZE], record[STORE_ID_SIZE];
	char	*rule;				/* DUES */
	char	*cell[LISTING_CELLS];		/* shown text (not yet made harmless) */
	bool	 late;				/* worth marking */
};

struct listing_column { const char *label; int width; bool right; };

struct listing;
struct listing *listing_open(struct store *store, const struct listing_spec *spec,
	    struct err *err);			/* copies the spec */
void	listing_close(struct listing *listing);
size_t	listing_columns(const struct listing *listing, const struct listing_column **column);
const char *listing_title(const struct listing *listing);
/* Up to want rows after (forward) or before (backward) key; NULL = from the
 * start or the end.  Rows come in list order either way.  They belong to the
 * caller: listing_rows_free. */
bool	listing_page(struct listing *listing, const char *key, bool forward,
	    size_t want, struct listing_row **row, size_t *count, struct err *err);
void	listing_rows_free(struct listing_row *row, size_t count);
/* The store has changed: whom the text finds is looked for anew. */
void	listing_refresh(struct listing *listing);
/* A page or a count looks at no more than so many people; 0, the default: at as
 * many as it takes.  A screen waits for what it asks here. */
void	listing_budget(struct listing *listing, long people);
/* Where the last page stopped before it was full, since its budget was used up:
 * the key to go on from.  NULL: a short page is the last one. */
const char *listing_rest(const struct listing *listing);
/* How many: the count of the very query; from the tally or an index, and told
 * to be at least limit when it is more (limit 0 = exact), or at least what was
 * found when the budget was used up. */
bool	listing_count(struct listing *listing, long limit, long *count, bool *more,
	    struct err *err);

/* PERSON of the command line: 人员编号 or full ID number -> id. */
bool	person_resolve(struct store *store, const char *text, char id[STORE_ID_SIZE],
	    struct err *err);
/* The newest live period of a person ("" if none). */
bool	person_period(struct store *store, const char *person, char id[STORE_ID_SIZE],
	    struct err *err);

#endif
