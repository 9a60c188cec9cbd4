/*
 * ui/list.c: a list that holds a few pages of a listing
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/list.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "ui/draw.h"
#include "ui/width.h"

#define PROBLEMS_MOST 200	/* each costs reading somebody's papers */
#define FOUND_MOST 1000		/* each costs reading somebody's keys */
#define PAGE_LEAST 24
#define MARK 2			/* cells before a row */
#define COLUMN_LEAST 6		/* of a column that is cut at the edge */

long
list_limit(const struct listing_spec *spec)
{
	if (spec->kind == LISTING_PROBLEMS)
		return PROBLEMS_MOST;
	if (spec->kind == LISTING_IMPORTED)
		return FOUND_MOST;
	return spec->text != NULL && *spec->text != '\0' ? FOUND_MOST : 0;
}

const char *
list_number(long count, bool more, char *out, size_t size)
{
	snprintf(out, size, "%ld%s", count, more ? "+" : "");
	return out;
}

void
list_init(struct list *list, struct store *store, int rows)
{
	memset(list, 0, sizeof(*list));
	list->store = store;
	list->rows = rows > 0 ? rows : 1;
	list->total = -1;
}

/* ---- pages ---- */
static void
drop_page(struct list *list, size_t page)
{
	size_t n = list->page[page].count;

	listing_rows_free(list->page[page].row, n);
	list->pages--;
	memmove(&list->page[page], &list->page[page + 1],
	    (list->pages - page) * sizeof(list->page[0]));
	list->count -= n;
	if (page > 0 || list->pages == 0) {
		list->at_end = false;
		return;
	}
	list->at_start = false;
	list->at -= n;
	list->top -= n;
	if (list->before >= 0)
		list->before += (long)n;
}

static void
drop_pages(struct list *list)
{
	while (list->pages > 0) {
		list->pages--;
		listing_rows_free(list->page[list->pages].row,
		    list->page[list->pages].count);
	}
	list->count = list->at = list->top = 0;
	list->at_start = list->at_end = false;
	list->rest[0] = '\0';
	list->before = -1;
}

void
list_clear(struct list *list)
{
	drop_pages(list);
	listing_close(list->listing);
	list->listing = NULL;
}

static struct listing_row *
row_at(const struct list *list, size_t at)
{
	size_t page = 0;

	while (page < list->pages && at >= list->page[page].count)
		at -= list->page[page++].count;
	return page < list->pages ? &list->page[page].row[at] : NULL;
}

static size_t
page_size(const struct list *list)
{
	size_t n = (size_t)list->rows * 2;

	return n < PAGE_LEAST ? PAGE_LEAST : n;
}

/* Rows of the page that was not whole. */
static size_t
begun(const struct list *list, bool forward)
{
	size_t n = list->pages == 0 ? 0 :
	    list->page[forward ? list->pages - 1 : 0].count;

	return n < page_size(list) ? n : 0;
}

/* What list_more read belongs to it. */
static bool
join(struct list *list, struct list_page *page, bool forward)
{
	struct list_page *to = &list->page[forward ? list->pages - 1 : 0];
	size_t n = page->count;

	if (begun(list, forward) == 0)
		return false;
	to->row = mem_resize(to->row, to->count + n, sizeof(*to->row));
	if (!forward)
		memmove(to->row + n, to->row, to->count * sizeof(*to->row));
	memcpy(to->row + (forward ? to->count : 0), page->row,
	    n * sizeof(*to->row));
	to->count += n;
	listing_rows_free(page->row, 0);	/* what they own has moved */
	return true;
}

/* The page after (or before) those that are there; key NULL = from the end
 * where it begins. */
static bool
read_page(struct list *list, const char *key, bool forward, struct err *err)
{
	struct list_page page = { NULL, 0 };
	bool going_on = list_unread(list);
	size_t want = page_size(list) - (going_on ? begun(list, forward) : 0), where;

	if (!listing_page(list->listing, key, forward, want, &page.row, &page.count, err))
		return false;
	list->rest[0] = '\0';
	list->rest_forward = forward;
	if (listing_rest(list->listing) != NULL)
		memcpy(list->rest, listing_rest(list->listing), LISTING_KEY);
	else if (page.count < want && forward)
		list->at_end = true;
	else if (page.count < want)
		list->at_start = true;
	if (key == NULL) {
		if (forward) {
			list->at_start = true;
			list->before = 0;
		} else {
			list->at_end = true;
		}
	}
	if (page.count == 0) {
		listing_rows_free(page.row, 0);
		return true;
	}
	if (!going_on || !join(list, &page, forward)) {
		if (list->pages == LIST_PAGES)
			drop_page(list, forward ? 0 : LIST_PAGES - 1);
		where = forward ? list->pages : 0;
		memmove(&list->page[where + 1], &list->page[where],
		    (list->pages - where) * sizeof(list->page[0]));
		list->page[where] = page;
		list->pages++;
	}
	list->count += page.count;
	if (!forward) {
		list->at += page.count;
		list->top += page.count;
		if (list->before >= 0)
			list->before -= (long)page.count;
	}
	return true;
}

bool
list_unread(const struct list *list)
{
	return list->rest[0] != '\0';
}

/* Makes sure that rows from..to are there, as far as they exist; what takes too
 * long is left to list_more. */
static bool
need(struct list *list, long from, long to, struct err *err)
{
	char key[LISTING_KEY];
	size_t had;

	while (to >= (long)list->count && !list->at_end && list->count > 0 &&
	    !list_unread(list)) {
		memcpy(key, row_at(list, list->count - 1)->key, sizeof(key));
		had = list->at;
		if (!read_page(list, key, true, err))
			return false;
		from -= (long)(had - list->at);	/* a page in front was dropped */
		to -= (long)(had - list->at);
	}
	while (from < 0 && !list->at_start && list->count > 0 && !list_unread(list)) {
		memcpy(key, row_at(list, 0)->key, sizeof(key));
		had = list->at;
		if (!read_page(list, key, false, err))
			return false;
		if (list->at == had && !list_unread(list))
			break;
		from += (long)(list->at - had);
	}
	return true;
}

static void
keep_in_view(struct list *list)
{
	if (list->at >= list->count)
		list->at = list->count > 0 ? list->count - 1 : 0;
	if (list->at < list->top)
		list->top = list->at;
	if (list->at >= list->top + (size_t)list->rows)
		list->top = list->at - (size_t)list->rows + 1;
	/* No empty rows below while there is something above. */
	if (list->top + (size_t)list->rows > list->count &&
	    (list->at_end || list_unread(list)))
		list->top = list->count > (size_t)list->rows ?
		    list->count - (size_t)list->rows : 0;
}

bool
list_more(struct list *list, struct err *err)
{
	char key[LISTING_KEY];

	if (!list_unread(list) || list->listing == NULL)
		return true;
	memcpy(key, list->rest, sizeof(key));
	if (!read_page(list, key, list->rest_forward, err)) {
		list->rest[0] = '\0';
		return false;
	}
	keep_in_view(list);
	return true;
}

/* Pages read from the end know their place when the rows are counted. */
static void
place_at_end(struct list *list)
{
	if (list->before < 0 && list->at_end && !list->more &&
	    list->total >= (long)list->count)
		list->before = list->total - (long)list->count;
}

static bool
count_rows(struct list *list, struct err *err)
{
	list->total = -1;
	return list->counts_later || list_count(list, err);
}

bool
list_count(struct list *list, struct err *err)
{
	if (list->total >= 0 || list->listing == NULL)
		return true;
	if (!listing_count(list->listing, list->limit, &list->total, &list->more, err))
		return false;
	if (list->more && list->total < (long)list->count)
		list->total = (long)list->count;
	place_at_end(list);
	return true;
}

bool
list_open(struct list *list, const struct listing_spec *spec, struct err *err)
{
	struct listing *listing = listing_open(list->store, spec, err);

	if (listing == NULL)
		return false;
	drop_pages(list);
	listing_close(list->listing);
	list->listing = listing;
	list->limit = list_limit(spec);
	listing_budget(listing, LIST_BUDGET);
	if (!read_page(list, NULL, true, err))
		return false;
	keep_in_view(list);
	return count_rows(list, err);
}

/* Puts the cursor back on the record it was on, if it is still there. */
static bool
seek(struct list *list, const struct listing_row *was)
{
	const struct listing_row *row;
	size_t i;

	for (i = 0; i < list->count; i++) {
		row = row_at(list, i);
		if (strcmp(row->record, was->record) == 0 &&
		    strcmp(row->person, was->person) == 0 &&
		    strcmp(row->period, was->period) == 0 &&
		    (was->rule == NULL || row->rule == NULL ||
		    strcmp(row->rule, was->rule) == 0)) {
			list->at = i;
			return true;
		}
	}
	return false;
}

bool
list_reload(struct list *list, struct err *err)
{
	struct listing_row was;
	const struct listing_row *row = list_row(list);
	bool has = row != NULL, start = list->at_start && list->before == 0;
	size_t at = list->at, top = list->top;
	char first[LISTING_KEY] = "", rule[80] = "";

	if (list->listing == NULL)
		return true;
	if (has) {
		was = *row;
		snprintf(rule, sizeof(rule), "%s", row->rule != NULL ? row->rule : "");
		was.rule = row->rule != NULL ? rule : NULL;
		if (list->top > 0)
			memcpy(first, row_at(list, list->top - 1)->key, sizeof(first));
	}
	drop_pages(list);
	listing_refresh(list->listing);
	/* From the start when the cursor was near it: new rows appear there. */
	start = (start && at < page_size(list)) || !has || *first == '\0';
	if (!read_page(list, start ? NULL : first, true, err))
		return false;
	if (has && !seek(list, &was))
		list->at = start ? at : at - top;
	if (list->at >= list->count)
		list->at = list->count > 0 ? list->count - 1 : 0;
	if (!need(list, (long)list->at - list->rows, (long)list->at + list->rows, err))
		return false;
	keep_in_view(list);
	return count_rows(list, err);
}

void
list_view(struct list *list, int rows)
{
	struct err err = ERR_INIT;

	list->rows = rows > 0 ? rows : 1;
	need(list, (long)list->top, (long)list->top + list->rows, &err);
	keep_in_view(list);
}

/* ---- movement ---- */
static bool
step(struct list *list, long by, struct err *err)
{
	long to;
	size_t had;

	if (!need(list, (long)list->at + by - list->rows,
	    (long)list->at + by + list->rows, err))
		return false;
	had = list->at;
	to = (long)had + by;
	if (to < 0)
		to = 0;
	if (to >= (long)list->count)
		to = list->count > 0 ? (long)list->count - 1 : 0;
	/* A page moves the view as well as the cursor. */
	if (by > 1 || by < -1)
		list->top = (long)list->top + (to - (long)had) > 0 ?
		    (size_t)((long)list->top + (to - (long)had)) : 0;
	list->at = (size_t)to;
	keep_in_view(list);
	return true;
}

static bool
to_start(struct list *list, struct err *err)
{
	if (!list->at_start) {
		drop_pages(list);
		if (!read_page(list, NULL, true, err))
			return false;
	}
	list->at = 0;
	keep_in_view(list);
	return true;
}

static bool
to_end(struct list *list, struct err *err)
{
	if (!list->at_end) {
		drop_pages(list);
		if (!read_page(list, NULL, false, err))
			return false;
		place_at_end(list);
	}
	list->at = list->count > 0 ? list->count - 1 : 0;
	keep_in_view(list);
	return true;
}

bool
list_stand(struct list *list, const char *record, struct err *err)
{
	const struct listing_row *row = list_row(list);
	size_t i;

	if (list->listing == NULL || (row != NULL && strcmp(row->record, record) == 0))
		return true;
	if (!to_start(list, err))
		return false;
	/* Pages are added as long as none is dropped, so numbers stay. */
	for (i = 0; i < list->count || (!list->at_end && list->pages < LIST_PAGES); i++) {
		if (!need(list, 0, (long)i, err))
			return false;
		row = row_at(list, i);
		if (row == NULL)
			break;
		if (strcmp(row->record, record) == 0) {
			list->at = i;
			break;
		}
	}
	keep_in_view(list);
	return need(list, (long)list->at - list->rows, (long)list->at + list->rows, err);
}

bool
list_command(struct list *list, enum command command, bool *ok, struct err *err)
{
	long page = list->rows > 1 ? list->rows - 1 : 1;

	*ok = true;
	if (list->listing == NULL)
		return (LIST_COMMANDS & CMD_BIT(command)) != 0;
	switch (command) {
	case CMD_UP: *ok = step(list, -1, err); return true;
	case CMD_DOWN: *ok = step(list, 1, err); return true;
	case CMD_PAGE_UP: *ok = step(list, -page, err); return true;
	case CMD_PAGE_DOWN: *ok = step(list, page, err); return true;
	case CMD_HOME: *ok = to_start(list, err); return true;
	case CMD_END: *ok = to_end(list, err); return true;
	default: return false;
	}
}

const struct listing_row *
list_row(const struct list *list)
{
	return row_at(list, list->at);
}

const struct listing_row *
list_seen(const struct list *list, int view_row)
{
	if (view_row < 0 || view_row >= list->rows)
		return NULL;
	return row_at(list, list->top + (size_t)view_row);
}

bool
list_point(struct list *list, int view_row)
{
	if (list_seen(list, view_row) == NULL)
		return false;
	list->at = list->top + (size_t)view_row;
	return true;
}

void
list_place(const struct list *list, char *out, size_t size)
{
	char place[24] = "", number[24] = "?";

	if (list->before >= 0 && list->count > 0)
		snprintf(place, sizeof(place), "%ld/", list->before + (long)list->at + 1);
	if (list->total >= 0)
		list_number(list->total, list->more, number, sizeof(number));
	snprintf(out, size, "%s%s 条", place, number);
}

/* ---- drawing ---- */
/* What is left over when every column that fits has its width. */
static int
spare(const struct listing_column *column, size_t count, int cells)
{
	size_t i;

	cells -= MARK - 1;
	for (i = 0; i < count && cells >= column[i].width + 1; i++)
		cells -= column[i].width + 1;
	/* The next one is worth more, cut, than a wider head. */
	return i < count && cells > COLUMN_LEAST ? 0 : cells;
}

/* A column too narrow for its own head gets of what is left over, and the
 * last one takes the rest of a line.  Returns the width, 0 when too little is
 * left for it. */
static int
column_width(const struct listing_column *column, size_t count, size_t i,
    int col, int cells)
{
	int width = column[i].width, more = spare(column, count, cells), lacks;
	size_t k;

	for (k = 0; k <= i && more > 0; k++) {
		lacks = width_of(column[k].label) - column[k].width;
		lacks = lacks > more ? more : lacks;
		if (lacks > 0) {
			more -= lacks;
			width += k == i ? lacks : 0;
		}
	}

	if (width > cells - col && cells - col < COLUMN_LEAST)
		return 0;
	if (width > cells - col || (i + 1 == count && !column[i].right))
		width = cells - col;
	return width;
}

static void
draw_row(const struct list *list, WINDOW *win, int row, int cells,
    const struct listing_row *line, bool current)
{
	const struct listing_column *column;
	size_t count = listing_columns(list->listing, &column), i;
	int col = MARK, width;
	enum role role = line->late ? ROLE_LATE : ROLE_TEXT;

	draw_fill(win, row, 0, 1, current ? '>' : ' ', ROLE_TEXT);
	if (line->late)
		draw_fill(win, row, 1, 1, '!', role);
	for (i = 0; i < count && i < LISTING_CELLS && col < cells; i++) {
		width = column_width(column, count, i, col, cells);
		draw_pad(win, row, col, width, line->cell[i] != NULL ? line->cell[i] : "",
		    column[i].right ? TEXT_RIGHT : TEXT_LEFT, role);
		col += width + 1;
	}
}

void
list_draw(const struct list *list, WINDOW *win, int row, int cells, bool focus)
{
	const struct listing_column *column;
	const struct listing_row *line;
	size_t count, i;
	int col = MARK, width, k;

	if (list->listing == NULL)
		return;
	count = listing_columns(list->listing, &column);
	for (i = 0; i < count && col < cells; i++) {
		width = column_width(column, count, i, col, cells);
		draw_pad(win, row, col, width, column[i].label,
		    column[i].right ? TEXT_RIGHT : TEXT_LEFT, ROLE_LABEL);
		col += width + 1;
	}
	for (k = 0; k < list->rows; k++) {
		line = list_seen(list, k);
		if (line == NULL)
			break;
		draw_row(list, win, row + 1 + k, cells, line,
		    focus && list->top + (size_t)k == list->at);
	}
}
