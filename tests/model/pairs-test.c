/*
 * tests/model/pairs-test.c
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "model/pairs.h"

static void
pairs__any_value__comes_back_as_it_was(void **state)
{
	static const char *const values[] = {
		"", "张三", "一\n二\r\n三", "a\tb\\n\\", "\\", "尾\\t",
	};
	struct buf text = BUF_INIT, name = BUF_INIT, value = BUF_INIT;
	const char *p;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		pairs_add(&text, "blank", values[i]);
	p = buf_str(&text);
	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		assert_true(pairs_next(&p, &name, &value));
		assert_string_equal(buf_str(&name), "blank");
		assert_string_equal(buf_str(&value), values[i]);
	}
	assert_false(pairs_next(&p, &name, &value));
	buf_clear(&text);
	buf_clear(&name);
	buf_clear(&value);
}

static void
pairs__a_text_without_tabs__has_no_pairs(void **state)
{
	struct buf name = BUF_INIT, value = BUF_INIT;
	const char *p = "no pair here\nname\tvalue\n";

	(void)state;
	assert_false(pairs_next(&p, &name, &value));
	p = "";
	assert_false(pairs_next(&p, &name, &value));
	buf_clear(&name);
	buf_clear(&value);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pairs__any_value__comes_back_as_it_was),
		cmocka_unit_test(pairs__a_text_without_tabs__has_no_pairs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
