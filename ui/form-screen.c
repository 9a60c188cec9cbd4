/*
 * ui/form-screen.c: any form, to fill in
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/form-screen.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/basis.h"
#include "ui/dialog.h"
#include "ui/edit.h"
#include "ui/form-private.h"
#include "ui/reader.h"
#include "ui/width.h"

/* ---- what screens above it answered ---- */
/* A value came from a picker. */
static void
chosen(struct screen *screen, const struct result *result)
{
	struct form_state *state = screen->data;
	struct err err = ERR_INIT;
	bool ok;

	if (result->tag == TAG_ABSENT)
		ok = filling_absent(state->filling, state->at,
		    *result->text == '\0' ? NULL : result->text, &err);
	else
		ok = filling_set(state->filling, state->at,
		    *result->text == '\0' ? NULL : result->text, &err);
	state->deeds++;
	if (!ok)
		ui_fail(screen->ui, &err);
	form_enter(screen, state->at);
	if (ok)
		form_next(screen, 1);
}

static void
form_result(struct screen *screen, const struct result *result)
{
	bool yes = result->kind == RESULT_CHOSEN;

	screen_dirty(screen, DIRTY_PAINT);
	if (result->tag == TAG_CLASH)
		form_settled(screen, result);
	else if (yes && result->tag == TAG_LEAVE)
		form_left(screen, result->number);
	else if (yes && result->tag == TAG_UNREAD && result->number == 1)
		form_save_rest(screen);
	else if (yes && result->tag == TAG_REASON)
		form_removed(screen, result->text);
	else if (yes && (result->tag == TAG_VALUE || result->tag == TAG_ABSENT))
		chosen(screen, result);
}

/* ---- help and basis ---- */
static void
add_basis(struct screen *screen, const char *basis, struct buf *out)
{
	buf_add(out, "依据：");
	basis_told(store_catalog(screen->ui->store), basis, out);
	buf_addc(out, '\n');
}

static void
tell_field(struct screen *screen, struct buf *out)
{
	struct form_state *state = screen->data;
	const struct fielddef *field = &state->filling->form->field[state->at];
	size_t i;

	buf_addf(out, "【%s】\n", field->label);
	if (field->help != NULL)
		buf_addf(out, "%s\n", field->help);
	for (i = 0; i < field->check_count; i++)
		if (field->check[i].say != NULL)
			buf_addf(out, "核对：%s%s\n", field->check[i].say,
			    field->check[i].stop ? "（不改不能保存）" : "");
	if (field->basis != NULL)
		add_basis(screen, field->basis, out);
}

static void
tell_basis(struct screen *screen)
{
	struct form_state *state = screen->data;
	const struct formdef *form = state->filling->form;
	struct buf text = BUF_INIT;
	struct reader reader = { "依据", NULL, true, false };

	tell_field(screen, &text);
	buf_addf(&text, "\n【%s】\n", form->title);
	if (form->basis != NULL)
		add_basis(screen, form->basis, &text);
	reader.text = buf_str(&text);
	reader_open(screen->ui, &reader);
	buf_clear(&text);
}

static void
carry(struct screen *screen)
{
	struct form_state *state = screen->data;
	struct err err = ERR_INIT;
	size_t count;

	if (!form_take(screen))
		return;
	if (!filling_carry(state->filling, &count, &err)) {
		ui_fail(screen->ui, &err);
		return;
	}
	state->deeds++;
	if (count > 0)
		ui_say(screen->ui, ROLE_MESSAGE, "按上次的填了 %zu 栏，请核对。", count);
	else
		ui_say(screen->ui, ROLE_MESSAGE,
		    "没有可沿用的：没有上次，或这些栏目已经填了。");
	form_enter(screen, state->at);
}

/* ---- keys ---- */
/* Up and down inside a note; false at its edge. */
static bool
step_in_note(struct form_state *state, enum command command)
{
	if (!state->editor.lines)
		return false;
	return command == CMD_UP ? editor_up(&state->editor) :
	    editor_down(&state->editor);
}

static void
edited(struct screen *screen)
{
	struct form_state *state = screen->data;
	const struct layout_place *place = &state->place[state->at];

	state->deeds++;
	state->fresh = false;
	screen->working = form_suggests(&state->filling->form->field[state->at]);
	screen_dirty(screen, DIRTY_PAINT);
	if (state->editor.lines &&
	    form_note_lines(state, state->at, place->width) != state->lines)
		screen_dirty(screen, DIRTY_LAYOUT);
}

static void
form_command(struct screen *screen, enum command command)
{
	struct form_state *state = screen->data;
	size_t to;

	switch (command) {
	case CMD_SAVE: form_try_save(screen); return;
	case CMD_BACK: form_go_back(screen); return;
	case CMD_ENTER:
	case CMD_NEXT: form_next(screen, 1); return;
	case CMD_PREV: form_next(screen, -1); return;
	case CMD_PAGE_UP: form_turn_page(screen, -1); return;
	case CMD_PAGE_DOWN: form_turn_page(screen, 1); return;
	case CMD_AGAIN: carry(screen); return;
	case CMD_WHY: tell_basis(screen); return;
	case CMD_CHOOSE:
		if (form_take(screen))
			form_pick(screen);
		return;
	case CMD_ABSENT:
		if (form_take(screen))
			form_pick_absent(screen);
		return;
	case CMD_DELETE:
		dialog_ask(screen->ui, "删除", "为什么删除这张表？理由会留在记录里。", "",
		    TAG_REASON);
		return;
	case CMD_FIND_PROBLEM:
		if (!form_take(screen))
			return;
		to = filling_next_problem(state->filling, state->at);
		if (to < state->filling->form->count)
			form_enter(screen, to);
		else
			ui_say(screen->ui, ROLE_MESSAGE, "没有待补和有问题的栏目。");
		return;
	case CMD_UP:
	case CMD_DOWN:
		if (step_in_note(state, command))
			screen_dirty(screen, DIRTY_PAINT);
		else
			form_step(screen, command == CMD_UP ? -1 : 1);
		return;
	case CMD_NEWLINE:
		if (state->editor.lines)
			edit_type(screen->ui, &state->editor, "\n", false);
		edited(screen);
		return;
	default:
		if (!form_is_ref(&state->filling->form->field[state->at]) &&
		    edit_command(&state->editor, command))
			edited(screen);
	}
}

static void
form_type(struct screen *screen, const char *text, bool pasted)
{
	struct form_state *state = screen->data;

	if (form_is_ref(&state->filling->form->field[state->at])) {
		form_pick(screen);
		return;
	}
	if (state->fresh)
		editor_kill_all(&state->editor);
	edit_type(screen->ui, &state->editor, text, pasted);
	edited(screen);
}

static void
form_click(struct screen *screen, int row, int col)
{
	struct form_state *state = screen->data;
	size_t at = form_blank_at(screen, row, col);
	const struct layout_place *place;

	if (at >= state->filling->form->count || !form_can_enter(state, at))
		return;
	if (at != state->at)
		form_move_to(screen, at);
	place = &state->place[at];
	if (state->at == at && col >= place->field) {
		editor_view(&state->editor, place->width > 1 ? place->width : 2, place->lines);
		editor_point(&state->editor, row - FORM_HEAD + state->top - place->row,
		    col - place->field);
		screen_dirty(screen, DIRTY_PAINT);
	}
}

/* What may be meant, when the keys are quiet. */
static bool
form_work(struct screen *screen)
{
	struct form_state *state = screen->data;

	if (form_suggests(&state->filling->form->field[state->at]))
		form_offer(screen);
	return false;
}

/* ---- life ---- */
static bool
form_make(struct screen *screen, const void *arg, struct err *err)
{
	struct form_state *state = mem_new(sizeof(*state));
	struct filling *filling;
	const struct fielddef *field;
	size_t n, at;

	filling = filling_open(screen->ui->store, screen->ui->drafts, arg, err);
	if (filling == NULL) {
		free(state);
		return false;
	}
	n = filling->form->count;
	state->filling = filling;
	state->item = mem_new(n * sizeof(*state->item) + 1);
	state->place = mem_new(n * sizeof(*state->place) + 1);
	editor_init(&state->editor, false, 0, width_cell);
	screen->data = state;
	field = filling->at != NULL ? formdef_field(filling->form, filling->at) : NULL;
	at = field != NULL ? (size_t)(field - filling->form->field) : 0;
	if (!form_can_enter(state, at))
		at = form_beside(state, at, 1);
	form_enter(screen, at < n ? at : 0);
	if (field != NULL) {
		state->fresh = false;
		editor_goto(&state->editor, filling->offset);
	}
	return true;
}

static void
form_close(struct screen *screen)
{
	struct form_state *state = screen->data;

	clash_free(state->clash, state->clash_count);
	editor_clear(&state->editor);
	filling_close(state->filling);
	free(state->item);
	free(state->place);
	free(state->failure);
	free(state);
}

static unsigned
form_have(struct screen *screen)
{
	struct form_state *state = screen->data;

	return filling_is_new(state->filling) ? 0 : HAVE_SAVED;
}

static bool
form_unsaved(struct screen *screen)
{
	struct form_state *state = screen->data;

	return filling_changed(state->filling) || strcmp(state->editor.text,
	    state->filling->blank[state->at].text) != 0;
}

static const struct screen_ops form_ops = {
	.title = "填表",
	.where = KEYS_FORM,
	.commands = EDIT_COMMANDS | CMD_BIT(CMD_SAVE) | CMD_BIT(CMD_FIND_PROBLEM) |
	    CMD_BIT(CMD_CHOOSE) | CMD_BIT(CMD_AGAIN) | CMD_BIT(CMD_DELETE) |
	    CMD_BIT(CMD_WHY) | CMD_BIT(CMD_ABSENT) | CMD_BIT(CMD_BACK) |
	    CMD_BIT(CMD_ENTER) | CMD_BIT(CMD_NEXT) | CMD_BIT(CMD_PREV) |
	    CMD_BIT(CMD_UP) | CMD_BIT(CMD_DOWN) | CMD_BIT(CMD_PAGE_UP) |
	    CMD_BIT(CMD_PAGE_DOWN) | CMD_BIT(CMD_NEWLINE),
	.open = form_make,
	.close = form_close,
	.layout = form_layout,
	.draw = form_draw,
	.have = form_have,
	.command = form_command,
	.type = form_type,
	.click = form_click,
	.result = form_result,
	.work = form_work,
	.tick = form_keep,
	.leave = form_keep,
	.unsaved = form_unsaved,
	.help = tell_field,
};

bool
form_screen_open(struct ui *ui, const struct filling_arg *arg, int tag)
{
	return screen_open(ui, &form_ops, arg, tag);
}
