/*
 * tests/model/tree-test.c: codes below each other, and lists that stay texts
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

#include "base/date.h"
#include "base/idcard.h"
#include "model/embedded.h"
#include "model/tree.h"
#include "tests/model/desk.h"

#define ROOM 800

static struct tree_node node[ROOM];

static int
setup(void **state)
{
	struct err err = ERR_INIT;

	*state = catalog_open_embedded(&err);
	if (*state == NULL)
		print_error("%s\n", err.text);
	return *state == NULL ? -1 : 0;
}

static int
teardown(void **state)
{
	catalog_free(*state);
	return 0;
}

static struct tree
opened(void **state, const char *name)
{
	struct err err = ERR_INIT;
	struct tree tree;

	if (!tree_open(*state, name, &tree, &err))
		fail_msg("%s", err.text);
	return tree;
}

static size_t
below(const struct tree *tree, const char *upper, const char *typed)
{
	struct tree_query query = { upper, typed, false, DATE_NONE };

	return tree_list(tree, &query, node, ROOM);
}

static size_t
deep(const struct tree *tree, const char *upper, const char *typed)
{
	struct tree_query query = { upper, typed, true, DATE_NONE };

	return tree_list(tree, &query, node, ROOM);
}

static void
path(const struct tree *tree, const char *code, int on, const char *between,
    const char *expected)
{
	struct buf out = BUF_INIT;

	tree_path(tree, code, on, between, &out);
	assert_string_equal(buf_str(&out), expected);
	buf_clear(&out);
}

static void
upper(const struct tree *tree, const char *code, const char *expected)
{
	char out[TREE_CODE];

	assert_true(tree_upper(tree, code, out));
	assert_string_equal(out, expected);
}

/* ---- code tables ---- */
static void
tree_list__code_table__chapters_then_charges(void **state)
{
	struct tree tree = opened(state, "offence");

	assert_int_equal(below(&tree, NULL, NULL), 10);
	assert_string_equal(node[0].code, "state");
	assert_false(node[0].leaf);
	assert_int_equal(below(&tree, "", "qf"), 2);	/* 侵犯财产 before 侵犯公民… */
	assert_string_equal(node[0].code, "property");
	assert_string_equal(node[1].code, "person");
	assert_int_equal(below(&tree, "property", NULL), 16);
	assert_string_equal(node[0].label, "抢劫罪");
	assert_true(node[0].leaf);
	assert_int_equal(below(&tree, "order", NULL), 11);	/* nine sections, two old charges */
	assert_string_equal(node[0].code, "order_1");
	assert_int_equal(below(&tree, "nothing", NULL), 0);
}

static void
tree_list__deep__finds_charges_by_initials(void **state)
{
	struct tree tree = opened(state, "offence");

	assert_true(deep(&tree, NULL, "dq") > 5);
	assert_string_equal(node[0].label, "盗窃罪");	/* the shortest beginning */
	assert_true(deep(&tree, NULL, "bxz") > 0);
	assert_string_equal(node[0].label, "帮助信息网络犯罪活动罪");	/* by its spelling */
	assert_int_equal(deep(&tree, "property", "zwqz"), 1);
	assert_string_equal(node[0].code, "c271");
	assert_true(deep(&tree, NULL, "容留卖淫") > 0);
	assert_string_equal(node[0].code, "c359a");
	assert_int_equal(deep(&tree, "property", "fhz"), 0);
}

static void
tree_list__closed__come_last_and_say_so(void **state)
{
	struct tree tree = opened(state, "offence");
	struct tree_query query = { "order_8", NULL, false, date_make(2026, 11, 21) };
	size_t n = tree_list(&tree, &query, node, ROOM);

	assert_int_equal(n, 7);
	assert_string_equal(node[6].label, "嫖宿幼女罪");
	assert_true(node[6].closed);
	assert_false(node[5].closed);
	query.on = date_make(2014, 1, 1);
	tree_list(&tree, &query, node, ROOM);
	assert_false(node[6].closed);
}

static void
tree_list__little_room__counts_all(void **state)
{
	struct tree tree = opened(state, "offence");
	struct tree_query query = { "property", NULL, false, DATE_NONE };

	memset(node, 0, sizeof(node));
	assert_int_equal(tree_list(&tree, &query, node, 2), 16);
	assert_string_equal(node[1].label, "盗窃罪");
	assert_string_equal(node[2].label, "");
}

static void
tree_path__code_table__from_the_top(void **state)
{
	struct tree tree = opened(state, "offence");

	path(&tree, "c264", DATE_NONE, " › ", "侵犯财产罪 › 盗窃罪");
	upper(&tree, "c264", "property");
	upper(&tree, "property", "");
	path(&tree, "c999", DATE_NONE, "", "");
}

/* ---- divisions ---- */
static void
tree_list__divisions__province_city_county_township(void **state)
{
	struct tree tree = opened(state, "division");

	assert_int_equal(below(&tree, NULL, NULL), 34);
	assert_string_equal(node[0].label, "北京市");
	assert_true(below(&tree, NULL, "js") > 1);	/* 黑龙江省, too */
	assert_string_equal(node[0].code, "320000");
	assert_false(node[0].leaf);
	assert_int_equal(below(&tree, "320000", NULL), 13);
	assert_int_equal(below(&tree, "320000", "zj"), 1);
	assert_string_equal(node[0].code, "321100");
	assert_string_equal(node[0].label, "镇江市");
	assert_true(below(&tree, "321100", NULL) >= 6);
	assert_string_equal(node[0].code, "321102");
	assert_true(below(&tree, "321102", NULL) > 5);
	assert_int_equal(strlen(node[0].code), 9);
	assert_true(node[0].leaf);
	assert_int_equal(below(&tree, node[0].code, NULL), 0);
}

static void
tree_list__divisions__levels_that_are_no_place_are_not_shown(void **state)
{
	struct tree tree = opened(state, "division");
	size_t n, i;

	n = below(&tree, "110000", NULL);		/* 市辖区 */
	assert_int_equal(n, 16);
	assert_string_equal(node[0].label, "东城区");
	upper(&tree, "110101", "110000");
	n = below(&tree, "500000", NULL);		/* 市辖区 and 县 */
	assert_int_equal(n, 38);
	n = below(&tree, "420000", NULL);		/* cities and 仙桃 */
	for (i = 0; i < n && strcmp(node[i].code, "429004") != 0; i++)
		assert_string_not_equal(node[i].label, "省直辖县级行政区划");
	assert_true(i < n);
	/* A city without counties: its towns stand below it. */
	assert_true(below(&tree, "441900", NULL) > 20);
	assert_int_equal(strlen(node[0].code), 9);
	upper(&tree, node[0].code, "441900");
	upper(&tree, "441900", "440000");
}

static void
tree_list__divisions__deep_search(void **state)
{
	struct tree tree = opened(state, "division");

	assert_true(deep(&tree, "320000", "京口") > 1);	/* streets, too */
	assert_string_equal(node[0].code, "321102");
	assert_true(deep(&tree, "321100", "jkq") >= 1);
	assert_string_equal(node[0].code, "321102");
	/* The whole country, townships and all. */
	assert_true(deep(&tree, NULL, "京口") > 1);
	assert_string_equal(node[0].code, "321102");
	assert_true(deep(&tree, NULL, "dantu") >= 1);
	assert_string_equal(node[0].code, "321112");
	assert_int_equal(deep(&tree, NULL, "高资"), 1);
	assert_int_equal(strlen(node[0].code), 9);
	assert_true(deep(&tree, NULL, "z") > 20000);
	assert_true(deep(&tree, NULL, "zhenjiang") >= 1);
}

static void
tree_list__divisions__those_of_before_come_last(void **state)
{
	struct tree tree = opened(state, "division");
	struct tree_query query = { "", "崇文", true, date_make(2026, 11, 21) };
	size_t n = tree_list(&tree, &query, node, ROOM), i;

	for (i = 0; i < n && strcmp(node[i].code, "110103") != 0; i++)
		assert_false(node[i].closed);
	assert_true(i < n);
	assert_true(node[i].closed);
	query.on = date_make(2005, 1, 1);
	tree_list(&tree, &query, node, ROOM);
	assert_string_equal(node[0].label, "崇文区");
	assert_false(node[0].closed);
	/* The same below its upper one, where its neighbours stand. */
	query = (struct tree_query){ "110000", NULL, false, date_make(2026, 11, 21) };
	n = tree_list(&tree, &query, node, ROOM);
	assert_string_equal(node[0].label, "东城区");
	for (i = 0; i < n && !node[i].closed; i++)
		;
	assert_int_equal(i, 16);
	assert_string_equal(node[i].label, "崇文区");
}

static void
tree_level__counts_from_the_top(void **state)
{
	struct tree division = opened(state, "division"), offence = opened(state, "offence");

	assert_int_equal(tree_level(&division, "320000"), 1);
	assert_int_equal(tree_level(&division, "321100"), 2);
	assert_int_equal(tree_level(&division, "110105"), 3);	/* no city is shown above it */
	assert_int_equal(tree_level(&division, "321112100"), 4);
	assert_int_equal(tree_level(&offence, "property"), 1);
	assert_int_equal(tree_level(&offence, "c264"), 2);
	assert_int_equal(tree_level(&offence, "c347"), 3);
}

static void
tree_find__divisions__as_they_were_called_then(void **state)
{
	struct tree tree = opened(state, "division");
	struct tree_node found;

	assert_true(tree_find(&tree, "110103", DATE_NONE, &found));
	assert_string_equal(found.label, "崇文区");
	assert_true(found.closed);
	/* 丹徒县 (321121) became 丹徒区 (321112) in 2002. */
	assert_true(tree_find(&tree, "321121", date_make(1968, 3, 4), &found));
	assert_string_equal(found.label, "丹徒县");
	assert_true(tree_find(&tree, "130502", date_make(2010, 1, 1), &found));
	assert_string_equal(found.label, "桥东区");
	assert_true(tree_find(&tree, "130502", DATE_NONE, &found));
	assert_string_equal(found.label, "襄都区");
	assert_false(found.closed);
	assert_false(tree_find(&tree, "999999", DATE_NONE, &found));
	assert_false(tree_find(&tree, "", DATE_NONE, &found));
	assert_false(tree_find(&tree, "32110", DATE_NONE, &found));
	assert_false(tree_find(&tree, "3211020", DATE_NONE, &found));
}

static void
division_name__code_of_an_identity_number__is_a_place(void **state)
{
	static const struct { const char *code, *name; } row[] = {
		{ "321102", "江苏省镇江市京口区" }, { "110105", "北京市朝阳区" },
		{ "321121", "江苏省镇江市丹徒县" }, { "110103", "北京市崇文区" },
		{ "429004", "湖北省仙桃市" }, { "441900", "广东省东莞市" },
		{ "320000", "江苏省" }, { "810000", "香港特别行政区" },
		{ "440599", "广东省汕头市" },		/* a county in no list */
		{ "440524", "广东省汕头市潮阳县" }, { "149001", "山西省古交市" },
		{ "110201", "北京市昌平县" }, { "513523", "四川省黔江地区黔江土家族苗族自治县" },
		{ "372421", "山东省德州地区陵县" }, { "422401", "湖北省荆州地区仙桃市" },
		{ "432421", "湖南省常德地区常德县" }, { "522121", "贵州省遵义地区遵义县" },
	};
	size_t i;
	char *name;

	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		name = division_name(*state, row[i].code, DATE_NONE);
		assert_non_null(name);
		assert_string_equal(name, row[i].name);
		free(name);
	}
	assert_null(division_name(*state, "000000", DATE_NONE));
	assert_null(division_name(*state, "三二一一零二", DATE_NONE));
	assert_null(division_name(*state, "", DATE_NONE));
}

/* Numbers given out before 2000 keep the division of those days. */
static void
division_name__old_identity_number__is_where_it_was_given_out(void **state)
{
	static const struct { const char *id, *name; } row[] = {
		{ "510222196803040038", "四川省重庆市巴县" },
		{ "512301197105190047", "四川省涪陵地区涪陵市" },
		{ "132201196501010019", "河北省邢台地区南宫市" },
	};
	char code[7], *name;
	size_t i;

	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		assert_int_equal(idcard_check(row[i].id), IDCARD_OK);
		snprintf(code, sizeof(code), "%.6s", row[i].id);
		name = division_name(*state, code, idcard_birth(row[i].id));
		assert_non_null(name);
		assert_string_equal(name, row[i].name);
		free(name);
	}
	assert_string_equal(catalog_label(*state, "division", "512301"), "涪陵市");
}

static void
divisions_of_before__counted__are_all_there(void **state)
{
	const struct embedded *list = embedded_lists;
	const char *line, *next, *last = "";
	size_t rows = 0, codes = 0;

	(void)state;
	while (list->name != NULL && strcmp(list->name, "divisions/former.tsv") != 0)
		list++;
	assert_non_null(list->name);
	for (line = list->text; *line != '\0'; line = next + 1) {
		next = strchr(line, '\n');
		assert_non_null(next);
		if (*line == '#')
			continue;
		assert_int_equal(strspn(line, "0123456789"), 6);
		assert_int_equal(line[6], '\t');
		assert_true(strncmp(last, line, 6) <= 0);
		codes += strncmp(last, line, 6) != 0;
		rows++;
		last = line;
	}
	assert_int_equal(rows, 3928);
	assert_int_equal(codes, 3912);
}

static void
catalog_label__of_a_tree__is_kept(void **state)
{
	const char *label = catalog_label(*state, "division", "321102");
	char code[8];
	int i;

	assert_string_equal(label, "京口区");
	for (i = 110101; i < 110120; i++) {
		snprintf(code, sizeof(code), "%d", i);
		catalog_label(*state, "division", code);
	}
	assert_ptr_equal(catalog_label(*state, "division", "321102"), label);
	assert_null(catalog_label(*state, "division", "999999"));
}

/* ---- definitions ---- */
static void
wrong(const char *text, const char *expected)
{
	struct err err = ERR_INIT;
	struct catalog *catalog = desk_catalog(&err, "codes/own.codes", text);
	struct tree tree;

	assert_non_null(catalog);
	assert_false(tree_open(catalog, "tea", &tree, &err));
	if (strstr(err.text, expected) == NULL)
		fail_msg("%s", err.text);
	catalog_free(catalog);
}

static void
tree_open__wrong_definition__names_the_remedy(void **state)
{
	wrong("[tree tea]\n", "title");
	wrong("[tree tea]\ntitle = 茶\n", "levels");
	wrong("[tree tea]\ntitle = 茶\nlevels = 2 2\n", "一级比一级多");
	wrong("[tree tea]\ntitle = 茶\nlevels = x\n", "位数");
	wrong("[tree tea]\ntitle = 茶\nlevels = 2\n", "source");
	wrong("[tree tea]\ntitle = 茶\nlevels = 2\nsource = tea.tsv\n", "tea.tsv");
	wrong("[tree tea]\ntitle = 茶\nleaves = 2\n", "leaves");
	wrong("[tree tea]\ntitle = 茶\nlevels = 2\nsource = divisions/county.tsv\na 茶\n", "a 茶");
	wrong("[tree coffee]\ntitle = 茶\n", "tea");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tree_list__code_table__chapters_then_charges),
		cmocka_unit_test(tree_list__deep__finds_charges_by_initials),
		cmocka_unit_test(tree_list__closed__come_last_and_say_so),
		cmocka_unit_test(tree_list__little_room__counts_all),
		cmocka_unit_test(tree_path__code_table__from_the_top),
		cmocka_unit_test(tree_list__divisions__province_city_county_township),
		cmocka_unit_test(tree_list__divisions__levels_that_are_no_place_are_not_shown),
		cmocka_unit_test(tree_list__divisions__deep_search),
		cmocka_unit_test(tree_list__divisions__those_of_before_come_last),
		cmocka_unit_test(tree_level__counts_from_the_top),
		cmocka_unit_test(tree_find__divisions__as_they_were_called_then),
		cmocka_unit_test(division_name__code_of_an_identity_number__is_a_place),
		cmocka_unit_test(division_name__old_identity_number__is_where_it_was_given_out),
		cmocka_unit_test(divisions_of_before__counted__are_all_there),
		cmocka_unit_test(catalog_label__of_a_tree__is_kept),
		cmocka_unit_test(tree_open__wrong_definition__names_the_remedy),
	};

	return cmocka_run_group_tests_name("model/tree", tests, setup, teardown);
}
