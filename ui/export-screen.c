/*
 * ui/export-screen.c: 名单上报: the roster or a form as a file
 * SPDX-License-Identifier: Apache-2.0
 *
 * The file is what `export NAME -o FILE` writes: the same functions make it.
 */
#include "config.h"
#include "ui/export-screen.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/export.h"
#include "model/typed.h"
#include "reports/export-book.h"
#include "ui/dialog.h"
#include "ui/doing.h"
#include "ui/draw.h"
#include "ui/folder.h"
#include "ui/picker.h"
#include "ui/saving.h"

#define LABEL_CELLS 10
#define INITIALS_SIZE 40
#define ROSTER "roster"		/* as export_each knows it */
#define BOM "\357\273\277"

enum setting { SETTING_WHAT, SETTING_FORMAT, SETTING_NUMBERS, SETTINGS };
/* Tags of the pickers are the settings. */
enum { TAG_NAME = SETTINGS, TAG_FULL };

static const struct format {
	const char	*name, *label, *suffix;
	const char	*encoding;	/* NULL: a workbook */
} formats[] = {
	{ "xlsx", "XLSX（Excel、WPS 表格）", "xlsx", NULL },
	{ "csv", "CSV，UTF-8", "csv", "utf-8" },
	{ "csv-gb", "CSV，GB18030（国标，旧系统）", "csv", "gb18030" },
};
#define FORMATS (sizeof(formats) / sizeof(formats[0]))

struct state {
	char		*what, *title;
	const struct format *format;
	bool		 full;
	char		*name;		/* as typed last, NULL */
	size_t		 at;
};

static const char *const labels[SETTINGS] = { "导出什么", "格式", "号码" };

/* ---- drawing ---- */
static void
export_draw(struct screen *screen)
{
	static const char *const notes[] = {
		"证件号码和电话只留头尾，给外面看的用这个；打了码的不能再导回来。",
		"证件号码和电话写全：只给该看的人。表里另有记录号几列，可以原样导回。",
	};
	struct state *state = screen->data;
	const char *value[SETTINGS] = { state->title, state->format->label,
	    state->full ? "写全" : "打码" };
	size_t i;
	int row = 2;

	screen_title(screen, "名单上报：导出成文件", NULL);
	for (i = 0; i < SETTINGS; i++, row++) {
		draw_fill(screen->win, row, 0, 1, i == state->at ? '>' : ' ', ROLE_TEXT);
		draw_pad(screen->win, row, 2, LABEL_CELLS, labels[i], TEXT_LEFT, ROLE_LABEL);
		draw_text(screen->win, row, 2 + LABEL_CELLS + 1, screen->cols - LABEL_CELLS - 3,
		    value[i], i == state->at ? ROLE_CURRENT : ROLE_TEXT);
	}
	row += 1 + draw_wrapped(screen->win, row + 1, 2, 3, screen->cols - 4,
	    notes[state->full], ROLE_TEXT);
	draw_wrapped(screen->win, row + 1, 2, 3, screen->cols - 4,
	    "F2 定文件名，存下来。文件只有本账户能读；同名的不会被覆盖。", ROLE_TEXT);
}

/* ---- changes ---- */
static void
pick_what(struct screen *screen)
{
	struct state *state = screen->data;
	struct catalog *catalog = store_catalog(screen->ui->store);
	const char *const *name;
	size_t count = catalog_names(catalog, "form", &name), i, n = 1;
	struct picker_item *item = mem_new((count + 1) * sizeof(*item));
	char (*initials)[INITIALS_SIZE] = mem_new((count + 1) * sizeof(*initials));
	struct picker picker = { .title = labels[SETTING_WHAT], .item = item,
	    .at = state->what };
	const struct formdef *form;
	struct err err = ERR_INIT;

	item[0] = (struct picker_item){ ROSTER, "花名册", "hmc", 0, false };
	for (i = 0; i < count; i++) {
		form = catalog_form(catalog, name[i], &err);
		if (form == NULL)
			continue;
		typed_initials(form->title, initials[n], sizeof(initials[n]));
		item[n].value = form->name;
		item[n].label = form->title;
		item[n].initials = initials[n];
		n++;
	}
	picker.count = n;
	picker_open(screen->ui, &picker, SETTING_WHAT);
	free(item);
	free(initials);
}

static void
change(struct screen *screen)
{
	struct state *state = screen->data;
	struct picker_item item[FORMATS] = { { NULL, NULL, NULL, 0, false } };
	struct picker picker = { .title = labels[state->at], .item = item };
	size_t i;

	if (state->at == SETTING_WHAT) {
		pick_what(screen);
		return;
	}
	if (state->at == SETTING_FORMAT) {
		for (i = 0; i < FORMATS; i++)
			item[i] = (struct picker_item){ formats[i].name,
			    formats[i].label, NULL, 0, false };
		picker.at = state->format->name;
		picker.count = FORMATS;
	} else {
		item[0] = (struct picker_item){ "masked", "打码", "dm", 0, false };
		item[1] = (struct picker_item){ "full", "写全", "xq", 0, false };
		picker.at = state->full ? "full" : "masked";
		picker.count = 2;
	}
	picker_open(screen->ui, &picker, (int)state->at);
}

static void
take(struct screen *screen, int tag, const char *value)
{
	struct state *state = screen->data;
	const struct formdef *form;
	struct err err = ERR_INIT;
	size_t i;

	free(state->name);
	state->name = NULL;
	if (tag == SETTING_WHAT) {
		form = strcmp(value, ROSTER) == 0 ? NULL :
		    catalog_form(store_catalog(screen->ui->store), value, &err);
		free(state->what);
		free(state->title);
		state->what = mem_text(value);
		state->title = mem_text(form != NULL ? form->title : "花名册");
	} else if (tag == SETTING_FORMAT) {
		for (i = 0; i < FORMATS; i++)
			if (strcmp(formats[i].name, value) == 0)
				state->format = &formats[i];
	} else {
		state->full = strcmp(value, "full") == 0;
	}
}

/* ---- saving ---- */
static void
ask_name(struct screen *screen, const char *there)
{
	struct state *state = screen->data;

	if (state->name == NULL)
		state->name = saving_name(state->title, state->format->suffix);
	saving_ask(screen->ui, there, state->name, TAG_NAME);
}

static void
save(struct screen *screen)
{
	static const char *const answers[] = { "还是打码", "写全", NULL };
	struct state *state = screen->data;

	if (state->full)
		dialog_choose(screen->ui, "写全号码", "文件里会有全部证件号码和电话，"
		    "谁拿到都能看。确实要写全吗？", answers, 0, TAG_FULL);
	else
		ask_name(screen, NULL);
}

static bool
write_file(struct screen *screen, const char *path, long *rows, struct buf *notice,
    struct err *err)
{
	const struct state *state = screen->data;
	const struct format *format = state->format;
	struct store *store = screen->ui->store;
	struct doing doing;
	struct file_out *out = file_create(path, false, err);
	bool ok = out != NULL;

	if (!ok)
		return false;
	doing_begin(&doing, screen->ui, "导出");
	if (format->encoding == NULL) {
		ok = export_book(store, state->what, state->full, out, doing_progress,
		    &doing, rows, notice, err);
	} else {
		/* Spreadsheet programs know UTF-8 by the mark. */
		if (strcmp(format->encoding, "utf-8") == 0)
			ok = file_write(out, BOM, strlen(BOM), err);
		ok = ok && export_csv(store, state->what, format->encoding, state->full,
		    out, doing_progress, &doing, rows, notice, err);
	}
	doing_end(&doing);
	if (!ok)
		file_abandon(out);
	return ok && file_commit(out, err);
}

static void
take_name(struct screen *screen, const char *name)
{
	struct state *state = screen->data;
	struct err err = ERR_INIT;
	struct buf bytes = BUF_INIT, notice = BUF_INIT, shown = BUF_INIT;
	char *path = saving_path(name);
	long rows = 0;

	free(state->name);
	state->name = mem_text(name);
	if (saving_bytes(path, &bytes, &err) &&
	    write_file(screen, buf_str(&bytes), &rows, &notice, &err)) {
		folder_tell(&shown, path);
		ui_say(screen->ui, ROLE_MESSAGE, "已导出 %ld 行，存为 %s%s%s", rows, buf_str(&shown),
		    notice.len > 0 ? "。" : "", buf_str(&notice));
	} else if (err.kind == ERR_EXISTS) {
		ask_name(screen, path);
	} else {
		ui_say(screen->ui, ROLE_ERROR, "没有存成：%s", err.text);
	}
	buf_clear(&bytes);
	buf_clear(&notice);
	buf_clear(&shown);
	free(path);
}

static void
export_result(struct screen *screen, const struct result *result)
{
	struct state *state = screen->data;

	screen_dirty(screen, DIRTY_PAINT);
	if (result->kind != RESULT_CHOSEN)
		return;
	if (result->tag == TAG_NAME) {
		take_name(screen, result->text);
	} else if (result->tag == TAG_FULL) {
		state->full = result->number == 1;
		ask_name(screen, NULL);
	} else {
		take(screen, result->tag, result->text);
	}
}

/* ---- keys ---- */
static void
export_command(struct screen *screen, enum command command)
{
	struct state *state = screen->data;

	screen_dirty(screen, DIRTY_PAINT);
	switch (command) {
	case CMD_UP: state->at -= state->at > 0; break;
	case CMD_DOWN: state->at += state->at + 1 < SETTINGS; break;
	case CMD_ENTER:
	case CMD_CHOOSE: change(screen); break;
	case CMD_SAVE: save(screen); break;
	case CMD_BACK: screen_close(screen, RESULT_BACK, 0, NULL, NULL); break;
	default: break;
	}
}

static void
export_click(struct screen *screen, int row, int col)
{
	struct state *state = screen->data;

	if (row < 2 || row >= 2 + SETTINGS)
		return;
	state->at = (size_t)(row - 2);
	screen_dirty(screen, DIRTY_PAINT);
	change(screen);
}

static bool
export_make(struct screen *screen, const void *arg, struct err *err)
{
	struct state *state = mem_new(sizeof(*state));

	state->what = mem_text(ROSTER);
	state->title = mem_text("花名册");
	state->format = &formats[0];
	screen->data = state;
	return true;
}

static void
export_close(struct screen *screen)
{
	struct state *state = screen->data;

	free(state->what);
	free(state->title);
	free(state->name);
	free(state);
}

static const struct screen_ops export_ops = {
	.title = "名单上报",
	.where = KEYS_EXPORT,
	.commands = CMD_BIT(CMD_UP) | CMD_BIT(CMD_DOWN) | CMD_BIT(CMD_ENTER) |
	    CMD_BIT(CMD_CHOOSE) | CMD_BIT(CMD_SAVE) | CMD_BIT(CMD_BACK),
	.open = export_make,
	.close = export_close,
	.draw = export_draw,
	.command = export_command,
	.click = export_click,
	.result = export_result,
};

bool
export_screen_open(struct ui *ui)
{
	return screen_open(ui, &export_ops, NULL, 0);
}
