/*
 * model/sender.h: who sends us files, and what his heads mean
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_SENDER_H
#define MODEL_SENDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "model/store.h"

/*
 * A sender (来文单位) is a name that a clerk types once: a prison, a county.
 * His numbers are his own (source_number), and what the clerk said about the
 * heads of his files is remembered: by profile and plain head text
 * (tablehead_plain; the second of two alike is followed by "(2)").
 */
#define SENDER_MOST 60			/* characters of a name */
#define SENDER_SKIP "-"			/* the field of a column that is not read */

struct sender {
	char	*name;
	char	*used_on;		/* day of the last import, YYYY-MM-DD */
};
/* All senders, the last used first; senders_free. */
bool	senders_list(struct store *store, struct sender **list, size_t *count,
	    struct err *err);
void	senders_free(struct sender *list, size_t count);

/* The name as it is kept: trimmed; the caller's.  NULL with err (ERR_INPUT):
 * empty, too long, with "/" or control characters, or a system word. */
char	*sender_read(const char *typed, struct err *err);

struct sender_head {
	char	*head;			/* plain */
	char	*field;			/* "form.blank", "source.number" or SENDER_SKIP */
};
/* What is remembered of this sender for a profile; an unknown sender has
 * nothing.  sender_heads_free. */
bool	sender_heads(struct store *store, const char *sender, const char *profile,
	    struct sender_head **list, size_t *count, struct err *err);
void	sender_heads_free(struct sender_head *list, size_t count);

/* Inside a transaction: the sender was used today; each head of list replaces
 * what was remembered of it.  A field NULL forgets the head. */
bool	sender_remember(struct store *store, const char *sender,
	    const char *profile, const struct sender_head *list, size_t count,
	    struct err *err);

#endif
