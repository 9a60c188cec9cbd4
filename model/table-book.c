/*
 * model/table-book.c: a workbook from outside as rows
 * SPDX-License-Identifier: Apache-2.0
 *
 * The lines of the helper stand in workbook-main.c.  It has read what a
 * stranger sent, so nothing of them is taken on trust.
 */
#include "config.h"
#include "model/table-book.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/child.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"

#define HELPER "bangjiao-xlsx"
#define PIECE (64u * 1024)
/* A string can stand in many cells, and a row can be mostly gap. */
#define SAID_MAX (512LL << 20)

struct sheet {
	char		*name;
	bool		 hidden;
	bool		 alike;		/* it has the heads */
	long long	 from;		/* of its rows */
};

struct tablebook {
	int		 spool;
	long long	 bytes;		/* in the spool */
	struct sheet	*sheet;
	size_t		 count, cap;
	size_t		 taken;
	bool		 said;		/* it was named */
	/* a line of the spool, its cells */
	struct buf	 line;
	const char	**cell;
	size_t		 cell_cap;
	/* while the helper works */
	tablebook_fn	 goes;
	void		*arg;
};

static bool
not_understood(struct err *err)
{
	return err_set(err, ERR_SYSTEM, HELPER " 的回答不对，可能与本程序不是同一版；"
	    "请重新安装 bangjiao 再导入");
}

static bool
no_spool(int number, struct err *err)
{
	return err_set(err, number == ENOSPC ? ERR_FULL : ERR_SYSTEM,
	    "读工作簿用的临时文件出错：%s；请检查磁盘空间再导入", err_reason(number));
}

/* ---- what the helper says ---- */

static bool
take(void *arg, const void *data, size_t n, struct err *err)
{
	struct tablebook *book = arg;
	const char *at = data;
	ssize_t done;

	if (book->goes != NULL && !book->goes(book->arg))
		return err_set(err, ERR_INTERRUPTED, "导入已停下");
	book->bytes += (long long)n;
	if (book->bytes > SAID_MAX)
		return err_set(err, ERR_INPUT, "工作簿展开后的文字超过 %lld 兆，不予读取；"
		    "请拆成几个文件，或另存为 CSV 再导入", SAID_MAX >> 20);
	while (n > 0) {
		done = write(book->spool, at, n);
		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return no_spool(errno, err);
		at += done;
		n -= (size_t)done;
	}
	return true;
}

static bool
run_helper(struct tablebook *book, const struct tablefile *file, struct err *err)
{
	struct child_spec spec = { .program = HELPER, .in = tablefile_fd(file),
		.out = -1, .take = take, .arg = book };
	struct child *child = child_start(&spec, err);

	return child != NULL && child_end(child, NULL, err);
}

/* ---- its lines ---- */

typedef bool (*line_fn)(struct tablebook *book, void *arg, char *line, size_t n,
	    long long next, bool *stop, struct err *err);

/* Each line from this place on, without its LF; next: where the next begins. */
static bool
each_line(struct tablebook *book, long long at, line_fn take_line, void *arg,
    struct err *err)
{
	char *piece = mem_new(PIECE), *from, *lf;
	bool ok = true, stop = false;
	ssize_t n = 1;
	size_t rest;

	buf_cut(&book->line, 0);
	while (ok && !stop && (n = pread(book->spool, piece, PIECE, at)) > 0) {
		for (from = piece; ok && !stop &&
		    (rest = (size_t)(piece + n - from)) > 0;) {
			lf = memchr(from, '\n', rest);
			buf_addn(&book->line, from,
			    lf != NULL ? (size_t)(lf - from) : rest);
			if (lf == NULL)
				break;
			from = lf + 1;
			buf_add(&book->line, "");
			ok = take_line(book, arg, book->line.text,
			    book->line.len, at + (from - piece), &stop, err);
			buf_cut(&book->line, 0);
		}
		/* escapes at most double a row */
		if (ok && book->line.len > 2 * DELIMITED_ROW_MAX)
			ok = err_set(err, ERR_INPUT, "工作簿里有一行超过 %u 兆；"
			    "请检查这一行是否放错了内容，改正后再导入",
			    DELIMITED_ROW_MAX >> 20);
		at += n;
	}
	if (ok && n < 0)
		ok = no_spool(errno, err);
	free(piece);
	return ok;
}

/* In place. */
static bool
unescape(char *text)
{
	static const char plain[] = "\\\t\n\r", letter[] = "\\tnr";
	const char *mark;
	char *out = text;

	for (; *text != '\0'; text++) {
		if (*text != '\\') {
			*out++ = *text;
			continue;
		}
		mark = *++text != '\0' ? strchr(letter, *text) : NULL;
		if (mark == NULL)
			return false;
		*out++ = plain[mark - letter];
	}
	*out = '\0';
	return true;
}

/* "R TAB number TAB cell …" */
static bool
read_row(struct tablebook *book, char *line, struct delimited_row *row,
    struct err *err)
{
	char *rest = line + 2, *cell;

	row->line = strtol(rest, &rest, 10);
	if (row->line <= 0 || (*rest != '\t' && *rest != '\0'))
		return not_understood(err);
	if (*rest == '\t')
		rest++;
	for (row->count = 0; (cell = strsep(&rest, "\t")) != NULL; row->count++) {
		if (row->count == DELIMITED_CELLS_MAX || !unescape(cell))
			return not_understood(err);
		if (strlen(cell) > DELIMITED_CELL_MAX)
			return err_set(err, ERR_INPUT, "第 %ld 行第 %zu 列的内容超过 %u KB；"
			    "请检查这个单元格是否放错了内容，改正后再导入", row->line,
			    row->count + 1, DELIMITED_CELL_MAX / 1024);
		book->cell = mem_grow(book->cell, row->count, &book->cell_cap,
		    sizeof(*book->cell));
		book->cell[row->count] = cell;
	}
	row->cell = book->cell;
	return true;
}

/* ---- checked once, with the places of the sheets ---- */

struct checking { long before; bool end; };

static bool
add_sheet(struct tablebook *book, char *line, long long next, struct err *err)
{
	struct sheet *sheet;

	if (strlen(line) < 4 || line[3] != '\t' || !unescape(line + 4))
		return not_understood(err);
	book->sheet = mem_grow(book->sheet, book->count, &book->cap,
	    sizeof(*book->sheet));
	sheet = &book->sheet[book->count++];
	sheet->name = mem_text(line + 4);
	sheet->hidden = line[2] == '1';
	sheet->alike = false;
	sheet->from = next;
	return true;
}

static bool
check_line(struct tablebook *book, void *arg, char *line, size_t n,
    long long next, bool *stop, struct err *err)
{
	struct checking *checking = arg;
	struct delimited_row row;

	if (checking->end || !text_valid(line, n, NULL))
		return not_understood(err);
	if (strcmp(line, "E") == 0) {
		checking->end = true;
		return true;
	}
	if (strncmp(line, "S\t", 2) == 0) {
		checking->before = 0;
		return add_sheet(book, line, next, err);
	}
	if (strncmp(line, "R\t", 2) != 0 || book->count == 0)
		return not_understood(err);
	if (!read_row(book, line, &row, err))
		return err_wrap(err, "工作表“%s”：",
		    book->sheet[book->count - 1].name);
	if (row.line <= checking->before)
		return err_set(err, ERR_INPUT, "工作表“%s”第 %ld 行的行号乱了；"
		    "请在表格软件中打开后另存，再导入",
		    book->sheet[book->count - 1].name, row.line);
	checking->before = row.line;
	return true;
}

static bool
check_all(struct tablebook *book, struct err *err)
{
	struct checking checking = { 0, false };

	if (!each_line(book, 0, check_line, &checking, err))
		return false;
	return (checking.end && book->line.len == 0 && book->count > 0) ||
	    not_understood(err);
}

struct tablebook *
tablebook_open(const struct tablefile *file, const char *dir, tablebook_fn goes,
    void *arg, struct err *err)
{
	struct tablebook *book = mem_new(sizeof(*book));

	book->goes = goes;
	book->arg = arg;
	book->spool = file_temporary(dir, err);
	if (book->spool >= 0 && run_helper(book, file, err) &&
	    check_all(book, err)) {
		while (book->taken + 1 < book->count &&
		    book->sheet[book->taken].hidden)
			book->taken++;
		return book;
	}
	err_wrap(err, "读不了工作簿 %s：", tablefile_path(file));
	tablebook_close(book);
	return NULL;
}

void
tablebook_close(struct tablebook *book)
{
	size_t i;

	if (book == NULL)
		return;
	if (book->spool >= 0)
		close(book->spool);
	for (i = 0; i < book->count; i++)
		free(book->sheet[i].name);
	free(book->sheet);
	free(book->cell);
	buf_clear(&book->line);
	free(book);
}

/* ---- the rows of a sheet ---- */

struct reading { delimited_fn row; void *arg; bool stopped; };

static bool
take_line(struct tablebook *book, void *arg, char *line, size_t n,
    long long next, bool *stop, struct err *err)
{
	struct reading *reading = arg;
	struct delimited_row row;

	if (line[0] != 'R') {
		*stop = true;
		return true;
	}
	if (!read_row(book, line, &row, err))
		return false;
	reading->stopped = !reading->row(reading->arg, &row);
	return !reading->stopped;
}

static bool
sheet_rows(struct tablebook *book, size_t sheet, struct reading *reading,
    struct err *err)
{
	return each_line(book, book->sheet[sheet].from, take_line, reading, err);
}

bool
tablebook_rows(struct tablebook *book, delimited_fn row, void *arg,
    struct err *err)
{
	struct reading reading = { row, arg, false };

	return sheet_rows(book, book->taken, &reading, err);
}

/* ---- the sheets ---- */

size_t
tablebook_sheets(const struct tablebook *book)
{
	return book->count;
}

const char *
tablebook_sheet(const struct tablebook *book, size_t sheet)
{
	assert(sheet < book->count);
	return book->sheet[sheet].name;
}

bool
tablebook_hidden(const struct tablebook *book, size_t sheet)
{
	assert(sheet < book->count);
	return book->sheet[sheet].hidden;
}

bool
tablebook_alike(const struct tablebook *book, size_t sheet)
{
	assert(sheet < book->count);
	return book->sheet[sheet].alike;
}

size_t
tablebook_taken(const struct tablebook *book)
{
	return book->taken;
}

bool
tablebook_take(struct tablebook *book, const char *name, struct err *err)
{
	struct buf names = BUF_INIT;
	size_t i;

	for (i = 0; i < book->count; i++) {
		if (strcmp(book->sheet[i].name, name) == 0) {
			book->taken = i;
			book->said = true;
			buf_clear(&names);
			return true;
		}
		buf_addf(&names, "%s%s", i > 0 ? "、" : "", book->sheet[i].name);
	}
	err_set(err, ERR_INPUT, "工作簿里没有工作表“%s”；有的是：%s", name,
	    buf_str(&names));
	buf_clear(&names);
	return false;
}

/* ---- the sheet with the heads ---- */

struct choice {
	struct tablehead *head;		/* of the best sheet, NULL */
	size_t		 sheet, score;
	struct err	 why;		/* of the sheet that came nearest to it */
	size_t		 why_score;
};

static bool
look_at(struct tablebook *book, size_t sheet, const struct profiledef *profile,
    struct choice *choice, struct err *err)
{
	struct tablehead_search *search = tablehead_search_new(profile);
	struct reading reading = { tablehead_search_row, search, false };
	struct err why = ERR_INIT;
	struct tablehead *head;
	size_t score;

	if (!sheet_rows(book, sheet, &reading, err) && !reading.stopped) {
		tablehead_free(tablehead_search_end(search, &score, NULL));
		return false;
	}
	head = tablehead_search_end(search, &score, &why);
	book->sheet[sheet].alike = head != NULL;
	if (head == NULL && choice->why_score <= score) {
		choice->why_score = score + 1;
		choice->why = why;
		if (score >= 2)
			err_wrap(&choice->why, "工作表“%s”",
			    book->sheet[sheet].name);
	}
	if (head != NULL && score > choice->score) {
		tablehead_free(choice->head);
		choice->head = head;
		choice->sheet = sheet;
		choice->score = score;
	} else {
		tablehead_free(head);
	}
	return true;
}

struct tablehead *
tablebook_head(struct tablebook *book, const struct profiledef *profile,
    struct err *err)
{
	struct choice choice = { .why = ERR_INIT, .sheet = book->taken };
	bool ok = true;
	size_t i;
	int hidden;

	for (hidden = 0; ok && hidden < 2 &&
	    (hidden == 0 || choice.head == NULL); hidden++)
		for (i = 0; ok && i < book->count; i++)
			if (book->said ? i == book->taken && hidden == 0 :
			    book->sheet[i].hidden == hidden)
				ok = look_at(book, i, profile, &choice, err);
	book->taken = choice.sheet;
	if (ok && choice.head == NULL && err != NULL)
		*err = choice.why;
	if (!ok) {
		tablehead_free(choice.head);
		choice.head = NULL;
	}
	return choice.head;
}
