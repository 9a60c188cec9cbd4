/*
 * model/table-file.c: a file from outside as a stream of UTF-8
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/table-file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <sha2.h>

#include "base/buf.h"
#include "base/charset.h"
#include "base/mem.h"
#include "base/text.h"

#define PIECE (64u * 1024)
#define HEAD (256u * 1024)		/* what the encoding is judged by */

struct tablefile {
	int		 fd;
	char		*path;
	const char	*encoding, *looks;
	bool		 workbook;
	size_t		 skip;
	long long	 size;
};

/* Reads until n bytes are there or the file ends; -1 on error. */
static ssize_t
read_full(int fd, void *data, size_t n)
{
	size_t have = 0;
	ssize_t got;

	while (have < n) {
		got = read(fd, (char *)data + have, n - have);
		if (got == 0)
			break;
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		have += (size_t)got;
	}
	return (ssize_t)have;
}

static bool
cannot_read(const char *path, struct err *err)
{
	return err_set(err, errno == EACCES || errno == EPERM ? ERR_DENIED :
	    errno == ENOENT ? ERR_MISSING : ERR_SYSTEM,
	    "读不了文件 %s：%s；请检查文件名和权限", path, err_reason(errno));
}

/* Well-formed characters of three or four bytes against bytes that fit none:
 * GB18030 text hardly ever makes the first, spoilt UTF-8 has few of the second. */
static bool
mostly_utf8(const unsigned char *head, size_t n)
{
	size_t at, len, good = 0, bad = 0;
	uint32_t cp;

	for (at = 0; at < n; at += len) {
		len = text_decode((const char *)head + at, n - at, &cp);
		if (len >= 3)
			good++;
		else if (len == 1 && head[at] >= 0x80 && n - at >= 4)
			bad++;
	}
	return good >= 2 && good > bad;
}

static bool
begins(const unsigned char *head, size_t n, const char *with)
{
	size_t len = strlen(with);

	return n >= len && strncasecmp((const char *)head, with, len) == 0;
}

/* A zip, or the older container, in which encrypted ones come too. */
static bool
is_workbook(const unsigned char *head, size_t n)
{
	return begins(head, n, "PK\003\004") || begins(head, n, "PK\005\006") ||
	    begins(head, n, "\xD0\xCF\x11\xE0");
}

/* Files that are called .csv or .xls and are something else. */
static bool
other_kind(const unsigned char *head, size_t n, const char *path, struct err *err)
{
	static const struct { const char *with, *is; } kinds[] = {
		{ "%PDF-", "PDF 文档" }, { "{\\rtf", "RTF 文档" },
		{ "<html", "网页" }, { "<!doctype html", "网页" },
		{ "<table", "网页" }, { "<?xml", "XML 文件" },
		{ "\xFF\xD8\xFF", "图片" }, { "\x89PNG", "图片" },
		{ "Rar!", "压缩包" }, { "7z\xBC\xAF", "压缩包" },
	};
	size_t i;

	if (n > 3 && memcmp(head, "\xEF\xBB\xBF", 3) == 0) {
		head += 3;
		n -= 3;
	}
	for (i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (begins(head, n, kinds[i].with))
			return err_set(err, ERR_INPUT, "%s 的内容是%s，不是表格（与文件名的"
			    "后缀无关）；请向发送方要原来的表格，或在表格软件里打开后另存为 "
			    "XLSX 或 CSV 再导入", path, kinds[i].is);
	return true;
}

static bool
judge(struct tablefile *file, const unsigned char *head, size_t n,
    const char *encoding, struct err *err)
{
	bool more = (long long)n < file->size;
	size_t skip = 0;

	file->looks = charset_detect(head, n, more, &skip);
	if (skip == 0 && strcmp(file->looks, "gb18030") == 0 &&
	    mostly_utf8(head, n))
		file->looks = "utf-8";
	if (encoding == NULL) {
		file->encoding = file->looks;
		file->skip = skip;
		return true;
	}
	file->encoding = charset_name(encoding);
	if (file->encoding == NULL)
		return err_set(err, ERR_INPUT, "不认识编码“%s”；可用的有 utf-8 "
		    "gb18030 utf-16le utf-16be big5，不写 --encoding 则按内容判断",
		    encoding);
	/* "utf-16" by itself means: as its BOM says */
	if (strncmp(file->encoding, "utf-16", 6) == 0 && skip == 2 &&
	    strncmp(file->looks, "utf-16", 6) == 0)
		file->encoding = file->looks;
	if (strcmp(file->encoding, file->looks) == 0)
		file->skip = skip;
	return true;
}

struct tablefile *
tablefile_open(const char *path, const char *encoding, struct err *err)
{
	struct tablefile *file = mem_new(sizeof(*file));
	unsigned char *head = NULL;
	struct stat st;
	ssize_t n;

	file->path = mem_text(path);
	file->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (file->fd < 0 || fstat(file->fd, &st) != 0) {
		cannot_read(path, err);
		goto fail;
	}
	if (!S_ISREG(st.st_mode)) {
		err_set(err, ERR_INPUT, "%s 不是普通文件；请指出一个 CSV、"
		    "制表符分隔的文本或 XLSX 文件", path);
		goto fail;
	}
	if (st.st_size == 0) {
		err_set(err, ERR_INPUT, "%s 是空文件（0 字节）；请重新导出或复制后"
		    "再导入", path);
		goto fail;
	}
	file->size = st.st_size;
	head = mem_new(HEAD);
	n = read_full(file->fd, head, HEAD);
	if (n < 0) {
		cannot_read(path, err);
		goto fail;
	}
	file->workbook = is_workbook(head, (size_t)n);
	if (!file->workbook && (!other_kind(head, (size_t)n, path, err) ||
	    !judge(file, head, (size_t)n, encoding, err)))
		goto fail;
	free(head);
	return file;
fail:
	free(head);
	tablefile_close(file);
	return NULL;
}

void
tablefile_close(struct tablefile *file)
{
	if (file == NULL)
		return;
	if (file->fd >= 0)
		close(file->fd);
	free(file->path);
	free(file);
}

const char *
tablefile_encoding(const struct tablefile *file)
{
	return file->encoding;
}

const char *
tablefile_looks(const struct tablefile *file)
{
	return file->looks;
}

long long
tablefile_size(const struct tablefile *file)
{
	return file->size;
}

const char *
tablefile_path(const struct tablefile *file)
{
	return file->path;
}

bool
tablefile_workbook(const struct tablefile *file)
{
	return file->workbook;
}

int
tablefile_fd(const struct tablefile *file)
{
	return file->fd;
}

bool
tablefile_digest(struct tablefile *file, char digest[TABLEFILE_DIGEST],
    struct err *err)
{
	unsigned char *piece = mem_new(PIECE);
	off_t at = 0;
	SHA2_CTX sha;
	ssize_t n;

	SHA256Init(&sha);
	while ((n = pread(file->fd, piece, PIECE, at)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			break;
		SHA256Update(&sha, piece, (size_t)n);
		at += n;
	}
	free(piece);
	SHA256End(&sha, digest);
	return n == 0 || cannot_read(file->path, err);
}

/* Hands out what was decoded.  A NUL is no text; what stands before it is. */
static bool
hand_out(const struct buf *out, bool end, long long done, tablefile_fn text,
    void *arg, struct tablefile_pass *pass)
{
	const char *nul = memchr(buf_str(out), '\0', out->len);
	size_t n = nul != NULL ? (size_t)(nul - out->text) : out->len;

	if (!text(arg, buf_str(out), n, end && nul == NULL && !pass->bad, done))
		return false;
	if (nul != NULL) {
		pass->bad = true;
		pass->byte[0] = 0;
		pass->bytes = 1;
	}
	return !pass->bad;
}

static bool
read_all(struct tablefile *file, struct charset *cs, tablefile_fn text,
    void *arg, struct tablefile_pass *pass, struct err *err)
{
	unsigned char *piece = mem_new(PIECE);
	struct buf out = BUF_INIT;
	long long done = 0;
	size_t skip = file->skip, bad = 0, i;
	SHA2_CTX sha;
	bool ok = true, end = false;
	ssize_t n;

	SHA256Init(&sha);
	while (ok && !end) {
		n = read_full(file->fd, piece, PIECE);
		if (n < 0) {
			ok = cannot_read(file->path, err);
			break;
		}
		SHA256Update(&sha, piece, (size_t)n);
		done += n;
		end = (size_t)n < PIECE;
		if ((size_t)n < skip)
			skip = (size_t)n;
		buf_cut(&out, 0);
		if (!charset_convert(cs, (char *)piece + skip,
		    (size_t)n - skip, end, &out, &bad)) {
			pass->bad = true;
			bad += skip;
			for (i = 0; i < sizeof(pass->byte) &&
			    bad + i < (size_t)n; i++)
				pass->byte[i] = piece[bad + i];
			pass->bytes = i;
		}
		skip = 0;
		ok = hand_out(&out, end, done, text, arg, pass);
	}
	if (ok)
		SHA256End(&sha, pass->digest);
	buf_clear(&out);
	free(piece);
	return ok;
}

bool
tablefile_read(struct tablefile *file, tablefile_fn text, void *arg,
    struct tablefile_pass *pass, struct err *err)
{
	struct charset *cs;
	bool ok;

	memset(pass, 0, sizeof(*pass));
	if (lseek(file->fd, 0, SEEK_SET) != 0)
		return cannot_read(file->path, err);
	cs = charset_open("utf-8", file->encoding, err);
	if (cs == NULL)
		return false;
	ok = read_all(file, cs, text, arg, pass, err);
	charset_close(cs);
	return ok;
}
