/*
 * reports/comparison.h: 对账 by the parameters of its sheet
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_COMPARISON_H
#define REPORTS_COMPARISON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "model/compare.h"
#include "reports/params.h"

/* Compares a file (import->profile says which sheet) with the periods that the
 * sheet's scope gives for these parameters.  *def is the sheet, to be opened in
 * this session with the same parameters (report_open, print_report). */
bool	comparison_run(struct store *store, const struct import_options *import,
	    const struct report_value *value, size_t count,
	    const struct reportdef **def, struct compare_result *result,
	    struct err *err);
/* One line of counts: 读入 N 我方 N 一致 N …; both sides add up. */
void	comparison_line(const struct compare_result *result, struct buf *out);

#endif
