/*
 * ui/spread.c: columns of a table that is wider than the screen
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/spread.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void
spread_init(struct spread *spread)
{
	spread->count = 0;
	spread->width = NULL;
}

void
spread_clear(struct spread *spread)
{
	free(spread->width);
	spread_init(spread);
}

void
spread_take(struct spread *spread, const char *const *cell, size_t count,
    text_cell_fn width)
{
	size_t i;
	int cells;

	if (count > spread->count) {
		spread->width = mem_resize(spread->width, count, sizeof(*spread->width));
		for (i = spread->count; i < count; i++)
			spread->width[i] = SPREAD_LEAST;
		spread->count = count;
	}
	for (i = 0; i < count; i++) {
		if (spread->width[i] == SPREAD_MOST)
			continue;
		/* of a long text the beginning settles it */
		text_cut(cell[i], SPREAD_MOST, width, &cells);
		if (cells >= SPREAD_MOST - 1)
			cells = SPREAD_MOST;
		if (cells > spread->width[i])
			spread->width[i] = cells;
	}
}

size_t
spread_fit(const struct spread *spread, size_t first, int cells)
{
	size_t n = 0;

	while (first + n < spread->count && cells > 0) {
		if (n > 0 && cells < spread->width[first + n] && cells < SPREAD_LEAST)
			break;
		cells -= spread->width[first + n] + 1;
		n++;
	}
	return n;
}

int
spread_width(const struct spread *spread, size_t first, size_t nth, int cells)
{
	size_t i;

	for (i = 0; i < nth; i++)
		cells -= spread->width[first + i] + 1;
	return cells < spread->width[first + nth] ? cells : spread->width[first + nth];
}

size_t
spread_last(const struct spread *spread, int cells)
{
	size_t first = spread->count;

	while (first > 0) {
		cells -= spread->width[first - 1] + (first < spread->count);
		if (cells < 0)
			break;
		first--;
	}
	return first == spread->count && first > 0 ? first - 1 : first;
}
