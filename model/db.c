/*
 * model/db.c: transactions, and copies of the whole
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/db-private.h"

#include <assert.h>

bool
db_exec(struct db *db, const char *sql, struct err *err)
{
	int code;

	if (db_struck(db, err))
		return false;
	code = sqlite3_exec(db->raw, sql, NULL, NULL, NULL);
	return code == SQLITE_OK || db_error(db, code, err);
}

bool
db_begin(struct db *db, struct err *err)
{
	assert(sqlite3_get_autocommit(db->raw));
	if (db->broken && !db_open_again(db, err))
		return false;
	return db_exec(db, "BEGIN IMMEDIATE", err);
}

bool
db_commit(struct db *db, struct err *err)
{
	if (db_exec(db, "COMMIT", err))
		return true;
	db_rollback(db);
	return false;
}

void
db_rollback(struct db *db)
{
	/* A failed write may have rolled back by itself.  When the rollback
	 * fails the journal does it at the next opening. */
	if (!sqlite3_get_autocommit(db->raw) &&
	    sqlite3_exec(db->raw, "ROLLBACK", NULL, NULL, NULL) != SQLITE_OK)
		db->broken = true;
	/* Views made or dropped in it are as before; a statement that is kept
	 * would not look for its own again. */
	db_free_idle(db, true);
	db_forget_views(db);
}

bool
db_in_transaction(const struct db *db)
{
	return !sqlite3_get_autocommit(db->raw);
}

int
db_changes(struct db *db)
{
	return sqlite3_changes(db->raw);
}

bool
db_copy(struct db *db, struct db *to, struct err *err)
{
	sqlite3_backup *backup;
	int code;

	db_free_idle(to, true);
	db_forget_views(to);
	backup = sqlite3_backup_init(to->raw, "main", db->raw, "main");
	if (backup == NULL)
		return db_error(to, sqlite3_errcode(to->raw), err);
	sqlite3_backup_step(backup, -1);
	code = sqlite3_backup_finish(backup);
	return code == SQLITE_OK || db_error(to, code, err);
}
