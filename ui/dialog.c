/*
 * ui/dialog.c: questions: one of a few answers, or a line of words
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/dialog.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/draw.h"
#include "ui/edit.h"
#include "ui/editor.h"
#include "ui/width.h"

#define CELLS 64
#define ANSWERS 9		/* chosen by a digit too */
#define LINE_MOST 200		/* characters of a typed answer */

struct state {
	char		*title, *text;
	char		*answer[ANSWERS];
	size_t		 count, at;
	struct editor	 editor;	/* when a line is asked for */
	bool		 asks;
};

struct question {
	const char	*title, *text, *initial;
	const char	*const *answers;
	size_t		 first;
};

static bool
dialog_make(struct screen *screen, const void *arg, struct err *err)
{
	const struct question *question = arg;
	struct state *state = mem_new(sizeof(*state));

	state->title = mem_text(question->title);
	state->text = mem_text(question->text);
	state->asks = question->answers == NULL;
	editor_init(&state->editor, false, LINE_MOST, width_cell);
	if (state->asks)
		editor_set(&state->editor, question->initial);
	else
		while (state->count < ANSWERS && question->answers[state->count] != NULL) {
			state->answer[state->count] =
			    mem_text(question->answers[state->count]);
			state->count++;
		}
	state->at = question->first;
	screen->data = state;
	return true;
}

static void
dialog_close(struct screen *screen)
{
	struct state *state = screen->data;
	size_t i;

	for (i = 0; i < state->count; i++)
		free(state->answer[i]);
	editor_clear(&state->editor);
	free(state->title);
	free(state->text);
	free(state);
}

static int
text_rows(const struct state *state, int cells)
{
	return text_wrap(state->text, cells - 4, width_cell, NULL, NULL);
}

static void
dialog_size(struct screen *screen, int *rows, int *cols)
{
	struct state *state = screen->data;
	int want;

	if (*cols > CELLS)
		*cols = CELLS;
	want = text_rows(state, *cols) + 2 + (state->asks ? 1 : (int)state->count);
	if (*rows > want)
		*rows = want;
}

static void
dialog_draw(struct screen *screen)
{
	struct state *state = screen->data;
	int row = 1 + text_rows(state, screen->cols), cells = screen->cols - 4;
	size_t i;
	char line[32];

	draw_frame(screen->win, state->title);
	draw_wrapped(screen->win, 1, 2, screen->rows - 2, cells, state->text, ROLE_TEXT);
	if (state->asks) {
		editor_view(&state->editor, cells, 1);
		edit_draw(screen, &state->editor, row, 2, cells, 1, true);
		return;
	}
	for (i = 0; i < state->count; i++) {
		snprintf(line, sizeof(line), "%c %zu ", i == state->at ? '>' : ' ', i + 1);
		draw_text(screen->win, row + (int)i, 2, 4, line, ROLE_TEXT);
		draw_text(screen->win, row + (int)i, 6, cells - 4, state->answer[i],
		    i == state->at ? ROLE_CURRENT : ROLE_TEXT);
	}
}

static void
choose(struct screen *screen, size_t number)
{
	struct state *state = screen->data;

	if (state->asks) {
		char *text = text_trim(mem_text(state->editor.text));

		if (*text == '\0')
			ui_say(screen->ui, ROLE_ERROR, "还没有填写，按 Esc 作罢。");
		else
			screen_close(screen, RESULT_CHOSEN, 0, text, NULL);
		free(text);
		return;
	}
	screen_close(screen, RESULT_CHOSEN, number, NULL, NULL);
}

static void
dialog_command(struct screen *screen, enum command command)
{
	struct state *state = screen->data;

	if (command == CMD_BACK) {
		screen_close(screen, RESULT_BACK, 0, NULL, NULL);
		return;
	}
	if (command == CMD_ENTER) {
		choose(screen, state->at);
		return;
	}
	screen_dirty(screen, DIRTY_PAINT);
	if (state->asks)
		edit_command(&state->editor, command);
	else if (command == CMD_UP && state->at > 0)
		state->at--;
	else if (command == CMD_DOWN && state->at + 1 < state->count)
		state->at++;
}

static void
dialog_type(struct screen *screen, const char *text, bool pasted)
{
	struct state *state = screen->data;

	if (state->asks) {
		edit_type(screen->ui, &state->editor, text, pasted);
		screen_dirty(screen, DIRTY_PAINT);
	} else if (*text >= '1' && (size_t)(*text - '1') < state->count && !pasted) {
		choose(screen, (size_t)(*text - '1'));
	}
}

static void
dialog_click(struct screen *screen, int row, int col)
{
	struct state *state = screen->data;
	int first = 1 + text_rows(state, screen->cols);

	if (!state->asks && row >= first && row < first + (int)state->count)
		choose(screen, (size_t)(row - first));
}

static const struct screen_ops dialog_ops = {
	.title = "提问",
	.where = KEYS_ASK,
	.commands = EDIT_COMMANDS | CMD_BIT(CMD_UP) | CMD_BIT(CMD_DOWN) |
	    CMD_BIT(CMD_ENTER) | CMD_BIT(CMD_BACK),
	.popup = true,
	.open = dialog_make,
	.close = dialog_close,
	.size = dialog_size,
	.draw = dialog_draw,
	.command = dialog_command,
	.type = dialog_type,
	.click = dialog_click,
};

bool
dialog_choose(struct ui *ui, const char *title, const char *text,
    const char *const *answers, size_t first, int tag)
{
	struct question question = { title, text, NULL, answers, first };

	return screen_open(ui, &dialog_ops, &question, tag);
}

bool
dialog_ask(struct ui *ui, const char *title, const char *text,
    const char *initial, int tag)
{
	struct question question = { title, text, initial, NULL, 0 };

	return screen_open(ui, &dialog_ops, &question, tag);
}
