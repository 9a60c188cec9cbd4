/*
 * reports/xlsx-main.c: bangjiao-xlsx-out, the writer of workbooks in a process of its own
 * SPDX-License-Identifier: Apache-2.0
 *
 * Records (xlsx-stream.h) are standard input; the workbook is standard output,
 * a file that can be read back and not a pipe.  libxlsxwriter keeps one row in
 * memory and the others in nameless files in the working directory.
 *
 * It does not tell when such a file was cut short by a full disk, so what it
 * made is read once more before it counts (xlsx-verify.c).
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/confine.h"
#include "base/mem.h"
#include "reports/xlsx-stream.h"
#include "reports/xlsx-verify.h"
#include "reports/xlsx-write.h"

/* A record: more than any row, less than what a broken sender could fill. */
enum { MOST_RECORD = 64 << 20, MOST_FIELDS = 1024 };

struct stream {
	struct buf	 text;
	size_t		 at;		/* of the next record */
	bool		 end;
	size_t		 count;		/* fields of the record */
	char		*field[MOST_FIELDS];
};

static bool
bad(struct err *err)
{
	return err_set(err, ERR_INPUT, "表格数据不完整："
	    "请用同一版本的 bangjiao 重新导出");
}

/* More bytes behind those that are there. */
static bool
fill(struct stream *in, struct err *err)
{
	char data[16 * 1024];
	ssize_t n;

	if (in->text.len - in->at > MOST_RECORD)
		return bad(err);
	memmove(in->text.text, in->text.text + in->at, in->text.len - in->at);
	buf_cut(&in->text, in->text.len - in->at);
	in->at = 0;
	do
		n = read(STDIN_FILENO, data, sizeof(data));
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return err_set(err, ERR_SYSTEM, "表格数据读不出来（%s）：请重试",
		    err_reason(errno));
	in->end = n == 0;
	buf_addn(&in->text, data, (size_t)n);
	return true;
}

/* The fields of a record, which ends at its NUL. */
static bool
split(struct stream *in, char *record)
{
	char *p;

	in->count = 0;
	for (p = record + 1; *p != '\0'; ) {
		if (*p != XLSX_FIELD || in->count == MOST_FIELDS)
			return false;
		*p++ = '\0';
		in->field[in->count++] = p;
		while (*p != '\0' && *p != XLSX_FIELD)
			p++;
	}
	return true;
}

/* The next record's kind, with its fields split; 0 with err. */
static char
next(struct stream *in, struct err *err)
{
	size_t seen = 0;
	char *record, *stop;

	for (;;) {
		record = in->text.text + in->at;
		stop = memchr(record + seen, XLSX_RECORD,
		    in->text.len - in->at - seen);
		if (stop != NULL)
			break;
		seen = in->text.len - in->at;
		if (in->end) {
			bad(err);
			return 0;
		}
		if (!fill(in, err))
			return 0;
	}
	*stop = '\0';
	in->at = (size_t)(stop - in->text.text) + 1;
	if (*record == '\0' || strlen(record) != (size_t)(stop - record) ||
	    !split(in, record)) {
		bad(err);
		return 0;
	}
	return *record;
}

static bool
put_record(struct xlsx_write *write, char kind, const struct stream *in,
    struct err *err)
{
	const char *const *field = (const char *const *)in->field;

	switch (kind) {
	case XLSX_HEAD:
		return in->count == 5 && xlsx_write_head(write, field, err);
	case XLSX_COLUMN:
		return in->count == 4 && xlsx_write_column(write, field, err);
	case XLSX_ROW:
		return xlsx_write_row(write, field, in->count, false, err);
	case XLSX_SUM:
		return xlsx_write_row(write, field, in->count, true, err);
	case XLSX_LINE:
		return in->count == 1 && xlsx_write_line(write, field[0], err);
	case XLSX_GRID:
		return xlsx_write_grid(write, field, in->count, err);
	case XLSX_TITLE:
		return in->count == 1 && xlsx_write_title(write, field[0], err);
	case XLSX_NOTE:
		return in->count == 1 && xlsx_write_note(write, field[0], err);
	case XLSX_CELLS:
		return xlsx_write_cells(write, field, in->count, err);
	case XLSX_PAGE:
		xlsx_write_page(write);
		return true;
	default:
		return false;
	}
}

static bool
run(struct buf *notice, struct err *err)
{
	struct stream *in = mem_new(sizeof(*in));
	struct xlsx_write *write = xlsx_write_new("/proc/self/fd/1", ".");
	char kind;
	bool ok = true;

	buf_add(&in->text, "");
	while ((kind = next(in, err)) != 0 && kind != XLSX_END)
		if (!put_record(write, kind, in, err)) {
			ok = err->kind == ERR_NONE ? bad(err) : false;
			break;
		}
	ok = ok && kind == XLSX_END && xlsx_write_close(write, notice, err) &&
	    xlsx_verify("/proc/self/fd/1", xlsx_write_bytes(write),
	    xlsx_write_sheets(write), err);
	xlsx_write_free(write);
	buf_clear(&in->text);
	free(in);
	return ok;
}

/* The library's own words are for programmers: ours alone reach the clerk. */
static int
hush(void)
{
	int said = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
	int none = open("/dev/null", O_WRONLY | O_CLOEXEC);

	if (said >= 0 && none >= 0)
		dup2(none, STDERR_FILENO);
	if (none >= 0)
		close(none);
	return said;
}

int
main(void)
{
	/* The ledger of a nation takes a quarter of an hour. */
	struct confine_limits limits = { 3600, -1 };
	struct buf notice = BUF_INIT;
	struct err err = ERR_INIT;
	int said;
	bool ok;

	umask(077);
	/* A file that may not grow is a full disk, and told like one. */
	signal(SIGXFSZ, SIG_IGN);
	confine_limits(&limits);
	said = hush();
	confine_calls(CONFINE_WRITER);
	ok = run(&notice, &err);
	if (said >= 0)
		dup2(said, STDERR_FILENO);
	if (ok)
		fputs(buf_str(&notice), stderr);
	else
		fprintf(stderr, "%s\n", err.text);
	buf_clear(&notice);
	return ok ? 0 : 2;
}
