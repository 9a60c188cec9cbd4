/*
 * ui/folder.c: what is in a folder, for somebody who looks for a list
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/folder.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/charset.h"
#include "base/file.h"
#include "base/mem.h"
#include "model/typed.h"

#define FILE_SCHEME "file://"

/* ---- names ---- */
static bool
from_gb18030(const char *bytes, struct buf *out)
{
	struct err err = ERR_INIT;
	struct charset *cs = charset_open("utf-8", "gb18030", &err);
	size_t bad;
	bool ok;

	if (cs == NULL)
		return false;
	ok = charset_convert(cs, bytes, strlen(bytes), true, out, &bad);
	charset_close(cs);
	return ok;
}

void
folder_shown(struct buf *out, const char *bytes)
{
	size_t n = strlen(bytes), len, bad;
	struct buf text = BUF_INIT;
	uint32_t cp;

	if (text_valid(bytes, n, &bad)) {
		text_shown(out, bytes, false);
		return;
	}
	if (from_gb18030(bytes, &text)) {
		text_shown(out, buf_str(&text), false);
		buf_clear(&text);
		return;
	}
	buf_cut(&text, 0);
	for (; n > 0; bytes += len, n -= len) {
		len = text_decode(bytes, n, &cp);
		if (cp == TEXT_BAD && len == 1)
			buf_addf(&text, "[%02X]", (unsigned char)*bytes);
		else
			buf_addn(&text, bytes, len);
	}
	text_shown(out, buf_str(&text), false);
	buf_clear(&text);
}

/* The rest of a path below a folder, or NULL. */
static const char *
below(const char *path, const char *folder)
{
	size_t n = strlen(folder);

	return n > 1 && strncmp(path, folder, n) == 0 &&
	    (path[n] == '/' || path[n] == '\0') ? path + n : NULL;
}

void
folder_tell(struct buf *out, const char *path)
{
	const char *home = getenv("HOME"), *rest = NULL;
	char whole[PATH_MAX];

	if (home != NULL)
		rest = below(path, home);
	/* The path of a folder that was read has no links in it. */
	if (home != NULL && rest == NULL && realpath(home, whole) != NULL)
		rest = below(path, whole);
	if (rest != NULL)
		buf_add(out, "~");
	folder_shown(out, rest != NULL ? rest : path);
}

void
folder_short(struct buf *out, const char *shown, int cells, text_cell_fn cell)
{
	const char *tail = shown;

	if (text_width(shown, cell) <= cells) {
		buf_add(out, shown);
		return;
	}
	while (text_width(tail, cell) > cells / 2)
		tail += text_next(tail, 0);
	buf_addn(out, shown, text_cut(shown, cells - text_width(tail, cell) - 1, cell,
	    NULL));
	buf_addf(out, "~%s", tail);
}

void
folder_size(long long bytes, char *out, size_t size)
{
	static const char *const unit[] = { "KB", "MB", "GB", "TB" };
	double n = (double)bytes / 1024;
	size_t i = 0;

	if (bytes < 1024) {
		snprintf(out, size, "%lld B", bytes);
		return;
	}
	while (n >= 1000 && i + 1 < sizeof(unit) / sizeof(unit[0])) {
		n /= 1024;
		i++;
	}
	snprintf(out, size, n < 10 && i > 0 ? "%.1f %s" : "%.0f %s", n, unit[i]);
}

static bool
looks_like_table(const char *name)
{
	static const char *const suffix[] = { ".csv", ".txt", ".tsv", ".xlsx" };
	size_t n = strlen(name), len, i;

	for (i = 0; i < sizeof(suffix) / sizeof(suffix[0]); i++) {
		len = strlen(suffix[i]);
		if (n > len && strcasecmp(name + n - len, suffix[i]) == 0)
			return true;
	}
	return false;
}

static char *
join(const char *folder, const char *name)
{
	return mem_printf("%s/%s", strcmp(folder, "/") == 0 ? "" : folder, name);
}

/* ---- reading ---- */
static void
drop_entries(struct folder *folder)
{
	size_t i;

	for (i = 0; i < folder->count; i++) {
		free(folder->entry[i].name);
		free(folder->entry[i].shown);
	}
	free(folder->entry);
	free(folder->seen);
}

void
folder_clear(struct folder *folder)
{
	drop_entries(folder);
	free(folder->path);
	free(folder->shown);
	memset(folder, 0, sizeof(*folder));
}

static void
add(struct folder *folder, enum folder_kind kind, const char *name,
    const struct stat *st)
{
	struct folder_entry *entry;
	struct buf shown = BUF_INIT;

	folder->entry = mem_grow(folder->entry, folder->count, &folder->cap,
	    sizeof(*folder->entry));
	entry = &folder->entry[folder->count++];
	memset(entry, 0, sizeof(*entry));
	entry->kind = kind;
	entry->name = mem_text(name);
	folder_shown(&shown, name);
	entry->shown = buf_take(&shown);
	if (kind == FOLDER_FILE) {
		entry->size = (long long)st->st_size;
		entry->table = looks_like_table(name);
	}
	entry->changed = (long long)st->st_mtime;
}

/* Neither pipes nor devices are lists. */
static void
take(struct folder *folder, int dir, const char *name)
{
	struct stat st;

	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
	    fstatat(dir, name, &st, 0) != 0)
		return;
	if (S_ISDIR(st.st_mode))
		add(folder, FOLDER_INSIDE, name, &st);
	else if (S_ISREG(st.st_mode))
		add(folder, FOLDER_FILE, name, &st);
}

static int
compare(const void *a, const void *b)
{
	const struct folder_entry *x = a, *y = b;

	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->kind == FOLDER_FILE && x->table != y->table)
		return x->table ? -1 : 1;
	if (x->kind == FOLDER_FILE && x->changed != y->changed)
		return x->changed > y->changed ? -1 : 1;
	return strcmp(x->name, y->name);
}

static bool
refuse(int number, const char *path, struct err *err)
{
	struct buf shown = BUF_INIT;

	folder_shown(&shown, path);
	if (number == ENOENT)
		err_set(err, ERR_MISSING, "没有这个文件或目录：%s", buf_str(&shown));
	else if (number == EACCES)
		err_set(err, ERR_DENIED, "没有权限打开这个目录：%s", buf_str(&shown));
	else
		err_set(err, ERR_SYSTEM, "打不开这个目录：%s：%s", buf_str(&shown),
		    err_reason(number));
	buf_clear(&shown);
	return false;
}

bool
folder_read(struct folder *folder, const char *path, struct err *err)
{
	struct folder fresh = { .path = NULL };
	struct buf shown = BUF_INIT;
	char whole[PATH_MAX];
	struct dirent *item;
	struct stat st = { .st_size = 0 };
	DIR *dir;

	if (realpath(path, whole) == NULL)
		return refuse(errno, path, err);
	dir = opendir(whole);
	if (dir == NULL)
		return refuse(errno, path, err);
	fresh.path = mem_text(whole);
	folder_tell(&shown, whole);
	fresh.shown = buf_take(&shown);
	if (strcmp(whole, "/") != 0)
		add(&fresh, FOLDER_UP, "..", &st);
	while ((item = readdir(dir)) != NULL) {
		if (fresh.count >= FOLDER_MOST) {
			fresh.more = true;
			break;
		}
		take(&fresh, dirfd(dir), item->d_name);
	}
	closedir(dir);
	qsort(fresh.entry, fresh.count, sizeof(*fresh.entry), compare);
	fresh.seen = mem_resize(NULL, fresh.count + 1, sizeof(*fresh.seen));
	folder_clear(folder);
	*folder = fresh;
	folder_narrow(folder, "", false);
	return true;
}

/* ---- which are meant ---- */
/* By a part of the name, else by its sounds. */
static bool
means(const struct folder *folder, const struct folder_entry *entry, const char *text,
    const struct typed *typed)
{
	if (strcasestr(entry->shown, text) != NULL)
		return true;
	return folder->count <= FOLDER_SOUNDED && typed->count > 0 &&
	    typed_fits(typed, entry->shown, strlen(entry->shown)) <= TYPED_INSIDE;
}

void
folder_narrow(struct folder *folder, const char *typed, bool all)
{
	const struct folder_entry *entry;
	struct typed read;
	size_t i;

	typed_read(&read, typed);
	folder->seen_count = folder->others = 0;
	for (i = 0; i < folder->count; i++) {
		entry = &folder->entry[i];
		if (!all && ((entry->kind == FOLDER_FILE && !entry->table) ||
		    (entry->kind != FOLDER_UP && *entry->name == '.'))) {
			folder->others += entry->kind == FOLDER_FILE;
			continue;
		}
		/* the way up stays while nothing is typed */
		if (*typed != '\0' && (entry->kind == FOLDER_UP ||
		    !means(folder, entry, typed, &read)))
			continue;
		folder->seen[folder->seen_count++] = i;
	}
}

char *
folder_above(const struct folder *folder)
{
	const char *slash = strrchr(folder->path, '/');

	if (slash == NULL || slash == folder->path)
		return mem_text("/");
	return mem_textn(folder->path, (size_t)(slash - folder->path));
}

char *
folder_path(const struct folder *folder, size_t nth)
{
	const struct folder_entry *entry = &folder->entry[folder->seen[nth]];

	if (entry->kind == FOLDER_UP)
		return folder_above(folder);
	return join(folder->path, entry->name);
}

size_t
folder_find(const struct folder *folder, const char *name)
{
	size_t i;

	for (i = 0; i < folder->seen_count; i++)
		if (strcmp(folder->entry[folder->seen[i]].name, name) == 0)
			return i;
	return 0;
}

/* ---- a path that was typed ---- */
static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* file:///a%20b, as a file manager copies it. */
static char *
unfold(const char *text)
{
	struct buf out = BUF_INIT;

	for (; *text != '\0'; text++) {
		if (*text == '%' && hex(text[1]) >= 0 && hex(text[2]) >= 0 &&
		    (text[1] != '0' || text[2] != '0')) {
			buf_addc(&out, (char)(hex(text[1]) * 16 + hex(text[2])));
			text += 2;
		} else {
			buf_addc(&out, *text);
		}
	}
	return buf_take(&out);
}

/* "my\ list.csv", as a shell writes it. */
static char *
unescape(const char *text)
{
	struct buf out = BUF_INIT;

	for (; *text != '\0'; text++) {
		if (*text == '\\' && text[1] != '\0')
			text++;
		buf_addc(&out, *text);
	}
	return buf_take(&out);
}

char *
folder_typed(const char *text, const char *home)
{
	char *trimmed = text_trim(mem_text(text)), *path = NULL, *inner;
	size_t n = strlen(trimmed);
	struct stat st;

	if (n > 1 && (*trimmed == '\'' || *trimmed == '"') && trimmed[n - 1] == *trimmed) {
		trimmed[n - 1] = '\0';
		memmove(trimmed, trimmed + 1, n - 1);
	}
	if (strncmp(trimmed, FILE_SCHEME, strlen(FILE_SCHEME)) == 0)
		path = unfold(trimmed + strlen(FILE_SCHEME));
	else if (*trimmed == '/')
		path = mem_text(trimmed);
	else if (*trimmed == '~' && (trimmed[1] == '/' || trimmed[1] == '\0') && home != NULL)
		path = mem_printf("%s%s", home, trimmed + 1);
	if (path != NULL && strchr(path, '\\') != NULL && stat(path, &st) != 0) {
		inner = unescape(path);
		free(path);
		path = inner;
	}
	free(trimmed);
	return path;
}

/* ---- sticks ---- */
struct found {
	char	**path;
	size_t	  count, cap;
};

static void
keep(struct found *found, const char *path)
{
	found->path = mem_grow(found->path, found->count, &found->cap,
	    sizeof(*found->path));
	found->path[found->count] = mem_text(path);
	if (path != NULL)
		found->count++;
}

/* Folders on another device than the one that holds them; one level down for
 * /media/NAME/STICK. */
static void
look(struct found *found, const char *parent, int depth)
{
	DIR *dir = opendir(parent);
	struct stat here, st;
	struct dirent *item;
	char *path;

	if (dir == NULL)
		return;
	if (fstat(dirfd(dir), &here) != 0)
		depth = -1;
	while (depth >= 0 && (item = readdir(dir)) != NULL) {
		if (*item->d_name == '.')
			continue;
		path = join(parent, item->d_name);
		if (stat(path, &st) == 0 && S_ISDIR(st.st_mode)) {
			if (st.st_dev != here.st_dev && file_may(path, R_OK | X_OK))
				keep(found, path);
			else if (depth > 0)
				look(found, path, depth - 1);
		}
		free(path);
	}
	closedir(dir);
}

char **
folder_sticks(void)
{
	struct found found = { NULL, 0, 0 };

	look(&found, "/media", 1);
	look(&found, "/run/media", 1);
	look(&found, "/mnt", 0);
	keep(&found, NULL);
	return found.path;
}

void
folder_sticks_free(char **stick)
{
	size_t i;

	for (i = 0; stick != NULL && stick[i] != NULL; i++)
		free(stick[i]);
	free(stick);
}
