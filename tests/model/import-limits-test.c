/*
 * tests/model/import-limits-test.c: lists from elsewhere, and files that are none
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
#include "tests/model/desk-import.h"

#define HEADS "姓名,身份证号,释放日期,村居\n"
#define ROW "陳文華,,2025-03-01,下田村\n"

static void
expect(struct store *store, const char *profile, const char *path,
    const char *encoding, const char *counts)
{
	struct import_options options = { .profile = profile, .path = path,
		.encoding = encoding };
	struct import_result result;

	desk_import(store, &options, &result);
	assert_string_equal(desk_counts(&result), counts);
	import_result_clear(&result);
}

static void
expect_refusal(struct store *store, const char *path, const char *words)
{
	struct import_options options = { .profile = "roster", .path = path };
	struct import_result result;
	struct err err = ERR_INIT;

	assert_false(import_run(store, &options, &result, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	if (strstr(err.text, words) == NULL)
		fail_msg("wanted %s in: %s", words, err.text);
	assert_int_equal(desk_number(store, "SELECT (SELECT count(*) FROM main.import)"
	    " + (SELECT count(*) FROM main.person)", NULL), 0);
	import_result_clear(&result);
}

/* The text in another encoding, behind these bytes. */
static const char *
write_as(struct place *place, const char *encoding, const char *mark,
    const char *text)
{
	struct buf out = BUF_INIT;
	struct charset *cs = charset_open(encoding, "utf-8", NULL);
	size_t bad;

	assert_non_null(cs);
	buf_add(&out, mark);
	assert_true(charset_convert(cs, text, strlen(text), true, &out, &bad));
	charset_close(cs);
	place_write(place, "list.csv", buf_str(&out), out.len);
	buf_clear(&out);
	return place_file(place, "list.csv");
}

static void
import_limits__big5__is_read_when_told(void **state)
{
	struct store *store = desk_new(*state);
	const char *path = write_as(*state, "big5", "",
	    "姓名,出生日期,釋放日期,村居\n陳文華,1980-01-02,2025-03-01,下田村\n");

	expect_refusal(store, path, "表头");
	expect(store, "roster", path, "big5", "1 1 0 0 0 0 0");
	assert_int_equal(desk_number(store, "SELECT count(*) FROM main.person"
	    " WHERE name = ?1", "陳文華", NULL), 1);
	store_close(store);
}

static void
import_limits__utf_16__is_read_with_a_mark_and_without(void **state)
{
	struct store *store = desk_new(*state);

	expect(store, "roster", write_as(*state, "utf-16le", "\xFF\xFE", HEADS ROW),
	    NULL, "1 1 0 0 0 0 0");
	expect(store, "roster", write_as(*state, "utf-16be", "\xFE\xFF", HEADS ROW),
	    NULL, "1 0 0 1 0 0 0");
	expect(store, "roster", write_as(*state, "utf-16le", "", HEADS ROW),
	    NULL, "1 0 0 1 0 0 0");
	expect(store, "roster", write_as(*state, "utf-16be", "", HEADS ROW),
	    NULL, "1 0 0 1 0 0 0");
	expect(store, "roster", write_as(*state, "utf-16le", "", HEADS ROW),
	    "utf-16le", "1 0 0 1 0 0 0");
	store_close(store);
}

static void
import_limits__empty_rows__are_refused_by_the_million(void **state)
{
	struct store *store = desk_new(*state);
	struct buf text = BUF_INIT;

	buf_add(&text, HEADS ROW);
	buf_fill(&text, '\n', 10000000);
	place_write(*state, "list.csv", text.text, text.len);
	expect_refusal(store, place_file(*state, "list.csv"), "空行");
	buf_cut(&text, 0);
	buf_fill(&text, '\n', 10000000);
	place_write(*state, "list.csv", text.text, text.len);
	expect_refusal(store, place_file(*state, "list.csv"), "表头");
	place_write(*state, "list.csv", "", 0);
	expect_refusal(store, place_file(*state, "list.csv"), "0 字节");
	buf_clear(&text);
	store_close(store);
}

static void
import_limits__a_cell_of_100_megabytes__is_refused(void **state)
{
	struct store *store = desk_new(*state);
	struct buf text = BUF_INIT;

	buf_add(&text, HEADS ROW "李四,,2025-03-01,");
	buf_fill(&text, 'x', 100u << 20);
	place_write(*state, "list.csv", text.text, text.len);
	expect_refusal(store, place_file(*state, "list.csv"), "第 3 行");
	buf_clear(&text);
	store_close(store);
}

static void
import_limits__prerelease__takes_dates_to_come(void **state)
{
	static const char list[] = "姓名\t证件号码\t刑满日期\t服刑监狱\t户籍所在地\n"
	    "李文\t\t2025-07-20\t第二监狱\t云岭镇下田村1号\n"
	    "王武\t\t2027-01-01\t第二监狱\t云岭镇下田村2号\n";
	struct store *store = desk_new(*state);

	place_write(*state, "list.txt", list, sizeof(list) - 1);
	expect(store, "prerelease", place_file(*state, "list.txt"), NULL,
	    "2 2 0 0 0 0 0");
	assert_int_equal(desk_number(store, "SELECT count(*) FROM main.standing"
	    " WHERE track = 'stage' AND state = 'prerelease' AND from_on <= ?1"
	    " AND until_on > ?1", "2025-07-01", NULL), 1);
	store_close(store);
}

static void
import_limits__offices__are_known_by_their_codes(void **state)
{
	static const char changed[] = "司法所代码,司法所,地区\n"
	    "330702001,东阳街道司法所,\n999,新所,新地\n,无码所,\n";
	struct store *store = desk_new(*state);
	struct import_options options = { .profile = "offices",
		.path = place_file(*state, "more.csv"),
		.rejects = place_file(*state, "back.csv") };
	struct import_result result;

	expect(store, "offices", desk_sample("offices-utf8.csv"), NULL,
	    "147 147 0 0 0 0 0");
	expect(store, "offices", desk_sample("offices-utf8.csv"), NULL,
	    "147 0 0 147 0 0 0");
	place_write(*state, "more.csv", changed, sizeof(changed) - 1);
	desk_import(store, &options, &result);
	assert_string_equal(desk_counts(&result), "3 1 0 1 1 0 0");
	assert_int_equal(result.conflicts, 1);
	assert_int_equal(desk_number(store, "SELECT count(*) FROM main.bureau", NULL),
	    148);
	import_result_clear(&result);
	store_close(store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(import_limits__big5__is_read_when_told),
		PLACE_TEST(import_limits__utf_16__is_read_with_a_mark_and_without),
		PLACE_TEST(import_limits__empty_rows__are_refused_by_the_million),
		PLACE_TEST(import_limits__a_cell_of_100_megabytes__is_refused),
		PLACE_TEST(import_limits__prerelease__takes_dates_to_come),
		PLACE_TEST(import_limits__offices__are_known_by_their_codes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
