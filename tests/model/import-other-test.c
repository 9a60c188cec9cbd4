/*
 * tests/model/import-other-test.c: rows that are no person, and those that may be
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "tests/model/desk-import.h"

#define HEADS "序号,姓名,身份证号,释放日期,村居,联系电话,备注\n"

/* A list with this one row in it; is it passed over, and told? */
static bool
passed_over(struct place *place, struct store *store, const char *profile,
    const char *heads, const char *cells)
{
	struct buf said = BUF_INIT;
	struct import_result result;
	char *text = mem_printf("%s%s\n", heads, cells);
	bool other;

	desk_list(place, store, profile, true, text, &said, &result);
	assert_int_equal(result.read + result.other, 1);
	other = result.other == 1;
	assert_true(other == (strstr(buf_str(&said), "第 2 行 算作其他行") != NULL));
	import_result_clear(&result);
	buf_clear(&said);
	free(text);
	return other;
}

static void
import_other__lines_of_print__are_passed_over(void **state)
{
	static const char *const rows[] = {
		"第1页，共3页", ",,第 2 页,,,共 3 页,", ",,,,,,2/3", "－1－",
		"前湾村（2人）", ",前湾村（2人）", "一、前湾村", "（一）重点对象,,,,,,",
		"一,后湾村 3 人", ",后湾村小计,2,,,,", "合计 2 人",
		",合計,4", "前湾村（2人）,,,2,,3,",
		"填表人：赵六 审核人：钱七,,,,,2025年6月30日,", ",签字：,,,年　月　日,,",
		"序号,姓　名,身份证号,释放日期,村 居,联系电话,备注",
		",姓名,证件号码,刑释日期,,,", ",,,,村居,联系电话,",
	};
	struct store *store = desk_new(*state);
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (!passed_over(*state, store, "roster", HEADS, rows[i]))
			fail_msg("refused: %s", rows[i]);
	assert_true(passed_over(*state, store, "visits", "姓名,走访日期,走访内容\n",
	    "第1页,,共2页"));
	assert_true(passed_over(*state, store, "prerelease", "姓名,刑满日期,备注\n",
	    "第二监区（12人）,,"));
	assert_true(passed_over(*state, store, "offices", "司法所代码,司法所\n",
	    "东阳市（18名）,"));
	store_close(store);
}

static void
import_other__what_may_be_a_person__is_not(void **state)
{
	static const char *const rows[] = {
		/* names, one with a numeral in it, one that a village could have */
		",李一人,,,,,", ",李新村,,,,,", ",前湾村,,,,,",
		/* somebody's figures */
		"前湾村（2人）,,330702198804031236,,,,", "合计 2 人,,,2025-03-01,,,",
		",,,,,2025年6月30日,", ",,,,,13800000000,",
		/* the rest of somebody's row */
		"3,,,,,,家里共3人", ",,,,,,家里3人", ",王一,,,,,第1页", ",,,,前湾村,,",
	};
	struct store *store = desk_new(*state);
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (passed_over(*state, store, "roster", HEADS, rows[i]))
			fail_msg("passed over: %s", rows[i]);
	store_close(store);
}

static void
import_other__an_import__tells_where_they_are(void **state)
{
	static const char text[] = "花名册\n" HEADS "前湾村（1人）\n"
	    "1,王一,,2025-03-01,前湾村,,\n,,,,,,\n第1页\n";
	struct store *store = desk_new(*state);
	struct buf said = BUF_INIT;
	struct import_result result;

	desk_list(*state, store, "roster", false, text, &said, &result);
	assert_string_equal(desk_counts(&result), "1 1 0 0 0 0 4");
	assert_non_null(strstr(buf_str(&said), "其他行里有字的 3 行，"
	    "没有当作名单里的一条：第 1、3、6 行；"));
	import_result_clear(&result);
	buf_cut(&said, 0);
	desk_list(*state, store, "roster", true, text, &said, &result);
	assert_string_equal(desk_counts(&result), "1 0 0 1 0 0 4");
	assert_non_null(strstr(buf_str(&said),
	    "第 3 行 算作其他行，没有当作名单里的一条：前湾村（1人）\n"));
	assert_null(strstr(buf_str(&said), "第 5 行"));
	import_result_clear(&result);
	buf_clear(&said);
	store_close(store);
}

static void
import_other__a_family_in_one_cell__is_copied_into_the_note(void **state)
{
	static const char text[] = "姓名,释放日期,村居,家庭成员,备注\n"
	    "王一,2025-03-01,前湾村,\"父亲：张三，\n电话13800000000；母亲李四\",腿有伤\n"
	    "王二,2025-03-02,前湾村,妻子 王五 139…,\n王三,2025-03-03,前湾村,—,\n"
	    ",,,儿子李四,\n";
	struct store *store = desk_new(*state);
	struct buf said = BUF_INIT;
	struct import_result result;
	char *got;

	desk_list(*state, store, "roster", false, text, &said, &result);
	assert_string_equal(desk_counts(&result), "4 3 0 0 1 0 0");
	assert_non_null(strstr(buf_str(&said), "原文照抄在“备注”里：家庭成员\n"));
	assert_null(strstr(buf_str(&said), "不导入"));
	import_result_clear(&result);
	got = desk_text(store, "SELECT group_concat(coalesce(remark, '-'), '|')"
	    " FROM (SELECT remark FROM main.period ORDER BY released_on)", NULL);
	assert_string_equal(got, "腿有伤\n家庭成员：父亲：张三， 电话13800000000；母亲李四"
	    "|家庭成员：妻子 王五 139…|-");
	free(got);
	/* again, nothing changes */
	desk_list(*state, store, "roster", false, text, &said, &result);
	assert_string_equal(desk_counts(&result), "4 0 0 3 1 0 0");
	import_result_clear(&result);
	buf_clear(&said);
	store_close(store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(import_other__lines_of_print__are_passed_over),
		PLACE_TEST(import_other__what_may_be_a_person__is_not),
		PLACE_TEST(import_other__an_import__tells_where_they_are),
		PLACE_TEST(import_other__a_family_in_one_cell__is_copied_into_the_note),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
