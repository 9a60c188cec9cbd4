/*
 * tests/base/date-read-test.c
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "base/date.h"

#include <string.h>

#include "base/text.h"
#include "tests/base/test.h"

static const char today_iso[] = "2026-11-21";

static void
reads(const char *text, const char *iso)
{
	struct err err = ERR_INIT;
	char out[DATE_SIZE];
	int date;

	if (!date_read(text, date_parse(today_iso), &date, &err))
		fail_msg("%s: %s", text, err.text);
	assert_string_equal(date_print(date, out), iso);
}

/* Is no date, neither with nor without today, and the reason says why. */
static void
refuses(const char *text, const char *why)
{
	struct err err = ERR_INIT;
	int date = 5;

	if (date_read(text, date_parse(today_iso), &date, &err))
		fail_msg("%s is read as %d", text, date);
	assert_int_equal(date, DATE_NONE);
	assert_int_equal(err.kind, ERR_INPUT);
	assert_tells(err.text, why);
	assert_true(text_valid(err.text, strlen(err.text), NULL));
	assert_false(date_read(text, DATE_NONE, &date, NULL));
}

static void
date_read__whole__all_spellings(void **state)
{
	reads("20260304", "2026-03-04");
	reads("2026-3-4", "2026-03-04");
	reads("2026-03-04", "2026-03-04");
	reads("2026.3.4", "2026-03-04");
	reads("2026/3/4", "2026-03-04");
	reads("2026。3。4", "2026-03-04");
	reads("2026年3月4日", "2026-03-04");
	reads("2024年1月5号", "2024-01-05");
	reads("2026年03月04", "2026-03-04");
	reads("2026 年 3 月 4 日", "2026-03-04");
	reads("２０２６．３．４", "2026-03-04");
	reads("２０２６－３－４", "2026-03-04");
	reads("　2026/3/4\t", "2026-03-04");
	reads("2024-2-29", "2024-02-29");
	reads("0001-01-01", "0001-01-01");
	reads("9999-12-31", "9999-12-31");
	reads("2026\\3\\4", "2026-03-04");
	reads("2026、3、4", "2026-03-04");
	reads("2026，3，4", "2026-03-04");
	reads("2026.3.4.", "2026-03-04");
	reads("2026。3。4。", "2026-03-04");
	reads("2026年3月份4日", "2026-03-04");
	reads("二O二六年三月四日", "2026-03-04");
}

static void
date_read__whole__a_time_behind_is_dropped(void **state)
{
	reads("2026-03-04 00:00:00", "2026-03-04");
	reads("2026-03-04T00:00:00.000", "2026-03-04");
	reads("2026/3/4 0:00", "2026-03-04");
	reads("20260304 00:00:00", "2026-03-04");
	reads("2026年3月4日 15:30", "2026-03-04");
	reads("2026年3月4日星期三", "2026-03-04");
	reads("2026-3-4 （星期三）", "2026-03-04");
	reads("2026年3月4日上午", "2026-03-04");
	reads("2026.3.4 下午 3:30", "2026-03-04");
	reads("2026年3月4日9时30分", "2026-03-04");
	reads("2026-03-04 12:00:00 AM", "2026-03-04");
	/* a day in another time zone may be another one */
	refuses("2026-03-04T16:00:00.000Z", "不是日期");
	refuses("2026-03-04T16:00:00+08:00", "不是日期");
	refuses("2026-03-04T", "不是日期");
	refuses("2026-3-4至2026-3-5", "不是日期");
	refuses("2026-3-4前", "不是日期");
	refuses("2026-03-04 24:00:00", "不是日期");
	refuses("2026-03-04 00:60", "不是日期");
	refuses("2026-03-04 x", "不是日期");
	refuses("2026-03-04 0", "不是日期");
	refuses("2026-03-0400:00", "不是日期");
}

static void
date_read__short__takes_the_year_of_today(void **state)
{
	reads("3.4", "2026-03-04");
	reads("3-4", "2026-03-04");
	reads("3/4", "2026-03-04");
	reads("12-31", "2026-12-31");
	reads("3月4日", "2026-03-04");
	reads("3月4号", "2026-03-04");
	reads("3月4", "2026-03-04");
	refuses("2.29", "没有这一天");
	refuses("13-1", "没有这一天");
	refuses("2月30日", "没有这一天");
}

static void
date_read__short__needs_today(void **state)
{
	struct err err = ERR_INIT;
	int date;

	assert_false(date_read("3.4", DATE_NONE, &date, &err));
	assert_tells(err.text, "缺年份");
	assert_false(date_read("今天", DATE_NONE, &date, &err));
	assert_false(date_read("-3", DATE_NONE, &date, &err));
}

static void
date_read__relative__words_and_days(void **state)
{
	reads("今天", "2026-11-21");
	reads(" 昨天 ", "2026-11-20");
	reads("前天", "2026-11-19");
	reads("明天", "2026-11-22");
	reads("后天", "2026-11-23");
	reads("-3", "2026-11-18");
	reads("+7", "2026-11-28");
	reads("－３", "2026-11-18");
	reads("-0", "2026-11-21");
	reads("+10000", "2054-04-08");
	refuses("-", "不是日期");
	refuses("+", "不是日期");
	refuses("-3天", "不是日期");
	refuses("+123456", "不是日期");
	refuses("--3", "不是日期");
}

static void
date_read__wrong__says_what_is_wrong(void **state)
{
	refuses("", "不是日期");
	refuses("   ", "不是日期");
	refuses("不详", "不是日期");
	refuses("2023-2-29", "没有这一天");
	refuses("20230229", "没有这一天");
	refuses("2023-13-1", "没有这一天");
	refuses("2023-00-10", "没有这一天");
	refuses("00000101", "没有这一天");
	refuses("96-3-4", "四位");
	refuses("24.3.4", "四位");
	refuses("2026.3", "写到日");
	refuses("2026年3月", "写到日");
	refuses("2026年", "写到日");
	refuses("2026", "写到日");
	refuses("202603", "不是日期");
	refuses("260304", "不是日期");
	refuses("20240105.0", "不是日期");
	refuses("2026-3.4", "不是日期");
	refuses("2026-3-4-5", "不是日期");
	refuses("2026-003-4", "不是日期");
	refuses("2026--4", "不是日期");
	refuses("2026-3-4日", "不是日期");
	refuses("2026日3月4", "不是日期");
	refuses("x2026-3-4", "不是日期");
	refuses("46085", "不是日期");
	refuses("99999999999999999999", "不是日期");
}

static void
date_read__wrong__hostile_text_is_marked(void **state)
{
	struct err err = ERR_INIT;
	int date;

	assert_false(date_read("\033[2J\342\200\256", 0, &date, &err));
	assert_tells(err.text, "[U+001B]");
	assert_null(strchr(err.text, '\033'));
	assert_false(date_read("一二三四五六七八九十一二三四五六七八九十一二三", 0,
	    &date, &err));
	assert_tells(err.text, "…”");
}

static void
date_read__partial__month_and_year(void **state)
{
	static const char *const good[][2] = {
		{ "2026", "2026" }, { "2026年", "2026" }, { "２０２６", "2026" },
		{ "2026-03", "2026-03" }, { "2026.3", "2026-03" },
		{ "2026/3", "2026-03" }, { "2026年3月", "2026-03" },
		{ "2026年3", "2026-03" }, { "202603", "2026-03" },
		{ "2026-3-4", "2026-03-04" }, { "20260304", "2026-03-04" },
		{ "二〇二六年三月", "2026-03" }, { "二○二六年", "2026" },
		{ "2026年3月份", "2026-03" }, { "二零二六年十月", "2026-10" }, { "二〇二六年十二月三十一日", "2026-12-31" },
		{ "一九九九年二月二十日", "1999-02-20" }, { "二〇二六年三月十四号", "2026-03-14" },
		{ "今天", "2026-11-21" }, { "3.4", "2026-03-04" },
		{ "0987", "0987" },
	};
	static const char *const bad[] = {
		"", "2026-13", "2026-0", "0000", "202613", "26.3", "2026-",
		"2026年13月", "2026-2-30", "20260", "abc", "2026月3"
	};
	struct err err = ERR_INIT;
	char out[DATE_SIZE];
	size_t i;

	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		if (!date_read_partial(good[i][0], date_parse(today_iso), out, &err))
			fail_msg("%s: %s", good[i][0], err.text);
		assert_string_equal(out, good[i][1]);
	}
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		err_clear(&err);
		if (date_read_partial(bad[i], date_parse(today_iso), out, &err))
			fail_msg("%s is read as %s", bad[i], out);
		assert_int_equal(err.kind, ERR_INPUT);
		assert_string_equal(out, "");
	}
	assert_false(date_read_partial("2026-13", 0, out, &err));
	assert_tells(err.text, "月份");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(date_read__whole__all_spellings),
		cmocka_unit_test(date_read__whole__a_time_behind_is_dropped),
		cmocka_unit_test(date_read__short__takes_the_year_of_today),
		cmocka_unit_test(date_read__short__needs_today),
		cmocka_unit_test(date_read__relative__words_and_days),
		cmocka_unit_test(date_read__wrong__says_what_is_wrong),
		cmocka_unit_test(date_read__wrong__hostile_text_is_marked),
		cmocka_unit_test(date_read__partial__month_and_year),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
