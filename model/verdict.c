/*
 * model/verdict.c: what the SQL of a definition may touch
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/verdict.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/mem.h"
#include "model/vocabulary.h"

/* A word that stood in some definition. */
struct view {
	char		*name;
	bool		 made;		/* a view of live rows stands before the table */
	char		*parent;	/* the form whose child it is, or NULL */
	struct view	*next;
};

struct views {
	struct view	*first;
};

/* ---- views of live rows ---- */
struct views *
views_new(void)
{
	return mem_new(sizeof(struct views));
}

void
views_free(struct views *views)
{
	struct view *view, *next;

	if (views == NULL)
		return;
	for (view = views->first; view != NULL; view = next) {
		next = view->next;
		free(view->name);
		free(view->parent);
		free(view);
	}
	free(views);
}

static struct view *
find_view(const struct views *views, const char *name)
{
	struct view *view;

	for (view = views->first; view != NULL; view = view->next)
		if (strcasecmp(view->name, name) == 0)
			return view;
	return NULL;
}

/* The columns of a table of the store as a list for SELECT; how many. */
static bool
list_columns(struct db *db, const char *table, struct buf *list, int *count,
    bool *form, bool *child, struct err *err)
{
	struct stmt *stmt;
	int got, marks = 0, pair = 0;

	*count = 0;
	stmt = db_query(db, "SELECT name FROM pragma_table_info(?1, 'main')", err);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, table);
	while ((got = stmt_step(stmt, err)) == 1) {
		const char *name = stmt_get(stmt, 0);

		++*count;
		if (strcmp(name, "digest") == 0 || strcmp(name, "removed") == 0) {
			marks++;
			continue;
		}
		pair += strcmp(name, "record") == 0 || strcmp(name, "value") == 0;
		buf_addf(list, "%s\"%s\"", list->len > 0 ? ", " : "", name);
	}
	stmt_done(stmt);
	*form = marks == 2;
	*child = *count == 2 && pair == 2;
	return got == 0;
}

/* A form's table shows its live rows; a child shows those of live records. */
static bool
make_view(struct view *view, struct db *db, struct err *err)
{
	struct buf list = BUF_INIT, sql = BUF_INIT;
	bool form, child, ok;
	int count;

	ok = list_columns(db, view->name, &list, &count, &form, &child, err);
	if (ok && child) {
		ok = db_text(db, "SELECT \"table\" FROM pragma_foreign_key_list(?1, 'main')"
		    " WHERE \"from\" = 'record'", (const char *[]){ view->name }, 1,
		    &view->parent, err);
		child = ok && view->parent != NULL;
	}
	if (!ok || (!form && !child))
		goto out;
	buf_addf(&sql, "CREATE TEMP VIEW IF NOT EXISTS \"%s\" AS SELECT %s FROM main.\"%s\" WHERE ",
	    view->name, buf_str(&list), view->name);
	if (form)
		buf_add(&sql, "removed IS NULL");
	else
		buf_addf(&sql, "(SELECT f.removed FROM main.\"%s\" AS f"
		    " WHERE f.id = record) IS NULL", view->parent);
	ok = db_exec(db, buf_str(&sql), err);
	view->made = ok;
out:
	buf_clear(&sql);
	buf_clear(&list);
	return ok;
}

static bool
see_word(struct views *views, struct db *db, const char *word, size_t n, struct err *err)
{
	struct view *view;
	char *name = mem_textn(word, n);

	if (find_view(views, name) != NULL) {
		free(name);
		return true;
	}
	view = mem_new(sizeof(*view));
	view->name = name;
	if (!make_view(view, db, err)) {
		free(view->name);
		free(view->parent);
		free(view);
		return false;
	}
	view->next = views->first;
	views->first = view;
	/* A child's view reads its form's table: that is to be known as one. */
	return view->parent == NULL ||
	    see_word(views, db, view->parent, strlen(view->parent), err);
}

bool
views_make(struct views *views, struct db *db, const char *sql, struct err *err)
{
	size_t n;

	while (*sql != '\0') {
		if (*sql == '\'') {		/* texts hold no tables */
			for (sql++; *sql != '\0' && *sql != '\''; sql++)
				;
			sql += *sql != '\0';
			continue;
		}
		if (*sql == ':' || !(isalpha((unsigned char)*sql) || *sql == '_')) {
			sql += *sql == ':' ? 1 + strcspn(sql + 1, " \t\n,;()+-*/<>=|") : 1;
			continue;
		}
		for (n = 1; isalnum((unsigned char)sql[n]) || sql[n] == '_'; n++)
			;
		if (!see_word(views, db, sql, n, err))
			return false;
		sql += n;
	}
	return true;
}

bool
views_drop(struct views *views, struct db *db, struct err *err)
{
	const struct view *view;
	char *sql;
	bool ok = true;

	for (view = views->first; ok && view != NULL; view = view->next) {
		if (!view->made)
			continue;
		sql = mem_printf("DROP VIEW IF EXISTS temp.\"%s\"", view->name);
		ok = db_exec(db, sql, err);
		free(sql);
	}
	return ok;
}

/* ---- the judgement ---- */
struct verdict *
verdict_new(const char *const *tables)
{
	struct verdict *verdict = mem_new(sizeof(*verdict));
	struct buf list = BUF_INIT;

	if (tables == NULL)
		return verdict;
	buf_addc(&list, ' ');
	for (; *tables != NULL; tables++)
		buf_addf(&list, "%s ", *tables);
	verdict->tables = buf_take(&list);
	return verdict;
}

void
verdict_free(struct verdict *verdict)
{
	size_t i;

	if (verdict == NULL)
		return;
	for (i = 0; i < verdict->reads; i++)
		free(verdict->read[i]);
	free(verdict->read);
	free(verdict->tables);
	free(verdict);
}

bool
verdict_same(const struct verdict *a, const struct verdict *b)
{
	if (a == NULL || b == NULL)
		return a == b;
	if (a->tables == NULL || b->tables == NULL)
		return a->tables == b->tables;
	return strcmp(a->tables, b->tables) == 0;
}

static bool
listed(const char *list, const char *name)
{
	char *word = mem_printf(" %s ", name);
	bool in = strcasestr(list, word) != NULL;

	free(word);
	return in;
}

static bool
refuse(struct verdict *verdict, const char *what, const char *name)
{
	if (verdict->refused[0] == '\0')
		snprintf(verdict->refused, sizeof(verdict->refused),
		    "定义中的 SQL 不能用%s %.60s；可用的表和函数见 doc/definitions.md",
		    what, name);
	return false;
}

static bool
note_read(struct verdict *verdict, const char *table)
{
	size_t i;

	for (i = 0; i < verdict->reads; i++)
		if (strcasecmp(verdict->read[i], table) == 0)
			return true;
	verdict->read = mem_grow(verdict->read, verdict->reads, &verdict->reads_cap,
	    sizeof(*verdict->read));
	verdict->read[verdict->reads++] = mem_text(table);
	return true;
}

bool
verdict_read(struct verdict *verdict, const struct views *views,
    const char *table, const char *column, const char *schema, const char *through)
{
	const struct view *view = find_view(views, table), *outer;
	bool made = view != NULL && view->made, may;

	if (strcasecmp(column, "rowid") == 0)
		return refuse(verdict, "行号", column);
	if (made && strcasecmp(schema, "main") == 0) {
		/* The table itself: only behind a view that was judged. */
		outer = through != NULL ? find_view(views, through) : NULL;
		if (outer == NULL || !outer->made)
			return refuse(verdict, "表", table);
		return note_read(verdict, table);
	}
	if (verdict->tables == NULL)
		may = made || vocabulary_table(table);
	else
		may = listed(verdict->tables, table) || (made &&
		    view->parent != NULL && listed(verdict->tables, view->parent));
	if (!may)
		return refuse(verdict, "表", table);
	return note_read(verdict, table);
}

bool
verdict_function(struct verdict *verdict, const char *name)
{
	return vocabulary_plain(name) || refuse(verdict, "函数", name);
}

bool
verdict_statement(struct verdict *verdict)
{
	return refuse(verdict, "查询以外的语句", "");
}
