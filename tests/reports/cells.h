/*
 * tests/reports/cells.h: a workbook as lines, to compare
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_REPORTS_CELLS_H
#define TESTS_REPORTS_CELLS_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"

/* Appends what our own reader finds: for each sheet "S TAB hidden TAB name",
 * for each row "R TAB number TAB cell …"; "E" at the end. */
bool	cells_read(const char *path, struct buf *out, struct err *err);

#endif
