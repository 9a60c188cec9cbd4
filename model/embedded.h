/*
 * model/embedded.h: the definition files inside the program
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_EMBEDDED_H
#define MODEL_EMBEDDED_H

#include <stddef.h>

struct embedded {
	const char	*name;		/* path below data/, "visit.form" */
	const char	*text;		/* size bytes and a NUL */
	size_t		 size;
};

/* Made by tools/embed at build time from the files under data/, by name. */
/* A row of NULLs stands behind the last. */
extern const struct embedded embedded_files[];
extern const size_t embedded_count;
/* SHA-256 of each text, in the same order: a start need not make them. */
extern const unsigned char embedded_digest[][32];
/* Long lists of codes (*.tsv) for [tree …], sorted by name: no definitions. */
extern const struct embedded embedded_lists[];

#endif
