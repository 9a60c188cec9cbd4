/*
 * reports/export-book.c: records out, as a workbook
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "reports/export-book.h"

#include <stdlib.h>

#include "base/mem.h"
#include "model/export.h"
#include "reports/render-xlsx.h"

#define COLUMN_CELLS 14
#define FONT 9			/* points */

struct book {
	struct render_xlsx *xlsx;
	const char	*dir;
	long		 rows;
	bool		(*progress)(void *arg, long done, long all);
	void		*arg;
};

static bool
begin(void *arg, const char *title, const struct export_column *column,
    size_t count, struct err *err)
{
	static const enum xlsx_kind kind[] = { [EXPORT_TEXT] = XLSX_TEXT,
		[EXPORT_DATE] = XLSX_DATE, [EXPORT_MONEY] = XLSX_MONEY,
		[EXPORT_NUMBER] = XLSX_NUMBER };
	struct xlsx_column *out = mem_new((count + 1) * sizeof(*out));
	struct xlsx_spec spec = { .title = title, .left = "", .right = "",
		.landscape = true, .font = FONT, .count = count, .column = out };
	struct book *book = arg;
	size_t i;

	for (i = 0; i < count; i++)
		out[i] = (struct xlsx_column){ column[i].head,
			kind[column[i].kind], COLUMN_CELLS, TEXT_LEFT, false };
	spec.dir = book->dir;
	book->xlsx = render_xlsx_begin(&spec, err);
	free(out);
	return book->xlsx != NULL;
}

static bool
row(void *arg, const char *const *text, size_t count, struct err *err)
{
	struct book *book = arg;

	if (book->progress != NULL && !book->progress(book->arg, ++book->rows, 0))
		return err_set(err, ERR_INTERRUPTED, "导出已停下，没有做完：请再做一次");
	return render_xlsx_row(book->xlsx, text, err);
}

bool
export_book(struct store *store, const char *name, bool full, struct file_out *out,
    bool (*progress)(void *arg, long done, long all), void *arg, long *rows,
    struct buf *notice, struct err *err)
{
	char *dir = file_scratch(store_path(store));
	struct book book = { .dir = dir, .progress = progress, .arg = arg };
	struct export_sink sink = { begin, row, &book };
	bool ok = export_each(store, name, full, &sink, rows, err);

	if (ok)
		ok = render_xlsx_end(book.xlsx, out, notice, err);
	else
		render_xlsx_cancel(book.xlsx);
	free(dir);
	return ok;
}
