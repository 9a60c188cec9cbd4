/*
 * ui/preview.h: a report's pages on the screen
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_PREVIEW_H
#define UI_PREVIEW_H

#include "ui/screen.h"

bool	preview_open(struct ui *ui, const char *report);
/* Lets the clerk choose one of all reports first. */
bool	preview_pick(struct ui *ui);

#endif
