/*
 * reports/cell.h: a value of the select as a cell of the paper
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_CELL_H
#define REPORTS_CELL_H

#include "base/buf.h"
#include "model/catalog.h"

/* Appends value (NULL = blank) by the column's format and mask.  table is the
 * column's code table, or NULL; several codes are joined by "\n". */
void	cell_shown(const struct columndef *column, const struct codetable *table,
	    const char *value, struct buf *out);
/* A sum of the column's values as text; the caller's. */
char	*cell_sum(const struct columndef *column, long long sum);

#endif
