/*
 * model/db-judge.c: definitions: what they may touch, how far they may run
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/db-private.h"

int
db_on_authorize(void *arg, int action, const char *a, const char *b,
    const char *schema, const char *through)
{
	struct db *db = arg;
	struct verdict *verdict;
	bool may;

	if (db->judged == NULL)
		return SQLITE_OK;
	verdict = db->judged->verdict;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_RECURSIVE:
		return SQLITE_OK;
	case SQLITE_READ:
		may = verdict_read(verdict, db->views, a, b, schema != NULL ? schema : "",
		    through);
		break;
	case SQLITE_FUNCTION:
		may = verdict_function(verdict, b);
		break;
	default:
		may = verdict_statement(verdict);
	}
	return may ? SQLITE_OK : SQLITE_DENY;
}

struct stmt *
db_query_definition(struct db *db, const char *sql, const char *const *tables,
    void (*read)(void *arg, const char *table), void *arg, struct err *err)
{
	struct stmt *stmt;
	size_t i;

	/* A live expression names no table: none of its words needs a view. */
	stmt = db_find(db, sql, verdict_new(tables),
	    tables == NULL || tables[0] != NULL, err);
	if (stmt == NULL || read == NULL)
		return stmt;
	for (i = 0; i < stmt->verdict->reads; i++)
		read(arg, stmt->verdict->read[i]);
	return stmt;
}

void
db_budget(struct db *db, long long steps)
{
	db->budget = steps;
}
