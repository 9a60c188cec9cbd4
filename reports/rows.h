/*
 * reports/rows.h: all rows of a report's SELECT, read in short transactions
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_ROWS_H
#define REPORTS_ROWS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "model/store.h"
#include "reports/select.h"

/*
 * A definition with `slice` is read part by part: records of the slice's form
 * between two ids, as many as take some 70 ms, each part in a transaction of its
 * own; the parts, sorted by their ORDER BY, lie in a spool and are merged when
 * they are asked for.  Without `slice` it is read at once.
 */
struct rows;

struct rows_job {
	struct store	*store;
	struct select	*select;	/* open, its parameters bound */
	const char	*dir;		/* for what does not fit in memory */
	bool		(*goes_on)(void *arg, long done);	/* false cancels */
	void		*arg;
};

struct rows *rows_read(const struct rows_job *job, struct err *err);
void	rows_free(struct rows *rows);		/* NULL allowed */
long	rows_count(const struct rows *rows);
/* 1 = a row: the select's columns and its group's, as the database has them,
 * until the next call; 0 = the end; -1 = err. */
int	rows_next(struct rows *rows, const char *const **value, struct err *err);

#endif
