/*
 * reports/document-form.c: records as rows of a printed form
 * SPDX-License-Identifier: Apache-2.0
 *
 * Nothing that a record holds is left out: what has no column in a table stands
 * in a line under its row.
 */
#include "config.h"
#include "reports/document-private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/mem.h"
#include "reports/form-grid.h"

/* Units of the number in front of a row, and of the words beside its other
 * blanks. */
enum { NUMBER_UNITS = 2 };
static const char not_asked[] = "／";

/* ---- one blank ---- */

static size_t
place_of(const struct record *record, const struct fielddef *field)
{
	return (size_t)(field - record->form->field);
}

static bool
is_empty(const struct record *record, const struct fielddef *field)
{
	return record->value[place_of(record, field)] == NULL &&
	    record->absent[place_of(record, field)] == NULL;
}

/* Is the blank on paper of the record's date? */
static bool
is_printed(const struct writing *writing, const struct record *record,
    const struct fielddef *field)
{
	int on = record_date(record, writing->period);

	if (!is_empty(record, field) || on == DATE_NONE)
		return true;
	return (field->since == DATE_NONE || field->since <= on) &&
	    (field->until == DATE_NONE || on <= field->until);
}

static bool
shown(const struct writing *writing, const struct paper *paper,
    const struct fielddef *field, struct buf *out, struct err *err)
{
	const struct record *record = paper->record;
	size_t at = place_of(record, field);

	if (record->value[at] != NULL)
		return value_titled(writing->document->store, field,
		    record->value[at], record_date(record, writing->period),
		    out, err);
	if (record->absent[at] != NULL)
		buf_add(out, absent_label(record->absent[at]));
	else if (paper->asked != NULL && !paper->asked[at])
		buf_add(out, not_asked);
	return true;
}

static enum grid_kind
kind_of(const struct record *record, const struct fielddef *field)
{
	if (record->value[place_of(record, field)] == NULL)
		return GRID_TEXT;
	switch (field->type) {
	case BLANK_DATE:
	case BLANK_PDATE:
		return GRID_DATE;
	case BLANK_MONEY:
		return GRID_MONEY;
	case BLANK_INT:
		return GRID_NUMBER;
	default:
		return GRID_TEXT;
	}
}

/* Appends the blank's cell; its text goes into *text, which must stay. */
static bool
add_value(const struct writing *writing, const struct paper *paper,
    const struct fielddef *field, int to, struct buf *text, struct grid_row *row,
    struct err *err)
{
	enum grid_kind kind = kind_of(paper->record, field);
	bool number = kind == GRID_MONEY || kind == GRID_NUMBER;

	buf_cut(text, 0);
	if (!shown(writing, paper, field, text, err))
		return false;
	grid_add(row, to, GRID_VALUE, kind, buf_str(text),
	    number ? field->unit : NULL);
	return true;
}

/* ---- cards ---- */

/* Blanks with their places, as rows of labels and values. */
static bool
write_blanks(struct writing *writing, const struct paper *paper,
    const struct fielddef *const *field, const struct form_place *place,
    size_t count, struct err *err)
{
	struct buf text[FORM_THIRDS] = { BUF_INIT, BUF_INIT, BUF_INIT };
	struct grid_row row = { 0 };
	bool ok = true;
	size_t i;

	for (i = 0; ok && i < count; i++) {
		grid_add(&row, place[i].from * FORM_THIRD + FORM_LABEL,
		    GRID_LABEL, GRID_TEXT, field[i]->label, NULL);
		ok = add_value(writing, paper, field[i],
		    place[i].to * FORM_THIRD, &text[place[i].from], &row, err);
		if (ok && place[i].to == FORM_THIRDS) {
			ok = write_row(writing, DOCUMENT_ROW, &row, err);
			row.count = 0;
		}
	}
	for (i = 0; i < FORM_THIRDS; i++)
		buf_clear(&text[i]);
	return ok;
}

static bool
flow_blanks(struct writing *writing, const struct paper *paper,
    const struct fielddef *const *field, size_t count, struct err *err)
{
	struct form_place *place = mem_new((count + 1) * sizeof(*place));
	int *span = mem_new((count + 1) * sizeof(*span)), cells;
	bool ok = true;
	size_t i;

	for (i = 0; ok && i < count; i++) {
		cells = form_blank_cells(writing->catalog, field[i], err);
		ok = cells > 0;
		span[i] = form_blank_span(field[i], cells);
	}
	if (ok) {
		form_flow(span, count, place);
		ok = write_blanks(writing, paper, field, place, count, err);
	}
	free(span);
	free(place);
	return ok;
}

bool
write_card(struct writing *writing, const struct paper *paper, bool bands,
    struct err *err)
{
	const struct formdef *form = paper->record->form;
	const struct fielddef **field = mem_new((form->count + 1) *
	    sizeof(*field));
	size_t page, i, n;
	bool ok = true;

	for (page = 0; ok && page < form->page_count; page++) {
		for (n = i = 0; i < form->count; i++)
			if (form->field[i].page == (int)page && is_printed(
			    writing, paper->record, &form->field[i]))
				field[n++] = &form->field[i];
		if (n == 0)
			continue;
		ok = (!bands || write_band(writing, form->page[page], err)) &&
		    flow_blanks(writing, paper, field, n, err);
	}
	free(field);
	return ok;
}

bool
write_summary(struct writing *writing, const struct paper *paper,
    struct err *err)
{
	const struct formdef *form = paper->record->form;

	return flow_blanks(writing, paper, form->list, form->list_count, err);
}

/* ---- tables ---- */

bool
write_head(struct writing *writing, const struct formdef *form,
    struct columns *columns, struct err *err)
{
	enum { MOST = (GRID_UNITS - NUMBER_UNITS) / 2 };
	size_t count = form->list_count < MOST ? form->list_count : MOST, i;
	int cells[MOST] = { 0 }, unit[MOST], label;
	struct grid_row row = { 0 };

	for (i = 0; i < count; i++) {
		cells[i] = form_blank_cells(writing->catalog, form->list[i],
		    err);
		if (cells[i] == 0)
			return false;
		/* A head of two lines does as well. */
		label = text_width(form->list[i]->label, text_cell_narrow) / 2;
		cells[i] = cells[i] < label ? label : cells[i];
	}
	form_columns(cells, count, GRID_UNITS - NUMBER_UNITS, unit);
	columns->count = count + 1;
	columns->to[0] = NUMBER_UNITS;
	grid_add(&row, NUMBER_UNITS, GRID_HEAD, GRID_TEXT, "序号", NULL);
	for (i = 0; i < count; i++) {
		columns->to[i + 1] = columns->to[i] + unit[i];
		grid_add(&row, columns->to[i + 1], GRID_HEAD, GRID_TEXT,
		    form->list[i]->label, NULL);
	}
	return write_row(writing, DOCUMENT_HEAD, &row, err);
}

static bool
in_columns(const struct formdef *form, const struct columns *columns,
    const struct fielddef *field)
{
	size_t i;

	for (i = 0; i + 1 < columns->count; i++)
		if (form->list[i] == field)
			return true;
	return false;
}

/* What the record says besides: "住址：…；备注：…". */
static bool
write_others(struct writing *writing, const struct columns *columns,
    const struct paper *paper, struct err *err)
{
	const struct formdef *form = paper->record->form;
	struct buf text = BUF_INIT;
	const struct fielddef *field;
	bool ok = true;
	size_t i;

	for (i = 0; ok && i < form->count; i++) {
		field = &form->field[i];
		if (is_empty(paper->record, field) ||
		    in_columns(form, columns, field))
			continue;
		buf_addf(&text, "%s%s：", text.len > 0 ? "；" : "",
		    field->label);
		ok = shown(writing, paper, field, &text, err);
		if (field->unit != NULL &&
		    paper->record->value[place_of(paper->record, field)] != NULL)
			buf_add(&text, field->unit);
	}
	if (ok && text.len > 0)
		ok = write_pair(writing, DOCUMENT_ENTRY, NUMBER_UNITS, "其他",
		    buf_str(&text), err);
	buf_clear(&text);
	return ok;
}

bool
write_entry(struct writing *writing, const struct columns *columns,
    const struct paper *paper, long number, struct err *err)
{
	const struct formdef *form = paper->record->form;
	struct buf text[GRID_CELLS];
	struct grid_row row = { 0 };
	bool ok = true;
	char place[24];
	size_t i;

	memset(text, 0, sizeof(text));
	snprintf(place, sizeof(place), "%ld", number);
	grid_add(&row, columns->to[0], GRID_VALUE, GRID_NUMBER, place, NULL);
	for (i = 1; ok && i < columns->count; i++)
		ok = add_value(writing, paper, form->list[i - 1],
		    columns->to[i], &text[i], &row, err);
	ok = ok && write_row(writing, DOCUMENT_ENTRY, &row, err) &&
	    write_others(writing, columns, paper, err) &&
	    (paper->gaps == NULL || write_pair(writing, DOCUMENT_ENTRY,
	    NUMBER_UNITS, "待补", paper->gaps, err));
	for (i = 0; i < GRID_CELLS; i++)
		buf_clear(&text[i]);
	return ok;
}
