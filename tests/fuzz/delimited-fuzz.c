/*
 * tests/fuzz/delimited-fuzz.c: hostile tables, in pieces of any size
 * SPDX-License-Identifier: Apache-2.0
 *
 * The first byte is the size of the pieces: the rows must not depend on it.
 */
#include "config.h"

#include <assert.h>
#include <string.h>

#include "base/text.h"
#include "model/delimited.h"
#include "tests/fuzz/fuzz.h"

struct sum { unsigned long long rows, cells, hash; long line; };

static bool
add(void *arg, const struct delimited_row *row)
{
	struct sum *sum = arg;
	size_t i;
	const char *p;

	assert(row->count >= 1 && row->line >= sum->line);
	sum->line = row->line;
	sum->rows++;
	for (i = 0; i < row->count; i++, sum->cells++)
		for (p = row->cell[i]; *p != '\0'; p++)
			sum->hash = sum->hash * 31 + (unsigned char)*p;
	return true;
}

static struct sum
parse(const char *text, size_t n, size_t piece)
{
	struct sum sum = { 0, 0, 0, 0 };
	struct delimited *parser = delimited_new(',', add, &sum);
	struct err err = ERR_INIT;
	size_t at, take;
	bool good = true;

	for (at = 0; good && at < n; at += take) {
		take = n - at < piece ? n - at : piece;
		good = delimited_feed(parser, text + at, take, at + take == n, &err);
	}
	delimited_free(parser);
	return sum;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct sum whole, pieces;

	if (n < 2 || !text_valid((const char *)data + 1, n - 1, NULL))
		return 0;
	whole = parse((const char *)data + 1, n - 1, n);
	pieces = parse((const char *)data + 1, n - 1, (size_t)data[0] % 17 + 1);
	assert(memcmp(&whole, &pieces, sizeof(whole)) == 0);
	return 0;
}
