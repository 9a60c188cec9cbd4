/*
 * ui/dossier.h: 一人一档: the cover and every form of one person
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_DOSSIER_H
#define UI_DOSSIER_H

#include "ui/screen.h"

/* fresh: the person was just made; the form of the period is opened at once. */
bool	dossier_open(struct ui *ui, const char *person, bool fresh);

#endif
