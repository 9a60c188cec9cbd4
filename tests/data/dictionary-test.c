/*
 * tests/data/dictionary-test.c: the dictionaries in data/ against what is
 * publicly known of them
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
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

static void
expect(const struct codetable *table, const char *text, const char *system,
    const char *code)
{
	const struct code *found = codetable_spelling(table, text, system);

	if (found == NULL)
		fail_msg("%s: “%s” is not known", table->name, text);
	assert_string_equal(found->code, code);
}

/* ---- charges ---- */
/* Charges in force on a day; class NULL = of all chapters. */
static size_t
charges(const struct codetable *table, const char *class, int on)
{
	size_t i, count = 0;

	for (i = 0; i < table->count; i++) {
		const struct code *code = &table->code[i];

		if (code->upper != NULL && strstr(code->label, "节") != code->label + 6 &&
		    (class == NULL || strcmp(code->class, class) == 0) && code_open(code, on))
			count++;
	}
	return count;
}

static void
codes__offence__are_483_in_ten_chapters(void **state)
{
	static const struct { const char *class; size_t count; } chapter[] = {
		{ "state", 12 }, { "public", 54 }, { "economy", 110 }, { "person", 43 },
		{ "property", 13 }, { "order", 146 }, { "defence", 23 }, { "graft", 14 },
		{ "dereliction", 37 }, { "military", 31 },
	};
	const struct codetable *table = codes(state, "offence");
	const struct codetable *class = codes(state, "offence_class");
	int on = date_make(2026, 11, 21);
	size_t i;

	for (i = 0; i < sizeof(chapter) / sizeof(chapter[0]); i++) {
		assert_non_null(codetable_code(class, chapter[i].class));
		assert_int_equal(charges(table, chapter[i].class, on), chapter[i].count);
	}
	assert_int_equal(charges(table, NULL, on), 483);
}

static void
codes__offence__keep_old_names_with_their_time(void **state)
{
	const struct codetable *table = codes(state, "offence");
	const struct code *old = codetable_spelling(table, "嫖宿幼女罪", NULL);

	assert_non_null(old);
	assert_true(code_open(old, date_make(2015, 10, 31)));
	assert_false(code_open(old, date_make(2015, 11, 1)));
	assert_string_equal(old->class, "order");
	old = codetable_spelling(table, "流氓", NULL);
	assert_non_null(old);
	assert_false(code_open(old, date_make(1997, 10, 1)));
	expect(table, "奸淫幼女罪", NULL, "c236b");
	expect(table, "偷税", NULL, "c201b");
	expect(table, "公司、企业人员受贿罪", NULL, "c163b");
	/* Gone on the very day the new one came. */
	assert_false(code_open(codetable_spelling(table, "徇私舞弊低价折股、出售国有资产罪", NULL),
	    date_make(2024, 3, 1)));
	assert_true(code_open(codetable_spelling(table, "徇私舞弊低价折股、出售公司、企业资产罪", NULL),
	    date_make(2024, 3, 1)));
}

static void
codes__offence__take_what_judgments_and_lists_write(void **state)
{
	const struct codetable *table = codes(state, "offence");

	expect(table, "盗窃罪", NULL, "c264");
	expect(table, "盗窃", NULL, "c264");
	expect(table, "掩饰隐瞒犯罪所得、犯罪所得收益", NULL, "c312a");
	expect(table, "贩卖毒品", NULL, "c347");
	expect(table, "帮信罪", NULL, "c287z2");
	expect(table, "强奸幼女", NULL, "c236a");
	expect(table, "组织他人偷越国(边)境罪", NULL, "c318");
	expect(table, "264", "art", "c264");
	expect(table, "133之一", "art", "c133z1");
	assert_null(codetable_spelling(table, "罪", NULL));
	assert_string_equal(codetable_code(table, "c264")->class, "property");
	assert_string_equal(codetable_code(table, "c347")->class, "order");
	assert_string_equal(codetable_code(table, "c347")->upper, "order_7");
	assert_string_equal(codetable_code(table, "d1998_1")->class, "economy");
}

static void
class(void **state, const char *text, const char *expected)
{
	const char *found = catalog_class(*state, "offence", text);

	if ((found == NULL) != (expected == NULL) ||
	    (found != NULL && strcmp(found, expected) != 0))
		fail_msg("%s is %s, not %s", text, found == NULL ? "nothing" : found,
		    expected == NULL ? "nothing" : expected);
}

static void
catalog_class__offence__is_that_of_the_first_charge_named(void **state)
{
	class(state, "盗窃", "property");
	class(state, "盗窃罪、故意伤害罪", "property");
	class(state, "故意伤害罪，盗窃罪", "person");
	class(state, "掩饰、隐瞒犯罪所得罪、盗窃罪", "order");
	class(state, "盗窃、侮辱尸体罪", "order");	/* a name with a mark, not 盗窃 */
	class(state, "不详 抢劫", "property");
	class(state, "其他", NULL);
	class(state, "", NULL);
	class(state, "、、", NULL);
}

/* ---- foreign sets ---- */
static const char *
foreign(const struct codetable *table, const char *code, const char *system)
{
	const struct code *found = codetable_code(table, code);
	size_t i;

	assert_non_null(found);
	for (i = 0; i < found->foreign_count; i++)
		if (strcmp(found->foreign[i].system, system) == 0)
			return found->foreign[i].code;
	return "";
}

static void
codes__settle_way__the_two_sets_number_the_ways_differently(void **state)
{
	const struct codetable *table = codes(state, "settle_way");

	expect(table, "03", "mz", "startup");
	expect(table, "03", "gb", "base_firm");
	expect(table, "05", "mz", "enterprise");
	expect(table, "05", "gb", "trade");
	expect(table, "06", "gb", "enterprise");
	assert_string_equal(foreign(table, "startup", "mz"), "03");
	assert_string_equal(foreign(table, "startup", "gb"), "07");
	assert_null(codetable_spelling(table, "03", NULL));	/* no system, no meaning */
}

static void
codes__education__short_sets_and_the_standard_meet(void **state)
{
	const struct codetable *grade = codes(state, "education");
	const struct codetable *full = codes(state, "education_gb");
	const struct code *code;
	size_t i;

	assert_int_equal(full->count, 40);
	for (i = 0; i < full->count; i++) {
		code = &full->code[i];
		assert_non_null(code->class);
		assert_non_null(codetable_code(grade, code->class));
		/* The number of the full list means its grade in the short one. */
		expect(grade, code->foreign[0].code, "gb", code->class);
		/* So do its names, which are what lists write: 大学本科毕业. */
		expect(grade, code->label, NULL, code->class);
	}
	expect(grade, "11", "gb", "doctor");
	expect(grade, "10", "gb", "master");
	expect(full, "71", "gb", "g71");
	expect(full, "初中毕业", NULL, "g71");
	expect(grade, "50", "gb84", "vocational");
	expect(grade, "90", "gb84", "illiterate");
	assert_string_equal(foreign(grade, "senior", "gb"), "60");
}

static void
codes__standards__have_their_numbers(void **state)
{
	expect(codes(state, "marriage"), "40", "gb", "divorced");
	expect(codes(state, "marriage"), "23", "gb", "remarried");
	expect(codes(state, "politics"), "13", "gb", "masses");
	expect(codes(state, "category"), "01", "gb", "key");
	expect(codes(state, "intake_way"), "03", "gb", "station");
	expect(codes(state, "person_status"), "70", "gb", "jobless");
	expect(codes(state, "occupation_gb"), "6", "gb", "production");
	expect(codes(state, "guardian"), "02", "mz", "unable");
	expect(codes(state, "approval"), "03", "mz", "refused");
}

/* The dictionaries of the papers, set by set: numbers and what their lists call
 * them.  A name is one that we accept, too. */
static void
codes__foreign_sets__number_by_number(void **state)
{
	static const struct { const char *table, *system, *set; } row[] = {
		{ "sex", "gb", "1 男 2 女" }, { "sex", "mz", "1 男 2 女" },
		{ "yes_no", "sys001", "0 否 1 是" }, { "yes_no", "sys247", "01 是 02 否" },
		{ "approval", "mz", "01 审批通过 02 等待审批 03 审批失败" },
		{ "receipt_state", "mz", "01 已查看 02 等待查看" },
		{ "offence_class", "gb", "01 危害国家安全 02 危害公共安全 03 破坏市场经济秩序 "
		    "04 侵犯公民人身民主权利 05 侵犯财产 06 妨害社会管理秩序 07 危害国防利益 "
		    "08 贪污贿赂 09 渎职 10 军人违反职责" },
		{ "offence_class", "sf", "01 危害国家安全 02 危害公共安全 03 破坏市场经济秩序 "
		    "04 侵犯公民人身民主权利 05 侵犯财产 06 妨害社会管理秩序 07 危害国防利益 "
		    "08 贪污受贿 09 渎职" },
		{ "penalty", "mz", "01 死缓 02 无期 03 有期 04 拘役" },
		{ "term_class", "s220", "01 死缓 02 无期 05 不满3年" },
		{ "term_class", "s032", "03 5-7年 05 不满3年" },
		{ "accessory", "mz", "01 罚金 02 剥权 03 没收财产 04 驱逐出境 99 其它" },
		{ "accessory", "fw", "1 罚金 2 剥权 4 驱逐出境" },
		{ "education", "sys028", "01 文盲 02 小学 03 初中 04 高中 05 大专 06 本科 07 硕士 "
		    "08 博士 09 中专中技 99 其他" },
		{ "education", "sys219", "01 小学以下 02 小学 03 初中 04 高中 05 大专以上 06 其他" },
		{ "marriage", "mz", "01 未婚 02 已婚 03 离异 04 丧偶 05 再婚" },
		{ "politics", "mz", "01 中共党员 02 预备党员 03 团员 12 无党派 13 群众" },
		{ "health", "mz", "10 健康 20 一般 61 大病" },
		{ "relation", "mz", "1 配偶 2 子 3 女 4 孙辈 6 祖辈 7 兄弟姐妹 8 其他" },
		{ "status_before", "mz", "01 公务员 02 农民 03 工人 04 职员 05 学生 06 教师 "
		    "07 个体户 08 外出务工 09 退休 10 无业 99 其他" },
		{ "occupation", "mz", "01 国家工作人员 0101 机关 02 现役军人 03 工人 04 农民 "
		    "05 职员 06 个体户 07 学生 08 离退休 09 无业 99 其他" },
		{ "employment", "mz", "01 就学 02 就业 03 务农 04 无业" },
		{ "settle_way", "mz", "01 落实责任田 02 公益性岗位 03 自主创业 04 从事个体经营 "
		    "05 企业和经济实体吸纳" },
		{ "settle_way", "gb", "01 责任田 02 公益岗 03 企业认证基地 04 政府投入基地 "
		    "05 个体经营 06 企业和经济实体吸纳 07 自主创业" },
		{ "relief", "mz", "01 低保 02 特困供养 03 医疗救助 04 教育救助 05 住房救助" },
		{ "job_service", "mz", "01 失业登记 02 技能培训 03 推荐就业" },
		{ "conduct", "mz", "01 好 02 一般 03 不好" }, { "work", "mz", "01 有 02 无" },
		{ "economy", "mz", "01 好 02 一般 03 不好" },
		{ "home", "mz", "01 稳定 02 不稳定" }, { "venue", "mz", "01 固定 02 不固定" },
		{ "company", "mz", "01 不复杂 02 复杂" },
		{ "aid_conduct", "mz", "01 入党团 02 任领导职务 03 受党政表彰" },
		{ "reform", "mz", "01 好 02 较好 03 一般 04 较差 05 差" },
		{ "plea", "mz", "01 认罪服法 02 服管不认罪 03 不认罪不服管" },
		{ "category", "mz", "01 重点 02 一般" }, { "category", "gb", "01 重点 02 一般" },
		{ "grade", "mz", "01 一类 02 二类 03 三类" },
		{ "management", "mz", "1 宽管 2 普管 3 严管" },
		{ "management", "s054", "1 宽松 2 普通 3 严格" },
		{ "platform_state", "nx", "0 未衔接 1 已衔接 2 已帮教 3 已安置 11 未帮教 21 未安置" },
		{ "intake_channel", "mz", "01 监所释放 02 社区矫正期满 03 摸排补录 04 户籍迁入 05 其他" },
		{ "person_kind", "mz", "01 监狱释放 02 看守所释放 03 社区矫正转入" },
		{ "person_kind", "s138", "1 解矫 2 监狱 3 看守所 4 公安管控" },
		{ "prison_kind", "mz", "01 监狱 02 看守所 03 少管所 04 未管所 05 社区服刑" },
		{ "intake_way_ordinary", "mz", "01 基层组织及家属接回 02 人员自返" },
		{ "intake_way_key", "mz", "01 基层政府接回 02 监所送回原籍 03 司法所及基层组织接回" },
		{ "intake_way", "gb", "01 基层政府接回 02 监所送回 03 司法所接回 04 公安落实管控 "
		    "05 基层组织接回 06 自返" },
		{ "intake_failed", "mz", "01 查无此人 02 虚假信息 03 人户分离 04 迁出 05 拆迁 06 其他" },
		{ "team_kind", "mz", "01 司法所 02 派出所综治办 03 社区村委企业 04 中心户长 05 家属" },
		{ "guardian", "mz", "01 可履责 02 无法履责 03 无监护人" },
		{ "child_hardship", "mz", "01 一般困难 02 特别困难 03 不困难" },
		{ "base_kind", "mz", "01 企业认证基地 02 政府投入" },
		{ "end_reason", "mz", "01 期满解除 02 死亡 03 重新犯罪" },
		{ "recidivist", "gb", "01 否 02 累犯 03 惯犯" },
		{ "death_kind", "mz", "01 正常 02 非正常" },
		{ "family_contact", "mz", "01 家庭有联系 02 家庭无联系 03 离异" },
		{ "transfer_state", "mz", "01 转监成功 02 申请转监 03 拒绝接收" },
	};
	const struct code *named;
	char set[512], *number, *word, *rest;
	size_t i;

	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		const struct codetable *table = codes(state, row[i].table);

		assert_true(strlen(row[i].set) < sizeof(set));
		strcpy(set, row[i].set);
		for (number = strtok_r(set, " ", &rest); number != NULL;
		    number = strtok_r(NULL, " ", &rest)) {
			word = strtok_r(NULL, " ", &rest);
			assert_non_null(word);
			named = codetable_spelling(table, word, NULL);
			if (named == NULL)
				fail_msg("%s: “%s” is not known", table->name, word);
			expect(table, number, row[i].system, named->code);
		}
	}
}

static void
codes__systems__are_all_explained(void **state)
{
	const struct codetable *systems = codes(state, "code_system"), *table;
	const char *const *name;
	size_t i, k, n, count = catalog_names(*state, "codes", &name);

	for (i = 0; i < count; i++) {
		table = codes(state, name[i]);
		for (k = 0; k < table->count; k++)
			for (n = 0; n < table->code[k].foreign_count; n++) {
				if (codetable_code(systems, table->code[k].foreign[n].system) == NULL)
					fail_msg("%s: what is “%s”?", table->name,
					    table->code[k].foreign[n].system);
				assert_non_null(table->basis);
			}
	}
	assert_string_equal(catalog_code_in(*state, "settle_way", "startup", "mz"), "03");
	assert_string_equal(catalog_code_in(*state, "settle_way", "startup", "gb"), "07");
	assert_null(catalog_code_in(*state, "settle_way", "startup", "s220"));
	assert_null(catalog_code_in(*state, "settle_way", "nothing", "mz"));
	assert_null(catalog_code_in(*state, "nothing", "startup", "mz"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(codes__offence__are_483_in_ten_chapters),
		cmocka_unit_test(codes__offence__keep_old_names_with_their_time),
		cmocka_unit_test(codes__offence__take_what_judgments_and_lists_write),
		cmocka_unit_test(catalog_class__offence__is_that_of_the_first_charge_named),
		cmocka_unit_test(codes__settle_way__the_two_sets_number_the_ways_differently),
		cmocka_unit_test(codes__education__short_sets_and_the_standard_meet),
		cmocka_unit_test(codes__foreign_sets__number_by_number),
		cmocka_unit_test(codes__systems__are_all_explained),
		cmocka_unit_test(codes__standards__have_their_numbers),
	};

	return cmocka_run_group_tests_name("data/dictionary", tests, setup, teardown);
}
