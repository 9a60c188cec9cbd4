/*
 * ui/scroll.h: the line that is chosen in a list that is wholly there
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_SCROLL_H
#define UI_SCROLL_H

#include <stddef.h>

#include "ui/keys.h"

/* The commands that scroll_move knows, for screen_ops.commands. */
#define SCROLL_COMMANDS (CMD_BIT(CMD_UP) | CMD_BIT(CMD_DOWN) | \
	CMD_BIT(CMD_PAGE_UP) | CMD_BIT(CMD_PAGE_DOWN) | \
	CMD_BIT(CMD_HOME) | CMD_BIT(CMD_END))

/* Where line at of count (0 = none) goes with a command, when rows of them are
 * in sight; at itself with any other command. */
size_t	scroll_move(size_t at, size_t count, size_t rows, enum command command);
/* The first line in sight, so that at is among the rows that are. */
size_t	scroll_top(size_t top, size_t at, size_t rows);

#endif
