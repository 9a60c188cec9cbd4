/*
 * reports/preview.c: laid-out pages as lines of text for a screen
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "reports/preview.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "reports/render-text.h"

char **
preview_page(const struct pages *pages, long number, size_t *count, struct err *err)
{
	struct sheet_page *page = pages->page(pages->from, number, err);
	struct buf out = BUF_INIT;
	char **line;
	int row;

	if (page == NULL)
		return NULL;
	*count = (size_t)page->rows;
	line = mem_new(*count * sizeof(*line));
	for (row = 0; row < page->rows; row++) {
		render_text_line(pages->sheet, page, row, &out);
		line[row] = mem_text(buf_str(&out));
		buf_cut(&out, 0);
	}
	buf_clear(&out);
	sheet_page_free(page);
	return line;
}

void
preview_free(char **line, size_t count)
{
	size_t i;

	for (i = 0; line != NULL && i < count; i++)
		free(line[i]);
	free(line);
}
