/*
 * command-screen.c: the workbench, and replaying keys on it
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "command.h"

#include <unistd.h>

#include "ui/ui.h"

int
command_workbench(const struct cmdline *line, struct err *err)
{
	int number = 0;
	struct ui_options options = { &number };
	struct store *store;
	bool ok;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
		err_set(err, ERR_INPUT, "工作台需要终端：请在终端里运行；"
		    "不用终端的命令见 bangjiao help");
		return NOT_DONE;
	}
	store = command_store(line, true, err);
	if (store == NULL && err->kind == ERR_READONLY) {
		/* What is there can still be looked at. */
		err_clear(err);
		store = command_store(line, false, err);
	}
	if (store == NULL)
		return NOT_DONE;
	ok = ui_run(store, &options, err);
	store_close(store);
	if (!ok)
		return NOT_DONE;
	return number == 0 ? DONE : INTERRUPTED;
}

int
command_script(const struct cmdline *line, struct store *store, struct err *err)
{
	return ui_script(store, line->word[0], err);
}
