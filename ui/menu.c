/*
 * ui/menu.c: F10: to any other screen
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/menu.h"

#include <stdlib.h>
#include <string.h>

#include "ui/list-screen.h"
#include "ui/picker.h"
#include "ui/preview.h"

static bool
dues_open(struct ui *ui)
{
	struct listing_spec spec = { .kind = LISTING_DUES, .span = DUE_ALL, .ours = true };

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
	{ { "quit", "退出", "tc", 0, false }, quit },
};

#define ENTRIES (sizeof(entries) / sizeof(entries[0]))

static void
chosen(struct ui *ui, const char *value)
{
	size_t i;

	if (!ui_home(ui))
		return;
	for (i = 0; i < ENTRIES; i++)
		if (strcmp(entries[i].item.value, value) == 0)
			entries[i].open(ui);
}

bool
menu_open(struct ui *ui)
{
	struct picker_item item[ENTRIES];
	struct picker picker = { .title = "菜单", .item = item, .count = ENTRIES,
	    .chosen = chosen };
	size_t i;

	for (i = 0; i < ENTRIES; i++)
		item[i] = entries[i].item;
	return picker_open(ui, &picker, 0);
}
