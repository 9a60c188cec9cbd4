/*
 * model/db.h: the only door to SQLite
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_DB_H
#define MODEL_DB_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct catalog;
struct db;
struct stmt;

enum db_mode { DB_READ, DB_WRITE, DB_CREATE };	/* CREATE: must not exist */

/* Opens with the safe settings of design.md 5 (TRUNCATE, EXTRA, secure_delete,
 * foreign keys, no double-quoted strings, defensive, own busy handler).  Mode
 * 0600.  Errors are told apart: missing, foreign (application id), damaged,
 * denied, read-only, full, busy. */
struct db *db_open(const char *path, enum db_mode mode, int application_id,
	    struct err *err);
/* In memory; what grows large goes to a file without a name, in the directory
 * of the database that was opened last. */
struct db *db_open_memory(struct err *err);
void	db_close(struct db *db);	/* asserts that no statement is left; NULL ok */

/* Several statements without values: migrations, pragmas. */
bool	db_exec(struct db *db, const char *sql, struct err *err);

/* Prepared statements are kept by the connection, found again by their text,
 * and given back with stmt_done: prepare once, use often. */
struct stmt *db_query(struct db *db, const char *sql, struct err *err);
void	stmt_done(struct stmt *stmt);		/* resets, unbinds; NULL ok */
void	stmt_text(struct stmt *stmt, int at, const char *text);	/* at from 1; copied; NULL = NULL */
void	stmt_int(struct stmt *stmt, int at, long long value);
void	stmt_blob(struct stmt *stmt, int at, const void *data, size_t n);
void	stmt_null(struct stmt *stmt, int at);
int	stmt_param(struct stmt *stmt, const char *name);	/* ":from" -> index, 0 = none; binding at 0 does nothing */
/* Back to the start with the same bindings, to bind and run once more. */
void	stmt_again(struct stmt *stmt);
/* 1 = a row, 0 = done, -1 = err. */
int	stmt_step(struct stmt *stmt, struct err *err);
/* A statement without rows: step to the end and stmt_done. */
bool	stmt_run(struct stmt *stmt, struct err *err);
const char *stmt_get(struct stmt *stmt, int col);	/* from 0; NULL = NULL; until the next step */
long long stmt_get_int(struct stmt *stmt, int col);
const void *stmt_get_blob(struct stmt *stmt, int col, size_t *n);
bool	stmt_is_null(struct stmt *stmt, int col);
int	stmt_columns(struct stmt *stmt);
const char *stmt_name(struct stmt *stmt, int col);
/* One integer or one text (the caller's, NULL for none) of a query with up to
 * n text values bound in order; def when there is no row. */
bool	db_int(struct db *db, const char *sql, const char *const *value, int n,
	    long long def, long long *out, struct err *err);
bool	db_text(struct db *db, const char *sql, const char *const *value, int n,
	    char **out, struct err *err);
int	db_changes(struct db *db);

/* Transactions do not nest.  db_begin is BEGIN IMMEDIATE (the store takes the
 * fair lock before it); a failed commit has rolled back. */
bool	db_begin(struct db *db, struct err *err);
bool	db_commit(struct db *db, struct err *err);
void	db_rollback(struct db *db);
bool	db_in_transaction(const struct db *db);
/* Several reads as one: of one state, and without taking the lock for each.
 * For a page or a slice, 200 ms at most, for nobody can write meanwhile.
 * Within a transaction both do nothing: *own tells. */
bool	db_hold(struct db *db, bool *own, struct err *err);
void	db_let_go(struct db *db, bool own);

/* Definitions' SQL: prepared under the authorizer (SELECT only, the tables
 * named, no clock, no rowid, no GLOB), run with a step limit.  tables ends with
 * NULL; tables = NULL: all forms, their children and the readable system tables.
 * A form's name is the temporary view of its live rows.  read(arg, table) is called for each table read (may be NULL). */
struct stmt *db_query_definition(struct db *db, const char *sql,
	    const char *const *tables, void (*read)(void *arg, const char *table),
	    void *arg, struct err *err);
/* Registers the vocabulary of doc/definitions.md; label() and setting() ask
 * these.  label, class_of, code_in and user return borrowed text or NULL. */
struct db_vocabulary {
	const char *(*label)(void *arg, const char *table, const char *code, int on);
	const char *(*class_of)(void *arg, const char *table, const char *text);
	const char *(*code_in)(void *arg, const char *table, const char *code,
		    const char *system);
	const char *(*setting)(void *arg, const char *name);
	const char *(*user)(void *arg);
	int	    (*holiday)(int date, void *arg);
	char	   *(*pinyin)(const char *name);	/* malloc'ed */
	char	   *(*initials)(const char *name);
	void	    *arg;
};
bool	db_vocabulary(struct db *db, const struct db_vocabulary *words, struct err *err);

/* How many steps of the engine one run of a definition may take (ten million are
 * about a second) before it is stopped with ERR_DATA. */
#define DB_BUDGET 1000000000LL
void	db_budget(struct db *db, long long steps);
/* Cancelling: asked every few thousand steps of reading, and while another
 * session writes; true stops with ERR_INTERRUPTED.  What has begun to write is
 * short, and comes to its end. */
void	db_cancel(struct db *db, bool (*stop)(void *arg), void *arg);
/* Long readings give way to those who write: wanted(arg) is asked every few
 * thousand steps of a statement whose caller is ready to run it again
 * (stmt_gives_way; db_int, db_text and db_integrity_tables are), and true ends it,
 * unless db_hold holds it together with others.  wait(arg) returns when they are
 * through.  NULL = not any more. */
struct db_way {
	bool	(*wanted)(void *arg);
	void	(*wait)(void *arg);
	void	*arg;
};
void	db_give_way(struct db *db, const struct db_way *way);
void	stmt_gives_way(struct stmt *stmt);	/* until stmt_done */
/* After a step failed: was it to give way?  Then they have been waited for, and
 * true: the statement is at its start, step it again.  Each time it holds on twice
 * as long before it gives way, for DB_PATIENCE looks at most; at DB_TRIES err says
 * that there is no quiet moment. */
bool	stmt_gave_way(struct stmt *stmt, struct err *err);
#define DB_PATIENCE 512		/* some tenths of a second */
#define DB_TRIES 16
/* Copies the whole database by the backup API, in one step: over an open one;
 * to a new 0600 file that appears whole (an existing one is not replaced). */
bool	db_copy(struct db *db, struct db *to, struct err *err);
bool	db_backup(struct db *db, const char *path, struct err *err);
/* The whole file as one reading: for a copy that nobody writes to. */
bool	db_integrity(struct db *db, void (*problem)(void *arg, const char *text),
	    void *arg, struct err *err);
/* The same table by table, each a reading of its own that gives way; not seen is
 * only a page that two tables claim, or none. */
bool	db_integrity_tables(struct db *db, void (*problem)(void *arg, const char *text),
	    void *arg, struct err *err);
/* The tables' columns have changed: views and statements are made anew.  No
 * statement of a definition may be out. */
bool	db_forget(struct db *db, struct err *err);
/* Fault injection for the tests: fail the n-th step from now (0 = off), as an
 * I/O error does.  db_failed: it has. */
void	db_fail_after(int n);
bool	db_failed(void);
bool	db_fault(void);			/* db-error.c asks: now? */

#endif
