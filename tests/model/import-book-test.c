/*
 * tests/model/import-book-test.c: workbooks into a store
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
#include <sys/stat.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "model/import-view.h"
#include "model/table-frame.h"
#include "tests/model/book.h"
#include "tests/model/desk-import.h"

#define HEADS "姓名|身份证号|释放日期|村居|备注\n"

static char helpers[1024];	/* where the real ones are */

static void
hear(void *arg, const char *line)
{
	buf_add(arg, line);
	buf_addc(arg, '\n');
}

/* What the import counts, and what it said. */
static char *
import_book(struct store *store, const char *path, struct buf *said)
{
	struct import_options options = { .profile = "roster", .path = path,
		.rejects = NULL, .says = said != NULL ? hear : NULL, .arg = said };
	struct import_result result;
	char *text;

	desk_import(store, &options, &result);
	text = mem_printf("%s %s", desk_counts(&result), result.sheet);
	import_result_clear(&result);
	return text;
}

static void
expect_counts(struct store *store, const char *path, const char *counts)
{
	char *got = import_book(store, path, NULL);

	assert_string_equal(got, counts);
	free(got);
}

static void
expect_refusal(struct store *store, const char *path, const char *words)
{
	struct import_options options = { .profile = "roster", .path = path };
	struct import_result result;
	struct err err = ERR_INIT;

	assert_false(import_run(store, &options, &result, &err));
	if (strstr(err.text, words) == NULL)
		fail_msg("wanted %s in: %s", words, err.text);
	assert_int_not_equal(err.kind, ERR_INTERRUPTED);
	assert_int_equal(desk_number(store, "SELECT (SELECT count(*) FROM main.import)"
	    " + (SELECT count(*) FROM main.person)", NULL), 0);
	import_result_clear(&result);
}

static void
import_book__sheet__is_the_one_with_the_heads(void **state)
{
	static const struct book_sheet sheet[] = {
		{ "说明", false, "填表说明\n一、姓名如实填写\n" },
		{ "往年", true, HEADS "王旧|||旧村|\n" },
		{ "名册", false, "云岭镇名册\n\n" HEADS "李一||2025-03-01|下田村|好\n" },
		{ "另册", false, "姓名|释放日期\n李二|2025-03-01\n" },
	};
	struct store *store = desk_new(*state);
	const char *path = place_file(*state, "a.xlsx");
	struct buf said = BUF_INIT;
	char *got;

	book_write(path, sheet, 4);
	got = import_book(store, path, &said);
	assert_string_equal(got, "1 1 0 0 0 0 1 名册");
	assert_non_null(strstr(buf_str(&said), "工作表“名册”：已读它；"
	    "也有同样表头、没有读的还有：另册\n"));
	assert_non_null(strstr(buf_str(&said), "没有读的还有：说明、往年（隐藏）\n"));
	free(got);
	buf_clear(&said);
	store_close(store);
}

static void
import_book__a_cell_beyond_the_heads__is_told(void **state)
{
	static const struct book_sheet sheet = { "名册", false,
		HEADS "李一||2025-03-01|下田村|好|旁注\n" };
	struct store *store = desk_new(*state);
	const char *path = place_file(*state, "a.xlsx");
	struct buf said = BUF_INIT;
	char *got;

	book_write(path, &sheet, 1);
	got = import_book(store, path, &said);
	/* every cell of a workbook has its place: nothing was cut wrongly */
	assert_string_equal(got, "1 1 0 0 0 0 0 名册");
	assert_non_null(strstr(buf_str(&said), "第 6 列没有表头，其中的“旁注”没有导入"));
	free(got);
	buf_clear(&said);
	store_close(store);
}

static void
import_book__a_hidden_sheet__is_taken_when_no_other_has_the_heads(void **state)
{
	static const struct book_sheet sheet[] = {
		{ "名册", true, HEADS "李一||2025-03-01|下田村|好\n" },
		{ "说明", false, "填表说明\n" },
	};
	struct store *store = desk_new(*state);
	const char *path = place_file(*state, "a.xlsx");

	book_write(path, sheet, 2);
	expect_counts(store, path, "1 1 0 0 0 0 0 名册");
	expect_counts(store, path, "1 0 0 1 0 0 0 名册");
	store_close(store);
}

static void
import_book__rejects__are_text_with_the_cells_and_row_numbers(void **state)
{
	static const struct book_sheet sheet[] = { { "名册", false,
		HEADS "李一||2025-03-01|下田村|好\n\n\n李二||2025-13-01|上村|=1,“二”\n" } };
	struct store *store = desk_new(*state);
	struct import_options options = { .profile = "roster",
		.path = place_file(*state, "a.xlsx"),
		.rejects = place_file(*state, "back.csv") };
	struct import_result result;
	struct buf text = BUF_INIT;

	book_write(options.path, sheet, 1);
	desk_import(store, &options, &result);
	assert_string_equal(desk_counts(&result), "2 1 0 0 1 0 0");
	assert_true(file_read(options.rejects, 4096, &text, NULL));
	assert_non_null(strstr(buf_str(&text), "\xEF\xBB\xBF行号,原因,姓名,身份证号,"));
	assert_non_null(strstr(buf_str(&text), "\r\n5,"));
	assert_non_null(strstr(buf_str(&text), "李二,,2025-13-01,上村,\"=1,“二”\"\r\n"));
	import_result_clear(&result);
	buf_clear(&text);
	store_close(store);
}

static void
import_book__dry_run__writes_nothing(void **state)
{
	static const struct book_sheet sheet[] = { { "名册", false,
		HEADS "李一||2025-03-01|下田村|好\n" } };
	struct store *store = desk_new(*state);
	struct import_options options = { .profile = "roster",
		.path = place_file(*state, "a.xlsx"), .dry_run = true };
	struct import_result result;

	book_write(options.path, sheet, 1);
	desk_import(store, &options, &result);
	assert_string_equal(desk_counts(&result), "1 1 0 0 0 0 0");
	assert_string_equal(result.sheet, "名册");
	assert_int_equal(desk_number(store, "SELECT count(*) FROM main.person", NULL), 0);
	import_result_clear(&result);
	store_close(store);
}

static void
import_book__cells_merged_downwards__are_in_each_row(void **state)
{
	struct store *store = desk_new(*state);
	struct import_options options = { .profile = "roster",
		.path = place_file(*state, "a.xlsx"),
		.rejects = place_file(*state, "back.csv") };
	struct import_result result;
	struct buf text = BUF_INIT;
	char *got;

	/* the title across, heads over two rows; numbered rows without a person */
	book_write_merged(options.path, "花名册||||||\n"
	    "序号|村居|姓名|释放日期|家属||责任人\n||||姓名|电话|\n"
	    "1|前湾村|李一|2025-03-01|李大|13800000000|王五\n"
	    "2||李二|2025-03-02|||\n3||李三|2025-13-03|||\n4||||||\n"
	    "5|后湾村|李五|2025-03-05|||\n合计：4人||||||\n",
	    "A1:G1 A2:A3 B2:B3 C2:C3 D2:D3 E2:F2 G2:G3 B4:B7 G4:G9 A9:F9");
	desk_import(store, &options, &result);
	assert_string_equal(desk_counts(&result), "4 3 0 0 1 0 4");
	got = desk_text(store, "SELECT group_concat(name || village || responsible, ' ')"
	    " FROM (SELECT name, village, responsible FROM main.period p"
	    " JOIN main.person n ON n.id = p.person ORDER BY name)", NULL);
	assert_string_equal(got, "李一前湾村王五 李二前湾村王五 李五后湾村王五");
	free(got);
	/* what is filled is what is refused, too */
	assert_true(file_read(options.rejects, 4096, &text, NULL));
	assert_non_null(strstr(buf_str(&text), "3,前湾村,李三,2025-13-03,,,王五\r\n"));
	import_result_clear(&result);
	buf_clear(&text);
	store_close(store);
}

static void
import_book__cells_merged_downwards__are_shown_as_they_are_read(void **state)
{
	struct store *store = desk_new(*state);
	const char *path = place_file(*state, "a.xlsx");
	struct importview *view;
	struct err err = ERR_INIT;

	book_write_merged(path, HEADS "李一||2025-03-01|前湾村|\n李二||2025-03-02||\n",
	    "D2:D3");
	view = importview_open(store, path, "roster", NULL, NULL, &err);
	assert_non_null(view);
	assert_int_equal(view->head, 0);
	assert_string_equal(view->row[2].cell[3], "前湾村");
	/* nothing goes down from a head */
	assert_true(importview_set_head(view, 1, &err));
	assert_string_equal(view->row[1].cell[3], "前湾村");
	assert_int_equal(view->row[2].count, 3);
	importview_close(view);
	store_close(store);
}

static bool
only_so_far(void *arg, long done, long all)
{
	return done == 0;
}

static void
import_book__broken_off__goes_on_behind_the_last_batch(void **state)
{
	struct import_options options = { .profile = "roster",
		.path = place_file(*state, "a.xlsx"), .progress = only_so_far };
	struct store *store = desk_new(*state);
	struct import_result result;
	struct err err = ERR_INIT;
	struct buf rows = BUF_INIT;
	struct book_sheet sheet = { "名册", false, NULL };
	int i;

	buf_add(&rows, HEADS);
	for (i = 0; i < 200; i++)
		buf_addf(&rows, "%s李%d||2025-0%d-01|下田村|\n", i % 7 ? "" : "\n",
		    i, 1 + i % 9);
	sheet.rows = buf_str(&rows);
	book_write(options.path, &sheet, 1);
	assert_false(import_run(store, &options, &result, &err));
	assert_int_equal(err.kind, ERR_INTERRUPTED);
	import_result_clear(&result);
	options.progress = NULL;
	desk_import(store, &options, &result);
	assert_true(result.resumed > 0);
	assert_int_equal(result.read, 200);
	assert_int_equal(result.created, 200);
	assert_int_equal(desk_number(store, "SELECT count(*) FROM main.person", NULL),
	    200);
	import_result_clear(&result);
	buf_clear(&rows);
	store_close(store);
}

static void
import_book__no_workbook__is_refused_with_the_remedy(void **state)
{
	static const char encrypted[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1........"
	    "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";
	static const struct book_sheet sheet[] = { { "名册", false,
		HEADS "李一||2025-03-01|下田村|好\n" } };
	static const struct book_sheet other[] = { { "收支", false, "日期|金额\n1|2\n" } };
	struct store *store = desk_new(*state);
	const char *path = place_file(*state, "a.xlsx");
	struct buf whole = BUF_INIT;

	place_write(*state, "a.xlsx", encrypted, sizeof(encrypted));
	expect_refusal(store, path, "取消密码");
	place_write(*state, "a.xlsx", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1........", 16);
	expect_refusal(store, path, ".xls");
	book_zip(path, "a.txt", "x", 1);
	expect_refusal(store, path, "不是 .xlsx 工作簿");
	place_write(*state, "b.csv", "%PDF-1.4\n", 9);
	expect_refusal(store, place_file(*state, "b.csv"), "PDF");
	book_write(path, other, 1);
	expect_refusal(store, path, "找不到“花名册、台账”的表头");
	book_write(path, sheet, 1);
	assert_true(file_read(path, 1u << 20, &whole, NULL));
	place_write(*state, "a.xlsx", whole.text, whole.len / 2);
	expect_refusal(store, path, "不完整或已损坏");
	buf_clear(&whole);
	store_close(store);
}

static void
import_book__too_much__is_refused_with_the_remedy(void **state)
{
	struct store *store = desk_new(*state);
	const char *path = place_file(*state, "a.xlsx");
	struct buf rows = BUF_INIT;
	struct book_sheet sheet = { "名册", false, NULL };
	int i;

	buf_add(&rows, HEADS);
	for (i = 0; i < 1600; i++) {
		buf_fill(&rows, ' ', 20000);
		buf_add(&rows, "x\n");
	}
	sheet.rows = buf_str(&rows);
	book_write(path, &sheet, 1);
	expect_refusal(store, path, "压缩");
	buf_cut(&rows, 0);
	buf_add(&rows, HEADS "李一||2025-03-01|下田村|");
	for (i = 0; i < 400000; i++)
		buf_addf(&rows, "%d;", i % 9973 * 7919);
	sheet.rows = buf_str(&rows);
	book_write(path, &sheet, 1);
	expect_refusal(store, path, "单元格");
	buf_cut(&rows, 0);
	buf_add(&rows, HEADS);
	for (i = 0; i < 200001; i++)
		buf_addf(&rows, "%d|%d|%d|%d|%d\n", i, i + 1, i + 2, i + 3, i + 4);
	sheet.rows = buf_str(&rows);
	book_write(path, &sheet, 1);
	expect_refusal(store, path, "1000000");
	buf_clear(&rows);
	store_close(store);
}

static void
helper_is(struct place *place, const char *script)
{
	place_write(place, "bangjiao-table", script, strlen(script));
	assert_int_equal(chmod(place_file(place, "bangjiao-table"), 0700), 0);
}

static void
import_book__the_helper__may_be_missing_or_die(void **state)
{
	static const struct book_sheet sheet[] = { { "名册", false,
		HEADS "李一||2025-03-01|下田村|好\n" } };
	struct store *store = desk_new(*state);
	const char *path = place_file(*state, "a.xlsx");

	book_write(path, sheet, 1);
	setenv("BANGJIAO_LIBEXEC", place_dir(*state), 1);
	expect_refusal(store, path, "重新安装");
	helper_is(*state, "#!/bin/sh\nkill -9 $$\n");
	expect_refusal(store, path, "中途被终止");
	helper_is(*state, "#!/bin/sh\nexit 0\n");
	expect_refusal(store, path, "重新安装");
	setenv("BANGJIAO_LIBEXEC", helpers, 1);
	expect_counts(store, path, "1 1 0 0 0 0 0 名册");
	store_close(store);
}

static void
import_book__view__shows_sheets_and_takes_the_one_that_was_pointed_out(void **state)
{
	static const struct book_sheet sheet[] = {
		{ "说明", false, "填表说明\n一、姓名如实填写\n" },
		{ "名册", false, "云岭镇名册\n\n" HEADS "李一||2025-03-01|下田村|好\n" },
		{ "往年", true, HEADS "王旧|||旧村|\n赵旧||2024-05-06|旧村|\n" },
	};
	struct store *store = desk_new(*state);
	const char *path = place_file(*state, "list.xlsx");
	struct import_options options = { .force = true,
		.rejects = place_file(*state, "back.csv") };
	struct import_result result;
	struct importview *view;
	struct err err = ERR_INIT;
	struct correction c = { .line = 2, .count = 3 };
	char cells[3][16] = { "王旧", "", "2024-04-05" };
	char *cell[] = { cells[0], cells[1], cells[2] };

	book_write(path, sheet, 3);
	view = importview_open(store, path, NULL, NULL, NULL, &err);
	if (view == NULL)
		fail_msg("%s", err.text);
	assert_true(view->workbook && view->ready);
	assert_int_equal(view->sheet_count, 3);
	assert_string_equal(view->sheet_name[view->sheet], "名册");
	assert_int_equal(view->row[view->head].line, 3);
	assert_false(importview_set_encoding(view, "big5", &err));
	assert_true(importview_set_sheet(view, 2, &err));
	assert_int_equal(view->row[view->head].line, 1);
	c.cell = cell;
	assert_true(importview_correct(view, &c, &err));
	importview_options(view, &options);
	desk_import(store, &options, &result);
	assert_string_equal(desk_counts(&result), "2 2 0 0 0 0 0");
	assert_string_equal(result.sheet, "往年");
	assert_int_equal(result.corrected, 1);
	import_result_clear(&result);
	importview_close(view);
	store_close(store);
}

/* What the helper says to kind, heads or rows. */
static void
say(struct place *place, const char *mode, const struct buf *frames)
{
	char name[16];

	snprintf(name, sizeof(name), "says-%s", mode);
	place_write(place, name, buf_str(frames), frames->len);
}

static void
say_row(struct buf *out, long line, const char *a, const char *b)
{
	const char *const cell[] = { a, b };
	struct delimited_row row = { .line = line, .count = 2, .cell = cell };

	tableframe_row(out, &row);
}

static void
import_book__the_helper__may_lie(void **state)
{
	struct store *store = desk_new(*state);
	const char *path = place_file(*state, "a.xlsx");
	char *script = mem_printf("#!/bin/sh\ncat '%s'/says-$2\n",
	    place_dir(*state));
	struct buf out = BUF_INIT;
	size_t head;

	book_zip(path, "a.txt", "x", 1);
	helper_is(*state, script);
	setenv("BANGJIAO_LIBEXEC", place_dir(*state), 1);
	tableframe_mark(&out, TABLEFRAME_BOOK, 0);
	head = out.len;
	tableframe_end(&out, "");
	say(*state, "kind", &out);
	expect_refusal(store, path, "回答不对");	/* no sheets */
	buf_cut(&out, head);
	tableframe_sheet(&out, "名册", false);
	tableframe_end(&out, "");
	say(*state, "kind", &out);
	buf_cut(&out, head);
	say_row(&out, 1, "姓名", "释放日期");
	tableframe_end(&out, "");
	say(*state, "heads", &out);
	expect_refusal(store, path, "回答不对");	/* of no sheet */
	buf_cut(&out, head);
	tableframe_mark(&out, TABLEFRAME_PART, 1);
	tableframe_end(&out, "");
	say(*state, "heads", &out);
	expect_refusal(store, path, "回答不对");	/* there is no second one */
	buf_cut(&out, head);
	tableframe_mark(&out, TABLEFRAME_PART, 0);
	say_row(&out, 1, "姓名", "释放日期");
	tableframe_end(&out, "");
	say(*state, "heads", &out);
	buf_cut(&out, head);
	say_row(&out, 1, "姓名", "释放日期");
	say_row(&out, 1, "李一", "2025-03-01");
	tableframe_end(&out, "");
	say(*state, "rows", &out);
	expect_refusal(store, path, "回答不对");	/* lines do not grow */
	buf_cut(&out, head);
	say_row(&out, 1, "姓名", "释放日期");
	say_row(&out, 2, "李一", "2025-03-01");
	say(*state, "rows", &out);
	expect_refusal(store, path, "回答不对");	/* no end */
	tableframe_end(&out, "");
	say(*state, "rows", &out);
	expect_refusal(store, path, "改动");		/* of another file */
	setenv("BANGJIAO_LIBEXEC", helpers, 1);
	buf_clear(&out);
	free(script);
	store_close(store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(import_book__cells_merged_downwards__are_in_each_row),
		PLACE_TEST(import_book__cells_merged_downwards__are_shown_as_they_are_read),
		PLACE_TEST(import_book__sheet__is_the_one_with_the_heads),
		PLACE_TEST(import_book__view__shows_sheets_and_takes_the_one_that_was_pointed_out),
		PLACE_TEST(import_book__a_cell_beyond_the_heads__is_told),
		PLACE_TEST(import_book__a_hidden_sheet__is_taken_when_no_other_has_the_heads),
		PLACE_TEST(import_book__rejects__are_text_with_the_cells_and_row_numbers),
		PLACE_TEST(import_book__dry_run__writes_nothing),
		PLACE_TEST(import_book__broken_off__goes_on_behind_the_last_batch),
		PLACE_TEST(import_book__no_workbook__is_refused_with_the_remedy),
		PLACE_TEST(import_book__too_much__is_refused_with_the_remedy),
		PLACE_TEST(import_book__the_helper__may_be_missing_or_die),
		PLACE_TEST(import_book__the_helper__may_lie),
	};

	if (getenv("BANGJIAO_LIBEXEC") == NULL)
		setenv("BANGJIAO_LIBEXEC", ".", 1);
	snprintf(helpers, sizeof(helpers), "%s", getenv("BANGJIAO_LIBEXEC"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
