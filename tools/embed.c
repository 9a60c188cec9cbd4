/*
 * tools/embed.c: definition files into a C table (build time)
 * SPDX-License-Identifier: Apache-2.0
 *
 * embed OUT PREFIX [FILE …]  writes OUT with the table that model/embedded.h
 * declares, so that the program needs no files beside it.  A file's name in
 * the table is its path with PREFIX taken off the front; the table is sorted
 * by name.
 */
#include <errno.h>
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
	fprintf(out, "static const unsigned char file%d[] = {", number);
	digest_init(&digest);
	for (; (c = getc(in)) != EOF; size++) {
		fprintf(out, "%s%d,", size % 20 == 0 ? "\n\t" : "", c);
		byte = (unsigned char)c;
		digest_add(&digest, &byte, 1);
	}
	digest_end(&digest, sum);
	fputs("0\n};\n", out);
	fclose(in);
	return size;
}

int
main(int argc, char **argv)
{
	unsigned char (*sum)[DIGEST_SIZE];
	FILE *out;
	long *size;
	int i, n;

	if (argc < 3 || (out = fopen(argv[1], "w")) == NULL) {
		fputs("usage: embed OUT PREFIX [FILE ...]\n", stderr);
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
	fputs("const struct embedded embedded_files[] = {\n", out);
	for (i = 3; i < argc; i++)
		fprintf(out, "\t{ \"%s\", (const char *)file%d, %ld },\n",
		    argv[i] + prefix, i, size[i]);
	fprintf(out, "\t{ NULL, NULL, 0 }\n};\nconst size_t embedded_count = %d;\n", argc - 3);
	fputs("const unsigned char embedded_digest[][32] = {\n", out);
	for (i = 3; i < argc; i++) {
		fputs("\t{", out);
		for (n = 0; n < DIGEST_SIZE; n++)
			fprintf(out, " %d,", sum[i][n]);
		fputs(" },\n", out);
	}
	fputs("\t{ 0 }\n};\n", out);
	free(sum);
	free(size);
	return fclose(out) == 0 ? 0 : 1;
}
