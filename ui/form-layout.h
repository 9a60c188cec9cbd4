/*
 * ui/form-layout.h: where the blanks of a form stand on a screen
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_FORM_LAYOUT_H
#define UI_FORM_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Pure arithmetic, in cells.  Blanks flow like the boxes of a paper form: two
 * abreast on 80 columns, three on 132, a wide one across as many as it needs.
 * Labels above one another are equally wide where they are short.  A slot is
 *	mark label blank field blank
 * with one cell for the mark and each blank.
 */
#define LAYOUT_COLUMN 39		/* cells at least for one abreast */
#define LAYOUT_LABEL 16			/* labels up to here are made equal */

struct layout_item {
	int	label;			/* cells of the label */
	int	want;			/* cells the field would like */
	int	lines;			/* rows of the field, from 1 */
	bool	full;			/* a note: the whole width */
	bool	hidden;			/* takes no place */
	int	below;			/* rows below the field, for its problem */
};

struct layout_place {
	bool	shown;
	int	row, col;		/* of the mark */
	int	label;			/* cells for the label, equal ones padded */
	int	field;			/* column of the field */
	int	width;			/* cells of the field */
	int	lines, below;
};

/* Places all items in a width; returns the number of rows. */
int	layout_flow(const struct layout_item *item, size_t count, int cells,
	    struct layout_place *place);
/* The blank reached from at by going up (-1) or down (+1): the one in the
 * nearest row that stands under the same column; count when there is none. */
size_t	layout_step(const struct layout_place *place, size_t count, size_t at,
	    int direction);
/* The first row to show so that rows first..last are in a view of so many. */
int	layout_scroll(int top, int view, int first, int last, int rows);

#endif
