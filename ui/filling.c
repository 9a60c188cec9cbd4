/*
 * ui/filling.c: one form while it is being filled in
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/filling.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "model/listing.h"
#include "model/tree.h"
#include "ui/raw.h"

static bool
same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* ---- what is shown ---- */
/* The text of a blank from its value. */
static bool
show(struct filling *filling, size_t at, struct err *err)
{
	struct buf text = BUF_INIT;
	const char *value = filling->record->value[at];

	if (value != NULL && !value_shown(filling->store, &filling->form->field[at],
	    value, &text, err)) {
		buf_clear(&text);
		return false;
	}
	free(filling->blank[at].text);
	filling->blank[at].text = mem_text(buf_str(&text));
	filling->blank[at].unread = false;
	buf_clear(&text);
	return true;
}

/* All blanks whose typed text does not wait to be mended. */
static bool
show_all(struct filling *filling, struct err *err)
{
	size_t i;

	for (i = 0; i < filling->form->count; i++)
		if (!filling->blank[i].unread && !show(filling, i, err))
			return false;
	return true;
}

static bool
empty(const struct filling *filling, size_t at)
{
	return filling->record->value[at] == NULL && !filling->blank[at].unread;
}

static void
take_problem(struct filling *filling, const struct problem *problem)
{
	struct blank *blank;

	if (problem->field == NULL)
		return;
	blank = &filling->blank[problem->field - filling->form->field];
	blank->stop = blank->stop || problem->stop;
	/* Missing is told by the mark, not by a sentence at every blank. */
	if (blank->problem == NULL && !blank->missing)
		blank->problem = mem_text(problem->say);
}

/* Which blanks are asked, and what is wrong now. */
static bool
check(struct filling *filling, struct err *err)
{
	size_t n = filling->form->count, count = 0, i;
	bool *shown = mem_new(n), *required = mem_new(n), ok;
	struct problem *list = NULL;
	struct blank *blank;

	ok = formexpr_shown(filling->expr, filling->record, filling->person,
	    filling->period, shown, required, err) &&
	    formexpr_problems(filling->expr, filling->record, filling->person,
	    filling->period, &list, &count, err);
	for (i = 0; ok && i < n; i++) {
		blank = &filling->blank[i];
		blank->shown = shown[i];
		blank->required = required[i];
		blank->missing = shown[i] && required[i] && empty(filling, i) &&
		    filling->record->absent[i] == NULL;
		blank->stop = false;
		if (!blank->unread) {
			free(blank->problem);
			blank->problem = NULL;
		}
	}
	for (i = 0; ok && i < count; i++)
		take_problem(filling, &list[i]);
	filling->problems = 0;
	for (i = 0; i < n; i++)
		filling->problems += filling->blank[i].shown &&
		    (filling->blank[i].missing || filling->blank[i].problem != NULL);
	free(list);
	free(shown);
	free(required);
	return ok;
}

/* After a blank got a value: what follows from it, and the checks. */
static bool
follow(struct filling *filling, size_t at, struct err *err)
{
	return formexpr_follow(filling->expr, filling->record,
	    &filling->form->field[at], filling->person, filling->period, err) &&
	    show_all(filling, err) && check(filling, err);
}

/* ---- opening ---- */
static struct record *
load_owner(struct store *store, const char *form, const char *id, struct err *err)
{
	const struct formdef *def = catalog_form(store_catalog(store), form, err);

	return def == NULL ? NULL : record_load(store, def, id, false, err);
}

static bool
load_owners(struct filling *filling, struct err *err)
{
	struct record *record = filling->record;

	if (filling->form->of == FORM_OF_PERIOD) {
		filling->period = load_owner(filling->store, "period", record->period, err);
		if (filling->period == NULL)
			return false;
		if (record->person[0] == '\0')
			memcpy(record->person, filling->period->person, STORE_ID_SIZE);
	}
	if (filling->form->of != FORM_OF_OFFICE) {
		filling->person = load_owner(filling->store, "person", record->person, err);
		return filling->person != NULL;
	}
	return true;
}

static bool
begin_record(struct filling *filling, const struct filling_arg *arg, struct err *err)
{
	const char *id = arg->record != NULL ? arg->record : "";

	if (arg->draft != NULL)
		filling->record = record_copy(arg->draft->record);
	else if (*id != '\0')
		filling->record = record_load(filling->store, filling->form, id, false, err);
	else
		filling->record = record_new(filling->form);
	if (filling->record == NULL)
		return false;
	if (arg->draft == NULL && *id == '\0') {
		/* A number from the start, which the draft keeps: a save whose
		 * answer was lost is not made twice. */
		store_new_id(filling->store, filling->record->id);
		snprintf(filling->record->person, STORE_ID_SIZE, "%s",
		    arg->person != NULL ? arg->person : "");
		snprintf(filling->record->period, STORE_ID_SIZE, "%s",
		    arg->period != NULL ? arg->period : "");
	}
	return load_owners(filling, err);
}

/* What the changes are measured against: the stored record when it has not
 * moved on since the draft began, else what the draft knew of it. */
static bool
begin_base(struct filling *filling, const struct draft *draft, struct err *err)
{
	struct record *record = filling->record;

	if (draft == NULL || record->version == NULL) {
		filling->base = draft == NULL ? record_copy(record) :
		    record_new(filling->form);
		return true;
	}
	filling->base = record_load(filling->store, filling->form, record->id, false, err);
	if (filling->base == NULL)
		return err_wrap(err, "草稿所改的记录已经不在：");
	free(record->version);
	record->version = mem_text(draft->base);
	/* Somebody saved it since: against an empty base every blank in which
	 * the two differ will be asked about. */
	if (!same(filling->base->version, draft->base)) {
		record_free(filling->base);
		filling->base = record_new(filling->form);
	}
	return true;
}

/* What was typed and not read yet: perhaps it can be read now. */
static bool
read_again(struct filling *filling, struct err *err)
{
	size_t i;
	char *text;
	bool ok = true;

	for (i = 0; ok && i < filling->form->count; i++) {
		if (!filling->blank[i].unread)
			continue;
		text = filling->blank[i].text;
		filling->blank[i].text = mem_text("");
		ok = filling_put(filling, i, text, err);
		free(text);
	}
	return ok;
}

static bool
begin(struct filling *filling, const struct filling_arg *arg, struct err *err)
{
	const struct fielddef *field;
	const struct draft *draft = arg->draft;

	if (!begin_record(filling, arg, err))
		return false;
	filling->blank = mem_resize(NULL, filling->form->count, sizeof(*filling->blank));
	memset(filling->blank, 0, filling->form->count * sizeof(*filling->blank));
	filling->expr = formexpr_open(filling->store, filling->form, err);
	if (filling->expr == NULL)
		return false;
	if (draft == NULL && filling->record->version == NULL &&
	    !formexpr_defaults(filling->expr, filling->record, filling->person,
	    filling->period, err))
		return false;
	/* Filled beforehand is nothing that a clerk did: no change. */
	field = arg->field != NULL ? formdef_field(filling->form, arg->field) : NULL;
	if (field != NULL && arg->value != NULL && !filling_set(filling,
	    (size_t)(field - filling->form->field), arg->value, err))
		return false;
	if (!begin_base(filling, draft, err) || !show_all(filling, err))
		return false;
	if (draft != NULL) {
		memcpy(filling->draft.id, draft->id, sizeof(draft->id));
		filling->at = mem_text(draft->field);
		filling->offset = draft->offset;
		raw_read(filling->form, draft->raw, filling->blank);
		if (!read_again(filling, err))
			return false;
	}
	return check(filling, err);
}

struct filling *
filling_open(struct store *store, struct drafts *drafts,
    const struct filling_arg *arg, struct err *err)
{
	struct filling *filling = mem_new(sizeof(*filling));
	const char *form = arg->draft != NULL ? arg->draft->form : arg->form;

	filling->store = store;
	filling->drafts = drafts;
	filling->form = catalog_form(store_catalog(store), form, err);
	if (filling->form == NULL || !begin(filling, arg, err)) {
		filling_close(filling);
		return NULL;
	}
	return filling;
}

void
filling_close(struct filling *filling)
{
	size_t i;

	if (filling == NULL)
		return;
	for (i = 0; filling->blank != NULL && i < filling->form->count; i++) {
		free(filling->blank[i].text);
		free(filling->blank[i].problem);
	}
	free(filling->blank);
	formexpr_close(filling->expr);
	record_free(filling->record);
	record_free(filling->base);
	record_free(filling->person);
	record_free(filling->period);
	free(filling->at);
	free(filling);
}

/* ---- taking texts and values ---- */
static void
set_value(struct filling *filling, size_t at, const char *value)
{
	record_set(filling->record, filling->form->field[at].name, value);
}

/* The text cannot be read: it stays, and its value is none. */
static void
keep_unread(struct filling *filling, size_t at, const char *text, const char *why)
{
	struct blank *blank = &filling->blank[at];

	set_value(filling, at, NULL);
	free(blank->text);
	blank->text = mem_text(text);
	blank->unread = true;
	free(blank->problem);
	blank->problem = mem_text(why);
}

/* A place was chosen: the blank that it begins gets it, when it is empty or
 * began with the place of before. */
static bool
begin_other(struct filling *filling, size_t at, const char *before, struct err *err)
{
	const struct fielddef *field = &filling->form->field[at], *other;
	const char *value = filling->record->value[at], *text;
	char *was = NULL, *place = NULL, *whole = NULL;
	struct tree tree;
	size_t to, n;
	bool ok = true;

	if (field->begins == NULL || value == NULL)
		return true;
	if (!tree_open(store_catalog(filling->store), field->tree, &tree, err))
		return false;
	other = formdef_field(filling->form, field->begins);
	to = (size_t)(other - filling->form->field);
	text = filling->record->value[to];
	place = tree_place(&tree, value, DATE_NONE);
	was = before == NULL ? NULL : tree_place(&tree, before, DATE_NONE);
	n = was == NULL ? 0 : strlen(was);
	if (place != NULL && text == NULL && !filling->blank[to].unread &&
	    filling->record->absent[to] == NULL)
		ok = filling_set(filling, to, place, err);
	else if (place != NULL && text != NULL && n > 0 && strncmp(text, was, n) == 0 &&
	    strncmp(text, place, strlen(place)) != 0) {
		whole = mem_printf("%s%s", place, text + n);
		ok = filling_set(filling, to, whole, err);
	}
	free(was);
	free(place);
	free(whole);
	return ok;
}

bool
filling_put(struct filling *filling, size_t at, const char *text, struct err *err)
{
	struct blank *blank = &filling->blank[at];
	struct err why = ERR_INIT;
	char *value = NULL, *before;
	bool ok;

	assert(at < filling->form->count);
	if (strcmp(text, blank->text) == 0)
		return true;
	if (*text == '\0')
		return filling_set(filling, at, NULL, err);
	if (value_read(filling->store, &filling->form->field[at], text,
	    record_date(filling->record, filling->period), &value, &why)) {
		before = mem_text(filling->record->value[at]);
		set_value(filling, at, value);
		free(value);
		blank->unread = false;
		ok = show(filling, at, err) && follow(filling, at, err) &&
		    begin_other(filling, at, before, err);
		free(before);
		return ok;
	}
	if (why.kind != ERR_INPUT) {
		err_set(err, why.kind, "%s", why.text);
		return false;
	}
	keep_unread(filling, at, text, why.text);
	return check(filling, err);
}

bool
filling_set(struct filling *filling, size_t at, const char *value, struct err *err)
{
	char *before = mem_text(filling->record->value[at]);
	bool ok;

	filling->blank[at].unread = false;
	set_value(filling, at, value);
	ok = show(filling, at, err) && follow(filling, at, err) &&
	    begin_other(filling, at, before, err);
	free(before);
	return ok;
}

bool
filling_absent(struct filling *filling, size_t at, const char *why, struct err *err)
{
	filling->blank[at].unread = false;
	set_value(filling, at, NULL);
	record_set_absent(filling->record, filling->form->field[at].name, why);
	return show(filling, at, err) && follow(filling, at, err);
}

/* The newest record of the same owner, NULL when there is none. */
static struct record *
newest(struct filling *filling, bool *ok, struct err *err)
{
	const struct formdef *form = filling->form;
	struct listing_spec spec = { .kind = LISTING_RECORDS, .form = form->name };
	struct listing *listing;
	struct listing_row *row = NULL;
	struct record *record = NULL;
	bool forward = form->order_count > 0 && form->order[0].descending;
	size_t count = 0;

	if (form->of == FORM_OF_PERIOD)
		spec.period = filling->record->period;
	else if (form->of == FORM_OF_PERSON)
		spec.person = filling->record->person;
	listing = listing_open(filling->store, &spec, err);
	*ok = listing != NULL &&
	    listing_page(listing, NULL, forward, 1, &row, &count, err);
	if (*ok && count > 0) {
		record = record_load(filling->store, form, row[0].record, false, err);
		*ok = record != NULL;
	}
	if (row != NULL)
		listing_rows_free(row, count);
	listing_close(listing);
	return record;
}

/* Nothing that a clerk put there: what was done last time goes before a default. */
static bool
untouched(const struct filling *filling, size_t at)
{
	return empty(filling, at) || (filling_is_new(filling) && !filling->blank[at].unread &&
	    same(filling->record->value[at], filling->base->value[at]));
}

bool
filling_carry(struct filling *filling, size_t *count, struct err *err)
{
	struct record *last;
	bool ok;
	size_t i;

	*count = 0;
	last = newest(filling, &ok, err);
	if (last == NULL)
		return ok;
	for (i = 0; i < filling->form->count; i++) {
		if (!filling->form->field[i].carry || !untouched(filling, i) ||
		    filling->record->absent[i] != NULL || last->value[i] == NULL ||
		    same(filling->record->value[i], last->value[i]))
			continue;
		set_value(filling, i, last->value[i]);
		(*count)++;
		ok = formexpr_follow(filling->expr, filling->record,
		    &filling->form->field[i], filling->person, filling->period, err);
		if (!ok)
			break;
	}
	record_free(last);
	return ok && show_all(filling, err) && check(filling, err);
}

/* ---- questions ---- */
bool
filling_is_new(const struct filling *filling)
{
	return filling->record->version == NULL;
}

bool
filling_changed(const struct filling *filling)
{
	size_t i;

	for (i = 0; i < filling->form->count; i++)
		if (filling->blank[i].unread ||
		    !same(filling->record->value[i], filling->base->value[i]) ||
		    !same(filling->record->absent[i], filling->base->absent[i]))
			return true;
	return false;
}

size_t
filling_next_problem(const struct filling *filling, size_t at)
{
	size_t n = filling->form->count, i, k;

	for (i = 1; i <= n; i++) {
		k = (at + i) % n;
		if (filling->blank[k].shown &&
		    (filling->blank[k].missing || filling->blank[k].problem != NULL))
			return k;
	}
	return n;
}

size_t
filling_first_unread(const struct filling *filling)
{
	size_t i;

	for (i = 0; i < filling->form->count; i++)
		if (filling->blank[i].unread && filling->blank[i].shown)
			break;
	return i;
}

size_t
filling_first_stop(const struct filling *filling)
{
	size_t i;

	for (i = 0; i < filling->form->count; i++)
		if (filling->blank[i].stop && filling->blank[i].shown)
			break;
	return i;
}

void
filling_title(const struct filling *filling, struct buf *out)
{
	const struct formdef *form;
	const struct record *person = filling->person;
	size_t i;

	buf_add(out, filling->form->title);
	if (person == NULL)
		person = strcmp(filling->form->name, "person") == 0 ? filling->record : NULL;
	if (person == NULL)
		return;
	/* The blank by which people are searched by name is the name. */
	form = person->form;
	for (i = 0; i < form->count; i++)
		if (form->field[i].search == SEARCH_NAME && person->value[i] != NULL) {
			buf_addf(out, "  %s", person->value[i]);
			return;
		}
}
