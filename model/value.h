/*
 * model/value.h: canonical values and the values of a table
 * SPDX-License-Identifier: Apache-2.0
 *
 * value_read and value_shown, for clerks, stand in model/record.h.
 */
#ifndef MODEL_VALUE_H
#define MODEL_VALUE_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "model/catalog.h"
#include "model/record.h"
#include "model/store.h"

/* Digits with a sign (thousands marks are dropped) and up to places decimals,
 * as an integer of the smallest unit. */
bool	value_number(const char *text, int places, long long *out);
/* Fen as canonical yuan, "12.50"; the caller's. */
char	*value_money(long long fen);
/* The integer that an int, money (fen) or yesno blank keeps in its table;
 * false when value is not canonical. */
bool	value_stored(const struct fielddef *field, const char *value, long long *out);
/* The canonical value of what a table or an expression gave as text; NULL when
 * it is none of that type.  The caller's. */
char	*value_from_stored(const struct fielddef *field, const char *text);

/* ---- value-number.c, for value_taken ---- */
/* A label, a spelling, or a number of the source's systems; NULL with ERR_INPUT. */
const struct code *value_code_taken(struct catalog *catalog, const struct fielddef *field,
	    const struct codetable *table, const char *text,
	    const struct value_source *source, struct err *err);
/* "有": 1, "02": 0 by the source's table; false when it has no table or the
 * table does not know it. */
bool	value_yesno_taken(struct catalog *catalog, const struct fielddef *field,
	    const char *text, const struct value_source *source, char **out);
/* The sentence of a text that is no code of the table (value-read.c). */
void	value_code_unknown(const struct fielddef *field, const struct codetable *table,
	    const char *text, struct err *err);

/* ---- value-phone.c, for value_read ---- */
/* The numbers of a text (narrow, trimmed) by 、, each with its words in brackets
 * behind it; the caller's.  NULL: there is none. */
char	*value_phones(const char *text);

/* ---- value-tree.c, for value_read ---- */
/* The code of a node that a text names (tree_meant); digits as long as a code
 * are taken as they are, with whatever stands behind them (321112 江苏省…).
 * letters: may it be initials? */
bool	value_read_node(struct store *store, const struct fielddef *field,
	    const char *text, int on, bool letters, char **out, struct err *err);
/* Letters in a text whose suggestions come from a code table: *out gets the
 * label that they are the initials of.  Anything else stays what it is. */
bool	value_read_offers(struct store *store, const struct fielddef *field, int on,
	    char **out, struct err *err);
/* A node as people read it, named as on that day (DATE_NONE: now): "321112
 * 江苏省镇江市丹徒区". */
bool	value_shown_node(struct store *store, const struct fielddef *field,
	    const char *value, int on, struct buf *out, struct err *err);

#endif
