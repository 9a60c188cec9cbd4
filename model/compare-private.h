/*
 * model/compare-private.h: what the parts of a comparison share
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_COMPARE_PRIVATE_H
#define MODEL_COMPARE_PRIVATE_H

#include <stdbool.h>

#include "base/err.h"
#include "base/idcard.h"
#include "model/compare.h"
#include "model/import-private.h"

enum compare_verdict {
	COMPARE_SAME,
	COMPARE_MORE,		/* theirs says the same, and more */
	COMPARE_DIFFERS
};

/* ---- two values of a blank (compare-value.c) ---- */

/* What they mean, not how they are spelt: phone separators, blanks, width, the
 * order of several, words of a code table under a text, 15 digits or 18. */
enum compare_verdict compare_values(struct catalog *catalog,
	    const struct fielddef *blank, const char *ours, const char *theirs);
/* The ID number by which the same one is known: 18 digits; "" for none. */
void	compare_id_key(const char *id, char out[IDCARD_SIZE]);

/* ---- one row (compare-row.c) ---- */

struct comparing {
	struct store	*store;
	struct import_plan *plan;
	const struct fielddef *place;	/* of the period; NULL */
	long long	 seq;		/* of the last row of compared */
};

/* Finds whose row it is, compares it with the store, puts it into the tables.
 * In a transaction that reads. */
bool	compare_row(struct comparing *comparing, struct import_row *row,
	    struct err *err);

/* ---- our side (compare-scope.c) ---- */

/* Reads which periods are in scope; every row that is not of one of them
 * becomes theirs only, every period without a row ours only. */
bool	compare_scope(struct comparing *comparing,
	    const struct compare_options *options, struct err *err);

/* Milliseconds of a clock that only goes on. */
long	compare_clock(void);
#define COMPARE_READ_MS 60	/* of a read transaction; the bound is 200 */

#endif
