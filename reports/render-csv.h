/*
 * reports/render-csv.h: rows as comma-separated text
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_RENDER_CSV_H
#define REPORTS_RENDER_CSV_H

#include <stddef.h>

#include "base/buf.h"

/* Appends one line: cells quoted when needed, formula-like ones made harmless
 * with a leading ', control characters marked, CRLF at its end.  NULL is an
 * empty cell. */
void	render_csv_row(const char *const *text, size_t count, struct buf *out);

#endif
