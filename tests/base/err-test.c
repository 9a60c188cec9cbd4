/*
 * tests/base/err-test.c
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "base/err.h"

#include <errno.h>
#include <string.h>

#include "base/text.h"
#include "tests/base/test.h"

static void
err__set__returns_false_and_keeps_kind_and_text(void **state)
{
	struct err err = ERR_INIT;

	assert_false(err_set(&err, ERR_FULL, "磁盘满：%d", 7));
	assert_int_equal(err.kind, ERR_FULL);
	assert_string_equal(err.text, "磁盘满：7");
	assert_false(err_set(NULL, ERR_FULL, "nobody asks"));
}

static void
err__set__own_text_may_be_the_argument(void **state)
{
	struct err err = ERR_INIT;

	err_set(&err, ERR_INPUT, "旧的");
	err_set(&err, ERR_DATA, "新的（%s）", err.text);
	assert_string_equal(err.text, "新的（旧的）");
}

static void
err__set__long_text_is_cut_at_a_character(void **state)
{
	struct err err = ERR_INIT;
	char longer[4 * ERR_TEXT];
	size_t i, shift;

	for (shift = 0; shift < 4; shift++) {
		memset(longer, 'a', shift);
		for (i = shift; i + 4 < sizeof(longer); i += 3)
			memcpy(longer + i, "镇", 3);
		longer[i] = '\0';
		err_set(&err, ERR_INPUT, "%s", longer);
		assert_true(text_valid(err.text, strlen(err.text), NULL));
		assert_in_range(strlen(err.text), ERR_TEXT - 4, ERR_TEXT - 1);
		assert_memory_equal(err.text, longer, strlen(err.text));
	}
}

static void
err__set__bytes_of_a_path_become_valid(void **state)
{
	struct err err = ERR_INIT;

	err_set(&err, ERR_MISSING, "打开 %s：没有", "\326\320.csv");
	assert_string_equal(err.text, "打开 \357\277\275\357\277\275.csv：没有");
}

static void
err__wrap__puts_context_before_and_keeps_kind(void **state)
{
	struct err err = ERR_INIT;

	err_set(&err, ERR_BUSY, "别人正在保存");
	assert_false(err_wrap(&err, "导入 %s：", "a.csv"));
	assert_int_equal(err.kind, ERR_BUSY);
	assert_string_equal(err.text, "导入 a.csv：别人正在保存");
	assert_false(err_wrap(NULL, "x"));
}

static void
err__wrap__full_text_stays_within_bounds(void **state)
{
	struct err err = ERR_INIT;
	char longer[2 * ERR_TEXT];

	memset(longer, 'x', sizeof(longer) - 1);
	longer[sizeof(longer) - 1] = '\0';
	err_set(&err, ERR_BUSY, "%s", longer);
	err_wrap(&err, "a：");
	assert_int_equal(strlen(err.text), ERR_TEXT - 1);
	assert_memory_equal(err.text, "a：x", 5);
	err_wrap(&err, "%s", longer);
	assert_int_equal(strlen(err.text), ERR_TEXT - 1);
}

static void
err__clear__is_as_new(void **state)
{
	struct err err = ERR_INIT;

	err_set(&err, ERR_BUSY, "忙");
	err_clear(&err);
	err_clear(NULL);
	assert_int_equal(err.kind, ERR_NONE);
	assert_string_equal(err.text, "");
}

static void
err__reason__speaks_chinese(void **state)
{
	assert_string_equal(err_reason(ENOENT), "没有这个文件或目录");
	assert_string_equal(err_reason(EACCES), "没有权限");
	assert_string_equal(err_reason(ENOSPC), "磁盘已满");
	assert_non_null(err_reason(EXDEV));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(err__set__returns_false_and_keeps_kind_and_text),
		cmocka_unit_test(err__set__own_text_may_be_the_argument),
		cmocka_unit_test(err__set__long_text_is_cut_at_a_character),
		cmocka_unit_test(err__set__bytes_of_a_path_become_valid),
		cmocka_unit_test(err__wrap__puts_context_before_and_keeps_kind),
		cmocka_unit_test(err__wrap__full_text_stays_within_bounds),
		cmocka_unit_test(err__clear__is_as_new),
		cmocka_unit_test(err__reason__speaks_chinese),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
