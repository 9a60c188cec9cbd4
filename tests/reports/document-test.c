/*
 * tests/reports/document-test.c: one person's paper over a real store
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "reports/document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/mem.h"
#include "model/record.h"
#include "reports/render-pdf.h"
#include "reports/render-text.h"
#include "tests/model/office.h"
#include "tests/reports/ledger.h"

static struct place *place;
static struct store *store;
static char person[STORE_ID_SIZE], empty[STORE_ID_SIZE];
static char period[2][STORE_ID_SIZE];	/* the older one, the newer one */
static char *long_note;			/* no two of its sentences are equal */

/* ---- the people ---- */

/* Saves a record; its id. */
static void
save(struct record *record, char id[STORE_ID_SIZE])
{
	office_do(store, CHANGE_CREATE, record);
	if (id != NULL)
		memcpy(id, record->id, STORE_ID_SIZE);
	record_free(record);
}

static void
save_visit(const char *who, const char *of, const char *day,
    const char *content, const char *answers)
{
	save(office_record(store, "visit", who, of, "visited_on", day, "place",
	    "前湾村12号", "kind", "regular", "method", "home", "visitors", "王某", "met", "1",
	    "mood", "stable", "content", content, "result", "good",
	    "answers", answers, NULL), NULL);
}

static void
make_older(void)
{
	save(office_record(store, "period", person, NULL, "released_on",
	    "2012-05-20", "village", "前湾村", "offence", "盗窃罪", "ended_on",
	    "2017-05-20", NULL), period[0]);
	save_visit(person, period[0], "2013-01-05", "旧档。", NULL);
}

static void
make_newer(void)
{
	struct record *record = office_record(store, "period", person, NULL,
	    "released_on", "2024-11-02", "village", "后湾社区（原粮站宿舍）",
	    "offence", "寻衅滋事罪、故意伤害罪", "responsible", "王某", "term_months",
	    "36", "died_inside", "0", NULL);
	char trigger[STORE_ID_SIZE];

	record_set_absent(record, "phone", "refused");
	record_set_absent(record, "rewards", "none");
	save(record, period[1]);
	save(office_record(store, "family", person, period[1], "name", "李四",
	    "relation", "spouse", "age", "41", "remark",
	    "与本人分居，孩子由祖父母照看。", NULL), NULL);
	save(office_record(store, "trigger", person, period[1], "happened_on",
	    "2025-03-01", "kind", "hardship", "situation", "房屋漏雨，无钱修缮。",
	    NULL), trigger);
	save_visit(person, period[1], "2025-06-07", "后来的一次。", NULL);
	save_visit(person, period[1], "2025-03-02", long_note, trigger);
}

static void
make_people(void)
{
	struct record *record = office_record(store, "person", NULL, NULL,
	    "name", "𠮷田某", "sex", "m", "id_card", "11010519491231002X", NULL);
	struct buf note = BUF_INIT;
	int i;

	record_set_absent(record, "former_name", "unknown");
	save(record, person);
	for (i = 1; i <= 120; i++)
		buf_addf(&note, "第%d句，谈了工作、生活和家里的情况；", i);
	long_note = buf_take(&note);
	make_older();
	make_newer();
	/* What is removed is not in the folder. */
	record = office_record(store, "visit", person, period[1], "visited_on",
	    "2025-09-09", "content", "误录的一次。", NULL);
	office_do(store, CHANGE_CREATE, record);
	office_do(store, CHANGE_REMOVE, record);
	record_free(record);
	save(office_record(store, "person", NULL, NULL, "name", "张某", NULL),
	    empty);
}

static int
set_up(void **state)
{
	struct store_options options = { .user = "测试员" };
	struct err err = ERR_INIT;

	date_set_today(date_make(2026, 3, 4));
	place = place_new();
	options.path = place_file(place, "store.db");
	store = store_create(&options, "城关司法所", date_make(2025, 1, 1), &err);
	if (store == NULL)
		fail_msg("%s", err.text);
	make_people();
	return 0;
}

static int
tear_down(void **state)
{
	free(long_note);
	store_close(store);
	place_free(place);
	return 0;
}

static struct document *
open_document(const char *who, const char *of,
    const struct layout_profile *profile)
{
	struct document_options options = { .period = of, .profile = profile };
	struct err err = ERR_INIT;
	struct document *document = document_open(store, "dossier", who,
	    &options, &err);

	if (document == NULL)
		fail_msg("%s", err.text);
	return document;
}

/* All pages from ... to as text, or as the serialised sheet. */
static char *
pages_text(struct document *document, long from, long to, bool sheet)
{
	struct pages pages = document_pages(document);
	struct buf out = BUF_INIT;
	struct sheet_page *page;
	struct err err = ERR_INIT;
	long n;

	if (sheet)
		sheet_write_head(pages.sheet, &out);
	for (n = from; n <= to && n <= pages.count; n++) {
		page = pages.page(pages.from, n, &err);
		assert_non_null(page);
		if (sheet)
			sheet_write_page(page, &out);
		else
			render_text_page(pages.sheet, page, &out);
		sheet_page_free(page);
	}
	return buf_take(&out);
}

/* ---- goldens ---- */

/* The cover, and from the second 登记表's end on: tables, cards, a long note. */
static void
document_page__equals_golden__of_two_periods(void **state)
{
	struct document *document = open_document(person, NULL, &layout_narrow);
	long last = document_pages(document).count;
	char *first = pages_text(document, 1, 1, false);
	char *rest = pages_text(document, last - 6, last, false);
	char *text = mem_printf("%s%s", first, rest);

	expect_golden("document-narrow.txt", text);
	free(first);
	free(rest);
	free(text);
	document_close(document);
}

static void
document_page__equals_golden__as_a_sheet(void **state)
{
	struct document *document = open_document(person, period[1],
	    &render_pdf_profile);
	char *text = pages_text(document, 1, 2, true);

	expect_golden("document-sheet.txt", text);
	free(text);
	document_close(document);
}

static void
document_page__equals_golden__wide_frames(void **state)
{
	struct document *document = open_document(empty, NULL, &layout_wide);
	char *text = pages_text(document, 1, 1000, false);

	expect_golden("document-wide.txt", text);
	free(text);
	document_close(document);
}

/* ---- nothing is lost, nothing too much ---- */

/* What stands in cells as values, all pages behind one another. */
static char *
values(struct document *document)
{
	struct pages pages = document_pages(document);
	const struct sheet_line *line;
	struct buf out = BUF_INIT;
	struct sheet_page *page;
	struct err err = ERR_INIT;
	size_t i;
	long n;
	int row;

	for (n = 1; n <= pages.count; n++) {
		page = pages.page(pages.from, n, &err);
		assert_non_null(page);
		for (row = 1; row < page->rows - 1; row++) {
			line = &page->line[row];
			for (i = 0; i < line->count; i++)
				if (line->piece[i].style == SHEET_PLAIN)
					buf_add(&out, line->piece[i].text);
		}
		sheet_page_free(page);
	}
	return buf_take(&out);
}

static void
document_page__loses_nothing__of_a_note_over_pages(void **state)
{
	static const struct layout_profile *const profile[] = { &layout_narrow,
		&layout_wide, &render_pdf_profile };
	struct document *document;
	char *text;
	size_t i;

	for (i = 0; i < 3; i++) {
		document = open_document(person, period[1], profile[i]);
		text = values(document);
		assert_non_null(strstr(text, long_note));
		assert_non_null(strstr(text, "𠮷田某"));
		assert_non_null(strstr(text, "11010519491231002X"));
		free(text);
		document_close(document);
	}
}

static void
document_page__leaves_out__what_is_removed_or_of_another_period(void **state)
{
	struct document *document = open_document(person, period[1],
	    &layout_narrow);
	char *text = values(document);

	assert_null(strstr(text, "误录的一次"));
	assert_null(strstr(text, "旧档"));
	assert_non_null(strstr(text, "后来的一次"));
	/* The oldest comes first, whatever the list's order. */
	assert_true(strstr(text, "第1句") < strstr(text, "后来的一次"));
	free(text);
	document_close(document);
	document = open_document(person, NULL, &layout_narrow);
	text = values(document);
	assert_non_null(strstr(text, "旧档"));
	free(text);
	document_close(document);
}

static void
document_page__says_why_blanks_are_empty(void **state)
{
	struct document *document = open_document(person, NULL, &layout_narrow);
	char *text = values(document);

	assert_non_null(strstr(text, "拒绝"));
	assert_non_null(strstr(text, "不详"));
	free(text);
	document_close(document);
}

static void
document_open__prints_the_person__who_has_no_period(void **state)
{
	struct document *document = open_document(empty, NULL, &layout_narrow);
	char *text = values(document);

	assert_int_equal(document_pages(document).count, 2);
	assert_int_equal(document_records(document), 1);
	assert_non_null(strstr(text, "还没有建立"));
	assert_non_null(strstr(document_subject(document), "张某"));
	free(text);
	document_close(document);
}

/* ---- many ---- */

static void
document_page__each_is_whole__of_many_cards(void **state)
{
	enum { VISITS = 60 };
	char day[DATE_SIZE], who[STORE_ID_SIZE], of[STORE_ID_SIZE];
	struct document *document;
	struct pages pages;
	char *text;
	int i;

	save(office_record(store, "person", NULL, NULL, "name", "赵某", NULL),
	    who);
	save(office_record(store, "period", who, NULL, "released_on",
	    "2020-01-01", NULL), of);
	for (i = 0; i < VISITS; i++)
		save_visit(who, of, date_print(date_make(2021, 1, 1) + i, day),
		    "谈话。", NULL);
	document = open_document(who, NULL, &layout_narrow);
	pages = document_pages(document);
	assert_int_equal(document_records(document), VISITS + 1);
	/* A short one fits on a page of its own. */
	text = pages_text(document, pages.count, pages.count, false);
	assert_non_null(strstr(text, "第 60 份 共 60 份"));
	assert_non_null(strstr(text, "被访人签名"));
	free(text);
	text = pages_text(document, pages.count - 1, pages.count - 1, false);
	assert_non_null(strstr(text, "第 59 份 共 60 份"));
	free(text);
	document_close(document);
}

/* ---- which, and when it goes wrong ---- */

static void
document_period__knows_days_and_words(void **state)
{
	struct err err = ERR_INIT;
	char id[STORE_ID_SIZE];

	assert_true(document_period(store, person, "全部", id, &err));
	assert_string_equal(id, "");
	assert_true(document_period(store, person, "最近", id, &err));
	assert_string_equal(id, period[1]);
	assert_true(document_period(store, person, "2012.5.20", id, &err));
	assert_string_equal(id, period[0]);
	assert_false(document_period(store, person, "2012-05-21", id, &err));
	assert_int_equal(err.kind, ERR_MISSING);
	assert_non_null(strstr(err.text, "2024-11-02"));
	err_clear(&err);
	assert_false(document_period(store, person, "上次", id, &err));
	assert_int_equal(err.kind, ERR_INPUT);
}

static bool
stop_at_once(void *arg, long done, long all)
{
	return false;
}

static void
document_open__refuses__unknown_names_and_people(void **state)
{
	struct document_options options = { .profile = &layout_narrow };
	struct err err = ERR_INIT;

	assert_null(document_open(store, "nothing", person, &options, &err));
	assert_int_equal(err.kind, ERR_MISSING);
	assert_non_null(strstr(err.text, "dossier"));
	err_clear(&err);
	assert_null(document_open(store, "dossier", "nobody", &options, &err));
	assert_int_equal(err.kind, ERR_MISSING);
	err_clear(&err);
	options.period = "nothing";
	assert_null(document_open(store, "dossier", person, &options, &err));
	assert_int_equal(err.kind, ERR_MISSING);
	err_clear(&err);
	options.period = NULL;
	options.progress = stop_at_once;
	assert_null(document_open(store, "dossier", person, &options, &err));
	assert_int_equal(err.kind, ERR_INTERRUPTED);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(document_page__equals_golden__of_two_periods),
		cmocka_unit_test(document_page__equals_golden__as_a_sheet),
		cmocka_unit_test(document_page__equals_golden__wide_frames),
		cmocka_unit_test(document_page__loses_nothing__of_a_note_over_pages),
		cmocka_unit_test(document_page__leaves_out__what_is_removed_or_of_another_period),
		cmocka_unit_test(document_page__says_why_blanks_are_empty),
		cmocka_unit_test(document_open__prints_the_person__who_has_no_period),
		cmocka_unit_test(document_page__each_is_whole__of_many_cards),
		cmocka_unit_test(document_period__knows_days_and_words),
		cmocka_unit_test(document_open__refuses__unknown_names_and_people),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
