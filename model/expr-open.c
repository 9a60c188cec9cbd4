/*
 * model/expr-open.c: the live expressions of a form of the store
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/expr.h"

struct formexpr *
formexpr_open(struct store *store, const struct formdef *form, struct err *err)
{
	return formexpr_make(store_db(store), store_catalog(store), form, err);
}
