/*
 * tests/model/import-test.c: what an import does with one row or another
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
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "tests/model/desk-import.h"

/* Numbers that belong to nobody; the second but for its last figure. */
#define ID_A "337021198508162571"
#define ID_B "337021196204022132"
#define ID_WRONG "337021198508162572"
#define HEAD "姓名,身份证号,出生日期,户籍地址,释放日期,罪名,联系电话\n"

struct told { struct buf text; };

static void
tell(void *arg, const char *line)
{
	struct told *told = arg;

	buf_addf(&told->text, "%s\n", line);
}

/* Writes text as a file and imports it by the profile. */
static bool
take(struct place *place, struct store *store, const char *profile, const char *text,
    struct import_result *result, struct told *told, struct err *err)
{
	struct import_options options = { .profile = profile, .force = true,
		.path = place_file(place, "list.csv"),
		.rejects = place_file(place, "back.csv"), .says = told != NULL ? tell : NULL,
		.arg = told };

	place_write(place, "list.csv", text, strlen(text));
	return import_run(store, &options, result, err);
}

static void
roster(struct place *place, struct store *store, const char *text, const char *counts)
{
	struct import_result result;
	struct err err = ERR_INIT;

	if (!take(place, store, "roster", text, &result, NULL, &err))
		fail_msg("%s", err.text);
	assert_string_equal(desk_counts(&result), counts);
	import_result_clear(&result);
}

static void
visits(struct place *place, struct store *store, const char *text, const char *counts)
{
	struct import_result result;
	struct err err = ERR_INIT;

	if (!take(place, store, "visits", text, &result, NULL, &err))
		fail_msg("%s", err.text);
	assert_string_equal(desk_counts(&result), counts);
	import_result_clear(&result);
}

static void
fails(struct place *place, struct store *store, const char *text, const char *word)
{
	struct import_result result;
	struct err err = ERR_INIT;
	char *before = desk_all(store), *after;

	assert_false(take(place, store, "roster", text, &result, NULL, &err));
	if (strstr(err.text, word) == NULL)
		fail_msg("“%s” is not in: %s", word, err.text);
	assert_int_not_equal(err.kind, ERR_INTERRUPTED);
	assert_int_not_equal(access(place_file(place, "back.csv"), F_OK), 0);
	after = desk_all(store);
	assert_string_equal(before, after);
	free(before);
	free(after);
	import_result_clear(&result);
}

static char *
rejects(struct place *place)
{
	struct buf text = BUF_INIT;

	assert_true(file_read(place_file(place, "back.csv"), 1u << 20, &text, NULL));
	return buf_take(&text);
}

static void
reason_has(struct place *place, const char *word)
{
	char *text = rejects(place);

	if (strstr(text, word) == NULL)
		fail_msg("“%s” is not in: %s", word, text);
	free(text);
}

/* ---- files that are no list ---- */

static void
import__run__refuses_what_it_cannot_read_and_says_where(void **state)
{
	struct store *store = desk_new(*state);
	struct import_options options = { .profile = "roster" };
	struct import_result result;
	struct err err = ERR_INIT;

	fails(*state, store, "", "0 字节");
	fails(*state, store, "PK\003\004xx", "不是完整的 .xlsx");
	fails(*state, store, "甲,乙\n丙,丁\n", "姓名");
	fails(*state, store, "姓名,身份证号\n张三," ID_A "\n", "释放日期");
	fails(*state, store, HEAD "张三," ID_A ",,,2024-01-01,盗\xFF窃罪,\n", "第 2 行第 6 列");
	fails(*state, store, HEAD "张三,\"" ID_A ",,,2024-01-01,盗窃罪,\n", "引号");
	fails(*state, store, "姓名、身份证号、释放日期\n", "顿号");
	options.path = place_dir(*state);
	assert_false(import_run(store, &options, &result, &err));
	assert_non_null(strstr(err.text, "不是普通文件"));
	options.path = place_file(*state, "nothing.csv");
	assert_false(import_run(store, &options, &result, &err));
	assert_int_equal(err.kind, ERR_MISSING);
	options.profile = "no-such";
	assert_false(import_run(store, &options, &result, &err));
	assert_int_equal(err.kind, ERR_MISSING);
	assert_non_null(strstr(err.text, "roster"));
	store_close(store);
}

static void
import__run__names_an_encoding_that_does_not_fit(void **state)
{
	struct store *store = desk_new(*state);
	struct import_options options = { .profile = "roster", .encoding = "utf-8",
		.path = desk_sample("office-gb18030.csv"),
		.rejects = place_file(*state, "back.csv") };
	struct import_result result;
	struct err err = ERR_INIT;

	assert_false(import_run(store, &options, &result, &err));
	assert_non_null(strstr(err.text, "gb18030"));
	assert_non_null(strstr(err.text, "第 1 行"));
	options.encoding = "gb18030";
	options.path = desk_sample("county-utf8-bom.csv");
	assert_false(import_run(store, &options, &result, &err));
	assert_non_null(strstr(err.text, "utf-8"));
	options.encoding = "klingon";
	assert_false(import_run(store, &options, &result, &err));
	assert_non_null(strstr(err.text, "klingon"));
	assert_int_equal(desk_number(store, "SELECT count(*) FROM main.person", NULL), 0);
	assert_int_not_equal(access(options.rejects, F_OK), 0);
	store_close(store);
}

/* ---- rows ---- */

static void
import__run__keeps_what_is_there_and_tells_what_differs(void **state)
{
	struct store *store = desk_new(*state);
	struct told told = { BUF_INIT };
	struct import_result result;
	char *phone;

	roster(*state, store, HEAD "张三," ID_A ",,,2024-01-05,盗窃罪,\n", "1 1 0 0 0 0 0");
	roster(*state, store, HEAD "张三," ID_A ",,,2024-01-05,盗窃罪,14000000001\n",
	    "1 0 1 0 0 0 0");
	assert_true(take(*state, store, "roster", HEAD "张三," ID_A
	    ",,,2024-01-05,诈骗罪,14000000002\n", &result, &told, NULL));
	assert_string_equal(desk_counts(&result), "1 0 0 1 0 0 0");
	assert_int_equal(result.conflicts, 2);
	import_result_clear(&result);
	assert_non_null(strstr(buf_str(&told.text), "第 2 行"));
	assert_non_null(strstr(buf_str(&told.text), "冲突"));
	assert_non_null(strstr(buf_str(&told.text), "诈骗罪"));
	phone = desk_text(store, "SELECT phone FROM main.period", NULL);
	assert_string_equal(phone, "14000000001");
	free(phone);
	buf_clear(&told.text);
	store_close(store);
}

static void
import__run__takes_a_corrected_rejects_file_again(void **state)
{
	struct store *store = desk_new(*state);

	roster(*state, store, "某所名单,,,,,,\n" HEAD
	    "张三,3.30702E+17,,,2024-01-05,盗窃罪,\n"
	    "李四," ID_B ",,,2024-02-30,\"抢,劫\",\n合计,2人,,,,,\n填表人：王五,,,,,,\n,,,,,,\n",
	    "2 0 0 0 2 0 4");
	reason_has(*state, "行号,原因,姓名");
	reason_has(*state, "\n3,");
	reason_has(*state, "\n4,");
	reason_has(*state, "张三,3.30702E+17,,,2024-01-05,盗窃罪,");
	reason_has(*state, "李四," ID_B ",,,2024-02-30,\"抢,劫\",");
	roster(*state, store, "行号,原因," HEAD
	    "3,受损,张三," ID_A ",,,2024-01-05,盗窃罪,\n"
	    "4,没有,李四," ID_B ",,,2024-02-29,\"抢,劫\",\n", "2 2 0 0 0 0 0");
	store_close(store);
}

static void
import__run__writes_a_rejects_file_with_a_head_even_when_all_is_taken(void **state)
{
	struct store *store = desk_new(*state);
	struct stat st;
	char *text;

	roster(*state, store, HEAD "张三," ID_A ",,,2024-01-05,盗窃罪,\n", "1 1 0 0 0 0 0");
	text = rejects(*state);
	assert_string_equal(text, "\xEF\xBB\xBF行号,原因," HEAD);
	free(text);
	assert_int_equal(stat(place_file(*state, "back.csv"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	store_close(store);
}

static void
import__run__passes_over_no_row_that_names_somebody(void **state)
{
	struct store *store = desk_new(*state);

	roster(*state, store, "序号,姓名,身份证号,释放日期,罪名,备注\n"
	    "1,张三,,,盗窃罪,注销户口\n2,李四,,,盗窃罪,说明：已外出\n"
	    "3,王五,,不详,盗窃罪,单位集体户\n合计,3,,,,\n,,,,填表人：,赵六\n"
	    "审核人：,钱七,,填表人：,赵六,\n,注：以上属实,,,,\n", "3 0 0 0 3 0 4");
	reason_has(*state, "张三");
	reason_has(*state, "说明：已外出");
	reason_has(*state, "王五");
	store_close(store);
}

static void
import__run__loses_no_cell_beyond_the_heads(void **state)
{
	struct store *store = desk_new(*state);
	struct told told = { BUF_INIT };
	struct import_result result;

	roster(*state, store, "姓名,身份证号,释放日期,备注\n"
	    "张三," ID_A ",2024-01-05,外出务工,电话联系\n"
	    "李四," ID_B ",2024-01-05,在家,,\n", "2 1 0 0 1 0 0");
	reason_has(*state, "外出务工,电话联系");
	reason_has(*state, "多出 1 格");
	assert_true(take(*state, store, "roster", "姓名,身份证号,释放日期,,\n"
	    "张三," ID_A ",2024-01-05,外出务工,\n", &result, &told, NULL));
	assert_string_equal(desk_counts(&result), "1 1 0 0 0 0 0");
	assert_non_null(strstr(buf_str(&told.text), "外出务工"));
	import_result_clear(&result);
	buf_clear(&told.text);
	store_close(store);
}

static void
import__run__takes_a_doubtful_number_only_when_told(void **state)
{
	struct import_options options = { .profile = "roster", .accept_doubtful = true,
		.path = place_file(*state, "list.csv"), .force = true,
		.rejects = place_file(*state, "back.csv") };
	struct store *store = desk_new(*state);
	struct import_result result;

	roster(*state, store, HEAD "张三," ID_WRONG ",,,2024-01-05,盗窃罪,\n", "1 0 0 0 1 0 0");
	desk_import(store, &options, &result);
	assert_string_equal(desk_counts(&result), "1 1 0 0 0 0 0");
	import_result_clear(&result);
	desk_import(store, &options, &result);
	assert_string_equal(desk_counts(&result), "1 0 0 1 0 0 0");
	import_result_clear(&result);
	store_close(store);
}

static void
import__run__knows_somebody_by_name_birth_and_village(void **state)
{
	struct store *store = desk_new(*state);
	const char *head = "姓名,身份证号,出生日期,村居,释放日期\n";
	char *text;

	text = mem_printf("%s张三,,1985-08-16,前湾村,2024-01-05\n张三,,1990-01-01,后湾村,2024-03-05\n", head);
	roster(*state, store, text, "2 2 0 0 0 0 0");
	roster(*state, store, text, "2 0 0 2 0 0 0");
	free(text);
	/* the number that was missing completes him */
	text = mem_printf("%s张三," ID_A ",1985-08-16,前湾村,2024-01-05\n", head);
	roster(*state, store, text, "1 0 1 0 0 0 0");
	free(text);
	assert_int_equal(desk_number(store, "SELECT count(*) FROM main.person", NULL), 2);
	/* another number contradicts: back with his number */
	text = mem_printf("%s张三," ID_B ",1985-08-16,前湾村,2024-01-05\n", head);
	roster(*state, store, text, "1 0 0 0 1 0 0");
	free(text);
	reason_has(*state, "疑似重复");
	reason_has(*state, "A000001");
	/* too little to tell: back */
	text = mem_printf("%s张三,,,前湾村,2023-01-05\n", head);
	roster(*state, store, text, "1 0 0 0 1 0 0");
	free(text);
	/* the same number under another name: back */
	text = mem_printf("%s赵六," ID_A ",,前湾村,2024-01-05\n", head);
	roster(*state, store, text, "1 0 0 0 1 0 0");
	reason_has(*state, "姓名不同");
	free(text);
	store_close(store);
}

static void
import__run__tells_a_second_release_from_a_corrected_date(void **state)
{
	struct store *store = desk_new(*state);

	roster(*state, store, HEAD "张三," ID_A ",,,2020-01-05,盗窃罪,\n", "1 1 0 0 0 0 0");
	roster(*state, store, HEAD "张三," ID_A ",,,2020-03-01,盗窃罪,\n", "1 0 0 1 0 0 0");
	roster(*state, store, HEAD "张三," ID_A ",,,2024-03-01,抢劫罪,\n", "1 1 0 0 0 0 0");
	assert_int_equal(desk_number(store, "SELECT count(*) FROM main.person", NULL), 1);
	assert_int_equal(desk_number(store, "SELECT count(*) FROM main.period", NULL), 2);
	store_close(store);
}

static void
import__run__upgrades_an_old_number_of_the_same_person(void **state)
{
	struct store *store = desk_new(*state);
	char *id;

	roster(*state, store, HEAD "张三,337021850816257,,,2024-01-05,盗窃罪,\n", "1 1 0 0 0 0 0");
	roster(*state, store, HEAD "张三," ID_A ",,,2024-01-05,盗窃罪,\n", "1 0 1 0 0 0 0");
	roster(*state, store, HEAD "张三,337021850816257,,,2024-01-05,盗窃罪,\n", "1 0 0 1 0 0 0");
	id = desk_text(store, "SELECT id_card FROM main.person", NULL);
	assert_string_equal(id, ID_A);
	free(id);
	store_close(store);
}

static void
import__run__reads_a_code_that_was_open_on_the_date_of_the_paper(void **state)
{
	struct store *store = desk_new(*state);

	roster(*state, store, "姓名,身份证号,释放日期,释放类型\n"
	    "张三," ID_A ",2013-06-01,解除劳教\n李四," ID_B ",2014-06-01,无此种\n",
	    "2 1 0 0 1 0 0");
	reason_has(*state, "释放类型");
	store_close(store);
}

static void
import__run__mends_and_counts_cells(void **state)
{
	struct store *store = desk_new(*state);
	char *text;

	roster(*state, store, "姓名,身份证号,性别,民族,释放日期,备注\n"
	    "张　三, '337021１98508162571 ,男性,汉,45296,'=1+1\n", "1 1 0 0 0 5 0");
	text = desk_text(store, "SELECT name || id_card || sex || nation || released_on || period.remark"
	    " FROM main.person JOIN main.period ON period.person = person.id", NULL);
	assert_string_equal(text, "张三" ID_A "mHA2024-01-05=1+1");
	free(text);
	store_close(store);
}

/* ---- visits ---- */

static void
import__visits__are_known_by_number_or_by_what_they_say(void **state)
{
	struct store *store = desk_new(*state);

	roster(*state, store, HEAD "张三," ID_A ",,,2024-01-05,盗窃罪,\n李四,,,,2024-01-06,盗窃罪,\n",
	    "2 2 0 0 0 0 0");
	visits(*state, store, "走访编号,姓名,身份证号,走访日期,走访内容,五必访情形\n"
	    "Z1,张三," ID_A ",2025-03-01,甲,\nZ2,张三," ID_A ",2025-03-01,乙,思想有波动\n"
	    "Z3,王五," ID_B ",2025-03-01,丙,\nZ4,李四," ID_B ",2025-03-01,丁,\n",
	    "4 3 0 0 1 0 0");
	reason_has(*state, "查无此人");
	assert_int_equal(desk_number(store, "SELECT count(*) FROM main.visit", NULL), 3);
	assert_int_equal(desk_number(store, "SELECT count(*) FROM main.trigger", NULL), 1);
	assert_int_equal(desk_number(store, "SELECT count(*) FROM main.visit_answers", NULL), 1);
	/* without numbers: the same words are the same visit, others are not */
	visits(*state, store, "姓名,身份证号,走访日期,走访内容\n"
	    "张三," ID_A ",2025-04-01,甲\n张三," ID_A ",2025-04-01,乙\n", "2 2 0 0 0 0 0");
	visits(*state, store, "姓名,身份证号,走访日期,走访内容\n"
	    "张三," ID_A ",2025-04-01,甲\n张三," ID_A ",2025-04-02,甲\n", "2 1 0 1 0 0 0");
	store_close(store);
}

static void
import__visits__belong_to_the_release_of_their_time(void **state)
{
	struct store *store = desk_new(*state);

	roster(*state, store, HEAD "张三," ID_A ",,,2015-01-05,盗窃罪,\n张三," ID_A
	    ",,,2024-01-06,盗窃罪,\n", "2 2 0 0 0 0 0");
	visits(*state, store, "姓名,身份证号,走访日期\n张三," ID_A ",2016-04-01\n张三," ID_A
	    ",2025-04-01\n张三," ID_A ",2014-04-01\n", "3 3 0 0 0 0 0");
	assert_int_equal(desk_number(store, "SELECT count(*) FROM main.visit JOIN main.period"
	    " ON period.id = visit.period WHERE period.released_on = '2015-01-05'", NULL), 2);
	store_close(store);
}

/* ---- what is kept of a person ---- */

static void
found(void *arg, const char *text)
{
	(void)arg;
	fail_msg("%s", text);
}

/* A batch settles somebody when the next one comes; he may come again in it. */
static void
import__people_by_turns__leave_nothing_for_check(void **state)
{
	struct store *store = desk_new(*state);
	struct err err = ERR_INIT;
	long n = 0;

	roster(*state, store, "姓名,身份证号,出生日期,户籍地址,释放日期,衔接日期,衔接情况\n"
	    "张三," ID_A ",,,2015-01-05,2015-01-06,已衔接\n李四," ID_B
	    ",,,2024-01-06,2024-01-06,已衔接\n张三," ID_A ",,,2024-03-06,2024-03-06,已衔接\n李四,"
	    ID_B ",,某镇某村,2024-01-06,,\n王五,,1970-01-02,某村,2025-01-06,2025-01-06,已衔接\n",
	    "5 4 1 0 0 0 0");
	visits(*state, store, "姓名,身份证号,走访日期,走访内容,五必访情形\n"
	    "张三," ID_A ",2025-04-01,甲,思想有波动\n李四," ID_B ",2025-03-30,乙,\n"
	    "张三," ID_A ",2025-06-30,丙,\n李四," ID_B ",2025-06-01,丁,思想有波动\n"
	    "王五,,2025-05-01,戊,\n张三," ID_A ",2016-02-01,己,\n", "6 6 0 0 0 0 0");
	assert_int_equal(desk_number(store, "SELECT count(*) FROM main.due"
	    " WHERE rule = 'quarterly_visit' AND due_on = '2025-09-30'", NULL), 3);
	if (!store_check(store, found, NULL, &n, &err))
		fail_msg("%s", err.text);
	assert_int_equal(n, 0);
	store_close(store);
}

/* ---- without writing, and with a break ---- */

static void
import__dry_run__counts_the_same_and_writes_nothing(void **state)
{
	struct import_options options = { .profile = "roster", .dry_run = true,
		.path = desk_sample("office-gb18030.csv"),
		.rejects = place_file(*state, "back.csv") };
	struct store *store = desk_new(*state);
	struct import_result result;
	uint64_t before = place_digest(*state, "store.db");

	desk_import(store, &options, &result);
	assert_string_equal(desk_counts(&result), "171 164 0 1 6 174 6");
	import_result_clear(&result);
	assert_true(place_digest(*state, "store.db") == before);
	options.rejects = NULL;
	desk_import(store, &options, &result);
	assert_null(result.rejects);
	import_result_clear(&result);
	store_close(store);
}

static bool
stop_after_first(void *arg, long done, long all)
{
	assert_true(done <= all);
	return done == 0;
}

static void
import__run__goes_on_behind_a_break_and_counts_the_whole_file(void **state)
{
	struct import_options options = { .profile = "roster",
		.path = desk_sample("office-gb18030.csv"),
		.rejects = place_file(*state, "back.csv"), .progress = stop_after_first };
	struct store *store = desk_new(*state);
	struct import_result result;
	struct err err = ERR_INIT;
	char *whole, *broken;
	int breaks = 0;

	desk_import(store, &(struct import_options){ .profile = "roster",
	    .path = options.path, .rejects = place_file(*state, "whole.csv"),
	    .dry_run = true }, &result);
	import_result_clear(&result);
	while (!import_run(store, &options, &result, &err)) {
		assert_int_equal(err.kind, ERR_INTERRUPTED);
		assert_int_not_equal(access(options.rejects, F_OK), 0);
		if (breaks++ > 20)
			options.progress = NULL;
	}
	assert_true(breaks > 1);
	assert_true(result.resumed > 0);
	assert_string_equal(desk_counts(&result), "171 164 0 1 6 174 6");
	import_result_clear(&result);
	whole = rejects(*state);
	place_write(*state, "back.csv", "", 0);
	assert_int_equal(rename(place_file(*state, "whole.csv"), options.rejects), 0);
	broken = rejects(*state);
	assert_string_equal(whole, broken);
	free(whole);
	free(broken);
	assert_int_equal(desk_number(store, "SELECT count(*) FROM main.import_reject", NULL), 0);
	store_close(store);
}

/* Once, when the first batch is in: another window imports the same file. */
static bool
overtake(void *arg, long done, long all)
{
	struct place **place = arg;
	struct import_options options = { .profile = "roster",
		.path = desk_sample("office-gb18030.csv") };
	struct import_result result;
	struct store *store;

	assert_true(done <= all);
	if (done == 0 || *place == NULL)
		return true;
	options.rejects = place_file(*place, "theirs.csv");
	store = desk_open(*place);
	*place = NULL;
	desk_import(store, &options, &result);
	assert_string_equal(desk_counts(&result), "171 164 0 1 6 174 6");
	import_result_clear(&result);
	store_close(store);
	return true;
}

static void
import__run__stops_when_another_window_goes_on_with_the_file(void **state)
{
	struct place *place = *state;
	struct import_options options = { .profile = "roster",
		.path = desk_sample("office-gb18030.csv"),
		.rejects = place_file(*state, "back.csv"), .progress = overtake, .arg = &place };
	struct store *store = desk_new(*state);
	struct import_result result;
	struct err err = ERR_INIT;

	assert_false(import_run(store, &options, &result, &err));
	assert_null(place);
	assert_int_equal(err.kind, ERR_INTERRUPTED);
	assert_non_null(strstr(err.text, "另一个窗口正在导入同一个文件"));
	assert_non_null(strstr(err.text, "请等它结束后再导入一次"));
	import_result_clear(&result);
	assert_int_equal(desk_number(store, "SELECT count(*) FROM main.person", NULL),
	    desk_number(store, "SELECT count(DISTINCT name || id_card) FROM main.person", NULL) +
	    desk_number(store, "SELECT count(*) FROM main.person WHERE id_card IS NULL", NULL));
	store_close(store);
}

static void
import__run__refuses_a_rejects_file_that_is_there(void **state)
{
	struct import_options options = { .profile = "roster",
		.path = desk_sample("office-gb18030.csv"),
		.rejects = place_file(*state, "back.csv") };
	struct store *store = desk_new(*state);
	struct import_result result;
	struct err err = ERR_INIT;

	place_write(*state, "back.csv", "mine", 4);
	assert_false(import_run(store, &options, &result, &err));
	assert_int_equal(err.kind, ERR_EXISTS);
	assert_int_equal(desk_number(store, "SELECT count(*) FROM main.person", NULL), 0);
	store_close(store);
}

static void
import__prepare__finds_every_profile_in_order(void **state)
{
	struct store *store = desk_new(*state);
	struct err err = ERR_INIT;

	if (!import_prepare(store, &err))
		fail_msg("%s", err.text);
	store_close(store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(import__run__refuses_what_it_cannot_read_and_says_where),
		PLACE_TEST(import__run__names_an_encoding_that_does_not_fit),
		PLACE_TEST(import__run__keeps_what_is_there_and_tells_what_differs),
		PLACE_TEST(import__run__takes_a_corrected_rejects_file_again),
		PLACE_TEST(import__run__writes_a_rejects_file_with_a_head_even_when_all_is_taken),
		PLACE_TEST(import__run__passes_over_no_row_that_names_somebody),
		PLACE_TEST(import__run__loses_no_cell_beyond_the_heads),
		PLACE_TEST(import__run__takes_a_doubtful_number_only_when_told),
		PLACE_TEST(import__run__knows_somebody_by_name_birth_and_village),
		PLACE_TEST(import__run__tells_a_second_release_from_a_corrected_date),
		PLACE_TEST(import__run__upgrades_an_old_number_of_the_same_person),
		PLACE_TEST(import__run__reads_a_code_that_was_open_on_the_date_of_the_paper),
		PLACE_TEST(import__run__mends_and_counts_cells),
		PLACE_TEST(import__visits__are_known_by_number_or_by_what_they_say),
		PLACE_TEST(import__visits__belong_to_the_release_of_their_time),
		PLACE_TEST(import__people_by_turns__leave_nothing_for_check),
		PLACE_TEST(import__dry_run__counts_the_same_and_writes_nothing),
		PLACE_TEST(import__run__goes_on_behind_a_break_and_counts_the_whole_file),
		PLACE_TEST(import__run__stops_when_another_window_goes_on_with_the_file),
		PLACE_TEST(import__run__refuses_a_rejects_file_that_is_there),
		PLACE_TEST(import__prepare__finds_every_profile_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
