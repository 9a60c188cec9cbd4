/*
 * ui/decode.c: bytes and key codes of a keyboard to events
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/decode.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/charset.h"
#include "base/mem.h"
#include "base/text.h"

/* A lone Esc is known by what does not follow.  curses has waited ESCDELAY
 * before; over a slow line the rest may still come. */
#define WAIT_ESC	100
#define WAIT_SEQUENCE	500
#define WAIT_CHARACTER	1000
#define WAIT_PASTE	3000
#define SEQUENCE_MOST	32
#define PASTE_MOST	65536

enum state { GROUND, ESC, CSI, SS3, MOUSE, LINUX };

struct decode {
	struct charset_keys *keys;
	enum state	 state;
	char		 sequence[SEQUENCE_MOST];
	size_t		 length;
	int		 skip;		/* bytes of an old mouse report */
	bool		 pasting;
	bool		 was_cr;
	struct buf	 paste;
	char		*done;		/* text of the last event */
	struct event	*queue;
	size_t		 head, count, cap;
};

struct decode *
decode_new(const char *charset)
{
	struct decode *decode = mem_new(sizeof(*decode));

	decode->keys = charset_keys_new(charset);
	return decode;
}

void
decode_free(struct decode *decode)
{
	if (decode == NULL)
		return;
	charset_keys_free(decode->keys);
	buf_clear(&decode->paste);
	while (decode->head < decode->count)
		free((char *)decode->queue[decode->head++].text);
	free(decode->queue);
	free(decode->done);
	free(decode);
}

static struct event *
emit(struct decode *decode, enum event_kind kind)
{
	struct event *event;

	decode->queue = mem_grow(decode->queue, decode->count, &decode->cap,
	    sizeof(*decode->queue));
	event = &decode->queue[decode->count++];
	memset(event, 0, sizeof(*event));
	event->kind = kind;
	return event;
}

static void
press(struct decode *decode, int code)
{
	if (!decode->pasting && code != PRESS_NONE)
		emit(decode, EVENT_PRESS)->press = code;
}

bool
decode_next(struct decode *decode, struct event *event)
{
	if (decode->head == decode->count) {
		decode->head = decode->count = 0;
		return false;
	}
	*event = decode->queue[decode->head++];
	free(decode->done);
	decode->done = (char *)event->text;
	return true;
}

/* ---- plain characters ---- */
static void
paste_char(struct decode *decode, uint32_t cp)
{
	char one[5];
	bool follows = decode->was_cr && cp == '\n';

	decode->was_cr = cp == '\r';
	if (follows || decode->paste.len >= PASTE_MOST || cp == 0)
		return;
	text_encode(cp == '\r' ? '\n' : cp, one);
	buf_add(&decode->paste, one);
}

static void
character(struct decode *decode, uint32_t cp)
{
	if (decode->pasting) {
		paste_char(decode, cp);
		return;
	}
	switch (cp) {
	case '\r':
		press(decode, PRESS_ENTER);
		return;
	case '\t':
		press(decode, PRESS_TAB);
		return;
	case 0x08:
	case 0x7F:
		press(decode, PRESS_BACKSPACE);
		return;
	}
	if (cp > 0 && cp < 0x1B)
		press(decode, PRESS_CTRL + 'a' + (int)cp - 1);
	else if (cp >= 0x1C && cp < 0x20)
		press(decode, PRESS_CTRL + '@' + (int)cp);
	else if (cp >= 0x20 && (cp < 0x80 || cp >= 0xA0))
		emit(decode, EVENT_CHAR)->cp = cp;
}

static void
feed(struct decode *decode, unsigned char byte)
{
	uint32_t cp;
	bool again = false;
	int got, tries = 0;

	do {
		got = charset_keys_feed(decode->keys, byte, &cp, &again);
		if (got < 0)
			emit(decode, EVENT_PRESS)->press = PRESS_UNKNOWN;
		else if (got > 0)
			character(decode, cp);
	} while (got < 0 && again && ++tries < 4);
}

/* ---- escape sequences ---- */
static int
letter_press(char final, int modifier)
{
	bool ctrl = modifier == 5 || modifier == 6;

	switch (final) {
	case 'A': return PRESS_UP;
	case 'B': return PRESS_DOWN;
	case 'C': return ctrl ? PRESS_WORD_RIGHT : PRESS_RIGHT;
	case 'D': return ctrl ? PRESS_WORD_LEFT : PRESS_LEFT;
	case 'F': return PRESS_END;
	case 'H': return PRESS_HOME;
	case 'M': return PRESS_ENTER;		/* keypad */
	case 'P': return PRESS_F1;
	case 'Q': return PRESS_F2;
	case 'R': return PRESS_F3;
	case 'S': return PRESS_F4;
	case 'Z': return PRESS_BACKTAB;
	}
	return PRESS_UNKNOWN;
}

static int
number_press(int n)
{
	static const unsigned char keys[35] = {
		[1] = PRESS_HOME, [2] = PRESS_INSERT, [3] = PRESS_DELETE,
		[4] = PRESS_END, [5] = PRESS_PAGEUP, [6] = PRESS_PAGEDOWN,
		[7] = PRESS_HOME, [8] = PRESS_END,
		[11] = PRESS_F1, [12] = PRESS_F2, [13] = PRESS_F3,
		[14] = PRESS_F4, [15] = PRESS_F5, [17] = PRESS_F6,
		[18] = PRESS_F7, [19] = PRESS_F8, [20] = PRESS_F9,
		[21] = PRESS_F10, [23] = PRESS_F11, [24] = PRESS_F12,
	};

	return n > 0 && n < 35 && keys[n] != PRESS_NONE ? keys[n] : PRESS_UNKNOWN;
}

static void
paste_end(struct decode *decode)
{
	decode->pasting = false;
	decode->was_cr = false;
	charset_keys_drop(decode->keys);
	if (decode->paste.len > 0)
		emit(decode, EVENT_PASTE)->text = buf_take(&decode->paste);
}

/* ESC [ < button ; column ; row M: a press of the left button. */
static void
mouse(struct decode *decode, char final)
{
	int button, col, row;
	struct event *event;

	if (sscanf(decode->sequence, "<%5d;%5d;%5d", &button, &col, &row) != 3 ||
	    button != 0 || final != 'M' || decode->pasting)
		return;
	event = emit(decode, EVENT_CLICK);
	event->row = row - 1;
	event->col = col - 1;
}

/* A whole ESC [ … final is there, parameters in sequence. */
static void
csi_end(struct decode *decode, char final)
{
	int first = 0, second = 0;

	decode->sequence[decode->length] = '\0';
	sscanf(decode->sequence, "%9d;%9d", &first, &second);
	if (final == '~' && first == 201 && decode->pasting)
		paste_end(decode);
	else if (decode->pasting)
		return;
	else if (final == '~' && first == 200)
		decode->pasting = true;
	else if (decode->sequence[0] == '<')
		mouse(decode, final);
	else if (final == '~')
		press(decode, number_press(first));
	else
		press(decode, letter_press(final, second));
}

static void
csi(struct decode *decode, unsigned char byte)
{
	if (decode->length == 0 && byte == 'M') {
		decode->state = MOUSE;		/* three bytes we did not ask for */
		decode->skip = 3;
	} else if (decode->length == 0 && byte == '[') {
		decode->state = LINUX;
	} else if (byte >= 0x40 && byte < 0x7F) {
		decode->state = GROUND;
		csi_end(decode, (char)byte);
	} else if (byte < 0x20 || byte >= 0x7F) {
		decode->state = GROUND;		/* broken off */
		press(decode, PRESS_UNKNOWN);
		decode_byte(decode, byte);
	} else if (decode->length < SEQUENCE_MOST - 1) {
		decode->sequence[decode->length++] = (char)byte;
	}
}

static void
after_esc(struct decode *decode, unsigned char byte)
{
	decode->state = GROUND;
	decode->length = 0;
	if (byte == '[') {
		decode->state = CSI;
	} else if (byte == 'O') {
		decode->state = SS3;
	} else if (byte == 0x1B) {
		press(decode, PRESS_ESC);
		decode->state = ESC;
	} else if (byte < 0x20 || byte >= 0x7F) {
		press(decode, PRESS_ESC);
		decode_byte(decode, byte);
	} else {
		press(decode, PRESS_UNKNOWN);	/* Alt with a letter */
	}
}

void
decode_byte(struct decode *decode, unsigned char byte)
{
	switch (decode->state) {
	case GROUND:
		if (byte == 0x1B) {
			charset_keys_drop(decode->keys);
			decode->state = ESC;
		} else {
			feed(decode, byte);
		}
		break;
	case ESC:
		after_esc(decode, byte);
		break;
	case CSI:
		csi(decode, byte);
		break;
	case SS3:
		decode->state = GROUND;
		press(decode, letter_press((char)byte, 0));
		break;
	case LINUX:
		decode->state = GROUND;
		press(decode, byte >= 'A' && byte <= 'E' ?
		    PRESS_F1 + byte - 'A' : PRESS_UNKNOWN);
		break;
	case MOUSE:
		if (--decode->skip == 0)
			decode->state = GROUND;
		break;
	}
}

void
decode_press(struct decode *decode, int code)
{
	if (decode->state == ESC)
		press(decode, PRESS_ESC);
	decode->state = GROUND;
	charset_keys_drop(decode->keys);
	/* Tab and the like may be keys to curses and text in a paste. */
	if (decode->pasting && code == PRESS_ENTER)
		paste_char(decode, '\n');
	press(decode, code);
}

int
decode_wait(const struct decode *decode)
{
	if (decode->head < decode->count)
		return 0;
	if (decode->state == ESC)
		return WAIT_ESC;
	if (decode->state != GROUND)
		return WAIT_SEQUENCE;
	if (decode->pasting)
		return WAIT_PASTE;
	return charset_keys_pending(decode->keys) ? WAIT_CHARACTER : -1;
}

void
decode_timeout(struct decode *decode)
{
	enum state state = decode->state;

	decode->state = GROUND;
	if (state == ESC)
		press(decode, PRESS_ESC);
	else if (state != GROUND)
		press(decode, PRESS_UNKNOWN);
	else if (decode->pasting)
		paste_end(decode);
	else if (charset_keys_pending(decode->keys)) {
		charset_keys_drop(decode->keys);
		press(decode, PRESS_UNKNOWN);
	}
}

bool
decode_pasting(const struct decode *decode)
{
	return decode->pasting;
}
