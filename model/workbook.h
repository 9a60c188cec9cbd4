/*
 * model/workbook.h: the rows of an XLSX file, streamed
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_WORKBOOK_H
#define MODEL_WORKBOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

/*
 * An XLSX file is a zip of XML parts (ECMA-376).  It is read by streaming, in
 * a process of its own (bangjiao-table) that holds no store: what comes from
 * outside may be built to break its reader.  Shared strings are kept in a
 * nameless file, so that memory does not grow with the table.
 *
 * Cells come as text: strings with their runs joined and phonetic runs left
 * out, dates by their style as YYYY-MM-DD (with HH:MM:SS when there is a time
 * of day) in the 1900 or 1904 calendar, whole numbers without exponent,
 * booleans as 是 / 否, errors as they stand.
 */
#define WORKBOOK_RATIO_MAX 200			/* unpacked : packed, of one part */
#define WORKBOOK_BYTES_MAX (256LL << 20)	/* unpacked, all parts read */
#define WORKBOOK_CELLS_MAX 1000000L		/* not empty */
/* The text of a formula that has no value: whoever wrote the file did not count. */
#define WORKBOOK_UNCOUNTED "#未算出"
#define WORKBOOK_COLUMNS_MAX 16384
#define WORKBOOK_CELL_MAX (256u * 1024)		/* bytes; a spreadsheet has 32,767 characters */
/* More rows without a cell than this are a table that was dragged to its end. */
#define WORKBOOK_EMPTY_MAX 1000000L

struct workbook;

struct workbook_row {
	long		 number;	/* from 1; empty rows are left out */
	size_t		 count;
	const char *const *cell;	/* "" for gaps; valid until the call returns */
	size_t		 filled_count;
	const uint32_t	*filled;	/* cells that are filled from above, from 0 */
};
typedef bool (*workbook_fn)(void *arg, const struct workbook_row *row);

/* fd: the file; scratch: an empty one that nobody else has, for the strings;
 * both stay the caller's.  Refuses what is no XLSX, is encrypted, cut short or
 * out of the limits. */
struct workbook *workbook_open(int fd, int scratch, struct err *err);
void	workbook_close(struct workbook *book);		/* NULL ok */
size_t	workbook_sheets(const struct workbook *book);
const char *workbook_sheet_name(const struct workbook *book, size_t sheet);
bool	workbook_sheet_hidden(const struct workbook *book, size_t sheet);
/* All rows of a sheet.  A false from row stops, and err is untouched.  below:
 * cells that are merged downwards and begin below this row fill the rows they
 * go over with their text, but no row that has nothing else; 0: none do. */
bool	workbook_read(struct workbook *book, size_t sheet, long below,
	    workbook_fn row, void *arg, struct err *err);

#endif
