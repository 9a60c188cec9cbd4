/*
 * model/db-kept.c: the statements that a connection keeps, found again by their text
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/db-private.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define KEPT		256		/* idle statements kept prepared */

bool
stmt_prepare(struct db *db, struct stmt *stmt, struct err *err)
{
	const char *tail = NULL;
	int code;

	db->judged = stmt->verdict != NULL ? stmt : NULL;
	code = sqlite3_prepare_v3(db->raw, stmt->sql, -1, SQLITE_PREPARE_PERSISTENT,
	    &stmt->raw, &tail);
	db->judged = NULL;
	if (code != SQLITE_OK && stmt->verdict != NULL && stmt->verdict->refused[0] != '\0')
		return err_set(err, ERR_DATA, "%s", stmt->verdict->refused);
	if (code != SQLITE_OK)
		return db_error(db, code, err);
	if (stmt->raw == NULL)
		return err_set(err, ERR_DATA, "SQL 是空的");
	if (stmt->verdict != NULL && tail != NULL && tail[strspn(tail, " \t\r\n;")] != '\0')
		return err_set(err, ERR_DATA, "SQL 只能有一条语句：%.40s", tail);
	return true;
}

/* By length and end: some texts are thousands of bytes long and begin alike. */
static size_t
bucket_of(const char *sql)
{
	size_t n = strlen(sql), hash = n;

	for (sql += n > 24 ? n - 24 : 0; *sql != '\0'; sql++)
		hash = hash * 33 ^ (unsigned char)*sql;
	return hash % DB_BUCKETS;
}

static void
free_stmt(struct stmt *stmt)
{
	sqlite3_finalize(stmt->raw);
	verdict_free(stmt->verdict);
	free(stmt->sql);
	free(stmt);
}

void
db_free_idle(struct db *db, bool all)
{
	struct stmt **at, **oldest, *stmt;
	size_t i;

	do {
		oldest = NULL;
		for (i = 0; i < DB_BUCKETS; i++)
			for (at = &db->bucket[i]; *at != NULL; at = &(*at)->next)
				if (!(*at)->out && (oldest == NULL || (*at)->used < (*oldest)->used))
					oldest = at;
		if (oldest == NULL)
			return;
		stmt = *oldest;
		*oldest = stmt->next;
		free_stmt(stmt);
		db->kept--;
	} while (all);
}

struct stmt *
db_find(struct db *db, const char *sql, struct verdict *verdict, bool views,
    struct err *err)
{
	struct stmt **bucket = &db->bucket[bucket_of(sql)], *stmt;

	for (stmt = *bucket; stmt != NULL; stmt = stmt->next)
		if (!stmt->out && strcmp(stmt->sql, sql) == 0 &&
		    verdict_same(stmt->verdict, verdict))
			break;
	if (stmt != NULL) {
		verdict_free(verdict);
	} else {
		stmt = mem_new(sizeof(*stmt));
		stmt->db = db;
		stmt->sql = mem_text(sql);
		stmt->verdict = verdict;
		if ((views && !views_make(db->views, db, sql, err)) || !stmt_prepare(db, stmt, err)) {
			free_stmt(stmt);
			return NULL;
		}
		if (db->kept >= KEPT)
			db_free_idle(db, false);
		stmt->next = *bucket;
		*bucket = stmt;
		db->kept++;
	}
	stmt->out = true;
	stmt->lost = false;
	stmt->bound = SQLITE_OK;
	stmt->budget = db->budget;
	stmt->used = ++db->clock;
	return stmt;
}

struct stmt *
db_query(struct db *db, const char *sql, struct err *err)
{
	if (db_struck(db, err))
		return NULL;
	return db_find(db, sql, NULL, false, err);
}

void
db_forget_views(struct db *db)
{
	views_free(db->views);
	db->views = views_new();
}

/* Nothing but the next use of a statement may remember the old columns. */
bool
db_forget(struct db *db, struct err *err)
{
	bool ok;

	db_free_idle(db, true);
	ok = views_drop(db->views, db, err);
	db_forget_views(db);
	return ok;
}
