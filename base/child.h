/*
 * base/child.h: a helper program of ours, fed through a pipe
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_CHILD_H
#define BASE_CHILD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

/*
 * Helpers parse what strangers send, or load libraries that the workbench
 * shall not.  They are programs of this package, started without a shell from
 * $BANGJIAO_LIBEXEC, else from beside this program, else from where they were
 * installed.  A helper gets the descriptors that are named here and no others,
 * and of the environment only what it reads.
 *
 * What a helper says on standard output goes to a function as it comes; what
 * it says on standard error is a sentence for the clerk: the failure, or with
 * status 0 a notice.
 */
struct child;

/* Takes what the helper wrote; false with err stops it. */
typedef bool (*child_fn)(void *arg, const void *data, size_t n, struct err *err);
/* Now and then while it works; false with err stops it. */
typedef bool (*child_goes)(void *arg, struct err *err);

struct child_spec {
	const char	*program;	/* "bangjiao-pdf" */
	const char *const *args;	/* behind its name, NULL at the end; or NULL */
	/* Where it works and makes files, with our rights; NULL: nowhere, and it
	 * gives up what a set-group-ID program has beyond its caller. */
	const char	*dir;
	int		 in;		/* its standard input; -1: child_write feeds it */
	int		 out;		/* its standard output; -1: goes to take */
	const int	*also;		/* one more descriptor, its 3; or NULL */
	child_fn	 take;
	child_goes	 goes;		/* or NULL */
	void		*arg;
};

/* NULL with err when there is no such helper. */
struct child *child_start(const struct child_spec *spec, struct err *err);
/* Feeds it, and takes what it has to say meanwhile.  False also when it ended
 * before it had read all, with what it said; then child_kill is due. */
bool	child_write(struct child *child, const void *data, size_t n,
	    struct err *err);
/* The end of its input; takes the rest and waits.  False with what it said
 * when it failed or died.  *notice (if not NULL) gets what it said else.
 * Frees in any case. */
bool	child_end(struct child *child, struct buf *notice, struct err *err);
/* Ends and frees it, without a word.  NULL allowed. */
void	child_kill(struct child *child);

#endif
