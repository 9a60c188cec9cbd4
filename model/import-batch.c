/*
 * model/import-batch.c: the rows of a file, batch by batch
 * SPDX-License-Identifier: Apache-2.0
 *
 * The rows of a batch are read outside, and written inside, a transaction that is
 * kept short by the clock.
 */
#include "config.h"
#include "model/import-run.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "model/entry.h"

#define BATCH_FIRST 32
#define BATCH_MOST 2000
#define BATCH_MS 60		/* of work, without the commit; the bound is 100 */

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

bool
batches_take(struct run *run)
{
	bool ok;

	run->batch = mem_new((BATCH_MOST + 1) * sizeof(*run->batch));
	run->want = BATCH_FIRST;
	ok = tablesource_rows(run->source, take_row, run, run->err) && flush(run);
	drop_batch(run);
	free(run->batch);
	return ok;
}
