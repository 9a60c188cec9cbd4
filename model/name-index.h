/*
 * model/name-index.h: finding people by sound, number, phone, village
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_NAME_INDEX_H
#define MODEL_NAME_INDEX_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "model/store.h"

/* Pinyin of a name: full syllables run together without tone ("zhangsan") and
 * initials ("zs"), all readings (surname readings first), without doubles.
 * Characters without a reading give "?"; ASCII letters stand for themselves.
 * Arrays and texts are the caller's. */
enum pinyin_kind { PINYIN_FULL, PINYIN_INITIALS };
size_t	pinyin_readings(const char *name, enum pinyin_kind kind, char ***reading);
char	*pinyin_first(const char *name, enum pinyin_kind kind);	/* the caller's */

/* Rewrites the search rows of one person from his live records; inside a
 * write.  Table search_key(kind, key, person) WITHOUT ROWID; kinds are one
 * letter: p full pinyin, i initials, n name bigrams and last character, d ID
 * number reversed, t phone, r phone reversed, v village bigrams, m 人员编号. */
bool	search_update(struct store *store, const char *person, struct err *err);
bool	search_remove(struct store *store, const char *person, struct err *err);

/* What was typed, as ranges of keys in the order they are shown. */
struct search_probe { char kind; char *low, *high; char *filter; };
size_t	search_plan(const char *text, struct search_probe **probe);	/* the caller's */
void	search_plan_free(struct search_probe *probe, size_t count);

#endif
