/*
 * reports/paginate.h: where pages begin, as pure arithmetic
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_PAGINATE_H
#define REPORTS_PAGINATE_H

#include <stdbool.h>

/*
 * Blocks (a row, a group's head, a sub-total, the sign-off line) are added in
 * order, each with its height in lines.  No block is ever torn.  A block may
 * name how many of those before it must stand on its page (a sub-total with
 * its last rows); such ties hold through one another, up to PAGINATE_TIED
 * blocks, and give way only when they fill more than a page.
 */
struct paginate_block {
	int	 height;	/* with lead */
	int	 lead;		/* lines above it that go when it is first on a page */
	int	 again;		/* lines repeated above it when it is first on a page */
	int	 keep;		/* blocks before it that stay on its page */
	long long at, group;	/* the caller's: where it and its group stand */
};

/* Called once for each page, in order, with the block that begins it. */
typedef bool (*paginate_fn)(void *arg, const struct paginate_block *first);

#define PAGINATE_TIED 8

struct paginate {
	int	 room;		/* lines of a page */
	long	 pages, blocks;
	int	 used;
	long	 page_start;
	struct paginate_block ring[PAGINATE_TIED];
	long	 chain[PAGINATE_TIED];	/* the first block each is tied to */
	paginate_fn begin;
	void	*arg;
};

void	paginate_init(struct paginate *paginate, int room, paginate_fn begin,
	    void *arg);
/* false when begin said so. */
bool	paginate_add(struct paginate *paginate, const struct paginate_block *block);

#endif
