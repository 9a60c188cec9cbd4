/*
 * model/store-create.c: a new store, whole or not at all
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/store-private.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/db-file.h"
#include "model/prepare.h"
#include "model/rules.h"

/* The station's own place is made for it, private; a place that somebody named
 * must be there. */
static bool
make_dirs(const char *path, struct err *err)
{
	char *dir = file_dir(path), *at;
	bool ok = true;

	for (at = dir + 1; ok && *at != '\0'; at++) {
		if (*at != '/')
			continue;
		*at = '\0';
		ok = mkdir(dir, 0700) == 0 || errno == EEXIST;
		*at = '/';
	}
	if (ok)
		ok = mkdir(dir, 0700) == 0 || errno == EEXIST;
	if (!ok)
		err_set(err, errno == EACCES ? ERR_DENIED : ERR_SYSTEM,
		    "目录 %s 建不成（%s）；请用 --db 指明库的位置", dir, err_reason(errno));
	free(dir);
	return ok;
}

/* A journal that an earlier store of that name left behind would be played
 * into the new one. */
static bool
check_free(const char *path, struct err *err)
{
	char *journal = mem_printf("%s-journal", path), *place = file_dir(path);
	char *dir = mem_printf("%s/.", place);
	struct stat st;
	bool ok = true;

	/* Said of the name that was asked for, not of the one it is built under. */
	if (!file_may(dir, W_OK | X_OK))
		ok = file_error(err, errno, "新建库", path);
	else if (lstat(path, &st) == 0)
		ok = err_set(err, ERR_EXISTS, "%s：已有此文件，不会覆盖；请换一个路径", path);
	else if (lstat(journal, &st) == 0 && st.st_size > 0)
		ok = err_set(err, ERR_EXISTS, "%s：是从前同名库未完成的日志；"
		    "请先把它移到别处，或换一个路径", journal);
	free(dir);
	free(place);
	free(journal);
	return ok;
}

static bool
write_meta(struct store *store, const char *office, int start, struct err *err)
{
	char id[STORE_ID_SIZE], day[DATE_SIZE];
	struct stmt *stmt;

	store_new_id(store, id);
	stmt = db_query(store->db, "INSERT INTO main.office(id, name) VALUES (?1, ?2)", err);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, id);
	stmt_text(stmt, 2, office);
	return stmt_run(stmt, err) && store_set_meta(store, "office", id, err) &&
	    store_set_meta(store, "station", "A", err) &&
	    store_set_meta(store, "start", date_print(start, day), err) &&
	    store_set_meta(store, "settings", "0", err);
}

static bool
write_all(struct store *store, const char *office, int start, struct err *err)
{
	const struct formdef *form;
	const char *const *name;
	size_t count, i;

	if (!migrate_run(store->db, embedded_files, err) ||
	    !write_meta(store, office, start, err) ||
	    !definitions_write(store, store->catalog, err))
		return false;
	count = catalog_names(store->catalog, "form", &name);
	for (i = 0; i < count; i++)
		if ((form = catalog_form(store->catalog, name[i], err)) == NULL ||
		    !store_grow_form(store, form, err))
			return false;
	return true;
}

/* What the office itself owes begins with the store. */
static bool
settle(struct store *store, struct err *err)
{
	return store_load_meta(store, err) && words_register(store, err) &&
	    db_begin(store->db, err) && rules_rebuild(store, NULL, NULL, err) &&
	    db_commit(store->db, err);
}

static bool
build(const char *part, const struct store_options *options, const char *office, int start,
    struct err *err)
{
	struct store *store = mem_new(sizeof(*store));
	bool ok;

	store->path = mem_text(part);
	store->user = store_find_user(options->user);
	store->offered = store->catalog = options->data != NULL ?
	    catalog_open_dir(options->data, err) : catalog_open_embedded(err);
	/* The built-in set is prepared by the tests. */
	ok = store->catalog != NULL && catalog_check(store->catalog, err) &&
	    (options->data == NULL || catalog_prepare(store->catalog, err)) &&
	    (store->db = db_open(part, DB_CREATE, STORE_APPLICATION, err)) != NULL;
	if (ok) {
		if (options->seeded)
			store_seed(store, options->seed);
		ok = db_begin(store->db, err) && write_all(store, office, start, err) &&
		    db_commit(store->db, err) && settle(store, err);
	}
	store_close(store);
	return ok;
}

struct store *
store_create(const struct store_options *options, const char *office, int start,
    struct err *err)
{
	char *path = store_find_path(options->path), *part, *journal;
	struct store_options made = *options;
	struct store *store = NULL;
	struct err own = ERR_INIT;
	bool ok = true;

	if (err == NULL)
		err = &own;
	part = mem_printf("%s.%ld.part", path, (long)getpid());
	journal = mem_printf("%s-journal", part);
	if (office == NULL || office[strspn(office, " \t")] == '\0' ||
	    !text_valid(office, strlen(office), NULL))
		ok = err_set(err, ERR_INPUT, "请写明办公室名称：bangjiao init --office 名称");
	ok = ok && (options->path != NULL || getenv("BANGJIAO_DB") != NULL || make_dirs(path, err));
	ok = ok && check_free(path, err);
	if (ok) {
		ok = build(part, options, office, start, err) && dbfile_publish(part, path, err);
		unlink(part);
		unlink(journal);
	}
	if (ok) {
		made.path = path;
		store = store_open(&made, err);
		if (store != NULL && options->seeded)
			store_seed(store, options->seed + 1);
	}
	free(journal);
	free(part);
	free(path);
	return store;
}
