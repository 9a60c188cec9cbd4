/*
 * ui/import-correct.c: a row that an import does not take, to be corrected
 * SPDX-License-Identifier: Apache-2.0
 *
 * Of a rejects file that came back the columns that were put before its own
 * are no cells to correct: the reason is told as what it is.
 */
#include "config.h"
#include "ui/import-private.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define OURS_REASON 1		/* of the columns that stand before its own */

static bool
keep(void *arg, const struct correction *correction, struct err *err)
{
	struct importview *view = arg;
	struct correction whole = *correction;
	char *none = (char *)"";
	size_t i;
	bool ok;

	if (correction->count == 0 && correction->who == CORRECTION_ASK)
		return importview_correct_not(view, correction->line, err);
	if (correction->count == 0 || view->ours == 0)
		return importview_correct(view, correction, err);
	/* what is not read need not be kept */
	whole.count = correction->count + view->ours;
	whole.cell = mem_new((whole.count + 1) * sizeof(*whole.cell));
	for (i = 0; i < whole.count; i++)
		whole.cell[i] = i < view->ours ? none : correction->cell[i - view->ours];
	ok = importview_correct(view, &whole, err);
	free(whole.cell);
	return ok;
}

/* The blank that a column fills; NULL: none, or the sender's number. */
static const struct fielddef *
blank_of(struct ui *ui, const struct importview *view, size_t at)
{
	const struct importview_column *column = &view->column[at];
	const struct formdef *form;
	const char *name, *dot;
	char *owner;
	size_t i;

	if (column->target == IMPORTVIEW_NONE || column->how == IMPORTVIEW_SUGGESTED)
		return NULL;
	name = view->target[column->target].field;
	dot = strchr(name, '.');
	if (dot == NULL)
		return NULL;
	owner = mem_textn(name, (size_t)(dot - name));
	form = catalog_form(store_catalog(ui->store), owner, NULL);
	free(owner);
	for (i = 0; form != NULL && i < form->count; i++)
		if (strcmp(form->field[i].name, dot + 1) == 0)
			return &form->field[i];
	return NULL;
}

static const struct fielddef **
blanks(struct ui *ui, const struct importview *view, size_t count)
{
	const struct fielddef **field = mem_new((count + 1) * sizeof(*field));
	size_t i;

	for (i = 0; i < count && i + view->ours < view->column_count; i++)
		field[i] = blank_of(ui, view, i + view->ours);
	return field;
}

/* The reason of now, and what the file says itself; the caller's. */
static char *
reason_of(const struct importview *view, const struct trial_row *row)
{
	const char *told = view->ours > OURS_REASON ? row->own[OURS_REASON] : "";

	if (*told == '\0' || strcmp(told, row->reason) == 0)
		return mem_text(row->reason);
	return mem_printf("%s\n文件里写的原因：%s", row->reason, told);
}

bool
import_correct_open(struct ui *ui, struct importview *view, const struct trial_row *row,
    int tag)
{
	const struct correction *list, *known;
	size_t count, ours = view->ours;
	struct cells cells = { .keep = keep, .arg = view, .line = row->line,
	    .wrong = row->wrong + ours, .doubt = row->doubt, .numbers = row->numbers };
	struct err err = ERR_INIT;
	const struct fielddef **field;
	char *title, *name, *reason;
	bool ok;

	if (!importview_corrections(view, &list, &count, &err)) {
		ui_fail(ui, &err);
		return false;
	}
	known = correction_find(list, count, row->line);
	name = import_name(view);
	cells.title = title = mem_printf("改正第 %ld 行  %s", row->line, name);
	cells.reason = reason = reason_of(view, row);
	cells.count = row->count > ours ? row->count - ours : 0;
	cells.head = (const char *const *)row->head + ours;
	cells.cell = (const char *const *)row->cell + ours;
	cells.own = (const char *const *)row->own + ours;
	if (known != NULL && known->count == row->count)
		cells.cell = (const char *const *)known->cell + ours;
	else if (known == NULL)
		cells.cell = cells.own;
	cells.field = field = blanks(ui, view, cells.count);
	cells.who = known != NULL ? known->who : CORRECTION_ASK;
	cells.number = known != NULL ? known->number : NULL;
	ok = cells_open(ui, &cells, tag);
	free(field);
	free(reason);
	free(title);
	free(name);
	return ok;
}
