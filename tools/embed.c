/*
 * tools/embed.c: definition files into a C table (build time)
 * SPDX-License-Identifier: Apache-2.0
 *
 * embed [-l] OUT PREFIX [FILE …]  writes OUT with the table that
 * model/embedded.h declares, so that the program needs no files beside it; -l
 * writes that of the lists.  A file's name in the table is its path with PREFIX
 * taken off the front; the table is sorted by name.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/digest.h"

static size_t prefix;

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a + prefix, *(char *const *)b + prefix);
}

/* Texts are written as strings: a compiler reads them many times faster than
 * numbers, and a file that it reads at every build may be a megabyte. */
static void
put_byte(FILE *out, int c)
{
	if (c == '\n')
		fputs("\\n\"\n\t\"", out);
	else if (c < 0x20 || c >= 0x7f || strchr("\"\\?", c) != NULL)
		fprintf(out, "\\%03o", c);
	else
		putc(c, out);
}

static long
copy(FILE *out, int number, const char *path, unsigned char sum[DIGEST_SIZE])
{
	FILE *in = fopen(path, "rb");
	struct digest digest;
	unsigned char byte;
	long size = 0;
	int c;

	if (in == NULL) {
		fprintf(stderr, "embed: %s: %s\n", path, strerror(errno));
		exit(1);
	}
	fprintf(out, "static const char file%d[] =\n\t\"", number);
	digest_init(&digest);
	for (; (c = getc(in)) != EOF; size++) {
		put_byte(out, c);
		byte = (unsigned char)c;
		digest_add(&digest, &byte, 1);
	}
	digest_end(&digest, sum);
	fputs("\";\n", out);
	fclose(in);
	return size;
}

static void
put_digests(FILE *out, unsigned char (*sum)[DIGEST_SIZE], int from, int to)
{
	int i, n;

	fputs("const unsigned char embedded_digest[][32] = {\n", out);
	for (i = from; i < to; i++) {
		fputs("\t{", out);
		for (n = 0; n < DIGEST_SIZE; n++)
			fprintf(out, " %d,", sum[i][n]);
		fputs(" },\n", out);
	}
	fputs("\t{ 0 }\n};\n", out);
}

int
main(int argc, char **argv)
{
	unsigned char (*sum)[DIGEST_SIZE];
	bool lists = argc > 1 && strcmp(argv[1], "-l") == 0;
	FILE *out;
	long *size;
	int i;

	if (lists) {
		argc--;
		argv++;
	}
	if (argc < 3 || (out = fopen(argv[1], "w")) == NULL) {
		fputs("usage: embed [-l] OUT PREFIX [FILE ...]\n", stderr);
		return 1;
	}
	prefix = strlen(argv[2]);
	for (i = 3; i < argc; i++)
		if (strncmp(argv[i], argv[2], prefix) != 0) {
			fprintf(stderr, "embed: %s is not below %s\n", argv[i], argv[2]);
			return 1;
		}
	qsort(argv + 3, (size_t)argc - 3, sizeof(*argv), by_name);
	size = calloc((size_t)argc, sizeof(*size));
	sum = calloc((size_t)argc, sizeof(*sum));
	if (size == NULL || sum == NULL)
		return 1;
	fputs("/* made by tools/embed */\n#include \"model/embedded.h\"\n", out);
	for (i = 3; i < argc; i++)
		size[i] = copy(out, i, argv[i], sum[i]);
	fprintf(out, "const struct embedded embedded_%s[] = {\n", lists ? "lists" : "files");
	for (i = 3; i < argc; i++)
		fprintf(out, "\t{ \"%s\", file%d, %ld },\n", argv[i] + prefix, i, size[i]);
	fputs("\t{ NULL, NULL, 0 }\n};\n", out);
	if (!lists) {
		fprintf(out, "const size_t embedded_count = %d;\n", argc - 3);
		put_digests(out, sum, 3, argc);
	}
	free(sum);
	free(size);
	return fclose(out) == 0 ? 0 : 1;
}
