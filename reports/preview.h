/*
 * reports/preview.h: laid-out pages as lines of text for a screen
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_PREVIEW_H
#define REPORTS_PREVIEW_H

#include <stddef.h>

#include "base/err.h"
#include "reports/pages.h"

/* The lines of page number (from 1), each harmless, without blanks or a line
 * feed at its end; *count of them, the caller's (preview_free).  Frames are the
 * characters ─ │ ┌ … : a screen that opens them with the profile
 * { its cell function, 1 } draws each as one cell of line drawing.  NULL with
 * err. */
char	**preview_page(const struct pages *pages, long number, size_t *count,
	    struct err *err);
void	preview_free(char **line, size_t count);

#endif
