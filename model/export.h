/*
 * model/export.h: records out as CSV
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_EXPORT_H
#define MODEL_EXPORT_H

#include <stdbool.h>

#include "base/err.h"
#include "base/file.h"
#include "model/store.h"

/* A form's records or `roster` (one row a period, columns of data/), Chinese
 * heads, ID numbers and phones masked unless full.  Streams in key slices. */
bool	export_run(struct store *store, const char *name, const char *encoding,
	    bool full, struct file_out *out, long *rows, struct err *err);
/* Appends one CSV cell: quoted when needed, formula-like texts get a leading '. */
void	csv_cell(struct buf *out, const char *text, bool first);

#endif
