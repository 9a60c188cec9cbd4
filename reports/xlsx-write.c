/*
 * reports/xlsx-write.c: a table as sheets of a workbook, row by row
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each sheet has the title, the line under it and the heads of the columns;
 * the heads stay on the screen and on every printed page.
 */
#include "config.h"
#include "reports/xlsx-write.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "reports/xlsx-private.h"

struct xlsx_write *
xlsx_write_new(const char *path, const char *dir)
{
	struct xlsx_write *write = mem_new(sizeof(*write));
	char *temporary = mem_text(dir);
	lxw_workbook_options options = { .constant_memory = LXW_TRUE,
		.tmpdir = temporary, .use_zip64 = LXW_FALSE };

	write->limit = XLSX_ROWS_MAX;
	write->book = workbook_new_opt(path, &options);
	free(temporary);
	return write;
}

void
xlsx_write_free(struct xlsx_write *write)
{
	size_t i;

	if (write == NULL)
		return;
	/* A workbook that was not closed is freed without being written. */
	if (write->book != NULL)
		lxw_workbook_free(write->book);
	for (i = 0; i < write->count; i++)
		free(write->column[i].head);
	free(write->column);
	xlsx_grid_free(write->grid);
	free(write->title);
	free(write->left);
	free(write->right);
	free(write->all);
	free(write->bytes);
	buf_clear(&write->where);
	free(write);
}

bool
xlsx_failed(lxw_error code, struct err *err)
{
	return err_set(err, ERR_FULL, "磁盘多半已满，工作簿写不下去：请腾出空间后再做一次（%s）",
	    lxw_strerror(code));
}

/* ---- formats ---- */

lxw_format *
xlsx_format(struct xlsx_write *write, const char *font, int align, bool border)
{
	lxw_format *format = workbook_add_format(write->book);

	format_set_font_name(format, font);
	format_set_font_size(format, write->font);
	format_set_align(format, (uint8_t)align);
	format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
	if (border)
		format_set_border(format, LXW_BORDER_THIN);
	return format;
}

/* Fonts that every office's spreadsheet has. */
const char xlsx_song[] = "宋体", xlsx_hei[] = "黑体";

bool
xlsx_write_head(struct xlsx_write *write, const char *const field[5],
    struct err *err)
{
	lxw_doc_properties properties = { 0 };

	if (write->book == NULL)
		return xlsx_failed(LXW_ERROR_MEMORY_MALLOC_FAILED, err);
	if (write->title != NULL)
		return false;
	write->landscape = strcmp(field[0], "landscape") == 0;
	write->font = atoi(field[1]);
	if (write->font < 5 || write->font > 36)
		return false;
	write->title = mem_text(field[2]);
	write->left = mem_text(field[3]);
	write->right = mem_text(field[4]);
	properties.title = write->title;
	workbook_set_properties(write->book, &properties);
	write->title_format = xlsx_format(write, xlsx_hei, LXW_ALIGN_CENTER, false);
	format_set_font_size(write->title_format, write->font * 1.4);
	write->left_format = xlsx_format(write, xlsx_song, LXW_ALIGN_LEFT, false);
	write->right_format = xlsx_format(write, xlsx_song, LXW_ALIGN_RIGHT, false);
	write->line_format = xlsx_format(write, xlsx_song, LXW_ALIGN_LEFT, false);
	format_set_text_wrap(write->line_format);
	write->head_format = xlsx_format(write, xlsx_hei, LXW_ALIGN_CENTER, true);
	format_set_text_wrap(write->head_format);
	return true;
}

/* The formats of a column: those of an earlier one that looks the same, for
 * the library searches its table anew for each cell of a double. */
static void
set_formats(struct xlsx_write *write, struct column *column)
{
	static const char *const number[] = { [DATE] = "yyyy-mm-dd",
		[MONEY] = "0.00", [NUMBER] = "0" };
	const struct column *other;
	int i;

	for (other = write->column; other < column; other++)
		if (other->kind == column->kind && other->wrap == column->wrap &&
		    other->align == column->align) {
			column->format[0] = other->format[0];
			column->format[1] = other->format[1];
			return;
		}
	for (i = 0; i < 2; i++) {
		column->format[i] = xlsx_format(write, i == 0 ? xlsx_song : xlsx_hei,
		    column->align, true);
		if (column->kind != TEXT)
			format_set_num_format(column->format[i],
			    number[column->kind]);
	}
	if (column->wrap)
		format_set_text_wrap(column->format[0]);
}

bool
xlsx_write_column(struct xlsx_write *write, const char *const field[4],
    struct err *err)
{
	struct column *column;

	if (write->title == NULL || write->sheet != NULL ||
	    write->count == COLUMNS_MAX || strlen(field[0]) != 2 ||
	    strchr("tdmn", field[0][0]) == NULL)
		return false;
	write->column = mem_resize(write->column, write->count + 1,
	    sizeof(*column));
	column = &write->column[write->count++];
	column->kind = (enum xlsx_cell)field[0][0];
	column->align = field[0][1] == 'r' ? LXW_ALIGN_RIGHT :
	    field[0][1] == 'c' ? LXW_ALIGN_CENTER : LXW_ALIGN_LEFT;
	column->wrap = *field[1] == '1';
	column->width = atoi(field[2]);
	column->head = mem_text(field[3]);
	set_formats(write, column);
	return true;
}

/* ---- sheets ---- */

/* A text as a name that a sheet may have and none has yet. */
static char *
sheet_name(const struct xlsx_write *write, const char *text)
{
	char *name, *one, *p;
	size_t at = 0, k;
	int n;

	for (n = 0; n < NAME_MAX_CHARS - 4 && text[at] != '\0'; n++)
		at = text_next(text, at);
	name = mem_textn(text, at);
	for (p = name; *p != '\0'; p++)
		if (strchr("[]:*?/\\'\n", *p) != NULL)
			*p = '_';
	one = mem_text(name);
	for (k = 2; workbook_get_worksheet_by_name(write->book, one) != NULL;
	    k++) {
		free(one);
		one = mem_printf("%s %zu", name, k);
	}
	free(name);
	return one;
}

bool
xlsx_sheet(struct xlsx_write *write, const char *text, struct err *err)
{
	char *name = sheet_name(write, text);

	write->sheet = workbook_add_worksheet(write->book, name);
	free(name);
	if (write->sheet == NULL)
		return xlsx_failed(LXW_ERROR_CREATING_TMPFILE, err);
	write->all = mem_resize(write->all, write->sheets + 1,
	    sizeof(*write->all));
	write->all[write->sheets++] = write->sheet;
	return true;
}

/* A width in the units of spreadsheets: digits of 7 pixels. */
static double
column_width(const struct xlsx_write *write, int cells)
{
	double pixels = cells * write->font / 2.0 * 96 / 72 + 6;

	return pixels / 7;
}

static void
set_up_page(struct xlsx_write *write)
{
	lxw_worksheet *sheet = write->sheet;
	size_t i;

	for (i = 0; i < write->count; i++)
		worksheet_set_column(sheet, (lxw_col_t)i, (lxw_col_t)i,
		    column_width(write, write->column[i].width), NULL);
	worksheet_set_paper(sheet, 9);			/* A4 */
	if (write->landscape)
		worksheet_set_landscape(sheet);
	else
		worksheet_set_portrait(sheet);
	worksheet_set_margins(sheet, 0.59, 0.59, 0.59, 0.75);
	worksheet_center_horizontally(sheet);
	worksheet_fit_to_pages(sheet, 1, 0);
	worksheet_set_footer(sheet, "&C第 &P 页 共 &N 页");
	worksheet_repeat_rows(sheet, HEAD_ROW, HEAD_ROW);
	worksheet_freeze_panes(sheet, HEAD_ROW + 1, 0);
}

lxw_error
xlsx_put_over(struct xlsx_write *write, lxw_row_t row, size_t from, size_t to,
    const char *text, lxw_format *format)
{
	if (from == to)
		return worksheet_write_string(write->sheet, row,
		    (lxw_col_t)from, text, format);
	return worksheet_merge_range(write->sheet, row, (lxw_col_t)from, row,
	    (lxw_col_t)to, text, format);
}

static bool
begin_sheet(struct xlsx_write *write, struct err *err)
{
	size_t last = write->count - 1, middle = last - last / 3, i;

	if (!xlsx_sheet(write, write->title, err))
		return false;
	set_up_page(write);
	xlsx_put_over(write, 0, 0, last, write->title, write->title_format);
	if (last == 0) {
		xlsx_put_over(write, 1, 0, 0, write->left, write->left_format);
	} else {
		middle = middle == last ? last - 1 : middle;
		xlsx_put_over(write, 1, 0, middle, write->left, write->left_format);
		xlsx_put_over(write, 1, middle + 1, last, write->right,
		    write->right_format);
	}
	for (i = 0; i < write->count; i++)
		worksheet_write_string(write->sheet, HEAD_ROW, (lxw_col_t)i,
		    write->column[i].head, write->head_format);
	write->row = write->last = HEAD_ROW + 1;
	return true;
}

/* What can be known of the sheet's file is asked. */
bool
xlsx_end_sheet(struct xlsx_write *write, struct err *err)
{
	lxw_worksheet *sheet = write->sheet;
	FILE *file = sheet->optimize_tmpfile;
	char range[64];

	if (write->count > 0 && write->last > HEAD_ROW + 1)
		worksheet_autofilter(sheet, HEAD_ROW, 0, write->last - 1,
		    (lxw_col_t)(write->count - 1));
	lxw_rowcol_to_range(range, 0, 0, write->row, COLUMNS_MAX);
	worksheet_ignore_errors(sheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, range);
	lxw_worksheet_write_single_row(sheet);
	if (file == NULL || fflush(file) != 0 || ferror(file))
		return xlsx_failed(LXW_ERROR_CREATING_TMPFILE, err);
	write->bytes = mem_resize(write->bytes, write->sheets,
	    sizeof(*write->bytes));
	write->bytes[write->sheets - 1] = (long long)ftello(file);
	return true;
}

/* Room for one more row. */
static bool
make_room(struct xlsx_write *write, struct err *err)
{
	if (write->sheet == NULL)
		return begin_sheet(write, err);
	if ((long)write->row < write->limit)
		return true;
	return xlsx_end_sheet(write, err) && begin_sheet(write, err);
}

/* ---- cells ---- */

/* 12, -3, 12.50: digits that a double holds exactly. */
static bool
is_number(const char *text, int places)
{
	size_t digits;

	text += *text == '-';
	digits = strspn(text, "0123456789");
	if (digits == 0 || digits > 13 || (*text == '0' && digits > 1))
		return false;
	text += digits;
	if (places == 0)
		return *text == '\0';
	return *text++ == '.' &&
	    strspn(text, "0123456789") == (size_t)places &&
	    text[places] == '\0';
}

/* Bytes of text that a cell holds; text when all. */
static size_t
fitting(const char *text, size_t n)
{
	size_t at = 0, len;
	long units = 0;
	uint32_t cp;

	if (n <= XLSX_CELL_MAX)
		return n;
	while (at < n) {
		len = text_decode(text + at, n - at, &cp);
		units += cp > 0xFFFF ? 2 : 1;
		if (units > XLSX_CELL_MAX)
			break;
		at += len;
	}
	return at;
}

static void
note_cut(struct xlsx_write *write, lxw_col_t col)
{
	if (write->cut++ >= NOTED)
		return;
	if (write->cut > 1)
		buf_add(&write->where, "、");
	if (write->sheets > 1)
		buf_addf(&write->where, "第 %zu 张", write->sheets);
	buf_addf(&write->where, "第 %ld 行“%s”", (long)write->row + 1,
	    write->column[col].head);
}

/* Does an escape of the format begin at s, _x000D_? */
static bool
is_escape(const char *s)
{
	return strncmp(s, "_x", 2) == 0 &&
	    strspn(s + 2, "0123456789ABCDEFabcdef") == 4 && s[6] == '_';
}

/* What only looks like an escape is to be read as it is written: its first
 * mark is escaped.  NULL: there is none; else the caller's. */
static char *
escaped(const char *text)
{
	struct buf buf = BUF_INIT;
	bool any = false;

	if (strstr(text, "_x") == NULL)
		return NULL;
	for (; *text != '\0'; text++) {
		any |= is_escape(text);
		buf_add(&buf, is_escape(text) ? "_x005F" : "");
		buf_addc(&buf, *text);
	}
	if (any)
		return buf_take(&buf);
	buf_clear(&buf);
	return NULL;
}

static lxw_error
put_text(struct xlsx_write *write, lxw_col_t col, const char *text,
    lxw_format *format)
{
	char *marked = escaped(text), *part;
	const char *whole = marked != NULL ? marked : text;
	size_t n = strlen(whole), fits = fitting(whole, n);
	lxw_error code;

	if (fits < n)
		note_cut(write, col);
	part = fits < n ? mem_textn(whole, fits) : NULL;
	code = worksheet_write_string(write->sheet, write->row, col,
	    part != NULL ? part : whole, format);
	free(part);
	free(marked);
	return code;
}

lxw_error
xlsx_put_cell(struct xlsx_write *write, lxw_col_t col, enum xlsx_cell kind,
    const char *text, lxw_format *format)
{
	int date;

	if (*text == '\0')
		return worksheet_write_blank(write->sheet, write->row, col,
		    format);
	/* Days before that are counted otherwise by Excel, which holds 1900
	 * for a leap year. */
	if (kind == DATE && (date = date_parse(text)) != DATE_NONE &&
	    date >= date_make(1900, 3, 1))
		return worksheet_write_number(write->sheet, write->row, col,
		    date - date_make(1899, 12, 30), format);
	if ((kind == MONEY && is_number(text, 2)) ||
	    (kind == NUMBER && is_number(text, 0)))
		return worksheet_write_number(write->sheet, write->row, col,
		    strtod(text, NULL), format);
	return put_text(write, col, text, format);
}

void
xlsx_height(struct xlsx_write *write, double lines)
{
	double height = write->font * (lines * 1.4 + 0.5);

	worksheet_set_row(write->sheet, write->row,
	    height > HIGHEST ? HIGHEST : height, NULL);
}

/* Lines that the fullest cell of a row takes.  Not every spreadsheet makes a
 * row higher by itself when it opens the file. */
static int
lines_of(const struct xlsx_write *write, const char *const *field)
{
	int most = 1, lines;
	size_t i;

	for (i = 0; i < write->count; i++) {
		if (!write->column[i].wrap || write->column[i].kind != TEXT)
			continue;
		lines = text_wrap(field[i], write->column[i].width, text_cell_wide,
		    NULL, NULL);
		most = lines > most ? lines : most;
	}
	return most;
}

bool
xlsx_write_row(struct xlsx_write *write, const char *const *field,
    size_t count, bool sum, struct err *err)
{
	lxw_error code = LXW_NO_ERROR;
	int lines;
	size_t i;

	if (count == 0 || count != write->count)
		return false;
	if (!make_room(write, err))
		return false;
	if (!sum && (lines = lines_of(write, field)) > 1)
		xlsx_height(write, lines);
	for (i = 0; i < count && code == LXW_NO_ERROR; i++)
		code = xlsx_put_cell(write, (lxw_col_t)i,
		    write->column[i].kind, field[i],
		    write->column[i].format[sum]);
	if (code != LXW_NO_ERROR)
		return xlsx_failed(code, err);
	write->row++;
	if (!sum)
		write->last = write->row;
	return true;
}

bool
xlsx_write_line(struct xlsx_write *write, const char *text, struct err *err)
{
	lxw_error code;

	if (write->count == 0)
		return false;
	if (!make_room(write, err))
		return false;
	code = xlsx_put_over(write, write->row, 0, write->count - 1, text,
	    write->line_format);
	if (code != LXW_NO_ERROR)
		return xlsx_failed(code, err);
	write->row++;
	return true;
}

/* ---- the end ---- */

bool
xlsx_write_close(struct xlsx_write *write, struct buf *notice, struct err *err)
{
	lxw_error code;

	if (write->count == 0 && write->grid == NULL)
		return err_set(err, ERR_INPUT, "表格没有列，不能写成工作簿");
	if (write->grid != NULL && !xlsx_grid_end(write, err))
		return false;
	if (write->sheet == NULL && !begin_sheet(write, err))
		return false;
	if (!xlsx_end_sheet(write, err))
		return false;
	code = workbook_close(write->book);
	write->book = NULL;
	if (code != LXW_NO_ERROR)
		return xlsx_failed(code, err);
	if (write->cut > 0)
		buf_addf(notice, "%ld 格文字超过 Excel 每格 %d 字的上限，只写了前面的部分："
		    "%s%s；全文在库里，要全文请用 CSV\n", write->cut, XLSX_CELL_MAX,
		    buf_str(&write->where), write->cut > NOTED ? " 等" : "");
	if (write->sheets > 1 && write->grid == NULL)
		buf_addf(notice, "行数超过一张工作表的上限，分成了 %zu 张\n",
		    write->sheets);
	return true;
}

size_t
xlsx_write_sheets(const struct xlsx_write *write)
{
	return write->sheets;
}

const long long *
xlsx_write_bytes(const struct xlsx_write *write)
{
	return write->bytes;
}

void
xlsx_write_limit(struct xlsx_write *write, long rows)
{
	write->limit = rows;
}
