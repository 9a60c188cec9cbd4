/*
 * model/import-own.c: our own full exports back in
 * SPDX-License-Identifier: Apache-2.0
 *
 * Every form has a profile that nobody writes: its labels are the heads, and
 * behind them stand the columns that only a full export has: the ids of the
 * record, of its owners and of what it refers to, and why blanks are empty.
 * With them a record comes back as it was, and is known again.
 */
#include "config.h"
#include "model/import-private.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/def.h"
#include "base/mem.h"
#include "base/text.h"

/* Columns that are no blank. */
static const struct { const char *name, *head; enum plan_kind kind; } columns[] = {
	{ "record", OWN_RECORD, PLAN_OWN_RECORD },
	{ "owner", OWN_PERSON, PLAN_OWN_PERSON },
	{ "release", OWN_PERIOD, PLAN_OWN_PERIOD },
	{ "absent", OWN_ABSENT, PLAN_OWN_ABSENT },
};
#define COLUMNS (sizeof(columns) / sizeof(columns[0]))

struct own {
	struct profiledef profile;	/* first: it is handed out */
	struct importfield *field;
	const char	**head;		/* one of each field */
	size_t		 count;
	char		*title;
	struct def_pair	 person;
	const char	*form[1];
};

enum plan_kind
own_kind(const char *name)
{
	size_t i;

	for (i = 0; i < COLUMNS; i++)
		if (strcmp(columns[i].name, name) == 0)
			return columns[i].kind;
	return PLAN_SKIP;
}

char *
own_head(const struct fielddef *blank)
{
	return mem_printf("%s%s", blank->label,
	    blank->target != NULL ? OWN_RECORD : "");
}

static struct importfield *
add(struct own *own, const char *form, const char *field, char *head)
{
	struct importfield *f = &own->field[own->count];

	own->head[own->count] = head;
	f->form = form;
	f->field = field;
	f->head = &own->head[own->count++];
	f->head_count = 1;
	return f;
}

struct profiledef *
own_profile(struct catalog *catalog, const char *name, struct err *err)
{
	const struct formdef *form = catalog_form(catalog, name, err);
	struct own *own;
	size_t i;

	if (form == NULL)
		return NULL;
	own = mem_new(sizeof(*own));
	own->field = mem_new((form->count + COLUMNS) * sizeof(*own->field));
	own->head = mem_new((form->count + COLUMNS) * sizeof(*own->head));
	own->form[0] = form->name;
	own->person.key = "person";
	own->person.value = "own";
	own->title = mem_printf("%s（写全导出的）", form->title);
	for (i = 0; i < form->count; i++)
		add(own, form->name, form->field[i].name,
		    own_head(&form->field[i]));
	for (i = 0; i < COLUMNS; i++)
		add(own, "own", columns[i].name,
		    mem_text(columns[i].head))->required = i == 0;
	own->profile = (struct profiledef){ .name = form->name,
		.title = own->title, .file = form->file, .line = form->line,
		.form_count = 1, .form = own->form, .count = own->count,
		.field = own->field, .extra_count = 1, .extra = &own->person };
	return &own->profile;
}

void
own_profile_free(struct profiledef *profile)
{
	struct own *own = (struct own *)profile;
	size_t i;

	if (own == NULL)
		return;
	for (i = 0; i < own->count; i++)
		free((void *)(uintptr_t)own->head[i]);
	free(own->head);
	free(own->field);
	free(own->title);
	free(own);
}

/* ---- cells ---- */

const char *
own_value(const struct import_plan *plan, const struct import_row *row,
    enum plan_kind kind)
{
	size_t i;

	for (i = 0; i < plan->count; i++)
		if (plan->blank[i].kind == kind)
			return plan->blank[i].column < row->count ?
			    row->cell[plan->blank[i].column] : "";
	return "";
}

void
own_absent_add(struct buf *out, const char *blank, const char *why)
{
	buf_addf(out, "%s%s=%s", out->len > 0 ? " " : "", blank, why);
}

/* Why a blank is empty, NULL when it is not said. */
static const char *
why_absent(const struct import_plan *plan, const struct import_row *row,
    const struct fielddef *blank)
{
	static const char *const whys[] = { "none", "unknown", "refused", "unasked" };
	const char *text = own_value(plan, row, PLAN_OWN_ABSENT);
	size_t len = strlen(blank->name), i;

	for (; *text != '\0'; text += strcspn(text, " "), text += *text == ' ') {
		if (strncmp(text, blank->name, len) != 0 || text[len] != '=')
			continue;
		for (i = 0; i < sizeof(whys) / sizeof(whys[0]); i++)
			if (strncmp(text + len + 1, whys[i], strlen(whys[i])) == 0)
				return whys[i];
	}
	return NULL;
}

static bool
verbatim(const struct fielddef *blank)
{
	return blank->type == BLANK_TEXT || blank->type == BLANK_NOTE ||
	    blank->type == BLANK_PLACE || blank->type == BLANK_STAFF ||
	    blank->type == BLANK_FILE || blank->type == BLANK_ID_CARD ||
	    blank->type == BLANK_PHONE;
}

/* Nothing is mended: it is as it was stored. */
void
own_cell(const struct import_plan *plan, size_t at, struct import_row *row)
{
	const struct plan_blank *b = &plan->blank[at];
	struct err why = ERR_INIT;
	struct buf text = BUF_INIT;
	const char *cell;

	row->absent[at] = why_absent(plan, row, b->blank);
	cell = b->column < row->count ? row->cell[b->column] : "";
	if (row->absent[at] != NULL || *cell == '\0')
		return;
	cell = delimited_unguard(cell);
	if (verbatim(b->blank)) {
		text_take_marks(&text, cell);
		row->value[at] = buf_take(&text);
	} else if (!value_taken(plan->store, b->blank, cell, DATE_NONE, &b->source,
	    &row->value[at], &why))
		row_reject(row, "“%s”：%s", plan->head->text[b->column], why.text);
}

/* ---- whether it may come in ---- */

static bool
well_formed(const char *id)
{
	return strlen(id) == STORE_ID_SIZE - 1 &&
	    strspn(id, "0123456789abcdefghijklmnopqrstuvwxyz") == STORE_ID_SIZE - 1;
}

/* The owner has to be there; "" where the form has none. */
static bool
take_owner(const struct import_plan *plan, struct import_row *row,
    enum plan_kind kind, const struct formdef *form, char id[STORE_ID_SIZE],
    struct err *err)
{
	const char *value[1] = { own_value(plan, row, kind) };
	long long there = 0;
	char *sql;
	bool ok;

	sql = mem_printf("SELECT count(*) FROM main.\"%s\" WHERE id = ?1"
	    " AND removed IS NULL", form->name);
	ok = db_int(store_db(plan->store), sql, value, 1, 0, &there, err);
	free(sql);
	if (ok && there == 0)
		row_reject(row, "库里没有它所属的“%s”，请先导入那一张表", form->title);
	else if (ok)
		memcpy(id, value[0], STORE_ID_SIZE);
	return ok;
}

/* A number that the store gave to another, or a person who is there already. */
static bool
taken(const struct import_plan *plan, struct import_row *row,
    const struct record *record, struct err *err)
{
	const struct formdef *form = record->form;
	const struct fielddef *blank;
	const char *value[2];
	long long there;
	char *sql;
	size_t i;
	bool ok = true;

	for (i = 0; ok && i < form->count; i++) {
		blank = &form->field[i];
		if ((blank->serial == NULL && blank->search != SEARCH_ID_CARD) ||
		    record->value[i] == NULL)
			continue;
		value[0] = record->value[i];
		value[1] = record->id;
		there = 0;
		sql = mem_printf("SELECT count(*) FROM main.\"%s\" WHERE \"%s\" = ?1"
		    " AND id <> ?2 AND removed IS NULL", form->name, blank->name);
		ok = db_int(store_db(plan->store), sql, value, 2, 0, &there, err);
		free(sql);
		if (ok && there > 0)
			row_reject(row, "“%s”%s 在库里已是另一条记录的，疑似重复",
			    blank->label, value[0]);
	}
	return ok;
}

bool
own_record(const struct import_plan *plan, struct import_row *row,
    struct record **out, bool *fresh, struct err *err)
{
	const struct formdef *form = plan->form[plan->paper].form;
	const char *value[1] = { own_value(plan, row, PLAN_OWN_RECORD) };
	struct record *record;
	long long there = 0;
	char *sql;
	bool ok;

	*out = NULL;
	if (!well_formed(value[0])) {
		row_reject(row, "“%s”不对，请把表写全了重新导出", OWN_RECORD);
		return true;
	}
	sql = mem_printf("SELECT count(*) FROM main.\"%s\" WHERE id = ?1", form->name);
	ok = db_int(store_db(plan->store), sql, value, 1, 0, &there, err);
	free(sql);
	*fresh = there == 0;
	if (!ok || there > 0)
		return ok && (*out = record_load(plan->store, form, value[0], true,
		    err)) != NULL;
	record = record_new(form);
	memcpy(record->id, value[0], STORE_ID_SIZE);
	*out = record;
	return (form->of == FORM_OF_OFFICE || take_owner(plan, row,
	    PLAN_OWN_PERSON, plan->person_form, record->person, err)) &&
	    (form->of != FORM_OF_PERIOD || take_owner(plan, row,
	    PLAN_OWN_PERIOD, plan->period_form, record->period, err));
}

bool
own_check(const struct import_plan *plan, struct import_row *row,
    const struct record *record, struct err *err)
{
	return taken(plan, row, record, err);
}
