/*
 * ui/saving.c: where files go that a clerk asks for
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/saving.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/charset.h"
#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "ui/dialog.h"
#include "ui/folder.h"
#include "ui/term.h"

char *
saving_folder(void)
{
	const char *home = getenv("HOME");
	char here[PATH_MAX];
	struct stat st;

	if (home != NULL && *home == '/' && stat(home, &st) == 0 &&
	    S_ISDIR(st.st_mode) && file_may(home, W_OK))
		return mem_text(home);
	return mem_text(getcwd(here, sizeof(here)) != NULL ? here : ".");
}

char *
saving_path(const char *name)
{
	char *folder, *path;

	if (*name == '/')
		return mem_text(name);
	folder = saving_folder();
	if (strncmp(name, "~/", 2) == 0)
		name += 2;
	path = mem_printf("%s/%s", strcmp(folder, "/") == 0 ? "" : folder, name);
	free(folder);
	return path;
}

char *
saving_name(const char *title, const char *suffix)
{
	char iso[DATE_SIZE];
	char *name = mem_printf("%s%s.%s", title, date_print(date_today(), iso), suffix);
	char *slash;

	while ((slash = strchr(name, '/')) != NULL)
		*slash = '-';
	return name;
}

void
saving_ask(struct ui *ui, const char *there, const char *name, int tag)
{
	char *folder = saving_folder();
	struct buf text = BUF_INIT;

	if (there != NULL) {
		folder_tell(&text, there);
		buf_add(&text, " 已经有了，没有覆盖，请换一个名字。\n");
	}
	buf_add(&text, "文件名（不写目录的，存到 ");
	folder_tell(&text, folder);
	buf_add(&text, "）：");
	dialog_ask(ui, "存为文件", buf_str(&text), name, tag);
	buf_clear(&text);
	free(folder);
}

bool
saving_bytes(const char *path, struct buf *bytes, struct err *err)
{
	size_t lost = 0;

	return charset_encode(term_charset(), path, "?", bytes, &lost, err) &&
	    (lost == 0 || err_set(err, ERR_INPUT,
	    "文件名里有 %zu 个字 %s 里没有，请换一个名字", lost, term_charset()));
}
