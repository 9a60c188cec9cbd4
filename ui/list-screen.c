/*
 * ui/list-screen.c: any listing on a screen of its own
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/list-screen.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/rules.h"
#include "ui/answer.h"
#include "ui/dossier.h"
#include "ui/draw.h"
#include "ui/edit.h"
#include "ui/form-screen.h"
#include "ui/list.h"
#include "ui/preview.h"
#include "ui/reader.h"
#include "ui/width.h"

#define QUERY_MOST 40
#define QUERY_CELLS 40

enum { TAG_NEW_PERSON = 1 };

struct arg {
	const struct listing_spec *spec;
	const char	*title;
};

struct state {
	struct listing_spec spec;
	char		*title, *profile;
	struct list	 list;
	struct editor	 query;
	bool		 searches;	/* typing narrows it */
	size_t		 order;		/* how it is sorted */
};

static int
head_rows(const struct state *state)
{
	return state->searches ? 2 : 1;
}

static bool
reopen(struct screen *screen, struct err *err)
{
	struct state *state = screen->data;

	if (state->searches)
		state->spec.text = state->query.text;
	if (!list_open(&state->list, &state->spec, err))
		return false;
	screen->working = state->list.counts_later || list_unread(&state->list);
	return true;
}

/* While somebody types a name, each letter is another list to count; and where
 * few of many people are looked for, another to read to its end. */
static bool
list_work(struct screen *screen)
{
	struct state *state = screen->data;
	struct err err = ERR_INIT;

	if (list_unread(&state->list) ? !list_more(&state->list, &err) :
	    !list_count(&state->list, &err)) {
		ui_fail(screen->ui, &err);
		return false;
	}
	screen_dirty(screen, DIRTY_PAINT);
	return list_unread(&state->list) || (state->list.counts_later &&
	    state->list.total < 0);
}

static bool
list_make(struct screen *screen, const void *arg, struct err *err)
{
	const struct arg *a = arg;
	struct state *state = mem_new(sizeof(*state));

	state->spec = *a->spec;
	state->title = mem_text(a->title);
	state->profile = mem_text(a->spec->profile);
	state->spec.profile = state->profile;
	state->searches = a->spec->kind == LISTING_FOUND || a->spec->kind == LISTING_STATE;
	editor_init(&state->query, false, QUERY_MOST, width_cell);
	if (a->spec->text != NULL)
		editor_set(&state->query, a->spec->text);
	list_init(&state->list, screen->ui->store, LINES - 5);
	state->list.counts_later = state->searches;
	screen->data = state;
	if (reopen(screen, err))
		return true;
	screen->ops->close(screen);
	return false;
}

static void
list_close(struct screen *screen)
{
	struct state *state = screen->data;

	list_clear(&state->list);
	editor_clear(&state->query);
	free(state->title);
	free(state->profile);
	free(state);
}

static void
list_layout(struct screen *screen)
{
	struct state *state = screen->data;

	list_view(&state->list, screen->rows - head_rows(state) - 1);
}

static void
list_load(struct screen *screen)
{
	struct state *state = screen->data;
	struct err err = ERR_INIT;

	if (!list_reload(&state->list, &err))
		ui_fail(screen->ui, &err);
}

static void
draw_nothing(struct screen *screen)
{
	struct state *state = screen->data;
	char *line;

	if (list_unread(&state->list))
		line = mem_text("正在查找……");
	else if (state->searches && state->query.text[0] != '\0')
		line = mem_printf("没有找到“%s”。可按姓名、拼音、首字母、证件号后几位、"
		    "电话、村居查找；Ctrl-U 重输。", state->query.text);
	else
		line = mem_text(state->spec.kind == LISTING_FOUND ?
		    "还没有人员。F7 新建一个，或按 F10 选“名单导入”。" :
		    state->spec.kind == LISTING_IMPORTED ?
		    "这次导入没有新建或更新谁；Esc 看整个花名册。" :
		    "没有，一件也没有。");
	draw_wrapped(screen->win, head_rows(state) + 2, 2, 3, screen->cols - 4, line,
	    ROLE_TEXT);
	free(line);
}

static void
list_draw_screen(struct screen *screen)
{
	struct state *state = screen->data;
	char place[60];

	list_place(&state->list, place, sizeof(place));
	screen_title(screen, state->title, place);
	if (state->searches) {
		draw_text(screen->win, 1, 0, 10, "查找：", ROLE_LABEL);
		editor_view(&state->query, QUERY_CELLS, 1);
		edit_draw(screen, &state->query, 1, 6, QUERY_CELLS, 1, true);
	}
	list_draw(&state->list, screen->win, head_rows(state), screen->cols, true);
	if (list_row(&state->list) == NULL)
		draw_nothing(screen);
}

static unsigned
list_have(struct screen *screen)
{
	struct state *state = screen->data;

	return list_row(&state->list) != NULL ? HAVE_ROW : 0;
}

/* The paper that answers a due; false: it is none, or none is known. */
static bool
answer_row(struct screen *screen, const struct listing_row *row)
{
	struct answer answer = { row->rule, row->record, row->person };

	return row->rule != NULL && answer_open(screen->ui, &answer, 0);
}

static void
open_file(struct screen *screen)
{
	struct state *state = screen->data;
	const struct listing_row *row = list_row(&state->list);

	if (row != NULL && row->person[0] != '\0')
		dossier_open(screen->ui, row->person, false);
}

static void
open_row(struct screen *screen)
{
	struct state *state = screen->data;
	const struct listing_row *row = list_row(&state->list);
	struct filling_arg arg = { 0 };

	if (row == NULL)
		return;
	if (answer_row(screen, row))
		return;
	if (row->person[0] != '\0') {
		if (dossier_open(screen->ui, row->person, false) && row->rule != NULL &&
		    store_read_only(screen->ui->store))
			ui_say(screen->ui, ROLE_MESSAGE,
			    "库是只读打开的，不能办理；打开的是他的档案。");
		return;
	}
	arg.form = state->spec.form;
	arg.record = row->record;
	form_screen_open(screen->ui, &arg, 0);
}

static void
why(struct screen *screen)
{
	struct state *state = screen->data;
	const struct listing_row *row = list_row(&state->list);
	struct buf text = BUF_INIT;
	struct reader reader = { "依据", NULL, true, false };
	struct err err = ERR_INIT;

	if (row == NULL || row->rule == NULL) {
		ui_say(screen->ui, ROLE_MESSAGE, "这里没有要说明的期限；到一人一档或待办里看。");
		return;
	}
	if (rules_why(screen->ui->store, row->person, row->rule, &text, &err)) {
		reader.text = buf_str(&text);
		reader_open(screen->ui, &reader);
	} else {
		ui_fail(screen->ui, &err);
	}
	buf_clear(&text);
}

static void
create(struct screen *screen)
{
	struct state *state = screen->data;
	struct filling_arg arg = { .form = "person" };
	int tag = TAG_NEW_PERSON;

	if (state->spec.kind == LISTING_RECORDS) {
		arg.form = state->spec.form;
		arg.person = state->spec.person;
		arg.period = state->spec.period;
		tag = 0;
	}
	form_screen_open(screen->ui, &arg, tag);
}

static const struct order {
	const char	*sort, *label;
} orders[] = {
	{ "pinyin", "按拼音" }, { "released", "按释放日期" }, { "number", "按人员编号" },
};

#define ORDERS (sizeof(orders) / sizeof(orders[0]))

/* The next way to sort; the cursor goes to the top. */
static void
sort(struct screen *screen)
{
	struct state *state = screen->data;
	struct err err = ERR_INIT;

	state->order = (state->order + 1) % ORDERS;
	state->spec.sort = orders[state->order].sort;
	if (!reopen(screen, &err))
		ui_fail(screen->ui, &err);
	else
		ui_say(screen->ui, ROLE_MESSAGE, "已%s排列。", orders[state->order].label);
	screen_dirty(screen, DIRTY_PAINT);
}

/* What was typed to search has changed. */
static void
search(struct screen *screen)
{
	struct err err = ERR_INIT;

	if (!reopen(screen, &err))
		ui_fail(screen->ui, &err);
	screen_dirty(screen, DIRTY_PAINT);
}

static void
edit(struct screen *screen, enum command command)
{
	struct state *state = screen->data;
	char *before = mem_text(state->query.text);

	edit_command(&state->query, command);
	if (strcmp(state->query.text, before) != 0)
		search(screen);
	free(before);
	screen_dirty(screen, DIRTY_PAINT);
}

static void
list_do(struct screen *screen, enum command command)
{
	struct state *state = screen->data;
	struct err err = ERR_INIT;
	bool ok;

	switch (command) {
	case CMD_BACK:
		screen_close(screen, RESULT_BACK, 0, NULL, NULL);
		return;
	case CMD_ENTER: open_row(screen); return;
	case CMD_WHY: why(screen); return;
	case CMD_NEW:
		if (state->spec.kind == LISTING_DUES)
			open_row(screen);
		else
			create(screen);
		return;
	case CMD_PRINT: preview_pick(screen->ui); return;
	case CMD_CHOOSE:
		if (state->spec.kind == LISTING_DUES)
			open_file(screen);
		else
			sort(screen);
		return;
	case CMD_FIND: command = CMD_KILL_ALL; break;
	default: break;
	}
	if (list_command(&state->list, command, &ok, &err)) {
		if (!ok)
			ui_fail(screen->ui, &err);
		screen->working = screen->working || list_unread(&state->list);
		screen_dirty(screen, DIRTY_PAINT);
	} else if (state->searches) {
		edit(screen, command);
	}
}

static void
list_type(struct screen *screen, const char *text, bool pasted)
{
	struct state *state = screen->data;

	if (!state->searches)
		return;
	if (strcmp(text, "/") == 0 && state->query.text[0] == '\0')
		return;			/* typing is finding already */
	edit_type(screen->ui, &state->query, text, pasted);
	search(screen);
}

static void
list_click(struct screen *screen, int row, int col)
{
	struct state *state = screen->data;

	if (list_point(&state->list, row - head_rows(state) - 1))
		open_row(screen);
}

static void
list_result(struct screen *screen, const struct result *result)
{
	if (result->kind == RESULT_SAVED && result->tag == TAG_NEW_PERSON)
		dossier_open(screen->ui, result->id, true);
}

#define SCREEN_COMMANDS (LIST_COMMANDS | CMD_BIT(CMD_BACK) | CMD_BIT(CMD_ENTER) | \
	    CMD_BIT(CMD_PRINT))

#define PEOPLE_COMMANDS (SCREEN_COMMANDS | CMD_BIT(CMD_NEW) | CMD_BIT(CMD_FIND) | \
	    CMD_BIT(CMD_LEFT) | CMD_BIT(CMD_RIGHT) | CMD_BIT(CMD_BACKSPACE) | \
	    CMD_BIT(CMD_ERASE) | CMD_BIT(CMD_KILL_END) | CMD_BIT(CMD_KILL_ALL))

/* What all listings do alike. */
#define LIST_OPS \
	.open = list_make, .close = list_close, .layout = list_layout, \
	.load = list_load, .work = list_work, .draw = list_draw_screen, \
	.have = list_have, .command = list_do, .click = list_click, \
	.result = list_result

static const struct screen_ops people_ops = {
	.title = "花名册",
	.where = KEYS_LIST,
	.commands = PEOPLE_COMMANDS | CMD_BIT(CMD_CHOOSE),
	.type = list_type,
	LIST_OPS
};

/* A state's people stand in the order in which they leave it. */
static const struct screen_ops state_ops = {
	.title = "人员",
	.where = KEYS_LIST,
	.commands = PEOPLE_COMMANDS,
	.type = list_type,
	LIST_OPS
};

/* Dues are answered; what is there is computed. */
static const struct screen_ops dues_ops = {
	.title = "待办",
	.where = KEYS_DUES,
	.commands = SCREEN_COMMANDS | CMD_BIT(CMD_WHY) | CMD_BIT(CMD_NEW) |
	    CMD_BIT(CMD_CHOOSE),
	LIST_OPS
};

/* Gaps: nothing is made here. */
static const struct screen_ops computed_ops = {
	.title = "列表",
	.where = KEYS_LIST,
	.commands = SCREEN_COMMANDS | CMD_BIT(CMD_WHY),
	LIST_OPS
};

static const struct screen_ops register_ops = {
	.title = "登记簿",
	.where = KEYS_LIST,
	.commands = SCREEN_COMMANDS | CMD_BIT(CMD_NEW),
	LIST_OPS
};

static const struct screen_ops *
ops_for(enum listing_kind kind)
{
	switch (kind) {
	case LISTING_FOUND:
		return &people_ops;
	case LISTING_STATE:
		return &state_ops;
	case LISTING_DUES:
		return &dues_ops;
	case LISTING_RECORDS:
		return &register_ops;
	default:
		return &computed_ops;
	}
}

bool
list_screen_open(struct ui *ui, const struct listing_spec *spec, const char *title)
{
	struct arg arg = { spec, title };

	return screen_open(ui, ops_for(spec->kind), &arg, 0);
}

bool
roster_open(struct ui *ui)
{
	struct listing_spec spec = { .kind = LISTING_FOUND, .text = "" };

	return list_screen_open(ui, &spec, "花名册");
}
