/*
 * reports/xlsx-verify.c: is a workbook that was just written whole?
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "reports/xlsx-verify.h"

#include <stdio.h>
#include <string.h>

#include <unzip.h>

static const char rows_begin[] = "<sheetData>", rows_end[] = "</sheetData>";

struct part {
	long long	 from, to;	/* of its rows; -1 = not seen */
	long long	 read;		/* bytes before what is in data */
	size_t		 kept;
	char		 data[64 * 1024];
	char		 last;		/* its last byte that is no blank */
};

static bool
not_whole(struct err *err)
{
	return err_set(err, ERR_FULL, "磁盘多半已满，工作簿没有写完整："
	    "请腾出空间后再做一次");
}

/* The place of a mark in what is in data, -1 if it is not there. */
static long long
find(const struct part *part, size_t n, const char *mark)
{
	const char *at = memmem(part->data, n, mark, strlen(mark));

	return at == NULL ? -1 : part->read + (at - part->data);
}

/* Looks through n bytes; the end of them is kept for a mark that straddles. */
static void
look(struct part *part, size_t n)
{
	size_t keep = sizeof(rows_end), i;

	if (part->from < 0 && (part->from = find(part, n, rows_begin)) >= 0)
		part->from += (long long)strlen(rows_begin);
	if (part->to < 0)
		part->to = find(part, n, rows_end);
	for (i = n; i > 0; i--)
		if (strchr(" \n\r", part->data[i - 1]) == NULL)
			break;
	if (i > 0)
		part->last = part->data[i - 1];
	keep = n < keep ? n : keep;
	memmove(part->data, part->data + n - keep, keep);
	part->read += (long long)(n - keep);
	part->kept = keep;
}

/* Reads the part at which zip stands. */
static bool
read_part(unzFile zip, struct part *part)
{
	int n;

	memset(part, 0, sizeof(*part));
	part->from = part->to = -1;
	if (unzOpenCurrentFile(zip) != UNZ_OK)
		return false;
	while ((n = unzReadCurrentFile(zip, part->data + part->kept,
	    (unsigned)(sizeof(part->data) - part->kept))) > 0)
		look(part, part->kept + (size_t)n);
	/* Closing compares the check sum. */
	return unzCloseCurrentFile(zip) == UNZ_OK && n == 0 &&
	    part->last == '>';
}

bool
xlsx_verify(const char *path, const long long *bytes, size_t sheets,
    struct err *err)
{
	unzFile zip = unzOpen64(path);
	char name[256];
	struct part part;
	size_t seen = 0, i;
	bool ok = zip != NULL;
	int got;

	if (zip == NULL)
		return not_whole(err);
	for (got = unzGoToFirstFile(zip); ok && got == UNZ_OK;
	    got = unzGoToNextFile(zip)) {
		ok = unzGetCurrentFileInfo64(zip, NULL, name, sizeof(name),
		    NULL, 0, NULL, 0) == UNZ_OK && read_part(zip, &part);
		if (!ok || sscanf(name, "xl/worksheets/sheet%zu.xml", &i) != 1)
			continue;
		seen++;
		ok = i >= 1 && i <= sheets && part.from >= 0 &&
		    part.to - part.from == bytes[i - 1];
	}
	ok = ok && got == UNZ_END_OF_LIST_OF_FILE && seen == sheets;
	unzClose(zip);
	return ok || not_whole(err);
}
