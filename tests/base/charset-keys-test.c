/*
 * tests/base/charset-keys-test.c
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "base/charset.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "tests/base/test.h"

/* Feeds one byte until it is used; what came out goes behind out: characters,
 * and "!" for what was dropped. */
static void
feed(struct charset_keys *keys, char byte, struct buf *out)
{
	uint32_t cp = 0;
	char one[5];
	bool again = true;
	int got, rounds = 0;

	while (again) {
		assert_true(++rounds < 10);
		got = charset_keys_feed(keys, (unsigned char)byte, &cp, &again);
		assert_in_range(got + 1, 0, 2);
		if (got == 1) {
			text_encode(cp, one);
			buf_add(out, one);
		} else if (got == -1) {
			buf_add(out, "!");
		} else {
			assert_false(again);
			assert_true(charset_keys_pending(keys));
		}
	}
}

static void
types(const char *set, const char *bytes, const char *want)
{
	struct charset_keys *keys = charset_keys_new(set);
	struct buf out = BUF_INIT;

	for (; *bytes != '\0'; bytes++)
		feed(keys, *bytes, &out);
	assert_string_equal(buf_str(&out), want);
	assert_false(charset_keys_pending(keys));
	buf_clear(&out);
	charset_keys_free(keys);
}

static void
keys__utf8__characters_of_every_length(void **state)
{
	types("utf-8", "aé中𠮷\033[A", "aé中𠮷\033[A");
	types("ANSI_X3.4-1968", "中", "中");
	types("unknown", "中", "中");
	types(NULL, "中", "中");
}

static void
keys__utf8__bad_bytes_cost_nothing_else(void **state)
{
	types("utf-8", "\377a", "!a");
	types("utf-8", "\344\270q", "!q");
	types("utf-8", "\344\021", "!\021");
	types("utf-8", "\344\344\270\255", "!中");
	types("utf-8", "\360\237\344\270\255", "!中");
	types("utf-8", "\355\240\200x", "!!!x");
	types("utf-8", "\340\200x", "!!x");
	types("utf-8", "\300\257x", "!!x");
	types("utf-8", "\364\220x", "!!x");
	/* GBK bytes into UTF-8, then plain keys. */
	types("utf-8", "\326\320\316\304abc", "!!!!abc");
}

static void
keys__gb__two_and_four_bytes(void **state)
{
	types("gb18030", "a\326\320\316\304b", "a中文b");
	types("GBK", "\226\331", "栙");
	types("gb18030", "\2254\2625x", "𠮷x");
	types("gb18030", "\2010\2010", "\302\200");
}

static void
keys__gb__bad_bytes_cost_nothing_else(void **state)
{
	types("gb18030", "\377a", "!a");
	types("gb18030", "\200a", "!a");
	types("gb18030", "\326\021", "!\021");
	types("gb18030", "\326\033[A", "!\033[A");
	/* A lead byte that nothing follows, then digits. */
	types("gb18030", "\30335\021", "!35\021");
	types("gb18030", "\3033\326\320", "!3中");
	types("gb18030", "\3033\326\320\326\320", "!3中中");
	types("gb18030", "\3033\326\021", "!3!\021");
}

static void
keys__gb__every_pair_is_what_the_converter_says(void **state)
{
	struct charset_keys *keys = charset_keys_new("gb18030");
	struct charset *cs = charset_open("utf-8", "gb18030", NULL);
	struct buf out = BUF_INIT, want = BUF_INIT;
	int lead, trail;
	size_t bad;
	char pair[2];

	for (lead = 0x81; lead <= 0xFE; lead++)
		for (trail = 0x40; trail <= 0xFE; trail++) {
			pair[0] = (char)lead;
			pair[1] = (char)trail;
			buf_cut(&out, 0);
			buf_cut(&want, 0);
			if (!charset_convert(cs, pair, 2, true, &want, &bad)) {
				buf_add(&want, "!");
				if (trail < 0x80)
					buf_addc(&want, (char)trail);
			}
			feed(keys, pair[0], &out);
			feed(keys, pair[1], &out);
			assert_string_equal(buf_str(&out), buf_str(&want));
			assert_false(charset_keys_pending(keys));
		}
	buf_clear(&out);
	buf_clear(&want);
	charset_close(cs);
	charset_keys_free(keys);
}

static void
keys__drop__forgets_what_is_pending(void **state)
{
	struct charset_keys *keys = charset_keys_new("gb18030");
	struct buf out = BUF_INIT;

	feed(keys, '\326', &out);
	assert_true(charset_keys_pending(keys));
	charset_keys_drop(keys);
	assert_false(charset_keys_pending(keys));
	feed(keys, 'a', &out);
	assert_string_equal(buf_str(&out), "a");
	buf_clear(&out);
	charset_keys_free(keys);
	charset_keys_free(NULL);
}

/* Whatever came before, a control key gets through at once. */
static void
keys__any__no_bytes_can_lock_it(void **state)
{
	static const char *const sets[] = { "utf-8", "gb18030" };
	struct charset_keys *keys;
	struct buf out = BUF_INIT;
	unsigned seed = 7;
	int round, i, s;

	for (s = 0; s < 2; s++) {
		keys = charset_keys_new(sets[s]);
		for (round = 0; round < 20000; round++) {
			buf_cut(&out, 0);
			for (i = round % 7; i >= 0; i--) {
				seed = seed * 1103515245u + 12345u;
				feed(keys, (char)(seed >> 17 | 0x80), &out);
				if (seed >> 30 == 0)
					feed(keys, (char)('0' + (seed >> 20) % 10),
					    &out);
			}
			feed(keys, '\021', &out);
			assert_int_equal(out.text[out.len - 1], '\021');
			assert_false(charset_keys_pending(keys));
		}
		charset_keys_free(keys);
	}
	buf_clear(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys__utf8__characters_of_every_length),
		cmocka_unit_test(keys__utf8__bad_bytes_cost_nothing_else),
		cmocka_unit_test(keys__gb__two_and_four_bytes),
		cmocka_unit_test(keys__gb__bad_bytes_cost_nothing_else),
		cmocka_unit_test(keys__gb__every_pair_is_what_the_converter_says),
		cmocka_unit_test(keys__drop__forgets_what_is_pending),
		cmocka_unit_test(keys__any__no_bytes_can_lock_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
