/*
 * ui/import-columns.c: 对栏目: which column of the file fills which blank
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/import-private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/typed.h"
#include "ui/compare-screen.h"
#include "ui/dialog.h"
#include "ui/draw.h"
#include "ui/picker.h"
#include "ui/scroll.h"
#include "ui/width.h"

#define NUMBER_CELLS 3
#define HOW_CELLS 4
#define FOOT_ROWS 5		/* a line, the column in words, what is in the way */
#define INITIALS_SIZE 40
#define FORM_MARK "·"		/* in a target's label, behind its form */
#define FORGET ""		/* no field: as the program knows it */

enum { TAG_TARGET = 1, TAG_SUGGESTIONS };

struct state {
	struct importview *view;	/* borrowed */
	char		*title;
	size_t		 at, top;
	bool		 changed;	/* since it was written down */
};

/* 认出 记得 建议 手选 不读; nothing for what nobody knows. */
static const char *
how_label(const struct importview_column *column)
{
	switch (column->how) {
	case IMPORTVIEW_KNOWN: return "认出";
	case IMPORTVIEW_REMEMBERED: return "记得";
	case IMPORTVIEW_SUGGESTED: return "建议";
	case IMPORTVIEW_CHOSEN: return "手选";
	case IMPORTVIEW_SKIPPED: return "不读";
	default: return "";
	}
}

static bool
has_values(const struct importview_column *column)
{
	return column->sample[0] != NULL;
}

/* Is it worth a look: two for one blank, an offer, values that nobody reads? */
static bool
doubtful(const struct importview_column *column)
{
	return column->conflict || column->how == IMPORTVIEW_SUGGESTED ||
	    (column->how == IMPORTVIEW_UNREAD && has_values(column));
}

static size_t
suggestions(const struct importview *view)
{
	size_t i, n = 0;

	for (i = 0; i < view->column_count; i++)
		n += view->column[i].how == IMPORTVIEW_SUGGESTED;
	return n;
}

static size_t
unread(const struct importview *view)
{
	size_t i, n = 0;

	for (i = 0; i < view->column_count; i++)
		n += view->column[i].how == IMPORTVIEW_UNREAD && has_values(&view->column[i]);
	return n;
}

/* A target's own name stands first, and the form's behind it, where a narrow
 * column cuts it off; the caller's. */
static char *
target_name(const struct importview_target *target)
{
	const char *dot = strstr(target->label, FORM_MARK);

	if (dot == NULL)
		return mem_text(target->label);
	return mem_printf("%s（%.*s）", dot + strlen(FORM_MARK),
	    (int)(dot - target->label), target->label);
}

/* What a column fills, as it stands in the list; the caller's. */
static char *
target_text(const struct importview *view, const struct importview_column *column)
{
	char *name, *offer;

	if (column->how == IMPORTVIEW_UNREAD)
		return mem_text("（没有对上）");
	if (column->how == IMPORTVIEW_SKIPPED || column->target == IMPORTVIEW_NONE)
		return mem_text("（不读）");
	name = target_name(&view->target[column->target]);
	if (column->how != IMPORTVIEW_SUGGESTED)
		return name;
	offer = mem_printf("%s？", name);
	free(name);
	return offer;
}

/* ---- drawing ---- */
struct widths {
	int	head, sample, target;
};

static struct widths
widths_of(int cells)
{
	struct widths w;

	cells -= 2 + NUMBER_CELLS + 1 + HOW_CELLS + 3;
	w.head = cells * 3 / 10;
	w.target = cells * 4 / 10;
	w.sample = cells - w.head - w.target;
	return w;
}

static void
draw_column(struct screen *screen, size_t i, int row)
{
	struct state *state = screen->data;
	const struct importview_column *column = &state->view->column[i];
	struct widths w = widths_of(screen->cols);
	char number[24], *target = target_text(state->view, column);
	bool current = i == state->at;
	int col = 2;

	snprintf(number, sizeof(number), "%zu", i + 1);
	draw_fill(screen->win, row, 0, 1, current ? '>' : ' ', ROLE_TEXT);
	draw_fill(screen->win, row, 1, 1, column->conflict ? '!' :
	    column->how == IMPORTVIEW_SUGGESTED ? '?' : ' ', ROLE_PROBLEM);
	draw_pad(screen->win, row, col, NUMBER_CELLS, number, TEXT_RIGHT, ROLE_DIM);
	col += NUMBER_CELLS + 1;
	import_draw_cell(screen, row, col, w.head, *column->text != '\0' ? column->text :
	    "（没有列名）", current ? ROLE_CURRENT : ROLE_TEXT);
	col += w.head + 1;
	import_draw_cell(screen, row, col, w.sample,
	    has_values(column) ? column->sample[0] : "", ROLE_TEXT);
	col += w.sample + 1;
	draw_pad(screen->win, row, col, w.target, target, TEXT_LEFT,
	    column->conflict ? ROLE_PROBLEM : ROLE_TEXT);
	draw_pad(screen->win, row, col + w.target + 1, HOW_CELLS, how_label(column),
	    TEXT_LEFT, ROLE_TEXT);
	free(target);
}

static void
draw_heads(struct screen *screen)
{
	struct widths w = widths_of(screen->cols);
	int col = 2 + NUMBER_CELLS + 1;

	draw_pad(screen->win, 1, 2, NUMBER_CELLS, "列", TEXT_RIGHT, ROLE_LABEL);
	draw_pad(screen->win, 1, col, w.head, "文件里的列名", TEXT_LEFT, ROLE_LABEL);
	col += w.head + 1;
	draw_pad(screen->win, 1, col, w.sample, "内容举例", TEXT_LEFT, ROLE_LABEL);
	col += w.sample + 1;
	draw_pad(screen->win, 1, col, w.target, "填到的栏目", TEXT_LEFT, ROLE_LABEL);
}

/* The column under the cursor in words: why, and more of what it holds. */
static void
draw_foot(struct screen *screen, int row)
{
	struct state *state = screen->data;
	const struct importview *view = state->view;
	const struct importview_column *column;
	struct buf line = BUF_INIT;
	int used;
	size_t i;

	draw_line(screen->win, row++, 0, screen->cols - 1);
	if (state->at < view->column_count) {
		column = &view->column[state->at];
		buf_addf(&line, "“%s”", column->text);
		if (column->conflict)
			buf_add(&line, "和别的列填同一个栏目");
		if (column->why != NULL && *column->why != '\0')
			buf_addf(&line, "%s%s", column->conflict ? "；" : " ", column->why);
		for (i = 0; i < IMPORTVIEW_SAMPLES && column->sample[i] != NULL; i++)
			buf_addf(&line, "%s%s", i == 0 ? "  例：" : " ‖ ", column->sample[i]);
		used = draw_wrapped(screen->win, row, 2, 2, screen->cols - 3, buf_str(&line),
		    ROLE_TEXT);
		row += used;
	}
	import_draw_says(screen, view, row, screen->rows - row);
	buf_clear(&line);
}

static size_t
view_rows(const struct screen *screen)
{
	return screen->rows > 2 + FOOT_ROWS + 1 ? (size_t)(screen->rows - 2 - FOOT_ROWS) : 1;
}

static void
columns_draw(struct screen *screen)
{
	struct state *state = screen->data;
	const struct importview *view = state->view;
	size_t rows = view_rows(screen), i;
	char right[120];

	snprintf(right, sizeof(right), "第 %zu/%zu 列  建议 %zu  没有对上 %zu",
	    view->column_count > 0 ? state->at + 1 : 0, view->column_count,
	    suggestions(view), unread(view));
	screen_title(screen, state->title, right);
	state->top = scroll_top(state->top, state->at, rows);
	draw_heads(screen);
	for (i = 0; i < rows && state->top + i < view->column_count; i++)
		draw_column(screen, state->top + i, 2 + (int)i);
	draw_foot(screen, 2 + (int)rows);
}

/* ---- what a column fills ---- */
/* One target; the label is the caller's to free. */
static void
offer(const struct importview *view, size_t at, size_t column, struct picker_item *item,
    char initials[INITIALS_SIZE])
{
	const struct importview_target *target = &view->target[at];
	const char *own = strstr(target->label, FORM_MARK);
	char *name = target_name(target), taken[40] = "";

	if (target->column != IMPORTVIEW_NONE && target->column != column)
		snprintf(taken, sizeof(taken), "  已有第 %zu 列", target->column + 1);
	typed_initials(own != NULL ? own + strlen(FORM_MARK) : target->label, initials,
	    INITIALS_SIZE);
	item->value = target->field;
	item->initials = initials;
	item->label = mem_printf("%s%s%s", name, target->required ? " *" : "", taken);
	free(name);
}

static void
pick(struct screen *screen)
{
	struct state *state = screen->data;
	const struct importview *view = state->view;
	const struct importview_column *column = &view->column[state->at];
	size_t n = view->target_count, i;
	struct picker_item *item = mem_new((n + 1) * sizeof(*item));
	char (*initials)[INITIALS_SIZE] = mem_new((n + 1) * sizeof(*initials));
	struct picker picker = { .item = item, .count = n + 1 };
	char *title = mem_printf("“%s”填到哪里", column->text);
	for (i = 0; i < n; i++)
		offer(view, i, state->at, &item[i], initials[i]);
	item[n].value = FORGET;
	item[n].label = mem_text("照程序认的");
	picker.title = title;
	if (column->target != IMPORTVIEW_NONE)
		picker.at = view->target[column->target].field;
	picker_open(screen->ui, &picker, TAG_TARGET);
	for (i = 0; i <= n; i++)
		free((char *)item[i].label);
	free(item);
	free(initials);
	free(title);
}

static void
leave_out(struct screen *screen)
{
	struct state *state = screen->data;
	const struct importview_column *column = &state->view->column[state->at];
	bool by_hand = column->how == IMPORTVIEW_SKIPPED && column->by == IMPORTVIEW_CHOSEN;

	/* once more takes it back */
	state->changed = true;
	importview_choose(state->view, state->at,
	    by_hand ? IMPORTVIEW_NONE : state->view->target_count - 1);
	ui_say(screen->ui, ROLE_MESSAGE, by_hand ? "这一列照程序认的读。" : "这一列不读；再按一次改回来。");
}

static void
take_all(struct screen *screen)
{
	struct state *state = screen->data;
	size_t n = suggestions(state->view);

	state->changed = true;
	importview_take(state->view, IMPORTVIEW_NONE);
	if (n == 0)
		ui_say(screen->ui, ROLE_MESSAGE, "没有建议：没有对上的列，用 F4 自己选栏目，或 F8 不读。");
	else
		ui_say(screen->ui, ROLE_MESSAGE, "%zu 列照建议读了，请核对。", n);
}

static void
next_doubt(struct screen *screen)
{
	struct state *state = screen->data;
	size_t n = state->view->column_count, i, at;

	for (i = 1; i <= n; i++) {
		at = (state->at + i) % n;
		if (doubtful(&state->view->column[at])) {
			state->at = at;
			return;
		}
	}
	ui_say(screen->ui, ROLE_MESSAGE, "没有要核对的列。");
}

/* ---- on to the dry run ---- */
static void
go_on(struct screen *screen)
{
	static const char *const answers[] = {
		"照建议读", "不读这些列，往下走", "回去看看", NULL
	};
	struct state *state = screen->data;
	const struct importview *view = state->view;
	size_t n = suggestions(view);
	char *text;

	if (n > 0) {
		text = mem_printf("有 %zu 列的建议还没有定。", n);
		dialog_choose(screen->ui, "试导入", text, answers, 0, TAG_SUGGESTIONS);
		free(text);
		return;
	}
	if (!view->ready && view->say_count > 0)
		ui_say(screen->ui, ROLE_ERROR, "%s", view->say[0].text);
	else
		import_trial_open(screen->ui, state->view);
}

/* The same table, beside the register instead of into it. */
static void
compare(struct screen *screen)
{
	struct state *state = screen->data;
	struct import_options options = { .dry_run = true };

	if (!state->view->ready) {
		go_on(screen);		/* which says what is in the way */
		return;
	}
	importview_options(state->view, &options);
	compare_screen_of(screen->ui, &options);
}

static void
columns_result(struct screen *screen, const struct result *result)
{
	struct state *state = screen->data;
	struct importview *view = state->view;
	size_t i;

	screen_dirty(screen, DIRTY_PAINT);
	if (result->kind != RESULT_CHOSEN)
		return;
	state->changed = true;
	if (result->tag == TAG_SUGGESTIONS && result->number < 2) {
		if (result->number == 0)
			importview_take(view, IMPORTVIEW_NONE);
		if (!view->ready && view->say_count > 0)
			ui_say(screen->ui, ROLE_ERROR, "%s", view->say[0].text);
		else
			import_trial_open(screen->ui, view);
		return;
	}
	if (result->tag != TAG_TARGET)
		return;
	for (i = 0; i < view->target_count; i++)
		if (strcmp(view->target[i].field, result->text) == 0)
			break;
	importview_choose(view, state->at, i < view->target_count ? i : IMPORTVIEW_NONE);
}

/* ---- keys ---- */
static void
columns_command(struct screen *screen, enum command command)
{
	struct state *state = screen->data;
	size_t rows = view_rows(screen);

	screen_dirty(screen, DIRTY_PAINT);
	switch (command) {
	case CMD_ENTER:
	case CMD_CHOOSE: pick(screen); break;
	case CMD_TAKE: take_all(screen); break;
	case CMD_LEAVE_OUT: leave_out(screen); break;
	case CMD_FIND_PROBLEM: next_doubt(screen); break;
	case CMD_COMPARE: compare(screen); break;
	case CMD_GO: go_on(screen); break;
	case CMD_BACK: screen_close(screen, RESULT_BACK, 0, NULL, NULL); break;
	default:
		state->at = scroll_move(state->at, state->view->column_count, rows, command);
		break;
	}
}

static void
columns_click(struct screen *screen, int row, int col)
{
	struct state *state = screen->data;
	size_t at = state->top + (size_t)(row - 2);

	if (row < 2 || row >= 2 + (int)view_rows(screen) || at >= state->view->column_count)
		return;
	state->at = at;
	screen_dirty(screen, DIRTY_PAINT);
	pick(screen);
}

static unsigned
columns_have(struct screen *screen)
{
	return HAVE_ROW;
}

static void
columns_keep(struct screen *screen)
{
	struct state *state = screen->data;

	if (state->changed)
		import_keep(screen->ui, state->view);
	state->changed = false;
}

static bool
columns_make(struct screen *screen, const void *arg, struct err *err)
{
	struct state *state = mem_new(sizeof(*state));
	char *name;

	state->view = (struct importview *)arg;
	name = import_name(state->view);
	state->title = mem_printf("对栏目  %s", name);
	free(name);
	screen->data = state;
	return true;
}

static void
columns_close(struct screen *screen)
{
	struct state *state = screen->data;

	columns_keep(screen);
	free(state->title);
	free(state);
}

static void
columns_help(struct screen *screen, struct buf *out)
{
	buf_add(out, "认出：程序认得这个列名。记得：这个来文单位以前这样对过。建议（?）：像是这个栏目，"
	    "要您点头才读。手选：您选的。不读：不导入。! 是两列填同一个栏目。导入以后，"
	    "手选的和不读的按来文单位记住。\n");
}

static const struct screen_ops columns_ops = {
	.title = "对栏目",
	.where = KEYS_COLUMNS,
	.commands = SCROLL_COMMANDS |
	    CMD_BIT(CMD_ENTER) | CMD_BIT(CMD_CHOOSE) | CMD_BIT(CMD_TAKE) |
	    CMD_BIT(CMD_LEAVE_OUT) | CMD_BIT(CMD_FIND_PROBLEM) | CMD_BIT(CMD_GO) |
	    CMD_BIT(CMD_COMPARE) |
	    CMD_BIT(CMD_BACK),
	.open = columns_make,
	.close = columns_close,
	.draw = columns_draw,
	.have = columns_have,
	.command = columns_command,
	.click = columns_click,
	.result = columns_result,
	.tick = columns_keep,
	.leave = columns_keep,
	.help = columns_help,
};

bool
import_columns_open(struct ui *ui, struct importview *view)
{
	return screen_open(ui, &columns_ops, view, 0);
}
