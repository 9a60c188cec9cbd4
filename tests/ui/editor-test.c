/*
 * tests/ui/editor-test.c: typing Chinese into a blank
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "ui/editor.h"

static struct editor ed;

static void
begin(bool lines, int cells, int rows, const char *text)
{
	editor_init(&ed, lines, 0, text_cell_narrow);
	editor_view(&ed, cells, rows);
	editor_set(&ed, text);
}

static int
end(void **state)
{
	editor_clear(&ed);
	return 0;
}

static void
type(const char *text)
{
	editor_insert(&ed, text, NULL);
}

static void
assert_cursor(int row, int col)
{
	int r, c;

	editor_cursor(&ed, &r, &c);
	assert_int_equal(r, row);
	assert_int_equal(c, col);
}

static void
assert_row(int row, const char *want)
{
	size_t from, len;
	char got[400];

	assert_true(editor_row(&ed, row, &from, &len));
	assert_true(len < sizeof(got));
	memcpy(got, ed.text + from, len);
	got[len] = '\0';
	assert_string_equal(got, want);
}

/* The faults of libform (findings.md 1) and their right answers. */
static void
editor__backspace__takes_the_last_character_of_a_full_field(void **state)
{
	begin(false, 11, 1, "一二三四五");
	assert_cursor(0, 10);
	assert_true(editor_backspace(&ed));
	assert_string_equal(ed.text, "一二三四");
	editor_clear(&ed);
	begin(false, 11, 1, "abcdefghij");
	editor_backspace(&ed);
	assert_string_equal(ed.text, "abcdefghi");
}

static void
editor__view__never_shows_half_a_character_at_an_odd_width(void **state)
{
	begin(false, 10, 1, "");
	type("一二三四五");
	assert_row(0, "二三四五");		/* 9 cells of text */
	assert_cursor(0, 8);
	assert_true(editor_before(&ed));
	editor_home(&ed);
	assert_row(0, "一二三四");
	assert_true(editor_after(&ed));
	assert_cursor(0, 0);
}

static void
editor__typing__past_the_width_keeps_the_text(void **state)
{
	begin(false, 11, 1, "");
	type("中华人民共和国公安");
	assert_string_equal(ed.text, "中华人民共和国公安");
	assert_row(0, "共和国公安");
	editor_backspace(&ed);
	assert_string_equal(ed.text, "中华人民共和国公");
	type("九");
	assert_string_equal(ed.text, "中华人民共和国公九");
}

static void
editor__insert__in_the_middle_draws_each_character_once(void **state)
{
	begin(false, 11, 1, "中华人民共和国");
	editor_left(&ed);
	editor_left(&ed);
	editor_left(&ed);
	type("乙");
	assert_string_equal(ed.text, "中华人民乙共和国");
	assert_row(0, "人民乙共和");
	assert_cursor(0, 6);
}

static void
editor__delete__at_home_leaves_whole_characters(void **state)
{
	begin(false, 11, 1, "中华人民共和国");
	editor_home(&ed);
	assert_true(editor_delete(&ed));
	assert_row(0, "华人民共和");
	assert_cursor(0, 0);
	editor_end(&ed);
	assert_false(editor_delete(&ed));
}

static void
editor__insert__wraps_chinese_without_blanks(void **state)
{
	begin(true, 13, 4, "一二三四五六七八九十甲乙丙丁戊己庚辛壬");
	assert_row(0, "一二三四五六");
	assert_row(3, "壬");
	editor_goto(&ed, 0);
	assert_cursor(0, 0);
	type("子");
	assert_row(0, "子一二三四五");
	assert_row(3, "辛壬");
}

static void
editor__set__keeps_every_line(void **state)
{
	begin(true, 13, 4, "第一行\n第二行");
	assert_row(0, "第一行");
	assert_row(1, "第二行");
	assert_cursor(1, 6);
	assert_string_equal(ed.text, "第一行\n第二行");
}

static void
editor__combining_mark__stays_with_its_base(void **state)
{
	begin(false, 20, 1, "");
	type("e");
	type("\xCC\x81");
	assert_string_equal(ed.text, "e\xCC\x81");
	assert_cursor(0, 1);
	type("x");
	editor_left(&ed);
	editor_left(&ed);
	assert_int_equal(ed.at, 0);
	editor_delete(&ed);
	assert_string_equal(ed.text, "x");
}

static void
editor__four_byte_character__is_one(void **state)
{
	begin(false, 20, 1, "𠮷a");
	editor_left(&ed);
	assert_cursor(0, 2);
	editor_backspace(&ed);
	assert_string_equal(ed.text, "a");
}

static void
editor__overwrite__replaces_character_by_character(void **state)
{
	begin(false, 20, 1, "张建国a");
	editor_home(&ed);
	ed.overwrite = true;
	type("李");
	assert_string_equal(ed.text, "李建国a");
	type("xy");
	assert_string_equal(ed.text, "李xya");
	editor_end(&ed);
	type("z");
	assert_string_equal(ed.text, "李xyaz");
}

static void
editor__overwrite__does_not_eat_a_line_end(void **state)
{
	begin(true, 20, 3, "ab\ncd");
	editor_goto(&ed, 1);
	ed.overwrite = true;
	type("xyz");
	assert_string_equal(ed.text, "axyz\ncd");
}

static void
editor__kill__takes_to_the_end_then_the_line_end(void **state)
{
	begin(true, 20, 3, "第一行\n第二行");
	editor_goto(&ed, 3);
	assert_true(editor_kill_end(&ed));
	assert_string_equal(ed.text, "第\n第二行");
	assert_true(editor_kill_end(&ed));
	assert_string_equal(ed.text, "第第二行");
	assert_true(editor_kill_all(&ed));
	assert_string_equal(ed.text, "");
	assert_false(editor_kill_end(&ed));
	assert_false(editor_kill_all(&ed));
}

static void
editor__undo__takes_back_a_run_of_typing_at_once(void **state)
{
	begin(false, 30, 1, "");
	type("张");
	type("建");
	type("国");
	editor_backspace(&ed);
	assert_true(editor_undo(&ed));
	assert_string_equal(ed.text, "张建国");
	assert_true(editor_undo(&ed));
	assert_string_equal(ed.text, "");
	assert_false(editor_undo(&ed));
	assert_true(editor_redo(&ed));
	assert_true(editor_redo(&ed));
	assert_string_equal(ed.text, "张建");
	assert_false(editor_redo(&ed));
	type("军");
	assert_string_equal(ed.text, "张建军");
	assert_false(editor_redo(&ed));
}

static void
editor__undo__forgets_the_oldest_only(void **state)
{
	int i;

	begin(false, 30, 1, "");
	for (i = 0; i < 300; i++) {
		type("a");
		editor_left(&ed);
	}
	for (i = 0; editor_undo(&ed); i++)
		;
	assert_int_equal(i, 200);
	assert_int_equal(strlen(ed.text), 100);
}

static void
editor__limit__counts_characters_and_tells_what_was_left(void **state)
{
	struct editor_report report;

	begin(false, 30, 1, "");
	ed.limit = 4;
	editor_insert(&ed, "张建国abc", &report);
	assert_string_equal(ed.text, "张建国a");
	assert_int_equal(report.taken, 4);
	assert_int_equal(report.too_many, 2);
	ed.overwrite = true;
	editor_home(&ed);
	editor_insert(&ed, "李", &report);
	assert_int_equal(report.too_many, 0);
	assert_string_equal(ed.text, "李建国a");
}

static void
editor__limit__does_not_cut_what_was_there_before(void **state)
{
	begin(false, 30, 1, "一二三四五");
	ed.limit = 3;
	type("六");
	assert_string_equal(ed.text, "一二三四五");
	editor_backspace(&ed);
	assert_string_equal(ed.text, "一二三四");
}

static void
editor__paste__drops_what_cannot_be_seen(void **state)
{
	struct editor_report report;

	begin(false, 60, 1, "");
	editor_insert(&ed, "张\xE2\x80\x8B三\x1B[31m\t李\r\n四\xE2\x80\xAE", &report);
	assert_string_equal(ed.text, "张三[31m 李 四");
	assert_int_equal(report.dropped, 3);
	editor_clear(&ed);
	begin(true, 60, 3, "");
	editor_insert(&ed, "甲\r\n乙\r丙", NULL);
	assert_string_equal(ed.text, "甲\n乙\n丙");
}

static void
editor__words__are_runs_of_one_kind(void **state)
{
	begin(false, 60, 1, "张三 330702199001014576，走访");
	assert_true(editor_word_left(&ed));
	assert_string_equal(ed.text + ed.at, "走访");
	editor_word_left(&ed);
	editor_word_left(&ed);
	assert_string_equal(ed.text + ed.at, "330702199001014576，走访");
	editor_word_left(&ed);
	assert_int_equal(ed.at, 0);
	assert_false(editor_word_left(&ed));
	editor_word_right(&ed);
	assert_string_equal(ed.text + ed.at, "330702199001014576，走访");
}

static void
editor__up_and_down__keep_the_column_in_cells(void **state)
{
	begin(true, 20, 5, "一二三四\nabc\n甲a乙丙");
	editor_goto(&ed, 9);			/* before 四 */
	assert_cursor(0, 6);
	assert_true(editor_down(&ed));
	assert_cursor(1, 3);
	assert_true(editor_down(&ed));
	assert_cursor(2, 5);			/* 6 is inside 丙: before it */
	assert_false(editor_down(&ed));
	assert_true(editor_up(&ed));
	assert_true(editor_up(&ed));
	assert_cursor(0, 6);
	assert_false(editor_up(&ed));
}

static void
editor__up_and_down__pass_through_wrapped_lines(void **state)
{
	begin(true, 7, 3, "一二三四五六七八九十甲乙");
	assert_cursor(2, 6);
	assert_int_equal(ed.top, 1);
	editor_up(&ed);
	assert_cursor(1, 4);			/* the end of 七八九 is 十's place */
	editor_up(&ed);
	editor_up(&ed);
	assert_int_equal(ed.top, 0);
	editor_end(&ed);
	assert_cursor(0, 4);
	editor_home(&ed);
	assert_cursor(0, 0);
}

static void
editor__view__scrolls_back_when_the_end_is_shortened(void **state)
{
	int i;

	begin(false, 9, 1, "一二三四五六七");
	assert_row(0, "四五六七");
	for (i = 0; i < 4; i++)
		editor_backspace(&ed);
	assert_row(0, "一二三");
	assert_cursor(0, 6);
}

static void
editor__point__finds_the_character_under_a_click(void **state)
{
	begin(false, 20, 1, "张a三");
	editor_point(&ed, 0, 1);		/* second half of 张 */
	assert_int_equal(ed.at, 0);
	editor_point(&ed, 0, 3);
	assert_string_equal(ed.text + ed.at, "三");
	editor_point(&ed, 0, 15);
	assert_int_equal(ed.at, strlen(ed.text));
}

static void
editor__narrow_view__survives_everything(void **state)
{
	static const char *words[] = { "中", "a", "𠮷", "e\xCC\x81", "\n", " ", "，" };
	unsigned seed = 7;
	int i, cells, row, col;

	for (cells = 1; cells < 6; cells++) {
		begin(cells % 2 == 0, cells, 2, "");
		for (i = 0; i < 3000; i++) {
			seed = seed * 1103515245u + 12345u;
			switch (seed >> 16 & 15) {
			case 0: editor_left(&ed); break;
			case 1: editor_right(&ed); break;
			case 2: editor_up(&ed); break;
			case 3: editor_down(&ed); break;
			case 4: editor_delete(&ed); break;
			case 5: editor_backspace(&ed); break;
			case 6: editor_undo(&ed); break;
			case 7: editor_home(&ed); break;
			case 8: editor_end(&ed); break;
			case 9: editor_word_left(&ed); break;
			default: type(words[(seed >> 20) % 7]);
			}
			assert_true(text_valid(ed.text, strlen(ed.text), NULL));
			assert_true(ed.at == 0 || text_next(ed.text,
			    text_prev(ed.text, ed.at)) == ed.at);
			editor_cursor(&ed, &row, &col);
			assert_in_range(row, 0, 1);
			assert_in_range(col, 0, cells - 1);
		}
		editor_clear(&ed);
	}
	begin(false, 5, 1, "");
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, end)
	const struct CMUnitTest tests[] = {
		TEST(editor__backspace__takes_the_last_character_of_a_full_field),
		TEST(editor__view__never_shows_half_a_character_at_an_odd_width),
		TEST(editor__typing__past_the_width_keeps_the_text),
		TEST(editor__insert__in_the_middle_draws_each_character_once),
		TEST(editor__delete__at_home_leaves_whole_characters),
		TEST(editor__insert__wraps_chinese_without_blanks),
		TEST(editor__set__keeps_every_line),
		TEST(editor__combining_mark__stays_with_its_base),
		TEST(editor__four_byte_character__is_one),
		TEST(editor__overwrite__replaces_character_by_character),
		TEST(editor__overwrite__does_not_eat_a_line_end),
		TEST(editor__kill__takes_to_the_end_then_the_line_end),
		TEST(editor__undo__takes_back_a_run_of_typing_at_once),
		TEST(editor__undo__forgets_the_oldest_only),
		TEST(editor__limit__counts_characters_and_tells_what_was_left),
		TEST(editor__limit__does_not_cut_what_was_there_before),
		TEST(editor__paste__drops_what_cannot_be_seen),
		TEST(editor__words__are_runs_of_one_kind),
		TEST(editor__up_and_down__keep_the_column_in_cells),
		TEST(editor__up_and_down__pass_through_wrapped_lines),
		TEST(editor__view__scrolls_back_when_the_end_is_shortened),
		TEST(editor__point__finds_the_character_under_a_click),
		TEST(editor__narrow_view__survives_everything),
	};

	return cmocka_run_group_tests_name("ui/editor", tests, NULL, NULL);
}
