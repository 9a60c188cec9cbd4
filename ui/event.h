/*
 * ui/event.h: what comes from the terminal, in our own words
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_EVENT_H
#define UI_EVENT_H

#include <stdint.h>

/* A key without text.  Control keys are PRESS_CTRL + the lower-case letter. */
enum press {
	PRESS_NONE,
	PRESS_F1, PRESS_F2, PRESS_F3, PRESS_F4, PRESS_F5, PRESS_F6, PRESS_F7,
	PRESS_F8, PRESS_F9, PRESS_F10, PRESS_F11, PRESS_F12,
	PRESS_ESC, PRESS_ENTER, PRESS_TAB, PRESS_BACKTAB,
	PRESS_BACKSPACE, PRESS_DELETE, PRESS_INSERT,
	PRESS_UP, PRESS_DOWN, PRESS_LEFT, PRESS_RIGHT,
	PRESS_HOME, PRESS_END, PRESS_PAGEUP, PRESS_PAGEDOWN,
	PRESS_WORD_LEFT, PRESS_WORD_RIGHT,	/* Ctrl with an arrow */
	PRESS_UNKNOWN,				/* a sequence nobody knows */
	PRESS_CTRL = 0x100
};

enum event_kind {
	EVENT_NONE,
	EVENT_PRESS,		/* press */
	EVENT_CHAR,		/* cp: a printable character */
	EVENT_PASTE,		/* text: valid until the next event is read */
	EVENT_CLICK,		/* row, col */
	EVENT_RESIZE,
	EVENT_IDLE,		/* nothing came for the time asked */
	EVENT_LEAVE		/* signal: the terminal is gone or we are told to end */
};

struct event {
	enum event_kind	 kind;
	int		 press;
	uint32_t	 cp;
	const char	*text;
	int		 row, col;
	int		 signal;
};

#endif
