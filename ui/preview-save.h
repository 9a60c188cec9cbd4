/*
 * ui/preview-save.h: the report or document in sight as a file
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_PREVIEW_SAVE_H
#define UI_PREVIEW_SAVE_H

#include "reports/params.h"
#include "ui/screen.h"

/* What was asked for so far; all zero at first. */
struct preview_save {
	const char	*report;	/* its name, or the document's: */
	const struct report_value *value;	/* of a report, as it was opened */
	size_t		 count;
	const char	*document;
	char		*person, *period;	/* of a document */
	char		*title;		/* what the file is called, before the day */
	char		*format;
	char		*name;		/* as typed last */
};

/* Asks for the format, then for the file's name.  The screen's result function
 * hands on every result. */
void	preview_save_begin(struct screen *screen, struct preview_save *save);
void	preview_save_result(struct screen *screen, struct preview_save *save,
	    const struct result *result);
void	preview_save_clear(struct preview_save *save);

#endif
