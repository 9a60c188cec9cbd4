/*
 * tests/model/compare-test.c: whom only we have, whom only they, and what differs
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

#include "base/mem.h"
#include "model/compare.h"
#include "tests/model/desk-import.h"

/* Numbers that belong to nobody; the last but for its last figure. */
#define ID_A "337021198508162571"
#define ID_A15 "337021850816257"
#define ID_B "337021196204022132"
#define ID_C "337021197001011016"
#define ID_D "337021197102022021"
#define ID_E "337021198003033037"
#define ID_WRONG "337021198508162572"
#define HEAD "姓名,身份证号,释放日期,村居,罪名,联系电话,婚姻状况\n"

/* The rows of the tables that say what came out, each a line. */
static const char rows_sql[] =
    "SELECT group_concat(t, '\n') FROM (SELECT c.class || coalesce('.' || c.kind, '')"
    " || ' ' || coalesce(c.line, '-') || ' ' || coalesce(c.name, '')"
    " || coalesce(' ' || c.day, '') AS t FROM temp.compared AS c ORDER BY c.seq)";
static const char blanks_sql[] =
    "SELECT coalesce(group_concat(t, '\n'), '') FROM (SELECT b.blank || ' ' || b.kind"
    " || ' ' || coalesce(b.ours, '-') || ' ' || b.theirs AS t"
    " FROM temp.compared_blank AS b ORDER BY b.seq, b.nth)";
static const char why_sql[] =
    "SELECT coalesce(group_concat(t, '\n'), '') FROM (SELECT c.why AS t"
    " FROM temp.compared AS c WHERE c.why IS NOT NULL ORDER BY c.seq)";

static void
fill(struct place *place, struct store *store, const char *text)
{
	struct import_options options = { .profile = "roster", .force = true,
		.path = place_file(place, "ours.csv"), .accept_doubtful = true,
		.rejects = place_file(place, "back.csv") };
	struct import_result result;

	place_write(place, "ours.csv", text, strlen(text));
	desk_import(store, &options, &result);
	assert_int_equal(result.rejected, 0);
	import_result_clear(&result);
}

static bool
run(struct place *place, struct store *store, const char *profile, const char *text,
    const char *every, struct compare_result *result, struct err *err)
{
	struct import_options import = { .profile = profile,
		.path = place_file(place, "theirs.csv") };
	struct compare_value value[] = { { "to", "2025-07-01", false },
		{ "every", every, true } };
	struct compare_options options = { .import = &import, .value = value,
		.count = strcmp(profile, "roster") == 0 ? 2 : 0 };

	place_write(place, "theirs.csv", text, strlen(text));
	options.report = compare_report(store_catalog(store), profile, err);
	memset(result, 0, sizeof(*result));
	return options.report != NULL && compare_run(store, &options, result, err);
}

/* 读入 我方 | 一致 不一致(空缺) 他有 我有 无法 我方无法; both sides must add up. */
static void
compared(struct place *place, struct store *store, const char *text, const char *every,
    const char *counts)
{
	struct compare_result r;
	struct err err = ERR_INIT;
	char got[200];

	if (!run(place, store, "roster", text, every, &r, &err))
		fail_msg("%s", err.text);
	snprintf(got, sizeof(got), "%ld %ld | %ld %ld(%ld) %ld %ld %ld %ld", r.read,
	    r.ours, r.same, r.differing, r.missing, r.theirs_only, r.ours_only,
	    r.unclear, r.unclear_ours);
	assert_string_equal(got, counts);
	assert_int_equal(r.read, r.same + r.differing + r.theirs_only + r.unclear);
	assert_int_equal(r.ours, r.same + r.differing + r.ours_only + r.unclear_ours);
	compare_result_clear(&r);
}

static void
is(struct store *store, const char *sql, const char *wanted)
{
	char *got = desk_text(store, sql, NULL);

	assert_string_equal(got, wanted);
	free(got);
}

static void
says(struct store *store, const char *word)
{
	char *got = desk_text(store, why_sql, NULL);

	if (strstr(got, word) == NULL)
		fail_msg("“%s” is not in: %s", word, got);
	free(got);
}

/* ---- classes ---- */

static void
compare__run__puts_every_row_and_period_into_one_class(void **state)
{
	struct store *store = desk_new(*state);

	fill(*state, store, HEAD "甲一," ID_A ",2024-01-05,东村,盗窃罪,14000000001,未婚\n"
	    "乙二," ID_B ",2024-02-05,东村,诈骗罪,14000000002,\n"
	    "丙三," ID_C ",2024-03-05,西村,盗窃罪,,已婚\n");
	compared(*state, store, HEAD "甲一," ID_A ",2024-01-05,东村,盗窃罪,14000000001,未婚\n"
	    "乙二," ID_B ",2024-02-06,东村,诈骗罪,14000000003,已婚\n"
	    "丁四," ID_D ",2024-05-05,西村,盗窃罪,,\n"
	    "戊五,3.30702E+17,2024-05-05,西村,盗窃罪,,\n合计,4人,,,,,\n", NULL,
	    "4 3 | 1 1(0) 1 1 1 0");
	is(store, rows_sql, "same 2 甲一 2024-01-05\ndiffers 3 乙二 2024-02-06\n"
	    "theirs 4 丁四 2024-05-05\nunclear.unread 5 戊五 2024-05-05\n"
	    "ours - 丙三 2024-03-05");
	is(store, blanks_sql, "释放日期 differs 2024-02-05 2024-02-06\n"
	    "手机号 differs 14000000002 14000000003\n婚姻状况 missing - 已婚");
	says(store, "科学记数");
	store_close(store);
}

static void
compare__run__says_in_which_blank_only_ours_is_empty(void **state)
{
	struct store *store = desk_new(*state);

	fill(*state, store, HEAD "甲一," ID_A ",2024-01-05,东村,,,\n");
	compared(*state, store, HEAD "甲一," ID_A ",2024-01-05,东村,盗窃罪,,未婚\n", NULL,
	    "1 1 | 0 1(1) 0 0 0 0");
	is(store, blanks_sql, "婚姻状况 missing - 未婚\n罪名 missing - 盗窃罪");
	/* what is only copied from lists is none of ours */
	compared(*state, store, "姓名,身份证号,释放日期,村居,帮教截止日期\n甲一," ID_A
	    ",2024-01-05,东村,2029-01-05\n", NULL, "1 1 | 1 0(0) 0 0 0 0");
	/* what they leave empty is no difference */
	compared(*state, store, "姓名,身份证号,释放日期,村居\n甲一," ID_A ",2024-01-05,\n",
	    NULL, "1 1 | 1 0(0) 0 0 0 0");
	store_close(store);
}

static void
compare__run__looks_at_what_is_meant_and_not_how_it_is_spelt(void **state)
{
	struct store *store = desk_new(*state);

	fill(*state, store, HEAD "甲一," ID_A ",2024-01-05,东村,盗窃罪、抢劫罪,0571-14000001、14000000002,未婚\n"
	    "艾合麦提·吐尔逊," ID_B ",2024-02-05,西村,诈骗罪,14000000003,已婚\n");
	compared(*state, store, HEAD " 甲　一 ,'" ID_A ",2024年1月5日,东 村,抢劫，盗窃,14000000002/057114000001,01\n"
	    "艾合麦提•吐尔逊,３３７０２１１９６２０４０２２１３２,45327,西村,诈骗,1400 0000 003,已婚\n",
	    NULL, "2 2 | 2 0(0) 0 0 0 0");
	is(store, blanks_sql, "");
	store_close(store);
}

static void
compare__run__shows_what_they_wrote_and_nobody_can_read(void **state)
{
	struct store *store = desk_new(*state);

	fill(*state, store, HEAD "甲一," ID_A ",2024-01-05,东村,盗窃罪,,未婚\n");
	compared(*state, store, HEAD "甲一," ID_A ",2024-01-05,东村,盗窃罪,,单着\n", NULL,
	    "1 1 | 0 1(0) 0 0 0 0");
	is(store, blanks_sql, "婚姻状况 unread 未婚 单着");
	store_close(store);
}

/* ---- who it is ---- */

static void
compare__run__knows_an_id_number_of_15_digits(void **state)
{
	struct store *store = desk_new(*state);

	fill(*state, store, HEAD "甲一," ID_A15 ",2024-01-05,东村,盗窃罪,,\n"
	    "乙二," ID_B ",2024-02-05,东村,盗窃罪,,\n");
	compared(*state, store, HEAD "甲一," ID_A ",2024-01-05,东村,盗窃罪,,\n"
	    "乙二,337021620402213,2024-02-05,东村,盗窃罪,,\n", NULL,
	    "2 2 | 2 0(0) 0 0 0 0");
	store_close(store);
}

static void
compare__run__keeps_two_releases_of_one_person_apart(void **state)
{
	struct store *store = desk_new(*state);

	fill(*state, store, HEAD "甲一," ID_A ",2019-01-05,东村,盗窃罪,,\n"
	    "甲一," ID_A ",2024-01-05,东村,诈骗罪,,\n"
	    "乙二," ID_B ",2024-02-05,东村,盗窃罪,,\n");
	compared(*state, store, HEAD "甲一," ID_A ",2024-01-05,东村,诈骗罪,,\n"
	    "甲一," ID_A ",2019-01-05,东村,盗窃罪,,\n"
	    "乙二," ID_B ",2022-02-05,东村,盗窃罪,,\n", NULL, "3 3 | 2 0(0) 1 1 0 0");
	is(store, rows_sql, "same 2 甲一 2024-01-05\nsame 3 甲一 2019-01-05\n"
	    "theirs.release 4 乙二 2022-02-05\nours - 乙二 2024-02-05");
	says(store, "本所没有他这一次释放，登记的是 2024-02-05");
	says(store, "名单第 4 行有此人，日期是 2022-02-05");
	store_close(store);
}

static void
compare__run__takes_only_those_in_aid_unless_all_are_asked_for(void **state)
{
	struct store *store = desk_new(*state);

	fill(*state, store, "姓名,身份证号,释放日期,村居\n甲一," ID_A ",2024-01-05,东村\n"
	    "乙二," ID_B ",2018-02-05,东村\n丙三," ID_C ",2026-01-01,东村\n");
	assert_true(db_exec(store_db(store), "UPDATE main.period SET ended_on ="
	    " '2023-02-05' WHERE released_on = '2018-02-05'", NULL));
	compared(*state, store, "姓名,身份证号,释放日期\n乙二," ID_B ",2018-02-05\n", NULL,
	    "1 1 | 0 0(0) 1 1 0 0");
	is(store, rows_sql, "theirs.outside 2 乙二 2018-02-05\nours - 甲一 2024-01-05");
	says(store, "2023-02-05，不在这次范围");
	compared(*state, store, "姓名,身份证号,释放日期\n乙二," ID_B ",2018-02-05\n", "1",
	    "1 3 | 1 0(0) 0 2 0 0");
	store_close(store);
}

static void
compare__run__takes_nobody_for_another_of_his_name(void **state)
{
	struct store *store = desk_new(*state);

	fill(*state, store, HEAD "甲一," ID_A ",2024-01-05,东村,盗窃罪,,\n"
	    "甲一," ID_B ",2024-02-05,西村,盗窃罪,,\n");
	compared(*state, store, HEAD "甲一," ID_B ",2024-02-05,西村,盗窃罪,,\n"
	    "甲一," ID_C ",2024-03-05,北村,盗窃罪,,\n", NULL, "2 2 | 1 0(0) 1 1 0 0");
	is(store, rows_sql, "same 2 甲一 2024-02-05\ntheirs 3 甲一 2024-03-05\n"
	    "ours - 甲一 2024-01-05");
	says(store, "本所有同名的：A000001");
	says(store, "名单有同名的：第 3 行");
	store_close(store);
}

/* A row that may be one of ours makes neither of them missing. */
static void
compare__run__sets_aside_both_sides_of_a_doubt(void **state)
{
	struct store *store = desk_new(*state);

	fill(*state, store, "姓名,身份证号,出生日期,释放日期,村居\n"
	    "甲一," ID_A ",1985-08-16,2024-01-05,东村\n"
	    "乙二," ID_B ",1962-04-02,2024-02-05,东村\n"
	    "丙三," ID_C ",1970-01-01,2024-03-05,东村\n");
	/* the ID number of one with the name of another; a damaged number */
	compared(*state, store, "姓名,身份证号,出生日期,释放日期,村居\n"
	    "丁四," ID_A ",1985-08-16,2024-01-05,东村\n"
	    "乙二,33702119620402,1962-04-02,2024-02-05,东村\n", NULL,
	    "2 3 | 0 0(0) 0 1 2 2");
	is(store, rows_sql, "unclear.doubt 2 丁四 2024-01-05\nunclear.unread 3 乙二 2024-02-05\n"
	    "unclear.ours - 甲一 2024-01-05\nunclear.ours - 乙二 2024-02-05\n"
	    "ours - 丙三 2024-03-05");
	says(store, "A000001 相同而姓名不同");
	says(store, "可能是名单第 3 行的人");
	store_close(store);
}

static void
compare__run__counts_a_row_that_stands_twice_once(void **state)
{
	struct store *store = desk_new(*state);

	fill(*state, store, "姓名,身份证号,释放日期,村居\n甲一," ID_A ",2024-01-05,东村\n");
	compared(*state, store, "姓名,身份证号,释放日期,村居\n甲一," ID_A ",2024-01-05,东村\n"
	    "甲一," ID_A ",2024-01-05,东村\n", NULL, "2 1 | 1 0(0) 0 0 1 0");
	says(store, "与名单第 2 行是同一人");
	store_close(store);
}

static void
compare__run__takes_people_of_a_false_identity_as_they_are(void **state)
{
	struct store *store = desk_new(*state);

	fill(*state, store, "姓名,身份证号,出生日期,释放日期,村居\n"
	    "甲一," ID_WRONG ",1985-08-16,2024-01-05,东村\n"
	    "无名氏,,1970-01-01,2024-02-05,西村\n");
	compared(*state, store, "姓名,身份证号,出生日期,释放日期,村居\n"
	    "甲一," ID_WRONG ",1985-08-16,2024-01-05,东村\n"
	    "无名氏,,1970-01-01,2024-02-05,西村\n"
	    "乙二,337021196204022131,1962-04-02,2024-02-05,东村\n", NULL,
	    "3 2 | 2 0(0) 1 0 0 0");
	says(store, "校验码不符");
	store_close(store);
}

/* ---- the ends of it ---- */

static void
compare__run__works_on_an_empty_register_and_an_empty_list(void **state)
{
	struct store *store = desk_new(*state);
	struct compare_result result;
	struct err err = ERR_INIT;

	compared(*state, store, HEAD "甲一," ID_A ",2024-01-05,东村,盗窃罪,,\n", NULL,
	    "1 0 | 0 0(0) 1 0 0 0");
	compared(*state, store, HEAD, NULL, "0 0 | 0 0(0) 0 0 0 0");
	fill(*state, store, HEAD "甲一," ID_A ",2024-01-05,东村,盗窃罪,,\n");
	compared(*state, store, HEAD, NULL, "0 1 | 0 0(0) 0 1 0 0");
	assert_false(run(*state, store, "roster", "", NULL, &result, &err));
	assert_non_null(strstr(err.text, "0 字节"));
	assert_false(compare_ready(store, compare_report(store_catalog(store), "roster",
	    NULL), &err));
	store_close(store);
}

static void
compare__run__refuses_what_is_no_list_of_people(void **state)
{
	struct store *store = desk_new(*state);
	struct compare_result result;
	struct err err = ERR_INIT;

	assert_false(run(*state, store, "visits", HEAD, NULL, &result, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_non_null(strstr(err.text, "走访台账"));
	assert_non_null(strstr(err.text, "roster"));
	err_clear(&err);
	assert_false(run(*state, store, "offices", HEAD, NULL, &result, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	err_clear(&err);
	assert_false(run(*state, store, "no-such", HEAD, NULL, &result, &err));
	assert_int_equal(err.kind, ERR_MISSING);
	store_close(store);
}

static void
compare__run__writes_nothing_and_works_on_a_read_only_store(void **state)
{
	struct store_options options = { .path = place_file(*state, "store.db"),
		.user = "zhang", .read_only = true };
	struct store *store = desk_new(*state);
	struct err err = ERR_INIT;
	uint64_t before;

	fill(*state, store, HEAD "甲一," ID_A ",2024-01-05,东村,盗窃罪,,\n");
	before = place_digest(*state, "store.db");
	compared(*state, store, HEAD "甲一," ID_A ",2024-01-06,东村,,,\n", NULL,
	    "1 1 | 0 1(0) 0 0 0 0");
	assert_true(before == place_digest(*state, "store.db"));
	store_close(store);
	assert_int_equal(chmod(options.path, 0400), 0);
	store = store_open(&options, &err);
	if (store == NULL)
		fail_msg("%s", err.text);
	compared(*state, store, HEAD "甲一," ID_A ",2024-01-06,东村,,,\n", NULL,
	    "1 1 | 0 1(0) 0 0 0 0");
	store_close(store);
	assert_true(before == place_digest(*state, "store.db"));
}

static bool
stop(void *arg, long done, long all)
{
	return done < 1;
}

static void
compare__run__stops_when_it_is_told_and_leaves_nothing_ready(void **state)
{
	struct store *store = desk_new(*state);
	struct import_options import = { .profile = "roster", .progress = stop,
		.path = place_file(*state, "theirs.csv") };
	struct compare_options options = { .import = &import };
	struct compare_result result;
	struct err err = ERR_INIT;
	const char text[] = HEAD "甲一," ID_A ",2024-01-05,东村,盗窃罪,,\n";

	compared(*state, store, text, NULL, "1 0 | 0 0(0) 1 0 0 0");
	options.report = compare_report(store_catalog(store), "roster", &err);
	assert_true(compare_ready(store, options.report, &err));
	assert_false(compare_run(store, &options, &result, &err));
	assert_int_equal(err.kind, ERR_INTERRUPTED);
	assert_false(compare_ready(store, options.report, &err));
	assert_false(db_in_transaction(store_db(store)));
	store_close(store);
}

/* A prison's list is of those between its first and its last day. */
static void
compare__run__takes_the_span_of_a_prisons_list(void **state)
{
	struct store *store = desk_new(*state);
	struct compare_result result;
	struct err err = ERR_INIT;

	fill(*state, store, "姓名,身份证号,释放日期,村居\n甲一," ID_A ",2025-08-01,东村\n"
	    "乙二," ID_B ",2025-08-15,东村\n丙三," ID_C ",2025-10-01,东村\n");
	if (!run(*state, store, "prerelease", "姓名,证件号码,刑满日期\n"
	    "甲一," ID_A ",2025-08-01\n丁四," ID_D ",2025-08-31\n", NULL, &result, &err))
		fail_msg("%s", err.text);
	assert_int_equal(result.ours, 2);
	assert_int_equal(result.ours_only, 1);
	is(store, rows_sql, "same 2 甲一 2025-08-01\ntheirs 3 丁四 2025-08-31\n"
	    "ours - 乙二 2025-08-15");
	compare_result_clear(&result);
	store_close(store);
}

static void
compare__run__hides_numbers_and_says_where_the_hidden_part_differs(void **state)
{
	struct store *store = desk_new(*state);

	fill(*state, store, HEAD "甲一," ID_A ",2024-01-05,东村,盗窃罪,14000000001,\n");
	compared(*state, store, HEAD "甲一," ID_A ",2024-01-05,东村,盗窃罪,14011110001,\n",
	    NULL, "1 1 | 0 1(0) 0 0 0 0");
	is(store, "SELECT id_card_masked FROM temp.compared", "337021********2571");
	is(store, "SELECT ours_masked || ' ' || theirs_masked FROM temp.compared_blank",
	    "140****0001 140****0001（遮住的几位不同）");
	store_close(store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(compare__run__puts_every_row_and_period_into_one_class),
		PLACE_TEST(compare__run__says_in_which_blank_only_ours_is_empty),
		PLACE_TEST(compare__run__looks_at_what_is_meant_and_not_how_it_is_spelt),
		PLACE_TEST(compare__run__shows_what_they_wrote_and_nobody_can_read),
		PLACE_TEST(compare__run__knows_an_id_number_of_15_digits),
		PLACE_TEST(compare__run__keeps_two_releases_of_one_person_apart),
		PLACE_TEST(compare__run__takes_only_those_in_aid_unless_all_are_asked_for),
		PLACE_TEST(compare__run__takes_nobody_for_another_of_his_name),
		PLACE_TEST(compare__run__sets_aside_both_sides_of_a_doubt),
		PLACE_TEST(compare__run__counts_a_row_that_stands_twice_once),
		PLACE_TEST(compare__run__takes_people_of_a_false_identity_as_they_are),
		PLACE_TEST(compare__run__works_on_an_empty_register_and_an_empty_list),
		PLACE_TEST(compare__run__refuses_what_is_no_list_of_people),
		PLACE_TEST(compare__run__writes_nothing_and_works_on_a_read_only_store),
		PLACE_TEST(compare__run__stops_when_it_is_told_and_leaves_nothing_ready),
		PLACE_TEST(compare__run__takes_the_span_of_a_prisons_list),
		PLACE_TEST(compare__run__hides_numbers_and_says_where_the_hidden_part_differs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
