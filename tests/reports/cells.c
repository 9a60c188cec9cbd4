/*
 * tests/reports/cells.c: a workbook as lines, to compare
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "tests/reports/cells.h"

#include <string.h>

#include "base/mem.h"
#include "model/table-source.h"

/* As in model/pairs.h. */
static void
add_escaped(struct buf *out, const char *text)
{
	static const char plain[] = "\\\t\n\r", letter[] = "\\tnr";
	const char *mark;

	for (; *text != '\0'; text++) {
		mark = strchr(plain, *text);
		if (mark != NULL)
			buf_addf(out, "\\%c", letter[mark - plain]);
		else
			buf_addc(out, *text);
	}
}

static bool
add_row(void *arg, const struct delimited_row *row)
{
	struct buf *out = arg;
	size_t i;

	buf_addf(out, "R\t%ld", row->line);
	for (i = 0; i < row->count; i++) {
		buf_addc(out, '\t');
		add_escaped(out, row->cell[i]);
	}
	buf_addc(out, '\n');
	return true;
}

static struct tablesource *
open_sheet(const char *path, const char *name, struct err *err)
{
	struct tablesource_options options = { .sheet = name, .dir = "/tmp" };

	return tablesource_open(path, &options, err);
}

bool
cells_read(const char *path, struct buf *out, struct err *err)
{
	struct tablesource *book = open_sheet(path, NULL, err), *sheet;
	bool ok = book != NULL;
	size_t i;

	for (i = 0; ok && i < tablesource_sheets(book); i++) {
		buf_addf(out, "S\t%d\t", tablesource_hidden(book, i));
		add_escaped(out, tablesource_sheet(book, i));
		buf_addc(out, '\n');
		sheet = open_sheet(path, tablesource_sheet(book, i), err);
		ok = sheet != NULL && tablesource_rows(sheet, add_row, out, err);
		tablesource_close(sheet);
	}
	tablesource_close(book);
	if (ok)
		buf_add(out, "E\n");
	return ok;
}
