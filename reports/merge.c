/*
 * reports/merge.c: sorted runs of a spool as one sorted sequence
 * SPDX-License-Identifier: Apache-2.0
 *
 * A heap of runs, the one with the least record on top.  The record that was
 * given last belongs to the top, which moves on at the next call.
 */
#include "config.h"
#include "reports/merge.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { BLOCK = 4096 };

struct run {
	struct spool_reader *reader;
	long long stop;
	size_t	 place;			/* among the runs */
	const char *const *text;	/* the record that waits */
	size_t	 count;
};

struct merge {
	struct run *heap;
	size_t	 count;
	bool	 given;			/* the top's record was */
};

static bool
before(const struct run *a, const struct run *b)
{
	int order = strcmp(a->text[0], b->text[0]);

	return order < 0 || (order == 0 && a->place < b->place);
}

static void
sink(struct merge *merge, size_t at)
{
	struct run run = merge->heap[at];
	size_t child;

	for (; (child = 2 * at + 1) < merge->count; at = child) {
		if (child + 1 < merge->count &&
		    before(&merge->heap[child + 1], &merge->heap[child]))
			child++;
		if (!before(&merge->heap[child], &run))
			break;
		merge->heap[at] = merge->heap[child];
	}
	merge->heap[at] = run;
}

/* 1 = the run has a record, 0 = it is done, -1 = err. */
static int
advance(struct run *run, struct err *err)
{
	int kind;

	if (spool_reader_tell(run->reader) >= run->stop)
		return 0;
	return spool_reader_next(run->reader, &kind, &run->text, &run->count,
	    err);
}

struct merge *
merge_open(struct spool *spool, const long long *start, size_t count,
    struct err *err)
{
	struct merge *merge = mem_new(sizeof(*merge));
	struct run *run;
	size_t i;
	int got;

	merge->heap = mem_new(count * sizeof(*merge->heap));
	for (i = 0; i < count; i++) {
		run = &merge->heap[merge->count];
		run->reader = spool_reader_new(spool, start[i], BLOCK);
		run->stop = i + 1 < count ? start[i + 1] : spool_end(spool);
		run->place = i;
		got = advance(run, err);
		if (got > 0)
			merge->count++;
		else
			spool_reader_free(run->reader);
		if (got < 0) {
			merge_close(merge);
			return NULL;
		}
	}
	for (i = merge->count / 2; i-- > 0;)
		sink(merge, i);
	return merge;
}

void
merge_close(struct merge *merge)
{
	size_t i;

	if (merge == NULL)
		return;
	for (i = 0; i < merge->count; i++)
		spool_reader_free(merge->heap[i].reader);
	free(merge->heap);
	free(merge);
}

int
merge_next(struct merge *merge, const char *const **text, size_t *count,
    struct err *err)
{
	int got = 1;

	if (merge->given && merge->count > 0) {
		got = advance(&merge->heap[0], err);
		if (got < 0)
			return -1;
		if (got == 0) {
			spool_reader_free(merge->heap[0].reader);
			merge->heap[0] = merge->heap[--merge->count];
		}
		if (merge->count > 0)
			sink(merge, 0);
	}
	merge->given = merge->count > 0;
	if (merge->count == 0)
		return 0;
	*text = merge->heap[0].text;
	*count = merge->heap[0].count;
	return 1;
}
