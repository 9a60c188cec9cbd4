/*
 * reports/confine.c: what a printer in a process of its own may not do
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "reports/confine.h"

#include <sys/prctl.h>
#include <sys/resource.h>

/* The ledger of a nation takes a quarter of an hour. */
enum { SECONDS = 3600 };

static void
limit(int resource, rlim_t most)
{
	struct rlimit now;

	if (getrlimit(resource, &now) != 0)
		return;
	if (now.rlim_max == RLIM_INFINITY || now.rlim_max > most)
		now.rlim_max = most;
	now.rlim_cur = now.rlim_max;
	setrlimit(resource, &now);
}

void
confine(bool files)
{
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_CPU, SECONDS);
	limit(RLIMIT_NPROC, 0);
	if (!files)
		limit(RLIMIT_FSIZE, 0);
#ifndef SANITIZED
	limit(RLIMIT_AS, (rlim_t)1 << 30);
#endif
}
