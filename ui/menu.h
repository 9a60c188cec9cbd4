/*
 * ui/menu.h: F10: to any other screen
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_MENU_H
#define UI_MENU_H

#include "ui/screen.h"

bool	menu_open(struct ui *ui);

#endif
