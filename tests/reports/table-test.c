/*
 * tests/reports/table-test.c: plain tables of results
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "reports/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"

static bool
collect(void *arg, const char *text, struct err *err)
{
	buf_add(arg, text);
	return true;
}

static struct table *
make(void)
{
	static const char *const first[] = { "张三", "3", "城东\n社区" };
	static const char *const second[] = { "欧阳建国", "12", NULL };
	static const char *const third[] = { "\033[31m", "-1", "=1+1" };
	struct table *table = table_new(3, ".");
	struct err err = ERR_INIT;

	table_head(table, 0, "姓名", false);
	table_head(table, 1, "次数", true);
	table_head(table, 2, "村居", false);
	assert_true(table_add(table, first, &err));
	assert_true(table_add(table, second, &err));
	assert_true(table_add(table, third, &err));
	assert_int_equal(table_rows(table), 3);
	return table;
}

static void
table_text__aligns__by_cells_and_marks_harmful_text(void **state)
{
	struct table *table = make();
	struct buf out = BUF_INIT;
	struct err err = ERR_INIT;

	assert_true(table_text(table, text_cell_narrow, collect, &out, &err));
	assert_string_equal(buf_str(&out),
	    "姓名          次数  村居\n"
	    "张三             3  城东 社区\n"
	    "欧阳建国        12\n"
	    "[U+001B][31m    -1  =1+1\n");
	buf_clear(&out);
	table_free(table);
}

static void
table_csv__quotes_and_disarms__cells(void **state)
{
	struct table *table = make();
	struct buf out = BUF_INIT;
	struct err err = ERR_INIT;

	assert_true(table_csv(table, collect, &out, &err));
	assert_string_equal(buf_str(&out),
	    "姓名,次数,村居\r\n"
	    "张三,3,\"城东\n社区\"\r\n"
	    "欧阳建国,12,\r\n"
	    "[U+001B][31m,-1,'=1+1\r\n");
	buf_clear(&out);
	table_free(table);
}

static void
table_text__prints_the_heads__without_rows(void **state)
{
	struct table *table = table_new(2, ".");
	struct buf out = BUF_INIT;
	struct err err = ERR_INIT;

	table_head(table, 0, "名称", false);
	table_head(table, 1, "依据", false);
	assert_true(table_text(table, text_cell_narrow, collect, &out, &err));
	assert_string_equal(buf_str(&out), "名称  依据\n");
	buf_clear(&out);
	table_free(table);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table_text__aligns__by_cells_and_marks_harmful_text),
		cmocka_unit_test(table_csv__quotes_and_disarms__cells),
		cmocka_unit_test(table_text__prints_the_heads__without_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
