/*
 * ui/import-sight.c: 看文件: how a file from outside reads
 * SPDX-License-Identifier: Apache-2.0
 *
 * Above what was found out about the file, each line to be changed; below its
 * first rows, read that way.
 */
#include "config.h"
#include "ui/import-sight-private.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/reader.h"
#include "ui/width.h"

/* ---- what is in sight ---- */
/* Titles above the heads are long and stand alone: they say nothing of the
 * width of their column. */
bool
sight_stands_alone(const struct importview_row *row)
{
	size_t i;

	for (i = 1; i < row->count; i++)
		if (*row->cell[i] != '\0')
			return false;
	return true;
}

void
sight_look(struct sight *state)
{
	const struct importview *view = state->view;
	size_t i;

	state->settings = 0;
	for (i = 0; i < SETTINGS; i++)
		if (view->workbook ? i != SETTING_ENCODING && i != SETTING_DELIMITER :
		    i != SETTING_SHEET)
			state->setting[state->settings++] = (enum setting)i;
	spread_clear(&state->spread);
	for (i = 0; i < view->row_count; i++)
		if (!sight_stands_alone(&view->row[i]) || view->row[i].count == 1)
			spread_take(&state->spread, view->row[i].cell, view->row[i].count,
			    width_cell);
	if (state->first >= state->spread.count)
		state->first = 0;
	if (state->top >= view->row_count)
		state->top = 0;
}

/* ---- keys ---- */
static void
go_on(struct screen *screen)
{
	struct sight *state = screen->data;
	const struct importview *view = state->view;

	if (view->column_count > 0)
		import_columns_open(screen->ui, state->view);
	else if (view->say_count > 0)
		ui_say(screen->ui, ROLE_ERROR, "%s", view->say[0].text);
	else
		ui_say(screen->ui, ROLE_ERROR, "还没有找到表头：在“表头”上按回车，选表头那一行。");
}

static void
aside(struct screen *screen, bool right)
{
	struct sight *state = screen->data;
	size_t last = spread_last(&state->spread, screen->cols - SIGHT_LINE_CELLS - 2);

	if (right && state->first < last)
		state->first++;
	else if (!right && state->first > 0)
		state->first--;
}

static void
sight_command(struct screen *screen, enum command command)
{
	struct sight *state = screen->data;
	size_t page = screen->rows > state->rows_at + 2 ?
	    (size_t)(screen->rows - state->rows_at - 1) : 1;

	screen_dirty(screen, DIRTY_PAINT);
	switch (command) {
	case CMD_UP: state->at -= state->at > 0; break;
	case CMD_DOWN: state->at += state->at + 1 < state->settings; break;
	case CMD_LEFT: aside(screen, false); break;
	case CMD_RIGHT: aside(screen, true); break;
	case CMD_HOME: state->first = state->top = 0; break;
	case CMD_END:
		state->first = spread_last(&state->spread, screen->cols - SIGHT_LINE_CELLS - 2);
		break;
	case CMD_PAGE_UP: state->top = state->top > page ? state->top - page : 0; break;
	case CMD_PAGE_DOWN:
		if (state->top + page < state->view->row_count)
			state->top += page;
		break;
	case CMD_ENTER:
	case CMD_CHOOSE: sight_change(screen); break;
	case CMD_GO: go_on(screen); break;
	case CMD_BACK: screen_close(screen, RESULT_BACK, 0, NULL, NULL); break;
	default: break;
	}
}

static void
sight_click(struct screen *screen, int row, int col)
{
	struct sight *state = screen->data;

	if (row < 1 || row > (int)state->settings)
		return;
	state->at = (size_t)(row - 1);
	screen_dirty(screen, DIRTY_PAINT);
	sight_change(screen);
}

/* ---- life ---- */
static void
sight_keep(struct screen *screen)
{
	struct sight *state = screen->data;

	if (state->changed)
		import_keep(screen->ui, state->view);
	state->changed = false;
}

/* A message of one line has room for the file's name, not for its path. */
static void
tell_name(struct err *err, const char *path)
{
	char *text = mem_text(err->text), *at = strstr(text, path), *name;

	if (at != NULL) {
		name = import_short_name(path);
		err_set(err, err->kind, "%.*s%s%s", (int)(at - text), text, name,
		    at + strlen(path));
		free(name);
	}
	free(text);
}

static bool
goes(void *arg)
{
	return doing_progress(arg, 0, 0);
}

/* Why it cannot be read, with room for the remedy. */
static void
refuse(struct ui *ui, struct err *err, const char *path)
{
	struct reader reader = { "打不开这个文件", err->text, true, false };

	tell_name(err, path);
	reader_open(ui, &reader);
}

static bool
sight_make(struct screen *screen, const void *arg, struct err *err)
{
	struct sight *state = (struct sight *)arg;
	bool found;
	char *name = import_name(state->view);

	state->title = mem_printf("看文件  %s", name);
	free(name);
	if (importview_recall(state->view, &found, NULL) && found)
		ui_say(screen->ui, ROLE_MESSAGE, "上次对这个文件的选择还在，照旧用上了。");
	state->changed = true;		/* where it lies */
	spread_init(&state->spread);
	sight_look(state);
	screen->data = state;
	return true;
}

static void
sight_close(struct screen *screen)
{
	struct sight *state = screen->data;

	sight_keep(screen);
	importview_close(state->view);
	spread_clear(&state->spread);
	free(state->title);
	free(state);
}

static void
sight_help(struct screen *screen, struct buf *out)
{
	buf_add(out, "下面是照上面这样读出来的头几行，* 是表头那一行。字是乱的，换编码；"
	    "全挤在一列里，换分隔符。看好了按 F2。这时什么也没有写进库。\n");
}

static const struct screen_ops sight_ops = {
	.title = "看文件",
	.where = KEYS_SIGHT,
	.commands = CMD_BIT(CMD_UP) | CMD_BIT(CMD_DOWN) | CMD_BIT(CMD_LEFT) |
	    CMD_BIT(CMD_RIGHT) | CMD_BIT(CMD_HOME) | CMD_BIT(CMD_END) |
	    CMD_BIT(CMD_PAGE_UP) | CMD_BIT(CMD_PAGE_DOWN) | CMD_BIT(CMD_ENTER) |
	    CMD_BIT(CMD_CHOOSE) | CMD_BIT(CMD_GO) | CMD_BIT(CMD_BACK),
	.open = sight_make,
	.close = sight_close,
	.draw = sight_draw,
	.command = sight_command,
	.click = sight_click,
	.result = sight_result,
	.tick = sight_keep,
	.leave = sight_keep,
	.help = sight_help,
};

bool
import_sight_open(struct ui *ui, const char *path)
{
	struct sight *state = mem_new(sizeof(*state));
	struct err err = ERR_INIT;

	doing_begin(&state->doing, ui, "读文件");
	state->view = importview_open(ui->store, path, NULL, goes, &state->doing, &err);
	doing_end(&state->doing);
	if (state->view != NULL && screen_open(ui, &sight_ops, state, 0))
		return true;
	if (state->view == NULL)
		refuse(ui, &err, path);
	importview_close(state->view);
	free(state);
	return false;
}
