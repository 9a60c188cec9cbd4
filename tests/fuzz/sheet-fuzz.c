/*
 * tests/fuzz/sheet-fuzz.c: hostile sheets for the printers in processes of their own
 * SPDX-License-Identifier: Apache-2.0
 *
 * Whatever the bytes are, an item lies on the page, its text is valid UTF-8,
 * and the end comes only after the last page.
 */
#include "config.h"

#include <assert.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/text.h"
#include "reports/sheet-read.h"
#include "tests/fuzz/fuzz.h"

static void
check_item(const struct sheet *sheet, const struct sheet_item *item)
{
	size_t i;

	if (item->kind == SHEET_PAGE || item->kind == SHEET_PAGE_END)
		return;
	assert(item->row >= 0 && item->row < sheet->rows);
	if (item->kind == SHEET_TEXT) {
		assert(item->piece.col >= 0 && item->piece.col < sheet->cols);
		assert(text_valid(item->piece.text, strlen(item->piece.text),
		    NULL));
	}
	for (i = 0; (item->kind == SHEET_BARS || item->kind == SHEET_RULE) &&
	    i < item->count; i++) {
		assert(item->bar[i] >= 0 && item->bar[i] <= sheet->cols);
		assert(i == 0 || item->bar[i] > item->bar[i - 1]);
	}
	assert(item->kind != SHEET_EDGE || item->row > 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	int fd = memfd_create("sheet", MFD_CLOEXEC), got = -1;
	struct sheet_reader *reader = sheet_reader_new(fd);
	struct err err = ERR_INIT;
	struct sheet_item item;
	struct sheet sheet;
	long page = 0, of = 0;

	assert(fd >= 0 && write(fd, data, n) == (ssize_t)n &&
	    lseek(fd, 0, SEEK_SET) == 0);
	if (sheet_reader_head(reader, &sheet, &err)) {
		assert(sheet.cols > 0 && sheet.rows > 0 && sheet.font > 0);
		while ((got = sheet_reader_next(reader, &item, &err)) == 1) {
			check_item(&sheet, &item);
			if (item.kind != SHEET_PAGE)
				continue;
			assert(item.number == page + 1 && item.of >= item.number);
			page = item.number;
			of = item.of;
		}
		assert(got != 0 || (page > 0 && page == of));
	}
	assert(got == 0 || err.text[0] != '\0');
	sheet_reader_free(reader);
	close(fd);
	return 0;
}
