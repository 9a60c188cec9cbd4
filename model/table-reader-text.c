/*
 * model/table-reader-text.c: a text into frames, in the helper
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/table-reader.h"

#include <string.h>

#include "base/buf.h"
#include "model/delimited.h"
#include "model/table-frame.h"
#include "model/table-text.h"

struct frames {
	struct buf	 out;
	int		 fd;
	size_t		 left;		/* rows that are wanted */
	struct delimited *parser;
	struct err	*err;
};

static bool
put_row(void *arg, const struct delimited_row *row)
{
	struct frames *frames = arg;

	tableframe_row(&frames->out, row);
	return tableframe_send(&frames->out, frames->fd, false) &&
	    --frames->left > 0;
}

/* ---- the beginning ---- */

static bool
add_text(void *arg, const char *text, size_t n, bool end)
{
	struct buf *begin = arg;

	buf_addn(begin, text, n);
	return begin->len < TABLEREADER_HEAD_TEXT && !end;
}

/* Its first rows with each delimiter.  Errors of structure are found, with
 * their place, by reading all rows: here they only end a part. */
static void
put_parts(struct frames *frames, const struct buf *begin, bool whole)
{
	const struct delimited_mark *mark;
	struct delimited *parser;
	size_t i;

	for (i = 0; (mark = delimited_marks(i)) != NULL; i++) {
		tableframe_mark(&frames->out, TABLEFRAME_PART, mark->mark);
		parser = delimited_new(mark->mark, put_row, frames);
		frames->left = TABLEREADER_HEAD_ROWS;
		delimited_feed(parser, buf_str(begin), begin->len, whole, NULL);
		delimited_free(parser);
	}
}

static bool
read_begin(struct frames *frames, const struct tablereader_job *job,
    struct tabletext *text, struct err *err)
{
	struct buf begin = BUF_INIT;
	struct tabletext_pass pass;
	bool whole = tabletext_read(text, add_text, &begin, &pass, err);

	if (!whole && err->kind != ERR_NONE)
		return false;
	tableframe_text(&frames->out, tabletext_encoding(text),
	    tabletext_looks(text), strstr(buf_str(&begin), "\r\n") != NULL);
	if (job->mode == TABLEREADER_HEADS)
		put_parts(frames, &begin, !pass.bad &&
		    begin.len < TABLEREADER_HEAD_TEXT);
	if (pass.bad)
		tableframe_mark(&frames->out, TABLEFRAME_SPOILT, 0);
	tableframe_end(&frames->out, "");
	buf_clear(&begin);
	return true;
}

/* ---- all rows ---- */

static bool
feed(void *arg, const char *text, size_t n, bool end)
{
	struct frames *frames = arg;

	return delimited_feed(frames->parser, text, n, end, frames->err);
}

/* Names the place of a byte that cannot be decoded. */
static bool
spoilt(const struct tabletext *text, const struct delimited *parser,
    const struct tabletext_pass *pass, struct err *err)
{
	const char *encoding = tabletext_encoding(text);
	const char *looks = tabletext_looks(text);
	struct buf bytes = BUF_INIT;
	long line, cell, column;
	size_t i;

	delimited_where(parser, &line, &cell, &column);
	for (i = 0; i < pass->bytes; i++)
		buf_addf(&bytes, "%s%02X", i > 0 ? " " : "", pass->byte[i]);
	err_set(err, ERR_INPUT, "第 %ld 行第 %ld 列（第 %ld 个字符处）有 %s 读不出的"
	    "字节 %s；%s", line, cell, column, encoding, buf_str(&bytes),
	    strcmp(encoding, looks) != 0 ? "内容看起来是另一种编码，请改回按内容认"
	    : "请用原来的程序重新导出，或改正这一处再导入");
	if (strcmp(encoding, looks) != 0)
		err_wrap(err, "按 %s 读（内容像 %s）", encoding, looks);
	buf_clear(&bytes);
	return false;
}

static bool
read_rows(struct frames *frames, const struct tablereader_job *job,
    struct tabletext *text, struct err *err)
{
	struct tabletext_pass pass;
	bool ok;

	tableframe_text(&frames->out, tabletext_encoding(text),
	    tabletext_looks(text), false);
	frames->parser = delimited_new(job->number, put_row, frames);
	frames->left = SIZE_MAX;
	ok = tabletext_read(text, feed, frames, &pass, err);
	if (ok)
		tableframe_end(&frames->out, pass.digest);
	else if (pass.bad)
		spoilt(text, frames->parser, &pass, err);
	delimited_free(frames->parser);
	return ok;
}

bool
tablereader_text(const struct tablereader_job *job, struct err *err)
{
	struct frames frames = { .out = BUF_INIT, .fd = job->out, .err = err };
	struct tabletext *text = tabletext_open(job->in, job->encoding, err);
	bool ok = text != NULL;

	if (ok && job->mode == TABLEREADER_SHOWN)
		tabletext_forgive(text);
	if (ok && (job->mode == TABLEREADER_ROWS || job->mode == TABLEREADER_SHOWN))
		ok = read_rows(&frames, job, text, err);
	else if (ok)
		ok = read_begin(&frames, job, text, err);
	ok = tableframe_send(&frames.out, job->out, true) && ok;
	tabletext_close(text);
	buf_clear(&frames.out);
	return ok;
}
