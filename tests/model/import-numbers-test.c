/*
 * tests/model/import-numbers-test.c: numbers of other systems in files
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

/* A number that belongs to nobody. */
#define HEAD "姓名,身份证号,释放日期,文化程度,安置方式,是否累惯犯,婚姻状况,有无低保救助\n"
#define WHO "试验甲,337021198508162571,2025-05-06,"

static void
keep(void *arg, const struct import_reject *reject)
{
	char **reason = arg;

	*reason = mem_text(reject->reason);
}

/* One row by a profile: *reason is the caller's, NULL when it was taken. */
static void
take(struct place *place, struct store *store, const char *profile, const char *cells,
    char **reason)
{
	struct import_options options = { .profile = profile, .force = true,
		.path = place_file(place, "list.csv"), .reject = keep, .arg = reason,
		.rejects = place_file(place, "back.csv") };
	struct import_result result;
	struct err err = ERR_INIT;
	char *text = mem_printf("%s%s%s\n", HEAD, WHO, cells);

	place_write(place, "list.csv", text, strlen(text));
	*reason = NULL;
	if (!import_run(store, &options, &result, &err))
		fail_msg("%s", err.text);
	import_result_clear(&result);
	free(text);
}

/* The value that the blank of the only period has; "" when none. */
static void
holds(struct store *store, const char *blank, const char *expected)
{
	char *sql = mem_printf("SELECT coalesce(\"%s\", '') FROM main.period", blank);
	char *value = desk_text(store, sql, NULL);

	assert_string_equal(value, expected);
	free(value);
	free(sql);
}

static void
taken(struct place *place, const char *profile, const char *cells, const char *blank,
    const char *expected)
{
	struct store *store = desk_new(place);
	char *reason;

	take(place, store, profile, cells, &reason);
	if (reason != NULL)
		fail_msg("%s: %s", cells, reason);
	holds(store, blank, expected);
	store_close(store);
	remove(place_file(place, "store.db"));
}

static void
refused(struct place *place, const char *profile, const char *cells, const char *why)
{
	struct store *store = desk_new(place);
	char *reason;

	take(place, store, profile, cells, &reason);
	if (reason == NULL)
		fail_msg("%s was taken", cells);
	if (strstr(reason, why) == NULL)
		fail_msg("%s", reason);
	free(reason);
	store_close(store);
	remove(place_file(place, "store.db"));
}

static void
import__settle_way__the_same_number_by_whose_it_is(void **state)
{
	taken(*state, "roster_mz", ",03,,,", "settle_way", "startup");
	taken(*state, "roster_gb", ",03,,,", "settle_way", "base_firm");
	taken(*state, "roster_mz", ",5,,,", "settle_way", "enterprise");	/* 05 in a spreadsheet */
	taken(*state, "roster_gb", ",5,,,", "settle_way", "trade");
	taken(*state, "roster_gb", ",07,,,", "settle_way", "startup");
	/* 07 is nothing on the platform, whatever the other set says. */
	refused(*state, "roster_mz", ",07,,,", "没有“07”这个编号（按司法行政平台编码）");
	/* Words are the same in both. */
	taken(*state, "roster_gb", ",自主创业,,,", "settle_way", "startup");
}

static void
import__bare_number__only_where_all_agree(void **state)
{
	refused(*state, "roster", ",03,,,", "司法行政平台编码是“自主创业”");
	refused(*state, "roster", ",03,,,", "国家标准编码是“企业认证基地”");
	taken(*state, "roster", ",01,,,", "settle_way", "land");
	taken(*state, "roster", ",02,,,", "settle_way", "public_job");
	/* Not the third place of our own list. */
	refused(*state, "roster", ",14,,,", "没有“14”");
	taken(*state, "roster", "初中,,,,", "education", "junior");
	taken(*state, "roster", "03,,,,", "education", "junior");
	refused(*state, "roster", "06,,,,", "几套编码里意思不同");	/* 本科, or 其他 */
	taken(*state, "roster_mz", "06,,,,", "education", "other");
	taken(*state, "roster_gb", "71,,,,", "education", "junior");
	taken(*state, "roster", ",,,03,", "marriage", "divorced");	/* our own spelling */
	refused(*state, "roster_gb", ",,,03,", "没有“03”这个编号（按国家标准编码）");
	taken(*state, "roster_gb", ",,,40,", "marriage", "divorced");
}

static void
import__initials__are_no_words_of_a_file(void **state)
{
	refused(*state, "roster", ",zzcy,,,", "没有“zzcy”这一项");
}

static void
import__yesno__both_sets_of_the_platform(void **state)
{
	taken(*state, "roster_mz", ",,,,01", "on_relief", "1");
	taken(*state, "roster_mz", ",,,,02", "on_relief", "0");
	taken(*state, "roster", ",,,,1", "on_relief", "1");
	taken(*state, "roster", ",,,,0", "on_relief", "0");
	refused(*state, "roster", ",,,,7", "是 或 否");
}

/* What the report of the standard writes is what its profile reads. */
static void
import__gb31000__its_own_columns(void **state)
{
	static const char text[] =
	    "姓名,公民身份号码,是否累犯,原罪名,原判刑期,服刑场所,释放日期,危险性评估类型,"
	    "衔接日期,衔接情况,安置日期,安置情况,帮教情况,是否重新犯罪\n"
	    "试验甲,337021198508162571,02,05,三年,省第一监狱,2025-05-06,01,"
	    "2025-05-06,06,2025-06-01,07,帮教,否\n";
	static const struct { const char *sql, *value; } row[] = {
		{ "SELECT recidivist FROM main.period", "recidivist" },
		{ "SELECT offence_class FROM main.period", "property" },
		{ "SELECT coalesce(offence, '') FROM main.period", "" },
		{ "SELECT category FROM main.period", "key" },
		{ "SELECT settle_way FROM main.period", "startup" },
		{ "SELECT aided FROM main.period", "yes" },
		{ "SELECT reoffended FROM main.period", "0" },
		{ "SELECT way FROM main.intake", "alone" },
		{ "SELECT code_in('settle_way', settle_way, 'gb') FROM main.period", "07" },
	};
	struct import_options options = { .profile = "roster_gb",
		.path = place_file(*state, "list.csv") };
	struct import_result result;
	struct store *store = desk_new(*state);
	char *value;
	size_t i;

	place_write(*state, "list.csv", text, strlen(text));
	desk_import(store, &options, &result);
	assert_int_equal(result.created, 1);
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		value = desk_text(store, row[i].sql, NULL);
		assert_string_equal(value, row[i].value);
		free(value);
	}
	import_result_clear(&result);
	store_close(store);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, place_setup, place_teardown)
	const struct CMUnitTest tests[] = {
		TEST(import__settle_way__the_same_number_by_whose_it_is),
		TEST(import__bare_number__only_where_all_agree),
		TEST(import__initials__are_no_words_of_a_file),
		TEST(import__gb31000__its_own_columns),
		TEST(import__yesno__both_sets_of_the_platform),
	};

	return cmocka_run_group_tests_name("model/import-numbers", tests, NULL, NULL);
}
