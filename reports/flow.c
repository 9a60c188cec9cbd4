/*
 * reports/flow.c: where the pages of a document begin, as pure arithmetic
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "reports/flow.h"

#include <assert.h>
#include <string.h>

void
flow_init(struct flow *flow, int room)
{
	assert(room > 0);
	memset(flow, 0, sizeof(*flow));
	flow->room = room;
}

static int
height(const struct flow_block *block, size_t count, bool first)
{
	int sum = 0;
	size_t i;

	for (i = 0; i < count; i++)
		sum += block[i].height;
	return first ? sum - block[0].lead + block[0].again : sum;
}

/* The blocks that must stand together, from the first one on. */
static size_t
chain(const struct flow_block *block, size_t count)
{
	size_t n = 1;

	while (n < count && block[n - 1].with_next)
		n++;
	return n;
}

bool
flow_add(struct flow *flow, const struct flow_block *block, size_t count,
    bool together, flow_fn begin, void *arg)
{
	bool move = together && flow->used + height(block, count, false) >
	    flow->room && height(block, count, true) <= flow->room;
	size_t i, n;

	for (i = 0; i < count; i++) {
		n = chain(block + i, count - i);
		if (flow->pages == 0 || block[i].fresh || (i == 0 && move) ||
		    flow->used + block[i].height > flow->room ||
		    ((i == 0 || !block[i - 1].with_next) &&
		    flow->used + height(block + i, n, false) > flow->room &&
		    height(block + i, n, true) <= flow->room)) {
			flow->pages++;
			flow->used = height(block + i, 1, true);
			if (!begin(arg, i))
				return false;
		} else {
			flow->used += block[i].height;
		}
	}
	return true;
}
