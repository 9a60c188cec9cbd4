/*
 * model/db-stmt.c: one statement: its values, its steps, its columns
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/db-private.h"

#include <assert.h>

#include "base/mem.h"

void
stmt_done(struct stmt *stmt)
{
	if (stmt == NULL)
		return;
	stmt_again(stmt);
	if (stmt->raw != NULL)
		sqlite3_clear_bindings(stmt->raw);
	stmt->out = false;
	stmt->gives_way = false;
}

/* Binding begins a new run of a statement that has ended. */
static bool
bindable(struct stmt *stmt, int at)
{
	assert(stmt->out && !stmt->running);
	if (stmt->raw == NULL && !stmt_prepare(stmt->db, stmt, NULL))
		stmt->bound = SQLITE_ERROR;
	return at > 0 && stmt->bound == SQLITE_OK;
}

static void
keep_bound(struct stmt *stmt, int code)
{
	assert(code != SQLITE_RANGE && code != SQLITE_MISUSE);
	if (code == SQLITE_NOMEM)
		die("内存不足");
	if (code != SQLITE_OK)
		stmt->bound = code;
}

void
stmt_text(struct stmt *stmt, int at, const char *text)
{
	if (bindable(stmt, at))
		keep_bound(stmt, sqlite3_bind_text(stmt->raw, at, text, -1, SQLITE_TRANSIENT));
}

void
stmt_int(struct stmt *stmt, int at, long long value)
{
	if (bindable(stmt, at))
		keep_bound(stmt, sqlite3_bind_int64(stmt->raw, at, value));
}

void
stmt_blob(struct stmt *stmt, int at, const void *data, size_t n)
{
	if (bindable(stmt, at))
		keep_bound(stmt, sqlite3_bind_blob64(stmt->raw, at, data, n, SQLITE_TRANSIENT));
}

void
stmt_null(struct stmt *stmt, int at)
{
	stmt_text(stmt, at, NULL);
}

int
stmt_param(struct stmt *stmt, const char *name)
{
	return bindable(stmt, 1) ? sqlite3_bind_parameter_index(stmt->raw, name) : 0;
}

void
stmt_again(struct stmt *stmt)
{
	assert(stmt->out);
	if (stmt->raw != NULL)
		sqlite3_reset(stmt->raw);
	stmt->running = false;
	stmt->lost = false;
	stmt->budget = stmt->db->budget;
}

int
stmt_step(struct stmt *stmt, struct err *err)
{
	struct db *db = stmt->db;
	int code;

	assert(stmt->out);
	if (stmt->lost) {
		err_set(err, ERR_SYSTEM, "库因磁盘出错重新打开过，请重做这一步");
		return -1;
	}
	if (db_struck(db, err)) {
		stmt_again(stmt);
		return -1;
	}
	if (stmt->bound != SQLITE_OK) {
		err_set(err, ERR_INPUT, "内容太长，存不下");
		return -1;
	}
	if (stmt->raw == NULL && !stmt_prepare(db, stmt, err))
		return -1;
	db->spent = false;
	db->judged = stmt->verdict != NULL ? stmt : NULL;
	db->giving = stmt->gives_way ? stmt : NULL;
	code = sqlite3_step(stmt->raw);
	db->giving = NULL;
	db->judged = NULL;
	stmt->running = code == SQLITE_ROW;
	if (code == SQLITE_ROW)
		return 1;
	if (code == SQLITE_DONE) {
		sqlite3_reset(stmt->raw);	/* ends its read transaction */
		return 0;
	}
	db_error(db, code, err);
	sqlite3_reset(stmt->raw);
	return -1;
}

const char *
stmt_get(struct stmt *stmt, int col)
{
	assert(stmt->running);
	return (const char *)sqlite3_column_text(stmt->raw, col);
}

long long
stmt_get_int(struct stmt *stmt, int col)
{
	assert(stmt->running);
	return sqlite3_column_int64(stmt->raw, col);
}

const void *
stmt_get_blob(struct stmt *stmt, int col, size_t *n)
{
	const void *data;

	assert(stmt->running);
	data = sqlite3_column_blob(stmt->raw, col);
	*n = (size_t)sqlite3_column_bytes(stmt->raw, col);
	return data;
}

bool
stmt_is_null(struct stmt *stmt, int col)
{
	assert(stmt->running);
	return sqlite3_column_type(stmt->raw, col) == SQLITE_NULL;
}

int
stmt_columns(struct stmt *stmt)
{
	return sqlite3_column_count(stmt->raw);
}

const char *
stmt_name(struct stmt *stmt, int col)
{
	return stmt->raw != NULL ? sqlite3_column_name(stmt->raw, col) : NULL;
}
