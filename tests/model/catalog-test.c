/*
 * tests/model/catalog-test.c: definitions as they should be
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
#include "base/def.h"
#include "base/mem.h"
#include "tests/model/desk.h"

static struct catalog *
opened(const char *name, const char *text)
{
	struct err err = ERR_INIT;
	struct catalog *catalog = desk_catalog(&err, name, text);

	if (catalog == NULL || !catalog_check(catalog, &err))
		fail_msg("%s", err.text);
	return catalog;
}

/* ---- the catalog ---- */
static void
catalog_names__forms__come_in_file_order(void **state)
{
	struct catalog *catalog = opened(NULL, NULL);
	const char *const *name;

	assert_int_equal(catalog_names(catalog, "form", &name), 4);
	assert_string_equal(name[0], "person");
	assert_string_equal(name[3], "event");
	assert_int_equal(catalog_names(catalog, "rule", &name), 0);
	catalog_free(catalog);
}

static void
catalog_form__unknown_name__lists_what_there_is(void **state)
{
	struct catalog *catalog = opened(NULL, NULL);
	struct err err = ERR_INIT;

	assert_null(catalog_form(catalog, "tea", &err));
	assert_int_equal(err.kind, ERR_MISSING);
	assert_non_null(strstr(err.text, "person、period、visit、event"));
	assert_null(catalog_setting(catalog, "tea", &err));
	assert_int_equal(err.kind, ERR_MISSING);
	catalog_free(catalog);
}

static void
catalog_form__asked_twice__is_the_same(void **state)
{
	struct catalog *catalog = opened(NULL, NULL);
	struct err err = ERR_INIT;

	assert_ptr_equal(catalog_form(catalog, "visit", &err),
	    catalog_form(catalog, "visit", &err));
	catalog_free(catalog);
}

static void
catalog_digest__order_of_sources__does_not_matter(void **state)
{
	struct catalog_source one[2] = { { "a.form", "# a", 3, false }, { "b.form", "# b", 3, false } };
	struct catalog_source other[2] = { one[1], one[0] };
	struct catalog_source moved[2] = { { "a.form", "# b", 3, false }, { "b.form", "# a", 3, false } };
	struct catalog *a = catalog_open(one, 2, NULL), *b = catalog_open(other, 2, NULL);
	struct catalog *c = catalog_open(moved, 2, NULL);

	assert_int_equal(strlen(catalog_digest(a)), 64);
	assert_string_equal(catalog_digest(a), catalog_digest(b));
	assert_string_not_equal(catalog_digest(a), catalog_digest(c));
	catalog_free(a);
	catalog_free(b);
	catalog_free(c);
}

static void
catalog_digest__embedded_files__is_that_of_their_texts(void **state)
{
	struct err err = ERR_INIT;
	struct catalog *embedded = catalog_open_embedded(&err), *same;
	const struct catalog_source *source;
	size_t count = catalog_sources(embedded, &source);

	same = catalog_open(source, count, &err);
	assert_string_equal(catalog_digest(embedded), catalog_digest(same));
	catalog_free(same);
	catalog_free(embedded);
}

/* ---- forms ---- */
static void
catalog_form__all_parts__are_there(void **state)
{
	struct catalog *catalog = opened(NULL, NULL);
	const struct formdef *form = catalog_form(catalog, "visit", NULL);

	assert_string_equal(form->title, "走访记录");
	assert_int_equal(form->of, FORM_OF_PERIOD);
	assert_true(form->many);
	assert_int_equal(form->page_count, 2);
	assert_string_equal(form->page[1], "谈话");
	assert_int_equal(form->count, 5 + 2);	/* and the paper's own box and page */
	assert_int_equal(form->list_count, 2);
	assert_ptr_equal(form->list[1], formdef_field(form, "method"));
	assert_int_equal(form->order_count, 1);
	assert_true(form->order[0].descending);
	assert_int_equal(form->index_count, 2);
	assert_string_equal(form->index[1], "period visited_on");
	assert_int_equal(form->line, 20);
	assert_string_equal(form->file, "paper.form");
	assert_string_equal(formdef_field(form, "method")->table, "method");
	assert_string_equal(formdef_field(form, "answers")->target, "event");
	assert_true(fielddef_multi(formdef_field(form, "marks")));
	assert_int_equal(formdef_field(form, "content")->page, 1);
	assert_string_equal(formdef_field(form, "box")->label, "盒号");
	assert_null(formdef_field(form, "tea"));
	catalog_free(catalog);
}

static void
catalog_form__without_paper__has_no_box(void **state)
{
	struct catalog *catalog = opened(NULL, NULL);
	const struct formdef *form = catalog_form(catalog, "person", NULL);

	assert_int_equal(form->count, 2);
	assert_null(formdef_field(form, "box"));
	catalog_free(catalog);
}

static void
catalog_form__attributes__are_read(void **state)
{
	struct catalog *catalog = opened("tea.form", "[form tea]\ntitle = 茶\nof = office\n"
	    "basis = B\nlist = a\nmany = no\nsince = 2001-02-03\n[page 一]\n"
	    "a text 30 甲\n    required = yes\n    check = a <> ''\n    say = 空\n    stop = yes\n"
	    "    check3 = length(a) > 1\n    say3 = 短\n    help = 写\n    mask = name\n"
	    "    search = place\n    was = old\n"
	    "b money 乙\n    range = 0 12.5\n    unit = 元\n    carry = yes\n"
	    "c text 丙\n    serial = A000000\n    required = a IS NULL\n        OR b > 0\n"
	    "    until = 2020-12-31\n");
	const struct formdef *form = catalog_form(catalog, "tea", NULL);
	const struct fielddef *a = formdef_field(form, "a"), *b = formdef_field(form, "b");
	const struct fielddef *c = formdef_field(form, "c");

	assert_false(form->many);
	assert_int_equal(form->since, date_make(2001, 2, 3));
	assert_int_equal(form->until, DATE_NONE);
	assert_int_equal(a->length, 30);
	assert_string_equal(a->required, "1");
	assert_int_equal(a->check_count, 2);
	assert_true(a->check[0].stop);
	assert_string_equal(a->check[1].say, "短");
	assert_int_equal(a->check[1].line, 14);
	assert_int_equal(a->mask, MASK_NAME);
	assert_int_equal(a->search, SEARCH_PLACE);
	assert_string_equal(a->was, "old");
	assert_true(b->ranged && b->carry);
	assert_int_equal(b->most, 1250);
	assert_string_equal(b->unit, "元");
	assert_string_equal(c->serial, "A000000");
	assert_string_equal(c->required, "a IS NULL\nOR b > 0");
	assert_int_equal(c->until, date_make(2020, 12, 31));
	catalog_free(catalog);
}

static void
catalog_form__overlay__adds_blanks(void **state)
{
	struct catalog *catalog = opened("own.form", "[form visit +]\n[page 本所]\n"
	    "x_tea text 喝茶\n    check = x_tea <> content\n    say = 相同\n");
	const struct formdef *form = catalog_form(catalog, "visit", NULL);
	const struct fielddef *field = formdef_field(form, "x_tea");

	assert_int_equal(form->page_count, 3);
	assert_int_equal(field->page, 2);
	assert_string_equal(field->file, "own.form");
	assert_int_equal(field->line, 3);
	assert_int_equal(form->count, 5 + 2 + 1);
	catalog_free(catalog);
}

/* ---- codes ---- */
static void
codetable_spelling__every_writing__finds_the_code(void **state)
{
	static const struct { const char *text, *system, *code; } all[] = {
		{ "home", NULL, "home" }, { "HOME", NULL, "home" }, { "上门", NULL, "home" },
		{ " 上 门 ", NULL, "home" }, { "上　门", NULL, "home" }, { "入户", NULL, "home" },
		{ "ｈｏｍｅ", NULL, "home" }, { "01", "mz", "home" }, { "03", "mz", "phone" },
		{ "信件", NULL, "letter" }, { "上门", "mz", "home" }, { "01", "gb", NULL },
		{ "01", NULL, NULL }, { "", NULL, NULL }, { "飞", NULL, NULL },
	};
	struct catalog *catalog = opened(NULL, NULL);
	const struct codetable *table = catalog_codes(catalog, "method", NULL);
	const struct code *code;
	size_t i;

	for (i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		code = codetable_spelling(table, all[i].text, all[i].system);
		if (all[i].code == NULL)
			assert_null(code);
		else
			assert_string_equal(code == NULL ? all[i].text : code->code, all[i].code);
	}
	/* Theirs is the coarser set: the first of ours. */
	table = catalog_codes(catalog, "class", NULL);
	assert_string_equal(codetable_spelling(table, "1", "mz")->code, "key");
	catalog_free(catalog);
}

static void
codetable_code__parts__are_there(void **state)
{
	struct catalog *catalog = opened(NULL, NULL);
	const struct codetable *table = catalog_codes(catalog, "method", NULL);
	const struct code *phone = codetable_code(table, "phone");
	const struct code *letter = codetable_code(table, "letter");

	assert_string_equal(phone->class, "remote");
	assert_int_equal(phone->foreign_count, 2);
	assert_string_equal(phone->initials, "dh");
	assert_string_equal(codetable_code(table, "home")->initials, "sm");
	assert_true(code_open(letter, date_make(2013, 12, 28)));
	assert_false(code_open(letter, date_make(2013, 12, 29)));
	assert_true(code_open(letter, DATE_NONE));
	assert_int_equal(letter->also_count, 2);
	assert_null(codetable_code(table, "fly"));
	assert_string_equal(codetable_code(catalog_codes(catalog, "class", NULL), "drug")->upper, "key");
	catalog_free(catalog);
}

/* ---- rules, states, reports, lists, profiles, settings, phrases ---- */
static const char more[] =
    "[rule quarter]\ntitle = 季度\nact = 走访\nbasis = B\nset = s1 s2\nsubject = period\nower = 站\n"
    "applies = SELECT 1\nstarts = SELECT 2\nanswered_by = SELECT 3\n    , 4\nevery = half year\n"
    "first = same\ngrace = 3\nuntil = SELECT {last}\n"
    "[rule once]\ntitle = 一次\nbasis = B\nsubject = event\nower = 县办\napplies = SELECT 1\n"
    "starts = SELECT 2\nanswered_by = SELECT 3\nwithin = setting('days') workdays\nearly = 7\n"
    "answer = visit answers\nsince = 2010-01-01\nuntil = 2019-12-31\n"
    "[rule after]\ntitle = 后\nbasis = B\nsubject = period\nower = 小组\napplies = SELECT 1\n"
    "starts = SELECT 2\nanswered_by = SELECT 3\nevery = 3 months after\n"
    "[states stage]\ntitle = 环节\nbasis = B\nsubject = period\npick = many\nheld 在册\n"
    "    when = SELECT {last}\nfree 已解除\n    when = SELECT 5\n    basis = C\n"
    "[phrase last]\ntitle = 末\nsql = max(1, '{x}')\n"
    "[settings office]\ntitle = 设\ndays int 5 期限\n    range = 1 30\nlast text - 末日\n"
    "    choice = same:当日 eve:前日\n    help = 选\n"
    "[report book]\ntitle = 册\nbasis = B\npaper = A4 landscape\nfont = 8\n"
    "param to date 截至 today()\nparam = kind code class 类别\n"
    "select = SELECT 1 AS a, 2 AS b, 3 AS c\ngroup = c 村居 小计\ntotal = 合计\nsignoff = 填表人\n"
    "a 12 left 甲\n    wrap = yes\nb 4 right 乙\n    sum = yes\n    format = label class\n"
    "[list rows]\ntitle = 列\nselect = SELECT 1 AS a\na 3 甲\n    mask = phone\n"
    "[profile in]\ntitle = 入\nforms = visit event\nmatch = id_card name\nperson = must\n"
    "links = visit.answers event\nsum = 合计 总计\n"
    "person.name 姓名 人员姓名\n    required = yes\n"
    "visit.method 方式\n    value = 是:home 电:话:phone\n    fill = overwrite\n"
    "event.happened_on 日期\n    from = visit.visited_on\nsource.number 编号\n- 序号 行号\n";

static void
catalog_rule__rhythms__are_read(void **state)
{
	struct catalog *catalog = opened("more.rules", more);
	const struct ruledef *rule = catalog_rule(catalog, "quarter", NULL);

	assert_int_equal(rule->every, EVERY_HALF);
	assert_true(rule->first_same && rule->ours);
	assert_int_equal(rule->grace, 3);
	assert_string_equal(rule->answered_by.sql, "SELECT 3\n, 4");
	assert_int_equal(rule->answered_by.line, 10);
	assert_string_equal(rule->until.sql, "SELECT (max(1, '{x}'))");
	assert_null(rule->excused.sql);
	rule = catalog_rule(catalog, "once", NULL);
	assert_int_equal(rule->every, EVERY_NOT);
	assert_string_equal(rule->count_sql, "setting('days')");
	assert_int_equal(rule->unit, UNIT_WORKDAYS);
	assert_int_equal(rule->early, 7);
	assert_false(rule->ours);
	assert_int_equal(rule->since, date_make(2010, 1, 1));
	assert_int_equal(rule->stop, date_make(2019, 12, 31));
	assert_null(rule->until.sql);
	assert_string_equal(rule->act, "一次");
	assert_string_equal(rule->answer_form, "visit");
	assert_string_equal(rule->answer_blank, "answers");
	rule = catalog_rule(catalog, "after", NULL);
	assert_int_equal(rule->every, EVERY_AFTER);
	assert_int_equal(rule->count, 3);
	assert_int_equal(rule->unit, UNIT_MONTHS);
	catalog_free(catalog);
}

static void
catalog_states__track__keeps_its_order(void **state)
{
	struct catalog *catalog = opened("more.rules", more);
	const struct statetrack *track = catalog_states(catalog, "stage", NULL);

	assert_true(track->many);
	assert_int_equal(track->count, 2);
	assert_string_equal(track->state[0].name, "held");
	assert_string_equal(track->state[0].basis, "B");
	assert_string_equal(track->state[1].label, "已解除");
	assert_string_equal(track->state[1].basis, "C");
	catalog_free(catalog);
}

static void
catalog_document__forms__come_in_order_then_the_rest(void **state)
{
	static const char text[] = "[document file]\ntitle = 档\nbasis = B\n"
	    "forms = period person *\nsignoff = 甲 乙\n"
	    "[form tea]\ntitle = 茶\nof = period\nbasis = B\nprint = table\n"
	    "signoff = 丙\nlist = a\n[page 一]\na text 甲\n";
	struct catalog *catalog = opened("file.document", text);
	const struct documentdef *document = catalog_document(catalog, "file", NULL);
	const struct formdef *form = catalog_form(catalog, "tea", NULL);

	assert_int_equal(document->form_count, 2);
	assert_string_equal(document->form[0], "period");
	assert_string_equal(document->form[1], "person");
	assert_true(document->rest);
	assert_string_equal(document->paper, "A4 portrait");
	assert_int_equal(document->font, 10);
	assert_string_equal(document->signoff, "甲 乙");
	assert_int_equal(form->print, FORM_TABLE);
	assert_string_equal(form->signoff, "丙");
	assert_false(form->led);
	catalog_free(catalog);
}

static void
catalog_report__parts__are_read(void **state)
{
	struct catalog *catalog = opened("more.rules", more);
	const struct reportdef *report = catalog_report(catalog, "book", NULL);

	assert_int_equal(report->font, 8);
	assert_int_equal(report->param_count, 2);
	assert_string_equal(report->param[0].name, "kind");
	assert_string_equal(report->param[0].type, "code class");
	assert_null(report->param[0].initial);
	assert_string_equal(report->param[1].initial, "today()");
	assert_string_equal(report->group, "c");
	assert_string_equal(report->group_total, "小计");
	assert_int_equal(report->column_count, 2);
	assert_true(report->column[0].wrap && report->column[1].sum);
	assert_int_equal(report->column[1].align, CELL_RIGHT);
	assert_string_equal(report->column[1].table, "class");
	assert_false(report->listing);
	report = catalog_list(catalog, "rows", NULL);
	assert_true(report->listing);
	assert_int_equal(report->column[0].mask, MASK_PHONE);
	assert_int_equal(report->column[0].align, CELL_LEFT);
	catalog_free(catalog);
}

static void
catalog_profile__parts__are_read(void **state)
{
	struct catalog *catalog = opened("more.rules", more);
	const struct profiledef *profile = catalog_profile(catalog, "in", NULL);
	const struct importfield *field;

	assert_int_equal(profile->form_count, 2);
	assert_int_equal(profile->extra_count, 3);
	assert_string_equal(profile->extra[0].key, "person");
	assert_int_equal(profile->count, 5);
	field = profile->field;
	assert_true(field[0].required);
	assert_int_equal(field[0].head_count, 2);
	assert_true(field[1].overwrite);
	assert_string_equal(field[1].value[1].from, "电:话");
	assert_string_equal(field[1].value[1].to, "phone");
	assert_string_equal(field[2].from_form, "visit");
	assert_string_equal(field[2].from_field, "visited_on");
	assert_string_equal(field[3].form, "source");
	assert_null(field[4].form);
	assert_string_equal(field[4].head[1], "行号");
	catalog_free(catalog);
}

static void
catalog_setting__values__are_judged(void **state)
{
	struct catalog *catalog = opened("more.rules", more);
	const struct settingdef *days = catalog_setting(catalog, "days", NULL);
	const struct settingdef *last = catalog_setting(catalog, "last", NULL);
	const char *const *name;
	struct err err = ERR_INIT;

	assert_int_equal(catalog_names(catalog, "settings", &name), 2);
	assert_string_equal(name[1], "last");
	assert_string_equal(days->initial, "5");
	assert_null(last->initial);
	assert_true(setting_fits(days, "30", &err));
	assert_false(setting_fits(days, "31", &err));
	assert_false(setting_fits(days, "3x", &err));
	assert_true(setting_fits(last, "eve", &err));
	assert_false(setting_fits(last, "never", &err));
	assert_non_null(strstr(err.text, "前日"));
	catalog_free(catalog);
}

/* ---- the embedded set ---- */
static void
catalog_open_embedded__whole_set__checks(void **state)
{
	struct err err = ERR_INIT;
	struct catalog *catalog = catalog_open_embedded(&err);

	if (catalog == NULL || !catalog_check(catalog, &err))
		fail_msg("%s", err.text);
	catalog_free(catalog);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(catalog_names__forms__come_in_file_order),
		cmocka_unit_test(catalog_form__unknown_name__lists_what_there_is),
		cmocka_unit_test(catalog_form__asked_twice__is_the_same),
		cmocka_unit_test(catalog_digest__order_of_sources__does_not_matter),
		cmocka_unit_test(catalog_digest__embedded_files__is_that_of_their_texts),
		cmocka_unit_test(catalog_form__all_parts__are_there),
		cmocka_unit_test(catalog_form__without_paper__has_no_box),
		cmocka_unit_test(catalog_form__attributes__are_read),
		cmocka_unit_test(catalog_form__overlay__adds_blanks),
		cmocka_unit_test(codetable_spelling__every_writing__finds_the_code),
		cmocka_unit_test(codetable_code__parts__are_there),
		cmocka_unit_test(catalog_rule__rhythms__are_read),
		cmocka_unit_test(catalog_states__track__keeps_its_order),
		cmocka_unit_test(catalog_document__forms__come_in_order_then_the_rest),
		cmocka_unit_test(catalog_report__parts__are_read),
		cmocka_unit_test(catalog_profile__parts__are_read),
		cmocka_unit_test(catalog_setting__values__are_judged),
		cmocka_unit_test(catalog_open_embedded__whole_set__checks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
