/*
 * ui/reader.c: a text to read, in a frame or on the whole screen
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/draw.h"
#include "ui/width.h"

#define POPUP_CELLS 74
#define SIDE_STEP 8

struct part {
	size_t	from, len;
};

struct state {
	char		*title, *text;
	bool		 wrap, full;
	struct part	*line;
	size_t		 count, cap;
	int		 top, left, widest;
};

static void
add_part(void *arg, size_t from, size_t len)
{
	struct state *state = arg;

	state->line = mem_grow(state->line, state->count, &state->cap,
	    sizeof(*state->line));
	state->line[state->count].from = from;
	state->line[state->count].len = len;
	state->count++;
}

/* Finds the lines anew for a width. */
static void
split(struct state *state, int cells)
{
	const char *text = state->text;
	size_t at = 0, len;
	char *line;
	int width;

	state->count = 0;
	state->widest = 0;
	if (state->wrap) {
		text_wrap(text, cells, width_cell, add_part, state);
	} else {
		for (;;) {
			len = strcspn(text + at, "\n");
			add_part(state, at, len);
			line = mem_textn(text + at, len);
			width = width_of(line);
			free(line);
			if (width > state->widest)
				state->widest = width;
			if (text[at + len] == '\0')
				break;
			at += len + 1;
		}
	}
	/* A line feed at the end begins no line. */
	while (state->count > 1 && state->line[state->count - 1].len == 0)
		state->count--;
}

static int
frame_of(const struct state *state)
{
	return state->full ? 0 : 1;
}

static int
view_rows(const struct screen *screen)
{
	return screen->rows - (frame_of(screen->data) ? 2 : 1);
}

static int
view_cells(const struct screen *screen)
{
	return screen->cols - (frame_of(screen->data) ? 4 : 0);
}

static bool
reader_make(struct screen *screen, const void *arg, struct err *err)
{
	const struct reader *reader = arg;
	struct state *state = mem_new(sizeof(*state));

	state->title = mem_text(reader->title);
	state->text = mem_text(reader->text);
	state->wrap = reader->wrap;
	state->full = reader->full;
	screen->data = state;
	return true;
}

static void
reader_close(struct screen *screen)
{
	struct state *state = screen->data;

	free(state->title);
	free(state->text);
	free(state->line);
	free(state);
}

static void
reader_size(struct screen *screen, int *rows, int *cols)
{
	struct state *state = screen->data;

	if (*cols > POPUP_CELLS)
		*cols = POPUP_CELLS;
	split(state, *cols - 4);
	if (*rows > (int)state->count + 2)
		*rows = (int)state->count + 2;
}

static void
reader_layout(struct screen *screen)
{
	split(screen->data, view_cells(screen));
}

static void
bound(struct screen *screen)
{
	struct state *state = screen->data;
	int most = (int)state->count - view_rows(screen);
	int side = state->widest - view_cells(screen);

	if (state->top > most)
		state->top = most;
	if (state->top < 0)
		state->top = 0;
	if (state->left > side)
		state->left = side;
	if (state->left < 0)
		state->left = 0;
}

/* One line, shifted left by so many cells. */
static void
draw_line_of(struct screen *screen, const struct part *part, int row)
{
	struct state *state = screen->data;
	int frame = frame_of(state), used;
	char *line = mem_textn(state->text + part->from, part->len);
	size_t skip = text_cut(line, state->left, width_cell, &used);
	int gap = state->left - used;	/* half of a wide character */

	if (gap > 0 && line[skip] != '\0') {
		skip = text_next(line, skip);
		used = width_of(line) - width_of(line + skip);
		gap = used - state->left;
	} else {
		gap = 0;
	}
	draw_text(screen->win, row, frame * 2 + gap, view_cells(screen) - gap,
	    line + skip, ROLE_TEXT);
	free(line);
}

static void
reader_draw(struct screen *screen)
{
	struct state *state = screen->data;
	int i, rows = view_rows(screen), first = 1;
	char place[60];

	bound(screen);
	snprintf(place, sizeof(place), "%d/%zu 行", state->top + 1, state->count);
	if (frame_of(state))
		draw_frame(screen->win, state->title);
	else
		screen_title(screen, state->title, place);
	for (i = 0; i < rows && state->top + i < (int)state->count; i++)
		draw_line_of(screen, &state->line[state->top + i], first + i);
	if (frame_of(state) && rows < (int)state->count)
		draw_text(screen->win, screen->rows - 1, screen->cols - 22, 20,
		    place, ROLE_TEXT);
}

static void
reader_command(struct screen *screen, enum command command)
{
	struct state *state = screen->data;
	int rows = view_rows(screen);

	switch (command) {
	case CMD_UP: state->top--; break;
	case CMD_DOWN: state->top++; break;
	case CMD_PAGE_UP: state->top -= rows; break;
	case CMD_PAGE_DOWN: state->top += rows; break;
	case CMD_HOME: state->top = state->left = 0; break;
	case CMD_END: state->top = (int)state->count; break;
	case CMD_LEFT: state->left -= SIDE_STEP; break;
	case CMD_RIGHT: state->left += SIDE_STEP; break;
	case CMD_ENTER:
	case CMD_BACK:
		screen_close(screen, RESULT_BACK, 0, NULL, NULL);
		return;
	default:
		return;
	}
	bound(screen);
	screen_dirty(screen, DIRTY_PAINT);
}

#define READER_COMMANDS (CMD_BIT(CMD_UP) | CMD_BIT(CMD_DOWN) | CMD_BIT(CMD_LEFT) | \
	    CMD_BIT(CMD_RIGHT) | CMD_BIT(CMD_PAGE_UP) | CMD_BIT(CMD_PAGE_DOWN) | \
	    CMD_BIT(CMD_HOME) | CMD_BIT(CMD_END) | CMD_BIT(CMD_ENTER) | CMD_BIT(CMD_BACK))

static const struct screen_ops popup_ops = {
	.title = "阅读",
	.where = KEYS_PICK,
	.commands = READER_COMMANDS,
	.popup = true,
	.open = reader_make,
	.close = reader_close,
	.size = reader_size,
	.layout = reader_layout,
	.draw = reader_draw,
	.command = reader_command,
};

static const struct screen_ops full_ops = {
	.title = "阅读",
	.where = KEYS_TEXT,
	.commands = READER_COMMANDS,
	.open = reader_make,
	.close = reader_close,
	.layout = reader_layout,
	.draw = reader_draw,
	.command = reader_command,
};

bool
reader_open(struct ui *ui, const struct reader *reader)
{
	return screen_open(ui, reader->full ? &full_ops : &popup_ops, reader, 0);
}
