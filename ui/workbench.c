/*
 * ui/workbench.c: 今日工作台: what waits, and how much of it
 * SPDX-License-Identifier: Apache-2.0
 *
 * A line is a listing and its count: Enter opens the very listing that was
 * counted.  Rules and states come from the catalog, a line each.  The lines are
 * there at once; they are counted as soon as the keys are quiet, and until then
 * the last count stands.
 */
#include "config.h"
#include "ui/workbench.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "model/draft.h"
#include "model/listing.h"
#include "ui/dialog.h"
#include "ui/draw.h"
#include "ui/form-screen.h"
#include "ui/list-screen.h"
#include "ui/list.h"
#include "ui/preview.h"
#include "ui/width.h"

#define COLUMN_LEAST 38
#define COUNT_CELLS 8
#define DRAFTS_SHOWN 9

enum { TAG_FORM = 1, TAG_DROP, TAG_QUIT };

enum line_kind { LINE_HEAD, LINE_LISTING, LINE_DRAFT };

struct line {
	enum line_kind	 kind;
	char		*title;
	struct listing_spec spec;
	long		 count;		/* -1 = not yet counted */
	bool		 more;		/* at least so many */
	bool		 alarm;		/* a count that should be 0 */
	size_t		 draft;
	int		 row, col;	/* as laid out */
};

struct state {
	struct line	*line;
	size_t		 count, cap;
	size_t		 at;
	size_t		 next;		/* line to count next */
	struct draft	*draft;
	size_t		 draft_count;
	int		 cells;		/* of a column */
	int		 top, rows;
	bool		 told;		/* of the drafts */
};

struct lines {			/* those of the load before */
	struct line	*line;
	size_t		 count;
};

/* ---- lines ---- */
static struct line *
add(struct state *state, enum line_kind kind, char *title)
{
	struct line *line;

	state->line = mem_grow(state->line, state->count, &state->cap,
	    sizeof(*state->line));
	line = &state->line[state->count++];
	memset(line, 0, sizeof(*line));
	line->kind = kind;
	line->title = title;
	return line;
}

static bool
same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* A listing, with the count that its line had before. */
static void
add_listing(struct state *state, const struct lines *before, const char *title,
    const struct listing_spec *spec)
{
	struct line *line = add(state, LINE_LISTING, mem_text(title));
	const struct listing_spec *was;
	size_t i;

	line->spec = *spec;
	line->count = -1;
	line->alarm = spec->kind == LISTING_DUES && spec->span == DUE_OVERDUE;
	for (i = 0; i < before->count; i++) {
		was = &before->line[i].spec;
		if (before->line[i].kind == LINE_LISTING && was->kind == spec->kind &&
		    was->span == spec->span && same(was->rule, spec->rule) &&
		    same(was->track, spec->track) && same(was->state, spec->state)) {
			line->count = before->line[i].count;
			line->more = before->line[i].more;
		}
	}
}

static bool
count_line(struct screen *screen, struct line *line, struct err *err)
{
	struct listing *listing = listing_open(screen->ui->store, &line->spec, err);
	bool ok;

	if (listing != NULL)
		listing_budget(listing, LIST_BUDGET);
	ok = listing != NULL && listing_count(listing, list_limit(&line->spec),
	    &line->count, &line->more, err);
	listing_close(listing);
	return ok;
}

static bool
add_drafts(struct screen *screen, struct err *err)
{
	struct state *state = screen->data;
	struct line *line;
	size_t i;

	if (state->draft != NULL)
		drafts_list_free(state->draft, state->draft_count);
	state->draft = NULL;
	state->draft_count = 0;
	if (screen->ui->drafts == NULL)
		return true;
	if (!drafts_list(screen->ui->drafts, &state->draft, &state->draft_count, err))
		return false;
	if (state->draft_count > 0)
		add(state, LINE_HEAD, mem_printf("上次未保存（%zu）", state->draft_count));
	for (i = 0; i < state->draft_count && i < DRAFTS_SHOWN; i++) {
		line = add(state, LINE_DRAFT, mem_printf("继续填写 %s",
		    state->draft[i].title));
		line->draft = i;
	}
	return true;
}

static bool
add_dues(struct screen *screen, const struct lines *before, struct err *err)
{
	struct state *state = screen->data;
	struct catalog *catalog = store_catalog(screen->ui->store);
	const char *const *name;
	size_t count = catalog_names(catalog, "rule", &name), i;
	const struct ruledef *rule;
	struct listing_spec spec = { .kind = LISTING_DUES, .ours = true,
	    .list = "desk_due" };

	add(state, LINE_HEAD, mem_text("待办"));
	spec.span = DUE_OVERDUE;
	add_listing(state, before, "已逾期", &spec);
	spec.span = DUE_TODAY;
	add_listing(state, before, "今天到期", &spec);
	spec.span = DUE_WEEK;
	add_listing(state, before, "本周到期", &spec);
	spec.span = DUE_ALL;
	for (i = 0; i < count; i++) {
		rule = catalog_rule(catalog, name[i], err);
		if (rule == NULL)
			return false;
		spec.rule = name[i];
		if (rule->ours)
			add_listing(state, before, rule->title, &spec);
	}
	return true;
}

static void
add_files(struct state *state, const struct lines *before)
{
	struct listing_spec people = { .kind = LISTING_FOUND, .text = "" };
	struct listing_spec problems = { .kind = LISTING_PROBLEMS };

	add(state, LINE_HEAD, mem_text("档案"));
	add_listing(state, before, "花名册", &people);
	add_listing(state, before, "待补的档案", &problems);
}

static bool
add_states(struct screen *screen, const struct lines *before, struct err *err)
{
	struct state *state = screen->data;
	struct catalog *catalog = store_catalog(screen->ui->store);
	const char *const *name;
	size_t count = catalog_names(catalog, "states", &name), i, k;
	const struct statetrack *track;
	struct listing_spec spec = { .kind = LISTING_STATE };

	for (i = 0; i < count; i++) {
		track = catalog_states(catalog, name[i], err);
		if (track == NULL)
			return false;
		add(state, LINE_HEAD, mem_text(track->title));
		for (k = 0; k < track->count; k++) {
			spec.track = name[i];
			spec.state = track->state[k].name;
			add_listing(state, before, track->state[k].label, &spec);
		}
	}
	return true;
}

static void
drop_lines(struct line *line, size_t count)
{
	while (count > 0)
		free(line[--count].title);
	free(line);
}

static bool
fill(struct screen *screen, struct err *err)
{
	struct state *state = screen->data;
	struct lines before = { state->line, state->count };
	bool ok;

	state->line = NULL;
	state->count = state->cap = state->next = 0;
	ok = add_drafts(screen, err) && add_dues(screen, &before, err);
	if (ok)
		add_files(state, &before);
	ok = ok && add_states(screen, &before, err);
	drop_lines(before.line, before.count);
	return ok;
}

static void
settle(struct state *state)
{
	if (state->at >= state->count)
		state->at = 0;
	while (state->at < state->count && state->line[state->at].kind == LINE_HEAD)
		state->at++;
}

static void
desk_load(struct screen *screen)
{
	struct state *state = screen->data;
	struct err err = ERR_INIT;

	if (!fill(screen, &err))
		ui_fail(screen->ui, &err);
	settle(state);
	if (state->draft_count > 0 && !state->told && screen->ui->message.len == 0)
		ui_say(screen->ui, ROLE_MESSAGE, "上次有 %zu 张表没有保存，回车继续填写。",
		    state->draft_count);
	state->told = true;
}

/* Counts the next line. */
static bool
desk_work(struct screen *screen)
{
	struct state *state = screen->data;
	struct err err = ERR_INIT;

	while (state->next < state->count &&
	    state->line[state->next].kind != LINE_LISTING)
		state->next++;
	if (state->next == state->count)
		return false;
	if (!count_line(screen, &state->line[state->next], &err)) {
		ui_fail(screen->ui, &err);
		return false;
	}
	return ++state->next < state->count;
}

static bool
desk_make(struct screen *screen, const void *arg, struct err *err)
{
	screen->data = mem_new(sizeof(struct state));
	screen->dirty |= DIRTY_DATA;
	return true;
}

static void
desk_close(struct screen *screen)
{
	struct state *state = screen->data;

	if (state->draft != NULL)
		drafts_list_free(state->draft, state->draft_count);
	drop_lines(state->line, state->count);
	free(state);
}

/* ---- layout: columns of sections, filled from the left ---- */
static size_t
section_length(const struct state *state, size_t from)
{
	size_t to = from + 1;

	while (to < state->count && state->line[to].kind != LINE_HEAD)
		to++;
	return to - from;
}

/* A new column begins when the first half is used up, not inside a section. */
static void
desk_layout(struct screen *screen)
{
	struct state *state = screen->data;
	int columns = screen->cols / COLUMN_LEAST, column = 0, row = 0;
	int share, rows = 0;
	size_t from, n, i, sections = 0;

	columns = columns < 1 ? 1 : columns > 3 ? 3 : columns;
	for (i = 0; i < state->count; i++)
		sections += state->line[i].kind == LINE_HEAD;
	share = ((int)(state->count + sections) + columns - 1) / columns;
	for (from = 0; from < state->count; from += n) {
		n = section_length(state, from);
		if (row > 0 && column + 1 < columns && row + (int)n / 2 > share) {
			column++;
			row = 0;
		}
		for (i = from; i < from + n; i++) {
			state->line[i].row = row++;
			state->line[i].col = column;
		}
		rows = row > rows ? row : rows;
		row++;
	}
	state->cells = screen->cols / columns;
	state->rows = rows;
}

static void
draw_one(struct screen *screen, size_t at)
{
	struct state *state = screen->data;
	const struct line *line = &state->line[at];
	int row = 2 + line->row - state->top, col = line->col * state->cells;
	int cells = state->cells - 2;
	bool late = line->alarm && line->count > 0;
	enum role role = late ? ROLE_LATE : ROLE_TEXT;
	char count[24] = "…";

	if (row < 2 || row >= screen->rows)
		return;
	if (line->kind == LINE_HEAD) {
		draw_text(screen->win, row, col + 1, cells, line->title, ROLE_LABEL);
		return;
	}
	draw_fill(screen->win, row, col + 1, 1, at == state->at ? '>' : ' ', ROLE_TEXT);
	if (late)
		draw_fill(screen->win, row, col + 2, 1, '!', role);
	if (line->kind == LINE_DRAFT) {
		draw_text(screen->win, row, col + 3, cells - 3, line->title, role);
		return;
	}
	draw_pad(screen->win, row, col + 3, cells - 3 - COUNT_CELLS, line->title,
	    TEXT_LEFT, role);
	if (line->count >= 0)
		list_number(line->count, line->more, count, sizeof(count));
	draw_pad(screen->win, row, col + cells - COUNT_CELLS, COUNT_CELLS, count,
	    TEXT_RIGHT, role);
}

static void
desk_draw(struct screen *screen)
{
	static const char *const days[] = { "一", "二", "三", "四", "五", "六", "日" };
	struct state *state = screen->data;
	char iso[DATE_SIZE], *right;
	int view = screen->rows - 2;
	size_t i;

	if (state->at < state->count) {
		int row = state->line[state->at].row;

		if (row >= state->top + view)
			state->top = row - view + 1;
		if (row <= state->top)
			state->top = row > 1 ? row - 1 : 0;	/* with its head */
	}
	right = mem_printf("%s  %s 星期%s%s", store_office_name(screen->ui->store),
	    date_print(date_today(), iso), days[date_weekday(date_today()) - 1],
	    store_read_only(screen->ui->store) ? "  只读" : "");
	screen_title(screen, "今日工作台", right);
	free(right);
	for (i = 0; i < state->count; i++)
		draw_one(screen, i);
}

/* ---- deeds ---- */
static void
step(struct state *state, int by)
{
	size_t i = state->at;

	for (;;) {
		if (by < 0 && i == 0)
			return;
		i = by < 0 ? i - 1 : i + 1;
		if (i >= state->count)
			return;
		if (state->line[i].kind != LINE_HEAD) {
			state->at = i;
			return;
		}
	}
}

/* The line beside in the next column, the nearest by row. */
static void
aside(struct state *state, int by)
{
	const struct line *here = &state->line[state->at];
	size_t i, best = state->count;

	if (state->at >= state->count)
		return;
	for (i = 0; i < state->count; i++)
		if (state->line[i].kind != LINE_HEAD &&
		    state->line[i].col == here->col + by &&
		    (best == state->count || abs(state->line[i].row - here->row) <
		    abs(state->line[best].row - here->row)))
			best = i;
	if (best < state->count)
		state->at = best;
}

static void
open_line(struct screen *screen)
{
	struct state *state = screen->data;
	const struct line *line;
	struct filling_arg arg = { 0 };

	if (state->at >= state->count)
		return;
	line = &state->line[state->at];
	if (line->kind == LINE_DRAFT) {
		arg.draft = &state->draft[line->draft];
		form_screen_open(screen->ui, &arg, TAG_FORM);
	} else {
		list_screen_open(screen->ui, &line->spec, line->title);
	}
}

static void
ask_drop(struct screen *screen)
{
	static const char *const answers[] = { "留着", "删掉草稿", NULL };
	struct state *state = screen->data;

	if (state->at >= state->count || state->line[state->at].kind != LINE_DRAFT) {
		ui_say(screen->ui, ROLE_MESSAGE, "这里只能删草稿：把光标移到一张草稿上。");
		return;
	}
	dialog_choose(screen->ui, "草稿", "删掉这张没有保存的表？删了就找不回来。",
	    answers, 0, TAG_DROP);
}

static void
drop(struct screen *screen)
{
	struct state *state = screen->data;
	const struct line *line = &state->line[state->at];
	struct err err = ERR_INIT;

	if (line->kind != LINE_DRAFT)
		return;
	if (drafts_delete(screen->ui->drafts, state->draft[line->draft].id, &err))
		ui_say(screen->ui, ROLE_MESSAGE, "草稿已删掉。");
	else
		ui_fail(screen->ui, &err);
	screen_dirty(screen, DIRTY_DATA | DIRTY_PAINT);
}

static void
ask_quit(struct screen *screen)
{
	static const char *const answers[] = { "退出", "不退出", NULL };

	dialog_choose(screen->ui, "退出", "退出安置帮教工作台？", answers, 0, TAG_QUIT);
}

static void
desk_command(struct screen *screen, enum command command)
{
	struct state *state = screen->data;

	screen_dirty(screen, DIRTY_PAINT);
	switch (command) {
	case CMD_UP: step(state, -1); break;
	case CMD_DOWN: step(state, 1); break;
	case CMD_LEFT: aside(state, -1); break;
	case CMD_RIGHT: aside(state, 1); break;
	case CMD_HOME:
		state->at = 0;
		settle(state);
		break;
	case CMD_ENTER: open_line(screen); break;
	case CMD_FIND: roster_open(screen->ui); break;
	case CMD_PRINT: preview_pick(screen->ui); break;
	case CMD_DELETE: ask_drop(screen); break;
	case CMD_BACK: ask_quit(screen); break;
	default: break;
	}
}

/* Typing on the desk is looking for somebody. */
static void
desk_type(struct screen *screen, const char *text, bool pasted)
{
	struct listing_spec spec = { .kind = LISTING_FOUND, .text = text };

	if (*text == ' ' || *text == '\n')
		return;
	if (strcmp(text, "/") == 0)
		spec.text = "";
	list_screen_open(screen->ui, &spec, "花名册");
}

static void
desk_result(struct screen *screen, const struct result *result)
{
	if (result->tag == TAG_DROP && result->kind == RESULT_CHOSEN && result->number == 1)
		drop(screen);
	if (result->tag == TAG_QUIT && result->kind == RESULT_CHOSEN &&
	    result->number == 0)
		screen_close(screen, RESULT_BACK, 0, NULL, NULL);
	/* A form may have left or used up its draft. */
	if (result->tag == TAG_FORM)
		screen_dirty(screen, DIRTY_DATA | DIRTY_PAINT);
}

static void
desk_click(struct screen *screen, int row, int col)
{
	struct state *state = screen->data;
	size_t i;

	for (i = 0; i < state->count; i++)
		if (state->line[i].kind != LINE_HEAD &&
		    state->line[i].row - state->top + 2 == row &&
		    state->line[i].col == col / state->cells) {
			state->at = i;
			open_line(screen);
			return;
		}
}

static const struct screen_ops desk_ops = {
	.title = "今日工作台",
	.where = KEYS_DESK,
	.commands = CMD_BIT(CMD_UP) | CMD_BIT(CMD_DOWN) | CMD_BIT(CMD_LEFT) |
	    CMD_BIT(CMD_RIGHT) | CMD_BIT(CMD_HOME) | CMD_BIT(CMD_ENTER) |
	    CMD_BIT(CMD_FIND) | CMD_BIT(CMD_PRINT) | CMD_BIT(CMD_DELETE) |
	    CMD_BIT(CMD_BACK),
	.open = desk_make,
	.close = desk_close,
	.load = desk_load,
	.work = desk_work,
	.layout = desk_layout,
	.draw = desk_draw,
	.command = desk_command,
	.type = desk_type,
	.click = desk_click,
	.result = desk_result,
};

bool
workbench_open(struct ui *ui)
{
	return screen_open(ui, &desk_ops, NULL, 0);
}
