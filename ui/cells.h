/*
 * ui/cells.h: one row of a file from outside, to correct
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_CELLS_H
#define UI_CELLS_H

#include "model/catalog.h"
#include "model/correction.h"
#include "ui/screen.h"

/* The row as a form: the heads as labels, the cells as blanks. */
struct cells {
	const char	*title, *reason;	/* all is copied */
	long		 line;
	size_t		 count;
	const char *const *head, *const *cell;
	const char *const *own;		/* as the file has them */
	const bool	*wrong;		/* NULL: none is known to be */
	/* The blank that a cell goes into, borrowed; NULL: none of a form.  What
	 * can be chosen for it is offered, and is written as the label. */
	const struct fielddef *const *field;
	bool		 doubt;		/* somebody has to say who it is */
	const char	*numbers;	/* of the doubt: 人员编号 joined by 、 */
	enum correction_who who;	/* as it was decided */
	const char	*number;
	/* Writes what stands there (the file's own cells are no correction: then
	 * count is 0 and who CORRECTION_ASK).  Called now and then, too, so that
	 * a line that is cut loses nothing. */
	bool		(*keep)(void *arg, const struct correction *correction,
			    struct err *err);
	void		*arg;
};

/* The screen below gets RESULT_SAVED when something was corrected (it is kept
 * then), else RESULT_BACK. */
bool	cells_open(struct ui *ui, const struct cells *cells, int tag);

/* ---- cells-pick.c: the choices of a cell, for cells.c alone ---- */
/* Is there anything to choose for the blank? */
bool	cells_has_choices(struct ui *ui, const struct fielddef *field);
/* Opens them on what stands in the cell; the result is told by cells_chosen. */
bool	cells_pick(struct screen *screen, const struct fielddef *field, const char *text,
	    int tag);
/* The text of the cell for what was chosen; the caller's. */
char	*cells_chosen(struct ui *ui, const struct fielddef *field, const char *values);
/* What initials or a number that was typed stand for, as in a form; NULL when it
 * is words already, or means nothing.  The caller's. */
char	*cells_meant(struct ui *ui, const struct fielddef *field, const char *typed);
/* A line of advice: the choices by number. */
void	cells_hint(struct screen *screen, const struct fielddef *field);

#endif
