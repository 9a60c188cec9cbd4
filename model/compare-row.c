/*
 * model/compare-row.c: one row of a list beside what we have of the person
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/compare-private.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/column.h"

/* A row while it is compared. */
struct work {
	struct comparing *c;
	struct import_row *row;
	/* what the row alone would make, and what is stored: NULL = nobody */
	struct record	*new_person, *new_period, *person, *period;
	const char	*class, *kind;
	struct buf	 why, out;	/* out: why, if it turns out to be out of scope */
	long		 blanks;
};

static const struct fielddef *
serial_of(const struct work *work)
{
	return work->c->plan->serial;
}

/* ---- what the row says ---- */

static struct record *
new_record(const struct import_plan *plan, const struct import_row *row,
    size_t slot, const struct record *person, struct err *err)
{
	struct record *record = record_new(plan->form[slot].form);
	size_t i;

	for (i = 0; i < plan->count; i++)
		if (plan->blank[i].kind == PLAN_BLANK && plan->blank[i].slot == slot)
			record_set(record, plan->blank[i].blank->name, row->value[i]);
	if (formexpr_derive(plan->form[slot].expr, record, person, NULL, err))
		return record;
	record_free(record);
	return NULL;
}

static bool
read_new(struct work *work, struct err *err)
{
	const struct import_plan *plan = work->c->plan;

	work->new_person = new_record(plan, work->row, plan->person, NULL, err);
	if (work->new_person == NULL)
		return false;
	work->new_period = new_record(plan, work->row, plan->period,
	    work->new_person, err);
	return work->new_period != NULL;
}

static int
row_day(const struct work *work)
{
	const char *day = record_get(work->new_period,
	    work->c->plan->period_date->name);

	return day != NULL ? date_parse(day) : DATE_NONE;
}

/* ---- into the tables ---- */

static void
mask_text(struct stmt *stmt, int at, const struct fielddef *blank, const char *text)
{
	struct buf masked = BUF_INIT;

	if (text == NULL || blank->mask == MASK_NOT) {
		stmt_text(stmt, at, text);
		return;
	}
	mask_add(blank->mask, text, &masked);
	stmt_text(stmt, at, buf_str(&masked));
	buf_clear(&masked);
}

static const char *
nonempty(const struct buf *text)
{
	return text->len > 0 ? buf_str(text) : NULL;
}

/* The row's own words about the person; his blanks are in by then. */
static bool
add_row(struct work *work, struct err *err)
{
	const struct import_plan *plan = work->c->plan;
	const char *id_card = record_get(work->new_person, plan->id_card->name);
	char key[IDCARD_SIZE];
	struct stmt *stmt;

	stmt = db_query(store_db(work->c->store), "INSERT INTO temp.compared(seq,"
	    " class, kind, line, person, period, number, name, id_card,"
	    " id_card_masked, id_key, place, day, why, out) VALUES (?1, ?2, ?3, ?4,"
	    " ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)", err);
	if (stmt == NULL)
		return false;
	compare_id_key(id_card, key);
	stmt_int(stmt, 1, work->c->seq);
	stmt_text(stmt, 2, work->class);
	stmt_text(stmt, 3, work->kind);
	stmt_int(stmt, 4, work->row->line);
	stmt_text(stmt, 5, work->person != NULL ? work->person->id : NULL);
	stmt_text(stmt, 6, work->period != NULL ? work->period->id : NULL);
	stmt_text(stmt, 7, work->person != NULL ?
	    record_get(work->person, serial_of(work)->name) : NULL);
	stmt_text(stmt, 8, record_get(work->new_person, plan->name->name));
	stmt_text(stmt, 9, id_card);
	mask_text(stmt, 10, plan->id_card, id_card);
	stmt_text(stmt, 11, key[0] != '\0' ? key : NULL);
	/* ours where we have it: theirs may only follow from an address */
	stmt_text(stmt, 12, work->c->place == NULL ? NULL : record_get(
	    work->period != NULL ? work->period : work->new_period,
	    work->c->place->name));
	stmt_text(stmt, 13, record_get(work->new_period, plan->period_date->name));
	stmt_text(stmt, 14, nonempty(&work->why));
	stmt_text(stmt, 15, nonempty(&work->out));
	return stmt_run(stmt, err);
}

static bool
add_doubts(struct work *work, struct err *err)
{
	struct db *db = store_db(work->c->store);
	char *copy = mem_text(buf_str(&work->row->doubt)), *at = copy, *end;
	struct stmt *stmt;
	bool ok = true;

	for (; ok && at != NULL && *at != '\0'; at = end) {
		end = strstr(at, "、");
		if (end != NULL) {
			*end = '\0';
			end += strlen("、");
		}
		stmt = db_query(db, "INSERT INTO temp.compared_doubt(number, line)"
		    " VALUES (?1, ?2)", err);
		ok = stmt != NULL;
		if (ok) {
			stmt_text(stmt, 1, at);
			stmt_int(stmt, 2, work->row->line);
			ok = stmt_run(stmt, err);
		}
	}
	free(copy);
	return ok;
}

/* ---- blank by blank ---- */

static void
shown(const struct work *work, const struct fielddef *blank, const char *value,
    struct buf *out)
{
	if (value != NULL &&
	    !value_shown(work->c->store, blank, value, out, NULL)) {
		buf_cut(out, 0);
		buf_add(out, value);
	}
}

static bool
add_blank(struct work *work, const struct fielddef *blank, const char *kind,
    const char *ours, const char *theirs, struct err *err)
{
	struct buf left = BUF_INIT, right = BUF_INIT;
	struct stmt *stmt;
	bool ok;

	stmt = db_query(store_db(work->c->store), "INSERT INTO temp.compared_blank("
	    "seq, nth, blank, kind, ours, theirs, ours_masked, theirs_masked)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", err);
	if (stmt == NULL)
		return false;
	stmt_int(stmt, 1, work->c->seq);
	stmt_int(stmt, 2, ++work->blanks);
	stmt_text(stmt, 3, blank->label);
	stmt_text(stmt, 4, kind);
	stmt_text(stmt, 5, ours);
	stmt_text(stmt, 6, theirs);
	if (ours != NULL)
		mask_add(blank->mask, ours, &left);
	mask_add(blank->mask, theirs, &right);
	/* two numbers may be alike in what is left of them */
	if (left.len > 0 && strcmp(buf_str(&left), buf_str(&right)) == 0)
		buf_add(&right, "（遮住的几位不同）");
	stmt_text(stmt, 7, ours != NULL ? buf_str(&left) : NULL);
	stmt_text(stmt, 8, buf_str(&right));
	ok = stmt_run(stmt, err);
	buf_clear(&left);
	buf_clear(&right);
	return ok;
}

static bool
compare_blank(struct work *work, const struct fielddef *blank, const char *ours,
    const char *theirs, struct err *err)
{
	struct buf left = BUF_INIT, right = BUF_INIT;
	const char *kind = "missing";
	bool ok = true;

	if (ours != NULL)
		switch (compare_values(store_catalog(work->c->store), blank, ours,
		    theirs)) {
		case COMPARE_SAME:
			return true;
		case COMPARE_MORE:
			break;
		case COMPARE_DIFFERS:
			kind = "differs";
			break;
		}
	shown(work, blank, ours, &left);
	shown(work, blank, theirs, &right);
	ok = add_blank(work, blank, kind, ours != NULL ? buf_str(&left) : NULL,
	    buf_str(&right), err);
	buf_clear(&left);
	buf_clear(&right);
	return ok;
}

static const char *
cell_of(const struct work *work, const struct plan_blank *b)
{
	return b->column < work->row->count ? work->row->cell[b->column] : "";
}

/* What their file says in this slot's columns beside our record (NULL: we have
 * none).  What follows from other cells is not their word. */
static bool
compare_slot(struct work *work, size_t slot, const struct record *record,
    struct err *err)
{
	const struct import_plan *plan = work->c->plan;
	const struct plan_blank *b;
	struct buf ours = BUF_INIT;
	const char *value;
	bool ok = true;
	char *cell;
	size_t i;

	for (i = 0; ok && i < plan->count; i++) {
		b = &plan->blank[i];
		if (b->kind != PLAN_BLANK || b->slot != slot ||
		    b->column == TABLEHEAD_NONE)
			continue;
		value = record != NULL ? record_get(record, b->blank->name) : NULL;
		if (value == NULL && b->field->copied)
			continue;
		if (work->row->unread[i]) {
			buf_cut(&ours, 0);
			shown(work, b->blank, value, &ours);
			cell = text_trim(mem_text(cell_of(work, b)));
			ok = add_blank(work, b->blank, "unread",
			    value != NULL ? buf_str(&ours) : NULL, cell, err);
			free(cell);
		} else if (work->row->value[i] != NULL &&
		    *cell_of(work, b) != '\0') {
			ok = compare_blank(work, b->blank, value,
			    work->row->value[i], err);
		}
	}
	buf_clear(&ours);
	return ok;
}

/* Papers of the period that the list fills as well. */
static bool
compare_papers(struct work *work, struct err *err)
{
	const struct import_plan *plan = work->c->plan;
	struct record *record;
	char id[STORE_ID_SIZE];
	bool ok = true;
	size_t i;

	for (i = 0; ok && i < plan->form_count; i++) {
		if (i == plan->person || i == plan->period ||
		    !row_fills(plan, work->row, i))
			continue;
		record = NULL;
		ok = match_paper(plan, work->row, i, work->person->id,
		    work->period->id, id, err);
		if (ok && id[0] != '\0') {
			record = record_load(work->c->store, plan->form[i].form, id,
			    false, err);
			ok = record != NULL;
		}
		ok = ok && compare_slot(work, i, record, err);
		record_free(record);
	}
	return ok;
}

/* ---- whose it is ---- */

static void
be(struct work *work, const char *class, const char *kind)
{
	work->class = class;
	work->kind = kind;
}

/* Releases that we have of him, by 、. */
static bool
add_releases(struct work *work, struct err *err)
{
	const struct import_plan *plan = work->c->plan;
	struct stmt *stmt = db_query(store_db(work->c->store), plan->sql_periods, err);
	long n;
	int got;

	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, work->person->id);
	for (n = 0; (got = stmt_step(stmt, err)) == 1; n++)
		buf_addf(&work->why, "%s%s", n > 0 ? "、" : "，登记的是 ",
		    stmt_get(stmt, 1) != NULL ? stmt_get(stmt, 1) : "（日期未填）");
	stmt_done(stmt);
	return got == 0;
}

static void
out_of_scope(struct work *work)
{
	const struct fielddef *end = work->c->plan->period_end;
	const char *ended = end == NULL ? NULL : record_get(work->period, end->name);

	if (ended != NULL)
		buf_addf(&work->out, "%s %s，", end->label, ended);
	buf_add(&work->out, "不在这次范围");
}

/* Another row of the list is of the same period: only the first counts. */
static bool
seen_before(struct work *work, bool *before, struct err *err)
{
	const char *value[1] = { work->period->id };
	long long line;

	if (!db_int(store_db(work->c->store), "SELECT min(line) FROM temp.compared"
	    " WHERE period = ?1 AND class IN ('same', 'differs')", value, 1, 0,
	    &line, err))
		return false;
	*before = line > 0;
	if (*before) {
		buf_addf(&work->why, "与名单第 %lld 行是同一人的同一次释放，只比对了那一行",
		    line);
		be(work, "unclear", "twice");
	}
	return true;
}

static bool
find_period(struct work *work, struct err *err)
{
	const struct import_plan *plan = work->c->plan;
	char id[STORE_ID_SIZE];
	int on = row_day(work);

	if (!(on != DATE_NONE ?
	    match_release(plan, work->person->id, on, id, err) :
	    match_period(plan, work->person->id, on, id, err)))
		return false;
	if (id[0] == '\0')
		return true;
	work->period = record_load(work->c->store, plan->period_form, id, false, err);
	return work->period != NULL;
}

static bool
compare_found_person(struct work *work, struct err *err)
{
	const struct import_plan *plan = work->c->plan;
	bool before = false;

	if (!find_period(work, err))
		return false;
	if (work->period == NULL) {
		be(work, "theirs", "release");
		buf_add(&work->why, "本所没有他这一次释放");
		return add_releases(work, err);
	}
	if (!seen_before(work, &before, err) || before)
		return before;
	out_of_scope(work);
	if (!compare_slot(work, plan->person, work->person, err) ||
	    !compare_slot(work, plan->period, work->period, err) ||
	    !compare_papers(work, err))
		return false;
	be(work, work->blanks > 0 ? "differs" : "same", NULL);
	return true;
}

/* A row that cannot be read may still say of whom it is. */
static bool
find_person(struct work *work, struct err *err)
{
	const struct import_plan *plan = work->c->plan;
	bool unread = work->row->reject.len > 0;
	char id[STORE_ID_SIZE];

	buf_add(&work->why, buf_str(&work->row->reject));
	buf_cut(&work->row->reject, 0);
	if (!match_person(plan, work->row, work->new_person, work->new_period, id,
	    err))
		return false;
	if (id[0] != '\0') {
		work->person = record_load(work->c->store, plan->person_form, id,
		    false, err);
		if (work->person == NULL)
			return false;
	}
	if (unread) {
		be(work, "unclear", "unread");
	} else if (work->row->reject.len > 0) {
		be(work, "unclear", "doubt");
		buf_add(&work->why, buf_str(&work->row->reject));
	}
	return true;
}

static void
nobody(struct work *work)
{
	const char *id = record_get(work->new_person, work->c->plan->id_card->name);

	be(work, "theirs", NULL);
	if (id != NULL && idcard_check(id) == IDCARD_CHECK)
		buf_addf(&work->why, "名单上的%s%s",
		    work->c->plan->id_card->label, idcard_says(IDCARD_CHECK));
}

bool
compare_row(struct comparing *comparing, struct import_row *row, struct err *err)
{
	struct work work = { .c = comparing, .row = row };
	bool ok;

	comparing->seq++;
	ok = read_new(&work, err) && find_person(&work, err);
	if (ok && work.class == NULL && work.person != NULL)
		ok = compare_found_person(&work, err);
	else if (ok && work.class == NULL)
		nobody(&work);
	ok = ok && add_row(&work, err) && add_doubts(&work, err);
	record_free(work.new_person);
	record_free(work.new_period);
	record_free(work.person);
	record_free(work.period);
	buf_clear(&work.why);
	buf_clear(&work.out);
	return ok;
}
