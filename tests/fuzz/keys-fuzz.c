/*
 * tests/fuzz/keys-fuzz.c: hostile bytes from a keyboard
 * SPDX-License-Identifier: Apache-2.0
 *
 * Whatever came before, plain ASCII typed behind it arrives: no byte can lock
 * the decoder.
 */
#include "config.h"

#include <assert.h>

#include "base/charset.h"
#include "tests/fuzz/fuzz.h"

static void
feed(struct charset_keys *keys, unsigned char byte, uint32_t *last)
{
	bool again;
	int tries = 0;
	uint32_t cp = 0;

	do {
		again = false;
		if (charset_keys_feed(keys, byte, &cp, &again) == 1)
			*last = cp;
		assert(++tries < 8);
	} while (again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const sets[] = { "utf-8", "gb18030" };
	size_t i, at;

	for (i = 0; i < 2; i++) {
		struct charset_keys *keys = charset_keys_new(sets[i]);
		uint32_t last = 0;

		for (at = 0; at < n; at++)
			feed(keys, data[at], &last);
		for (at = 0; at < 4; at++)
			feed(keys, ' ', &last);
		feed(keys, 'q', &last);
		assert(last == 'q');
		charset_keys_free(keys);
	}
	return 0;
}
