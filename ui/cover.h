/*
 * ui/cover.h: the cover of a person's file
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_COVER_H
#define UI_COVER_H

#include <curses.h>
#include <stdbool.h>
#include <stddef.h>

#include "model/store.h"
#include "ui/keys.h"

/* Lines of label and text: who it is, where he stands, what is owed, what is
 * missing.  Behind a line stands the form or the rule that Enter opens. */
struct cover_line {
	char	*label, *text;		/* label "" = goes on */
	char	*form, *record;		/* NULL = no form */
	char	*rule, *subject;	/* NULL = no due */
	bool	 late;
};

struct cover {
	char	*name;			/* of the person */
	struct cover_line *line;
	size_t	 count, cap;
	size_t	 at, top;
	int	 rows, cells;
};

/* NULL with err; period "" = none yet. */
struct cover *cover_make(struct store *store, const char *person,
	    const char *period, struct err *err);
void	cover_free(struct cover *cover);		/* NULL allowed */
void	cover_view(struct cover *cover, int rows, int cells);
void	cover_draw(struct cover *cover, WINDOW *win, int row);
void	cover_command(struct cover *cover, enum command command);
const struct cover_line *cover_line(const struct cover *cover);
bool	cover_point(struct cover *cover, int view_row);

#endif
