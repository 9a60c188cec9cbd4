/*
 * tests/bench/output-bench.c: outputs of a whole store, their time and memory
 * SPDX-License-Identifier: Apache-2.0
 *
 * output-bench PROGRAM STORE SQL RUNS
 *
 * The CSV ledger and sqlite3 running the SELECT in SQL take turns, so that a
 * busy machine slows both; both write a file.  The other outputs run once.
 * Memory is the largest of the program and its helpers, as the kernel tells
 * it.  Nothing is judged: timed tests lie on a shared machine.
 */
#include "config.h"

#include <assert.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_RUNS = 21, WORDS = 8 };

static const char out_path[] = "bench-out.tmp";

struct cost { double cpu, wall, megabytes; };

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Runs argv with in (NULL: nothing) as its input; output goes to out_path. */
static struct cost
run(const char *const *argv, const char *in)
{
	struct cost cost = { 0, now(), 0 };
	struct rusage use;
	int status;
	pid_t pid;

	unlink(out_path);
	pid = fork();
	assert(pid >= 0);
	if (pid == 0) {
		if (freopen(in == NULL ? "/dev/null" : in, "r", stdin) == NULL ||
		    freopen(out_path, "w", stdout) == NULL ||
		    freopen("/dev/null", "w", stderr) == NULL)
			_exit(126);
		execvp(argv[0], (char *const *)argv);
		_exit(127);
	}
	assert(wait4(pid, &status, 0, &use) == pid);
	if (status != 0) {
		fprintf(stderr, "output-bench: %s failed\n", argv[0]);
		exit(1);
	}
	cost.wall = now() - cost.wall;
	cost.cpu = (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
	    (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
	cost.megabytes = (double)use.ru_maxrss / 1024;
	return cost;
}

/* Lines of the output, to see that both sides wrote as many. */
static long
lines(void)
{
	FILE *in = fopen(out_path, "r");
	long count = 0;
	int c;

	assert(in != NULL);
	while ((c = getc(in)) != EOF)
		count += c == '\n';
	fclose(in);
	return count;
}

static int
by_wall(const void *a, const void *b)
{
	const struct cost *x = a, *y = b;

	return (x->wall > y->wall) - (x->wall < y->wall);
}

static void
ledger(const char *program, const char *store, const char *sql, int runs)
{
	const char *ours[] = { program, "--db", store, "report", "roster",
		"--format", "csv", NULL };
	const char *plain[] = { "sqlite3", "-readonly", "-csv", "-header", store,
		NULL };
	struct cost a[MOST_RUNS], b[MOST_RUNS];
	long rows = 0, same;
	int i;

	for (i = 0; i < runs; i++) {
		b[i] = run(plain, sql);
		same = lines();
		a[i] = run(ours, NULL);
		rows = lines();
		if (rows != same) {
			fprintf(stderr, "output-bench: %ld lines, plain SQLite"
			    " has %ld\n", rows, same);
			exit(1);
		}
	}
	qsort(a, (size_t)runs, sizeof(*a), by_wall);
	qsort(b, (size_t)runs, sizeof(*b), by_wall);
	i = runs / 2;
	printf("csv ledger, %ld rows: %.2f s, sqlite3 -csv: %.2f s, "
	    "ratio %.2f (aim <= 2); of the processor %.2f; "
	    "%.1f MB (aim <= 16)\n", rows - 1, a[i].wall, b[i].wall,
	    a[i].wall / b[i].wall, a[i].cpu / b[i].cpu, a[i].megabytes);
	fflush(stdout);
}

static void
whole(const char *program, const char *store, const char *const *word)
{
	const char *argv[WORDS + 7] = { program, "--db", store };
	struct cost cost;
	int n = 3, i;

	for (i = 0; i < WORDS && word[i] != NULL; i++)
		argv[n++] = word[i];
	if (strcmp(word[0], "due") != 0) {
		argv[n++] = "--force";
		argv[n++] = "-o";
		argv[n++] = out_path;
	}
	argv[n] = NULL;
	cost = run(argv, NULL);
	for (i = 0; i < WORDS && word[i] != NULL; i++)
		printf("%s%s", i == 0 ? "" : " ", word[i]);
	printf(": %.2f s, %.2f s of the processor; %.1f MB (aim <= 16)\n",
	    cost.wall, cost.cpu, cost.megabytes);
	fflush(stdout);
}

int
main(int argc, char **argv)
{
	static const char *const outputs[][WORDS] = {
		{ "report", "roster", "--format", "pdf" },
		{ "report", "roster", "--format", "xlsx" },
		{ "report", "roster", "--format", "html" },
		{ "report", "roster", "--format", "text" },
		{ "export", "roster", "--full" },
		{ "export", "roster", "--full", "--format", "xlsx" },
		{ "export", "visit", "--full" },
		{ "due", "--format", "csv" },
	};
	int runs = argc == 5 ? atoi(argv[4]) : 0;
	size_t i;

	if (runs < 1 || runs > MOST_RUNS) {
		fputs("usage: output-bench PROGRAM STORE SQL RUNS\n", stderr);
		return 2;
	}
	ledger(argv[1], argv[2], argv[3], runs);
	for (i = 0; i < sizeof(outputs) / sizeof(outputs[0]); i++)
		whole(argv[1], argv[2], outputs[i]);
	unlink(out_path);
	return 0;
}
