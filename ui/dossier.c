/*
 * ui/dossier.c: 一人一档: the cover and every form of one person
 * SPDX-License-Identifier: Apache-2.0
 *
 * Tabs come from the catalog: the cover, then every form of a person or of a
 * period with its count.  The cover (ui/cover.c) is lines of text with what
 * Enter opens behind each.
 */
#include "config.h"
#include "ui/dossier.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/basis.h"
#include "model/listing.h"
#include "model/record.h"
#include "model/rules.h"
#include "ui/answer.h"
#include "ui/cover.h"
#include "ui/dialog.h"
#include "ui/draw.h"
#include "ui/form-screen.h"
#include "ui/list.h"
#include "ui/picker.h"
#include "ui/preview.h"
#include "ui/reader.h"
#include "ui/width.h"

#define PERIODS_MOST 50		/* releases of one person */

enum { TAG_FORM = 1, TAG_PERIOD, TAG_REASON, TAG_PRINT };

static const char all_periods[] = "*";

struct tab {
	const struct formdef *form;
	long	 count;
};

struct state {
	char		 person[STORE_ID_SIZE], period[STORE_ID_SIZE];
	char		*name;
	struct listing_row *periods;
	size_t		 period_count;
	struct tab	*tab;		/* without the cover */
	size_t		 tab_count;
	size_t		 at;		/* 0 = cover, else tab + 1 */
	struct cover	*cover;
	struct list	 list;
	char		 saved[STORE_ID_SIZE];	/* record to stand on; "" = none */
	int		 tab_rows;
};

/* ---- loading ---- */
static const struct formdef *
form_at(const struct state *state)
{
	return state->at > 0 ? state->tab[state->at - 1].form : NULL;
}

static struct listing_spec
spec_of(const struct state *state, const struct formdef *form)
{
	struct listing_spec spec = { .kind = LISTING_RECORDS, .form = form->name };

	if (form->of == FORM_OF_PERIOD)
		spec.period = state->period;
	else
		spec.person = state->person;
	return spec;
}

static bool
count_tab(struct screen *screen, struct tab *tab, struct err *err)
{
	struct state *state = screen->data;
	struct listing_spec spec = spec_of(state, tab->form);
	struct listing *listing;
	bool more, ok;

	tab->count = 0;
	if (tab->form->of == FORM_OF_PERIOD && state->period[0] == '\0')
		return true;
	listing = listing_open(screen->ui->store, &spec, err);
	ok = listing != NULL && listing_count(listing, 0, &tab->count, &more, err);
	listing_close(listing);
	return ok;
}

static bool
find_tabs(struct screen *screen, struct err *err)
{
	struct state *state = screen->data;
	struct catalog *catalog = store_catalog(screen->ui->store);
	const char *const *name;
	size_t count = catalog_names(catalog, "form", &name), i;
	const struct formdef *form;

	state->tab = mem_new((count + 1) * sizeof(*state->tab));
	for (i = 0; i < count; i++) {
		form = catalog_form(catalog, name[i], err);
		if (form == NULL)
			return false;
		if (form->of != FORM_OF_OFFICE)
			state->tab[state->tab_count++].form = form;
	}
	return true;
}

/* The periods, and which of them is in sight: the newest at first. */
static bool
find_periods(struct screen *screen, struct err *err)
{
	struct state *state = screen->data;
	struct listing_spec spec = { .kind = LISTING_RECORDS, .form = "period",
	    .person = state->person };
	struct listing *listing = listing_open(screen->ui->store, &spec, err);
	bool ok, found = false;
	size_t i;

	if (state->periods != NULL)
		listing_rows_free(state->periods, state->period_count);
	state->periods = NULL;
	state->period_count = 0;
	ok = listing != NULL && listing_page(listing, NULL, true, PERIODS_MOST,
	    &state->periods, &state->period_count, err);
	listing_close(listing);
	if (!ok)
		return false;
	for (i = 0; i < state->period_count; i++)
		found = found || strcmp(state->periods[i].record, state->period) == 0;
	return found || person_period(screen->ui->store, state->person, state->period, err);
}

static bool
open_tab(struct screen *screen, struct err *err)
{
	struct state *state = screen->data;
	const struct formdef *form = form_at(state);
	struct listing_spec spec;

	list_clear(&state->list);
	if (form == NULL || (form->of == FORM_OF_PERIOD && state->period[0] == '\0'))
		return true;
	spec = spec_of(state, form);
	return list_open(&state->list, &spec, err);
}

static bool
load(struct screen *screen, bool again, struct err *err)
{
	struct state *state = screen->data;
	struct cover *cover;
	size_t i;

	if (!find_periods(screen, err))
		return false;
	for (i = 0; i < state->tab_count; i++)
		if (!count_tab(screen, &state->tab[i], err))
			return false;
	cover = cover_make(screen->ui->store, state->person, state->period, err);
	if (cover == NULL)
		return false;
	if (state->cover != NULL)
		cover->at = state->cover->at < cover->count ? state->cover->at : 0;
	cover_free(state->cover);
	state->cover = cover;
	free(state->name);
	state->name = mem_text(cover->name);
	if (!again || state->list.listing == NULL)
		return open_tab(screen, err);
	if (!list_reload(&state->list, err))
		return false;
	if (state->saved[0] != '\0' && !list_stand(&state->list, state->saved, err))
		return false;
	state->saved[0] = '\0';
	return true;
}

static void
dossier_load(struct screen *screen)
{
	struct err err = ERR_INIT;

	if (!load(screen, true, &err)) {
		ui_fail(screen->ui, &err);
		if (err.kind == ERR_MISSING)	/* removed by somebody */
			screen_close(screen, RESULT_BACK, 0, NULL, NULL);
	}
}

static void
dossier_close(struct screen *screen)
{
	struct state *state = screen->data;

	if (state->periods != NULL)
		listing_rows_free(state->periods, state->period_count);
	cover_free(state->cover);
	list_clear(&state->list);
	free(state->tab);
	free(state->name);
	free(state);
}

static bool
dossier_make(struct screen *screen, const void *arg, struct err *err)
{
	struct state *state = mem_new(sizeof(*state));

	snprintf(state->person, sizeof(state->person), "%s", (const char *)arg);
	list_init(&state->list, screen->ui->store, LINES - 6);
	screen->data = state;
	if (find_tabs(screen, err) && load(screen, false, err))
		return true;
	dossier_close(screen);
	return false;
}

/* ---- drawing ---- */
/* Draws the tabs, as many rows as they need; returns the rows. */
static int
draw_tabs(struct screen *screen, bool draw)
{
	struct state *state = screen->data;
	int row = 1, col = 0, width;
	size_t i;
	char *text;

	for (i = 0; i <= state->tab_count; i++) {
		if (i == 0)
			text = mem_text(state->at == 0 ? "[封面]" : " 封面 ");
		else
			text = mem_printf(state->at == i ? "[%s(%ld)]" : " %s(%ld) ",
			    state->tab[i - 1].form->title, state->tab[i - 1].count);
		width = width_of(text);
		if (col > 0 && col + width > screen->cols) {
			row++;
			col = 0;
		}
		if (draw)
			draw_text(screen->win, row, col, screen->cols - col, text,
			    state->at == i ? ROLE_CURRENT : ROLE_LABEL);
		col += width;
		free(text);
	}
	return row;
}

static void
dossier_layout(struct screen *screen)
{
	struct state *state = screen->data;

	state->tab_rows = draw_tabs(screen, false);
	list_view(&state->list, screen->rows - 3 - state->tab_rows);
	cover_view(state->cover, screen->rows - 2 - state->tab_rows, screen->cols);
}

static void
dossier_draw(struct screen *screen)
{
	struct state *state = screen->data;
	const struct formdef *form = form_at(state);
	char place[100] = "";
	int row;
	char *title = mem_printf("一人一档  %s", state->name);
	size_t i;

	for (i = 0; i < state->period_count && state->period_count > 1; i++)
		if (strcmp(state->periods[i].record, state->period) == 0)
			snprintf(place, sizeof(place), "帮教期 %zu/%zu（F4 换）", i + 1,
			    state->period_count);
	screen_title(screen, title, place);
	free(title);
	row = draw_tabs(screen, true) + 2;
	if (form == NULL) {
		cover_draw(state->cover, screen->win, row);
		return;
	}
	list_draw(&state->list, screen->win, row - 1, screen->cols, true);
	if (state->list.listing == NULL)
		draw_text(screen->win, row, 2, screen->cols - 4,
		    "还没有帮教期，先在封面按 F7 建立。", ROLE_TEXT);
	else if (list_row(&state->list) == NULL)
		draw_text(screen->win, row + 1, 2, screen->cols - 4,
		    store_read_only(screen->ui->store) ? "没有记录。" :
		    "没有记录，F7 新建。", ROLE_TEXT);
}

/* ---- deeds ---- */
static void
go_tab(struct screen *screen, size_t at)
{
	struct state *state = screen->data;
	struct err err = ERR_INIT;

	state->at = at;
	if (!open_tab(screen, &err))
		ui_fail(screen->ui, &err);
	screen_dirty(screen, DIRTY_LAYOUT | DIRTY_PAINT);
}

static void
open_form(struct screen *screen, const char *form, const char *record)
{
	struct state *state = screen->data;
	struct filling_arg arg = { .form = form, .record = record,
	    .person = state->person, .period = state->period };

	form_screen_open(screen->ui, &arg, TAG_FORM);
}

static void
tell_why(struct screen *screen, const char *rule)
{
	struct state *state = screen->data;
	struct reader reader = { "依据", NULL, true, false };
	struct buf text = BUF_INIT;
	struct err err = ERR_INIT;

	if (rules_why(screen->ui->store, state->person, rule, &text, &err)) {
		reader.text = buf_str(&text);
		reader_open(screen->ui, &reader);
	} else {
		ui_fail(screen->ui, &err);
	}
	buf_clear(&text);
}

/* The paper that answers the due of a line; false: there is none. */
static bool
answer_line(struct screen *screen, const struct cover_line *line)
{
	struct state *state = screen->data;
	struct answer answer = { line->rule, line->subject, state->person };

	return answer_open(screen->ui, &answer, TAG_FORM);
}

static void
enter(struct screen *screen)
{
	struct state *state = screen->data;
	const struct listing_row *row = list_row(&state->list);
	const struct cover_line *line;

	if (state->at > 0) {
		if (row != NULL)
			open_form(screen, form_at(state)->name, row->record);
		return;
	}
	line = cover_line(state->cover);
	if (line == NULL)
		return;
	if (line->rule != NULL) {
		if (!answer_line(screen, line))
			tell_why(screen, line->rule);
		if (store_read_only(screen->ui->store))
			ui_say(screen->ui, ROLE_MESSAGE, "库是只读打开的，不能办理；这是它的依据。");
	} else if (line->form != NULL) {
		open_form(screen, line->form, line->record);
	}
}

static void
why(struct screen *screen)
{
	struct state *state = screen->data;
	const struct cover_line *line = cover_line(state->cover);
	const struct formdef *form = form_at(state);
	struct buf basis = BUF_INIT;

	if (form == NULL && line != NULL && line->rule != NULL) {
		tell_why(screen, line->rule);
	} else if (form != NULL && form->basis != NULL) {
		buf_addf(&basis, "【%s】\n依据：", form->title);
		basis_told(store_catalog(screen->ui->store), form->basis, &basis);
		reader_open(screen->ui, &(struct reader){ "依据", buf_str(&basis), true, false });
		buf_clear(&basis);
	} else
		ui_say(screen->ui, ROLE_MESSAGE, "把光标移到一项待办上再按。");
}

static void
create(struct screen *screen)
{
	struct state *state = screen->data;
	const struct formdef *form = form_at(state);
	const struct listing_row *row = list_row(&state->list);
	const struct cover_line *line = cover_line(state->cover);

	if (form == NULL) {
		if (line == NULL || line->rule == NULL)
			open_form(screen, "period", NULL);
		else
			enter(screen);
		return;
	}
	if (form->of == FORM_OF_PERIOD && state->period[0] == '\0') {
		ui_say(screen->ui, ROLE_MESSAGE, "还没有帮教期，先在封面按 F7 建立。");
		return;
	}
	/* A paper of which there is only one is opened, not doubled. */
	if (!form->many && row != NULL) {
		ui_say(screen->ui, ROLE_MESSAGE, "“%s”只有一张，已打开。", form->title);
		open_form(screen, form->name, row->record);
		return;
	}
	open_form(screen, form->name, NULL);
}

/* One of the periods; to print, also all of them. */
static void
pick_period(struct screen *screen, int tag)
{
	struct state *state = screen->data;
	struct picker_item *item;
	struct picker picker = { .title = tag == TAG_PRINT ? "打印哪一期" : "帮教期",
	    .count = state->period_count, .at = state->period };
	struct buf label = BUF_INIT;
	size_t first = 0, i, k;

	item = mem_new((state->period_count + 2) * sizeof(*item));
	if (tag == TAG_PRINT) {
		item[first].value = all_periods;
		item[first++].label = "全部";
	}
	for (i = 0; i < state->period_count; i++) {
		buf_cut(&label, 0);
		for (k = 0; k < LISTING_CELLS && state->periods[i].cell[k] != NULL; k++)
			buf_addf(&label, "%s ", state->periods[i].cell[k]);
		buf_cut(&label, text_cut(buf_str(&label), 50, width_cell, NULL));
		item[first + i].value = state->periods[i].record;
		item[first + i].label = mem_text(buf_str(&label));
	}
	picker.item = item;
	picker.count += first;
	picker_open(screen->ui, &picker, tag);
	for (i = 0; i < state->period_count; i++)
		free((char *)item[first + i].label);
	free(item);
	buf_clear(&label);
}

/* The file as paper: the first document of the definitions. */
static void
print_period(struct screen *screen, const char *period)
{
	struct state *state = screen->data;
	struct preview_spec spec = { .person = state->person, .period = period };
	const char *const *name;

	if (catalog_names(store_catalog(screen->ui->store), "document", &name) == 0) {
		ui_say(screen->ui, ROLE_MESSAGE, "这套定义里没有文书。");
		return;
	}
	spec.document = name[0];
	preview_open_spec(screen->ui, &spec);
}

static void
print_file(struct screen *screen)
{
	struct state *state = screen->data;

	if (state->period_count > 1)
		pick_period(screen, TAG_PRINT);
	else
		print_period(screen, "");
}

static void
ask_removal(struct screen *screen)
{
	struct state *state = screen->data;

	if (state->at == 0) {
		ui_say(screen->ui, ROLE_MESSAGE, "到要删的那类表里选中一条，再按 F8。");
		return;
	}
	dialog_ask(screen->ui, "删除", "为什么删除这一条？理由会留在记录里。", "",
	    TAG_REASON);
}

static void
removal(struct screen *screen, const char *reason)
{
	struct state *state = screen->data;
	const struct listing_row *row = list_row(&state->list);
	struct filling_arg arg = { .form = form_at(state)->name };
	struct filling *filling;
	struct err err = ERR_INIT;

	if (row == NULL)
		return;
	arg.record = row->record;
	filling = filling_open(screen->ui->store, NULL, &arg, &err);
	if (filling != NULL && filling_remove(filling, reason, &err)) {
		ui_say(screen->ui, ROLE_MESSAGE, "已删除，理由已记下。");
		ui_changed(screen->ui);
	} else {
		ui_say(screen->ui, ROLE_ERROR, "没有删除：%s", err.text);
	}
	filling_close(filling);
}

static void
move_row(struct screen *screen, enum command command)
{
	struct state *state = screen->data;
	struct err err = ERR_INIT;
	bool ok;

	if (state->at == 0)
		cover_command(state->cover, command);
	else if (list_command(&state->list, command, &ok, &err) && !ok)
		ui_fail(screen->ui, &err);
	screen_dirty(screen, DIRTY_PAINT);
}

static void
dossier_command(struct screen *screen, enum command command)
{
	struct state *state = screen->data;
	size_t tabs = state->tab_count + 1;

	switch (command) {
	case CMD_BACK: screen_close(screen, RESULT_BACK, 0, NULL, NULL); break;
	case CMD_NEXT:
	case CMD_RIGHT: go_tab(screen, (state->at + 1) % tabs); break;
	case CMD_PREV:
	case CMD_LEFT: go_tab(screen, (state->at + tabs - 1) % tabs); break;
	case CMD_ENTER: enter(screen); break;
	case CMD_WHY: why(screen); break;
	case CMD_NEW: create(screen); break;
	case CMD_CHOOSE:
		if (state->period_count < 2)
			ui_say(screen->ui, ROLE_MESSAGE, "只有一个帮教期。");
		else
			pick_period(screen, TAG_PERIOD);
		break;
	case CMD_DELETE: ask_removal(screen); break;
	case CMD_PRINT: print_file(screen); break;
	default: move_row(screen, command); break;
	}
}

static unsigned
dossier_have(struct screen *screen)
{
	struct state *state = screen->data;

	return state->at == 0 || list_row(&state->list) != NULL ? HAVE_ROW : 0;
}

/* On a due F7 answers it. */
static unsigned
dossier_place(struct screen *screen)
{
	struct state *state = screen->data;
	const struct cover_line *line = state->at == 0 ? cover_line(state->cover) : NULL;

	return line != NULL && line->rule != NULL ? KEYS_OWED : KEYS_FILE;
}

static void
dossier_result(struct screen *screen, const struct result *result)
{
	struct state *state = screen->data;
	struct err err = ERR_INIT;

	if (result->tag == TAG_REASON && result->kind == RESULT_CHOSEN)
		removal(screen, result->text);
	if (result->tag == TAG_PRINT && result->kind == RESULT_CHOSEN)
		print_period(screen, strcmp(result->text, all_periods) == 0 ? "" :
		    result->text);
	if (result->tag == TAG_PERIOD && result->kind == RESULT_CHOSEN) {
		snprintf(state->period, sizeof(state->period), "%s", result->text);
		if (!load(screen, false, &err))
			ui_fail(screen->ui, &err);
		screen_dirty(screen, DIRTY_LAYOUT | DIRTY_PAINT);
	}
	if (result->kind == RESULT_SAVED && form_at(state) != NULL &&
	    result->text != NULL && strcmp(result->text, form_at(state)->name) == 0)
		snprintf(state->saved, sizeof(state->saved), "%s", result->id);
	/* A new release is the one in sight from now on. */
	if (result->kind == RESULT_SAVED && result->text != NULL &&
	    strcmp(result->text, "period") == 0)
		snprintf(state->period, sizeof(state->period), "%s", result->id);
}

static void
dossier_click(struct screen *screen, int row, int col)
{
	struct state *state = screen->data;
	int first = state->tab_rows + 2;

	if (state->at == 0 ? cover_point(state->cover, row - first) :
	    list_point(&state->list, row - first))
		enter(screen);
}

static const struct screen_ops dossier_ops = {
	.title = "一人一档",
	.where = KEYS_FILE,
	.commands = LIST_COMMANDS | CMD_BIT(CMD_BACK) | CMD_BIT(CMD_NEXT) |
	    CMD_BIT(CMD_PREV) | CMD_BIT(CMD_LEFT) | CMD_BIT(CMD_RIGHT) |
	    CMD_BIT(CMD_ENTER) | CMD_BIT(CMD_WHY) | CMD_BIT(CMD_NEW) |
	    CMD_BIT(CMD_CHOOSE) | CMD_BIT(CMD_DELETE) | CMD_BIT(CMD_PRINT),
	.open = dossier_make,
	.close = dossier_close,
	.layout = dossier_layout,
	.load = dossier_load,
	.draw = dossier_draw,
	.have = dossier_have,
	.place = dossier_place,
	.command = dossier_command,
	.click = dossier_click,
	.result = dossier_result,
};

bool
dossier_open(struct ui *ui, const char *person, bool fresh)
{
	struct filling_arg form = { .form = "period", .person = person };

	if (!screen_open(ui, &dossier_ops, person, 0))
		return false;
	/* 先建后补: after the name come the release and the village. */
	if (fresh)
		form_screen_open(ui, &form, TAG_FORM);
	return true;
}
