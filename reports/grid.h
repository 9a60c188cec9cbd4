/*
 * reports/grid.h: rows of cells on the grid of a printed form
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_GRID_H
#define REPORTS_GRID_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/text.h"
#include "reports/layout.h"
#include "reports/sheet.h"
#include "reports/spool.h"

/*
 * The paper's width is GRID_UNITS columns; a cell takes some of them, so that
 * rows of different cells stand under one another in one frame, in a sheet as
 * in a workbook or a browser.  A row of a form is a row of cells; where its
 * lines do not fit on a page it goes on on the next one.
 */
enum { GRID_UNITS = 24, GRID_CELLS = GRID_UNITS };

enum grid_role {
	GRID_LABEL,			/* the printed words beside a blank */
	GRID_VALUE,			/* what stands in it */
	GRID_HEAD,			/* over a column of a table */
	GRID_BAND,			/* the title of a part, all across */
	GRID_PAGE			/* the page on which form number `text` begins */
};

/* What a value is, for printers that have types; its text is how it is shown. */
enum grid_kind { GRID_TEXT, GRID_DATE, GRID_MONEY, GRID_NUMBER };

struct grid_cell {
	int		 from, to;	/* units, 0 ... GRID_UNITS */
	enum grid_role	 role;
	enum grid_kind	 kind;
	const char	*text;
	const char	*unit;		/* of money and numbers; NULL or "" = none */
};

struct grid_row {
	size_t		 count;
	struct grid_cell cell[GRID_CELLS];	/* from 0 to GRID_UNITS, no gaps */
};

/* Puts a cell behind those that are there, up to unit `to`.  text and unit are
 * borrowed. */
void	grid_add(struct grid_row *row, int to, enum grid_role role,
	    enum grid_kind kind, const char *text, const char *unit);
enum text_align grid_align(const struct grid_cell *cell);

/* As a record of a spool, and back: the texts are those of the record. */
bool	grid_keep(struct spool *spool, int kind, const struct grid_row *row,
	    long long *at, struct err *err);
void	grid_read(const char *const *text, size_t count, struct grid_row *row);

/* The grid on a sheet: layout of GRID_UNITS columns.  Fails when the paper is
 * too narrow. */
bool	grid_init(struct layout *layout, struct sheet *sheet,
	    const struct layout_profile *profile, struct err *err);
/* Lines of a row: those of its highest cell. */
int	grid_height(const struct layout *layout, const struct grid_row *row);
/* Puts lines from ... from + count of a row of so many lines on a page, with
 * its bars; a whole row's lower cells stand in the middle of its height. */
void	grid_put(const struct layout *layout, struct sheet_page *page, int at,
	    const struct grid_row *row, int height, int from, int count);
/* The rule over or under rows: from the first bar to the last. */
void	grid_rule(const struct layout *layout, struct sheet_page *page, int at);

#endif
