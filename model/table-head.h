/*
 * model/table-head.h: where a table begins and what its columns are
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_TABLE_HEAD_H
#define MODEL_TABLE_HEAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "model/catalog.h"
#include "model/delimited.h"

#define TABLEHEAD_ROWS 60	/* rows that are looked at for heads */
#define TABLEHEAD_NONE ((size_t)-1)

/*
 * Office files have title rows over the heads, and every sender writes the
 * heads his own way.  The head row is the one in which a profile recognises
 * most columns; the delimiter is the one with which it does so.  Heads of two
 * rows are read as one: 家属 over 姓名 and 电话 is 家属姓名 and 家属电话, 姓名 over
 * nothing is 姓名.
 */
struct tablehead {
	uint32_t	 delimiter;
	bool		 cut;		/* of a text: rows may be cut wrongly */
	long		 line;		/* of the head row */
	size_t		 ours;		/* leading columns of a rejects file: 2 or 0 */
	size_t		 count;		/* cells of the head row */
	char		**text;		/* verbatim, or of two rows joined */
	/* the two rows as they stand, where the head is of two; else NULL */
	char		**over, **under;
	size_t		 over_count, under_count;
	size_t		*column;	/* for each profile field, or TABLEHEAD_NONE */
	bool		*known;		/* for each cell: some profile field has it */
	size_t		 field_count;
};

/*
 * The search is given the first rows: of a text one part for each delimiter
 * (delimited_marks) with the rows that it gives, else the rows alone.
 */
struct tablehead_search;
/* delimiter: the only one that is taken; 0: by content. */
struct tablehead_search *tablehead_search_new(const struct profiledef *profile,
	    uint32_t delimiter);
/* The rows that follow are of a text, cut by this delimiter. */
void	tablehead_search_part(struct tablehead_search *search,
	    uint32_t delimiter);
/* False: it needs no more rows. */
bool	tablehead_search_row(void *search, const struct delimited_row *row);
/* Frees the search and gives the best row as the head.  NULL with err: no head
 * row (says which heads are needed), a required column missing (says which and
 * how it may be spelt), or a delimiter that is not taken (says which).  *score:
 * how many columns are known in the best row. */
struct tablehead *tablehead_search_end(struct tablehead_search *search,
	    size_t *score, struct err *err);

/* The same as it is: NULL when nothing is known anywhere, else the best row,
 * however little of it is known. */
struct tablehead *tablehead_search_best(struct tablehead_search *search,
	    size_t *score);
/* This row as the head, whatever it says. */
struct tablehead *tablehead_of(const struct profiledef *profile,
	    uint32_t delimiter, const struct delimited_row *row);
/* Are all columns there that the profile requires?  Says which are not. */
bool	tablehead_complete(const struct tablehead *head,
	    const struct profiledef *profile, struct err *err);

void	tablehead_free(struct tablehead *head);		/* NULL ok */
/* Is the row the head again, or one row of it, or a part (a table pasted page by
 * page)? */
bool	tablehead_same(const struct tablehead *head, const char *const *cell,
	    size_t count);
/* Is the cell the head of this column, or a part of it? */
bool	tablehead_is(const struct tablehead *head, size_t column, const char *cell);
/* The delimiters that are taken, from 0; 0 behind the last. */
uint32_t tablehead_delimiters(size_t at);
/* 逗号, 制表符 … */
const char *tablehead_delimiter(uint32_t delimiter);
/* A head as it is compared: no blanks, brackets, marks; narrow, lower case.
 * Appends to out. */
void	tablehead_plain(struct buf *out, const char *text);

#endif
