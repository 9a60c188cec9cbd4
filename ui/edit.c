/*
 * ui/edit.c: the field editor on a screen: its keys and its picture
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/edit.h"

#include "ui/draw.h"

struct deed {
	enum command command;
	bool	(*act)(struct editor *ed);
};

static const struct deed deeds[] = {
	{ CMD_LEFT, editor_left }, { CMD_RIGHT, editor_right },
	{ CMD_HOME, editor_home }, { CMD_END, editor_end },
	{ CMD_WORD_LEFT, editor_word_left }, { CMD_WORD_RIGHT, editor_word_right },
	{ CMD_BACKSPACE, editor_backspace }, { CMD_ERASE, editor_delete },
	{ CMD_KILL_END, editor_kill_end }, { CMD_KILL_ALL, editor_kill_all },
	{ CMD_UNDO, editor_undo }, { CMD_REDO, editor_redo },
};

bool
edit_command(struct editor *ed, enum command command)
{
	size_t i;

	if (command == CMD_OVERWRITE) {
		ed->overwrite = !ed->overwrite;
		return true;
	}
	for (i = 0; i < sizeof(deeds) / sizeof(deeds[0]); i++)
		if (deeds[i].command == command) {
			deeds[i].act(ed);
			return true;
		}
	return false;
}

void
edit_type(struct ui *ui, struct editor *ed, const char *text, bool pasted)
{
	struct editor_report report;

	editor_insert(ed, text, &report);
	if (report.too_many > 0)
		ui_say(ui, ROLE_ERROR, "这一栏最多 %d 字，多出的 %zu 字没有收入。",
		    ed->limit, report.too_many);
	else if (report.dropped > 0)
		ui_say(ui, ROLE_MESSAGE, "%s去掉了 %zu 个看不见的字符。",
		    pasted ? "粘贴时" : "", report.dropped);
}

void
edit_draw(struct screen *screen, const struct editor *ed, int row, int col,
    int cells, int rows, bool focus)
{
	size_t from, len;
	int i, used, at_row, at_col;

	for (i = 0; i < rows; i++) {
		used = 0;
		if (editor_row(ed, i, &from, &len))
			used = draw_part(screen->win, row + i, col, cells,
			    ed->text + from, len, ROLE_FIELD);
		draw_fill(screen->win, row + i, col + used, cells - used, '_',
		    ROLE_DIM);
	}
	if (!focus)
		return;
	if (editor_before(ed))
		draw_fill(screen->win, row, col - 1, 1, '<', ROLE_CURRENT);
	if (editor_after(ed))
		draw_fill(screen->win, row + rows - 1, col + cells, 1, '>',
		    ROLE_CURRENT);
	editor_cursor(ed, &at_row, &at_col);
	screen->cursor_row = row + at_row;
	screen->cursor_col = col + at_col;
}
