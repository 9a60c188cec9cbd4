/*
 * model/expr.h: live expressions without a store, and what types know
 * SPDX-License-Identifier: Apache-2.0
 *
 * The functions that screens use, formexpr_*, stand in model/record.h.
 */
#ifndef MODEL_EXPR_H
#define MODEL_EXPR_H

#include "model/catalog.h"
#include "model/db.h"
#include "model/record.h"

/* formexpr_open over a database that has the vocabulary: any, since no table
 * is read. */
struct formexpr *formexpr_make(struct db *db, struct catalog *catalog,
	    const struct formdef *form, struct err *err);

/* ---- model/builtin.c: checks that come with a type ---- */
struct builtin;
extern const char builtin_required[];
struct builtin *builtin_open(struct catalog *catalog, const struct formdef *form,
	    struct err *err);
void	builtin_close(struct builtin *builtin);		/* NULL ok */
/* What is wrong with the value of the blank at, on paper of that date; NULL
 * when nothing is.  Lives as long as builtin. */
const char *builtin_judge(struct builtin *builtin, size_t at, const char *value, int on);

#endif
