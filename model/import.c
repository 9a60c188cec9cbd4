/*
 * model/import.c: files from outside into records, row by row
 * SPDX-License-Identifier: Apache-2.0
 *
 * Two passes over the table (table-source.h).  The first reads all of it, so
 * that a spoilt byte or an open quote is found while nothing is written.  The
 * second (import-batch.c) takes the rows in batches.
 */
#include "config.h"
#include "model/import.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "model/entry.h"
#include "model/import-run.h"

/* KiB of pages kept while batches are written, and otherwise (the engine's own). */
#define CACHE_BULK "PRAGMA main.cache_size = -4000"
#define CACHE_PLAIN "PRAGMA main.cache_size = -2000"

/* ---- the first pass ---- */

static bool
count_row(void *arg, const struct delimited_row *row)
{
	struct run *run = arg;
	size_t i;

	if (row->line == run->head->line)
		return true;
	run->rows++;
	for (i = 0; i < row->count && *row->cell[i] == '\0'; i++)
		continue;
	if (i < row->count || ++run->empty <= IMPORT_EMPTY_MOST)
		return true;
	return err_set(run->err, ERR_INPUT, "文件里的空行超过 %ld 行，像是表格被拉到了底；"
	    "请删去空行、另存后再导入", IMPORT_EMPTY_MOST);
}

static bool
goes_on(void *arg)
{
	const struct run *run = arg;
	const struct import_options *options = run->options;

	return options->progress == NULL || options->progress(options->arg,
	    run->done, run->plan != NULL ? run->rows : 0);
}

static void
say(const struct run *run, const char *what, const char *words)
{
	char *line;

	if (run->options->says == NULL)
		return;
	line = mem_printf("工作表“%s”：%s%s", run->result->sheet, what, words);
	run->options->says(run->options->arg, line);
	free(line);
}

/* Which sheet was read, and which were not. */
static void
say_sheet(const struct run *run)
{
	const struct tablesource *source = run->source;
	struct buf others = BUF_INIT, alike = BUF_INIT, *out;
	size_t i;

	for (i = 0; i < tablesource_sheets(source); i++) {
		out = tablesource_alike(source, i) ? &alike : &others;
		if (i != tablesource_taken(source))
			buf_addf(out, "%s%s%s", out->len > 0 ? "、" : "",
			    tablesource_sheet(source, i),
			    tablesource_hidden(source, i) ? "（隐藏）" : "");
	}
	if (alike.len > 0)
		say(run, "已读它；也有同样表头、没有读的还有：", buf_str(&alike));
	if (others.len > 0)
		say(run, "已读它；没有这种表头、没有读的还有：", buf_str(&others));
	if (run->options->encoding != NULL)
		say(run, "工作簿自带编码，指定的编码没有用上", "");
	buf_clear(&others);
	buf_clear(&alike);
}

static bool
open_source(struct run *run)
{
	char *dir = file_scratch(store_path(run->store));
	struct tablesource_options options = {
		.encoding = run->options->encoding, .dir = dir,
		.delimiter = run->options->delimiter,
		.sheet = run->options->sheet,
		.goes = goes_on, .arg = run };

	run->source = tablesource_open(run->options->path, &options, run->err);
	free(dir);
	return run->source != NULL;
}

static bool
find_head(struct run *run)
{
	struct buf gone = BUF_INIT;

	run->head = recall_head(&run->recall, run->source, run->options, &gone,
	    run->err);
	if (gone.len > 0 && run->options->says != NULL) {
		buf_add(&gone, "：记得它们填的栏目，导入对照里已经没有了，没有照办");
		run->options->says(run->options->arg, buf_str(&gone));
	}
	buf_clear(&gone);
	return run->head != NULL;
}

/* What was shown and agreed to was another file. */
static bool
as_seen(const struct run *run)
{
	const char *seen = run->options->digest;

	return seen == NULL || strcmp(seen, tablesource_digest(run->source)) == 0 ||
	    err_set(run->err, ERR_INPUT, "文件在打开以后改动过，或换成了另一个；"
	    "请退回选文件，重新打开它");
}

static bool
first_pass(struct run *run)
{
	if (!find_head(run))
		return false;
	if (tablesource_workbook(run->source)) {
		run->result->sheet = mem_text(tablesource_sheet(run->source,
		    tablesource_taken(run->source)));
		say_sheet(run);
	}
	if (run->recall.special)
		recall_print(run->head, run->result->sheet, &run->columns);
	return tablesource_rows(run->source, count_row, run, run->err) &&
	    as_seen(run) && amends_begin(&run->amends, run->kept, run->options,
	    tablesource_digest(run->source), run->result->sheet, run->err);
}

/* ---- the whole ---- */

static void
tell_unread(struct run *run)
{
	struct buf heads = BUF_INIT;
	char *line;

	if (run->options->says != NULL && plan_unread(run->plan, &heads) > 0) {
		line = mem_printf("这些列没有对应的栏目，不导入：%s", buf_str(&heads));
		run->options->says(run->options->arg, line);
		free(line);
	}
	buf_cut(&heads, 0);
	if (run->options->says != NULL && plan_kept(run->plan, &heads))
		run->options->says(run->options->arg, buf_str(&heads));
	buf_clear(&heads);
}

static void
tell_others(struct run *run)
{
	char *line;

	if (run->others == 0 || run->options->dry_run || run->options->says == NULL)
		return;
	line = mem_printf("其他行里有字的 %ld 行，没有当作名单里的一条：第 %s%s行；"
	    "写的是什么，试导入（--dry-run）会逐行列出", run->others, buf_str(&run->other_lines),
	    run->others > OTHERS_MOST ? " …… " : " ");
	run->options->says(run->options->arg, line);
	free(line);
}

static void
fill_result(struct run *run)
{
	struct import_result *result = run->result;
	struct import_result counts = run->journal.counts;

	counts.rejects = result->rejects;
	counts.sheet = result->sheet;
	counts.resumed = result->resumed;
	counts.log_from = result->log_from;
	counts.log_to = result->log_to;
	counts.corrected = result->corrected;
	counts.encoding = tablesource_encoding(run->source);
	counts.delimiter = tablesource_workbook(run->source) ? NULL :
	    tablehead_delimiter(run->head->delimiter);
	*result = counts;
}

static bool
remember(struct run *run)
{
	return run->options->dry_run || run->recall.sender == NULL ||
	    recall_keep(&run->recall, run->store, run->options, run->head,
	    run->err);
}

/* The last number of the log; not worth failing for: 0. */
static void
log_ends(struct run *run, long long *number)
{
	if (!db_int(store_db(run->store), "SELECT coalesce(max(number), 0)"
	    " FROM main.change", NULL, 0, 0, number, NULL))
		*number = 0;
}

static bool
run_rows(struct run *run)
{
	const struct import_options *options = run->options;
	const char *digest = tablesource_digest(run->source);
	bool wants = !options->dry_run || options->rejects != NULL;
	struct rejects *rejects;
	char *dir;
	bool ok;

	run->plan = plan_new(run->store, run->profile, run->head,
	    options->accept_doubtful, run->err);
	if (run->plan == NULL)
		return false;
	if (run->recall.sender != NULL)
		plan_set_sender(run->plan, run->recall.sender);
	if (!journal_find(&run->journal, run->store, options, digest,
	    buf_str(&run->columns), run->err))
		return false;
	if (wants) {
		dir = file_scratch(store_path(run->kept));
		run->rejects = rejects_open(options, run->journal.rejects, dir,
		    tablesource_encoding(run->source),
		    tablesource_crlf(run->source), run->head, run->err);
		free(dir);
		if (run->rejects == NULL)
			return false;
	}
	tell_unread(run);
	ok = journal_begin(&run->journal, run->store, options, digest,
	    buf_str(&run->columns), run->err) && remember(run);
	run->resumed = run->result->resumed = run->journal.line;
	run->began = run->journal.line > 0;
	mem_keep_freed(true);
	log_ends(run, &run->result->log_from);
	ok = ok && db_exec(store_db(run->store), CACHE_BULK, run->err) && batches_take(run);
	mem_keep_freed(false);
	log_ends(run, &run->result->log_to);
	db_exec(store_db(run->store), CACHE_PLAIN, NULL);
	/* before the journal ends: a new person that a clerk decided on must not
	 * be made once more by another import of the file */
	if (ok && !options->dry_run)
		ok = amends_end(&run->amends, run->err);
	if (ok)
		tell_others(run);
	rejects = run->rejects;
	run->rejects = NULL;
	/* asked for, it is there with its heads; unasked, only with a row */
	if (ok && options->rejects == NULL && run->journal.counts.rejected == 0) {
		rejects_abandon(rejects);
		rejects = NULL;
	}
	if (ok && rejects != NULL)
		ok = journal_naming(&run->journal, run->store,
		    rejects_path(rejects), run->err);
	if (ok && rejects != NULL)
		ok = rejects_commit(rejects, &run->result->rejects, run->err);
	else
		rejects_abandon(rejects);
	return ok && journal_done(&run->journal, run->store, run->err);
}

/* Some of the file is in the store: that is no "nothing was changed". */
static void
say_broken(struct run *run)
{
	if (!run->began || run->options->dry_run)
		return;
	err_wrap(run->err, "已导入到第 %ld 行，再导入同一个文件会接着往下导。",
	    run->journal.line);
	run->err->kind = ERR_INTERRUPTED;
}

/* Nothing was to be saved: what lacks room is the copy that is tried on. */
static void
say_no_room(struct run *run)
{
	struct stat st;

	if (run->err->kind == ERR_FULL)
		err_set(run->err, ERR_FULL, "磁盘已满，试导入没有做成：要临时抄一份库"
		    "（约 %lld MB）。请腾出空间后再试", stat(store_path(run->kept), &st) == 0 ?
		    (long long)(st.st_size >> 20) + 1 : 1);
}

static bool
begin(struct run *run)
{
	const struct profiledef *profile;

	profile = import_profile(store_catalog(run->store), run->options->profile,
	    &run->own, run->err);
	if (profile == NULL || !recall_begin(&run->recall, run->store,
	    run->options, profile, run->err))
		return false;
	run->profile = run->recall.profile;
	return open_source(run);
}

static void
run_clear(struct run *run)
{
	journal_clear(&run->journal);
	plan_free(run->plan);
	tablehead_free(run->head);
	amends_clear(&run->amends);
	tablesource_close(run->source);
	recall_clear(&run->recall);
	own_profile_free(run->own);
	buf_clear(&run->columns);
	buf_clear(&run->other_lines);
	if (run->store != run->kept)
		store_close(run->store);
}

bool
import_run(struct store *store, const struct import_options *options,
    struct import_result *result, struct err *err)
{
	struct err own = ERR_INIT;
	struct run run = { .store = store, .kept = store, .options = options,
		.result = result, .err = err != NULL ? err : &own };
	bool ok = false;

	memset(result, 0, sizeof(*result));
	ok = begin(&run);
	if (ok && options->dry_run)
		run.store = store_copy(store, run.err);
	ok = ok && run.store != NULL && entry_may(run.store, "import", run.err) &&
	    first_pass(&run) && run_rows(&run);
	if (ok || run.began)
		fill_result(&run);
	else
		import_result_clear(result);
	if (!ok)
		say_broken(&run);
	if (!ok && options->dry_run && options->rejects == NULL)
		say_no_room(&run);
	run_clear(&run);
	return ok;
}

void
import_result_clear(struct import_result *result)
{
	free(result->rejects);
	free(result->sheet);
	memset(result, 0, sizeof(*result));
}

/* A head of no columns: the plan checks all that the profile names. */
static bool
prepare_one(struct store *store, const struct profiledef *profile,
    struct err *err)
{
	struct tablehead *head = mem_new(sizeof(*head));
	struct import_plan *plan;
	size_t i;

	head->column = mem_resize(NULL, profile->count + 1, sizeof(*head->column));
	for (i = 0; i < profile->count; i++)
		head->column[i] = TABLEHEAD_NONE;
	plan = plan_new(store, profile, head, false, err);
	plan_free(plan);
	tablehead_free(head);
	return plan != NULL;
}

bool
import_prepare(struct store *store, struct err *err)
{
	struct catalog *catalog = store_catalog(store);
	const struct profiledef *profile;
	const char *const *name;
	size_t count, i;

	count = catalog_names(catalog, "profile", &name);
	for (i = 0; i < count; i++) {
		profile = catalog_profile(catalog, name[i], err);
		if (profile == NULL || !prepare_one(store, profile, err))
			return false;
	}
	return true;
}
