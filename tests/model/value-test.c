/*
 * tests/model/value-test.c: what clerks type and files hold, as values
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

#include "base/date.h"
#include "base/mem.h"
#include "model/record.h"
#include "model/value.h"
#include "tests/model/desk.h"
#include "tests/model/paper.h"

/* Stands in for model/store.c: values ask a store for these two alone. */
struct store { struct db *db; struct catalog *catalog; };

struct db *
store_db(struct store *store)
{
	return store->db;
}

struct catalog *
store_catalog(struct store *store)
{
	return store->catalog;
}

static const char all_types[] =
    "[form all]\ntitle = 全\nof = office\nbasis = B\nlist = text day code cost\n[page 一]\n"
    "text text 文\nnote note 记\nint int 数\n    range = 0 100\n    unit = 个\n"
    "cost money 钱\n    range = 0 200000\nday date 日\nmonth pdate 月\nclock time 时\n"
    "yes yesno 否\ncode code method 码\nmany codes class 多\nref ref all 指\nrefs refs all 多指\n"
    "card id_card 证\ntel phone 话\nplace place 址\n";

static int
set_up(void **state)
{
	struct store *store = mem_new(sizeof(*store));
	struct err err = ERR_INIT;

	date_set_today(date_make(2025, 6, 30));
	store->catalog = desk_catalog(&err, "all.form", all_types);
	store->db = paper_db(&err);
	if (store->catalog == NULL || store->db == NULL ||
	    !db_exec(store->db, "CREATE TABLE \"all\" (id TEXT, removed TEXT, text TEXT,"
	    " day TEXT, code TEXT, cost INTEGER);"
	    "INSERT INTO \"all\" VALUES ('aaaaaaaaaaaaaaaa', NULL, '甲', '2025-01-02', 'home', 1250),"
	    " ('bbbbbbbbbbbbbbbb', NULL, '乙', NULL, NULL, NULL),"
	    " ('cccccccccccccccc', 'gone', '丙', NULL, NULL, NULL)", &err)) {
		print_error("%s\n", err.text);
		return -1;
	}
	*state = store;
	return 0;
}

static int
tear_down(void **state)
{
	struct store *store = *state;

	db_close(store->db);
	catalog_free(store->catalog);
	free(store);
	date_set_today(DATE_NONE);
	return 0;
}

/* value NULL: refused with the words in told. */
struct typed { const char *blank, *text, *value, *told; };

static void
read_all(struct store *store, const struct typed *typed, size_t count)
{
	const struct formdef *form = catalog_form(store->catalog, "all", NULL);
	struct err err;
	size_t i;
	char *out;
	bool ok;

	for (i = 0; i < count; i++) {
		err_clear(&err);
		out = NULL;
		ok = value_read(store, formdef_field(form, typed[i].blank), typed[i].text,
		    DATE_NONE, &out, &err);
		if (typed[i].told != NULL ? ok || strstr(err.text, typed[i].told) == NULL ||
		    err.kind != ERR_INPUT : !ok)
			fail_msg("%s \"%s\": %s", typed[i].blank, typed[i].text, err.text);
		if (ok && typed[i].value == NULL ? out != NULL :
		    ok && (out == NULL || strcmp(out, typed[i].value) != 0))
			fail_msg("%s \"%s\" became \"%s\"", typed[i].blank, typed[i].text,
			    out == NULL ? "(empty)" : out);
		free(out);
	}
}

#define READ_ALL(state, list) read_all(*(state), (list), sizeof(list) / sizeof((list)[0]))

static void
value_read__texts__are_trimmed(void **state)
{
	static const struct typed list[] = {
		{ "text", "  甲 乙　", "甲 乙", NULL }, { "text", " \t　", NULL, NULL },
		{ "text", "", NULL, NULL }, { "text", "甲\r\n乙", "甲 乙", NULL },
		{ "note", "甲\r\n乙\r丙", "甲\n乙\n丙", NULL },
		{ "text", "ＡＢ（甲）", "ＡＢ（甲）", NULL }, { "place", " 某村1号 ", "某村1号", NULL },
	};

	READ_ALL(state, list);
}

static void
value_read__numbers__are_canonical(void **state)
{
	static const struct typed list[] = {
		{ "int", "５个", "5", NULL }, { "int", "007", "7", NULL }, { "int", "3.0", "3", NULL },
		{ "int", "3.5", NULL, "整数" }, { "int", "101", NULL, "0到100" },
		{ "int", "-1", NULL, "0到100" }, { "int", "x", NULL, "整数" },
		{ "int", "99999999999999999999", NULL, "整数" },
		{ "cost", "12.5", "12.50", NULL }, { "cost", "1,234元", "1234.00", NULL },
		{ "cost", "￥0.05", "0.05", NULL }, { "cost", "1.25万", "12500.00", NULL },
		{ "cost", "12.345", NULL, "两位小数" }, { "cost", "30万元", NULL, "200000.00" },
		{ "cost", "元", NULL, "金额" },
	};

	READ_ALL(state, list);
}

static void
value_read__dates_and_times__are_canonical(void **state)
{
	static const struct typed list[] = {
		{ "day", "20250304", "2025-03-04", NULL }, { "day", "2025年3月4日", "2025-03-04", NULL },
		{ "day", "3.4", "2025-03-04", NULL }, { "day", "今天", "2025-06-30", NULL },
		{ "day", "２０２５／３／４", "2025-03-04", NULL }, { "day", "2025-02-29", NULL, "日" },
		{ "day", "甲", NULL, "日" }, { "month", "1968", "1968", NULL },
		{ "month", "1968-5", "1968-05", NULL },
		{ "clock", "9:30", "09:30", NULL }, { "clock", "0930", "09:30", NULL },
		{ "clock", "930", "09:30", NULL }, { "clock", "970", NULL, "9:30" },
		{ "clock", "9：05", "09:05", NULL }, { "clock", "9时5分", "09:05", NULL },
		{ "clock", "21点", "21:00", NULL }, { "clock", "14:30:00", "14:30", NULL },
		{ "clock", "25:00", NULL, "9:30" }, { "clock", "9:75", NULL, "9:30" },
		{ "clock", "上午", NULL, "9:30" }, { "clock", ":", NULL, "9:30" },
	};

	READ_ALL(state, list);
}

static void
value_read__yes_and_no__have_many_words(void **state)
{
	static const struct typed list[] = {
		{ "yes", "是", "1", NULL }, { "yes", "有", "1", NULL }, { "yes", "Y", "1", NULL },
		{ "yes", "１", "1", NULL }, { "yes", "否", "0", NULL }, { "yes", "无", "0", NULL },
		{ "yes", "n", "0", NULL }, { "yes", "0", "0", NULL }, { "yes", "或", NULL, "是 或 否" },
	};

	READ_ALL(state, list);
}

static void
value_read__codes__by_place_code_label_initials(void **state)
{
	static const struct typed list[] = {
		{ "code", "1", "home", NULL }, { "code", "３", "letter", NULL },
		{ "code", "home", "home", NULL }, { "code", "电话", "phone", NULL },
		{ "code", "入户", "home", NULL }, { "code", "dh", "phone", NULL },
		{ "code", "DH", "phone", NULL }, { "code", "xh", NULL, "上门" }, /* closed today */
		{ "code", "信函", "letter", NULL }, { "code", "4", NULL, "1 上门" },
		{ "code", "0", NULL, "1 上门" }, { "code", "飞", NULL, "1 上门" },
		{ "many", "一般 重点", "key\nordinary", NULL }, { "many", "2、1，2", "key\nordinary", NULL },
		{ "many", "3", "drug", NULL }, { "many", "重点,飞", NULL, "飞" },
	};

	READ_ALL(state, list);
}

static void
value_read__initials_of_several__are_asked_back(void **state)
{
	static const char sounds[] = "[codes sound]\ntitle = 音\na 甲乙 py=jy\nb 交易 py=jy\n"
	    "c 旧语 py=jy until=2000-01-01\ndd 丁 py=d until=2000-01-01\ne 地 py=d\n"
	    "[form s]\ntitle = 音\nof = office\nbasis = B\nlist = a\n[page 一]\na code sound 音\n";
	struct store *store = *state, other = { store->db, NULL };
	const struct fielddef *field;
	struct err err = ERR_INIT;
	char *out;

	other.catalog = desk_catalog(&err, "sound.form", sounds);
	field = formdef_field(catalog_form(other.catalog, "s", &err), "a");
	assert_false(value_read(&other, field, "jy", DATE_NONE, &out, &err));
	assert_non_null(strstr(err.text, "1 甲乙、2 交易"));
	assert_true(value_read(&other, field, "d", DATE_NONE, &out, &err));
	assert_string_equal(out, "e");
	free(out);
	assert_true(value_read(&other, field, "旧语", DATE_NONE, &out, &err));
	assert_string_equal(out, "c");	/* closed: the record then has a problem */
	free(out);
	catalog_free(other.catalog);
}

static void
value_read__id_cards_and_phones__are_mended(void **state)
{
	static const struct typed list[] = {
		{ "card", "'11010519491231002x", "11010519491231002X", NULL },
		{ "card", "110105 19491231 0021", "110105194912310021", NULL }, /* wrong: kept */
		{ "card", "3.30702E+17", NULL, "照证件" }, { "card", "1101051949123100211", NULL, "18位" },
		{ "tel", "１３８００１３８０００", "13800138000", NULL },
		{ "tel", "+86 138 0013 8000", "13800138000", NULL },
		{ "tel", "8613800138000", "13800138000", NULL },
		{ "tel", "(0579)8234-5678", "05798234-5678", NULL },
		{ "tel", "0579—82345678；13800138000", "0579-82345678、13800138000", NULL },
		{ "tel", "无", NULL, "空着" },
	};

	READ_ALL(state, list);
}

static void
value_read__several_phones__never_run_together(void **state)
{
	static const struct typed list[] = {
		{ "tel", "13800138000 13900139000", "13800138000、13900139000", NULL },
		{ "tel", "13800138000\n0579-82345678", "13800138000、0579-82345678", NULL },
		{ "tel", "138 0013 8000 139 0013 9000", "13800138000、13900139000", NULL },
		{ "tel", "13800138000或13900139000", "13800138000、13900139000", NULL },
		{ "tel", "本人13800138000，妻13900139000",
		    "13800138000（本人）、13900139000（妻）", NULL },
		{ "tel", "13800138000（父亲） 13900139000 (母亲)",
		    "13800138000（父亲）、13900139000（母亲）", NULL },
		{ "tel", "13800138000父13900139000母", "13800138000（父）、13900139000（母）", NULL },
		{ "tel", "手机：13800138000（本人）座机0579-82345678",
		    "13800138000（手机本人）、0579-82345678（座机）", NULL },
		{ "tel", "13800138000.0", "13800138000", NULL },
		{ "tel", "138-0013-8000", "13800138000", NULL },
		{ "tel", "82345678转801", "82345678-801", NULL },
		{ "tel", "86-13800138000", "13800138000", NULL },
		{ "tel", "停机", NULL, "空着" },
	};

	READ_ALL(state, list);
}

static void
value_read__references__must_be_there(void **state)
{
	static const struct typed list[] = {
		{ "ref", "aaaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaa", NULL },
		{ "refs", "aaaaaaaaaaaaaaaa\nbbbbbbbbbbbbbbbb\naaaaaaaaaaaaaaaa",
		    "aaaaaaaaaaaaaaaa\nbbbbbbbbbbbbbbbb", NULL },
		{ "ref", "aaaaaaaaaaaaaaaa bbbbbbbbbbbbbbbb", NULL, "只能选一条" },
		{ "ref", "cccccccccccccccc", NULL, "不在了" }, { "ref", "甲", NULL, "已有的记录" },
	};

	READ_ALL(state, list);
}

static void
value_shown__every_type__reads_like_paper(void **state)
{
	static const struct { const char *blank, *value, *shown; } list[] = {
		{ "yes", "1", "是" }, { "yes", "0", "否" }, { "code", "phone", "电话" },
		{ "code", "gone", "gone" }, { "many", "key\ndrug", "重点、涉毒" },
		{ "cost", "12.50", "12.50" }, { "day", "2025-01-02", "2025-01-02" },
		{ "text", "甲", "甲" }, { "text", NULL, "" },
		{ "ref", "aaaaaaaaaaaaaaaa", "甲 2025-01-02 上门 12.50" },
		{ "refs", "bbbbbbbbbbbbbbbb\ndddddddddddddddd", "乙、（记录不在了）" },
	};
	struct store *store = *state;
	const struct formdef *form = catalog_form(store->catalog, "all", NULL);
	struct buf out = BUF_INIT;
	struct err err = ERR_INIT;
	size_t i;

	for (i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
		buf_cut(&out, 0);
		if (!value_shown(store, formdef_field(form, list[i].blank), list[i].value,
		    &out, &err))
			fail_msg("%s", err.text);
		assert_string_equal(buf_str(&out), list[i].shown);
	}
	buf_clear(&out);
}

static void
value_from_stored__columns__become_values(void **state)
{
	struct store *store = *state;
	const struct formdef *form = catalog_form(store->catalog, "all", NULL);
	long long n;
	char *value = value_from_stored(formdef_field(form, "cost"), "-1205");

	assert_string_equal(value, "-12.05");
	assert_true(value_stored(formdef_field(form, "cost"), value, &n));
	assert_int_equal(n, -1205);
	free(value);
	assert_null(value_from_stored(formdef_field(form, "day"), "2025-02-30"));
	assert_null(value_from_stored(formdef_field(form, "int"), "x"));
	assert_false(value_stored(formdef_field(form, "int"), "", &n));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(value_read__texts__are_trimmed),
		cmocka_unit_test(value_read__numbers__are_canonical),
		cmocka_unit_test(value_read__dates_and_times__are_canonical),
		cmocka_unit_test(value_read__yes_and_no__have_many_words),
		cmocka_unit_test(value_read__codes__by_place_code_label_initials),
		cmocka_unit_test(value_read__initials_of_several__are_asked_back),
		cmocka_unit_test(value_read__id_cards_and_phones__are_mended),
		cmocka_unit_test(value_read__several_phones__never_run_together),
		cmocka_unit_test(value_read__references__must_be_there),
		cmocka_unit_test(value_shown__every_type__reads_like_paper),
		cmocka_unit_test(value_from_stored__columns__become_values),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
