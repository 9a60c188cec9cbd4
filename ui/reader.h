/*
 * ui/reader.h: a text to read, in a frame or on the whole screen
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_READER_H
#define UI_READER_H

#include "ui/screen.h"

struct reader {
	const char	*title, *text;	/* copied */
	bool		 wrap;		/* else cut, and scrolled sideways */
	bool		 full;		/* the whole screen, else a popup */
};

bool	reader_open(struct ui *ui, const struct reader *reader);

#endif
