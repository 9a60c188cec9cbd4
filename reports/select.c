/*
 * reports/select.c: the SELECT of a report or list, prepared
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "reports/select.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/column.h"

static bool
find_column(struct select *select, size_t i, const char *name, int line,
    struct err *err)
{
	int col;

	for (col = 0; col < stmt_columns(select->stmt); col++)
		if (strcmp(stmt_name(select->stmt, col), name) == 0) {
			select->col[i] = col;
			return true;
		}
	return err_set(err, ERR_DATA, "%s:%d：select 里没有“%s”这一列："
	    "请在 select 里写 AS %s，或改正列名", select->def->file, line,
	    name, name);
}

static bool
find_columns(struct select *select, struct store *store, struct err *err)
{
	const struct reportdef *def = select->def;
	size_t i;

	for (i = 0; i < def->column_count; i++) {
		if (!find_column(select, i, def->column[i].name,
		    def->column[i].line, err))
			return false;
		if (def->column[i].format != CELL_LABEL)
			continue;
		select->table[i] = catalog_codes(store_catalog(store),
		    def->column[i].table, err);
		if (select->table[i] == NULL)
			return err_wrap(err, "%s:%d：", def->file,
			    def->column[i].line);
	}
	if (def->group != NULL &&
	    !find_column(select, i, def->group, def->line, err))
		return false;
	for (i = 0; i < def->order_count; i++)
		if (!find_column(select, select->count + i, def->order[i],
		    def->line, err))
			return false;
	return true;
}

bool
select_open(struct select *select, struct store *store,
    const struct reportdef *def, struct err *err)
{
	memset(select, 0, sizeof(*select));
	select->def = def;
	select->count = def->column_count + (def->group != NULL);
	select->order_count = def->order_count;
	select->col = mem_new((select->count + select->order_count) *
	    sizeof(*select->col));
	select->table = mem_new(select->count * sizeof(*select->table));
	select->stmt = store_query(store, def->select, NULL, NULL, err);
	if (select->stmt == NULL)
		err_wrap(err, "%s:%d：", def->file, def->select_line);
	else if (find_columns(select, store, err))
		return true;
	select_close(select);
	return false;
}

void
select_close(struct select *select)
{
	stmt_done(select->stmt);
	free(select->col);
	free(select->table);
	memset(select, 0, sizeof(*select));
}

static int
param_at(struct select *select, const char *name)
{
	char *param = mem_printf(":%s", name);
	int at = stmt_param(select->stmt, param);

	free(param);
	return at;
}

void
select_bind(struct select *select, const char *name, const char *value)
{
	stmt_text(select->stmt, param_at(select, name), value);
}

int
select_step(struct select *select, struct err *err)
{
	return stmt_step(select->stmt, err);
}

const char *
select_value(struct select *select, size_t i)
{
	return stmt_get(select->stmt, select->col[i]);
}

void
select_shown(const struct select *select, size_t i, const char *value,
    struct buf *out)
{
	column_shown(&select->def->column[i], select->table[i], value, out);
}

struct table *
select_table(const struct select *select, const char *dir)
{
	const struct reportdef *def = select->def;
	struct table *table = table_new(def->column_count, dir);
	size_t i;

	for (i = 0; i < def->column_count; i++)
		table_head(table, i, def->column[i].head,
		    def->column[i].align == CELL_RIGHT);
	return table;
}

bool
select_rows(struct select *select, struct table *table, struct err *err)
{
	size_t count = select->def->column_count, i;
	struct buf *shown = mem_new(count * sizeof(*shown));
	const char **text = mem_new(count * sizeof(*text));
	bool ok = true;
	int got;

	while (ok && (got = select_step(select, err)) != 0) {
		if (got < 0) {
			ok = false;
			break;
		}
		for (i = 0; i < count; i++) {
			buf_cut(&shown[i], 0);
			select_shown(select, i, select_value(select, i),
			    &shown[i]);
			text[i] = buf_str(&shown[i]);
		}
		ok = table_add(table, text, err);
	}
	stmt_again(select->stmt);
	for (i = 0; i < count; i++)
		buf_clear(&shown[i]);
	free(shown);
	free(text);
	return ok;
}

bool
select_expression(struct store *store, const char *expression, char **value,
    struct err *err)
{
	char *sql = mem_printf("SELECT %s", expression);
	struct stmt *stmt = store_query(store, sql, NULL, NULL, err);
	int got;

	*value = NULL;
	free(sql);
	if (stmt == NULL)
		return false;
	got = stmt_step(stmt, err);
	if (got == 1)
		*value = mem_text(stmt_get(stmt, 0));
	stmt_done(stmt);
	return got >= 0;
}
