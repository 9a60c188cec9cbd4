/*
 * ui/import-show.c: what the screens of an import show and keep alike
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/import-private.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/draw.h"
#include "ui/folder.h"
#include "ui/width.h"

#define NAME_CELLS 32		/* of the file's, in titles and messages */

char *
import_short_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct buf shown = BUF_INIT, name = BUF_INIT;

	folder_shown(&shown, slash != NULL ? slash + 1 : path);
	folder_short(&name, buf_str(&shown), NAME_CELLS, width_cell);
	buf_clear(&shown);
	return buf_take(&name);
}

char *
import_name(const struct importview *view)
{
	return import_short_name(view->path);
}

void
import_keep(struct ui *ui, struct importview *view)
{
	struct err err = ERR_INIT;

	if (!store_read_only(ui->store) && !importview_keep(view, &err))
		ui_say(ui, ROLE_ERROR, "这样的选择没有记下：%s", err.text);
}

int
import_draw_says(struct screen *screen, const struct importview *view, int row, int rows)
{
	int used = 0;
	char *line;
	size_t i;

	for (i = 0; i < view->say_count && used < rows; i++) {
		line = mem_printf("%s%s", view->say[i].stops ? "! " : "- ", view->say[i].text);
		used += draw_wrapped(screen->win, row + used, 2, rows - used,
		    screen->cols - 3, line,
		    view->say[i].stops ? ROLE_PROBLEM : ROLE_TEXT);
		free(line);
	}
	return used;
}

void
import_draw_cell(struct screen *screen, int row, int col, int cells, const char *cell,
    enum role role)
{
	struct buf line = BUF_INIT;

	/* CR LF is one break. */
	for (; *cell != '\0'; cell++)
		if (cell[0] != '\r' || cell[1] != '\n')
			buf_addc(&line, *cell);
	draw_pad(screen->win, row, col, cells, buf_str(&line), TEXT_LEFT, role);
	buf_clear(&line);
}
