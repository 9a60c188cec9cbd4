/*
 * model/value.h: canonical values and the values of a table
 * SPDX-License-Identifier: Apache-2.0
 *
 * value_read and value_shown, for clerks, stand in model/record.h.
 */
#ifndef MODEL_VALUE_H
#define MODEL_VALUE_H

#include <stdbool.h>

#include "model/catalog.h"

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

#endif
