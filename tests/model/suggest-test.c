/*
 * tests/model/suggest-test.c: offers for blanks of free text
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

#include "base/buf.h"
#include "base/date.h"
#include "base/mem.h"
#include "model/suggest.h"
#include "tests/model/desk.h"

/* Stands in for model/store.c: suggestions ask a store for these two alone. */
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

static const char paper[] =
    "[form jail]\ntitle = 服刑\nof = office\nbasis = B\nlist = prison\nindex = prison\n[page 一]\n"
    "prison  text 100 服刑单位\n    suggest = store\n"
    "court   text 100 判决机关\n    suggest = store\n"
    "offence text 100 罪名\n    suggest = charge store\n"
    "clerk   staff    经办人\n"
    "plain   text 100 其他\n"
    "[codes charge]\ntitle = 罪名\nbasis = B\nending = 罪\n"
    "property 侵犯财产罪\n"
    "theft    盗窃罪 upper=property\n"
    "rob      抢劫罪 upper=property\n"
    "snatch   抢夺罪 upper=property\n"
    "usual    惯窃罪 upper=property until=1997-09-30\n"
    "hide     掩饰、隐瞒犯罪所得罪 also=掩隐\n";

static void
run(struct store *store, const char *sql)
{
	struct err err = ERR_INIT;

	if (!db_exec(store->db, sql, &err))
		fail_msg("%s", err.text);
}

static int
set_up(void **state)
{
	struct store *store = mem_new(sizeof(*store));
	struct err err = ERR_INIT;

	store->catalog = desk_catalog(&err, "jail.form", paper);
	store->db = db_open_memory(&err);
	if (store->catalog == NULL || store->db == NULL || !catalog_check(store->catalog, &err)) {
		print_error("%s\n", err.text);
		return -1;
	}
	run(store, "CREATE TABLE jail (id TEXT PRIMARY KEY, removed TEXT, prison TEXT,"
	    " court TEXT, offence TEXT, clerk TEXT, plain TEXT);"
	    "CREATE INDEX \"jail:prison\" ON jail(prison);"
	    "INSERT INTO jail VALUES"
	    " ('a1', NULL, '江苏省镇江监狱', '镇江市京口区人民法院', '盗窃罪', '王芳', 'x'),"
	    " ('a2', NULL, '江苏省镇江监狱', '丹阳市人民法院', '盗窃、抢劫', '王芳', NULL),"
	    " ('a3', NULL, '江苏省南京监狱', NULL, '偷鸡摸狗', '李强', NULL),"
	    " ('a4', NULL, '浙江省第一监狱', NULL, NULL, NULL, NULL),"
	    " ('a5', 'gone', '江西省饶州监狱', '上饶市中级人民法院', NULL, NULL, NULL),"
	    " ('a6', NULL, '', NULL, NULL, NULL, NULL)");
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
	return 0;
}

/* What is offered, joined by |. */
static void
offers(struct store *store, const char *blank, const char *typed, const char *expected)
{
	struct err err = ERR_INIT;
	const struct formdef *form = catalog_form(store->catalog, "jail", &err);
	struct suggestion *suggestion;
	struct buf out = BUF_INIT;
	size_t count = 10, i;

	if (!suggest_list(store, form, formdef_field(form, blank), typed,
	    date_make(2026, 11, 21), &suggestion, &count, &err))
		fail_msg("%s", err.text);
	for (i = 0; i < count; i++)
		buf_addf(&out, "%s%s%s", i > 0 ? "|" : "", suggestion[i].text,
		    suggestion[i].stored ? "" : "*");
	assert_string_equal(buf_str(&out), expected);
	buf_clear(&out);
	suggest_free(suggestion, count);
}

static void
suggest_list__stored_values__by_characters_and_sounds(void **state)
{
	offers(*state, "prison", "江苏", "江苏省镇江监狱|江苏省南京监狱");
	offers(*state, "prison", "jss", "江苏省镇江监狱|江苏省南京监狱");
	offers(*state, "prison", "zhejiang", "浙江省第一监狱");
	offers(*state, "prison", "nj", "江苏省南京监狱");
	offers(*state, "prison", "镇江监狱", "江苏省镇江监狱");
	offers(*state, "prison", "苏镇", "江苏省镇江监狱");	/* with others between */
	offers(*state, "prison", "北京", "");
}

static void
suggest_list__nothing_typed__what_is_there_most(void **state)
{
	offers(*state, "prison", "", "江苏省镇江监狱|江苏省南京监狱|浙江省第一监狱");
	offers(*state, "offence", "", "偷鸡摸狗|盗窃、抢劫|盗窃罪");
}

static void
suggest_list__removed_records__offer_nothing(void **state)
{
	offers(*state, "prison", "江西", "");
	offers(*state, "court", "上饶", "");
}

static void
suggest_list__without_an_index__the_newest_records(void **state)
{
	offers(*state, "court", "zj", "镇江市京口区人民法院");
	offers(*state, "court", "法院", "丹阳市人民法院|镇江市京口区人民法院");
	offers(*state, "clerk", "wf", "王芳");		/* staff needs no suggest */
	offers(*state, "clerk", "李明、wf", "李明、王芳");
	offers(*state, "plain", "x", "");
}

static void
suggest_list__code_table__comes_first_and_keeps_what_was_listed(void **state)
{
	offers(*state, "offence", "dq", "盗窃罪*|盗窃、抢劫");
	offers(*state, "offence", "盗窃罪、q", "盗窃罪、抢劫罪*|盗窃罪、抢夺罪*|盗窃罪、惯窃罪*");
	offers(*state, "offence", "盗窃罪，yy", "盗窃罪，掩饰、隐瞒犯罪所得罪*");
	offers(*state, "offence", "盗窃罪、", "盗窃罪");
	offers(*state, "offence", "qf", "");		/* chapters are no charges */
	offers(*state, "offence", "gq", "惯窃罪*");	/* closed, but there */
}

static void
suggest_list__little_room__keeps_the_best(void **state)
{
	struct store *store = *state;
	struct err err = ERR_INIT;
	const struct formdef *form = catalog_form(store->catalog, "jail", &err);
	struct suggestion *suggestion;
	size_t count = 1;

	assert_true(suggest_list(store, form, formdef_field(form, "prison"), "js", DATE_NONE,
	    &suggestion, &count, &err));
	assert_int_equal(count, 1);
	assert_string_equal(suggestion[0].text, "江苏省镇江监狱");
	suggest_free(suggestion, count);
}

/* More values than are visited: what begins with the characters is found all the same. */
static void
suggest_list__many_values__finds_beginnings_beyond_the_bound(void **state)
{
	struct store *store = *state;

	run(store, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)"
	    " INSERT INTO jail(id, prison) SELECT 'b' || i, '第' || i || '监狱' FROM n");
	run(store, "INSERT INTO jail(id, prison) VALUES ('a0', '黔东监狱')");
	offers(store, "prison", "黔", "黔东监狱");
	offers(store, "prison", "第4711", "第4711监狱");
}

static void
suggest_list__table_is_gone__is_an_error(void **state)
{
	struct store *store = *state;
	struct err err = ERR_INIT;
	const struct formdef *form = catalog_form(store->catalog, "jail", &err);
	struct suggestion *suggestion;
	size_t count = 5;

	run(store, "DROP TABLE jail");
	assert_false(suggest_list(store, form, formdef_field(form, "prison"), "x", DATE_NONE,
	    &suggestion, &count, &err));
	assert_int_equal(count, 0);
	assert_null(suggestion);
	assert_true(err.text[0] != '\0');
}

static void
form__suggest__is_judged(void **state)
{
	static const struct { const char *attr, *expected; } row[] = {
		{ "text 文\n    suggest = tea\n", "tea" },
		{ "text 文\n    suggest = method class\n", "class" },
		{ "int 数\n    suggest = store\n", "suggest" },
	};
	struct err err;
	struct catalog *catalog;
	char text[200];
	size_t i;

	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		err = (struct err)ERR_INIT;
		snprintf(text, sizeof(text), "[form whole]\ntitle = 全\nof = office\nbasis = B\n"
		    "list = a\n[page 一]\na %s", row[i].attr);
		catalog = desk_catalog(&err, "all.form", text);
		assert_non_null(catalog);
		assert_false(catalog_check(catalog, &err));
		if (strstr(err.text, row[i].expected) == NULL)
			fail_msg("%s", err.text);
		catalog_free(catalog);
	}
}

/* clang-format off */
#define STORE_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
/* clang-format on */

int
main(void)
{
	const struct CMUnitTest tests[] = {
		STORE_TEST(suggest_list__stored_values__by_characters_and_sounds),
		STORE_TEST(suggest_list__nothing_typed__what_is_there_most),
		STORE_TEST(suggest_list__removed_records__offer_nothing),
		STORE_TEST(suggest_list__without_an_index__the_newest_records),
		STORE_TEST(suggest_list__code_table__comes_first_and_keeps_what_was_listed),
		STORE_TEST(suggest_list__little_room__keeps_the_best),
		STORE_TEST(suggest_list__many_values__finds_beginnings_beyond_the_bound),
		STORE_TEST(suggest_list__table_is_gone__is_an_error),
		cmocka_unit_test(form__suggest__is_judged),
	};

	return cmocka_run_group_tests_name("model/suggest", tests, NULL, NULL);
}
