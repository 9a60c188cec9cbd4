/*
 * tests/model/export-cell-test.c: cells that no spreadsheet runs
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "model/delimited.h"
#include "model/export.h"

static void
expect(const char *text, const char *cell)
{
	struct buf out = BUF_INIT;

	csv_cell(&out, text, true);
	assert_string_equal(buf_str(&out), cell);
	buf_clear(&out);
}

static void
export_cell__csv_cell__quotes_only_where_needed(void **state)
{
	expect("张三", "张三");
	expect("a,b", "\"a,b\"");
	expect("自称\"阿强\"", "\"自称\"\"阿强\"\"\"");
	expect("第一行\n第二行", "\"第一行\n第二行\"");
}

static void
export_cell__csv_cell__guards_formulas_and_gives_them_back(void **state)
{
	static const char *const text[] = { "=1+1", "+86", "@x", "-a", "'=1",
		"\t=", "'abc", "-5" };
	size_t i;
	struct buf out = BUF_INIT;

	expect("=1+1", "'=1+1");
	expect("-5", "-5");
	expect("'abc", "'abc");
	for (i = 0; i < sizeof(text) / sizeof(text[0]); i++) {
		buf_cut(&out, 0);
		csv_cell(&out, text[i], true);
		assert_string_equal(delimited_unguard(buf_str(&out)), text[i]);
	}
	buf_clear(&out);
}

static void
export_cell__csv_cell__puts_commas_between(void **state)
{
	struct buf out = BUF_INIT;

	csv_cell(&out, "a", true);
	csv_cell(&out, "", false);
	csv_cell(&out, "b", false);
	assert_string_equal(buf_str(&out), "a,,b");
	buf_clear(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(export_cell__csv_cell__quotes_only_where_needed),
		cmocka_unit_test(export_cell__csv_cell__guards_formulas_and_gives_them_back),
		cmocka_unit_test(export_cell__csv_cell__puts_commas_between),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
