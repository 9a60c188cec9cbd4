/*
 * model/suggest.h: what a blank of free text is likely to be filled with
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_SUGGEST_H
#define MODEL_SUGGEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "model/store.h"

/*
 * A blank says where its suggestions come from (`suggest` in its form): a code
 * table, what the store holds in this very blank, or both.  They are offers:
 * whatever is typed stays a valid value.  Nothing is kept for them: values of
 * the store are found by jumping along an index that begins with the blank, or,
 * without one, among the newest records; both within bounds, so that a store
 * of a million people answers while somebody types.
 */
struct suggestion {
	char		*text;		/* the whole new value of the blank */
	bool		 stored;	/* from the store, else from the code table */
};

/* Up to *count (in) suggestions for what is typed (model/typed.h), the best
 * first; *count is how many there are then.  In a list (盗窃罪、qj) only the last
 * part is looked at, and what stands before it is kept; in a blank of
 * the staff each name listed is a suggestion of its own.  Nothing typed: what
 * the store has most.  on: the day on which codes count as open.  The array is
 * the caller's (suggest_free), NULL when there is none. */
bool	suggest_list(struct store *store, const struct formdef *form,
	    const struct fielddef *field, const char *typed, int on,
	    struct suggestion **suggestion, size_t *count, struct err *err);
void	suggest_free(struct suggestion *suggestion, size_t count);

#endif
