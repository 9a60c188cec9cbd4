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

/* ---- going from blank to blank ---- */
/* Types whose text is typed anew rather than mended. */
static bool
is_short(const struct fielddef *field)
{
	return field->tree != NULL ||
	    field->type == BLANK_CODE || field->type == BLANK_YESNO ||
	    field->type == BLANK_DATE || field->type == BLANK_PDATE ||
	    field->type == BLANK_TIME || field->type == BLANK_INT ||
	    field->type == BLANK_MONEY;
}

static bool
is_ref(const struct fielddef *field)
{
	return field->type == BLANK_REF || field->type == BLANK_REFS;
}

static void
enter(struct screen *screen, size_t at)
{
	struct form_state *state = screen->data;
	const struct fielddef *field = &state->filling->form->field[at];
	int limit = field->type == BLANK_TEXT || field->type == BLANK_NOTE ?
	    field->length : 0;
	bool overwrite = state->editor.overwrite;

	editor_clear(&state->editor);
	editor_init(&state->editor, form_is_lines(field), limit, width_cell);
	editor_set(&state->editor, state->filling->blank[at].text);
	state->editor.overwrite = overwrite;
	state->at = at;
	state->fresh = is_short(field) && !state->filling->blank[at].unread;
	screen_dirty(screen, DIRTY_LAYOUT | DIRTY_PAINT);
	form_hint(screen);
}

/* Writes the draft; a draft that fails never stops the clerk. */
static void
keep(struct screen *screen)
{
	struct form_state *state = screen->data;
	struct err err = ERR_INIT;

	if (state->kept == state->deeds)
		return;
	state->kept = state->deeds;
	if (!filling_keep(state->filling, state->at, state->editor.at,
	    state->editor.text, &err))
		ui_say(screen->ui, ROLE_ERROR, "草稿没有写下：%s", err.text);
}

/* Takes in what was typed in the blank at the cursor. */
static bool
take(struct screen *screen)
{
	struct form_state *state = screen->data;
	struct err err = ERR_INIT;
	bool ok = true;

	if (!is_ref(&state->filling->form->field[state->at]))
		ok = filling_put(state->filling, state->at, state->editor.text, &err);
	if (!ok)
		ui_fail(screen->ui, &err);
	keep(screen);
	screen_dirty(screen, DIRTY_LAYOUT | DIRTY_PAINT);
	return ok;
}

static void
move_to(struct screen *screen, size_t at)
{
	if (take(screen))
		enter(screen, at);
}

/* The next (or previous) blank that can be typed in; count = none. */
static size_t
beside(const struct form_state *state, size_t at, int by)
{
	size_t n = state->filling->form->count, i = at;

	for (;;) {
		if (by < 0 && i == 0)
			return n;
		i = by < 0 ? i - 1 : i + 1;
		if (i >= n || form_can_enter(state, i))
			return i < n ? i : n;
	}
}

static void
next(struct screen *screen, int by)
{
	struct form_state *state = screen->data;
	size_t to;

	if (!take(screen))
		return;
	to = beside(state, state->at, by);
	if (to < state->filling->form->count) {
		enter(screen, to);
		return;
	}
	enter(screen, state->at);
	ui_say(screen->ui, ROLE_MESSAGE, by > 0 ? "已到表尾，F2 保存。" : "已到表首。");
}

/* Up and down go by what is seen; at the edge of a page to the next one. */
static void
step(struct screen *screen, int by)
{
	struct form_state *state = screen->data;
	size_t n = state->filling->form->count, to = state->at;

	do
		to = layout_step(state->place, n, to, by);
	while (to < n && !form_can_enter(state, to));
	if (to < n)
		move_to(screen, to);
	else
		next(screen, by);
}

static void
turn_page(struct screen *screen, int by)
{
	struct form_state *state = screen->data;
	const struct formdef *form = state->filling->form;
	int page = form->field[state->at].page + by;
	size_t i;

	for (; page >= 0 && page < (int)form->page_count; page += by)
		for (i = 0; i < form->count; i++)
			if (form->field[i].page == page && form_can_enter(state, i)) {
				move_to(screen, i);
				return;
			}
	ui_say(screen->ui, ROLE_MESSAGE, by > 0 ? "已是最后一页。" : "已是第一页。");
}

/* ---- saving ---- */
static void
fail(struct screen *screen, const struct err *err)
{
	struct form_state *state = screen->data;

	free(state->failure);
	state->failure = mem_printf(strstr(err->text, "未保存") != NULL ? "%s" :
	    "未保存：%s", err->text);
	ui_say(screen->ui, ROLE_ERROR, "%s", state->failure);
	/* What was typed short is shown as it was understood. */
	if (is_short(&state->filling->form->field[state->at]))
		enter(screen, state->at);
	screen_dirty(screen, DIRTY_PAINT);
	state->deeds++;
	keep(screen);
}

/* reserve: the room kept back was gone before this save. */
static void
finish(struct screen *screen, const struct outcome *outcome, bool reserve)
{
	struct form_state *state = screen->data;
	struct filling *filling = state->filling;
	struct err err = ERR_INIT;

	if (!filling_drop(filling, &err))
		ui_say(screen->ui, ROLE_ERROR, "已保存，旧草稿没有删掉：%s", err.text);
	else if (outcome->operation[0] == '\0')
		ui_say(screen->ui, ROLE_MESSAGE, "和已保存的一样，没有改动。");
	else if (filling->problems > 0)
		ui_say(screen->ui, ROLE_MESSAGE, "已保存（%s），还有 %zu 处待补。",
		    outcome->operation, filling->problems);
	else
		ui_say(screen->ui, ROLE_MESSAGE, "已保存（%s）。", outcome->operation);
	if (store_reserve_used(screen->ui->store) && !reserve)
		ui_say(screen->ui, ROLE_ERROR, "已保存（%s），但磁盘已满，"
		    "只剩预留的一点：先腾出空间再录入。", outcome->operation);
	ui_changed(screen->ui);
	screen_close(screen, RESULT_SAVED, 0, filling->form->name, filling->record->id);
}

static void
ask_clash(struct screen *screen)
{
	static const char *const answers[] = { "用我的", "用对方的", NULL };
	struct form_state *state = screen->data;
	const struct clash *clash = &state->clash[state->clash_at];
	char *title = mem_printf("两人同时改了这张表（%zu/%zu）", state->clash_at + 1,
	    state->clash_count);
	char *text = mem_printf("“%s”\n我填的：%s\n对方刚保存的：%s",
	    state->filling->form->field[clash->at].label, clash->mine, clash->theirs);

	dialog_choose(screen->ui, title, text, answers, 0, TAG_CLASH);
	free(title);
	free(text);
}

static void save(struct screen *screen);

/* Somebody else was first: what only one of us changed is merged. */
static void
conflict(struct screen *screen, struct outcome *outcome)
{
	struct form_state *state = screen->data;
	struct err err = ERR_INIT;
	bool ok;

	if (outcome->stored->removed) {
		record_free(outcome->stored);
		outcome->stored = NULL;
		err_set(&err, ERR_CONFLICT, "这条记录刚被别人删除；要留下所填内容，先抄下或留作草稿。");
		fail(screen, &err);
		return;
	}
	clash_free(state->clash, state->clash_count);
	state->clash = NULL;
	state->clash_count = state->clash_at = 0;
	ok = filling_merge(state->filling, outcome->stored, &state->clash,
	    &state->clash_count, &err);
	record_free(outcome->stored);
	outcome->stored = NULL;
	enter(screen, state->at);
	if (!ok)
		fail(screen, &err);
	else if (state->clash_count > 0)
		ask_clash(screen);
	else
		save(screen);
}

static void
save(struct screen *screen)
{
	struct form_state *state = screen->data;
	bool reserve = store_reserve_used(screen->ui->store);
	struct outcome outcome;
	struct err err = ERR_INIT;

	if (filling_save(state->filling, &outcome, &err))
		finish(screen, &outcome, reserve);
	else if (err.kind == ERR_CONFLICT && outcome.stored != NULL)
		conflict(screen, &outcome);
	else
		fail(screen, &err);
}

/* What the clerk has to decide before it is saved. */
static void
try_save(struct screen *screen)
{
	static const char *const answers[] = { "回去改", "这一栏先留空，保存其余", NULL };
	struct form_state *state = screen->data;
	struct filling *filling = state->filling;
	size_t n = filling->form->count, at;
	char *text;

	if (!take(screen))
		return;
	if (!filling_changed(filling)) {
		if (filling_is_new(filling)) {
			ui_say(screen->ui, ROLE_MESSAGE, "还没有填写。");
			return;
		}
		ui_say(screen->ui, ROLE_MESSAGE, "没有改动，不用保存。");
		screen_close(screen, RESULT_BACK, 0, NULL, NULL);
		return;
	}
	at = filling_first_unread(filling);
	if (at < n) {
		enter(screen, at);
		/* The problem names the blank and what stands in it. */
		text = mem_printf("有一栏存不进去。%s", filling->blank[at].problem);
		dialog_choose(screen->ui, "保存", text, answers, 0, TAG_UNREAD);
		free(text);
		return;
	}
	at = filling_first_stop(filling);
	if (at < n) {
		enter(screen, at);
		ui_say(screen->ui, ROLE_ERROR, "未保存：%s", filling->blank[at].problem);
		return;
	}
	save(screen);
}

/* Empties what could not be read and goes on. */
static void
save_rest(struct screen *screen)
{
	struct form_state *state = screen->data;
	struct err err = ERR_INIT;
	size_t at, n = state->filling->form->count;

	while ((at = filling_first_unread(state->filling)) < n)
		if (!filling_set(state->filling, at, NULL, &err)) {
			fail(screen, &err);
			return;
		}
	enter(screen, state->at);
	try_save(screen);
}

/* ---- leaving ---- */
static void
go_back(struct screen *screen)
{
	static const char *const answers[] = {
		"保存", "留作草稿，下次继续", "放弃改动", "继续填写", NULL
	};
	struct form_state *state = screen->data;
	struct err err = ERR_INIT;

	if (!take(screen))
		return;
	if (filling_changed(state->filling)) {
		dialog_choose(screen->ui, "还没有保存", "这张表有改动没有保存。", answers,
		    !store_read_only(screen->ui->store) ? 0 :
		    state->filling->drafts != NULL ? 1 : 3, TAG_LEAVE);
		return;
	}
	if (!filling_drop(state->filling, &err))
		ui_fail(screen->ui, &err);
	screen_close(screen, RESULT_BACK, 0, NULL, NULL);
}

static void
left(struct screen *screen, size_t answer)
{
	struct form_state *state = screen->data;
	struct err err = ERR_INIT;

	switch (answer) {
	case 0:
		if (store_read_only(screen->ui->store))
			ui_say(screen->ui, ROLE_ERROR, "未保存：库是只读打开的，不能改动。");
		else
			try_save(screen);
		break;
	case 1:
		if (state->filling->drafts == NULL) {
			ui_say(screen->ui, ROLE_ERROR, "草稿打不开，留不了草稿。");
			break;
		}
		if (!filling_keep(state->filling, state->at, state->editor.at,
		    state->editor.text, &err)) {
			ui_fail(screen->ui, &err);
			break;
		}
		ui_say(screen->ui, ROLE_MESSAGE, "已留作草稿，在今日工作台可以继续填写。");
		ui_changed(screen->ui);
		screen_close(screen, RESULT_DRAFT, 0, NULL, NULL);
		break;
	case 2:
		if (!filling_drop(state->filling, &err))
			ui_fail(screen->ui, &err);
		screen_close(screen, RESULT_BACK, 0, NULL, NULL);
		break;
	default:
		break;
	}
}

static void
removed(struct screen *screen, const char *reason)
{
	struct form_state *state = screen->data;
	struct err err = ERR_INIT;

	if (!filling_remove(state->filling, reason, &err)) {
		ui_say(screen->ui, ROLE_ERROR, "没有删除：%s", err.text);
		return;
	}
	if (filling_drop(state->filling, &err))
		ui_say(screen->ui, ROLE_MESSAGE, "已删除，理由已记下。");
	else
		ui_fail(screen->ui, &err);
	ui_changed(screen->ui);
	screen_close(screen, RESULT_REMOVED, 0, state->filling->form->name,
	    state->filling->record->id);
}

static void
settled(struct screen *screen, const struct result *result)
{
	struct form_state *state = screen->data;
	struct err err = ERR_INIT;

	if (result->kind != RESULT_CHOSEN) {
		err_set(&err, ERR_CONFLICT, "还有 %zu 处两人改得不一样，按 F2 继续核对。",
		    state->clash_count - state->clash_at);
		fail(screen, &err);
		return;
	}
	if (result->number == 1 &&
	    !filling_take(state->filling, &state->clash[state->clash_at], &err)) {
		fail(screen, &err);
		return;
	}
	enter(screen, state->at);
	if (++state->clash_at < state->clash_count)
		ask_clash(screen);
	else
		save(screen);
}

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
	enter(screen, state->at);
	if (ok)
		next(screen, 1);
}

static void
form_result(struct screen *screen, const struct result *result)
{
	bool yes = result->kind == RESULT_CHOSEN;

	screen_dirty(screen, DIRTY_PAINT);
	if (result->tag == TAG_CLASH)
		settled(screen, result);
	else if (yes && result->tag == TAG_LEAVE)
		left(screen, result->number);
	else if (yes && result->tag == TAG_UNREAD && result->number == 1)
		save_rest(screen);
	else if (yes && result->tag == TAG_REASON)
		removed(screen, result->text);
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

	if (!take(screen))
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
	enter(screen, state->at);
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
	case CMD_SAVE: try_save(screen); return;
	case CMD_BACK: go_back(screen); return;
	case CMD_ENTER:
	case CMD_NEXT: next(screen, 1); return;
	case CMD_PREV: next(screen, -1); return;
	case CMD_PAGE_UP: turn_page(screen, -1); return;
	case CMD_PAGE_DOWN: turn_page(screen, 1); return;
	case CMD_AGAIN: carry(screen); return;
	case CMD_WHY: tell_basis(screen); return;
	case CMD_CHOOSE:
		if (take(screen))
			form_pick(screen);
		return;
	case CMD_ABSENT:
		if (take(screen))
			form_pick_absent(screen);
		return;
	case CMD_DELETE:
		dialog_ask(screen->ui, "删除", "为什么删除这张表？理由会留在记录里。", "",
		    TAG_REASON);
		return;
	case CMD_FIND_PROBLEM:
		if (!take(screen))
			return;
		to = filling_next_problem(state->filling, state->at);
		if (to < state->filling->form->count)
			enter(screen, to);
		else
			ui_say(screen->ui, ROLE_MESSAGE, "没有待补和有问题的栏目。");
		return;
	case CMD_UP:
	case CMD_DOWN:
		if (step_in_note(state, command))
			screen_dirty(screen, DIRTY_PAINT);
		else
			step(screen, command == CMD_UP ? -1 : 1);
		return;
	case CMD_NEWLINE:
		if (state->editor.lines)
			edit_type(screen->ui, &state->editor, "\n", false);
		edited(screen);
		return;
	default:
		if (!is_ref(&state->filling->form->field[state->at]) &&
		    edit_command(&state->editor, command))
			edited(screen);
	}
}

static void
form_type(struct screen *screen, const char *text, bool pasted)
{
	struct form_state *state = screen->data;

	if (is_ref(&state->filling->form->field[state->at])) {
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
		move_to(screen, at);
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
		at = beside(state, at, 1);
	enter(screen, at < n ? at : 0);
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
	.tick = keep,
	.leave = keep,
	.unsaved = form_unsaved,
	.help = tell_field,
};

bool
form_screen_open(struct ui *ui, const struct filling_arg *arg, int tag)
{
	return screen_open(ui, &form_ops, arg, tag);
}
