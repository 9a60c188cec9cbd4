/*
 * base/confine.c: what a helper may not do
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "base/confine.h"

#include <fcntl.h>
#include <seccomp.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>

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
confine_limits(const struct confine_limits *limits)
{
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_CPU, limits->seconds);
	limit(RLIMIT_NPROC, 0);
	if (limits->file >= 0)
		limit(RLIMIT_FSIZE, (rlim_t)limits->file);
#ifndef SANITIZED
	limit(RLIMIT_AS, (rlim_t)1 << 30);
#endif
}

#ifndef SANITIZED

/* What reading, computing and writing take, with the C library's own ways. */
static const char *const calls[] = {
	"brk", "clock_gettime", "clock_gettime64", "close", "exit",
	"exit_group", "fstat", "fstat64", "futex", "getrandom", "gettimeofday",
	"_llseek", "lseek", "madvise", "mremap", "munmap", "poll", "ppoll",
	"pread64", "pwrite64", "read", "readv", "restart_syscall",
	"rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sysinfo", "time",
	"write", "writev", NULL
};

/* What files in a folder take. */
static const char *const files[] = {
	"access", "chmod", "dup", "dup2", "dup3", "faccessat", "faccessat2",
	"fchmod", "fcntl", "fcntl64", "fdatasync", "fsync", "ftruncate",
	"ftruncate64", "getcwd", "geteuid", "getpid", "getuid", "lstat",
	"newfstatat", "fstatat64", "open", "openat", "readlink", "readlinkat",
	"stat", "statx", "umask", "unlink", "unlinkat", NULL
};

/* A name that this machine does not have is passed over. */
static bool
allow(scmp_filter_ctx list, const char *const *names)
{
	size_t i;
	int call;

	for (i = 0; names[i] != NULL; i++) {
		call = seccomp_syscall_resolve_name(names[i]);
		if (call != __NR_SCMP_ERROR &&
		    seccomp_rule_add(list, SCMP_ACT_ALLOW, call, 0) != 0 &&
		    call >= 0)
			return false;
	}
	return true;
}

/* Memory, but none that can be run; the state of what is open, but of no
 * path. */
static bool
allow_some(scmp_filter_ctx list)
{
	static const char *const memory[] = { "mmap", "mmap2", "mprotect" };
	static const char *const state[] = { "newfstatat", "fstatat64" };
	const struct scmp_arg_cmp data = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
	const struct scmp_arg_cmp own = SCMP_A3(SCMP_CMP_EQ, AT_EMPTY_PATH, 0);
	size_t i;
	int call;

	for (i = 0; i < sizeof(memory) / sizeof(memory[0]); i++) {
		call = seccomp_syscall_resolve_name(memory[i]);
		if (seccomp_rule_add(list, SCMP_ACT_ALLOW, call, 1, data) != 0 &&
		    call >= 0)
			return false;
	}
	for (i = 0; i < sizeof(state) / sizeof(state[0]); i++) {
		call = seccomp_syscall_resolve_name(state[i]);
		if (seccomp_rule_add(list, SCMP_ACT_ALLOW, call, 1, own) != 0 &&
		    call >= 0)
			return false;
	}
	return true;
}

/* Half a list would end what is allowed: all of it or none. */
static void
load_list(enum confine_job job)
{
	scmp_filter_ctx list = seccomp_init(SCMP_ACT_KILL_PROCESS);

	if (list == NULL)
		list = seccomp_init(SCMP_ACT_KILL);
	if (list == NULL)
		return;
	if (allow(list, calls) && allow_some(list) &&
	    (job == CONFINE_READER || allow(list, files)))
		seccomp_load(list);
	seccomp_release(list);
}

/* It runs the program in a process that is its own. */
static bool
under_valgrind(void)
{
	const char *loaded = getenv("LD_PRELOAD");

	return loaded != NULL && strstr(loaded, "vgpreload") != NULL;
}

#endif

void
confine_calls(enum confine_job job)
{
#ifndef SANITIZED
	if (under_valgrind())
		return;
	if (job == CONFINE_READER)
		limit(RLIMIT_NOFILE, 0);
	load_list(job);
#endif
}
