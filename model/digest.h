/*
 * model/digest.h: SHA-256, and the forms in which it is kept
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_DIGEST_H
#define MODEL_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define DIGEST_SIZE 32
#define DIGEST_SHORT 16			/* 128 bits: a record's digest */
#define DIGEST_HEX (2 * DIGEST_SIZE + 1)

/* A digest in the making, without memory of its own. */
struct digest {
	uint64_t room[32];
};

void	digest_init(struct digest *digest);
void	digest_add(struct digest *digest, const void *data, size_t n);
/* Text with its length in front, so that "ab" "c" is not "a" "bc"; NULL is
 * told apart from "". */
void	digest_add_text(struct digest *digest, const char *text);
void	digest_end(struct digest *digest, unsigned char out[DIGEST_SIZE]);
/* The first 128 bits of it. */
void	digest_end_short(struct digest *digest, unsigned char out[DIGEST_SHORT]);
/* Of a whole file, from its first byte on and without moving its place; false
 * with errno. */
bool	digest_file(int fd, unsigned char out[DIGEST_SIZE]);
/* Lower-case hexadecimal with a NUL: out has room for 2 * n + 1. */
char	*digest_hex(const unsigned char *bytes, size_t n, char *out);

#endif
