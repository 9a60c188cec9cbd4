/*
 * ui/cells.c: one row of a file from outside, to correct
 * SPDX-License-Identifier: Apache-2.0
 *
 * The file stays as it is.  What is typed is kept as a correction as soon as
 * the keys are quiet, so that a line that is cut loses nothing; going back
 * without keeping it puts back what was there before.
 */
#include "config.h"
#include "ui/cells.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/listing.h"
#include "ui/dialog.h"
#include "ui/draw.h"
#include "ui/edit.h"
#include "ui/picker.h"
#include "ui/width.h"

#define REASON_ROWS 4
#define LABEL_LEAST 8
#define LABEL_MOST 22
#define CANDIDATES_MOST 20
#define CANDIDATE_CELLS 6	/* of his row in the roster */
#define WHO_NEW "+"		/* no 人员编号 */
#define WHO_ASK "?"

enum { TAG_WHO = 1, TAG_LEAVE, TAG_VALUE };

struct state {
	char		*title, *reason, *numbers;
	long		 line;
	size_t		 count;
	char		**head, **text, **began, **own;
	bool		*wrong;
	const struct fielddef **field;
	bool		 doubt;
	enum correction_who who, who_began;
	char		*number, *number_began;
	bool		(*keep)(void *arg, const struct correction *correction,
			    struct err *err);
	void		*arg;
	struct editor	 editor;
	size_t		 at, top;
	int		 label;		/* cells */
	int		 first;		/* row of the first blank */
	unsigned	 deeds, kept;
	bool		 typed;		/* in this cell, since it was entered */
};

/* ---- texts ---- */
static bool
same(char *const *a, char *const *b, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(a[i], b[i]) != 0)
			return false;
	return true;
}

static bool
same_who(const struct state *state, enum correction_who who, const char *number)
{
	return state->who == who && (who != CORRECTION_PERSON ||
	    (number != NULL && state->number != NULL &&
	    strcmp(state->number, number) == 0));
}

/* Has anything changed since it was opened? */
static bool
changed(const struct state *state)
{
	return !same(state->text, state->began, state->count) ||
	    !same_who(state, state->who_began, state->number_began);
}

static void
take(struct state *state)
{
	if (strcmp(state->text[state->at], state->editor.text) == 0)
		return;
	free(state->text[state->at]);
	state->text[state->at] = mem_text(state->editor.text);
}

static void
put(struct state *state, const char *text)
{
	bool overwrite = state->editor.overwrite;

	editor_clear(&state->editor);
	editor_init(&state->editor, false, 0, width_cell);
	editor_set(&state->editor, text);
	state->editor.overwrite = overwrite;
}

/* The cell is left: initials that were typed become what they stand for. */
static void
settle(struct screen *screen)
{
	struct state *state = screen->data;
	char *meant = NULL;

	if (state->typed)
		meant = cells_meant(screen->ui, state->field[state->at], state->editor.text);
	if (meant != NULL)
		put(state, meant);
	free(meant);
	state->typed = false;
	take(state);
}

static void
enter(struct screen *screen, size_t at)
{
	struct state *state = screen->data;

	settle(screen);
	put(state, state->text[at]);
	state->at = at;
	cells_hint(screen, state->field[at]);
	screen_dirty(screen, DIRTY_PAINT);
}

/* ---- keeping ---- */
static bool
write_down(struct state *state, char **text, enum correction_who who, char *number,
    struct err *err)
{
	struct correction correction = { .line = state->line, .who = who,
	    .number = who == CORRECTION_PERSON ? number : NULL };

	if (!same(text, state->own, state->count)) {
		correction.count = state->count;
		correction.cell = text;
	}
	return state->keep(state->arg, &correction, err);
}

/* Now and then; a correction that cannot be written stops nobody. */
static void
cells_keep(struct screen *screen)
{
	struct state *state = screen->data;
	struct err err = ERR_INIT;

	if (state->kept == state->deeds)
		return;
	state->kept = state->deeds;
	take(state);
	if (!write_down(state, state->text, state->who, state->number, &err))
		ui_say(screen->ui, ROLE_ERROR, "改正没有记下：%s", err.text);
}

static void
save(struct screen *screen)
{
	struct state *state = screen->data;
	struct err err = ERR_INIT;

	settle(screen);
	if (!changed(state)) {
		ui_say(screen->ui, ROLE_MESSAGE, "没有改动。");
		screen_close(screen, RESULT_BACK, 0, NULL, NULL);
		return;
	}
	if (!write_down(state, state->text, state->who, state->number, &err)) {
		ui_say(screen->ui, ROLE_ERROR, "改正没有记下：%s", err.text);
		return;
	}
	screen_close(screen, RESULT_SAVED, 0, NULL, NULL);
}

/* As it was when it was opened. */
static void
put_back(struct screen *screen)
{
	struct state *state = screen->data;
	struct err err = ERR_INIT;

	if (!write_down(state, state->began, state->who_began, state->number_began, &err))
		ui_fail(screen->ui, &err);
	screen_close(screen, RESULT_BACK, 0, NULL, NULL);
}

static void
go_back(struct screen *screen)
{
	static const char *const answers[] = { "改好", "不要这些改动", "继续改", NULL };
	struct state *state = screen->data;

	settle(screen);
	if (changed(state))
		dialog_choose(screen->ui, "改正", "这一行有改动。", answers, 0, TAG_LEAVE);
	else if (state->deeds > 0)
		put_back(screen);	/* a change that was kept and undone */
	else
		screen_close(screen, RESULT_BACK, 0, NULL, NULL);
}

/* ---- who it is ---- */
/* Somebody as the roster shows him; the caller's. */
static char *
describe(struct screen *screen, const char *number)
{
	struct listing_spec spec = { .kind = LISTING_FOUND, .text = number };
	struct err err = ERR_INIT;
	struct listing *listing = listing_open(screen->ui->store, &spec, &err);
	const struct listing_column *column;
	struct buf label = BUF_INIT;
	struct listing_row *row = NULL;
	size_t count = 0, columns, i, k;
	bool he = false;

	if (listing == NULL)
		return mem_text(number);
	columns = listing_columns(listing, &column);
	if (listing_page(listing, NULL, true, CANDIDATES_MOST, &row, &count, &err)) {
		for (i = 0; i < count && !he; i++) {
			for (k = 0; k < columns && k < LISTING_CELLS; k++)
				he |= row[i].cell[k] != NULL &&
				    strcmp(row[i].cell[k], number) == 0;
			for (k = 0; he && k < columns && k < CANDIDATE_CELLS; k++)
				if (row[i].cell[k] != NULL && *row[i].cell[k] != '\0')
					buf_addf(&label, "%s%s", label.len > 0 ? "  " : "",
					    row[i].cell[k]);
		}
		listing_rows_free(row, count);
	}
	listing_close(listing);
	if (label.len == 0)
		buf_add(&label, number);
	return buf_take(&label);
}

static void
pick_who(struct screen *screen)
{
	struct state *state = screen->data;
	struct picker_item item[CANDIDATES_MOST + 2];
	struct picker picker = { .title = "库里的是不是这个人", .item = item };
	char *list = mem_text(state->numbers), *rest = list, *end;
	size_t n = 0, i;

	memset(item, 0, sizeof(item));
	while (rest != NULL && *rest != '\0' && n < CANDIDATES_MOST) {
		end = strstr(rest, "、");
		if (end != NULL)
			*end = '\0';
		item[n].value = rest;
		item[n++].label = describe(screen, rest);
		rest = end != NULL ? end + strlen("、") : NULL;
	}
	item[n].value = WHO_NEW;
	item[n++].label = mem_text("都不是：另建新人");
	item[n].value = WHO_ASK;
	item[n++].label = mem_text("先不定");
	picker.count = n;
	picker.at = state->who == CORRECTION_PERSON ? state->number :
	    state->who == CORRECTION_NEW ? WHO_NEW : item[0].value;
	picker_open(screen->ui, &picker, TAG_WHO);
	for (i = 0; i < n; i++)
		free((char *)item[i].label);
	free(list);
}

static void
take_who(struct screen *screen, const char *value)
{
	struct state *state = screen->data;

	free(state->number);
	state->number = NULL;
	if (strcmp(value, WHO_NEW) == 0) {
		state->who = CORRECTION_NEW;
	} else if (strcmp(value, WHO_ASK) == 0) {
		state->who = CORRECTION_ASK;
	} else {
		state->who = CORRECTION_PERSON;
		state->number = mem_text(value);
	}
	state->deeds++;
	if (state->who != CORRECTION_ASK)
		ui_say(screen->ui, ROLE_MESSAGE, "定了。F2 改好。");
}

/* A choice is the whole of the cell; the next one may want one, too. */
static void
take_value(struct screen *screen, const char *values)
{
	struct state *state = screen->data;
	char *text = cells_chosen(screen->ui, state->field[state->at], values);

	put(state, text);
	free(text);
	state->typed = false;
	state->deeds++;
	take(state);
}

/* Who it is has to be decided before anything else helps. */
static void
choose(struct screen *screen)
{
	struct state *state = screen->data;
	const struct fielddef *field = state->field[state->at];
	bool coded = cells_has_choices(screen->ui, field);

	if (state->doubt && (state->who == CORRECTION_ASK || !coded))
		pick_who(screen);
	else if (coded)
		cells_pick(screen, field, state->editor.text, TAG_VALUE);
	else
		ui_say(screen->ui, ROLE_MESSAGE, "这一格没有可选的，直接填写。");
}

static void
cells_result(struct screen *screen, const struct result *result)
{
	screen_dirty(screen, DIRTY_PAINT);
	if (result->kind != RESULT_CHOSEN)
		return;
	if (result->tag == TAG_VALUE)
		take_value(screen, result->text);
	if (result->tag == TAG_WHO)
		take_who(screen, result->text);
	else if (result->tag == TAG_LEAVE && result->number == 0)
		save(screen);
	else if (result->tag == TAG_LEAVE && result->number == 1)
		put_back(screen);
}

/* ---- drawing ---- */
static int
draw_top(struct screen *screen)
{
	struct state *state = screen->data;
	char *line = mem_printf("! %s", state->reason);
	int row = 1;

	row += draw_wrapped(screen->win, row, 0, REASON_ROWS, screen->cols - 1, line,
	    ROLE_PROBLEM);
	free(line);
	if (state->doubt) {
		line = state->who == CORRECTION_PERSON ?
		    mem_printf("是谁：就是 %s", state->number) :
		    mem_text(state->who == CORRECTION_NEW ? "是谁：另建新人" :
		    "是谁：还没有定，F4 选");
		draw_text(screen->win, row++, 2, screen->cols - 2, line, ROLE_CURRENT);
		free(line);
	}
	draw_line(screen->win, row++, 0, screen->cols - 1);
	return row;
}

static void
draw_blank(struct screen *screen, size_t i, int row)
{
	struct state *state = screen->data;
	int col = 2 + state->label + 1, cells = screen->cols - col - 2, used;
	const char *text = i == state->at ? state->editor.text : state->text[i];
	bool mended = strcmp(text, state->own[i]) != 0;
	char *head = *state->head[i] != '\0' ? mem_text(state->head[i]) :
	    mem_printf("第 %zu 列", i + 1);

	draw_fill(screen->win, row, 0, 1, mended ? '*' : state->wrong[i] ? '!' : ' ',
	    ROLE_PROBLEM);
	draw_pad(screen->win, row, 2, state->label, head, TEXT_LEFT,
	    i == state->at ? ROLE_CURRENT : ROLE_LABEL);
	free(head);
	if (i == state->at) {
		editor_view(&state->editor, cells, 1);
		edit_draw(screen, &state->editor, row, col, cells, 1, true);
		return;
	}
	used = draw_text(screen->win, row, col, cells, text, ROLE_FIELD);
	draw_fill(screen->win, row, col + used, cells - used, '_', ROLE_DIM);
	if (width_of(text) > cells)
		draw_fill(screen->win, row, col + cells, 1, '>', ROLE_DIM);
}

static size_t
view(const struct screen *screen)
{
	const struct state *state = screen->data;

	return screen->rows > state->first ? (size_t)(screen->rows - state->first) : 1;
}

static void
cells_draw(struct screen *screen)
{
	struct state *state = screen->data;
	size_t rows, i, n = 0;
	const char *text;
	char right[60];

	for (i = 0; i < state->count; i++) {
		text = i == state->at ? state->editor.text : state->text[i];
		n += strcmp(text, state->own[i]) != 0;
	}
	snprintf(right, sizeof(right), "第 %zu/%zu 格  改了 %zu 格", state->at + 1,
	    state->count, n);
	screen_title(screen, state->title, right);
	state->first = draw_top(screen);
	rows = view(screen);
	if (state->at < state->top)
		state->top = state->at;
	if (state->at >= state->top + rows)
		state->top = state->at - rows + 1;
	for (i = 0; i < rows && state->top + i < state->count; i++)
		draw_blank(screen, state->top + i, state->first + (int)i);
}

/* ---- keys ---- */
static void
next_wrong(struct screen *screen)
{
	struct state *state = screen->data;
	size_t i, at;

	for (i = 1; i <= state->count; i++) {
		at = (state->at + i) % state->count;
		if (state->wrong[at]) {
			enter(screen, at);
			return;
		}
	}
	ui_say(screen->ui, ROLE_MESSAGE, "原因没有指明是哪一格，请对照上面的说明。");
}

static void
step(struct screen *screen, long by)
{
	struct state *state = screen->data;
	long to = (long)state->at + by, last = (long)state->count - 1;

	if (to > last && (long)state->at == last)
		ui_say(screen->ui, ROLE_MESSAGE, "已到最后一格，F2 改好。");
	enter(screen, to < 0 ? 0 : to > last ? (size_t)last : (size_t)to);
}

static void
edit(struct state *state, enum command command)
{
	char *before = mem_text(state->editor.text);

	if (edit_command(&state->editor, command)) {
		state->deeds++;
		state->typed |= strcmp(before, state->editor.text) != 0;
	}
	free(before);
}

static void
cells_command(struct screen *screen, enum command command)
{
	struct state *state = screen->data;
	long page = (long)view(screen);

	screen_dirty(screen, DIRTY_PAINT);
	switch (command) {
	case CMD_UP:
	case CMD_PREV: step(screen, -1); break;
	case CMD_DOWN:
	case CMD_NEXT:
	case CMD_ENTER: step(screen, 1); break;
	case CMD_PAGE_UP: step(screen, -page); break;
	case CMD_PAGE_DOWN: step(screen, page); break;
	case CMD_SAVE: save(screen); break;
	case CMD_FIND_PROBLEM: next_wrong(screen); break;
	case CMD_CHOOSE: choose(screen); break;
	case CMD_BACK: go_back(screen); break;
	default:
		edit(state, command);
		break;
	}
}

static void
cells_type(struct screen *screen, const char *text, bool pasted)
{
	struct state *state = screen->data;

	edit_type(screen->ui, &state->editor, text, pasted);
	state->deeds++;
	state->typed = true;
	screen_dirty(screen, DIRTY_PAINT);
}

static void
cells_click(struct screen *screen, int row, int col)
{
	struct state *state = screen->data;
	size_t at = state->top + (size_t)(row - state->first);
	int from = 2 + state->label + 1;

	if (row < state->first || at >= state->count)
		return;
	enter(screen, at);
	editor_view(&state->editor, screen->cols - from - 2, 1);
	if (col >= from)
		editor_point(&state->editor, 0, col - from);
}

/* ---- life ---- */
static void
measure(struct state *state)
{
	size_t i;
	int cells;

	state->label = LABEL_LEAST;
	for (i = 0; i < state->count; i++) {
		cells = width_of(state->head[i]);
		if (cells > state->label)
			state->label = cells;
	}
	if (state->label > LABEL_MOST)
		state->label = LABEL_MOST;
}

static bool
cells_make(struct screen *screen, const void *arg, struct err *err)
{
	const struct cells *cells = arg;
	struct state *state;
	size_t i;

	if (cells->count == 0)
		return err_set(err, ERR_INPUT, "这一行是空的，没有什么可改。");
	state = mem_new(sizeof(*state));
	state->title = mem_text(cells->title);
	state->reason = mem_text(cells->reason);
	state->numbers = mem_text(cells->numbers != NULL ? cells->numbers : "");
	state->line = cells->line;
	state->count = cells->count;
	state->head = mem_texts(cells->head, cells->count);
	state->text = mem_texts(cells->cell, cells->count);
	state->began = mem_texts(cells->cell, cells->count);
	state->own = mem_texts(cells->own, cells->count);
	state->wrong = mem_new((cells->count + 1) * sizeof(*state->wrong));
	if (cells->wrong != NULL)
		memcpy(state->wrong, cells->wrong, cells->count * sizeof(*state->wrong));
	state->field = mem_new((cells->count + 1) * sizeof(*state->field));
	if (cells->field != NULL)
		memcpy(state->field, cells->field, cells->count * sizeof(*state->field));
	state->doubt = cells->doubt;
	state->who = state->who_began = cells->who;
	state->number = mem_text(cells->number);
	state->number_began = mem_text(cells->number);
	state->keep = cells->keep;
	state->arg = cells->arg;
	measure(state);
	for (i = 0; i + 1 < state->count && !state->wrong[i]; i++)
		continue;
	state->at = state->wrong[i] ? i : 0;
	editor_init(&state->editor, false, 0, width_cell);
	editor_set(&state->editor, state->text[state->at]);
	cells_hint(screen, state->field[state->at]);
	screen->data = state;
	return true;
}

static void
cells_close(struct screen *screen)
{
	struct state *state = screen->data;

	mem_texts_free(state->head, state->count);
	mem_texts_free(state->text, state->count);
	mem_texts_free(state->began, state->count);
	mem_texts_free(state->own, state->count);
	editor_clear(&state->editor);
	free(state->wrong);
	free(state->field);
	free(state->number);
	free(state->number_began);
	free(state->numbers);
	free(state->reason);
	free(state->title);
	free(state);
}

/* Nothing of it is lost (it is kept), but it is not tried either. */
static bool
cells_unsaved(struct screen *screen)
{
	struct state *state = screen->data;

	take(state);
	return changed(state);
}

static void
cells_help(struct screen *screen, struct buf *out)
{
	buf_add(out, "左边是文件里的列名，右边是这一行的内容：! 原因说到的格，* 改过的格。"
	    "填代码的格：打首字母或编号，F4 列出可选的。"
	    "原文件不会改动；改正另外记着，断了线也在，导入完就清掉。\n");
}

static const struct screen_ops cells_ops = {
	.title = "改正一行",
	.where = KEYS_CELLS,
	.commands = EDIT_COMMANDS | CMD_BIT(CMD_UP) | CMD_BIT(CMD_DOWN) |
	    CMD_BIT(CMD_PAGE_UP) | CMD_BIT(CMD_PAGE_DOWN) | CMD_BIT(CMD_NEXT) |
	    CMD_BIT(CMD_PREV) | CMD_BIT(CMD_ENTER) | CMD_BIT(CMD_SAVE) |
	    CMD_BIT(CMD_FIND_PROBLEM) | CMD_BIT(CMD_CHOOSE) | CMD_BIT(CMD_BACK),
	.open = cells_make,
	.close = cells_close,
	.draw = cells_draw,
	.command = cells_command,
	.type = cells_type,
	.click = cells_click,
	.result = cells_result,
	.tick = cells_keep,
	.leave = cells_keep,
	.unsaved = cells_unsaved,
	.help = cells_help,
};

bool
cells_open(struct ui *ui, const struct cells *cells, int tag)
{
	return screen_open(ui, &cells_ops, cells, tag);
}
