/*
 * model/entry.c: the one way in: who may, what changed, all or nothing
 * SPDX-License-Identifier: Apache-2.0
 *
 * Records are written from copies: the caller's get their ids and versions only
 * when all is well, so that after a failure the form on the screen is what it
 * was and can be saved once more.
 */
#include "config.h"
#include "model/entry.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/entry-private.h"
#include "model/record-row.h"
#include "model/tally.h"
#include "model/store-private.h"

bool
entry_may(struct store *store, const char *verb, struct err *err)
{
	/* The one place where roles will be asked. */
	assert(verb != NULL && verb[0] != '\0');
	if (store_read_only(store))
		return err_set(err, ERR_READONLY, "%s：库以只读方式打开，未保存；"
		    "请检查文件权限或磁盘", store_path(store));
	return true;
}

/* ---- what must be so before a record is written ---- */
static bool
owner_lives(struct writing *writing, const char *form, const char *id, char **person,
    struct err *err)
{
	struct db *db = store_db(writing->store);
	bool period = strcmp(form, "period") == 0;
	char *found = NULL;

	if (!db_text(db, period ?
	    "SELECT person FROM main.period WHERE id = ?1 AND removed IS NULL" :
	    "SELECT id FROM main.person WHERE id = ?1 AND removed IS NULL", &id, 1, &found, err))
		return false;
	if (found == NULL)
		return err_set(err, ERR_MISSING, "%s，未保存；请返回重新选择",
		    period ? "所属的帮教期不存在或已删除" : "所属的人员不存在或已删除");
	if (person != NULL)
		*person = found;
	else
		free(found);
	return true;
}

static bool
owners_live(struct writing *writing, const struct record *record, struct err *err)
{
	char *person = NULL;
	bool ok = true;

	if (record->form->of >= FORM_OF_PERSON)
		ok = owner_lives(writing, "person", record->person, NULL, err);
	if (ok && record->form->of == FORM_OF_PERIOD) {
		ok = owner_lives(writing, "period", record->period, &person, err);
		if (ok && strcmp(person, record->person) != 0)
			ok = err_set(err, ERR_INPUT, "所属帮教期不是这个人员的，未保存；请返回重新选择");
		free(person);
	}
	return ok;
}

/* A form with `many = no` is there once for each owner. */
static bool
only_one(struct writing *writing, const struct record *record, struct err *err)
{
	const struct formdef *form = record->form;
	const char *const owner[] = { "office", "person", "period" };
	const char *value[2] = { NULL, record->id };
	long long there;
	char *sql;
	bool ok;

	if (form->many)
		return true;
	value[0] = form->of == FORM_OF_PERIOD ? record->period :
	    form->of == FORM_OF_PERSON ? record->person : record->office;
	sql = mem_printf("SELECT count(*) FROM main.\"%s\" WHERE %s = ?1 AND id <> ?2"
	    " AND removed IS NULL", form->name, owner[form->of]);
	ok = db_int(store_db(writing->store), sql, value, 2, 0, &there, err);
	free(sql);
	if (ok && there > 0)
		return err_set(err, ERR_EXISTS, "%s只能有一份，已经有了；请打开已有的那份修改",
		    form->title);
	return ok;
}

/* "A000000": the station's letter and a counter of so many figures. */
static bool
give_serial(struct writing *writing, struct record *record, size_t at, struct err *err)
{
	const struct fielddef *field = &record->form->field[at];
	char *name = mem_printf("serial/%s.%s", record->form->name, field->name);
	char *last = NULL, next[24];
	const char *c;
	struct buf serial = BUF_INIT;
	long long number;
	bool ok = store_meta(writing->store, name, &last, err);

	if (ok) {
		number = (last != NULL ? atoll(last) : 0) + 1;
		snprintf(next, sizeof(next), "%lld", number);
		ok = store_set_meta(writing->store, name, next, err);
	}
	if (ok) {
		for (c = field->serial; *c != '\0' && *c != '0'; c++) {
			if (*c == 'A')
				buf_add(&serial, store_station(writing->store));
			else
				buf_addc(&serial, *c);
		}
		buf_addf(&serial, "%0*lld", (int)strlen(c), number);
		free(record->value[at]);
		record->value[at] = buf_take(&serial);
	}
	free(last);
	free(name);
	return ok;
}

/* A number that came with the record (our own export): the counter goes on
 * behind it. */
static bool
keep_serial(struct writing *writing, const struct record *record, size_t at,
    struct err *err)
{
	const struct fielddef *field = &record->form->field[at];
	size_t figures = strspn(record->value[at] + strcspn(record->value[at],
	    "0123456789"), "0123456789");
	const char *number = record->value[at] + strcspn(record->value[at], "0123456789");
	char *name, *last = NULL, next[24];
	bool ok;

	if (figures == 0 || figures > 15 || number[figures] != '\0')
		return true;
	name = mem_printf("serial/%s.%s", record->form->name, field->name);
	ok = store_meta(writing->store, name, &last, err);
	if (ok && atoll(number) > (last != NULL ? atoll(last) : 0)) {
		snprintf(next, sizeof(next), "%lld", atoll(number));
		ok = store_set_meta(writing->store, name, next, err);
	}
	free(last);
	free(name);
	return ok;
}

static bool
give_serials(struct writing *writing, struct record *record, struct err *err)
{
	size_t i;

	for (i = 0; i < record->form->count; i++)
		if (record->form->field[i].serial != NULL &&
		    !(record->value[i] == NULL ? give_serial(writing, record, i, err) :
		    keep_serial(writing, record, i, err)))
			return false;
	return true;
}

/* ---- the four kinds of change ---- */
static void
stamp(struct writing *writing, struct record *record)
{
	free(record->version);
	free(record->saved_at);
	free(record->saved_by);
	record->version = mem_text(writing->log.id);
	record->saved_at = mem_text(writing->log.at);
	record->saved_by = mem_text(store_user(writing->store));
}

/* The form's live records, office by office. */
static void
count_form(struct writing *writing, const struct record *record, int by)
{
	tally_add(writing->store, "form", record->form->name, record->office, "", "", "", by);
}

/* Nothing to do: the record shows what is stored. */
static bool
unchanged(struct writing *writing, struct record *record, const struct record *stored)
{
	size_t i;

	free(record->version);
	free(record->saved_at);
	free(record->saved_by);
	free(record->made_at);
	free(record->made_by);
	record->version = mem_text(stored->version);
	record->saved_at = mem_text(stored->saved_at);
	record->saved_by = mem_text(stored->saved_by);
	record->made_at = mem_text(stored->made_at);
	record->made_by = mem_text(stored->made_by);
	record->removed = stored->removed;
	memcpy(record->office, stored->office, sizeof(record->office));
	for (i = 0; i < record->form->count; i++) {
		free(record->value[i]);
		record->value[i] = mem_text(stored->value[i]);
	}
	writing->unchanged++;
	return true;
}

/* Takes stored: the second clerk sees both. */
static bool
conflict(struct writing *writing, struct record *stored, struct err *err)
{
	err_set(err, ERR_CONFLICT, stored->removed ?
	    "这份%s已被 %s 于 %s 删除，未保存；可在历史中恢复后再改" :
	    "这份%s已被 %s 于 %s 改过，未保存；请对照两份内容后再保存",
	    stored->form->title, stored->saved_by, stored->saved_at);
	writing->stored = stored;
	return false;
}

/* A creation whose id is in the store already (Enter pressed twice, a save whose
 * answer was lost) is not done twice.  A serial number that it got is its own. */
static bool
create_again(struct writing *writing, struct record *record, struct record *stored,
    struct err *err)
{
	size_t i;
	bool same;

	for (i = 0; i < record->form->count; i++)
		if (record->form->field[i].serial != NULL && record->value[i] == NULL)
			record->value[i] = mem_text(stored->value[i]);
	same = !stored->removed && record_same(record, stored);
	if (!same)
		return conflict(writing, stored, err);
	unchanged(writing, record, stored);
	record_free(stored);
	return true;
}

/* Is a record of this id in the store, removed or not? */
static bool
there(struct writing *writing, const struct record *record, bool *is, struct err *err)
{
	char *sql = mem_printf("SELECT 1 FROM main.\"%s\" WHERE id = ?1", record->form->name);
	long long found;
	bool ok = db_int(store_db(writing->store), sql, (const char *[]){ record->id }, 1, 0,
	    &found, err);

	free(sql);
	*is = ok && found > 0;
	return ok;
}

static bool
create(struct writing *writing, struct record *record, struct err *err)
{
	struct record *stored;
	bool again = false;

	if (record->office[0] == '\0')
		memcpy(record->office, store_office(writing->store), strlen(store_office(writing->store)) + 1);
	if (record->id[0] == '\0') {
		store_new_id(writing->store, record->id);
	} else if (!writing->sure) {
		if (!there(writing, record, &again, err))
			return false;
		if (again) {
			stored = record_load(writing->store, record->form, record->id, true, err);
			return stored != NULL && create_again(writing, record, stored, err);
		}
	}
	if ((!writing->sure && !owners_live(writing, record, err)) || !only_one(writing, record, err) ||
	    !give_serials(writing, record, err) || !oplog_number(&writing->log, err))
		return false;
	stamp(writing, record);
	free(record->made_at);
	free(record->made_by);
	record->made_at = mem_text(record->saved_at);
	record->made_by = mem_text(record->saved_by);
	record->removed = false;
	count_form(writing, record, 1);
	touch(writing->store, record, true);
	return record_insert(writing->store, record, err) &&
	    oplog_creation(&writing->log, record, err);
}

static bool
update(struct writing *writing, struct record *record, struct err *err)
{
	struct record *stored = record_load(writing->store, record->form, record->id, true, err);
	bool ok;

	if (stored == NULL)
		return false;
	if (!stored->removed && record_same(record, stored)) {
		unchanged(writing, record, stored);
		record_free(stored);
		return true;
	}
	if (stored->removed || record->version == NULL ||
	    strcmp(record->version, stored->version) != 0)
		return conflict(writing, stored, err);
	/* Whose paper it is does not change by a save. */
	ok = strcmp(record->person, stored->person) == 0 &&
	    strcmp(record->period, stored->period) == 0;
	if (!ok)
		err_set(err, ERR_INPUT, "这份%s属于另一人员或帮教期，未保存；请重新打开后再改",
		    record->form->title);
	memcpy(record->office, stored->office, sizeof(record->office));
	ok = ok && oplog_number(&writing->log, err) &&
	    oplog_difference(&writing->log, stored, record, err);
	if (ok) {
		stamp(writing, record);
		touch(writing->store, record, false);
		ok = record_update(writing->store, record, err);
	}
	record_free(stored);
	return ok;
}

/* Sets or takes off the mark on one stored record. */
static bool
mark_one(struct writing *writing, const struct record *record, bool removed, struct err *err)
{
	if (!oplog_number(&writing->log, err))
		return false;
	count_form(writing, record, removed ? -1 : 1);
	touch(writing->store, record, false);
	return record_mark(writing->store, record->form, record->id,
	    removed ? writing->log.id : NULL, writing->log.id, writing->log.at,
	    store_user(writing->store), err) &&
	    oplog_field(&writing->log, record->form->name, record->id, "removed",
	    removed ? NULL : "1", removed ? "1" : NULL, err);
}

/* The papers of a removed owner go with him in the same operation, and come
 * back with him: those that this very operation removed. */
static bool
mark_owned(struct writing *writing, const struct formdef *form, const char *owner,
    const char *id, const char *mark, bool removed, struct err *err)
{
	char *sql = mem_printf("SELECT id FROM main.\"%s\" WHERE %s = ?1 AND removed IS %s"
	    " ORDER BY rowid LIMIT 1", form->name, owner, removed ? "NULL" : "?2");
	const char *const value[] = { id, mark };
	struct record *record;
	char *next = NULL;
	bool ok;

	/* One after the other: each marked one is no longer found. */
	while ((ok = db_text(store_db(writing->store), sql, value, removed ? 1 : 2, &next, err)) &&
	    next != NULL) {
		record = record_load(writing->store, form, next, true, err);
		free(next);
		ok = record != NULL && mark_one(writing, record, removed, err);
		record_free(record);
		if (!ok)
			break;
	}
	free(sql);
	return ok;
}

static bool
mark_all(struct writing *writing, const struct record *stored, const char *mark, bool removed,
    struct err *err)
{
	struct catalog *catalog = store_catalog(writing->store);
	bool person = strcmp(stored->form->name, "person") == 0, ok = true;
	const struct formdef *form;
	const char *const *name;
	size_t count, i;

	if (!mark_one(writing, stored, removed, err))
		return false;
	if (!person && strcmp(stored->form->name, "period") != 0)
		return true;
	count = catalog_names(catalog, "form", &name);
	for (i = 0; ok && i < count; i++) {
		form = catalog_form(catalog, name[i], err);
		ok = form != NULL;
		if (ok && form->of >= (person ? FORM_OF_PERSON : FORM_OF_PERIOD))
			ok = mark_owned(writing, form, person ? "person" : "period", stored->id,
			    mark, removed, err);
	}
	return ok;
}

static bool
remove_or_restore(struct writing *writing, struct record *record, bool removed, struct err *err)
{
	struct record *stored = record_load(writing->store, record->form, record->id, true, err);
	const char *reason = writing->log.reason;
	char *mark = NULL, *sql;
	bool ok = true;

	if (stored == NULL)
		return false;
	if (removed && (reason == NULL || reason[strspn(reason, " \t\n")] == '\0'))
		ok = err_set(err, ERR_INPUT, "删除要写明原因，未删除；请填写原因");
	else if (stored->removed != removed && record->version != NULL &&
	    strcmp(record->version, stored->version) != 0)
		return conflict(writing, stored, err);
	if (!ok || stored->removed == removed) {
		if (ok)
			unchanged(writing, record, stored);
		record_free(stored);
		return ok;
	}
	if (!removed) {
		sql = mem_printf("SELECT removed FROM main.\"%s\" WHERE id = ?1", record->form->name);
		ok = db_text(store_db(writing->store), sql, (const char *[]){ record->id }, 1,
		    &mark, err) && owners_live(writing, stored, err) &&
		    only_one(writing, stored, err);
		free(sql);
	}
	ok = ok && mark_all(writing, stored, mark, removed, err);
	if (ok) {
		stamp(writing, record);
		record->removed = removed;
	}
	free(mark);
	record_free(stored);
	return ok;
}

static bool
write_one(struct writing *writing, enum change_kind kind, struct record *record, struct err *err)
{
	switch (kind) {
	case CHANGE_CREATE:
		return record_settle(record, err) && create(writing, record, err);
	case CHANGE_UPDATE:
		return record_settle(record, err) && update(writing, record, err);
	case CHANGE_REMOVE:
		return remove_or_restore(writing, record, true, err);
	case CHANGE_RESTORE:
		return remove_or_restore(writing, record, false, err);
	}
	abort();
}

/* ---- operations ---- */
/* Writes copies of all records; they are put into *work for `keep`. */
static bool
write_all(struct store *store, const struct operation *operation, bool sure,
    struct record **work, struct outcome *outcome, struct err *err)
{
	struct writing writing = { .store = store, .sure = sure };
	bool ok = entry_may(store, operation->verb, err);
	size_t i;

	memset(outcome, 0, sizeof(*outcome));
	oplog_init(&writing.log, store, operation->verb, operation->reason);
	for (i = 0; ok && i < operation->count; i++) {
		work[i] = record_copy(operation->change[i].record);
		ok = write_one(&writing, operation->change[i].kind, work[i], err);
		if (!ok)
			outcome->conflict = i;
	}
	memcpy(outcome->operation, writing.log.id, sizeof(outcome->operation));
	outcome->unchanged = writing.unchanged;
	outcome->stored = writing.stored;
	return ok;
}

/* The caller's records become what was written; or nothing of them changes. */
static void
end(const struct operation *operation, struct record **work, bool keep)
{
	struct record swap;
	size_t i;

	for (i = 0; i < operation->count; i++) {
		if (keep) {
			swap = *operation->change[i].record;
			*operation->change[i].record = *work[i];
			*work[i] = swap;
		}
		record_free(work[i]);
	}
	free(work);
}

static bool
write_one_of_many(struct store *store, const struct operation *operation, bool sure,
    struct outcome *outcome, struct err *err)
{
	struct record **work = mem_new((operation->count + 1) * sizeof(*work));
	bool ok;

	assert(db_in_transaction(store_db(store)));
	ok = write_all(store, operation, sure, work, outcome, err);
	end(operation, work, ok);
	return ok;
}

bool
entry_write(struct store *store, const struct operation *operation, struct outcome *outcome,
    struct err *err)
{
	return write_one_of_many(store, operation, false, outcome, err);
}

bool
entry_write_sure(struct store *store, const struct operation *operation,
    struct outcome *outcome, struct err *err)
{
	return write_one_of_many(store, operation, true, outcome, err);
}

static bool
apply(struct store *store, const struct operation *operation, struct outcome *outcome,
    struct err *err)
{
	struct record **work = mem_new((operation->count + 1) * sizeof(*work));
	bool ok = false;

	memset(outcome, 0, sizeof(*outcome));
	if (store_begin(store, err)) {
		ok = write_all(store, operation, false, work, outcome, err) && entry_settle(store, err);
		if (ok)
			ok = store_commit(store, err);
		else
			store_rollback(store);
	}
	end(operation, work, ok);
	return ok;
}

bool
entry_apply(struct store *store, const struct operation *operation, struct outcome *outcome,
    struct err *err)
{
	struct err own = ERR_INIT;

	if (err == NULL)
		err = &own;
	if (apply(store, operation, outcome, err))
		return true;
	/* On a full disk the room that was kept back saves this one. */
	if (err->kind != ERR_FULL || !store_release_reserve(store))
		return false;
	record_free(outcome->stored);
	err_clear(err);
	return apply(store, operation, outcome, err);
}
