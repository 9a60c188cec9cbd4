/*
 * model/digest.c: SHA-256, and the forms in which it is kept
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/digest.h"

#include <sys/types.h>
#include <sha2.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

/* The header does not show libmd's type to its readers. */
_Static_assert(sizeof(SHA2_CTX) <= sizeof(struct digest),
    "struct digest is too small for libmd's context");

static SHA2_CTX *
context(struct digest *digest)
{
	return (SHA2_CTX *)(void *)digest->room;
}

void
digest_init(struct digest *digest)
{
	SHA256Init(context(digest));
}

void
digest_add(struct digest *digest, const void *data, size_t n)
{
	if (n > 0)
		SHA256Update(context(digest), data, n);
}

void
digest_add_text(struct digest *digest, const char *text)
{
	unsigned char head[9] = { 0 };
	size_t n = text == NULL ? 0 : strlen(text), rest = n;
	int i;

	head[0] = text != NULL;
	for (i = 8; i > 0; i--, rest >>= 8)
		head[i] = rest & 0xff;
	digest_add(digest, head, sizeof(head));
	digest_add(digest, text, n);
}

void
digest_end(struct digest *digest, unsigned char out[DIGEST_SIZE])
{
	SHA256Final(out, context(digest));
}

void
digest_end_short(struct digest *digest, unsigned char out[DIGEST_SHORT])
{
	unsigned char whole[DIGEST_SIZE];

	digest_end(digest, whole);
	memcpy(out, whole, DIGEST_SHORT);
}

bool
digest_file(int fd, unsigned char out[DIGEST_SIZE])
{
	unsigned char piece[16 * 1024];
	struct digest digest;
	off_t at = 0;
	ssize_t n;

	digest_init(&digest);
	while ((n = pread(fd, piece, sizeof(piece), at)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			break;
		digest_add(&digest, piece, (size_t)n);
		at += n;
	}
	digest_end(&digest, out);
	return n == 0;
}

char *
digest_hex(const unsigned char *bytes, size_t n, char *out)
{
	static const char digits[] = "0123456789abcdef";
	size_t i;

	for (i = 0; i < n; i++) {
		out[2 * i] = digits[bytes[i] >> 4];
		out[2 * i + 1] = digits[bytes[i] & 15];
	}
	out[2 * n] = '\0';
	return out;
}
