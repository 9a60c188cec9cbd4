/*
 * command-store.c: init accept backup restore
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "command.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"

int
command_created(const struct store *store, const char *what, struct err *err)
{
	struct buf out = BUF_INIT;
	char start[DATE_SIZE];
	bool ok;

	buf_addf(&out, "已建立%s %s（%s，启用日 %s）\n", what,
	    store_path(store), store_office_name(store),
	    date_print(store_start(store), start));
	ok = output_text(buf_str(&out), err);
	buf_clear(&out);
	return ok ? DONE : NOT_DONE;
}

int
command_init(const struct cmdline *line, struct store *none, struct err *err)
{
	struct store_options options = command_store_options(line);
	struct store *store;
	int start, status;

	if (!cmdline_date(line, OPTION_START, &start, err))
		return NOT_DONE;
	if (*line->value[OPTION_OFFICE] == '\0') {
		err_set(err, ERR_INPUT, "选项 --office 是空的：请写单位名称");
		return NOT_DONE;
	}
	store = store_create(&options, line->value[OPTION_OFFICE],
	    start == DATE_NONE ? date_today() : start, err);
	if (store == NULL)
		return NOT_DONE;
	status = command_created(store, "库", err);
	store_close(store);
	return status;
}

/* ---- definitions and copies ---- */

struct says {
	struct output	*output;
	struct err	*err;
	bool		 ok;
};

static void
print_line(void *arg, const char *text)
{
	struct says *says = arg;
	struct buf line = BUF_INIT;

	text_shown(&line, text, false);
	buf_addc(&line, '\n');
	says->ok = says->ok && output_write(says->output, buf_str(&line),
	    says->err);
	buf_clear(&line);
}

int
command_accept(const struct cmdline *line, struct store *store, struct err *err)
{
	struct says says = { NULL, err, true };
	bool ok;

	says.output = output_open(NULL, false, NULL, false, err);
	if (says.output == NULL)
		return NOT_DONE;
	ok = store_accept(store, line->words > 0 ? line->word[0] : NULL,
	    print_line, &says, err);
	return output_commit(says.output, ok ? err : NULL) && ok && says.ok ?
	    DONE : NOT_DONE;
}

int
command_backup(const struct cmdline *line, struct store *store, struct err *err)
{
	struct buf out = BUF_INIT;
	bool ok;

	if (!store_backup(store, line->word[0], err))
		return NOT_DONE;
	buf_addf(&out, "已备份到 %s\n", line->word[0]);
	ok = output_text(buf_str(&out), err);
	buf_clear(&out);
	return ok ? DONE : NOT_DONE;
}

int
command_restore(const struct cmdline *line, struct store *none, struct err *err)
{
	struct buf out = BUF_INIT;
	bool ok;

	if (!store_restore(line->value[OPTION_DB], line->word[0], err))
		return NOT_DONE;
	buf_addf(&out, "已从 %s 恢复\n", line->word[0]);
	ok = output_text(buf_str(&out), err);
	buf_clear(&out);
	return ok ? DONE : NOT_DONE;
}
