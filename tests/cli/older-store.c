/*
 * tests/cli/older-store.c: a store as an older program left it, for scripts
 * SPDX-License-Identifier: Apache-2.0
 *
 *	older-store FILE
 *
 * Takes the newest system tables out of a store again.
 */
#include "config.h"

#include <stdio.h>

#include "model/store-private.h"

int
main(int argc, char **argv)
{
	struct err err = ERR_INIT;
	struct db *db = argc == 2 ?
	    db_open(argv[1], DB_WRITE, STORE_APPLICATION, &err) : NULL;
	bool ok = db != NULL && db_exec(db, "DROP TABLE sender_head; DROP TABLE sender;"
	    " PRAGMA user_version = 1", &err);

	if (!ok)
		fprintf(stderr, "older-store: %s\n", argc == 2 ? err.text : "FILE");
	db_close(db);
	err_clear(&err);
	return ok ? 0 : 2;
}
