/*
 * tests/kill/killer.c: kills a child at its n-th system call
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include "tests/kill/killer.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static const long touching[] = {
	SYS_write, SYS_pwrite64, SYS_writev, SYS_pwritev, SYS_fsync, SYS_fdatasync,
	SYS_ftruncate, SYS_renameat, SYS_renameat2, SYS_unlinkat, SYS_linkat,
	SYS_openat, SYS_close, SYS_flock, SYS_fcntl, SYS_fallocate, SYS_fchmod,
#ifdef SYS_rename
	SYS_rename, SYS_unlink, SYS_link, SYS_open, SYS_truncate,
#endif
};

static bool
touches(unsigned long long call)
{
	size_t i;

	for (i = 0; i < sizeof(touching) / sizeof(touching[0]); i++)
		if ((unsigned long long)touching[i] == call)
			return true;
	return false;
}

/* Follows a stopped child to its end or to its n-th call. */
static struct killer_end
follow(pid_t child, long n)
{
	struct killer_end end = { false, -1, 0 };
	struct __ptrace_syscall_info info;
	int status;

	if (waitpid(child, &status, 0) != child || !WIFSTOPPED(status))
		return end;
	ptrace(PTRACE_SETOPTIONS, child, NULL,
	    (void *)(long)(PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL));
	for (;;) {
		int signo = 0;

		if (WIFSTOPPED(status) && WSTOPSIG(status) == (SIGTRAP | 0x80)) {
			if (ptrace(PTRACE_GET_SYSCALL_INFO, child, (void *)sizeof(info), &info) > 0 &&
			    info.op == PTRACE_SYSCALL_INFO_ENTRY && touches(info.entry.nr) &&
			    ++end.calls == n) {
				kill(child, SIGKILL);
				waitpid(child, &status, 0);
				end.killed = true;
				return end;
			}
		} else if (WIFSTOPPED(status) && WSTOPSIG(status) != SIGTRAP &&
		    WSTOPSIG(status) != SIGSTOP) {
			signo = WSTOPSIG(status);
		}
		if (ptrace(PTRACE_SYSCALL, child, NULL, (void *)(long)signo) != 0 ||
		    waitpid(child, &status, 0) != child)
			return end;
		if (WIFEXITED(status) || WIFSIGNALED(status)) {
			end.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
			return end;
		}
	}
}

struct killer_end
killer_run(int (*work)(void *arg), void *arg, long n)
{
	pid_t child = fork();

	if (child == 0) {
		if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
			_exit(126);
		raise(SIGSTOP);
		_exit(work(arg));
	}
	return follow(child, n);
}

struct killer_end
killer_exec(char *const *argv, long n)
{
	pid_t child = fork();

	if (child == 0) {
		int null = open("/dev/null", O_WRONLY | O_CLOEXEC);

		dup2(null, 1);
		dup2(null, 2);
		if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
			_exit(126);
		raise(SIGSTOP);
		execv(argv[0], argv);
		_exit(127);
	}
	return follow(child, n);
}
