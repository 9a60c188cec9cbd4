/*
 * ui/doing.h: long work, told on the message line, that Esc stops
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_DOING_H
#define UI_DOING_H

#include <stdbool.h>
#include <time.h>

#include "ui/screen.h"

struct doing {
	struct ui	*ui;
	const char	*what;		/* "制表" */
	struct timespec	 last;		/* when it was told */
	bool		 stop, resized;
};

void	doing_begin(struct doing *doing, struct ui *ui, const char *what);
/* For progress callbacks; arg is a struct doing.  Work of a moment shows
 * nothing.  false: the clerk pressed Esc, or the terminal is gone. */
bool	doing_progress(void *arg, long done, long all);
void	doing_end(struct doing *doing);

#endif
