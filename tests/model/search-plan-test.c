/*
 * tests/model/search-plan-test.c: what was typed into ranges of keys
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buf.h"
#include "model/name-index.h"

/* The plan as "kind:low[/filter]" words. */
static void
plans(const char *text, const char *expected)
{
	struct search_probe *probe;
	struct buf out = BUF_INIT;
	size_t n = search_plan(text, &probe);

	for (size_t i = 0; i < n; i++) {
		assert_true(strcmp(probe[i].low, probe[i].high) < 0);
		buf_addf(&out, "%s%c:%s", i > 0 ? " " : "", probe[i].kind, probe[i].low);
		if (probe[i].filter != NULL)
			buf_addf(&out, "/%s", probe[i].filter);
	}
	assert_string_equal(buf_str(&out), expected);
	search_plan_free(probe, n);
	buf_clear(&out);
}

static bool
finds(const char *text, const char *keys)
{
	struct search_probe *probe;
	size_t n = search_plan(text, &probe);
	char key[SEARCH_KEY];
	bool found = false;

	for (size_t i = 0; i < n; i++)
		found = found || search_matches(&probe[i], keys, key);
	search_plan_free(probe, n);
	return found;
}

static const char zhangsan[] =
    "d15401\nizs\nmA000012\nm12\nn三\nn张三\npzhang san\nr8765\n"
    "szhangsan\nt5678\nv下村\nv村\n";
static const char jianguo[] =
    "g单国\nidjg\nisjg\nn单建国\nn国\nn建国\npdan jian guo\npshan jian guo\nsshanjianguo\n";

static void
search_plan__letters__are_initials_then_full_pinyin(void **state)
{
	plans("z", "i:z");
	plans("zs", "i:zs p:zs");
	plans("ＺＳ", "i:zs p:zs");
	assert_true(finds("zs", zhangsan));
	assert_true(finds("zhangs", zhangsan));
	assert_true(finds("Zhang San", zhangsan));
	assert_false(finds("ls", zhangsan));
}

static void
search_plan__letters__find_every_reading(void **state)
{
	assert_true(finds("djg", jianguo));
	assert_true(finds("sjg", jianguo));
	assert_true(finds("shanj", jianguo));
	assert_true(finds("dan", jianguo));
	assert_false(finds("cjg", jianguo));
}

static void
search_plan__letters__may_mix_initials_and_syllables(void **state)
{
	assert_true(finds("zsan", zhangsan));
	assert_true(finds("zhs", zhangsan));
	assert_true(finds("zhsan", zhangsan));
	assert_true(finds("sjguo", jianguo));
	assert_true(finds("shanjg", jianguo));
	assert_true(finds("sjiang", jianguo));
	assert_false(finds("zsang", zhangsan));
	assert_false(finds("shanguo", jianguo));
}

static void
search_plan__digits__are_number_tails(void **state)
{
	plans("451", "m:451 d:154 r:154 t:451");
	plans("1045x", "d:X5401");
	plans("12", "m:12");
	plans("000123", "m:123 d:321000 r:321000 t:000123");
	assert_true(finds("１０４５１", zhangsan));
	assert_true(finds("12", zhangsan));
	assert_true(finds("567", zhangsan));
	assert_true(finds("678", zhangsan));
}

static void
search_plan__digits__of_a_whole_id_are_one_person(void **state)
{
	plans("11010519491231002x", "d:X20013219491501011");
	plans("440524188001010014", "d:410010100881425044");
}

static void
search_plan__our_number__is_found_with_its_letter(void **state)
{
	plans("a000012", "m:A000012");
	assert_true(finds("A0000", zhangsan));
}

static void
search_plan__chinese__is_a_name_then_a_village(void **state)
{
	plans("张", "n:张 v:张");
	plans("张三", "n:张三 g:张三 v:张三");
	plans("张 三", "n:张三 g:张三 v:张三");
	plans("张建国", "n:张建国 v:张建国");
	assert_true(finds("三", zhangsan));
	assert_true(finds("建国", jianguo));
	assert_true(finds("单建国", jianguo));
	assert_true(finds("单国", jianguo));
	assert_false(finds("国单", jianguo));
	assert_false(finds("单建军", jianguo));
	assert_true(finds("下村", zhangsan));
}

static void
search_plan__nothing__is_no_probe(void **state)
{
	plans("", "");
	plans("  ·", "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(search_plan__letters__are_initials_then_full_pinyin),
		cmocka_unit_test(search_plan__letters__find_every_reading),
		cmocka_unit_test(search_plan__letters__may_mix_initials_and_syllables),
		cmocka_unit_test(search_plan__digits__are_number_tails),
		cmocka_unit_test(search_plan__digits__of_a_whole_id_are_one_person),
		cmocka_unit_test(search_plan__our_number__is_found_with_its_letter),
		cmocka_unit_test(search_plan__chinese__is_a_name_then_a_village),
		cmocka_unit_test(search_plan__nothing__is_no_probe),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
