/*
 * reports/preview.h: a report's pages as lines of text for a screen
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_PREVIEW_H
#define REPORTS_PREVIEW_H

#include <stddef.h>

#include "base/err.h"
#include "reports/report.h"

/* The lines of page number (from 1), each harmless, without blanks or a line
 * feed at its end; *count of them, the caller's (preview_free).  Frames are the
 * characters ─ │ ┌ … : a screen that opens the report with the profile
 * { its cell function, 1 } draws each as one cell of line drawing.  NULL with
 * err. */
char	**preview_page(struct report *report, long number, size_t *count,
	    struct err *err);
void	preview_free(char **line, size_t count);

#endif
