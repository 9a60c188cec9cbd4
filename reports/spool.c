/*
 * reports/spool.c: rows of texts that do not stay in memory
 * SPDX-License-Identifier: Apache-2.0
 *
 * A record is a struct head and its texts, each with its NUL.  Bytes below
 * KEPT live in memory, those above in the file at (position - KEPT); the last
 * ones written wait in `fresh`, and `window` holds what was read last.
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

struct spool {
	char	*dir;
	int	 fd;
	char	*kept;
	size_t	 kept_cap;
	long long end;			/* bytes in all */
	char	*fresh;			/* the last of them, not in the file yet */
	size_t	 fresh_len;
	char	*window;
	long long window_from;
	size_t	 window_len;
	long long at;			/* of the next record read */
	char	*record;
	size_t	 record_cap;
	const char **text;
	size_t	 text_cap;
};

struct spool *
spool_new(const char *dir)
{
	struct spool *spool = mem_new(sizeof(*spool));

	spool->dir = mem_text(dir);
	spool->fd = -1;
	return spool;
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
	free(spool->window);
	free(spool->record);
	free(spool->text);
	free(spool);
}

static bool
write_failed(struct err *err)
{
	if (errno == ENOSPC || errno == EDQUOT)
		return err_set(err, ERR_FULL, "磁盘已满，临时数据写不下："
		    "请腾出空间后再运行一次");
	return err_set(err, ERR_SYSTEM, "临时数据写不下（%s）：请检查磁盘后再运行一次",
	    strerror(errno));
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
	spool->at = at;
}

long long
spool_tell(const struct spool *spool)
{
	return spool->at;
}

/* Loads the window with the bytes of the file from position at on. */
static bool
look(struct spool *spool, long long at, struct err *err)
{
	long long stop = spool->end - (long long)spool->fresh_len;
	size_t want = stop - at < BLOCK ? (size_t)(stop - at) : BLOCK;
	ssize_t n;

	if (spool->window == NULL)
		spool->window = mem_new(BLOCK);
	do
		n = pread(spool->fd, spool->window, want, (off_t)(at - KEPT));
	while (n < 0 && errno == EINTR);
	if (n <= 0)
		return err_set(err, ERR_SYSTEM, "临时数据读不回来（%s）："
		    "请检查磁盘后再运行一次", strerror(n < 0 ? errno : EIO));
	spool->window_from = at;
	spool->window_len = (size_t)n;
	return true;
}

static bool
get(struct spool *spool, long long at, void *data, size_t n, struct err *err)
{
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
			if ((at < spool->window_from || at >=
			    spool->window_from + (long long)spool->window_len) &&
			    !look(spool, at, err))
				return false;
			from = spool->window + (at - spool->window_from);
			part = spool->window_len -
			    (size_t)(at - spool->window_from);
		}
		part = n < part ? n : part;
		memcpy(to, from, part);
	}
	return true;
}

int
spool_next(struct spool *spool, int *kind, const char *const **text,
    size_t *count, struct err *err)
{
	struct head head;
	size_t i, at = 0;

	if (spool->at >= spool->end)
		return 0;
	if (!get(spool, spool->at, &head, sizeof(head), err))
		return -1;
	if (spool->record_cap < head.size) {
		spool->record = mem_resize(spool->record, head.size, 1);
		spool->record_cap = head.size;
	}
	if (!get(spool, spool->at + (long long)sizeof(head), spool->record,
	    head.size, err))
		return -1;
	if (spool->text_cap < head.count) {
		spool->text = mem_resize(spool->text, head.count,
		    sizeof(*spool->text));
		spool->text_cap = head.count;
	}
	for (i = 0; i < head.count; i++) {
		spool->text[i] = spool->record + at;
		at += strlen(spool->record + at) + 1;
	}
	spool->at += (long long)(sizeof(head) + head.size);
	*kind = head.kind;
	*text = spool->text;
	*count = head.count;
	return 1;
}
