/*
 * reports/paginate.c: where pages begin, as pure arithmetic
 * SPDX-License-Identifier: Apache-2.0
 *
 * A block that does not fit takes the blocks it is tied to along to the new
 * page.  Only the last few blocks can still move, so a ring of them is all the
 * memory that a ledger of any length needs.
 */
#include "config.h"
#include "reports/paginate.h"

#include <assert.h>
#include <string.h>

void
paginate_init(struct paginate *paginate, int room, paginate_fn begin, void *arg)
{
	assert(room > 0);
	memset(paginate, 0, sizeof(*paginate));
	paginate->room = room;
	paginate->begin = begin;
	paginate->arg = arg;
}

/* Lines of the blocks from..last when they stand on a page of their own. */
static int
fresh_height(const struct paginate *paginate, long from, long last)
{
	const struct paginate_block *block;
	int height = 0;
	long i;

	for (i = from; i <= last; i++) {
		block = &paginate->ring[i % PAGINATE_TIED];
		height += block->height;
		if (i == from)
			height += block->again - block->lead;
	}
	return height;
}

/* The first block that the new one is tied to, through all ties between. */
static long
tied_to(const struct paginate *paginate, long last, int keep)
{
	long first = last, i;

	for (i = last - keep; i < last; i++)
		if (i >= 0 && paginate->chain[i % PAGINATE_TIED] < first)
			first = paginate->chain[i % PAGINATE_TIED];
	/* What has left the ring cannot move any more. */
	if (first <= last - PAGINATE_TIED)
		first = last - PAGINATE_TIED + 1;
	return first;
}

static bool
new_page(struct paginate *paginate, long from, long last)
{
	paginate->page_start = from;
	paginate->used = fresh_height(paginate, from, last);
	paginate->pages++;
	return paginate->begin(paginate->arg,
	    &paginate->ring[from % PAGINATE_TIED]);
}

/* May the page break before block from, with last as the newest? */
static bool
breaks_at(const struct paginate *paginate, long from, long last)
{
	return from > paginate->page_start &&
	    fresh_height(paginate, from, last) <= paginate->room;
}

bool
paginate_add(struct paginate *paginate, const struct paginate_block *block)
{
	long last = paginate->blocks++, from;

	assert(block->keep >= 0 && block->keep < PAGINATE_TIED);
	paginate->ring[last % PAGINATE_TIED] = *block;
	from = tied_to(paginate, last, block->keep);
	paginate->chain[last % PAGINATE_TIED] = from;
	if (last == 0)
		return new_page(paginate, 0, 0);
	if (paginate->used + block->height <= paginate->room) {
		paginate->used += block->height;
		return true;
	}
	if (breaks_at(paginate, from, last))
		return new_page(paginate, from, last);
	/* All ties do not fit on one page: keep the nearest of them. */
	for (from = last - block->keep; from < last; from++)
		if (from >= 0 && breaks_at(paginate, from, last))
			break;
	return new_page(paginate, from, last);
}
