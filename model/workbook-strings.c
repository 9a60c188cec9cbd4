/*
 * model/workbook-strings.c: the shared strings of a workbook, on disk
 * SPDX-License-Identifier: Apache-2.0
 *
 * Texts stand one behind the other with a NUL each in a nameless file, which
 * is mapped for reading, so that the kernel may drop its pages.  Only every
 * STEP-th place is kept; those between are counted off.
 */
#include "config.h"

#include "model/workbook-private.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/text.h"

#define ESCAPE (sizeof("_x000D_") - 1)

enum { STEP = 16, ENOUGH = 64 * 1024 };

struct strings {
	int		 scratch;
	const char	*text;
	uint64_t	*place;		/* of strings 0, STEP, 2 STEP … */
	size_t		 places, cap;
	uint64_t	 size;
	long		 count;
	bool		 stop;
	int		 failed;	/* errno */
	/* while reading */
	struct buf	 now, waiting;
	int		 depth_text, depth_phonetic;
};

static void
send_out(struct strings *s)
{
	const char *at = buf_str(&s->waiting);
	size_t left = s->waiting.len;
	ssize_t n;

	while (left > 0 && s->failed == 0) {
		n = write(s->scratch, at, left);
		if (n < 0 && errno != EINTR)
			s->failed = errno;
		if (n > 0) {
			at += n;
			left -= (size_t)n;
		}
	}
	s->stop = s->failed != 0;
	buf_cut(&s->waiting, 0);
}

/* The UTF-16 unit that an escape at s stands for, -1: none. */
static long
escape_at(const char *s)
{
	if (strncmp(s, "_x", 2) != 0 ||
	    strspn(s + 2, "0123456789ABCDEFabcdef") != 4 || s[6] != '_')
		return -1;
	return strtol(s + 2, NULL, 16);
}

void
strings_meant(struct buf *out, const char *text)
{
	char bytes[5];
	long unit, low;

	while (*text != '\0') {
		unit = *text == '_' ? escape_at(text) : -1;
		if (unit < 0) {
			buf_addc(out, *text++);
			continue;
		}
		text += ESCAPE;
		low = escape_at(text);
		if (unit >= 0xD800 && unit < 0xDC00 && low >= 0xDC00 && low < 0xE000) {
			unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
			text += ESCAPE;
		}
		if (unit == 0 || (unit >= 0xD800 && unit < 0xE000))
			unit = 0xFFFD;
		buf_addn(out, bytes, text_encode((uint32_t)unit, bytes));
	}
}

static void
put(struct strings *s)
{
	struct buf meant = BUF_INIT;

	if (strstr(buf_str(&s->now), "_x") != NULL) {
		strings_meant(&meant, buf_str(&s->now));
		buf_clear(&s->now);
		s->now = meant;
	}
	if (s->count % STEP == 0) {
		s->place = mem_grow(s->place, s->places, &s->cap,
		    sizeof(*s->place));
		s->place[s->places++] = s->size;
	}
	/* An XML text has no NUL. */
	buf_addn(&s->waiting, buf_str(&s->now), s->now.len + 1);
	s->size += s->now.len + 1;
	s->count++;
	if (s->waiting.len >= ENOUGH)
		send_out(s);
}

static void
open_element(void *arg, const char *name, const char *const *attr)
{
	struct strings *s = arg;

	(void)attr;
	if (strcmp(name, "si") == 0)
		buf_cut(&s->now, 0);
	else if (strcmp(name, "rPh") == 0)
		s->depth_phonetic++;
	else if (strcmp(name, "t") == 0)
		s->depth_text++;
}

static void
close_element(void *arg, const char *name)
{
	struct strings *s = arg;

	if (strcmp(name, "si") == 0)
		put(s);
	else if (strcmp(name, "rPh") == 0)
		s->depth_phonetic--;
	else if (strcmp(name, "t") == 0)
		s->depth_text--;
}

/* What is too long for a cell is kept so far that it is seen to be. */
static void
text(void *arg, const char *data, size_t n)
{
	struct strings *s = arg;

	if (s->depth_text > 0 && s->depth_phonetic == 0 &&
	    s->now.len <= WORKBOOK_CELL_MAX)
		buf_addn(&s->now, data, n);
}

/* Maps what was written; an empty table maps nothing. */
static bool
settle(struct strings *s, struct err *err)
{
	void *map;

	send_out(s);
	if (s->failed != 0)
		return err_set(err, ERR_FULL, "临时目录写不下工作簿的文字：%s。请清理磁盘后重试。",
		    err_reason(s->failed));
	if (s->count == 0)
		return true;
	map = mmap(NULL, s->size, PROT_READ, MAP_PRIVATE, s->scratch, 0);
	if (map == MAP_FAILED)
		return err_set(err, ERR_SYSTEM, "无法读回工作簿的文字：%s。", err_reason(errno));
	s->text = map;
	return true;
}

struct strings *
strings_read(struct archive *archive, const char *part, int scratch,
    struct err *err)
{
	struct strings *s = mem_new(sizeof(*s));
	struct part_handler handler = { open_element, close_element, text, s,
		&s->stop };

	s->scratch = scratch;
	if ((!archive_has(archive, part) ||
	    archive_parse(archive, part, &handler, err)) && settle(s, err)) {
		buf_clear(&s->now);
		buf_clear(&s->waiting);
		return s;
	}
	strings_free(s);
	return NULL;
}

void
strings_free(struct strings *s)
{
	if (s == NULL)
		return;
	if (s->text != NULL)
		munmap((void *)(uintptr_t)s->text, s->size);
	buf_clear(&s->now);
	buf_clear(&s->waiting);
	free(s->place);
	free(s);
}

const char *
strings_get(const struct strings *s, long at)
{
	const char *text;
	long i;

	if (at < 0 || at >= s->count)
		return NULL;
	text = s->text + s->place[at / STEP];
	for (i = at % STEP; i > 0; i--)
		text += strlen(text) + 1;
	return text;
}
