/*
 * ui/edit.h: the field editor on a screen: its keys and its picture
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_EDIT_H
#define UI_EDIT_H

#include "ui/editor.h"
#include "ui/screen.h"

#define EDIT_COMMANDS (CMD_BIT(CMD_LEFT) | CMD_BIT(CMD_RIGHT) | CMD_BIT(CMD_HOME) | \
	    CMD_BIT(CMD_END) | CMD_BIT(CMD_WORD_LEFT) | CMD_BIT(CMD_WORD_RIGHT) | \
	    CMD_BIT(CMD_BACKSPACE) | CMD_BIT(CMD_ERASE) | CMD_BIT(CMD_KILL_END) | \
	    CMD_BIT(CMD_KILL_ALL) | CMD_BIT(CMD_UNDO) | CMD_BIT(CMD_REDO) | \
	    CMD_BIT(CMD_OVERWRITE))

/* Is the command one of the editor's?  Then it is done. */
bool	edit_command(struct editor *ed, enum command command);
/* Puts text in; tells on the message line what did not fit or was dropped. */
void	edit_type(struct ui *ui, struct editor *ed, const char *text, bool pasted);
/* Draws the view with '_' where nothing is; with focus the cursor too. */
void	edit_draw(struct screen *screen, const struct editor *ed, int row, int col,
	    int cells, int rows, bool focus);

#endif
