/*
 * tests/model/typed-test.c: labels found by what was typed
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "model/typed.h"

static enum typed_fit
fit(const char *text, const char *label)
{
	struct typed typed;

	typed_read(&typed, text);
	return typed_fits(&typed, label, strlen(label));
}

static void
initials(const char *label, const char *expected)
{
	char out[8];

	typed_initials(label, out, sizeof(out));
	assert_string_equal(out, expected);
}

static void
typed_fits__letters__are_initials_and_syllables(void **state)
{
	assert_int_equal(fit("dq", "盗窃"), TYPED_WHOLE);
	assert_int_equal(fit("dq", "盗窃罪"), TYPED_BEGINS);
	assert_int_equal(fit("daoqie", "盗窃罪"), TYPED_BEGINS);
	assert_int_equal(fit("daoq", "盗窃罪"), TYPED_BEGINS);
	assert_int_equal(fit("dqie", "盗窃罪"), TYPED_BEGINS);
	assert_int_equal(fit("DQ", "盗窃罪"), TYPED_BEGINS);
	assert_int_equal(fit("ｄｑ", "盗窃罪"), TYPED_BEGINS);
	assert_int_equal(fit("zhp", "诈骗罪"), TYPED_BEGINS);
	assert_int_equal(fit("zj", "镇江市"), TYPED_BEGINS);
	assert_int_equal(fit("zhenj", "镇江市"), TYPED_BEGINS);
	assert_int_equal(fit("lu", "吕城镇"), TYPED_BEGINS);
	assert_int_equal(fit("lvc", "吕城镇"), TYPED_BEGINS);
	assert_int_equal(fit("dqq", "盗窃罪"), TYPED_NOT);
	assert_int_equal(fit("daoz", "盗窃罪"), TYPED_NOT);
	assert_int_equal(fit("dqzz", "盗窃罪"), TYPED_NOT);
}

static void
typed_fits__letters__know_all_readings_and_no_surnames(void **state)
{
	assert_int_equal(fit("cq", "重庆市"), TYPED_BEGINS);
	assert_int_equal(fit("zq", "重庆市"), TYPED_BEGINS);
	assert_int_equal(fit("dwsh", "单位受贿罪"), TYPED_BEGINS);
	assert_int_equal(fit("chh", "重婚罪"), TYPED_BEGINS);
}

static void
typed_fits__later_part__comes_after_beginnings(void **state)
{
	assert_int_equal(fit("zp", "合同诈骗罪"), TYPED_INSIDE);
	assert_int_equal(fit("诈骗", "合同诈骗罪"), TYPED_INSIDE);
	assert_int_equal(fit("诈骗", "诈骗罪"), TYPED_BEGINS);
	assert_int_equal(fit("合同zp", "合同诈骗罪"), TYPED_BEGINS);
}

static void
typed_fits__marks__count_for_nothing(void **state)
{
	assert_int_equal(fit("掩饰隐瞒", "掩饰、隐瞒犯罪所得、犯罪所得收益罪"), TYPED_BEGINS);
	assert_int_equal(fit("ysymfz", "掩饰、隐瞒犯罪所得、犯罪所得收益罪"), TYPED_BEGINS);
	assert_int_equal(fit("偷越国边境", "偷越国（边）境罪"), TYPED_BEGINS);
	assert_int_equal(fit(" 盗 窃 ", "盗窃罪"), TYPED_BEGINS);
}

static void
typed_fits__characters__may_have_others_between(void **state)
{
	assert_int_equal(fit("容留卖淫", "引诱、容留、介绍卖淫罪"), TYPED_SCATTERED);
	assert_int_equal(fit("卖淫容留", "引诱、容留、介绍卖淫罪"), TYPED_NOT);
	assert_int_equal(fit("罪", "盗窃罪"), TYPED_INSIDE);
}

static void
typed_fits__nothing__fits_all(void **state)
{
	assert_int_equal(fit("", "盗窃罪"), TYPED_BEGINS);
	assert_int_equal(fit("、 ", "盗窃罪"), TYPED_BEGINS);
	assert_int_equal(fit("a", ""), TYPED_NOT);
}

static void
typed_fits__long_input__is_cut_and_ends(void **state)
{
	assert_int_equal(fit("zhzhzhzhzhzhzhzhzhzhzhzhzhzhzhzhzhzhzhzhzhzhzhzh",
	    "中中中中中中中中中中中中中中中中中中中中中中中中中中中中"), TYPED_BEGINS);
	assert_int_equal(fit("zhzhzhzhzhzhzhzhzhzhzhzhzhx",
	    "中中中中中中中中中中中中中中中中中中中中中中中中中中中中"), TYPED_BEGINS);
	assert_int_equal(fit("\xff\xfe", "盗窃罪"), TYPED_NOT);
}

static void
typed_initials__of_a_label__are_its_customary_readings(void **state)
{
	initials("单位受贿罪", "dwshz");
	initials("窝藏、包庇罪", "wcbbz");
	initials("30年以上", "30nys");
	initials("组织、领导、参加恐怖组织罪", "zzldcjk");	/* cut */
	initials("", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(typed_fits__letters__are_initials_and_syllables),
		cmocka_unit_test(typed_fits__letters__know_all_readings_and_no_surnames),
		cmocka_unit_test(typed_fits__later_part__comes_after_beginnings),
		cmocka_unit_test(typed_fits__marks__count_for_nothing),
		cmocka_unit_test(typed_fits__characters__may_have_others_between),
		cmocka_unit_test(typed_fits__nothing__fits_all),
		cmocka_unit_test(typed_fits__long_input__is_cut_and_ends),
		cmocka_unit_test(typed_initials__of_a_label__are_its_customary_readings),
	};

	return cmocka_run_group_tests_name("model/typed", tests, NULL, NULL);
}
