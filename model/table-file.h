/*
 * model/table-file.h: a file from outside, and what kind it is
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_TABLE_FILE_H
#define MODEL_TABLE_FILE_H

#include <stdbool.h>

#include "base/err.h"
#include "model/digest.h"

/*
 * Opened here, and known by its first bytes: a text, or a workbook.  What it
 * says is read by a helper, which gets the open file (table-source.h).
 */
struct tablefile;

/* Refuses what is not a table: no such file, a folder, 0 bytes, a printed or
 * web page. */
struct tablefile *tablefile_open(const char *path, struct err *err);
void	tablefile_close(struct tablefile *file);	/* NULL ok */
const char *tablefile_path(const struct tablefile *file);
int	tablefile_fd(const struct tablefile *file);	/* the file's own */
long long tablefile_size(const struct tablefile *file);
bool	tablefile_workbook(const struct tablefile *file);
/* SHA-256 of all its bytes in hex. */
bool	tablefile_digest(const struct tablefile *file, char digest[DIGEST_HEX],
	    struct err *err);

#endif
