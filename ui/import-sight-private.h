/*
 * ui/import-sight-private.h: what the files of 看文件 share
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_IMPORT_SIGHT_PRIVATE_H
#define UI_IMPORT_SIGHT_PRIVATE_H

#include "ui/doing.h"
#include "ui/import-private.h"
#include "ui/spread.h"

enum setting {
	SETTING_PROFILE, SETTING_SENDER, SETTING_ENCODING, SETTING_DELIMITER,
	SETTING_SHEET, SETTING_HEAD, SETTINGS
};
#define SIGHT_LINE_CELLS 5	/* the line's number */

struct sight {
	struct importview *view;
	struct doing	 doing;			/* while the view reads */
	char		*title;
	enum setting	 setting[SETTINGS];	/* those that this file has */
	size_t		 settings, at;
	struct spread	 spread;
	size_t		 top, first;		/* row and column in view */
	int		 rows_at;		/* where rows begin on the screen */
	bool		 changed;		/* since it was written down */
};

/* import-sight.c: takes the settings and the widths of the view as it is now. */
void	sight_look(struct sight *state);
/* Titles above the heads are long and stand alone: they say nothing of the
 * width of their column. */
bool	sight_stands_alone(const struct importview_row *row);

/* import-sight-draw.c: the whole window; the words of settings and encodings. */
extern const char *const sight_labels[SETTINGS];
const char *sight_encoding(const char *name);
void	sight_draw(struct screen *screen);

/* import-sight-switch.c: asks for the setting under the cursor; takes what was
 * answered, and reads the file anew. */
void	sight_change(struct screen *screen);
void	sight_result(struct screen *screen, const struct result *result);

#endif
