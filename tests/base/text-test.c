/*
 * tests/base/text-test.c
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "base/text.h"

#include <string.h>

#include "tests/base/test.h"

static void
text__decode__every_code_point_round_trips(void **state)
{
	uint32_t cp, got;
	char out[5];
	size_t n;

	for (cp = 1; cp <= 0x10FFFF; cp++) {
		n = text_encode(cp, out);
		assert_int_equal(out[n], '\0');
		assert_int_equal(text_decode(out, n, &got), n);
		if (cp >= 0xD800 && cp <= 0xDFFF)
			assert_int_equal(got, TEXT_BAD);
		else
			assert_int_equal(got, cp);
		/* Cut short it is bad, and one byte is used. */
		if (n > 1) {
			assert_int_equal(text_decode(out, n - 1, &got), 1);
			assert_int_equal(got, TEXT_BAD);
		}
	}
	text_encode(0x110000, out);
	assert_string_equal(out, "\357\277\275");
}

static void
text__decode__bad_sequences_use_one_byte(void **state)
{
	static const char *const bad[] = {
		"\200", "\277", "\300\200", "\301\277", "\302", "\302A",
		"\340\200\200", "\340\237\277", "\355\240\200", "\355\277\277",
		"\360\200\200\200", "\360\217\277\277", "\364\220\200\200",
		"\365\200\200\200", "\376", "\377", "\344\270", "\344\270A",
		"\360\237\230A"
	};
	uint32_t cp;
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_int_equal(text_decode(bad[i], strlen(bad[i]), &cp), 1);
		assert_int_equal(cp, TEXT_BAD);
	}
	assert_int_equal(text_decode("", 0, &cp), 0);
}

static void
text__valid__names_the_offset(void **state)
{
	size_t bad = 99;

	assert_true(text_valid("镇a\357\277\275", 7, &bad));
	assert_int_equal(bad, 99);
	assert_false(text_valid("镇a\326\320", 6, &bad));
	assert_int_equal(bad, 4);
	assert_false(text_valid("镇\0x", 5, &bad));
	assert_int_equal(bad, 3);
	assert_false(text_valid("镇\344\270", 5, &bad));
	assert_int_equal(bad, 3);
	assert_false(text_valid("\377", 1, NULL));
	assert_true(text_valid("", 0, NULL));
}

static void
text__length__counts_characters(void **state)
{
	assert_int_equal(text_length(""), 0);
	assert_int_equal(text_length("a司法所𠮷"), 5);
}

static void
text__next__marks_stay_with_their_base(void **state)
{
	static const char s[] = "e\314\201中\357\270\200\n\314\201𠮷";
	static const size_t stops[] = { 0, 3, 9, 10, 12, 16 };
	size_t i;

	for (i = 0; i + 1 < sizeof(stops) / sizeof(stops[0]); i++) {
		assert_int_equal(text_next(s, stops[i]), stops[i + 1]);
		assert_int_equal(text_prev(s, stops[i + 1]), stops[i]);
	}
	assert_int_equal(text_next(s, 16), 16);
	assert_int_equal(text_prev(s, 0), 0);
}

static void
text__prev__bad_bytes_are_walked_one_by_one(void **state)
{
	static const char s[] = "a\200\200\344\270";
	size_t at = sizeof(s) - 1, n = 0;

	while (at > 0) {
		at = text_prev(s, at);
		n++;
	}
	assert_int_equal(n, 5);
	for (at = 0, n = 0; s[at] != '\0'; n++)
		at = text_next(s, at);
	assert_int_equal(n, 5);
}

static void
text__cell__follows_east_asian_width(void **state)
{
	static const struct {
		uint32_t cp;
		int narrow, wide;
	} list[] = {
		{ 'a', 1, 1 }, { 0x4E2D, 2, 2 }, { 0x3002, 2, 2 },
		{ 0x3000, 2, 2 }, { 0xFF08, 2, 2 }, { 0xFFE5, 2, 2 },
		{ 0x2460, 1, 2 }, { 0x201C, 1, 2 }, { 0x2014, 1, 2 },
		{ 0x2026, 1, 2 }, { 0x00B7, 1, 2 }, { 0x2192, 1, 2 },
		{ 0x2500, 1, 2 }, { 0x25CF, 1, 2 }, { 0x221A, 1, 2 },
		{ 0x2103, 1, 2 }, { 0x20AC, 1, 2 }, { 0x00A5, 1, 1 },
		{ 0xE000, 1, 2 }, { 0xF0000, 1, 2 }, { 0x20BB7, 2, 2 },
		{ 0x2FFFD, 2, 2 }, { 0x3134B, 2, 2 }, { 0x3FFFD, 2, 2 },
		{ 0x0301, 0, 0 }, { 0x200B, 0, 0 }, { 0x202E, 0, 0 },
		{ 0xFE0F, 0, 0 }, { 0xE0100, 0, 0 }, { 0x20E3, 0, 0 },
		{ 0xAC00, 2, 2 }, { 0x1100, 2, 2 }, { 0x1161, 0, 0 },
		{ 0xFF71, 1, 1 }, { 0x1F600, 2, 2 }, { 0xFFFD, 1, 2 },
		{ '\n', 1, 1 }, { 0x9B, 1, 1 }, { 0xAD, 1, 1 },
		{ 0x3007, 2, 2 }, { 0xFF61, 1, 1 }, { 0x10FFFF, 1, 1 },
	};
	uint32_t cp;
	size_t i;

	for (i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		if (text_cell_narrow(list[i].cp) != list[i].narrow ||
		    text_cell_wide(list[i].cp) != list[i].wide)
			fail_msg("U+%04X: %d %d", (unsigned)list[i].cp,
			    text_cell_narrow(list[i].cp),
			    text_cell_wide(list[i].cp));
	}
	for (cp = 0; cp <= 0x110010; cp++)
		if (text_ideograph(cp))
			assert_int_equal(text_cell_narrow(cp), 2);
}

static void
text__width__adds_cells(void **state)
{
	assert_int_equal(text_width("", text_cell_narrow), 0);
	assert_int_equal(text_width("a张三①", text_cell_narrow), 6);
	assert_int_equal(text_width("a张三①", text_cell_wide), 7);
	assert_int_equal(text_width("e\314\201", text_cell_narrow), 1);
}

static void
text__cut__half_a_character_does_not_fit(void **state)
{
	int used = -1;

	assert_int_equal(text_cut("张三丰", 5, text_cell_narrow, &used), 6);
	assert_int_equal(used, 4);
	assert_int_equal(text_cut("张三丰", 6, text_cell_narrow, &used), 9);
	assert_int_equal(used, 6);
	assert_int_equal(text_cut("张三丰", 0, text_cell_narrow, &used), 0);
	assert_int_equal(text_cut("张三丰", -5, text_cell_narrow, &used), 0);
	assert_int_equal(used, 0);
	assert_int_equal(text_cut("张三丰", 99, text_cell_narrow, NULL), 9);
}

static void
text__cut__marks_stay_with_what_fits(void **state)
{
	int used;

	assert_int_equal(text_cut("ae\314\201b", 2, text_cell_narrow, &used), 4);
	assert_int_equal(used, 2);
}

static void
pad(const char *s, int cells, enum text_align align, const char *want)
{
	struct buf buf = BUF_INIT;

	text_pad(&buf, s, cells, align, text_cell_narrow);
	assert_string_equal(buf_str(&buf), want);
	buf_clear(&buf);
}

static void
text__pad__is_exactly_as_wide_as_asked(void **state)
{
	pad("张三", 6, TEXT_LEFT, "张三  ");
	pad("张三", 6, TEXT_RIGHT, "  张三");
	pad("张三", 7, TEXT_CENTRE, " 张三  ");
	pad("张三丰", 5, TEXT_LEFT, "张三 ");
	pad("张三丰", 5, TEXT_RIGHT, " 张三");
	pad("", 2, TEXT_LEFT, "  ");
	pad("张三", 0, TEXT_LEFT, "");
	pad("张三", -1, TEXT_LEFT, "");
}

static void
shown(const char *s, bool newlines, const char *want)
{
	struct buf buf = BUF_INIT;

	text_shown(&buf, s, newlines);
	assert_string_equal(buf_str(&buf), want);
	buf_clear(&buf);
}

static void
text__shown__harm_is_marked_in_plain_ascii(void **state)
{
	shown("张三", false, "张三");
	shown("\033[31m红", false, "[U+001B][31m红");
	shown("\302\233x", false, "[U+009B]x");
	shown("a\342\200\256b", false, "a[U+202E]b");
	shown("\342\200\213\357\273\277", false, "[U+200B][U+FEFF]");
	shown("\t\177\r", false, "[U+0009][U+007F][U+000D]");
	shown("a\nb", false, "a[U+000A]b");
	shown("a\nb\r", true, "a\nb[U+000D]");
	shown("\363\240\201\201", false, "[U+E0041]");
	shown("\342\201\246\342\200\250", false, "[U+2066][U+2028]");
	shown("", true, "");
	/* A byte that is no character is none afterwards either. */
	shown("a\377", false, "a\357\277\275");
}

static void
text__marks__come_back_as_they_were(void **state)
{
	static const char *const texts[] = {
		"", "张三", "a\tb\001", "[U+0009]", "[[U+200B]]", "[U+", "[U+12]", "[U+110000]",
		"[U+D800]", "[u+0041]", "[U+0041", "\342\200\213[U+202E]\342\200\256", "[U+005B]",
	};
	struct buf guarded = BUF_INIT, marked = BUF_INIT, back = BUF_INIT;
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		buf_cut(&guarded, 0);
		buf_cut(&marked, 0);
		buf_cut(&back, 0);
		text_guard_marks(&guarded, texts[i]);
		text_shown(&marked, buf_str(&guarded), true);
		text_take_marks(&back, buf_str(&marked));
		assert_string_equal(buf_str(&back), texts[i]);
	}
	buf_cut(&back, 0);
	text_take_marks(&back, "[U+0000][U+FFFFFF]x");
	assert_string_equal(buf_str(&back), "[U+0000][U+FFFFFF]x");
	buf_clear(&guarded);
	buf_clear(&marked);
	buf_clear(&back);
}

static void
text__harmless__whole_lists(void **state)
{
	static const uint32_t no[] = {
		0, 7, 0x1B, 0x7F, 0x80, 0x9F, 0x61C, 0x200B, 0x200C, 0x200D,
		0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2060, 0x2066,
		0x2069, 0xFEFF, 0xE0001, 0xE007F, 0xFFFE, 0xFFFF, 0x1FFFE,
		0x10FFFF, 0xFDD0, 0xFDEF, 0xD800, 0x110000
	};
	static const uint32_t yes[] = {
		' ', '~', 0xA0, 0x4E2D, 0x20BB7, 0xE000, 0xFE0F, 0xE0100, 0x301,
		0xFFFD, 0x3000, 0x2010, 0x2026, 0x2027
	};
	size_t i;

	for (i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		if (text_harmless(no[i]))
			fail_msg("U+%04X", (unsigned)no[i]);
	for (i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		if (!text_harmless(yes[i]))
			fail_msg("U+%04X", (unsigned)yes[i]);
}

static void
trim(const char *from, const char *want)
{
	char s[100];

	strcpy(s, from);
	assert_ptr_equal(text_trim(s), s);
	assert_string_equal(s, want);
}

static void
text__trim__all_blanks_at_both_ends(void **state)
{
	trim("", "");
	trim(" \t\r\n", "");
	trim("  张 三\t", "张 三");
	trim("　　张　三　", "张　三");
	trim("\302\240\357\273\277张\342\200\213\302\240", "张");
	trim("张", "张");
}

static void
text__narrow__full_width_becomes_ascii(void **state)
{
	struct buf buf = BUF_INIT;

	text_narrow(&buf, "Ａ１２－（ｘ）　中。～");
	assert_string_equal(buf_str(&buf), "A12-(x) 中。~");
	buf_clear(&buf);
}

static void
text__ideograph__all_blocks(void **state)
{
	static const uint32_t yes[] = {
		0x3007, 0x3400, 0x4E00, 0x9FFF, 0xF900, 0x20000, 0x20BB7,
		0x2CEB0, 0x30000, 0x3134A
	};
	static const uint32_t no[] = {
		'a', 0x3001, 0x3042, 0xAC00, 0xFF21, 0xE000, 0x1F600, 0x40000
	};
	size_t i;

	for (i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		assert_true(text_ideograph(yes[i]));
	for (i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		assert_false(text_ideograph(no[i]));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text__decode__every_code_point_round_trips),
		cmocka_unit_test(text__decode__bad_sequences_use_one_byte),
		cmocka_unit_test(text__valid__names_the_offset),
		cmocka_unit_test(text__length__counts_characters),
		cmocka_unit_test(text__next__marks_stay_with_their_base),
		cmocka_unit_test(text__prev__bad_bytes_are_walked_one_by_one),
		cmocka_unit_test(text__cell__follows_east_asian_width),
		cmocka_unit_test(text__width__adds_cells),
		cmocka_unit_test(text__cut__half_a_character_does_not_fit),
		cmocka_unit_test(text__cut__marks_stay_with_what_fits),
		cmocka_unit_test(text__pad__is_exactly_as_wide_as_asked),
		cmocka_unit_test(text__shown__harm_is_marked_in_plain_ascii),
		cmocka_unit_test(text__marks__come_back_as_they_were),
		cmocka_unit_test(text__harmless__whole_lists),
		cmocka_unit_test(text__trim__all_blanks_at_both_ends),
		cmocka_unit_test(text__narrow__full_width_becomes_ascii),
		cmocka_unit_test(text__ideograph__all_blocks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
