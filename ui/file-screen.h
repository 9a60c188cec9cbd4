/*
 * ui/file-screen.h: choosing a file
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_FILE_SCREEN_H
#define UI_FILE_SCREEN_H

#include "ui/screen.h"

struct file_choice {
	const char	*title;
	const char	*folder;	/* to begin in, bytes; NULL or gone: home */
	/* Takes the chosen path (bytes); may open another screen on top of
	 * this one, to which Esc comes back. */
	void		(*chosen)(struct ui *ui, const char *path);
};

bool	file_screen_open(struct ui *ui, const struct file_choice *choice);

#endif
