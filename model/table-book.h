/*
 * model/table-book.h: a workbook from outside as rows
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_TABLE_BOOK_H
#define MODEL_TABLE_BOOK_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "model/catalog.h"
#include "model/delimited.h"
#include "model/table-file.h"
#include "model/table-head.h"

/*
 * The workbook is read by bangjiao-xlsx, a process that gets the open file and
 * nothing else.  What it says waits, checked, in a nameless file, so that the
 * rows can be gone through again as those of a text file.  A row's line is its
 * number in the sheet, and grows; empty rows are not there.
 */
struct tablebook;

/* Now and then while the helper works; false stops it (ERR_INTERRUPTED). */
typedef bool (*tablebook_fn)(void *arg);

/* dir: where the nameless file is.  goes may be NULL. */
struct tablebook *tablebook_open(const struct tablefile *file, const char *dir,
	    tablebook_fn goes, void *arg, struct err *err);
void	tablebook_close(struct tablebook *book);	/* NULL ok */
size_t	tablebook_sheets(const struct tablebook *book);
const char *tablebook_sheet(const struct tablebook *book, size_t sheet);
bool	tablebook_hidden(const struct tablebook *book, size_t sheet);
bool	tablebook_alike(const struct tablebook *book, size_t sheet);
size_t	tablebook_taken(const struct tablebook *book);
/* Takes this sheet and no other. */
bool	tablebook_take(struct tablebook *book, const char *name, struct err *err);
/* Takes the sheet with the profile's heads: the visible one with most of them,
 * a hidden one when no other has them; alike are all that have them. */
struct tablehead *tablebook_head(struct tablebook *book,
	    const struct profiledef *profile, struct err *err);
/* The rows of the sheet that is taken.  A false from row stops, and err is untouched. */
bool	tablebook_rows(struct tablebook *book, delimited_fn row, void *arg,
	    struct err *err);

#endif
