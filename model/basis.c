/*
 * model/basis.c: where something is written, with the names of the papers
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/basis.h"

#include <ctype.h>
#include <string.h>

/* Bytes of the text that are the name, blanks inside it not counted; 0 = it is
 * another text. */
static size_t
stands_here(const char *text, const char *name)
{
	const char *p = text;

	for (; *name != '\0'; name++, p++) {
		while (*p == ' ' && p > text && *p != *name)
			p++;
		if (*p != *name)
			return 0;
	}
	return (size_t)(p - text);
}

static bool
is_word(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == '/';
}

/* The longest name that stands here as a word of its own; *len of its bytes. */
static const struct code *
source_at(const struct codetable *table, const char *text, size_t *len)
{
	const struct code *found = NULL;
	size_t i, k, n;

	*len = 0;
	for (i = 0; i < table->count; i++)
		for (k = 0; k < table->code[i].also_count; k++) {
			n = stands_here(text, table->code[i].also[k]);
			if (n <= *len || (is_word(text[n - 1]) && is_word(text[n])))
				continue;
			*len = n;
			found = &table->code[i];
		}
	return found;
}

void
basis_told(struct catalog *catalog, const char *basis, struct buf *out)
{
	struct err err = ERR_INIT;
	const struct codetable *table = catalog_codes(catalog, BASIS_TABLE, &err);
	const struct code *source;
	bool inside = false;		/* of a word that is no name */
	size_t n;

	if (basis == NULL || table == NULL) {
		buf_add(out, basis);
		return;
	}
	while (*basis != '\0') {
		source = inside ? NULL : source_at(table, basis, &n);
		if (source != NULL) {
			buf_add(out, source->label);
			basis += n;
			continue;
		}
		inside = is_word(*basis) || *basis == '-';
		buf_addc(out, *basis++);
	}
}
