/*
 * tests/model/workbook-test.c: workbooks as spreadsheets write them, and as enemies do
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <minizip/zip.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "model/workbook-private.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
#define MAIN "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""

static char path[] = "/tmp/bangjiao-workbook-XXXXXX";
static zipFile zip;
static long below;		/* of workbook_read */

static void
begin(void)
{
	strcpy(path + strlen(path) - 6, "XXXXXX");
	close(mkstemp(path));
	unlink(path);
	zip = zipOpen64(path, APPEND_STATUS_CREATE);
	assert_non_null(zip);
}

static void
part(const char *name, const void *data, size_t n)
{
	assert_int_equal(zipOpenNewFileInZip(zip, name, NULL, NULL, 0, NULL, 0, NULL, Z_DEFLATED, 9), ZIP_OK);
	assert_int_equal(zipWriteInFileInZip(zip, data, (unsigned)n), ZIP_OK);
	zipCloseFileInZip(zip);
}

static void
text_part(const char *name, const char *text)
{
	part(name, text, strlen(text));
}

static const char *merged;	/* behind the rows, NULL */

/* A workbook with one sheet; strings and styles may be NULL. */
static void
book_of(const char *properties, const char *rows, const char *strings, const char *styles)
{
	struct buf b = BUF_INIT;

	begin();
	buf_addf(&b, HEAD "<workbook " MAIN " xmlns:r=\"r\">%s<sheets>"
	    "<sheet name=\"一月\" sheetId=\"7\" r:id=\"rId1\"/></sheets></workbook>", properties);
	text_part("xl/workbook.xml", buf_str(&b));
	text_part("xl/_rels/workbook.xml.rels", HEAD "<Relationships>"
	    "<Relationship Id=\"rId1\" Type=\"x/worksheet\" Target=\"worksheets/a.xml\"/>"
	    "<Relationship Id=\"rId2\" Type=\"x/styles\" Target=\"/xl/styles.xml\"/>"
	    "<Relationship Id=\"rId3\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>");
	buf_cut(&b, 0);
	buf_addf(&b, HEAD "<worksheet " MAIN "><sheetData>%s</sheetData>%s</worksheet>", rows,
	    merged != NULL ? merged : "");
	text_part("xl/worksheets/a.xml", buf_str(&b));
	if (strings != NULL)
		text_part("xl/sharedStrings.xml", strings);
	if (styles != NULL)
		text_part("xl/styles.xml", styles);
	zipClose(zip, NULL);
	buf_clear(&b);
}

static bool
add_row(void *arg, const struct workbook_row *row)
{
	struct buf *out = arg;
	size_t i;

	buf_addf(out, "%ld:", row->number);
	for (i = 0; i < row->count; i++)
		buf_addf(out, "%s|", row->cell[i]);
	for (i = 0; i < row->filled_count; i++)
		buf_addf(out, " %u", (unsigned)row->filled[i]);
	buf_addc(out, '\n');
	return true;
}

/* All rows as text, or the refusal. */
static char *
read_all(void)
{
	struct err err = ERR_INIT;
	struct buf out = BUF_INIT;
	FILE *scratch = tmpfile();
	int fd = open(path, O_RDONLY);
	struct workbook *book = workbook_open(fd, fileno(scratch), &err);

	if (book == NULL || !workbook_read(book, 0, below, add_row, &out, &err)) {
		buf_cut(&out, 0);
		buf_add(&out, err.text);
		assert_true(err.kind == ERR_INPUT);
	}
	workbook_close(book);
	fclose(scratch);
	close(fd);
	unlink(path);
	return buf_take(&out);
}

static void
expect(const char *text)
{
	char *got = read_all();

	assert_string_equal(got, text);
	free(got);
}

static void
expect_refusal(const char *words)
{
	char *got = read_all();

	if (strstr(got, words) == NULL)
		fail_msg("wanted %s in: %s", words, got);
	free(got);
}

static void
workbook__shared_strings__join_runs_and_leave_phonetics_out(void **state)
{
	(void)state;
	book_of("", "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>",
	    HEAD "<sst " MAIN "><si><r><t>张</t></r><r><rPr/><t xml:space=\"preserve\"> 三</t></r>"
	    "<rPh sb=\"0\" eb=\"1\"><t>zhang</t></rPh></si><si><t>第一行\n第二行</t></si></sst>", NULL);
	expect("1:张 三|第一行\n第二行|\n");
}

static void
workbook__gaps__are_kept_as_empty_cells_and_rows_keep_their_numbers(void **state)
{
	(void)state;
	book_of("", "<row r=\"2\"><c r=\"C2\" t=\"inlineStr\"><is><t>王</t><r><t>五</t></r></is></c></row>"
	    "<row r=\"5\"><c t=\"str\"><v>甲</v></c><c t=\"b\"><v>1</v></c><c r=\"AA5\"><v>7</v></c></row>", NULL, NULL);
	expect("2:||王五|\n5:甲|是|||||||||||||||||||||||||7|\n");
}

static void
workbook__gaps__are_left_by_empty_cells_without_a_place(void **state)
{
	(void)state;
	book_of("", "<row><c/><c t=\"str\"><v>甲</v></c><c t=\"str\"><v></v></c>"
	    "<c t=\"str\"><v>乙</v></c></row>", NULL, NULL);
	expect("1:|甲||乙|\n");
}

static void
workbook__escapes__are_undone_as_a_spreadsheet_shows_them(void **state)
{
	(void)state;
	book_of("", "<row><c t=\"s\"><v>0</v></c><c t=\"inlineStr\"><is><t>_x005F_x0041_</t></is></c>"
	    "<c t=\"str\"><f>A1</f><v>_xD842__xDFB7_</v></c><c t=\"s\"><v>1</v></c></row>",
	    HEAD "<sst " MAIN "><si><t>甲_x000D_\n乙</t></si><si><r><t>_x00</t></r><r><t>41_ _x41_ _x0000__xD800_</t></r></si></sst>", NULL);
	expect("1:甲\r\n乙|_x0041_|𠮷|A _x41_ ��|\n");
}

static void
workbook__formulas__without_a_value_say_so(void **state)
{
	(void)state;
	book_of("", "<row><c><f>TODAY()</f></c><c t=\"str\"><f>A1</f><v></v></c>"
	    "<c><f>1+1</f><v>2</v></c><c t=\"str\"><f t=\"shared\" si=\"0\"/></c><c/></row>", NULL, NULL);
	expect("1:" WORKBOOK_UNCOUNTED "||2|" WORKBOOK_UNCOUNTED "|\n");
}

static void
workbook__dates__follow_their_style_and_calendar(void **state)
{
	static const char styles[] = HEAD "<styleSheet " MAIN "><numFmts><numFmt numFmtId=\"166\" "
	    "formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/><numFmt numFmtId=\"167\" formatCode=\"0.00E+00\"/>"
	    "</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>"
	    "<xf numFmtId=\"14\"/><xf numFmtId=\"166\"/><xf numFmtId=\"22\"/><xf numFmtId=\"167\"/></cellXfs></styleSheet>";
	static const char rows[] = "<row r=\"1\"><c s=\"1\"><v>45717</v></c><c s=\"2\"><v>1</v></c>"
	    "<c s=\"3\"><v>45717.5</v></c><c s=\"0\"><v>45717</v></c><c s=\"4\"><v>12</v></c></row>";

	(void)state;
	book_of("", rows, NULL, styles);
	expect("1:2025-03-01|1900-01-01|2025-03-01 12:00:00|45717|12|\n");
	book_of("<workbookPr date1904=\"1\"/>", rows, NULL, styles);
	expect("1:2029-03-02|1904-01-02|2029-03-02 12:00:00|45717|12|\n");
}

static void
workbook__the_day_that_never_was__stays_a_number(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	number_text("60", NUMBER_DATE, false, &out);
	assert_string_equal(buf_str(&out), "60");
	number_text("59", NUMBER_DATE, false, &out);
	assert_string_equal(buf_str(&out), "1900-02-28");
	number_text("61", NUMBER_DATE, false, &out);
	assert_string_equal(buf_str(&out), "1900-03-01");
	buf_clear(&out);
}

static void
workbook__numbers__lose_their_exponent_only_where_nothing_is_lost(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	number_text("1.8277691083E10", NUMBER_PLAIN, false, &out);
	assert_string_equal(buf_str(&out), "18277691083");
	number_text("3.30702E+17", NUMBER_PLAIN, false, &out);
	assert_string_equal(buf_str(&out), "3.30702E+17");
	number_text("0.5", NUMBER_PLAIN, false, &out);
	assert_string_equal(buf_str(&out), "0.5");
	buf_clear(&out);
}

static void
workbook__a_bomb__is_refused(void **state)
{
	size_t n = 64 << 20;
	char *blanks = malloc(n);

	(void)state;
	assert_non_null(blanks);
	memset(blanks, ' ', n);
	begin();
	text_part("xl/workbook.xml", HEAD "<workbook " MAIN " xmlns:r=\"r\"><sheets><sheet name=\"a\" r:id=\"rId1\"/></sheets></workbook>");
	text_part("xl/_rels/workbook.xml.rels", HEAD "<Relationships><Relationship Id=\"rId1\" Type=\"x/worksheet\" Target=\"a.xml\"/></Relationships>");
	memcpy(blanks, "<worksheet>", 11);
	part("xl/a.xml", blanks, n);
	zipClose(zip, NULL);
	free(blanks);
	expect_refusal("压缩比超过 200:1");
}

static void
workbook__entities__are_not_expanded(void **state)
{
	(void)state;
	begin();
	text_part("xl/workbook.xml", HEAD "<!DOCTYPE x [<!ENTITY a \"aaaa\">]><workbook>&a;</workbook>");
	text_part("xl/_rels/workbook.xml.rels", "<Relationships/>");
	zipClose(zip, NULL);
	expect_refusal("不是合格的 XML");
}

static void
workbook__other_files__are_refused_by_what_they_are(void **state)
{
	FILE *out;

	(void)state;
	begin();
	text_part("a.csv", "姓名\n");
	zipClose(zip, NULL);
	expect_refusal("不是 .xlsx 工作簿");
	begin();
	text_part("content.xml", "<x/>");
	zipClose(zip, NULL);
	expect_refusal("OpenDocument");
	begin();
	text_part("[Content_Types].xml", "<x/>");
	zipClose(zip, NULL);
	expect_refusal("文字或演示文档");
	begin();
	zipClose(zip, NULL);
	out = fopen(path, "wb");
	fwrite("\320\317\021\340\241\261\032\341rest", 1, 12, out);
	fclose(out);
	expect_refusal("旧格式");
	begin();
	zipClose(zip, NULL);
	out = fopen(path, "wb");
	fwrite("\320\317\021\340\241\261\032\341..E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0", 1, 28, out);
	fclose(out);
	expect_refusal("打开密码");
}

static void
workbook__a_file_cut_short__is_refused(void **state)
{
	long size;
	FILE *in;

	(void)state;
	book_of("", "<row r=\"1\"><c><v>1</v></c></row>", NULL, NULL);
	in = fopen(path, "rb");
	fseek(in, 0, SEEK_END);
	size = ftell(in);
	fclose(in);
	assert_int_equal(truncate(path, size - 30), 0);
	expect_refusal("不完整或已损坏");
	/* Its end is there, where its parts stand is not. */
	book_of("", "<row r=\"1\"><c><v>1</v></c></row>", NULL, NULL);
	assert_int_equal(truncate(path, size - 10), 0);
	expect_refusal("不完整或已损坏");
}

/* ---- cells that are merged downwards ---- */

static void
begin_merged(struct buf *ranges)
{
	below = 1;
	buf_add(ranges, "<mergeCells>");
}

static void
add_range(struct buf *ranges, const char *ref)
{
	buf_addf(ranges, "<mergeCell ref=\"%s\"/>", ref);
}

static void
end_merged(struct buf *ranges)
{
	below = 0;
	merged = NULL;
	buf_clear(ranges);
}

#define CELL(ref, text) "<c r=\"" ref "\" t=\"str\"><v>" text "</v></c>"

/* One book with these ranges (by blanks) behind its rows. */
static void
expect_filled(const char *rows, const char *refs, const char *text)
{
	struct buf ranges = BUF_INIT;
	char ref[64];
	int n;

	begin_merged(&ranges);
	for (; sscanf(refs, "%63s%n", ref, &n) == 1; refs += n)
		add_range(&ranges, ref);
	buf_add(&ranges, "</mergeCells>");
	merged = buf_str(&ranges);
	book_of("", rows, NULL, NULL);
	expect(text);
	end_merged(&ranges);
}

static void
workbook__cells_merged_downwards__fill_the_rows_they_go_over(void **state)
{
	(void)state;
	expect_filled("<row r=\"1\">" CELL("A1", "村居") CELL("B1", "姓名") "</row>"
	    "<row r=\"2\">" CELL("A2", "前湾村") CELL("B2", "王一") "</row>"
	    "<row r=\"3\">" CELL("B3", "王二") "</row>"
	    "<row r=\"4\">" CELL("A4", "后湾村") CELL("B4", "王三") "</row>"
	    "<row r=\"6\">" CELL("B6", "王五") "</row>"
	    "<row r=\"7\">" CELL("B7", "王六") "</row>", "A2:A3 A4:A6",
	    "1:村居|姓名|\n2:前湾村|王一|\n3:前湾村|王二| 0\n4:后湾村|王三|\n"
	    "6:后湾村|王五| 0\n7:|王六|\n");
	/* wider than the row's own cells */
	expect_filled("<row r=\"2\">" CELL("A2", "一") CELL("D2", "丙") CELL("C2", "乙") "</row>"
	    "<row r=\"3\">" CELL("A3", "二") "</row>", "$D$2:$D$3 C2:C9",
	    "2:一||乙|丙|\n3:二||乙|丙| 2 3\n");
}

static void
workbook__cells_merged_across__are_one_cell(void **state)
{
	(void)state;
	expect_filled("<row r=\"1\">" CELL("A1", "花名册") "</row>"
	    "<row r=\"2\">" CELL("A2", "前湾村") "</row>"
	    "<row r=\"3\">" CELL("B3", "王一") "</row>"
	    "<row r=\"4\">" CELL("B4", "王二") "</row>", "A1:XFD1 A2:C3",
	    "1:花名册|\n2:前湾村|\n3:前湾村|王一| 0\n4:|王二|\n");
}

static void
workbook__a_merged_cell__fills_nothing_from_the_head_and_no_row_alone(void **state)
{
	(void)state;
	expect_filled("<row r=\"1\">" CELL("A1", "备注") CELL("B1", "姓名") "</row>"
	    "<row r=\"2\">" CELL("B2", "王一") "</row>", "A1:XFD1048576",
	    "1:备注|姓名|\n2:|王一|\n");
	expect_filled("<row r=\"2\">" CELL("A2", "甲") CELL("B2", "王一") "</row>"
	    "<row r=\"3\"/><row r=\"4\"><c r=\"A4\"/></row>"
	    "<row r=\"5\">" CELL("B5", "王二") "</row>", "A2:XFD1048576",
	    "2:甲|王一|\n5:甲|王二| 0\n");
}

static void
workbook__a_text_under_a_merged_cell__is_kept(void **state)
{
	(void)state;
	expect_filled("<row r=\"2\">" CELL("A2", "甲") "</row>"
	    "<row r=\"3\">" CELL("A3", "乙") CELL("B3", "王一") "</row>"
	    "<row r=\"4\">" CELL("B4", "王二") "</row>", "A2:A4 A3:A9",
	    "2:甲|\n3:乙|王一|\n4:乙|王二| 0\n");
	/* without a text in its first row nothing goes down */
	expect_filled("<row r=\"3\">" CELL("A3", "乙") CELL("B3", "王一") "</row>"
	    "<row r=\"4\">" CELL("B4", "王二") "</row>", "A2:A4 B9:B4 A3 A3: :A9 A0:A9",
	    "3:乙|王一|\n4:|王二|\n");
}

static void
workbook__merged_ranges_without_end__are_refused(void **state)
{
	struct buf ranges = BUF_INIT, rows = BUF_INIT;
	char ref[64];
	long i;

	(void)state;
	begin_merged(&ranges);
	for (i = 0; i <= 200000; i++) {
		snprintf(ref, sizeof(ref), "A%ld:A%ld", 2 + i * 7919 % 900000,
		    900010 + i * 31 % 100000);
		add_range(&ranges, ref);
	}
	buf_add(&ranges, "</mergeCells>");
	merged = buf_str(&ranges);
	book_of("", "<row r=\"2\">" CELL("A2", "甲") "</row>", NULL, NULL);
	expect_refusal("取消合并");
	end_merged(&ranges);
	/* each fills no more than the cells there may be */
	begin_merged(&ranges);
	buf_add(&rows, "<row r=\"2\">");
	for (i = 0; i < 2000; i++) {
		buf_addf(&rows, "<c><v>%ld</v></c>", i * 7919 % 99991);
		snprintf(ref, sizeof(ref), "%c%c%c2:XFD1048576", 'A' + (int)(i / 676),
		    'A' + (int)(i / 26 % 26), 'A' + (int)(i % 26));
		add_range(&ranges, ref);
	}
	buf_add(&rows, "</row>");
	for (i = 0; i < 1000; i++)
		buf_addf(&rows, "<row><c><v>%ld</v></c></row>", i * 31);
	buf_add(&ranges, "</mergeCells>");
	merged = buf_str(&ranges);
	book_of("", buf_str(&rows), NULL, NULL);
	expect_refusal("1000000");
	end_merged(&ranges);
	buf_clear(&rows);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(workbook__shared_strings__join_runs_and_leave_phonetics_out),
		cmocka_unit_test(workbook__gaps__are_kept_as_empty_cells_and_rows_keep_their_numbers),
		cmocka_unit_test(workbook__gaps__are_left_by_empty_cells_without_a_place),
		cmocka_unit_test(workbook__escapes__are_undone_as_a_spreadsheet_shows_them),
		cmocka_unit_test(workbook__formulas__without_a_value_say_so),
		cmocka_unit_test(workbook__dates__follow_their_style_and_calendar),
		cmocka_unit_test(workbook__the_day_that_never_was__stays_a_number),
		cmocka_unit_test(workbook__numbers__lose_their_exponent_only_where_nothing_is_lost),
		cmocka_unit_test(workbook__a_bomb__is_refused),
		cmocka_unit_test(workbook__entities__are_not_expanded),
		cmocka_unit_test(workbook__other_files__are_refused_by_what_they_are),
		cmocka_unit_test(workbook__a_file_cut_short__is_refused),
		cmocka_unit_test(workbook__cells_merged_downwards__fill_the_rows_they_go_over),
		cmocka_unit_test(workbook__cells_merged_across__are_one_cell),
		cmocka_unit_test(workbook__a_merged_cell__fills_nothing_from_the_head_and_no_row_alone),
		cmocka_unit_test(workbook__a_text_under_a_merged_cell__is_kept),
		cmocka_unit_test(workbook__merged_ranges_without_end__are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
