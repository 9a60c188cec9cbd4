/*
 * tests/ui/script-test.c: the desk replayed without a terminal
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/draft.h"
#include "tests/model/place.h"
#include "reports/print.h"
#include "ui/ui.h"

static struct store *store;
static struct buf screen;

static int
begin(void **state)
{
	struct store_options options = { .user = "zhang" };
	struct err err = ERR_INIT;

	if (place_setup(state) != 0)
		return -1;
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("TERM", "xterm", 1);
	date_set_today(date_make(2026, 3, 4));
	options.path = place_file(*state, "store.db");
	store = store_create(&options, "城关司法所", date_make(2026, 1, 1), &err);
	if (store == NULL)
		fail_msg("%s", err.text);
	return 0;
}

static int
end(void **state)
{
	store_close(store);
	buf_clear(&screen);
	return place_teardown(state);
}

/* Plays lines; the last screen is in `screen`. */
static int
play(struct place *place, const char *lines, struct err *err)
{
	struct buf text = BUF_INIT;
	const char *file = place_file(place, "keys"), *out = place_file(place, "screen");
	int status;

	remove(file);
	remove(out);
	buf_addf(&text, "%s\nsave %s\n", lines, out);
	place_write(place, "keys", buf_str(&text), text.len);
	buf_clear(&text);
	status = ui_script(store, file, err);
	buf_clear(&screen);
	if (status == 0 && !file_read(out, 1 << 20, &screen, err))
		fail_msg("%s", err->text);
	return status;
}

static void
assert_plays(struct place *place, const char *lines)
{
	struct err err = ERR_INIT;

	if (play(place, lines, &err) != 0)
		fail_msg("%s", err.text);
}

static void
assert_shows(const char *text)
{
	if (strstr(buf_str(&screen), text) == NULL)
		fail_msg("no “%s” in\n%s", text, buf_str(&screen));
}

/* Every row of the terminal, none wider than it. */
static void
assert_size(int rows, int cols)
{
	const char *line = buf_str(&screen);
	char *copy;
	size_t len;
	int n = 0;

	for (; *line != '\0'; line += len + 1, n++) {
		len = strcspn(line, "\n");
		copy = mem_textn(line, len);
		assert_true(text_width(copy, text_cell_narrow) <= cols);
		free(copy);
	}
	assert_int_equal(n, rows);
}

static const char new_person[] =
    "key F3\nkey F7\ntype 张三\nkey F2\n"	/* 先建后补: the release follows */
    "type 20260110\nkey Enter\ntype 上坑村\nkey F2\n";

static void
script__desk__fits_80_by_24_and_132_by_43(void **state)
{
	assert_plays(*state, "");
	assert_shows("今日工作台");
	assert_shows("城关司法所  2026-03-04 星期三");
	assert_shows("Esc退出");
	assert_size(24, 80);
	assert_plays(*state, "size 132x43\nkey F1");
	assert_shows("Ctrl-Q");
	assert_size(43, 132);
	assert_plays(*state, "size 20x10\nkey F10\nsize 200x60");
	assert_shows("菜单");
	assert_size(60, 200);
}

static void
script__person__is_made_found_by_initials_and_visited(void **state)
{
	assert_plays(*state, new_person);
	assert_shows("一人一档  张三");
	assert_shows("2026-01-10");
	assert_plays(*state, "type z\ntype s");
	assert_shows("查找：zs");
	assert_shows("> A000001  张三");
	assert_shows("1/1 条");
	/* Enter twice on the same key saves once. */
	assert_plays(*state, "type zs\nkey Enter\nkey F7\nkey Esc\nkey Enter\nkey F2\nkey F2");
	assert_shows("一人一档");
}

static void
script__roster__says_why_it_is_empty(void **state)
{
	assert_plays(*state, "key F3\ntype 没有的人");
	assert_shows("没有找到“没有的人”");
	assert_shows("0 条");
}

static void
script__problem__stands_at_its_blank(void **state)
{
	assert_plays(*state, "key F3\nkey F7\ntype 张三\nkey F2\ntype 2026-02-30\nkey Enter");
	assert_shows("2026-02-30");
	assert_shows("没有这一天");
	assert_plays(*state, "key F3\nkey F7\ntype 李四\nkey F2\ntype 2026-02-30\nkey F2");
	assert_shows("存不进去");
	assert_shows("这一栏先留空，保存其余");
}

static void
script__draft__is_offered_at_the_next_start(void **state)
{
	assert_plays(*state, "key F3\nkey F7\ntype 王五");
	assert_plays(*state, "");
	assert_shows("继续填写 人员  王五");
	assert_plays(*state, "key Enter");
	assert_shows("王五");
	assert_plays(*state, "key Enter\nkey Esc\ntype 3");
	assert_plays(*state, "");
	assert_null(strstr(buf_str(&screen), "继续填写"));
}

static void
script__paste__and_hostile_text_never_reach_the_terminal(void **state)
{
	/* The file may hold what no keyboard sends. */
	assert_plays(*state, "key F3\nkey F7\ntype 张\xE2\x80\xAE三\xC2\x9B" "1m");
	assert_shows("张三1m");
	assert_null(strstr(buf_str(&screen), "\xE2\x80\xAE"));
}

static void
script__menu__goes_everywhere_and_out(void **state)
{
	struct err err = ERR_INIT;

	assert_plays(*state, "key F10\ntype hmc\nkey Enter");
	assert_shows("查找：");
	assert_plays(*state, "key F10\ntype 3\nkey Enter");
	assert_shows("待办");
	assert_int_equal(play(*state, "key F10\ntype tc\nkey Enter", &err), 2);
	assert_non_null(strstr(err.text, "已经退出"));
}

#define TO_VISITORS "key Enter\nkey Enter\nkey Enter\nkey Enter\nkey Enter\n" \
	    "key Enter\nkey Enter\nkey Enter\n"
#define TO_FIVE "key Down\nkey Down\nkey Down\nkey Down\n"
#define TO_DUE "key Down\nkey Down\nkey Down\nkey Down\nkey Down\nkey Down\n" \
	    "key Down\nkey Down\nkey Down\nkey Down\n"

/* A visit from the due, whose subject is filled in: it answers the trigger. */
static void
script__due__opens_the_paper_that_answers_it(void **state)
{
	assert_plays(*state, new_person);
	assert_plays(*state, "type zs\nkey Enter\nkey Right\nkey Right\nkey Right\n"
	    "key Right\nkey Right\nwait [五必访事由(0)]\nkey F7\n"
	    "key Enter\nkey Enter\ntype 1\nkey F2\nwait [五必访事由(1)]");
	/* From the list of dues, and from the file, where F9 still says why. */
	assert_plays(*state, TO_FIVE "key Enter\nwait 逾期天数\nkey Enter");
	assert_shows("走访记录  张三");
	assert_shows("所答五必访事由 2026-03-04");
	assert_plays(*state, TO_FIVE "key Enter\nkey F7\nwait 所答五必访事由 2026-03-04\n"
	    "key Esc\nwait 1/1 条");		/* nothing to keep: not asked */
	assert_plays(*state, TO_FIVE "key Enter\nkey F4\nwait 一人一档\n" TO_DUE "key F9");
	assert_shows("依据");
	assert_plays(*state, TO_FIVE "key Enter\nkey F4\nwait 一人一档\n" TO_DUE "key Enter\n"
	    "wait 所答五必访事由 2026-03-04\nkey Enter\ntype 0930\nkey F2");
	assert_shows("走访记录(1)");
	assert_shows("待办             没有");
}

/* Records stand by date: the new one is not the first. */
static void
script__file__stands_on_the_record_just_saved(void **state)
{
	static const char *const days[] = { "20260301", "20260303", "20260302" };
	struct buf lines = BUF_INIT;
	size_t i;

	assert_plays(*state, new_person);
	for (i = 0; i < 3; i++) {
		buf_cut(&lines, 0);
		buf_addf(&lines, "type zs\nkey Enter\nkey Left\nwait [走访记录\nkey F7\n"
		    "type %s\nkey F2\nwait [走访记录(%zu)]", days[i], i + 1);
		assert_plays(*state, buf_str(&lines));
	}
	buf_clear(&lines);
	assert_shows("> 2026-03-02");
	assert_shows("  2026-03-03");
}

static void
script__staff__names_written_before_are_offered(void **state)
{
	assert_plays(*state, new_person);
	assert_plays(*state, "type zs\nkey Enter\nkey Left\nwait [走访记录\nkey F7\n"
	    TO_VISITORS "type 王芳\nkey F2\nwait 走访记录(1)");
	assert_plays(*state, "type zs\nkey Enter\nkey Left\nwait [走访记录\nkey F7\n"
	    TO_VISITORS "type wf");
	assert_shows("F4 选：王芳");
	assert_plays(*state, "type zs\nkey Enter\nkey Left\nwait [走访记录\nkey F7\n"
	    TO_VISITORS "type 李明、wf\nkey F4\nkey Enter\nkey Up\nkey F2");
	assert_shows("李明、王芳");
}

/* What the command line would write. */
static void
assert_as_printed(struct place *place, const char *report, const char *format,
    const char *name)
{
	struct print_job job = { .format = format, .charset = "utf-8",
	    .path = place_file(place, "expected"), .force = true };
	struct buf notice = BUF_INIT;
	struct err err = ERR_INIT;
	struct stat st;

	if (!print_report(store, report, &job, &notice, &err))
		fail_msg("%s", err.text);
	buf_clear(&notice);
	assert_int_equal(stat(place_file(place, name), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_true(place_digest(place, name) == place_digest(place, "expected"));
}

static void
script__preview__is_saved_as_the_command_writes_it(void **state)
{
	struct buf lines = BUF_INIT;

	setenv("HOME", place_dir(*state), 1);
	assert_plays(*state, new_person);
	/* Both keys; the name that is offered, and one of one's own. */
	assert_plays(*state, "key F6\ntype 2\nkey Enter\nkey F2\nkey Enter");
	assert_shows("花名册2026-03-04.txt");
	assert_plays(*state, "key F6\ntype 2\nkey Enter\nkey F2\nkey Enter\n"
	    "key Ctrl-U\ntype ~/r.txt\nkey Enter");
	assert_shows("已存为");
	assert_as_printed(*state, "roster", "text", "r.txt");
	assert_plays(*state, "key F6\ntype 2\nkey Enter\nkey F6\ntype csv\nkey Enter\n"
	    "key Ctrl-U\ntype r.csv\nkey Enter");
	assert_as_printed(*state, "roster", "csv", "r.csv");
	/* What is there stays; another name is asked for. */
	place_write(*state, "taken.html", "x", 1);
	assert_plays(*state, "key F6\ntype 2\nkey Enter\nkey Ctrl-S\ntype 5\nkey Enter\n"
	    "key Ctrl-U\ntype taken.html\nkey Enter\nwait 已经有了");
	assert_plays(*state, "key F6\ntype 2\nkey Enter\nkey Ctrl-S\ntype 5\nkey Enter\n"
	    "key Ctrl-U\ntype taken.html\nkey Enter\nkey Home\ntype un\nkey Enter");
	assert_shows("已存为");
	assert_as_printed(*state, "roster", "html", "untaken.html");
	assert_int_equal(file_read(place_file(*state, "taken.html"), 9, &lines, NULL), true);
	assert_string_equal(buf_str(&lines), "x");
	buf_clear(&lines);
	assert_plays(*state, "key F6\ntype 2\nkey Enter\nkey F2\nkey Enter\n"
	    "key Ctrl-U\ntype /nonexistent/r.txt\nkey Enter");
	assert_shows("没有存成：");
}

static void
script__read_only__shows_and_refuses(void **state)
{
	struct store_options options = { .user = "zhang", .read_only = true };
	struct err err = ERR_INIT;

	assert_plays(*state, new_person);
	store_close(store);
	options.path = place_file(*state, "store.db");
	store = store_open(&options, &err);
	if (store == NULL)
		fail_msg("%s", err.text);
	assert_plays(*state, "");
	assert_shows("只读");
	assert_plays(*state, "key F3\nkey F7");
	assert_shows("库是只读打开的，不能改动");
}

static void
script__file__errors_name_the_line(void **state)
{
	static const struct { const char *lines, *says; } bad[] = {
		{ "# ok\nfly away", "keys:2：不认识“fly”" },
		{ "key F99", "keys:1：没有叫“F99”的键" },
		{ "size 3", "size 要写成" },
		{ "size 9999x24", "size 要写成" },
		{ "wait 不会出现 0", "屏上没有“不会出现”" },
		{ "key", "后面缺内容" },
		{ "save /nonexistent/x", "/nonexistent" },
	};
	struct err err;
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		err_clear(&err);
		assert_int_equal(play(*state, bad[i].lines, &err), 2);
		if (strstr(err.text, bad[i].says) == NULL)
			fail_msg("%s: %s", bad[i].lines, err.text);
	}
	err_clear(&err);
	assert_int_equal(ui_script(store, "/nonexistent", &err), 2);
	assert_true(err.text[0] != '\0');
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)
	const struct CMUnitTest tests[] = {
		TEST(script__desk__fits_80_by_24_and_132_by_43),
		TEST(script__person__is_made_found_by_initials_and_visited),
		TEST(script__roster__says_why_it_is_empty),
		TEST(script__problem__stands_at_its_blank),
		TEST(script__draft__is_offered_at_the_next_start),
		TEST(script__paste__and_hostile_text_never_reach_the_terminal),
		TEST(script__menu__goes_everywhere_and_out),
		TEST(script__due__opens_the_paper_that_answers_it),
		TEST(script__file__stands_on_the_record_just_saved),
		TEST(script__staff__names_written_before_are_offered),
		TEST(script__preview__is_saved_as_the_command_writes_it),
		TEST(script__read_only__shows_and_refuses),
		TEST(script__file__errors_name_the_line),
	};

	return cmocka_run_group_tests_name("ui/script", tests, NULL, NULL);
}
