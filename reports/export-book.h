/*
 * reports/export-book.h: records out, as a workbook
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_EXPORT_BOOK_H
#define REPORTS_EXPORT_BOOK_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "model/store.h"

/* What export_csv (model/export.h) writes, as XLSX with typed columns.  *notice
 * gets what did not fit in cells.  progress may be NULL; false stops it
 * (ERR_INTERRUPTED). */
bool	export_book(struct store *store, const char *name, bool full,
	    struct file_out *out, bool (*progress)(void *arg, long done, long all),
	    void *arg, long *rows, struct buf *notice, struct err *err);

#endif
