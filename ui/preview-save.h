/*
 * ui/preview-save.h: the report in sight as a file
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_PREVIEW_SAVE_H
#define UI_PREVIEW_SAVE_H

#include "model/catalog.h"
#include "reports/params.h"
#include "ui/screen.h"

/* What was asked for so far; all zero at first. */
struct preview_save {
	const struct reportdef *def;
	const struct report_value *value;	/* as it was opened */
	size_t		 count;
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
