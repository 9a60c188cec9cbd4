/*
 * ui/desk.h: starting and ending the desk, with a terminal or without
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_DESK_H
#define UI_DESK_H

#include "ui/screen.h"

/* Locale, terminal, drafts, and the workbench as the first screen. */
bool	desk_open(struct ui *ui, struct store *store, bool headless, int rows,
	    int cols, struct err *err);
void	desk_close(struct ui *ui);

#endif
