/*
 * ui/menu.c: F10: to any other screen
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/menu.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/typed.h"
#include "ui/export-screen.h"
#include "ui/compare-screen.h"
#include "ui/import-screen.h"
#include "ui/list-screen.h"
#include "ui/picker.h"
#include "ui/preview.h"
#include "ui/settings-screen.h"

#define INITIALS_SIZE 40

static bool
dues_open(struct ui *ui)
{
	struct listing_spec spec = { .kind = LISTING_DUES, .span = DUE_ALL, .ours = true,
	    .list = "desk_due" };

	return list_screen_open(ui, &spec, "待办");
}

static bool
problems_open(struct ui *ui)
{
	struct listing_spec spec = { .kind = LISTING_PROBLEMS };

	return list_screen_open(ui, &spec, "待补的档案");
}

static bool
desk_open(struct ui *ui)
{
	return true;		/* it is what is left below */
}

static bool
quit(struct ui *ui)
{
	screen_close(ui->stack[0], RESULT_BACK, 0, NULL, NULL);
	return true;
}

/* Each from the workbench: nothing of what was open stays above it. */
static const struct menu_entry {
	struct picker_item item;
	bool	(*open)(struct ui *ui);
} entries[] = {
	{ { "desk", "今日工作台", "jrgzt", 0, false }, desk_open },
	{ { "roster", "花名册", "hmc", 0, false }, roster_open },
	{ { "dues", "待办", "db", 0, false }, dues_open },
	{ { "problems", "待补的档案", "dbdda", 0, false }, problems_open },
	{ { "reports", "台账报表", "tzbb", 0, false }, preview_pick },
	{ { "compare", "对账", "dz", 0, false }, compare_screen_open },
	{ { "import", "名单导入", "mddr", 0, false }, import_screen_open },
	{ { "export", "名单上报", "mdsb", 0, false }, export_screen_open },
	{ { "settings", "设置", "sz", 0, false }, settings_screen_open },
	{ { "quit", "退出", "tc", 0, false }, quit },
};

#define ENTRIES (sizeof(entries) / sizeof(entries[0]))

/* Registers of the office itself: every form that is neither a person's nor a
 * period's. */
static bool
register_open(struct ui *ui, const char *name)
{
	struct err err = ERR_INIT;
	const struct formdef *form = catalog_form(store_catalog(ui->store), name, &err);
	struct listing_spec spec = { .kind = LISTING_RECORDS, .form = name };

	if (form == NULL) {
		ui_fail(ui, &err);
		return false;
	}
	spec.form = form->name;
	return list_screen_open(ui, &spec, form->title);
}

static void
chosen(struct ui *ui, const char *value)
{
	size_t i;

	if (!ui_home(ui))
		return;
	for (i = 0; i < ENTRIES; i++)
		if (strcmp(entries[i].item.value, value) == 0) {
			entries[i].open(ui);
			return;
		}
	register_open(ui, value);
}

bool
menu_open(struct ui *ui)
{
	struct catalog *catalog = store_catalog(ui->store);
	const char *const *name;
	size_t forms = catalog_names(catalog, "form", &name), i, n = ENTRIES;
	struct picker_item *item = mem_new((ENTRIES + forms) * sizeof(*item));
	struct picker picker = { .title = "菜单", .item = item, .chosen = chosen };
	char (*initials)[INITIALS_SIZE] = mem_new((forms + 1) * sizeof(*initials));
	const struct formdef *form;
	struct err err = ERR_INIT;
	bool ok;

	for (i = 0; i < ENTRIES; i++)
		item[i] = entries[i].item;
	for (i = 0; i < forms; i++) {
		form = catalog_form(catalog, name[i], &err);
		if (form == NULL || form->of != FORM_OF_OFFICE ||
		    strcmp(name[i], "person") == 0)
			continue;
		typed_initials(form->title, initials[i], sizeof(initials[i]));
		item[n].initials = initials[i];
		item[n].value = form->name;
		item[n++].label = form->title;
	}
	picker.count = n;
	ok = picker_open(ui, &picker, 0);
	free(item);
	free(initials);
	return ok;
}
