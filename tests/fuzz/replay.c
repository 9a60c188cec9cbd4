/*
 * tests/fuzz/replay.c: runs a fuzzer over its corpus, and over cuts of it
 * SPDX-License-Identifier: Apache-2.0
 *
 * replay finds $top_srcdir/tests/fuzz/corpus/NAME by its own program's name.
 * Each file is also fed cut short at every 1/16 and with single bytes turned,
 * so that a short run without libFuzzer still leaves the straight path.
 */
#include "config.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/fuzz.h"

static long executions;

static void
run(const unsigned char *data, size_t n)
{
	/* An exact copy, so that reading past the end is seen by a sanitizer. */
	unsigned char *copy = malloc(n > 0 ? n : 1);

	if (copy == NULL)
		exit(2);
	memcpy(copy, data, n);
	LLVMFuzzerTestOneInput(copy, n);
	free(copy);
	executions++;
}

static void
run_file(const char *path)
{
	static unsigned char data[1 << 20];
	FILE *in = fopen(path, "rb");
	size_t n, i;

	if (in == NULL) {
		perror(path);
		exit(2);
	}
	n = fread(data, 1, sizeof(data), in);
	fclose(in);
	run(data, n);
	for (i = 1; i < 16; i++)
		run(data, n * i / 16);
	for (i = 0; i < n && i < 4096; i += 1 + n / 256) {
		unsigned char old = data[i];

		data[i] = (unsigned char)(old ^ (1u << (i % 8)));
		run(data, n);
		data[i] = 0;
		run(data, n);
		data[i] = old;
	}
}

int
main(int argc, char **argv)
{
	const char *top = getenv("top_srcdir"), *name = strrchr(argv[0], '/');
	char folder[4096], path[8192];
	struct dirent *entry;
	int files = 0;
	DIR *dir;

	(void)argc;
	name = name != NULL ? name + 1 : argv[0];
	snprintf(folder, sizeof(folder), "%s/tests/fuzz/corpus/%.*s", top != NULL ? top : ".",
	    (int)strcspn(name, "-"), name);
	if ((dir = opendir(folder)) == NULL) {
		printf("not ok 1 - fuzz__%s__corpus_is_there\n1..1\n", name);
		return 1;
	}
	while ((entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name);
		run_file(path);
		files++;
	}
	closedir(dir);
	printf("%sok 1 - fuzz__%s__survives_its_corpus (%d files, %ld executions)\n1..1\n",
	    files > 0 ? "" : "not ", name, files, executions);
	return files > 0 ? 0 : 1;
}
