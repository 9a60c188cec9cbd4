/*
 * tests/model/pinyin-test.c: names into sounds
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "base/text.h"
#include "model/name-index.h"
#include "model/pinyin-table.h"

/* All readings joined by blanks; the caller's. */
static char *
all(const char *name, enum pinyin_kind kind)
{
	struct buf out = BUF_INIT;
	char **reading;
	size_t n = pinyin_readings(name, kind, &reading);

	for (size_t i = 0; i < n; i++)
		buf_addf(&out, "%s%s", i > 0 ? "|" : "", reading[i]);
	pinyin_free(reading, n);
	return out.len == 0 ? calloc(1, 1) : buf_take(&out);
}

static void
is(const char *name, enum pinyin_kind kind, const char *expected)
{
	char *got = all(name, kind);

	assert_string_equal(got, expected);
	free(got);
}

static void
has(const char *name, enum pinyin_kind kind, const char *reading)
{
	char **list;
	size_t n = pinyin_readings(name, kind, &list), i;

	for (i = 0; i < n && strcmp(list[i], reading) != 0; i++)
		;
	if (i == n)
		fail_msg("%s is not read %s", name, reading);
	pinyin_free(list, n);
}

static void
first(const char *name, const char *expected)
{
	char *got = pinyin_first(name, PINYIN_FULL);

	assert_string_equal(got, expected);
	free(got);
}

static void
pinyin__readings__of_a_plain_name(void **state)
{
	is("张三", PINYIN_FULL, "zhangsan");
	is("张三", PINYIN_INITIALS, "zs");
	is("张三", PINYIN_SPACED, "zhang san");
}

static void
pinyin__readings__take_the_surname_reading_first(void **state)
{
	first("单建国", "shanjianguo");
	first("仇和", "qiuhe");
	first("解放", "xiefang");
	first("区文", "ouwen");
	first("查明", "zhaming");
	first("曾强", "zengqiang");
	first("翟明", "zhaiming");
	has("单建国", PINYIN_FULL, "danjianguo");
	has("单建国", PINYIN_INITIALS, "sjg");
	has("单建国", PINYIN_INITIALS, "djg");
}

static void
pinyin__readings__of_compound_surnames(void **state)
{
	first("尉迟恭", "yuchigong");
	first("欧阳修", "ouyangxiu");
	first("单于建", "chanyujian");
	has("欧阳修", PINYIN_INITIALS, "oyx");
	has("尉迟恭", PINYIN_FULL, "weichigong");
}

static void
pinyin__readings__of_two_characters_are_a_surname_of_one_first(void **state)
{
	first("单于", "shanyu");
	has("单于", PINYIN_FULL, "chanyu");
}

static void
pinyin__readings__combine_all_polyphones(void **state)
{
	has("王乐", PINYIN_FULL, "wangle");
	has("王乐", PINYIN_FULL, "wangyue");
	has("王乐", PINYIN_INITIALS, "wl");
	has("王乐", PINYIN_INITIALS, "wy");
}

static void
pinyin__readings__are_capped_and_without_doubles(void **state)
{
	char **list;
	size_t n = pinyin_readings("单乐长行朝重单乐长行朝重", PINYIN_FULL, &list);

	assert_int_equal(n, PINYIN_MOST);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(list[i], list[k]);
	pinyin_free(list, n);
}

static void
pinyin__readings__write_u_umlaut_as_v_and_as_u(void **state)
{
	is("吕布", PINYIN_FULL, "lvbu|lubu");
	is("吕布", PINYIN_INITIALS, "lb");
}

static void
pinyin__readings__of_four_byte_characters(void **state)
{
	is("𪜀三", PINYIN_INITIALS, "?s");
	is("李𪚥", PINYIN_FULL, "lizhe");
	is("王𠮷", PINYIN_FULL, "wangji");
	is("李㐀", PINYIN_FULL, "liqiu");
}

static void
pinyin__readings__skip_the_dot_in_long_names(void **state)
{
	char *got = pinyin_first("艾合麦提·吐尔逊", PINYIN_FULL);

	assert_string_equal(got, "aihemaitituerxun");
	free(got);
	got = pinyin_first("艾合麦提・吐尔逊", PINYIN_INITIALS);
	assert_string_equal(got, "ahmttex");
	free(got);
}

static void
pinyin__readings__keep_ascii_letters_small(void **state)
{
	is("Ａli 3", PINYIN_FULL, "ali3");
	is("阿B", PINYIN_INITIALS, "ab|eb");
}

static void
pinyin__readings__of_nothing(void **state)
{
	is("", PINYIN_FULL, "");
	is("·", PINYIN_FULL, "");
	is("（", PINYIN_FULL, "?");
}

static void
pinyin__tables__are_in_order(void **state)
{
	for (size_t i = 1; i < pinyin_characters; i++)
		assert_true(pinyin_character[i - 1] < pinyin_character[i]);
	for (size_t i = 1; i < pinyin_surnames; i++)
		assert_true(strcmp(pinyin_surname[i - 1].name, pinyin_surname[i].name) <= 0);
	assert_true(pinyin_known("zhuang", 6));
	assert_false(pinyin_known("zhuon", 5));
	assert_true(pinyin_begins("zhu", 3));
}

/* All 6,763 characters of GB 2312 (their block of ideographs) have a reading. */
static void
pinyin__tables__know_the_common_characters(void **state)
{
	char text[5], *got;
	long missing = 0;

	for (uint32_t cp = 0x4e00; cp < 0x9fa6; cp++) {
		text_encode(cp, text);
		got = pinyin_first(text, PINYIN_INITIALS);
		missing += got[0] == '?';
		free(got);
	}
	assert_in_range(missing, 0, 12);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pinyin__readings__of_a_plain_name),
		cmocka_unit_test(pinyin__readings__take_the_surname_reading_first),
		cmocka_unit_test(pinyin__readings__of_compound_surnames),
		cmocka_unit_test(pinyin__readings__of_two_characters_are_a_surname_of_one_first),
		cmocka_unit_test(pinyin__readings__combine_all_polyphones),
		cmocka_unit_test(pinyin__readings__are_capped_and_without_doubles),
		cmocka_unit_test(pinyin__readings__write_u_umlaut_as_v_and_as_u),
		cmocka_unit_test(pinyin__readings__of_four_byte_characters),
		cmocka_unit_test(pinyin__readings__skip_the_dot_in_long_names),
		cmocka_unit_test(pinyin__readings__keep_ascii_letters_small),
		cmocka_unit_test(pinyin__readings__of_nothing),
		cmocka_unit_test(pinyin__tables__are_in_order),
		cmocka_unit_test(pinyin__tables__know_the_common_characters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
