/*
 * model/correction.c: rows of a file from outside, corrected before they are in
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/correction.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/mem.h"
#include "model/db.h"
#include "model/pairs.h"

static const char *const decisions[] = {
	[CORRECTION_ASK] = "", [CORRECTION_PERSON] = "person",
	[CORRECTION_NEW] = "new"
};

/* ---- reading ---- */

/* Lines of "TAB cell". */
static void
unpack_cells(const char *text, struct correction *c)
{
	struct buf name = BUF_INIT, value = BUF_INIT;
	size_t cap = 0;

	while (text != NULL && pairs_next(&text, &name, &value)) {
		c->cell = mem_grow(c->cell, c->count, &cap, sizeof(*c->cell));
		c->cell[c->count++] = mem_text(buf_str(&value));
	}
	buf_clear(&name);
	buf_clear(&value);
}

static enum correction_who
decision_of(const char *word)
{
	size_t i;

	for (i = 1; i < sizeof(decisions) / sizeof(decisions[0]); i++)
		if (strcmp(word, decisions[i]) == 0)
			return (enum correction_who)i;
	return CORRECTION_ASK;
}

static struct stmt *
file_query(struct drafts *drafts, const char *sql,
    const struct correction_file *file, struct err *err)
{
	struct stmt *stmt = db_query(drafts_db(drafts), sql, err);

	if (stmt == NULL)
		return NULL;
	stmt_text(stmt, 1, drafts_user(drafts));
	stmt_text(stmt, 2, file->digest);
	stmt_text(stmt, 3, file->sheet != NULL ? file->sheet : "");
	return stmt;
}

bool
corrections_list(struct drafts *drafts, const struct correction_file *file,
    struct correction **list, size_t *count, struct err *err)
{
	struct correction *c;
	struct stmt *stmt;
	size_t cap = 0;
	int got;

	*list = NULL;
	*count = 0;
	stmt = file_query(drafts, "SELECT line, cells, who, number FROM correction"
	    " WHERE user = ?1 AND digest = ?2 AND sheet = ?3 ORDER BY line", file,
	    err);
	if (stmt == NULL)
		return false;
	while ((got = stmt_step(stmt, err)) == 1) {
		*list = mem_grow(*list, *count, &cap, sizeof(**list));
		c = memset(&(*list)[(*count)++], 0, sizeof(**list));
		c->line = (long)stmt_get_int(stmt, 0);
		unpack_cells(stmt_get(stmt, 1), c);
		c->who = decision_of(stmt_get(stmt, 2));
		c->number = mem_text(stmt_get(stmt, 3));
	}
	stmt_done(stmt);
	if (got == 0)
		return true;
	corrections_free(*list, *count);
	*list = NULL;
	*count = 0;
	return false;
}

void
correction_clear(struct correction *correction)
{
	size_t i;

	for (i = 0; i < correction->count; i++)
		free(correction->cell[i]);
	free(correction->cell);
	free(correction->number);
	memset(correction, 0, sizeof(*correction));
}

void
corrections_free(struct correction *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		correction_clear(&list[i]);
	free(list);
}

static int
by_line(const void *key, const void *element)
{
	const long *line = key;
	const struct correction *c = element;

	return *line < c->line ? -1 : *line > c->line;
}

const struct correction *
correction_find(const struct correction *list, size_t count, long line)
{
	return count == 0 ? NULL :
	    bsearch(&line, list, count, sizeof(*list), by_line);
}

/* ---- writing ---- */

bool
correction_save(struct drafts *drafts, const struct correction_file *file,
    const struct correction *correction, struct err *err)
{
	struct buf cells = BUF_INIT;
	char stamp[DATE_STAMP_SIZE];
	struct stmt *stmt;
	size_t i;
	bool ok;

	for (i = 0; i < correction->count; i++)
		pairs_add(&cells, "", correction->cell[i]);
	stmt = file_query(drafts, "INSERT OR REPLACE INTO correction"
	    "(user, digest, sheet, line, path, cells, who, number, saved_at)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", file, err);
	ok = stmt != NULL;
	if (ok) {
		stmt_int(stmt, 4, correction->line);
		stmt_text(stmt, 5, file->path);
		stmt_text(stmt, 6, buf_str(&cells));
		stmt_text(stmt, 7, decisions[correction->who]);
		stmt_text(stmt, 8, correction->who == CORRECTION_PERSON ?
		    correction->number : NULL);
		stmt_text(stmt, 9, date_stamp(stamp));
		ok = stmt_run(stmt, err);
	}
	buf_clear(&cells);
	return ok;
}

bool
correction_drop(struct drafts *drafts, const struct correction_file *file,
    long line, struct err *err)
{
	struct stmt *stmt;

	stmt = file_query(drafts, "DELETE FROM correction WHERE user = ?1"
	    " AND digest = ?2 AND sheet = ?3 AND (?4 = 0 OR line = ?4)", file, err);
	if (stmt == NULL)
		return false;
	stmt_int(stmt, 4, line);
	return stmt_run(stmt, err);
}

bool
corrections_stale(struct drafts *drafts, const struct correction_file *file,
    long *count, struct err *err)
{
	struct stmt *stmt;
	int got;

	*count = 0;
	stmt = db_query(drafts_db(drafts), "SELECT count(*) FROM correction"
	    " WHERE user = ?1 AND digest <> ?2 AND path = ?3", err);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, drafts_user(drafts));
	stmt_text(stmt, 2, file->digest);
	stmt_text(stmt, 3, file->path);
	got = stmt_step(stmt, err);
	if (got == 1)
		*count = (long)stmt_get_int(stmt, 0);
	stmt_done(stmt);
	return got >= 0;
}

bool
corrections_drop_stale(struct drafts *drafts, const struct correction_file *file,
    struct err *err)
{
	struct stmt *stmt = db_query(drafts_db(drafts), "DELETE FROM correction"
	    " WHERE user = ?1 AND digest <> ?2 AND path = ?3", err);

	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, drafts_user(drafts));
	stmt_text(stmt, 2, file->digest);
	stmt_text(stmt, 3, file->path);
	return stmt_run(stmt, err);
}
