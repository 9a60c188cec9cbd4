/*
 * model/rules.h: dues, states and tally, rebuilt from facts
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_RULES_H
#define MODEL_RULES_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "model/store.h"

/* Rebuilds due and standing of one person (all rules and tracks whose tables
 * include form; form NULL = all) and moves the tally with them.  Inside a
 * write.  What they hold are dates, nothing that depends on today.  person ""
 * = what the office itself and its own papers owe; a save that names its form
 * does that as well, a batch (form NULL) once at its end. */
bool	rules_update(struct store *store, const char *person, const char *form,
	    struct err *err);
/* The same for one person of a batch, who had papers of these forms written
 * (up to RULES_FORMS; count 0 = all): what the office owes is left for the end, and the counts are
 * left to tally_write.  fresh: he is new, and nothing is kept of him yet. */
#define RULES_FORMS 6
bool	rules_update_one(struct store *store, const char *person,
	    const struct formdef *const *form, size_t count, bool fresh,
	    struct err *err);
/* All people (after accept, a changed setting, restore); progress may cancel.
 * Outside a write it goes in short writes of its own; until it has come to its
 * end rules_unsettled says so, also after a kill. */
bool	rules_rebuild(struct store *store, bool (*progress)(void *arg, long done, long all),
	    void *arg, struct err *err);
bool	rules_unsettled(struct store *store, bool *unsettled, struct err *err);
/* check: recomputes and compares; finding() per difference. */
bool	rules_check(struct store *store, void (*finding)(void *arg, const char *text),
	    void *arg, struct err *err);
/* Prepares every part of every rule and state: check --definitions. */
bool	rules_prepare(struct store *store, struct err *err);

/* Why a person owes (or not) what a rule says: the parts, the records with
 * their dates, the span, the basis; several lines of Chinese. */
bool	rules_why(struct store *store, const char *person, const char *rule,
	    struct buf *out, struct err *err);

/* How many dues of a rule (NULL = all) that are ours: late = true: those late
 * today; late = false: those not late today that are due in [from, to]
 * (DATE_NONE = open).  From the tally. */
bool	rules_count(struct store *store, const char *rule, int from, int to,
	    bool late, long *count, struct err *err);

/* Labels of the states of a subject on a date, joined by 、 (track many). */
bool	states_shown(struct store *store, const char *track, const char *subject,
	    int on, struct buf *out, struct err *err);
/* How many subjects show the state on that date. */
bool	states_count(struct store *store, const char *track, const char *state,
	    int on, long *count, struct err *err);

#endif
