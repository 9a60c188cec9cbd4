/*
 * ui/decode.h: bytes and key codes of a keyboard to events
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_DECODE_H
#define UI_DECODE_H

#include <stdbool.h>

#include "ui/event.h"

/*
 * An automaton without a terminal: characters of the terminal's charset,
 * control characters, escape sequences that curses did not know, and
 * bracketed paste, each even when its bytes come one by one.  No byte and no
 * sequence can lock it: what is unfinished ends by decode_timeout.
 */
struct decode;
struct decode *decode_new(const char *charset);
void	decode_free(struct decode *decode);		/* NULL allowed */
/* One byte from the line. */
void	decode_byte(struct decode *decode, unsigned char byte);
/* A key that curses has decoded; inside a paste it means nothing. */
void	decode_press(struct decode *decode, int press);
/* The next finished event; false when there is none.  A paste's text is good
 * until the next call. */
bool	decode_next(struct decode *decode, struct event *event);
/* Milliseconds after which to call decode_timeout if nothing comes; -1 when
 * nothing is unfinished. */
int	decode_wait(const struct decode *decode);
void	decode_timeout(struct decode *decode);
/* Is a bracketed paste going on? */
bool	decode_pasting(const struct decode *decode);

#endif
