/*
 * model/tally.h: counts that move with the rows they count
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_TALLY_H
#define MODEL_TALLY_H

#include <stdbool.h>

#include "base/err.h"
#include "model/store.h"

/*
 * What moves in a write is added up in memory and written once, before the
 * commit: a batch moves the same counts again and again.  Whoever adds also
 * writes; store_commit asserts that nothing is left.  A rollback forgets.
 */

/* n more (or less) of something; day, late and until may be "". */
void	tally_add(struct store *store, const char *what, const char *name,
	    const char *office, const char *day, const char *late, const char *until,
	    long n);
/* Inside a write. */
bool	tally_write(struct store *store, struct err *err);
bool	tally_waits(const struct store *store);
void	tally_forget(struct store *store);

#endif
