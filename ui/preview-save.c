/*
 * ui/preview-save.c: the report in sight as a file
 * SPDX-License-Identifier: Apache-2.0
 *
 * The file is what `report NAME --format … -o FILE` writes: the same function
 * makes it, from the store as it is now.
 */
#include "config.h"
#include "ui/preview-save.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/charset.h"
#include "base/date.h"
#include "base/mem.h"
#include "reports/print.h"
#include "ui/dialog.h"
#include "ui/doing.h"
#include "ui/picker.h"
#include "ui/term.h"

#define FORMATS_MOST 16

enum { TAG_FORMAT = 1, TAG_NAME };

/* Where files without a folder go: home, else where the program was started;
 * the caller's. */
static char *
own_folder(void)
{
	const char *home = getenv("HOME");
	char here[PATH_MAX];
	struct stat st;

	if (home != NULL && *home == '/' && stat(home, &st) == 0 &&
	    S_ISDIR(st.st_mode) && access(home, W_OK) == 0)
		return mem_text(home);
	return mem_text(getcwd(here, sizeof(here)) != NULL ? here : ".");
}

/* The name as typed, with its folder; the caller's. */
static char *
full_name(const char *name)
{
	char *folder, *path;

	if (*name == '/')
		return mem_text(name);
	folder = own_folder();
	if (strncmp(name, "~/", 2) == 0)
		name += 2;
	path = mem_printf("%s/%s", strcmp(folder, "/") == 0 ? "" : folder, name);
	free(folder);
	return path;
}

/* Title and day; the caller's. */
static char *
first_name(const struct preview_save *save)
{
	char iso[DATE_SIZE];
	char *name = mem_printf("%s%s.%s", save->def->title,
	    date_print(date_today(), iso), print_format(save->format)->suffix);
	char *slash;

	while ((slash = strchr(name, '/')) != NULL)
		*slash = '-';
	return name;
}

void
preview_save_begin(struct screen *screen, struct preview_save *save)
{
	struct picker_item item[FORMATS_MOST];
	struct picker picker = { .title = "存为文件：哪一种", .item = item,
	    .at = save->format };
	size_t n;

	memset(item, 0, sizeof(item));
	for (n = 0; n < FORMATS_MOST && print_formats[n] != NULL; n++) {
		item[n].value = print_formats[n];
		item[n].label = print_format(print_formats[n])->label;
		item[n].initials = print_format(print_formats[n])->suffix;
	}
	picker.count = n;
	picker_open(screen->ui, &picker, TAG_FORMAT);
}

static void
ask_name(struct screen *screen, struct preview_save *save, const char *before)
{
	char *folder = own_folder();
	char *text = mem_printf("%s文件名（不写目录的，存到 %s）：", before, folder);

	dialog_ask(screen->ui, "存为文件", text, save->name, TAG_NAME);
	free(text);
	free(folder);
}

static void
take_format(struct screen *screen, struct preview_save *save, const char *format)
{
	free(save->format);
	save->format = mem_text(format);
	free(save->name);
	save->name = first_name(save);
	ask_name(screen, save, "");
}

static bool
write_file(struct screen *screen, const struct preview_save *save, const char *path,
    struct buf *notice, struct err *err)
{
	struct doing doing;
	struct print_job job = { .format = save->format, .charset = term_charset(),
	    .progress = doing_progress, .arg = &doing };
	struct buf bytes = BUF_INIT;
	size_t lost = 0;
	bool ok;

	/* Names of files are in the charset of the terminal. */
	ok = charset_encode(term_charset(), path, "?", &bytes, &lost, err);
	if (ok && lost > 0)
		ok = err_set(err, ERR_INPUT, "文件名里有 %zu 个字 %s 里没有，请换一个名字",
		    lost, term_charset());
	job.path = buf_str(&bytes);
	doing_begin(&doing, screen->ui, "制表");
	ok = ok && print_report(screen->ui->store, save->def->name, &job, notice, err);
	doing_end(&doing);
	buf_clear(&bytes);
	return ok;
}

static void
take_name(struct screen *screen, struct preview_save *save, const char *name)
{
	struct err err = ERR_INIT;
	struct buf notice = BUF_INIT;
	char *path = full_name(name), *before;

	free(save->name);
	save->name = mem_text(name);
	if (write_file(screen, save, path, &notice, &err)) {
		ui_say(screen->ui, ROLE_MESSAGE, "已存为 %s%s%s", path,
		    notice.len > 0 ? "。" : "", buf_str(&notice));
	} else if (err.kind == ERR_EXISTS) {
		before = mem_printf("%s 已经有了，没有覆盖，请换一个名字。\n", path);
		ask_name(screen, save, before);
		free(before);
	} else {
		ui_say(screen->ui, ROLE_ERROR, "没有存成：%s", err.text);
	}
	buf_clear(&notice);
	free(path);
}

void
preview_save_result(struct screen *screen, struct preview_save *save,
    const struct result *result)
{
	if (result->kind != RESULT_CHOSEN)
		return;
	if (result->tag == TAG_FORMAT)
		take_format(screen, save, result->text);
	else if (result->tag == TAG_NAME)
		take_name(screen, save, result->text);
}

void
preview_save_clear(struct preview_save *save)
{
	free(save->format);
	free(save->name);
}
