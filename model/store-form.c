/*
 * model/store-form.c: the tables of a form, which only grow
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/store-private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

struct growing {
	struct store		*store;
	const struct formdef	*form;
	void			(*says)(void *arg, const char *line);
	void			*arg;
	size_t			 count, cap;
	struct { char *name; bool whole_number, wanted; } *column;
};

static void
tell(struct growing *grow, char *line)
{
	if (grow->says != NULL)
		grow->says(grow->arg, line);
	free(line);
}

/* Takes sql. */
static bool
run(struct growing *grow, char *sql, struct err *err)
{
	bool ok = db_exec(store_db(grow->store), sql, err);

	free(sql);
	return ok || err_wrap(err, "表 %s（%s）：", grow->form->name, grow->form->title);
}

static bool
load_columns(struct growing *grow, struct err *err)
{
	struct stmt *stmt = db_query(store_db(grow->store),
	    "SELECT name, type FROM pragma_table_info(?1, 'main')", err);
	int got;

	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, grow->form->name);
	while ((got = stmt_step(stmt, err)) == 1) {
		grow->column = mem_grow(grow->column, grow->count, &grow->cap,
		    sizeof(*grow->column));
		grow->column[grow->count].name = mem_text(stmt_get(stmt, 0));
		grow->column[grow->count].wanted = false;
		grow->column[grow->count++].whole_number =
		    strcmp(stmt_get(stmt, 1), "INTEGER") == 0;
	}
	stmt_done(stmt);
	return got == 0;
}

static size_t
find_column(const struct growing *grow, const char *name)
{
	size_t i;

	for (i = 0; i < grow->count; i++)
		if (strcmp(grow->column[i].name, name) == 0)
			break;
	return i;
}

static bool
has_table(struct growing *grow, const char *name, bool *has, struct err *err)
{
	long long n;

	if (!db_int(store_db(grow->store), "SELECT count(*) FROM main.sqlite_schema"
	    " WHERE type = 'table' AND name = ?1", &name, 1, 0, &n, err))
		return false;
	*has = n > 0;
	return true;
}

static const char *
storage(const struct fielddef *field)
{
	return fielddef_stored_int(field) ? "INTEGER" : "TEXT";
}

/* The owners: whose paper it is. */
static const char *
owners(const struct formdef *form, size_t i)
{
	static const char *const name[] = { "office", "person", "period" };

	assert(i < sizeof(name) / sizeof(*name));
	return i <= (size_t)form->of ? name[i] : NULL;
}

static bool
create_table(struct growing *grow, struct err *err)
{
	const struct formdef *form = grow->form;
	struct buf sql = BUF_INIT;
	const char *owner;
	size_t i;

	buf_addf(&sql, "CREATE TABLE main.\"%s\" (\n\tid TEXT NOT NULL UNIQUE", form->name);
	for (i = 0; i < 3 && (owner = owners(form, i)) != NULL; i++)
		buf_addf(&sql, ",\n\t%s TEXT NOT NULL REFERENCES %s(id)", owner, owner);
	buf_add(&sql, ",\n\tversion TEXT NOT NULL,\n\tmade_at TEXT NOT NULL,\n\tmade_by TEXT NOT NULL"
	    ",\n\tsaved_at TEXT NOT NULL,\n\tsaved_by TEXT NOT NULL,\n\tdigest BLOB NOT NULL"
	    ",\n\tabsent TEXT,\n\tremoved TEXT REFERENCES operation(id)");
	for (i = 0; i < form->count; i++)
		if (!fielddef_multi(&form->field[i]))
			buf_addf(&sql, ",\n\t\"%s\" %s", form->field[i].name,
			    storage(&form->field[i]));
	buf_add(&sql, "\n) STRICT");
	if (!run(grow, buf_take(&sql), err))
		return false;
	for (i = 0; i < 3 && (owner = owners(form, i)) != NULL; i++)
		if (!run(grow, mem_printf("CREATE INDEX main.\"%s:%s\" ON \"%s\"(%s)",
		    form->name, owner, form->name, owner), err))
			return false;
	tell(grow, mem_printf("新增表 %s（%s）", form->name, form->title));
	return true;
}

/* A blank that the table lacks: a new column, or an old one renamed. */
static bool
grow_column(struct growing *grow, const struct fielddef *field, struct err *err)
{
	const char *table = grow->form->name;
	size_t at = find_column(grow, field->name), old = grow->count;

	if (at == grow->count && field->was != NULL)
		old = find_column(grow, field->was);
	if (old < grow->count && formdef_field(grow->form, field->was) == NULL)
		at = old;
	else
		old = grow->count;
	if (at < grow->count) {
		grow->column[at].wanted = true;
		if (grow->column[at].whole_number != fielddef_stored_int(field))
			return err_set(err, ERR_DATA, "%s:%d：栏目 %s 原来存为%s，不能改为%s；"
			    "请换一个栏目名", field->file, field->line, field->name,
			    grow->column[at].whole_number ? "整数" : "文字",
			    fielddef_stored_int(field) ? "整数" : "文字");
	}
	if (old < grow->count) {
		tell(grow, mem_printf("表 %s：栏目 %s 改名为 %s，数据保留", table,
		    field->was, field->name));
		return run(grow, mem_printf("ALTER TABLE main.\"%s\" RENAME COLUMN \"%s\" TO \"%s\"",
		    table, field->was, field->name), err);
	}
	if (at < grow->count)
		return true;
	tell(grow, mem_printf("表 %s：增加栏目 %s（%s）", table, field->name, field->label));
	return run(grow, mem_printf("ALTER TABLE main.\"%s\" ADD COLUMN \"%s\" %s", table,
	    field->name, storage(field)), err);
}

/* The child table of a blank with several values. */
static bool
grow_child(struct growing *grow, const struct fielddef *field, bool fresh, struct err *err)
{
	const char *table = grow->form->name;
	char *child = mem_printf("%s_%s", table, field->name), *old = NULL;
	bool has, ok = has_table(grow, child, &has, err);

	if (!ok || has)
		goto out;
	if (field->was != NULL && formdef_field(grow->form, field->was) == NULL) {
		old = mem_printf("%s_%s", table, field->was);
		ok = has_table(grow, old, &has, err);
		if (ok && has) {
			ok = run(grow, mem_printf("ALTER TABLE main.\"%s\" RENAME TO \"%s\"",
			    old, child), err);
			tell(grow, mem_printf("表 %s：栏目 %s 改名为 %s，数据保留", table,
			    field->was, field->name));
		}
		if (!ok || has)
			goto out;
	}
	ok = run(grow, mem_printf("CREATE TABLE main.\"%s\" (\n"
	    "\trecord TEXT NOT NULL REFERENCES \"%s\"(id),\n\tvalue TEXT NOT NULL,\n"
	    "\tPRIMARY KEY (record, value)\n) STRICT, WITHOUT ROWID", child, table), err) &&
	    run(grow, mem_printf("CREATE INDEX main.\"%s:value\" ON \"%s\"(value)",
	    child, child), err);
	if (ok && !fresh)
		tell(grow, mem_printf("表 %s：增加栏目 %s（%s）", table, field->name, field->label));
out:
	free(old);
	free(child);
	return ok;
}

/* index = "village released_on": the blanks that order, rules and reports ask. */
static bool
grow_index(struct growing *grow, const char *blanks, struct err *err)
{
	struct buf list = BUF_INIT;
	const char *word;
	char *sql;
	size_t n;

	for (word = blanks; *word != '\0'; word += n) {
		word += strspn(word, " \t\n");
		n = strcspn(word, " \t\n");
		if (n > 0)
			buf_addf(&list, "%s\"%.*s\"", list.len > 0 ? ", " : "", (int)n, word);
	}
	sql = mem_printf("CREATE INDEX IF NOT EXISTS main.\"%s:%s\" ON \"%s\"(%s)",
	    grow->form->name, blanks, grow->form->name, buf_str(&list));
	buf_clear(&list);
	return run(grow, sql, err);
}

static bool
system_column(const char *name)
{
	static const char *const names[] = { "id", "office", "person", "period", "version",
	    "made_at", "made_by", "saved_at", "saved_by", "digest", "absent", "removed" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

/* Columns that no blank asks for any more keep what they hold. */
static void
tell_left(struct growing *grow)
{
	size_t i;

	for (i = 0; i < grow->count; i++)
		if (!grow->column[i].wanted && !system_column(grow->column[i].name))
			tell(grow, mem_printf("表 %s：栏目 %s 已不在定义中，数据留在库里",
			    grow->form->name, grow->column[i].name));
}

bool
form_grow(struct store *store, const struct formdef *form,
    void (*says)(void *arg, const char *line), void *arg, struct err *err)
{
	struct growing grow = { .store = store, .form = form, .says = says, .arg = arg };
	bool has = false, ok;
	size_t i;

	assert(db_in_transaction(store->db));
	ok = db_forget(store->db, err) && has_table(&grow, form->name, &has, err);
	if (ok && has) {
		ok = load_columns(&grow, err);
		if (ok && find_column(&grow, "digest") == grow.count)
			ok = err_set(err, ERR_DATA, "%s:%d：名称 %s 已另有用途，请换一个表名",
			    form->file, form->line, form->name);
	} else if (ok)
		ok = create_table(&grow, err);
	for (i = 0; ok && has && i < form->count; i++)
		if (!fielddef_multi(&form->field[i]))
			ok = grow_column(&grow, &form->field[i], err);
	for (i = 0; ok && i < form->count; i++)
		if (fielddef_multi(&form->field[i]))
			ok = grow_child(&grow, &form->field[i], !has, err);
	for (i = 0; ok && i < form->index_count; i++)
		ok = grow_index(&grow, form->index[i], err);
	if (ok)
		tell_left(&grow);
	for (i = 0; i < grow.count; i++)
		free(grow.column[i].name);
	free(grow.column);
	return ok;
}

bool
store_grow_form(struct store *store, const struct formdef *form, struct err *err)
{
	return form_grow(store, form, NULL, NULL, err);
}
