/*
 * reports/xlsx-verify.h: is a workbook that was just written whole?
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_XLSX_VERIFY_H
#define REPORTS_XLSX_VERIFY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/* Reads the file back: every part unpacks to its check sum and ends as XML
 * does, and the rows of sheet i take exactly bytes[i] bytes. */
bool	xlsx_verify(const char *path, const long long *bytes, size_t sheets,
	    struct err *err);

#endif
