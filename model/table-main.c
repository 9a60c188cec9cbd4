/*
 * model/table-main.c: bangjiao-table, the reader of outside tables in a process of its own
 * SPDX-License-Identifier: Apache-2.0
 *
 *	bangjiao-table text|book kind|heads|rows ENCODING|- DELIMITER|SHEET HEAD
 *
 * The table is standard input, a file and not a pipe; descriptor 3 is a
 * nameless file for the strings of a workbook.  What it has to say
 * (table-frame.h) goes to standard output; a refusal is one sentence on
 * standard error and status 2.
 *
 * kind: what it is, and its sheets.  heads: the first rows, cut by each
 * delimiter or of each sheet.  rows: all of them; of a workbook with the cells
 * filled that are merged downwards and begin below row HEAD (0: none).
 *
 * It is given no path, no store and no network, and after it has started it
 * can open nothing (base/confine.h).
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/charset.h"
#include "base/confine.h"
#include "model/table-reader.h"

#define CHARSETS 5

/* Converters are loaded from files: all of them, before that ends.  They are
 * kept, for what is closed may be unloaded. */
static void
load_charsets(struct charset *loaded[CHARSETS])
{
	static const char *const names[CHARSETS] = { "utf-8", "gb18030",
		"utf-16le", "utf-16be", "big5" };
	size_t i;

	for (i = 0; i < CHARSETS; i++)
		loaded[i] = charset_open("utf-8", names[i], NULL);
}

static bool
find_mode(const char *name, enum tablereader_mode *mode)
{
	static const char *const names[] = { [TABLEREADER_KIND] = "kind",
		[TABLEREADER_HEADS] = "heads", [TABLEREADER_ROWS] = "rows",
		[TABLEREADER_SHOWN] = "shown" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(name, names[i]) == 0) {
			*mode = (enum tablereader_mode)i;
			return true;
		}
	return false;
}

static void
tell(const char *text)
{
	size_t n = strlen(text);

	if (write(STDERR_FILENO, text, n) != (ssize_t)n)
		return;		/* nobody listens */
}

int
main(int argc, char **argv)
{
	bool book = argc == 6 && strcmp(argv[1], "book") == 0;
	struct confine_limits limits = { 600, book ? TABLEREADER_SCRATCH_MAX : 0 };
	struct tablereader_job job = { .in = STDIN_FILENO, .out = STDOUT_FILENO,
		.scratch = 3 };
	struct charset *loaded[CHARSETS] = { NULL };
	struct err err = ERR_INIT;
	size_t i;
	bool ok;

	if (argc != 6 || (!book && strcmp(argv[1], "text") != 0) ||
	    !find_mode(argv[2], &job.mode)) {
		tell("bangjiao-table 由 bangjiao 启动，不单独使用\n");
		return 2;
	}
	confine_limits(&limits);
	job.encoding = charset_name(argv[3]);
	job.number = (uint32_t)strtoul(argv[4], NULL, 10);
	job.below = strtol(argv[5], NULL, 10);
	if (!book)
		load_charsets(loaded);
	confine_calls(CONFINE_READER);
	ok = book ? tablereader_book(&job, &err) : tablereader_text(&job, &err);
	if (!ok)
		tell(err.text);
	for (i = 0; i < CHARSETS; i++)
		charset_close(loaded[i]);
	return ok ? 0 : 2;
}
