/*
 * ui/ui.c: the desk and its loop
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/ui.h"

#include <string.h>

#include "model/db.h"
#include "model/draft.h"
#include "ui/desk.h"
#include "ui/input.h"
#include "ui/menu.h"
#include "ui/reader.h"
#include "ui/screen.h"
#include "ui/term.h"
#include "ui/workbench.h"

#define IDLE_MS 1000		/* after so long a draft is written */
#define QUIET_MS 50		/* between two keys of somebody who types */

static bool
show_help(struct ui *ui, const char *title, const char *text)
{
	struct reader reader = { title, text, true, false };

	return reader_open(ui, &reader);
}

static const struct ui_shared shared = { show_help, menu_open };

bool
desk_open(struct ui *ui, struct store *store, bool headless, int rows, int cols,
    struct err *err)
{
	struct err draft_err = ERR_INIT;

	memset(ui, 0, sizeof(*ui));
	ui->store = store;
	ui->shared = &shared;
	if (!term_locale(headless, err) || !term_open(headless, rows, cols, err))
		return false;
	ui->input = input_open(headless);
	/* A long look at the store must not outlive the line it was for. */
	db_cancel(store_db(store), input_gone, ui->input);
	/* Without drafts one can still work, and is told. */
	if (!store_read_only(store))
		ui->drafts = drafts_open(store, &draft_err);
	stack_open(ui);
	if (draft_err.kind != ERR_NONE)
		ui_say(ui, ROLE_ERROR, "草稿打不开，没保存的表断线后找不回：%s",
		    draft_err.text);
	workbench_open(ui);
	return true;
}

void
desk_close(struct ui *ui)
{
	db_cancel(store_db(ui->store), NULL, NULL);
	stack_close(ui);
	drafts_close(ui->drafts);
	input_close(ui->input);
	term_close();
}

bool
ui_run(struct store *store, const struct ui_options *options, struct err *err)
{
	struct ui ui;
	struct event event;

	if (!desk_open(&ui, store, false, 0, 0, err))
		return false;
	while (!ui.ended) {
		stack_paint(&ui);
		input_next(ui.input, stack_waiting(&ui) ? QUIET_MS : IDLE_MS, &event);
		if (event.kind == EVENT_IDLE && stack_waiting(&ui))
			stack_work(&ui);
		else
			stack_event(&ui, &event);
	}
	db_cancel(store_db(store), NULL, NULL);
	if (ui.signal != 0)
		stack_leave(&ui);
	if (options != NULL && options->signal != NULL)
		*options->signal = ui.signal;
	desk_close(&ui);
	return true;
}
