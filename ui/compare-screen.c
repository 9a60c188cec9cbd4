/*
 * ui/compare-screen.c: 对账: a list from outside beside the register
 * SPDX-License-Identifier: Apache-2.0
 *
 * What is asked besides the file are the parameters of the sheet, as its
 * definition has them.  The sheet is previewed and saved as any report.
 */
#include "config.h"
#include "ui/compare-screen.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/import-view.h"
#include "model/typed.h"
#include "reports/comparison.h"
#include "ui/dialog.h"
#include "ui/doing.h"
#include "ui/draw.h"
#include "ui/file-screen.h"
#include "ui/folder.h"
#include "ui/picker.h"
#include "ui/preview.h"

#define LABEL_CELLS 20
#define FIRST_ROW 2
#define ANY_WORD "-"		/* typed for: no such condition */
#define LIST_MOST 32
#define INITIALS_SIZE 40

/* Rows: the file, how it is read, its kind, whose numbers it has, then the
 * sheet's parameters. */
enum { ROW_FILE, ROW_ENCODING, ROW_KIND, ROW_SENDER, ROWS_OWN };
#define NO_SENDER "/none"	/* no name: it holds a "/" */

struct state {
	struct import_options import;	/* of whoever opened, or of view */
	struct importview *view;	/* NULL: it is another screen's */
	const struct reportdef *def;
	char		**given;	/* for each parameter, NULL = not said */
	char		**value;	/* with the defaults */
	size_t		 at;
};

static struct store *
store_of(const struct screen *screen)
{
	return screen->ui->store;
}

/* ---- the sheet and its parameters ---- */

/* What was given, for the reports; the array is the caller's. */
static struct report_value *
values(const struct state *state, size_t *count)
{
	struct report_value *value = mem_new((state->def->param_count + 1) *
	    sizeof(*value));
	size_t i;

	*count = 0;
	for (i = 0; i < state->def->param_count; i++)
		if (state->given[i] != NULL)
			value[(*count)++] = (struct report_value){
				state->def->param[i].name, state->given[i] };
	return value;
}

static bool
read_values(struct state *state, struct store *store, struct err *err)
{
	size_t count;
	struct report_value *given = values(state, &count);
	char **value = params_read(store, state->def, given, count, err);

	free(given);
	if (value == NULL)
		return false;
	params_free(state->def, state->value);
	state->value = value;
	return true;
}

static void
forget(struct state *state)
{
	if (state->def == NULL)
		return;
	params_free(state->def, state->given);
	params_free(state->def, state->value);
	state->given = state->value = NULL;
	state->def = NULL;
}

/* The sheet of the profile that is chosen. */
static bool
take_sheet(struct state *state, struct store *store, struct err *err)
{
	const struct reportdef *def = compare_report(store_catalog(store),
	    state->import.profile, err);

	if (def == NULL)
		return false;
	forget(state);
	state->def = def;
	state->given = mem_new((def->param_count + 1) * sizeof(*state->given));
	return read_values(state, store, err);
}

/* One parameter anew, or (NULL) not at all. */
static void
set_value(struct screen *screen, size_t i, const char *text)
{
	struct state *state = screen->data;
	char *before = state->given[i];
	struct err err = ERR_INIT;

	state->given[i] = text != NULL ? mem_text(text) : NULL;
	if (read_values(state, store_of(screen), &err)) {
		free(before);
		return;
	}
	free(state->given[i]);
	state->given[i] = before;
	ui_fail(screen->ui, &err);
}

/* ---- drawing ---- */

static void
draw_row(struct screen *screen, size_t i, const char *label, const char *text)
{
	const struct state *state = screen->data;
	int row = FIRST_ROW + (int)i;

	draw_fill(screen->win, row, 0, 1, i == state->at ? '>' : ' ', ROLE_TEXT);
	draw_pad(screen->win, row, 2, LABEL_CELLS, label, TEXT_LEFT, ROLE_LABEL);
	draw_text(screen->win, row, 2 + LABEL_CELLS + 1,
	    screen->cols - LABEL_CELLS - 3, text,
	    i == state->at ? ROLE_CURRENT : ROLE_TEXT);
}

static const char *
kind_of(struct screen *screen)
{
	const struct state *state = screen->data;
	const struct profiledef *profile = catalog_profile(
	    store_catalog(store_of(screen)), state->import.profile, NULL);

	return profile != NULL ? profile->title : state->import.profile;
}

static const char *
encoding_of(const struct state *state)
{
	if (state->view != NULL && state->view->workbook)
		return "（工作簿自带）";
	if (state->view != NULL && state->view->encoding != NULL)
		return state->view->encoding;
	return state->import.encoding != NULL ? state->import.encoding : "（看内容）";
}

/* A yes or no that nobody asked for is no. */
static const char *
value_of(struct screen *screen, size_t i)
{
	const struct state *state = screen->data;
	const struct paramdef *param = &state->def->param[i];

	if (state->value[i] != NULL)
		return params_shown(store_of(screen), param, state->value[i]);
	return strcmp(param->type, "yesno") == 0 ? "否" : "（不限）";
}

static void
compare_draw(struct screen *screen)
{
	struct state *state = screen->data;
	struct buf path = BUF_INIT;
	size_t i;
	int row;

	screen_title(screen, "对账：来的名单和库里对一对", NULL);
	folder_tell(&path, state->import.path);
	draw_row(screen, ROW_FILE, "名单文件", buf_str(&path));
	draw_row(screen, ROW_ENCODING, "编码", encoding_of(state));
	draw_row(screen, ROW_KIND, "名单种类", kind_of(screen));
	draw_row(screen, ROW_SENDER, "来文单位", state->import.sender != NULL ?
	    state->import.sender : "（没有填：编号要连姓名才认人）");
	for (i = 0; i < state->def->param_count; i++)
		draw_row(screen, ROWS_OWN + i, state->def->param[i].label,
		    value_of(screen, i));
	row = FIRST_ROW + ROWS_OWN + (int)state->def->param_count + 1;
	draw_wrapped(screen->win, row, 2, 4, screen->cols - 4, "F2 对账：不写入任何东西，"
	    "只列出我有他无、他有我无、不一致、我方空缺和无法比对的，打印出来双方签字。"
	    "名单只管一部分人的，请在这里写明，否则其余的人都会列在我有他无里。", ROLE_TEXT);
	buf_clear(&path);
}

/* ---- changes ---- */

/* The kinds that can be compared. */
static void
pick_kind(struct screen *screen)
{
	struct state *state = screen->data;
	struct catalog *catalog = store_catalog(store_of(screen));
	struct picker_item item[LIST_MOST];
	char initials[LIST_MOST][INITIALS_SIZE];
	struct picker picker = { .title = "名单种类", .item = item,
	    .at = state->import.profile };
	const struct profiledef *profile;
	const char *const *name;
	size_t count = catalog_names(catalog, "profile", &name), i;

	memset(item, 0, sizeof(item));
	for (i = 0; i < count && picker.count < LIST_MOST; i++) {
		profile = catalog_profile(catalog, name[i], NULL);
		if (profile == NULL || profile->compare == NULL)
			continue;
		typed_initials(profile->title, initials[picker.count],
		    sizeof(initials[0]));
		item[picker.count].value = name[i];
		item[picker.count].initials = initials[picker.count];
		item[picker.count++].label = profile->title;
	}
	picker_open(screen->ui, &picker, ROW_KIND);
}

static void
pick_encoding(struct screen *screen)
{
	const struct state *state = screen->data;
	struct picker_item item[LIST_MOST];
	struct picker picker = { .title = "编码", .item = item,
	    .at = state->view->encoding };
	const char *name;

	memset(item, 0, sizeof(item));
	while (picker.count < LIST_MOST &&
	    (name = importview_encoding(picker.count)) != NULL) {
		item[picker.count].value = name;
		item[picker.count++].label = name;
	}
	picker_open(screen->ui, &picker, ROW_ENCODING);
}

/* Those met before: of others no number is kept. */
static void
pick_sender(struct screen *screen)
{
	const struct state *state = screen->data;
	struct picker_item item[LIST_MOST];
	struct picker picker = { .title = "来文单位", .item = item,
	    .at = state->view->sender };
	struct err err = ERR_INIT;
	struct sender *sender;
	size_t count, i;

	if (!senders_list(store_of(screen), &sender, &count, &err)) {
		ui_fail(screen->ui, &err);
		return;
	}
	memset(item, 0, sizeof(item));
	for (i = 0; i < count && picker.count + 1 < LIST_MOST; i++) {
		item[picker.count].value = sender[i].name;
		item[picker.count++].label = sender[i].name;
	}
	item[picker.count].value = NO_SENDER;
	item[picker.count++].label = "不填";
	if (count > 0)
		picker_open(screen->ui, &picker, ROW_SENDER);
	else
		ui_say(screen->ui, ROLE_MESSAGE, "还没有按来文单位导入过，没有可选的。");
	senders_free(sender, count);
}

static void
pick_yesno(struct screen *screen, const char *label)
{
	const struct state *state = screen->data;
	static const struct picker_item item[] = {
		{ "1", "是", "s", 0, false }, { "0", "否", "f", 0, false },
	};
	struct picker picker = { .title = label, .item = item, .count = 2,
	    .at = state->value[state->at - ROWS_OWN] };

	picker_open(screen->ui, &picker, (int)state->at);
}

static void
ask_value(struct screen *screen, const struct paramdef *param)
{
	const struct state *state = screen->data;
	const char *now = state->value[state->at - ROWS_OWN];
	char *text = mem_printf("%s（填 " ANY_WORD " 不限）：", param->label);

	dialog_ask(screen->ui, "对账的范围", text, now != NULL ? now : "",
	    (int)state->at);
	free(text);
}

static void
change(struct screen *screen)
{
	struct state *state = screen->data;
	const struct paramdef *param;

	if (state->at == ROW_FILE || (state->at < ROWS_OWN && state->view == NULL)) {
		ui_say(screen->ui, ROLE_MESSAGE, "这一项在前面的屏上选，按 Esc 回去。");
		return;
	}
	if (state->at < ROWS_OWN) {
		if (state->at == ROW_KIND)
			pick_kind(screen);
		else if (state->at == ROW_SENDER)
			pick_sender(screen);
		else if (!state->view->workbook)
			pick_encoding(screen);
		else
			ui_say(screen->ui, ROLE_MESSAGE, "工作簿自带编码，不用选。");
		return;
	}
	param = &state->def->param[state->at - ROWS_OWN];
	if (strcmp(param->type, "yesno") == 0)
		pick_yesno(screen, param->label);
	else
		ask_value(screen, param);
}

static void
take_kind(struct screen *screen, const char *name)
{
	struct state *state = screen->data;
	struct err err = ERR_INIT;

	if (importview_set_profile(state->view, name, &err)) {
		importview_options(state->view, &state->import);
		if (take_sheet(state, store_of(screen), &err))
			return;
	}
	ui_fail(screen->ui, &err);
}

static void
take_encoding(struct screen *screen, const char *name)
{
	struct state *state = screen->data;
	struct err err = ERR_INIT;

	if (importview_set_encoding(state->view, name, &err))
		importview_options(state->view, &state->import);
	else
		ui_fail(screen->ui, &err);
}

static void
take_sender(struct screen *screen, const char *name)
{
	struct state *state = screen->data;
	struct err err = ERR_INIT;

	if (importview_set_sender(state->view, strcmp(name, NO_SENDER) == 0 ? NULL : name,
	    &err))
		importview_options(state->view, &state->import);
	else
		ui_fail(screen->ui, &err);
}

static void
compare_result(struct screen *screen, const struct result *result)
{
	screen_dirty(screen, DIRTY_PAINT);
	if (result->kind != RESULT_CHOSEN)
		return;
	if (result->tag == ROW_KIND)
		take_kind(screen, result->text);
	else if (result->tag == ROW_ENCODING)
		take_encoding(screen, result->text);
	else if (result->tag == ROW_SENDER)
		take_sender(screen, result->text);
	else if (result->tag >= ROWS_OWN)
		set_value(screen, (size_t)result->tag - ROWS_OWN,
		    strcmp(result->text, ANY_WORD) == 0 ? NULL : result->text);
}

/* ---- comparing ---- */

static void
compare(struct screen *screen)
{
	struct state *state = screen->data;
	struct compare_result counts = { .read = 0 };
	struct err err = ERR_INIT;
	struct preview_spec spec;
	struct doing doing;
	size_t count;
	struct report_value *value = values(state, &count);
	bool ok;

	doing_begin(&doing, screen->ui, "对账");
	state->import.progress = doing_progress;
	state->import.arg = &doing;
	ok = comparison_run(store_of(screen), &state->import, value, count,
	    &state->def, &counts, &err);
	doing_end(&doing);
	spec = (struct preview_spec){ .report = state->def != NULL ?
		state->def->name : NULL, .value = value, .count = count };
	if (ok && preview_open_spec(screen->ui, &spec)) {
		ui_say(screen->ui, ROLE_MESSAGE, "一致 %ld 不一致 %ld 他有我无 %ld 我有他无 %ld 无法比对 %ld",
		    counts.same, counts.differing, counts.theirs_only,
		    counts.ours_only, counts.unclear);
	} else if (!ok) {
		ui_fail(screen->ui, &err);
	}
	compare_result_clear(&counts);
	free(value);
}

/* ---- keys ---- */

static void
compare_command(struct screen *screen, enum command command)
{
	struct state *state = screen->data;

	screen_dirty(screen, DIRTY_PAINT);
	switch (command) {
	case CMD_UP: state->at -= state->at > 0; break;
	case CMD_DOWN:
		state->at += state->at + 1 < ROWS_OWN + state->def->param_count;
		break;
	case CMD_ENTER:
	case CMD_CHOOSE: change(screen); break;
	case CMD_GO: compare(screen); break;
	case CMD_BACK: screen_close(screen, RESULT_BACK, 0, NULL, NULL); break;
	default: break;
	}
}

static void
compare_click(struct screen *screen, int row, int col)
{
	struct state *state = screen->data;

	if (row < FIRST_ROW ||
	    row >= FIRST_ROW + ROWS_OWN + (int)state->def->param_count)
		return;
	state->at = (size_t)(row - FIRST_ROW);
	screen_dirty(screen, DIRTY_PAINT);
	change(screen);
}

/* ---- opening ---- */

/* The kind that fits the file best, of those that can be compared. */
static bool
best_kind(struct state *state, struct store *store, struct err *err)
{
	const struct profiledef *profile;
	size_t i;

	for (i = 0; i < state->view->fit_count; i++) {
		profile = catalog_profile(store_catalog(store),
		    state->view->fit[i].profile, NULL);
		if (profile != NULL && profile->compare != NULL)
			return importview_set_profile(state->view, profile->name, err);
	}
	return true;			/* compare_report says that there is none */
}

static bool
look_at(struct screen *screen, struct state *state, const char *path,
    struct err *err)
{
	struct doing doing;
	bool ok;

	doing_begin(&doing, screen->ui, "读取");
	state->view = importview_open(store_of(screen), path, NULL, NULL, NULL, err);
	doing_end(&doing);
	ok = state->view != NULL && best_kind(state, store_of(screen), err);
	if (ok)
		importview_options(state->view, &state->import);
	return ok;
}

struct opening { const char *path; const struct import_options *import; };

static bool
compare_make(struct screen *screen, const void *arg, struct err *err)
{
	const struct opening *opening = arg;
	struct state *state = mem_new(sizeof(*state));
	bool ok = true;

	if (opening->import != NULL)
		state->import = *opening->import;
	else
		ok = look_at(screen, state, opening->path, err);
	/* nothing is told of rows: the sheet does */
	state->import.says = NULL;
	state->import.reject = NULL;
	state->import.corrected = state->import.corrected &&
	    screen->ui->drafts != NULL;
	if (ok && take_sheet(state, store_of(screen), err)) {
		state->at = state->view != NULL || state->def->param_count == 0 ?
		    ROW_KIND : ROWS_OWN;
		screen->data = state;
		return true;
	}
	importview_close(state->view);
	free(state);
	return false;
}

static void
compare_close(struct screen *screen)
{
	struct state *state = screen->data;

	forget(state);
	importview_close(state->view);
	free(state);
}

static const struct screen_ops compare_ops = {
	.title = "对账",
	.where = KEYS_COMPARE,
	.commands = CMD_BIT(CMD_UP) | CMD_BIT(CMD_DOWN) | CMD_BIT(CMD_ENTER) |
	    CMD_BIT(CMD_CHOOSE) | CMD_BIT(CMD_GO) | CMD_BIT(CMD_BACK),
	.open = compare_make,
	.close = compare_close,
	.draw = compare_draw,
	.command = compare_command,
	.click = compare_click,
	.result = compare_result,
};

static void
chosen(struct ui *ui, const char *path)
{
	struct opening opening = { path, NULL };

	screen_open(ui, &compare_ops, &opening, 0);
}

bool
compare_screen_open(struct ui *ui)
{
	struct file_choice choice = { .title = "对账：选来的名单", .chosen = chosen };

	return file_screen_open(ui, &choice);
}

bool
compare_screen_of(struct ui *ui, const struct import_options *import)
{
	struct opening opening = { NULL, import };

	return screen_open(ui, &compare_ops, &opening, 0);
}
