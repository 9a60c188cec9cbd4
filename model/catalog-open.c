/*
 * model/catalog-open.c: the sources inside the program and in a folder
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/catalog-private.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "model/embedded.h"

#define FILE_LIMIT ((size_t)4 << 20)

/* Is it a file of definitions?  Others (the store's SQL, notes) are not ours. */
static bool
source_name(const char *name)
{
	static const char *const suffix[] = {
		".form", ".codes", ".rules", ".states", ".list", ".report", ".profile",
		".document",
		".settings", ".phrases",
	};
	const char *dot = strrchr(name, '.');
	size_t i;

	if (dot == NULL || dot == name || dot[-1] == '/')
		return false;
	for (i = 0; i < sizeof(suffix) / sizeof(suffix[0]); i++)
		if (strcmp(dot, suffix[i]) == 0)
			return true;
	return false;
}

struct catalog *
catalog_open_embedded(struct err *err)
{
	struct catalog_source *list = mem_new(embedded_count * sizeof(*list));
	size_t *from = mem_new(embedded_count * sizeof(*from));
	struct catalog *catalog;
	size_t i, n = 0;

	for (i = 0; i < embedded_count; i++)
		if (source_name(embedded_files[i].name)) {
			list[n].name = embedded_files[i].name;
			list[n].text = embedded_files[i].text;
			list[n].size = embedded_files[i].size;
			from[n++] = i;
		}
	catalog = catalog_open(list, n, err);
	for (i = 0; catalog != NULL && i < n; i++)
		catalog->source[i].digest = embedded_digest[from[i]];
	free(from);
	free(list);
	return catalog;
}

struct folder {
	struct catalog_source *list;
	size_t	 count, cap;
};

static bool
folder_read(struct folder *folder, const char *dir, const char *name, struct err *err)
{
	struct catalog_source *source;
	struct buf text = BUF_INIT;
	char *path = mem_printf("%s/%s", dir, name);
	bool ok = file_read(path, FILE_LIMIT, &text, err);

	free(path);
	if (!ok) {
		buf_clear(&text);
		return false;
	}
	folder->list = mem_grow(folder->list, folder->count, &folder->cap,
	    sizeof(*folder->list));
	source = &folder->list[folder->count++];
	memset(source, 0, sizeof(*source));
	source->name = mem_text(name);
	source->size = text.len;
	source->text = buf_take(&text);
	return true;
}

/* All definition files of dir/below; below is "" or "codes/". */
static bool
folder_scan(struct folder *folder, const char *dir, const char *below, struct err *err)
{
	char *path = mem_printf("%s/%s", dir, below), *name;
	DIR *open = opendir(path);
	struct dirent *entry;
	bool ok = true;

	if (open == NULL && (errno != ENOENT || *below == '\0'))
		ok = err_set(err, errno == ENOENT ? ERR_MISSING : errno == EACCES ?
		    ERR_DENIED : ERR_SYSTEM, "打不开定义文件夹 %s：%s；请核对路径和权限",
		    path, err_reason(errno));
	while (ok && open != NULL && (entry = readdir(open)) != NULL) {
		if (!source_name(entry->d_name))
			continue;
		name = mem_printf("%s%s", below, entry->d_name);
		ok = folder_read(folder, dir, name, err);
		free(name);
	}
	if (open != NULL)
		closedir(open);
	free(path);
	return ok;
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(((const struct catalog_source *)a)->name,
	    ((const struct catalog_source *)b)->name);
}

bool
catalog_read_dir(const char *dir, struct catalog_source **list, size_t *count, struct err *err)
{
	struct folder folder = { NULL, 0, 0 };
	bool ok;

	ok = folder_scan(&folder, dir, "", err) &&
	    folder_scan(&folder, dir, "codes/", err);
	if (ok && folder.count == 0)
		ok = err_set(err, ERR_MISSING, "文件夹 %s 里没有定义文件（*.form、"
		    "codes/*.codes 等），请核对路径", dir);
	/* The order of a folder is its maker's accident; file order is not. */
	if (folder.count > 1)
		qsort(folder.list, folder.count, sizeof(*folder.list), by_name);
	*list = folder.list;
	*count = folder.count;
	if (ok)
		return true;
	catalog_free_dir(*list, *count);
	*list = NULL;
	*count = 0;
	return false;
}

void
catalog_free_dir(struct catalog_source *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		free((char *)list[i].text);
		free((char *)list[i].name);
	}
	free(list);
}

struct catalog *
catalog_open_dir(const char *dir, struct err *err)
{
	struct catalog_source *list;
	struct catalog *catalog;
	size_t count, i;

	if (!catalog_read_dir(dir, &list, &count, err))
		return NULL;
	catalog = catalog_open(list, count, err);
	for (i = 0; catalog != NULL && i < count; i++) {
		catalog->source[i].owned = (char *)list[i].text;
		list[i].text = NULL;
	}
	catalog_free_dir(list, count);
	return catalog;
}
