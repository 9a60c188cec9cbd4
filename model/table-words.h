/*
 * model/table-words.h: the words that make heads, and heads of two rows
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_TABLE_WORDS_H
#define MODEL_TABLE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "model/catalog.h"
#include "model/delimited.h"

/* A profile's heads as they are compared (tablehead_plain), made once.  The
 * profile lives as long. */
struct tablewords;
struct tablewords *tablewords_new(const struct profiledef *profile);
void	tablewords_free(struct tablewords *words);	/* NULL ok */
/* The k-th head of a field. */
const char *tablewords_of(const struct tablewords *words, size_t field, size_t k);
/* Is the plain text a head of some field? */
bool	tablewords_head(const struct tablewords *words, const char *plain);

/* tablehead_plain of what stands not in brackets: 释放日期（年月日）; appends. */
void	tablewords_bare(struct buf *out, const char *text);
bool	tablewords_empty(const char *cell);
/* Names the text one blank in two ways (联系电话/手机)?  *out: the first of them,
 * as it is compared. */
bool	tablewords_either(const struct tablewords *words, const char *text,
	    struct buf *out);

/*
 * Two rows of heads as one, a head of the row over standing over what follows
 * it until the next: what both say together, where that is a head, else the
 * lower one.  A head that anybody has (姓名, 电话; `common` of the profile) is
 * the person's only under nothing, under the group that has his own name, under
 * a group that is said to be his (`own`) or is a head of the same blank; under
 * another one it is joined and thereby unknown, but for a name under a head
 * (责任人 over 姓名), which is that head.  *count cells, the caller's; *joined: how
 * many are known by both rows.
 */
char	**tablejoin_rows(const struct tablewords *words, char *const *over,
	    size_t over_count, const struct delimited_row *under, size_t *count,
	    size_t *joined);

#endif
