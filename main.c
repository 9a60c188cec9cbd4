/*
 * main.c: options and commands
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/date.h"
#include "command.h"

struct store_options
command_store_options(const struct cmdline *line)
{
	struct store_options options = {
		.path = line->value[OPTION_DB],
		.user = line->value[OPTION_USER],
		.data = line->value[OPTION_DATA]
	};

	return options;
}

struct store *
command_store(const struct cmdline *line, bool write, struct err *err)
{
	struct store_options options = command_store_options(line);
	struct store *store;

	options.read_only = !write;
	options.accepting = line->command != NULL &&
	    line->command->run == command_accept;
	store = store_open(&options, err);
	if (store != NULL && write && store_definitions_pending(store) &&
	    !options.accepting)
		message("这个程序带来了新的定义，库还在用旧的；"
		    "要采用请运行：bangjiao accept");
	return store;
}

static int
print_version(struct err *err)
{
	return output_text(PACKAGE_STRING "\n", err) ? DONE : NOT_DONE;
}

/* A command, with what it needs before it runs. */
static int
run_command(const struct cmdline *line, struct err *err)
{
	const struct command *command = line->command;
	struct store *store = NULL;
	int status;

	interrupt_catch();
	if (command->needs & NEEDS_STORE) {
		store = command_store(line, command->needs & NEEDS_WRITE, err);
		if (store == NULL)
			return NOT_DONE;
	}
	status = command->run(line, store, err);
	store_close(store);
	return status;
}

static int
run(struct cmdline *line, int argc, char **argv, struct err *err)
{
	int today;

	if (!cmdline_parse(line, argc, argv, err))
		return NOT_DONE;
	if (line->value[OPTION_VERSION] != NULL)
		return print_version(err);
	if (line->value[OPTION_HELP] != NULL)
		return command_help(line->command, err) ? DONE : NOT_DONE;
	if (!cmdline_date(line, OPTION_TODAY, &today, err))
		return NOT_DONE;
	if (today != DATE_NONE)
		date_set_today(today);
	if (line->command == NULL)
		return command_workbench(line, err);
	return run_command(line, err);
}

int
main(int argc, char **argv)
{
	struct cmdline line;
	struct err err = ERR_INIT;
	int status;

	memset(&line, 0, sizeof(line));
	output_init();
	status = run(&line, argc, argv, &err);
	progress_end();
	if (err.kind == ERR_INTERRUPTED)
		status = INTERRUPTED;
	if (err.kind != ERR_NONE)
		message("%s", err.text);
	cmdline_clear(&line);
	return status;
}
