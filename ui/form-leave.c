/*
 * ui/form-leave.c: leaving a form: saved, as a draft, given up or removed
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/form-private.h"

#include "ui/dialog.h"

void
form_go_back(struct screen *screen)
{
	static const char *const answers[] = {
		"保存", "留作草稿，下次继续", "放弃改动", "继续填写", NULL
	};
	struct form_state *state = screen->data;
	struct err err = ERR_INIT;

	if (!form_take(screen))
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

void
form_left(struct screen *screen, size_t answer)
{
	struct form_state *state = screen->data;
	struct err err = ERR_INIT;

	switch (answer) {
	case 0:
		if (store_read_only(screen->ui->store))
			ui_say(screen->ui, ROLE_ERROR, "未保存：库是只读打开的，不能改动。");
		else
			form_try_save(screen);
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

void
form_removed(struct screen *screen, const char *reason)
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
