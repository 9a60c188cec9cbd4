/*
 * reports/table.h: a plain table of results, aligned or as CSV
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_TABLE_H
#define REPORTS_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/text.h"

/* Rows wait in a spool, for a column is as wide as its widest cell. */
struct table;
struct table *table_new(size_t columns, const char *dir);
void	table_free(struct table *table);	/* NULL allowed */
/* A column's head (copied) and on which side its cells stand. */
void	table_head(struct table *table, size_t column, const char *head,
	    bool right);
/* Harmful characters are marked when the table is printed. */
bool	table_add(struct table *table, const char *const *text, struct err *err);
long	table_rows(const struct table *table);

/* Gives the table's lines, with their line ends, to write. */
typedef bool (*table_write_fn)(void *arg, const char *text, struct err *err);
bool	table_text(struct table *table, text_cell_fn cell, table_write_fn write,
	    void *arg, struct err *err);
bool	table_csv(struct table *table, table_write_fn write, void *arg,
	    struct err *err);

#endif
