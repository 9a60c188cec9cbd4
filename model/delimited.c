/*
 * model/delimited.c: text in rows and cells, as spreadsheets save it
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/delimited.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

static const struct delimited_mark marks[] = {
	{ ',', "逗号", true },
	{ '\t', "制表符", true },
	{ ';', "分号", true },
	{ 0xFF0C, "全角逗号", true },
	{ 0xFF1B, "全角分号", true },
	{ '|', "竖线", true },
	{ 0x3001, "顿号", false },
	{ ':', "冒号", false },
	{ 0xFF1A, "全角冒号", false },
	{ ' ', "空格", false },
	{ 0x3000, "全角空格", false },
	{ '/', "斜线", false },
	{ '#', "#", false },
	{ '~', "~", false },
	{ '^', "^", false },
	{ '*', "*", false },
};

const struct delimited_mark *
delimited_marks(size_t at)
{
	return at < sizeof(marks) / sizeof(marks[0]) ? &marks[at] : NULL;
}

enum state {
	CELL_BEGIN,		/* nothing of the cell yet */
	CELL_PLAIN,
	CELL_QUOTED,		/* between the quotes */
	CELL_CLOSED		/* behind a quote that may be the closing one */
};

struct delimited {
	char		 delimiter[5];
	size_t		 delimiter_len;
	bool		 special[256];	/* bytes that may end a run */
	delimited_fn	 row;
	void		*arg;
	enum state	 state;
	bool		 after_cr;	/* a LF now belongs to the line end before */
	bool		 stopped;
	struct buf	 text;		/* the row's cells, each with its NUL */
	size_t		 begin;		/* of the cell, in text */
	size_t		 least;		/* a delimiter is not looked for before it */
	size_t		*start;		/* of each whole cell, in text */
	size_t		 count, cap;
	const char	**cell;
	size_t		 cell_cap;
	bool		 any;		/* the row has begun */
	long		 line, row_line, quote_line;
	long		 column;	/* characters of the line so far */
};

struct delimited *
delimited_new(uint32_t delimiter, delimited_fn row, void *arg)
{
	struct delimited *p = mem_new(sizeof(*p));

	assert(delimiter != '"' && delimiter != '\n' && delimiter != '\r' &&
	    delimiter != 0);
	p->delimiter_len = text_encode(delimiter, p->delimiter);
	p->special['"'] = p->special['\n'] = p->special['\r'] = true;
	p->special[(unsigned char)p->delimiter[p->delimiter_len - 1]] = true;
	p->row = row;
	p->arg = arg;
	p->line = p->row_line = 1;
	return p;
}

void
delimited_free(struct delimited *p)
{
	if (p == NULL)
		return;
	buf_clear(&p->text);
	free(p->start);
	free(p->cell);
	free(p);
}

void
delimited_where(const struct delimited *p, long *line, long *cell, long *column)
{
	*line = p->line;
	*cell = (long)p->count + 1;
	*column = p->column + 1;
}

static bool
stop(struct delimited *p)
{
	p->stopped = true;
	return false;
}

static bool
too_much(struct delimited *p, struct err *err)
{
	if (p->state == CELL_QUOTED)
		return err_set(err, ERR_INPUT,
		    "第 %ld 行第 %zu 列从引号开始的一格太长，多半是少了一个收尾的引号；"
		    "请改正这一格后重新导入", p->quote_line, p->count + 1) ||
		    stop(p);
	return err_set(err, ERR_INPUT,
	    "第 %ld 行太长（每格至多 %u KB，每行至多 %u 列），不像一张表；"
	    "请检查文件是不是另存为 CSV 或制表符分隔的文本", p->row_line,
	    DELIMITED_CELL_MAX / 1024, DELIMITED_CELLS_MAX) || stop(p);
}

static bool
end_cell(struct delimited *p, struct err *err)
{
	if (p->count >= DELIMITED_CELLS_MAX)
		return too_much(p, err);
	p->start = mem_grow(p->start, p->count, &p->cap, sizeof(*p->start));
	p->start[p->count++] = p->begin;
	buf_addc(&p->text, '\0');
	p->begin = p->least = p->text.len;
	p->state = CELL_BEGIN;
	return true;
}

static bool
end_row(struct delimited *p, struct err *err)
{
	struct delimited_row row = { .cell = NULL };
	size_t i;

	if (!end_cell(p, err))
		return false;
	if (p->count > p->cell_cap) {
		p->cell_cap = p->count + 16;
		p->cell = mem_resize(p->cell, p->cell_cap, sizeof(*p->cell));
	}
	for (i = 0; i < p->count; i++)
		p->cell[i] = p->text.text + p->start[i];
	row.line = p->row_line;
	row.count = p->count;
	row.cell = p->cell;
	if (!p->row(p->arg, &row))
		return stop(p);
	p->count = 0;
	buf_cut(&p->text, 0);
	p->begin = p->least = 0;
	p->any = false;
	return true;
}

/* One byte more of the cell; ends it when it completes the delimiter.  UTF-8
 * is self-synchronising, so a delimiter cannot end inside a character. */
static bool
add(struct delimited *p, char c, struct err *err)
{
	size_t len = p->delimiter_len;

	if (p->text.len - p->begin >= DELIMITED_CELL_MAX ||
	    p->text.len >= DELIMITED_ROW_MAX)
		return too_much(p, err);
	buf_addc(&p->text, c);
	if (p->state != CELL_QUOTED && p->text.len - p->least >= len &&
	    memcmp(p->text.text + p->text.len - len, p->delimiter, len) == 0) {
		buf_cut(&p->text, p->text.len - len);
		return end_cell(p, err);
	}
	return true;
}

/* Counts lines and characters, in and out of quotes. */
static void
count_position(struct delimited *p, char c)
{
	if (c == '\n' && p->after_cr)
		return;
	if (c == '\n' || c == '\r') {
		p->line++;
		p->column = 0;
	} else if (((unsigned char)c & 0xC0) != 0x80) {
		p->column++;
	}
}

static bool
take(struct delimited *p, char c, struct err *err)
{
	bool lf_of_cr = c == '\n' && p->after_cr;

	if (!p->any && !lf_of_cr) {
		p->any = true;
		p->row_line = p->line;
	}
	count_position(p, c);
	p->after_cr = c == '\r';
	if (p->state == CELL_QUOTED) {
		if (c != '"')
			return add(p, c, err);
		p->state = CELL_CLOSED;
		p->least = p->text.len;
		return true;
	}
	if (c == '"' && p->state == CELL_BEGIN) {
		p->state = CELL_QUOTED;
		p->quote_line = p->line;
		return true;
	}
	if (c == '"' && p->state == CELL_CLOSED && p->text.len == p->least) {
		p->state = CELL_QUOTED;
		return add(p, c, err);
	}
	if (lf_of_cr)
		return true;
	if (c == '\n' || c == '\r')
		return end_row(p, err);
	if (p->state == CELL_BEGIN)
		p->state = CELL_PLAIN;
	return add(p, c, err);
}

/* Bytes that only make the cell longer, all at once; what is at a limit is
 * left to take(). */
static size_t
take_run(struct delimited *p, const char *text, size_t n)
{
	size_t room = DELIMITED_CELL_MAX - (p->text.len - p->begin), len = 0;
	long characters = 0;

	if (p->state == CELL_CLOSED || p->text.len >= DELIMITED_ROW_MAX)
		return 0;
	if (room > DELIMITED_ROW_MAX - p->text.len)
		room = DELIMITED_ROW_MAX - p->text.len;
	if (n > room)
		n = room;
	while (len < n && !p->special[(unsigned char)text[len]])
		characters += ((unsigned char)text[len++] & 0xC0) != 0x80;
	if (len == 0)
		return 0;
	if (!p->any) {
		p->any = true;
		p->row_line = p->line;
	}
	if (p->state == CELL_BEGIN)
		p->state = CELL_PLAIN;
	p->after_cr = false;
	p->column += characters;
	buf_addn(&p->text, text, len);
	return len;
}

bool
delimited_feed(struct delimited *p, const char *text, size_t n, bool end,
    struct err *err)
{
	size_t i;

	assert(!p->stopped);
	for (i = 0; i < n; i++) {
		i += take_run(p, text + i, n - i);
		if (i < n && !take(p, text[i], err))
			return false;
	}
	if (!end)
		return true;
	if (p->state == CELL_QUOTED)
		return err_set(err, ERR_INPUT,
		    "第 %ld 行第 %zu 列的引号到文件末尾也没有收尾；请在这一格后补上引号"
		    "再导入", p->quote_line, p->count + 1) || stop(p);
	return !p->any || end_row(p, err);
}

void
delimited_cell(struct buf *out, const char *text, uint32_t delimiter, bool first)
{
	char mark[5];
	const char *c;

	text_encode(delimiter, mark);
	if (!first)
		buf_add(out, mark);
	if (strpbrk(text, "\"\r\n") == NULL && strstr(text, mark) == NULL &&
	    *text != ' ' && (*text == '\0' || text[strlen(text) - 1] != ' ')) {
		buf_add(out, text);
		return;
	}
	buf_addc(out, '"');
	for (c = text; *c != '\0'; c++) {
		if (*c == '"')
			buf_addc(out, '"');
		buf_addc(out, *c);
	}
	buf_addc(out, '"');
}

/* A plain number may begin with a sign and is harmless. */
static bool
number(const char *text)
{
	size_t n;

	if (*text == '-' || *text == '+')
		text++;
	n = strspn(text, "0123456789");
	if (n > 0 && text[n] == '.')
		n += 1 + strspn(text + n + 1, "0123456789");
	return n > 0 && text[n] == '\0';
}

bool
delimited_formula(const char *text)
{
	if (*text == '\0' || strchr("=+-@\t\r", *text) == NULL)
		return false;
	return !number(text) || *text == '+';
}

const char *
delimited_unguard(const char *text)
{
	size_t n = strspn(text, "'");

	if (n > 0 && delimited_formula(text + n))
		return text + 1;
	return text;
}
