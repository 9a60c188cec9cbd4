/*
 * ui/import-trial.c: 试导入: what the import would do, and what it would not take
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/import-private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/dialog.h"
#include "ui/draw.h"
#include "ui/folder.h"
#include "ui/import-screen.h"
#include "ui/list-screen.h"
#include "ui/reader.h"
#include "ui/scroll.h"
#include "ui/width.h"

#define HEAD 4			/* title, counts, notes, heads */
#define FOOT 4			/* a line, the reason in words */
#define LINE_CELLS 6
#define WHO_CELLS 22		/* the row's first words */
#define WHO_CELLS_OF 4		/* cells of it that are looked at */

enum { TAG_CELLS = 1, TAG_IMPORT, TAG_DONE, TAG_STOPPED };

struct state {
	struct importview *view;	/* borrowed */
	struct trial	 trial;
	char		*title, *name;
	size_t		 at, top;
	bool		 doubtful;	/* wrong check digits are taken */
	bool		 half;		/* some of it is in the store */
	bool		 wrote;		/* rows that were new or changed something */
	long long	 log_from, log_to;	/* where the log has them */
};

static const struct trial_row *
current(const struct state *state)
{
	return state->at < state->trial.count ? &state->trial.row[state->at] : NULL;
}

static size_t
untried(const struct state *state)
{
	size_t i, n = 0;

	for (i = 0; i < state->trial.count; i++)
		n += state->trial.row[i].fresh;
	return n;
}

/* ---- trying ---- */
/* The cursor stays on its line, or goes on to the next that is left. */
static bool
try_again(struct screen *screen)
{
	struct state *state = screen->data;
	const struct trial_row *row = current(state);
	long line = row != NULL ? row->line : 0;
	struct err err = ERR_INIT;

	if (!trial_run(&state->trial, screen->ui, state->view, state->doubtful, &err)) {
		ui_fail(screen->ui, &err);
		return false;
	}
	for (state->at = 0; state->at + 1 < state->trial.count &&
	    state->trial.row[state->at].line < line; state->at++)
		continue;
	screen_dirty(screen, DIRTY_PAINT);
	return true;
}

/* ---- drawing ---- */
static bool
is_read(const struct importview *view, size_t column)
{
	return column < view->column_count &&
	    view->column[column].how != IMPORTVIEW_SKIPPED &&
	    view->column[column].how != IMPORTVIEW_UNREAD;
}

/* Of whom a row speaks: the first words that are read, numbers left out. */
static void
tell_row(const struct importview *view, const struct trial_row *row, struct buf *out)
{
	size_t i, n = 0;

	for (i = 0; i < row->count && n < WHO_CELLS_OF; i++) {
		if (!is_read(view, i) || row->cell[i][strspn(row->cell[i], "0123456789 ")] == '\0')
			continue;
		buf_addf(out, "%s%s", n++ > 0 ? " " : "", row->cell[i]);
	}
}

static void
draw_reject(struct screen *screen, size_t i, int row)
{
	struct state *state = screen->data;
	const struct trial_row *reject = &state->trial.row[i];
	struct buf who = BUF_INIT;
	char line[24];
	int who_cells = WHO_CELLS + (screen->cols - 80) / 4;
	int col = 3 + LINE_CELLS + 1;

	snprintf(line, sizeof(line), "%ld", reject->line);
	tell_row(state->view, reject, &who);
	draw_fill(screen->win, row, 0, 1, i == state->at ? '>' : ' ', ROLE_TEXT);
	draw_fill(screen->win, row, 1, 1, reject->fresh || reject->corrected ? '*' : ' ',
	    ROLE_PROBLEM);
	draw_fill(screen->win, row, 2, 1, reject->doubt ? '?' : ' ', ROLE_PROBLEM);
	draw_pad(screen->win, row, 3, LINE_CELLS, line, TEXT_RIGHT, ROLE_TEXT);
	draw_pad(screen->win, row, col, who_cells, buf_str(&who), TEXT_LEFT,
	    i == state->at ? ROLE_CURRENT : ROLE_TEXT);
	col += who_cells + 1;
	draw_pad(screen->win, row, col, screen->cols - col, reject->fresh ?
	    "已改，按 F7 再试" : reject->reason, TEXT_LEFT, ROLE_TEXT);
	buf_clear(&who);
}

static void
draw_top(struct screen *screen)
{
	struct state *state = screen->data;
	const struct import_result *result = &state->trial.result;
	struct buf line = BUF_INIT;
	char right[100];

	snprintf(right, sizeof(right), "未导入 %ld 行  改过待试 %zu 行", result->rejected,
	    untried(state));
	screen_title(screen, state->title, right);
	trial_counts(result, &line);
	draw_pad(screen->win, 1, 0, screen->cols, buf_str(&line), TEXT_LEFT, ROLE_TEXT);
	buf_cut(&line, 0);
	if (result->corrected > 0)
		buf_addf(&line, "改正过的 %ld 行  ", result->corrected);
	if (result->conflicts > 0)
		buf_addf(&line, "冲突 %ld 处，以库里的为准  ", result->conflicts);
	if (state->trial.said > 0)
		buf_addf(&line, "说明 %zu 条，F9 看  ", state->trial.said);
	if (state->doubtful)
		buf_add(&line, "证件号校验不对的照收  ");
	if (state->trial.more)
		buf_addf(&line, "下面只列前 %d 行", REJECTS_MOST);
	draw_pad(screen->win, 2, 0, screen->cols, buf_str(&line), TEXT_LEFT, ROLE_LABEL);
	buf_clear(&line);
}

static size_t
view_rows(const struct screen *screen)
{
	return screen->rows > HEAD + FOOT + 1 ? (size_t)(screen->rows - HEAD - FOOT) : 1;
}

static void
draw_rejects(struct screen *screen)
{
	struct state *state = screen->data;
	size_t rows = view_rows(screen), i;
	int col = 3 + LINE_CELLS + 1, foot = HEAD + (int)rows;

	draw_pad(screen->win, 3, 3, LINE_CELLS, "行号", TEXT_RIGHT, ROLE_LABEL);
	draw_text(screen->win, 3, col, WHO_CELLS, "内容", ROLE_LABEL);
	draw_text(screen->win, 3, col + WHO_CELLS + (screen->cols - 80) / 4 + 1, 20,
	    "为什么不能导入", ROLE_LABEL);
	state->top = scroll_top(state->top, state->at, rows);
	for (i = 0; i < rows && state->top + i < state->trial.count; i++)
		draw_reject(screen, state->top + i, HEAD + (int)i);
	draw_line(screen->win, foot, 0, screen->cols - 1);
	if (current(state) != NULL)
		draw_wrapped(screen->win, foot + 1, 2, FOOT - 1, screen->cols - 3,
		    current(state)->reason, ROLE_PROBLEM);
}

static void
trial_draw(struct screen *screen)
{
	struct state *state = screen->data;

	draw_top(screen);
	if (state->trial.count > 0) {
		draw_rejects(screen);
		return;
	}
	draw_wrapped(screen->win, HEAD, 2, 3, screen->cols - 4, state->trial.result.read > 0 ?
	    "每一行都能导入。什么也还没有写进库：F2 导入。" :
	    "文件里没有一行可以读入。按 Esc 回去看看表头和导入对照。", ROLE_TEXT);
}

/* ---- correcting ---- */
static void
correct(struct screen *screen)
{
	struct state *state = screen->data;

	if (current(state) == NULL)
		ui_say(screen->ui, ROLE_MESSAGE, "没有要改正的行。");
	else if (store_read_only(screen->ui->store))
		ui_say(screen->ui, ROLE_ERROR, "库是只读打开的，改正记不下来；请在能写的库里改。");
	else
		import_correct_open(screen->ui, state->view, current(state), TAG_CELLS);
}

static void
take_back(struct screen *screen)
{
	struct state *state = screen->data;
	struct trial_row *row = &state->trial.row[state->at];
	struct err err = ERR_INIT;

	if (!row->corrected && !row->fresh) {
		ui_say(screen->ui, ROLE_MESSAGE, "这一行没有改过。");
		return;
	}
	if (!importview_correct_not(state->view, row->line, &err)) {
		ui_fail(screen->ui, &err);
		return;
	}
	/* to be tried as the file has it, unless it was already */
	row->fresh = row->corrected;
	row->corrected = false;
	ui_say(screen->ui, ROLE_MESSAGE, "这一行的改正不要了。");
}

/* ---- importing ---- */
static void
ask_import(struct screen *screen)
{
	static const char *const answers[] = { "导入", "再看看", NULL };
	static const char *const further[] = { "接着导入", "再看看", NULL };
	struct state *state = screen->data;
	const struct import_result *result = &state->trial.result;
	struct buf text = BUF_INIT;

	if (result->read == result->rejected) {
		ui_say(screen->ui, ROLE_MESSAGE, "没有一行可以导入。");
		return;
	}
	if (state->half)
		buf_add(&text, "上次停下时已写进一部分，现在接着往下导，不会重复。\n");
	buf_addf(&text, "新建 %ld，更新 %ld，未变 %ld。", result->created, result->updated,
	    result->unchanged);
	if (state->view->head_doubt != NULL)
		buf_addf(&text, "\n注意：%s。", state->view->head_doubt);
	if (result->rejected > 0)
		buf_addf(&text, "\n还有 %ld 行不能导入，会写到另一个文件里，"
		    "改好后导入那个文件就行。", result->rejected);
	if (result->conflicts > 0)
		buf_addf(&text, "\n%ld 处和库里不一样，以库里的为准。", result->conflicts);
	dialog_choose(screen->ui, "写进库", buf_str(&text), state->half ? further : answers, 0,
	    TAG_IMPORT);
	buf_clear(&text);
}

/* The counts that are asked about are those of the rows as they are now. */
static void
go_on(struct screen *screen)
{
	struct state *state = screen->data;

	if (untried(state) > 0 && !try_again(screen))
		return;
	ask_import(screen);
}

static void
tell_done(struct screen *screen, const struct import_result *result)
{
	struct state *state = screen->data;
	const char *const answers[] = { state->view->paper != NULL ? "看登记簿" :
	    state->wrote ? "看刚导入的人" : "看花名册", "再导一个文件", "回今日工作台", NULL };
	struct buf text = BUF_INIT;

	buf_addf(&text, "读入 %ld：新建 %ld，更新 %ld，未变 %ld，未导入 %ld。\n"
	    "格式规范 %ld，其他行 %ld。", result->read, result->created, result->updated,
	    result->unchanged, result->rejected, result->mended, result->other);
	if (result->resumed > 0)
		buf_addf(&text, "\n（接着上次，从第 %ld 行之后导的）", result->resumed);
	if (result->conflicts > 0)
		buf_addf(&text, "\n冲突 %ld 处：库里的没有动。", result->conflicts);
	if (result->rejects != NULL) {
		buf_addf(&text, "\n未导入的 %ld 行在 ", result->rejected);
		folder_tell(&text, result->rejects);
	}
	dialog_choose(screen->ui, "导入完了", buf_str(&text), answers, 0, TAG_DONE);
	buf_clear(&text);
}

static void
import(struct screen *screen)
{
	static const char *const answers[] = { "知道了", NULL };
	struct state *state = screen->data;
	struct import_result result = { .read = 0 };
	struct err err = ERR_INIT;
	bool stopped, ok;

	ok = trial_import(screen->ui, state->view, state->doubtful, &result,
	    &stopped, &err);
	/* what was written before it was stopped here belongs to it */
	if (!state->half || state->log_to == 0)
		state->log_from = result.log_from;
	state->log_to = result.log_to;
	state->wrote = result.created + result.updated > 0;
	if (ok) {
		state->half = false;
		tell_done(screen, &result);
	} else if (err.kind == ERR_INTERRUPTED && !stopped) {
		/* Esc was not pressed: why is what he has to mend or wait for. */
		state->half = true;
		dialog_choose(screen->ui, "没有导完", err.text, answers, 0, TAG_STOPPED);
	} else if (err.kind == ERR_INTERRUPTED) {
		state->half = true;
		dialog_choose(screen->ui, "停下了", "导到一半停下了。已经写进库的不用撤，没有导的"
		    "还没动：再按 F2，接着往下导，不会重复。", answers, 0, TAG_STOPPED);
	} else {
		ui_say(screen->ui, ROLE_ERROR, "没有导入：%s", err.text);
	}
	import_result_clear(&result);
}

/* Those that were just made or changed, on top of everybody; of the office's
 * own papers their list. */
static void
show_imported(struct screen *screen)
{
	struct state *state = screen->data;
	const struct formdef *paper = state->view->paper;
	struct listing_spec papers = { .kind = LISTING_RECORDS };
	struct listing_spec people = { .kind = LISTING_IMPORTED,
	    .profile = state->view->profile, .log_from = state->log_from,
	    .log_to = state->log_to };
	char *title;

	if (paper != NULL) {
		papers.form = paper->name;
		list_screen_open(screen->ui, &papers, paper->title);
	} else if (roster_open(screen->ui) && state->wrote) {
		title = mem_printf("刚导入的人  %s", state->name);
		list_screen_open(screen->ui, &people, title);
		free(title);
	}
}

static void
leave_for(struct screen *screen, size_t answer)
{
	if (!ui_home(screen->ui))
		return;
	if (answer == 0)
		show_imported(screen);
	else if (answer == 1)
		import_screen_open(screen->ui);
}

static void
trial_result(struct screen *screen, const struct result *result)
{
	struct state *state = screen->data;

	screen_dirty(screen, DIRTY_PAINT);
	if (result->tag == TAG_CELLS && result->kind == RESULT_SAVED) {
		state->trial.row[state->at].fresh = true;
		ui_say(screen->ui, ROLE_MESSAGE, "改好了 %zu 行，F7 再试，或改下一行。",
		    untried(state));
		if (state->at + 1 < state->trial.count)
			state->at++;
	} else if (result->tag == TAG_IMPORT && result->kind == RESULT_CHOSEN &&
	    result->number == 0) {
		import(screen);
	} else if (result->tag == TAG_DONE) {
		leave_for(screen, result->kind == RESULT_CHOSEN ? result->number : 2);
	}
}

/* ---- keys ---- */
static void
tell_says(struct screen *screen)
{
	struct state *state = screen->data;
	struct reader reader = { "说明", buf_str(&state->trial.says), true, true };

	if (state->trial.said == 0)
		ui_say(screen->ui, ROLE_MESSAGE, "没有要说明的。");
	else
		reader_open(screen->ui, &reader);
}

static void
switch_doubtful(struct screen *screen)
{
	struct state *state = screen->data;

	state->doubtful = !state->doubtful;
	if (!try_again(screen))
		state->doubtful = !state->doubtful;
	else
		ui_say(screen->ui, ROLE_MESSAGE, state->doubtful ?
		    "证件号校验位不对、确有此人的照收，列为待核。" :
		    "证件号校验位不对的不收。");
}

static void
trial_command(struct screen *screen, enum command command)
{
	struct state *state = screen->data;
	size_t rows = view_rows(screen);

	screen_dirty(screen, DIRTY_PAINT);
	switch (command) {
	case CMD_ENTER: correct(screen); break;
	case CMD_LEAVE_OUT: take_back(screen); break;
	case CMD_AGAIN:
		if (try_again(screen))
			ui_say(screen->ui, ROLE_MESSAGE, "又试了一遍。");
		break;
	case CMD_WHY: tell_says(screen); break;
	case CMD_SWITCH: switch_doubtful(screen); break;
	case CMD_GO: go_on(screen); break;
	case CMD_BACK: screen_close(screen, RESULT_BACK, 0, NULL, NULL); break;
	default:
		state->at = scroll_move(state->at, state->trial.count, rows, command);
		break;
	}
}

static void
trial_click(struct screen *screen, int row, int col)
{
	struct state *state = screen->data;
	size_t at = state->top + (size_t)(row - HEAD);

	if (row < HEAD || row >= HEAD + (int)view_rows(screen) || at >= state->trial.count)
		return;
	state->at = at;
	screen_dirty(screen, DIRTY_PAINT);
	correct(screen);
}

static unsigned
trial_have(struct screen *screen)
{
	return current(screen->data) != NULL ? HAVE_ROW : 0;
}

/* ---- life ---- */
static bool
trial_make(struct screen *screen, const void *arg, struct err *err)
{
	struct state *state = mem_new(sizeof(*state));

	state->view = (struct importview *)arg;
	if (!trial_run(&state->trial, screen->ui, state->view, false, err)) {
		free(state);
		return false;
	}
	state->name = import_name(state->view);
	state->title = mem_printf("试导入  %s", state->name);
	screen->data = state;
	return true;
}

static void
trial_close(struct screen *screen)
{
	struct state *state = screen->data;

	trial_clear(&state->trial);
	free(state->title);
	free(state->name);
	free(state);
}

static void
trial_help(struct screen *screen, struct buf *out)
{
	buf_add(out, "这是试的结果，什么也还没有写进库。下面是不能导入的行：? 疑似重复，要定是谁；"
	    "* 改过。回车就地改正，原文件不动；改正按文件记着，下次打开还在。"
	    "F2 把能导入的写进库，导入中按 Esc 停下，再按 F2 接着导。\n");
}

static const struct screen_ops trial_ops = {
	.title = "试导入",
	.where = KEYS_TRIAL,
	.commands = SCROLL_COMMANDS |
	    CMD_BIT(CMD_ENTER) | CMD_BIT(CMD_LEAVE_OUT) | CMD_BIT(CMD_AGAIN) |
	    CMD_BIT(CMD_WHY) | CMD_BIT(CMD_SWITCH) | CMD_BIT(CMD_GO) | CMD_BIT(CMD_BACK),
	.open = trial_make,
	.close = trial_close,
	.draw = trial_draw,
	.have = trial_have,
	.command = trial_command,
	.click = trial_click,
	.result = trial_result,
	.help = trial_help,
};

bool
import_trial_open(struct ui *ui, struct importview *view)
{
	return screen_open(ui, &trial_ops, view, 0);
}
