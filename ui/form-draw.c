/*
 * ui/form-draw.c: the picture of a form
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/form-private.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/draw.h"
#include "ui/edit.h"
#include "ui/width.h"

#define NOTE_LINES_LEAST 2
#define NOTE_LINES_MOST 8
#define CODE_CELLS_MOST 30
#define TEXT_SHORT 20
#define PROBLEM_ROWS_MOST 4

bool
form_is_lines(const struct fielddef *field)
{
	return field->type == BLANK_NOTE;
}

bool
form_can_enter(const struct form_state *state, size_t at)
{
	return state->filling->blank[at].shown &&
	    state->filling->form->field[at].serial == NULL;
}

/* ---- layout ---- */
static int
code_cells(struct filling *filling, const struct fielddef *field)
{
	struct err err = ERR_INIT;
	const struct codetable *table =
	    catalog_codes(store_catalog(filling->store), field->table, &err);
	int most = 4, width;
	size_t i;

	for (i = 0; table != NULL && i < table->count; i++) {
		width = width_of(table->code[i].label);
		if (width > most)
			most = width;
	}
	return most > CODE_CELLS_MOST ? CODE_CELLS_MOST : most;
}

/* Cells that a field would like, with room for the cursor. */
static int
want(struct filling *filling, const struct fielddef *field)
{
	switch (field->type) {
	case BLANK_DATE:
	case BLANK_PDATE:
		return 11;
	case BLANK_TIME:
		return 6;
	case BLANK_INT:
		return 9;
	case BLANK_MONEY:
		return 13;
	case BLANK_YESNO:
		return 5;
	case BLANK_CODE:
		return code_cells(filling, field) + 1;
	case BLANK_ID_CARD:
		return 19;
	case BLANK_PHONE:
		return 20;
	case BLANK_STAFF:
		return 21;
	case BLANK_REF:
		return 31;
	case BLANK_CODES:
	case BLANK_REFS:
	case BLANK_PLACE:
	case BLANK_FILE:
		return 61;
	default:
		if (field->tree != NULL)	/* a code and its place */
			return 45;
		if (field->length <= TEXT_SHORT)	/* two abreast on 80 columns */
			return field->length > 12 ? 25 : field->length * 2 + 1;
		return (field->length > 30 ? 30 : field->length) * 2 + 1;
	}
}

/* The text that stands in a blank; the caller's. */
static char *
standing(const struct form_state *state, size_t at)
{
	const struct filling *filling = state->filling;
	const char *why = filling->record->absent[at];

	if (at == state->at)
		return mem_text(state->editor.text);
	if (filling->blank[at].text[0] == '\0' && why != NULL)
		return mem_printf("〔%s〕", absent_label(why));
	if (filling->blank[at].text[0] == '\0' &&
	    filling->form->field[at].serial != NULL)
		return mem_text("〔保存时编号〕");
	return mem_text(filling->blank[at].text);
}

int
form_note_lines(const struct form_state *state, size_t at, int cells)
{
	char *text = standing(state, at);
	int lines = text_wrap(text, cells - 1, width_cell, NULL, NULL);

	free(text);
	if (lines < NOTE_LINES_LEAST)
		lines = NOTE_LINES_LEAST;
	return lines > NOTE_LINES_MOST ? NOTE_LINES_MOST : lines;
}

static char *
label_of(const struct fielddef *field)
{
	if (field->unit != NULL)
		return mem_printf("%s(%s)", field->label, field->unit);
	return mem_text(field->label);
}

static void
measure(struct form_state *state, size_t i, int page, int cells)
{
	struct filling *filling = state->filling;
	const struct fielddef *field = &filling->form->field[i];
	struct layout_item *item = &state->item[i];
	char *label = label_of(field);

	memset(item, 0, sizeof(*item));
	item->hidden = field->page != page || !filling->blank[i].shown;
	item->label = width_of(label);
	item->want = want(filling, field);
	item->full = form_is_lines(field);
	item->lines = 1;
	free(label);
	if (item->hidden)
		return;
	if (item->full)
		item->lines = form_note_lines(state, i, cells - item->label - 3);
	if (filling->blank[i].problem != NULL)
		item->below = 1;
}

/* The problem of a blank, without its label: that stands beside it. */
static const char *
problem_of(const struct form_state *state, size_t i)
{
	const char *problem = state->filling->blank[i].problem;
	char *named = mem_printf("“%s”：", state->filling->form->field[i].label);
	size_t n = strlen(named);

	if (strncmp(problem, named, n) == 0)
		problem += n;
	free(named);
	return problem;
}

/* Cells for a problem below a blank: up to the next one in its row. */
static int
problem_cells(const struct form_state *state, size_t i, int cells)
{
	const struct layout_place *place = state->place;
	size_t k;

	for (k = i + 1; k < state->filling->form->count; k++)
		if (place[k].shown) {
			if (place[k].row == place[i].row)
				cells = place[k].col;
			break;
		}
	return cells - place[i].field - 1;
}

static int
problem_rows(const struct form_state *state, size_t i, int cells)
{
	int rows = text_wrap(problem_of(state, i), problem_cells(state, i, cells), width_cell,
	    NULL, NULL);

	return rows > PROBLEM_ROWS_MOST ? PROBLEM_ROWS_MOST : rows;
}

void
form_layout(struct screen *screen)
{
	struct form_state *state = screen->data;
	size_t n = state->filling->form->count, i;
	const struct layout_place *place = &state->place[state->at];
	int page = state->filling->form->field[state->at].page;
	int view = screen->rows - FORM_HEAD, last;

	for (i = 0; i < n; i++)
		measure(state, i, page, screen->cols);
	state->rows = layout_flow(state->item, n, screen->cols, state->place);
	/* The rows of a note and of a problem depend on the place they got. */
	for (i = 0; i < n; i++) {
		if (state->item[i].hidden)
			continue;
		if (state->item[i].full)
			state->item[i].lines = form_note_lines(state, i,
			    state->place[i].width);
		if (state->item[i].below > 0)
			state->item[i].below = problem_rows(state, i, screen->cols);
	}
	state->rows = layout_flow(state->item, n, screen->cols, state->place);
	last = place->row + place->lines + place->below - 1;
	state->top = layout_scroll(state->top, view > 0 ? view : 1, place->row, last,
	    state->rows);
	state->lines = place->lines;
	editor_view(&state->editor, place->width > 1 ? place->width : 2,
	    place->lines > 0 ? place->lines : 1);
}

/* ---- drawing ---- */
static char
mark_of(const struct blank *blank)
{
	if (blank->problem != NULL)
		return '!';
	return blank->missing ? '*' : ' ';
}

struct lines {
	WINDOW		*win;
	const char	*text;
	int		 row, col, cells, line, lines, from, to;
};

static void
draw_note_line(void *arg, size_t from, size_t len)
{
	struct lines *l = arg;
	int row = l->row + l->line, used;

	if (l->line++ >= l->lines || row < l->from || row >= l->to)
		return;
	used = draw_part(l->win, row, l->col, l->cells, l->text + from, len, ROLE_FIELD);
	draw_fill(l->win, row, l->col + used, l->cells - used, '_', ROLE_DIM);
}

/* A blank that is not being typed; rows from..to of the window may be used. */
static void
draw_standing(struct screen *screen, size_t i, int row, int to)
{
	struct form_state *state = screen->data;
	const struct layout_place *place = &state->place[i];
	char *text = standing(state, i);
	struct lines l = { screen->win, text, row, place->field, place->width, 0,
	    place->lines, FORM_HEAD, to };
	int used;

	if (form_is_lines(&state->filling->form->field[i])) {
		text_wrap(text, place->width - 1, width_cell, draw_note_line, &l);
		for (; l.line < l.lines; l.line++)
			if (row + l.line >= FORM_HEAD && row + l.line < to)
				draw_fill(screen->win, row + l.line, place->field,
				    place->width, '_', ROLE_DIM);
	} else if (row >= FORM_HEAD && row < to) {
		used = draw_text(screen->win, row, place->field, place->width, text,
		    ROLE_FIELD);
		draw_fill(screen->win, row, place->field + used, place->width - used,
		    width_of(text) > place->width ? ' ' : '_', ROLE_DIM);
		if (width_of(text) > place->width)
			draw_fill(screen->win, row, place->field + place->width, 1, '>',
			    ROLE_DIM);
	}
	free(text);
}

static void
draw_blank(struct screen *screen, size_t i)
{
	struct form_state *state = screen->data;
	const struct layout_place *place = &state->place[i];
	const struct blank *blank = &state->filling->blank[i];
	int row = FORM_HEAD + place->row - state->top, to = screen->rows;
	char *label = label_of(&state->filling->form->field[i]);

	if (row >= FORM_HEAD && row < to) {
		draw_fill(screen->win, row, place->col, 1, mark_of(blank), ROLE_PROBLEM);
		draw_pad(screen->win, row, place->col + 1, place->label, label,
		    TEXT_LEFT, i == state->at ? ROLE_CURRENT : ROLE_LABEL);
	}
	free(label);
	if (i != state->at)
		draw_standing(screen, i, row, to);
	else if (row >= FORM_HEAD && row < to)
		edit_draw(screen, &state->editor, row, place->field, place->width,
		    row + place->lines > to ? to - row : place->lines, true);
	row += place->lines;
	if (blank->problem != NULL && row >= FORM_HEAD && row < to)
		draw_wrapped(screen->win, row, place->field,
		    row + place->below > to ? to - row : place->below,
		    problem_cells(state, i, screen->cols), problem_of(state, i),
		    ROLE_PROBLEM);
}

/* The title of a page as it stands among the others; the caller's. */
static char *
page_name(const struct formdef *form, size_t page, size_t here)
{
	return mem_printf(page == here ? "[%s]" : " %s ", form->page[page]);
}

/* The first page to name so that the one in sight is named too. */
static size_t
first_page(const struct formdef *form, size_t here, int cells)
{
	size_t from = here + 1;
	char *name;

	while (from > 0 && cells > 0) {
		name = page_name(form, --from, here);
		cells -= width_of(name) + 1;
		free(name);
	}
	return cells < 0 && from < here ? from + 1 : from;
}

/* The pages of the form, the one in sight in brackets. */
static void
draw_pages(struct screen *screen)
{
	struct form_state *state = screen->data;
	const struct formdef *form = state->filling->form;
	size_t here = (size_t)form->field[state->at].page, i;
	int col = 0, cells = screen->cols - 1;
	char *name;

	if (state->failure != NULL) {
		draw_pad(screen->win, 1, 0, screen->cols, state->failure, TEXT_LEFT,
		    ROLE_ERROR);
		return;
	}
	i = first_page(form, here, cells - 8);
	if (i > 0)
		col += draw_text(screen->win, 1, 0, 1, "<", ROLE_LABEL);
	for (; i < form->page_count; i++) {
		name = page_name(form, i, here);
		if (col + width_of(name) > cells) {
			draw_text(screen->win, 1, col, 1, ">", ROLE_LABEL);
			free(name);
			break;
		}
		col += draw_text(screen->win, 1, col, cells - col, name,
		    i == here ? ROLE_CURRENT : ROLE_LABEL) + 1;
		free(name);
	}
}

void
form_draw(struct screen *screen)
{
	struct form_state *state = screen->data;
	struct filling *filling = state->filling;
	struct buf title = BUF_INIT, right = BUF_INIT;
	size_t i;

	filling_title(filling, &title);
	if (filling->problems > 0)
		buf_addf(&right, "待补 %zu 处  ", filling->problems);
	buf_add(&right, filling_is_new(filling) ? "新建" : "修改");
	if (state->editor.overwrite)
		buf_add(&right, "  改写");
	screen_title(screen, buf_str(&title), buf_str(&right));
	draw_pages(screen);
	for (i = 0; i < filling->form->count; i++)
		if (state->place[i].shown)
			draw_blank(screen, i);
	buf_clear(&title);
	buf_clear(&right);
}

size_t
form_blank_at(struct screen *screen, int row, int col)
{
	struct form_state *state = screen->data;
	size_t n = state->filling->form->count, i;
	const struct layout_place *place;

	row += state->top - FORM_HEAD;
	for (i = 0; i < n; i++) {
		place = &state->place[i];
		if (place->shown && row >= place->row && row < place->row + place->lines &&
		    col >= place->col && col < place->field + place->width)
			break;
	}
	return i;
}
