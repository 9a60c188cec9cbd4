/*
 * model/entry-private.h: one operation in the making
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_ENTRY_PRIVATE_H
#define MODEL_ENTRY_PRIVATE_H

#include "model/entry.h"
#include "model/oplog.h"

struct writing {
	struct store	*store;
	struct oplog	 log;
	bool		 sure;		/* entry_write_sure */
	size_t		 unchanged;
	struct record	*stored;	/* of the conflict, handed out */
};

/* entry-settle.c: remembers whose search rows, dues and states are to be
 * rebuilt before the commit.  made: the record is new. */
void	touch(struct store *store, const struct record *record, bool made);

#endif
