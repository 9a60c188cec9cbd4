/*
 * model/import-amend.c: rows as a clerk corrected them, and those still refused
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/import-private.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

static void
says(const struct import_options *options, const char *fmt, long n)
    __attribute__((format(printf, 2, 0)));

static void
says(const struct import_options *options, const char *fmt, long n)
{
	char *line;

	if (options->says == NULL || n == 0)
		return;
	line = mem_printf(fmt, n);
	options->says(options->arg, line);
	free(line);
}

static bool
drafts_there(struct store *store)
{
	char *path = mem_printf("%s.drafts", store_path(store));
	bool there = file_may(path, F_OK);

	free(path);
	return there;
}

bool
amends_begin(struct amends *amends, struct store *store,
    const struct import_options *options, const char *digest, const char *sheet,
    struct err *err)
{
	struct err unheard = ERR_INIT;
	long stale = 0;

	memset(amends, 0, sizeof(*amends));
	amends->file = (struct correction_file){ digest, options->path, sheet };
	if (!options->corrected && !drafts_there(store))
		return true;
	/* who does not use them is only told, where that can be found out */
	amends->drafts = drafts_open(store, options->corrected ? err : &unheard);
	if (amends->drafts == NULL)
		return !options->corrected;
	if (!corrections_list(amends->drafts, &amends->file, &amends->list,
	    &amends->count, err) ||
	    !corrections_stale(amends->drafts, &amends->file, &stale, err))
		return false;
	if (options->corrected) {
		says(options, "这个文件改动过：以前为它改正的 %ld 行没有用上，"
		    "请看试算结果重新核对", stale);
		return true;
	}
	says(options, "这个文件有 %ld 行在导入屏上改正过；这里按文件原样导入，"
	    "没有用上", (long)amends->count);
	corrections_free(amends->list, amends->count);
	amends->list = NULL;
	amends->count = 0;
	return true;
}

const struct correction *
amends_of(const struct amends *amends, long line)
{
	return correction_find(amends->list, amends->count, line);
}

bool
amends_end(struct amends *amends, struct err *err)
{
	return amends->count == 0 ||
	    correction_drop(amends->drafts, &amends->file, 0, err);
}

void
amends_clear(struct amends *amends)
{
	corrections_free(amends->list, amends->count);
	drafts_close(amends->drafts);
	memset(amends, 0, sizeof(*amends));
}

/* ---- a row that is not taken ---- */

/* count texts, "" behind those that are there. */
static const char **
padded(char *const *text, size_t n, size_t count)
{
	const char **out = mem_new((count + 1) * sizeof(*out));
	size_t i;

	for (i = 0; i < count; i++)
		out[i] = i < n ? text[i] : "";
	return out;
}

void
reject_tell(const struct import_options *options, const struct tablehead *head,
    const struct import_row *row)
{
	struct import_reject reject = { .line = row->line,
		.reason = buf_str(&row->reject), .count = row->width,
		.wrong = row->wrong, .corrected = row_corrected(row),
		.doubt = row->doubt.len > 0, .numbers = buf_str(&row->doubt) };
	const char **heads, **cell, **own;

	if (options->reject == NULL)
		return;
	heads = padded(head->text, head->count, row->width);
	cell = padded(row->cell, row->count, row->width);
	own = row->own == NULL ? padded(row->cell, row->count, row->width) :
	    padded(row->own, row->own_count, row->width);
	reject.head = heads;
	reject.cell = cell;
	reject.own = own;
	options->reject(options->arg, &reject);
	free(heads);
	free(cell);
	free(own);
}

/* Of a run that broke: only the reason was kept. */
void
reject_tell_again(const struct import_options *options,
    const struct import_plan *plan, const struct delimited_row *raw,
    const char *reason)
{
	struct import_row row;

	if (options->reject == NULL || !row_read(&row, plan, raw, NULL))
		return;
	buf_cut(&row.reject, 0);
	buf_add(&row.reject, reason);
	reject_tell(options, plan->head, &row);
	row_clear(&row);
}
