/*
 * model/workbook-file.c: the bytes of a zip from an open file
 * SPDX-License-Identifier: Apache-2.0
 *
 * minizip would open a name, and read single bytes; here the file is open
 * already, and they come out of a piece of it.
 */
#include "config.h"

#include "model/workbook-private.h"

#include <errno.h>
#include <minizip/unzip.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

struct stream {
	int		 fd;
	off_t		 size, at;
	off_t		 from;		/* of the piece */
	size_t		 count;		/* bytes in it */
	char		 piece[16 * 1024];
};

static voidpf
stream_open(voidpf opaque, const void *name, int mode)
{
	(void)name;
	(void)mode;
	return opaque;
}

/* The piece with the byte at which it stands; false at the end or on error. */
static bool
fill(struct stream *stream)
{
	ssize_t n;

	if (stream->at >= stream->from &&
	    stream->at < stream->from + (off_t)stream->count)
		return true;
	do
		n = pread(stream->fd, stream->piece, sizeof(stream->piece),
		    stream->at);
	while (n < 0 && errno == EINTR);
	stream->from = stream->at;
	stream->count = n > 0 ? (size_t)n : 0;
	return n > 0;
}

static uLong
stream_read(voidpf opaque, voidpf unused, void *data, uLong n)
{
	struct stream *stream = opaque;
	uLong done = 0;
	size_t have;

	(void)unused;
	while (done < n && fill(stream)) {
		have = stream->count - (size_t)(stream->at - stream->from);
		if (have > n - done)
			have = n - done;
		memcpy((char *)data + done, stream->piece +
		    (stream->at - stream->from), have);
		stream->at += (off_t)have;
		done += have;
	}
	return done;
}

static ZPOS64_T
stream_tell(voidpf opaque, voidpf unused)
{
	(void)unused;
	return (ZPOS64_T)((struct stream *)opaque)->at;
}

static long
stream_seek(voidpf opaque, voidpf unused, ZPOS64_T offset, int origin)
{
	struct stream *stream = opaque;
	off_t from = origin == ZLIB_FILEFUNC_SEEK_CUR ? stream->at :
	    origin == ZLIB_FILEFUNC_SEEK_END ? stream->size : 0;

	(void)unused;
	/* Places come out of the file itself. */
	if (offset > (ZPOS64_T)(stream->size - from))
		return -1;
	stream->at = from + (off_t)offset;
	return 0;
}

static int
stream_close(voidpf opaque, voidpf unused)
{
	(void)unused;
	free(opaque);
	return 0;
}

static int
stream_error(voidpf opaque, voidpf unused)
{
	(void)opaque;
	(void)unused;
	return 0;
}

void *
archive_file(int fd)
{
	struct stream *stream = mem_new(sizeof(*stream));
	zlib_filefunc64_def calls = {
		.zopen64_file = stream_open, .zread_file = stream_read,
		.ztell64_file = stream_tell, .zseek64_file = stream_seek,
		.zclose_file = stream_close, .zerror_file = stream_error,
		.opaque = stream };
	struct stat st;

	stream->fd = fd;
	stream->size = fstat(fd, &st) == 0 ? st.st_size : 0;
	return unzOpen2_64("", &calls);
}
