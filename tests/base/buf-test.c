/*
 * tests/base/buf-test.c
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

#include "tests/base/test.h"

static void
buf__str__empty_is_never_null(void **state)
{
	struct buf buf = BUF_INIT;
	char *text;

	assert_string_equal(buf_str(&buf), "");
	buf_add(&buf, NULL);
	buf_fill(&buf, 'x', 0);
	buf_fill(&buf, 'x', -3);
	assert_string_equal(buf_str(&buf), "");
	text = buf_take(&buf);
	assert_string_equal(text, "");
	free(text);
	buf_clear(&buf);
}

static void
buf__add__all_kinds_go_behind_each_other(void **state)
{
	struct buf buf = BUF_INIT;
	char *text;

	buf_add(&buf, "姓名");
	buf_addc(&buf, '=');
	buf_addn(&buf, "张三丰", 6);
	buf_fill(&buf, '-', 3);
	buf_addf(&buf, "%05d%s", 42, "。");
	assert_string_equal(buf_str(&buf), "姓名=张三---00042。");
	assert_int_equal(buf.len, strlen(buf.text));
	text = buf_take(&buf);
	assert_string_equal(text, "姓名=张三---00042。");
	assert_int_equal(buf.len, 0);
	assert_string_equal(buf_str(&buf), "");
	free(text);
}

static void
buf__add__grows_and_stays_terminated(void **state)
{
	struct buf buf = BUF_INIT;
	int i;

	for (i = 0; i < 5000; i++) {
		buf_addc(&buf, (char)('a' + i % 26));
		assert_int_equal(buf.text[buf.len], '\0');
	}
	assert_int_equal(buf.len, 5000);
	for (i = 0; i < 5000; i++)
		assert_int_equal(buf.text[i], 'a' + i % 26);
	buf_clear(&buf);
	for (i = 0; i < 300; i++)
		buf_addf(&buf, "%d,", i);
	assert_int_equal(buf.len, 10 * 2 + 90 * 3 + 200 * 4);
	buf_clear(&buf);
	assert_null(buf.text);
}

static void
buf__addn__keeps_zero_bytes(void **state)
{
	struct buf buf = BUF_INIT;

	buf_addn(&buf, "a\0b", 3);
	assert_int_equal(buf.len, 3);
	assert_memory_equal(buf.text, "a\0b", 4);
	buf_clear(&buf);
}

static void
buf__cut__only_shortens(void **state)
{
	struct buf buf = BUF_INIT;

	buf_cut(&buf, 5);
	buf_add(&buf, "abcdef");
	buf_cut(&buf, 9);
	assert_string_equal(buf_str(&buf), "abcdef");
	buf_cut(&buf, 2);
	assert_string_equal(buf_str(&buf), "ab");
	buf_cut(&buf, 0);
	assert_string_equal(buf_str(&buf), "");
	buf_clear(&buf);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(buf__str__empty_is_never_null),
		cmocka_unit_test(buf__add__all_kinds_go_behind_each_other),
		cmocka_unit_test(buf__add__grows_and_stays_terminated),
		cmocka_unit_test(buf__addn__keeps_zero_bytes),
		cmocka_unit_test(buf__cut__only_shortens),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
