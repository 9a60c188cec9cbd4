/*
 * ui/settings-screen.c: 设置: what an office chose, and what a change would do
 * SPDX-License-Identifier: Apache-2.0
 *
 * A change goes through four questions: the new value, what it would do (tried
 * on a copy of the store), whether to keep it, and why.
 */
#include "config.h"
#include "ui/settings-screen.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/basis.h"
#include "model/entry.h"
#include "model/setting.h"
#include "ui/dialog.h"
#include "ui/doing.h"
#include "ui/draw.h"
#include "ui/picker.h"
#include "ui/reader.h"
#include "ui/width.h"

#define HEAD 2			/* title, heads */
#define VALUE_CELLS 24
#define DETAIL_ROWS 8		/* what is said of the setting below the list */

enum { TAG_VALUE = 1, TAG_KEEP, TAG_REASON };

struct state {
	const struct settingdef **setting;
	size_t	 count, at, top;
	char	*detail;		/* of the setting at, NULL = to be made */
	/* The change under way. */
	char	*value;			/* NULL = the default */
	bool	 changing;
};

static const struct settingdef *
current(const struct state *state)
{
	return state->setting[state->at];
}

static void
forget_change(struct state *state)
{
	free(state->value);
	state->value = NULL;
	state->changing = false;
}

/* ---- what is said of it ---- */
static void
add_choices(const struct settingdef *setting, struct buf *out)
{
	size_t i;

	if (setting->ranged)
		buf_addf(out, "可填：%d 到 %d\n", setting->least, setting->most);
	for (i = 0; i < setting->choice_count; i++)
		buf_addf(out, "%s%s%s", i == 0 ? "可选：" : "、", setting->choice[i].label,
		    i + 1 == setting->choice_count ? "\n" : "");
}

/* Who changed it last, and why. */
static void
add_last(struct store *store, const struct settingdef *setting, struct buf *out)
{
	struct history_line *line;
	struct err err = ERR_INIT;
	char *before, *after;
	size_t count;

	if (!entry_history(store, setting->name, &line, &count, &err) || count == 0)
		return;
	before = setting_shown(setting, line[0].before != NULL ? line[0].before :
	    setting->initial);
	after = setting_shown(setting, line[0].after != NULL ? line[0].after :
	    setting->initial);
	buf_addf(out, "上次改动：%.10s %s，%s 改为 %s", line[0].at, line[0].who, before, after);
	if (line[0].reason != NULL)
		buf_addf(out, "，%s", line[0].reason);
	buf_addc(out, '\n');
	free(before);
	free(after);
	history_free(line, count);
}

static void
tell_setting(struct screen *screen, struct buf *out)
{
	struct state *state = screen->data;
	const struct settingdef *setting = current(state);
	char *initial = setting_shown(setting, setting->initial);

	if (setting->help != NULL)
		buf_addf(out, "%s\n", setting->help);
	buf_addf(out, "默认：%s\n", initial);
	add_choices(setting, out);
	add_last(screen->ui->store, setting, out);
	if (setting->basis != NULL) {
		buf_add(out, "依据：");
		basis_told(store_catalog(screen->ui->store), setting->basis, out);
		buf_addc(out, '\n');
	}
	free(initial);
}

/* ---- drawing ---- */
static int
view(const struct screen *screen)
{
	int rows = screen->rows - HEAD - DETAIL_ROWS - 1;

	return rows > 1 ? rows : 1;
}

static void
draw_setting(struct screen *screen, size_t at, int row)
{
	struct state *state = screen->data;
	const struct settingdef *setting = state->setting[at];
	const char *stored = store_setting(screen->ui->store, setting->name);
	char *value = setting_shown(setting, stored);
	bool own = (stored == NULL) != (setting->initial == NULL) || (stored != NULL &&
	    strcmp(stored, setting->initial) != 0);
	int label = screen->cols - VALUE_CELLS - 10;

	draw_fill(screen->win, row, 0, 1, at == state->at ? '>' : ' ', ROLE_TEXT);
	draw_pad(screen->win, row, 2, label, setting->label, TEXT_LEFT,
	    at == state->at ? ROLE_CURRENT : ROLE_TEXT);
	draw_pad(screen->win, row, 3 + label, VALUE_CELLS, value, TEXT_LEFT,
	    at == state->at ? ROLE_CURRENT : ROLE_TEXT);
	draw_text(screen->win, row, 4 + label + VALUE_CELLS, 6, own ? "已改" : "默认", ROLE_DIM);
	free(value);
}

static void
settings_draw(struct screen *screen)
{
	struct state *state = screen->data;
	struct buf detail = BUF_INIT;
	int rows = view(screen), i, row;

	if (state->at < state->top)
		state->top = state->at;
	if (state->at >= state->top + (size_t)rows)
		state->top = state->at - (size_t)rows + 1;
	screen_title(screen, "设置", store_office_name(screen->ui->store));
	draw_text(screen->win, 1, 2, 20, "项目", ROLE_LABEL);
	draw_text(screen->win, 1, screen->cols - VALUE_CELLS - 7, VALUE_CELLS, "现在", ROLE_LABEL);
	for (i = 0; i < rows && state->top + (size_t)i < state->count; i++)
		draw_setting(screen, state->top + (size_t)i, HEAD + i);
	row = HEAD + (rows < (int)state->count ? rows : (int)state->count);
	draw_line(screen->win, row, 0, screen->cols);
	if (state->detail == NULL) {
		tell_setting(screen, &detail);
		state->detail = mem_text(buf_str(&detail));
		buf_clear(&detail);
	}
	draw_wrapped(screen->win, row + 1, 2, screen->rows - row - 1, screen->cols - 4,
	    state->detail, ROLE_TEXT);
}

/* ---- a change ---- */
static void
ask_value(struct screen *screen)
{
	static const char *const words[] = { "否", "是" };
	struct state *state = screen->data;
	const struct settingdef *setting = current(state);
	const char *value = store_setting(screen->ui->store, setting->name);
	size_t n = setting->choice_count > 0 ? setting->choice_count : 2, i;
	struct picker_item *item;
	struct picker picker = { .title = setting->label, .at = value, .count = n };

	if (setting->choice_count == 0 && strcmp(setting->type, "yesno") != 0) {
		dialog_ask(screen->ui, setting->label, setting->help != NULL ? setting->help :
		    "改为：", value != NULL ? value : "", TAG_VALUE);
		return;
	}
	item = mem_new(n * sizeof(*item));
	for (i = 0; i < n; i++) {
		item[i].value = setting->choice_count > 0 ? setting->choice[i].value :
		    i == 0 ? "1" : "0";
		item[i].label = setting->choice_count > 0 ? setting->choice[i].label :
		    words[i == 0];
	}
	picker.item = item;
	picker_open(screen->ui, &picker, TAG_VALUE);
	free(item);
}

/* The trial, and the question with what it found. */
static void
try_value(struct screen *screen)
{
	static const char *const answers[] = { "不改", "改，写理由", NULL };
	struct state *state = screen->data;
	const struct settingdef *setting = current(state);
	const char *was = store_setting(screen->ui->store, setting->name);
	char *before = setting_shown(setting, was), *after;
	struct setting_effect effect;
	struct buf text = BUF_INIT;
	struct err err = ERR_INIT;
	struct doing doing;
	bool ok;

	after = setting_shown(setting, state->value != NULL ? state->value : setting->initial);
	buf_addf(&text, "“%s”\n%s → %s\n", setting->label, before, after);
	doing_begin(&doing, screen->ui, "试算");
	ok = setting_try(screen->ui->store, setting->name, state->value, doing_progress,
	    &doing, &effect, &err);
	doing_end(&doing);
	if (ok)
		setting_effect_told(&effect, &text);
	else if (err.kind == ERR_INTERRUPTED)
		buf_add(&text, "没有算完改了会怎样。");
	if (ok || err.kind == ERR_INTERRUPTED) {
		state->changing = true;
		dialog_choose(screen->ui, "改了会怎样", buf_str(&text), answers, 0, TAG_KEEP);
	} else {
		ui_fail(screen->ui, &err);
		forget_change(state);
	}
	buf_clear(&text);
	free(before);
	free(after);
}

/* It is kept already: Esc does not stop what follows from it. */
static bool
go_on(void *arg, long done, long all)
{
	doing_progress(arg, done, all);
	return true;
}

static void
keep(struct screen *screen, const char *reason)
{
	struct state *state = screen->data;
	const struct settingdef *setting = current(state);
	struct err err = ERR_INIT;
	struct doing doing;
	bool ok;

	doing_begin(&doing, screen->ui, "重算");
	ok = setting_change(screen->ui->store, setting->name, state->value, reason, go_on,
	    &doing, &err);
	doing_end(&doing);
	if (ok)
		ui_say(screen->ui, ROLE_MESSAGE, "“%s”已改，理由已记下。", setting->label);
	else
		ui_say(screen->ui, ROLE_ERROR, "没有改成：%s", err.text);
	forget_change(state);
	ui_changed(screen->ui);
}

/* What a clerk typed: numbers full-width or not, days of a list as they come. */
static void
take_value(struct screen *screen, const char *text)
{
	struct state *state = screen->data;
	const struct settingdef *setting = current(state);
	const char *was = store_setting(screen->ui->store, setting->name);
	struct buf narrow = BUF_INIT;
	struct err err = ERR_INIT;

	forget_change(state);
	text_narrow(&narrow, text);
	state->value = mem_text(text_trim((char *)buf_str(&narrow)));
	buf_clear(&narrow);
	if (!setting_fits(setting, state->value, &err)) {
		ui_fail(screen->ui, &err);
		forget_change(state);
	} else if (was != NULL && strcmp(was, state->value) == 0) {
		ui_say(screen->ui, ROLE_MESSAGE, "和现在的一样，没有改动。");
		forget_change(state);
	} else {
		try_value(screen);
	}
}

static void
settings_result(struct screen *screen, const struct result *result)
{
	struct state *state = screen->data;

	free(state->detail);
	state->detail = NULL;
	screen_dirty(screen, DIRTY_PAINT);
	if (result->kind != RESULT_CHOSEN) {
		if (state->changing)
			ui_say(screen->ui, ROLE_MESSAGE, "没有改动。");
		forget_change(state);
		return;
	}
	if (result->tag == TAG_VALUE)
		take_value(screen, result->text);
	else if (result->tag == TAG_KEEP && result->number == 1)
		dialog_ask(screen->ui, "理由", "为什么这样改？理由会留在记录里。", "", TAG_REASON);
	else if (result->tag == TAG_KEEP)
		forget_change(state);
	else if (result->tag == TAG_REASON)
		keep(screen, result->text);
}

/* Back to what the definitions say. */
static void
restore(struct screen *screen)
{
	struct state *state = screen->data;
	const struct settingdef *setting = current(state);
	const char *value = store_setting(screen->ui->store, setting->name);

	if ((value == NULL && setting->initial == NULL) || (value != NULL &&
	    setting->initial != NULL && strcmp(value, setting->initial) == 0)) {
		ui_say(screen->ui, ROLE_MESSAGE, "现在就是默认的。");
		return;
	}
	forget_change(state);
	try_value(screen);
}

/* ---- keys ---- */
static void
why(struct screen *screen)
{
	struct state *state = screen->data;
	struct reader reader = { "依据", NULL, true, false };
	struct buf text = BUF_INIT;

	buf_addf(&text, "【%s】\n", current(state)->label);
	tell_setting(screen, &text);
	reader.text = buf_str(&text);
	reader_open(screen->ui, &reader);
	buf_clear(&text);
}

static void
go_to(struct screen *screen, size_t at)
{
	struct state *state = screen->data;

	state->at = at < state->count ? at : state->count - 1;
	free(state->detail);
	state->detail = NULL;
	screen_dirty(screen, DIRTY_PAINT);
}

static void
settings_command(struct screen *screen, enum command command)
{
	struct state *state = screen->data;
	size_t rows = (size_t)view(screen);

	switch (command) {
	case CMD_UP: go_to(screen, state->at > 0 ? state->at - 1 : 0); break;
	case CMD_DOWN: go_to(screen, state->at + 1); break;
	case CMD_PAGE_UP: go_to(screen, state->at > rows ? state->at - rows : 0); break;
	case CMD_PAGE_DOWN: go_to(screen, state->at + rows); break;
	case CMD_HOME: go_to(screen, 0); break;
	case CMD_END: go_to(screen, state->count - 1); break;
	case CMD_ENTER:
	case CMD_CHOOSE:
		if (store_read_only(screen->ui->store))
			ui_say(screen->ui, ROLE_ERROR, "库是只读打开的，不能改动。");
		else
			ask_value(screen);
		break;
	case CMD_DELETE: restore(screen); break;
	case CMD_WHY: why(screen); break;
	case CMD_BACK: screen_close(screen, RESULT_BACK, 0, NULL, NULL); break;
	default: break;
	}
}

static void
settings_click(struct screen *screen, int row, int col)
{
	struct state *state = screen->data;
	size_t at = state->top + (size_t)(row - HEAD);

	(void)col;
	if (row < HEAD || row >= HEAD + view(screen) || at >= state->count)
		return;
	if (at == state->at)
		settings_command(screen, CMD_ENTER);
	else
		go_to(screen, at);
}

/* ---- life ---- */
static bool
settings_make(struct screen *screen, const void *arg, struct err *err)
{
	struct catalog *catalog = store_catalog(screen->ui->store);
	struct state *state = mem_new(sizeof(*state));
	const char *const *name;
	size_t count = catalog_names(catalog, "settings", &name), i;

	(void)arg;
	state->setting = mem_new((count + 1) * sizeof(struct settingdef *));
	for (i = 0; i < count; i++)
		if ((state->setting[state->count] = catalog_setting(catalog, name[i], err)) != NULL)
			state->count++;
	if (state->count == 0) {
		free(state->setting);
		free(state);
		return err_set(err, ERR_MISSING, "这套定义里没有设置。");
	}
	screen->data = state;
	return true;
}

static void
settings_close(struct screen *screen)
{
	struct state *state = screen->data;

	forget_change(state);
	free(state->setting);
	free(state->detail);
	free(state);
}

static const struct screen_ops settings_ops = {
	.title = "设置",
	.where = KEYS_SETTINGS,
	.commands = CMD_BIT(CMD_UP) | CMD_BIT(CMD_DOWN) | CMD_BIT(CMD_PAGE_UP) |
	    CMD_BIT(CMD_PAGE_DOWN) | CMD_BIT(CMD_HOME) | CMD_BIT(CMD_END) |
	    CMD_BIT(CMD_ENTER) | CMD_BIT(CMD_CHOOSE) | CMD_BIT(CMD_DELETE) |
	    CMD_BIT(CMD_WHY) | CMD_BIT(CMD_BACK),
	.open = settings_make,
	.close = settings_close,
	.draw = settings_draw,
	.command = settings_command,
	.click = settings_click,
	.result = settings_result,
};

bool
settings_screen_open(struct ui *ui)
{
	return screen_open(ui, &settings_ops, NULL, 0);
}
