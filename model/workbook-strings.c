/*
 * model/workbook-strings.c: the shared strings of a workbook, on disk
 * SPDX-License-Identifier: Apache-2.0
 *
 * Texts stand one behind the other with a NUL each in one unlinked file, their
 * places in a second one; both are mapped for reading, so that the kernel may
 * drop their pages.
 */
#include "config.h"

#include "model/workbook-private.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/mem.h"

struct strings {
	FILE		*text_file, *place_file;
	const char	*text;
	const uint64_t	*place;
	uint64_t	 size;
	long		 count;
	bool		 failed;
	/* while reading */
	struct buf	 now;
	int		 depth_text, depth_phonetic;
};

static void
put(struct strings *s)
{
	uint64_t place = s->size;

	if (fwrite(&place, sizeof(place), 1, s->place_file) != 1 ||
	    fwrite(buf_str(&s->now), 1, s->now.len + 1, s->text_file) != s->now.len + 1)
		s->failed = true;
	s->size += s->now.len + 1;
	s->count++;
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

static void
text(void *arg, const char *data, size_t n)
{
	struct strings *s = arg;

	if (s->depth_text > 0 && s->depth_phonetic == 0)
		buf_addn(&s->now, data, n);
}

/* Maps what was written; an empty table maps nothing. */
static bool
settle(struct strings *s, struct err *err)
{
	if (s->failed || fflush(s->text_file) != 0 || fflush(s->place_file) != 0)
		return err_set(err, ERR_FULL, "临时目录写不下工作簿的文字：%s。请清理磁盘后重试。", err_reason(errno));
	if (s->count == 0)
		return true;
	s->text = mmap(NULL, s->size, PROT_READ, MAP_PRIVATE, fileno(s->text_file), 0);
	s->place = mmap(NULL, (size_t)s->count * sizeof(*s->place), PROT_READ, MAP_PRIVATE,
	    fileno(s->place_file), 0);
	if (s->text == MAP_FAILED || s->place == MAP_FAILED) {
		s->text = s->text == MAP_FAILED ? NULL : s->text;
		s->place = s->place == MAP_FAILED ? NULL : s->place;
		return err_set(err, ERR_SYSTEM, "无法读回工作簿的文字：%s。", err_reason(errno));
	}
	return true;
}

struct strings *
strings_read(struct archive *archive, const char *part, struct err *err)
{
	struct strings *s = mem_new(sizeof(*s));
	struct part_handler handler = { open_element, close_element, text, s, NULL };

	s->text_file = tmpfile();
	s->place_file = tmpfile();
	if (s->text_file == NULL || s->place_file == NULL) {
		err_set(err, ERR_SYSTEM, "无法建立临时文件：%s。", err_reason(errno));
	} else if ((!archive_has(archive, part) || archive_parse(archive, part, &handler, err)) &&
	    settle(s, err)) {
		buf_clear(&s->now);
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
	if (s->place != NULL)
		munmap((void *)(uintptr_t)s->place, (size_t)s->count * sizeof(*s->place));
	if (s->text_file != NULL)
		fclose(s->text_file);
	if (s->place_file != NULL)
		fclose(s->place_file);
	buf_clear(&s->now);
	free(s);
}

const char *
strings_get(const struct strings *s, long at)
{
	return at >= 0 && at < s->count ? s->text + s->place[at] : NULL;
}
