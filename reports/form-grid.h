/*
 * reports/form-grid.h: where the blanks of a form stand on its grid
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_FORM_GRID_H
#define REPORTS_FORM_GRID_H

#include <stddef.h>

#include "base/err.h"
#include "model/catalog.h"
#include "reports/grid.h"

/*
 * A card has FORM_THIRDS blanks side by side, each its label and its value; a
 * blank takes one of them, two, or the whole width, by its type and length
 * alone: the same form looks the same for everybody.  Pure arithmetic.
 */
enum { FORM_THIRDS = 3, FORM_THIRD = GRID_UNITS / FORM_THIRDS,
	FORM_LABEL = 4 /* units */ };

/* Cells that what is filled in takes on one line, as a rule: of codes the
 * widest label.  0 with err when its code table is wrong. */
int	form_blank_cells(struct catalog *catalog, const struct fielddef *field,
	    struct err *err);
/* Thirds that a blank takes on a card, by those cells: 1 ... FORM_THIRDS. */
int	form_blank_span(const struct fielddef *field, int cells);

struct form_place { size_t row; int from, to; };	/* thirds */
/* Places count blanks by their spans, one behind the other; the last one of a
 * row takes what is left of it.  Returns the number of rows. */
size_t	form_flow(const int *span, size_t count, struct form_place *place);

/* Shares `units` units among the count columns of a table by the cells that
 * they need, at least two each. */
void	form_columns(const int *cells, size_t count, int units, int *unit);

#endif
