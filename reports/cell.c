/*
 * reports/cell.c: a value of the select as a cell of the paper
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "reports/cell.h"

#include "model/column.h"

void
cell_shown(const struct columndef *column, const struct codetable *table,
    const char *value, struct buf *out)
{
	column_shown(column, table, value, out);
}

char *
cell_sum(const struct columndef *column, long long sum)
{
	struct buf out = BUF_INIT;

	if (column->format == CELL_MONEY)
		money_add(&out, sum);
	else
		buf_addf(&out, "%lld", sum);
	return buf_take(&out);
}
