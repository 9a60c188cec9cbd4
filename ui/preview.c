/*
 * ui/preview.c: a report's or a document's pages on the screen
 * SPDX-License-Identifier: Apache-2.0
 *
 * It was read when it was opened; a page is laid out when it is
 * turned to.  Frames come as box characters and are drawn as single lines of
 * the terminal, one cell each in every locale.
 */
#include "config.h"
#include "ui/preview.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/typed.h"
#include "reports/document.h"
#include "reports/preview.h"
#include "reports/report.h"
#include "ui/doing.h"
#include "ui/draw.h"
#include "ui/picker.h"
#include "ui/preview-save.h"
#include "ui/width.h"

#define SIDE_STEP 8
#define INITIALS_SIZE 40
#define BOX_FIRST 0x2500u
#define BOX_LAST 0x253Cu

struct state {
	struct report	*report;	/* one of the two */
	struct document	*document;
	struct pages	 pages;
	char		*title;
	long		 records;
	char		**line;
	size_t		 count;
	long		 page;
	int		 top, left, widest;
	int		 margin;	/* blanks before every line */
	struct preview_save save;
	struct report_value *value;	/* of its parameters */
	size_t		 count_given;
};

/* ---- box characters ---- */
struct box {
	uint32_t	 cp;
	char		 sign;		/* in VT100's line set */
};

static const struct box boxes[] = {
	{ 0x2500, 'q' }, { 0x2502, 'x' }, { 0x250C, 'l' }, { 0x2510, 'k' },
	{ 0x2514, 'm' }, { 0x2518, 'j' }, { 0x251C, 't' }, { 0x2524, 'u' },
	{ 0x252C, 'w' }, { 0x2534, 'v' }, { 0x253C, 'n' },
};

static char
box_sign(uint32_t cp)
{
	size_t i;

	if (cp < BOX_FIRST || cp > BOX_LAST)
		return '\0';
	for (i = 0; i < sizeof(boxes) / sizeof(boxes[0]); i++)
		if (boxes[i].cp == cp)
			return boxes[i].sign;
	return '\0';
}

/* Frames are one cell here, whatever the locale says of the characters. */
static int
preview_cell(uint32_t cp)
{
	return box_sign(cp) != '\0' ? 1 : width_cell(cp);
}

static void
draw_box(WINDOW *win, int row, int col, char sign)
{
	if (term_plain_frames()) {
		draw_fill(win, row, col, 1, sign == 'q' ? '-' : sign == 'x' ? '|' : '+',
		    ROLE_FRAME);
		return;
	}
	mvwadd_wch(win, row, col, NCURSES_WACS(sign));
}

/* One line from cell left on. */
static void
draw_line_of(WINDOW *win, int row, int cells, const char *text, int left)
{
	size_t len = strlen(text), n;
	int col = -left, width;
	uint32_t cp;
	char sign;

	for (; len > 0; text += n, len -= n) {
		n = text_decode(text, len, &cp);
		sign = box_sign(cp);
		width = preview_cell(cp);
		/* Marks stay with the character before them. */
		while (n < len && sign == '\0') {
			size_t more = text_decode(text + n, len - n, &cp);

			if (width_cell(cp) != 0)
				break;
			n += more;
		}
		if (col >= 0 && col + width <= cells) {
			if (sign != '\0')
				draw_box(win, row, col, sign);
			else
				draw_part(win, row, col, width, text, n, ROLE_TEXT);
		}
		col += width;
	}
}

/* ---- pages ---- */
static bool
turn(struct state *state, long page, struct err *err)
{
	size_t count, i;
	char **line = preview_page(&state->pages, page, &count, err);
	int width;

	if (line == NULL)
		return false;
	preview_free(state->line, state->count);
	state->line = line;
	state->count = count;
	state->page = page;
	state->top = 0;
	state->widest = 0;
	state->margin = INT_MAX;
	for (i = 0; i < count; i++) {
		width = text_width(line[i], preview_cell);
		if (width > state->widest)
			state->widest = width;
		if (width > 0 && (int)strspn(line[i], " ") < state->margin)
			state->margin = (int)strspn(line[i], " ");
	}
	return true;
}

static void
take_values(struct state *state, const struct preview_spec *spec)
{
	size_t i;

	state->value = mem_new((spec->count + 1) * sizeof(*state->value));
	for (i = 0; i < spec->count; i++)
		state->value[i] = (struct report_value){
			mem_text(spec->value[i].name),
			mem_text(spec->value[i].value) };
	state->count_given = spec->count;
}

static void
drop_values(struct state *state)
{
	size_t i;

	for (i = 0; i < state->count_given; i++) {
		free((void *)(uintptr_t)state->value[i].name);
		free((void *)(uintptr_t)state->value[i].value);
	}
	free(state->value);
}

static void
preview_close(struct screen *screen)
{
	struct state *state = screen->data;

	preview_free(state->line, state->count);
	preview_save_clear(&state->save);
	drop_values(state);
	report_close(state->report);
	document_close(state->document);
	free(state->title);
	free(state);
}

static const struct layout_profile profile = { preview_cell, 1 };

static bool
open_report(struct ui *ui, struct state *state, const struct preview_spec *spec,
    struct err *err)
{
	struct doing doing;
	struct report_options options = { .profile = &profile,
	    .progress = doing_progress, .arg = &doing };

	take_values(state, spec);
	options.value = state->value;
	options.count = state->count_given;

	doing_begin(&doing, ui, "读取");
	state->report = report_open(ui->store, spec->report, &options, err);
	doing_end(&doing);
	if (state->report == NULL)
		return false;
	state->pages = report_as_pages(state->report);
	state->title = mem_text(report_definition(state->report)->title);
	state->records = report_rows(state->report);
	state->save.report = report_definition(state->report)->name;
	state->save.title = mem_text(state->title);
	state->save.value = state->value;
	state->save.count = state->count_given;
	return true;
}

static bool
open_document(struct ui *ui, struct state *state, const struct preview_spec *spec,
    struct err *err)
{
	struct doing doing;
	struct document_options options = { .period = spec->period, .profile = &profile,
	    .progress = doing_progress, .arg = &doing };

	doing_begin(&doing, ui, "读取");
	state->document = document_open(ui->store, spec->document, spec->person, &options,
	    err);
	doing_end(&doing);
	if (state->document == NULL)
		return false;
	state->pages = document_pages(state->document);
	state->title = mem_printf("%s  %s", document_definition(state->document)->title,
	    document_subject(state->document));
	state->records = document_records(state->document);
	state->save.document = document_definition(state->document)->name;
	state->save.title = mem_printf("%s %s ", document_definition(state->document)->title,
	    document_subject(state->document));
	state->save.person = mem_text(spec->person);
	state->save.period = mem_text(spec->period);
	return true;
}

static bool
preview_make(struct screen *screen, const void *data, struct err *err)
{
	const struct preview_spec *spec = data;
	struct state *state = mem_new(sizeof(*state));

	screen->data = state;
	if ((spec->report != NULL ? open_report(screen->ui, state, spec, err) :
	    open_document(screen->ui, state, spec, err)) && turn(state, 1, err))
		return true;
	preview_close(screen);
	return false;
}

static void
bound(struct screen *screen)
{
	struct state *state = screen->data;
	int most = (int)state->count - (screen->rows - 1);
	int side = state->widest - screen->cols;

	state->top = state->top > most ? most : state->top;
	state->top = state->top < 0 ? 0 : state->top;
	state->left = state->left > side ? side : state->left;
	state->left = state->left < 0 ? 0 : state->left;
	/* Of a wide page the paper's margin is not worth a screen's. */
	if (side > 0 && state->left < state->margin)
		state->left = state->margin < side ? state->margin : side;
}

static void
preview_draw(struct screen *screen)
{
	struct state *state = screen->data;
	char right[80];
	int i;

	bound(screen);
	snprintf(right, sizeof(right), "%ld %s  第 %ld/%ld 页", state->records,
	    state->report != NULL ? "行" : "份", state->page, state->pages.count);
	screen_title(screen, state->title, right);
	for (i = 0; i < screen->rows - 1 && state->top + i < (int)state->count; i++)
		draw_line_of(screen->win, 1 + i, screen->cols,
		    state->line[state->top + i], state->left);
}

/* A screen further; behind the last one the next page. */
static void
page_by(struct screen *screen, int by)
{
	struct state *state = screen->data;
	struct err err = ERR_INIT;
	int view = screen->rows - 1, before = state->top;
	long page = state->page + by;

	state->top += by * view;
	bound(screen);
	if (state->top != before || page < 1 || page > state->pages.count)
		return;
	if (!turn(state, page, &err))
		ui_fail(screen->ui, &err);
	else if (by < 0)
		state->top = (int)state->count;
}

static void
jump(struct screen *screen, long page)
{
	struct state *state = screen->data;
	struct err err = ERR_INIT;

	if (!turn(state, page, &err))
		ui_fail(screen->ui, &err);
}

static void
preview_command(struct screen *screen, enum command command)
{
	struct state *state = screen->data;

	screen_dirty(screen, DIRTY_PAINT);
	switch (command) {
	case CMD_UP: state->top--; break;
	case CMD_DOWN: state->top++; break;
	case CMD_LEFT: state->left -= SIDE_STEP; break;
	case CMD_RIGHT: state->left += SIDE_STEP; break;
	case CMD_ENTER:
	case CMD_PAGE_DOWN: page_by(screen, 1); break;
	case CMD_PAGE_UP: page_by(screen, -1); break;
	case CMD_HOME: jump(screen, 1); break;
	case CMD_END: jump(screen, state->pages.count); break;
	case CMD_SAVE:
	case CMD_PRINT: preview_save_begin(screen, &state->save); break;
	case CMD_BACK: screen_close(screen, RESULT_BACK, 0, NULL, NULL); break;
	default: break;
	}
}

static void
preview_result(struct screen *screen, const struct result *result)
{
	struct state *state = screen->data;

	preview_save_result(screen, &state->save, result);
}

static const struct screen_ops preview_ops = {
	.title = "预览",
	.where = KEYS_TEXT,
	.commands = CMD_BIT(CMD_UP) | CMD_BIT(CMD_DOWN) | CMD_BIT(CMD_LEFT) |
	    CMD_BIT(CMD_RIGHT) | CMD_BIT(CMD_PAGE_UP) | CMD_BIT(CMD_PAGE_DOWN) |
	    CMD_BIT(CMD_HOME) | CMD_BIT(CMD_END) | CMD_BIT(CMD_ENTER) |
	    CMD_BIT(CMD_SAVE) | CMD_BIT(CMD_PRINT) | CMD_BIT(CMD_BACK),
	.open = preview_make,
	.close = preview_close,
	.draw = preview_draw,
	.command = preview_command,
	.result = preview_result,
};

bool
preview_open(struct ui *ui, const char *report)
{
	struct preview_spec spec = { .report = report };

	return preview_open_spec(ui, &spec);
}

bool
preview_open_spec(struct ui *ui, const struct preview_spec *spec)
{
	return screen_open(ui, &preview_ops, spec, 0);
}

static void
picked(struct ui *ui, const char *value)
{
	preview_open(ui, value);
}

bool
preview_pick(struct ui *ui)
{
	struct catalog *catalog = store_catalog(ui->store);
	const char *const *name;
	size_t count = catalog_names(catalog, "report", &name), i, n = 0;
	struct picker_item *item = mem_new((count + 1) * sizeof(*item));
	struct picker picker = { .title = "台账报表", .item = item,
	    .chosen = picked };
	struct err err = ERR_INIT;
	const struct reportdef *report;
	char (*initials)[INITIALS_SIZE] = mem_new((count + 1) * sizeof(*initials));
	bool ok = true;

	for (i = 0; i < count && ok; i++) {
		report = catalog_report(catalog, name[i], &err);
		ok = report != NULL;
		/* a comparison needs a file first: compare-screen.h */
		if (!ok || report->scope != NULL)
			continue;
		item[n].value = name[i];
		item[n].label = report->title;
		typed_initials(item[n].label, initials[n], sizeof(initials[n]));
		item[n].initials = initials[n];
		n++;
	}
	picker.count = n;
	if (ok)
		ok = picker_open(ui, &picker, 0);
	else
		ui_fail(ui, &err);
	free(item);
	free(initials);
	return ok;
}
