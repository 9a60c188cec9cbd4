/*
 * reports/flow.h: where the pages of a document begin, as pure arithmetic
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_FLOW_H
#define REPORTS_FLOW_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Blocks come in groups (a card, a row of a table with the head above it).  A
 * group that is to stay together goes to a new page when it fits there and not
 * on the rest of this one; else it breaks between blocks.  Nothing is kept but
 * how far the page is filled.
 */
struct flow_block {
	int	 height;	/* lines, with lead */
	int	 lead;		/* of these, lines that go when it is first on a page */
	int	 again;		/* lines that come above it then */
	bool	 fresh;		/* always the first on a page */
	bool	 with_next;	/* not the last on a page, where that can be helped */
};

/* Called for each page in order, with the block of the group that begins it. */
typedef bool (*flow_fn)(void *arg, size_t first);

struct flow {
	int	 room;		/* lines of a page */
	long	 pages;
	int	 used;
};

void	flow_init(struct flow *flow, int room);
/* false when begin said so. */
bool	flow_add(struct flow *flow, const struct flow_block *block, size_t count,
	    bool together, flow_fn begin, void *arg);

#endif
