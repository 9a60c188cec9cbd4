/*
 * model/draft.c: half-filled forms that survive
 * SPDX-License-Identifier: Apache-2.0
 *
 * A row is written whole each time: a form's worth of text is a few kilobytes.
 * A row belongs to the session (process) that wrote it last; it is offered
 * again to the same user when that process is gone.
 */
#include "config.h"

#include "model/draft.h"

#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/mem.h"
#include "model/db.h"
#include "model/pairs.h"

#define DRAFTS_APPLICATION 0x626a6472	/* "bjdr" */

struct drafts {
	struct store	*store;
	struct db	*db;
	char		*session;
};

static const char schema[] =
    "CREATE TABLE IF NOT EXISTS draft ("
    " id TEXT PRIMARY KEY, user TEXT NOT NULL, session TEXT NOT NULL,"
    " form TEXT NOT NULL, title TEXT NOT NULL, saved_at TEXT NOT NULL,"
    " base TEXT, record TEXT NOT NULL, person TEXT NOT NULL, period TEXT NOT NULL,"
    " office TEXT NOT NULL, filled TEXT NOT NULL, absent TEXT NOT NULL,"
    " raw TEXT, field TEXT, place INTEGER NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS correction ("
    " user TEXT NOT NULL, digest TEXT NOT NULL, sheet TEXT NOT NULL,"
    " line INTEGER NOT NULL, path TEXT NOT NULL, cells TEXT NOT NULL,"
    " who TEXT NOT NULL, number TEXT, saved_at TEXT NOT NULL,"
    " PRIMARY KEY (user, digest, sheet, line)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS chosen ("
    " user TEXT NOT NULL, digest TEXT NOT NULL, path TEXT NOT NULL,"
    " choices TEXT NOT NULL, saved_at TEXT NOT NULL,"
    " PRIMARY KEY (user, digest)) STRICT, WITHOUT ROWID;";

/* When a process began, in the kernel's ticks: with the pid it names one
 * process for as long as the machine is up.  0 when there is none. */
static unsigned long long
process_start(long pid)
{
	char path[64], line[1024], *rest;
	unsigned long long start = 0;
	FILE *in;
	int field;

	snprintf(path, sizeof(path), "/proc/%ld/stat", pid);
	if ((in = fopen(path, "r")) == NULL)
		return 0;
	/* The second field, the name, may hold blanks: count behind it. */
	if (fgets(line, sizeof(line), in) != NULL && (rest = strrchr(line, ')')) != NULL) {
		for (field = 2; field < 22 && rest != NULL; field++)
			rest = strchr(rest + 1, ' ');
		if (rest != NULL)
			start = strtoull(rest + 1, NULL, 10);
	}
	fclose(in);
	return start;
}

static bool
session_lives(const char *session)
{
	unsigned long long start;
	long pid;

	return sscanf(session, "%ld:%llu", &pid, &start) == 2 &&
	    (kill((pid_t)pid, 0) == 0 || errno == EPERM) &&
	    process_start(pid) == start;
}

/* A drafts file that does not check is put aside, never written over: what is
 * in it may still be read by somebody patient. */
static bool
put_aside(const char *path, struct err *err)
{
	char stamp[DATE_STAMP_SIZE], *aside, *p;
	bool done;

	date_stamp(stamp);
	for (p = stamp; *p != '\0'; p++)
		if (*p == ' ' || *p == ':')
			*p = '-';
	aside = mem_printf("%s.damaged-%s", path, stamp);
	done = rename(path, aside) == 0;
	if (!done)
		err_set(err, ERR_SYSTEM, "草稿文件 %s 已损坏，又无法改名：%s。请检查目录权限。",
		    path, err_reason(errno));
	free(aside);
	return done;
}

static struct db *
open_file(const char *path, struct err *err)
{
	struct db *db;

	db = db_open(path, DB_WRITE, DRAFTS_APPLICATION, err);
	if (db == NULL && (err->kind == ERR_DAMAGED || err->kind == ERR_FOREIGN)) {
		err_clear(err);
		if (!put_aside(path, err))
			return NULL;
		err_set(err, ERR_MISSING, "%s", "");
	}
	if (db == NULL && err->kind == ERR_MISSING) {
		err_clear(err);
		db = db_open(path, DB_CREATE, DRAFTS_APPLICATION, err);
	}
	/* Another session may have made it in the meantime. */
	if (db == NULL && err->kind == ERR_EXISTS) {
		err_clear(err);
		db = db_open(path, DB_WRITE, DRAFTS_APPLICATION, err);
	}
	return db;
}

struct drafts *
drafts_open(struct store *store, struct err *err)
{
	char *path = mem_printf("%s.drafts", store_path(store));
	struct err local = ERR_INIT;
	struct drafts *drafts = NULL;
	struct db *db = open_file(path, &local);

	if (db != NULL && db_exec(db, schema, &local)) {
		drafts = mem_new(sizeof(*drafts));
		drafts->store = store;
		drafts->db = db;
		drafts->session = mem_printf("%ld:%llu", (long)getpid(),
		    process_start((long)getpid()));
	} else {
		db_close(db);
		err_set(err, local.kind, "草稿不能保存：%s", local.text);
	}
	free(path);
	return drafts;
}

void
drafts_close(struct drafts *drafts)
{
	if (drafts == NULL)
		return;
	db_close(drafts->db);
	free(drafts->session);
	free(drafts);
}

struct db *
drafts_db(struct drafts *drafts)
{
	return drafts->db;
}

const char *
drafts_user(const struct drafts *drafts)
{
	return store_user(drafts->store);
}

static void
pack(const struct record *record, struct buf *filled, struct buf *absent)
{
	size_t i;

	for (i = 0; i < record->form->count; i++) {
		if (record->value[i] != NULL)
			pairs_add(filled, record->form->field[i].name, record->value[i]);
		if (record->absent[i] != NULL)
			pairs_add(absent, record->form->field[i].name, record->absent[i]);
	}
}

bool
drafts_save(struct drafts *drafts, struct draft *draft, struct err *err)
{
	struct buf filled = BUF_INIT, absent = BUF_INIT;
	char id[STORE_ID_SIZE], stamp[DATE_STAMP_SIZE];
	struct stmt *stmt;
	bool saved = false;

	assert(draft->record != NULL);
	if (draft->id[0] == '\0')
		store_new_id(drafts->store, id);
	else
		memcpy(id, draft->id, sizeof(id));
	pack(draft->record, &filled, &absent);
	stmt = db_query(drafts->db, "INSERT OR REPLACE INTO draft VALUES "
	    "(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16)", err);
	if (stmt != NULL) {
		stmt_text(stmt, 1, id);
		stmt_text(stmt, 2, store_user(drafts->store));
		stmt_text(stmt, 3, drafts->session);
		stmt_text(stmt, 4, draft->record->form->name);
		stmt_text(stmt, 5, draft->title != NULL ? draft->title : draft->record->form->title);
		stmt_text(stmt, 6, date_stamp(stamp));
		stmt_text(stmt, 7, draft->base);
		stmt_text(stmt, 8, draft->record->id);
		stmt_text(stmt, 9, draft->record->person);
		stmt_text(stmt, 10, draft->record->period);
		stmt_text(stmt, 11, draft->record->office);
		stmt_text(stmt, 12, buf_str(&filled));
		stmt_text(stmt, 13, buf_str(&absent));
		stmt_text(stmt, 14, draft->raw);
		stmt_text(stmt, 15, draft->field);
		stmt_int(stmt, 16, (long long)draft->offset);
		saved = stmt_run(stmt, err);
	}
	if (saved)
		memcpy(draft->id, id, sizeof(id));
	buf_clear(&filled);
	buf_clear(&absent);
	return saved;
}

static void
copy_id(char to[STORE_ID_SIZE], const char *from)
{
	snprintf(to, STORE_ID_SIZE, "%s", from != NULL ? from : "");
}

/* Blanks that the form no longer has are dropped: the definitions changed
 * between two sessions, and the rest of the draft is still worth having. */
static void
unpack(struct record *record, const char *filled, const char *absent)
{
	struct buf name = BUF_INIT, value = BUF_INIT;

	while (pairs_next(&filled, &name, &value))
		if (formdef_field(record->form, buf_str(&name)) != NULL)
			record_set(record, buf_str(&name), buf_str(&value));
	while (pairs_next(&absent, &name, &value))
		if (formdef_field(record->form, buf_str(&name)) != NULL)
			record_set_absent(record, buf_str(&name), buf_str(&value));
	buf_clear(&name);
	buf_clear(&value);
}

static void
read_row(struct stmt *stmt, const struct formdef *form, struct draft *draft)
{
	struct record *record = record_new(form);

	copy_id(draft->id, stmt_get(stmt, 0));
	draft->user = mem_text(stmt_get(stmt, 1));
	draft->form = mem_text(form->name);
	draft->title = mem_text(stmt_get(stmt, 4));
	draft->saved_at = mem_text(stmt_get(stmt, 5));
	draft->base = mem_text(stmt_get(stmt, 6));
	copy_id(record->id, stmt_get(stmt, 7));
	copy_id(record->person, stmt_get(stmt, 8));
	copy_id(record->period, stmt_get(stmt, 9));
	copy_id(record->office, stmt_get(stmt, 10));
	record->version = mem_text(draft->base);
	unpack(record, stmt_get(stmt, 11), stmt_get(stmt, 12));
	draft->record = record;
	draft->raw = mem_text(stmt_get(stmt, 13));
	draft->field = mem_text(stmt_get(stmt, 14));
	draft->offset = (size_t)stmt_get_int(stmt, 15);
}

bool
drafts_list(struct drafts *drafts, struct draft **list, size_t *count, struct err *err)
{
	struct stmt *stmt;
	size_t cap = 0;
	int step;

	*list = NULL;
	*count = 0;
	stmt = db_query(drafts->db, "SELECT id, user, session, form, title, saved_at,"
	    " base, record, person, period, office, filled, absent, raw, field, place"
	    " FROM draft WHERE user = ?1 ORDER BY saved_at DESC, id", err);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, store_user(drafts->store));
	while ((step = stmt_step(stmt, err)) == 1) {
		struct err unknown = ERR_INIT;
		const struct formdef *form;

		if (session_lives(stmt_get(stmt, 2)) &&
		    strcmp(stmt_get(stmt, 2), drafts->session) != 0)
			continue;
		form = catalog_form(store_catalog(drafts->store), stmt_get(stmt, 3), &unknown);
		if (form == NULL)
			continue;	/* kept; its form may come back */
		*list = mem_grow(*list, *count, &cap, sizeof(**list));
		memset(&(*list)[*count], 0, sizeof(**list));
		read_row(stmt, form, &(*list)[(*count)++]);
	}
	stmt_done(stmt);
	if (step < 0) {
		drafts_list_free(*list, *count);
		*list = NULL;
		*count = 0;
	}
	return step == 0;
}

bool
drafts_delete(struct drafts *drafts, const char *id, struct err *err)
{
	struct stmt *stmt = db_query(drafts->db, "DELETE FROM draft WHERE id = ?1", err);

	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, id);
	return stmt_run(stmt, err);
}

void
draft_clear(struct draft *draft)
{
	free(draft->user);
	free(draft->form);
	free(draft->title);
	free(draft->saved_at);
	free(draft->base);
	record_free(draft->record);
	free(draft->raw);
	free(draft->field);
	memset(draft, 0, sizeof(*draft));
}

void
drafts_list_free(struct draft *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		draft_clear(&list[i]);
	free(list);
}
