/*
 * model/store-upgrade.c: an older store, brought up to date by whoever opens it
 * SPDX-License-Identifier: Apache-2.0
 *
 * A script that only reads must not fail after an upgrade of the program until
 * somebody has opened the workbench, so reading commands do it as well.
 */
#include "config.h"
#include "model/store-private.h"

#include <pwd.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "base/mem.h"
#include "model/db-file.h"

/* Under the lock: whoever waited for it finds the work done. */
static bool
migrate_locked(struct db *db, const char *path, struct err *err)
{
	char *copy;
	bool needed, ok;

	if (!migrate_needed(db, embedded_files, &needed, err))
		return false;
	if (!needed)
		return true;
	copy = dbfile_beside(path, "before");
	ok = db_backup(db, copy, err) && db_begin(db, err);
	free(copy);
	if (!ok)
		return false;
	if (migrate_run(db, embedded_files, err) && db_commit(db, err))
		return true;
	if (db_in_transaction(db))
		db_rollback(db);
	return false;
}

/* Who may write it, and what is to be done. */
static bool
refuse(const char *path, struct err *err)
{
	struct statvfs medium;
	struct passwd *owner;
	struct stat st;

	if (statvfs(path, &medium) == 0 && (medium.f_flag & ST_RDONLY) != 0)
		return err_set(err, ERR_READONLY, "%s：库由旧版程序写成，要升级一次才能用，但它在"
		    "只读的介质上；请把库复制到可写的目录，再用 --db 指到那里", path);
	owner = stat(path, &st) == 0 ? getpwuid(st.st_uid) : NULL;
	return err_set(err, ERR_READONLY, "%s：库由旧版程序写成，要升级一次才能用，但您的账号"
	    "不能写这个库或它所在的目录；请库的主人（账号 %s）运行一次 bangjiao --db %s，"
	    "之后只读也能用", path, owner != NULL ? owner->pw_name : "不详", path);
}

bool
store_upgrade(const char *path, struct err *err)
{
	char *lock_path = mem_printf("%s.lock", path);
	struct fairlock *lock = fairlock_open(lock_path, err);
	struct db *db = NULL;
	bool ok;

	ok = lock != NULL && (db = db_open(path, DB_WRITE, STORE_APPLICATION, err)) != NULL &&
	    fairlock_take(lock, err);
	if (ok) {
		ok = migrate_locked(db, path, err);
		fairlock_give(lock);
	}
	db_close(db);
	fairlock_close(lock);
	free(lock_path);
	if (!ok && (err->kind == ERR_READONLY || err->kind == ERR_DENIED))
		return refuse(path, err);
	return ok || err_wrap(err, "升级 %s 未成，库保持原样：", path);
}
