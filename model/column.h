/*
 * model/column.h: values of a select as people read them
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_COLUMN_H
#define MODEL_COLUMN_H

#include "base/buf.h"
#include "model/catalog.h"

/* Appends value (NULL = blank) by the column's format and mask.  table is the
 * column's code table, or NULL; several codes are joined by "\n". */
void	column_shown(const struct columndef *column, const struct codetable *table,
	    const char *value, struct buf *out);
/* Appends value with what the mask hides hidden. */
void	mask_add(enum blank_mask mask, const char *value, struct buf *out);
/* Fen as yuan. */
void	money_add(struct buf *out, long long fen);

#endif
