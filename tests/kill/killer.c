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
#ifdef __x86_64__
#include <sys/user.h>
#endif
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

static const long failing[] = {
	SYS_write, SYS_pwrite64, SYS_fsync, SYS_fdatasync, SYS_ftruncate, SYS_fallocate,
	SYS_openat,
};

static bool
fails(unsigned long long call)
{
	size_t i;

	for (i = 0; i < sizeof(failing) / sizeof(failing[0]); i++)
		if ((unsigned long long)failing[i] == call)
			return true;
	return false;
}

/* The call that is being entered is not made and gives EIO. */
static bool
make_fail(pid_t child)
{
#ifdef __x86_64__
	struct user_regs_struct regs;
	int status;

	if (ptrace(PTRACE_GETREGS, child, NULL, &regs) != 0)
		return false;
	regs.orig_rax = (unsigned long long)-1;
	if (ptrace(PTRACE_SETREGS, child, NULL, &regs) != 0 ||
	    ptrace(PTRACE_SYSCALL, child, NULL, NULL) != 0 ||
	    waitpid(child, &status, 0) != child || !WIFSTOPPED(status) ||
	    ptrace(PTRACE_GETREGS, child, NULL, &regs) != 0)
		return false;
	regs.rax = (unsigned long long)-EIO;
	return ptrace(PTRACE_SETREGS, child, NULL, &regs) == 0;
#else
	return false;
#endif
}

/* Follows a stopped child to its end or to its n-th call, which kills it or
 * fails. */
static struct killer_end
follow(pid_t child, long n, bool fail)
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
			    info.op == PTRACE_SYSCALL_INFO_ENTRY &&
			    (fail ? fails(info.entry.nr) : touches(info.entry.nr)) &&
			    ++end.calls == n) {
				if (fail) {
					end.killed = make_fail(child);
				} else {
					kill(child, SIGKILL);
					waitpid(child, &status, 0);
					end.killed = true;
					return end;
				}
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

static struct killer_end
run(int (*work)(void *arg), void *arg, long n, bool fail)
{
	pid_t child = fork();

	if (child == 0) {
		if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
			_exit(126);
		raise(SIGSTOP);
		_exit(work(arg));
	}
	return follow(child, n, fail);
}

struct killer_end
killer_run(int (*work)(void *arg), void *arg, long n)
{
	return run(work, arg, n, false);
}

struct killer_end
killer_fail(int (*work)(void *arg), void *arg, long n)
{
	return run(work, arg, n, true);
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
	return follow(child, n, false);
}
