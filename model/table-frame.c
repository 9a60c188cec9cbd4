/*
 * model/table-frame.c: what the reader of outside tables says to us
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/table-frame.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"

#define HEAD (1 + sizeof(uint32_t))
#define ROW_HEAD (sizeof(int64_t) + sizeof(uint32_t))
#define ROW_MOST (ROW_HEAD + DELIMITED_ROW_MAX + DELIMITED_CELLS_MAX + 16 + \
    DELIMITED_CELLS_MAX * sizeof(uint32_t))
#define ENOUGH (64u * 1024)		/* what a pipe holds */
#define WORDS_MOST 128u			/* encodings, a digest */

/* ---- writing ---- */

static void
begin(struct buf *out, enum tableframe_kind kind, size_t length)
{
	uint32_t n = (uint32_t)length;

	buf_addc(out, (char)kind);
	buf_addn(out, (const char *)&n, sizeof(n));
}

static void
add_word(struct buf *out, const char *word)
{
	buf_addn(out, word, strlen(word) + 1);
}

void
tableframe_text(struct buf *out, const char *encoding, const char *looks,
    bool crlf)
{
	begin(out, TABLEFRAME_TEXT, 1 + strlen(encoding) + 1 + strlen(looks) + 1);
	buf_addc(out, (char)crlf);
	add_word(out, encoding);
	add_word(out, looks);
}

void
tableframe_sheet(struct buf *out, const char *name, bool hidden)
{
	assert(strlen(name) <= TABLEFRAME_NAME_MAX);
	begin(out, TABLEFRAME_SHEET, 1 + strlen(name) + 1);
	buf_addc(out, (char)hidden);
	add_word(out, name);
}

void
tableframe_row(struct buf *out, const struct delimited_row *row)
{
	int64_t line = row->line;
	uint32_t count = (uint32_t)row->count, n;
	size_t from = out->len, i;

	begin(out, TABLEFRAME_ROW, 0);
	buf_addn(out, (const char *)&line, sizeof(line));
	buf_addn(out, (const char *)&count, sizeof(count));
	for (i = 0; i < row->count; i++)
		add_word(out, row->cell[i]);
	for (i = 0; i < row->filled_count; i++)
		buf_addn(out, (const char *)&row->filled[i], sizeof(row->filled[i]));
	n = (uint32_t)(out->len - from - HEAD);
	memcpy(out->text + from + 1, &n, sizeof(n));
}

void
tableframe_mark(struct buf *out, enum tableframe_kind kind, uint32_t number)
{
	begin(out, kind, kind == TABLEFRAME_PART ? sizeof(number) : 0);
	if (kind == TABLEFRAME_PART)
		buf_addn(out, (const char *)&number, sizeof(number));
}

void
tableframe_end(struct buf *out, const char *digest)
{
	begin(out, TABLEFRAME_END, strlen(digest) + 1);
	add_word(out, digest);
}

bool
tableframe_send(struct buf *out, int fd, bool all)
{
	const char *at = buf_str(out);
	size_t left = out->len;
	ssize_t n;

	if (!all && left < ENOUGH)
		return true;
	while (left > 0) {
		n = write(fd, at, left);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		at += n;
		left -= (size_t)n;
	}
	buf_cut(out, 0);
	return true;
}

/* ---- reading ---- */

enum place { AT_BEGIN, IN_TEXT, IN_BOOK, IN_ROWS, AT_END };

struct tableframe_reader {
	tableframe_fn	 take;
	void		*arg;
	struct buf	 rest;		/* a frame that is not whole */
	enum place	 place;
	bool		 text, spoilt;
	size_t		 sheets;
	int64_t		 line;		/* of the row before */
	const char	**cell;
	uint32_t	*filled;
	size_t		 cap, filled_cap;
};

bool
tableframe_wrong(struct err *err)
{
	return err_set(err, ERR_SYSTEM, "bangjiao-table 的回答不对，可能与本程序不是"
	    "同一版；请重新安装 bangjiao 再导入");
}

struct tableframe_reader *
tableframe_reader_new(tableframe_fn take, void *arg)
{
	struct tableframe_reader *reader = mem_new(sizeof(*reader));

	reader->take = take;
	reader->arg = arg;
	return reader;
}

void
tableframe_reader_free(struct tableframe_reader *reader)
{
	if (reader == NULL)
		return;
	buf_clear(&reader->rest);
	free(reader->cell);
	free(reader->filled);
	free(reader);
}

bool
tableframe_whole(const struct tableframe_reader *reader)
{
	return reader->place == AT_END && reader->rest.len == 0;
}

/* The longest that a frame of this kind can be, where it may stand at all. */
static bool
allowed(const struct tableframe_reader *reader, char kind, size_t *most)
{
	enum place place = reader->place;
	bool body = place != AT_BEGIN && place != AT_END;

	switch (kind) {
	case TABLEFRAME_TEXT:
		*most = WORDS_MOST;
		return place == AT_BEGIN;
	case TABLEFRAME_BOOK:
		*most = 0;
		return place == AT_BEGIN;
	case TABLEFRAME_SHEET:
		*most = 1 + TABLEFRAME_NAME_MAX + 1;
		return place == IN_BOOK &&
		    reader->sheets < TABLEFRAME_SHEETS_MAX;
	case TABLEFRAME_PART:
		*most = sizeof(uint32_t);
		return body;
	case TABLEFRAME_ROW:
		*most = ROW_MOST;
		return body;
	case TABLEFRAME_SPOILT:
		*most = 0;
		return body && reader->text && !reader->spoilt;
	case TABLEFRAME_END:
		*most = WORDS_MOST;
		return body;
	default:
		return false;
	}
}

/* The next word of at[0..n), NULL when it has no end or is no text. */
static const char *
take_word(const char **at, size_t *n)
{
	const char *word = *at, *nul = memchr(word, '\0', *n);

	if (nul == NULL || !text_valid(word, (size_t)(nul - word), NULL))
		return NULL;
	*n -= (size_t)(nul + 1 - word);
	*at = nul + 1;
	return word;
}

static bool
take_flag(struct tableframe *frame, const char **at, size_t *n)
{
	if (*n == 0 || (unsigned char)**at > 1)
		return false;
	frame->number = (unsigned char)**at;
	++*at;
	--*n;
	return true;
}

/* What is left of a row: the columns that are filled, ascending. */
static bool
take_filled(struct tableframe_reader *reader, struct tableframe *frame,
    const char *at, size_t n)
{
	size_t count = n / sizeof(uint32_t), i;

	if (n % sizeof(uint32_t) != 0 || count > frame->row.count)
		return false;
	if (count > reader->filled_cap) {
		reader->filled_cap = count + 16;
		reader->filled = mem_resize(reader->filled, reader->filled_cap,
		    sizeof(*reader->filled));
	}
	if (count > 0)
		memcpy(reader->filled, at, n);
	for (i = 0; i < count; i++)
		if (reader->filled[i] >= frame->row.count ||
		    (i > 0 && reader->filled[i] <= reader->filled[i - 1]))
			return false;
	frame->row.filled_count = count;
	frame->row.filled = reader->filled;
	return true;
}

static bool
take_row(struct tableframe_reader *reader, struct tableframe *frame,
    const char *at, size_t n)
{
	int64_t line;
	uint32_t count, i;

	if (n < ROW_HEAD)
		return false;
	memcpy(&line, at, sizeof(line));
	memcpy(&count, at + sizeof(line), sizeof(count));
	at += ROW_HEAD;
	n -= ROW_HEAD;
	if (line <= reader->line || count == 0 || count > DELIMITED_CELLS_MAX ||
	    count > n)
		return false;
	reader->line = line;
	if (count > reader->cap) {
		reader->cap = count + 16;
		reader->cell = mem_resize(reader->cell, reader->cap,
		    sizeof(*reader->cell));
	}
	for (i = 0; i < count; i++) {
		reader->cell[i] = take_word(&at, &n);
		if (reader->cell[i] == NULL ||
		    at - reader->cell[i] > (ptrdiff_t)DELIMITED_CELL_MAX + 1)
			return false;
	}
	frame->row.line = (long)line;
	frame->row.count = count;
	frame->row.cell = reader->cell;
	return take_filled(reader, frame, at, n);
}

/* The frame's bytes into its members; false when they are none. */
static bool
understand(struct tableframe_reader *reader, struct tableframe *frame,
    const char *at, size_t n)
{
	switch (frame->kind) {
	case TABLEFRAME_TEXT:
		reader->place = IN_TEXT;
		reader->text = true;
		return take_flag(frame, &at, &n) &&
		    (frame->word = take_word(&at, &n)) != NULL &&
		    (frame->second = take_word(&at, &n)) != NULL && n == 0;
	case TABLEFRAME_BOOK:
		reader->place = IN_BOOK;
		return true;
	case TABLEFRAME_SHEET:
		reader->sheets++;
		return take_flag(frame, &at, &n) &&
		    (frame->word = take_word(&at, &n)) != NULL && n == 0;
	case TABLEFRAME_PART:
		reader->place = IN_ROWS;
		reader->line = 0;
		if (n == sizeof(frame->number))
			memcpy(&frame->number, at, n);
		return n == sizeof(frame->number);
	case TABLEFRAME_ROW:
		reader->place = IN_ROWS;
		return take_row(reader, frame, at, n);
	case TABLEFRAME_SPOILT:
		reader->spoilt = true;
		return true;
	case TABLEFRAME_END:
		reader->place = AT_END;
		return (frame->word = take_word(&at, &n)) != NULL && n == 0;
	}
	return false;
}

/* Frames at the beginning of data[0..n) that are whole; *used are their bytes. */
static bool
take_frames(struct tableframe_reader *reader, const char *data, size_t n,
    size_t *used, struct err *err)
{
	struct tableframe frame;
	uint32_t length;
	size_t most = 0;

	for (*used = 0; n - *used >= HEAD; *used += HEAD + length) {
		const char *at = data + *used;

		memcpy(&length, at + 1, sizeof(length));
		if (!allowed(reader, *at, &most) || length > most)
			return tableframe_wrong(err);
		if (n - *used - HEAD < length)
			break;
		memset(&frame, 0, sizeof(frame));
		frame.kind = (enum tableframe_kind)*at;
		if (!understand(reader, &frame, at + HEAD, length))
			return tableframe_wrong(err);
		if (!reader->take(reader->arg, &frame, err))
			return false;
	}
	return true;
}

bool
tableframe_feed(struct tableframe_reader *reader, const void *data, size_t n,
    struct err *err)
{
	size_t used;

	if (reader->place == AT_END && n > 0)
		return tableframe_wrong(err);
	if (reader->rest.len > 0) {
		buf_addn(&reader->rest, data, n);
		data = reader->rest.text;
		n = reader->rest.len;
	}
	if (!take_frames(reader, data, n, &used, err))
		return false;
	if (reader->place == AT_END && used < n)
		return tableframe_wrong(err);
	if (reader->rest.len == 0) {
		buf_addn(&reader->rest, (const char *)data + used, n - used);
		return true;
	}
	memmove(reader->rest.text, reader->rest.text + used, n - used);
	buf_cut(&reader->rest, n - used);
	return true;
}
