/*
 * tests/base/charset-test.c
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "base/charset.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "tests/base/test.h"

static void
charset__name__every_spelling(void **state)
{
	static const char *const list[][2] = {
		{ "utf-8", "utf-8" }, { "UTF8", "utf-8" }, { "utf_8", "utf-8" },
		{ "ascii", "utf-8" }, { "US-ASCII", "utf-8" }, { "C", "utf-8" },
		{ "ANSI_X3.4-1968", "utf-8" },
		{ "gb18030", "gb18030" }, { "GB18030", "gb18030" },
		{ "gbk", "gb18030" }, { "GB2312", "gb18030" },
		{ "cp936", "gb18030" }, { "CP936", "gb18030" },
		{ "utf-16", "utf-16le" }, { "UTF-16LE", "utf-16le" },
		{ "utf16be", "utf-16be" }, { "Big5", "big5" }, { "big-5", "big5" },
	};
	static const char *const unknown[] = {
		"", "latin1", "iso-8859-1", "gb", "utf-81", "utf-7",
		"a very long name that is no charset"
	};
	size_t i;

	for (i = 0; i < sizeof(list) / sizeof(list[0]); i++)
		assert_string_equal(charset_name(list[i][0]), list[i][1]);
	for (i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++)
		assert_null(charset_name(unknown[i]));
	assert_null(charset_name(NULL));
}

static void
detects(const char *bytes, size_t n, bool more, const char *want, size_t skip)
{
	size_t got = 99;
	const char *name =
	    charset_detect((const unsigned char *)bytes, n, more, &got);

	assert_string_equal(name, want);
	assert_int_equal(got, skip);
}

/* The bytes of a UTF-8 text in another set. */
static struct buf
encoded(const char *to, const char *text)
{
	struct buf out = BUF_INIT;
	struct err err = ERR_INIT;
	size_t lost;

	if (!charset_encode(to, text, "?", &out, &lost, &err))
		fail_msg("%s", err.text);
	assert_int_equal(lost, 0);
	return out;
}

static void
charset__detect__by_mark(void **state)
{
	detects("\357\273\277\326\320", 5, false, "utf-8", 3);
	detects("\377\376a\0", 4, false, "utf-16le", 2);
	detects("\376\377\0a", 4, false, "utf-16be", 2);
	detects("\2041\2253abc", 7, false, "gb18030", 4);
}

static void
charset__detect__plain_ascii_is_utf8(void **state)
{
	detects("", 0, false, "utf-8", 0);
	detects("name,id\r\n1,2\r\n", 14, false, "utf-8", 0);
	detects("a", 1, true, "utf-8", 0);
}

static void
charset__detect__valid_utf8_with_a_long_character(void **state)
{
	struct buf gb;

	detects("姓名,编号\n", 14, false, "utf-8", 0);
	gb = encoded("gb18030", "姓名,编号\n");
	detects(gb.text, gb.len, false, "gb18030", 0);
	buf_clear(&gb);
	/* These two hanzi are also valid two-byte UTF-8. */
	gb = encoded("gb18030", "模模\n");
	assert_true(text_valid(gb.text, gb.len, NULL));
	detects(gb.text, gb.len, false, "gb18030", 0);
	buf_clear(&gb);
	detects("\303\251t\303\251", 5, false, "gb18030", 0);
}

static void
charset__detect__the_head_may_end_within_a_character(void **state)
{
	static const char text[] = "姓名𠮷编号";
	size_t n;

	for (n = 1; n < sizeof(text) - 1; n++) {
		detects(text, n, true, "utf-8", 0);
		if ((text[n] & 0xC0) == 0x80)
			detects(text, n, false, "gb18030", 0);
	}
	/* What can never be the beginning of a character is none. */
	detects("姓\340\200", 5, true, "gb18030", 0);
	detects("姓\355\240", 5, true, "gb18030", 0);
	detects("姓\364\220", 5, true, "gb18030", 0);
	detects("姓\377", 4, true, "gb18030", 0);
}

static void
charset__detect__utf16_without_mark(void **state)
{
	static const char *const texts[] = {
		"姓名,编号\r\n张三,11010519491231002X\r\n", "a", "ab,c\n",
		"一,二\n", "一一一一　　,一一一一\t"
	};
	struct buf le, be;
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		le = encoded("utf-16le", texts[i]);
		be = encoded("utf-16be", texts[i]);
		detects(le.text, le.len, false, "utf-16le", 0);
		detects(be.text, be.len, false, "utf-16be", 0);
		if (le.len > 4)
			detects(le.text, le.len - 1, true, "utf-16le", 0);
		buf_clear(&le);
		buf_clear(&be);
	}
}

static void
charset__detect__a_stray_zero_is_no_utf16(void **state)
{
	struct buf gb = encoded("gb18030", "姓名,编号,一些文字在这里,一些文字在这里\n");

	detects("abc\0def\n", 8, false, "utf-8", 0);
	detects("abcd\0efg\n", 9, false, "utf-8", 0);
	detects("\0\0\0\0", 4, false, "utf-8", 0);
	detects("姓名\0,编号\n", 15, false, "utf-8", 0);
	gb.text[9] = '\0';
	detects(gb.text, gb.len, false, "gb18030", 0);
	buf_clear(&gb);
}

/* Converts in pieces; true if all went well, else *bad counts from the start
 * of the piece that failed. */
static bool
decode(const char *from, const char *in, size_t n, size_t piece,
    struct buf *out, size_t *start, size_t *bad)
{
	struct err err = ERR_INIT;
	struct charset *cs = charset_open("utf-8", from, &err);
	size_t at = 0, len;
	bool ok = true;

	if (cs == NULL)
		fail_msg("%s", err.text);
	do {
		char *copy;		/* of its own size, for the sanitizer */

		len = n - at < piece ? n - at : piece;
		copy = mem_textn(in + at, len);
		ok = charset_convert(cs, copy, len, at + len == n, out, bad);
		free(copy);
		*start = at;
		at += len;
	} while (ok && at < n);
	charset_close(cs);
	return ok;
}

static const char *const sets[] = {
	"utf-8", "gb18030", "utf-16le", "utf-16be"
};
static const size_t pieces[] = { 1, 2, 3, 5, 7, 4096, 100000 };

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void
charset__convert__any_piece_gives_the_same(void **state)
{
	struct buf text = BUF_INIT, in, out = BUF_INIT;
	size_t s, p, start, bad;
	int i;

	for (i = 0; i < 700; i++)
		buf_addf(&text, "%d,张𠮷三①é€,\n", i);
	for (s = 0; s < COUNT(sets); s++) {
		in = encoded(sets[s], text.text);
		for (p = 0; p < COUNT(pieces); p++) {
			buf_cut(&out, 0);
			assert_true(decode(sets[s], in.text, in.len, pieces[p],
			    &out, &start, &bad));
			assert_string_equal(buf_str(&out), text.text);
		}
		buf_clear(&in);
	}
	buf_clear(&text);
	buf_clear(&out);
}

static void
charset__convert__every_character_comes_back(void **state)
{
	struct buf text = BUF_INIT, in, out = BUF_INIT;
	size_t s, start, bad;
	uint32_t cp;
	char one[5];

	/* Implementations differ in a few of the private ones. */
	for (cp = 1; cp < 0x30000; cp += cp < 0x10000 ? 1 : 97)
		if ((cp < 0xD800 || cp > 0xF8FF) && cp != 0xFEFF) {
			text_encode(cp, one);
			buf_add(&text, one);
		}
	for (s = 0; s < COUNT(sets); s++) {
		in = encoded(sets[s], text.text);
		buf_cut(&out, 0);
		assert_true(decode(sets[s], in.text, in.len, 1000, &out,
		    &start, &bad));
		assert_int_equal(out.len, text.len);
		assert_memory_equal(out.text, text.text, text.len);
		buf_clear(&in);
	}
	buf_clear(&text);
	buf_clear(&out);
}

/* One bad sequence at every place of a text, in pieces of every size. */
static void
bad_at_every_place(const char *set, const char *bad_bytes, size_t bad_len)
{
	static const char *const before[] = {
		"", "a", "一", "a一", "一𠮷", "，二\n三"
	};
	struct buf in, out = BUF_INIT;
	size_t i, p, start, bad, at;

	for (i = 0; i < COUNT(before); i++) {
		in = encoded(set, before[i]);
		at = in.len;
		buf_addn(&in, bad_bytes, bad_len);
		for (p = 0; p < COUNT(pieces); p++) {
			buf_cut(&out, 0);
			if (decode(set, in.text, in.len, pieces[p], &out,
			    &start, &bad))
				fail_msg("%s: %s is fine", set, buf_str(&out));
			assert_string_equal(buf_str(&out), before[i]);
			/* A rest that was kept is told as offset 0. */
			if (start > at)
				assert_int_equal(bad, 0);
			else
				assert_int_equal(start + bad, at);
		}
		buf_clear(&in);
	}
	buf_clear(&out);
}

static void
charset__convert__bad_bytes_are_found_where_they_are(void **state)
{
	bad_at_every_place("utf-8", "\377a", 2);
	bad_at_every_place("utf-8", "\200a", 2);
	bad_at_every_place("utf-8", "\344\270a", 3);
	bad_at_every_place("utf-8", "\300\200", 2);
	bad_at_every_place("utf-8", "\355\240\200", 3);
	bad_at_every_place("utf-8", "\364\220\200\200", 4);
	bad_at_every_place("utf-8", "\326\320\n", 3);
	bad_at_every_place("gb18030", "\377a", 2);
	bad_at_every_place("gb18030", "\326\n", 2);
	bad_at_every_place("gb18030", "\326\177", 2);
	bad_at_every_place("gb18030", "\2010\201a", 4);
	bad_at_every_place("gb18030", "\2010a", 3);
	bad_at_every_place("utf-16le", "\0\334a\0", 4);
	bad_at_every_place("utf-16le", "\0\330a\0", 4);
	bad_at_every_place("utf-16be", "\334\0\0a", 4);
}

static void
charset__convert__an_end_within_a_character_is_bad(void **state)
{
	bad_at_every_place("utf-8", "\344\270", 2);
	bad_at_every_place("utf-8", "\360\240\256", 3);
	bad_at_every_place("gb18030", "\326", 1);
	bad_at_every_place("gb18030", "\2010\201", 3);
	bad_at_every_place("utf-16le", "a", 1);
	bad_at_every_place("utf-16le", "\102\330\267", 3);
	bad_at_every_place("utf-16be", "\330\102", 2);
}

static void
charset__convert__starts_anew_after_a_failure(void **state)
{
	struct err err = ERR_INIT;
	struct charset *cs = charset_open("utf-8", "gbk", &err);
	struct buf out = BUF_INIT;
	size_t bad = 99;

	assert_true(charset_convert(cs, "\326", 1, false, &out, &bad));
	assert_false(charset_convert(cs, "\n", 1, false, &out, &bad));
	assert_int_equal(bad, 0);
	assert_true(charset_convert(cs, "\326\320\n", 3, true, &out, &bad));
	assert_string_equal(buf_str(&out), "中\n");
	buf_clear(&out);
	charset_close(cs);
	charset_close(NULL);
}

static void
comes_out(const char *from, const char *in, size_t n, const char *want)
{
	struct buf out = BUF_INIT;
	size_t p, start, bad;

	for (p = 0; p < COUNT(pieces); p++) {
		buf_cut(&out, 0);
		assert_true(decode(from, in, n, pieces[p], &out, &start, &bad));
		assert_string_equal(buf_str(&out), want);
	}
	buf_clear(&out);
}

static void
charset__convert__marks_at_the_beginning_are_dropped(void **state)
{
	comes_out("utf-8", "\357\273\277a\357\273\277", 7, "a\357\273\277");
	comes_out("utf-8", "\357\273\277", 3, "");
	comes_out("gb18030", "\2041\2253a", 5, "a");
	comes_out("utf-16le", "\377\376a\0", 4, "a");
	comes_out("utf-16be", "\376\377\0a", 4, "a");
	comes_out("utf-16", "\377\376a\0", 4, "a");
	comes_out("utf-16", "\376\377\0a", 4, "a");
	comes_out("utf-16", "a\0-N", 4, "a中");
	comes_out("utf-16", "\102\330\267\337", 4, "𠮷");
	comes_out("utf-16", "", 0, "");
}

static void
charset__convert__zero_bytes_pass(void **state)
{
	struct buf out = BUF_INIT;
	size_t s, start, bad;
	struct buf in;

	for (s = 0; s < 2; s++) {
		in = encoded(sets[s], "a中b");
		in.text[0] = '\0';
		buf_cut(&out, 0);
		assert_true(decode(sets[s], in.text, in.len, 1, &out, &start, &bad));
		assert_int_equal(out.len, 5);
		assert_memory_equal(out.text, "\0中b", 5);
		buf_clear(&in);
	}
	buf_clear(&out);
}

static void
charset__open__unknown_names_are_told(void **state)
{
	struct err err = ERR_INIT;

	assert_null(charset_open("utf-8", "latin1", &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_tells(err.text, "“latin1”");
	assert_tells(err.text, "gb18030");
	assert_null(charset_open("x", "utf-8", &err));
	assert_tells(err.text, "“x”");
	assert_null(charset_open(NULL, "utf-8", &err));
}

static void
charset__encode__what_is_missing_is_replaced_and_counted(void **state)
{
	struct buf out = BUF_INIT;
	struct err err = ERR_INIT;
	size_t lost = 99;

	assert_true(charset_encode("big5", "中国abc国", "?", &out, &lost, &err));
	assert_string_equal(buf_str(&out), "\244\244?abc?");
	assert_int_equal(lost, 2);
	buf_cut(&out, 0);
	assert_true(charset_encode("big5", "国中国", "", &out, &lost, &err));
	assert_string_equal(buf_str(&out), "\244\244");
	assert_int_equal(lost, 2);
	buf_cut(&out, 0);
	/* A replacement that is missing itself is dropped. */
	assert_true(charset_encode("big5", "国中", "国", &out, &lost, &err));
	assert_string_equal(buf_str(&out), "\244\244");
	assert_int_equal(lost, 1);
	buf_cut(&out, 0);
	assert_true(charset_encode("gbk", "中𠮷", "?", &out, &lost, &err));
	assert_int_equal(out.len, 6);
	assert_int_equal(lost, 0);
	buf_cut(&out, 0);
	assert_true(charset_encode("utf-16be", "", "?", &out, &lost, &err));
	assert_int_equal(out.len, 0);
	assert_false(charset_encode("latin1", "a", "?", &out, &lost, &err));
	buf_clear(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(charset__name__every_spelling),
		cmocka_unit_test(charset__detect__by_mark),
		cmocka_unit_test(charset__detect__plain_ascii_is_utf8),
		cmocka_unit_test(charset__detect__valid_utf8_with_a_long_character),
		cmocka_unit_test(charset__detect__the_head_may_end_within_a_character),
		cmocka_unit_test(charset__detect__utf16_without_mark),
		cmocka_unit_test(charset__detect__a_stray_zero_is_no_utf16),
		cmocka_unit_test(charset__convert__any_piece_gives_the_same),
		cmocka_unit_test(charset__convert__every_character_comes_back),
		cmocka_unit_test(charset__convert__bad_bytes_are_found_where_they_are),
		cmocka_unit_test(charset__convert__an_end_within_a_character_is_bad),
		cmocka_unit_test(charset__convert__starts_anew_after_a_failure),
		cmocka_unit_test(charset__convert__marks_at_the_beginning_are_dropped),
		cmocka_unit_test(charset__convert__zero_bytes_pass),
		cmocka_unit_test(charset__open__unknown_names_are_told),
		cmocka_unit_test(charset__encode__what_is_missing_is_replaced_and_counted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
