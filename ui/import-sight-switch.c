/*
 * ui/import-sight-switch.c: the switches of 看文件
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/import-sight-private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/dialog.h"
#include "ui/picker.h"
#include "ui/width.h"

#define ITEMS_MOST 80
#define HEAD_CELLS 50		/* of a row offered as the head */

/* Tags of the pickers are the settings; then the question for a new sender. */
enum { TAG_NEW_SENDER = SETTINGS };

/* ---- what is offered ---- */
struct items {
	struct picker_item item[ITEMS_MOST];
	size_t		 count;
};

/* label is taken over. */
static void
add(struct items *items, const char *value, char *label)
{
	if (items->count == ITEMS_MOST) {
		free(label);
		return;
	}
	items->item[items->count].value = mem_text(value);
	items->item[items->count++].label = label;
}

/* A value that is a number must not look like a place in the list. */
static void
print_number(char *text, size_t size, size_t value)
{
	snprintf(text, size, "=%zu", value);
}

static size_t
read_number(const char *text)
{
	return strtoul(text + 1, NULL, 10);
}

static void
add_number(struct items *items, size_t value, char *label)
{
	char text[24];

	print_number(text, sizeof(text), value);
	add(items, text, label);
}

static void
offer_profiles(const struct importview *view, struct items *items)
{
	const struct importview_fit *fit;
	size_t i;

	for (i = 0; i < view->fit_count; i++) {
		fit = &view->fit[i];
		add(items, fit->profile, mem_printf("%s  认出 %zu 列%s", fit->title, fit->known,
		    fit->complete ? "" : "，缺必填的列"));
	}
}

static void
offer_encodings(const struct importview *view, struct items *items)
{
	size_t i;

	add(items, "", view->looks != NULL ? mem_printf("按内容认（像 %s）",
	    sight_encoding(view->looks)) : mem_text("按内容认"));
	for (i = 0; importview_encoding(i) != NULL; i++)
		add(items, importview_encoding(i),
		    mem_text(sight_encoding(importview_encoding(i))));
}

static void
offer_delimiters(struct items *items)
{
	size_t i;

	add_number(items, 0, mem_text("按内容认"));
	for (i = 0; importview_delimiter(i) != 0; i++)
		add_number(items, importview_delimiter(i),
		    mem_text(tablehead_delimiter(importview_delimiter(i))));
}

static void
offer_sheets(const struct importview *view, struct items *items)
{
	size_t i;

	for (i = 0; i < view->sheet_count; i++)
		add_number(items, i, mem_text(view->sheet_name[i]));
}

/* Rows by their number, with what stands in them. */
static void
offer_heads(const struct importview *view, struct items *items)
{
	const struct importview_row *row;
	struct buf label = BUF_INIT;
	size_t i, k;

	add(items, "", mem_text("按内容认"));
	for (i = 0; i < view->row_count; i++) {
		row = &view->row[i];
		buf_addf(&label, "第 %ld 行 ", row->line);
		for (k = 0; k < row->count && width_of(buf_str(&label)) < HEAD_CELLS; k++)
			if (*row->cell[k] != '\0')
				buf_addf(&label, " %s", row->cell[k]);
		buf_cut(&label, text_cut(buf_str(&label), HEAD_CELLS, width_cell, NULL));
		add_number(items, i, buf_take(&label));
	}
}

/* Senders met before; the first two are no names: they hold a "/". */
static bool
offer_senders(struct screen *screen, struct items *items, struct err *err)
{
	struct sender *sender;
	size_t count, i;

	if (!senders_list(screen->ui->store, &sender, &count, err))
		return false;
	for (i = 0; i < count; i++)
		add(items, sender[i].name, sender[i].used_on != NULL ?
		    mem_printf("%s  %s 来过", sender[i].name, sender[i].used_on) :
		    mem_text(sender[i].name));
	add(items, "/new", mem_text("别的单位……"));
	add(items, "/none", mem_text("不填"));
	senders_free(sender, count);
	return true;
}

/* ---- choosing ---- */
static void
ask_sender(struct screen *screen, const char *before)
{
	struct sight *state = screen->data;

	dialog_ask(screen->ui, "来文单位", before, state->view->sender != NULL ?
	    state->view->sender : "", TAG_NEW_SENDER);
}

void
sight_change(struct screen *screen)
{
	struct sight *state = screen->data;
	const struct importview *view = state->view;
	enum setting setting = state->setting[state->at];
	struct items *items = mem_new(sizeof(*items));
	struct picker picker = { .title = sight_labels[setting], .item = items->item };
	struct err err = ERR_INIT;
	char at[24] = "";
	bool ok = true;
	size_t i;

	picker.at = at;
	switch (setting) {
	case SETTING_PROFILE:
		offer_profiles(view, items);
		picker.at = view->profile;
		break;
	case SETTING_SENDER:
		ok = offer_senders(screen, items, &err);
		picker.at = view->sender;
		break;
	case SETTING_ENCODING:
		offer_encodings(view, items);
		picker.at = view->encoding;
		break;
	case SETTING_DELIMITER:
		offer_delimiters(items);
		print_number(at, sizeof(at), view->delimiter);
		break;
	case SETTING_SHEET:
		offer_sheets(view, items);
		print_number(at, sizeof(at), view->sheet);
		break;
	default:
		offer_heads(view, items);
		if (view->head != IMPORTVIEW_NONE)
			print_number(at, sizeof(at), view->head);
		break;
	}
	picker.count = items->count;
	if (!ok)
		ui_fail(screen->ui, &err);
	else if (setting == SETTING_SENDER && items->count == 2)
		ask_sender(screen, "这份名单是哪个单位发来的（监狱、看守所、县局……）？");
	else
		picker_open(screen->ui, &picker, (int)setting);
	for (i = 0; i < items->count; i++) {
		free((char *)items->item[i].value);
		free((char *)items->item[i].label);
	}
	free(items);
}

static bool
apply(struct importview *view, int tag, const char *text, struct err *err)
{
	switch (tag) {
	case SETTING_PROFILE:
		return importview_set_profile(view, text, err);
	case SETTING_ENCODING:
		return importview_set_encoding(view, *text != '\0' ? text : NULL, err);
	case SETTING_DELIMITER:
		return importview_set_delimiter(view, (uint32_t)read_number(text), err);
	case SETTING_SHEET:
		return importview_set_sheet(view, read_number(text), err);
	case SETTING_HEAD:
		return importview_set_head(view, *text != '\0' ?
		    read_number(text) : IMPORTVIEW_NONE, err);
	default:
		return importview_set_sender(view, text, err);
	}
}

void
sight_result(struct screen *screen, const struct result *result)
{
	struct sight *state = screen->data;
	struct err err = ERR_INIT;
	const char *text = result->text;
	char *again;
	bool ok;

	screen_dirty(screen, DIRTY_PAINT);
	sight_look(state);
	state->changed = true;
	if (result->kind != RESULT_CHOSEN)
		return;
	if (result->tag == SETTING_SENDER && strcmp(text, "/new") == 0) {
		ask_sender(screen, "这份名单是哪个单位发来的？");
		return;
	}
	if (result->tag == SETTING_SENDER && strcmp(text, "/none") == 0)
		text = NULL;
	doing_begin(&state->doing, screen->ui, "读文件");
	ok = apply(state->view, result->tag, text, &err);
	doing_end(&state->doing);
	if (!ok) {
		if (result->tag == TAG_NEW_SENDER) {
			again = mem_printf("%s。", err.text);
			ask_sender(screen, again);
			free(again);
		} else {
			ui_fail(screen->ui, &err);
		}
	} else if (result->tag == SETTING_HEAD && state->view->head_doubt != NULL) {
		ui_say(screen->ui, ROLE_ERROR, "%s。", state->view->head_doubt);
	}
	sight_look(state);
}
