/*
 * ui/import-trial-run.c: the dry run of an import, and the import
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/import-private.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/doing.h"
#include "ui/saving.h"

#define SAYS_BYTES (64u * 1024)		/* of what is told of rows that are taken */

/* What the callbacks of a run are given. */
struct run {
	struct doing	 doing;
	struct trial	*trial;		/* NULL: the import itself */
};

static bool
goes_on(void *arg, long done, long all)
{
	struct run *run = arg;

	return doing_progress(&run->doing, done, all);
}

static void
hear(void *arg, const char *line)
{
	struct trial *trial = ((struct run *)arg)->trial;

	if (trial == NULL)
		return;
	trial->said++;
	if (trial->says.len < SAYS_BYTES)
		buf_addf(&trial->says, "%s\n", line);
}

/* ---- rejects ---- */
static void
keep(void *arg, const struct import_reject *reject)
{
	struct trial *trial = ((struct run *)arg)->trial;
	struct trial_row *row;

	if (trial == NULL)
		return;
	if (trial->count == REJECTS_MOST) {
		trial->more = true;
		return;
	}
	trial->row = mem_grow(trial->row, trial->count, &trial->cap, sizeof(*trial->row));
	row = &trial->row[trial->count++];
	memset(row, 0, sizeof(*row));
	row->line = reject->line;
	row->reason = mem_text(reject->reason);
	row->count = reject->count;
	row->head = mem_texts(reject->head, reject->count);
	row->cell = mem_texts(reject->cell, reject->count);
	row->own = mem_texts(reject->own, reject->count);
	row->wrong = mem_new((reject->count + 1) * sizeof(*row->wrong));
	if (reject->wrong != NULL)
		memcpy(row->wrong, reject->wrong, reject->count * sizeof(*row->wrong));
	row->doubt = reject->doubt;
	row->numbers = mem_text(reject->numbers != NULL ? reject->numbers : "");
	row->corrected = reject->corrected;
}

static void
drop_row(struct trial_row *row)
{
	size_t i;

	for (i = 0; i < row->count; i++) {
		free(row->head[i]);
		free(row->cell[i]);
		free(row->own[i]);
	}
	free(row->head);
	free(row->cell);
	free(row->own);
	free(row->wrong);
	free(row->numbers);
	free(row->reason);
}

void
trial_clear(struct trial *trial)
{
	size_t i;

	for (i = 0; i < trial->count; i++)
		drop_row(&trial->row[i]);
	free(trial->row);
	buf_clear(&trial->says);
	import_result_clear(&trial->result);
	memset(trial, 0, sizeof(*trial));
}

bool
trial_run(struct trial *trial, struct ui *ui, struct importview *view, bool doubtful,
    struct err *err)
{
	struct trial fresh = { .row = NULL };
	struct run run = { .trial = &fresh };
	struct import_options options = { .dry_run = true, .accept_doubtful = doubtful,
	    .progress = goes_on, .says = hear, .reject = keep, .arg = &run };
	bool ok;

	importview_options(view, &options);
	doing_begin(&run.doing, ui, "试导入");
	ok = import_run(ui->store, &options, &fresh.result, err);
	doing_end(&run.doing);
	if (!ok) {
		trial_clear(&fresh);
		if (err->kind == ERR_INTERRUPTED)
			err_set(err, ERR_INTERRUPTED, "试导入停下了，什么也没有写进库。");
		return false;
	}
	trial_clear(trial);
	*trial = fresh;
	return true;
}

void
trial_counts(const struct import_result *result, struct buf *out)
{
	buf_addf(out, "读入 %ld  新建 %ld  更新 %ld  未变 %ld  未导入 %ld  格式规范 %ld  "
	    "其他行 %ld", result->read, result->created, result->updated,
	    result->unchanged, result->rejected, result->mended, result->other);
}

bool
trial_import(struct ui *ui, struct importview *view, bool doubtful,
    struct import_result *result, bool *stopped, struct err *err)
{
	struct run run = { .trial = NULL };
	char *folder = saving_folder();
	struct import_options options = { .accept_doubtful = doubtful,
	    .rejects_folder = folder, .progress = goes_on, .says = hear, .arg = &run };
	bool ok;

	importview_options(view, &options);
	doing_begin(&run.doing, ui, "导入");
	ok = import_run(ui->store, &options, result, err);
	*stopped = run.doing.stop;
	doing_end(&run.doing);
	free(folder);
	/* Part of it may be there, too. */
	ui_changed(ui);
	return ok;
}
