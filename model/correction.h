/*
 * model/correction.h: rows of a file from outside, corrected before they are in
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_CORRECTION_H
#define MODEL_CORRECTION_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "model/draft.h"

/*
 * A file from outside is never written to.  What a clerk corrects in a refused
 * row lies in the drafts file (0600, beside the store) under the file's digest,
 * its sheet and the line, by user, until the import of that file is done: the
 * next dry run and the import read these cells in the place of the file's.
 */
enum correction_who {
	CORRECTION_ASK,			/* nothing was decided: as the row says */
	CORRECTION_PERSON,		/* 是此人: the one of number */
	CORRECTION_NEW			/* 另建新人 */
};

struct correction {
	long	 line;
	size_t	 count;
	char	**cell;			/* all of the row's; count 0: the file's own */
	enum correction_who who;
	char	*number;		/* 人员编号 of CORRECTION_PERSON, else NULL */
};

struct correction_file {
	const char *digest;		/* of all its bytes, hex */
	const char *path;		/* to tell a file that has changed since */
	const char *sheet;		/* NULL: text */
};

/* Own corrections of this file by line, the caller's: corrections_free. */
bool	corrections_list(struct drafts *drafts, const struct correction_file *file,
	    struct correction **list, size_t *count, struct err *err);
void	corrections_free(struct correction *list, size_t count);
/* The one of a line, or NULL; list sorted as above. */
const struct correction *correction_find(const struct correction *list,
	    size_t count, long line);
/* Writes or replaces that of correction->line. */
bool	correction_save(struct drafts *drafts, const struct correction_file *file,
	    const struct correction *correction, struct err *err);
/* Takes back that of a line; of line 0: all of this file. */
bool	correction_drop(struct drafts *drafts, const struct correction_file *file,
	    long line, struct err *err);
/* How many own corrections wait for a file of this path with other bytes: they
 * are not used for this one. */
bool	corrections_stale(struct drafts *drafts, const struct correction_file *file,
	    long *count, struct err *err);
/* Drops those of this path with other bytes. */
bool	corrections_drop_stale(struct drafts *drafts,
	    const struct correction_file *file, struct err *err);
void	correction_clear(struct correction *correction);

#endif
