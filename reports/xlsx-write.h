/*
 * reports/xlsx-write.h: a table as sheets of a workbook, row by row
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_XLSX_WRITE_H
#define REPORTS_XLSX_WRITE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/* What a sheet holds; the rest goes to a second one, a text's rest nowhere. */
#define XLSX_ROWS_MAX 1048576L
#define XLSX_CELL_MAX 32767		/* UTF-16 units */

/*
 * Takes the records of xlsx-stream.h in their order, with their fields.
 * false without err set: the record does not fit the stream.
 */
struct xlsx_write;
struct xlsx_write *xlsx_write_new(const char *path, const char *dir);
void	xlsx_write_free(struct xlsx_write *write);	/* NULL allowed */
bool	xlsx_write_head(struct xlsx_write *write, const char *const field[5],
	    struct err *err);
bool	xlsx_write_column(struct xlsx_write *write, const char *const field[4],
	    struct err *err);
bool	xlsx_write_row(struct xlsx_write *write, const char *const *field,
	    size_t count, bool sum, struct err *err);
bool	xlsx_write_line(struct xlsx_write *write, const char *text,
	    struct err *err);
/* Sheets of printed forms, instead of columns and rows: xlsx-grid.c. */
bool	xlsx_write_grid(struct xlsx_write *write, const char *const *field,
	    size_t count, struct err *err);
bool	xlsx_write_title(struct xlsx_write *write, const char *text,
	    struct err *err);
bool	xlsx_write_note(struct xlsx_write *write, const char *text,
	    struct err *err);
bool	xlsx_write_cells(struct xlsx_write *write, const char *const *field,
	    size_t count, struct err *err);
void	xlsx_write_page(struct xlsx_write *write);
/* Writes the file.  notice gets what did not fit in cells. */
bool	xlsx_write_close(struct xlsx_write *write, struct buf *notice,
	    struct err *err);
/* After that: how many bytes of rows each sheet must have, for the proof. */
size_t	xlsx_write_sheets(const struct xlsx_write *write);
const long long *xlsx_write_bytes(const struct xlsx_write *write);
/* For tests: rows a sheet may have. */
void	xlsx_write_limit(struct xlsx_write *write, long rows);

#endif
