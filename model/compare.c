/*
 * model/compare.c: 对账: a list from outside beside our register, nothing written
 * SPDX-License-Identifier: Apache-2.0
 *
 * First the rows of the list, in batches: read and mended outside, matched and
 * compared inside a read of the store.  Then our side (compare-scope.c).
 */
#include "config.h"
#include "model/compare-private.h"

#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "model/table-source.h"

enum { BATCH = 200 };

struct run {
	const struct compare_options *options;
	struct compare_result *result;
	struct comparing comparing;
	struct tablesource *source;
	struct recall	 recall;
	struct tablehead *head;
	struct amends	 amends;
	struct import_row *batch;
	size_t		 count;
	long		 done, empty;
	struct err	*err;
};

static bool
finish(struct run *run)
{
	struct stmt *stmt = db_query(store_db(run->comparing.store),
	    "INSERT INTO temp.compared_of(report) VALUES (?1)", run->err);

	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, run->options->report->name);
	return stmt_run(stmt, run->err);
}

/* ---- rows ---- */

static bool
goes_on(struct run *run, long done)
{
	const struct import_options *import = run->options->import;

	return import->progress == NULL || import->progress(import->arg, done, 0);
}

static bool
reading_goes_on(void *arg)
{
	return goes_on(arg, ((struct run *)arg)->done);
}

static bool
compare_batch(struct run *run)
{
	struct db *db = store_db(run->comparing.store);
	long began = compare_clock();
	size_t i;
	bool ok = db_exec(db, "BEGIN", run->err);

	for (i = 0; ok && i < run->count; i++) {
		if (run->batch[i].other) {
			run->result->other++;
			continue;
		}
		ok = compare_row(&run->comparing, &run->batch[i], run->err);
		/* no reader keeps a writer waiting */
		if (ok && compare_clock() - began > COMPARE_READ_MS) {
			ok = db_commit(db, run->err) &&
			    db_exec(db, "BEGIN", run->err);
			began = compare_clock();
		}
	}
	if (ok)
		return db_commit(db, run->err);
	if (db_in_transaction(db))
		db_rollback(db);
	return false;
}

static bool
flush(struct run *run)
{
	bool ok = run->count == 0 || compare_batch(run);
	size_t i;

	run->done += (long)run->count;
	for (i = 0; i < run->count; i++)
		row_clear(&run->batch[i]);
	run->count = 0;
	return ok && (goes_on(run, run->done) || err_set(run->err, ERR_INTERRUPTED,
	    "对账已停下，什么也没有写入"));
}

static bool
too_empty(struct run *run, const struct delimited_row *raw)
{
	size_t i;

	for (i = 0; i < raw->count && *raw->cell[i] == '\0'; i++)
		continue;
	return i == raw->count && ++run->empty > IMPORT_EMPTY_MOST;
}

static bool
too_far(struct run *run)
{
	return err_set(run->err, ERR_INPUT, "文件里的空行超过 %ld 行，像是表格被拉到了底；"
	    "请删去空行、另存后再对账", IMPORT_EMPTY_MOST);
}

static bool
take_row(void *arg, const struct delimited_row *raw)
{
	struct run *run = arg;

	if (raw->line == run->head->line)
		return true;
	if (too_empty(run, raw))
		return too_far(run);
	if (!row_read_corrected(&run->batch[run->count], run->comparing.plan, raw,
	    amends_of(&run->amends, raw->line), run->err))
		return false;
	run->count++;
	return run->count < BATCH || flush(run);
}

static bool
compare_rows(struct run *run)
{
	bool ok;

	run->batch = mem_new(BATCH * sizeof(*run->batch));
	ok = tablesource_rows(run->source, take_row, run, run->err) && flush(run);
	while (run->count > 0)
		row_clear(&run->batch[--run->count]);
	free(run->batch);
	return ok;
}

/* ---- the whole ---- */

static bool
open_source(struct run *run)
{
	const struct import_options *import = run->options->import;
	char *dir = file_scratch(store_path(run->comparing.store));
	struct tablesource_options options = { .encoding = import->encoding,
		.delimiter = import->delimiter, .sheet = import->sheet, .dir = dir,
		.goes = reading_goes_on, .arg = run };

	run->source = tablesource_open(import->path, &options, run->err);
	free(dir);
	return run->source != NULL;
}

/* The columns as an import with these options would take them. */
static bool
find_head(struct run *run, const struct profiledef *profile)
{
	const struct import_options *import = run->options->import;
	struct buf gone = BUF_INIT;

	if (!recall_begin(&run->recall, run->comparing.store, import, profile,
	    run->err))
		return false;
	run->head = recall_head(&run->recall, run->source, import, &gone, run->err);
	if (gone.len > 0 && import->says != NULL) {
		buf_add(&gone, "：记得它们填的栏目，导入对照里已经没有了，没有照办");
		import->says(import->arg, buf_str(&gone));
	}
	buf_clear(&gone);
	return run->head != NULL;
}

static bool
pass_over(void *arg, const struct delimited_row *raw)
{
	struct run *run = arg;

	return !too_empty(run, raw) || too_far(run);
}

/* Corrections belong to the file as it is now: all of it is read to know it. */
static bool
find_amends(struct run *run)
{
	const struct import_options *import = run->options->import;
	bool ok;

	if (!import->corrected)
		return true;
	ok = tablesource_rows(run->source, pass_over, run, run->err) &&
	    amends_begin(&run->amends, run->comparing.store, import,
	    tablesource_digest(run->source), tablesource_workbook(run->source) ?
	    tablesource_sheet(run->source, tablesource_taken(run->source)) : NULL,
	    run->err);
	run->empty = 0;
	return ok;
}

static const struct fielddef *
place_of(const struct formdef *form)
{
	size_t i;

	for (i = 0; i < form->count; i++)
		if (form->field[i].search == SEARCH_PLACE)
			return &form->field[i];
	return NULL;
}

static bool
open_plan(struct run *run, const struct profiledef *profile)
{
	struct import_plan *plan = plan_new(run->comparing.store,
	    run->recall.profile, run->head, true, run->err);

	run->comparing.plan = plan;
	if (plan == NULL)
		return false;
	if (run->recall.sender != NULL)
		plan_set_sender(plan, run->recall.sender);
	run->comparing.place = place_of(plan->period_form);
	return (plan->person != PLAN_NONE && plan->period != PLAN_NONE) ||
	    err_set(run->err, ERR_DATA, "%s:%d：对账的对照要有 person 和 period 两张表",
	    profile->file, profile->line);
}

static void
tell_unread(struct run *run)
{
	const struct import_options *import = run->options->import;
	struct buf heads = BUF_INIT;
	char *line;

	if (import->says != NULL && plan_unread(run->comparing.plan, &heads) > 0) {
		line = mem_printf("这些列没有对应的栏目，不比对：%s", buf_str(&heads));
		import->says(import->arg, line);
		free(line);
	}
	buf_clear(&heads);
}

static bool
count_classes(struct run *run)
{
	struct compare_result *result = run->result;
	struct stmt *stmt = db_query(store_db(run->comparing.store), "SELECT"
	    " count(line), count(*) FILTER (WHERE class = 'same'),"
	    " count(*) FILTER (WHERE class = 'differs'),"
	    " count(*) FILTER (WHERE class = 'differs' AND NOT EXISTS (SELECT 1"
	    "  FROM temp.compared_blank AS b WHERE b.seq = c.seq"
	    "  AND b.kind <> 'missing')),"
	    " count(*) FILTER (WHERE class = 'ours'),"
	    " count(*) FILTER (WHERE class = 'theirs'),"
	    " count(line) FILTER (WHERE class = 'unclear'),"
	    " count(*) FILTER (WHERE class = 'unclear' AND line IS NULL)"
	    " FROM temp.compared AS c", run->err);
	bool ok;

	if (stmt == NULL)
		return false;
	ok = stmt_step(stmt, run->err) == 1;
	if (ok) {
		result->read = (long)stmt_get_int(stmt, 0);
		result->same = (long)stmt_get_int(stmt, 1);
		result->differing = (long)stmt_get_int(stmt, 2);
		result->missing = (long)stmt_get_int(stmt, 3);
		result->ours_only = (long)stmt_get_int(stmt, 4);
		result->theirs_only = (long)stmt_get_int(stmt, 5);
		result->unclear = (long)stmt_get_int(stmt, 6);
		result->unclear_ours = (long)stmt_get_int(stmt, 7);
		result->ours = result->same + result->differing +
		    result->ours_only + result->unclear_ours;
	}
	stmt_done(stmt);
	return ok;
}

static void
fill_result(struct run *run)
{
	struct compare_result *result = run->result;

	if (tablesource_workbook(run->source))
		result->sheet = mem_text(tablesource_sheet(run->source,
		    tablesource_taken(run->source)));
	else
		result->delimiter = tablehead_delimiter(
		    tablesource_delimiter(run->source));
	result->encoding = mem_text(tablesource_encoding(run->source));
}

bool
compare_run(struct store *store, const struct compare_options *options,
    struct compare_result *result, struct err *err)
{
	struct err own = ERR_INIT;
	struct run run = { .options = options, .result = result,
		.comparing = { .store = store }, .err = err != NULL ? err : &own };
	const struct profiledef *profile;
	bool ok;

	memset(result, 0, sizeof(*result));
	profile = catalog_profile(store_catalog(store), options->import->profile,
	    run.err);
	ok = profile != NULL && compare_begin(store_db(store), run.err) &&
	    open_source(&run) && find_head(&run, profile) &&
	    open_plan(&run, profile) && find_amends(&run);
	if (ok) {
		tell_unread(&run);
		ok = compare_rows(&run) &&
		    compare_scope(&run.comparing, options, run.err) &&
		    count_classes(&run) && finish(&run);
	}
	if (ok)
		fill_result(&run);
	plan_free(run.comparing.plan);
	tablehead_free(run.head);
	amends_clear(&run.amends);
	recall_clear(&run.recall);
	tablesource_close(run.source);
	return ok;
}

void
compare_result_clear(struct compare_result *result)
{
	free(result->sheet);
	free(result->encoding);
	memset(result, 0, sizeof(*result));
}

bool
compare_found(const struct compare_result *result)
{
	return result->differing + result->ours_only + result->theirs_only +
	    result->unclear + result->unclear_ours > 0;
}
