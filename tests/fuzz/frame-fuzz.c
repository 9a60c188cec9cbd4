/*
 * tests/fuzz/frame-fuzz.c: what a reader of tables that was taken over might say
 * SPDX-License-Identifier: Apache-2.0
 *
 * The first byte is the size of the pieces: what is taken must not depend on
 * it.
 */
#include "config.h"

#include <assert.h>
#include <string.h>

#include "base/text.h"
#include "model/table-frame.h"
#include "tests/fuzz/fuzz.h"

struct sum { unsigned long long frames, hash; long line; int good, whole; };

static void
add_text(struct sum *sum, const char *text)
{
	assert(text_valid(text, strlen(text), NULL));
	for (; *text != '\0'; text++)
		sum->hash = sum->hash * 31 + (unsigned char)*text;
}

static bool
take(void *arg, const struct tableframe *frame, struct err *err)
{
	struct sum *sum = arg;
	size_t i;

	(void)err;
	sum->frames++;
	sum->hash = sum->hash * 31 + (unsigned)frame->kind + frame->number;
	if (frame->word != NULL)
		add_text(sum, frame->word);
	if (frame->second != NULL)
		add_text(sum, frame->second);
	if (frame->kind == TABLEFRAME_PART)
		sum->line = 0;
	if (frame->kind != TABLEFRAME_ROW)
		return true;
	assert(frame->row.line > sum->line && frame->row.count > 0 &&
	    frame->row.count <= DELIMITED_CELLS_MAX);
	sum->line = frame->row.line;
	for (i = 0; i < frame->row.filled_count; i++)
		assert(frame->row.filled[i] < frame->row.count);
	for (i = 0; i < frame->row.count; i++) {
		assert(strlen(frame->row.cell[i]) <= DELIMITED_CELL_MAX);
		add_text(sum, frame->row.cell[i]);
	}
	return true;
}

static void
read_all(const uint8_t *data, size_t n, size_t piece, struct sum *sum)
{
	struct tableframe_reader *reader = tableframe_reader_new(take, sum);
	struct err err = ERR_INIT;
	size_t at, some;

	memset(sum, 0, sizeof(*sum));
	sum->good = 1;
	for (at = 0; sum->good && at < n; at += some) {
		some = n - at < piece ? n - at : piece;
		sum->good = tableframe_feed(reader, data + at, some, &err);
	}
	sum->whole = sum->good && tableframe_whole(reader);
	assert(sum->good || err.text[0] != '\0');
	tableframe_reader_free(reader);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct sum whole, pieces;

	if (n < 2)
		return 0;
	read_all(data + 1, n - 1, n, &whole);
	read_all(data + 1, n - 1, (size_t)data[0] % 17 + 1, &pieces);
	assert(memcmp(&whole, &pieces, sizeof(whole)) == 0);
	return 0;
}
