/*
 * ui/spread.h: columns of a table that is wider than the screen
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_SPREAD_H
#define UI_SPREAD_H

#include <stddef.h>

#include "base/text.h"

/*
 * Pure arithmetic, in cells.  A column is as wide as the widest of the texts
 * that are known of it, within bounds; the view begins with some column and
 * moves by whole columns.  One cell stands between two.
 */
#define SPREAD_LEAST 4
#define SPREAD_MOST 24

struct spread {
	size_t	 count;			/* columns */
	int	*width;
};

void	spread_init(struct spread *spread);
void	spread_clear(struct spread *spread);
/* One more row: columns grow with its texts (a line break counts as a blank). */
void	spread_take(struct spread *spread, const char *const *cell, size_t count,
	    text_cell_fn width);
/* How many columns, from first on, are in sight in so many cells; the last of
 * them may be cut short but not to less than SPREAD_LEAST.  At least 1 when
 * there is one. */
size_t	spread_fit(const struct spread *spread, size_t first, int cells);
/* The cells that the nth in sight gets (the last one: what is left). */
int	spread_width(const struct spread *spread, size_t first, size_t nth, int cells);
/* The first column to begin with so that the last one is in sight: further
 * right there is nothing new. */
size_t	spread_last(const struct spread *spread, int cells);

#endif
