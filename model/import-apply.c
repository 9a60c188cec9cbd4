/*
 * model/import-apply.c: a row into records
 * SPDX-License-Identifier: Apache-2.0
 *
 * One row is one operation: its person, his period and whatever else the
 * profile lists are written together or not at all.  What is there already is
 * only completed; a value that says something else is kept and told.
 */
#include "config.h"
#include "model/import-private.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/idcard.h"
#include "base/mem.h"
#include "model/digest.h"
#include "model/entry.h"

/* A row's records while it is written, by slot of the plan. */
struct work {
	struct import_plan *plan;
	struct import_row *row;
	struct record	**record;	/* NULL: the row does not fill the form */
	bool		*changed;
	bool		*fresh;
	char		 person[STORE_ID_SIZE], period[STORE_ID_SIZE];
	char		 number[80];	/* under which the paper is known */
	bool		 known;		/* by that number */
};

static void
work_clear(struct work *work)
{
	size_t i;

	for (i = 0; i < work->plan->form_count; i++)
		record_free(work->record[i]);
	free(work->record);
	free(work->changed);
	free(work->fresh);
}

/* ---- values ---- */

static struct record *
new_record(const struct import_plan *plan, size_t slot)
{
	struct record *record = record_new(plan->form[slot].form);

	store_new_id(plan->store, record->id);
	return record;
}

static void
tell_conflict(struct work *work, const struct plan_blank *b, const char *stored,
    const char *given)
{
	struct buf was = BUF_INIT, is = BUF_INIT;

	if (!value_shown(work->plan->store, b->blank, stored, &was, NULL))
		buf_add(&was, stored);
	if (!value_shown(work->plan->store, b->blank, given, &is, NULL))
		buf_add(&is, given);
	row_note(work->row, "冲突：%s 库中为“%s”，文件为“%s”，保留库中的",
	    b->blank->label, buf_str(&was), buf_str(&is));
	work->row->conflicts++;
	buf_clear(&was);
	buf_clear(&is);
}

static void
put_value(struct record *record, size_t at, const char *value)
{
	free(record->value[at]);
	free(record->absent[at]);
	record->value[at] = mem_text(value);
	record->absent[at] = NULL;
}

/* The row's values into a record: only into empty blanks, unless the profile
 * overwrites. */
static void
merge(struct work *work, size_t slot, struct record *record)
{
	const struct plan_blank *b;
	const char *stored, *given;
	enum agreement how;
	size_t i, at;

	for (i = 0; i < work->plan->count; i++) {
		b = &work->plan->blank[i];
		if (b->kind != PLAN_BLANK || b->slot != slot)
			continue;
		at = (size_t)(b->blank - record->form->field);
		given = work->row->value[i];
		stored = record->value[at];
		if (given == NULL) {
			if (stored == NULL && work->row->absent[i] != NULL &&
			    record->absent[at] == NULL) {
				record->absent[at] = mem_text(work->row->absent[i]);
				work->changed[slot] = true;
			}
			continue;
		}
		how = stored != NULL ? value_agreement(b->blank, stored, given) : COMPLETES;
		if (how == DIFFERS && !b->field->overwrite)
			tell_conflict(work, b, stored, given);
		if (how == COMPLETES || (how == DIFFERS && b->field->overwrite)) {
			put_value(record, at, given);
			work->changed[slot] = true;
		}
	}
}

/* The owner's record, kept for the rows that follow: logs go by person. */
static bool
owner(struct import_plan *plan, const struct formdef *form, const char *id,
    struct record **kept, const struct record **found, struct err *err)
{
	if (*kept == NULL || strcmp((*kept)->id, id) != 0) {
		record_free(*kept);
		*kept = NULL;
		if (*id != '\0')
			*kept = record_load(plan->store, form, id, false, err);
	}
	*found = *kept;
	return *kept != NULL || *id == '\0';
}

static bool
derive_owned(struct work *work, size_t slot, struct err *err)
{
	struct import_plan *plan = work->plan;
	const struct record *person = NULL, *period = NULL;
	bool his = false, its = false;

	if (plan->must)
		formexpr_derives_from(plan->form[slot].expr, work->record[slot], &his, &its);
	if ((his && !owner(plan, plan->person_form, work->person, &plan->owner_person,
	    &person, err)) ||
	    (its && !owner(plan, plan->period_form, work->period, &plan->owner_period,
	    &period, err)))
		return false;
	if (!plan->must && slot != plan->person && !plan->none) {
		person = work->record[plan->person];
		if (slot != plan->period && plan->period != PLAN_NONE)
			period = work->record[plan->period];
	}
	return formexpr_derive(plan->form[slot].expr, work->record[slot], person,
	    period, err);
}

/* Puts a new record with the row's values into its slot. */
static bool
make_record(struct work *work, size_t slot, struct err *err)
{
	const struct import_plan *plan = work->plan;
	struct record *record = new_record(plan, slot);

	work->record[slot] = record;
	work->fresh[slot] = work->changed[slot] = true;
	merge(work, slot, record);
	return derive_owned(work, slot, err);
}

static void
drop_record(struct work *work, size_t slot)
{
	record_free(work->record[slot]);
	work->record[slot] = NULL;
	work->fresh[slot] = work->changed[slot] = false;
}

/* Puts a stored record, completed by the row, into its slot. */
static bool
load_record(struct work *work, size_t slot, const char *id, struct err *err)
{
	const struct import_plan *plan = work->plan;
	struct record *record;

	drop_record(work, slot);
	record = record_load(plan->store, plan->form[slot].form, id, false, err);
	if (record == NULL)
		return false;
	work->record[slot] = record;
	merge(work, slot, record);
	return !work->changed[slot] || derive_owned(work, slot, err);
}

/* ---- the person and the period ---- */

static int
row_date(const struct work *work, const struct formdef *form,
    const struct fielddef *blank)
{
	const char *text = blank == NULL ? NULL :
	    row_value(work->plan, work->row, form, blank);

	return text != NULL ? date_parse(text) : DATE_NONE;
}

static bool
find_must(struct work *work, struct err *err)
{
	const struct plan_form *paper = &work->plan->form[work->plan->paper];

	if (!match_person(work->plan, work->row, NULL, NULL, work->person, err))
		return false;
	if (work->row->reject.len > 0)
		return true;
	if (work->person[0] == '\0') {
		row_reject(work->row, "查无此人，请先建档再导入");
		return true;
	}
	if (!match_period(work->plan, work->person,
	    row_date(work, paper->form, paper->date), work->period, err))
		return false;
	if (work->period[0] == '\0' && paper->form->of == FORM_OF_PERIOD)
		row_reject(work->row, "此人没有帮教期，请先登记释放日期");
	return true;
}

static bool
find_or_make(struct work *work, struct err *err)
{
	const struct import_plan *plan = work->plan;
	struct import_row *row = work->row;
	size_t period = plan->period;
	int on;

	if (!make_record(work, plan->person, err) ||
	    (period != PLAN_NONE && !make_record(work, period, err)))
		return false;
	if (!match_person(plan, row, work->record[plan->person],
	    period != PLAN_NONE ? work->record[period] : NULL, work->person, err))
		return false;
	if (row->reject.len > 0)
		return true;
	if (work->person[0] == '\0') {
		memcpy(work->person, work->record[plan->person]->id, STORE_ID_SIZE);
	} else {
		if (!load_record(work, plan->person, work->person, err))
			return false;
		on = row_date(work, plan->period_form, plan->period_date);
		if (on != DATE_NONE ?
		    !match_release(plan, work->person, on, work->period, err) :
		    !match_period(plan, work->person, on, work->period, err))
			return false;
	}
	if (period == PLAN_NONE)
		return true;
	if (work->period[0] != '\0')
		return load_record(work, period, work->period, err);
	memcpy(work->period, work->record[period]->id, STORE_ID_SIZE);
	memcpy(work->record[period]->person, work->person, STORE_ID_SIZE);
	return true;
}

/* ---- the other papers ---- */

static bool
find_same(struct work *work, size_t slot, char id[STORE_ID_SIZE], struct err *err)
{
	const struct import_plan *plan = work->plan;

	id[0] = '\0';
	if (plan->period != PLAN_NONE && work->fresh[plan->period])
		return true;			/* his owner is as new as this row */
	return match_paper(plan, work->row, slot, work->person, work->period, id,
	    err);
}

static void
own(struct work *work, size_t slot)
{
	struct record *record = work->record[slot];

	memcpy(record->person, work->person, STORE_ID_SIZE);
	if (record->form->of == FORM_OF_PERIOD)
		memcpy(record->period, work->period, STORE_ID_SIZE);
}

/* A new paper takes its defaults from its owners. */
static bool
make_owned(struct work *work, size_t slot, struct err *err)
{
	if (!make_record(work, slot, err))
		return false;
	own(work, slot);
	return true;
}

static bool
fill_other(struct work *work, size_t slot, const char *linked, struct err *err)
{
	char id[STORE_ID_SIZE] = "";

	if (!row_fills(work->plan, work->row, slot))
		return true;
	if (linked != NULL)
		memcpy(id, linked, strnlen(linked, STORE_ID_SIZE - 1) + 1);
	else if (!find_same(work, slot, id, err))
		return false;
	if (id[0] != '\0')
		return load_record(work, slot, id, err);
	return make_owned(work, slot, err);
}

/* Without a number of the sender's the row's own words are its number, so that
 * the same row is known again. */
static void
paper_number(struct work *work)
{
	const struct import_plan *plan = work->plan;
	unsigned char sum[DIGEST_SHORT];
	struct digest digest;
	size_t i;

	for (i = 0; i < plan->count; i++)
		if (plan->blank[i].kind == PLAN_RECORD &&
		    work->row->value[i] != NULL &&
		    strlen(work->row->value[i]) < sizeof(work->number)) {
			memcpy(work->number, work->row->value[i],
			    strlen(work->row->value[i]) + 1);
			return;
		}
	digest_init(&digest);
	for (i = 0; i < plan->count; i++)
		if (plan->blank[i].kind == PLAN_BLANK)
			digest_add_text(&digest, work->row->value[i]);
	digest_end_short(&digest, sum);
	work->number[0] = '#';
	digest_hex(sum, sizeof(sum), work->number + 1);
}

/* The record that a source's number stands for; NULL when it is new. */
static bool
numbered_record(const struct work *work, const char *source, char **id, struct err *err)
{
	const struct import_plan *plan = work->plan;
	const char *value[] = { source, work->number, work->person,
		plan->form[plan->paper].form->name };

	return db_text(store_db(plan->store), "SELECT record FROM main.source_number"
	    " WHERE source = ?1 || '/' || ?4 AND number = ?2 AND person = ?3"
	    " AND record IS NOT NULL", value, 4, id, err);
}

/* The paper of a log; NULL in its slot when somebody took it away. */
static bool
fill_paper(struct work *work, struct err *err)
{
	const struct import_plan *plan = work->plan;
	const struct formdef *form = plan->form[plan->paper].form;
	struct record *removed;
	char *id = NULL;
	bool ok;

	paper_number(work);
	/* before the sender was said, it stood under the common name */
	if (!numbered_record(work, plan->source, &id, err) ||
	    (id == NULL && plan->common != NULL &&
	    !numbered_record(work, plan->common, &id, err)))
		return false;
	if (id == NULL)
		return make_owned(work, plan->paper, err);
	work->known = true;
	removed = record_load(plan->store, form, id, true, err);
	ok = removed != NULL;
	if (ok && !removed->removed)
		ok = load_record(work, plan->paper, id, err);
	record_free(removed);
	free(id);
	return ok;
}

/* The record that a ref blank of a stored paper names first. */
static char *
linked_record(const struct work *work, size_t target)
{
	const struct plan_link *link;
	const char *value;
	size_t i;

	for (i = 0; i < work->plan->link_count; i++) {
		link = &work->plan->link[i];
		if (link->target != target || work->record[link->slot] == NULL ||
		    work->fresh[link->slot])
			continue;
		value = record_get(work->record[link->slot], link->blank->name);
		if (value != NULL)
			return mem_textn(value, strcspn(value, "\n"));
	}
	return NULL;
}

static void
put_links(struct work *work)
{
	const struct plan_link *link;
	struct record *from, *to;
	size_t i;

	for (i = 0; i < work->plan->link_count; i++) {
		link = &work->plan->link[i];
		from = work->record[link->slot];
		to = work->record[link->target];
		if (from == NULL || to == NULL ||
		    record_get(from, link->blank->name) != NULL)
			continue;
		record_set(from, link->blank->name, to->id);
		work->changed[link->slot] = true;
	}
}

/* The office's own paper: the one with these keys, else a new one. */
static bool
fill_office(struct work *work, struct err *err)
{
	char id[STORE_ID_SIZE];

	if (!find_same(work, work->plan->paper, id, err))
		return false;
	return id[0] != '\0' ? load_record(work, work->plan->paper, id, err) :
	    make_record(work, work->plan->paper, err);
}

/* A row of our own export: the record of its id. */
static bool
fill_own(struct work *work, struct err *err)
{
	size_t slot = work->plan->paper;
	struct record *record;

	if (!own_record(work->plan, work->row, &work->record[slot],
	    &work->fresh[slot], err))
		return false;
	record = work->record[slot];
	if (record == NULL || work->row->reject.len > 0)
		return true;
	if (record->removed) {
		drop_record(work, slot);
		return true;
	}
	work->changed[slot] = work->fresh[slot];
	merge(work, slot, record);
	return !work->changed[slot] || own_check(work->plan, work->row, record, err);
}

static bool
fill_all(struct work *work, struct err *err)
{
	const struct import_plan *plan = work->plan;
	char *linked;
	size_t i;
	bool ok;

	ok = !plan->must || fill_paper(work, err);
	if (ok && work->known && work->record[plan->paper] == NULL)
		return true;
	for (i = 0; ok && i < plan->form_count; i++) {
		if (plan->form[i].main)
			continue;
		linked = linked_record(work, i);
		ok = fill_other(work, i, linked, err);
		free(linked);
	}
	if (ok)
		put_links(work);
	return ok;
}

/* ---- into the store ---- */

static size_t
add_change(struct work *work, size_t slot, struct change *change, size_t count)
{
	if (work->record[slot] == NULL || !work->changed[slot])
		return count;
	change[count].kind = work->fresh[slot] ? CHANGE_CREATE : CHANGE_UPDATE;
	change[count].record = work->record[slot];
	return count + 1;
}

/* Owners before what they own, what is named before what names it; forms =
 * stands in that order. */
static size_t
changes(struct work *work, struct change *change)
{
	const struct import_plan *plan = work->plan;
	size_t i, count = 0;

	for (i = 0; i < plan->form_count; i++)
		count = add_change(work, i, change, count);
	return count;
}

static bool
keep_number(struct work *work, const char *source, const char *number,
    const char *record, bool *added, struct err *err)
{
	struct db *db = store_db(work->plan->store);
	struct stmt *stmt;

	stmt = db_query(db, "INSERT OR IGNORE INTO main.source_number"
	    "(person, source, number, record) VALUES (?1, ?2, ?3, ?4)", err);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, work->person);
	stmt_text(stmt, 2, source);
	stmt_text(stmt, 3, number);
	stmt_text(stmt, 4, record);
	if (!stmt_run(stmt, err))
		return false;
	*added = *added || db_changes(db) > 0;
	return true;
}

static bool
keep_numbers(struct work *work, bool *added, struct err *err)
{
	const struct import_plan *plan = work->plan;
	bool ok = true, paper = false;
	char *source;
	size_t i;

	for (i = 0; ok && i < plan->count; i++)
		if (plan->blank[i].kind == PLAN_NUMBER &&
		    work->row->value[i] != NULL)
			ok = keep_number(work, plan->source, work->row->value[i],
			    NULL, added, err);
	if (!ok || !plan->must || work->known || work->record[plan->paper] == NULL)
		return ok;
	source = mem_printf("%s/%s", plan->source,
	    plan->form[plan->paper].form->name);
	ok = keep_number(work, source, work->number,
	    work->record[plan->paper]->id, &paper, err);
	free(source);
	return ok;
}

static void
judge_outcome(struct work *work, bool added)
{
	size_t i;

	work->row->outcome = added ? ROW_UPDATED : ROW_UNCHANGED;
	for (i = 0; i < work->plan->form_count; i++) {
		if (!work->changed[i])
			continue;
		if (work->plan->form[i].main && work->fresh[i])
			work->row->outcome = ROW_CREATED;
		else if (work->row->outcome == ROW_UNCHANGED)
			work->row->outcome = ROW_UPDATED;
	}
}

/* What a clerk could not save at the desk either is a reason. */
static bool
check_stops(struct work *work, size_t slot, struct err *err)
{
	const struct plan_form *form = &work->plan->form[slot];
	struct problem *list = NULL;
	size_t count = 0, i;
	bool ok;

	if (!form->stops || work->record[slot] == NULL || !work->changed[slot])
		return true;
	ok = formexpr_problems(form->expr, work->record[slot], NULL, NULL, &list,
	    &count, err);
	for (i = 0; ok && i < count; i++)
		if (list[i].stop)
			row_reject(work->row, "%s", list[i].say);
	free(list);
	return ok;
}

static bool
write_row(struct work *work, const char *verb, struct err *err)
{
	struct change *change;
	struct operation operation = { .verb = verb };
	struct outcome outcome;
	bool ok = true, added = false;

	change = mem_new(work->plan->form_count * sizeof(*change));
	operation.change = change;
	operation.count = changes(work, change);
	memset(&outcome, 0, sizeof(outcome));
	if (operation.count > 0)
		ok = (work->plan->own ? entry_write : entry_write_sure)(work->plan->store,
		    &operation, &outcome, err);
	record_free(outcome.stored);
	free(change);
	if (!ok)
		return false;
	if (!keep_numbers(work, &added, err))
		return false;
	judge_outcome(work, added);
	return true;
}

bool
row_apply(struct import_plan *plan, struct import_row *row, struct err *err)
{
	struct work work = { .plan = plan, .row = row };
	char *verb;
	size_t i;
	bool ok;

	work.record = mem_new(plan->form_count * sizeof(*work.record));
	work.changed = mem_new(plan->form_count * sizeof(*work.changed));
	work.fresh = mem_new(plan->form_count * sizeof(*work.fresh));
	ok = plan->own ? fill_own(&work, err) : plan->none ? fill_office(&work, err) :
	    plan->must ? find_must(&work, err) : find_or_make(&work, err);
	if (ok && row->reject.len == 0 && !plan->none && !plan->own)
		ok = fill_all(&work, err);
	for (i = 0; ok && i < plan->form_count; i++)
		ok = check_stops(&work, i, err);
	if (ok && row->reject.len == 0) {
		verb = mem_printf("import.%s", plan->profile->name);
		ok = write_row(&work, verb, err);
		free(verb);
	}
	work_clear(&work);
	return ok;
}
