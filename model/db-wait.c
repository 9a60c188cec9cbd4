/*
 * model/db-wait.c: waiting for others, and being told to stop
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/db-private.h"

#include "model/wait.h"

/* The engine's own handler has a long tail. */
int
db_on_busy(void *arg, int count)
{
	struct db *db = arg;

	if (count == 0)
		db->busy_since = wait_now();
	if (wait_now() - db->busy_since > WAIT_LIMIT ||
	    (db->stop != NULL && db->stop(db->stop_arg)))
		return 0;
	wait_nap();
	return 1;
}

int
db_on_progress(void *arg)
{
	struct db *db = arg;

	if (db->stop != NULL && sqlite3_txn_state(db->raw, "main") !=
	    SQLITE_TXN_WRITE && db->stop(db->stop_arg))
		return 1;
	if (db->way != NULL && db->giving != NULL && sqlite3_get_autocommit(db->raw) &&
	    db->way->wanted(db->way->arg) && db->giving->patience-- <= 0) {
		db->gave_way = true;
		return 1;
	}
	if (db->judged != NULL) {
		db->judged->budget -= DB_TICK;
		if (db->judged->budget < 0) {
			db->spent = true;
			return 1;
		}
	}
	return 0;
}

void
db_cancel(struct db *db, bool (*stop)(void *arg), void *arg)
{
	db->stop = stop;
	db->stop_arg = arg;
}

void
db_give_way(struct db *db, const struct db_way *way)
{
	db->way = way;
}

void
stmt_gives_way(struct stmt *stmt)
{
	stmt->gives_way = true;
	stmt->tries = stmt->patience = 0;
}

bool
stmt_gave_way(struct stmt *stmt, struct err *err)
{
	struct db *db = stmt->db;

	if (!db->gave_way)
		return false;
	db->gave_way = false;
	if (++stmt->tries >= DB_TRIES)
		return err_set(err, ERR_BUSY, "一直有人在保存，没有空当，没有做完；"
		    "请在没有人保存的时候再运行一次");
	stmt->patience = stmt->tries > 9 ? DB_PATIENCE : 1 << (stmt->tries - 1);
	db->way->wait(db->way->arg);
	stmt_again(stmt);
	err_clear(err);
	return true;
}
