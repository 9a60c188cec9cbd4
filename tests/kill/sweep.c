/*
 * tests/kill/sweep.c: the same work killed at each of its calls in turn
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "tests/kill/sweep.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/kill/killer.h"

/* The child's word: one byte in a pipe outlives it. */
static int pipes[2] = { -1, -1 };

void
sweep_acknowledge(void)
{
	/* The word itself may be the call that fails. */
	if (write(pipes[1], "x", 1) != 1 && write(pipes[1], "x", 1) != 1)
		_exit(99);
}

/* One run; true when it got through. */
static bool
run_once(const struct sweep *sweep, long n, struct sweep_result *result)
{
	struct buf wrong = BUF_INIT;
	struct killer_end end;
	bool told, there;
	char c;

	sweep->prepare(sweep->arg);
	if (pipe(pipes) != 0)
		abort();
	end = sweep->errors ? killer_fail(sweep->work, sweep->arg, n) :
	    killer_run(sweep->work, sweep->arg, n);
	close(pipes[1]);
	told = read(pipes[0], &c, 1) == 1;
	close(pipes[0]);
	if ((!end.killed || sweep->errors) && (end.status != 0 || !told))
		buf_addf(&wrong, "the work failed by itself: status %d\n", end.status);
	there = sweep->look(sweep->arg, &wrong);
	result->kills += end.killed;
	result->calls = end.calls;
	if (end.killed)
		*(there ? &result->present : &result->absent) += 1;
	else if (!there)
		buf_add(&wrong, "a whole run left nothing\n");
	result->lost += told && !there;
	if (wrong.len > 0) {
		result->torn++;
		if (result->wrong.len < 2000)
			buf_addf(&result->wrong, "call %ld: %s", n, buf_str(&wrong));
	}
	buf_clear(&wrong);
	return !end.killed;
}

void
sweep_run(const struct sweep *sweep, struct sweep_result *result)
{
	long step = getenv("LONG") != NULL ? 1 : sweep->step, n;

	memset(result, 0, sizeof(*result));
	for (n = 1; !run_once(sweep, n, result); n += step)
		;
	printf(sweep->errors ? "# %ld I/O errors in %ld calls: %ld before, %ld behind; %ld lost, %ld torn\n" :
	    "# %ld kills in %ld calls: %ld before, %ld behind; %ld lost, %ld torn\n",
	    result->kills, result->calls, result->absent, result->present, result->lost,
	    result->torn);
	fflush(stdout);
}
