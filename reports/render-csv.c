/*
 * reports/render-csv.c: rows as comma-separated text
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "reports/render-csv.h"

#include "model/export.h"

void
render_csv_row(const char *const *text, size_t count, struct buf *out)
{
	size_t i;

	for (i = 0; i < count; i++)
		csv_cell(out, text[i] == NULL ? "" : text[i], i == 0);
	buf_add(out, "\r\n");
}
