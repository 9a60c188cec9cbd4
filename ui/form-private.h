/*
 * ui/form-private.h: what the files of the form screen share
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_FORM_PRIVATE_H
#define UI_FORM_PRIVATE_H

#include "ui/editor.h"
#include "ui/filling.h"
#include "ui/form-layout.h"
#include "ui/screen.h"

struct form_state {
	struct filling	*filling;
	struct editor	 editor;	/* of the blank at */
	size_t		 at;
	bool		 fresh;		/* the next character replaces the text */
	struct layout_item *item;	/* of the page of at */
	struct layout_place *place;
	int		 rows, top;	/* of the page, and the first in view */
	int		 lines;		/* of the editor as laid out */
	unsigned long	 deeds, kept;	/* changes done, and those in the draft */
	char		*failure;	/* why it is not saved; NULL = nothing failed */
	struct clash	*clash;		/* to settle one by one */
	size_t		 clash_count, clash_at;
};

enum form_tag { TAG_VALUE = 1, TAG_ABSENT, TAG_LEAVE, TAG_UNREAD, TAG_REASON, TAG_CLASH };

#define FORM_HEAD 2			/* title, pages */

/* form-draw.c */
void	form_layout(struct screen *screen);
void	form_draw(struct screen *screen);
/* The blank drawn at row, col of the screen; count when there is none. */
size_t	form_blank_at(struct screen *screen, int row, int col);
/* Rows that the text of the note being typed takes. */
int	form_note_lines(const struct form_state *state, size_t at, int cells);
bool	form_is_lines(const struct fielddef *field);
bool	form_can_enter(const struct form_state *state, size_t at);

/* form-move.c: going from blank to blank. */
/* Types whose text is typed anew rather than mended. */
bool	form_is_short(const struct fielddef *field);
bool	form_is_ref(const struct fielddef *field);
void	form_enter(struct screen *screen, size_t at);
/* Writes the draft; a draft that fails never stops the clerk. */
void	form_keep(struct screen *screen);
/* Takes in what was typed in the blank at the cursor; false: it was said why not. */
bool	form_take(struct screen *screen);
void	form_move_to(struct screen *screen, size_t at);
/* The next (or previous) blank that can be typed in; count = none. */
size_t	form_beside(const struct form_state *state, size_t at, int by);
void	form_next(struct screen *screen, int by);
/* Up and down go by what is seen; at the edge of a page to the next one. */
void	form_step(struct screen *screen, int by);
void	form_turn_page(struct screen *screen, int by);

/* form-save.c */
/* It is not saved, and why. */
void	form_fail(struct screen *screen, const struct err *err);
/* Saves, or asks what the clerk has to decide before. */
void	form_try_save(struct screen *screen);
/* Empties what could not be read and goes on. */
void	form_save_rest(struct screen *screen);
/* One blank that two changed was decided. */
void	form_settled(struct screen *screen, const struct result *result);

/* form-leave.c */
void	form_go_back(struct screen *screen);
/* What to do with changes was answered, by the number of the line. */
void	form_left(struct screen *screen, size_t answer);
/* The reason for a removal was given. */
void	form_removed(struct screen *screen, const char *reason);

/* form-pick.c: what F4 and F11 list. */
bool	form_pick(struct screen *screen);
bool	form_pick_absent(struct screen *screen);
/* form-suggest.c: blanks of free text with offers; what fits the text typed so
 * far, to choose from, or told on the message line. */
bool	form_suggests(const struct fielddef *field);
bool	form_pick_suggested(struct screen *screen);
void	form_offer(struct screen *screen);
/* form-tree.c: blanks whose choices stand below each other. */
bool	form_has_tree(struct screen *screen, const struct fielddef *field);
bool	form_pick_tree(struct screen *screen);
/* A line of advice for the blank: the choices by number, or its help. */
void	form_hint(struct screen *screen);

#endif
