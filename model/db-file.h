/*
 * model/db-file.h: the file of a database, before and after the engine
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_DB_FILE_H
#define MODEL_DB_FILE_H

#include <stdbool.h>

#include "base/err.h"

/* What the system's number says about reading or writing path (0 = no number).
 * Returns false. */
bool	dbfile_error(const char *path, int number, struct err *err);
/* Is there a regular, readable, non-empty file?  Each other case has its own
 * sentence. */
bool	dbfile_look(const char *path, struct err *err);
/* A new empty 0600 file, whatever the umask; ERR_EXISTS when the name is taken. */
bool	dbfile_create(const char *path, struct err *err);
/* Makes <path>-journal (0600) and syncs the directory, where it is not there. */
bool	dbfile_journal(const char *path, struct err *err);
/* Syncs a file and its directory. */
bool	dbfile_sync(const char *path, struct err *err);
/* Gives a finished temporary its name, never in the place of another file;
 * the directory is synced.  The temporary's name is gone in any case. */
bool	dbfile_publish(const char *temporary, const char *path, struct err *err);

/* A free name for what is kept beside path: "<path>.<what>-<time>"; the caller's. */
char	*dbfile_beside(const char *path, const char *what);

#endif
