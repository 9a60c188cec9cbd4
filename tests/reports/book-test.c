/*
 * tests/reports/book-test.c: whole ledgers against golden pages
 * SPDX-License-Identifier: Apache-2.0
 *
 * The golden files hold the serialised sheet and then its text.  With
 * BANGJIAO_GOLDEN=write they are written anew, to be read in review.
 */
#include "config.h"
#include "reports/book.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "reports/render-text.h"
#include "tests/reports/ledger.h"

/* All pages, serialised and as text. */
static void
print_book(struct book *book, struct buf *out)
{
	const struct sheet *sheet = book_sheet(book);
	struct buf text = BUF_INIT;
	struct sheet_page *page;
	struct err err = ERR_INIT;
	long n;

	sheet_write_head(sheet, out);
	for (n = 1; n <= book_pages(book); n++) {
		page = book_page(book, n, &err);
		assert_non_null(page);
		sheet_write_page(page, out);
		render_text_page(sheet, page, &text);
		sheet_page_free(page);
	}
	buf_add(out, buf_str(&text));
	buf_clear(&text);
}

static void
expect_book(const struct reportdef *def, int count,
    const struct layout_profile *profile, const char *name)
{
	struct book *book = ledger_book(def, count, profile);
	struct buf out = BUF_INIT;

	print_book(book, &out);
	expect_golden(name, buf_str(&out));
	buf_clear(&out);
	book_free(book);
}

static void
book_page__equals_golden__grouped_over_pages(void **state)
{
	expect_book(&ledger, 50, &layout_narrow, "ledger-narrow.txt");
}

static void
book_page__equals_golden__wide_frames(void **state)
{
	expect_book(&ledger, 3, &layout_wide, "ledger-wide.txt");
}

static void
book_page__equals_golden__no_rows(void **state)
{
	expect_book(&ledger, 0, &layout_narrow, "ledger-empty.txt");
}

static void
book_page__equals_golden__without_groups_totals_or_signoff(void **state)
{
	struct reportdef plain = ledger;

	plain.group = plain.group_label = plain.group_total = NULL;
	plain.total = plain.signoff = NULL;
	expect_book(&plain, 5, &layout_narrow, "ledger-plain.txt");
}

/* Every length of ledger: pages are full of rows exactly once, in order. */
static void
book_page__shows_every_row_once__at_any_length(void **state)
{
	struct book *book;
	struct sheet_page *page;
	struct err err = ERR_INIT;
	const struct sheet_line *line;
	int count, seen, row, signoffs;
	char want[16];
	size_t i;
	long n;

	for (count = 1; count < 140; count++) {
		book = ledger_book(&ledger, count, &layout_narrow);
		seen = signoffs = 0;
		for (n = 1; n <= book_pages(book); n++) {
			page = book_page(book, n, &err);
			assert_non_null(page);
			for (row = 0; row < page->rows; row++) {
				line = &page->line[row];
				for (i = 0; i < line->count; i++) {
					signoffs += strstr(line->piece[i].text,
					    "公章") != NULL;
					if (line->piece[i].text[0] != 'A')
						continue;
					snprintf(want, sizeof(want), "A%06d",
					    ++seen);
					assert_string_equal(
					    line->piece[i].text, want);
				}
			}
			sheet_page_free(page);
		}
		assert_int_equal(seen, count);
		assert_int_equal(signoffs, 1);
		book_free(book);
	}
}

static bool
stop(void *arg, long done, long all)
{
	return false;
}

static void
book_new__stops__when_it_is_cancelled(void **state)
{
	struct spool *rows = spool_new(".");
	struct book_spec spec = { &ledger, rows, 1, "", "", NULL, ".",
		&layout_narrow, stop, NULL };
	struct err err = ERR_INIT;

	ledger_row(rows, &ledger, 0);
	assert_null(book_new(&spec, &err));
	assert_int_equal(err.kind, ERR_INTERRUPTED);
	spool_free(rows);
}

/* Both stand under the table, on the page of its last row. */
static void
book_page__puts_a_note_and_the_lines_of_two_who_sign(void **state)
{
	struct reportdef def = ledger;
	struct spool *rows = spool_new(".");
	struct book_spec spec = { &def, rows, 1, "", "", "甲 = 乙\n其余", ".",
		&layout_narrow, NULL, NULL };
	struct err err = ERR_INIT;
	struct buf out = BUF_INIT;
	struct sheet_page *page;
	struct book *book;
	const char *text, *note, *ours, *theirs;

	def.signoff = "我方 日期\n    对方 日期";
	ledger_row(rows, &def, 0);
	book = book_new(&spec, &err);
	assert_non_null(book);
	assert_int_equal(book_pages(book), 1);
	page = book_page(book, 1, &err);
	render_text_page(book_sheet(book), page, &out);
	text = buf_str(&out);
	note = strstr(text, "甲 = 乙\n");
	ours = strstr(text, "我方：");
	theirs = strstr(text, "对方：");
	assert_non_null(note);
	assert_non_null(ours);
	assert_non_null(theirs);
	assert_true(note < strstr(text, "其余"));
	assert_true(strstr(text, "其余") < ours && ours < theirs);
	sheet_page_free(page);
	book_free(book);
	spool_free(rows);
	buf_clear(&out);
}

static void
book_new__names_file_and_line__of_a_table_too_wide(void **state)
{
	struct columndef wide = { .name = "a", .head = "宽", .width = 500 };
	struct reportdef def = ledger;
	struct spool *rows = spool_new(".");
	struct book_spec spec = { &def, rows, 0, "", "", NULL, ".",
		&layout_narrow, NULL, NULL };
	struct err err = ERR_INIT;

	def.column = &wide;
	def.column_count = 1;
	assert_null(book_new(&spec, &err));
	assert_int_equal(err.kind, ERR_DATA);
	assert_non_null(strstr(err.text, "test.report:1"));
	spool_free(rows);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(book_page__equals_golden__grouped_over_pages),
		cmocka_unit_test(book_page__equals_golden__wide_frames),
		cmocka_unit_test(book_page__equals_golden__no_rows),
		cmocka_unit_test(book_page__equals_golden__without_groups_totals_or_signoff),
		cmocka_unit_test(book_page__puts_a_note_and_the_lines_of_two_who_sign),
		cmocka_unit_test(book_page__shows_every_row_once__at_any_length),
		cmocka_unit_test(book_new__stops__when_it_is_cancelled),
		cmocka_unit_test(book_new__names_file_and_line__of_a_table_too_wide),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
