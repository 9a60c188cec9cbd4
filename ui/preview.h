/*
 * ui/preview.h: a report's or a document's pages on the screen
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_PREVIEW_H
#define UI_PREVIEW_H

#include "reports/params.h"
#include "ui/screen.h"

bool	preview_open(struct ui *ui, const char *report);
/* With values for its parameters; or one person's paper (period "" = all of
 * them).  All of it is copied. */
struct preview_spec {
	const char	*report;	/* NULL: a document */
	const struct report_value *value;
	size_t		 count;
	const char	*document, *person, *period;
};
bool	preview_open_spec(struct ui *ui, const struct preview_spec *spec);
/* Lets the clerk choose one of all reports first. */
bool	preview_pick(struct ui *ui);

#endif
