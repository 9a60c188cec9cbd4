/*
 * ui/filling.h: one form while it is being filled in
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_FILLING_H
#define UI_FILLING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "model/draft.h"
#include "model/entry.h"
#include "model/record.h"

/*
 * The form on the screen without the screen: the record, the text of each
 * blank as it was typed, what is wrong with it, which blanks are asked now,
 * and the draft.  It knows no curses.
 */
struct blank {
	char	*text;		/* as shown or typed, "" = empty; never NULL */
	bool	 unread;	/* the text is not a value of its type; kept only in drafts */
	char	*problem;	/* a sentence, NULL = none */
	bool	 missing;	/* asked for and empty */
	bool	 stop;		/* not to be saved while the problem lasts */
	bool	 shown, required;
};

struct filling {
	struct store	*store;
	struct drafts	*drafts;	/* NULL: none are kept */
	const struct formdef *form;
	struct record	*record;
	struct record	*base;		/* as it was when begun, or last saved by another */
	struct record	*person, *period;	/* whose it is; NULL where it has none */
	struct formexpr	*expr;
	struct blank	*blank;		/* form->count */
	size_t		 problems;	/* shown blanks that are missing or wrong */
	struct draft	 draft;		/* id "" = not written yet */
	char		*at;		/* blank and offset of a draft, NULL = begin */
	size_t		 offset;
};

struct filling_arg {
	const char	*form;
	const char	*record;	/* NULL or "" = a new one */
	const char	*person, *period;	/* of a new one */
	const char	*field, *value;	/* one blank filled beforehand, NULL = none */
	const struct draft *draft;	/* going on with a draft: all else is in it */
};

struct filling *filling_open(struct store *store, struct drafts *drafts,
	    const struct filling_arg *arg, struct err *err);
void	filling_close(struct filling *filling);		/* NULL allowed */

/* Takes the text of a blank: reads it, derives other blanks, checks.  What
 * cannot be read is kept as it is, with its problem. */
bool	filling_put(struct filling *filling, size_t at, const char *text, struct err *err);
/* The canonical value, as a picker gives it ("" = empty). */
bool	filling_set(struct filling *filling, size_t at, const char *value, struct err *err);
/* Why it is empty: none unknown refused unasked; NULL takes it back. */
bool	filling_absent(struct filling *filling, size_t at, const char *why, struct err *err);
/* As last time: fills blanks that are empty, or in a new record hold a default,
 * from the newest record of the same owner; *count of them. */
bool	filling_carry(struct filling *filling, size_t *count, struct err *err);

bool	filling_is_new(const struct filling *filling);
/* Is there anything that the store does not have? */
bool	filling_changed(const struct filling *filling);
/* The next shown blank that is missing or wrong after at (round the end);
 * form->count when there is none. */
size_t	filling_next_problem(const struct filling *filling, size_t at);
/* The first blank whose text could not be read / that forbids saving. */
size_t	filling_first_unread(const struct filling *filling);
size_t	filling_first_stop(const struct filling *filling);

/* ---- saving ---- */
/* Blanks that could not be read are saved empty: the caller has asked. */
bool	filling_save(struct filling *filling, struct outcome *outcome, struct err *err);
bool	filling_remove(struct filling *filling, const char *reason, struct err *err);

/* What two clerks changed at once: after ERR_CONFLICT, stored is what is there
 * now.  Blanks that only one of them changed are merged; the others are
 * listed, to be settled one by one. */
struct clash {
	size_t	 at;		/* blank */
	char	*mine, *theirs;	/* as shown */
	char	*value;		/* theirs, canonical; NULL = empty */
	char	*absent;
};
bool	filling_merge(struct filling *filling, const struct record *stored,
	    struct clash **clash, size_t *count, struct err *err);
bool	filling_take(struct filling *filling, const struct clash *clash, struct err *err);
void	clash_free(struct clash *clash, size_t count);

/* ---- drafts ---- */
/* Writes the draft when something is changed; at, offset, text: the blank that
 * is being typed.  Without drafts nothing is done. */
bool	filling_keep(struct filling *filling, size_t at, size_t offset,
	    const char *text, struct err *err);
bool	filling_drop(struct filling *filling, struct err *err);

/* Who and what: "走访记录 张三". */
void	filling_title(const struct filling *filling, struct buf *out);

#endif
