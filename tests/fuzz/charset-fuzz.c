/*
 * tests/fuzz/charset-fuzz.c: hostile bytes in every character set
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/charset.h"
#include "base/text.h"
#include "tests/fuzz/fuzz.h"

/* Converted whole and in pieces, the text and the place of the first bad byte
 * are the same, and what comes out is UTF-8. */
static void
convert(const char *from, const char *in, size_t n, size_t piece)
{
	struct err err = ERR_INIT;
	struct charset *cs = charset_open("utf-8", from, &err);
	struct buf whole = BUF_INIT, pieces = BUF_INIT;
	size_t bad = 0, at, take;
	bool good, good_pieces = true;

	assert(cs != NULL);
	good = charset_convert(cs, in, n, true, &whole, &bad);
	assert(good || bad <= n);
	charset_close(cs);
	cs = charset_open("utf-8", from, &err);
	for (at = 0; good_pieces && at < n; at += take) {
		take = n - at < piece ? n - at : piece;
		good_pieces = charset_convert(cs, in + at, take, at + take == n, &pieces, &bad);
	}
	charset_close(cs);
	assert(good == good_pieces || n == 0);
	assert(strcmp(buf_str(&whole), buf_str(&pieces)) == 0 || memchr(in, 0, n) != NULL);
	assert(memchr(buf_str(&whole), 0, whole.len) != NULL ||
	    text_valid(buf_str(&whole), whole.len, NULL));
	buf_clear(&whole);
	buf_clear(&pieces);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const sets[] = { "utf-8", "gb18030", "utf-16le", "utf-16be", "big5" };
	size_t i, skip;

	if (n < 2)
		return 0;
	for (i = 0; i < sizeof(sets) / sizeof(sets[0]); i++)
		convert(sets[i], (const char *)data + 1, n - 1, (size_t)data[0] % 13 + 1);
	assert(charset_detect(data + 1, n - 1, data[0] & 1, &skip) != NULL);
	assert(skip <= n - 1);
	return 0;
}
