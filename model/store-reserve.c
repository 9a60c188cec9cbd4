/*
 * model/store-reserve.c: room kept back for the last saves on a full disk
 * SPDX-License-Identifier: Apache-2.0
 *
 * On a full disk even a removal fails: the journal wants room first.  A file of
 * a megabyte beside the store is given up then, so that what stands on the
 * screen can still be saved; it is made again when there is room.
 */
#include "config.h"
#include "model/store-private.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

#define RESERVE_SIZE (1 << 20)

static char *
reserve_path(const struct store *store)
{
	return mem_printf("%s.reserve", store->path);
}

void
store_keep_reserve(struct store *store)
{
	char *path = reserve_path(store);
	int fd;

	if (!store->read_only && !file_may(path, F_OK)) {
		fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
		if (fd >= 0) {
			if (fchmod(fd, 0600) != 0 || posix_fallocate(fd, 0, RESERVE_SIZE) != 0)
				unlink(path);	/* no room for it: then without */
			close(fd);
		}
	}
	free(path);
}

bool
store_release_reserve(struct store *store)
{
	char *path = reserve_path(store);
	bool released = unlink(path) == 0;

	store->reserve_used = store->reserve_used || released;
	free(path);
	return released;
}

bool
store_reserve_used(const struct store *store)
{
	return store->reserve_used;
}
