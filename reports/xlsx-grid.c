/*
 * reports/xlsx-grid.c: printed forms as sheets of a workbook
 * SPDX-License-Identifier: Apache-2.0
 *
 * A cell that takes several columns is merged; heights of rows are ours, since
 * a spreadsheet does not find those of merged cells.
 */
#include "config.h"
#include "reports/xlsx-private.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { BREAKS_MOST = 1000, ROLES = 4 };
static const char roles[ROLES + 1] = "lvhb";

struct look {				/* a number's or date's format */
	enum xlsx_cell	 kind;
	char		*unit;
	lxw_format	*format;
};

struct xlsx_grid {
	size_t		 columns;
	size_t		 formats;
	lxw_format	*format[ROLES], *title, *note, *head;
	size_t		 look_count, look_cap;
	struct look	*look;
	size_t		 breaks;
	lxw_row_t	 brk[BREAKS_MOST + 1];	/* of the open sheet; ends with 0 */
};

void
xlsx_grid_free(struct xlsx_grid *grid)
{
	size_t i;

	if (grid == NULL)
		return;
	for (i = 0; i < grid->look_count; i++)
		free(grid->look[i].unit);
	free(grid->look);
	free(grid);
}

static void
make_formats(struct xlsx_write *write, struct xlsx_grid *grid)
{
	size_t i;

	for (i = 0; i < ROLES; i++) {
		grid->format[i] = xlsx_format(write, roles[i] == 'v' ?
		    xlsx_song : xlsx_hei, roles[i] == 'v' || roles[i] == 'b' ?
		    LXW_ALIGN_LEFT : LXW_ALIGN_CENTER, true);
		format_set_text_wrap(grid->format[i]);
	}
	grid->title = xlsx_format(write, xlsx_hei, LXW_ALIGN_CENTER, false);
	format_set_font_size(grid->title, write->font * 1.6);
	grid->note = xlsx_format(write, xlsx_song, LXW_ALIGN_RIGHT, false);
	grid->head = xlsx_format(write, xlsx_song, LXW_ALIGN_LEFT, false);
}

/* Typed values stand at the left, as everything on a form does. */
static lxw_format *
typed(struct xlsx_write *write, enum xlsx_cell kind, const char *unit)
{
	struct xlsx_grid *grid = write->grid;
	struct look *look;
	char *shown;
	size_t i;

	for (i = 0; i < grid->look_count; i++)
		if (grid->look[i].kind == kind &&
		    strcmp(grid->look[i].unit, unit) == 0)
			return grid->look[i].format;
	grid->look = mem_grow(grid->look, grid->look_count, &grid->look_cap,
	    sizeof(*grid->look));
	look = &grid->look[grid->look_count++];
	look->kind = kind;
	look->unit = mem_text(unit);
	look->format = xlsx_format(write, xlsx_song, LXW_ALIGN_LEFT, true);
	shown = mem_printf("%s%s%s%s", kind == DATE ? "yyyy-mm-dd" :
	    kind == MONEY ? "0.00" : "0", *unit == '\0' ? "" : "\"", unit,
	    *unit == '\0' ? "" : "\"");
	format_set_num_format(look->format, shown);
	free(shown);
	return look->format;
}

/* ---- sheets ---- */

/* What stands in a footer, where & begins an instruction; cut to what one
 * holds. */
static char *
footer(const char *text)
{
	enum { MOST = 120 };
	struct buf out = BUF_INIT;
	size_t i;

	buf_add(&out, "&L");
	for (i = 0; text[i] != '\0' && out.len < MOST; i++) {
		if (text[i] == '&')
			buf_addc(&out, '&');
		buf_addc(&out, text[i]);
	}
	while (text[i] != '\0' && out.len > 0 &&
	    ((unsigned char)text[i] & 0xC0) == 0x80) {
		buf_cut(&out, out.len - 1);
		i--;
	}
	buf_add(&out, "&R第 &P 页 共 &N 页");
	return buf_take(&out);
}

static void
set_up(struct xlsx_write *write, const char *foot)
{
	lxw_worksheet *sheet = write->sheet;
	char *text = footer(foot);

	worksheet_set_paper(sheet, 9);			/* A4 */
	if (write->landscape)
		worksheet_set_landscape(sheet);
	else
		worksheet_set_portrait(sheet);
	worksheet_set_margins(sheet, 0.59, 0.59, 0.59, 0.75);
	worksheet_center_horizontally(sheet);
	worksheet_fit_to_pages(sheet, 1, 0);
	worksheet_set_footer(sheet, text);
	worksheet_repeat_rows(sheet, 0, 0);
	worksheet_freeze_panes(sheet, 1, 0);
	free(text);
}

bool
xlsx_grid_end(struct xlsx_write *write, struct err *err)
{
	struct xlsx_grid *grid = write->grid;

	if (write->sheet == NULL)
		return true;
	if (grid->breaks > 0) {
		grid->brk[grid->breaks] = 0;
		worksheet_set_h_pagebreaks(write->sheet, grid->brk);
	}
	grid->breaks = 0;
	return true;
}

/* Pixels at 96 a inch, of which a column's own take five. */
static double
width_of(const struct xlsx_write *write, const char *cells)
{
	return (atoi(cells) * write->font / 2.0 * 96 / 72 * 1.04 - 5) / 7;
}

bool
xlsx_write_grid(struct xlsx_write *write, const char *const *field,
    size_t count, struct err *err)
{
	enum { NAME, HEAD, FOOT, FIRST };
	struct xlsx_grid *grid = write->grid;
	size_t i;

	if (write->title == NULL || write->count > 0 || count <= FIRST ||
	    count > COLUMNS_MAX)
		return false;
	if (grid == NULL) {
		grid = write->grid = mem_new(sizeof(*grid));
		make_formats(write, grid);
	}
	if (write->sheet != NULL && (!xlsx_grid_end(write, err) ||
	    !xlsx_end_sheet(write, err)))
		return false;
	if (!xlsx_sheet(write, field[NAME], err))
		return false;
	grid->columns = count - FIRST;
	for (i = 0; i < grid->columns; i++)
		worksheet_set_column(write->sheet, (lxw_col_t)i, (lxw_col_t)i,
		    width_of(write, field[FIRST + i]), NULL);
	set_up(write, field[FOOT]);
	write->row = 0;
	xlsx_height(write, 1);
	if (xlsx_put_over(write, write->row++, 0, grid->columns - 1,
	    field[HEAD], grid->head) != LXW_NO_ERROR)
		return xlsx_failed(LXW_ERROR_CREATING_TMPFILE, err);
	return true;
}

/* ---- rows ---- */

/* Is there a sheet, and room for a row on it? */
static bool
ready(const struct xlsx_write *write, struct err *err)
{
	if (write->grid == NULL || write->sheet == NULL)
		return false;
	return (long)write->row < write->limit || err_set(err, ERR_INPUT,
	    "一张表超过 Excel 的 %ld 行：请改用 pdf、html 或 csv", write->limit);
}

static bool
put_line(struct xlsx_write *write, const char *text, lxw_format *format,
    double lines, struct err *err)
{
	lxw_error code;

	xlsx_height(write, lines);
	code = xlsx_put_over(write, write->row++, 0, write->grid->columns - 1,
	    text, format);
	return code == LXW_NO_ERROR || xlsx_failed(code, err);
}

bool
xlsx_write_title(struct xlsx_write *write, const char *text, struct err *err)
{
	return ready(write, err) &&
	    put_line(write, text, write->grid->title, 1.6, err);
}

bool
xlsx_write_note(struct xlsx_write *write, const char *text, struct err *err)
{
	return ready(write, err) &&
	    put_line(write, text, write->grid->note, 1, err);
}

void
xlsx_write_page(struct xlsx_write *write)
{
	struct xlsx_grid *grid = write->grid;

	if (grid != NULL && grid->breaks < BREAKS_MOST && write->row > 1)
		grid->brk[grid->breaks++] = write->row;
}

/* One cell from column at on: its code and its text; how many columns it
 * takes, 0 = no such code. */
static size_t
put_one(struct xlsx_write *write, size_t at, const char *code,
    const char *text, lxw_error *result)
{
	struct xlsx_grid *grid = write->grid;
	const char *role;
	enum xlsx_cell kind;
	lxw_format *format;
	size_t span;

	if (strlen(code) < 3 || code[0] <= 'A' ||
	    (role = strchr(roles, code[1])) == NULL ||
	    strchr("tdmn", code[2]) == NULL)
		return 0;
	span = (size_t)(code[0] - 'A');
	if (at + span > grid->columns)
		return 0;
	kind = (enum xlsx_cell)code[2];
	format = kind == TEXT ? grid->format[role - roles] :
	    typed(write, kind, code + 3);
	if (span > 1)
		*result = worksheet_merge_range(write->sheet, write->row,
		    (lxw_col_t)at, write->row, (lxw_col_t)(at + span - 1), "",
		    format);
	if (*result == LXW_NO_ERROR)
		*result = xlsx_put_cell(write, (lxw_col_t)at, kind, text,
		    format);
	return span;
}

bool
xlsx_write_cells(struct xlsx_write *write, const char *const *field,
    size_t count, struct err *err)
{
	lxw_error code = LXW_NO_ERROR;
	size_t at = 0, i, span;

	if (!ready(write, err) || count < 3 || count % 2 == 0)
		return false;
	xlsx_height(write, atoi(field[0]));
	for (i = 1; i < count && code == LXW_NO_ERROR; i += 2, at += span)
		if ((span = put_one(write, at, field[i], field[i + 1],
		    &code)) == 0)
			return false;
	if (code != LXW_NO_ERROR)
		return xlsx_failed(code, err);
	write->row++;
	return at == write->grid->columns;
}
