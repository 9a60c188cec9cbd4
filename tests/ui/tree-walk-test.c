/*
 * tests/ui/tree-walk-test.c: choosing from a tree, without the screen
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "base/date.h"
#include "ui/tree-walk.h"

static struct catalog *catalog;
static int today;

static int
setup(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	catalog = catalog_open_embedded(&err);
	today = date_make(2026, 11, 21);
	return catalog == NULL ? -1 : 0;
}

static int
teardown(void **state)
{
	(void)state;
	catalog_free(catalog);
	return 0;
}

static void
begin(struct walk *walk, const char *name, int choose)
{
	struct err err = ERR_INIT;
	struct tree tree;

	if (!tree_open(catalog, name, &tree, &err))
		fail_msg("%s", err.text);
	walk_init(walk, &tree, today, choose);
}

static void
at(const struct walk *walk, const char *label)
{
	const struct walk_row *row = walk_row(walk);

	assert_non_null(row);
	assert_string_equal(row->node.label, label);
}

static void
gives(struct walk *walk, const char *value)
{
	struct buf out = BUF_INIT;
	bool ok = walk_choose(walk, "、", &out);

	if (value == NULL) {
		assert_false(ok);
	} else {
		assert_true(ok);
		assert_string_equal(buf_str(&out), value);
	}
	buf_clear(&out);
}

static void
path(const struct walk *walk, const char *expected)
{
	struct buf out = BUF_INIT;

	walk_path(walk, &out);
	assert_string_equal(buf_str(&out), expected);
	buf_clear(&out);
}

static void
walk__charges__found_at_once_from_the_top(void **state)
{
	struct walk walk;

	begin(&walk, "offence", 0);
	walk.labels = true;
	walk_type(&walk, "dq");
	at(&walk, "盗窃罪");
	gives(&walk, "盗窃罪");
	walk_type(&walk, "盗窃");
	at(&walk, "盗窃罪");
	walk_type(&walk, "264");		/* the article */
	at(&walk, "盗窃罪");
	walk_type(&walk, "没有");
	assert_null(walk_row(&walk));
	gives(&walk, NULL);
	walk_clear(&walk);
}

static void
walk__charges__down_and_up_again(void **state)
{
	struct walk walk;

	begin(&walk, "offence", 0);
	path(&walk, "全部罪名");
	walk_type(&walk, "5");			/* a place */
	at(&walk, "侵犯财产罪");
	gives(&walk, NULL);			/* a chapter is no charge */
	assert_true(walk_down(&walk));
	path(&walk, "侵犯财产罪");
	at(&walk, "抢劫罪");
	assert_false(walk_down(&walk));
	gives(&walk, "c263");
	assert_true(walk_up(&walk));
	at(&walk, "侵犯财产罪");
	assert_false(walk_up(&walk));
	walk_stand(&walk, "c347");
	path(&walk, "妨害社会管理秩序罪 > 第七节走私、贩卖、运输、制造毒品罪");
	at(&walk, "走私、贩卖、运输、制造毒品罪");
	walk_clear(&walk);
}

static void
walk__charges__those_below_first_then_all(void **state)
{
	struct walk walk;
	size_t i;

	begin(&walk, "offence", 0);
	walk_stand(&walk, "c234");		/* among those against persons */
	walk_type(&walk, "qj");
	at(&walk, "强奸罪");
	for (i = 0; i < walk.count && strcmp(walk.row[i].node.label, "抢劫罪") != 0; i++)
		;
	assert_true(i < walk.count);
	walk_type(&walk, "dq");
	at(&walk, "盗窃罪");
	walk_clear(&walk);
}

static void
walk__closed__last_and_marked(void **state)
{
	struct walk walk;

	begin(&walk, "offence", 0);
	walk_type(&walk, "流氓");
	at(&walk, "流氓罪");
	assert_true(walk_row(&walk)->node.closed);
	walk_clear(&walk);
	today = date_make(1990, 1, 1);
	begin(&walk, "offence", 0);
	walk_type(&walk, "流氓");
	assert_false(walk_row(&walk)->node.closed);
	walk_clear(&walk);
	today = date_make(2026, 11, 21);
}

static void
walk__divisions__county_with_or_without_township(void **state)
{
	struct walk walk;

	begin(&walk, "division", 3);
	walk_type(&walk, "dantu");
	at(&walk, "丹徒区");
	gives(&walk, NULL);			/* there is more below */
	assert_true(walk_down(&walk));
	path(&walk, "江苏省 > 镇江市 > 丹徒区");
	assert_true(walk_row(&walk)->kind == WALK_HERE);
	gives(&walk, "321112");
	walk_move(&walk, 1);
	gives(&walk, "321112001");
	assert_true(walk_up(&walk));
	path(&walk, "江苏省 > 镇江市");
	at(&walk, "丹徒区");
	assert_true(walk.row[0].kind == WALK_NODE);	/* no city is chosen */
	walk_type(&walk, "321102");
	at(&walk, "京口区");
	walk_clear(&walk);
}

static void
walk__several__marks_and_the_row_under_the_cursor(void **state)
{
	struct walk walk;

	begin(&walk, "offence", 0);
	walk.labels = walk.many = true;
	walk_mark(&walk, "诈骗罪");
	walk_type(&walk, "dq");
	gives(&walk, "诈骗罪、盗窃罪");
	walk_mark(&walk, "盗窃罪");		/* out again; nothing else was done since */
	gives(&walk, "诈骗罪");
	walk_mark(&walk, "盗窃罪");
	walk_type(&walk, "qiangjie");
	gives(&walk, "诈骗罪、盗窃罪、抢劫罪");
	walk_clear(&walk);
}

static void
walk__texts_of_before__are_offered_too(void **state)
{
	struct walk walk;

	begin(&walk, "offence", 0);
	walk.labels = true;
	walk_offer(&walk, "抢劫罪（未遂）");
	walk_offer(&walk, "盗窃罪");		/* the tree has it */
	walk_stand(&walk, "");
	assert_int_equal(walk.count, 11);
	walk_type(&walk, "ws");
	walk_move(&walk, walk.count - 1);
	assert_true(walk_row(&walk)->kind == WALK_OTHER);
	gives(&walk, "抢劫罪（未遂）");
	walk_clear(&walk);
}

static void
walk__code_table__numbers_are_its_places(void **state)
{
	struct walk walk;

	begin(&walk, "occupation", 1);
	walk.by_table = true;
	walk_stand(&walk, "");
	walk_type(&walk, "13");
	at(&walk, "农民工");
	assert_int_equal(walk_row(&walk)->place, 13);
	gives(&walk, "farmer_away");
	walk_stand(&walk, "farmer_away");
	walk_move(&walk, 0);
	gives(&walk, "farmer");			/* `choose = 1`: without saying which */
	walk_clear(&walk);
}

/* The time is told, not judged: the machine may be busy, or a valgrind. */
static void
walk__divisions__each_key_finds_among_forty_thousand(void **state)
{
	static const char *const typed[] = { "d", "da", "dan", "dant", "dantu", "zhen", "z", "丹" };
	struct walk walk;
	clock_t from, most = 0, took;
	size_t i, turn;

	begin(&walk, "division", 3);
	walk_type(&walk, "x");			/* readings are looked up once */
	for (i = 0; i < sizeof(typed) / sizeof(typed[0]); i++) {
		took = 0;
		for (turn = 0; turn < 3; turn++) {
			from = clock();
			walk_type(&walk, typed[i]);
			from = clock() - from;
			took = turn == 0 || from < took ? from : took;
		}
		assert_non_null(walk_row(&walk));
		most = took > most ? took : most;
	}
	walk_clear(&walk);
	print_message("# slowest key: %ld ms\n", (long)(most * 1000 / CLOCKS_PER_SEC));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(walk__charges__found_at_once_from_the_top),
		cmocka_unit_test(walk__charges__down_and_up_again),
		cmocka_unit_test(walk__charges__those_below_first_then_all),
		cmocka_unit_test(walk__closed__last_and_marked),
		cmocka_unit_test(walk__divisions__county_with_or_without_township),
		cmocka_unit_test(walk__several__marks_and_the_row_under_the_cursor),
		cmocka_unit_test(walk__texts_of_before__are_offered_too),
		cmocka_unit_test(walk__code_table__numbers_are_its_places),
		cmocka_unit_test(walk__divisions__each_key_finds_among_forty_thousand),
	};

	return cmocka_run_group_tests_name("ui/tree-walk", tests, setup, teardown);
}
