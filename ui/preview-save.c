/*
 * ui/preview-save.c: the report or document in sight as a file
 * SPDX-License-Identifier: Apache-2.0
 *
 * The file is what `report NAME --format … -o FILE` writes: the same function
 * makes it, from the store as it is now.
 */
#include "config.h"
#include "ui/preview-save.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "reports/print.h"
#include "ui/doing.h"
#include "ui/folder.h"
#include "ui/picker.h"
#include "ui/saving.h"
#include "ui/term.h"

#define FORMATS_MOST 16

enum { TAG_FORMAT = 1, TAG_NAME };

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
take_format(struct screen *screen, struct preview_save *save, const char *format)
{
	free(save->format);
	save->format = mem_text(format);
	free(save->name);
	save->name = saving_name(save->title, print_format(save->format)->suffix);
	saving_ask(screen->ui, NULL, save->name, TAG_NAME);
}

static bool
write_file(struct screen *screen, const struct preview_save *save, const char *path,
    struct buf *notice, struct err *err)
{
	struct doing doing;
	struct print_job job = { .format = save->format, .charset = term_charset(),
	    .value = save->value, .count = save->count, .progress = doing_progress, .arg = &doing };
	struct buf bytes = BUF_INIT;
	bool ok = saving_bytes(path, &bytes, err);

	job.path = buf_str(&bytes);
	doing_begin(&doing, screen->ui, "制表");
	ok = ok && (save->report != NULL ?
	    print_report(screen->ui->store, save->report, &job, notice, err) :
	    print_document(screen->ui->store, save->document, save->person, save->period,
	    &job, notice, err));
	doing_end(&doing);
	buf_clear(&bytes);
	return ok;
}

static void
take_name(struct screen *screen, struct preview_save *save, const char *name)
{
	struct err err = ERR_INIT;
	struct buf notice = BUF_INIT, shown = BUF_INIT;
	char *path = saving_path(name);

	free(save->name);
	save->name = mem_text(name);
	if (write_file(screen, save, path, &notice, &err)) {
		folder_tell(&shown, path);
		ui_say(screen->ui, ROLE_MESSAGE, "已存为 %s%s%s", buf_str(&shown),
		    notice.len > 0 ? "。" : "", buf_str(&notice));
	} else if (err.kind == ERR_EXISTS) {
		saving_ask(screen->ui, path, save->name, TAG_NAME);
	} else {
		ui_say(screen->ui, ROLE_ERROR, "没有存成：%s", err.text);
	}
	buf_clear(&notice);
	buf_clear(&shown);
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
	free(save->person);
	free(save->period);
	free(save->title);
}
