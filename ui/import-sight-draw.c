/*
 * ui/import-sight-draw.c: 看文件 as it is drawn
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/import-sight-private.h"

#include <stdio.h>
#include <string.h>

#include "ui/draw.h"

#define LABEL_CELLS 10
#define VALUE_CELLS 30
#define SAYS_ROWS 3

const char *const sight_labels[SETTINGS] = {
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

const char *
sight_encoding(const char *name)
{
	size_t i;

	for (i = 0; i < sizeof(encodings) / sizeof(encodings[0]); i++)
		if (strcmp(encodings[i].name, name) == 0)
			return encodings[i].label;
	return name;
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
		buf_add(value, sight_encoding(view->encoding));
		if (!view->encoding_set)
			buf_add(note, "按内容认出");
		else if (view->looks != NULL && strcmp(view->looks, view->encoding) != 0)
			buf_addf(note, "手选；内容像 %s", sight_encoding(view->looks));
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
	struct sight *state = screen->data;
	struct buf value = BUF_INIT, note = BUF_INIT;
	int col = 2 + LABEL_CELLS, cells = VALUE_CELLS + (screen->cols - 80) / 2;

	tell(state->view, state->setting[i], &value, &note);
	draw_fill(screen->win, row, 0, 1, i == state->at ? '>' : ' ', ROLE_TEXT);
	draw_pad(screen->win, row, 2, LABEL_CELLS - 1, sight_labels[state->setting[i]], TEXT_LEFT,
	    ROLE_LABEL);
	draw_pad(screen->win, row, col, cells, buf_str(&value), TEXT_LEFT,
	    i == state->at ? ROLE_CURRENT : ROLE_TEXT);
	draw_pad(screen->win, row, col + cells + 1, screen->cols - col - cells - 1,
	    buf_str(&note), TEXT_LEFT, ROLE_DIM);
	buf_clear(&value);
	buf_clear(&note);
}

static void
draw_cells(struct screen *screen, const struct importview_row *row, int at, bool head)
{
	struct sight *state = screen->data;
	int col = 1 + SIGHT_LINE_CELLS + 1, cells = screen->cols - col, width;
	size_t n = spread_fit(&state->spread, state->first, cells), i, k;
	enum role role = head ? ROLE_LABEL : ROLE_TEXT;

	if (sight_stands_alone(row) && state->first == 0) {
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
	struct sight *state = screen->data;
	const struct importview *view = state->view;
	char line[24];
	size_t i;
	int row;

	for (i = state->top, row = from; i < view->row_count && row < screen->rows; i++, row++) {
		snprintf(line, sizeof(line), "%ld", view->row[i].line);
		draw_fill(screen->win, row, 0, 1, i == view->head ? '*' : ' ', ROLE_TEXT);
		draw_pad(screen->win, row, 1, SIGHT_LINE_CELLS, line, TEXT_RIGHT, ROLE_DIM);
		draw_cells(screen, &view->row[i], row, i == view->head);
	}
	if (row < screen->rows && view->row_count > 0)
		draw_text(screen->win, row, 1 + SIGHT_LINE_CELLS + 1, screen->cols,
		    view->more ? "……后面还有" : "（到此为止）", ROLE_DIM);
}

void
sight_draw(struct screen *screen)
{
	struct sight *state = screen->data;
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
