/*
 * tests/model/expr-test.c: live checks, conditions and defaults of a form
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
#include <time.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/mem.h"
#include "model/expr.h"
#include "tests/model/desk.h"
#include "tests/model/paper.h"

static const char tea[] =
    "[form tea]\ntitle = 茶\nof = period\nbasis = B\nlist = day\norder = day\n[page 一]\n"
    "day     date 日期\n    required = yes\n    default = today()\n"
    "    check = day >= period.released_on\n    say = 早于释放\n"
    "    check2 = tea.day <= today()\n    say2 = 晚于今天\n    stop2 = yes\n"
    "name    text 4 名称\n"
    "    check = name <> person.name -- 'quoted' name\n    say = 与本人同名\n"
    "method  code method 方式\n"
    "kinds   codes class 种类\n    required = method = 'home' AND kinds = 0\n"
    "next_on date 下次\n    required = method = 'phone'\n    shown = method IS NOT 'letter'\n"
    "    default = add_days(day, 7)\n    check = next_on > day\n    say = 应晚于日期\n"
    "price   money 价\n    range = 0 100\n    check = price <> 250\n    say = 二元五\n"
    "    default = CASE WHEN name = 'free' THEN 5 * 2 END\n"
    "cold    yesno 凉\n    default = name = 'ice'\n"
    "cups    int 杯\n    range = 1 9\n"
    "tel     phone 电话\n"
    "card    id_card 证件\n    default = substr('33072619900307', 1, 6)\n"
    "old     text 旧栏\n    until = 2010-01-01\n    required = yes\n";

struct fixture {
	struct db	*db;
	struct catalog	*catalog;
	const struct formdef *form;
	struct formexpr	*expr;
	struct record	*record, *person, *period;
};

static int
set_up(void **state)
{
	struct fixture *f = mem_new(sizeof(*f));
	struct err err = ERR_INIT;

	date_set_today(date_make(2025, 6, 30));
	f->catalog = desk_catalog(&err, "tea.form", tea);
	f->db = paper_db(&err);
	if (f->catalog != NULL && f->db != NULL && catalog_check(f->catalog, &err))
		f->form = catalog_form(f->catalog, "tea", &err);
	if (f->form != NULL)
		f->expr = formexpr_make(f->db, f->catalog, f->form, &err);
	if (f->expr == NULL) {
		print_error("%s\n", err.text);
		return -1;
	}
	f->record = paper_record(f->form);
	f->person = paper_record(catalog_form(f->catalog, "person", &err));
	f->period = paper_record(catalog_form(f->catalog, "period", &err));
	paper_set(f->person, "name", "张三");
	paper_set(f->period, "released_on", "2025-01-10");
	*state = f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	paper_free(f->record);
	paper_free(f->person);
	paper_free(f->period);
	formexpr_close(f->expr);
	db_close(f->db);
	catalog_free(f->catalog);
	free(f);
	date_set_today(DATE_NONE);
	return 0;
}

/* "blank:sentence[!];…" */
static char *
problems(struct fixture *f)
{
	struct problem *list;
	struct err err = ERR_INIT;
	struct buf out = BUF_INIT;
	size_t i, n;

	if (!formexpr_problems(f->expr, f->record, f->person, f->period, &list, &n, &err))
		fail_msg("%s", err.text);
	for (i = 0; i < n; i++)
		buf_addf(&out, "%s:%s%s;", list[i].field->name, list[i].say,
		    list[i].stop ? "!" : "");
	free(list);
	return out.text == NULL ? mem_text("") : buf_take(&out);
}

static void
assert_problems(struct fixture *f, const char *wanted)
{
	char *got = problems(f);

	assert_string_equal(got, wanted);
	free(got);
}

static void
formexpr_problems__empty_record__asks_what_is_required(void **state)
{
	assert_problems(*state, "day:必填，还空着;");
}

static void
formexpr_problems__own_and_owners_blanks__are_compared(void **state)
{
	struct fixture *f = *state;

	paper_set(f->record, "day", "2025-01-09");
	assert_problems(f, "day:早于释放;");
	paper_set(f->record, "day", "2025-07-01");
	assert_problems(f, "day:晚于今天!;");
	paper_set(f->record, "day", "2025-06-30");
	assert_problems(f, "");
	paper_set(f->record, "name", "张三");
	assert_problems(f, "name:与本人同名;");
	paper_set(f->record, "name", "李四");
	paper_set(f->record, "next_on", "2025-06-30");
	assert_problems(f, "next_on:应晚于日期;");
}

static void
formexpr_problems__without_owner__comparisons_pass(void **state)
{
	struct fixture *f = *state;
	struct problem *list;
	size_t n;

	paper_set(f->record, "day", "2024-01-09");
	paper_set(f->record, "name", "张三");
	assert_true(formexpr_problems(f->expr, f->record, NULL, NULL, &list, &n, NULL));
	assert_int_equal(n, 0);
	free(list);
}

static void
formexpr_problems__several_values__count(void **state)
{
	struct fixture *f = *state;

	paper_set(f->record, "day", "2025-06-01");
	paper_set(f->record, "method", "home");
	assert_problems(f, "kinds:必填，还空着;");
	paper_set(f->record, "kinds", "key\nordinary");
	assert_problems(f, "");
}

static void
formexpr_problems__empty_for_a_reason__is_no_problem(void **state)
{
	struct fixture *f = *state;

	f->record->absent[0] = mem_text("unknown");
	assert_problems(f, "");
}

static void
formexpr_problems__types__know_their_own(void **state)
{
	struct fixture *f = *state;

	paper_set(f->record, "day", "2025-06-01");
	paper_set(f->record, "name", "一二三四五");
	paper_set(f->record, "price", "100.01");
	paper_set(f->record, "cups", "0");
	paper_set(f->record, "tel", "1380013800");
	paper_set(f->record, "card", "110105194912310021");
	paper_set(f->record, "method", "letter");
	paper_set(f->record, "kinds", "gone");
	assert_problems(f, "name:超过4个字，请删减;"
	    "method:所选项在这张表的日期不在使用期内，请核对日期或改选;"
	    "kinds:代码表里没有这一项，请重选;"
	    "price:应在0.00到100.00元之间，请核对;cups:应在1到9之间，请核对;"
	    "tel:电话号码位数或格式不对，请核对;card:校验码不符，可能输错了一位，请对照证件;");
	paper_set(f->record, "price", "2.50");		/* its own check speaks first */
	paper_set(f->record, "tel", "13800138000、0579-82345678");
	paper_set(f->record, "card", "11010519491231002X");
	paper_set(f->record, "kinds", "key");
	paper_set(f->record, "cups", "3");
	paper_set(f->record, "name", "一二三四");
	paper_set(f->record, "method", "phone");
	paper_set(f->record, "next_on", "2025-07-01");
	assert_problems(f, "price:二元五;");
}

static void
formexpr_problems__code_of_its_time__is_open(void **state)
{
	struct fixture *f = *state;

	paper_set(f->period, "released_on", "2013-01-10");
	paper_set(f->record, "day", "2013-12-28");
	paper_set(f->record, "method", "letter");
	assert_problems(f, "");
	/* Without its own date the paper bears its period's. */
	paper_set(f->record, "day", NULL);
	assert_problems(f, "day:必填，还空着;");
	paper_set(f->period, "released_on", "2014-01-10");
	assert_problems(f, "day:必填，还空着;"
	    "method:所选项在这张表的日期不在使用期内，请核对日期或改选;");
}

static void
formexpr_shown__conditions__follow_the_values(void **state)
{
	struct fixture *f = *state;
	bool shown[32], required[32];
	size_t next = (size_t)(formdef_field(f->form, "next_on") - f->form->field);
	size_t old = (size_t)(formdef_field(f->form, "old") - f->form->field);

	assert_true(formexpr_shown(f->expr, f->record, f->person, f->period, shown, required, NULL));
	assert_true(shown[next] && !required[next] && required[0]);
	assert_false(shown[old]);
	paper_set(f->record, "method", "phone");
	paper_set(f->record, "day", "2009-12-31");
	assert_true(formexpr_shown(f->expr, f->record, f->person, f->period, shown, required, NULL));
	assert_true(required[next]);
	assert_true(shown[old] && required[old]);
	paper_set(f->record, "method", "letter");
	assert_true(formexpr_shown(f->expr, f->record, f->person, f->period, shown, required, NULL));
	assert_false(shown[next] || required[next]);
}

static void
formexpr_defaults__new_record__waits_for_other_defaults(void **state)
{
	struct fixture *f = *state;

	assert_true(formexpr_defaults(f->expr, f->record, f->person, f->period, NULL));
	assert_string_equal(paper_get(f->record, "day"), "2025-06-30");
	assert_string_equal(paper_get(f->record, "next_on"), "2025-07-07");
	assert_null(paper_get(f->record, "price"));
	assert_null(paper_get(f->record, "cold"));	/* no name: NULL */
	paper_set(f->record, "name", "free");
	paper_set(f->record, "next_on", "2025-08-01");
	assert_true(formexpr_defaults(f->expr, f->record, f->person, f->period, NULL));
	assert_string_equal(paper_get(f->record, "price"), "0.10");	/* fen */
	assert_string_equal(paper_get(f->record, "cold"), "0");
	assert_string_equal(paper_get(f->record, "next_on"), "2025-08-01");
}

static void
formexpr_derive__facts__are_never_made_up(void **state)
{
	struct fixture *f = *state;

	assert_true(formexpr_derive(f->expr, f->record, f->person, f->period, NULL));
	assert_null(paper_get(f->record, "day"));
	assert_null(paper_get(f->record, "card"));
	paper_set(f->record, "day", "2025-06-01");
	assert_true(formexpr_derive(f->expr, f->record, f->person, f->period, NULL));
	assert_string_equal(paper_get(f->record, "next_on"), "2025-06-08");
	f->record->absent[1] = mem_text("unknown");
	assert_null(paper_get(f->record, "name"));
}

static void
formexpr_follow__one_blank__fills_what_reads_it(void **state)
{
	struct fixture *f = *state;

	paper_set(f->record, "day", "2025-06-01");
	paper_set(f->record, "name", "ice");
	assert_true(formexpr_follow(f->expr, f->record, formdef_field(f->form, "name"),
	    f->person, f->period, NULL));
	assert_string_equal(paper_get(f->record, "cold"), "1");
	assert_null(paper_get(f->record, "next_on"));	/* nothing it reads has changed */
	assert_true(formexpr_follow(f->expr, f->record, formdef_field(f->form, "day"),
	    f->person, f->period, NULL));
	assert_string_equal(paper_get(f->record, "next_on"), "2025-06-08");
}

/* What is wrong is told with the line of the very expression. */
static void
formexpr_make__wrong_expressions__are_told_with_their_line(void **state)
{
	static const struct { const char *attr, *where, *what; } wrong[] = {
		{ "check = a > b\n    say = x\n", "w.form:8：", "b" },
		{ "required = a >\n", "w.form:8：", "" },
		{ "help = x\n    default = (a))\n", "w.form:9：", "" },
		{ "shown = (SELECT 1 FROM visit)\n", "w.form:8：", "visit" },
		{ "shown = (SELECT count(*) FROM standing)\n", "w.form:8：", "standing" },
		{ "check = period.nothing = 1\n    say = x\n", "w.form:8：", "nothing" },
		{ "check = period.released_on = 1\n    say = x\n", "w.form:8：", "period" },
		{ "default = date('now')\n", "w.form:8：", "date" },
		{ "default = 1), (2\n", "w.form:8：", "括号" },
		{ "default = 1; DROP TABLE x\n", "w.form:8：", "" },
		{ "default = CURRENT_DATE\n", "w.form:8：", "" },
		{ "check = a GLOB 'x'\n    say = x\n", "w.form:8：", "" },
		{ "check = a = \"text\"\n    say = x\n", "w.form:8：", "text" },
	};
	struct fixture *f = *state;
	struct catalog *catalog;
	struct formexpr *expr;
	struct err err;
	char *text;
	size_t i;

	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		err_clear(&err);
		text = mem_printf("[form w]\ntitle = 错\nof = person\nbasis = B\nlist = a\n"
		    "[page 一]\na int 甲\n    %s", wrong[i].attr);
		catalog = desk_catalog(&err, "w.form", text);
		assert_non_null(catalog);
		expr = formexpr_make(f->db, catalog, catalog_form(catalog, "w", &err), &err);
		formexpr_close(expr);
		if (expr != NULL || strncmp(err.text, wrong[i].where,
		    strlen(wrong[i].where)) != 0 || strstr(err.text, wrong[i].what) == NULL)
			fail_msg("wanted %s %s, got %s for %s", wrong[i].where, wrong[i].what,
			    err.text, wrong[i].attr);
		catalog_free(catalog);
		free(text);
	}
}

/* Every form of the embedded paper, and how long a field exit takes. */
static void
formexpr_problems__embedded_forms__are_quick(void **state)
{
	struct fixture *f = *state;
	struct err err = ERR_INIT;
	struct catalog *catalog = catalog_open_embedded(&err);
	const char *const *name;
	size_t i, n = catalog_names(catalog, "form", &name), count;
	struct timespec from, to;
	struct problem *list;
	struct formexpr *expr;
	struct record *record;
	int run;

	for (i = 0; i < n; i++) {
		clock_gettime(CLOCK_MONOTONIC, &from);
		expr = formexpr_make(f->db, catalog, catalog_form(catalog, name[i], &err), &err);
		if (expr == NULL)
			fail_msg("%s", err.text);
		clock_gettime(CLOCK_MONOTONIC, &to);
		print_message("# %s: open %.2f ms", name[i],
		    (double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) / 1e6);
		record = paper_record(catalog_form(catalog, name[i], &err));
		clock_gettime(CLOCK_MONOTONIC, &from);
		for (run = 0; run < 100; run++) {
			if (!formexpr_problems(expr, record, NULL, NULL, &list, &count, &err))
				fail_msg("%s", err.text);
			free(list);
		}
		clock_gettime(CLOCK_MONOTONIC, &to);
		print_message(", problems %.3f ms\n", ((double)(to.tv_sec - from.tv_sec) * 1e3 +
		    (double)(to.tv_nsec - from.tv_nsec) / 1e6) / 100);
		paper_free(record);
		formexpr_close(expr);
	}
	catalog_free(catalog);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(formexpr_problems__empty_record__asks_what_is_required, set_up, tear_down),
		cmocka_unit_test_setup_teardown(formexpr_problems__own_and_owners_blanks__are_compared, set_up, tear_down),
		cmocka_unit_test_setup_teardown(formexpr_problems__without_owner__comparisons_pass, set_up, tear_down),
		cmocka_unit_test_setup_teardown(formexpr_problems__several_values__count, set_up, tear_down),
		cmocka_unit_test_setup_teardown(formexpr_problems__empty_for_a_reason__is_no_problem, set_up, tear_down),
		cmocka_unit_test_setup_teardown(formexpr_problems__types__know_their_own, set_up, tear_down),
		cmocka_unit_test_setup_teardown(formexpr_problems__code_of_its_time__is_open, set_up, tear_down),
		cmocka_unit_test_setup_teardown(formexpr_shown__conditions__follow_the_values, set_up, tear_down),
		cmocka_unit_test_setup_teardown(formexpr_defaults__new_record__waits_for_other_defaults, set_up, tear_down),
		cmocka_unit_test_setup_teardown(formexpr_derive__facts__are_never_made_up, set_up, tear_down),
		cmocka_unit_test_setup_teardown(formexpr_follow__one_blank__fills_what_reads_it, set_up, tear_down),
		cmocka_unit_test_setup_teardown(formexpr_make__wrong_expressions__are_told_with_their_line, set_up, tear_down),
		cmocka_unit_test_setup_teardown(formexpr_problems__embedded_forms__are_quick, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
