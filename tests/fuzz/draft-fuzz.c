/*
 * tests/fuzz/draft-fuzz.c: hostile rows of the file of drafts
 * SPDX-License-Identifier: Apache-2.0
 *
 * What a row holds is names and values as lines (model/pairs.h).  Whatever
 * stands there is read to its end, and what was read reads the same again.
 */
#include "config.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/pairs.h"
#include "tests/fuzz/fuzz.h"

static size_t
read_all(const char *text, struct buf *out)
{
	struct buf name = BUF_INIT, value = BUF_INIT;
	const char *at = text, *before = text, *end = text + strlen(text);
	size_t pairs = 0;

	while (pairs_next(&at, &name, &value)) {
		assert(at > before && at <= end);
		before = at;
		if (strpbrk(buf_str(&name), "\t\n") == NULL)
			pairs_add(out, buf_str(&name), buf_str(&value));
		pairs++;
	}
	assert(at >= before && at <= end);
	buf_clear(&name);
	buf_clear(&value);
	return pairs;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct buf once = BUF_INIT, twice = BUF_INIT;
	char *text = mem_textn((const char *)data, n);
	size_t pairs = read_all(text, &once);

	assert(read_all(buf_str(&once), &twice) == pairs);
	assert(strcmp(buf_str(&once), buf_str(&twice)) == 0);
	buf_clear(&once);
	buf_clear(&twice);
	free(text);
	return 0;
}
