/*
 * tests/model/export-test.c: records out, and back in again
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

#include "base/charset.h"
#include "base/file.h"
#include "base/mem.h"
#include "model/export.h"
#include "tests/model/desk-import.h"

#define ID_A "337021198508162571"

static struct store *
filled(struct place *place)
{
	static const char list[] = "姓名,身份证号,释放日期,居住地址,联系电话,备注\n"
	    "张三," ID_A ",2024-01-05,某镇前湾村1号,14000000001,'=1+1\n"
	    "李𠮷,无,2024-02-05,某镇后湾村2号,,\"两行\n的\"\n";
	struct store *store = desk_new(place);
	struct import_result result;

	desk_list(place, store, "roster", false, list, NULL, &result);
	assert_int_equal(result.created, 2);
	import_result_clear(&result);
	return store;
}

static char *
run(struct place *place, struct store *store, const char *name, const char *encoding,
    bool full, long must)
{
	struct file_out *out;
	struct buf text = BUF_INIT;
	struct err err = ERR_INIT;
	long rows;

	out = file_create(place_file(place, "out.csv"), true, &err);
	assert_non_null(out);
	if (!export_run(store, name, encoding, full, out, &rows, NULL, &err))
		fail_msg("%s", err.text);
	assert_true(file_commit(out, &err));
	assert_int_equal(rows, must);
	assert_true(file_read(place_file(place, "out.csv"), 1u << 22, &text, NULL));
	return buf_take(&text);
}

static void
has(const char *text, const char *word, bool must)
{
	if ((strstr(text, word) != NULL) != must)
		fail_msg("“%s” is %s: %s", word, must ? "missing" : "there", text);
}

static void
export__roster__has_the_columns_of_the_contract_and_masks(void **state)
{
	struct store *store = filled(*state);
	char *text = run(*state, store, "roster", NULL, false, 2);

	assert_memory_equal(text, "人员编号,姓名,性别,公民身份号码,出生日期,民族,文化程度,"
	    "户籍地址,居住地址,村居,联系电话,罪名,原判刑期,服刑单位,释放日期,帮教类别,"
	    "帮教责任人,帮教起始日期,帮教截止日期,环节,标记,备注\r\n", 100);
	has(text, ID_A, false);
	has(text, "14000000001", false);
	has(text, "337021********2571", true);
	has(text, "'=1+1", true);
	has(text, "李𠮷", true);
	free(text);
	text = run(*state, store, "roster", NULL, true, 2);
	has(text, ID_A, true);
	has(text, "14000000001", true);
	free(text);
	store_close(store);
}

static void
export__roster__can_be_imported_again_without_a_reject(void **state)
{
	struct store *store = filled(*state);
	struct import_options options = { .profile = "roster", .force = true,
		.path = place_file(*state, "out.csv"), .rejects = place_file(*state, "back.csv") };
	struct import_result result;
	char *text = run(*state, store, "roster", NULL, true, 2), *remark;

	free(text);
	desk_import(store, &options, &result);
	assert_int_equal(result.rejected, 0);
	assert_int_equal(result.created, 0);
	assert_int_equal(result.conflicts, 0);
	import_result_clear(&result);
	remark = desk_text(store, "SELECT remark FROM main.period WHERE remark LIKE '%1'", NULL);
	assert_string_equal(remark, "=1+1");
	free(remark);
	store_close(store);
}

static void
export__form__has_its_owner_its_blanks_and_why_they_are_empty(void **state)
{
	struct store *store = filled(*state);
	char *text = run(*state, store, "person", NULL, true, 2);

	has(text, "公民身份号码", true);
	has(text, "A000001", true);
	has(text, ",无,", true);
	free(text);
	text = run(*state, store, "period", NULL, false, 2);
	assert_memory_equal(text, "人员编号,姓名,释放日期", 32);
	has(text, "140****0001", true);
	has(text, "\"两行\n的\"", true);
	free(text);
	free(run(*state, store, "visit", NULL, false, 0));
	store_close(store);
}

static void
export__encoding__is_gb18030_when_asked(void **state)
{
	struct store *store = filled(*state);
	char *text = run(*state, store, "roster", "gb18030", true, 2);
	struct buf back = BUF_INIT;
	struct charset *cs = charset_open("utf-8", "gb18030", NULL);
	size_t bad;

	assert_true(charset_convert(cs, text, strlen(text), true, &back, &bad));
	charset_close(cs);
	has(buf_str(&back), "李𠮷", true);
	buf_clear(&back);
	free(text);
	store_close(store);
}

static void
export__encoding__marks_and_names_what_it_lacks(void **state)
{
	static const char list[] = "姓名,释放日期,备注\n王\356\236\215,2024-01-05,甲\n";
	struct store *store = desk_new(*state);
	struct import_result result;
	struct buf notice = BUF_INIT, text = BUF_INIT;
	struct file_out *out = file_create(place_file(*state, "out.csv"), true, NULL);
	long rows;

	desk_list(*state, store, "roster", false, list, NULL, &result);
	import_result_clear(&result);
	assert_true(export_run(store, "person", "gb18030", true, out, &rows, &notice, NULL));
	assert_true(file_commit(out, NULL));
	assert_true(file_read(place_file(*state, "out.csv"), 1u << 22, &text, NULL));
	has(buf_str(&text), "[U+E78D]", true);
	has(buf_str(&notice), "1 格", true);
	has(buf_str(&notice), "A000001", true);
	has(buf_str(&notice), "“姓名” 1 个字", true);
	buf_clear(&notice);
	buf_clear(&text);
	store_close(store);
}

static void
export__run__lists_what_there_is(void **state)
{
	struct store *store = desk_new(*state);
	struct file_out *out = file_create(place_file(*state, "out.csv"), true, NULL);
	struct err err = ERR_INIT;
	long rows;

	assert_false(export_run(store, "nothing", NULL, false, out, &rows, NULL, &err));
	assert_int_equal(err.kind, ERR_MISSING);
	has(err.text, "roster", true);
	has(err.text, "visit", true);
	err_clear(&err);
	assert_false(export_run(store, "roster", "big5", false, out, &rows, NULL, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	file_abandon(out);
	store_close(store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(export__roster__has_the_columns_of_the_contract_and_masks),
		PLACE_TEST(export__roster__can_be_imported_again_without_a_reject),
		PLACE_TEST(export__form__has_its_owner_its_blanks_and_why_they_are_empty),
		PLACE_TEST(export__encoding__is_gb18030_when_asked),
		PLACE_TEST(export__encoding__marks_and_names_what_it_lacks),
		PLACE_TEST(export__run__lists_what_there_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
