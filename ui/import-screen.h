/*
 * ui/import-screen.h: a list from outside, step by step
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_IMPORT_SCREEN_H
#define UI_IMPORT_SCREEN_H

#include "ui/screen.h"

/* 选文件, and behind it 看文件, 对栏目, 试导入, each on top of the one before,
 * so that Esc goes one step back. */
bool	import_screen_open(struct ui *ui);

#endif
