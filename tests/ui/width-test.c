/*
 * tests/ui/width-test.c: what the terminal of this locale shows
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/text.h"
#include "ui/width.h"

static void
in_locale(const char *name)
{
	if (setlocale(LC_ALL, name) == NULL)
		skip();
}

static void
assert_drawn(const char *text, const char *want)
{
	struct buf out = BUF_INIT;

	width_text(&out, text);
	assert_string_equal(buf_str(&out), want);
	/* What is drawn is as wide as was said. */
	assert_int_equal(width_of(text), width_of(want));
	buf_clear(&out);
}

static void
width__utf8__counts_as_the_locale_does(void **state)
{
	in_locale("C.UTF-8");
	assert_int_equal(width_of("张三a"), 5);
	assert_int_equal(width_of("𠮷"), 2);
	assert_int_equal(width_of("①“”—"), 4);
	assert_int_equal(width_of("e\xCC\x81"), 1);
	assert_int_equal(width_of(""), 0);
	assert_drawn("张三", "张三");
}

static void
width__harmful__is_named_and_measured_so(void **state)
{
	in_locale("C.UTF-8");
	assert_drawn("a\x1B[2Jb", "a[U+001B][2Jb");
	assert_drawn("\xE2\x80\xAE" "x", "[U+202E]x");
	assert_int_equal(width_of("\xE2\x80\xAE"), 8);
	assert_drawn("\xC2\x9B" "31m", "[U+009B]31m");
	assert_drawn("a\nb", "a b");
}

static void
width__unknown__is_replaced(void **state)
{
	in_locale("C.UTF-8");
	/* Not assigned: a box; an ideograph that wcwidth does not know: named. */
	assert_drawn("\xCD\xB8", "□");
	assert_drawn("\xF0\xB2\x8E\xB0", "[U+323B0]");
}

static void
width__gbk__names_ideographs_that_it_does_not_have(void **state)
{
	in_locale("zh_CN.GBK");
	assert_drawn("张𠮷", "张[U+20BB7]");
	assert_int_equal(width_of("①“”"), 6);
	assert_drawn("▶", "□");
	assert_int_equal(width_of("─"), 2);
}

static void
width__gb18030__has_them_all_and_takes_two_cells_for_signs(void **state)
{
	in_locale("zh_CN.GB18030");
	assert_drawn("张𠮷", "张𠮷");
	assert_int_equal(width_of("①—"), 4);
}

static void
width__cut__does_not_halve_what_stands_for_a_character(void **state)
{
	const char *text = "a\xE2\x80\xAE" "b";
	int used;

	in_locale("C.UTF-8");
	assert_int_equal(text_cut(text, 5, width_cell, &used), 1);
	assert_int_equal(used, 1);
	assert_int_equal(text_cut(text, 9, width_cell, &used), 4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(width__utf8__counts_as_the_locale_does),
		cmocka_unit_test(width__harmful__is_named_and_measured_so),
		cmocka_unit_test(width__unknown__is_replaced),
		cmocka_unit_test(width__gbk__names_ideographs_that_it_does_not_have),
		cmocka_unit_test(width__gb18030__has_them_all_and_takes_two_cells_for_signs),
		cmocka_unit_test(width__cut__does_not_halve_what_stands_for_a_character),
	};

	return cmocka_run_group_tests_name("ui/width", tests, NULL, NULL);
}
