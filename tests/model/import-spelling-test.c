/*
 * tests/model/import-spelling-test.c: heads and cells as other offices write them
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

#include "base/mem.h"
#include "tests/model/desk-import.h"

/* A list of one person with one more column: what the query says of it, "!" and
 * the reason when it is refused.  The caller's. */
static char *
read_as(struct place *place, const char *head, const char *cell, const char *sql)
{
	struct store *store = desk_new(place);
	struct buf said = BUF_INIT;
	struct import_result result;
	char *text = mem_printf("姓名,释放日期,村居,\"%s\"\n王一,2025-03-01,前湾村,\"%s\"\n",
	    head, cell), *value;

	desk_list(place, store, "roster", false, text, &said, &result);
	value = result.rejected > 0 ? mem_printf("!") : desk_text(store, sql, NULL);
	if (strstr(buf_str(&said), "没有对应") != NULL)
		fail_msg("not read: %s", head);
	import_result_clear(&result);
	buf_clear(&said);
	free(text);
	store_close(store);
	remove(place_file(place, "store.db"));
	return value;
}

static void
import_spelling__heads__are_known_with_their_marks(void **state)
{
	static const struct { const char *head, *cell, *blank, *value; } list[] = {
		{ "“三无”人员", "是", "three_without", "1" },
		{ "是否“三无”人员", "否", "three_without", "0" },
		{ "联系电话/手机", "13800138000", "phone", "13800138000" },
		{ "现住址、居住地", "前湾村1号", "live_address", "前湾村1号" },
		{ "村/社区", "后湾村", "village", NULL },
		{ "重点/一般", "重点", "category", "key" },
		{ "重点帮教对象", "√", "category", "key" },
		{ "《判决书》文号", "（2020）刑初1号", "judgment_no", "（2020）刑初1号" },
	};
	char *sql, *value;
	size_t i;

	for (i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		if (list[i].value == NULL)
			continue;
		sql = mem_printf("SELECT %s FROM main.period", list[i].blank);
		value = read_as(*state, list[i].head, list[i].cell, sql);
		if (strcmp(value, list[i].value) != 0)
			fail_msg("%s %s: %s", list[i].head, list[i].cell, value);
		free(value);
		free(sql);
	}
}

static void
import_spelling__ticks_and_crosses__are_yes_and_no(void **state)
{
	static const struct { const char *cell, *value; } list[] = {
		{ "√", "1" }, { "✓", "1" }, { "✔", "1" }, { " √ ", "1" }, { "×", "0" },
		{ "X", "0" }, { "ｘ", "0" }, { "╳", "0" },
		/* some mean yes by it, some nothing */
		{ "○", "!" },
	};
	char *value;
	size_t i;

	for (i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		value = read_as(*state, "是否三无人员", list[i].cell,
		    "SELECT three_without FROM main.period");
		if (strcmp(value, list[i].value) != 0)
			fail_msg("%s: %s", list[i].cell, value);
		free(value);
	}
	value = read_as(*state, "是否累犯", "√", "SELECT recidivist FROM main.period");
	assert_string_equal(value, "recidivist");
	free(value);
	/* no blank of yes and no */
	value = read_as(*state, "婚姻状况", "√", "SELECT marriage FROM main.period");
	assert_string_equal(value, "!");
	free(value);
}

static void
import_spelling__two_figures_of_a_year__are_read_where_one_century_can_be(void **state)
{
	static const struct { const char *head, *cell, *sql, *value; } list[] = {
		{ "判决日期", "19年3月5日", "SELECT judged_on FROM main.period", "2019-03-05" },
		{ "判决日期", "98年3月5日", "SELECT judged_on FROM main.period", "1998-03-05" },
		{ "出生年月", "85年3月", "SELECT birth FROM main.person", "1985-03" },
		{ "出生年月", "05年3月2日", "SELECT birth FROM main.person", "2005-03-02" },
		/* a child or a man of a hundred and five */
		{ "出生年月", "20年3月", "SELECT birth FROM main.person", "!" },
		{ "判决日期", "60年3月5日", "SELECT judged_on FROM main.period", "!" },
		{ "判决日期", "19.3.5", "SELECT judged_on FROM main.period", "!" },
		{ "判决日期", "19年3月", "SELECT judged_on FROM main.period", "!" },
	};
	char *value;
	size_t i;

	for (i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		value = read_as(*state, list[i].head, list[i].cell, list[i].sql);
		if (strcmp(value, list[i].value) != 0)
			fail_msg("%s: %s", list[i].cell, value);
		free(value);
	}
}

static void
import_spelling__heads_of_two_rows__fill_their_own_blanks(void **state)
{
	static const char text[] =
	    "姓名,释放日期,村居,刑期起止,,帮教起止日期,,联系方式,,家属信息,,奖励,\n"
	    ",,,起,止,起,止,本人,家属,姓名,关系,日期,类别\n"
	    "王一,2025-03-01,前湾村,2020-01-02,2025-03-01,2025-03-02,2030-03-01,"
	    "13800138000,13900139000,王二,父亲,2024-05-06,记功\n"
	    "备注：重点对象打√,,,,,,,,,,,,\n填表说明：一式两份,,,,,,,,,,,,\n";
	struct store *store = desk_new(*state);
	struct buf said = BUF_INIT;
	struct import_result result;
	char *got;

	desk_list(*state, store, "roster", false, text, &said, &result);
	assert_string_equal(desk_counts(&result), "1 1 0 0 0 0 3");
	got = desk_text(store, "SELECT term_from || term_to || aid_from || aid_to || phone"
	    " || kin1_phone || kin1_name || kin1_relation FROM main.period", NULL);
	assert_string_equal(got, "2020-01-022025-03-012025-03-022030-03-01"
	    "1380013800013900139000王二father");
	free(got);
	/* what nobody knows is nobody's */
	assert_non_null(strstr(buf_str(&said), "奖励日期、奖励类别"));
	import_result_clear(&result);
	buf_clear(&said);
	store_close(store);
}

static void
import_spelling__a_visit_log__is_read_by_its_other_words(void **state)
{
	static const char people[] = "姓名,释放日期,村居\n王一,2025-03-01,前湾村\n";
	static const char text[] = "帮教走访登记簿\n"
	    "序号,被走访人姓名,走访帮教时间,帮扶方式,走访司法所工作人员,谈话情况记录,"
	    "思想,存在的困难和问题,采取的措施,是否见本人,被走访人签字\n"
	    "1,王一,2025年4月2日上午,电话回访,赵六,谈了工作,情绪稳定,无,已介绍工作,√,\n";
	struct store *store = desk_new(*state);
	struct buf said = BUF_INIT;
	struct import_result result;
	char *got;

	desk_list(*state, store, "roster", false, people, NULL, &result);
	import_result_clear(&result);
	desk_list(*state, store, "visits", false, text, &said, &result);
	assert_string_equal(desk_counts(&result), "1 1 0 0 0 4 1");
	assert_null(strstr(buf_str(&said), "没有对应"));
	got = desk_text(store, "SELECT visited_on || method || visitors || content || mood"
	    " || handling || met FROM main.visit", NULL);
	assert_string_equal(got, "2025-04-02phone赵六谈了工作stable已介绍工作1");
	free(got);
	import_result_clear(&result);
	buf_clear(&said);
	store_close(store);
}

static void
import_spelling__a_month_that_may_be_october__is_told(void **state)
{
	static const char text[] = "姓名,身份证号,出生年月,释放日期,村居\n"
	    "王一,,1985.1,2025-03-01,前湾村\n"
	    "王二,330702198010032369,1980.10,2025-03-01,前湾村\n王三,,1985.01,2025-03-01,前湾村\n";
	struct store *store = desk_new(*state);
	struct buf said = BUF_INIT;
	struct import_result result;

	desk_list(*state, store, "roster", false, text, &said, &result);
	assert_non_null(strstr(buf_str(&said), "“出生年月”的“1985.1”读作 1 月"));
	assert_null(strstr(buf_str(&said), "1985.01"));
	assert_null(strstr(buf_str(&said), "1980.10"));
	import_result_clear(&result);
	buf_clear(&said);
	store_close(store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(import_spelling__heads__are_known_with_their_marks),
		PLACE_TEST(import_spelling__heads_of_two_rows__fill_their_own_blanks),
		PLACE_TEST(import_spelling__a_visit_log__is_read_by_its_other_words),
		PLACE_TEST(import_spelling__a_month_that_may_be_october__is_told),
		PLACE_TEST(import_spelling__ticks_and_crosses__are_yes_and_no),
		PLACE_TEST(import_spelling__two_figures_of_a_year__are_read_where_one_century_can_be),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
