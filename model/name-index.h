/*
 * model/name-index.h: finding people by sound, number, phone, village
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_NAME_INDEX_H
#define MODEL_NAME_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "model/store.h"

/* Pinyin of a name: full syllables run together without tone ("zhangsan"), the
 * same with blanks between ("zhang san"), or initials ("zs"); all readings,
 * likeliest first (surname readings before the others), without doubles, at
 * most PINYIN_MOST.  ü is v, and lü and nü stand as lu and nu as well.
 * Characters without a reading give "?"; ASCII letters and digits stand for
 * themselves in lower case; dots and blanks are skipped.  Arrays and texts are
 * the caller's (pinyin_free). */
enum pinyin_kind { PINYIN_FULL, PINYIN_SPACED, PINYIN_INITIALS };
#define PINYIN_MOST 16
size_t	pinyin_readings(const char *name, enum pinyin_kind kind, char ***reading);
void	pinyin_free(char **reading, size_t count);
char	*pinyin_first(const char *name, enum pinyin_kind kind);	/* the caller's */
/* Is text[0..n) a whole syllable of Chinese, or the beginning of one? */
bool	pinyin_known(const char *text, size_t n);
bool	pinyin_begins(const char *text, size_t n);
/* The syllables of one character, the customary one first; how many (0 = none
 * known). */
#define PINYIN_OF 12
size_t	pinyin_of(uint32_t cp, const char *syllable[PINYIN_OF]);
/* Dots and blanks between the parts of a name. */
bool	pinyin_skips(uint32_t cp);

/*
 * Search rows: table search_key(kind, key, person); a kind is one letter:
 *   s the one key a person is sorted by: full pinyin, likeliest reading
 *   p full pinyin   i initials   n ends of names (张建国 建国 国)
 *   g two characters of a name that are not side by side (张国)
 *   d ID number reversed   t phone   r phone reversed
 *   v ends of places   m 人员编号, with and without letter
 *   o first blank of the period form's order (newest period), for lists
 * search_person(person, keys) has them all in one text, a line each, p with a
 * blank between the syllables.
 */
/* Rewrites the search rows of one person from his live records (none when he is
 * removed); inside a write that ends with tally_write.  fresh: he is new and has
 * none yet.  Which blanks are names, numbers, phones and places is what `search`
 * says in the forms. */
bool	search_update(struct store *store, const char *person, bool fresh,
	    struct err *err);
/* Does a blank of this form find its person, or is it what lists show of him? */
bool	search_reads(const struct formdef *form);
/* How lists know a person: 人员编号 and sort key ("" when there is none); the
 * caller's. */
bool	search_identity(struct store *store, const char *person, char **number,
	    char **sort, struct err *err);
/* The same, read from his search rows, which are right (from his record when he
 * has none). */
bool	search_identity_kept(struct store *store, const char *person, char **number,
	    char **sort, struct err *err);
/* check: compares the rows with what the records say; finding() for each person. */
bool	search_check(struct store *store, void (*finding)(void *arg, const char *text),
	    void *arg, struct err *err);

/* What was typed, as ranges of keys [low, high) in the order they are shown.
 * filter, if not NULL, goes to search_passes with the person's keys. */
struct search_probe { char kind; char *low, *high; char *filter; };
size_t	search_plan(const char *text, struct search_probe **probe);	/* the caller's */
void	search_plan_free(struct search_probe *probe, size_t count);
/* Does a person with these keys pass the filter? (NULL passes) */
bool	search_passes(const char *filter, const char *keys);
/* The smallest row key of the probe's range among keys, copied to out (room for
 * SEARCH_KEY), if the person passes; false when there is none. */
#define SEARCH_KEY 96
bool	search_matches(const struct search_probe *probe, const char *keys,
	    char out[SEARCH_KEY]);

#endif
