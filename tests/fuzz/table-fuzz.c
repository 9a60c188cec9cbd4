/*
 * tests/fuzz/table-fuzz.c: hostile texts through the reader of tables
 * SPDX-License-Identifier: Apache-2.0
 *
 * The first byte says the mode, the encoding and the delimiter.  Whatever the
 * text is, what the helper says of it is understood.
 */
#include "config.h"

#include <assert.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/charset.h"
#include "model/table-frame.h"
#include "model/table-reader.h"
#include "tests/fuzz/fuzz.h"

static bool
take(void *arg, const struct tableframe *frame, struct err *err)
{
	long *rows = arg;

	(void)err;
	*rows += frame->kind == TABLEFRAME_ROW;
	return true;
}

static void
understand(int fd, bool whole)
{
	struct tableframe_reader *reader;
	struct err err = ERR_INIT;
	struct stat st;
	long rows = 0;
	void *said;

	assert(fstat(fd, &st) == 0);
	if (st.st_size == 0) {
		assert(!whole);
		return;
	}
	said = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	assert(said != MAP_FAILED);
	reader = tableframe_reader_new(take, &rows);
	assert(tableframe_feed(reader, said, (size_t)st.st_size, &err));
	assert(!whole || tableframe_whole(reader));
	tableframe_reader_free(reader);
	munmap(said, (size_t)st.st_size);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static const char *const encodings[] = { NULL, "utf-8", "gb18030",
		"utf-16le", "utf-16be", "big5" };
	struct tablereader_job job = { .scratch = -1 };
	struct err err = ERR_INIT;
	bool ok;

	if (n < 2)
		return 0;
	job.mode = (enum tablereader_mode)(data[0] % 3);
	job.encoding = charset_name(encodings[data[0] / 3 % 6]);
	job.number = delimited_marks(data[0] / 18 % 6)->mark;
	job.in = memfd_create("table", MFD_CLOEXEC);
	job.out = memfd_create("frames", MFD_CLOEXEC);
	assert(job.in >= 0 && job.out >= 0);
	assert(write(job.in, data + 1, n - 1) == (ssize_t)(n - 1));
	ok = tablereader_text(&job, &err);
	assert(ok || err.text[0] != '\0');
	understand(job.out, ok);
	close(job.in);
	close(job.out);
	return 0;
}
