/*
 * ui/tree-picker.c: choosing from a tree: provinces and counties, charges
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/tree-picker.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/basis.h"
#include "ui/draw.h"
#include "ui/edit.h"
#include "ui/editor.h"
#include "ui/scroll.h"
#include "ui/tree-walk.h"
#include "ui/width.h"

#define CELLS 70		/* a label and the place that it is in */
#define ROWS_LEAST 12
#define TYPED_CHARS 20
#define DIGITS 4		/* "12  " before a label */
#define AROUND 5		/* frame, path, advice, the typed line */

struct state {
	char		*title, *between;
	struct walk	 walk;
	struct editor	 typed;
	size_t		 top;
	bool		 fresh;		/* the next character replaces what is typed */
};

static bool
pick_make(struct screen *screen, const void *arg, struct err *err)
{
	const struct treepick *pick = arg;
	struct state *state = mem_new(sizeof(*state));
	struct walk *walk = &state->walk;
	size_t i;

	(void)err;		/* an empty tree has an empty list */
	walk_init(walk, pick->tree, pick->on, pick->choose);
	walk->labels = pick->labels;
	walk->by_table = pick->by_table;
	walk->many = pick->many;
	for (i = 0; i < pick->picked_count; i++)
		walk_mark(walk, pick->picked[i]);
	for (i = 0; i < pick->other_count; i++)
		walk_offer(walk, pick->other[i]);
	walk_stand(walk, pick->at == NULL ? "" : pick->at);
	editor_init(&state->typed, false, TYPED_CHARS, width_cell);
	if (pick->typed != NULL && *pick->typed != '\0') {
		editor_set(&state->typed, pick->typed);
		walk_type(walk, pick->typed);
	}
	state->title = mem_text(pick->title);
	state->between = mem_text(pick->between == NULL ? "\n" : pick->between);
	screen->data = state;
	return true;
}

static void
pick_close(struct screen *screen)
{
	struct state *state = screen->data;

	walk_clear(&state->walk);
	editor_clear(&state->typed);
	free(state->title);
	free(state->between);
	free(state);
}

static int
view(const struct screen *screen)
{
	return screen->rows - AROUND;
}

static void
pick_size(struct screen *screen, int *rows, int *cols)
{
	struct state *state = screen->data;
	int cells = width_of(state->title) + 8;

	if (cells < CELLS)
		cells = CELLS;
	if (*cols > cells)
		*cols = cells;
	/* Walking changes the number of rows: the window does not follow. */
	if (*rows > 2 * ROWS_LEAST)
		*rows = *rows * 3 / 4 < 2 * ROWS_LEAST ? 2 * ROWS_LEAST : *rows * 3 / 4;
}

/* ---- drawing ---- */
static void
draw_row(struct screen *screen, size_t at, int line)
{
	struct state *state = screen->data;
	struct walk *walk = &state->walk;
	const struct walk_row *row = &walk->row[at];
	enum role role = at == walk->at ? ROLE_CURRENT : ROLE_TEXT;
	int cells = screen->cols - 4, used;
	struct buf behind = BUF_INIT;
	char head[32];

	snprintf(head, sizeof(head), "%c%s", at == walk->at ? '>' : ' ', !walk->many ? "" :
	    !walk_may_choose(row) ? "   " : walk_marked(walk, walk_value(walk, row)) ? "[*]" : "[ ]");
	used = draw_text(screen->win, line, 2, cells, head, role);
	if (row->place > 0)
		snprintf(head, sizeof(head), "%*zu ", DIGITS - 1, row->place);
	else
		snprintf(head, sizeof(head), "%*s ", DIGITS - 1,
		    row->kind == WALK_HERE ? "0" : "");
	used += draw_text(screen->win, line, 2 + used, cells - used, head, role);
	used += draw_text(screen->win, line, 2 + used, cells - used, row->node.label, role);
	if (row->kind == WALK_HERE)
		buf_add(&behind, "（就选到这一级）");
	if (row->kind == WALK_NODE && !row->node.leaf)
		buf_add(&behind, "> ");
	if (row->node.closed)
		buf_add(&behind, "〔已停用〕 ");
	walk_above(walk, row, &behind);
	draw_text(screen->win, line, 3 + used, cells - used - 1, buf_str(&behind), ROLE_DIM);
	buf_clear(&behind);
}

static void
add_picked(const struct walk *walk, struct buf *out)
{
	struct tree_node node;
	size_t i;

	for (i = 0; i < walk->picked_count; i++)
		buf_addf(out, "%s%s", i == 0 ? "  已选：" : "、", !walk->labels &&
		    tree_find(&walk->tree, walk->picked[i], walk->on, &node) ?
		    node.label : walk->picked[i]);
}

static void
draw_path(struct screen *screen)
{
	struct state *state = screen->data;
	struct walk *walk = &state->walk;
	struct buf path = BUF_INIT;

	walk_path(walk, &path);
	if (walk->all > walk->count)
		buf_addf(&path, "（%zu项，列出%zu项，再打几个字）", walk->all, walk->count);
	add_picked(walk, &path);
	draw_pad(screen->win, 1, 2, screen->cols - 4, buf_str(&path), TEXT_LEFT, ROLE_LABEL);
	buf_clear(&path);
}

static void
pick_draw(struct screen *screen)
{
	struct state *state = screen->data;
	struct walk *walk = &state->walk;
	int i, rows = view(screen);

	state->top = scroll_top(state->top, walk->at, rows > 0 ? (size_t)rows : 0);
	draw_frame(screen->win, state->title);
	draw_path(screen);
	for (i = 0; i < rows && state->top + (size_t)i < walk->count; i++)
		draw_row(screen, state->top + (size_t)i, 2 + i);
	if (walk->count == 0)
		draw_text(screen->win, 2, 2, screen->cols - 4, "没有这样的，按退格重输", ROLE_TEXT);
	draw_text(screen->win, screen->rows - 3, 2, screen->cols - 4, walk->many ?
	    "打首字母、字或序号  →下一级 ←上一级  空格多选 回车确定" :
	    "打首字母、字或序号  →下一级 ←上一级  回车选定", ROLE_DIM);
	editor_view(&state->typed, screen->cols - 4, 1);
	edit_draw(screen, &state->typed, screen->rows - 2, 2, screen->cols - 4, 1, true);
}

/* ---- keys ---- */
/* The walk stands elsewhere: what was typed is done with. */
static void
moved(struct state *state)
{
	editor_set(&state->typed, state->walk.typed);
	state->top = 0;
	state->fresh = false;
}

static void
enter(struct screen *screen)
{
	struct state *state = screen->data;
	struct buf value = BUF_INIT;

	if (walk_choose(&state->walk, state->between, &value))
		screen_close(screen, RESULT_CHOSEN, 0, buf_str(&value), NULL);
	else if (walk_down(&state->walk))
		moved(state);
	buf_clear(&value);
}

static void
backspace(struct state *state, enum command command)
{
	if (state->typed.text[0] == '\0') {
		if (walk_up(&state->walk))
			moved(state);
		return;
	}
	edit_command(&state->typed, command);
	walk_type(&state->walk, state->typed.text);
	state->top = 0;
	state->fresh = false;
}

static void
step(struct screen *screen, enum command command)
{
	struct state *state = screen->data;
	struct walk *walk = &state->walk;

	walk_move(walk, scroll_move(walk->at, walk->count,
	    view(screen) > 0 ? (size_t)view(screen) : 1, command));
}

static void
pick_command(struct screen *screen, enum command command)
{
	struct state *state = screen->data;

	screen_dirty(screen, DIRTY_PAINT);
	switch (command) {
	case CMD_ENTER: enter(screen); break;
	case CMD_RIGHT:
		if (walk_down(&state->walk))
			moved(state);
		else
			enter(screen);
		break;
	case CMD_LEFT:
		if (walk_up(&state->walk))
			moved(state);
		break;
	case CMD_BACK: screen_close(screen, RESULT_BACK, 0, NULL, NULL); break;
	case CMD_BACKSPACE:
	case CMD_KILL_ALL: backspace(state, command); break;
	default: step(screen, command); break;
	}
}

/* Space, or the mark that stands between charges. */
static bool
is_mark(const char *text)
{
	return strcmp(text, " ") == 0 || strcmp(text, "、") == 0 || strcmp(text, ",") == 0;
}

static void
pick_type(struct screen *screen, const char *text, bool pasted)
{
	struct state *state = screen->data;
	struct walk *walk = &state->walk;
	const struct walk_row *row = walk_row(walk);

	screen_dirty(screen, DIRTY_PAINT);
	if (walk->many && is_mark(text)) {
		if (row != NULL && walk_may_choose(row))
			walk_mark(walk, walk_value(walk, row));
		state->fresh = true;
		return;
	}
	if (state->fresh)
		editor_set(&state->typed, "");
	state->fresh = false;
	/* Number 0 is the node one stands at. */
	if (strcmp(text, "0") == 0 && state->typed.text[0] == '\0' && walk->count > 0 &&
	    walk->row[0].kind == WALK_HERE) {
		walk_move(walk, 0);
		return;
	}
	edit_type(screen->ui, &state->typed, text, pasted);
	walk_type(walk, state->typed.text);
	state->top = 0;
}

static void
pick_click(struct screen *screen, int row, int col)
{
	struct state *state = screen->data;
	size_t at = state->top + (size_t)(row - 2);

	(void)col;
	screen_dirty(screen, DIRTY_PAINT);
	if (row == 1) {
		pick_command(screen, CMD_LEFT);
		return;
	}
	if (row < 2 || row >= 2 + view(screen) || at >= state->walk.count)
		return;
	walk_move(&state->walk, at);
	enter(screen);
}

static void
pick_help(struct screen *screen, struct buf *out)
{
	struct state *state = screen->data;

	buf_addf(out, "【%s】\n", state->walk.tree.title);
	if (state->walk.tree.basis != NULL) {
		buf_add(out, "依据：");
		basis_told(store_catalog(screen->ui->store), state->walk.tree.basis, out);
		buf_addc(out, '\n');
	}
	buf_add(out, "带“>”的下面还有：→ 或回车进去，← 或退格回上一级。\n"
	    "打首字母、拼音或字就找：先列这一级以下的，再列全部里的。\n"
	    "序号是行首的数字；“就选到这一级”是 0。\n"
	    "已停用的排在最后，按这张表的日期算。\n");
	if (state->walk.many)
		buf_add(out, "空格（或顿号）勾选，可以选几项；回车确定。\n");
}

static const struct screen_ops pick_ops = {
	.title = "逐级选择",
	.where = KEYS_PICK,
	.commands = CMD_BIT(CMD_UP) | CMD_BIT(CMD_DOWN) | CMD_BIT(CMD_LEFT) |
	    CMD_BIT(CMD_RIGHT) | CMD_BIT(CMD_PAGE_UP) | CMD_BIT(CMD_PAGE_DOWN) |
	    CMD_BIT(CMD_HOME) | CMD_BIT(CMD_END) | CMD_BIT(CMD_ENTER) |
	    CMD_BIT(CMD_BACK) | CMD_BIT(CMD_BACKSPACE) | CMD_BIT(CMD_KILL_ALL),
	.popup = true,
	.open = pick_make,
	.close = pick_close,
	.size = pick_size,
	.draw = pick_draw,
	.command = pick_command,
	.type = pick_type,
	.click = pick_click,
	.help = pick_help,
};

bool
treepick_open(struct ui *ui, const struct treepick *pick, int tag)
{
	return screen_open(ui, &pick_ops, pick, tag);
}
