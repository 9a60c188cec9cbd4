/*
 * tests/bench/bench.c: how long a clerk waits, as ratios to plain SQLite
 * SPDX-License-Identifier: Apache-2.0
 *
 * bench PROGRAM STORE SCENE
 *
 * Both sides of a ratio run alternately in this one process, so that a busy
 * machine slows both.  A scene is lines of
 *	open TEXT	the words that tell that the first screen is complete
 *	quit KEYS	what leaves the program from there (C escapes)
 *	go KEYS / wait TEXT	to the screen that is measured
 *	seek TEXT	Down until the marker > stands before TEXT
 *	time NAME N KEYS	presses KEYS N times; median and worst answer, bytes
 *	type NAME TEXT	presses the keys of TEXT one by one; the same
 * Medians are printed, never judged: timed tests lie on a shared machine.
 */
#include "config.h"

#include <assert.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/text.h"
#include "tests/screen/pty.h"

#define RUNS 21
#define QUIET 100		/* work that waits begins after 50 */

static char *program, *store;

static long long
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

static int
by_size(const void *a, const void *b)
{
	long long x = *(const long long *)a, y = *(const long long *)b;

	return (x > y) - (x < y);
}

static long long
median(long long *value, int count)
{
	qsort(value, (size_t)count, sizeof(*value), by_size);
	return value[count / 2];
}

/* "\n" "\e" "\x1b" and the like to bytes, in place; returns the length. */
static size_t
unescape(char *text)
{
	char *from = text, *to = text;

	while (*from != '\0') {
		if (from[0] == '\\' && from[1] == 'e') {
			*to++ = '\033';
			from += 2;
		} else if (from[0] == '\\' && from[1] == 'r') {
			*to++ = '\r';
			from += 2;
		} else if (from[0] == '\\' && from[1] == 'x') {
			char digits[3] = { from[2], from[3], '\0' };

			*to++ = (char)strtol(digits, NULL, 16);
			from += 4;
		} else {
			*to++ = *from++;
		}
	}
	*to = '\0';
	return (size_t)(to - text);
}

static struct pty *
launch(void)
{
	char *argv[] = { program, (char *)"--db", store, NULL };

	return pty_start(argv, 80, 24, "xterm-256color", "C.UTF-8", "utf-8");
}

static bool
shows(struct pty *pty, const char *text)
{
	char *screen = pty_screen(pty);
	bool found = strstr(screen, text) != NULL;

	free(screen);
	return found;
}

static void
wait_for(struct pty *pty, const char *text)
{
	long long end = now_us() + 20000000LL;

	while (!shows(pty, text) && now_us() < end)
		pty_settle(pty, QUIET, 200);
	if (!shows(pty, text)) {
		fprintf(stderr, "bench: never saw %s\n%s", text, pty_screen(pty));
		exit(1);
	}
	pty_settle(pty, QUIET, 1000);
}

static long long
plain_sqlite(long long *cpu)
{
	long long start = now_us();
	struct rusage used;
	int status;
	pid_t child = fork();

	assert(child >= 0);
	if (child == 0) {
		if (freopen("/dev/null", "w", stdout) == NULL)
			_exit(126);
		execlp("sqlite3", "sqlite3", store, "select count(*) from person", (char *)NULL);
		_exit(127);
	}
	wait4(child, &status, 0, &used);
	*cpu = (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000LL +
	    used.ru_utime.tv_usec + used.ru_stime.tv_usec;
	assert(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	return now_us() - start;
}

/* The keys that leave wait in the terminal's queue while it starts: the time
 * is that of a whole session with its first screen. */
static long long
start_and_exit(const char *open, char *quit, size_t n, long long *cpu)
{
	long long start = now_us();
	struct pty *pty = launch();
	char *screen;

	while (!shows(pty, open) && now_us() - start < 20000000LL)
		pty_settle(pty, 1, 5);
	pty_send(pty, quit, n);
	if (pty_wait_exit(pty, 10000) != 0) {
		screen = pty_screen(pty);
		fprintf(stderr, "bench: does not leave by the keys given:\n%s", screen);
		exit(1);
	}
	start = now_us() - start;
	*cpu = pty_cpu(pty);
	pty_free(pty);
	return start;
}

static void
startup(const char *open, char *quit)
{
	long long ours[RUNS], plain[RUNS], ours_cpu[RUNS], plain_cpu[RUNS];
	size_t n = unescape(quit);
	int i;

	for (i = 0; i < RUNS; i++) {
		plain[i] = plain_sqlite(&plain_cpu[i]);
		ours[i] = start_and_exit(open, quit, n, &ours_cpu[i]);
	}
	printf("start to first screen and exit: %.1f ms, sqlite3 count(*): %.1f ms, ratio %.2f (aim <= 2)\n",
	    (double)median(ours, RUNS) / 1000, (double)median(plain, RUNS) / 1000,
	    (double)median(ours, RUNS) / (double)median(plain, RUNS));
	printf("  of that processor: %.1f ms and %.1f ms, ratio %.2f (the emulator draws beside it)\n",
	    (double)median(ours_cpu, RUNS) / 1000, (double)median(plain_cpu, RUNS) / 1000,
	    (double)median(ours_cpu, RUNS) / (double)median(plain_cpu, RUNS));
}

static void
memory(struct pty *pty)
{
	char path[64], line[256];
	long kb, sum = 0;
	FILE *in;

	snprintf(path, sizeof(path), "/proc/%d/smaps_rollup", (int)pty_child(pty));
	if ((in = fopen(path, "r")) == NULL)
		return;
	while (fgets(line, sizeof(line), in) != NULL)
		if (sscanf(line, "Private_Clean: %ld", &kb) == 1 ||
		    sscanf(line, "Private_Dirty: %ld", &kb) == 1)
			sum += kb;
	fclose(in);
	printf("private memory: %.1f MB (aim <= 8)\n", (double)sum / 1024);
}

static void
seek(struct pty *pty, const char *text)
{
	char mark[128];
	int i;

	snprintf(mark, sizeof(mark), ">%s", text);
	for (i = 0; i < 60; i++) {
		char *screen = pty_screen(pty), *from, *to = screen;

		/* The line's mark, its alarm, and what it is about. */
		for (from = screen; *from != '\0'; from++)
			if (*from != ' ' && *from != '!')
				*to++ = *from;
		*to = '\0';
		to = strstr(screen, mark);
		free(screen);
		if (to != NULL)
			return;
		pty_send(pty, "\033OB", 3);
		pty_settle(pty, QUIET, 500);
	}
	fprintf(stderr, "bench: never came to %s\n%s", text, pty_screen(pty));
	exit(1);
}

/* Processor time that the program has used, in microseconds. */
static long long
used_us(struct pty *pty)
{
	struct timespec t;
	clockid_t clock;

	if (clock_getcpuclockid(pty_child(pty), &clock) != 0 ||
	    clock_gettime(clock, &t) != 0)
		return 0;
	return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

/* From a key to the last byte of its answer.  What the program does when the
 * keys are quiet is no part of it, but must be over before the next one. */
static void
timed(struct pty *pty, const char *name, int count, char *keys, bool each)
{
	size_t n = unescape(keys), before = pty_bytes(pty), at = 0;
	long long *took, *work, worst = 0, most = 0, quiet = 0;
	int i;

	if (each)
		count = (int)text_length(keys);
	took = calloc((size_t)count, sizeof(*took));
	work = calloc((size_t)count, sizeof(*work));

	assert(took != NULL && work != NULL);
	for (i = 0; i < count; i++) {
		long long start = now_us(), used = used_us(pty);
		size_t bytes = pty_bytes(pty);

		if (each)
			n = text_next(keys, at) - at;
		pty_send(pty, keys + at, n);
		at += each ? n : 0;
		while (pty_bytes(pty) == bytes && now_us() - start < 1000000)
			pty_settle(pty, 5, 5);
		pty_settle(pty, 5, 2000);
		took[i] = pty_last_output(pty) > start ? pty_last_output(pty) - start : 0;
		work[i] = used_us(pty) - used;
		worst = took[i] > worst ? took[i] : worst;
		most = work[i] > most ? work[i] : most;
		start = used_us(pty);
		for (used = -1; used != used_us(pty); ) {
			used = used_us(pty);
			pty_settle(pty, QUIET, QUIET);
		}
		quiet = used - start > quiet ? used - start : quiet;
	}
	printf("%s: median %.1f ms, worst %.1f ms; of the processor median %.1f ms,"
	    " worst %.1f ms (aim <= 16), %.1f ms when the keys are quiet;"
	    " %.0f bytes each\n", name,
	    (double)median(took, count) / 1000, (double)worst / 1000,
	    (double)median(work, count) / 1000, (double)most / 1000,
	    (double)quiet / 1000,
	    (double)(pty_bytes(pty) - before) / count);
	fflush(stdout);
	free(took);
	free(work);
}

int
main(int argc, char **argv)
{
	char line[1024], open[256] = "", *rest, *verb, *name, *count;
	struct pty *pty = NULL;
	FILE *in;

	if (argc != 4 || (in = fopen(argv[3], "r")) == NULL) {
		fprintf(stderr, "usage: bench PROGRAM STORE SCENE\n");
		return 2;
	}
	program = argv[1];
	store = argv[2];
	while (fgets(line, sizeof(line), in) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		rest = line;
		verb = strsep(&rest, " ");
		if (*verb == '#' || *verb == '\0' || (rest == NULL && strcmp(verb, "memory") != 0))
			continue;
		if (strcmp(verb, "open") == 0) {
			snprintf(open, sizeof(open), "%s", rest);
		} else if (strcmp(verb, "quit") == 0) {
			startup(open, rest);
			pty = launch();
			wait_for(pty, open);
		} else if (strcmp(verb, "go") == 0) {
			size_t n = unescape(rest);

			pty_send(pty, rest, n);
			pty_settle(pty, QUIET, 2000);
		} else if (strcmp(verb, "wait") == 0) {
			wait_for(pty, rest);
		} else if (strcmp(verb, "time") == 0) {
			name = strsep(&rest, " ");
			count = strsep(&rest, " ");
			timed(pty, name, atoi(count), rest, false);
		} else if (strcmp(verb, "seek") == 0) {
			seek(pty, rest);
		} else if (strcmp(verb, "type") == 0) {
			name = strsep(&rest, " ");
			timed(pty, name, 0, rest, true);
		} else if (strcmp(verb, "memory") == 0) {
			memory(pty);
		}
	}
	fclose(in);
	pty_free(pty);
	return 0;
}
