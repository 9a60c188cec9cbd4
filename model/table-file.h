/*
 * model/table-file.h: a file from outside as a stream of UTF-8
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_TABLE_FILE_H
#define MODEL_TABLE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

#define TABLEFILE_DIGEST 65		/* SHA-256 in hex and a NUL */

/*
 * The file is read from the start as often as wanted, in pieces, and never
 * held whole.  Its encoding is what the caller says, else what its bytes say
 * (findings.md 7); a UTF-8 file with a few spoilt bytes stays UTF-8, so that
 * the spoilt place is named and not the first Chinese character.
 */
struct tablefile;

/* encoding NULL: by content.  Refuses what is not a table: no such file, a
 * folder, 0 bytes, a printed or web page, an encoding that nobody knows.  A
 * workbook, known by its first bytes, is no text: table-book.h reads it. */
struct tablefile *tablefile_open(const char *path, const char *encoding,
	    struct err *err);
void	tablefile_close(struct tablefile *file);	/* NULL ok */
const char *tablefile_encoding(const struct tablefile *file);
/* What its bytes look like; differs from encoding only when that was said. */
const char *tablefile_looks(const struct tablefile *file);
long long tablefile_size(const struct tablefile *file);
const char *tablefile_path(const struct tablefile *file);
bool	tablefile_workbook(const struct tablefile *file);
int	tablefile_fd(const struct tablefile *file);	/* the file's own */
/* Of all its bytes, as tablefile_pass has it. */
bool	tablefile_digest(struct tablefile *file, char digest[TABLEFILE_DIGEST],
	    struct err *err);

/* A piece of text; end with the last (perhaps empty) one.  done: bytes of the
 * file read so far.  false stops. */
typedef bool (*tablefile_fn)(void *arg, const char *text, size_t n, bool end,
	    long long done);
struct tablefile_pass {
	bool		 bad;		/* a byte that cannot be decoded */
	unsigned char	 byte[4];	/* it and what follows it */
	size_t		 bytes;
	char		 digest[TABLEFILE_DIGEST];	/* of the whole file */
};
/* One pass.  false: text said so (err untouched); or the file could not be
 * read (err); or pass->bad (err untouched: the caller knows the place). */
bool	tablefile_read(struct tablefile *file, tablefile_fn text, void *arg,
	    struct tablefile_pass *pass, struct err *err);

#endif
