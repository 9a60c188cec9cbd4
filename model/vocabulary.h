/*
 * model/vocabulary.h: the words that definitions' SQL may use
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_VOCABULARY_H
#define MODEL_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>

#include "model/db.h"

/*
 * The functions of doc/definitions.md, without the engine: each takes texts
 * and gives a number, a text or nothing.  model/db-words.c registers them all.
 */
enum word_kind { WORD_NULL, WORD_INT, WORD_TEXT };

struct word_value {
	enum word_kind	 kind;
	long long	 number;
	char		*text;		/* malloc'ed, WORD_TEXT only */
};

#define WORD_ARGS 3

struct word {
	const char	*name;
	int		 least, most;	/* arguments; NULL in the first `least` gives NULL */
	void		(*call)(const struct db_vocabulary *words,
			    const char *const arg[WORD_ARGS], struct word_value *out);
};

extern const struct word vocabulary[];	/* ends with a NULL name */

/* Calls a word with n arguments (NULL = SQL NULL).  Everything gives NULL for
 * a needed argument that is NULL. */
void	vocabulary_call(const struct word *word, const struct db_vocabulary *words,
	    int n, const char *const *arg, struct word_value *out);
/* May a definition call this function of the engine? */
bool	vocabulary_plain(const char *function);
/* May a definition read this system table? */
bool	vocabulary_table(const char *table);

#endif
