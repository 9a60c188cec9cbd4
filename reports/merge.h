/*
 * reports/merge.h: sorted runs of a spool as one sorted sequence
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_MERGE_H
#define REPORTS_MERGE_H

#include <stddef.h>

#include "base/err.h"
#include "reports/spool.h"

/* Each run is sorted by its records' first text (strcmp), begins at start[i]
 * and ends where the next one begins.  Equal records come in the order of their
 * runs.  Memory grows with the number of runs only. */
struct merge;
struct merge *merge_open(struct spool *spool, const long long *start,
	    size_t count, struct err *err);
void	merge_close(struct merge *merge);		/* NULL allowed */
/* As spool_next. */
int	merge_next(struct merge *merge, const char *const **text, size_t *count,
	    struct err *err);

#endif
