/*
 * ui/import-sight.c: 看文件: how a file from outside reads
 * SPDX-License-Identifier: Apache-2.0
 *
 * Above what was found out about the file, each line to be changed; below its
 * first rows, read that way.
 */
#include "config.h"
#include "ui/import-private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/dialog.h"
#include "ui/doing.h"
#include "ui/draw.h"
#include "ui/folder.h"
#include "ui/spread.h"
#include "ui/picker.h"
#include "ui/reader.h"
#include "ui/width.h"

#define LABEL_CELLS 10
#define VALUE_CELLS 30
#define LINE_CELLS 5		/* the line's number */
#define SAYS_ROWS 3
#define ITEMS_MOST 80
#define NAME_CELLS 32		/* of the file's, in titles and messages */
#define HEAD_CELLS 50		/* of a row offered as the head */

enum setting {
	SETTING_PROFILE, SETTING_SENDER, SETTING_ENCODING, SETTING_DELIMITER,
	SETTING_SHEET, SETTING_HEAD, SETTINGS
};
/* Tags of the pickers are the settings; then the question for a new sender. */
enum { TAG_NEW_SENDER = SETTINGS };

struct state {
	struct importview *view;
	struct doing	 doing;			/* while the view reads */
	char		*title;
	enum setting	 setting[SETTINGS];	/* those that this file has */
	size_t		 settings, at;
	struct spread	 spread;
	size_t		 top, first;		/* row and column in view */
	int		 rows_at;		/* where rows begin on the screen */
	bool		 changed;		/* since it was written down */
};

static const char *const labels[SETTINGS] = {
	"导入对照", "来文单位", "编码", "分隔符", "工作表", "表头"
};

static const struct { const char *name, *label; } encodings[] = {
	{ "utf-8", "UTF-8" },
	{ "gb18030", "GB18030（国标，含 GBK、GB2312）" },
	{ "big5", "Big5（繁体）" },
	{ "utf-16", "UTF-16（Unicode 文本）" },
	{ "utf-16le", "UTF-16LE（Unicode 文本）" },
	{ "utf-16be", "UTF-16BE" },
};

static const char *
encoding_label(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(encodings) / sizeof(encodings[0]); i++)
		if (strcmp(encodings[i].name, name) == 0)
			return encodings[i].label;
	return name;
}

static char *
short_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct buf shown = BUF_INIT, name = BUF_INIT;

	folder_shown(&shown, slash != NULL ? slash + 1 : path);
	folder_short(&name, buf_str(&shown), NAME_CELLS, width_cell);
	buf_clear(&shown);
	return buf_take(&name);
}

char *
import_name(const struct importview *view)
{
	return short_name(view->path);
}

void
import_keep(struct ui *ui, struct importview *view)
{
	struct err err = ERR_INIT;

	if (!store_read_only(ui->store) && !importview_keep(view, &err))
		ui_say(ui, ROLE_ERROR, "这样的选择没有记下：%s", err.text);
}

/* ---- what is in sight ---- */
/* Titles above the heads are long and stand alone: they say nothing of the
 * width of their column. */
static bool
stands_alone(const struct importview_row *row)
{
	size_t i;

	for (i = 1; i < row->count; i++)
		if (*row->cell[i] != '\0')
			return false;
	return true;
}

static void
look(struct state *state)
{
	const struct importview *view = state->view;
	size_t i;

	state->settings = 0;
	for (i = 0; i < SETTINGS; i++)
		if (view->workbook ? i != SETTING_ENCODING && i != SETTING_DELIMITER :
		    i != SETTING_SHEET)
			state->setting[state->settings++] = (enum setting)i;
	spread_clear(&state->spread);
	for (i = 0; i < view->row_count; i++)
		if (!stands_alone(&view->row[i]) || view->row[i].count == 1)
			spread_take(&state->spread, view->row[i].cell, view->row[i].count,
			    width_cell);
	if (state->first >= state->spread.count)
		state->first = 0;
	if (state->top >= view->row_count)
		state->top = 0;
}

static size_t
known(const struct importview *view)
{
	size_t i, n = 0;

	for (i = 0; i < view->column_count; i++)
		n += view->column[i].how == IMPORTVIEW_KNOWN ||
		    view->column[i].how == IMPORTVIEW_REMEMBERED ||
		    view->column[i].how == IMPORTVIEW_CHOSEN;
	return n;
}

static bool
remembered(const struct importview *view)
{
	size_t i;

	for (i = 0; i < view->column_count; i++)
		if (view->column[i].how == IMPORTVIEW_REMEMBERED ||
		    (view->column[i].how == IMPORTVIEW_SKIPPED &&
		    view->column[i].by == IMPORTVIEW_REMEMBERED))
			return true;
	return false;
}

/* What it is, and how that is known. */
static void
tell(const struct importview *view, enum setting setting, struct buf *value,
    struct buf *note)
{
	switch (setting) {
	case SETTING_PROFILE:
		buf_add(value, view->title != NULL && known(view) > 0 ? view->title :
		    "还认不出");
		if (view->column_count > 0)
			buf_addf(note, "%zu 列里用上 %zu 列", view->column_count, known(view));
		break;
	case SETTING_SENDER:
		buf_add(value, view->sender != NULL ? view->sender : "没有填");
		buf_add(note, view->sender == NULL ? "填了就记住它的列名，下次不用再对" :
		    remembered(view) ? "用上了记得的列名" : "导入后记住它的列名");
		break;
	case SETTING_ENCODING:
		buf_add(value, encoding_label(view->encoding));
		if (!view->encoding_set)
			buf_add(note, "按内容认出");
		else if (view->looks != NULL && strcmp(view->looks, view->encoding) != 0)
			buf_addf(note, "手选；内容像 %s", encoding_label(view->looks));
		else
			buf_add(note, "手选");
		break;
	case SETTING_DELIMITER:
		buf_add(value, view->delimiter_name != NULL ? view->delimiter_name : "");
		buf_add(note, view->delimiter_set ? "手选" : "按内容认出");
		break;
	case SETTING_SHEET:
		buf_add(value, view->sheet_count > 0 ? view->sheet_name[view->sheet] : "");
		buf_addf(note, "工作簿里有 %zu 张", view->sheet_count);
		break;
	default:
		if (view->head == IMPORTVIEW_NONE)
			buf_add(value, "没有找到");
		else
			buf_addf(value, "第 %ld 行", view->row[view->head].line);
		buf_add(note, view->head_set ? "手选" : "按内容认出");
		break;
	}
}

/* ---- drawing ---- */
static void
draw_setting(struct screen *screen, size_t i, int row)
{
	struct state *state = screen->data;
	struct buf value = BUF_INIT, note = BUF_INIT;
	int col = 2 + LABEL_CELLS, cells = VALUE_CELLS + (screen->cols - 80) / 2;

	tell(state->view, state->setting[i], &value, &note);
	draw_fill(screen->win, row, 0, 1, i == state->at ? '>' : ' ', ROLE_TEXT);
	draw_pad(screen->win, row, 2, LABEL_CELLS - 1, labels[state->setting[i]], TEXT_LEFT,
	    ROLE_LABEL);
	draw_pad(screen->win, row, col, cells, buf_str(&value), TEXT_LEFT,
	    i == state->at ? ROLE_CURRENT : ROLE_TEXT);
	draw_pad(screen->win, row, col + cells + 1, screen->cols - col - cells - 1,
	    buf_str(&note), TEXT_LEFT, ROLE_DIM);
	buf_clear(&value);
	buf_clear(&note);
}

int
import_draw_says(struct screen *screen, const struct importview *view, int row, int rows)
{
	int used = 0;
	char *line;
	size_t i;

	for (i = 0; i < view->say_count && used < rows; i++) {
		line = mem_printf("%s%s", view->say[i].stops ? "! " : "- ", view->say[i].text);
		used += draw_wrapped(screen->win, row + used, 2, rows - used,
		    screen->cols - 3, line,
		    view->say[i].stops ? ROLE_PROBLEM : ROLE_TEXT);
		free(line);
	}
	return used;
}

void
import_draw_cell(struct screen *screen, int row, int col, int cells, const char *cell,
    enum role role)
{
	struct buf line = BUF_INIT;

	/* CR LF is one break. */
	for (; *cell != '\0'; cell++)
		if (cell[0] != '\r' || cell[1] != '\n')
			buf_addc(&line, *cell);
	draw_pad(screen->win, row, col, cells, buf_str(&line), TEXT_LEFT, role);
	buf_clear(&line);
}

static void
draw_cells(struct screen *screen, const struct importview_row *row, int at, bool head)
{
	struct state *state = screen->data;
	int col = 1 + LINE_CELLS + 1, cells = screen->cols - col, width;
	size_t n = spread_fit(&state->spread, state->first, cells), i, k;
	enum role role = head ? ROLE_LABEL : ROLE_TEXT;

	if (stands_alone(row) && state->first == 0) {
		import_draw_cell(screen, at, col, cells, row->cell[0], role);
		return;
	}
	for (i = 0; i < n; i++) {
		k = state->first + i;
		width = spread_width(&state->spread, state->first, i, cells);
		if (k < row->count)
			import_draw_cell(screen, at, col, width, row->cell[k], role);
		col += width + 1;
	}
}

static void
draw_rows(struct screen *screen, int from)
{
	struct state *state = screen->data;
	const struct importview *view = state->view;
	char line[24];
	size_t i;
	int row;

	for (i = state->top, row = from; i < view->row_count && row < screen->rows; i++, row++) {
		snprintf(line, sizeof(line), "%ld", view->row[i].line);
		draw_fill(screen->win, row, 0, 1, i == view->head ? '*' : ' ', ROLE_TEXT);
		draw_pad(screen->win, row, 1, LINE_CELLS, line, TEXT_RIGHT, ROLE_DIM);
		draw_cells(screen, &view->row[i], row, i == view->head);
	}
	if (row < screen->rows && view->row_count > 0)
		draw_text(screen->win, row, 1 + LINE_CELLS + 1, screen->cols,
		    view->more ? "……后面还有" : "（到此为止）", ROLE_DIM);
}

static void
sight_draw(struct screen *screen)
{
	struct state *state = screen->data;
	const struct importview *view = state->view;
	char right[80] = "";
	int row = 1;
	size_t i;

	if (state->spread.count > 0)
		snprintf(right, sizeof(right), "第 %zu 列起，共 %zu 列", state->first + 1,
		    state->spread.count);
	screen_title(screen, state->title, right);
	for (i = 0; i < state->settings; i++)
		draw_setting(screen, i, row++);
	row += import_draw_says(screen, view, row, SAYS_ROWS);
	draw_line(screen->win, row++, 0, screen->cols - 1);
	state->rows_at = row;
	draw_rows(screen, row);
}

/* ---- changes ---- */
struct items {
	struct picker_item item[ITEMS_MOST];
	size_t		 count;
};

/* label is taken over. */
static void
add(struct items *items, const char *value, char *label)
{
	if (items->count == ITEMS_MOST) {
		free(label);
		return;
	}
	items->item[items->count].value = mem_text(value);
	items->item[items->count++].label = label;
}

/* A value that is a number must not look like a place in the list. */
static void
print_number(char *text, size_t size, size_t value)
{
	snprintf(text, size, "=%zu", value);
}

static size_t
read_number(const char *text)
{
	return strtoul(text + 1, NULL, 10);
}

static void
add_number(struct items *items, size_t value, char *label)
{
	char text[24];

	print_number(text, sizeof(text), value);
	add(items, text, label);
}

static void
offer_profiles(const struct importview *view, struct items *items)
{
	const struct importview_fit *fit;
	size_t i;

	for (i = 0; i < view->fit_count; i++) {
		fit = &view->fit[i];
		add(items, fit->profile, mem_printf("%s  认出 %zu 列%s", fit->title, fit->known,
		    fit->complete ? "" : "，缺必填的列"));
	}
}

static void
offer_encodings(const struct importview *view, struct items *items)
{
	size_t i;

	add(items, "", view->looks != NULL ? mem_printf("按内容认（像 %s）",
	    encoding_label(view->looks)) : mem_text("按内容认"));
	for (i = 0; importview_encoding(i) != NULL; i++)
		add(items, importview_encoding(i),
		    mem_text(encoding_label(importview_encoding(i))));
}

static void
offer_delimiters(struct items *items)
{
	size_t i;

	add_number(items, 0, mem_text("按内容认"));
	for (i = 0; importview_delimiter(i) != 0; i++)
		add_number(items, importview_delimiter(i),
		    mem_text(tablehead_delimiter(importview_delimiter(i))));
}

static void
offer_sheets(const struct importview *view, struct items *items)
{
	size_t i;

	for (i = 0; i < view->sheet_count; i++)
		add_number(items, i, mem_text(view->sheet_name[i]));
}

/* Rows by their number, with what stands in them. */
static void
offer_heads(const struct importview *view, struct items *items)
{
	const struct importview_row *row;
	struct buf label = BUF_INIT;
	size_t i, k;

	add(items, "", mem_text("按内容认"));
	for (i = 0; i < view->row_count; i++) {
		row = &view->row[i];
		buf_addf(&label, "第 %ld 行 ", row->line);
		for (k = 0; k < row->count && width_of(buf_str(&label)) < HEAD_CELLS; k++)
			if (*row->cell[k] != '\0')
				buf_addf(&label, " %s", row->cell[k]);
		buf_cut(&label, text_cut(buf_str(&label), HEAD_CELLS, width_cell, NULL));
		add_number(items, i, buf_take(&label));
	}
}

/* Senders met before; the first two are no names: they hold a "/". */
static bool
offer_senders(struct screen *screen, struct items *items, struct err *err)
{
	struct sender *sender;
	size_t count, i;

	if (!senders_list(screen->ui->store, &sender, &count, err))
		return false;
	for (i = 0; i < count; i++)
		add(items, sender[i].name, sender[i].used_on != NULL ?
		    mem_printf("%s  %s 来过", sender[i].name, sender[i].used_on) :
		    mem_text(sender[i].name));
	add(items, "/new", mem_text("别的单位……"));
	add(items, "/none", mem_text("不填"));
	senders_free(sender, count);
	return true;
}

static void
ask_sender(struct screen *screen, const char *before)
{
	struct state *state = screen->data;

	dialog_ask(screen->ui, "来文单位", before, state->view->sender != NULL ?
	    state->view->sender : "", TAG_NEW_SENDER);
}

static void
change(struct screen *screen)
{
	struct state *state = screen->data;
	const struct importview *view = state->view;
	enum setting setting = state->setting[state->at];
	struct items *items = mem_new(sizeof(*items));
	struct picker picker = { .title = labels[setting], .item = items->item };
	struct err err = ERR_INIT;
	char at[24] = "";
	bool ok = true;
	size_t i;

	picker.at = at;
	switch (setting) {
	case SETTING_PROFILE:
		offer_profiles(view, items);
		picker.at = view->profile;
		break;
	case SETTING_SENDER:
		ok = offer_senders(screen, items, &err);
		picker.at = view->sender;
		break;
	case SETTING_ENCODING:
		offer_encodings(view, items);
		picker.at = view->encoding;
		break;
	case SETTING_DELIMITER:
		offer_delimiters(items);
		print_number(at, sizeof(at), view->delimiter);
		break;
	case SETTING_SHEET:
		offer_sheets(view, items);
		print_number(at, sizeof(at), view->sheet);
		break;
	default:
		offer_heads(view, items);
		if (view->head != IMPORTVIEW_NONE)
			print_number(at, sizeof(at), view->head);
		break;
	}
	picker.count = items->count;
	if (!ok)
		ui_fail(screen->ui, &err);
	else if (setting == SETTING_SENDER && items->count == 2)
		ask_sender(screen, "这份名单是哪个单位发来的（监狱、看守所、县局……）？");
	else
		picker_open(screen->ui, &picker, (int)setting);
	for (i = 0; i < items->count; i++) {
		free((char *)items->item[i].value);
		free((char *)items->item[i].label);
	}
	free(items);
}

static bool
apply(struct importview *view, int tag, const char *text, struct err *err)
{
	switch (tag) {
	case SETTING_PROFILE:
		return importview_set_profile(view, text, err);
	case SETTING_ENCODING:
		return importview_set_encoding(view, *text != '\0' ? text : NULL, err);
	case SETTING_DELIMITER:
		return importview_set_delimiter(view, (uint32_t)read_number(text), err);
	case SETTING_SHEET:
		return importview_set_sheet(view, read_number(text), err);
	case SETTING_HEAD:
		return importview_set_head(view, *text != '\0' ?
		    read_number(text) : IMPORTVIEW_NONE, err);
	default:
		return importview_set_sender(view, text, err);
	}
}

static void
sight_result(struct screen *screen, const struct result *result)
{
	struct state *state = screen->data;
	struct err err = ERR_INIT;
	const char *text = result->text;
	char *again;
	bool ok;

	screen_dirty(screen, DIRTY_PAINT);
	look(state);
	state->changed = true;
	if (result->kind != RESULT_CHOSEN)
		return;
	if (result->tag == SETTING_SENDER && strcmp(text, "/new") == 0) {
		ask_sender(screen, "这份名单是哪个单位发来的？");
		return;
	}
	if (result->tag == SETTING_SENDER && strcmp(text, "/none") == 0)
		text = NULL;
	doing_begin(&state->doing, screen->ui, "读文件");
	ok = apply(state->view, result->tag, text, &err);
	doing_end(&state->doing);
	if (!ok) {
		if (result->tag == TAG_NEW_SENDER) {
			again = mem_printf("%s。", err.text);
			ask_sender(screen, again);
			free(again);
		} else {
			ui_fail(screen->ui, &err);
		}
	}
	look(state);
}

/* ---- keys ---- */
static void
go_on(struct screen *screen)
{
	struct state *state = screen->data;
	const struct importview *view = state->view;

	if (view->column_count > 0)
		import_columns_open(screen->ui, state->view);
	else if (view->say_count > 0)
		ui_say(screen->ui, ROLE_ERROR, "%s", view->say[0].text);
	else
		ui_say(screen->ui, ROLE_ERROR, "还没有找到表头：在“表头”上按回车，选表头那一行。");
}

static void
aside(struct screen *screen, bool right)
{
	struct state *state = screen->data;
	size_t last = spread_last(&state->spread, screen->cols - LINE_CELLS - 2);

	if (right && state->first < last)
		state->first++;
	else if (!right && state->first > 0)
		state->first--;
}

static void
sight_command(struct screen *screen, enum command command)
{
	struct state *state = screen->data;
	size_t page = screen->rows > state->rows_at + 2 ?
	    (size_t)(screen->rows - state->rows_at - 1) : 1;

	screen_dirty(screen, DIRTY_PAINT);
	switch (command) {
	case CMD_UP: state->at -= state->at > 0; break;
	case CMD_DOWN: state->at += state->at + 1 < state->settings; break;
	case CMD_LEFT: aside(screen, false); break;
	case CMD_RIGHT: aside(screen, true); break;
	case CMD_HOME: state->first = state->top = 0; break;
	case CMD_END:
		state->first = spread_last(&state->spread, screen->cols - LINE_CELLS - 2);
		break;
	case CMD_PAGE_UP: state->top = state->top > page ? state->top - page : 0; break;
	case CMD_PAGE_DOWN:
		if (state->top + page < state->view->row_count)
			state->top += page;
		break;
	case CMD_ENTER:
	case CMD_CHOOSE: change(screen); break;
	case CMD_GO: go_on(screen); break;
	case CMD_BACK: screen_close(screen, RESULT_BACK, 0, NULL, NULL); break;
	default: break;
	}
}

static void
sight_click(struct screen *screen, int row, int col)
{
	struct state *state = screen->data;

	if (row < 1 || row > (int)state->settings)
		return;
	state->at = (size_t)(row - 1);
	screen_dirty(screen, DIRTY_PAINT);
	change(screen);
}

/* ---- life ---- */
static void
sight_keep(struct screen *screen)
{
	struct state *state = screen->data;

	if (state->changed)
		import_keep(screen->ui, state->view);
	state->changed = false;
}

/* A message of one line has room for the file's name, not for its path. */
static void
tell_name(struct err *err, const char *path)
{
	char *text = mem_text(err->text), *at = strstr(text, path), *name;

	if (at != NULL) {
		name = short_name(path);
		err_set(err, err->kind, "%.*s%s%s", (int)(at - text), text, name,
		    at + strlen(path));
		free(name);
	}
	free(text);
}

static bool
goes(void *arg)
{
	return doing_progress(arg, 0, 0);
}

/* Why it cannot be read, with room for the remedy. */
static void
refuse(struct ui *ui, struct err *err, const char *path)
{
	struct reader reader = { "打不开这个文件", err->text, true, false };

	tell_name(err, path);
	reader_open(ui, &reader);
}

static bool
sight_make(struct screen *screen, const void *arg, struct err *err)
{
	struct state *state = (struct state *)arg;
	bool found;
	char *name = import_name(state->view);

	state->title = mem_printf("看文件  %s", name);
	free(name);
	if (importview_recall(state->view, &found, NULL) && found)
		ui_say(screen->ui, ROLE_MESSAGE, "上次对这个文件的选择还在，照旧用上了。");
	state->changed = true;		/* where it lies */
	spread_init(&state->spread);
	look(state);
	screen->data = state;
	return true;
}

static void
sight_close(struct screen *screen)
{
	struct state *state = screen->data;

	sight_keep(screen);
	importview_close(state->view);
	spread_clear(&state->spread);
	free(state->title);
	free(state);
}

static void
sight_help(struct screen *screen, struct buf *out)
{
	buf_add(out, "下面是照上面这样读出来的头几行，* 是表头那一行。字是乱的，换编码；"
	    "全挤在一列里，换分隔符。看好了按 F2。这时什么也没有写进库。\n");
}

static const struct screen_ops sight_ops = {
	.title = "看文件",
	.where = KEYS_SIGHT,
	.commands = CMD_BIT(CMD_UP) | CMD_BIT(CMD_DOWN) | CMD_BIT(CMD_LEFT) |
	    CMD_BIT(CMD_RIGHT) | CMD_BIT(CMD_HOME) | CMD_BIT(CMD_END) |
	    CMD_BIT(CMD_PAGE_UP) | CMD_BIT(CMD_PAGE_DOWN) | CMD_BIT(CMD_ENTER) |
	    CMD_BIT(CMD_CHOOSE) | CMD_BIT(CMD_GO) | CMD_BIT(CMD_BACK),
	.open = sight_make,
	.close = sight_close,
	.draw = sight_draw,
	.command = sight_command,
	.click = sight_click,
	.result = sight_result,
	.tick = sight_keep,
	.leave = sight_keep,
	.help = sight_help,
};

bool
import_sight_open(struct ui *ui, const char *path)
{
	struct state *state = mem_new(sizeof(*state));
	struct err err = ERR_INIT;

	doing_begin(&state->doing, ui, "读文件");
	state->view = importview_open(ui->store, path, NULL, goes, &state->doing, &err);
	doing_end(&state->doing);
	if (state->view != NULL && screen_open(ui, &sight_ops, state, 0))
		return true;
	if (state->view == NULL)
		refuse(ui, &err, path);
	importview_close(state->view);
	free(state);
	return false;
}
