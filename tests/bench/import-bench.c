/*
 * tests/bench/import-bench.c: imports, as ratios to a script that writes the same
 * SPDX-License-Identifier: Apache-2.0
 *
 * import-bench PROGRAM STORE [RUNS [VISITS]]; works in the current directory, which
 * gets large.  The people and visits (the oldest VISITS of them, 0 = all: a million
 * people have six million) of a (demo) store become files in GB18030.  Then take
 * turns, each a process of its own:
 *
 *   import       the file into a new store (visits: into the one of the roster)
 *   script       the sqlite3 shell writes what the import wrote, with INSERTs in
 *                the same order into a copy of the same empty store (all tables
 *                and indexes there), with the store's settings, so many rows in
 *                a transaction as the import had on an average
 *   one          the same in one transaction
 *   raw          iconv into .import: one table of text, nothing else
 *
 * Counts and the journal are written by the script once, at its end; so it does
 * less than the import.  Medians of processor time and of waiting are printed,
 * never judged.
 */
#include "config.h"

#include <assert.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "tests/bench/import-script.h"

#define RUNS_MOST 15
#define LOOK_MS 20		/* between two looks at the memory */

static const char settings[] = "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = EXTRA;"
    " PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON; PRAGMA cache_size = -4000;";

static const char *program, *demo;

struct cost { double cpu, wall, mb; };

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* The most that a process has held, and its helpers. */
static double
memory_of(int pid)
{
	char path[64], line[256];
	long kb = 0;
	double sum = 0;
	FILE *in;
	int child;

	snprintf(path, sizeof(path), "/proc/%d/status", pid);
	if ((in = fopen(path, "r")) == NULL)
		return 0;
	while (fgets(line, sizeof(line), in) != NULL)
		if (sscanf(line, "VmHWM: %ld", &kb) == 1)
			sum = (double)kb / 1024;
	fclose(in);
	snprintf(path, sizeof(path), "/proc/%d/task/%d/children", pid, pid);
	if ((in = fopen(path, "r")) == NULL)
		return sum;
	while (fscanf(in, "%d", &child) == 1)
		sum += memory_of(child);
	fclose(in);
	return sum;
}

/* Runs a program (list ends with NULL) with its input and output; it may end with
 * a status up to most. */
static struct cost
run(const char *const *argv, const char *from, const char *to, int most)
{
	const struct timespec nap = { 0, LOOK_MS * 1000000 };
	struct cost cost = { 0, now(), 0 };
	struct rusage use;
	double mb;
	int status, in, out;
	pid_t pid = fork(), got;

	assert(pid >= 0);
	if (pid == 0) {
		in = open(from != NULL ? from : "/dev/null", O_RDONLY);
		out = open(to != NULL ? to : "/dev/null", O_WRONLY | O_CREAT | O_TRUNC, 0600);
		dup2(in, STDIN_FILENO);
		dup2(out, STDOUT_FILENO);
		execvp(argv[0], (char *const *)argv);
		_exit(127);
	}
	while ((got = wait4(pid, &status, WNOHANG, &use)) == 0) {
		mb = memory_of(pid);
		cost.mb = mb > cost.mb ? mb : cost.mb;
		nanosleep(&nap, NULL);
	}
	cost.wall = now() - cost.wall;
	cost.cpu = (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
	    (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
	assert(got == pid);
	if (!WIFEXITED(status) || WEXITSTATUS(status) > most) {
		fprintf(stderr, "import-bench: %s %s failed\n", argv[0], argv[1]);
		exit(1);
	}
	return cost;
}

static void
copy(const char *from, const char *to)
{
	const char *argv[] = { "cp", from, to, NULL };

	run(argv, NULL, NULL, 0);
}

static void
write_text(const char *path, const char *text)
{
	FILE *out = fopen(path, "w");

	assert(out != NULL);
	fputs(text, out);
	fclose(out);
}

/* How many transactions a store has seen: its header counts them. */
static long
transactions(const char *path)
{
	unsigned char head[28];
	FILE *in = fopen(path, "r");

	assert(in != NULL && fread(head, sizeof(head), 1, in) == 1);
	fclose(in);
	return (long)head[24] << 24 | head[25] << 16 | head[26] << 8 | head[27];
}

static long
lines(const char *path)
{
	FILE *in = fopen(path, "r");
	long count = 0;
	int c;

	assert(in != NULL);
	while ((c = getc(in)) != EOF)
		count += c == '\n';
	fclose(in);
	return count;
}

/* ---- the files ---- */

static void
make_files(long visits)
{
	const char *roster[] = { program, "--db", demo, "export", "roster", "--full",
		"--encoding", "gb18030", "--format", "csv", "-o", "roster.csv", "--force", NULL };
	const char *gb[] = { "iconv", "-f", "UTF-8", "-t", "GB18030", "visits.txt", NULL };
	const char *empty[] = { program, "--db", "empty.db", "--user", "bench", "init",
		"--office", "司法所", "--start", "2020-01-01", NULL };

	run(roster, NULL, NULL, 0);
	import_visits(demo, visits, "visits.txt");
	run(gb, NULL, "visits.csv", 0);
	unlink("visits.txt");
	unlink("empty.db");
	run(empty, NULL, NULL, 0);
}

/* ---- the turns ---- */

static struct cost
turn_import(const char *profile, const char *base, const char *file)
{
	const char *argv[] = { program, "--db", "import.db", "--user", "bench", "import",
		profile, file, "--rejects", "rejects.csv", NULL };

	copy(base, "import.db");
	unlink("rejects.csv");
	return run(argv, NULL, NULL, 1);
}

static struct cost
turn_script(const char *base, bool batches)
{
	const char *argv[] = { "sqlite3", "-batch", "-bail", "-init", "/dev/null", "-cmd",
		settings, "script.db", NULL };

	copy(base, "script.db");
	write_text("batch.sql", batches ? "COMMIT;BEGIN;\n" : "");
	return run(argv, "script.sql", NULL, 0);
}

static struct cost
turn_raw(const char *file)
{
	char *line = mem_printf("iconv -f GB18030 -t UTF-8 %s | sqlite3 -batch -bail"
	    " -init /dev/null -cmd '%s' raw.db '.import --csv /dev/stdin t'", file, settings);
	const char *argv[] = { "sh", "-c", line, NULL };
	struct cost cost;

	unlink("raw.db");
	cost = run(argv, NULL, NULL, 0);
	free(line);
	return cost;
}

static int
by_cpu(const void *a, const void *b)
{
	const struct cost *x = a, *y = b;

	return (x->cpu > y->cpu) - (x->cpu < y->cpu);
}

static int
by_wall(const void *a, const void *b)
{
	const struct cost *x = a, *y = b;

	return (x->wall > y->wall) - (x->wall < y->wall);
}

static struct cost
middle(struct cost *cost, int count)
{
	struct cost c = { .mb = 0 };
	int i;

	for (i = 0; i < count; i++)
		c.mb = cost[i].mb > c.mb ? cost[i].mb : c.mb;
	qsort(cost, (size_t)count, sizeof(*cost), by_cpu);
	c.cpu = cost[count / 2].cpu;
	qsort(cost, (size_t)count, sizeof(*cost), by_wall);
	c.wall = cost[count / 2].wall;
	return c;
}

static void
print_other(const char *name, struct cost own, struct cost ours)
{
	printf("  %-26s processor %7.2f s  wall %7.2f s   ratio %.2f (processor) %.2f (wall)\n",
	    name, own.cpu, own.wall, ours.cpu / own.cpu, ours.wall / own.wall);
}

static void
compare(const char *profile, const char *base, const char *file, long long after, int runs)
{
	struct cost ours[RUNS_MOST], script[RUNS_MOST], one[RUNS_MOST], raw[RUNS_MOST], us;
	long all = lines(file) - 1, batch = 0, before;
	char name[64];
	int i;

	for (i = 0; i < runs; i++) {
		before = transactions(base);
		ours[i] = turn_import(profile, base, file);
		if (i == 0) {
			batch = all / (transactions("import.db") - before) + 1;
			import_script("import.db", after, batch, "script.sql");
		}
		script[i] = turn_script(base, true);
		one[i] = turn_script(base, false);
		raw[i] = turn_raw(file);
	}
	us = middle(ours, runs);
	printf("import %s: %ld rows  processor %.2f s  wall %.2f s  %.0f rows/s  memory %.1f MB"
	    " (aim <= 16)\n", profile, all, us.cpu, us.wall, (double)all / us.wall, us.mb);
	snprintf(name, sizeof(name), "script, %ld rows at a time", batch);
	print_other(name, middle(script, runs), us);
	print_other("script, one transaction", middle(one, runs), us);
	print_other("raw iconv | .import", middle(raw, runs), us);
	fflush(stdout);
}

int
main(int argc, char **argv)
{
	int runs = argc > 3 ? atoi(argv[3]) : 3;
	long visits = argc > 4 ? atol(argv[4]) : 0;
	char *program_path, *demo_path;

	if (argc < 3 || runs < 1 || runs > RUNS_MOST || visits < 0) {
		fputs("usage: import-bench PROGRAM STORE [RUNS [VISITS]]\n", stderr);
		return 2;
	}
	program = program_path = realpath(argv[1], NULL);
	demo = demo_path = realpath(argv[2], NULL);
	assert(program != NULL && demo != NULL);
	make_files(visits);
	compare("roster", "empty.db", "roster.csv", 0, runs);
	copy("import.db", "people.db");
	compare("visits", "people.db", "visits.csv", import_script_last("people.db"), runs);
	free(program_path);
	free(demo_path);
	return 0;
}
