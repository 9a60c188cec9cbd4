/*
 * ui/grid.c: columns of a table that is wider than the screen
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/grid.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

void
grid_init(struct grid *grid)
{
	grid->count = 0;
	grid->width = NULL;
}

void
grid_clear(struct grid *grid)
{
	free(grid->width);
	grid_init(grid);
}

void
grid_take(struct grid *grid, const char *const *cell, size_t count,
    text_cell_fn width)
{
	size_t i;
	int cells;

	if (count > grid->count) {
		grid->width = mem_resize(grid->width, count, sizeof(*grid->width));
		for (i = grid->count; i < count; i++)
			grid->width[i] = GRID_LEAST;
		grid->count = count;
	}
	for (i = 0; i < count; i++) {
		if (grid->width[i] == GRID_MOST)
			continue;
		/* of a long text the beginning settles it */
		text_cut(cell[i], GRID_MOST, width, &cells);
		if (cells >= GRID_MOST - 1)
			cells = GRID_MOST;
		if (cells > grid->width[i])
			grid->width[i] = cells;
	}
}

size_t
grid_fit(const struct grid *grid, size_t first, int cells)
{
	size_t n = 0;

	while (first + n < grid->count && cells > 0) {
		if (n > 0 && cells < grid->width[first + n] && cells < GRID_LEAST)
			break;
		cells -= grid->width[first + n] + 1;
		n++;
	}
	return n;
}

int
grid_width(const struct grid *grid, size_t first, size_t nth, int cells)
{
	size_t i;

	for (i = 0; i < nth; i++)
		cells -= grid->width[first + i] + 1;
	return cells < grid->width[first + nth] ? cells : grid->width[first + nth];
}

size_t
grid_last(const struct grid *grid, int cells)
{
	size_t first = grid->count;

	while (first > 0) {
		cells -= grid->width[first - 1] + (first < grid->count);
		if (cells < 0)
			break;
		first--;
	}
	return first == grid->count && first > 0 ? first - 1 : first;
}
