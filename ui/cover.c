/*
 * ui/cover.c: the cover of a person's file
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/cover.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "model/listing.h"
#include "model/record.h"
#include "model/rules.h"
#include "ui/draw.h"
#include "ui/filling.h"

#define DUES_MOST 60
#define LABEL_CELLS 16

static struct cover_line *
add(struct cover *cover, const char *label, char *text)
{
	struct cover_line *line;

	cover->line = mem_grow(cover->line, cover->count, &cover->cap,
	    sizeof(*cover->line));
	line = &cover->line[cover->count++];
	memset(line, 0, sizeof(*line));
	line->label = mem_text(label);
	line->text = text;
	return line;
}

/* ---- papers ---- */
/* The blanks of a form's list, each a line; what is missing, one line. */
static bool
add_record(struct cover *cover, struct store *store, const char *form,
    const char *id, struct err *err)
{
	struct filling_arg arg = { .form = form, .record = id };
	struct filling *filling = filling_open(store, NULL, &arg, err);
	struct cover_line *line;
	const struct fielddef *field;
	size_t i, at;

	if (filling == NULL)
		return false;
	for (i = 0; i < filling->form->list_count; i++) {
		field = filling->form->list[i];
		at = (size_t)(field - filling->form->field);
		line = add(cover, field->label, mem_text(filling->blank[at].text));
		line->form = mem_text(form);
		line->record = mem_text(id);
		if (field->search == SEARCH_NAME && cover->name == NULL)
			cover->name = mem_text(filling->blank[at].text);
	}
	if (filling->problems > 0) {
		line = add(cover, "待补", mem_printf("%s还有 %zu 处没填或有问题，回车打开，F3 逐处找",
		    filling->form->title, filling->problems));
		line->form = mem_text(form);
		line->record = mem_text(id);
	}
	filling_close(filling);
	return true;
}

/* ---- where he stands ---- */
static bool
add_states(struct cover *cover, struct store *store, const char *person,
    const char *period, struct err *err)
{
	struct catalog *catalog = store_catalog(store);
	const char *const *name;
	size_t count = catalog_names(catalog, "states", &name), i;
	const struct statetrack *track;
	struct buf text = BUF_INIT;
	const char *subject;

	for (i = 0; i < count; i++) {
		track = catalog_states(catalog, name[i], err);
		if (track == NULL)
			return false;
		subject = strcmp(track->subject, "person") == 0 ? person :
		    strcmp(track->subject, "period") == 0 ? period : "";
		if (*subject == '\0')
			continue;
		if (!states_shown(store, name[i], subject, date_today(), &text, err)) {
			buf_clear(&text);
			return false;
		}
		add(cover, track->title, mem_text(buf_str(&text)));
		buf_cut(&text, 0);
	}
	buf_clear(&text);
	return true;
}

/* ---- what is owed ---- */
/* "走访  期限 2026-06-30  逾期天数 3": the first cell, then heads and cells. */
static char *
due_text(const struct listing *listing, const struct listing_row *row)
{
	const struct listing_column *column;
	size_t count = listing_columns(listing, &column), i;
	struct buf text = BUF_INIT;

	for (i = 0; i < count && i < LISTING_CELLS; i++) {
		if (row->cell[i] == NULL || row->cell[i][0] == '\0')
			continue;
		if (i == 0)
			buf_add(&text, row->cell[i]);
		else
			buf_addf(&text, "  %s %s", column[i].label, row->cell[i]);
	}
	return text.len > 0 ? buf_take(&text) : mem_text("");
}

static bool
add_dues(struct cover *cover, struct store *store, const char *person,
    struct err *err)
{
	struct listing_spec spec = { .kind = LISTING_DUES, .span = DUE_ALL,
	    .person = person, .list = "file_due" };
	struct listing *listing = listing_open(store, &spec, err);
	struct listing_row *row = NULL;
	struct cover_line *line;
	size_t count = 0, i;
	bool ok;

	ok = listing != NULL &&
	    listing_page(listing, NULL, true, DUES_MOST, &row, &count, err);
	for (i = 0; ok && i < count; i++) {
		line = add(cover, i == 0 ? "待办" : "", due_text(listing, &row[i]));
		line->rule = mem_text(row[i].rule);
		line->subject = mem_text(row[i].record);
		line->late = row[i].late;
	}
	if (ok && count == 0)
		add(cover, "待办", mem_text("没有"));
	if (row != NULL)
		listing_rows_free(row, count);
	listing_close(listing);
	return ok;
}

struct cover *
cover_make(struct store *store, const char *person, const char *period,
    struct err *err)
{
	struct cover *cover = mem_new(sizeof(*cover));

	if (!add_record(cover, store, "person", person, err) ||
	    !add_states(cover, store, person, period, err) ||
	    !add_dues(cover, store, person, err) ||
	    (*period != '\0' && !add_record(cover, store, "period", period, err))) {
		cover_free(cover);
		return NULL;
	}
	if (*period == '\0')
		add(cover, "帮教期", mem_text("还没有，F7 建立"));
	if (cover->name == NULL)
		cover->name = mem_text("");
	return cover;
}

void
cover_free(struct cover *cover)
{
	size_t i;

	if (cover == NULL)
		return;
	for (i = 0; i < cover->count; i++) {
		free(cover->line[i].label);
		free(cover->line[i].text);
		free(cover->line[i].form);
		free(cover->line[i].record);
		free(cover->line[i].rule);
		free(cover->line[i].subject);
	}
	free(cover->line);
	free(cover->name);
	free(cover);
}

/* ---- on the screen ---- */
static void
keep_in_view(struct cover *cover)
{
	size_t rows = cover->rows > 0 ? (size_t)cover->rows : 1;

	if (cover->at >= cover->count)
		cover->at = cover->count > 0 ? cover->count - 1 : 0;
	if (cover->at < cover->top)
		cover->top = cover->at;
	if (cover->at >= cover->top + rows)
		cover->top = cover->at - rows + 1;
}

void
cover_view(struct cover *cover, int rows, int cells)
{
	cover->rows = rows;
	cover->cells = cells;
	keep_in_view(cover);
}

void
cover_draw(struct cover *cover, WINDOW *win, int row)
{
	const struct cover_line *line;
	size_t i;
	int k;

	keep_in_view(cover);
	for (k = 0; k < cover->rows; k++) {
		i = cover->top + (size_t)k;
		if (i >= cover->count)
			break;
		line = &cover->line[i];
		draw_fill(win, row + k, 0, 1, i == cover->at ? '>' : ' ', ROLE_TEXT);
		if (line->late)
			draw_fill(win, row + k, 1, 1, '!', ROLE_LATE);
		draw_text(win, row + k, 2, LABEL_CELLS, line->label, ROLE_LABEL);
		draw_pad(win, row + k, 3 + LABEL_CELLS, cover->cells - LABEL_CELLS - 3,
		    line->text, TEXT_LEFT, line->late ? ROLE_LATE : ROLE_TEXT);
	}
}

void
cover_command(struct cover *cover, enum command command)
{
	size_t rows = cover->rows > 1 ? (size_t)cover->rows - 1 : 1;

	switch (command) {
	case CMD_UP: cover->at -= cover->at > 0; break;
	case CMD_DOWN: cover->at++; break;
	case CMD_PAGE_UP: cover->at = cover->at > rows ? cover->at - rows : 0; break;
	case CMD_PAGE_DOWN: cover->at += rows; break;
	case CMD_HOME: cover->at = 0; break;
	case CMD_END: cover->at = cover->count; break;
	default: break;
	}
	keep_in_view(cover);
}

const struct cover_line *
cover_line(const struct cover *cover)
{
	return cover->at < cover->count ? &cover->line[cover->at] : NULL;
}

bool
cover_point(struct cover *cover, int view_row)
{
	size_t at = cover->top + (size_t)view_row;

	if (view_row < 0 || at >= cover->count)
		return false;
	cover->at = at;
	return true;
}
