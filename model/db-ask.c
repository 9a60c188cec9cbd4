/*
 * model/db-ask.c: whole questions to the store in one call
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/db.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "model/db-file.h"

static int fail_in;			/* fault injection, 0 = off */

bool
stmt_run(struct stmt *stmt, struct err *err)
{
	int got;

	while ((got = stmt_step(stmt, err)) == 1)
		;
	stmt_done(stmt);
	return got == 0;
}

/* A query with texts bound in order, at its first row: 1, 0 or -1. */
static int
first_row(struct db *db, const char *sql, const char *const *value, int n,
    struct stmt **out, struct err *err)
{
	int i, got;

	*out = db_query(db, sql, err);
	if (*out == NULL)
		return -1;
	for (i = 0; i < n; i++)
		stmt_text(*out, i + 1, value[i]);
	stmt_gives_way(*out);
	while ((got = stmt_step(*out, err)) < 0 && stmt_gave_way(*out, err))
		;
	if (got != 1) {
		stmt_done(*out);
		*out = NULL;
	}
	return got;
}

bool
db_int(struct db *db, const char *sql, const char *const *value, int n,
    long long def, long long *out, struct err *err)
{
	struct stmt *stmt;
	int got = first_row(db, sql, value, n, &stmt, err);

	*out = got == 1 && !stmt_is_null(stmt, 0) ? stmt_get_int(stmt, 0) : def;
	stmt_done(stmt);
	return got >= 0;
}

bool
db_text(struct db *db, const char *sql, const char *const *value, int n,
    char **out, struct err *err)
{
	struct stmt *stmt;
	int got = first_row(db, sql, value, n, &stmt, err);

	*out = got == 1 ? mem_text(stmt_get(stmt, 0)) : NULL;
	stmt_done(stmt);
	return got >= 0;
}

bool
db_backup(struct db *db, const char *path, struct err *err)
{
	char *part = mem_printf("%s.%ld.part", path, (long)getpid());
	char *journal = mem_printf("%s-journal", part);
	struct db *to = db_open(part, DB_CREATE, 0, err);
	bool ok = to != NULL && db_copy(db, to, err);

	db_close(to);
	if (ok)
		ok = dbfile_publish(part, path, err);
	else if (to != NULL)
		unlink(part);
	unlink(journal);
	free(journal);
	free(part);
	return ok;
}

void
db_fail_after(int n)
{
	fail_in = n;
}

bool
db_failed(void)
{
	return fail_in == 0;
}

bool
db_fault(void)
{
	return fail_in > 0 && --fail_in == 0;
}

/* ---- several reads ---- */
bool
db_hold(struct db *db, bool *own, struct err *err)
{
	*own = !db_in_transaction(db) && db_exec(db, "BEGIN", err);
	return *own || db_in_transaction(db);
}

void
db_let_go(struct db *db, bool own)
{
	/* Nothing was written that could be lost; an error has ended it. */
	if (own && db_in_transaction(db) && !db_exec(db, "COMMIT", NULL))
		db_rollback(db);
}
