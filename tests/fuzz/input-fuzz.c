/*
 * tests/fuzz/input-fuzz.c: hostile bytes and keys for the decoder of input
 * SPDX-License-Identifier: Apache-2.0
 *
 * 0xFD is a silence, 0xFE with the next byte a key that curses knew.  Whatever
 * came, after a silence plain ASCII arrives: nothing can lock the keyboard.
 */
#include "config.h"

#include <assert.h>
#include <string.h>

#include "base/text.h"
#include "tests/fuzz/fuzz.h"
#include "ui/decode.h"

/* Takes all events; the last character or 0. */
static uint32_t
drain(struct decode *decode)
{
	struct event event;
	uint32_t last = 0;
	int events = 0;

	while (decode_next(decode, &event)) {
		assert(event.kind != EVENT_NONE && ++events < 1000000);
		if (event.kind == EVENT_CHAR)
			last = event.cp;
		if (event.kind == EVENT_PASTE)
			assert(text_valid(event.text, strlen(event.text), NULL));
	}
	return last;
}

static void
be_silent(struct decode *decode)
{
	int times = 0;

	while (decode_wait(decode) >= 0) {
		decode_timeout(decode);
		drain(decode);
		assert(++times < 16);
	}
}

static void
run(const char *charset, const uint8_t *data, size_t n)
{
	struct decode *decode = decode_new(charset);
	size_t i;

	for (i = 0; i < n; i++) {
		if (data[i] == 0xFD)
			be_silent(decode);
		else if (data[i] == 0xFE && i + 1 < n)
			decode_press(decode, data[++i] % PRESS_UNKNOWN + 1);
		else
			decode_byte(decode, data[i]);
		drain(decode);
	}
	be_silent(decode);
	assert(!decode_pasting(decode));
	decode_byte(decode, 'q');
	assert(drain(decode) == 'q');
	decode_free(decode);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	run("utf-8", data, n);
	run("gb18030", data, n);
	return 0;
}
