/*
 * base/def.h: the one parser of definition files
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_DEF_H
#define BASE_DEF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/*
 * A definition file is text in sections.  The grammar is described for
 * people in doc/definitions.md:
 *
 *   # a comment (only at the beginning of a line, blanks before it allowed)
 *   [kind name]  or  [kind name +]      a section; + adds to one elsewhere
 *   key = the rest of the line          a property of the section (column 0)
 *       goes on here                    deeper-indented lines continue it
 *   words of an entry                   an entry (column 0, no "key =")
 *       key = the rest of the line      an attribute of the entry
 *           goes on here                still deeper: continues the attribute
 *
 * key is [a-z][a-z0-9_]* and the "=" has a blank, tab or line end behind it.
 * Continuation lines are joined with '\n'.  Tabs count as eight columns.  A
 * file is UTF-8 (a BOM is skipped), LF or CRLF.  Everything lives in the
 * file's arena until def_free.
 */
struct def_pair {			/* a property or an attribute */
	const char	*key;
	const char	*value;		/* "" when nothing follows */
	int		 line;		/* from 1 */
};

struct def_entry {
	const char	*text;		/* the whole line, blanks at the ends gone */
	int		 line;
	size_t		 count;
	const struct def_pair *attr;
};

struct def_section {
	const char	*kind;		/* "form" */
	const char	*name;		/* the words behind kind, "+" off */
	bool		 adds;		/* had a "+" */
	int		 line;
	size_t		 pair_count;
	const struct def_pair *pair;
	size_t		 entry_count;
	const struct def_entry *entry;
};

struct def_file {
	const char	*path;		/* as shown in errors */
	size_t		 count;
	const struct def_section *section;
	struct arena	*arena;
};

/* Parses text[0..n).  NULL with err, "path:line：…" and the remedy. */
struct def_file *def_parse(const char *path, const char *text, size_t n,
	    struct err *err);
void	def_free(struct def_file *file);	/* NULL allowed */

/* The value of a property, or NULL. */
const struct def_pair *def_find(const struct def_pair *pair, size_t count,
	    const char *key);
/* Fails with file:line and the known keys when a pair's key is not one of
 * them, or stands twice. */
bool	def_known(const struct def_file *file, const struct def_pair *pair,
	    size_t count, const char *const *keys, struct err *err);
/* err_set with "path:line：" before the message. */
bool	def_error(const struct def_file *file, int line, struct err *err,
	    const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* Takes the next word (blank-separated) off *text; returns it copied into the
 * file's arena, or NULL at the end. */
const char *def_word(const struct def_file *file, const char **text);

#endif
