/*
 * ui/grid.h: columns of a table that is wider than the screen
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_GRID_H
#define UI_GRID_H

#include <stddef.h>

#include "base/text.h"

/*
 * Pure arithmetic, in cells.  A column is as wide as the widest of the texts
 * that are known of it, within bounds; the view begins with some column and
 * moves by whole columns.  One cell stands between two.
 */
#define GRID_LEAST 4
#define GRID_MOST 24

struct grid {
	size_t	 count;			/* columns */
	int	*width;
};

void	grid_init(struct grid *grid);
void	grid_clear(struct grid *grid);
/* One more row: columns grow with its texts (a line break counts as a blank). */
void	grid_take(struct grid *grid, const char *const *cell, size_t count,
	    text_cell_fn width);
/* How many columns, from first on, are in sight in so many cells; the last of
 * them may be cut short but not to less than GRID_LEAST.  At least 1 when
 * there is one. */
size_t	grid_fit(const struct grid *grid, size_t first, int cells);
/* The cells that the nth in sight gets (the last one: what is left). */
int	grid_width(const struct grid *grid, size_t first, size_t nth, int cells);
/* The first column to begin with so that the last one is in sight: further
 * right there is nothing new. */
size_t	grid_last(const struct grid *grid, int cells);

#endif
