/*
 * ui/list-screen.h: any listing on a screen of its own
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_LIST_SCREEN_H
#define UI_LIST_SCREEN_H

#include "model/listing.h"
#include "ui/screen.h"

/* People can be searched by typing; Enter opens a person's file, on a record
 * its form.  The texts of spec must live as long as the screen (names of
 * definitions do). */
bool	list_screen_open(struct ui *ui, const struct listing_spec *spec,
	    const char *title);
/* 花名册: everybody. */
bool	roster_open(struct ui *ui);

#endif
