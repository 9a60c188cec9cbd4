/*
 * ui/doing.c: long work, told on the message line, that Esc stops
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/doing.h"

#include "ui/input.h"

#define TOLD_MS 250

void
doing_begin(struct doing *doing, struct ui *ui, const char *what)
{
	*doing = (struct doing){ .ui = ui, .what = what };
	clock_gettime(CLOCK_MONOTONIC, &doing->last);
}

/* Other keys mean nothing while one waits. */
static void
look_at_keys(struct doing *doing)
{
	struct event event;

	for (;;) {
		input_next(doing->ui->input, 0, &event);
		switch (event.kind) {
		case EVENT_IDLE:
			return;
		case EVENT_LEAVE:	/* the loop is told again */
			doing->stop = true;
			return;
		case EVENT_PRESS:
			if (event.press == PRESS_ESC || event.press == PRESS_CTRL + 'q')
				doing->stop = true;
			break;
		case EVENT_RESIZE:
			doing->resized = true;
			break;
		default:
			break;
		}
	}
}

bool
doing_progress(void *arg, long done, long all)
{
	struct doing *doing = arg;
	struct timespec now;

	if (clock_gettime(CLOCK_MONOTONIC, &now) != 0 ||
	    (now.tv_sec - doing->last.tv_sec) * 1000 +
	    (now.tv_nsec - doing->last.tv_nsec) / 1000000 < TOLD_MS)
		return !doing->stop;
	doing->last = now;
	if (all > 0)
		ui_say(doing->ui, ROLE_MESSAGE, "%s %ld / %ld，按 Esc 中止", doing->what,
		    done, all);
	else
		ui_say(doing->ui, ROLE_MESSAGE, "%s %ld，按 Esc 中止", doing->what, done);
	stack_paint(doing->ui);
	look_at_keys(doing);
	return !doing->stop;
}

void
doing_end(struct doing *doing)
{
	struct event event = { .kind = EVENT_RESIZE };

	ui_say(doing->ui, ROLE_MESSAGE, "%s", "");
	/* what was told was painted with the screens as they were before the work */
	stack_dirty(doing->ui);
	if (doing->resized)
		stack_event(doing->ui, &event);
}
