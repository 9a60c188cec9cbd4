/*
 * tests/fuzz/xlsx-fuzz.c: hostile workbooks
 * SPDX-License-Identifier: Apache-2.0
 *
 * The first byte says what the rest is: Z the whole file; S W R T Y the sheet,
 * the workbook, its relations, the strings, the styles, in a zip with good other
 * parts, for no mutation of a packed part is XML again.
 */
#include "config.h"

#include <assert.h>
#include <minizip/zip.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/text.h"
#include "model/workbook.h"
#include "tests/fuzz/fuzz.h"

static const struct { char kind; const char *name, *text; } parts[] = {
	{ 'W', "xl/workbook.xml", "<workbook xmlns:r=\"r\"><sheets>"
	    "<sheet name=\"a\" r:id=\"r1\"/></sheets></workbook>" },
	{ 'R', "xl/_rels/workbook.xml.rels", "<Relationships>"
	    "<Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"s.xml\"/>"
	    "<Relationship Id=\"r2\" Type=\"x/sharedStrings\" Target=\"t.xml\"/>"
	    "<Relationship Id=\"r3\" Type=\"x/styles\" Target=\"y.xml\"/>"
	    "</Relationships>" },
	{ 'T', "xl/t.xml", "<sst><si><t>x</t></si></sst>" },
	{ 'Y', "xl/y.xml", "<styleSheet><cellXfs><xf numFmtId=\"0\"/>"
	    "<xf numFmtId=\"14\"/></cellXfs></styleSheet>" },
	{ 'S', "xl/s.xml", "<worksheet><sheetData><row><c t=\"s\"><v>0</v></c>"
	    "<c s=\"1\"><v>45717</v></c></row></sheetData>"
	    "<mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells></worksheet>" },
};

static void
pack(const char *path, char kind, const uint8_t *data, size_t n)
{
	zipFile zip = zipOpen64(path, APPEND_STATUS_CREATE);
	size_t i;

	assert(zip != NULL);
	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		bool own = parts[i].kind == kind;

		assert(zipOpenNewFileInZip(zip, parts[i].name, NULL, NULL, 0, NULL,
		    0, NULL, 0, 0) == ZIP_OK);
		zipWriteInFileInZip(zip, own ? (const void *)data : parts[i].text,
		    (unsigned)(own ? n : strlen(parts[i].text)));
		zipCloseFileInZip(zip);
	}
	zipClose(zip, NULL);
}

static bool
check_row(void *arg, const struct workbook_row *row)
{
	long *cells = arg;
	size_t i;

	assert(row->number > 0 && row->count > 0 &&
	    row->count <= WORKBOOK_COLUMNS_MAX);
	for (i = 0; i < row->count; i++)
		assert(text_valid(row->cell[i], strlen(row->cell[i]), NULL));
	for (i = 0; i < row->filled_count; i++)
		assert(row->filled[i] < row->count && *row->cell[row->filled[i]] != '\0' &&
		    (i == 0 || row->filled[i - 1] < row->filled[i]));
	*cells += (long)row->count;
	return *cells < 200000;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct err err = ERR_INIT;
	struct workbook *book;
	char path[64];
	long cells = 0;
	size_t i;
	int fd, scratch;

	if (n < 1)
		return 0;
	fd = memfd_create("workbook", MFD_CLOEXEC);
	assert(fd >= 0);
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (data[0] == 'Z')
		assert(write(fd, data + 1, n - 1) == (ssize_t)(n - 1));
	else
		pack(path, (char)data[0], data + 1, n - 1);
	scratch = memfd_create("strings", MFD_CLOEXEC);
	assert(scratch >= 0);
	book = workbook_open(fd, scratch, &err);
	assert(book != NULL || err.text[0] != '\0');
	for (i = 0; book != NULL && i < workbook_sheets(book) && i < 8; i++) {
		assert(workbook_sheet_name(book, i) != NULL);
		workbook_read(book, i, 1, check_row, &cells, &err);
	}
	workbook_close(book);
	close(scratch);
	close(fd);
	return 0;
}
