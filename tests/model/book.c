/*
 * tests/model/book.c: small workbooks for tests
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "tests/model/book.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>
#include <minizip/zip.h>

#include "base/buf.h"

static void
add_part(zipFile zip, const char *name, const char *text, size_t n)
{
	assert_int_equal(zipOpenNewFileInZip(zip, name, NULL, NULL, 0, NULL, 0, NULL,
	    Z_DEFLATED, 6), ZIP_OK);
	assert_int_equal(zipWriteInFileInZip(zip, text, (unsigned)n), ZIP_OK);
	zipCloseFileInZip(zip);
}

static void
add_xml(struct buf *out, const char *text, size_t n)
{
	for (; n > 0; n--, text++) {
		if (*text == '<')
			buf_add(out, "&lt;");
		else if (*text == '&')
			buf_add(out, "&amp;");
		else
			buf_addc(out, *text);
	}
}

static void
add_merged(struct buf *out, const char *merged)
{
	size_t n;

	buf_add(out, "<mergeCells>");
	for (; *merged != '\0'; merged += n + strspn(merged + n, " ")) {
		n = strcspn(merged, " ");
		buf_addf(out, "<mergeCell ref=\"%.*s\"/>", (int)n, merged);
	}
	buf_add(out, "</mergeCells>");
}

static void
add_sheet(zipFile zip, size_t number, const char *rows, const char *merged)
{
	struct buf out = BUF_INIT;
	char name[64];
	long row = 1;
	size_t n;

	buf_add(&out, "<worksheet><sheetData>");
	for (; *rows != '\0'; row++) {
		n = strcspn(rows, "\n");
		if (n > 0)
			buf_addf(&out, "<row r=\"%ld\">", row);
		for (const char *end = rows + n; n > 0 && rows <= end;
		    rows += strcspn(rows, "|\n") + 1) {
			buf_add(&out, "<c t=\"inlineStr\"><is><t xml:space=\"preserve\">");
			add_xml(&out, rows, strcspn(rows, "|\n"));
			buf_add(&out, "</t></is></c>");
			if (rows + strcspn(rows, "|\n") == end) {
				rows = end;
				break;
			}
		}
		if (n > 0)
			buf_add(&out, "</row>");
		rows += *rows == '\n';
	}
	buf_add(&out, "</sheetData>");
	if (merged != NULL)
		add_merged(&out, merged);
	buf_add(&out, "</worksheet>");
	snprintf(name, sizeof(name), "xl/worksheets/s%zu.xml", number);
	add_part(zip, name, buf_str(&out), out.len);
	buf_clear(&out);
}

static void
write_book(const char *path, const struct book_sheet *sheet, size_t count,
    const char *merged)
{
	struct buf book = BUF_INIT, relations = BUF_INIT;
	zipFile zip = zipOpen64(path, APPEND_STATUS_CREATE);
	size_t i;

	assert_non_null(zip);
	buf_add(&book, "<workbook xmlns:r=\"r\"><sheets>");
	buf_add(&relations, "<Relationships>");
	for (i = 0; i < count; i++) {
		buf_addf(&book, "<sheet name=\"%s\" sheetId=\"%zu\" r:id=\"r%zu\"%s/>",
		    sheet[i].name, i + 1, i, sheet[i].hidden ?
		    " state=\"hidden\"" : "");
		buf_addf(&relations, "<Relationship Id=\"r%zu\" Type=\"x/worksheet\""
		    " Target=\"worksheets/s%zu.xml\"/>", i, i);
		add_sheet(zip, i, sheet[i].rows, merged);
	}
	buf_add(&book, "</sheets></workbook>");
	buf_add(&relations, "</Relationships>");
	add_part(zip, "xl/workbook.xml", buf_str(&book), book.len);
	add_part(zip, "xl/_rels/workbook.xml.rels", buf_str(&relations),
	    relations.len);
	zipClose(zip, NULL);
	buf_clear(&book);
	buf_clear(&relations);
}

void
book_write(const char *path, const struct book_sheet *sheet, size_t count)
{
	write_book(path, sheet, count, NULL);
}

void
book_write_merged(const char *path, const char *rows, const char *merged)
{
	const struct book_sheet sheet = { "名册", false, rows };

	write_book(path, &sheet, 1, merged);
}

void
book_zip(const char *path, const char *part, const char *text, size_t n)
{
	zipFile zip = zipOpen64(path, APPEND_STATUS_CREATE);

	assert_non_null(zip);
	add_part(zip, part, text, n);
	zipClose(zip, NULL);
}
