/*
 * ui/scroll.c: the line that is chosen in a list that is wholly there
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/scroll.h"

size_t
scroll_move(size_t at, size_t count, size_t rows, enum command command)
{
	size_t last = count > 0 ? count - 1 : 0;

	switch (command) {
	case CMD_UP: return at > 0 ? at - 1 : 0;
	case CMD_DOWN: return at < last ? at + 1 : last;
	case CMD_PAGE_UP: return at > rows ? at - rows : 0;
	case CMD_PAGE_DOWN: return at + rows < last ? at + rows : last;
	case CMD_HOME: return 0;
	case CMD_END: return last;
	default: return at;
	}
}

size_t
scroll_top(size_t top, size_t at, size_t rows)
{
	if (at < top)
		return at;
	return rows > 0 && at >= top + rows ? at - rows + 1 : top;
}
