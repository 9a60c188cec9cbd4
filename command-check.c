/*
 * command-check.c: check, of a store or of the definitions alone
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "command.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "model/prepare.h"

struct findings {
	struct output	*output;
	struct err	*err;
	bool		 ok;		/* still writing */
};

static void
add_finding(void *arg, const char *text)
{
	struct findings *findings = arg;
	struct buf line = BUF_INIT;

	progress_end();
	text_shown(&line, text, false);
	buf_addc(&line, '\n');
	findings->ok = findings->ok && output_write(findings->output,
	    buf_str(&line), findings->err);
	buf_clear(&line);
}

static bool
stop_asked(void *arg)
{
	return interrupt_asked();
}

static int
check_store(const struct cmdline *line, struct findings *findings,
    struct err *err)
{
	struct store *store = command_store(line, false, err);
	long count = 0;
	char *text;
	bool ok;

	if (store == NULL)
		return NOT_DONE;
	db_cancel(store_db(store), stop_asked, NULL);
	ok = store_check(store, add_finding, findings, &count, err);
	db_cancel(store_db(store), NULL, NULL);
	store_close(store);
	if (!ok || !findings->ok)
		return NOT_DONE;
	text = count == 0 ? mem_text("检查完毕，没有发现问题。") :
	    mem_printf("检查完毕，有 %ld 处发现。", count);
	add_finding(findings, text);
	free(text);
	return count == 0 ? DONE : FINDINGS;
}

/* ---- the definitions ---- */

/* A definition error is a finding: it names file, line and remedy. */
static int
check_definitions(const struct cmdline *line, struct findings *findings,
    struct err *err)
{
	struct err fault = ERR_INIT;
	struct catalog *catalog = line->value[OPTION_DATA] == NULL ?
	    catalog_open_embedded(&fault) :
	    catalog_open_dir(line->value[OPTION_DATA], &fault);
	int status = FINDINGS;

	if (catalog != NULL && catalog_check(catalog, &fault) &&
	    catalog_prepare(catalog, &fault)) {
		add_finding(findings, "定义检查完毕，没有发现问题。");
		status = DONE;
	} else if (fault.kind == ERR_DATA) {
		add_finding(findings, fault.text);
	} else {
		*err = fault;
		status = NOT_DONE;
	}
	catalog_free(catalog);
	return status;
}

int
command_check(const struct cmdline *line, struct store *none, struct err *err)
{
	struct findings findings = { NULL, err, true };
	int status;

	findings.output = output_open(NULL, false, NULL, false, err);
	if (findings.output == NULL)
		return NOT_DONE;
	status = line->value[OPTION_DEFINITIONS] != NULL ?
	    check_definitions(line, &findings, err) :
	    check_store(line, &findings, err);
	if (!findings.ok) {
		output_abandon(findings.output);
		return NOT_DONE;
	}
	/* What was found before an error is worth seeing, too. */
	return output_commit(findings.output,
	    status == NOT_DONE ? NULL : err) ? status : NOT_DONE;
}
