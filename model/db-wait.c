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
