/*
 * model/workbook-part.c: one part of the zip through the XML parser
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include "model/workbook-private.h"

#include <assert.h>
#include <expat.h>
#include <minizip/unzip.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"

struct archive {
	unzFile		zip;
	long long	unpacked;	/* of all parts so far */
};

/* "EncryptedPackage" in UTF-16LE: an encrypted workbook's only stream. */
static bool
is_encrypted(int fd)
{
	static const char mark[] = "E\0n\0c\0r\0y\0p\0t\0e\0d";
	char piece[4096];
	off_t at = 0;
	ssize_t n;

	/* Pieces overlap: it may stand across two. */
	while ((n = pread(fd, piece, sizeof(piece), at)) >=
	    (ssize_t)sizeof(mark)) {
		if (memmem(piece, (size_t)n, mark, sizeof(mark) - 1) != NULL)
			return true;
		at += n - (ssize_t)sizeof(mark) + 1;
	}
	return false;
}

/* What a file that is no zip is, so that the remedy can be named. */
static bool
refuse(int fd, struct err *err)
{
	char head[8];

	if (pread(fd, head, sizeof(head), 0) != sizeof(head) ||
	    memcmp(head, "\320\317\021\340\241\261\032\341", 8) != 0)
		return err_set(err, ERR_INPUT, WORKBOOK_CUT);
	return is_encrypted(fd) ?
	    err_set(err, ERR_INPUT, "工作簿设有打开密码，无法读取。请在表格软件中取消密码后另存，再导入。") :
	    err_set(err, ERR_INPUT, "这是旧格式（.xls）工作簿。请在表格软件中“另存为”.xlsx 或 CSV，再导入。");
}

struct archive *
archive_open(int fd, struct err *err)
{
	struct archive *archive;
	unzFile zip = archive_file(fd);

	if (zip == NULL) {
		refuse(fd, err);
		return NULL;
	}
	archive = mem_new(sizeof(*archive));
	archive->zip = zip;
	return archive;
}

void
archive_close(struct archive *archive)
{
	if (archive == NULL)
		return;
	unzClose(archive->zip);
	free(archive);
}

bool
archive_has(struct archive *archive, const char *part)
{
	return part == NULL ? unzGoToFirstFile(archive->zip) == UNZ_OK :
	    unzLocateFile(archive->zip, part, 1) == UNZ_OK;
}

const char *
part_attr(const char *const *attr, const char *name)
{
	for (; attr[0] != NULL; attr += 2) {
		const char *plain = strrchr(attr[0], ':');

		if (strcmp(attr[0], name) == 0 || (plain != NULL && strcmp(plain + 1, name) == 0))
			return attr[1];
	}
	return NULL;
}

static const char *
local_name(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon != NULL ? colon + 1 : name;
}

static void
on_open(void *data, const XML_Char *name, const XML_Char **attr)
{
	const struct part_handler *h = XML_GetUserData((XML_Parser)data);

	if (h->open != NULL)
		h->open(h->arg, local_name(name), (const char *const *)attr);
}

static void
on_close(void *data, const XML_Char *name)
{
	const struct part_handler *h = XML_GetUserData((XML_Parser)data);

	if (h->close != NULL)
		h->close(h->arg, local_name(name));
}

static void
on_text(void *data, const XML_Char *text, int n)
{
	const struct part_handler *h = XML_GetUserData((XML_Parser)data);

	if (h->text != NULL)
		h->text(h->arg, text, (size_t)n);
}

/* No document type has business in a workbook: entities are how a small file
 * becomes a huge one. */
static void
on_doctype(void *data, const XML_Char *name, const XML_Char *system,
    const XML_Char *public, int internal)
{
	XML_Parser parser = data;

	(void)name;
	(void)system;
	(void)public;
	(void)internal;
	XML_StopParser(parser, XML_FALSE);
}

static bool
over_limit(struct archive *archive, long long done, const unz_file_info64 *info,
    struct err *err)
{
	if (archive->unpacked > WORKBOOK_BYTES_MAX)
		return err_set(err, ERR_INPUT, "工作簿解开后超过 %lld MB，不予读取。请拆成几个文件，或另存为 CSV 再导入。",
		    WORKBOOK_BYTES_MAX >> 20);
	/* Small parts pack well without malice. */
	if (done > (1 << 20) && done > (long long)info->compressed_size * WORKBOOK_RATIO_MAX)
		return err_set(err, ERR_INPUT, "工作簿压缩比超过 %d:1，疑似恶意构造，不予读取。请另存为 CSV 再导入。",
		    WORKBOOK_RATIO_MAX);
	return true;
}

static bool
pump(struct archive *archive, XML_Parser parser, const struct part_handler *handler,
    const char *part, const unz_file_info64 *info, struct err *err)
{
	long long done = 0;
	int n;

	do {
		void *room = XML_GetBuffer(parser, 65536);

		if (room == NULL)
			die("内存不足");
		n = unzReadCurrentFile(archive->zip, room, 65536);
		if (n < 0)
			return err_set(err, ERR_INPUT, "工作簿的 %s 部分已损坏（解压失败）。请向发送方重新索取。", part);
		done += n;
		archive->unpacked += n;
		if (!over_limit(archive, done, info, err))
			return false;
		if (XML_ParseBuffer(parser, n, n == 0) != XML_STATUS_OK)
			return err_set(err, ERR_INPUT, "工作簿的 %s 部分第 %lu 行不是合格的 XML。请在表格软件中打开后另存，再导入。",
			    part, (unsigned long)XML_GetCurrentLineNumber(parser));
	} while (n > 0 && (handler->stop == NULL || !*handler->stop));
	return true;
}

bool
archive_parse(struct archive *archive, const char *part,
    const struct part_handler *handler, struct err *err)
{
	unz_file_info64 info;
	XML_Parser parser;
	bool done;

	if (unzLocateFile(archive->zip, part, 1) != UNZ_OK ||
	    unzGetCurrentFileInfo64(archive->zip, &info, NULL, 0, NULL, 0, NULL, 0) != UNZ_OK)
		return err_set(err, ERR_INPUT, "工作簿缺少 %s 部分，不是完整的 .xlsx。请在表格软件中打开后另存，再导入。", part);
	if ((info.flag & 1) != 0)
		return err_set(err, ERR_INPUT, "工作簿已加密，无法读取。请取消密码后另存，再导入。");
	if (unzOpenCurrentFile(archive->zip) != UNZ_OK)
		return err_set(err, ERR_INPUT, "工作簿的 %s 部分用了不支持的压缩方式。请在表格软件中打开后另存，再导入。", part);
	parser = XML_ParserCreate(NULL);
	if (parser == NULL)
		die("内存不足");
	XML_SetUserData(parser, (void *)handler);
	XML_SetElementHandler(parser, on_open, on_close);
	XML_SetCharacterDataHandler(parser, on_text);
	XML_SetStartDoctypeDeclHandler(parser, on_doctype);
	/* The handlers get the parser, and from it the handler record. */
	XML_UseParserAsHandlerArg(parser);
	done = pump(archive, parser, handler, part, &info, err);
	XML_ParserFree(parser);
	if (unzCloseCurrentFile(archive->zip) == UNZ_CRCERROR && done &&
	    (handler->stop == NULL || !*handler->stop))
		done = err_set(err, ERR_INPUT, "工作簿的 %s 部分校验不符，文件在传送中损坏。请向发送方重新索取。", part);
	return done;
}

bool
archive_scan(struct archive *archive, const char *part,
    const struct part_handler *handler, struct err *err)
{
	long long before = archive->unpacked;
	bool done = archive_parse(archive, part, handler, err);

	archive->unpacked = before;
	return done;
}
