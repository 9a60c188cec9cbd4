/*
 * base/confine.h: what a helper may not do
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_CONFINE_H
#define BASE_CONFINE_H

/*
 * A helper reads what may be built to break it.  Should that succeed, there is
 * to be nothing that it can do with its process: no other files, no network,
 * no other programs or processes, no endless time and memory.
 *
 * The limits hold on every system.  The list of allowed system calls (seccomp,
 * by libseccomp) ends a helper that leaves it with SIGSYS; where the kernel
 * has no such lists, and under sanitizers and valgrind, which do calls of
 * their own, the limits stay alone.
 */

struct confine_limits {
	unsigned	 seconds;	/* of processor time */
	long long	 file;		/* bytes of a file that it writes; -1: any */
};

/* At the very beginning: no new rights, no core file, no other processes; time
 * and memory. */
void	confine_limits(const struct confine_limits *limits);

enum confine_job {
	CONFINE_READER,		/* reads and writes what is open */
	CONFINE_WRITER		/* opens, makes and removes files, too */
};
/* When all that it needs is loaded and open, before it reads a byte of what
 * came from outside. */
void	confine_calls(enum confine_job job);

#endif
