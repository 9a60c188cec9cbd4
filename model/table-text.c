/*
 * model/table-text.c: a text from outside, decoded, in the helper
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/table-text.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/charset.h"
#include "base/mem.h"
#include "base/text.h"

#define PIECE (64u * 1024)
#define BAD_MARK "\357\277\275"		/* U+FFFD */
#define HEAD (256u * 1024)		/* what the encoding is judged by */

struct tabletext {
	int		 fd;
	const char	*encoding, *looks;
	size_t		 skip;		/* a mark at the beginning */
	bool		 forgives;
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
cannot_read(struct err *err)
{
	return err_set(err, ERR_SYSTEM, "文件读不出来：%s；请检查存放它的磁盘后再导入",
	    err_reason(errno));
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

static void
judge(struct tabletext *text, const unsigned char *head, size_t n, bool more)
{
	size_t skip = 0;

	text->looks = charset_detect(head, n, more, &skip);
	if (skip == 0 && strcmp(text->looks, "gb18030") == 0 &&
	    mostly_utf8(head, n))
		text->looks = "utf-8";
	if (text->encoding == NULL)
		text->encoding = text->looks;
	/* "utf-16" by itself means: as its BOM says */
	if (strncmp(text->encoding, "utf-16", 6) == 0 && skip == 2 &&
	    strncmp(text->looks, "utf-16", 6) == 0)
		text->encoding = text->looks;
	if (strcmp(text->encoding, text->looks) == 0)
		text->skip = skip;
}

struct tabletext *
tabletext_open(int fd, const char *encoding, struct err *err)
{
	struct tabletext *text = mem_new(sizeof(*text));
	unsigned char *head = mem_new(HEAD);
	struct stat st;
	ssize_t n = -1;

	text->fd = fd;
	text->encoding = encoding;
	if (fstat(fd, &st) == 0 && lseek(fd, 0, SEEK_SET) == 0)
		n = read_full(fd, head, HEAD);
	if (n >= 0) {
		judge(text, head, (size_t)n, n < st.st_size);
	} else {
		cannot_read(err);
		tabletext_close(text);
		text = NULL;
	}
	free(head);
	return text;
}

void
tabletext_close(struct tabletext *text)
{
	free(text);
}

const char *
tabletext_encoding(const struct tabletext *text)
{
	return text->encoding;
}

const char *
tabletext_looks(const struct tabletext *text)
{
	return text->looks;
}

void
tabletext_forgive(struct tabletext *text)
{
	text->forgives = true;
}

/* All of it, with a mark in the place of what cannot be decoded. */
static void
convert_all(struct charset *cs, const char *in, size_t n, bool end, struct buf *out)
{
	size_t from = out->len, bad, i;

	while (!charset_convert(cs, in, n, end, out, &bad)) {
		buf_add(out, BAD_MARK);
		if (bad >= n)
			break;
		in += bad + 1;
		n -= bad + 1;
	}
	for (i = from; i < out->len; i++)
		if (out->text[i] == '\0')
			out->text[i] = ' ';
}

/* Hands out what was decoded.  A NUL is no text; what stands before it is. */
static bool
hand_out(const struct buf *out, bool end, tabletext_fn take, void *arg,
    struct tabletext_pass *pass)
{
	const char *nul = memchr(buf_str(out), '\0', out->len);
	size_t n = nul != NULL ? (size_t)(nul - out->text) : out->len;

	if (!take(arg, buf_str(out), n, end && nul == NULL && !pass->bad))
		return false;
	if (nul != NULL) {
		pass->bad = true;
		pass->byte[0] = 0;
		pass->bytes = 1;
	}
	return !pass->bad;
}

static bool
read_all(struct tabletext *text, struct charset *cs, tabletext_fn take,
    void *arg, struct tabletext_pass *pass, struct err *err)
{
	unsigned char *piece = mem_new(PIECE);
	struct buf out = BUF_INIT;
	size_t skip = text->skip, bad = 0, i;
	unsigned char sum[DIGEST_SIZE];
	struct digest digest;
	bool ok = true, end = false;
	ssize_t n;

	digest_init(&digest);
	while (ok && !end) {
		n = read_full(text->fd, piece, PIECE);
		if (n < 0) {
			ok = cannot_read(err);
			break;
		}
		digest_add(&digest, piece, (size_t)n);
		end = (size_t)n < PIECE;
		if ((size_t)n < skip)
			skip = (size_t)n;
		buf_cut(&out, 0);
		if (text->forgives) {
			convert_all(cs, (char *)piece + skip, (size_t)n - skip, end,
			    &out);
		} else if (!charset_convert(cs, (char *)piece + skip,
		    (size_t)n - skip, end, &out, &bad)) {
			pass->bad = true;
			bad += skip;
			for (i = 0; i < sizeof(pass->byte) &&
			    bad + i < (size_t)n; i++)
				pass->byte[i] = piece[bad + i];
			pass->bytes = i;
		}
		skip = 0;
		ok = hand_out(&out, end, take, arg, pass);
	}
	digest_end(&digest, sum);
	if (ok)
		digest_hex(sum, sizeof(sum), pass->digest);
	buf_clear(&out);
	free(piece);
	return ok;
}

bool
tabletext_read(struct tabletext *text, tabletext_fn take, void *arg,
    struct tabletext_pass *pass, struct err *err)
{
	struct charset *cs;
	bool ok;

	memset(pass, 0, sizeof(*pass));
	if (lseek(text->fd, 0, SEEK_SET) != 0)
		return cannot_read(err);
	cs = charset_open("utf-8", text->encoding, err);
	if (cs == NULL)
		return false;
	ok = read_all(text, cs, take, arg, pass, err);
	charset_close(cs);
	return ok;
}
