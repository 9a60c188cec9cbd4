/*
 * reports/spool.c: rows of texts that do not stay in memory
 * SPDX-License-Identifier: Apache-2.0
 *
 * A record is a struct head and its texts, each with its NUL.  Bytes below
 * KEPT live in memory, those above in the file at (position - KEPT); the last
 * ones written wait in `fresh`, and a reader's `window` holds what it read last.
 */
#include "config.h"
#include "reports/spool.h"

#include <assert.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/mem.h"

enum { KEPT = 256 * 1024, BLOCK = 64 * 1024 };

struct head {
	int32_t	 kind;
	uint32_t count, size;
};

struct spool_reader {
	struct spool *spool;
	size_t	 block;
	char	*window;		/* NULL until the file is read */
	long long window_from;
	size_t	 window_len;
	long long at;			/* of the next record */
	char	*record;
	size_t	 record_cap;
	const char **text;
	size_t	 text_cap;
};

struct spool {
	char	*dir;
	int	 fd;
	char	*kept;
	size_t	 kept_cap;
	long long end;			/* bytes in all */
	char	*fresh;			/* the last of them, not in the file yet */
	size_t	 fresh_len;
	struct spool_reader reader;	/* of spool_seek and spool_next */
};

struct spool *
spool_new(const char *dir)
{
	struct spool *spool = mem_new(sizeof(*spool));

	spool->dir = mem_text(dir);
	spool->fd = -1;
	spool->reader.spool = spool;
	spool->reader.block = BLOCK;
	return spool;
}

static void
reader_clear(struct spool_reader *reader)
{
	free(reader->window);
	free(reader->record);
	free(reader->text);
}

void
spool_free(struct spool *spool)
{
	if (spool == NULL)
		return;
	if (spool->fd >= 0)
		close(spool->fd);
	free(spool->dir);
	free(spool->kept);
	free(spool->fresh);
	reader_clear(&spool->reader);
	free(spool);
}

static bool
write_failed(struct err *err)
{
	if (errno == ENOSPC || errno == EDQUOT)
		return err_set(err, ERR_FULL, "磁盘已满，临时数据写不下："
		    "请腾出空间后再做一次");
	return err_set(err, ERR_SYSTEM, "临时数据写不下（%s）：请检查磁盘后再做一次",
	    err_reason(errno));
}

/* Moves what is fresh to the file. */
static bool
flush(struct spool *spool, struct err *err)
{
	long long from = spool->end - (long long)spool->fresh_len;
	size_t done = 0;
	ssize_t n;

	if (spool->fresh_len == 0)
		return true;
	if (spool->fd < 0 &&
	    (spool->fd = file_temporary(spool->dir, err)) < 0)
		return false;
	while (done < spool->fresh_len) {
		n = pwrite(spool->fd, spool->fresh + done,
		    spool->fresh_len - done,
		    (off_t)(from - KEPT + (long long)done));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return write_failed(err);
		done += (size_t)n;
	}
	spool->fresh_len = 0;
	return true;
}

static bool
put(struct spool *spool, const void *data, size_t n, struct err *err)
{
	const char *from = data;
	size_t part;

	for (; n > 0; from += part, n -= part) {
		if (spool->end < KEPT) {
			part = (size_t)(KEPT - spool->end);
			part = n < part ? n : part;
			while (spool->kept_cap < (size_t)spool->end + part) {
				spool->kept_cap += spool->kept_cap + 4096;
				spool->kept = mem_resize(spool->kept,
				    spool->kept_cap, 1);
			}
			memcpy(spool->kept + spool->end, from, part);
		} else {
			if (spool->fresh == NULL)
				spool->fresh = mem_new(BLOCK);
			if (spool->fresh_len == BLOCK && !flush(spool, err))
				return false;
			part = BLOCK - spool->fresh_len;
			part = n < part ? n : part;
			memcpy(spool->fresh + spool->fresh_len, from, part);
			spool->fresh_len += part;
		}
		spool->end += (long long)part;
	}
	return true;
}

bool
spool_add(struct spool *spool, int kind, const char *const *text, size_t count,
    long long *at, struct err *err)
{
	struct head head = { kind, (uint32_t)count, 0 };
	size_t i;

	if (at != NULL)
		*at = spool->end;
	for (i = 0; i < count; i++)
		head.size += (uint32_t)(text[i] == NULL ? 1 : strlen(text[i]) + 1);
	if (!put(spool, &head, sizeof(head), err))
		return false;
	for (i = 0; i < count; i++)
		if (!put(spool, text[i] == NULL ? "" : text[i],
		    text[i] == NULL ? 1 : strlen(text[i]) + 1, err))
			return false;
	return true;
}

void
spool_seek(struct spool *spool, long long at)
{
	assert(at >= 0 && at <= spool->end);
	spool->reader.at = at;
}

long long
spool_tell(const struct spool *spool)
{
	return spool->reader.at;
}

long long
spool_end(const struct spool *spool)
{
	return spool->end;
}

/* Loads the window with the bytes of the file from position at on. */
static bool
look(struct spool_reader *reader, long long at, struct err *err)
{
	const struct spool *spool = reader->spool;
	long long stop = spool->end - (long long)spool->fresh_len;
	size_t want = stop - at < (long long)reader->block ?
	    (size_t)(stop - at) : reader->block;
	ssize_t n;

	if (reader->window == NULL)
		reader->window = mem_new(reader->block);
	do
		n = pread(spool->fd, reader->window, want, (off_t)(at - KEPT));
	while (n < 0 && errno == EINTR);
	if (n <= 0)
		return err_set(err, ERR_SYSTEM, "临时数据读不回来（%s）："
		    "请检查磁盘后再做一次", err_reason(n < 0 ? errno : EIO));
	reader->window_from = at;
	reader->window_len = (size_t)n;
	return true;
}

static bool
get(struct spool_reader *reader, long long at, void *data, size_t n,
    struct err *err)
{
	const struct spool *spool = reader->spool;
	char *to = data;
	const char *from;
	long long fresh = spool->end - (long long)spool->fresh_len;
	size_t part;

	for (; n > 0; to += part, n -= part, at += (long long)part) {
		if (at < KEPT) {
			from = spool->kept + at;
			part = (size_t)(KEPT - at);
		} else if (at >= fresh) {
			from = spool->fresh + (at - fresh);
			part = (size_t)(spool->end - at);
		} else {
			if ((at < reader->window_from || at >=
			    reader->window_from + (long long)reader->window_len) &&
			    !look(reader, at, err))
				return false;
			from = reader->window + (at - reader->window_from);
			part = reader->window_len -
			    (size_t)(at - reader->window_from);
		}
		part = n < part ? n : part;
		memcpy(to, from, part);
	}
	return true;
}

int
spool_reader_next(struct spool_reader *reader, int *kind,
    const char *const **text, size_t *count, struct err *err)
{
	struct head head;
	size_t i, at = 0;

	if (reader->at >= reader->spool->end)
		return 0;
	if (!get(reader, reader->at, &head, sizeof(head), err))
		return -1;
	if (reader->record_cap < head.size) {
		reader->record = mem_resize(reader->record, head.size, 1);
		reader->record_cap = head.size;
	}
	if (!get(reader, reader->at + (long long)sizeof(head), reader->record,
	    head.size, err))
		return -1;
	if (reader->text_cap < head.count) {
		reader->text = mem_resize(reader->text, head.count,
		    sizeof(*reader->text));
		reader->text_cap = head.count;
	}
	for (i = 0; i < head.count; i++) {
		reader->text[i] = reader->record + at;
		at += strlen(reader->record + at) + 1;
	}
	reader->at += (long long)(sizeof(head) + head.size);
	*kind = head.kind;
	*text = reader->text;
	*count = head.count;
	return 1;
}

int
spool_next(struct spool *spool, int *kind, const char *const **text,
    size_t *count, struct err *err)
{
	return spool_reader_next(&spool->reader, kind, text, count, err);
}

struct spool_reader *
spool_reader_new(struct spool *spool, long long at, size_t block)
{
	struct spool_reader *reader = mem_new(sizeof(*reader));

	reader->spool = spool;
	reader->block = block;
	reader->at = at;
	return reader;
}

void
spool_reader_free(struct spool_reader *reader)
{
	if (reader == NULL)
		return;
	reader_clear(reader);
	free(reader);
}

long long
spool_reader_tell(const struct spool_reader *reader)
{
	return reader->at;
}
