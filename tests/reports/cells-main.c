/*
 * tests/reports/cells-main.c: prints a workbook as lines, for scripts
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <stdio.h>

#include "tests/reports/cells.h"

int
main(int argc, char **argv)
{
	struct buf out = BUF_INIT;
	struct err err = ERR_INIT;
	bool ok = argc == 2 && cells_read(argv[1], &out, &err);

	fputs(buf_str(&out), stdout);
	if (!ok)
		fprintf(stderr, "%s\n", err.text);
	buf_clear(&out);
	return ok ? 0 : 2;
}
