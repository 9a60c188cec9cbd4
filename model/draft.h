/*
 * model/draft.h: half-filled forms that survive
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_DRAFT_H
#define MODEL_DRAFT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "model/record.h"

/* Drafts live in <store>.drafts, 0600, apart from the store: one row for each
 * user and open form.  A draft that cannot be written is never a reason to
 * lose what is on the screen. */
struct drafts;
struct drafts *drafts_open(struct store *store, struct err *err);
void	drafts_close(struct drafts *drafts);		/* NULL ok */
/* For what else is half done and lies in the same file (correction.h). */
struct db *drafts_db(struct drafts *drafts);
const char *drafts_user(const struct drafts *drafts);

struct draft {
	char	 id[STORE_ID_SIZE];
	char	*user, *form, *title, *saved_at;
	char	*base;			/* version of the record it began from, NULL = new */
	struct record *record;		/* values as they were on the screen */
	char	*raw;			/* raw texts that do not fit their type yet: "field\tescaped text\n"… */
	char	*field;			/* where the cursor was */
	size_t	 offset;
};
/* Writes or replaces the draft with draft->id ("" = new, id is set). */
bool	drafts_save(struct drafts *drafts, struct draft *draft, struct err *err);
/* Own drafts that no living session holds, newest first. */
bool	drafts_list(struct drafts *drafts, struct draft **list, size_t *count, struct err *err);
bool	drafts_delete(struct drafts *drafts, const char *id, struct err *err);
void	draft_clear(struct draft *draft);
void	drafts_list_free(struct draft *list, size_t count);

#endif
