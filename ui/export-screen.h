/*
 * ui/export-screen.h: 名单上报: the roster or a form as a file
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_EXPORT_SCREEN_H
#define UI_EXPORT_SCREEN_H

#include "ui/screen.h"

bool	export_screen_open(struct ui *ui);

#endif
