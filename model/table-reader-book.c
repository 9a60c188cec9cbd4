/*
 * model/table-reader-book.c: a workbook into frames, in the helper
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/table-reader.h"

#include <errno.h>
#include <string.h>

#include "base/buf.h"
#include "model/delimited.h"
#include "model/digest.h"
#include "model/table-frame.h"

struct frames {
	struct buf	 out;
	int		 fd;
	const char	*sheet;		/* its name */
	long		 before;	/* line of the row before */
	size_t		 left;		/* rows that are wanted */
	bool		 refused;
	struct err	*err;
};

/* The limits of a text's rows hold here as well. */
static bool
within(const struct frames *frames, const struct workbook_row *row)
{
	size_t i, all = 0;

	if (row->number <= frames->before)
		return err_set(frames->err, ERR_INPUT, "工作表“%s”第 %ld 行的行号乱了；"
		    "请在表格软件中打开后另存，再导入", frames->sheet, row->number);
	for (i = 0; i < row->count; i++)
		all += strlen(row->cell[i]) + 1;
	return all <= DELIMITED_ROW_MAX || err_set(frames->err, ERR_INPUT,
	    "工作表“%s”第 %ld 行超过 %u 兆；请检查这一行是否放错了内容，改正后再导入",
	    frames->sheet, row->number, DELIMITED_ROW_MAX >> 20);
}

static bool
put_row(void *arg, const struct workbook_row *row)
{
	struct frames *frames = arg;
	struct delimited_row cells = { row->number, row->count, row->cell,
		row->filled_count, row->filled };

	if (!within(frames, row)) {
		frames->refused = true;
		return false;
	}
	frames->before = row->number;
	tableframe_row(&frames->out, &cells);
	return tableframe_send(&frames->out, frames->fd, false) &&
	    --frames->left > 0;
}

/* Its rows, or the first of them. */
static bool
put_sheet(struct frames *frames, struct workbook *book, size_t sheet,
    long below, size_t most, struct err *err)
{
	frames->sheet = workbook_sheet_name(book, sheet);
	frames->before = 0;
	frames->left = most;
	return workbook_read(book, sheet, below, put_row, frames, err) ||
	    (frames->left == 0 && !frames->refused);
}

static bool
put_heads(struct frames *frames, struct workbook *book, struct err *err)
{
	size_t i;

	for (i = 0; i < workbook_sheets(book); i++) {
		tableframe_mark(&frames->out, TABLEFRAME_PART, (uint32_t)i);
		if (!put_sheet(frames, book, i, 0, TABLEREADER_HEAD_ROWS, err))
			return false;
	}
	return true;
}

/* Of the whole file, as it is read for a text. */
static bool
take_digest(int fd, char digest[DIGEST_HEX], struct err *err)
{
	unsigned char sum[DIGEST_SIZE];

	if (!digest_file(fd, sum))
		return err_set(err, ERR_SYSTEM, "文件读不出来：%s；"
		    "请检查存放它的磁盘后再导入", err_reason(errno));
	digest_hex(sum, sizeof(sum), digest);
	return true;
}

bool
tablereader_book(const struct tablereader_job *job, struct err *err)
{
	struct frames frames = { .out = BUF_INIT, .fd = job->out, .err = err };
	struct workbook *book = workbook_open(job->in, job->scratch, err);
	char digest[DIGEST_HEX] = "";
	bool ok = book != NULL;
	size_t i;

	if (ok)
		tableframe_mark(&frames.out, TABLEFRAME_BOOK, 0);
	if (ok && job->mode == TABLEREADER_KIND) {
		for (i = 0; i < workbook_sheets(book); i++)
			tableframe_sheet(&frames.out,
			    workbook_sheet_name(book, i),
			    workbook_sheet_hidden(book, i));
	} else if (ok && job->mode == TABLEREADER_HEADS) {
		ok = put_heads(&frames, book, err);
	} else if (ok) {
		ok = job->number < workbook_sheets(book) &&
		    put_sheet(&frames, book, job->number, job->below, SIZE_MAX,
		    err) &&
		    take_digest(job->in, digest, err);
	}
	if (ok)
		tableframe_end(&frames.out, digest);
	ok = tableframe_send(&frames.out, job->out, true) && ok;
	workbook_close(book);
	buf_clear(&frames.out);
	return ok;
}
