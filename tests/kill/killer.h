/*
 * tests/kill/killer.h: kills a child at its n-th system call
 * SPDX-License-Identifier: Apache-2.0
 *
 * A sweep runs the same work again and again, killed one system call later
 * each time, until a run gets through; behind every run the test looks at
 * what is on the disk.  A child is stopped before the call is carried out.
 */
#ifndef TESTS_KILL_KILLER_H
#define TESTS_KILL_KILLER_H

#include <stdbool.h>

struct killer_end {
	bool	killed;		/* by us, at the n-th call */
	int	status;		/* exit status when it got through */
	long	calls;		/* system calls seen */
};

/* Runs work(arg) in a child; its return value is the exit status.  n = 0:
 * counts only.  Only calls that change files count (write, pwrite, fsync,
 * fdatasync, ftruncate, rename, unlink, link, openat, close, flock, fcntl …):
 * others cannot change what is found afterwards. */
struct killer_end killer_run(int (*work)(void *arg), void *arg, long n);

/* Lets the n-th call that writes, syncs, cuts or opens a file fail with EIO
 * (killed then means: failed) and follows the child to its end.  Where the
 * machine is not known (only x86-64 is) nothing fails: killed stays false. */
struct killer_end killer_fail(int (*work)(void *arg), void *arg, long n);

/* Runs a program instead. */
struct killer_end killer_exec(char *const *argv, long n);

#endif
