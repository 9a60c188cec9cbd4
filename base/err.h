/*
 * base/err.h: errors that travel up as one sentence
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>

/*
 * Everything that can go wrong because of input, data files, the disk or
 * another clerk is told through a struct err, the last parameter of the
 * function that failed.  The text is one Chinese sentence for a clerk: what
 * happened, where (file:line or the blank), and the next step.  Broken
 * programs are asserts; no memory is die() in base/mem.h.
 */
enum err_kind {
	ERR_NONE,
	ERR_INPUT,		/* what was typed or sent cannot be used */
	ERR_DATA,		/* a definition under data/ is wrong */
	ERR_MISSING,		/* no such store, file, record, name */
	ERR_EXISTS,		/* it is there already and is not replaced */
	ERR_FOREIGN,		/* a file of another program */
	ERR_NEWER,		/* written by a newer bangjiao */
	ERR_DAMAGED,		/* the store does not check */
	ERR_DENIED,		/* no permission (file mode or right) */
	ERR_READONLY,		/* the store or disk takes no writes */
	ERR_FULL,		/* no space on the disk */
	ERR_BUSY,		/* somebody holds the lock too long */
	ERR_CONFLICT,		/* the record was changed by somebody else */
	ERR_STALE,		/* definitions changed since this session began */
	ERR_INTERRUPTED,	/* stopped by signal or by the user; can go on */
	ERR_SYSTEM		/* the operating system said no; errno told */
};

#define ERR_TEXT 1024

struct err {
	enum err_kind kind;
	char text[ERR_TEXT];	/* valid UTF-8, cut at a character */
};

#define ERR_INIT { ERR_NONE, "" }

/* Sets kind and text; a NULL err is allowed.  Always returns false, so that a
 * failure is one line: return err_set(err, ERR_INPUT, "…", …); */
bool	err_set(struct err *err, enum err_kind kind, const char *fmt, ...)
	    __attribute__((format(printf, 3, 4)));

/* Puts context before the text that is there ("导入 a.csv：…").  Keeps the
 * kind.  Always returns false. */
bool	err_wrap(struct err *err, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));

/* What errno says, in a few words for a sentence of ours: strerror() speaks
 * English, and the clerk does not. */
const char *err_reason(int number);

/* Back to ERR_NONE. */
void	err_clear(struct err *err);

#endif
