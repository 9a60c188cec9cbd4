/*
 * model/store-check.c: is everything in the store as it should be?
 * SPDX-License-Identifier: Apache-2.0
 *
 * Records are read one by one, and what takes longer gives way to those who
 * save, so that a check holds nobody up.  A record is right when its digest fits
 * (silent bit rot) and when the log, played from its creation on, leads to what
 * is there (law 4).
 */
#include "config.h"
#include "model/store-private.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "model/name-index.h"
#include "model/oplog.h"
#include "model/pairs.h"
#include "model/record-row.h"
#include "model/rules.h"

struct checking {
	struct store	*store;
	void		(*finding)(void *arg, const char *text);
	void		*arg;
	long		 findings;
};

static void
find_text(void *arg, const char *text)
{
	struct checking *checking = arg;

	checking->findings++;
	if (checking->finding != NULL)
		checking->finding(checking->arg, text);
}

static void find(struct checking *checking, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static void
find(struct checking *checking, const char *fmt, ...)
{
	char text[ERR_TEXT];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	find_text(checking, text);
}

/* ---- the log of one record ---- */
/* The blank that a logged name means: its own, or of which it was the name. */
static const struct fielddef *
logged_field(const struct formdef *form, const char *name)
{
	const struct fielddef *field = formdef_field(form, name);
	size_t i;

	for (i = 0; field == NULL && i < form->count; i++)
		if (form->field[i].was != NULL && strcmp(form->field[i].was, name) == 0)
			field = &form->field[i];
	return field;
}

static void
play_absent(struct record *record, const char *list)
{
	char *copy = mem_text(list != NULL ? list : ""), *rest = copy, *word, *why;
	const struct fielddef *field;
	size_t i;

	for (i = 0; i < record->form->count; i++) {
		free(record->absent[i]);
		record->absent[i] = NULL;
	}
	while ((word = strsep(&rest, " ")) != NULL) {
		why = strchr(word, '=');
		if (why == NULL)
			continue;
		*why++ = '\0';
		field = logged_field(record->form, word);
		if (field != NULL && record_get(record, field->name) == NULL)
			record_set_absent(record, field->name, why);
	}
	free(copy);
}

static void
play_value(struct record *record, const char *name, const char *value)
{
	const struct fielddef *field;

	if (strcmp(name, "absent") == 0)
		play_absent(record, value);
	else if (strcmp(name, "removed") == 0)
		record->removed = value != NULL;
	else if (strcmp(name, "office") == 0)
		snprintf(record->office, sizeof(record->office), "%s", value);
	else if (strcmp(name, "person") == 0)
		snprintf(record->person, sizeof(record->person), "%s", value);
	else if (strcmp(name, "period") == 0)
		snprintf(record->period, sizeof(record->period), "%s", value);
	else if ((field = logged_field(record->form, name)) != NULL) {
		size_t at = (size_t)(field - record->form->field);

		free(record->value[at]);
		record->value[at] = mem_text(value);
	}
}

static void
play_creation(struct record *record, const char *values)
{
	struct buf name = BUF_INIT, value = BUF_INIT;

	while (pairs_next(&values, &name, &value))
		play_value(record, buf_str(&name), buf_str(&value));
	buf_clear(&value);
	buf_clear(&name);
}

/* Does the value before a change agree with the changes before it? */
static bool
follows(const struct record *record, const char *name, const char *before)
{
	const struct fielddef *field = logged_field(record->form, name);
	const char *is;

	if (field == NULL)
		return true;
	is = record_get(record, field->name);
	return is == NULL || before == NULL ? is == before : strcmp(is, before) == 0;
}

/* What the log makes of a record; NULL with err when it cannot be read. */
static struct record *
replay(struct checking *checking, const struct record *record, struct err *err)
{
	struct stmt *stmt = db_query(checking->store->db, "SELECT field, before, after, operation"
	    " FROM main.change WHERE record = ?1 AND form = ?2 ORDER BY number", err);
	struct record *played;
	const char *field, *after;
	int got;

	if (stmt == NULL)
		return NULL;
	played = record_new(record->form);
	memcpy(played->id, record->id, sizeof(played->id));
	stmt_text(stmt, 1, record->id);
	stmt_text(stmt, 2, record->form->name);
	while ((got = stmt_step(stmt, err)) == 1) {
		field = stmt_get(stmt, 0);
		after = stmt_get(stmt, 2);
		free(played->version);
		played->version = mem_text(stmt_get(stmt, 3));
		if (field[0] == '\0') {
			play_creation(played, after != NULL ? after : "");
			continue;
		}
		if (!follows(played, field, stmt_get(stmt, 1)))
			find(checking, "%s %s：日志前后不接（操作 %s，栏目 %s）",
			    record->form->title, record->id, played->version, field);
		play_value(played, field, after);
	}
	stmt_done(stmt);
	if (got == 0)
		return played;
	record_free(played);
	return NULL;
}

static const char *
first_difference(const struct record *a, const struct record *b)
{
	size_t i;

	if (strcmp(a->person, b->person) != 0 || strcmp(a->period, b->period) != 0 ||
	    strcmp(a->office, b->office) != 0)
		return "所属";
	for (i = 0; i < a->form->count; i++) {
		const char *left = a->value[i], *right = b->value[i];

		if (left == NULL || right == NULL ? left != right : strcmp(left, right) != 0)
			return a->form->field[i].label;
		left = a->absent[i];
		right = b->absent[i];
		if (left == NULL || right == NULL ? left != right : strcmp(left, right) != 0)
			return a->form->field[i].label;
	}
	return NULL;
}

static bool
check_log(struct checking *checking, const struct record *record, struct err *err)
{
	struct record *played = replay(checking, record, err);
	const char *differs;

	if (played == NULL)
		return false;
	differs = played->version != NULL ? first_difference(record, played) : NULL;
	if (played->version == NULL)
		find(checking, "%s %s：日志里没有它的建立", record->form->title, record->id);
	else if (differs != NULL)
		find(checking, "%s %s：“%s”与日志不符（被绕过程序改动）", record->form->title,
		    record->id, differs);
	else if (played->removed != record->removed)
		find(checking, "%s %s：删除标记与日志不符", record->form->title, record->id);
	else if (strcmp(played->version, record->version) != 0)
		find(checking, "%s %s：版本与日志的最后一次操作不符", record->form->title, record->id);
	record_free(played);
	return true;
}

/* ---- forms ---- */
static bool
check_records(struct checking *checking, const struct formdef *form, struct err *err)
{
	unsigned char is[16], was[16];
	char mark[OPERATION_SIZE];
	struct err end = ERR_INIT;
	struct record *record;
	long long after = 0;
	bool ok = true;

	while (ok && (record = record_next(checking->store, form, &after, was, mark, &end)) != NULL) {
		record_digest(record, is);
		if (memcmp(is, was, sizeof(is)) != 0)
			find(checking, "%s %s：内容与校验值不符（磁盘可能有错）",
			    form->title, record->id);
		ok = check_log(checking, record, err);
		record_free(record);
	}
	if (ok && end.kind != ERR_NONE)
		ok = err_set(err, end.kind, "%s", end.text);
	return ok;
}

/* Blanks that name other records name ones that are there. */
static bool
check_refs(struct checking *checking, const struct formdef *form, struct err *err)
{
	const struct fielddef *field;
	long long lost;
	char *sql;
	size_t i;
	bool ok = true;

	for (i = 0; ok && i < form->count; i++) {
		field = &form->field[i];
		if (field->type == BLANK_REFS)
			sql = mem_printf("SELECT count(*) FROM main.\"%s_%s\" AS v LEFT JOIN"
			    " main.\"%s\" AS t ON t.id = v.value WHERE t.id IS NULL", form->name,
			    field->name, field->target);
		else if (field->type == BLANK_REF)
			sql = mem_printf("SELECT count(*) FROM main.\"%s\" AS v LEFT JOIN"
			    " main.\"%s\" AS t ON t.id = v.\"%s\" WHERE v.\"%s\" IS NOT NULL"
			    " AND t.id IS NULL", form->name, field->target, field->name,
			    field->name);
		else
			continue;
		ok = db_int(checking->store->db, sql, NULL, 0, 0, &lost, err);
		free(sql);
		if (ok && lost > 0)
			find(checking, "%s：“%s”有 %lld 处指向不存在的记录", form->title,
			    field->label, lost);
	}
	return ok;
}

static bool
check_tally(struct checking *checking, const struct formdef *form, struct err *err)
{
	char *sql = mem_printf("SELECT sum(n) FROM (SELECT office, count(*) AS n FROM main.\"%s\""
	    " WHERE removed IS NULL GROUP BY office UNION ALL SELECT office, -n FROM main.tally"
	    " WHERE what = 'form/%s') GROUP BY office HAVING sum(n) <> 0", form->name, form->name);
	long long off;
	bool ok = db_int(checking->store->db, sql, NULL, 0, 0, &off, err);

	free(sql);
	if (ok && off != 0)
		find(checking, "%s：计数与记录数相差 %lld", form->title, off);
	return ok;
}

static bool
check_forms(struct checking *checking, struct err *err)
{
	const char *const *name;
	size_t count = catalog_names(checking->store->catalog, "form", &name), i;
	const struct formdef *form;

	for (i = 0; i < count; i++)
		if ((form = catalog_form(checking->store->catalog, name[i], err)) == NULL ||
		    !check_records(checking, form, err) || !check_refs(checking, form, err) ||
		    !check_tally(checking, form, err))
			return false;
	return true;
}

/* ---- operations: numbered without gaps, each naming the one before ---- */
static bool
check_station(struct checking *checking, const char *station, struct err *err)
{
	struct stmt *stmt = db_query(checking->store->db, "SELECT count(*), max(seq),"
	    " sum(previous IS NOT CASE seq WHEN 1 THEN NULL ELSE printf('%s-%06d', station, seq - 1)"
	    " END OR id <> printf('%s-%06d', station, seq)) FROM main.operation"
	    " WHERE station = ?1", err);
	int got;

	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, station);
	stmt_gives_way(stmt);
	while ((got = stmt_step(stmt, err)) < 0 && stmt_gave_way(stmt, err))
		;
	if (got == 1 && stmt_get_int(stmt, 0) != stmt_get_int(stmt, 1))
		find(checking, "%s 站的操作应有 %lld 个，实有 %lld 个", station,
		    stmt_get_int(stmt, 1), stmt_get_int(stmt, 0));
	if (got == 1 && stmt_get_int(stmt, 2) != 0)
		find(checking, "%s 站有 %lld 个操作的编号前后不接", station,
		    stmt_get_int(stmt, 2));
	stmt_done(stmt);
	return got >= 0;
}

static bool
check_operations(struct checking *checking, struct err *err)
{
	char *station = mem_text(""), *next = NULL;
	bool ok;

	while ((ok = db_text(checking->store->db, "SELECT min(station) FROM main.operation"
	    " WHERE station > ?1", (const char *const *)&station, 1, &next, err)) && next != NULL) {
		free(station);
		station = next;
		if (!(ok = check_station(checking, station, err)))
			break;
	}
	free(station);
	return ok;
}

/* ---- those who write meanwhile go first ---- */
static bool
others_write(void *look)
{
	return fairlock_wanted(look);
}

static void
others_through(void *look)
{
	fairlock_let(look);
}

bool
store_check(struct store *store, void (*finding)(void *arg, const char *text), void *arg,
    long *findings, struct err *err)
{
	struct checking checking = { store, finding, arg, 0 };
	struct db_way way = { others_write, others_through, NULL };
	char *lock = mem_printf("%s.lock", store->path);
	bool ok;

	way.arg = fairlock_look(lock);
	free(lock);
	if (way.arg != NULL)
		db_give_way(store->db, &way);
	ok = db_integrity_tables(store->db, find_text, &checking, err) &&
	    catalog_check(store->catalog, err) &&
	    check_operations(&checking, err) && check_forms(&checking, err) &&
	    rules_check(store, find_text, &checking, err) &&
	    search_check(store, find_text, &checking, err);
	db_give_way(store->db, NULL);
	fairlock_close(way.arg);
	*findings = checking.findings;
	return ok;
}
