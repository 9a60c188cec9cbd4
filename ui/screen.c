/*
 * ui/screen.c: screens as operation records, and the stack that holds them
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/screen.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/draw.h"
#include "ui/width.h"

#define BAR_ROWS 2		/* message line, key bar */
#define MESSAGE_ROWS 4		/* of a long message, at most */
#define ROWS_LEAST 24		/* below, the clerk is told, and we draw what fits */
#define COLS_LEAST 80
#define WORK_MS 10		/* a share of it, then the keys are asked again */
/* Handled here for every screen that has such a key. */
#define SHARED (CMD_BIT(CMD_HELP) | CMD_BIT(CMD_MENU) | CMD_BIT(CMD_REFRESH))

static struct screen *
top(struct ui *ui)
{
	return ui->depth > 0 ? ui->stack[ui->depth - 1] : NULL;
}

/* ---- windows ---- */
static void
place(const struct screen *screen, int *rows, int *cols, int *row, int *col)
{
	int most = LINES - BAR_ROWS > 1 ? LINES - BAR_ROWS : 1;

	*rows = most;
	*cols = COLS;
	*row = *col = 0;
	if (!screen->ops->popup)
		return;
	screen->ops->size((struct screen *)screen, rows, cols);
	*rows = *rows > most ? most : *rows < 1 ? 1 : *rows;
	*cols = *cols > COLS ? COLS : *cols < 1 ? 1 : *cols;
	*row = (most - *rows) / 2;
	*col = (COLS - *cols) / 2;
}

static void
make_window(struct screen *screen)
{
	int rows, cols, row, col;
	WINDOW *win, *old = screen->win;

	place(screen, &rows, &cols, &row, &col);
	win = newwin(rows, cols, row, col);
	assert(win != NULL);
	screen->win = win;
	screen->rows = rows;
	screen->cols = cols;
	screen->cursor_row = screen->cursor_col = -1;
	if (screen->panel == NULL)
		screen->panel = new_panel(win);
	else
		replace_panel(screen->panel, win);
	if (old != NULL)
		delwin(old);
	screen->dirty |= DIRTY_LAYOUT | DIRTY_PAINT;
}

/* A message too long for its line lies over the end of the screen until the
 * next key: its last words name the next step. */
static int
bar_rows(const struct ui *ui)
{
	int rows = BAR_ROWS;

	if (ui->message.len > 0 && COLS > 2)
		rows += text_wrap(buf_str(&ui->message), COLS - 2, width_cell, NULL,
		    NULL) - 1;
	if (rows > MESSAGE_ROWS + 1)
		rows = MESSAGE_ROWS + 1;
	return rows < LINES ? rows : LINES;
}

static void
place_bar(struct ui *ui)
{
	WINDOW *old = ui->bar;
	int rows = bar_rows(ui);

	ui->bar = newwin(rows, COLS, LINES - rows, 0);
	assert(ui->bar != NULL);
	if (ui->bar_panel == NULL)
		ui->bar_panel = new_panel(ui->bar);
	else
		replace_panel(ui->bar_panel, ui->bar);
	if (old != NULL)
		delwin(old);
	ui->bar_dirty = true;
}

/* ---- for screens ---- */
bool
screen_open(struct ui *ui, const struct screen_ops *ops, const void *arg, int tag)
{
	struct screen *screen;
	struct err err = ERR_INIT;

	if (ui->depth == STACK_MOST) {
		ui_say(ui, ROLE_ERROR, "打开的屏太多了，先按 Esc 返回几屏。");
		return false;
	}
	screen = mem_new(sizeof(*screen));
	screen->ops = ops;
	screen->ui = ui;
	screen->tag = tag;
	screen->cursor_row = screen->cursor_col = -1;
	ui->stack[ui->depth] = screen;
	if (!ops->open(screen, arg, &err)) {
		ui_fail(ui, &err);
		free(screen);
		return false;
	}
	assert(ui->stack[ui->depth] == screen);
	ui->depth++;
	make_window(screen);
	ui->bar_dirty = true;
	return true;
}

void
screen_close(struct screen *screen, enum result_kind kind, size_t number,
    const char *text, const char *id)
{
	if (screen->closing)
		return;
	screen->closing = true;
	screen->result.kind = kind;
	screen->result.tag = screen->tag;
	screen->result.number = number;
	screen->result_text = mem_text(text);
	screen->result.text = screen->result_text;
	if (id != NULL)
		snprintf(screen->result.id, sizeof(screen->result.id), "%s", id);
}

void
screen_dirty(struct screen *screen, unsigned bits)
{
	screen->dirty |= bits;
}

void
ui_say(struct ui *ui, enum role role, const char *fmt, ...)
{
	char line[ERR_TEXT + 200];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	buf_cut(&ui->message, 0);
	buf_add(&ui->message, line);
	ui->message_role = role;
	ui->bar_dirty = true;
}

void
ui_fail(struct ui *ui, const struct err *err)
{
	ui_say(ui, ROLE_ERROR, "%s", err->text);
}

void
screen_title(struct screen *screen, const char *left, const char *right)
{
	int room = screen->cols - (right != NULL ? width_of(right) + 2 : 0);

	if (room < 0)
		room = 0;
	draw_fill(screen->win, 0, 0, room, ' ', ROLE_TITLE);
	draw_text(screen->win, 0, 1, room - 2, left, ROLE_TITLE);
	/* Plain: it changes with every step, and colours cost bytes. */
	if (right != NULL)
		draw_text(screen->win, 0, room + 1, screen->cols - room - 1, right,
		    ROLE_TEXT);
}

void
ui_changed(struct ui *ui)
{
	size_t i;

	for (i = 0; i < ui->depth; i++)
		ui->stack[i]->dirty |= DIRTY_DATA | DIRTY_PAINT;
}

/* Frees without asking anybody. */
static void
destroy(struct screen *screen)
{
	if (screen->ops->close != NULL)
		screen->ops->close(screen);
	if (screen->panel != NULL)
		del_panel(screen->panel);
	if (screen->win != NULL)
		delwin(screen->win);
	free(screen->result_text);
	free(screen);
}

bool
ui_home(struct ui *ui)
{
	size_t i;

	for (i = 1; i < ui->depth; i++)
		if (!ui->stack[i]->closing && ui->stack[i]->ops->unsaved != NULL &&
		    ui->stack[i]->ops->unsaved(ui->stack[i])) {
			ui_say(ui, ROLE_ERROR, "下面还有没保存的表，先回去保存或按 Esc 处理。");
			return false;
		}
	/* The loop closes them from the top; only the last gives a result. */
	for (i = ui->depth; i > 1; i--)
		screen_close(ui->stack[i - 1], RESULT_BACK, 0, NULL, NULL);
	return true;
}

/* ---- the stack ---- */
/* Short, so that it can be read on the small window; taken back when it grows. */
static void
tell_small(struct ui *ui)
{
	bool small = LINES < ROWS_LEAST || COLS < COLS_LEAST;

	if (small)
		ui_say(ui, ROLE_ERROR, "窗口太小，至少要 %d 列 %d 行。", COLS_LEAST,
		    ROWS_LEAST);
	else if (ui->small)
		buf_cut(&ui->message, 0);
	ui->small = small;
}

void
stack_open(struct ui *ui)
{
	place_bar(ui);
	tell_small(ui);
}

void
stack_close(struct ui *ui)
{
	while (ui->depth > 0)
		destroy(ui->stack[--ui->depth]);
	if (ui->bar_panel != NULL)
		del_panel(ui->bar_panel);
	if (ui->bar != NULL)
		delwin(ui->bar);
	ui->bar_panel = NULL;
	ui->bar = NULL;
	buf_clear(&ui->message);
}

/* Takes the screen at a place out and hands its result to the one below. */
static void
pull(struct ui *ui, size_t at)
{
	struct screen *screen = ui->stack[at], *below = at > 0 ? ui->stack[at - 1] : NULL;

	ui->depth--;
	memmove(&ui->stack[at], &ui->stack[at + 1],
	    (ui->depth - at) * sizeof(ui->stack[0]));
	ui->bar_dirty = true;
	if (below != NULL && !below->closing) {
		below->dirty |= DIRTY_PAINT;
		/* The result may open another screen, or begin long work that
		 * paints meanwhile. */
		if (screen->panel != NULL)
			hide_panel(screen->panel);
		if (below->ops->result != NULL)
			below->ops->result(below, &screen->result);
	}
	destroy(screen);
}

/* Closes what asked for it, from the top; without screens it is the end. */
static void
pop_closing(struct ui *ui)
{
	size_t i;

	for (i = ui->depth; i > 0; i--)
		if (i <= ui->depth && ui->stack[i - 1]->closing)
			pull(ui, i - 1);
	if (ui->depth == 0)
		ui->ended = true;
}

static unsigned
have(struct screen *screen)
{
	unsigned bits = screen->ops->have != NULL ? screen->ops->have(screen) : 0;

	return bits | (store_read_only(screen->ui->store) ? 0 : HAVE_WRITE);
}

/* Everything anew, also what another program has written over our screen. */
static void
refresh_all(struct ui *ui)
{
	clearok(curscr, TRUE);
	ui_changed(ui);
	ui->bar_dirty = true;
}

/* Where its keys mean what they mean; may change with the row. */
static unsigned
where_of(struct screen *screen)
{
	return screen->ops->place != NULL ? screen->ops->place(screen) : screen->ops->where;
}

static void
help(struct ui *ui, struct screen *screen)
{
	struct buf text = BUF_INIT;

	if (screen->ops->help != NULL)
		screen->ops->help(screen, &text);
	if (text.len > 0)
		buf_add(&text, "\n");
	keys_help(&text, where_of(screen), screen->ops->commands | SHARED, width_cell);
	ui->shared->help(ui, screen->ops->title, buf_str(&text));
	buf_clear(&text);
}

static void
obey(struct ui *ui, struct screen *screen, const struct keydef *key)
{
	const char *lacks = keys_lacking(key, have(screen));

	if (lacks != NULL)
		ui_say(ui, ROLE_ERROR, "%s", lacks);
	else if (key->command == CMD_REFRESH)
		refresh_all(ui);
	else if (key->command == CMD_HELP)
		help(ui, screen);
	else if (key->command == CMD_MENU)
		ui->shared->menu(ui);
	else
		screen->ops->command(screen, key->command);
}

static void
resize(struct ui *ui)
{
	size_t i;

	for (i = 0; i < ui->depth; i++)
		make_window(ui->stack[i]);
	place_bar(ui);
	tell_small(ui);
}

/* A click on the bar is the key that stands there. */
static void
click(struct ui *ui, struct screen *screen, int row, int col)
{
	struct keys_slot slot[KEYS_BAR];
	size_t i, n;
	int top_row, left;

	if (row == LINES - 1) {
		n = keys_bar(where_of(screen), screen->ops->commands | SHARED,
		    COLS, slot);
		for (i = 0; i < n; i++)
			if (col >= slot[i].col &&
			    col < slot[i].col + slot[i].name + slot[i].label)
				obey(ui, screen, slot[i].key);
		return;
	}
	getbegyx(screen->win, top_row, left);
	row -= top_row;
	col -= left;
	if (screen->ops->click != NULL && row >= 0 && row < screen->rows &&
	    col >= 0 && col < screen->cols)
		screen->ops->click(screen, row, col);
}

static void
pressed(struct ui *ui, struct screen *screen, int press)
{
	const struct keydef *key = keys_find(press, where_of(screen));

	if (key != NULL &&
	    (screen->ops->commands | SHARED) & CMD_BIT(key->command))
		obey(ui, screen, key);
	else if (press == PRESS_UNKNOWN)
		ui_say(ui, ROLE_MESSAGE, "收到不认识的键或字节；"
		    "若中文打不进，请核对终端软件的字符集。");
}

void
stack_event(struct ui *ui, const struct event *event)
{
	struct screen *screen = top(ui);
	char one[5];

	assert(screen != NULL);
	if (event->kind != EVENT_IDLE && event->kind != EVENT_RESIZE &&
	    ui->message.len > 0) {
		buf_cut(&ui->message, 0);
		ui->bar_dirty = true;
	}
	switch (event->kind) {
	case EVENT_PRESS:
		pressed(ui, screen, event->press);
		break;
	case EVENT_CHAR:
		text_encode(event->cp, one);
		if (screen->ops->type != NULL)
			screen->ops->type(screen, one, false);
		break;
	case EVENT_PASTE:
		if (screen->ops->type != NULL)
			screen->ops->type(screen, event->text, true);
		break;
	case EVENT_CLICK:
		click(ui, screen, event->row, event->col);
		break;
	case EVENT_RESIZE:
		resize(ui);
		break;
	case EVENT_IDLE:
		if (screen->ops->tick != NULL)
			screen->ops->tick(screen);
		break;
	case EVENT_LEAVE:
		ui->signal = event->signal;
		ui->ended = true;
		break;
	case EVENT_NONE:
		break;
	}
	pop_closing(ui);
}

void
stack_leave(struct ui *ui)
{
	size_t i;

	for (i = 0; i < ui->depth; i++)
		if (ui->stack[i]->ops->leave != NULL)
			ui->stack[i]->ops->leave(ui->stack[i]);
}

/* ---- what can wait ---- */
bool
stack_waiting(const struct ui *ui)
{
	return ui->depth > 0 && ui->stack[ui->depth - 1]->working;
}

void
stack_work(struct ui *ui)
{
	struct screen *screen = top(ui);
	struct timespec begun, now;
	long ms = 0;

	clock_gettime(CLOCK_MONOTONIC, &begun);
	while (screen->working && ms < WORK_MS) {
		screen->working = screen->ops->work(screen);
		clock_gettime(CLOCK_MONOTONIC, &now);
		ms = (now.tv_sec - begun.tv_sec) * 1000 +
		    (now.tv_nsec - begun.tv_nsec) / 1000000;
	}
	screen->dirty |= DIRTY_PAINT;
	pop_closing(ui);
}

/* ---- painting ---- */
static void
draw_bar(struct ui *ui, struct screen *screen)
{
	struct keys_slot slot[KEYS_BAR];
	size_t i, n;
	int last;

	if (getmaxy(ui->bar) != bar_rows(ui))
		place_bar(ui);
	top_panel(ui->bar_panel);
	last = getmaxy(ui->bar) - 1;
	werase(ui->bar);
	if (last > 1)
		draw_wrapped(ui->bar, 0, 1, last, COLS - 2, buf_str(&ui->message),
		    ui->message_role);
	else if (last > 0)
		draw_pad(ui->bar, 0, 1, COLS - 2, buf_str(&ui->message), TEXT_LEFT,
		    ui->message_role);
	n = keys_bar(where_of(screen), screen->ops->commands | SHARED, COLS, slot);
	for (i = 0; i < n; i++) {
		draw_text(ui->bar, last, slot[i].col, slot[i].name,
		    keys_name(slot[i].key->press), ROLE_KEY);
		draw_text(ui->bar, last, slot[i].col + slot[i].name, slot[i].label,
		    slot[i].key->label, ROLE_KEY_LABEL);
	}
	ui->bar_dirty = false;
	ui->bar_where = where_of(screen);
}

void
stack_dirty(struct ui *ui)
{
	size_t i;

	for (i = 0; i < ui->depth; i++)
		screen_dirty(ui->stack[i], DIRTY_PAINT);
}

/* Is anything of the screen in sight: no full screen above it? */
static bool
in_sight(const struct ui *ui, size_t at)
{
	for (at++; at < ui->depth; at++)
		if (!ui->stack[at]->ops->popup)
			return false;
	return true;
}

static void
paint(struct screen *screen)
{
	if (screen->dirty & DIRTY_DATA && screen->ops->load != NULL) {
		screen->dirty &= ~(unsigned)DIRTY_DATA;
		screen->ops->load(screen);
		screen->working = screen->ops->work != NULL;
		screen->dirty |= DIRTY_LAYOUT;
	}
	if (screen->dirty & DIRTY_LAYOUT && screen->ops->layout != NULL)
		screen->ops->layout(screen);
	if (screen->dirty != 0) {
		werase(screen->win);
		screen->cursor_row = screen->cursor_col = -1;
		screen->ops->draw(screen);
	}
	screen->dirty = 0;
}

void
stack_paint(struct ui *ui)
{
	struct screen *screen = top(ui);
	size_t i;

	if (screen == NULL)
		return;
	for (i = 0; i < ui->depth; i++)
		if (in_sight(ui, i))
			paint(ui->stack[i]);
	if (ui->bar_dirty || ui->bar_where != where_of(screen))
		draw_bar(ui, screen);
	update_panels();
	if (screen->cursor_row >= 0) {
		wmove(screen->win, screen->cursor_row, screen->cursor_col);
		wnoutrefresh(screen->win);
	}
	curs_set(screen->cursor_row >= 0);
	doupdate();
}
