/*
 * tests/model/table-source-test.c: texts and workbooks as rows
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

#include "base/buf.h"
#include "model/table-source.h"
#include "tests/model/book.h"
#include "tests/model/place.h"

static const char *const name_heads[] = { "姓名" };
static const char *const date_heads[] = { "释放日期" };
static const struct importfield fields[] = {
	{ .form = "person", .field = "name", .head_count = 1, .head = name_heads,
	    .required = true },
	{ .form = "period", .field = "out", .head_count = 1, .head = date_heads,
	    .required = true },
};
static const struct profiledef profile = { .name = "roster", .title = "花名册",
	.count = 2, .field = fields };

static bool
hear(void *arg, const struct delimited_row *row)
{
	struct buf *heard = arg;
	size_t i;

	buf_addf(heard, "%ld", row->line);
	for (i = 0; i < row->count; i++)
		buf_addf(heard, " [%s]", row->cell[i]);
	buf_addc(heard, '\n');
	return true;
}

static struct tablesource *
source_of(struct place *place, const char *name, struct tablesource_options *options)
{
	struct err err = ERR_INIT;
	struct tablesource *source;

	options->dir = place_file(place, ".");
	source = tablesource_open(place_file(place, name), options, &err);
	if (source == NULL)
		fail_msg("%s", err.text);
	return source;
}

static void
expect_rows(struct tablesource *source, const char *rows)
{
	struct buf heard = BUF_INIT;
	struct err err = ERR_INIT;

	if (!tablesource_rows(source, hear, &heard, &err))
		fail_msg("%s", err.text);
	assert_string_equal(buf_str(&heard), rows);
	buf_clear(&heard);
}

static void
expect_preview(struct tablesource *source, size_t most, const char *rows)
{
	struct buf heard = BUF_INIT;
	struct err err = ERR_INIT;

	if (!tablesource_preview(source, most, hear, &heard, &err))
		fail_msg("%s", err.text);
	assert_string_equal(buf_str(&heard), rows);
	buf_clear(&heard);
}

static void
table_source__text__tells_what_it_is_and_its_rows_again(void **state)
{
	static const char text[] = "\xEF\xBB\xBF名册\r\n姓名;释放日期\r\n王\"一;2025\r\n";
	struct tablesource_options options = { .encoding = NULL };
	struct tablesource *source;
	struct tablehead *head;
	struct err err = ERR_INIT;

	place_write(*state, "a.csv", text, sizeof(text) - 1);
	source = source_of(*state, "a.csv", &options);
	assert_false(tablesource_workbook(source));
	assert_string_equal(tablesource_encoding(source), "utf-8");
	assert_string_equal(tablesource_looks(source), "utf-8");
	assert_int_equal(tablesource_sheets(source), 0);
	assert_int_equal(tablesource_delimiter(source), 0);
	expect_preview(source, 2, "1 [名册]\n2 [姓名;释放日期]\n");
	expect_preview(source, 0, "");
	head = tablesource_head(source, &profile, &err);
	assert_non_null(head);
	assert_int_equal(head->line, 2);
	assert_int_equal(tablesource_delimiter(source), ';');
	assert_true(tablesource_crlf(source));
	tablehead_free(head);
	expect_preview(source, 2, "1 [名册]\n2 [姓名] [释放日期]\n");
	assert_string_equal(tablesource_digest(source), "");
	expect_rows(source, "1 [名册]\n2 [姓名] [释放日期]\n3 [王\"一] [2025]\n");
	assert_int_equal(strlen(tablesource_digest(source)), 64);
	expect_rows(source, "1 [名册]\n2 [姓名] [释放日期]\n3 [王\"一] [2025]\n");
	tablesource_close(source);
}

static void
table_source__text__takes_encoding_and_delimiter_as_told(void **state)
{
	static const char text[] = "\xD0\xD5\xC3\xFB,a\tb\n";
	struct tablesource_options options = { .encoding = "gbk", .delimiter = '\t' };
	struct tablesource *source;
	struct tablehead *head;
	struct err err = ERR_INIT;

	place_write(*state, "a.csv", text, sizeof(text) - 1);
	source = source_of(*state, "a.csv", &options);
	assert_string_equal(tablesource_encoding(source), "gb18030");
	expect_preview(source, 5, "1 [姓名,a] [b]\n");
	tablesource_close(source);
	place_write(*state, "a.csv", "姓名,释放日期\n", 20);
	options.encoding = NULL;
	source = source_of(*state, "a.csv", &options);
	head = tablesource_head(source, &profile, &err);
	assert_null(head);
	assert_non_null(strstr(err.text, "逗号"));
	tablesource_close(source);
}

static void
table_source__text__that_changes_meanwhile_is_refused(void **state)
{
	struct tablesource_options options = { .delimiter = ',' };
	struct tablesource *source;
	struct buf heard = BUF_INIT;
	struct err err = ERR_INIT;

	place_write(*state, "a.csv", "a,b\n", 4);
	source = source_of(*state, "a.csv", &options);
	expect_rows(source, "1 [a] [b]\n");
	place_write(*state, "a.csv", "a,c\n", 4);
	assert_false(tablesource_rows(source, hear, &heard, &err));
	assert_non_null(strstr(err.text, "改动"));
	buf_clear(&heard);
	tablesource_close(source);
}

static const struct book_sheet sheet[] = {
	{ "往年", true, "姓名|释放日期\n王旧|2020-01-01\n" },
	{ "说明", false, "一、如实填写\n" },
	{ "名册", false, "云岭镇\n\n姓名|释放日期\n李一|2025-03-01\n" },
};

static void
table_source__workbook__takes_the_sheet_with_the_heads(void **state)
{
	struct tablesource_options options = { .encoding = NULL };
	struct tablesource *source;
	struct tablehead *head;
	struct err err = ERR_INIT;

	book_write(place_file(*state, "a.xlsx"), sheet, 3);
	source = source_of(*state, "a.xlsx", &options);
	assert_true(tablesource_workbook(source));
	assert_string_equal(tablesource_encoding(source), "utf-8");
	assert_int_equal(tablesource_sheets(source), 3);
	assert_string_equal(tablesource_sheet(source, 2), "名册");
	assert_true(tablesource_hidden(source, 0));
	assert_int_equal(tablesource_taken(source), 1);
	expect_preview(source, 9, "1 [一、如实填写]\n");
	head = tablesource_head(source, &profile, &err);
	assert_non_null(head);
	assert_int_equal(head->line, 3);
	tablehead_free(head);
	assert_int_equal(tablesource_taken(source), 2);
	assert_true(tablesource_alike(source, 2));
	assert_false(tablesource_alike(source, 1));
	expect_rows(source, "1 [云岭镇]\n3 [姓名] [释放日期]\n4 [李一] [2025-03-01]\n");
	expect_rows(source, "1 [云岭镇]\n3 [姓名] [释放日期]\n4 [李一] [2025-03-01]\n");
	assert_int_equal(strlen(tablesource_digest(source)), 64);
	tablesource_close(source);
}

static void
table_source__workbook__reads_the_sheet_that_is_told(void **state)
{
	struct tablesource_options options = { .sheet = "往年" };
	struct tablesource *source;
	struct tablehead *head;
	struct err err = ERR_INIT;

	book_write(place_file(*state, "a.xlsx"), sheet, 3);
	source = source_of(*state, "a.xlsx", &options);
	assert_int_equal(tablesource_taken(source), 0);
	head = tablesource_head(source, &profile, &err);
	assert_non_null(head);
	tablehead_free(head);
	expect_rows(source, "1 [姓名] [释放日期]\n2 [王旧] [2020-01-01]\n");
	tablesource_close(source);
	options.sheet = "说明";
	source = source_of(*state, "a.xlsx", &options);
	assert_null(tablesource_head(source, &profile, &err));
	tablesource_close(source);
	options.sheet = "没有";
	assert_null(tablesource_open(place_file(*state, "a.xlsx"), &options, &err));
	assert_non_null(strstr(err.text, "往年、说明、名册"));
}

static bool
stop_when_told(void *arg)
{
	return !*(bool *)arg;
}

static void
table_source__rows__can_be_stopped_by_the_caller(void **state)
{
	bool told = false;
	struct tablesource_options options = { .goes = stop_when_told,
		.arg = &told };
	struct tablesource *source;
	struct buf heard = BUF_INIT;
	struct err err = ERR_INIT;

	place_write(*state, "a.csv", "a,b\n", 4);
	source = source_of(*state, "a.csv", &options);
	told = true;
	assert_false(tablesource_rows(source, hear, &heard, &err));
	assert_int_equal(err.kind, ERR_INTERRUPTED);
	buf_clear(&heard);
	tablesource_close(source);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(table_source__text__tells_what_it_is_and_its_rows_again),
		PLACE_TEST(table_source__text__takes_encoding_and_delimiter_as_told),
		PLACE_TEST(table_source__text__that_changes_meanwhile_is_refused),
		PLACE_TEST(table_source__workbook__takes_the_sheet_with_the_heads),
		PLACE_TEST(table_source__workbook__reads_the_sheet_that_is_told),
		PLACE_TEST(table_source__rows__can_be_stopped_by_the_caller),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
