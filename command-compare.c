/*
 * command-compare.c: a list from outside beside our register
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "command.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/charset.h"
#include "base/mem.h"
#include "reports/comparison.h"
#include "reports/print.h"

static void
tell_line(void *arg, const char *line)
{
	message("%s", line);
}

static void
tell_file(const struct compare_result *result)
{
	if (result->sheet != NULL)
		message("按工作簿读入，工作表“%s”", result->sheet);
	else
		message("按 %s 编码、以%s分隔读入；不对的话请用 --encoding 指明编码",
		    result->encoding, result->delimiter);
}

/* The counts: behind a text on standard output, else on standard error, where
 * they are in nobody's way. */
static bool
tell_counts(const struct compare_result *result, const char *format, struct err *err)
{
	struct buf line = BUF_INIT;
	bool ok = true;

	comparison_line(result, &line);
	if (strcmp(format, print_formats[0]) == 0) {
		buf_addc(&line, '\n');
		ok = output_text(buf_str(&line), err);
	} else {
		message("%s", buf_str(&line));
	}
	buf_clear(&line);
	return ok;
}

static bool
compare_and_print(const struct cmdline *line, struct store *store,
    struct print_job *job, bool *found, struct err *err)
{
	struct import_options import = { .profile = line->word[0],
		.path = line->word[1], .sender = line->value[OPTION_SENDER],
		.recall = true, .progress = progress_until, .says = tell_line };
	static char reading[] = "对账";
	struct compare_result result = { .read = 0 };
	const struct reportdef *def;
	struct buf notice = BUF_INIT;
	bool ok;

	import.arg = reading;
	ok = command_encoding(line, &import.encoding, err) &&
	    comparison_run(store, &import, job->value, job->count, &def, &result,
	    err);
	progress_end();
	command_encoding_told(line, err);
	if (ok) {
		tell_file(&result);
		*found = compare_found(&result);
		ok = print_report(store, def->name, job, &notice, err);
		progress_end();
	}
	if (ok && notice.len > 0)
		message("%s", buf_str(&notice));
	ok = ok && tell_counts(&result, job->format, err);
	buf_clear(&notice);
	compare_result_clear(&result);
	return ok;
}

int
command_compare(const struct cmdline *line, struct store *store, struct err *err)
{
	static char doing[] = "制表";
	struct report_value value[PARAMS + 4];
	struct print_job job = { .path = line->value[OPTION_OUT],
		.force = line->value[OPTION_FORCE] != NULL,
		.charset = output_charset(), .value = value,
		.progress = progress_until, .arg = doing };
	char *own[PARAMS] = { NULL };
	bool ok, found = false;
	size_t i;

	if (!command_format(line, print_formats, &job.format, err) ||
	    !command_showable(&job, err))
		return NOT_DONE;
	ok = command_params(line, value, &job.count, own, err);
	if (ok && line->value[OPTION_FULL] != NULL)
		value[job.count++] = (struct report_value){ "full", "1" };
	ok = ok && compare_and_print(line, store, &job, &found, err);
	for (i = 0; i < PARAMS; i++)
		free(own[i]);
	return !ok ? NOT_DONE : found ? FINDINGS : DONE;
}
