/*
 * tests/base/confine-test.c: what a confined process is ended for
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "base/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* Each gives true when what it tries works. */

static bool
opens(void)
{
	return open("/etc/passwd", O_RDONLY) >= 0;
}

static bool
opens_through_itself(void)
{
	return open("/proc/self/fd/0", O_RDONLY) >= 0;
}

static bool
makes(void)
{
	int fd = open("/tmp", O_TMPFILE | O_RDWR, 0600);

	return fd >= 0 && write(fd, "x", 1) == 1;
}

static bool
looks(void)
{
	struct stat st;

	return stat("/etc/passwd", &st) == 0;
}

static bool
connects(void)
{
	return socket(AF_INET, SOCK_STREAM, 0) >= 0;
}

static bool
pairs(void)
{
	int pair[2];

	return socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == 0;
}

static bool
runs(void)
{
	char *argv[] = { (char *)(uintptr_t)"true", NULL };

	execve("/bin/true", argv, argv + 1);
	return false;
}

static bool
forks(void)
{
	return fork() >= 0;
}

static bool
kills(void)
{
	return kill(getppid(), 0) == 0;
}

static bool
traces(void)
{
	return ptrace(PTRACE_ATTACH, getppid(), 0, 0) == 0;
}

static bool
makes_code(void)
{
	return mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE |
	    MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
}

static bool
unconfines(void)
{
	return prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0;
}

static bool
works(void)
{
	char byte;
	void *much = malloc(8u << 20);

	if (much == NULL)
		return false;
	memset(much, 1, 8u << 20);
	free(much);
	return read(STDIN_FILENO, &byte, 1) == 0;
}

static int status_fd;

static bool
is_listed(void)
{
	char text[4096];
	ssize_t n = pread(status_fd, text, sizeof(text) - 1, 0);

	if (n <= 0)
		return false;
	text[n] = '\0';
	return strstr(text, "Seccomp:\t2") != NULL &&
	    strstr(text, "NoNewPrivs:\t1") != NULL;
}

/* How it ends in a confined process: 0 it worked, 1 it was refused, or the
 * signal. */
static int
outcome(enum confine_job job, bool (*attempt)(void))
{
	struct confine_limits limits = { 10, 1 << 20 };
	int status;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		int none = open("/dev/null", O_RDONLY);

		dup2(none, STDIN_FILENO);
		status_fd = open("/proc/self/status", O_RDONLY);
		confine_limits(&limits);
		confine_calls(job);
		_exit(attempt() ? 0 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
}

static bool
has_lists(void)
{
#ifdef SANITIZED
	return false;
#else
	const char *loaded = getenv("LD_PRELOAD");

	/* EFAULT: the kernel knows filters, and missed one. */
	return (loaded == NULL || strstr(loaded, "vgpreload") == NULL) &&
	    prctl(PR_SET_SECCOMP, 2, NULL, 0, 0) != 0 && errno == EFAULT;
#endif
}

static void
expect_ended(enum confine_job job, bool (*attempt)(void))
{
	if (!has_lists())
		skip();
	assert_int_equal(outcome(job, attempt), SIGSYS);
}

static void
confine__a_reader__still_reads_and_computes(void **state)
{
	assert_int_equal(outcome(CONFINE_READER, works), 0);
}

static void
confine__a_reader__is_under_a_list(void **state)
{
	if (!has_lists())
		skip();
	assert_int_equal(outcome(CONFINE_READER, is_listed), 0);
}

static void
confine__a_reader__opens_nothing(void **state)
{
	expect_ended(CONFINE_READER, opens);
	expect_ended(CONFINE_READER, opens_through_itself);
	expect_ended(CONFINE_READER, makes);
	expect_ended(CONFINE_READER, looks);
}

static void
confine__a_reader__has_no_network(void **state)
{
	expect_ended(CONFINE_READER, connects);
	expect_ended(CONFINE_READER, pairs);
}

static void
confine__a_reader__runs_and_harms_no_process(void **state)
{
	expect_ended(CONFINE_READER, runs);
	expect_ended(CONFINE_READER, forks);
	expect_ended(CONFINE_READER, kills);
	expect_ended(CONFINE_READER, traces);
	expect_ended(CONFINE_READER, makes_code);
	expect_ended(CONFINE_READER, unconfines);
}

static void
confine__a_writer__makes_files_and_nothing_else(void **state)
{
	assert_int_equal(outcome(CONFINE_WRITER, makes), 0);
	expect_ended(CONFINE_WRITER, connects);
	expect_ended(CONFINE_WRITER, runs);
	expect_ended(CONFINE_WRITER, forks);
	expect_ended(CONFINE_WRITER, kills);
	expect_ended(CONFINE_WRITER, makes_code);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(confine__a_reader__still_reads_and_computes),
		cmocka_unit_test(confine__a_reader__is_under_a_list),
		cmocka_unit_test(confine__a_reader__opens_nothing),
		cmocka_unit_test(confine__a_reader__has_no_network),
		cmocka_unit_test(confine__a_reader__runs_and_harms_no_process),
		cmocka_unit_test(confine__a_writer__makes_files_and_nothing_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
