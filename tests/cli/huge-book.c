/*
 * tests/cli/huge-book.c: workbooks that are too much, for scripts
 * SPDX-License-Identifier: Apache-2.0
 *
 *	huge-book rows|cell|string COUNT FILE
 *
 * So many empty rows under a good list; or a cell, or a shared string, of so
 * many bytes in it.
 */
#include "config.h"

#include <assert.h>
#include <minizip/zip.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>


#define HEADS "<row r=\"1\"><c t=\"inlineStr\"><is><t>姓名</t></is></c>" \
	"<c t=\"inlineStr\"><is><t>释放日期</t></is></c></row>" \
	"<row r=\"2\"><c t=\"inlineStr\"><is><t>王某</t></is></c>" \
	"<c t=\"inlineStr\"><is><t>2025-03-01</t></is></c></row>"

static zipFile zip;

static void
open_part(const char *name)
{
	int got = zipOpenNewFileInZip(zip, name, NULL, NULL, 0, NULL, 0, NULL,
	    Z_DEFLATED, 1);

	assert(got == ZIP_OK);
}

static void
add(const char *text, size_t n)
{
	int got = zipWriteInFileInZip(zip, text, (unsigned)n);

	assert(got == ZIP_OK);
}

static void
add_text(const char *text)
{
	add(text, strlen(text));
}

static void
add_rows(long count)
{
	char row[64];
	long i;

	for (i = 0; i < count; i++)
		add(row, (size_t)snprintf(row, sizeof(row), "<row r=\"%ld\"/>",
		    i + 3));
}

/* Letters that do not pack too well. */
static void
add_letters(long count)
{
	char piece[1024];
	unsigned long seed = 1;
	long i;
	size_t k;

	for (i = 0; i < count; i += (long)sizeof(piece)) {
		for (k = 0; k < sizeof(piece); k++) {
			seed = seed * 6364136223846793005ul + 1442695040888963407ul;
			piece[k] = (char)('a' + (seed >> 40) % 16);
		}
		add(piece, sizeof(piece));
	}
}

static void
add_sheet(const char *kind, long count)
{
	open_part("xl/s.xml");
	add_text("<worksheet><sheetData>" HEADS);
	if (strcmp(kind, "rows") == 0) {
		add_rows(count);
	} else if (strcmp(kind, "cell") == 0) {
		add_text("<row r=\"3\"><c t=\"inlineStr\"><is><t>");
		add_letters(count);
		add_text("</t></is></c></row>");
	} else {
		add_text("<row r=\"3\"><c t=\"s\"><v>0</v></c></row>");
	}
	add_text("</sheetData></worksheet>");
	zipCloseFileInZip(zip);
}

int
main(int argc, char **argv)
{
	assert(argc == 4);
	zip = zipOpen64(argv[3], APPEND_STATUS_CREATE);
	assert(zip != NULL);
	open_part("xl/workbook.xml");
	add_text("<workbook xmlns:r=\"r\"><sheets><sheet name=\"名册\" r:id=\"r1\"/>"
	    "</sheets></workbook>");
	zipCloseFileInZip(zip);
	open_part("xl/_rels/workbook.xml.rels");
	add_text("<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" "
	    "Target=\"s.xml\"/></Relationships>");
	zipCloseFileInZip(zip);
	open_part("xl/sharedStrings.xml");
	add_text("<sst><si><t>");
	if (strcmp(argv[1], "string") == 0)
		add_letters(atol(argv[2]));
	add_text("</t></si></sst>");
	zipCloseFileInZip(zip);
	add_sheet(argv[1], atol(argv[2]));
	zipClose(zip, NULL);
	return 0;
}
