/*
 * ui/form-layout.c: where the blanks of a form stand on a screen
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/form-layout.h"

#include <stdlib.h>

#define ABREAST_MOST 4
#define FIELD_LEAST 4

static int
common_label(const struct layout_item *item, size_t count)
{
	int most = 0;
	size_t i;

	for (i = 0; i < count; i++)
		if (!item[i].hidden && item[i].label <= LAYOUT_LABEL &&
		    item[i].label > most)
			most = item[i].label;
	return most;
}

/* The column where the n-th of so many abreast begins. */
static int
column_at(int n, int abreast, int cells)
{
	return n * cells / abreast;
}

/* How many columns a slot takes; all when it does not fit in fewer. */
static int
span_of(const struct layout_item *item, int label, int abreast, int cells)
{
	int n;

	if (item->full)
		return abreast;
	for (n = 1; n < abreast; n++)
		if (label + item->want + 3 <= column_at(n, abreast, cells))
			break;
	return n;
}

static void
put(struct layout_place *place, const struct layout_item *item, int row,
    int from, int to, int label)
{
	place->shown = true;
	place->row = row;
	place->col = from;
	place->label = label;
	place->field = from + label + 2;
	place->width = to - place->field - 1;
	if (place->width > item->want && !item->full)
		place->width = item->want;
	if (place->width < FIELD_LEAST)
		place->width = FIELD_LEAST;
	place->lines = item->lines;
	place->below = item->below;
}

int
layout_flow(const struct layout_item *item, size_t count, int cells,
    struct layout_place *place)
{
	int abreast = cells / LAYOUT_COLUMN, common = common_label(item, count);
	int row = 0, used = 0, height = 0, label, span;
	size_t i;

	if (abreast < 1)
		abreast = 1;
	if (abreast > ABREAST_MOST)
		abreast = ABREAST_MOST;
	for (i = 0; i < count; i++) {
		place[i].shown = false;
		if (item[i].hidden)
			continue;
		label = item[i].label > common ? item[i].label : common;
		if (label > cells / 2)
			label = cells / 2;
		span = span_of(&item[i], label, abreast, cells);
		if (used + span > abreast) {
			row += height;
			used = height = 0;
		}
		put(&place[i], &item[i], row, column_at(used, abreast, cells),
		    column_at(used + span, abreast, cells), label);
		used += span;
		if (item[i].lines + item[i].below > height)
			height = item[i].lines + item[i].below;
	}
	return row + height;
}

size_t
layout_step(const struct layout_place *place, size_t count, size_t at,
    int direction)
{
	size_t best = count, i;
	int far = 0, aside = 0, d, a;

	for (i = 0; i < count; i++) {
		d = (place[i].row - place[at].row) * direction;
		if (!place[i].shown || d <= 0)
			continue;
		a = abs(place[i].col - place[at].col);
		if (best == count || d < far || (d == far && a < aside)) {
			best = i;
			far = d;
			aside = a;
		}
	}
	return best;
}

int
layout_scroll(int top, int view, int first, int last, int rows)
{
	if (last >= top + view)
		top = last - view + 1;
	if (first < top)
		top = first;
	if (top > rows - view)
		top = rows - view;
	return top < 0 ? 0 : top;
}
