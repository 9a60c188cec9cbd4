/*
 * ui/screen.h: screens as operation records, and the stack that holds them
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_SCREEN_H
#define UI_SCREEN_H

#include <curses.h>
#include <panel.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "model/store.h"
#include "ui/event.h"
#include "ui/keys.h"
#include "ui/term.h"

/*
 * A screen is a const record of operations and some data of its own.  Only the
 * stack opens and closes screens; closing one hands a result to the one below.
 * Operations never call doupdate: they mark what is dirty and the loop paints
 * once a turn.  CMD_HELP, CMD_MENU and CMD_REFRESH are the stack's own.
 */
struct screen;
struct drafts;
struct input;
struct ui;
struct ui_shared;

enum { DIRTY_LAYOUT = 1, DIRTY_DATA = 2, DIRTY_PAINT = 4 };

enum result_kind {
	RESULT_BACK,		/* nothing was decided */
	RESULT_SAVED,		/* something in the store changed; id is the record */
	RESULT_REMOVED,
	RESULT_CHOSEN,		/* number, text or id */
	RESULT_DRAFT		/* kept as a draft */
};

struct result {
	enum result_kind kind;
	int		 tag;		/* as given to screen_open */
	size_t		 number;
	const char	*text;		/* valid while the result is handled */
	char		 id[STORE_ID_SIZE];
};

struct screen_ops {
	const char	*title;		/* for the help screen */
	unsigned	 where;		/* KEYS_… */
	unsigned long long commands;	/* CMD_BIT of those it handles */
	bool		 popup;		/* has a frame and leaves others in sight */
	/* Makes screen->data from arg; false: it is not opened. */
	bool	(*open)(struct screen *screen, const void *arg, struct err *err);
	void	(*close)(struct screen *screen);
	/* A popup's size; rows, cols hold the most there is. */
	void	(*size)(struct screen *screen, int *rows, int *cols);
	void	(*layout)(struct screen *screen);	/* rows, cols have changed */
	void	(*load)(struct screen *screen);		/* DIRTY_DATA: read anew */
	void	(*draw)(struct screen *screen);		/* the whole window */
	unsigned (*have)(struct screen *screen);	/* HAVE_… now */
	unsigned (*place)(struct screen *screen);	/* KEYS_… now, else where */
	void	(*command)(struct screen *screen, enum command command);
	void	(*type)(struct screen *screen, const char *text, bool pasted);
	void	(*click)(struct screen *screen, int row, int col);
	void	(*result)(struct screen *screen, const struct result *result);
	void	(*tick)(struct screen *screen);		/* a second of silence */
	/* One piece of what can wait until the keys are quiet (counts); true
	 * when there is more. */
	bool	(*work)(struct screen *screen);
	void	(*leave)(struct screen *screen);	/* the terminal is gone */
	bool	(*unsaved)(struct screen *screen);	/* would closing lose something? */
	/* Words before the keys on the help screen. */
	void	(*help)(struct screen *screen, struct buf *out);
};

struct screen {
	const struct screen_ops *ops;
	struct ui	*ui;
	void		*data;
	WINDOW		*win;
	PANEL		*panel;
	int		 rows, cols;
	unsigned	 dirty;
	int		 tag;
	int		 cursor_row, cursor_col;	/* -1: not shown */
	bool		 closing;
	bool		 working;	/* ops->work has something left */
	struct result	 result;
	char		*result_text;
};

#define STACK_MOST 24

struct ui {
	struct store	*store;
	struct drafts	*drafts;	/* NULL: they could not be opened */
	struct input	*input;
	struct screen	*stack[STACK_MOST];
	size_t		 depth;
	WINDOW		*bar;		/* message line and key bar */
	PANEL		*bar_panel;
	struct buf	 message;
	enum role	 message_role;
	bool		 bar_dirty;
	unsigned	 bar_where;	/* KEYS_… of the bar as drawn */
	bool		 small;		/* told that the window is too small */
	const struct ui_shared *shared;
	bool		 ended;
	int		 signal;	/* that ended it, or 0 */
};

/* ---- for screens ---- */
/* Opens another screen on top; a failure is told on the message line. */
bool	screen_open(struct ui *ui, const struct screen_ops *ops, const void *arg,
	    int tag);
/* Closes this screen at the end of the turn, with a result for the one below. */
void	screen_close(struct screen *screen, enum result_kind kind, size_t number,
	    const char *text, const char *id);
void	screen_dirty(struct screen *screen, unsigned bits);
/* The message line.  Stays until the next key. */
void	ui_say(struct ui *ui, enum role role, const char *fmt, ...)
	    __attribute__((format(printf, 3, 4)));
void	ui_fail(struct ui *ui, const struct err *err);
/* Title line of a full screen: name on the left, more on the right. */
void	screen_title(struct screen *screen, const char *left, const char *right);
/* Store content changed: every screen reads anew when it is seen again. */
void	ui_changed(struct ui *ui);
/* Which screens the table of keys opens everywhere: help, menu.  Set once by
 * whoever starts the desk, so that the stack knows no screen. */
struct ui_shared {
	bool	(*help)(struct ui *ui, const char *title, const char *text);
	bool	(*menu)(struct ui *ui);
};
/* Down to the first screen; false (and a message) when a form would be lost. */
bool	ui_home(struct ui *ui);

/* ---- for the loop ---- */
void	stack_open(struct ui *ui);			/* the bar */
void	stack_close(struct ui *ui);			/* all screens */
void	stack_event(struct ui *ui, const struct event *event);
void	stack_paint(struct ui *ui);			/* one doupdate */
void	stack_dirty(struct ui *ui);			/* all is painted next time */
/* Is there work that can wait for silence?  A share of it is done. */
bool	stack_waiting(const struct ui *ui);
void	stack_work(struct ui *ui);
void	stack_leave(struct ui *ui);			/* drafts */

#endif
