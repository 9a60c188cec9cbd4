/*
 * model/delimited.h: text in rows and cells, as spreadsheets save it
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_DELIMITED_H
#define MODEL_DELIMITED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

/*
 * A parser that is fed UTF-8 in pieces of any size and hands out whole rows.
 * Quotes as in RFC 4180: they may hold delimiters, line breaks and doubled
 * quotes.  LF, CRLF and a lone CR end a line, in and out of quotes, so that a
 * line number is the one that an editor shows.  Text behind a closing quote
 * belongs to the cell, as spreadsheets read it.
 *
 * What it holds is one row, and a row has limits: a quote that nobody closed
 * must not swallow the rest of a file unseen.
 */
#define DELIMITED_CELL_MAX (256u * 1024)	/* bytes */
#define DELIMITED_ROW_MAX (4u * 1024 * 1024)	/* bytes */
#define DELIMITED_CELLS_MAX 16384u

struct delimited_row {
	long		 line;		/* on which it begins, from 1 */
	size_t		 count;		/* cells, at least 1 */
	const char *const *cell;	/* verbatim; valid until the call returns */
	/* of a workbook: cells (from 0, ascending) with the text of a merged cell
	 * that goes over them from a row above */
	size_t		 filled_count;
	const uint32_t	*filled;
};

/* false stops the feeding. */
typedef bool (*delimited_fn)(void *arg, const struct delimited_row *row);

/* What may stand between cells; those that are not ours are only named. */
struct delimited_mark {
	uint32_t	 mark;
	const char	*name;		/* 逗号, 制表符 … */
	bool		 ours;
};
const struct delimited_mark *delimited_marks(size_t at); /* NULL behind the last */

struct delimited;
/* delimiter: any character but a quote or a line break. */
struct delimited *delimited_new(uint32_t delimiter, delimited_fn row, void *arg);
void	delimited_free(struct delimited *parser);	/* NULL ok */
/* end: nothing follows; a last line without a line end is a row.  After a
 * false (row's own, err untouched; or a limit or an open quote, err set) the
 * parser takes no more. */
bool	delimited_feed(struct delimited *parser, const char *text, size_t n,
	    bool end, struct err *err);
/* Where it stands: line, cell in the row, character in the line; from 1. */
void	delimited_where(const struct delimited *parser, long *line, long *cell,
	    long *column);

/* Appends one cell, quoted where needed, with the delimiter before it unless
 * it is the row's first.  Verbatim: see csv_cell for files for spreadsheets. */
void	delimited_cell(struct buf *out, const char *text, uint32_t delimiter,
	    bool first);

/* A spreadsheet would take such a text for a formula. */
bool	delimited_formula(const char *text);
/* Skips the ' that csv_cell put before a formula-like text. */
const char *delimited_unguard(const char *text);

#endif
