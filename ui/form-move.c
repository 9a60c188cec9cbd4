/*
 * ui/form-move.c: going from blank to blank
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/form-private.h"

#include "ui/width.h"

bool
form_is_short(const struct fielddef *field)
{
	return field->tree != NULL ||
	    field->type == BLANK_CODE || field->type == BLANK_YESNO ||
	    field->type == BLANK_DATE || field->type == BLANK_PDATE ||
	    field->type == BLANK_TIME || field->type == BLANK_INT ||
	    field->type == BLANK_MONEY;
}

bool
form_is_ref(const struct fielddef *field)
{
	return field->type == BLANK_REF || field->type == BLANK_REFS;
}

void
form_enter(struct screen *screen, size_t at)
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
	state->fresh = form_is_short(field) && !state->filling->blank[at].unread;
	screen_dirty(screen, DIRTY_LAYOUT | DIRTY_PAINT);
	form_hint(screen);
}

void
form_keep(struct screen *screen)
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

bool
form_take(struct screen *screen)
{
	struct form_state *state = screen->data;
	struct err err = ERR_INIT;
	bool ok = true;

	if (!form_is_ref(&state->filling->form->field[state->at]))
		ok = filling_put(state->filling, state->at, state->editor.text, &err);
	if (!ok)
		ui_fail(screen->ui, &err);
	form_keep(screen);
	screen_dirty(screen, DIRTY_LAYOUT | DIRTY_PAINT);
	return ok;
}

void
form_move_to(struct screen *screen, size_t at)
{
	if (form_take(screen))
		form_enter(screen, at);
}

size_t
form_beside(const struct form_state *state, size_t at, int by)
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

void
form_next(struct screen *screen, int by)
{
	struct form_state *state = screen->data;
	size_t to;

	if (!form_take(screen))
		return;
	to = form_beside(state, state->at, by);
	if (to < state->filling->form->count) {
		form_enter(screen, to);
		return;
	}
	form_enter(screen, state->at);
	ui_say(screen->ui, ROLE_MESSAGE, by > 0 ? "已到表尾，F2 保存。" : "已到表首。");
}

void
form_step(struct screen *screen, int by)
{
	struct form_state *state = screen->data;
	size_t n = state->filling->form->count, to = state->at;

	do
		to = layout_step(state->place, n, to, by);
	while (to < n && !form_can_enter(state, to));
	if (to < n)
		form_move_to(screen, to);
	else
		form_next(screen, by);
}

void
form_turn_page(struct screen *screen, int by)
{
	struct form_state *state = screen->data;
	const struct formdef *form = state->filling->form;
	int page = form->field[state->at].page + by;
	size_t i;

	for (; page >= 0 && page < (int)form->page_count; page += by)
		for (i = 0; i < form->count; i++)
			if (form->field[i].page == page && form_can_enter(state, i)) {
				form_move_to(screen, i);
				return;
			}
	ui_say(screen->ui, ROLE_MESSAGE, by > 0 ? "已是最后一页。" : "已是第一页。");
}
