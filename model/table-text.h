/*
 * model/table-text.h: a text from outside, decoded, in the helper
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_TABLE_TEXT_H
#define MODEL_TABLE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "model/digest.h"

/*
 * The file is read from the start as often as wanted, in pieces, and never
 * held whole.  Its encoding is what the caller says, else what its bytes say
 * (findings.md 7); a UTF-8 file with a few spoilt bytes stays UTF-8, so that
 * the spoilt place is named and not the first Chinese character.
 */
struct tabletext;

/* fd: a file, which stays the caller's.  encoding: a canonical name
 * (charset.h), or NULL: by content. */
struct tabletext *tabletext_open(int fd, const char *encoding, struct err *err);
void	tabletext_close(struct tabletext *text);	/* NULL ok */
const char *tabletext_encoding(const struct tabletext *text);
/* What its bytes look like; differs from encoding only when that was said. */
const char *tabletext_looks(const struct tabletext *text);

/* From now on each byte that cannot be decoded reads as U+FFFD, and a NUL as a
 * blank: to show somebody what a wrong encoding makes of the file. */
void	tabletext_forgive(struct tabletext *text);

/* A piece of text; end with the last (perhaps empty) one.  false stops. */
typedef bool (*tabletext_fn)(void *arg, const char *text, size_t n, bool end);
struct tabletext_pass {
	bool		 bad;		/* a byte that cannot be decoded */
	unsigned char	 byte[4];	/* it and what follows it */
	size_t		 bytes;
	char		 digest[DIGEST_HEX];	/* of the whole file */
};
/* One pass.  false: take said so (err untouched); or the file could not be
 * read (err); or pass->bad (err untouched: the caller knows the place). */
bool	tabletext_read(struct tabletext *text, tabletext_fn take, void *arg,
	    struct tabletext_pass *pass, struct err *err);

#endif
