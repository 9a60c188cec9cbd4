/*
 * reports/select.h: the SELECT of a report or list, prepared
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_SELECT_H
#define REPORTS_SELECT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "model/catalog.h"
#include "model/db.h"
#include "model/store.h"
#include "reports/table.h"

struct select {
	const struct reportdef *def;
	struct stmt	*stmt;
	size_t		 count;		/* columns, and the group's if there is one */
	size_t		 order_count;	/* and behind them the order's */
	int		*col;		/* where each stands in the select */
	const struct codetable **table;	/* of each column, NULL = none */
};

/* Prepares it; every column must be in it.  Errors name file and line. */
bool	select_open(struct select *select, struct store *store,
	    const struct reportdef *def, struct err *err);
void	select_close(struct select *select);	/* may be closed twice */
/* Binds :name if the select has it. */
void	select_bind(struct select *select, const char *name, const char *value);
/* 1 = a row, 0 = the end, -1 = err. */
int	select_step(struct select *select, struct err *err);
/* Column i of the row, as the database has it; until the next step. */
const char *select_value(struct select *select, size_t i);
/* Appends value as column i shows it. */
void	select_shown(const struct select *select, size_t i, const char *value,
	    struct buf *out);
/* An empty table with the heads of the columns; the caller's.  dir is for
 * rows that do not fit in memory. */
struct table *select_table(const struct select *select, const char *dir);
/* Runs it with what is bound, appends its rows to the table as they are shown,
 * and makes it ready to run again: one short read. */
bool	select_rows(struct select *select, struct table *table, struct err *err);
/* Value of an SQL expression without tables' help: a parameter's default.
 * NULL in *value for NULL; the caller's. */
bool	select_expression(struct store *store, const char *expression,
	    char **value, struct err *err);

#endif
