/*
 * tests/reports/render-test.c: ledgers as HTML and as workbooks
 * SPDX-License-Identifier: Apache-2.0
 *
 * PDF is tested by pdf.sh, with poppler for a reader.
 */
#include "config.h"
#include "reports/render-html.h"
#include "reports/render-pdf.h"
#include "reports/render-xlsx.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include <dirent.h>
#include <unzip.h>

#include "base/mem.h"
#include "tests/reports/cells.h"
#include "tests/reports/ledger.h"

static char dir[] = "/tmp/bangjiao-render-XXXXXX";

static char *
in_dir(const char *name)
{
	return mem_printf("%s/%s", dir, name);
}

static struct file_out *
create(const char *path)
{
	struct err err = ERR_INIT;
	struct file_out *out = file_create(path, true, &err);

	assert_non_null(out);
	return out;
}

/* ---- HTML ---- */

static void
make_html(const struct reportdef *def, struct book *book, struct buf *text)
{
	char *path = in_dir("a.html");
	struct file_out *out = create(path);
	struct err err = ERR_INIT;

	assert_true(render_html(book, def, out, &err));
	assert_true(file_commit(out, &err));
	assert_true(file_read(path, 10 * 1000 * 1000, text, &err));
	unlink(path);
	free(path);
}

static void
render_html__equals_golden__grouped_with_totals(void **state)
{
	struct book *book = ledger_book(&ledger, 12, &render_pdf_profile);
	struct buf text = BUF_INIT;

	make_html(&ledger, book, &text);
	expect_golden("ledger.html", buf_str(&text));
	buf_clear(&text);
	book_free(book);
}

static void
render_html__has_no_script_and_nothing_from_outside__of_hostile_text(void **state)
{
	static const char hostile[] = "</td><script>alert('x')</script>&\"\x1b[2J"
	    "\xe2\x80\xae";
	const char *row[] = { hostile, hostile, "x", "a\nb", "1", "1.00",
		hostile, "1", "100" };
	struct spool *rows = spool_new(dir);
	struct book_spec spec = { &ledger, rows, 1, hostile, hostile, NULL, dir,
		&render_pdf_profile, NULL, NULL };
	struct buf text = BUF_INIT;
	struct err err = ERR_INIT;
	struct book *book;

	assert_true(spool_add(rows, 0, row, 9, NULL, &err));
	book = book_new(&spec, &err);
	assert_non_null(book);
	make_html(&ledger, book, &text);
	assert_null(strstr(buf_str(&text), "<script"));
	assert_null(strstr(buf_str(&text), "\x1b"));
	assert_null(strstr(buf_str(&text), "\xe2\x80\xae"));
	assert_null(strstr(buf_str(&text), "http:"));
	assert_null(strstr(buf_str(&text), "src="));
	assert_non_null(strstr(buf_str(&text), "[U+202E]"));
	assert_non_null(strstr(buf_str(&text),
	    "&lt;/td&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;&quot;"));
	assert_non_null(strstr(buf_str(&text), "<td>a<br>b</td>"));
	book_free(book);
	spool_free(rows);
	buf_clear(&text);
}

/* ---- XLSX ---- */

/* What the reader of workbooks finds in it. */
static void
read_back(const char *path, struct buf *text)
{
	struct err err = ERR_INIT;

	if (!cells_read(path, text, &err))
		fail_msg("%s", err.text);
}

/* A part of the workbook as it stands in the file. */
static void
unpack(const char *path, const char *name, struct buf *text)
{
	unzFile zip = unzOpen64(path);
	char data[4096];
	int n;

	assert_non_null(zip);
	assert_int_equal(unzLocateFile(zip, name, 1), UNZ_OK);
	assert_int_equal(unzOpenCurrentFile(zip), UNZ_OK);
	while ((n = unzReadCurrentFile(zip, data, sizeof(data))) > 0)
		buf_addn(text, data, (size_t)n);
	unzCloseCurrentFile(zip);
	unzClose(zip);
}

static void
render_xlsx_book__reads_back_as_golden__grouped(void **state)
{
	struct book *book = ledger_book(&ledger, 12, &render_pdf_profile);
	char *path = in_dir("a.xlsx");
	struct file_out *out = create(path);
	struct buf text = BUF_INIT, notice = BUF_INIT;
	struct err err = ERR_INIT;

	if (!render_xlsx_book(book, &ledger, dir, out, &notice, &err))
		fail_msg("%s", err.text);
	assert_string_equal(buf_str(&notice), "");
	assert_true(file_commit(out, &err));
	read_back(path, &text);
	expect_golden("ledger-xlsx.txt", buf_str(&text));
	unlink(path);
	free(path);
	buf_clear(&text);
	buf_clear(&notice);
	book_free(book);
}

static const struct xlsx_column columns[] = {
	{ "姓名", XLSX_TEXT, 8, TEXT_LEFT, true },
	{ "公民身份号码", XLSX_TEXT, 18, TEXT_LEFT, false },
	{ "日期", XLSX_DATE, 10, TEXT_LEFT, false },
	{ "金额", XLSX_MONEY, 10, TEXT_RIGHT, false },
	{ "人数", XLSX_NUMBER, 6, TEXT_RIGHT, false },
};

/* Writes rows of five cells each to a workbook. */
static void
write_rows(const char *path, const char *const *cell, size_t rows,
    struct buf *notice)
{
	struct xlsx_spec spec = { "标题/带[坏]字符", "左", "右", false, 12, 5,
		columns, dir };
	struct file_out *out = create(path);
	struct err err = ERR_INIT;
	struct render_xlsx *xlsx = render_xlsx_begin(&spec, &err);
	size_t i;

	assert_non_null(xlsx);
	for (i = 0; i < rows; i++)
		assert_true(render_xlsx_row(xlsx, cell + 5 * i, &err));
	if (!render_xlsx_end(xlsx, out, notice, &err))
		fail_msg("%s", err.text);
	assert_true(file_commit(out, &err));
}

static void
render_xlsx__keeps_kinds__dates_numbers_and_long_ids(void **state)
{
	const char *cell[] = {
		"张某", "11010519491231002X", "2026-03-04", "1234.50", "7",
		"李某", "440524188001010014", "2026-03", "不详", "07",
		NULL, "", "1899-01-01", "-0.05", "-3",
	};
	char *path = in_dir("kinds.xlsx");
	struct buf text = BUF_INIT, sheet = BUF_INIT;

	write_rows(path, cell, 3, NULL);
	read_back(path, &text);
	assert_non_null(strstr(buf_str(&text), "R\t4\t张某\t11010519491231002X"
	    "\t2026-03-04\t1234.5\t7\n"));
	assert_non_null(strstr(buf_str(&text), "R\t5\t李某\t440524188001010014"
	    "\t2026-03\t不详\t07\n"));
	assert_non_null(strstr(buf_str(&text), "R\t6\t\t\t1899-01-01\t-0.05\t-3\n"));
	unpack(path, "xl/worksheets/sheet1.xml", &sheet);
	/* the first row's date and numbers are numbers, its ID is none */
	assert_non_null(strstr(buf_str(&sheet), "<v>46085</v>"));
	assert_non_null(strstr(buf_str(&sheet), "<v>1234.5</v>"));
	assert_null(strstr(buf_str(&sheet), "<v>440524188001010014</v>"));
	assert_non_null(strstr(buf_str(&sheet), "state=\"frozen\""));
	assert_non_null(strstr(buf_str(&sheet), "paperSize=\"9\""));
	assert_non_null(strstr(buf_str(&sheet), "fitToHeight=\"0\""));
	buf_cut(&sheet, 0);
	unpack(path, "xl/workbook.xml", &sheet);
	assert_non_null(strstr(buf_str(&sheet), "_xlnm.Print_Titles"));
	assert_non_null(strstr(buf_str(&sheet), "标题_带_坏_字符"));
	unlink(path);
	free(path);
	buf_clear(&text);
	buf_clear(&sheet);
}

static void
render_xlsx__writes_strings__of_texts_like_formulas(void **state)
{
	const char *cell[] = {
		"=cmd|' /C calc'!A0", "+86 138", "-1+1", "@SUM(A1)", "=1+1",
		"_x0041_", "http://x/", "<b>&", "a\nb\x1b", "{=1}",
	};
	char *path = in_dir("formulas.xlsx");
	struct buf text = BUF_INIT, sheet = BUF_INIT;

	write_rows(path, cell, 2, NULL);
	read_back(path, &text);
	assert_non_null(strstr(buf_str(&text), "R\t4\t=cmd|' /C calc'!A0"
	    "\t+86 138\t-1+1\t@SUM(A1)\t=1+1\n"));
	assert_non_null(strstr(buf_str(&text), "R\t5\t_x0041_\thttp://x/\t<b>&"
	    "\ta\\nb[U+001B]\t{=1}\n"));
	unpack(path, "xl/worksheets/sheet1.xml", &sheet);
	assert_null(strstr(buf_str(&sheet), "<f>"));
	assert_null(strstr(buf_str(&sheet), "<f "));
	assert_null(strstr(buf_str(&sheet), "hyperlink"));
	unlink(path);
	free(path);
	buf_clear(&text);
	buf_clear(&sheet);
}

static void
render_xlsx__says_what_was_cut__of_a_text_too_long(void **state)
{
	char *path = in_dir("long.xlsx"), *text = mem_new(40001);
	const char *cell[] = { "长", text, "", "", "" };
	struct buf notice = BUF_INIT, have = BUF_INIT;
	const char *at;

	memset(text, 'x', 40000);
	write_rows(path, cell, 1, &notice);
	assert_non_null(strstr(buf_str(&notice), "1 格文字超过"));
	assert_non_null(strstr(buf_str(&notice), "第 4 行"));
	read_back(path, &have);
	at = strstr(buf_str(&have), "xxx");
	assert_non_null(at);
	assert_int_equal(strspn(at, "x"), 32767);
	unlink(path);
	free(path);
	free(text);
	buf_clear(&notice);
	buf_clear(&have);
}

/* LibreOffice does not make the row of a wrapped cell higher by itself. */
static void
render_xlsx__makes_a_row_higher__of_a_text_on_two_lines(void **state)
{
	const char *cell[] = {
		"张某", "", "", "", "",
		"张某又名张三", "", "", "", "",	/* 12 cells where 8 fit */
	};
	char *path = in_dir("heights.xlsx");
	struct buf sheet = BUF_INIT;

	write_rows(path, cell, 2, NULL);
	unpack(path, "xl/worksheets/sheet1.xml", &sheet);
	assert_non_null(strstr(buf_str(&sheet), "<row r=\"4\">"));
	assert_non_null(strstr(buf_str(&sheet), "<row r=\"5\" ht=\"39."));
	unlink(path);
	free(path);
	buf_clear(&sheet);
}

/* ---- what cannot be made ---- */

static void
render_xlsx_begin__fails__without_a_place_for_temporary_files(void **state)
{
	struct xlsx_spec spec = { "题", "", "", false, 12, 5, columns,
		"/no/such/directory" };
	struct err err = ERR_INIT;

	assert_null(render_xlsx_begin(&spec, &err));
	assert_non_null(strstr(err.text, "/no/such/directory"));
}

static void
render_pdf_begin__names_the_remedy__without_a_helper(void **state)
{
	struct book *book = ledger_book(&ledger, 1, &render_pdf_profile);
	struct file_out *out = file_create("-", false, NULL);
	char *old = mem_text(getenv("BANGJIAO_LIBEXEC"));
	struct err err = ERR_INIT;

	setenv("BANGJIAO_LIBEXEC", dir, 1);
	assert_null(render_pdf_begin(book_sheet(book), out, &err));
	assert_int_equal(err.kind, ERR_MISSING);
	assert_non_null(strstr(err.text, "BANGJIAO_LIBEXEC"));
	setenv("BANGJIAO_LIBEXEC", old, 1);
	free(old);
	file_abandon(out);
	book_free(book);
}

/* All pages; false when one could not be sent or the end failed. */
static bool
make_pdf(struct book *book, struct file_out *out, struct buf *notice,
    struct err *err)
{
	struct render_pdf *pdf = render_pdf_begin(book_sheet(book), out, err);
	struct sheet_page *page;
	bool ok = pdf != NULL;
	long n;

	for (n = 1; ok && n <= book_pages(book); n++) {
		page = book_page(book, n, err);
		ok = page != NULL && render_pdf_page(pdf, page, err);
		sheet_page_free(page);
	}
	if (ok)
		return render_pdf_end(pdf, notice, err);
	render_pdf_cancel(pdf);
	return false;
}

static void
render_pdf__makes_a_whole_file__of_all_pages(void **state)
{
	struct book *book = ledger_book(&ledger, 50, &render_pdf_profile);
	char *path = in_dir("a.pdf");
	struct file_out *out = create(path);
	struct buf text = BUF_INIT, notice = BUF_INIT;
	struct err err = ERR_INIT;

	if (!make_pdf(book, out, &notice, &err))
		fail_msg("%s", err.text);
	assert_string_equal(buf_str(&notice), "");
	assert_true(file_commit(out, &err));
	assert_true(file_read(path, 10 * 1000 * 1000, &text, &err));
	assert_memory_equal(text.text, "%PDF-", 5);
	assert_memory_equal(text.text + text.len - 6, "%%EOF\n", 6);
	unlink(path);
	free(path);
	buf_clear(&text);
	buf_clear(&notice);
	book_free(book);
}

static void
render_pdf__says_which_fonts_to_install__without_any(void **state)
{
	struct book *book = ledger_book(&ledger, 500, &render_pdf_profile);
	char *path = in_dir("b.pdf"), *fonts = in_dir("none.fonts");
	struct file_out *list = create(fonts), *out;
	struct err err = ERR_INIT;
	struct stat st;

	assert_true(file_write(list, "[fonts plain]\n/no/font.ttf\n", 27, &err));
	assert_true(file_commit(list, &err));
	setenv("BANGJIAO_FONTS", fonts, 1);
	out = create(path);
	assert_false(make_pdf(book, out, NULL, &err));
	assert_non_null(strstr(err.text, "fonts-babelstone-han"));
	file_abandon(out);
	assert_int_equal(stat(path, &st), -1);
	unsetenv("BANGJIAO_FONTS");
	unlink(fonts);
	free(fonts);
	free(path);
	book_free(book);
}

/* Nor does a test that failed. */
static int
leave_nothing(void **state)
{
	DIR *files = opendir(dir);
	struct dirent *entry;

	if (files == NULL)
		return -1;
	while ((entry = readdir(files)) != NULL)
		if (entry->d_name[0] != '.')
			unlinkat(dirfd(files), entry->d_name, 0);
	closedir(files);
	return rmdir(dir);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(render_html__equals_golden__grouped_with_totals),
		cmocka_unit_test(render_html__has_no_script_and_nothing_from_outside__of_hostile_text),
		cmocka_unit_test(render_xlsx_book__reads_back_as_golden__grouped),
		cmocka_unit_test(render_xlsx__keeps_kinds__dates_numbers_and_long_ids),
		cmocka_unit_test(render_xlsx__writes_strings__of_texts_like_formulas),
		cmocka_unit_test(render_xlsx__says_what_was_cut__of_a_text_too_long),
		cmocka_unit_test(render_xlsx__makes_a_row_higher__of_a_text_on_two_lines),
		cmocka_unit_test(render_xlsx_begin__fails__without_a_place_for_temporary_files),
		cmocka_unit_test(render_pdf_begin__names_the_remedy__without_a_helper),
		cmocka_unit_test(render_pdf__makes_a_whole_file__of_all_pages),
		cmocka_unit_test(render_pdf__says_which_fonts_to_install__without_any),
	};
	const char *build = getenv("top_builddir");

	if (mkdtemp(dir) == NULL)
		return 1;
	setenv("BANGJIAO_LIBEXEC", build == NULL ? "." : build, 1);
	return cmocka_run_group_tests(tests, NULL, leave_nothing);
}
