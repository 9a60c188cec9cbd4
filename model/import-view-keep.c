/*
 * model/import-view-keep.c: what was chosen for a file, until it is imported
 * SPDX-License-Identifier: Apache-2.0
 *
 * It lies in the drafts file by the digest of the file's bytes: the same file
 * on another stick is the same file, and one that was saved anew is another.
 */
#include "config.h"
#include "model/import-view-private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "model/pairs.h"

#define KEPT_MOST 200			/* files of one user that are remembered */
#define COLUMN "column "		/* and its number, from 0 */

static void
add_number(struct buf *out, const char *name, long number)
{
	char text[24];

	snprintf(text, sizeof(text), "%ld", number);
	pairs_add(out, name, text);
}

/* All that the clerk said; nothing that was found out. */
static void
pack(const struct view *view, struct buf *out)
{
	char name[40];
	size_t i;

	if (view->encoding_said != NULL)
		pairs_add(out, "encoding", view->encoding_said);
	if (view->delimiter_said != 0)
		add_number(out, "delimiter", (long)view->delimiter_said);
	if (view->sheet_said)
		pairs_add(out, "sheet", view->sheet_name[view->pub.sheet]);
	if (view->profile_said != NULL)
		pairs_add(out, "profile", view->profile_said);
	if (view->head_said != 0)
		add_number(out, "head", view->head_said);
	if (view->sender != NULL)
		pairs_add(out, "sender", view->sender);
	for (i = 0; i < view->hand_count; i++) {
		if (view->hand[i] == NULL)
			continue;
		snprintf(name, sizeof(name), COLUMN "%zu", i);
		pairs_add(out, name, view->hand[i]);
	}
}

static bool
forget_old(struct drafts *drafts, struct err *err)
{
	struct stmt *stmt = db_query(drafts_db(drafts), "DELETE FROM chosen"
	    " WHERE user = ?1 AND digest NOT IN (SELECT digest FROM chosen"
	    " WHERE user = ?1 ORDER BY saved_at DESC, digest LIMIT ?2)", err);

	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, drafts_user(drafts));
	stmt_int(stmt, 2, KEPT_MOST);
	return stmt_run(stmt, err);
}

bool
importview_keep(struct importview *pub, struct err *err)
{
	struct view *view = (struct view *)pub;
	struct buf choices = BUF_INIT;
	char stamp[DATE_STAMP_SIZE];
	struct stmt *stmt;
	bool ok;

	if (!view_drafts(view, err))
		return false;
	stmt = db_query(drafts_db(view->drafts), "INSERT OR REPLACE INTO chosen"
	    "(user, digest, path, choices, saved_at) VALUES (?1, ?2, ?3, ?4, ?5)",
	    err);
	if (stmt == NULL)
		return false;
	pack(view, &choices);
	stmt_text(stmt, 1, drafts_user(view->drafts));
	stmt_text(stmt, 2, view->digest);
	stmt_text(stmt, 3, view->path);
	stmt_text(stmt, 4, buf_str(&choices));
	stmt_text(stmt, 5, date_stamp(stamp));
	ok = stmt_run(stmt, err) && forget_old(view->drafts, err);
	buf_clear(&choices);
	return ok;
}

/* ---- putting it back ---- */

static void
set_sheet(struct importview *pub, const char *name)
{
	size_t i;

	for (i = 0; i < pub->sheet_count; i++)
		if (strcmp(pub->sheet_name[i], name) == 0) {
			importview_set_sheet(pub, i, NULL);
			return;
		}
}

static void
set_head(struct importview *pub, long line)
{
	size_t i;

	for (i = 0; i < pub->row_count; i++)
		if (pub->row[i].line == line) {
			importview_set_head(pub, i, NULL);
			return;
		}
}

static void
set_column(struct importview *pub, unsigned long column, const char *field)
{
	size_t i;

	for (i = 0; column < pub->column_count && i < pub->target_count; i++)
		if (strcmp(pub->target[i].field, field) == 0) {
			importview_choose(pub, column, i);
			return;
		}
}

/* What does not fit any more (another version of a profile) is left out. */
static void
put_back(struct importview *pub, const char *name, const char *value)
{
	if (strcmp(name, "encoding") == 0)
		importview_set_encoding(pub, value, NULL);
	else if (strcmp(name, "delimiter") == 0)
		importview_set_delimiter(pub, (uint32_t)strtoul(value, NULL, 10), NULL);
	else if (strcmp(name, "sheet") == 0)
		set_sheet(pub, value);
	else if (strcmp(name, "profile") == 0)
		importview_set_profile(pub, value, NULL);
	else if (strcmp(name, "head") == 0)
		set_head(pub, strtol(value, NULL, 10));
	else if (strcmp(name, "sender") == 0)
		importview_set_sender(pub, value, NULL);
	else if (strncmp(name, COLUMN, strlen(COLUMN)) == 0)
		set_column(pub, strtoul(name + strlen(COLUMN), NULL, 10), value);
}

bool
importview_recall(struct importview *pub, bool *found, struct err *err)
{
	struct view *view = (struct view *)pub;
	struct buf name = BUF_INIT, value = BUF_INIT;
	char *choices = NULL;
	const char *rest;
	struct stmt *stmt;
	int got;

	*found = false;
	if (!view_drafts(view, err))
		return false;
	stmt = db_query(drafts_db(view->drafts), "SELECT choices FROM chosen"
	    " WHERE user = ?1 AND digest = ?2", err);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, drafts_user(view->drafts));
	stmt_text(stmt, 2, view->digest);
	got = stmt_step(stmt, err);
	if (got == 1)
		choices = mem_text(stmt_get(stmt, 0));
	stmt_done(stmt);
	rest = choices;
	while (rest != NULL && pairs_next(&rest, &name, &value)) {
		put_back(pub, buf_str(&name), buf_str(&value));
		*found = true;
	}
	free(choices);
	buf_clear(&name);
	buf_clear(&value);
	return got >= 0;
}

char *
importview_last_folder(struct store *store)
{
	struct drafts *drafts = drafts_open(store, NULL);
	struct stmt *stmt = NULL;
	char *folder = NULL;

	if (drafts != NULL)
		stmt = db_query(drafts_db(drafts), "SELECT path FROM chosen"
		    " WHERE user = ?1 ORDER BY saved_at DESC LIMIT 1", NULL);
	if (stmt != NULL) {
		stmt_text(stmt, 1, drafts_user(drafts));
		if (stmt_step(stmt, NULL) == 1)
			folder = file_dir(stmt_get(stmt, 0));
		stmt_done(stmt);
	}
	drafts_close(drafts);
	return folder;
}
