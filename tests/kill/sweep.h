/*
 * tests/kill/sweep.h: the same work killed at each of its calls in turn
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_KILL_SWEEP_H
#define TESTS_KILL_SWEEP_H

#include <stdbool.h>

#include "base/buf.h"

/*
 * prepare puts the place as it was; work runs in the child and calls
 * sweep_acknowledge when it would tell the clerk that all is done; look judges
 * what is on the disk and appends what is wrong to `wrong`, and says whether
 * the work is there.  With $LONG every call has its turn, else only those `step`
 * apart (an uneven number, so that every kind of call has its turn).  errors:
 * the call is not killed but fails with an I/O error, and the work is to end
 * well all the same (by saving again).
 */
struct sweep {
	void	(*prepare)(void *arg);
	int	(*work)(void *arg);		/* exit status */
	bool	(*look)(void *arg, struct buf *wrong);
	void	*arg;
	long	 step;
	bool	 errors;
};

struct sweep_result {
	long	 kills;		/* or errors, that happened */
	long	 calls;		/* of a whole run */
	long	 absent, present;	/* what was found behind the kills */
	long	 lost;		/* acknowledged, and not there */
	long	 torn;		/* runs with something wrong */
	struct buf wrong;	/* the first of it */
};

void	sweep_acknowledge(void);
/* Until a run gets through.  The caller clears result->wrong. */
void	sweep_run(const struct sweep *sweep, struct sweep_result *result);

#endif
