/*
 * model/setting.h: changing what an office chose, and what that would do
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_SETTING_H
#define MODEL_SETTING_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "model/store.h"

/* What changes on the day of the trial.  Dues are those that are ours. */
struct setting_effect {
	long	dues, added, gone, moved;	/* owed before; of other dates */
	long	late, late_then;		/* 逾期 before and after */
	long	states;				/* people and periods with another state */
};

/* Tries a value (NULL = the default) on a private copy of the store: nothing of
 * the store is changed, not even of one that is read-only.  progress may cancel
 * (ERR_INTERRUPTED). */
bool	setting_try(struct store *store, const char *name, const char *value,
	    bool (*progress)(void *arg, long done, long all), void *arg,
	    struct setting_effect *effect, struct err *err);
/* Appends it as a sentence: "待办 55 项：增加 0、取消 2、改期 3；逾期 4 → 2。" */
void	setting_effect_told(const struct setting_effect *effect, struct buf *out);

/* Keeps a value with a reason, and computes anew what hangs on it; a sentence
 * when the value does not fit.  progress tells how far; cancelled, the value is
 * kept and `check` says that the rest is still to be computed. */
bool	setting_change(struct store *store, const char *name, const char *value,
	    const char *reason, bool (*progress)(void *arg, long done, long all),
	    void *arg, struct err *err);
/* A value as people read it; the caller's.  NULL is "（空）". */
char	*setting_shown(const struct settingdef *setting, const char *value);

#endif
