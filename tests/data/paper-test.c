/*
 * tests/data/paper-test.c: the paper itself: codes, heads, forms in data/
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

#include "base/date.h"
#include "base/err.h"
#include "model/catalog.h"

static int
setup(void **state)
{
	struct err err = ERR_INIT;

	*state = catalog_open_embedded(&err);
	if (*state == NULL)
		print_error("%s\n", err.text);
	return *state == NULL ? -1 : 0;
}

static int
teardown(void **state)
{
	catalog_free(*state);
	return 0;
}

static const struct codetable *
codes(void **state, const char *name)
{
	struct err err = ERR_INIT;
	const struct codetable *table = catalog_codes(*state, name, &err);

	if (table == NULL)
		fail_msg("%s", err.text);
	return table;
}

static const char *
foreign(const struct code *code, const char *system)
{
	size_t i;

	for (i = 0; i < code->foreign_count; i++)
		if (strcmp(code->foreign[i].system, system) == 0)
			return code->foreign[i].code;
	return "";
}

static void
expect(const struct codetable *table, const char *text, const char *code)
{
	const struct code *found = codetable_spelling(table, text, NULL);

	if (found == NULL)
		fail_msg("%s: “%s” is not known", table->name, text);
	assert_string_equal(found->code, code);
}

static void
codes__nation__agree_with_the_standard(void **state)
{
	const struct codetable *nation = codes(state, "nation");
	char number[12];
	size_t i;

	assert_int_equal(nation->count, 58);
	for (i = 0; i < 56; i++) {
		snprintf(number, sizeof(number), "%02d", (int)i + 1);
		assert_string_equal(foreign(&nation->code[i], "gb"), number);
	}
	expect(nation, "藏族", "ZA");		/* public copies say AZ */
	expect(nation, "侗族", "DO");		/* and 桐族 */
	expect(nation, "毛难族", "MN");		/* its old writing */
	expect(nation, "汉", "HA");
	expect(nation, "维吾尔", "UG");
	assert_string_equal(codetable_code(nation, "ZA")->initials, "zz");
}

static void
codes__all__take_the_spellings_of_office_files(void **state)
{
	static const struct { const char *table, *text, *code; } row[] = {
		{ "sex", "男性", "m" }, { "sex", "1", "m" }, { "sex", "M", "m" },
		{ "sex", "１", "m" }, { "sex", "女", "f" }, { "sex", "F", "f" },
		{ "category", "一般帮教对象", "ordinary" }, { "category", "重点", "key" },
		{ "education", "文盲", "illiterate" }, { "education", "中专", "vocational" },
		{ "marriage", "离异", "divorced" }, { "politics", "其他", "other" },
		{ "risk_level", "低", "low" }, { "health", "健康", "good" },
		{ "economy", "一般", "fair" }, { "reform", "较好", "better" },
		{ "settle_way", "企业吸纳", "enterprise" }, { "settle_way", "自主择业", "self" },
		{ "settle_way", "升学", "study" }, { "settle_way", "安置基地", "base" },
		{ "intake_way", "通知报到", "notified" }, { "intake_way", "自行报到", "alone" },
		{ "intake_state", "已衔接", "done" }, { "person_kind", "刑满释放", "released" },
		{ "visit_kind", "五必访", "five" }, { "visit_method", "到所谈话", "office" },
		{ "visit_method", "上门走访", "home" }, { "mood", "基本稳定", "fairly" },
		{ "trigger_kind", "嫁娶大事或突发事件", "event" },
		{ "whereabouts", "本地就业", "local" }, { "aided", "帮教", "yes" },
	};
	size_t i;

	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++)
		expect(codes(state, row[i].table), row[i].text, row[i].code);
}

static void
codes__person_kind__close_with_the_date_of_the_paper(void **state)
{
	const struct code *code = codetable_code(codes(state, "person_kind"), "reeducation");

	assert_true(code_open(code, date_make(2013, 12, 28)));
	assert_false(code_open(code, date_make(2013, 12, 29)));
}

static void
codes__term_class__puts_ten_years_where_each_set_wants_it(void **state)
{
	const struct code *ten = codetable_code(codes(state, "term_class"), "ten");

	assert_string_equal(foreign(ten, "s220"), "03");	/* 10 to 20 */
	assert_string_equal(foreign(ten, "s032"), "02");	/* 7 to 10 */
}

static void
codes__settle_way__translates_between_both_sets(void **state)
{
	const struct code *code = codetable_code(codes(state, "settle_way"), "startup");

	assert_string_equal(foreign(code, "mz"), "03");
	assert_string_equal(foreign(code, "gb"), "07");
}

static void
label__all_kinds__are_called_by_the_catalog(void **state)
{
	assert_string_equal(catalog_label(*state, "sex", "m"), "男");
	assert_string_equal(catalog_label(*state, "stage", "enrolled"), "在册");
	assert_string_equal(catalog_label(*state, "rule", "quarterly_visit"), "走访");
	assert_non_null(catalog_label(*state, "basis", "five_visit"));
	assert_null(catalog_label(*state, "sex", "x"));
	assert_null(catalog_label(*state, "nothing", "x"));
}

/* Heads of one sender, and which of them may stay unread. */
static void
expect_heads(void **state, const char *name, const char *const *head)
{
	struct err err = ERR_INIT;
	const struct profiledef *profile = catalog_profile(*state, name, &err);
	size_t i, n;
	bool known;

	assert_non_null(profile);
	for (; *head != NULL; head++) {
		for (known = false, i = 0; i < profile->count && !known; i++)
			for (n = 0; n < profile->field[i].head_count && !known; n++)
				known = strcmp(profile->field[i].head[n], *head) == 0;
		if (!known)
			fail_msg("%s: head “%s” is not known", name, *head);
	}
}

static void
profile__roster__knows_the_heads_of_four_senders(void **state)
{
	static const char *const office[] = { "序号", "姓名", "性别", "身份证号码",
		"出生年月", "民族", "文化程度", "户籍地址", "现居住地", "联系电话", "原罪名",
		"原判刑期", "服刑单位", "释放时间", "帮教类别", "帮教责任人", "备注", NULL };
	static const char *const county[] = { "姓名", "身份证号", "性别", "出生日期",
		"户籍地址", "现住址", "联系电话", "原罪名", "原判刑期", "释放日期",
		"帮教起始日期", "帮教截止日期", "帮教责任人", "状态", "风险等级", "家属姓名",
		"家属电话", "婚姻", "文化", "就业", "身体", "经济", "备注", "责任单位", NULL };
	static const char *const prison[] = { "姓名", "别名", "性别", "证件号码", "民族",
		"罪名", "刑期", "刑满日期", "服刑监狱", "户籍所在地", "家属姓名", "家属电话",
		"改造表现", "是否重点", NULL };
	static const char *const city[] = { "编号", "姓名", "性别", "身份证号", "出生日期",
		"民族", "文化程度", "婚姻状况", "政治面貌", "户籍区划", "户籍地址", "居住区划",
		"居住地址", "司法所代码", "司法所", "联系电话", "罪名", "刑期月数", "前科次数",
		"服刑场所", "释放日期", "释放类型", "衔接日期", "衔接方式", "衔接状态",
		"重点对象", "安置情况", "安置方式", "帮教情况", "就业去向", "跟踪帮教",
		"帮教责任人", "帮教期满", "重新犯罪", "重犯日期", "拼音首字母", NULL };

	expect_heads(state, "roster", office);
	expect_heads(state, "roster", county);
	expect_heads(state, "roster", prison);
	expect_heads(state, "roster", city);
}

static void
profile__roster__knows_the_heads_of_its_own_export(void **state)
{
	struct err err = ERR_INIT;
	const struct reportdef *list = catalog_list(*state, "roster_export", &err);
	const char *head[32];
	size_t i;

	assert_non_null(list);
	assert_int_equal(list->column_count, 22);
	for (i = 0; i < list->column_count; i++)
		head[i] = list->column[i].head;
	head[i] = NULL;
	expect_heads(state, "roster", head);
}

static void
profile__visits__knows_the_heads_of_visit_logs(void **state)
{
	static const char *const office[] = { "走访编号", "编号", "姓名", "身份证号",
		"走访日期", "走访类型", "走访方式", "走访人", "五必访情形", "思想动态",
		"走访内容", "下次走访", NULL };

	expect_heads(state, "visits", office);
}

static void
forms__all__open_a_file_with_three_blanks(void **state)
{
	static const char *const name[] = { "person", "period", "family", "intake",
		"visit", "trigger", "team" };
	struct err err = ERR_INIT;
	size_t i, n, c, stops = 0;

	for (i = 0; i < sizeof(name) / sizeof(name[0]); i++) {
		const struct formdef *form = catalog_form(*state, name[i], &err);

		assert_non_null(form);
		for (n = 0; n < form->count; n++)
			for (c = 0; c < form->field[n].check_count; c++)
				stops += form->field[n].check[c].stop;
	}
	assert_int_equal(stops, 1);	/* a file has a name; all else can wait */
	assert_non_null(formdef_field(catalog_form(*state, "person", &err), "name"));
	assert_non_null(formdef_field(catalog_form(*state, "period", &err), "released_on"));
	assert_non_null(formdef_field(catalog_form(*state, "period", &err), "village"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codes__nation__agree_with_the_standard),
		cmocka_unit_test(codes__all__take_the_spellings_of_office_files),
		cmocka_unit_test(codes__person_kind__close_with_the_date_of_the_paper),
		cmocka_unit_test(codes__term_class__puts_ten_years_where_each_set_wants_it),
		cmocka_unit_test(codes__settle_way__translates_between_both_sets),
		cmocka_unit_test(label__all_kinds__are_called_by_the_catalog),
		cmocka_unit_test(profile__roster__knows_the_heads_of_four_senders),
		cmocka_unit_test(profile__roster__knows_the_heads_of_its_own_export),
		cmocka_unit_test(profile__visits__knows_the_heads_of_visit_logs),
		cmocka_unit_test(forms__all__open_a_file_with_three_blanks),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
