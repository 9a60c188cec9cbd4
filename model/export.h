/*
 * model/export.h: records out, row by row
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_EXPORT_H
#define MODEL_EXPORT_H

#include <stdbool.h>

#include "base/err.h"
#include "base/file.h"
#include "model/store.h"

/* The columns that a full export of a form has behind its blanks, so that it
 * can be imported again (import-own.c). */
#define OWN_RECORD "记录号"
#define OWN_PERSON "人员记录号"
#define OWN_PERIOD "帮教期记录号"
#define OWN_ABSENT "未填原因"

enum export_kind { EXPORT_TEXT, EXPORT_DATE, EXPORT_MONEY, EXPORT_NUMBER };
struct export_column { char *head; enum export_kind kind; };

/* Where the rows go.  Texts are good for the call only; unmasked or not is
 * settled, harmless to a spreadsheet is not.  What read as a mark of a
 * character (text_shown) is guarded. */
struct export_sink {
	bool	(*begin)(void *arg, const char *title,
		    const struct export_column *column, size_t count, struct err *err);
	bool	(*row)(void *arg, const char *const *text, size_t count,
		    struct err *err);
	void	*arg;
};

/* A form's records or `roster` (one row a period, columns of data/), Chinese
 * heads, ID numbers and phones masked unless full; a form's full export has
 * the columns above, too.  Streams in key slices. */
bool	export_each(struct store *store, const char *name, bool full,
	    const struct export_sink *sink, long *rows, struct err *err);
/* The same as CSV.  A character that the encoding lacks is written as a mark
 * (text_shown), which import turns back; *notice (may be NULL) names the cells. */
bool	export_run(struct store *store, const char *name, const char *encoding,
	    bool full, struct file_out *out, long *rows, struct buf *notice,
	    struct err *err);
/* The same, which now and then asks whether to go on (false: ERR_INTERRUPTED);
 * all is not known and told as 0. */
bool	export_csv(struct store *store, const char *name, const char *encoding,
	    bool full, struct file_out *out,
	    bool (*progress)(void *arg, long done, long all), void *arg, long *rows,
	    struct buf *notice,
	    struct err *err);
/* The head of the column that a blank is read from again: for references, that
 * of their ids.  The caller's. */
char	*own_head(const struct fielddef *blank);
/* Appends "blank=why" to the cell of OWN_ABSENT. */
void	own_absent_add(struct buf *out, const char *blank, const char *why);
/* Appends one CSV cell: quoted when needed, formula-like texts get a leading '. */
void	csv_cell(struct buf *out, const char *text, bool first);

#endif
