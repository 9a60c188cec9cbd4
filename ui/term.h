/*
 * ui/term.h: the terminal: locale, modes, colours, and giving it back
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_TERM_H
#define UI_TERM_H

#include <stdbool.h>

#include "base/err.h"

/*
 * Asks the environment for the locale.  Refuses one whose charset has no
 * Chinese, with the command that cures it.  A headless run (replay) takes
 * C.UTF-8 instead.
 */
bool	term_locale(bool headless, struct err *err);
/* The charset of the locale: "utf-8" "gb18030" "big5". */
const char *term_charset(void);

/* Starts curses on the terminal, or on nothing (rows, cols used) when
 * headless.  From here on the terminal is given back even when the program
 * breaks. */
bool	term_open(bool headless, int rows, int cols, struct err *err);
void	term_close(void);
/* Another size, headless only. */
void	term_size(int rows, int cols);
/* Frames of + - | instead of lines, for terminals without them. */
bool	term_plain_frames(void);

/* Every colour and attribute has a name; without colour (NO_COLOR, mono) an
 * attribute stands for it, and nothing is told by either alone. */
enum role {
	ROLE_TEXT, ROLE_TITLE, ROLE_LABEL, ROLE_FIELD, ROLE_CURRENT, ROLE_LATE,
	ROLE_PROBLEM, ROLE_DIM, ROLE_FRAME, ROLE_KEY, ROLE_KEY_LABEL,
	ROLE_MESSAGE, ROLE_ERROR,
	ROLE_COUNT
};
/* The curses attributes of a role. */
unsigned long term_role(enum role role);

#endif
