/*
 * tests/base/def-test.c
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "base/def.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "tests/base/test.h"

static struct def_file *
parse(const char *text)
{
	struct err err = ERR_INIT;
	struct def_file *file = def_parse("a.form", text, strlen(text), &err);

	if (file == NULL)
		fail_msg("%s", err.text);
	return file;
}

/* Is refused, with a text that begins so and holds the remedy. */
static void
refuses_n(const char *text, size_t n, const char *begins, const char *remedy)
{
	struct err err = ERR_INIT;

	assert_null(def_parse("a.form", text, n, &err));
	assert_int_equal(err.kind, ERR_DATA);
	if (strncmp(err.text, begins, strlen(begins)) != 0)
		fail_msg("%s: %s", begins, err.text);
	assert_tells(err.text, remedy);
	assert_true(text_valid(err.text, strlen(err.text), NULL));
	assert_null(def_parse("a.form", text, n, NULL));
}

static void
refuses(const char *text, const char *begins, const char *remedy)
{
	refuses_n(text, strlen(text), begins, remedy);
}

static void
def__parse__all_parts_in_their_places(void **state)
{
	struct def_file *f = parse(
	    "# head\n"
	    "[form visit]\n"
	    "title  = 走访记录\n"
	    "empty  =\n"
	    "  # a comment inside\n"
	    "\n"
	    "[page 走访 二]\n"
	    "visited_on   date    走访日期  \n"
	    "    required = yes\n"
	    "    check    = a = 'b'\n"
	    "        and c >= 2\n"
	    "\n"
	    "          or d\n"
	    "    say      = 不对\n"
	    "result code visit_result 走访效果\n"
	    "late = a property behind entries\n"
	    "    goes = on\n");
	const struct def_section *s;

	assert_int_equal(f->count, 2);
	assert_string_equal(f->path, "a.form");
	s = &f->section[0];
	assert_string_equal(s->kind, "form");
	assert_string_equal(s->name, "visit");
	assert_false(s->adds);
	assert_int_equal(s->line, 2);
	assert_int_equal(s->pair_count, 2);
	assert_string_equal(s->pair[0].key, "title");
	assert_string_equal(s->pair[0].value, "走访记录");
	assert_int_equal(s->pair[0].line, 3);
	assert_string_equal(s->pair[1].value, "");
	assert_int_equal(s->entry_count, 0);

	s = &f->section[1];
	assert_string_equal(s->name, "走访 二");
	assert_int_equal(s->line, 7);
	assert_int_equal(s->entry_count, 2);
	assert_string_equal(s->entry[0].text, "visited_on   date    走访日期");
	assert_int_equal(s->entry[0].line, 8);
	assert_int_equal(s->entry[0].count, 3);
	assert_string_equal(s->entry[0].attr[1].key, "check");
	assert_string_equal(s->entry[0].attr[1].value,
	    "a = 'b'\nand c >= 2\nor d");
	assert_int_equal(s->entry[0].attr[1].line, 10);
	assert_string_equal(s->entry[0].attr[2].value, "不对");
	assert_int_equal(s->entry[0].attr[2].line, 14);
	assert_int_equal(s->entry[1].count, 0);
	assert_int_equal(s->pair_count, 1);
	assert_string_equal(s->pair[0].value,
	    "a property behind entries\ngoes = on");
	def_free(f);
}

static void
def__parse__plus_stands_apart(void **state)
{
	struct def_file *f =
	    parse("[form visit +]\n[list a+]\n[report 一 二  + ]\n[page +]\n");

	assert_true(f->section[0].adds);
	assert_string_equal(f->section[0].name, "visit");
	assert_false(f->section[1].adds);
	assert_string_equal(f->section[1].name, "a+");
	assert_true(f->section[2].adds);
	assert_string_equal(f->section[2].name, "一 二");
	assert_false(f->section[3].adds);
	assert_string_equal(f->section[3].name, "+");
	def_free(f);
}

static void
def__parse__entries_that_look_like_pairs(void **state)
{
	struct def_file *f = parse("[codes c]\n"
	    "home 上门 mz=01\nx=1\nX = 1\n9 = 1\na b = c\n- 序号\n_a = 1\n");

	assert_int_equal(f->section[0].pair_count, 0);
	assert_int_equal(f->section[0].entry_count, 7);
	assert_string_equal(f->section[0].entry[1].text, "x=1");
	def_free(f);
}

static void
def__parse__line_ends_marks_and_tabs(void **state)
{
	struct def_file *f = parse("\357\273\277[a b]\r\nk\t=\tv \r\n"
	    "e 一\r\n\tx = 1\r\n\t\t2\r\n        y = 3");

	assert_string_equal(f->section[0].pair[0].value, "v");
	assert_int_equal(f->section[0].entry[0].count, 2);
	assert_string_equal(f->section[0].entry[0].attr[0].value, "1\n2");
	assert_string_equal(f->section[0].entry[0].attr[1].value, "3");
	def_free(f);
}

static void
def__parse__nothing_is_an_empty_file(void **state)
{
	struct def_file *f = parse("");

	assert_int_equal(f->count, 0);
	def_free(f);
	f = parse("\n  # x\n\n");
	assert_int_equal(f->count, 0);
	def_free(f);
	def_free(NULL);
}

static void
def__parse__before_any_section(void **state)
{
	refuses("# c\ntitle = x\n", "a.form:2：", "[form visit]");
	refuses("visited_on date 日期\n", "a.form:1：", "[form visit]");
	refuses("   x = 1\n", "a.form:1：", "[form visit]");
}

static void
def__parse__brackets(void **state)
{
	refuses("\n[form visit\n", "a.form:2：", "没有在行末关闭");
	refuses("[form visit] # c\n", "a.form:1：", "没有在行末关闭");
	refuses("[\n", "a.form:1：", "没有在行末关闭");
	refuses("[]\n", "a.form:1：", "[form visit]");
	refuses("[form]\n", "a.form:1：", "一个名称");
	refuses("[form ]\n", "a.form:1：", "一个名称");
	refuses("[Form visit]\n", "a.form:1：", "英文小写");
	refuses("[走访]\n", "a.form:1：", "英文小写");
	refuses("[form a] b]\n", "a.form:1：", "[form visit]");
	refuses("［form visit］\n", "a.form:1：", "半角");
	refuses("【form visit】\n", "a.form:1：", "半角");
}

static void
def__parse__indentation(void **state)
{
	refuses("[a b]\n  x = 1\n", "a.form:2：", "没有条目");
	refuses("[a b]\ne 一\n    x = 1\n  y = 2\n", "a.form:4：", "对齐");
	refuses("[a b]\ne 一\n    走访\n", "a.form:3：", "键 = 值");
	refuses("[a b]\ne 一\n    x=1\n", "a.form:3：", "空格");
	refuses("[a b]\ne 一\n    x ＝ 1\n", "a.form:3：", "半角的 =");
	refuses("[a b]\nx＝1\n", "a.form:2：", "半角的 =");
	refuses("[a b]\ne 一\n　　x = 1\n", "a.form:3：", "全角空格");
}

static void
def__parse__bytes_that_no_definition_holds(void **state)
{
	refuses("[a b]\n\nx = \326\320\n", "a.form:3：", "UTF-8");
	refuses("[a b]\n\nx = \326\320\n", "a.form:3：第 5 个字节 D6", "另存");
	refuses_n("[a b]\nx\0y\n", 10, "a.form:2：", "U+0000");
	refuses("[a b]\nx = \033[2J\n", "a.form:2：", "U+001B");
	refuses("[a b]\nx = a\342\200\256b\n", "a.form:2：", "U+202E");
	refuses("[a b]\nx = a\rb\n", "a.form:2：", "U+000D");
	refuses("[a b]\nx = \357\273\277b\n", "a.form:2：", "U+FEFF");
	refuses("[a b]\nx = \344\270", "a.form:2：", "UTF-8");
}

static void
def__known__tells_the_known_keys(void **state)
{
	static const char *const keys[] = { "title", "basis", NULL };
	static const char *const none[] = { NULL };
	struct err err = ERR_INIT;
	struct def_file *f = parse("[form v]\ntitle = x\nbasis = y\n"
	    "[form w]\ntitle = x\nbasi = y\n[form x]\ntitle = a\ntitle = b\n");

	assert_true(def_known(f, f->section[0].pair, 2, keys, &err));
	assert_false(def_known(f, f->section[1].pair, 2, keys, &err));
	assert_int_equal(err.kind, ERR_DATA);
	assert_string_equal(err.text,
	    "a.form:6：这里没有“basi”这个键；可用的键：title basis");
	assert_false(def_known(f, f->section[2].pair, 2, keys, &err));
	assert_tells(err.text, "a.form:9：“title”写了两次，第 8 行");
	assert_false(def_known(f, f->section[0].pair, 2, none, &err));
	assert_tells(err.text, "没有");
	assert_true(def_known(f, NULL, 0, keys, &err));
	assert_non_null(def_find(f->section[0].pair, 2, "basis"));
	assert_null(def_find(f->section[0].pair, 2, "basi"));
	def_free(f);
}

static void
def__error__names_file_and_line(void **state)
{
	struct err err = ERR_INIT;
	struct def_file *f = parse("[form v]\n");

	assert_false(def_error(f, 12, &err, "没有“%s”这张表", "visit"));
	assert_string_equal(err.text, "a.form:12：没有“visit”这张表");
	assert_int_equal(err.kind, ERR_DATA);
	def_free(f);
}

static void
def__word__takes_one_after_the_other(void **state)
{
	struct def_file *f = parse("[form v]\n");
	const char *text = "  visited_on\tdate　走访日期\nx ";

	assert_string_equal(def_word(f, &text), "visited_on");
	assert_string_equal(def_word(f, &text), "date");
	assert_string_equal(def_word(f, &text), "走访日期");
	assert_string_equal(def_word(f, &text), "x");
	assert_null(def_word(f, &text));
	assert_null(def_word(f, &text));
	def_free(f);
}

static void
def__parse__large_files_are_no_problem(void **state)
{
	struct buf buf = BUF_INIT;
	struct def_file *f;
	struct err err = ERR_INIT;
	int i;

	for (i = 0; i < 2000; i++)
		buf_addf(&buf, "[form f%d]\np = %d\ne %d\n    a = %d\n        b\n",
		    i, i, i, i);
	buf_add(&buf, "long = ");
	buf_fill(&buf, 'x', 200000);
	f = def_parse("big", buf_str(&buf), buf.len, &err);
	assert_non_null(f);
	assert_int_equal(f->count, 2000);
	assert_string_equal(f->section[1999].name, "f1999");
	assert_string_equal(f->section[1234].entry[0].attr[0].value, "1234\nb");
	assert_int_equal(strlen(f->section[1999].pair[1].value), 200000);
	def_free(f);
	buf_clear(&buf);
}

/* Every beginning of a file parses or fails, and every byte may be another. */
static void
def__parse__torn_and_garbled_files_are_told(void **state)
{
	static const char text[] = "\357\273\277# 头\n[form visit +]\ntitle = 走访\n"
	    "  更多\nname date 日期\n\tcheck = a\n\t\tb\n\tsay = 呀\n[page p]\nq\n";
	static const char bytes[] = "\0\n\r\t []=#+\377\344a";
	struct err err;
	struct def_file *f;
	char *copy;
	size_t n, i;

	for (n = 0; n < sizeof(text); n++)
		for (i = 0; i < sizeof(bytes); i++) {
			copy = mem_textn(text, sizeof(text) - 1);
			copy[n] = bytes[i];
			err_clear(&err);
			f = def_parse("t", copy, i == 0 ? n : sizeof(text) - 1, &err);
			assert_true((f == NULL) == (err.kind == ERR_DATA));
			def_free(f);
			free(copy);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(def__parse__all_parts_in_their_places),
		cmocka_unit_test(def__parse__plus_stands_apart),
		cmocka_unit_test(def__parse__entries_that_look_like_pairs),
		cmocka_unit_test(def__parse__line_ends_marks_and_tabs),
		cmocka_unit_test(def__parse__nothing_is_an_empty_file),
		cmocka_unit_test(def__parse__before_any_section),
		cmocka_unit_test(def__parse__brackets),
		cmocka_unit_test(def__parse__indentation),
		cmocka_unit_test(def__parse__bytes_that_no_definition_holds),
		cmocka_unit_test(def__known__tells_the_known_keys),
		cmocka_unit_test(def__error__names_file_and_line),
		cmocka_unit_test(def__word__takes_one_after_the_other),
		cmocka_unit_test(def__parse__large_files_are_no_problem),
		cmocka_unit_test(def__parse__torn_and_garbled_files_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
