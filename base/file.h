/*
 * base/file.h: whole files, and files that appear whole
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/err.h"

/* Reads a whole regular file of at most limit bytes. */
bool	file_read(const char *path, size_t limit, struct buf *out, struct err *err);

/* A file that appears under its name only when it is complete: written to a
 * 0600 temporary in the same directory, synced, renamed, directory synced.
 * An existing path is refused (ERR_EXISTS) unless force.  path "-" or NULL:
 * standard output. */
struct file_out;
struct file_out *file_create(const char *path, bool force, struct err *err);
bool	file_write(struct file_out *out, const void *data, size_t n, struct err *err);
bool	file_commit(struct file_out *out, struct err *err);	/* frees in any case */
/* Does it go straight to a terminal?  Then data is to be shown marked. */
bool	file_terminal(const struct file_out *out);
void	file_abandon(struct file_out *out);			/* NULL allowed */

/* May path be used so (R_OK, W_OK, X_OK; F_OK: is it there)?  Asked for the rights
 * that the program has, as open(2) does it; access(2) asks for its caller's, who
 * has fewer when it is set-group-ID.  false: errno says why. */
bool	file_may(const char *path, int how);
/* A nameless 0600 temporary file in dir (unlinked at once). -1 with err. */
int	file_temporary(const char *dir, struct err *err);
/* What errno says, as a sentence with the next step: "what path：…。", of a
 * full disk "…（what path）。", and the kind that belongs to it.  Always returns
 * false. */
bool	file_error(struct err *err, int number, const char *what, const char *path);
/* The directory part of path, "." if none; the caller's. */
char	*file_dir(const char *path);
/* The directory for temporary files that belong to path: its own, and where that
 * cannot be written (a store on a read-only disk) $TMPDIR or /tmp.  The caller's. */
char	*file_scratch(const char *path);

#endif
