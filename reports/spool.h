/*
 * reports/spool.h: rows of texts that do not stay in memory
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_SPOOL_H
#define REPORTS_SPOOL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

/*
 * Records are appended, then read from any place where one begins.  The first
 * quarter of a megabyte stays in memory, so that a short ledger needs no file
 * and works on a full or read-only disk; what follows goes to a nameless 0600
 * file in dir.  Positions are opaque: spool_add and spool_tell give them.
 */
struct spool;

struct spool *spool_new(const char *dir);	/* copies dir */
void	spool_free(struct spool *spool);	/* NULL allowed */
/* Appends kind and count texts (NULL counts as "").  *at (if not NULL) is the
 * record's position. */
bool	spool_add(struct spool *spool, int kind, const char *const *text,
	    size_t count, long long *at, struct err *err);
void	spool_seek(struct spool *spool, long long at);	/* 0 = the first */
long long spool_tell(const struct spool *spool);	/* of the next record read */
/* 1 = a record, 0 = the end, -1 = err.  The texts are valid until the next
 * call on the spool. */
int	spool_next(struct spool *spool, int *kind, const char *const **text,
	    size_t *count, struct err *err);

/* A place of its own to read from, beside others; what it gives is valid until
 * its next record.  block is how much it reads at a time.  Nothing may be added
 * while there are readers. */
struct spool_reader;
struct spool_reader *spool_reader_new(struct spool *spool, long long at,
	    size_t block);
void	spool_reader_free(struct spool_reader *reader);	/* NULL allowed */
long long spool_reader_tell(const struct spool_reader *reader);
int	spool_reader_next(struct spool_reader *reader, int *kind,
	    const char *const **text, size_t *count, struct err *err);
/* Where the next record would be added. */
long long spool_end(const struct spool *spool);

#endif
