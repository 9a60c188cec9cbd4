/*
 * ui/form-pick.c: what can be chosen for a blank
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/form-private.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "model/listing.h"
#include "ui/choices.h"
#include "ui/picker.h"
#include "ui/width.h"

#define RECORDS_MOST 200	/* a period has no more of a kind worth choosing */
#define HINT_CELLS 100

static const struct picker_item absent_items[] = {
	{ "none", "无", "w", 0, false },
	{ "unknown", "不详", "bx", 0, false },
	{ "refused", "拒绝", "jj", 0, false },
	{ "unasked", "未问", "ww", 0, false },
	{ "", "（不注明）", "bzm", 0, false },
};

bool
form_pick_absent(struct screen *screen)
{
	struct form_state *state = screen->data;
	struct picker picker = {
		.title = "这一栏为什么空着",
		.item = absent_items,
		.count = sizeof(absent_items) / sizeof(absent_items[0]),
		.at = state->filling->record->absent[state->at],
	};

	return picker_open(screen->ui, &picker, TAG_ABSENT);
}

static bool
open_items(struct screen *screen, struct picker_item *item, size_t count)
{
	struct form_state *state = screen->data;
	const struct fielddef *field = &state->filling->form->field[state->at];
	const char *value = state->filling->record->value[state->at];
	struct picker picker = { .title = field->label, .item = item, .count = count,
	    .at = value, .many = fielddef_multi(field) };
	size_t i;

	for (i = 0; i < count; i++)
		item[i].marked = choices_hold(value, item[i].value);
	return picker_open(screen->ui, &picker, TAG_VALUE);
}

/* ---- codes ---- */
static bool
pick_code(struct screen *screen, const struct fielddef *field)
{
	struct form_state *state = screen->data;
	struct filling *filling = state->filling;
	struct err err = ERR_INIT;
	const struct codetable *table =
	    catalog_codes(store_catalog(filling->store), field->table, &err);
	int on = record_date(filling->record, filling->period);
	struct picker_item *item;
	size_t n;
	bool ok;

	if (table == NULL) {
		ui_fail(screen->ui, &err);
		return false;
	}
	if (on == DATE_NONE)
		on = date_today();
	item = mem_new((table->count + 1) * sizeof(*item));
	n = choices_fill(table, on, filling->record->value[state->at], item);
	ok = open_items(screen, item, n);
	free(item);
	return ok;
}

/* ---- other records ---- */
/* Records that a due starts from: they wait for an answer. */
static bool
waiting(struct filling *filling, const char *record)
{
	struct listing_spec spec = { .kind = LISTING_DUES, .span = DUE_ALL,
	    .person = filling->record->person };
	struct listing *listing;
	struct listing_row *row = NULL;
	struct err err = ERR_INIT;
	size_t count = 0, i;
	bool found = false;

	listing = listing_open(filling->store, &spec, &err);
	if (listing != NULL &&
	    listing_page(listing, NULL, true, RECORDS_MOST, &row, &count, &err)) {
		for (i = 0; i < count; i++)
			found = found || strcmp(row[i].record, record) == 0;
		listing_rows_free(row, count);
	}
	listing_close(listing);
	return found;
}

/* What a record says in one line; the caller's. */
static char *
row_label(const struct listing_row *row, bool waits)
{
	struct buf label = BUF_INIT;
	size_t i;

	if (waits)
		buf_add(&label, "待办 ");
	for (i = 0; i < LISTING_CELLS && row->cell[i] != NULL; i++)
		if (row->cell[i][0] != '\0')
			buf_addf(&label, "%s%s", label.len > 0 ? " " : "", row->cell[i]);
	buf_cut(&label, text_cut(buf_str(&label), HINT_CELLS / 2, width_cell, NULL));
	return label.len > 0 ? buf_take(&label) : mem_text("？");
}

static bool
open_rows(struct screen *screen, const struct listing_row *row, size_t count)
{
	struct form_state *state = screen->data;
	struct picker_item *item = mem_new((count + 1) * sizeof(*item));
	bool *waits = mem_new(count + 1), ok, pass;
	size_t i, n = 0;
	int turn;

	for (i = 0; i < count; i++)
		waits[i] = waiting(state->filling, row[i].record);
	for (turn = 0; turn < 2; turn++) {	/* those that wait come first */
		pass = turn == 0;
		for (i = 0; i < count; i++)
			if (waits[i] == pass) {
				item[n].value = row[i].record;
				item[n++].label = row_label(&row[i], waits[i]);
			}
	}
	ok = open_items(screen, item, n);
	for (i = 0; i < n; i++)
		free((char *)item[i].label);
	free(item);
	free(waits);
	return ok;
}

static bool
pick_record(struct screen *screen, const struct fielddef *field)
{
	struct form_state *state = screen->data;
	struct filling *filling = state->filling;
	struct err err = ERR_INIT;
	const struct formdef *target =
	    catalog_form(store_catalog(filling->store), field->target, &err);
	struct listing_spec spec = { .kind = LISTING_RECORDS, .form = field->target };
	struct listing *listing;
	struct listing_row *row = NULL;
	size_t count = 0;
	bool ok;

	if (target != NULL && target->of == FORM_OF_PERIOD)
		spec.period = filling->record->period;
	if (target != NULL && target->of == FORM_OF_PERSON)
		spec.person = filling->record->person;
	listing = target == NULL ? NULL : listing_open(filling->store, &spec, &err);
	ok = listing != NULL &&
	    listing_page(listing, NULL, true, RECORDS_MOST, &row, &count, &err);
	if (!ok)
		ui_fail(screen->ui, &err);
	else if (count == 0)
		ui_say(screen->ui, ROLE_MESSAGE, "还没有“%s”可选，先到一人一档里登记。",
		    target->title);
	else
		ok = open_rows(screen, row, count);
	if (row != NULL)
		listing_rows_free(row, count);
	listing_close(listing);
	return ok && count > 0;
}

/* ---- by type ---- */
static bool
pick_yesno(struct screen *screen)
{
	struct picker_item item[] = {
		{ "1", "是", "s", 1, false }, { "0", "否", "f", 2, false },
	};

	return open_items(screen, item, 2);
}

static bool
pick_date(struct screen *screen)
{
	static const char *const label[] = { "今天", "昨天", "前天", "三天前", "明天", "七天后" };
	static const int days[] = { 0, -1, -2, -3, 1, 7 };
	struct picker_item item[6];
	char iso[6][DATE_SIZE];
	char *text[6];
	bool ok;
	size_t i;

	memset(item, 0, sizeof(item));
	for (i = 0; i < 6; i++) {
		item[i].value = date_print(date_today() + days[i], iso[i]);
		text[i] = mem_printf("%s %s", label[i], iso[i]);
		item[i].label = text[i];
	}
	ok = open_items(screen, item, 6);
	for (i = 0; i < 6; i++)
		free(text[i]);
	return ok;
}

bool
form_pick(struct screen *screen)
{
	struct form_state *state = screen->data;
	const struct fielddef *field = &state->filling->form->field[state->at];

	if (form_has_tree(screen, field))
		return form_pick_tree(screen);
	switch (field->type) {
	case BLANK_CODE:
	case BLANK_CODES:
		return pick_code(screen, field);
	case BLANK_REF:
	case BLANK_REFS:
		return pick_record(screen, field);
	case BLANK_YESNO:
		return pick_yesno(screen);
	case BLANK_DATE:
		return pick_date(screen);
	default:
		return form_suggests(field) ? form_pick_suggested(screen) :
		    form_pick_absent(screen);
	}
}

/* ---- advice ---- */
static void
hint_codes(struct screen *screen, const struct fielddef *field)
{
	struct form_state *state = screen->data;
	const struct codetable *table =
	    catalog_codes(store_catalog(state->filling->store), field->table, NULL);

	if (table != NULL)
		choices_hint(screen, table);
}

void
form_hint(struct screen *screen)
{
	struct form_state *state = screen->data;
	const struct fielddef *field = &state->filling->form->field[state->at];

	if (screen->ui->message.len > 0)
		return;
	if (form_has_tree(screen, field))
		ui_say(screen->ui, ROLE_MESSAGE, "%s%s打首字母或字，F4 逐级选",
		    field->help != NULL ? field->help : "",
		    field->help != NULL ? "  " : "");
	else if (field->type == BLANK_CODE || field->type == BLANK_CODES)
		hint_codes(screen, field);
	else if (field->type == BLANK_REF || field->type == BLANK_REFS)
		ui_say(screen->ui, ROLE_MESSAGE, "按 F4 或空格从已登记的里面选");
	else if (form_suggests(field))
		ui_say(screen->ui, ROLE_MESSAGE, "%s%s打首字母或字，F4 选以前填过的",
		    field->help != NULL ? field->help : "",
		    field->help != NULL ? "  " : "");
	else if (field->help != NULL)
		ui_say(screen->ui, ROLE_MESSAGE, "%s", field->help);
	else if (form_is_lines(field))
		ui_say(screen->ui, ROLE_MESSAGE, "最多 %d 字，Ctrl-J 换行", field->length);
}
