/*
 * ui/compare-screen.h: 对账: a list from outside beside the register
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_COMPARE_SCREEN_H
#define UI_COMPARE_SCREEN_H

#include "model/import.h"
#include "ui/screen.h"

/* Which file first. */
bool	compare_screen_open(struct ui *ui);
/* The same for a file that is looked at already: profile, path, encoding and
 * how its columns are taken; what they point to outlives the screen, which
 * stands on top.  false (told): such files are no lists to compare. */
bool	compare_screen_of(struct ui *ui, const struct import_options *import);

#endif
