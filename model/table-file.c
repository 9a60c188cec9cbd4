/*
 * model/table-file.c: a file from outside, and what kind it is
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

#include "base/mem.h"

struct tablefile {
	int		 fd;
	char		*path;
	bool		 workbook;
	long long	 size;
};

static bool
cannot_read(const char *path, struct err *err)
{
	return err_set(err, errno == EACCES || errno == EPERM ? ERR_DENIED :
	    errno == ENOENT ? ERR_MISSING : ERR_SYSTEM,
	    "读不了文件 %s：%s；请检查文件名和权限", path, err_reason(errno));
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

struct tablefile *
tablefile_open(const char *path, struct err *err)
{
	struct tablefile *file = mem_new(sizeof(*file));
	unsigned char head[64];
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
	n = pread(file->fd, head, sizeof(head), 0);
	if (n < 0) {
		cannot_read(path, err);
		goto fail;
	}
	file->workbook = is_workbook(head, (size_t)n);
	if (file->workbook || other_kind(head, (size_t)n, path, err))
		return file;
fail:
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
tablefile_digest(const struct tablefile *file, char digest[DIGEST_HEX],
    struct err *err)
{
	unsigned char sum[DIGEST_SIZE];

	if (!digest_file(file->fd, sum))
		return cannot_read(file->path, err);
	digest_hex(sum, sizeof(sum), digest);
	return true;
}
