/*
 * model/record-row.h: a record as a row of its form's table
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_RECORD_ROW_H
#define MODEL_RECORD_ROW_H

#include <stdbool.h>

#include "base/err.h"
#include "model/record.h"

/* Several values as the store has them: sorted, without doubles, joined by LF;
 * NULL for none.  The caller's. */
char	*values_sorted(const char *joined);

/* Can these values be stored: canonical by type, valid text?  A value that
 * comes from value_read can; others are a caller's mistake told with the blank's
 * label.  Numbers are written in their one way, several values in their order. */
bool	record_settle(struct record *record, struct err *err);
/* The `absent` column: "blank=reason blank=reason" in the order of the form,
 * NULL for none; the caller's. */
char	*record_absent(const struct record *record);
/* Do two settled records of a form say the same? */
bool	record_same(const struct record *a, const struct record *b);

/* Inside a write.  The record's own columns say everything: version, made and
 * saved are set by the caller. */
bool	record_insert(struct store *store, const struct record *record, struct err *err);
bool	record_update(struct store *store, const struct record *record, struct err *err);
/* Sets or takes off (operation NULL) the mark of removal, with a new version. */
bool	record_mark(struct store *store, const struct formdef *form, const char *id,
	    const char *operation, const char *version, const char *at, const char *by,
	    struct err *err);

/* Reads records of a form one after the other, by number of row: those behind
 * *after.  NULL with err->kind ERR_NONE at the end.  digest is what is stored
 * (16 bytes or zeroes), mark the operation that removed it ("" = live). */
struct record *record_next(struct store *store, const struct formdef *form,
	    long long *after, unsigned char digest[16], char mark[40], struct err *err);

#endif
