/*
 * ui/import-screen.c: a list from outside, step by step
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/import-screen.h"

#include <stdlib.h>

#include "ui/file-screen.h"
#include "ui/import-private.h"

static void
chosen(struct ui *ui, const char *path)
{
	import_sight_open(ui, path);
}

bool
import_screen_open(struct ui *ui)
{
	char *folder = importview_last_folder(ui->store);
	struct file_choice choice = { .title = "名单导入：选文件", .folder = folder,
	    .chosen = chosen };
	bool ok = file_screen_open(ui, &choice);

	free(folder);
	return ok;
}
