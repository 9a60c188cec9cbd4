/*
 * model/store-backup.c: copies of a store, and a copy in its place
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/store-private.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "model/db-file.h"

/* ---- is a copy good? ---- */
static void
first_problem(void *arg, const char *text)
{
	char **first = arg;

	if (*first == NULL)
		*first = mem_text(text);
}

/* Opens a file as a store's database and reads all of it. */
static struct db *
open_good(const char *path, struct err *err)
{
	struct db *db = db_open(path, DB_READ, STORE_APPLICATION, err);
	char *problem = NULL;
	bool needed, ok;

	if (db == NULL)
		return NULL;
	ok = migrate_needed(db, embedded_files, &needed, err) &&
	    db_integrity(db, first_problem, &problem, err);
	if (ok && problem != NULL)
		ok = err_set(err, ERR_DAMAGED, "%s：文件已损坏（%s），不能使用；请换一份备份",
		    path, problem);
	free(problem);
	if (ok)
		return db;
	db_close(db);
	return NULL;
}

bool
store_backup(struct store *store, const char *path, struct err *err)
{
	struct db *copy;

	if (!db_backup(store->db, path, err))
		return false;
	copy = open_good(path, err);
	if (copy == NULL) {
		unlink(path);
		return err_wrap(err, "备份没有通过检查，已删除：");
	}
	db_close(copy);
	return true;
}

/* ---- a copy in the store's place ---- */
/* A store that opens is overwritten page by page in one transaction: sessions
 * that have it open see the old or the new one, and no file changes its name
 * under them. */
static bool
overwrite(struct db *old, struct db *good, const char *aside, struct err *err)
{
	return db_backup(old, aside, err) && db_copy(good, old, err);
}

/* What does not open as a store goes aside with its journal. */
static bool
put_aside(const char *path, const char *aside, struct err *err)
{
	char *journal = mem_printf("%s-journal", path), *kept = mem_printf("%s-journal", aside);
	bool ok;

	ok = rename(path, aside) == 0 &&
	    (rename(journal, kept) == 0 || errno == ENOENT);
	if (!ok)
		err_set(err, ERR_SYSTEM, "%s 移不开（%s），未恢复；请检查目录权限", path,
		    err_reason(errno));
	free(kept);
	free(journal);
	return ok;
}

static bool
put_in_place(const char *path, struct db *good, struct err *err)
{
	struct err why = ERR_INIT;
	struct db *old = db_open(path, DB_WRITE, STORE_APPLICATION, &why);
	char *aside = dbfile_beside(path, "replaced");
	bool ok;

	if (old != NULL) {
		ok = overwrite(old, good, aside, err);
		db_close(old);
	} else if (why.kind == ERR_MISSING) {
		ok = db_backup(good, path, err);
	} else if (why.kind == ERR_DAMAGED || why.kind == ERR_FOREIGN) {
		ok = put_aside(path, aside, err) && db_backup(good, path, err);
	} else
		ok = err_set(err, why.kind, "%s", why.text);
	free(aside);
	return ok;
}

bool
store_restore(const char *given, const char *backup, struct err *err)
{
	char *path = store_find_path(given), *real = realpath(path, NULL), *lock_path;
	char *same = realpath(backup, NULL);
	struct fairlock *lock = NULL;
	struct db *good = NULL;
	bool ok;

	if (real != NULL && same != NULL && strcmp(real, same) == 0) {
		ok = err_set(err, ERR_INPUT, "%s 就是现在的库，不是备份；请指明备份文件", backup);
	} else {
		lock_path = mem_printf("%s.lock", real != NULL ? real : path);
		ok = (good = open_good(backup, err)) != NULL &&
		    (lock = fairlock_open(lock_path, err)) != NULL &&
		    fairlock_take(lock, err) &&
		    put_in_place(real != NULL ? real : path, good, err);
		free(lock_path);
	}
	if (lock != NULL)
		fairlock_give(lock);
	fairlock_close(lock);
	db_close(good);
	free(same);
	free(real);
	free(path);
	return ok;
}
