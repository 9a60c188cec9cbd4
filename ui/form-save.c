/*
 * ui/form-save.c: saving a form, also when somebody else was first
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/form-private.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/dialog.h"

void
form_fail(struct screen *screen, const struct err *err)
{
	struct form_state *state = screen->data;

	free(state->failure);
	state->failure = mem_printf(strstr(err->text, "未保存") != NULL ? "%s" :
	    "未保存：%s", err->text);
	ui_say(screen->ui, ROLE_ERROR, "%s", state->failure);
	/* What was typed short is shown as it was understood. */
	if (form_is_short(&state->filling->form->field[state->at]))
		form_enter(screen, state->at);
	screen_dirty(screen, DIRTY_PAINT);
	state->deeds++;
	form_keep(screen);
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
		form_fail(screen, &err);
		return;
	}
	clash_free(state->clash, state->clash_count);
	state->clash = NULL;
	state->clash_count = state->clash_at = 0;
	ok = filling_merge(state->filling, outcome->stored, &state->clash,
	    &state->clash_count, &err);
	record_free(outcome->stored);
	outcome->stored = NULL;
	form_enter(screen, state->at);
	if (!ok)
		form_fail(screen, &err);
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
		form_fail(screen, &err);
}

void
form_try_save(struct screen *screen)
{
	static const char *const answers[] = { "回去改", "这一栏先留空，保存其余", NULL };
	struct form_state *state = screen->data;
	struct filling *filling = state->filling;
	size_t n = filling->form->count, at;
	char *text;

	if (!form_take(screen))
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
		form_enter(screen, at);
		/* The problem names the blank and what stands in it. */
		text = mem_printf("有一栏存不进去。%s", filling->blank[at].problem);
		dialog_choose(screen->ui, "保存", text, answers, 0, TAG_UNREAD);
		free(text);
		return;
	}
	at = filling_first_stop(filling);
	if (at < n) {
		form_enter(screen, at);
		ui_say(screen->ui, ROLE_ERROR, "未保存：%s", filling->blank[at].problem);
		return;
	}
	save(screen);
}

void
form_save_rest(struct screen *screen)
{
	struct form_state *state = screen->data;
	struct err err = ERR_INIT;
	size_t at, n = state->filling->form->count;

	while ((at = filling_first_unread(state->filling)) < n)
		if (!filling_set(state->filling, at, NULL, &err)) {
			form_fail(screen, &err);
			return;
		}
	form_enter(screen, state->at);
	form_try_save(screen);
}

void
form_settled(struct screen *screen, const struct result *result)
{
	struct form_state *state = screen->data;
	struct err err = ERR_INIT;

	if (result->kind != RESULT_CHOSEN) {
		err_set(&err, ERR_CONFLICT, "还有 %zu 处两人改得不一样，按 F2 继续核对。",
		    state->clash_count - state->clash_at);
		form_fail(screen, &err);
		return;
	}
	if (result->number == 1 &&
	    !filling_take(state->filling, &state->clash[state->clash_at], &err)) {
		form_fail(screen, &err);
		return;
	}
	form_enter(screen, state->at);
	if (++state->clash_at < state->clash_count)
		ask_clash(screen);
	else
		save(screen);
}
