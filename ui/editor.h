/*
 * ui/editor.h: the text of one blank while it is being typed
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_EDITOR_H
#define UI_EDITOR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

/*
 * A pure model: text, a cursor that stands only where a character begins, and
 * a view of so many cells and rows.  It knows no curses; whoever draws it
 * asks for the visible lines and the place of the cursor.  A view of n cells
 * holds n - 1 cells of text and room for the cursor behind them.
 */
enum editor_deed { EDITOR_NOTHING, EDITOR_TYPED, EDITOR_ERASED, EDITOR_OTHER };

struct editor_state {
	char	*text;
	size_t	 at;
};

struct editor_line {
	size_t	from, len;
};

struct editor {
	char		*text;		/* valid UTF-8, never NULL */
	size_t		 at;		/* byte offset of the cursor */
	bool		 lines;		/* may hold line feeds, wraps */
	bool		 overwrite;
	int		 limit;		/* characters; 0 = any number */
	int		 cells, rows;	/* the view */
	size_t		 first;		/* one line: first byte in view */
	int		 top;		/* lines: first line in view */
	int		 wanted;	/* column kept while going up and down, or -1 */
	text_cell_fn	 cell;
	struct editor_line *line;	/* the wrapped text */
	size_t		 line_count, line_cap;
	enum editor_deed last;		/* typing is undone in one go */
	struct editor_state *undo, *redo;
	size_t		 undo_count, redo_count, undo_cap, redo_cap;
};

/* What became of a text put in. */
struct editor_report {
	size_t	taken;		/* characters */
	size_t	too_many;	/* over the limit, not taken */
	size_t	dropped;	/* invisible or control characters */
};

void	editor_init(struct editor *ed, bool lines, int limit, text_cell_fn cell);
void	editor_clear(struct editor *ed);		/* frees; init again to use */
/* Another text: cursor at its end, nothing to undo. */
void	editor_set(struct editor *ed, const char *text);
/* The size of the view; scrolls so that the cursor is in it. */
void	editor_view(struct editor *ed, int cells, int rows);

/* Puts text in at the cursor.  Harmful characters are dropped; a line feed
 * becomes a blank where only one line is allowed.  NULL report allowed. */
void	editor_insert(struct editor *ed, const char *text, struct editor_report *report);
/* All of these give false when there was nothing to do. */
bool	editor_delete(struct editor *ed);
bool	editor_backspace(struct editor *ed);
bool	editor_kill_end(struct editor *ed);	/* to the end of the line */
bool	editor_kill_all(struct editor *ed);	/* the line it stands in */
bool	editor_left(struct editor *ed);
bool	editor_right(struct editor *ed);
bool	editor_word_left(struct editor *ed);
bool	editor_word_right(struct editor *ed);
bool	editor_home(struct editor *ed);		/* of the line in view */
bool	editor_end(struct editor *ed);
bool	editor_up(struct editor *ed);		/* false on the first line */
bool	editor_down(struct editor *ed);
bool	editor_undo(struct editor *ed);
bool	editor_redo(struct editor *ed);
/* Moves the cursor to the character drawn at row, col of the view. */
void	editor_point(struct editor *ed, int row, int col);
void	editor_goto(struct editor *ed, size_t at);

/* Bytes of the row-th line in view; false below the text. */
bool	editor_row(const struct editor *ed, int row, size_t *from, size_t *len);
void	editor_cursor(const struct editor *ed, int *row, int *col);
/* Is there text left of / right of (above / below) the view? */
bool	editor_before(const struct editor *ed);
bool	editor_after(const struct editor *ed);

#endif
