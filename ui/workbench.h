/*
 * ui/workbench.h: 今日工作台: what waits, and how much of it
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_WORKBENCH_H
#define UI_WORKBENCH_H

#include "ui/screen.h"

/* The first screen. */
bool	workbench_open(struct ui *ui);

#endif
