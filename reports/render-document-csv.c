/*
 * reports/render-document-csv.c: one person's paper as rows of blanks
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "reports/render-document.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { TITLE, NOTE, NUMBER, LABEL, VALUE, COLUMNS };

struct csv {
	render_row_fn	 row;
	void		*arg;
	char		*title, *note;
	long		 section, number;	/* the copy of its form, from 1 */
	char		**head;			/* of the open table */
	size_t		 heads;
};

static void
drop_head(struct csv *csv)
{
	size_t i;

	for (i = 0; i < csv->heads; i++)
		free(csv->head[i]);
	free(csv->head);
	csv->head = NULL;
	csv->heads = 0;
}

static void
take_head(struct csv *csv, const struct grid_row *row)
{
	size_t i;

	drop_head(csv);
	csv->head = mem_new((row->count + 1) * sizeof(*csv->head));
	for (i = 0; i < row->count; i++)
		csv->head[csv->heads++] = mem_text(row->cell[i].text);
	csv->number = 0;
}

static void
take_form(struct csv *csv, const struct document_part *part)
{
	drop_head(csv);
	free(csv->title);
	free(csv->note);
	csv->title = mem_text(part->title);
	csv->note = mem_text(part->note);
	csv->number = part->section == csv->section && !part->first ?
	    csv->number + 1 : 1;
	csv->section = part->section;
}

static bool
put(struct csv *csv, const char *label, const struct grid_cell *cell,
    struct err *err)
{
	char *number = mem_printf("%ld", csv->number);
	char *value = mem_printf("%s%s", cell->text, *cell->text == '\0' ? "" :
	    cell->unit);
	const char *text[COLUMNS] = { csv->title, csv->note, number, label,
		value };
	bool ok = csv->row(csv->arg, text, COLUMNS, err);

	free(value);
	free(number);
	return ok;
}

/* Values beside their labels, or under their heads; the page of a form is
 * nothing that a table of blanks could say. */
static bool
put_cells(struct csv *csv, const struct grid_row *row, struct err *err)
{
	const struct grid_cell *cell = row->cell;
	const char *label = NULL;
	size_t i;

	for (i = 0; i < row->count; i++, cell++) {
		if (cell->role == GRID_LABEL)
			label = cell->text;
		else if (cell->role == GRID_VALUE && label != NULL &&
		    !put(csv, label, cell, err))
			return false;
		else if (cell->role == GRID_VALUE && label == NULL &&
		    i < csv->heads && !put(csv, csv->head[i], cell, err))
			return false;
	}
	return true;
}

static bool
put_part(void *arg, const struct document_part *part, struct err *err)
{
	struct csv *csv = arg;

	switch (part->kind) {
	case DOCUMENT_FORM:
		take_form(csv, part);
		return true;
	case DOCUMENT_HEAD:
		take_head(csv, &part->row);
		return true;
	case DOCUMENT_ENTRY:
		csv->number += part->row.cell[0].role == GRID_VALUE;
		return put_cells(csv, &part->row, err);
	case DOCUMENT_ROW:
		return put_cells(csv, &part->row, err);
	case DOCUMENT_END:
	case DOCUMENT_SIGN:
		break;
	}
	return true;
}

bool
render_document_csv(struct document *document, render_row_fn row, void *arg,
    struct err *err)
{
	static const char *const heads[COLUMNS] = {
		[TITLE] = "材料", [NOTE] = "说明", [NUMBER] = "份",
		[LABEL] = "栏目", [VALUE] = "内容"
	};
	struct csv csv = { .row = row, .arg = arg, .section = -1 };
	bool ok = row(arg, heads, COLUMNS, err) &&
	    document_each(document, put_part, &csv, err);

	drop_head(&csv);
	free(csv.title);
	free(csv.note);
	return ok;
}
