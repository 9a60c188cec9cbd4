/*
 * model/entry.h: the one way in: who may, what changed, all or nothing
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_ENTRY_H
#define MODEL_ENTRY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "model/record.h"

enum change_kind { CHANGE_CREATE, CHANGE_UPDATE, CHANGE_REMOVE, CHANGE_RESTORE };

struct change {
	enum change_kind kind;
	/* ids, version, person number are set on success.  A creation whose id is
	 * set keeps it (store_new_id): new records of one operation, written in
	 * their order, can name each other as owner or in a ref. */
	struct record	*record;
};

struct operation {
	const char	*verb;		/* "visit.save", "import.roster": what the right is asked for */
	const char	*reason;	/* NULL; must be there for a removal */
	struct change	*change;
	size_t		 count;
};

struct outcome {
	char		 operation[40];	/* "A-000123" */
	size_t		 conflict;	/* with ERR_CONFLICT: index of the change */
	struct record	*stored;	/* with ERR_CONFLICT: what is there now; the caller's */
	size_t		 unchanged;	/* changes that changed nothing */
};

/* Checks the right, writes records, log, search rows, dues, states and tally in
 * one transaction.  On failure nothing is changed and the records are as they
 * were.  A new record of `of = period` names person and period. */
bool	entry_apply(struct store *store, const struct operation *operation,
	    struct outcome *outcome, struct err *err);

/* The same without begin and commit, for batches (import, demo): caches of the
 * people touched are rebuilt by entry_settle, once, before the commit. */
bool	entry_write(struct store *store, const struct operation *operation,
	    struct outcome *outcome, struct err *err);
/* What is created has ids just made by store_new_id, and owners that were found
 * live, or are made, in this very write: not asked once more. */
bool	entry_write_sure(struct store *store, const struct operation *operation,
	    struct outcome *outcome, struct err *err);
bool	entry_settle(struct store *store, struct err *err);
/* Settles those touched before the person touched last, while what was read of
 * them is at hand still; entry_settle does the rest. */
bool	entry_settle_others(struct store *store, struct err *err);

/* Who may do what; roles come later: today everybody with the store may. */
bool	entry_may(struct store *store, const char *verb, struct err *err);

/* History of a record, newest first. */
struct history_line { char *operation, *who, *at, *field, *before, *after, *reason; };
bool	entry_history(struct store *store, const char *record,
	    struct history_line **line, size_t *count, struct err *err);
void	history_free(struct history_line *line, size_t count);

#endif
