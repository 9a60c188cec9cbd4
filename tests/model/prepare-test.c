/*
 * tests/model/prepare-test.c: the SQL of definitions, before it is trusted
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "model/prepare.h"
#include "tests/model/desk.h"

#define HEAD "[report r]\ntitle = 册\nbasis = B\n"
#define RULE "[rule r]\ntitle = 期\nbasis = B\nsubject = period\nower = 站\nwithin = 5 days\n" \
	"starts = SELECT id, id, released_on FROM period\n" \
	"answered_by = SELECT period, id, visited_on FROM visit\n"

/* Passes catalog_check, fails here; where, and what must be told. */
static const struct wrong {
	const char *name, *text, *where, *told;
} wrong[] = {
	{ "w.report", HEAD "select = SELECT nothing AS a FROM person\na 4 left 甲\n",
	    "w.report:4：", "nothing" },
	{ "w.report", HEAD "select = SELECT 1 AS a FROM tea\na 4 left 甲\n", "w.report:4：", "tea" },
	{ "w.report", HEAD "select = SELECT name AS a FROM person\nb 4 left 乙\n", "w.report:5：", "a" },
	{ "w.report", HEAD "group = c 村 小计\nselect = SELECT 1 AS a FROM person\na 4 left 甲\n",
	    "w.report:1：", "“c”" },
	{ "w.report", HEAD "select = SELECT name AS a FROM person WHERE birth > :to\na 4 left 甲\n",
	    "w.report:4：", ":to" },
	{ "w.report", HEAD "param to date 截至 today()\nselect = SELECT name AS a FROM person\na 4 left 甲\n",
	    "w.report:4：", "没有用到" },
	{ "w.report", HEAD "param to date 截至 tody()\nselect = SELECT name AS a FROM person\n"
	    "    WHERE birth > :to\na 4 left 甲\n", "w.report:4：", "tody" },
	{ "w.report", HEAD "select = DELETE FROM person\na 4 left 甲\n", "w.report:4：", "" },
	{ "w.report", HEAD "select = SELECT rowid AS a FROM person\na 4 left 甲\n", "w.report:4：", "" },
	{ "w.report", HEAD "select = SELECT removed AS a FROM person\na 4 left 甲\n", "w.report:4：", "removed" },
	{ "w.report", HEAD "select = SELECT value AS a FROM meta\na 4 left 甲\n", "w.report:4：", "meta" },
	{ "w.report", HEAD "select = SELECT name AS a FROM main.person\na 4 left 甲\n", "w.report:4：", "person" },
	{ "w.report", HEAD "select = SELECT 1 AS a; SELECT 2 AS a\na 4 left 甲\n", "w.report:4：", "一条" },
	{ "w.report", HEAD "select = SELECT name AS a FROM person\nscope = SELECT id FROM period"
	    " WHERE id > :after AND id <= :upto\na 4 left 甲\n", "w.report:4：", "compared" },
	{ "w.report", HEAD "select = SELECT name AS a FROM compared\nscope = SELECT id FROM period\n"
	    "a 4 left 甲\n", "w.report:5：", ":upto" },
	{ "w.report", HEAD "select = SELECT name AS a FROM compared\nscope = SELECT id FROM period"
	    " WHERE id > :after AND id <= :upto\nnote = SELECT name FROM person\na 4 left 甲\n",
	    "w.report:6：", "compared" },
	{ "w.report", HEAD "select = SELECT name AS a FROM compared WHERE day > :to\n"
	    "scope = SELECT id FROM period WHERE id > :after AND id <= :upto\na 4 left 甲\n",
	    "w.report:4：", ":to" },
	{ "w.list", "[list l]\ntitle = 列\nselect = SELECT name AS a FROM person WHERE id = :who\na 4 甲\n",
	    "w.list:3：", ":person" },
	{ "w.form", "[form w]\ntitle = 错\nof = person\nbasis = B\nlist = a\n[page 一]\na text 甲\n"
	    "    check = a > period.released_on\n    say = x\n", "w.form:8：", "period" },
	{ "w.rules", RULE "applies = SELECT id, id FROM period\n", "w.rules:9：", "" },
	{ "w.rules", RULE "applies = SELECT id, id, nothing FROM period\n", "w.rules:9：", "nothing" },
	{ "w.states", "[states s]\ntitle = 环\nbasis = B\nsubject = period\na 甲\n"
	    "    when = SELECT id, released_on, id FROM period\n", "w.states:6：", "" },
};

static void
catalog_prepare__wrong_sql__is_told_with_its_line(void **state)
{
	struct catalog *catalog;
	struct err err;
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		err_clear(&err);
		catalog = desk_catalog(&err, wrong[i].name, wrong[i].text);
		if (catalog == NULL || !catalog_check(catalog, &err))
			fail_msg("%s", err.text);
		if (catalog_prepare(catalog, &err))
			fail_msg("taken without a word: %s", wrong[i].text);
		catalog_free(catalog);
		if (err.kind != ERR_DATA ||
		    strncmp(err.text, wrong[i].where, strlen(wrong[i].where)) != 0 ||
		    strstr(err.text, wrong[i].told) == NULL)
			fail_msg("wanted %s … %s …, got %s\nof: %s", wrong[i].where,
			    wrong[i].told, err.text, wrong[i].text);
	}
}

static void
catalog_prepare__embedded_set__is_sound(void **state)
{
	struct err err = ERR_INIT;
	struct catalog *catalog = catalog_open_embedded(&err);
	struct timespec from, to;

	clock_gettime(CLOCK_MONOTONIC, &from);
	if (!catalog_check(catalog, &err) || !catalog_prepare(catalog, &err))
		fail_msg("%s", err.text);
	clock_gettime(CLOCK_MONOTONIC, &to);
	print_message("# check and prepare %.1f ms\n", (double)(to.tv_sec - from.tv_sec) * 1e3 +
	    (double)(to.tv_nsec - from.tv_nsec) / 1e6);
	catalog_free(catalog);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(catalog_prepare__wrong_sql__is_told_with_its_line),
		cmocka_unit_test(catalog_prepare__embedded_set__is_sound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
