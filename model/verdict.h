/*
 * model/verdict.h: what the SQL of a definition may touch
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_VERDICT_H
#define MODEL_VERDICT_H

#include <stdbool.h>
#include <stddef.h>

#include "model/db.h"

/*
 * Definitions never see a form's table, only a temporary view of the same name
 * over its live rows.  A connection makes such a view when a definition first
 * names the table; which words are tables is looked up once each.
 */
struct views;

struct views *views_new(void);
void	views_free(struct views *views);		/* NULL ok */
/* Makes the views of all tables that sql names. */
bool	views_make(struct views *views, struct db *db, const char *sql, struct err *err);

/* Drops them again: the tables behind have changed. */
bool	views_drop(struct views *views, struct db *db, struct err *err);

/* The judgement on one definition: kept with its statement. */
struct verdict {
	char	*tables;		/* " a b ", NULL = all that definitions may read */
	size_t	 reads, reads_cap;
	char	**read;			/* what it does read */
	char	 refused[200];		/* why not, "" = nothing was refused */
};

/* tables ends with NULL, NULL = all. */
struct verdict *verdict_new(const char *const *tables);
void	verdict_free(struct verdict *verdict);		/* NULL ok */
bool	verdict_same(const struct verdict *a, const struct verdict *b);
/* true: may.  schema and through (the view that reads) as the engine says. */
bool	verdict_read(struct verdict *verdict, const struct views *views,
	    const char *table, const char *column, const char *schema, const char *through);
bool	verdict_function(struct verdict *verdict, const char *name);
/* Anything that is not a SELECT.  Always false. */
bool	verdict_statement(struct verdict *verdict);

#endif
