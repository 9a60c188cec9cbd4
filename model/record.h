/*
 * model/record.h: one filled-in form
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_RECORD_H
#define MODEL_RECORD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "model/catalog.h"
#include "model/store.h"

/*
 * Values are canonical text by type: dates YYYY-MM-DD, yesno "1"/"0", money
 * "12.50", codes the code, refs the record id; several values of codes and
 * refs are joined by '\n'.  NULL is a blank left empty; why it is empty (none,
 * unknown, refused, unasked) is kept in `absent`.
 */
struct record {
	const struct formdef *form;
	char	 id[STORE_ID_SIZE];		/* "" = new */
	char	 person[STORE_ID_SIZE];		/* "" where `of` has none */
	char	 period[STORE_ID_SIZE];
	char	 office[STORE_ID_SIZE];
	char	*version;			/* last operation id, NULL = new */
	char	*made_at, *made_by, *saved_at, *saved_by;
	bool	 removed;
	char	**value;			/* form->count */
	char	**absent;			/* form->count: NULL or none unknown refused unasked */
};

struct record *record_new(const struct formdef *form);
struct record *record_copy(const struct record *record);
void	record_free(struct record *record);		/* NULL ok */
const char *record_get(const struct record *record, const char *field);	/* NULL = blank */
void	record_set(struct record *record, const char *field, const char *text); /* NULL or "" = blank; clears absent */
void	record_set_absent(struct record *record, const char *field, const char *why);

/* ERR_MISSING when there is none; removed records only with removed = true. */
struct record *record_load(struct store *store, const struct formdef *form,
	    const char *id, bool removed, struct err *err);
/* The 128-bit digest over the non-null blanks sorted by name. */
void	record_digest(const struct record *record, unsigned char out[16]);

/* Does text fit the blank's type (canonical value out, or a sentence)?  What a
 * clerk types or a file holds: dates, code spellings, numbers.  Writes the
 * canonical value to *out (the caller's).  on: the date the paper bears, for
 * codes that are closed; DATE_NONE = today. */
bool	value_read(struct store *store, const struct fielddef *field,
	    const char *text, int on, char **out, struct err *err);
/* What stands in a file: nothing is guessed.  No places of a list, no initials;
 * a number is one of the systems of the source (mz=01), and where none of them
 * knows the blank's code table, it counts only when it means the same in all
 * that do. */
struct value_source {
	const char	*systems;	/* names between blanks, "" = not said */
	const char	*yesno;		/* code table (1, 0) that is 是 and 否, NULL */
};
bool	value_taken(struct store *store, const struct fielddef *field,
	    const char *text, int on, const struct value_source *source, char **out,
	    struct err *err);
/* For people: labels for codes, 是/否, names for refs.  Appends to out. */
bool	value_shown(struct store *store, const struct fielddef *field,
	    const char *value, struct buf *out, struct err *err);

/* The same on paper of that day (DATE_NONE = now), a record that is referred to
 * without its notes: enough to find it by. */
bool	value_titled(struct store *store, const struct fielddef *field,
	    const char *value, int on, struct buf *out, struct err *err);
/* Why a blank is empty, for people: 无 不详 拒绝 未问; "" for NULL. */
const char *absent_label(const char *why);

/* The ids of the live records of a form whose owner (a period's or a person's,
 * as `of` says; the person himself) is that, the oldest paper first: the order of
 * the form's lists, turned round when that begins with the newest.  The
 * caller's. */
bool	record_owned(struct store *store, const struct formdef *form,
	    const char *owner, char (**id)[STORE_ID_SIZE], size_t *count,
	    struct err *err);

/* The date that a paper bears: the first date blank of its form's order, else
 * that of its period (NULL ok), else DATE_NONE. */
int	record_date(const struct record *record, const struct record *period);

/* ---- checks of one record (model/expr.c) ---- */
struct problem {
	const struct fielddef *field;
	const char	*say;		/* borrowed from the catalog, or "必填" words */
	bool		 stop;
};
/* Live expressions of a form, prepared once for a session; NULL with err. */
struct formexpr;
struct formexpr *formexpr_open(struct store *store, const struct formdef *form, struct err *err);
void	formexpr_close(struct formexpr *expr);
/* person and period give person.x and period.x; each may be NULL. */
bool	formexpr_problems(struct formexpr *expr, const struct record *record,
	    const struct record *person, const struct record *period,
	    struct problem **list, size_t *count, struct err *err);
/* Is the blank shown / required now? */
bool	formexpr_shown(struct formexpr *expr, const struct record *record,
	    const struct record *person, const struct record *period,
	    bool *shown, bool *required, struct err *err);	/* arrays of form->count */
/* Sets the defaults of blanks that are empty, when a new record is opened. */
bool	formexpr_defaults(struct formexpr *expr, struct record *record,
	    const struct record *person, const struct record *period, struct err *err);
/* The same for those defaults that read blanks (its own, person., period.):
 * for imports, which derive but make up no fact. */
bool	formexpr_derive(struct formexpr *expr, struct record *record,
	    const struct record *person, const struct record *period, struct err *err);
/* Whom do the defaults read that the record may still get: the person, the period? */
void	formexpr_derives_from(const struct formexpr *expr, const struct record *record,
	    bool *person, bool *period);
/* The same for those that follow from one blank that has just got a value: what
 * a clerk cleared stays empty. */
bool	formexpr_follow(struct formexpr *expr, struct record *record,
	    const struct fielddef *field, const struct record *person,
	    const struct record *period, struct err *err);

#endif
