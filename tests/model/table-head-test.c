/*
 * tests/model/table-head-test.c: the head row and the delimiter by content
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

#include "base/err.h"
#include "base/def.h"
#include "model/table-head.h"

static const char *const name_heads[] = { "姓名", "人员姓名" };
static const char *const id_heads[] = { "身份证号码", "证件号码" };
static const char *const date_heads[] = { "释放日期", "刑满日期", "释放时间" };
static const char *const other_heads[] = { "序号" };
static const struct importfield fields[] = {
	{ .form = "person", .field = "name", .head_count = 2, .head = name_heads,
	    .required = true },
	{ .form = "person", .field = "id_card", .head_count = 2, .head = id_heads },
	{ .form = "period", .field = "out", .head_count = 3, .head = date_heads,
	    .required = true },
	{ .form = NULL, .head_count = 1, .head = other_heads },
};
static const struct profiledef profile = { .name = "roster", .title = "花名册",
	.count = 4, .field = fields };

static struct tablehead *
find_with(uint32_t delimiter, const char *text, struct err *err)
{
	struct tablehead_search *search = tablehead_search_new(&profile, delimiter);
	const struct delimited_mark *mark;
	struct delimited *parser;
	size_t i, score;

	for (i = 0; (mark = delimited_marks(i)) != NULL; i++) {
		tablehead_search_part(search, mark->mark);
		parser = delimited_new(mark->mark, tablehead_search_row, search);
		delimited_feed(parser, text, strlen(text), true, NULL);
		delimited_free(parser);
	}
	return tablehead_search_end(search, &score, err);
}

static struct tablehead *
find(const char *text, struct err *err)
{
	return find_with(0, text, err);
}

static void
expect(const char *text, uint32_t delimiter, long line, size_t name, size_t id,
    size_t out)
{
	struct err err = ERR_INIT;
	struct tablehead *head = find(text, &err);

	assert_non_null(head);
	assert_int_equal(head->delimiter, delimiter);
	assert_int_equal(head->line, line);
	assert_int_equal(head->column[0], name);
	assert_int_equal(head->column[1], id);
	assert_int_equal(head->column[2], out);
	tablehead_free(head);
}

static void
table_head__find__reads_heads_of_two_rows_as_one(void **state)
{
	static const char *const over[] = { "序号", "姓名", "释放", "", "证件", "" };
	static const char *const under[] = { "", "", "日期", "监狱", "号码", "种类" };
	static const char *const person[] = { "1", "", "日期", "监狱", "号码", "种类" };
	struct err err = ERR_INIT;
	struct tablehead *head = find("某镇台账,,,,,\n序号,姓名,释放,,证件,\n"
	    ",,日期,监狱,号码,种类\n1,张三,2025-3-4,某监狱,1101,甲\n", &err);

	(void)state;
	assert_non_null(head);
	assert_int_equal(head->line, 3);
	assert_int_equal(head->column[0], 1);
	assert_int_equal(head->column[1], 4);
	assert_int_equal(head->column[2], 2);
	assert_string_equal(head->text[0], "序号");
	assert_string_equal(head->text[2], "释放日期");
	assert_string_equal(head->text[3], "监狱");
	assert_string_equal(head->text[4], "证件号码");
	assert_true(tablehead_same(head, over, 6));
	assert_true(tablehead_same(head, under, 6));
	assert_false(tablehead_same(head, person, 6));
	tablehead_free(head);
	/* what stands over it is a title, or the row is whole without it */
	expect("填报单位,甲所\n姓名,释放日期\n张三,\n", ',', 2, 0, TABLEHEAD_NONE, 1);
	expect("姓名,释放日期,序号\n,,姓名\n张三,,\n", ',', 1, 0, TABLEHEAD_NONE, 1);
}

static const char *const worker_heads[] = { "责任人" };
static const char *const phone_heads[] = { "联系方式", "电话" };
static const char *const kin_heads[] = { "家属电话" };
static const struct importfield grouped_fields[] = {
	{ .form = "person", .field = "name", .head_count = 2, .head = name_heads,
	    .required = true },
	{ .form = "period", .field = "out", .head_count = 3, .head = date_heads,
	    .required = true },
	{ .form = "period", .field = "responsible", .head_count = 1,
	    .head = worker_heads },
	{ .form = "period", .field = "phone", .head_count = 2, .head = phone_heads },
	{ .form = "period", .field = "kin1_phone", .head_count = 1,
	    .head = kin_heads },
	{ .form = NULL, .head_count = 1, .head = other_heads },
};
static const struct def_pair grouped_keys[] = {
	{ .key = "common", .value = "姓名 电话 职务" },
	{ .key = "own", .value = "本人情况" },
};
static const struct profiledef grouped = { .name = "roster", .title = "花名册",
	.count = 6, .field = grouped_fields, .extra_count = 2, .extra = grouped_keys };

/* The columns of name, date, responsible, phone and kin, and the heads. */
static void
expect_grouped(const char *text, long line, const char *columns, const char *heads)
{
	struct tablehead_search *search = tablehead_search_new(&grouped, ',');
	struct delimited *parser = delimited_new(',', tablehead_search_row, search);
	struct buf got = BUF_INIT;
	struct err err = ERR_INIT;
	struct tablehead *head;
	size_t i, score;

	delimited_feed(parser, text, strlen(text), true, NULL);
	delimited_free(parser);
	head = tablehead_search_end(search, &score, &err);
	if (head == NULL)
		fail_msg("%s", err.text);
	assert_int_equal(head->line, line);
	for (i = 0; i < 5; i++)
		buf_addf(&got, "%s%ld", i > 0 ? " " : "",
		    head->column[i] == TABLEHEAD_NONE ? -1 : (long)head->column[i]);
	assert_string_equal(buf_str(&got), columns);
	buf_cut(&got, 0);
	for (i = 0; i < head->count; i++)
		buf_addf(&got, "%s%s", i > 0 ? " " : "", head->text[i]);
	assert_string_equal(buf_str(&got), heads);
	buf_clear(&got);
	tablehead_free(head);
}

static void
table_head__find__leaves_what_stands_under_somebody_else_to_him(void **state)
{
	(void)state;
	/* his own name is his group's, the phone is nobody's we know */
	expect_grouped("序号,姓名,释放日期,责任人,\n,,,姓名,电话\n1,张三,2025,王五,139\n",
	    2, "1 2 3 -1 -1", "序号 姓名 释放日期 责任人 责任人电话");
	expect_grouped("序号,责任人,,姓名,释放日期\n,姓名,电话,,\n1,王五,139,张三,2025\n",
	    2, "3 4 1 -1 -1", "序号 责任人 责任人电话 姓名 释放日期");
	/* a group that nobody knows */
	expect_grouped("姓名,释放日期,家属,村干部,,\n,,电话,姓名,职务,电话\n",
	    2, "0 1 -1 -1 2", "姓名 释放日期 家属电话 村干部姓名 村干部职务 村干部电话");
	/* groups of the person himself, and heads that say whose they are */
	expect_grouped("基础资料,,刑罚情况,本人情况,联系方式,\n姓名,职务,释放日期,电话,家属电话,电话\n",
	    2, "0 2 -1 3 4", "姓名 职务 释放日期 电话 家属电话 电话");
	expect_grouped("责任人,,对象,,\n姓名,电话,姓名,释放日期,电话\n",
	    2, "2 3 0 4 -1", "责任人 责任人电话 姓名 释放日期 电话");
	/* a title of two cells is no group */
	expect_grouped("填报单位:甲所,,填报日期:2025,\n姓名,释放日期,电话,责任人\n",
	    2, "0 1 3 2 -1", "姓名 释放日期 电话 责任人");
}

static void
table_head__find__sees_heads_under_title_rows(void **state)
{
	expect("某镇台账,,,\n填报单位,,,\n序号,姓名,身份证号码,释放日期\n1,张三,,\n",
	    ',', 3, 1, 2, 3);
}

static void
table_head__find__knows_the_delimiter_by_content(void **state)
{
	expect("姓名\t证件号码\t刑满日期\n", '\t', 1, 0, 1, 2);
	expect("姓名;证件号码;刑满日期\n", ';', 1, 0, 1, 2);
	expect("姓名，证件号码，刑满日期\n", 0xFF0C, 1, 0, 1, 2);
	expect("姓名|证件号码|刑满日期\n", '|', 1, 0, 1, 2);
	expect("a,b,c,d\n姓名\t证件号码\t刑满日期\n", '\t', 2, 0, 1, 2);
}

static void
table_head__find__overlooks_blanks_brackets_and_marks(void **state)
{
	expect("*姓 名：,\"身份证\n号码\",释放日期（年月日）\n", ',', 1, 0, 1, 2);
	expect("姓　名,【身份证号码】,释放 时间\n", ',', 1, 0, 1, 2);
}

static void
table_head__find__prefers_heads_in_the_order_of_the_profile(void **state)
{
	expect("刑满日期,姓名,释放日期,证件号码\n", ',', 1, 1, 3, 2);
}

static void
table_head__find__leaves_the_rejects_own_columns_out(void **state)
{
	struct tablehead *head = find("行号,原因,姓名,释放日期\n", NULL);

	assert_non_null(head);
	assert_int_equal(head->ours, 2);
	assert_int_equal(head->column[0], 2);
	tablehead_free(head);
}

static void
table_head__find__lists_the_heads_that_are_needed(void **state)
{
	struct err err = ERR_INIT;

	assert_null(find("甲,乙,丙\n1,2,3\n", &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_non_null(strstr(err.text, "姓名"));
	assert_non_null(strstr(err.text, "释放日期"));
	assert_null(strstr(err.text, "证件号码"));
}

static void
table_head__find__names_the_column_that_is_missing(void **state)
{
	struct err err = ERR_INIT;

	assert_null(find("序号,姓名,身份证号码\n", &err));
	assert_non_null(strstr(err.text, "缺少"));
	assert_non_null(strstr(err.text, "释放日期"));
	assert_non_null(strstr(err.text, "刑满日期"));
}

static void
table_head__find__names_a_delimiter_that_is_not_ours(void **state)
{
	struct err err = ERR_INIT;

	assert_null(find("姓名、身份证号码、释放日期\n", &err));
	assert_non_null(strstr(err.text, "顿号"));
	err_clear(&err);
	assert_null(find("姓名 身份证号码 释放日期\n", &err));
	assert_non_null(strstr(err.text, "空格"));
}

static void
table_head__find__takes_no_other_delimiter_than_the_one_said(void **state)
{
	struct err err = ERR_INIT;
	struct tablehead *head = find_with(';', "姓名;释放日期\n", &err);

	assert_non_null(head);
	tablehead_free(head);
	assert_null(find_with(';', "姓名,释放日期\n", &err));
	assert_non_null(strstr(err.text, "用逗号分隔的，不是分号"));
}

static void
table_head__same__knows_a_head_that_comes_again(void **state)
{
	static const char *const again[] = { "姓名", "释放日期" };
	static const char *const other[] = { "张三", "2024-01-01" };
	static const char *const spaced[] = { " 姓　名", "释放日期", "" };
	struct tablehead *head = find("姓名,释放日期\n", NULL);

	assert_non_null(head);
	assert_true(tablehead_same(head, again, 2));
	assert_false(tablehead_same(head, other, 2));
	assert_false(tablehead_same(head, again, 1));
	assert_true(tablehead_same(head, spaced, 3));
	tablehead_free(head);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table_head__find__reads_heads_of_two_rows_as_one),
		cmocka_unit_test(
		    table_head__find__leaves_what_stands_under_somebody_else_to_him),
		cmocka_unit_test(table_head__find__sees_heads_under_title_rows),
		cmocka_unit_test(table_head__find__knows_the_delimiter_by_content),
		cmocka_unit_test(table_head__find__overlooks_blanks_brackets_and_marks),
		cmocka_unit_test(table_head__find__prefers_heads_in_the_order_of_the_profile),
		cmocka_unit_test(table_head__find__leaves_the_rejects_own_columns_out),
		cmocka_unit_test(table_head__find__lists_the_heads_that_are_needed),
		cmocka_unit_test(table_head__find__names_the_column_that_is_missing),
		cmocka_unit_test(table_head__find__names_a_delimiter_that_is_not_ours),
		cmocka_unit_test(table_head__find__takes_no_other_delimiter_than_the_one_said),
		cmocka_unit_test(table_head__same__knows_a_head_that_comes_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
