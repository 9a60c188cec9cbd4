/*
 * model/import.c: files from outside into records, row by row
 * SPDX-License-Identifier: Apache-2.0
 *
 * Two passes over the table (table-source.h).  The first reads all of it, so
 * that a spoilt byte or an open quote is found while nothing is written.  The
 * second takes the rows in batches; the rows of a batch are read outside, and
 * written inside, a transaction that is kept short by the clock.
 */
#include "config.h"
#include "model/import.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"
#include "model/entry.h"
#include "model/import-private.h"
#include "model/table-source.h"

/* KiB of pages kept while batches are written, and otherwise (the engine's own). */
#define CACHE_BULK "PRAGMA main.cache_size = -4000"
#define CACHE_PLAIN "PRAGMA main.cache_size = -2000"
#define BATCH_FIRST 32
#define BATCH_MOST 2000
#define OTHERS_MOST 20		/* lines of rows that are no person */
#define BATCH_MS 60		/* of work, without the commit; the bound is 100 */

struct run {
	struct store	*store;		/* the store, or the copy of a dry run */
	struct store	*kept;		/* the store itself */
	const struct import_options *options;
	struct import_result *result;
	struct tablesource *source;
	struct tablehead *head;
	struct import_plan *plan;
	const struct profiledef *profile;
	struct profiledef *own;		/* the profile is made of a form, NULL */
	struct recall	 recall;	/* of the sender */
	struct amends	 amends;	/* rows corrected by a clerk */
	struct buf	 columns;	/* for the journal */
	struct journal	 journal;
	struct rejects	*rejects;
	long		 rows;		/* of the file but the head */
	long		 empty;		/* of these */
	long		 done;
	long		 resumed;	/* lines up to this were taken before */
	bool		 began;		/* a batch is in the store */
	size_t		 refused;	/* row of the batch that could not be saved */
	struct import_row *batch;
	size_t		 count, want;
	long		 others;	/* rows that are no person and not empty */
	struct buf	 other_lines;	/* the first of them */
	struct err	*err;
};

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

/* ---- batches ---- */

static long
milliseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long)(now.tv_sec * 1000 + now.tv_nsec / 1000000);
}

static void
count_outcome(struct import_result *counts, const struct import_row *row)
{
	if (row->again) {
		counts->read--;
		counts->rejected--;
	}
	if (row->other) {
		counts->other++;
		return;
	}
	counts->read++;
	if (row->reject.len > 0) {
		counts->rejected++;
		return;
	}
	counts->mended += row->mended;
	counts->conflicts += row->conflicts;
	counts->created += row->outcome == ROW_CREATED;
	counts->updated += row->outcome == ROW_UPDATED;
	counts->unchanged += row->outcome == ROW_UNCHANGED;
}

/* Rows that are taken once more stand before what is in the store. */
static long
last_line(const struct run *run)
{
	long line = run->batch[run->count - 1].line;

	return line > run->journal.line ? line : run->journal.line;
}

static bool
write_batch(struct run *run, struct import_result *counts)
{
	struct import_row *row;
	size_t i;

	run->refused = run->count;
	if (!journal_ours(&run->journal, run->store, run->err))
		return false;
	for (i = 0; i < run->count; i++) {
		row = &run->batch[i];
		run->refused = i;
		if (row->again && !journal_retake(&run->journal, run->store,
		    row->line, run->err))
			return false;
		if (!row->other && row->reject.len == 0 &&
		    !row_apply(run->plan, row, run->err))
			return false;
		run->refused = run->count;
		if (!entry_settle_others(run->store, run->err))
			return false;
		count_outcome(counts, row);
		if (!row->other && row->reject.len > 0 &&
		    !journal_reject(&run->journal, run->store, row->line,
		    buf_str(&row->reject), run->err))
			return false;
	}
	return entry_settle(run->store, run->err) &&
	    journal_step(&run->journal, run->store, last_line(run), counts,
	    run->err);
}

/* A row that the store refuses for what it says is a reject; part of it may be
 * written, so the batch is done again without it. */
static bool
set_aside(struct run *run)
{
	size_t i;

	if (run->err->kind != ERR_INPUT || run->refused >= run->count)
		return false;
	row_reject(&run->batch[run->refused], "%s", run->err->text);
	err_clear(run->err);
	for (i = 0; i < run->count; i++)
		row_again(&run->batch[i]);
	return true;
}

/* One transaction; *again: a row was set aside, and nothing is written.  *took
 * leaves out the commit: what the disk takes does not shrink with the batch. */
static bool
try_batch(struct run *run, struct import_result *counts, long *took, bool *again)
{
	long began;
	bool ok;

	*again = false;
	if (!store_begin(run->store, run->err))
		return false;
	began = milliseconds();
	ok = write_batch(run, counts);
	*took = milliseconds() - began;
	if (ok)
		return store_commit(run->store, run->err);
	store_rollback(run->store);
	*again = set_aside(run);
	return *again;
}

/* The file's own cells, whatever a clerk made of them: the file is mended where
 * it came from. */
static bool
tell_reject(struct run *run, const struct import_row *row)
{
	char **cell = row->own != NULL ? row->own : row->cell;
	size_t count = row->own != NULL ? row->own_count : row->count;

	reject_tell(run->options, run->head, row);
	return run->rejects == NULL || rejects_add(run->rejects, row->line,
	    buf_str(&row->reject), (const char *const *)cell, count, run->err);
}

/* A row that is no person is told with its words by a dry run, and else by its
 * line at the end. */
static void
tell_other(struct run *run, const struct import_row *row)
{
	struct buf text = BUF_INIT;
	char *line;

	if (row_shown(row, &text)) {
		if (run->others++ < OTHERS_MOST)
			buf_addf(&run->other_lines, "%s%ld", run->others > 1 ?
			    "、" : "", row->line);
		line = mem_printf("第 %ld 行 算作其他行，没有当作名单里的一条：%s", row->line,
		    buf_str(&text));
		if (run->options->dry_run && run->options->says != NULL)
			run->options->says(run->options->arg, line);
		free(line);
	}
	buf_clear(&text);
}

/* What is told of a batch is told when it is in the store. */
static bool
tell_batch(struct run *run)
{
	struct import_row *row;
	char *line;
	size_t i;

	for (i = 0; i < run->count; i++) {
		row = &run->batch[i];
		if (row->other)
			tell_other(run, row);
		if (row->other)
			continue;
		run->result->corrected += row_corrected(row) &&
		    row->reject.len == 0;
		if (row->reject.len > 0 && !tell_reject(run, row))
			return false;
		if (row->reject.len == 0 && row->note.len > 0 &&
		    run->options->says != NULL) {
			line = mem_printf("第 %ld 行 %s", row->line,
			    buf_str(&row->note));
			run->options->says(run->options->arg, line);
			free(line);
		}
	}
	return true;
}

static void
drop_batch(struct run *run)
{
	size_t i;

	for (i = 0; i < run->count; i++)
		row_clear(&run->batch[i]);
	run->count = 0;
}

/* The next batch is as large as this one would have been in the time aimed at,
 * growing slowly. */
static void
pace(struct run *run, long took)
{
	size_t want = run->count * BATCH_MS / (size_t)(took > 0 ? took : 1);

	if (want > run->want * 2)
		want = run->want * 2;
	if (want > BATCH_MOST)
		want = BATCH_MOST;
	run->want = want > 0 ? want : 1;
}

static bool
flush(struct run *run)
{
	const struct import_options *options = run->options;
	struct import_result counts;
	bool again = true;
	long line, took = 0;

	if (run->count == 0)
		return true;
	line = last_line(run);
	while (again) {
		counts = run->journal.counts;
		if (!try_batch(run, &counts, &took, &again))
			return false;
	}
	pace(run, took);
	run->journal.counts = counts;
	run->journal.line = line;
	run->began = true;
	run->done += (long)run->count;
	if (!tell_batch(run))
		return false;
	drop_batch(run);
	if (options->progress != NULL &&
	    !options->progress(options->arg, run->done, run->rows))
		return err_set(run->err, ERR_INTERRUPTED, "导入已停下");
	return true;
}

static bool
add_row(struct run *run, const struct delimited_row *raw,
    const struct correction *correction, bool again)
{
	struct import_row *row = &run->batch[run->count];

	if (!row_read_corrected(row, run->plan, raw, correction, run->err))
		return false;
	row->again = again;
	run->count++;
	return run->count < run->want || flush(run);
}

/* A row that is in the store since the run that broke, or was refused then and
 * corrected since. */
static bool
skip_row(struct run *run, const struct delimited_row *raw,
    const struct correction *correction)
{
	char *reason;
	bool ok = true;

	if (!journal_rejected(&run->journal, run->store, raw->line, &reason,
	    run->err))
		return false;
	if (reason != NULL && correction != NULL) {
		free(reason);
		return add_row(run, raw, correction, true);
	}
	run->done++;
	if (reason != NULL) {
		/* in the order of the file */
		ok = flush(run);
		if (ok)
			reject_tell_again(run->options, run->plan, raw, reason);
		ok = ok && (run->rejects == NULL || rejects_add(run->rejects,
		    raw->line, reason, raw->cell, raw->count, run->err));
	}
	free(reason);
	return ok;
}

static bool
take_row(void *arg, const struct delimited_row *raw)
{
	struct run *run = arg;
	const struct correction *correction;

	if (raw->line == run->head->line)
		return true;
	correction = amends_of(&run->amends, raw->line);
	if (raw->line <= run->resumed)
		return skip_row(run, raw, correction);
	return add_row(run, raw, correction, false);
}

static bool
second_pass(struct run *run)
{
	bool ok;

	run->batch = mem_new((BATCH_MOST + 1) * sizeof(*run->batch));
	run->want = BATCH_FIRST;
	ok = tablesource_rows(run->source, take_row, run, run->err) && flush(run);
	drop_batch(run);
	free(run->batch);
	return ok;
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
	ok = ok && db_exec(store_db(run->store), CACHE_BULK, run->err) && second_pass(run);
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
