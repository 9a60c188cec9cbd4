/*
 * model/import-journal.c: how far an import has come
 * SPDX-License-Identifier: Apache-2.0
 *
 * One row of the store's table import for each run, moved on in the same
 * transaction as the records of a batch: after a kill the store and its
 * journal say the same, and the same command goes on behind the last batch.
 */
#include "config.h"
#include "model/import-private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"

static void
counts_print(const struct import_result *counts, struct buf *out)
{
	buf_addf(out, "%ld %ld %ld %ld %ld %ld %ld %ld", counts->read,
	    counts->created, counts->updated, counts->unchanged,
	    counts->rejected, counts->mended, counts->other, counts->conflicts);
}

static bool
counts_parse(const char *text, struct import_result *counts)
{
	return sscanf(text, "%ld %ld %ld %ld %ld %ld %ld %ld", &counts->read,
	    &counts->created, &counts->updated, &counts->unchanged,
	    &counts->rejected, &counts->mended, &counts->other,
	    &counts->conflicts) == 8;
}

/* What has to be the same for a run to go on with another's work. */
static char *
options_text(const struct import_options *options, const char *columns)
{
	struct buf text = BUF_INIT;

	buf_addf(&text, "encoding=%s doubtful=%d%s",
	    options->encoding != NULL ? options->encoding : "",
	    options->accept_doubtful, columns);
	if (options->sheet != NULL)
		buf_addf(&text, " sheet=%s", options->sheet);
	if (options->sender != NULL)
		buf_addf(&text, " sender=%s", options->sender);
	return buf_take(&text);
}

bool
journal_find(struct journal *journal, struct store *store,
    const struct import_options *options, const char *digest,
    const char *columns, struct err *err)
{
	char *text = options_text(options, columns);
	struct stmt *stmt;
	int got;

	memset(journal, 0, sizeof(*journal));
	stmt = db_query(store_db(store), "SELECT id, line, counts, rejects"
	    " FROM main.import WHERE digest = ?1 AND profile = ?2 AND options = ?3"
	    " AND done_at IS NULL ORDER BY started_at DESC LIMIT 1", err);
	if (stmt == NULL) {
		free(text);
		return false;
	}
	stmt_text(stmt, 1, digest);
	stmt_text(stmt, 2, options->profile);
	stmt_text(stmt, 3, text);
	got = stmt_step(stmt, err);
	if (got == 1 && counts_parse(stmt_get(stmt, 2), &journal->counts)) {
		memcpy(journal->id, stmt_get(stmt, 0),
		    strnlen(stmt_get(stmt, 0), STORE_ID_SIZE - 1) + 1);
		journal->line = (long)stmt_get_int(stmt, 1);
		journal->rejects = mem_text(stmt_get(stmt, 3));
	}
	stmt_done(stmt);
	free(text);
	return got >= 0;
}

static bool
insert(struct journal *journal, struct store *store,
    const struct import_options *options, const char *digest, const char *text,
    struct err *err)
{
	struct buf counts = BUF_INIT;
	char stamp[DATE_STAMP_SIZE];
	struct stmt *stmt;
	bool ok;

	stmt = db_query(store_db(store), "INSERT INTO main.import(id, profile, file,"
	    " digest, options, who, started_at, line, counts)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, ?8)", err);
	if (stmt == NULL)
		return false;
	store_new_id(store, journal->id);
	counts_print(&journal->counts, &counts);
	stmt_text(stmt, 1, journal->id);
	stmt_text(stmt, 2, options->profile);
	stmt_text(stmt, 3, options->path);
	stmt_text(stmt, 4, digest);
	stmt_text(stmt, 5, text);
	stmt_text(stmt, 6, store_user(store));
	stmt_text(stmt, 7, date_stamp(stamp));
	stmt_text(stmt, 8, buf_str(&counts));
	ok = stmt_run(stmt, err);
	buf_clear(&counts);
	return ok;
}

bool
journal_begin(struct journal *journal, struct store *store,
    const struct import_options *options, const char *digest,
    const char *columns, struct err *err)
{
	char *text;
	bool ok;

	if (journal->id[0] != '\0')
		return true;
	text = options_text(options, columns);
	ok = store_begin(store, err);
	if (ok && !insert(journal, store, options, digest, text, err)) {
		store_rollback(store);
		ok = false;
	}
	ok = ok && store_commit(store, err);
	free(text);
	return ok;
}

void
journal_clear(struct journal *journal)
{
	free(journal->rejects);
	journal->rejects = NULL;
}

static bool
taken_over(struct err *err)
{
	return err_set(err, ERR_CONFLICT, "另一个窗口正在导入同一个文件；"
	    "请等它结束后再导入一次");
}

bool
journal_ours(const struct journal *journal, struct store *store, struct err *err)
{
	struct stmt *stmt;
	int got;

	stmt = db_query(store_db(store), "SELECT 1 FROM main.import"
	    " WHERE id = ?1 AND line = ?2 AND done_at IS NULL", err);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, journal->id);
	stmt_int(stmt, 2, journal->line);
	got = stmt_step(stmt, err);
	stmt_done(stmt);
	return got == 0 ? taken_over(err) : got == 1;
}

bool
journal_step(struct journal *journal, struct store *store, long line,
    const struct import_result *counts, struct err *err)
{
	struct buf text = BUF_INIT;
	struct stmt *stmt;
	bool ok;

	stmt = db_query(store_db(store), "UPDATE main.import SET line = ?1,"
	    " counts = ?2 WHERE id = ?3 AND line = ?4 AND done_at IS NULL", err);
	if (stmt == NULL)
		return false;
	counts_print(counts, &text);
	stmt_int(stmt, 1, line);
	stmt_text(stmt, 2, buf_str(&text));
	stmt_text(stmt, 3, journal->id);
	stmt_int(stmt, 4, journal->line);
	ok = stmt_run(stmt, err);
	buf_clear(&text);
	if (ok && db_changes(store_db(store)) != 1)
		return taken_over(err);
	return ok;
}

bool
journal_reject(struct journal *journal, struct store *store, long line,
    const char *reason, struct err *err)
{
	struct stmt *stmt;

	stmt = db_query(store_db(store), "INSERT INTO main.import_reject"
	    "(import, line, reason) VALUES (?1, ?2, ?3)", err);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, journal->id);
	stmt_int(stmt, 2, line);
	stmt_text(stmt, 3, reason);
	return stmt_run(stmt, err);
}

bool
journal_retake(struct journal *journal, struct store *store, long line,
    struct err *err)
{
	struct stmt *stmt;

	stmt = db_query(store_db(store), "DELETE FROM main.import_reject"
	    " WHERE import = ?1 AND line = ?2", err);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, journal->id);
	stmt_int(stmt, 2, line);
	return stmt_run(stmt, err);
}

bool
journal_rejected(const struct journal *journal, struct store *store, long line,
    char **reason, struct err *err)
{
	struct stmt *stmt;
	int got;

	*reason = NULL;
	stmt = db_query(store_db(store), "SELECT reason FROM main.import_reject"
	    " WHERE import = ?1 AND line = ?2", err);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, journal->id);
	stmt_int(stmt, 2, line);
	got = stmt_step(stmt, err);
	if (got == 1)
		*reason = mem_text(stmt_get(stmt, 0));
	stmt_done(stmt);
	return got >= 0;
}

static bool
close_run(struct journal *journal, struct store *store, struct err *err)
{
	char stamp[DATE_STAMP_SIZE];
	struct stmt *stmt;

	stmt = db_query(store_db(store), "UPDATE main.import SET done_at = ?1"
	    " WHERE id = ?2", err);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, date_stamp(stamp));
	stmt_text(stmt, 2, journal->id);
	if (!stmt_run(stmt, err))
		return false;
	/* the rejects file has them now */
	stmt = db_query(store_db(store), "DELETE FROM main.import_reject"
	    " WHERE import = ?1", err);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, journal->id);
	return stmt_run(stmt, err);
}

static bool
set_rejects(struct journal *journal, struct store *store, const char *path,
    struct err *err)
{
	struct stmt *stmt = db_query(store_db(store), "UPDATE main.import"
	    " SET rejects = ?1 WHERE id = ?2", err);

	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, path);
	stmt_text(stmt, 2, journal->id);
	return stmt_run(stmt, err);
}

bool
journal_naming(struct journal *journal, struct store *store, const char *path,
    struct err *err)
{
	if (!store_begin(store, err))
		return false;
	if (!set_rejects(journal, store, path, err)) {
		store_rollback(store);
		return false;
	}
	return store_commit(store, err);
}

bool
journal_done(struct journal *journal, struct store *store, struct err *err)
{
	if (!store_begin(store, err))
		return false;
	if (!close_run(journal, store, err)) {
		store_rollback(store);
		return false;
	}
	return store_commit(store, err);
}
