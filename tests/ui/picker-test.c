/*
 * tests/ui/picker-test.c: what a few typed characters mean in a short list
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "ui/picker.h"

#define COUNT 4

static const struct picker_item item[COUNT] = {
	{ "home", "上门", "sm", 1, false },
	{ "office", "来所", "ls", 2, false },
	{ "site", "单位上门", "dwsm", 3, false },
	{ "left", "留守", "ls", 12, false },	/* items between are closed */
};

static void
picker__number__is_the_place_in_the_whole_list(void **state)
{
	assert_int_equal(picker_find(item, COUNT, "2"), 1);
	assert_int_equal(picker_find(item, COUNT, "12"), 3);
	assert_int_equal(picker_find(item, COUNT, "4"), COUNT);
	assert_true(picker_means(&item[3], "12"));
	assert_false(picker_means(&item[0], "12"));
}

static void
picker__initials__must_be_one_items_own(void **state)
{
	assert_int_equal(picker_find(item, COUNT, "sm"), 0);
	assert_int_equal(picker_find(item, COUNT, "DW"), 2);
	assert_int_equal(picker_find(item, COUNT, "ls"), COUNT);
	assert_true(picker_means(&item[1], "ls"));
	assert_true(picker_means(&item[3], "l"));
}

static void
picker__letters__fit_anywhere_and_by_all_readings(void **state)
{
	static const struct picker_item nation[] = {
		{ "UG", "维吾尔族", "wwez", 5, false },
		{ "KZ", "哈萨克族", "hskz", 17, false },
		{ "ZA", "藏族", "zz", 4, false },
		{ "prison", "省第一监狱", NULL, 6, false },
	};

	assert_true(picker_fits(&nation[0], "wwe") == TYPED_BEGINS);
	assert_true(picker_fits(&nation[0], "wez") == TYPED_INSIDE);
	assert_true(picker_fits(&nation[1], "skz") == TYPED_INSIDE);
	assert_true(picker_fits(&nation[2], "zz") == TYPED_WHOLE);
	assert_true(picker_fits(&nation[2], "cz") == TYPED_WHOLE);	/* 藏, the other reading */
	assert_true(picker_fits(&nation[3], "dyjy") == TYPED_INSIDE);
	assert_true(picker_fits(&nation[3], "jianyu") == TYPED_INSIDE);
	assert_true(picker_fits(&nation[3], "yi监") == TYPED_INSIDE);
	assert_true(picker_fits(&nation[3], "xx") == TYPED_NOT);
	assert_int_equal(picker_find(nation, 4, "skz"), 1);
}

static void
picker__label__exact_before_part(void **state)
{
	assert_int_equal(picker_find(item, COUNT, "上门"), 0);
	assert_int_equal(picker_find(item, COUNT, "单位"), 2);
	assert_int_equal(picker_find(item, COUNT, "没有"), COUNT);
}

/* n is 男 and 女, though n is also our word for 未说明. */
static void
picker__letters__are_initials_never_our_codes(void **state)
{
	static const struct picker_item sex[] = {
		{ "m", "男", NULL, 1, false },
		{ "f", "女", NULL, 2, false },
		{ "n", "未说明", NULL, 3, false },
	};

	assert_int_equal(picker_find(sex, 3, "n"), 3);
	assert_true(picker_means(&sex[0], "n"));
	assert_true(picker_means(&sex[1], "n"));
	assert_false(picker_means(&sex[2], "n"));
	assert_int_equal(picker_find(sex, 3, "nan"), 0);
	assert_int_equal(picker_find(item, COUNT, "office"), COUNT);
}

static void
picker__nothing__means_everything_and_finds_nothing(void **state)
{
	assert_true(picker_means(&item[0], ""));
	assert_int_equal(picker_find(item, COUNT, ""), COUNT);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(picker__number__is_the_place_in_the_whole_list),
		cmocka_unit_test(picker__initials__must_be_one_items_own),
		cmocka_unit_test(picker__letters__fit_anywhere_and_by_all_readings),
		cmocka_unit_test(picker__label__exact_before_part),
		cmocka_unit_test(picker__letters__are_initials_never_our_codes),
		cmocka_unit_test(picker__nothing__means_everything_and_finds_nothing),
	};

	return cmocka_run_group_tests_name("ui/picker", tests, NULL, NULL);
}
