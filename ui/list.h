/*
 * ui/list.h: a list that holds a few pages of a listing
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_LIST_H
#define UI_LIST_H

#include <curses.h>
#include <stdbool.h>
#include <stddef.h>

#include "model/listing.h"
#include "ui/keys.h"

/*
 * The widget keeps the pages around the cursor; more are read by key when the
 * cursor comes near the edge, so a step costs the same anywhere in a million
 * rows.  The marker '>' shows the cursor: moving it costs a few bytes.
 */
struct list_page {
	struct listing_row *row;
	size_t		 count;
};

#define LIST_PAGES 8

struct list {
	struct store	*store;
	struct listing	*listing;
	struct list_page page[LIST_PAGES];
	size_t		 pages;
	size_t		 count;		/* rows in all pages */
	size_t		 at, top;	/* among them */
	bool		 at_start, at_end;	/* the pages reach the ends */
	long		 before;	/* rows before the pages, -1 = not known */
	long		 total;		/* -1 = not counted */
	long		 limit;		/* list_limit of what is shown */
	bool		 more;		/* total is "at least" */
	bool		 counts_later;	/* by list_count, when the keys are quiet */
	char		 rest[LISTING_KEY];	/* list_more goes on from there, "" = none */
	bool		 rest_forward;
	int		 rows;		/* of the view, without the heads */
};

#define LIST_COMMANDS (CMD_BIT(CMD_UP) | CMD_BIT(CMD_DOWN) | CMD_BIT(CMD_PAGE_UP) | \
	    CMD_BIT(CMD_PAGE_DOWN) | CMD_BIT(CMD_HOME) | CMD_BIT(CMD_END))

/* What a listing may look at before a key is asked for again: about 10 ms. */
#define LIST_BUDGET 1500
/* How far rows of such a listing are counted, here and on the workbench: all,
 * except where counting means looking at each of them. */
long	list_limit(const struct listing_spec *spec);
/* "120", or "200+" when there are more; returns out. */
const char *list_number(long count, bool more, char *out, size_t size);

void	list_init(struct list *list, struct store *store, int rows);
void	list_clear(struct list *list);
/* Shows another listing from its start. */
bool	list_open(struct list *list, const struct listing_spec *spec, struct err *err);
/* Reads the rows around the cursor anew; the cursor stays on its record, or in
 * its place when that is gone. */
bool	list_reload(struct list *list, struct err *err);
/* Puts the cursor on a record, looked for from the start; when it is not among
 * the first some hundred rows the cursor stands on the first. */
bool	list_stand(struct list *list, const char *record, struct err *err);
/* A page took too long and is not whole: list_more reads on for as long as a
 * key may wait. */
bool	list_unread(const struct list *list);
bool	list_more(struct list *list, struct err *err);
/* Counts the rows if nobody has (counts_later). */
bool	list_count(struct list *list, struct err *err);
void	list_view(struct list *list, int rows);
/* Is the command a movement?  Then it is done; false in *ok with err when a
 * page could not be read. */
bool	list_command(struct list *list, enum command command, bool *ok, struct err *err);
/* The row under the cursor; NULL when the list is empty. */
const struct listing_row *list_row(const struct list *list);
/* A row in view, NULL below the last; moves the cursor there. */
const struct listing_row *list_seen(const struct list *list, int view_row);
bool	list_point(struct list *list, int view_row);
/* Heads and rows, list->rows + 1 lines, from row. */
void	list_draw(const struct list *list, WINDOW *win, int row, int cells, bool focus);
/* "第 3/120 条" for the title. */
void	list_place(const struct list *list, char *out, size_t size);

#endif
