/*
 * command-print.h: a report in the formats that a report has
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef COMMAND_PRINT_H
#define COMMAND_PRINT_H

#include <stdbool.h>

#include "base/err.h"
#include "command.h"
#include "reports/report.h"

/* What --format takes; the first is the default. */
extern const char *const print_formats[];

/* How pages are laid out for a format; NULL: rows only. */
const struct layout_profile *print_profile(const char *format);
/* Prints the whole report to -o or standard output, or nothing. */
bool	print_report(const struct cmdline *line, struct report *report,
	    const char *format, const char *dir, struct err *err);
/* The name of what is done, for progress_show. */
extern char print_doing[];

#endif
