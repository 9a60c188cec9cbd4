/*
 * model/workbook-main.c: bangjiao-xlsx, the reader of workbooks in a process of its own
 * SPDX-License-Identifier: Apache-2.0
 *
 * The workbook is standard input (a file, not a pipe).  On standard output:
 *	S TAB hidden TAB name		before the rows of each sheet
 *	R TAB row number TAB cell ...	cells escaped as in model/pairs.h
 *	E				at the end: nothing is missing
 * A refusal is one sentence on standard error and status 2.
 *
 * It is given no path, no store and no network; what a hostile file could
 * make it eat is limited here once more.
 */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "base/buf.h"
#include "model/workbook.h"

static void
limit(int resource, rlim_t most)
{
	struct rlimit now;

	if (getrlimit(resource, &now) != 0)
		return;
	if (now.rlim_max == RLIM_INFINITY || now.rlim_max > most)
		now.rlim_max = most;
	now.rlim_cur = now.rlim_max;
	setrlimit(resource, &now);
}

static void
confine(void)
{
	prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
	prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
	limit(RLIMIT_CORE, 0);
	limit(RLIMIT_CPU, 600);
	limit(RLIMIT_NPROC, 0);
	limit(RLIMIT_FSIZE, (rlim_t)WORKBOOK_BYTES_MAX * 2);
#ifndef SANITIZED
	limit(RLIMIT_AS, (rlim_t)1 << 30);
#endif
}

/* The escapes of model/pairs.h. */
static void
add_escaped(struct buf *out, const char *text)
{
	static const char plain[] = "\\\t\n\r", letter[] = "\\tnr";

	for (; *text != '\0'; text++) {
		const char *mark = strchr(plain, *text);

		if (mark != NULL)
			buf_addf(out, "\\%c", letter[mark - plain]);
		else
			buf_addc(out, *text);
	}
}

static bool
print_row(void *arg, const struct workbook_row *row)
{
	struct buf *line = arg;
	size_t i;

	buf_cut(line, 0);
	buf_addf(line, "R\t%ld", row->number);
	for (i = 0; i < row->count; i++) {
		buf_addc(line, '\t');
		add_escaped(line, row->cell[i]);
	}
	buf_addc(line, '\n');
	return fwrite(buf_str(line), 1, line->len, stdout) == line->len;
}

int
main(void)
{
	struct err err = ERR_INIT;
	struct buf line = BUF_INIT;
	struct workbook *book;
	bool done = true;
	size_t i;

	confine();
	book = workbook_open("/proc/self/fd/0", &err);
	for (i = 0; book != NULL && done && i < workbook_sheets(book); i++) {
		buf_cut(&line, 0);
		buf_addf(&line, "S\t%d\t", workbook_sheet_hidden(book, i));
		add_escaped(&line, workbook_sheet_name(book, i));
		buf_addc(&line, '\n');
		fputs(buf_str(&line), stdout);
		done = workbook_read(book, i, print_row, &line, &err);
	}
	done = done && book != NULL;
	workbook_close(book);
	buf_clear(&line);
	if (done && (puts("E") == EOF || fflush(stdout) != 0))
		done = false;
	if (!done && err.text[0] != '\0')
		fprintf(stderr, "%s\n", err.text);
	return done ? 0 : 2;
}
