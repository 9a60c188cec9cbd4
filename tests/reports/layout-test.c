/*
 * tests/reports/layout-test.c: columns and rows, in cells
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "reports/layout.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "reports/render-text.h"

static const struct layout_column columns[] = {
	{ "姓名", 8, TEXT_LEFT, false },
	{ "公民身份号码", 7, TEXT_CENTRE, false },
	{ "住址", 11, TEXT_LEFT, true },
	{ "人数", 5, TEXT_RIGHT, false },
};

static void
open_layout(struct sheet *sheet, struct layout *layout,
    const struct layout_profile *profile, const char *paper)
{
	struct err err = ERR_INIT;

	memset(sheet, 0, sizeof(*sheet));
	sheet->title = "试";
	assert_true(layout_paper(paper, 10, sheet, &err));
	assert_true(layout_init(layout, sheet, profile, columns, 4, &err));
}

static void
expect_line(const struct sheet *sheet, const struct sheet_page *page, int row,
    const char *want)
{
	struct buf out = BUF_INIT;

	render_text_line(sheet, page, row, &out);
	assert_string_equal(buf_str(&out), want);
	buf_clear(&out);
}

static void
layout_paper__knows__a4_both_ways(void **state)
{
	struct sheet sheet = { .font = 0 };
	struct err err = ERR_INIT;

	assert_true(layout_paper("A4 landscape", 9, &sheet, &err));
	assert_int_equal(sheet.cols, 168);
	assert_int_equal(sheet.rows, 40);
	assert_true(sheet.landscape);
	assert_true(layout_paper("A4 portrait", 9, &sheet, &err));
	assert_int_equal(sheet.cols, 113);
	assert_int_equal(sheet.rows, 60);
	assert_true(layout_paper("LQ 132", 9, &sheet, &err));
	assert_int_equal(sheet.cols, 132);
}

static void
layout_paper__names_what_there_is__for_unknown_paper(void **state)
{
	struct sheet sheet = { .font = 0 };
	struct err err = ERR_INIT;

	assert_false(layout_paper("B5", 9, &sheet, &err));
	assert_non_null(strstr(err.text, "A4 landscape"));
	assert_false(layout_paper("LQ 9x", 9, &sheet, &err));
	assert_false(layout_paper("A4", 99, &sheet, &err));
}

static void
layout_row__lines_up__mixed_widths(void **state)
{
	static const char *const text[] = { "张𠮷", "abc", "城东社区一组", "12" };
	struct sheet sheet;
	struct layout layout;
	struct sheet_page *page;

	open_layout(&sheet, &layout, &layout_narrow, "LQ 40");
	page = sheet_page_new(&sheet, 1, 1);
	layout_rule(&layout, page, 0);
	assert_int_equal(layout_row(&layout, page, 1, text, SHEET_PLAIN), 2);
	layout_rule(&layout, page, 3);
	expect_line(&sheet, page, 0, "  ┌────────┬───────┬───────────┬─────┐");
	expect_line(&sheet, page, 1, "  │张𠮷    │  abc  │城东社区一 │   12│");
	expect_line(&sheet, page, 2, "  │        │       │组         │     │");
	expect_line(&sheet, page, 3, "  └────────┴───────┴───────────┴─────┘");
	sheet_page_free(page);
	layout_clear(&layout);
}

static void
layout_row__marks__what_is_cut_off(void **state)
{
	static const char *const text[] = { "欧阳建国平", "12345678", "", "123456" };
	struct sheet sheet;
	struct layout layout;
	struct sheet_page *page;

	open_layout(&sheet, &layout, &layout_narrow, "LQ 40");
	page = sheet_page_new(&sheet, 1, 1);
	layout_row(&layout, page, 0, text, SHEET_PLAIN);
	expect_line(&sheet, page, 0, "  │欧阳建… │123456…│           │1234…│");
	sheet_page_free(page);
	layout_clear(&layout);
}

static void
layout_row__makes_harmless__control_characters(void **state)
{
	static const char *const text[] = { "a\tb\nc", "\033[2J", "一\n\342\200\256二", NULL };
	struct sheet sheet;
	struct layout layout;
	struct sheet_page *page;

	open_layout(&sheet, &layout, &layout_narrow, "LQ 40");
	page = sheet_page_new(&sheet, 1, 1);
	assert_int_equal(layout_row(&layout, page, 0, text, SHEET_PLAIN), 2);
	expect_line(&sheet, page, 0, "  │a b c   │[U+001…│一         │     │");
	expect_line(&sheet, page, 1, "  │        │       │[U+202E]二 │     │");
	sheet_page_free(page);
	layout_clear(&layout);
}

static void
layout_row__stops__at_the_most_lines_a_page_has(void **state)
{
	static const char *const text[] = { "", "", "一二三四五六七八九十一二三四五六七", "" };
	struct sheet sheet;
	struct layout layout;
	struct sheet_page *page;

	open_layout(&sheet, &layout, &layout_narrow, "LQ 40");
	layout.most = 2;
	page = sheet_page_new(&sheet, 1, 1);
	assert_int_equal(layout_row(&layout, page, 0, text, SHEET_PLAIN), 2);
	expect_line(&sheet, page, 1, "  │        │       │六七八九十…│     │");
	sheet_page_free(page);
	layout_clear(&layout);
}

static void
layout_init__makes_widths_even__for_wide_frames(void **state)
{
	static const char *const text[] = { "张三", "x", "“引号”", "1" };
	struct sheet sheet;
	struct layout layout;
	struct sheet_page *page;

	open_layout(&sheet, &layout, &layout_wide, "LQ 132");
	page = sheet_page_new(&sheet, 1, 1);
	assert_int_equal(sheet.frame, 2);
	assert_int_equal(layout.column[1].width, 8);
	layout.bar[0] = 0;		/* not in the middle, to be readable */
	layout.bar[1] = 10, layout.bar[2] = 20, layout.bar[3] = 34;
	layout.bar[4] = 42;
	layout_rule(&layout, page, 0);
	layout_row(&layout, page, 1, text, SHEET_PLAIN);
	expect_line(&sheet, page, 0, "┌────┬────┬──────┬───┐");
	expect_line(&sheet, page, 1, "│张三    │   x    │“引号”    │     1│");
	sheet_page_free(page);
	layout_clear(&layout);
}

static void
layout_init__falls_back_to_plain_frames__when_wide_ones_do_not_fit(void **state)
{
	static const char *const text[] = { "张三", "x", "", "1" };
	struct sheet sheet;
	struct layout layout;
	struct sheet_page *page;

	open_layout(&sheet, &layout, &layout_wide, "LQ 40");
	assert_true(sheet.plain);
	page = sheet_page_new(&sheet, 1, 1);
	layout_rule(&layout, page, 0);
	layout_row(&layout, page, 1, text, SHEET_PLAIN);
	expect_line(&sheet, page, 0, "  +--------+-------+-----------+-----+");
	expect_line(&sheet, page, 1, "  |张三    |   x   |           |    1|");
	sheet_page_free(page);
	layout_clear(&layout);
}

static void
layout_init__refuses__a_table_wider_than_the_paper(void **state)
{
	struct layout_column wide[2] = { columns[0], columns[1] };
	struct sheet sheet = { .font = 0 };
	struct layout layout;
	struct err err = ERR_INIT;

	wide[1].width = 200;
	assert_true(layout_paper("A4 landscape", 9, &sheet, &err));
	assert_false(layout_init(&layout, &sheet, &layout_narrow, wide, 2, &err));
	assert_non_null(strstr(err.text, "168"));
}

static void
layout_head__centres__each_head_in_its_column(void **state)
{
	struct sheet sheet;
	struct layout layout;
	struct sheet_page *page;

	open_layout(&sheet, &layout, &layout_narrow, "LQ 40");
	page = sheet_page_new(&sheet, 1, 1);
	assert_int_equal(layout_head(&layout, page, 0), 2);
	expect_line(&sheet, page, 0, "  │  姓名  │公民身 │   住址    │人数 │");
	expect_line(&sheet, page, 1, "  │        │份号码 │           │     │");
	sheet_page_free(page);
	layout_clear(&layout);
}

static void
layout_span__joins__the_first_columns(void **state)
{
	static const char *const text[] = { NULL, NULL, NULL, "37" };
	struct sheet sheet;
	struct layout layout;
	struct sheet_page *page;

	open_layout(&sheet, &layout, &layout_narrow, "LQ 40");
	page = sheet_page_new(&sheet, 1, 1);
	layout_span(&layout, page, 1, 3, "小计 37 人", text, SHEET_BOLD);
	layout_rule(&layout, page, 0);
	expect_line(&sheet, page, 0, "  ┌────────────────────────────┬─────┐");
	expect_line(&sheet, page, 1, "  │小计 37 人                  │   37│");
	sheet_page_free(page);
	layout_clear(&layout);
}

static void
layout_ends__cuts_the_left_text__to_leave_room(void **state)
{
	struct sheet sheet;
	struct layout layout;
	struct sheet_page *page;

	open_layout(&sheet, &layout, &layout_narrow, "LQ 40");
	page = sheet_page_new(&sheet, 1, 1);
	layout_ends(&layout, page, 0, "单位：很长很长很长很长很长的名字", "2026-03-04");
	expect_line(&sheet, page, 0, "  单位：很长很长很长很长…   2026-03-04");
	sheet_page_free(page);
	layout_clear(&layout);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(layout_paper__knows__a4_both_ways),
		cmocka_unit_test(layout_paper__names_what_there_is__for_unknown_paper),
		cmocka_unit_test(layout_row__lines_up__mixed_widths),
		cmocka_unit_test(layout_row__marks__what_is_cut_off),
		cmocka_unit_test(layout_row__makes_harmless__control_characters),
		cmocka_unit_test(layout_row__stops__at_the_most_lines_a_page_has),
		cmocka_unit_test(layout_init__makes_widths_even__for_wide_frames),
		cmocka_unit_test(layout_init__falls_back_to_plain_frames__when_wide_ones_do_not_fit),
		cmocka_unit_test(layout_init__refuses__a_table_wider_than_the_paper),
		cmocka_unit_test(layout_head__centres__each_head_in_its_column),
		cmocka_unit_test(layout_span__joins__the_first_columns),
		cmocka_unit_test(layout_ends__cuts_the_left_text__to_leave_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
