/*
 * ui/picker.c: choosing from a short list by number, label or initials
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/picker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/draw.h"
#include "ui/edit.h"
#include "ui/editor.h"
#include "ui/scroll.h"
#include "ui/width.h"

#define CELLS_LEAST 30
#define TYPED_CHARS 20
#define DIGITS 4		/* "12  " before a label */

struct state {
	char		*title;
	struct picker_item *item;
	size_t		 count;
	size_t		*seen;		/* items that are meant now */
	size_t		 seen_count;
	size_t		 at, top;	/* in seen */
	struct editor	 typed;
	bool		 many;
	void		(*chosen)(struct ui *ui, const char *value);
	int		 widest;
};

static void
narrow(struct state *state)
{
	size_t i;
	int fit;

	/* The best first, and in their order. */
	state->seen_count = 0;
	for (fit = TYPED_WHOLE; fit < TYPED_NOT; fit++)
		for (i = 0; i < state->count; i++)
			if (picker_fits(&state->item[i], state->typed.text) ==
			    (enum typed_fit)fit)
				state->seen[state->seen_count++] = i;
	state->top = 0;
	state->at = 0;
	/* An exact number comes before labels that hold it. */
	for (i = 0; i < state->seen_count; i++)
		if (state->typed.text[0] != '\0' &&
		    picker_find(state->item, state->count, state->typed.text) ==
		    state->seen[i])
			state->at = i;
}

static bool
picker_make(struct screen *screen, const void *arg, struct err *err)
{
	const struct picker *picker = arg;
	struct state *state;
	size_t i;
	int width;

	if (picker->count == 0)
		return err_set(err, ERR_MISSING, "这里没有可选的内容。");
	state = mem_new(sizeof(*state));
	state->title = mem_text(picker->title);
	state->many = picker->many;
	state->chosen = picker->chosen;
	state->count = picker->count;
	state->item = mem_resize(NULL, picker->count, sizeof(*state->item));
	state->seen = mem_resize(NULL, picker->count, sizeof(*state->seen));
	editor_init(&state->typed, false, TYPED_CHARS, width_cell);
	for (i = 0; i < picker->count; i++) {
		state->item[i] = picker->item[i];
		if (picker->item[i].place == 0)
			state->item[i].place = i + 1;
		state->item[i].value = mem_text(picker->item[i].value);
		state->item[i].label = mem_text(picker->item[i].label);
		state->item[i].initials = mem_text(picker->item[i].initials);
		width = width_of(state->item[i].label);
		if (picker->item[i].initials != NULL)
			width += width_of(picker->item[i].initials) + 2;
		if (width > state->widest)
			state->widest = width;
	}
	narrow(state);
	for (i = 0; i < state->count; i++)
		if (picker->at != NULL && strcmp(state->item[i].value, picker->at) == 0)
			state->at = i;
	screen->data = state;
	return true;
}

static void
picker_close(struct screen *screen)
{
	struct state *state = screen->data;
	size_t i;

	for (i = 0; i < state->count; i++) {
		free((char *)state->item[i].value);
		free((char *)state->item[i].label);
		free((char *)state->item[i].initials);
	}
	editor_clear(&state->typed);
	free(state->item);
	free(state->seen);
	free(state->title);
	free(state);
}

/* Frame, the typed line and a line of advice stand around the items. */
static int
view(const struct screen *screen)
{
	return screen->rows - 4;
}

static void
picker_size(struct screen *screen, int *rows, int *cols)
{
	struct state *state = screen->data;
	int cells = state->widest + DIGITS + 10;

	if (cells < CELLS_LEAST)
		cells = CELLS_LEAST;
	if (cells < width_of(state->title) + 8)
		cells = width_of(state->title) + 8;
	if (*cols > cells)
		*cols = cells;
	if (*rows > (int)state->count + 4)
		*rows = (int)state->count + 4;
}

static void
draw_item(struct screen *screen, size_t place, int row)
{
	struct state *state = screen->data;
	size_t i = state->seen[place];
	const struct picker_item *item = &state->item[i];
	enum role role = place == state->at ? ROLE_CURRENT : ROLE_TEXT;
	int cells = screen->cols - 4, used;
	char head[24];

	snprintf(head, sizeof(head), "%c%s%*zu ", place == state->at ? '>' : ' ',
	    !state->many ? "" : item->marked ? "[*]" : "[ ]", DIGITS - 1, item->place);
	used = draw_text(screen->win, row, 2, cells, head, role);
	used += draw_text(screen->win, row, 2 + used, cells - used, item->label, role);
	if (item->initials != NULL)
		draw_text(screen->win, row, 3 + used, cells - used - 1,
		    item->initials, ROLE_DIM);
}

static void
picker_draw(struct screen *screen)
{
	struct state *state = screen->data;
	int i, rows = view(screen);
	const char *advice = state->many ? "空格勾选，回车确定" :
	    "输入序号、首字母或字";

	state->top = scroll_top(state->top, state->at, rows > 0 ? (size_t)rows : 0);
	draw_frame(screen->win, state->title);
	for (i = 0; i < rows && state->top + (size_t)i < state->seen_count; i++)
		draw_item(screen, state->top + (size_t)i, 1 + i);
	if (state->seen_count == 0)
		draw_text(screen->win, 1, 2, screen->cols - 4, "没有这样的，按退格重输", ROLE_TEXT);
	draw_text(screen->win, screen->rows - 3, 2, screen->cols - 4, advice, ROLE_DIM);
	editor_view(&state->typed, screen->cols - 4, 1);
	edit_draw(screen, &state->typed, screen->rows - 2, 2, screen->cols - 4, 1, true);
}

static void
choose_one(struct screen *screen)
{
	struct state *state = screen->data;
	const char *value;

	if (state->seen_count == 0)
		return;
	value = state->item[state->seen[state->at]].value;
	if (state->chosen == NULL) {
		screen_close(screen, RESULT_CHOSEN, state->seen[state->at], value, NULL);
		return;
	}
	screen_close(screen, RESULT_BACK, 0, NULL, NULL);
	state->chosen(screen->ui, value);
}

static void
choose(struct screen *screen)
{
	struct state *state = screen->data;
	struct buf values = BUF_INIT;
	size_t i;

	if (!state->many) {
		choose_one(screen);
		return;
	}
	for (i = 0; i < state->count; i++)
		if (state->item[i].marked) {
			if (values.len > 0)
				buf_addc(&values, '\n');
			buf_add(&values, state->item[i].value);
		}
	screen_close(screen, RESULT_CHOSEN, 0, buf_str(&values), NULL);
	buf_clear(&values);
}

static void
picker_command(struct screen *screen, enum command command)
{
	struct state *state = screen->data;
	size_t rows = view(screen) > 0 ? (size_t)view(screen) : 1;

	screen_dirty(screen, DIRTY_PAINT);
	switch (command) {
	case CMD_ENTER: choose(screen); break;
	case CMD_BACK: screen_close(screen, RESULT_BACK, 0, NULL, NULL); break;
	case CMD_BACKSPACE:
	case CMD_KILL_ALL:
		edit_command(&state->typed, command);
		narrow(state);
		break;
	default:
		state->at = scroll_move(state->at, state->seen_count, rows, command);
		break;
	}
}

static void
picker_type(struct screen *screen, const char *text, bool pasted)
{
	struct state *state = screen->data;
	struct picker_item *item;

	screen_dirty(screen, DIRTY_PAINT);
	if (state->many && strcmp(text, " ") == 0) {
		if (state->seen_count == 0)
			return;
		item = &state->item[state->seen[state->at]];
		item->marked = !item->marked;
		/* The next number or initials start anew. */
		if (state->typed.text[0] != '\0') {
			size_t was = state->seen[state->at];

			editor_set(&state->typed, "");
			narrow(state);
			state->at = was;
		}
		return;
	}
	edit_type(screen->ui, &state->typed, text, pasted);
	narrow(state);
}

static void
picker_click(struct screen *screen, int row, int col)
{
	struct state *state = screen->data;
	size_t at = state->top + (size_t)(row - 1);

	if (row < 1 || row > view(screen) || at >= state->seen_count)
		return;
	state->at = at;
	screen_dirty(screen, DIRTY_PAINT);
	if (state->many)
		picker_type(screen, " ", false);
	else
		choose(screen);
}

static const struct screen_ops picker_ops = {
	.title = "选择",
	.where = KEYS_PICK,
	.commands = SCROLL_COMMANDS |
	    CMD_BIT(CMD_ENTER) | CMD_BIT(CMD_BACK) | CMD_BIT(CMD_BACKSPACE) |
	    CMD_BIT(CMD_KILL_ALL),
	.popup = true,
	.open = picker_make,
	.close = picker_close,
	.size = picker_size,
	.draw = picker_draw,
	.command = picker_command,
	.type = picker_type,
	.click = picker_click,
};

bool
picker_open(struct ui *ui, const struct picker *picker, int tag)
{
	return screen_open(ui, &picker_ops, picker, tag);
}
