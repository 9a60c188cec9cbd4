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

/* ---- value-tree.c, for value_read ---- */
/* The code of a node that a text names (tree_meant); digits as long as a code
 * are taken as they are, with whatever stands behind them (321112 江苏省…). */
bool	value_read_node(struct store *store, const struct fielddef *field,
	    const char *text, int on, char **out, struct err *err);
/* Letters in a text whose suggestions come from a code table: *out gets the
 * label that they are the initials of.  Anything else stays what it is. */
bool	value_read_offers(struct store *store, const struct fielddef *field, int on,
	    char **out, struct err *err);
/* A node as people read it: "321112 江苏省镇江市丹徒区". */
bool	value_shown_node(struct store *store, const struct fielddef *field,
	    const char *value, struct buf *out, struct err *err);

#endif
