/*
 * ui/input.c: the one reader of events
 * SPDX-License-Identifier: Apache-2.0
 *
 * curses decodes what its terminal description knows and keeps SIGWINCH;
 * everything else goes byte by byte into our own decoder, since one invalid
 * byte would stop get_wch for good (findings.md 1).
 */
#include "config.h"
#include "ui/input.h"

#include <assert.h>
#include <curses.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "ui/decode.h"
#include "ui/term.h"

/* Readable and yet nothing to read, so many times: the line is dead. */
#define EMPTY_MOST 50

struct input {
	bool		 headless;
	struct decode	*decode;
	WINDOW		*pad;		/* reading a pad never redraws anything */
	sigset_t	 before;	/* the mask while waiting */
	int		 empty;
	bool		 resized;
	bool		 clicked;
	int		 row, col;
};

static volatile sig_atomic_t told;	/* the signal that tells us to leave */

static void
leave(int number)
{
	told = number;
}

static void
take_signals(struct input *input)
{
	static const int signals[] = { SIGHUP, SIGTERM, SIGINT };
	struct sigaction action = { .sa_handler = leave };
	sigset_t block;
	size_t i;

	sigemptyset(&action.sa_mask);
	sigemptyset(&block);
	for (i = 0; i < sizeof(signals) / sizeof(signals[0]); i++) {
		sigaction(signals[i], &action, NULL);
		sigaddset(&block, signals[i]);
	}
	sigprocmask(SIG_BLOCK, &block, &input->before);
	for (i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
		sigdelset(&input->before, signals[i]);
	action.sa_handler = SIG_IGN;	/* there is no shell to go to */
	sigaction(SIGTSTP, &action, NULL);
	sigaction(SIGPIPE, &action, NULL);
}

struct input *
input_open(bool headless)
{
	struct input *input = mem_new(sizeof(*input));

	input->headless = headless;
	input->decode = decode_new(term_charset());
	if (headless)
		return input;
	input->pad = newpad(1, 1);
	assert(input->pad != NULL);
	keypad(input->pad, TRUE);
	nodelay(input->pad, TRUE);
	meta(input->pad, TRUE);
	take_signals(input);
	return input;
}

void
input_close(struct input *input)
{
	if (input == NULL)
		return;
	if (input->pad != NULL)
		delwin(input->pad);
	decode_free(input->decode);
	free(input);
}

void
input_press(struct input *input, int press)
{
	decode_press(input->decode, press);
}

void
input_type(struct input *input, const char *bytes)
{
	for (; *bytes != '\0'; bytes++)
		decode_byte(input->decode, (unsigned char)*bytes);
}

/* ---- what curses knows ---- */
struct curses_key {
	int	code, press;
};

static const struct curses_key curses_keys[] = {
	{ KEY_UP, PRESS_UP }, { KEY_DOWN, PRESS_DOWN },
	{ KEY_LEFT, PRESS_LEFT }, { KEY_RIGHT, PRESS_RIGHT },
	{ KEY_HOME, PRESS_HOME }, { KEY_END, PRESS_END },
	{ KEY_FIND, PRESS_HOME }, { KEY_SELECT, PRESS_END },
	{ KEY_A1, PRESS_HOME }, { KEY_C1, PRESS_END },
	{ KEY_A3, PRESS_PAGEUP }, { KEY_C3, PRESS_PAGEDOWN },
	{ KEY_PPAGE, PRESS_PAGEUP }, { KEY_NPAGE, PRESS_PAGEDOWN },
	{ KEY_BACKSPACE, PRESS_BACKSPACE }, { KEY_DC, PRESS_DELETE },
	{ KEY_IC, PRESS_INSERT }, { KEY_BTAB, PRESS_BACKTAB },
	{ KEY_ENTER, PRESS_ENTER },
	/* With Shift; PuTTY's description takes plain arrows for these. */
	{ KEY_SR, PRESS_UP }, { KEY_SF, PRESS_DOWN },
	{ KEY_SLEFT, PRESS_LEFT }, { KEY_SRIGHT, PRESS_RIGHT },
	{ KEY_SHOME, PRESS_HOME }, { KEY_SEND, PRESS_END },
	{ KEY_SDC, PRESS_DELETE }, { KEY_SIC, PRESS_INSERT },
	{ KEY_SNEXT, PRESS_PAGEDOWN }, { KEY_SPREVIOUS, PRESS_PAGEUP },
};

/* Keys with Ctrl, Alt …: curses knows them by name only, "kLFT5". */
struct named_key {
	const char	*name;
	int		 press, ctrl;
};

static const struct named_key named_keys[] = {
	{ "kLFT", PRESS_LEFT, PRESS_WORD_LEFT },
	{ "kRIT", PRESS_RIGHT, PRESS_WORD_RIGHT },
	{ "kUP", PRESS_UP, PRESS_UP }, { "kDN", PRESS_DOWN, PRESS_DOWN },
	{ "kHOM", PRESS_HOME, PRESS_HOME }, { "kEND", PRESS_END, PRESS_END },
	{ "kNXT", PRESS_PAGEDOWN, PRESS_PAGEDOWN },
	{ "kPRV", PRESS_PAGEUP, PRESS_PAGEUP },
	{ "kDC", PRESS_DELETE, PRESS_DELETE }, { "kIC", PRESS_INSERT, PRESS_INSERT },
};

static int
press_of(int code)
{
	const char *name;
	size_t i, n;

	for (i = 0; i < sizeof(curses_keys) / sizeof(curses_keys[0]); i++)
		if (curses_keys[i].code == code)
			return curses_keys[i].press;
	name = code > KEY_MAX ? keyname(code) : NULL;
	for (i = 0; name != NULL && i < sizeof(named_keys) / sizeof(named_keys[0]); i++) {
		n = strlen(named_keys[i].name);
		if (strncmp(name, named_keys[i].name, n) == 0)
			return name[n] == '5' ? named_keys[i].ctrl : named_keys[i].press;
	}
	return PRESS_UNKNOWN;
}

static void
take_mouse(struct input *input)
{
	MEVENT mouse;

	if (getmouse(&mouse) != OK ||
	    !(mouse.bstate & (BUTTON1_PRESSED | BUTTON1_CLICKED)))
		return;
	input->clicked = true;
	input->row = mouse.y;
	input->col = mouse.x;
}

static void
take_code(struct input *input, int code)
{
	if (code < KEY_MIN) {
		decode_byte(input->decode, (unsigned char)code);
		return;
	}
	if (code == KEY_RESIZE) {
		input->resized = true;
		return;
	}
	if (code == KEY_MOUSE) {
		take_mouse(input);
		return;
	}
	if (code >= KEY_F(1) && code <= KEY_F(12)) {
		decode_press(input->decode, PRESS_F1 + code - KEY_F(1));
		return;
	}
	decode_press(input->decode, press_of(code));
}

/* Takes in all that the line has now; did anything come? */
static bool
drain(struct input *input)
{
	bool any = false;
	int code;

	while ((code = wgetch(input->pad)) != ERR) {
		take_code(input, code);
		any = true;
	}
	return any;
}

/* Something finished? */
static bool
ready(struct input *input, struct event *event)
{
	if (told != 0) {
		event->kind = EVENT_LEAVE;
		event->signal = told;
		return true;
	}
	if (decode_next(input->decode, event))
		return true;
	if (input->resized) {		/* one for many: drained above */
		input->resized = false;
		event->kind = EVENT_RESIZE;
		return true;
	}
	if (input->clicked) {
		input->clicked = false;
		event->kind = EVENT_CLICK;
		event->row = input->row;
		event->col = input->col;
		return true;
	}
	return false;
}

/* 1 = something to read or a signal, 0 = silence, -1 = the line is dead. */
static int
wait_for(struct input *input, int ms)
{
	struct pollfd fd = { .fd = STDIN_FILENO, .events = POLLIN };
	struct timespec time = { ms / 1000, ms % 1000 * 1000000L };
	int got;

	got = ppoll(&fd, 1, ms < 0 ? NULL : &time, &input->before);
	if (got < 0)
		return errno == EINTR ? 1 : -1;
	if (got == 0)
		return 0;
	/* Closed: readable for ever, and the blocked SIGHUP is not delivered. */
	return fd.revents & (POLLHUP | POLLERR | POLLNVAL) ? -1 : 1;
}

bool
input_gone(void *arg)
{
	const struct input *input = arg;
	struct pollfd fd = { .fd = STDIN_FILENO, .events = 0 };
	sigset_t pending;

	if (input->headless)
		return false;
	if (sigpending(&pending) == 0 && (sigismember(&pending, SIGHUP) == 1 ||
	    sigismember(&pending, SIGTERM) == 1 ||
	    sigismember(&pending, SIGINT) == 1))
		return true;
	return poll(&fd, 1, 0) > 0;
}

static void
next_headless(struct input *input, struct event *event)
{
	if (!ready(input, event) && decode_wait(input->decode) >= 0) {
		decode_timeout(input->decode);
		ready(input, event);
	}
}

void
input_next(struct input *input, int wait, struct event *event)
{
	int ms, got;

	*event = (struct event){ .kind = EVENT_IDLE };
	if (input->headless) {
		next_headless(input, event);
		return;
	}
	for (;;) {
		if (ready(input, event))
			return;
		if (drain(input)) {
			input->empty = 0;
			continue;
		}
		ms = decode_wait(input->decode);
		got = wait_for(input, ms >= 0 && (wait < 0 || ms < wait) ? ms : wait);
		if (got > 0 && ++input->empty < EMPTY_MOST)
			continue;
		if (got != 0) {
			event->kind = EVENT_LEAVE;
			event->signal = SIGHUP;
			return;
		}
		input->empty = 0;
		if (ms < 0)
			return;		/* EVENT_IDLE */
		decode_timeout(input->decode);
	}
}
