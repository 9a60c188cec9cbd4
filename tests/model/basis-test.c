/*
 * tests/model/basis-test.c: where something is written, with names of papers
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <ctype.h>
#include <string.h>

#include <cmocka.h>

#include "model/basis.h"
#include "tests/model/desk.h"

static int
setup(void **state)
{
	struct err err = ERR_INIT;

	*state = catalog_open_embedded(&err);
	return *state == NULL ? -1 : 0;
}

static int
teardown(void **state)
{
	catalog_free(*state);
	return 0;
}

static void
told(struct catalog *catalog, const char *basis, const char *expected)
{
	struct buf out = BUF_INIT;

	basis_told(catalog, basis, &out);
	assert_string_equal(buf_str(&out), expected);
	buf_clear(&out);
}

static void
basis_told__names__become_the_papers(void **state)
{
	told(*state, "S3-1 二(3); S3-2 二3",
	    "《安置帮教工作计划范文》第1篇 二(3); 《安置帮教工作计划范文》第2篇 二3");
	told(*state, "S3-10 五", "《安置帮教工作计划范文》第10篇 五");
	told(*state, "S3-2 一(2); 期限[trade]",
	    "《安置帮教工作计划范文》第2篇 一(2); 期限按行业惯例（出处没有写，由本所定）");
	told(*state, "GB/T 2261.2-2003; MZ SYS030",
	    "《个人基本信息分类与代码第2部分：婚姻状况代码》（GB/T2261.2-2003）; "
	    "司法行政一体化平台（2018年） SYS030");
	told(*state, "FJ为5年；MZP为3年", "福建省分类帮教管理办法为5年；"
	    "司法行政一体化平台制度页（2018年）为3年");
	/* Other words that begin so are left alone. */
	told(*state, "FW T_AZBJ_GD", "县级旧业务系统数据库说明 T_AZBJ_GD");
	told(*state, "GBX SYS1 刑法第34条", "GBX SYS1 刑法第34条");
	told(*state, "", "");
	told(*state, NULL, "");
}

static void
basis_told__no_table__is_as_written(void **state)
{
	struct err err = ERR_INIT;
	struct catalog *catalog = desk_catalog(&err, NULL, NULL);

	(void)state;
	assert_non_null(catalog);
	told(catalog, "S3-1 二(3)", "S3-1 二(3)");
	catalog_free(catalog);
}

/* Every short name of a form's basis is explained: what is left in Latin letters
 * is a place in a paper (a dictionary, a table), never a name alone. */
static void
basis_told__forms_and_rules__name_no_paper_in_short(void **state)
{
	static const char *const sources[] = { "S0", "S1", "S2", "S3-", "S4", "MZ ", "FW",
	    "SF", "GB", "[trade]", "readings", NULL };
	const char *const *name;
	struct err err = ERR_INIT;
	size_t i, k, count = catalog_names(*state, "rule", &name);

	for (i = 0; i < count; i++) {
		const struct ruledef *rule = catalog_rule(*state, name[i], &err);
		struct buf out = BUF_INIT;

		assert_non_null(rule);
		basis_told(*state, rule->basis, &out);
		for (k = 0; sources[k] != NULL; k++)
			if (strncmp(buf_str(&out), sources[k], strlen(sources[k])) == 0)
				fail_msg("%s: %s", rule->name, buf_str(&out));
		buf_clear(&out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(basis_told__names__become_the_papers),
		cmocka_unit_test(basis_told__no_table__is_as_written),
		cmocka_unit_test(basis_told__forms_and_rules__name_no_paper_in_short),
	};

	return cmocka_run_group_tests_name("model/basis", tests, setup, teardown);
}
