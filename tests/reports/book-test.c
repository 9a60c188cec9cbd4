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

static const struct columndef columns[] = {
	{ .name = "number", .head = "编号", .width = 7 },
	{ .name = "name", .head = "姓名", .width = 8 },
	{ .name = "sex", .head = "性别", .width = 4, .align = CELL_CENTRE },
	{ .name = "address", .head = "居住地址", .width = 16, .wrap = true },
	{ .name = "visits", .head = "走访次数", .width = 8, .align = CELL_RIGHT,
	  .sum = true },
	{ .name = "aid", .head = "救助金额(元)", .width = 10,
	  .align = CELL_RIGHT, .format = CELL_MONEY, .sum = true },
};

static const struct reportdef ledger = {
	.name = "ledger", .title = "刑满释放人员走访救助台账",
	.paper = "A4 landscape", .font = 12,
	.column_count = 6, .column = columns,
	.group = "village", .group_label = "村居", .group_total = "小计#人",
	.total = "合计", .signoff = "填报单位(公章) 单位负责人 审核人 填表人 "
	    "联系电话 填报日期",
	.file = "test.report", .line = 1
};

/* Row i of an invented ledger: nine people a village. */
static void
add_row(struct spool *rows, const struct reportdef *def, int i)
{
	static const char *const family[] = { "张", "王", "欧阳", "𠮷田", "李" };
	static const char *const street[] = { "东阳路", "人民北路（原粮站宿舍）", "" };
	char number[16], name[32], address[96], visits[16], fen[16], aid[16];
	char village[32];
	const char *text[9] = { number, name, i % 3 ? "男" : "女", address,
		visits, aid, def->group == NULL ? "" : village, visits, fen };
	struct err err = ERR_INIT;

	snprintf(number, sizeof(number), "A%06d", i + 1);
	snprintf(name, sizeof(name), "%s某%s", family[i % 5], i % 2 ? "某" : "");
	snprintf(address, sizeof(address), "%s%d号", street[i % 3], i * 7 % 100);
	snprintf(visits, sizeof(visits), "%d", i % 4);
	snprintf(fen, sizeof(fen), "%d", i * 1050);
	snprintf(aid, sizeof(aid), "%d.%02d", i * 1050 / 100, i * 1050 % 100);
	snprintf(village, sizeof(village), "第%d社区", i / 9 + 1);
	assert_true(spool_add(rows, 0, text, 9, NULL, &err));
}

static struct book *
make_book(const struct reportdef *def, int count,
    const struct layout_profile *profile)
{
	struct spool *rows = spool_new(".");
	struct book_spec spec = { def, rows, count, "单位：测试司法所",
		"制表日期：2026-03-04", ".", profile, NULL, NULL };
	struct err err = ERR_INIT;
	struct book *book;
	int i;

	for (i = 0; i < count; i++)
		add_row(rows, def, i);
	book = book_new(&spec, &err);
	if (book == NULL)
		fail_msg("%s", err.text);
	spool_free(rows);
	return book;
}

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
expect_golden(const char *name, const char *have)
{
	const char *srcdir = getenv("srcdir"), *mode = getenv("BANGJIAO_GOLDEN");
	char *path = mem_printf("%s/tests/reports/golden/%s",
	    srcdir == NULL ? "." : srcdir, name);
	struct buf want = BUF_INIT;
	struct err err = ERR_INIT;
	struct file_out *file;

	if (mode != NULL && strcmp(mode, "write") == 0) {
		file = file_create(path, true, &err);
		assert_non_null(file);
		assert_true(file_write(file, have, strlen(have), &err));
		assert_true(file_commit(file, &err));
	}
	if (!file_read(path, 10 * 1000 * 1000, &want, &err))
		fail_msg("%s", err.text);
	assert_string_equal(have, buf_str(&want));
	buf_clear(&want);
	free(path);
}

static void
expect_book(const struct reportdef *def, int count,
    const struct layout_profile *profile, const char *name)
{
	struct book *book = make_book(def, count, profile);
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
		book = make_book(&ledger, count, &layout_narrow);
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
	struct book_spec spec = { &ledger, rows, 1, "", "", ".",
		&layout_narrow, stop, NULL };
	struct err err = ERR_INIT;

	add_row(rows, &ledger, 0);
	assert_null(book_new(&spec, &err));
	assert_int_equal(err.kind, ERR_INTERRUPTED);
	spool_free(rows);
}

static void
book_new__names_file_and_line__of_a_table_too_wide(void **state)
{
	struct columndef wide = { .name = "a", .head = "宽", .width = 500 };
	struct reportdef def = ledger;
	struct spool *rows = spool_new(".");
	struct book_spec spec = { &def, rows, 0, "", "", ".",
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
		cmocka_unit_test(book_page__shows_every_row_once__at_any_length),
		cmocka_unit_test(book_new__stops__when_it_is_cancelled),
		cmocka_unit_test(book_new__names_file_and_line__of_a_table_too_wide),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
