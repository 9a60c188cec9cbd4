/*
 * ui/input.h: the one reader of events
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_INPUT_H
#define UI_INPUT_H

#include <stdbool.h>

#include "ui/event.h"

/*
 * SIGHUP, SIGTERM and SIGINT are blocked except while we wait; a terminal
 * that is gone counts as SIGHUP.  A headless reader gets its keys from
 * input_type and input_press, through the same decoder, and never waits.
 */
struct input;
struct input *input_open(bool headless);
void	input_close(struct input *input);		/* NULL allowed */
/* The next event, or EVENT_IDLE when none came for so many milliseconds
 * (-1 = wait for ever). */
void	input_next(struct input *input, int wait, struct event *event);
/* A struct input: has somebody told us to leave, or has the line gone, while we
 * did not look?  For db_cancel. */
bool	input_gone(void *input);
/* Replay: bytes of the terminal's charset, or a key. */
void	input_type(struct input *input, const char *bytes);
void	input_press(struct input *input, int press);

#endif
