/*
 * reports/sheet-read.c: the serialised sheet, read item by item
 * SPDX-License-Identifier: Apache-2.0
 *
 * The format stands in sheet.c.  Numbers are read strictly: this is the side
 * that must not believe what comes through a pipe.
 */
#include "config.h"
#include "reports/sheet-read.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

/* A grid larger than any paper, a line longer than any row of it. */
enum { MOST_CELLS = 2000, MOST_LINE = 1 << 20, CHUNK = 64 * 1024 };

struct sheet_reader {
	int		 fd;
	char		*data;		/* what was read and not used yet */
	size_t		 from, to, cap;
	bool		 end;
	long		 line;
	struct sheet	 sheet;
	char		*title, *paper;
	long		 page, of;	/* the page that is open or was last */
	bool		 open;
	int		 row;
	int		*bar;
};

struct sheet_reader *
sheet_reader_new(int fd)
{
	struct sheet_reader *reader = mem_new(sizeof(*reader));

	reader->fd = fd;
	reader->cap = CHUNK;
	reader->data = mem_new(reader->cap);
	reader->row = -1;
	return reader;
}

void
sheet_reader_free(struct sheet_reader *reader)
{
	if (reader == NULL)
		return;
	free(reader->data);
	free(reader->title);
	free(reader->paper);
	free(reader->bar);
	free(reader);
}

/* ---- lines ---- */

static bool
bad(const struct sheet_reader *reader, const char *what, struct err *err)
{
	return err_set(err, ERR_INPUT, "版面数据第 %ld 行不能用（%s）："
	    "请用同一版本的 bangjiao 重新打印", reader->line, what);
}

/* More bytes behind the ones that are there. */
static bool
fill(struct sheet_reader *reader, struct err *err)
{
	ssize_t n;

	if (reader->from > 0) {
		memmove(reader->data, reader->data + reader->from,
		    reader->to - reader->from);
		reader->to -= reader->from;
		reader->from = 0;
	}
	if (reader->to == reader->cap) {
		if (reader->cap >= MOST_LINE)
			return bad(reader, "太长", err);
		reader->cap *= 2;
		reader->data = mem_resize(reader->data, reader->cap, 1);
	}
	do
		n = read(reader->fd, reader->data + reader->to,
		    reader->cap - reader->to);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return err_set(err, ERR_SYSTEM, "版面数据读不出来（%s）：请重试",
		    err_reason(errno));
	reader->end = n == 0;
	reader->to += (size_t)n;
	return true;
}

/* The next line, NUL-terminated; *line is NULL at the end. */
static bool
next_line(struct sheet_reader *reader, char **line, struct err *err)
{
	size_t seen = 0;
	char *stop;

	for (;;) {
		stop = memchr(reader->data + reader->from + seen, '\n',
		    reader->to - reader->from - seen);
		if (stop != NULL)
			break;
		seen = reader->to - reader->from;
		if (reader->end) {
			*line = NULL;
			return seen == 0 || bad(reader, "没有写完", err);
		}
		if (!fill(reader, err))
			return false;
	}
	*line = reader->data + reader->from;
	reader->from = (size_t)(stop - reader->data) + 1;
	reader->line++;
	*stop = '\0';
	/* A NUL inside would hide what stands behind it. */
	return strlen(*line) == (size_t)(stop - *line) ||
	    bad(reader, "有空字符", err);
}

/* Takes "word " off the line; false leaves it. */
static bool
word(char **at, const char *expected)
{
	size_t n = strlen(expected);

	if (strncmp(*at, expected, n) != 0 ||
	    ((*at)[n] != ' ' && (*at)[n] != '\0'))
		return false;
	*at += n + ((*at)[n] == ' ');
	return true;
}

/* Takes a number of least … most, and the blank behind it, off the line. */
static bool
number(char **at, long least, long most, long *value)
{
	char *end;

	if (**at < '0' || **at > '9')
		return false;
	errno = 0;
	*value = strtol(*at, &end, 10);
	if (errno != 0 || *value < least || *value > most ||
	    (*end != ' ' && *end != '\0'))
		return false;
	*at = end + (*end == ' ');
	return true;
}

static bool
small(char **at, int least, int most, int *value)
{
	long n;

	if (!number(at, least, most, &n))
		return false;
	*value = (int)n;
	return true;
}

/* ---- the head ---- */

static bool
head_paper(struct sheet_reader *reader, char *at)
{
	struct sheet *sheet = &reader->sheet;
	char *end;

	if (!word(&at, "paper") || (end = strchr(at, ' ')) == NULL || end == at)
		return false;
	reader->paper = mem_textn(at, (size_t)(end - at));
	sheet->paper = reader->paper;
	at = end + 1;
	sheet->landscape = word(&at, "landscape");
	return (sheet->landscape || word(&at, "portrait")) &&
	    small(&at, 1, 100, &sheet->font) && *at == '\0';
}

static bool
head_cells(struct sheet_reader *reader, char *at)
{
	struct sheet *sheet = &reader->sheet;

	if (!word(&at, "cells"))
		return false;
	sheet->cell = word(&at, "wide") ? text_cell_wide :
	    word(&at, "narrow") ? text_cell_narrow : NULL;
	if (sheet->cell == NULL || !small(&at, 1, 2, &sheet->frame))
		return false;
	sheet->plain = word(&at, "plain");
	return (sheet->plain || word(&at, "lines")) && *at == '\0';
}

static bool
head_line(struct sheet_reader *reader, int index, char *at)
{
	struct sheet *sheet = &reader->sheet;

	switch (index) {
	case 0:
		return strcmp(at, "bangjiao-sheet 1") == 0;
	case 1:
		if (!word(&at, "title") || !text_valid(at, strlen(at), NULL))
			return false;
		sheet->title = reader->title = mem_text(at);
		return true;
	case 2:
		return head_paper(reader, at);
	case 3:
		return word(&at, "grid") &&
		    small(&at, 1, MOST_CELLS, &sheet->cols) &&
		    small(&at, 1, MOST_CELLS, &sheet->rows) && *at == '\0';
	default:
		return head_cells(reader, at);
	}
}

bool
sheet_reader_head(struct sheet_reader *reader, struct sheet *sheet,
    struct err *err)
{
	char *line;
	int i;

	for (i = 0; i < 5; i++) {
		if (!next_line(reader, &line, err))
			return false;
		if (line == NULL || !head_line(reader, i, line))
			return bad(reader, "版面头", err);
	}
	reader->bar = mem_resize(NULL, (size_t)reader->sheet.cols + 1,
	    sizeof(int));
	*sheet = reader->sheet;
	return true;
}

/* ---- pages ---- */

static bool
read_page(struct sheet_reader *reader, char *at, struct sheet_item *item)
{
	if (reader->open ||
	    !number(&at, reader->page + 1, reader->page + 1, &item->number) ||
	    !number(&at, item->number, 1000000000, &item->of) || *at != '\0' ||
	    (reader->page > 0 && item->of != reader->of))
		return false;
	item->kind = SHEET_PAGE;
	reader->page = item->number;
	reader->of = item->of;
	reader->open = true;
	reader->row = -1;
	return true;
}

static bool
read_rule(struct sheet_reader *reader, char *at, struct sheet_item *item)
{
	const struct sheet *sheet = &reader->sheet;

	item->kind = SHEET_RULE;
	item->count = 2;
	item->bar = reader->bar;
	if (!small(&at, reader->row + 1, sheet->rows - 1, &item->row) ||
	    !small(&at, 0, sheet->cols, &reader->bar[0]) ||
	    !small(&at, reader->bar[0] + 1, sheet->cols, &reader->bar[1]) ||
	    *at != '\0')
		return false;
	reader->row = item->row;
	return true;
}

static bool
read_bars(struct sheet_reader *reader, char *at, struct sheet_item *item)
{
	int least = 0;

	item->kind = SHEET_BARS;
	item->row = reader->row;
	item->count = 0;
	item->bar = reader->bar;
	while (*at != '\0') {
		if (!small(&at, least, reader->sheet.cols,
		    &reader->bar[item->count]))
			return false;
		least = reader->bar[item->count++] + 1;
	}
	return item->count > 0;
}

static bool
read_text(struct sheet_reader *reader, char *at, struct sheet_item *item)
{
	struct sheet_piece *piece = &item->piece;

	item->kind = SHEET_TEXT;
	item->row = reader->row;
	if (!small(&at, 0, reader->sheet.cols - 1, &piece->col) ||
	    !small(&at, 0, MOST_LINE, &piece->cells))
		return false;
	if (word(&at, "bold"))
		piece->style = SHEET_BOLD;
	else if (word(&at, "title"))
		piece->style = SHEET_TITLE;
	else if (word(&at, "plain"))
		piece->style = SHEET_PLAIN;
	else
		return false;
	piece->text = at;
	return text_valid(at, strlen(at), NULL);
}

/* Behind the last line: were all pages there? */
static int
at_end(const struct sheet_reader *reader, struct err *err)
{
	if (reader->open || reader->page == 0 || reader->page < reader->of) {
		bad(reader, "没有写完", err);
		return -1;
	}
	return 0;
}

int
sheet_reader_next(struct sheet_reader *reader, struct sheet_item *item,
    struct err *err)
{
	char *at;
	bool ok;

	for (;;) {
		if (!next_line(reader, &at, err))
			return -1;
		if (at == NULL)
			return at_end(reader, err);
		if (word(&at, "page")) {
			ok = read_page(reader, at, item);
			break;
		}
		if (!reader->open) {
			ok = false;
			break;
		}
		if (word(&at, "line")) {
			if (small(&at, reader->row + 1,
			    reader->sheet.rows - 1, &reader->row) &&
			    *at == '\0')
				continue;
			ok = false;
		} else if (word(&at, "rule")) {
			ok = read_rule(reader, at, item);
		} else if (word(&at, "bars")) {
			ok = reader->row >= 0 && read_bars(reader, at, item);
		} else if (word(&at, "edge")) {
			item->kind = SHEET_EDGE;
			item->row = reader->row;
			ok = reader->row > 0 && *at == '\0';
		} else if (word(&at, "text")) {
			ok = reader->row >= 0 && read_text(reader, at, item);
		} else {
			item->kind = SHEET_PAGE_END;
			ok = word(&at, "end") && *at == '\0';
			reader->open = false;
		}
		break;
	}
	if (ok)
		return 1;
	bad(reader, "页面", err);
	return -1;
}
