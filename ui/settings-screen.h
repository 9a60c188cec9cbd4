/*
 * ui/settings-screen.h: 设置: what an office chose, and what a change would do
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_SETTINGS_SCREEN_H
#define UI_SETTINGS_SCREEN_H

#include "ui/screen.h"

bool	settings_screen_open(struct ui *ui);

#endif
