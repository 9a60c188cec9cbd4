/*
 * ui/ui.h: the desk, for main.c
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_UI_H
#define UI_UI_H

#include <stdbool.h>

#include "base/err.h"
#include "model/store.h"

struct ui_options {
	int	*signal;	/* gets the signal that ended it, or 0; may be NULL */
};

/* The workbench on this terminal, until the clerk leaves it.  Refuses a locale
 * without Chinese and a terminal it does not know.  A hang-up or SIGTERM keeps
 * the drafts of all open forms and ends with true.  options may be NULL. */
bool	ui_run(struct store *store, const struct ui_options *options, struct err *err);

/* Replays a file of keys without a terminal (doc of the verbs in ui/script.c).
 * The exit status: 0 done, 2 with err ("file:line：…"). */
int	ui_script(struct store *store, const char *file, struct err *err);

#endif
