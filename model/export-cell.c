/*
 * model/export-cell.c: one cell of a file for a spreadsheet
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/export.h"

#include <string.h>

#include "model/delimited.h"

/* A text that would be taken for a formula gets a leading '; one that begins
 * with ' before such a text gets one more, so that import's taking one off
 * gives the text back. */
void
csv_cell(struct buf *out, const char *text, bool first)
{
	struct buf guarded = BUF_INIT;

	if (delimited_formula(text + strspn(text, "'"))) {
		buf_addc(&guarded, '\'');
		buf_add(&guarded, text);
		delimited_cell(out, buf_str(&guarded), ',', first);
		buf_clear(&guarded);
	} else {
		delimited_cell(out, text, ',', first);
	}
}
