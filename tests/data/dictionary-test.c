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
		cmocka_unit_test(codes__standards__have_their_numbers),
	};

	return cmocka_run_group_tests_name("data/dictionary", tests, setup, teardown);
}
