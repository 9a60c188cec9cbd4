/*
 * tests/model/catalog-broken-test.c: wrong definitions, each told with file,
 * line and remedy
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
#include "tests/model/desk.h"

#define FORM "[form tea]\ntitle = 茶\nof = office\nbasis = B\nlist = a\n"	/* 5 lines */
#define PAGE FORM "[page 一]\na text 甲\n"					/* 7 lines */
#define RULE "[rule r]\ntitle = 期\nbasis = B\nsubject = period\nower = 站\n"	/* 5 lines */
#define PARTS "applies = SELECT 1\nstarts = SELECT 1\nanswered_by = SELECT 1\n"
#define DOCUMENT "[document d]\ntitle = 档\nbasis = B\n"	/* 3 lines */
#define REPORT "[report r]\ntitle = 册\nbasis = B\nselect = SELECT 1 AS a\n"	/* 4 lines */

/* The file, its text, where and what must be told. */
static const struct wrong {
	const char *name, *text, *where, *remedy;
} wrong[] = {
	/* sections */
	{ "w.form", "[form visit\ntitle = x\n", "w.form:1：", "]" },
	{ "w.form", "\n[frm tea]\n", "w.form:2：", "frm" },
	{ "w.form", "[form Tea]\n", "w.form:1：", "小写字母" },
	{ "w.form", "[form visit]\n", "w.form:1：", "paper.form:20" },
	{ "w.codes", "[codes x +]\n", "w.codes:1：", "去掉“+”" },
	{ "own.form", "[form tea +]\n", "own.form:1：", "核对名称" },
	{ "own.codes", "\n[codes method]\n", "own.codes:2：", "不能重新定义" },
	{ "w.form", "[page 页]\na text 甲\n", "w.form:1：", "前面没有表" },
	{ "w.form", "# nothing\n", "w.form:1：", "删去文件" },
	{ "w.form", FORM "a text 甲\n", "w.form:6：", "[page" },
	/* forms */
	{ "w.form", "[form tea]\nof = office\nbasis = B\nlist = a\n[page 一]\na text 甲\n",
	    "w.form:1：", "title = " },
	{ "w.form", "[form tea]\ntitle = 茶\nof = office\nlist = a\n[page 一]\na text 甲\n",
	    "w.form:1：", "basis = " },
	{ "w.form", "[form tea]\ntitle = 茶\nof = town\nbasis = B\nlist = a\n[page 一]\na text 甲\n",
	    "w.form:3：", "office、person、period" },
	{ "w.form", "[form tea]\ntitle = 茶\nof = office\nbasis = B\ncolour = red\n",
	    "w.form:5：", "title" },
	{ "w.form", "[form tea]\ntitle = 茶\nof = office\nbasis = B\n[page 一]\na text 甲\n",
	    "w.form:1：", "list = " },
	{ "w.form", "[form tea]\ntitle = 茶\nof = office\nbasis = B\nlist = a b\n[page 一]\na text 甲\n",
	    "w.form:5：", "“b”" },
	{ "w.form", "[form tea]\ntitle = 茶\nof = office\nbasis = B\nlist = a\norder = a desc c\n"
	    "[page 一]\na text 甲\n", "w.form:6：", "“c”" },
	{ "w.form", "[form tea]\ntitle = 茶\nof = office\nbasis = B\nlist = a\nindex = a\n"
	    "index = d\n[page 一]\na text 甲\n", "w.form:7：", "“d”" },
	{ "w.form", "[form tea]\ntitle = 茶\nof = office\nbasis = B\nlist = a\nmany = perhaps\n"
	    "[page 一]\na text 甲\n", "w.form:6：", "yes 或 no" },
	{ "w.form", FORM, "w.form:1：", "一个栏目也没有" },
	{ "w.form", "[form office]\ntitle = 茶\nof = office\nbasis = B\nlist = a\n[page 一]\na text 甲\n",
	    "w.form:1：", "改名" },
	{ "w.form", "[form select]\ntitle = 茶\nof = office\nbasis = B\nlist = a\n[page 一]\na text 甲\n",
	    "w.form:1：", "保留字" },
	{ "w.form", "[form visit_marks]\ntitle = 茶\nof = office\nbasis = B\nlist = a\n[page 一]\na text 甲\n",
	    "paper.form:33：", "同名" },
	{ "w.form", "[form tea]\ntitle = 茶\nof = period\nbasis = B\nlist = a\nprint = poster\n"
	    "[page 一]\na text 甲\n", "w.form:6：", "card、table" },
	{ "w.form", "[form tea]\ntitle = 茶\nof = period\nbasis = B\nlist = a\nlead = period\n"
	    "[page 一]\na text 甲\n", "w.form:6：", "person" },
	{ "w.form", "[form tea]\ntitle = 茶\nof = office\nbasis = B\nlist = a\nlead = person\n"
	    "[page 一]\na text 甲\n", "w.form:6：", "卡片式" },
	/* documents */
	{ "w.document", DOCUMENT, "w.document:1：", "forms = " },
	{ "w.document", DOCUMENT "forms =\n", "w.document:4：", "空的" },
	{ "w.document", DOCUMENT "forms = * person\n", "w.document:4：", "最后" },
	{ "w.document", DOCUMENT "forms = person person\n", "w.document:4：", "写了两次" },
	{ "w.document", DOCUMENT "forms = persons\n", "w.document:4：", "person、period、visit" },
	{ "w.document", DOCUMENT "forms = person\nfont = 99\n", "w.document:5：", "24" },
	{ "w.document", DOCUMENT "forms = person\nname 10 姓名\n", "w.document:5：", "名称 = 值" },
	/* blanks */
	{ "w.form", PAGE "b txt 乙\n", "w.form:8：", "text、note" },
	{ "w.form", PAGE "b text\n", "w.form:8：", "名称 类型 标签" },
	{ "w.form", PAGE "b text 乙 丙\n", "w.form:8：", "空格" },
	{ "w.form", PAGE "b code 乙\n", "w.form:8：", "缺少标签" },
	{ "w.form", PAGE "a date 乙\n", "w.form:8：", "w.form:7" },
	{ "w.form", PAGE "x_b date 乙\n", "w.form:8：", "x_" },
	{ "w.form", PAGE "order text 乙\n", "w.form:8：", "保留字" },
	{ "w.form", PAGE "saved_at text 乙\n", "w.form:8：", "自带的列" },
	{ "w.form", PAGE "sqlite_x text 乙\n", "w.form:8：", "sqlite_" },
	{ "w.form", PAGE "b code nothing 乙\n", "w.form:8：", "method、class" },
	{ "w.form", PAGE "b ref nothing 乙\n", "w.form:8：", "person、period、visit" },
	{ "w.form", PAGE "b date 乙\n    check = b > today()\n", "w.form:9：", "say = " },
	{ "w.form", PAGE "b date 乙\n    say2 = 错了\n", "w.form:9：", "check2" },
	{ "w.form", PAGE "b date 乙\n    check =\n    say = 错\n", "w.form:9：", "SQL" },
	{ "w.form", PAGE "b date 乙\n    helper = x\n", "w.form:9：", "required" },
	{ "w.form", PAGE "b date 乙\n    range = 1 2\n", "w.form:9：", "int" },
	{ "w.form", PAGE "b int 乙\n    range = 9 1\n", "w.form:9：", "最小 最大" },
	{ "w.form", PAGE "b int 乙\n    search = face\n", "w.form:9：", "name、id_card" },
	{ "w.form", PAGE "b int 乙\n    length = 5\n", "w.form:9：", "删去" },
	{ "w.form", PAGE "b text 乙\n    serial = 12\n", "w.form:9：", "A000000" },
	{ "w.form", PAGE "b text 乙\n    since = 2013\n", "w.form:9：", "2013-12-28" },
	{ "w.form", PAGE "b text 乙\n    was = a\n", "w.form:8：", "现有的栏目" },
	{ "w.form", PAGE "b code method 乙\n    shown = b = 'fone'\n", "w.form:9：", "home、phone、letter" },
	{ "w.form", PAGE "b code method 乙\n    check = a IS NULL OR\n        b NOT IN ('home', 'fly')\n    say = 错\n",
	    "w.form:10：", "fly" },
	{ "w.form", PAGE "b text 乙\n    default = label('nowhere', a)\n", "w.form:9：", "nowhere" },
	{ "w.form", PAGE "b text 乙\n    default = setting('nothing')\n", "w.form:9：", "nothing" },
	{ "w.form", PAGE "b text 乙\n    default = {nophrase}\n", "w.form:9：", "nophrase" },
	{ "w.form", PAGE "b text 乙\n    default = {open\n", "w.form:9：", "{短语名称}" },
	{ "w.form", PAGE "b int 乙\n    tree = class\n", "w.form:9：", "text" },
	{ "w.form", PAGE "b text 乙\n    tree = nowhere\n", "w.form:8：", "method、class" },
	{ "w.form", PAGE "b text 乙\n    choose = 2\n", "w.form:9：", "tree" },
	{ "w.form", PAGE "b text 乙\n    tree = class\n    choose = 9\n", "w.form:10：", "1 到 6" },
	{ "w.form", PAGE "b text 乙\n    tree = class\n    begins = c\n", "w.form:8：", "没有栏目“c”" },
	{ "w.form", PAGE "b text 乙\n    begins = a\n", "w.form:9：", "tree" },
	{ "own.form", "[form visit +]\n[page 加]\nb text 乙\n", "own.form:3：", "x_b" },
	/* codes */
	{ "w.codes", "[codes c]\ntitle = 码\n", "w.codes:1：", "空的" },
	{ "w.codes", "[codes c]\ntitle = 码\na\n", "w.codes:3：", "代码 名称" },
	{ "w.codes", "[codes c]\ntitle = 码\na 甲 乙\n", "w.codes:3：", "（）" },
	{ "w.codes", "[codes c]\ntitle = 码\na-b 甲\n", "w.codes:3：", "下划线" },
	{ "w.codes", "[codes c]\ntitle = 码\na 甲 mz=1\n", "w.codes:3：", "also" },
	{ "w.codes", "[codes c]\ntitle = 码\na 甲\na 乙\n", "w.codes:4：", "第3行" },
	{ "w.codes", "[codes c]\ntitle = 码\na 甲\nb 乙 also=Ａ\n", "w.codes:4：", "重复" },
	{ "w.codes", "[codes c]\ntitle = 码\na 甲 also=2\nb 乙\n", "w.codes:3：", "序号" },
	{ "w.codes", "[codes c]\ntitle = 码\na 甲 upper=z\n", "w.codes:3：", "upper" },
	{ "w.codes", "[codes c]\ntitle = 码\na 甲 upper=b\nb 乙 upper=a\n", "w.codes:3：", "圈" },
	{ "w.codes", "[codes c]\ntitle = 码\na 甲 since=2014-01-01 until=2013-01-01\n", "w.codes:3：", "until" },
	/* rules and states */
	{ "w.rules", RULE PARTS, "w.rules:1：", "within = " },
	{ "w.rules", RULE PARTS "within = 5 days\nevery = month\n", "w.rules:9：", "只能写一个" },
	{ "w.rules", RULE PARTS "within = 5 hours\n", "w.rules:9：", "workdays" },
	{ "w.rules", RULE PARTS "every = week\n", "w.rules:9：", "quarter" },
	{ "w.rules", RULE "within = 5 days\nstarts = SELECT 1\nanswered_by = SELECT 1\n", "w.rules:1：", "applies = " },
	{ "w.rules", RULE PARTS "within = 5 days\nfirst = same\n", "w.rules:10：", "删去" },
	{ "w.rules", RULE PARTS "within = 5 days\ngrace = -1\n", "w.rules:10：", "0 到" },
	{ "w.rules", "[rule r]\ntitle = 期\nbasis = B\nower = 站\n", "w.rules:1：", "subject = " },
	{ "w.rules", "[rule r]\ntitle = 期\nbasis = B\nower = 站\nsubject = tea\nwithin = 5 days\n" PARTS,
	    "w.rules:1：", "person、period" },
	{ "w.rules", RULE "within = 5 days\nstarts = SELECT 1\nanswered_by = SELECT 1\n"
	    "applies = SELECT id FROM period\n    WHERE period.class = 'kee'\n", "w.rules:10：", "kee" },
	{ "w.rules", RULE PARTS "within = 5 days\nanswer = a b c\n", "w.rules:10：", "表 [栏目]" },
	{ "w.rules", RULE PARTS "within = 5 days\nanswer = tea\n", "w.rules:10：", "person、period" },
	{ "w.rules", RULE PARTS "within = 5 days\nanswer = visit face\n", "w.rules:10：", "content" },
	{ "w.rules", RULE PARTS "within = 5 days\nanswer = visit content\n", "w.rules:10：",
	    "refs period" },
	{ "w.states", "[states s]\ntitle = 环\nbasis = B\nsubject = period\n", "w.states:1：", "when = " },
	{ "w.states", "[states s]\ntitle = 环\nbasis = B\nsubject = period\na 甲\n", "w.states:5：", "when = " },
	{ "w.states", "[states s]\ntitle = 环\nbasis = B\nsubject = period\na 甲\n    when = SELECT 1\n"
	    "a 乙\n    when = SELECT 1\n", "w.states:7：", "删去一处" },
	/* reports and lists */
	{ "w.report", "[report r]\ntitle = 册\nbasis = B\na 4 left 甲\n", "w.report:1：", "select = " },
	{ "w.report", REPORT, "w.report:1：", "一列也没有" },
	{ "w.report", REPORT "a wide left 甲\n", "w.report:5：", "1到200" },
	{ "w.report", REPORT "a 4 middle 甲\n", "w.report:5：", "centre" },
	{ "w.report", REPORT "a 4 left 甲\n    format = label tea\n", "w.report:5：", "method、class" },
	{ "w.report", REPORT "a 4 left 甲\n    format = colour\n", "w.report:6：", "id_card" },
	{ "w.report", REPORT "a 4 left 甲\na 4 left 乙\n", "w.report:6：", "两次" },
	{ "w.report", REPORT "param p colour 色\na 4 left 甲\n", "w.report:5：", "date" },
	{ "w.report", REPORT "param p code tea 茶\na 4 left 甲\n", "w.report:5：", "method、class" },
	{ "w.report", REPORT "group = a\na 4 left 甲\n", "w.report:5：", "小计" },
	{ "w.report", REPORT "note = SELECT 'x'\na 4 left 甲\n", "w.report:5：", "scope = SELECT" },
	{ "w.report", REPORT "slice = period\norder = a\nscope = SELECT 1\na 4 left 甲\n",
	    "w.report:7：", "删去一样" },
	{ "w.list", "[list l]\ntitle = 册\nselect = SELECT 1 AS a\nfont = 3\na 4 left 甲\n",
	    "w.list:4：", "select" },
	/* profiles */
	{ "w.profile", "[profile p]\ntitle = 入\n", "w.profile:1：", "forms = " },
	{ "w.profile", "[profile p]\ntitle = 入\nforms = tea\nperson.name 姓名\n", "w.profile:1：", "person、period" },
	{ "w.profile", "[profile p]\ntitle = 入\nforms = person\nperson.face 姓名\n", "w.profile:4：", "name、birth" },
	{ "w.profile", "[profile p]\ntitle = 入\nforms = person\nname 姓名\n", "w.profile:4：", "表.栏目" },
	{ "w.profile", "[profile p]\ntitle = 入\nforms = person\nperson.name\n", "w.profile:4：", "列头" },
	{ "w.profile", "[profile p]\ntitle = 入\nforms = person\nmatch = face\nperson.name 姓名\n",
	    "w.profile:1：", "id_card" },
	{ "w.profile", "[profile p]\ntitle = 入\nforms = person\nvisit.content 情况\n", "w.profile:4：", "forms" },
	{ "w.profile", "[profile p]\ntitle = 入\nforms = visit\nvisit.method 方式\n    value = 飞:fly\n",
	    "w.profile:4：", "fly" },
	{ "w.profile", "[profile p]\ntitle = 入\nforms = person\ncolour = red\nperson.name 姓名\n",
	    "w.profile:4：", "links" },
	{ "w.profile", "[profile p]\ntitle = 入\nforms = person\nperson.name 姓名\nperson.name 名\n",
	    "w.profile:5：", "第4行" },
	{ "w.profile", "[profile p]\ntitle = 入\nforms = visit\nlinks = visit.marks event\nvisit.content 情况\n",
	    "w.profile:4：", "refs" },
	{ "w.profile", "[profile p]\ntitle = 入\nforms = person\nended = gone\nperson.name 姓名\n",
	    "w.profile:4：", "released_on" },
	{ "w.profile", "[profile p]\ntitle = 入\nlike = tea\n", "w.profile:1：", "tea" },
	{ "w.profile", "[profile p]\ntitle = 入\nlike = p\n", "w.profile:1：", "另一个" },
	{ "w.profile", "[profile p]\ntitle = 入\nlike = q\n[profile q]\ntitle = 入\nlike = p\n",
	    "w.profile:1：", "q" },
	{ "w.profile", "[profile p]\ntitle = 入\nforms = person\nsystems = mz\nperson.name 姓名\n",
	    "w.profile:4：", "code_system" },
	{ "w.profile", "[profile p]\ntitle = 入\nforms = person\nyesno = class\nperson.name 姓名\n",
	    "w.profile:4：", "1 和 0" },
	{ "w.form", PAGE "b text 乙\n    default = code_in('nowhere', a, 'mz')\n", "w.form:9：", "nowhere" },
	{ "w.profile", "[profile p]\ntitle = 入\nforms = person\nsource.age 姓名\n", "w.profile:4：", "number" },
	{ "w.profile", "[profile p]\ntitle = 入\nforms = person\ncompare = tea\nperson.name 姓名\n",
	    "w.profile:4：", "tea" },
	{ "w.profile", REPORT "a 4 left 甲\n[profile p]\ntitle = 入\nforms = person\ncompare = r\n"
	    "person.name 姓名\n", "w.profile:9：", "scope" },
	{ "w.profile", REPORT "scope = SELECT 1\na 4 left 甲\n[profile p]\ntitle = 入\n"
	    "forms = person\nperson = must\ncompare = r\nperson.name 姓名\n", "w.profile:11：",
	    "make" },
	/* settings and phrases */
	{ "w.settings", "[settings s]\ntitle = 设\na int 甲\n", "w.settings:3：", "默认值" },
	{ "w.settings", "[settings s]\ntitle = 设\na colour 1 甲\n", "w.settings:3：", "yesno" },
	{ "w.settings", "[settings s]\ntitle = 设\na int 11 甲\n    range = 1 10\n", "w.settings:3：", "1到10" },
	{ "w.settings", "[settings s]\ntitle = 设\na text day 甲\n    choice = eve:前一日\n",
	    "w.settings:3：", "前一日" },
	{ "w.settings", "[settings s]\ntitle = 设\na int 1 甲\na int 2 乙\n", "w.settings:4：", "w.settings:3" },
	{ "w.phrases", "[phrase p]\ntitle = 语\n", "w.phrases:1：", "sql = " },
	{ "w.phrases", "[phrase p]\ntitle = 语\nsql = 1\n[phrase p]\ntitle = 语\n", "w.phrases:4：", "w.phrases:1" },
};

static void
open_wrong(const struct wrong *one)
{
	struct err err = ERR_INIT;
	struct catalog *catalog = desk_catalog(&err, one->name, one->text);

	if (catalog != NULL && catalog_check(catalog, &err)) {
		catalog_free(catalog);
		fail_msg("taken without a word: %s", one->text);
	}
	catalog_free(catalog);
	if (err.kind != ERR_DATA || strncmp(err.text, one->where, strlen(one->where)) != 0 ||
	    strstr(err.text, one->remedy) == NULL)
		fail_msg("wanted %s … %s …, got %s\nof: %s", one->where, one->remedy,
		    err.text, one->text);
}

static void
catalog__wrong_definitions__are_told_with_line_and_remedy(void **state)
{
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		open_wrong(&wrong[i]);
	print_message("# %zu wrong definitions\n", i);
}

static void
catalog__phrase_in_a_circle__is_told(void **state)
{
	open_wrong(&(struct wrong){ "w.form", "[phrase p]\ntitle = 语\nsql = 1 + {q}\n"
	    "[phrase q]\ntitle = 语\nsql = 2 + {p}\n" PAGE "b int 乙\n    default = {p}\n",
	    "w.form:15：", "圈" });
}

/* Whatever stands in a file, it is refused or taken, never the end. */
static void
check_quietly(const char *name, const char *text, size_t size, bool paper)
{
	struct catalog_source source[3] = {
		{ name, text, size, false },
		{ "codes/paper.codes", desk_codes, strlen(desk_codes), false },
		{ "paper.form", desk_paper, strlen(desk_paper), false },
	};
	struct err err = ERR_INIT;
	struct catalog *catalog = catalog_open(source, paper ? 3 : 2, &err);

	if (catalog == NULL || !catalog_check(catalog, &err))
		assert_int_not_equal(err.text[0], 0);
	catalog_free(catalog);
}

static void
catalog__text_cut_anywhere__never_crashes(void **state)
{
	char *text;
	size_t i, n;

	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		for (n = strlen(wrong[i].text); n > 0; n -= n < 7 ? n : 7) {
			text = mem_textn(wrong[i].text, n);
			check_quietly("cut.form", text, n, true);
			free(text);
		}
}

static void
catalog__bytes_changed__never_crashes(void **state)
{
	static const char odd[] = "[]=+\n\t '{}\xff\x00#-,.x1";
	size_t at, n = strlen(desk_paper);
	unsigned seed = 1;
	char *text;

	for (at = 0; at < n; at++) {
		text = mem_textn(desk_paper, n);
		seed = seed * 1103515245u + 12345u;
		text[at] = odd[(seed >> 16) % (sizeof(odd) - 1)];
		check_quietly("odd.form", text, n, false);
		free(text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(catalog__wrong_definitions__are_told_with_line_and_remedy),
		cmocka_unit_test(catalog__phrase_in_a_circle__is_told),
		cmocka_unit_test(catalog__text_cut_anywhere__never_crashes),
		cmocka_unit_test(catalog__bytes_changed__never_crashes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
