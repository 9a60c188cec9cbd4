/*
 * reports/render-csv.c: rows as comma-separated text
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "reports/render-csv.h"

#include "base/text.h"
#include "model/export.h"

void
render_csv_row(const char *const *text, size_t count, struct buf *out)
{
	struct buf shown = BUF_INIT;
	size_t i;

	for (i = 0; i < count; i++) {
		buf_cut(&shown, 0);
		text_shown(&shown, text[i] == NULL ? "" : text[i], true);
		csv_cell(out, buf_str(&shown), i == 0);
	}
	buf_add(out, "\r\n");
	buf_clear(&shown);
}
