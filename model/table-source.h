/*
 * model/table-source.h: a table from outside as rows, text or workbook alike
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_TABLE_SOURCE_H
#define MODEL_TABLE_SOURCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "model/catalog.h"
#include "model/delimited.h"
#include "model/table-head.h"

/*
 * What everybody who reads files from outside needs of them: what the file
 * is, where its heads are, and its rows, as often as wanted.  Nothing of it is
 * held in memory but a row.  What is not said is judged by content: the
 * encoding when it is opened, the delimiter or the sheet when the heads of a
 * profile are looked for.
 */
struct tablesource;

struct tablesource_options {
	const char	*encoding;	/* NULL: by content */
	uint32_t	 delimiter;	/* 0: by content */
	const char	*sheet;		/* NULL: by the profile */
	const char	*dir;		/* for nameless files, NULL: "." */
	/* Now and then while it is read; false stops it (ERR_INTERRUPTED). */
	bool		(*goes)(void *arg);
	void		*arg;
};

/* NULL with err: no such file, no table, an encoding that nobody knows, a
 * broken workbook, no sheet of that name. */
struct tablesource *tablesource_open(const char *path,
	    const struct tablesource_options *options, struct err *err);
void	tablesource_close(struct tablesource *source);	/* NULL ok */

bool	tablesource_workbook(const struct tablesource *source);
/* What is written beside it (rejects) takes these: of a workbook utf-8. */
const char *tablesource_encoding(const struct tablesource *source);
bool	tablesource_crlf(const struct tablesource *source);
/* What its bytes look like; differs from encoding only when that was said. */
const char *tablesource_looks(const struct tablesource *source);
/* Of a text, as said or as the heads were found; 0: not known (yet). */
uint32_t tablesource_delimiter(const struct tablesource *source);

/* The sheets of a workbook; a text has none.  taken: the one that is read, as
 * said, or as the heads were found; until then the first visible one.  alike:
 * it has the heads too (after tablesource_head). */
size_t	tablesource_sheets(const struct tablesource *source);
const char *tablesource_sheet(const struct tablesource *source, size_t sheet);
bool	tablesource_hidden(const struct tablesource *source, size_t sheet);
bool	tablesource_alike(const struct tablesource *source, size_t sheet);
size_t	tablesource_taken(const struct tablesource *source);

/* Says it after all: the delimiter of a text, 0: by content again; the sheet of
 * a workbook. */
void	tablesource_split(struct tablesource *source, uint32_t delimiter);
bool	tablesource_take(struct tablesource *source, const char *sheet,
	    struct err *err);
/* The heads are in this row, 0: nobody knows.  In the rows below it the cells of
 * a workbook that are merged downwards have their text in each row they go over
 * (delimited.h).  Set when the heads are found. */
void	tablesource_below(struct tablesource *source, long line);

/* Looks for the heads of the profile, and takes the delimiter or the sheet in
 * which they are: of sheets the visible one with most of them, a hidden one
 * when no other has them.  NULL with err: see tablehead_search_end.  The
 * caller's. */
struct tablehead *tablesource_head(struct tablesource *source,
	    const struct profiledef *profile, struct err *err);
/* The first rows as they stand, at most so many, without heads and without a
 * profile; with the delimiter that is known, else a comma.  A false from row
 * ends it without an error. */
bool	tablesource_preview(struct tablesource *source, size_t most,
	    delimited_fn row, void *arg, struct err *err);
/* The same for a text of which some bytes cannot be decoded: they read as
 * U+FFFD.  Shows what there is and fails in silence. */
void	tablesource_glimpse(struct tablesource *source, size_t most,
	    delimited_fn row, void *arg);
/* All rows, the head among them, with the delimiter or the sheet that is
 * taken.  A row's line is where an editor or a spreadsheet shows it; lines
 * grow.  False: row said so (err untouched); or err: a byte that cannot be
 * decoded, with its place; a row out of the limits; the file was changed
 * since the first time. */
bool	tablesource_rows(struct tablesource *source, delimited_fn row, void *arg,
	    struct err *err);
/* SHA-256 of the file's bytes in hex, which all rows have been read of; "" as
 * long as they have not been. */
const char *tablesource_digest(const struct tablesource *source);

#endif
