/*
 * tests/model/place.c: a folder of its own for each test
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "tests/model/place.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

struct place {
	char	*dir;
	char	*path[256];
	size_t	 count;
};

/* Tests have no one to tell. */
static void
stop(const char *what)
{
	fprintf(stderr, "%s: %s\n", what, strerror(errno));
	abort();
}

struct place *
place_new(void)
{
	struct place *place = mem_new(sizeof(*place));
	const char *top = getenv("TMPDIR");

	place->dir = mem_printf("%s/bangjiao-test.XXXXXX", top != NULL ? top : "/tmp");
	if (mkdtemp(place->dir) == NULL)
		stop(place->dir);
	return place;
}

static int
remove_one(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	return remove(path);
}

void
place_free(struct place *place)
{
	size_t i;

	nftw(place->dir, remove_one, 8, FTW_DEPTH | FTW_PHYS);
	for (i = 0; i < place->count; i++)
		free(place->path[i]);
	free(place->dir);
	free(place);
}

const char *
place_dir(const struct place *place)
{
	return place->dir;
}

const char *
place_file(struct place *place, const char *name)
{
	char *path = mem_printf("%s/%s", place->dir, name);
	size_t i;

	for (i = 0; i < place->count; i++)
		if (strcmp(place->path[i], path) == 0) {
			free(path);
			return place->path[i];
		}
	if (place->count == sizeof(place->path) / sizeof(*place->path))
		stop("too many files");
	return place->path[place->count++] = path;
}

static void
put(struct place *place, const char *name, const char *mode, const void *data, size_t n)
{
	FILE *out = fopen(place_file(place, name), mode);

	if (out == NULL || fwrite(data, 1, n, out) != n || fclose(out) != 0)
		stop(name);
}

void
place_write(struct place *place, const char *name, const void *data, size_t n)
{
	put(place, name, "wb", data, n);
}

void
place_append(struct place *place, const char *name, const char *text)
{
	put(place, name, "ab", text, strlen(text));
}

uint64_t
place_digest(struct place *place, const char *name)
{
	FILE *in = fopen(place_file(place, name), "rb");
	uint64_t digest = 14695981039346656037u;
	int c;

	if (in == NULL)
		return 0;
	while ((c = getc(in)) != EOF)
		digest = (digest ^ (unsigned)c) * 1099511628211u;
	fclose(in);
	return digest;
}

int
place_setup(void **state)
{
	*state = place_new();
	return 0;
}

int
place_teardown(void **state)
{
	place_free(*state);
	return 0;
}
