/*
 * model/store.c: the store: opening, closing, one write at a time
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/store-private.h"

#include <assert.h>
#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/mem.h"
#include "model/tally.h"

/* ---- where and who ---- */
char *
store_find_path(const char *given)
{
	const char *path = given != NULL ? given : getenv("BANGJIAO_DB");
	const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
	struct passwd *account;

	if (path != NULL && path[0] != '\0')
		return mem_text(path);
	if (data != NULL && data[0] == '/')
		return mem_printf("%s/bangjiao/store.db", data);
	if (home == NULL || home[0] != '/') {
		account = getpwuid(geteuid());
		home = account != NULL ? account->pw_dir : "/";
	}
	return mem_printf("%s/.local/share/bangjiao/store.db", home);
}

char *
store_find_user(const char *given)
{
	struct passwd *account;

	if (given != NULL && given[0] != '\0')
		return mem_text(given);
	account = getpwuid(getuid());
	if (account != NULL && account->pw_name[0] != '\0')
		return mem_text(account->pw_name);
	return mem_printf("uid%ld", (long)getuid());
}

/* ---- what the store says of itself ---- */
bool
store_meta(struct store *store, const char *name, char **value, struct err *err)
{
	return db_text(store->db, "SELECT value FROM main.meta WHERE name = ?1", &name, 1,
	    value, err);
}

bool
store_set_meta(struct store *store, const char *name, const char *value, struct err *err)
{
	struct stmt *stmt = db_query(store->db, "INSERT INTO main.meta(name, value)"
	    " VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value", err);

	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, name);
	stmt_text(stmt, 2, value);
	return stmt_run(stmt, err);
}

/* "0.10.2" against "0.9": by the numbers. */
static int
compare_versions(const char *a, const char *b)
{
	long left, right;
	char *end;

	while (*a != '\0' || *b != '\0') {
		left = strtol(a, &end, 10);
		a = end + strcspn(end, ".");
		a += *a == '.';
		right = strtol(b, &end, 10);
		b = end + strcspn(end, ".");
		b += *b == '.';
		if (left != right)
			return left < right ? -1 : 1;
	}
	return 0;
}

bool
store_load_meta(struct store *store, struct err *err)
{
	char *application = NULL, *start = NULL, *settings = NULL;
	bool ok;

	ok = store_meta(store, "application", &application, err) &&
	    store_meta(store, "office", &store->office, err) &&
	    store_meta(store, "station", &store->station, err) &&
	    store_meta(store, "start", &start, err) &&
	    store_meta(store, "settings", &settings, err) &&
	    store_meta(store, "definitions", &store->definitions, err) &&
	    db_text(store->db, "SELECT name FROM main.office WHERE id ="
	    " (SELECT value FROM main.meta WHERE name = 'office')", NULL, 0,
	    &store->office_name, err);
	store->start = start != NULL ? date_parse(start) : DATE_NONE;
	store->settings = settings != NULL ? atoll(settings) : 0;
	if (ok && (application == NULL || store->office_name == NULL || store->station == NULL ||
	    store->definitions == NULL || store->start == DATE_NONE ||
	    strlen(store->office) >= STORE_ID_SIZE))
		ok = err_set(err, ERR_DAMAGED, "%s：库的基本信息不全，不能使用；"
		    "请用备份恢复：bangjiao restore 备份文件", store->path);
	else if (ok && compare_versions(application, PACKAGE_VERSION) > 0)
		ok = err_set(err, ERR_NEWER, "%s：库由更新的程序（%s）写成，本程序是 %s；"
		    "请升级本程序", store->path, application, PACKAGE_VERSION);
	free(settings);
	free(start);
	free(application);
	return ok;
}

/* ---- opening ---- */
/* The lock belongs to the file, not to the name it was called by. */
static char *
true_path(const char *path)
{
	char *real = realpath(path, NULL), *copy;

	copy = mem_text(real != NULL ? real : path);
	free(real);
	return copy;
}

static bool
open_lock(struct store *store, struct err *err)
{
	char *path;

	if (store->read_only)
		return true;
	path = mem_printf("%s.lock", store->path);
	store->lock = fairlock_open(path, err);
	free(path);
	if (store->lock == NULL && err->kind == ERR_READONLY) {
		store->read_only = true;
		err_clear(err);
		return true;
	}
	return store->lock != NULL;
}

/* For writing where that is allowed, else for reading. */
static bool
open_db(struct store *store, struct err *err)
{
	if (!store->read_only) {
		store->db = db_open(store->path, DB_WRITE, STORE_APPLICATION, err);
		if (store->db != NULL || err->kind != ERR_READONLY)
			return store->db != NULL;
		err_clear(err);
		store->read_only = true;
	}
	store->db = db_open(store->path, DB_READ, STORE_APPLICATION, err);
	return store->db != NULL;
}

/* An older store is brought up to date first, also by those who only read. */
static bool
bring_up_to_date(struct store *store, struct err *err)
{
	bool needed;

	if (!migrate_needed(store->db, embedded_files, &needed, err))
		return err_wrap(err, "%s：", store->path);
	if (!needed)
		return true;
	db_close(store->db);
	store->db = NULL;
	return store_upgrade(store->path, err) && open_db(store, err);
}

struct store *
store_open(const struct store_options *options, struct err *err)
{
	struct err own = ERR_INIT, *why = err != NULL ? err : &own;
	struct store *store = mem_new(sizeof(*store));
	char *path = store_find_path(options->path);

	store->path = true_path(path);
	free(path);
	store->user = store_find_user(options->user);
	store->read_only = options->read_only;
	if (!open_db(store, why) || !open_lock(store, why) || !bring_up_to_date(store, why) ||
	    !store_load_meta(store, why) ||
	    !definitions_open(store, options->data, options->accepting, why) ||
	    !words_register(store, why)) {
		store_close(store);
		return NULL;
	}
	store_keep_reserve(store);
	return store;
}

struct store *
store_copy(struct store *store, struct err *err)
{
	struct store *copy = mem_new(sizeof(*copy));

	copy->copy = true;
	copy->path = mem_text(store->path);
	copy->user = mem_text(store->user);
	copy->offered = copy->catalog = store->catalog;
	copy->db = db_open_memory(err);
	if (copy->db == NULL || !db_copy(store->db, copy->db, err) ||
	    !store_load_meta(copy, err) || !words_register(copy, err)) {
		store_close(copy);
		return NULL;
	}
	return copy;
}

void
store_close(struct store *store)
{
	if (store == NULL)
		return;
	if (store->db != NULL && db_in_transaction(store->db))
		store_rollback(store);
	touched_clear(store);
	tally_forget(store);
	parts_drop(store);
	db_close(store->db);
	fairlock_close(store->lock);
	definitions_close(store);
	settings_forget(store);
	free(store->definitions);
	free(store->station);
	free(store->office_name);
	free(store->office);
	free(store->user);
	free(store->path);
	free(store);
}

/* ---- what it is ---- */
struct db *
store_db(struct store *store)
{
	return store->db;
}

struct catalog *
store_catalog(struct store *store)
{
	return store->catalog;
}

const char *
store_path(const struct store *store)
{
	return store->path;
}

const char *
store_user(const struct store *store)
{
	return store->user;
}

const char *
store_office(const struct store *store)
{
	return store->office;
}

const char *
store_office_name(const struct store *store)
{
	return store->office_name;
}

const char *
store_station(const struct store *store)
{
	return store->station;
}

int
store_start(const struct store *store)
{
	return store->start;
}

bool
store_read_only(const struct store *store)
{
	return store->read_only;
}

bool
store_definitions_pending(const struct store *store)
{
	return store->pending;
}

/* ---- what others keep with it ---- */
void **
store_part(struct store *store, enum store_part part, void (*drop)(void *))
{
	assert(part < STORE_PARTS);
	store->drop[part] = drop;
	return &store->part[part];
}

/* They are made anew when they are next asked for. */
void
parts_drop(struct store *store)
{
	int i;

	for (i = 0; i < STORE_PARTS; i++) {
		if (store->part[i] != NULL)
			store->drop[i](store->part[i]);
		store->part[i] = NULL;
	}
}

struct stmt *
store_query(struct store *store, const char *sql, void (*read)(void *arg, const char *table),
    void *arg, struct err *err)
{
	return db_query_definition(store->db, sql, NULL, read, arg, err);
}

/* ---- one write at a time ---- */
/* Has another session accepted other definitions, or changed a setting? */
static bool
check_session(struct store *store, struct err *err)
{
	char *definitions = NULL, *settings = NULL;
	bool ok, needed;

	ok = migrate_needed(store->db, embedded_files, &needed, err) &&
	    store_meta(store, "definitions", &definitions, err) &&
	    store_meta(store, "settings", &settings, err);
	if (ok && (definitions == NULL || strcmp(definitions, store->definitions) != 0))
		ok = err_set(err, ERR_STALE, "定义已由他人更新，本次未保存；请重新启动程序后再存");
	if (ok && settings != NULL && atoll(settings) != store->settings) {
		settings_forget(store);
		parts_drop(store);
		store->settings = atoll(settings);
	}
	free(settings);
	free(definitions);
	return ok;
}

bool
store_begin(struct store *store, struct err *err)
{
	assert(!db_in_transaction(store->db));
	if (store->read_only)
		return err_set(err, ERR_READONLY, "%s：库以只读方式打开，未保存；"
		    "请检查文件权限或磁盘", store->path);
	if (!fairlock_take(store->lock, err))
		return false;
	if (db_begin(store->db, err)) {
		if (check_session(store, err))
			return true;
		db_rollback(store->db);
	}
	fairlock_give(store->lock);
	return false;
}

bool
store_commit(struct store *store, struct err *err)
{
	assert(!tally_waits(store));
	if (!db_commit(store->db, err)) {
		store_rollback(store);
		return false;
	}
	fairlock_give(store->lock);
	touched_clear(store);
	store->operations = 0;
	store->setting_written = false;
	return true;
}

void
store_rollback(struct store *store)
{
	db_rollback(store->db);
	fairlock_give(store->lock);
	touched_clear(store);
	tally_forget(store);
	store->operations = 0;
	if (store->setting_written)
		settings_forget(store);
	store->setting_written = false;
}
