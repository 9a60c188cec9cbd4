/*
 * model/search-private.h: what planning and writing of search keys share
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_SEARCH_PRIVATE_H
#define MODEL_SEARCH_PRIVATE_H

#include <stddef.h>

#include "base/buf.h"
#include "model/name-index.h"

/* Appends text as keys have it: full-width ASCII narrow, letters small, dots,
 * blanks and control characters gone. */
void	search_fold(struct buf *out, const char *text);
/* ASCII text backwards; the caller's. */
char	*search_reversed(const char *text);
/* The row key of a line of search_person.keys: without kind and blanks. */
void	search_row_key(const char *line, size_t n, char out[SEARCH_KEY]);
/* The keys a person should have, as search_person has them ("" = none); the
 * caller's. */
bool	search_keys(struct store *store, const char *person, char **keys, struct err *err);
/* The rows that keys make, kind letter and key; array and texts are the caller's. */
size_t	search_rows(const char *keys, char ***row);

#endif
