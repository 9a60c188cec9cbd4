/*
 * model/import-view.c: a file looked at before it is imported
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/import-view-private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/charset.h"
#include "base/file.h"
#include "base/mem.h"

static struct view *
inner(struct importview *view)
{
	return (struct view *)view;
}

uint32_t
importview_delimiter(size_t at)
{
	return tablehead_delimiters(at);
}

const char *
importview_encoding(size_t at)
{
	static const char *const encodings[] = { "utf-8", "gb18030", "big5",
		"utf-16le", "utf-16be" };

	return at < sizeof(encodings) / sizeof(encodings[0]) ? encodings[at] : NULL;
}

/* ---- corrections ---- */

static struct correction_file
file_of(const struct view *view)
{
	return (struct correction_file){ .digest = view->digest,
		.path = view->path, .sheet = view->pub.workbook ?
		view->sheet_name[view->pub.sheet] : NULL };
}

static bool
take_digest(struct view *view, struct err *err)
{
	struct tablefile *file;
	bool ok;

	if (view->digest[0] != '\0')
		return true;
	file = tablefile_open(view->path, err);
	ok = file != NULL && tablefile_digest(file, view->digest, err);
	tablefile_close(file);
	return ok;
}

bool
view_drafts(struct view *view, struct err *err)
{
	if (view->drafts == NULL)
		view->drafts = drafts_open(view->store, err);
	return view->drafts != NULL && take_digest(view, err);
}

static bool
read_corrections(struct view *view, struct err *err)
{
	struct correction_file file;

	if (!view_drafts(view, err))
		return false;
	file = file_of(view);
	corrections_free(view->correction, view->correction_count);
	view->correction = NULL;
	view->correction_count = 0;
	if (!corrections_list(view->drafts, &file, &view->correction,
	    &view->correction_count, err) ||
	    !corrections_stale(view->drafts, &file, &view->stale, err))
		return false;
	view->corrections_read = true;
	return true;
}

/* What waits from an earlier session; where there is no drafts file there is
 * nothing, and one that cannot be read must not keep a file from being seen. */
static void
look_for_corrections(struct view *view)
{
	char *path = mem_printf("%s.drafts", store_path(view->store));
	struct err unheard = ERR_INIT;

	if (file_may(path, F_OK))
		read_corrections(view, &unheard);
	free(path);
}

bool
importview_corrections(struct importview *pub, const struct correction **list,
    size_t *count, struct err *err)
{
	struct view *view = inner(pub);

	*list = NULL;
	*count = 0;
	if (!view->corrections_read && !read_corrections(view, err))
		return false;
	*list = view->correction;
	*count = view->correction_count;
	return true;
}

bool
importview_correct(struct importview *pub, const struct correction *correction,
    struct err *err)
{
	struct view *view = inner(pub);
	struct correction_file file;

	if (!view->corrections_read && !read_corrections(view, err))
		return false;
	file = file_of(view);
	return correction_save(view->drafts, &file, correction, err) &&
	    read_corrections(view, err) && view_match(view, err);
}

bool
importview_correct_not(struct importview *pub, long line, struct err *err)
{
	struct view *view = inner(pub);
	struct correction_file file;

	if (!view->corrections_read && !read_corrections(view, err))
		return false;
	file = file_of(view);
	return correction_drop(view->drafts, &file, line, err) &&
	    read_corrections(view, err) && view_match(view, err);
}

/* ---- open ---- */

static bool
look(struct view *view, struct err *err)
{
	if (!view_look(view, err))
		return false;
	look_for_corrections(view);
	return view_match(view, err);
}

struct importview *
importview_open(struct store *store, const char *path, const char *profile,
    bool (*goes)(void *arg), void *arg, struct err *err)
{
	struct view *view = mem_new(sizeof(*view));

	view->store = store;
	view->path = mem_text(path);
	view->dir = file_scratch(store_path(store));
	view->goes = goes;
	view->arg = arg;
	view->profile_said = mem_text(profile);
	view->pub.path = view->path;
	if (look(view, err) && take_digest(view, err))
		return &view->pub;
	importview_close(&view->pub);
	return NULL;
}

void
importview_close(struct importview *pub)
{
	struct view *view = inner(pub);

	if (view == NULL)
		return;
	view_match_clear(view);
	view_look_clear(view);
	corrections_free(view->correction, view->correction_count);
	drafts_close(view->drafts);
	free(view->profile_said);
	free(view->sender);
	free(view->path);
	free(view->dir);
	free(view);
}

/* ---- switches ---- */

static void
forget_hand(struct view *view)
{
	size_t i;

	for (i = 0; i < view->hand_count; i++) {
		free(view->hand[i]);
		view->hand[i] = NULL;
	}
}

bool
importview_set_profile(struct importview *pub, const char *profile,
    struct err *err)
{
	struct view *view = inner(pub);
	struct profiledef *own = NULL;
	char *name = mem_text(profile);

	if (profile != NULL && import_profile(store_catalog(view->store), profile,
	    &own, err) == NULL) {
		free(name);
		return false;
	}
	own_profile_free(own);
	free(view->profile_said);
	view->profile_said = name;
	forget_hand(view);
	return look(view, err);
}

bool
importview_set_encoding(struct importview *pub, const char *encoding,
    struct err *err)
{
	struct view *view = inner(pub);
	const char *was = view->encoding_said, *name = NULL;

	if (view->pub.workbook)
		return err_set(err, ERR_INPUT, "工作簿自带编码，不用改选");
	if (encoding != NULL && (name = charset_name(encoding)) == NULL)
		return err_set(err, ERR_INPUT, "不认识的编码“%s”；请改选一种", encoding);
	view->encoding_said = name;
	tablesource_close(view->source);
	view->source = NULL;
	forget_hand(view);
	if (look(view, err))
		return true;
	view->encoding_said = was;
	look(view, NULL);
	return false;
}

bool
importview_set_delimiter(struct importview *pub, uint32_t delimiter,
    struct err *err)
{
	struct view *view = inner(pub);

	if (view->pub.workbook)
		return err_set(err, ERR_INPUT, "工作簿没有分隔符，不用改选");
	view->delimiter_said = delimiter;
	view->head_said = 0;
	forget_hand(view);
	return look(view, err);
}

bool
importview_set_sheet(struct importview *pub, size_t sheet, struct err *err)
{
	struct view *view = inner(pub);

	if (sheet >= view->pub.sheet_count)
		return err_set(err, ERR_INPUT, "没有这张工作表；请改选一张");
	if (!tablesource_take(view->source, view->sheet_name[sheet], err))
		return false;
	view->sheet_said = true;
	view->head_said = 0;
	view->corrections_read = false;
	forget_hand(view);
	return look(view, err);
}

bool
importview_set_head(struct importview *pub, size_t row, struct err *err)
{
	struct view *view = inner(pub);

	assert(row == IMPORTVIEW_NONE || row < view->pub.row_count);
	view->head_said = row == IMPORTVIEW_NONE ? 0 : view->row[row].line;
	forget_hand(view);
	return look(view, err);
}

bool
importview_set_sender(struct importview *pub, const char *typed, struct err *err)
{
	struct view *view = inner(pub);
	char *name = NULL;

	if (typed != NULL && *typed != '\0' &&
	    (name = sender_read(typed, err)) == NULL)
		return false;
	free(view->sender);
	view->sender = name;
	return look(view, err);
}

/* ---- columns ---- */

static void
say_hand(struct view *view, size_t column, const char *field)
{
	free(view->hand[column]);
	view->hand[column] = mem_text(field);
}

void
importview_choose(struct importview *pub, size_t column, size_t target)
{
	struct view *view = inner(pub);

	assert(column < view->pub.column_count && column < view->hand_count);
	assert(target == IMPORTVIEW_NONE || target < view->pub.target_count);
	if (column < view->head->ours)
		return;		/* 行号 and 原因 of a rejects file are ours */
	say_hand(view, column, target == IMPORTVIEW_NONE ? NULL :
	    view->target[target].field);
	view_match(view, NULL);
}

void
importview_take(struct importview *pub, size_t column)
{
	struct view *view = inner(pub);
	size_t i;

	for (i = 0; i < view->pub.column_count; i++)
		if ((column == IMPORTVIEW_NONE || column == i) &&
		    view->column[i].how == IMPORTVIEW_SUGGESTED)
			say_hand(view, i, view->target[view->column[i].target].field);
	view_match(view, NULL);
}

void
importview_options(const struct importview *pub, struct import_options *options)
{
	const struct view *view = (const struct view *)pub;
	bool by_hand = view->choice_count > 0 || view->head_said != 0;

	options->profile = view->pub.profile;
	options->path = view->path;
	options->encoding = view->encoding_said;
	options->delimiter = by_hand && !view->pub.workbook ?
	    view->pub.delimiter : view->delimiter_said;
	options->sheet = view->pub.workbook && (by_hand || view->sheet_said) ?
	    view->sheet_name[view->pub.sheet] : NULL;
	options->head_line = by_hand && view->pub.head != IMPORTVIEW_NONE ?
	    view->row[view->pub.head].line : 0;
	options->choice = view->choice;
	options->choice_count = view->choice_count;
	options->sender = view->sender;
	options->recall = false;
	/* where nothing can be written, nothing was corrected */
	options->corrected = !store_read_only(view->store);
	options->digest = view->digest;
}
