/*
 * command-demo.c: a store with invented people
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "command.h"

#include "model/demo.h"

int
command_demo(const struct cmdline *line, struct store *none, struct err *err)
{
	struct store_options options = command_store_options(line);
	static char doing[] = "建演示库";
	struct store *store;
	long persons, seed;
	int status;

	if (!cmdline_number(line, OPTION_PERSONS, 1, 10000000, 60, &persons,
	    err) || !cmdline_number(line, OPTION_SEED, 0, 2147483647, 1, &seed,
	    err))
		return NOT_DONE;
	store = demo_create(&options, persons, (unsigned long long)seed,
	    progress_show, doing, err);
	progress_end();
	if (store == NULL)
		return NOT_DONE;
	status = command_created(store, "演示库", err);
	store_close(store);
	return status;
}
