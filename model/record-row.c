/*
 * model/record-row.c: a record as a row of its form's table
 * SPDX-License-Identifier: Apache-2.0
 *
 * One SELECT reads a record with the values of its children, so that what is
 * read is one state of it without a transaction around.
 */
#include "config.h"
#include "model/record-row.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/value.h"

/* ---- values as they are stored ---- */
static bool
stored_int(const struct fielddef *field, const char *value, long long *number)
{
	return value_stored(field, value, number) &&
	    (field->type != BLANK_YESNO || *number == 0 || *number == 1);
}

/* The one way in which a number is written. */
static char *
shown_int(const struct fielddef *field, long long number)
{
	return field->type == BLANK_MONEY ? value_money(number) : mem_printf("%lld", number);
}

static bool
canonical(const struct fielddef *field, const char *value)
{
	char iso[DATE_SIZE];
	long long number;

	switch (field->type) {
	case BLANK_DATE:
		return date_parse(value) != DATE_NONE;
	case BLANK_PDATE:
		return date_read_partial(value, DATE_NONE, iso, NULL) && strcmp(iso, value) == 0;
	case BLANK_INT:
	case BLANK_MONEY:
	case BLANK_YESNO:
		return stored_int(field, value, &number);
	default:
		return text_valid(value, strlen(value), NULL);
	}
}

bool
record_settle(struct record *record, struct err *err)
{
	const struct fielddef *field;
	long long number;
	char *settled;
	size_t i;

	for (i = 0; i < record->form->count; i++) {
		field = &record->form->field[i];
		if (record->value[i] == NULL)
			continue;
		if (!canonical(field, record->value[i]))
			return err_set(err, ERR_INPUT, "%s：“%.60s”不能存入这一栏，请改正后再保存",
			    field->label, record->value[i]);
		if (fielddef_multi(field)) {
			settled = values_sorted(record->value[i]);
		} else if (fielddef_stored_int(field)) {
			stored_int(field, record->value[i], &number);
			settled = shown_int(field, number);
		} else
			settled = mem_text(record->value[i]);
		free(record->value[i]);
		record->value[i] = settled;
		if (record->value[i] != NULL) {
			free(record->absent[i]);
			record->absent[i] = NULL;
		}
	}
	return true;
}

static bool
same_text(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

bool
record_same(const struct record *a, const struct record *b)
{
	size_t i;

	assert(a->form == b->form);
	if (strcmp(a->person, b->person) != 0 || strcmp(a->period, b->period) != 0)
		return false;
	for (i = 0; i < a->form->count; i++)
		if (!same_text(a->value[i], b->value[i]) ||
		    !same_text(a->absent[i], b->absent[i]))
			return false;
	return true;
}

/* ---- statements ---- */
/* A form's statements name a hundred columns: written once for a session. */
struct row_sql {
	const struct formdef *form;
	char	*select, *insert, *update;
	struct row_sql *next;
};

static void
drop_sql(void *list)
{
	struct row_sql *sql = list, *next;

	for (; sql != NULL; sql = next) {
		next = sql->next;
		free(sql->select);
		free(sql->insert);
		free(sql->update);
		free(sql);
	}
}

static struct row_sql *
sql_of(struct store *store, const struct formdef *form)
{
	void **list = store_part(store, STORE_PART_ROWS, drop_sql);
	struct row_sql *sql;

	for (sql = *list; sql != NULL; sql = sql->next)
		if (sql->form == form)
			return sql;
	sql = mem_new(sizeof(*sql));
	sql->form = form;
	sql->next = *list;
	*list = sql;
	return sql;
}

/* ---- reading ---- */
/* The columns of a form's table in order: ours, then the blanks. */
static const char envelope[] = "t.rowid, t.id, t.office, %s, %s, t.version, t.made_at, t.made_by,"
    " t.saved_at, t.saved_by, t.digest, t.removed, t.absent";

enum { AT_ROW, AT_ID, AT_OFFICE, AT_PERSON, AT_PERIOD, AT_VERSION, AT_MADE_AT, AT_MADE_BY,
    AT_SAVED_AT, AT_SAVED_BY, AT_DIGEST, AT_REMOVED, AT_ABSENT, AT_BLANKS };

static char *
select_sql(const struct formdef *form, const char *where)
{
	struct buf sql = BUF_INIT;
	const struct fielddef *field;
	size_t i;

	buf_add(&sql, "SELECT ");
	buf_addf(&sql, envelope, form->of >= FORM_OF_PERSON ? "t.person" : "''",
	    form->of == FORM_OF_PERIOD ? "t.period" : "''");
	for (i = 0; i < form->count; i++) {
		field = &form->field[i];
		if (fielddef_multi(field))
			buf_addf(&sql, ", (SELECT group_concat(value, char(10)) FROM (SELECT value"
			    " FROM main.\"%s_%s\" WHERE record = t.id ORDER BY value))",
			    form->name, field->name);
		else
			buf_addf(&sql, ", t.\"%s\"", field->name);
	}
	buf_addf(&sql, " FROM main.\"%s\" AS t WHERE %s", form->name, where);
	return buf_take(&sql);
}

static void
take_id(char id[STORE_ID_SIZE], struct stmt *stmt, int col)
{
	const char *text = stmt_get(stmt, col);

	snprintf(id, STORE_ID_SIZE, "%s", text != NULL ? text : "");
}

/* "field=reason field=reason": unknown fields are of blanks that are gone. */
static void
take_absent(struct record *record, const char *list)
{
	char *copy = mem_text(list != NULL ? list : ""), *rest = copy, *word, *why;

	while ((word = strsep(&rest, " ")) != NULL) {
		why = strchr(word, '=');
		if (why == NULL)
			continue;
		*why++ = '\0';
		if (formdef_field(record->form, word) != NULL && record_get(record, word) == NULL)
			record_set_absent(record, word, why);
	}
	free(copy);
}

static struct record *
take_row(struct stmt *stmt, const struct formdef *form)
{
	struct record *record = record_new(form);
	size_t i;

	take_id(record->id, stmt, AT_ID);
	take_id(record->office, stmt, AT_OFFICE);
	take_id(record->person, stmt, AT_PERSON);
	take_id(record->period, stmt, AT_PERIOD);
	record->version = mem_text(stmt_get(stmt, AT_VERSION));
	record->made_at = mem_text(stmt_get(stmt, AT_MADE_AT));
	record->made_by = mem_text(stmt_get(stmt, AT_MADE_BY));
	record->saved_at = mem_text(stmt_get(stmt, AT_SAVED_AT));
	record->saved_by = mem_text(stmt_get(stmt, AT_SAVED_BY));
	record->removed = !stmt_is_null(stmt, AT_REMOVED);
	for (i = 0; i < form->count; i++) {
		int col = AT_BLANKS + (int)i;

		if (stmt_is_null(stmt, col))
			continue;
		record->value[i] = fielddef_stored_int(&form->field[i]) ?
		    shown_int(&form->field[i], stmt_get_int(stmt, col)) :
		    mem_text(stmt_get(stmt, col));
	}
	take_absent(record, stmt_get(stmt, AT_ABSENT));
	return record;
}

struct record *
record_load(struct store *store, const struct formdef *form, const char *id, bool removed,
    struct err *err)
{
	struct row_sql *sql = sql_of(store, form);
	struct record *record = NULL;
	struct stmt *stmt;
	int got;

	if (sql->select == NULL)
		sql->select = select_sql(form, "t.id = ?1");
	stmt = db_query(store_db(store), sql->select, err);
	if (stmt == NULL)
		return NULL;
	stmt_text(stmt, 1, id);
	got = stmt_step(stmt, err);
	if (got == 1 && (removed || stmt_is_null(stmt, AT_REMOVED)))
		record = take_row(stmt, form);
	else if (got == 1)
		err_set(err, ERR_MISSING, "这份%s已被删除；可在历史中恢复", form->title);
	else if (got == 0)
		err_set(err, ERR_MISSING, "没有这份%s（%s）", form->title, id);
	stmt_done(stmt);
	return record;
}

struct record *
record_next(struct store *store, const struct formdef *form, long long *after,
    unsigned char digest[16], char mark[40], struct err *err)
{
	char *sql = select_sql(form, "t.rowid > ?1 ORDER BY t.rowid LIMIT 1");
	struct stmt *stmt = db_query(store_db(store), sql, err);
	struct record *record = NULL;
	const void *bytes;
	const char *removed;
	size_t n;

	free(sql);
	if (stmt == NULL)
		return NULL;
	stmt_int(stmt, 1, *after);
	if (stmt_step(stmt, err) == 1) {
		*after = stmt_get_int(stmt, AT_ROW);
		record = take_row(stmt, form);
		memset(digest, 0, 16);
		bytes = stmt_get_blob(stmt, AT_DIGEST, &n);
		if (n == 16)
			memcpy(digest, bytes, 16);
		removed = stmt_get(stmt, AT_REMOVED);
		snprintf(mark, 40, "%s", removed != NULL ? removed : "");
	}
	stmt_done(stmt);
	return record;
}

/* ---- writing ---- */
char *
record_absent(const struct record *record)
{
	struct buf list = BUF_INIT;
	size_t i;

	for (i = 0; i < record->form->count; i++)
		if (record->absent[i] != NULL)
			buf_addf(&list, "%s%s=%s", list.len > 0 ? " " : "",
			    record->form->field[i].name, record->absent[i]);
	return list.len > 0 ? buf_take(&list) : NULL;
}

/* Binds a value by its blank. */
static void
bind_value(struct stmt *stmt, int at, const struct fielddef *field, const char *value)
{
	long long number = 0;

	if (value != NULL && fielddef_stored_int(field)) {
		bool good = stored_int(field, value, &number);

		assert(good);		/* record_settle has seen to it */
		stmt_int(stmt, at, number);
	} else
		stmt_text(stmt, at, value);
}

/* The columns that both insert and update write, from place `at` on. */
static void
bind_row(struct stmt *stmt, int at, const struct record *record)
{
	const struct formdef *form = record->form;
	unsigned char digest[16];
	char *absent = record_absent(record);
	size_t i;

	record_digest(record, digest);
	stmt_text(stmt, at++, record->version);
	stmt_text(stmt, at++, record->saved_at);
	stmt_text(stmt, at++, record->saved_by);
	stmt_blob(stmt, at++, digest, sizeof(digest));
	stmt_text(stmt, at++, absent);
	for (i = 0; i < form->count; i++)
		if (!fielddef_multi(&form->field[i]))
			bind_value(stmt, at++, &form->field[i], record->value[i]);
	free(absent);
}

static bool
write_children(struct store *store, const struct record *record, bool fresh, struct err *err)
{
	const struct formdef *form = record->form;
	struct db *db = store_db(store);
	struct stmt *stmt;
	const char *at, *end;
	char *sql, *value;
	bool ok = true;
	size_t i;

	for (i = 0; ok && i < form->count; i++) {
		if (!fielddef_multi(&form->field[i]) || (fresh && record->value[i] == NULL))
			continue;
		if (!fresh) {
			sql = mem_printf("DELETE FROM main.\"%s_%s\" WHERE record = ?1",
			    form->name, form->field[i].name);
			stmt = db_query(db, sql, err);
			free(sql);
			if (stmt == NULL)
				return false;
			stmt_text(stmt, 1, record->id);
			ok = stmt_run(stmt, err);
		}
		sql = mem_printf("INSERT INTO main.\"%s_%s\"(record, value) VALUES (?1, ?2)",
		    form->name, form->field[i].name);
		for (at = record->value[i]; ok && at != NULL; at = *end != '\0' ? end + 1 : NULL) {
			end = at + strcspn(at, "\n");
			value = mem_textn(at, (size_t)(end - at));
			stmt = db_query(db, sql, err);
			ok = stmt != NULL;
			if (ok) {
				stmt_text(stmt, 1, record->id);
				stmt_text(stmt, 2, value);
				ok = stmt_run(stmt, err);
			}
			free(value);
		}
		free(sql);
	}
	return ok;
}

static char *
insert_sql(const struct formdef *form)
{
	struct buf sql = BUF_INIT, marks = BUF_INIT;
	int n = 11;			/* id, made, owners, and what bind_row binds */
	size_t i;

	buf_addf(&sql, "INSERT INTO main.\"%s\"(id, made_at, made_by, office%s%s, version,"
	    " saved_at, saved_by, digest, absent", form->name,
	    form->of >= FORM_OF_PERSON ? ", person" : "",
	    form->of == FORM_OF_PERIOD ? ", period" : "");
	buf_addf(&marks, ") VALUES (?1, ?2, ?3, ?4%s%s, ?7, ?8, ?9, ?10, ?11",
	    form->of >= FORM_OF_PERSON ? ", ?5" : "", form->of == FORM_OF_PERIOD ? ", ?6" : "");
	for (i = 0; i < form->count; i++)
		if (!fielddef_multi(&form->field[i])) {
			buf_addf(&sql, ", \"%s\"", form->field[i].name);
			buf_addf(&marks, ", ?%d", ++n);
		}
	buf_addf(&sql, "%s)", buf_str(&marks));
	buf_clear(&marks);
	return buf_take(&sql);
}

bool
record_insert(struct store *store, const struct record *record, struct err *err)
{
	const struct formdef *form = record->form;
	struct row_sql *sql = sql_of(store, form);
	struct stmt *stmt;

	if (sql->insert == NULL)
		sql->insert = insert_sql(form);
	stmt = db_query(store_db(store), sql->insert, err);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, record->id);
	stmt_text(stmt, 2, record->made_at);
	stmt_text(stmt, 3, record->made_by);
	stmt_text(stmt, 4, record->office);
	if (form->of >= FORM_OF_PERSON)
		stmt_text(stmt, 5, record->person);
	if (form->of == FORM_OF_PERIOD)
		stmt_text(stmt, 6, record->period);
	bind_row(stmt, 7, record);
	return stmt_run(stmt, err) && write_children(store, record, true, err);
}

static char *
update_sql(const struct formdef *form)
{
	struct buf sql = BUF_INIT;
	int n = 6;
	size_t i;

	buf_addf(&sql, "UPDATE main.\"%s\" SET version = ?2, saved_at = ?3, saved_by = ?4,"
	    " digest = ?5, absent = ?6", form->name);
	for (i = 0; i < form->count; i++)
		if (!fielddef_multi(&form->field[i]))
			buf_addf(&sql, ", \"%s\" = ?%d", form->field[i].name, ++n);
	buf_add(&sql, " WHERE id = ?1");
	return buf_take(&sql);
}

bool
record_update(struct store *store, const struct record *record, struct err *err)
{
	struct row_sql *sql = sql_of(store, record->form);
	struct stmt *stmt;

	if (sql->update == NULL)
		sql->update = update_sql(record->form);
	stmt = db_query(store_db(store), sql->update, err);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, record->id);
	bind_row(stmt, 2, record);
	return stmt_run(stmt, err) && write_children(store, record, false, err);
}

bool
record_mark(struct store *store, const struct formdef *form, const char *id,
    const char *operation, const char *version, const char *at, const char *by,
    struct err *err)
{
	char *sql = mem_printf("UPDATE main.\"%s\" SET removed = ?2, version = ?3, saved_at = ?4,"
	    " saved_by = ?5 WHERE id = ?1", form->name);
	struct stmt *stmt = db_query(store_db(store), sql, err);

	free(sql);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, id);
	stmt_text(stmt, 2, operation);
	stmt_text(stmt, 3, version);
	stmt_text(stmt, 4, at);
	stmt_text(stmt, 5, by);
	return stmt_run(stmt, err);
}
