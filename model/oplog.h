/*
 * model/oplog.h: who did what, and what it changed
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_OPLOG_H
#define MODEL_OPLOG_H

#include <stdbool.h>

#include "base/date.h"
#include "base/err.h"
#include "model/record.h"

#define OPERATION_SIZE 40

/* An operation is numbered when its first change is written, so that one that
 * changes nothing leaves no trace. */
struct oplog {
	struct store	*store;
	const char	*verb, *reason;
	char		 id[OPERATION_SIZE];	/* "" = nothing yet */
	char		 at[DATE_STAMP_SIZE];
};

void	oplog_init(struct oplog *log, struct store *store, const char *verb,
	    const char *reason);
/* Takes the station's next number; inside a write. */
bool	oplog_number(struct oplog *log, struct err *err);
/* One changed field; numbers the operation if need be. */
bool	oplog_field(struct oplog *log, const char *form, const char *record,
	    const char *field, const char *before, const char *after, struct err *err);
/* A creation: all values in one row. */
bool	oplog_creation(struct oplog *log, const struct record *record, struct err *err);
/* All values as a creation logs them; the caller's. */
char	*oplog_values(const struct record *record);
/* An update: a row for each field that differs. */
bool	oplog_difference(struct oplog *log, const struct record *before,
	    const struct record *after, struct err *err);

#endif
