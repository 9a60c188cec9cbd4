/*
 * model/states.c: tracks of states: who shows what on which days
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/rules-private.h"

#include <assert.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/tally.h"

#define FIRST_DAY "0001-01-01"

/* from <= day < until; INT_MAX = open. */
struct stretch {
	int	place, from, until;
	char	record[STORE_ID_SIZE];
};

struct stretches {
	size_t	 count, cap;
	struct stretch *stretch;
};

static struct stretch *
stretch_add(struct stretches *list, int place, int from, int until, const char *record)
{
	struct stretch *new;

	list->stretch = mem_grow(list->stretch, list->count, &list->cap, sizeof *new);
	new = &list->stretch[list->count++];
	*new = (struct stretch){ .place = place, .from = from, .until = until };
	snprintf(new->record, sizeof new->record, "%s", record == NULL ? "" : record);
	return new;
}

/* ---- what the definition's SELECTs say ---- */
static bool
stretches_load(struct rules *rules, const struct compiled_track *track, const char *subject,
    struct stretches *list, struct err *err)
{
	struct stmt *stmt = store_query(rules->store, track->sql, NULL, NULL, err);
	int step;

	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, subject);
	while ((step = stmt_step(stmt, err)) == 1) {
		int from = stmt_is_null(stmt, 1) ? date_parse(FIRST_DAY) : fact_date(stmt_get(stmt, 1));
		int until = stmt_is_null(stmt, 2) ? INT_MAX : fact_date(stmt_get(stmt, 2));

		if (from != DATE_NONE && until != DATE_NONE && from < until)
			stretch_add(list, (int)stmt_get_int(stmt, 0), from, until, stmt_get(stmt, 3));
	}
	stmt_done(stmt);
	return step == 0 || err_wrap(err, "状态“%s”：", track->def->title);
}

static int
by_place_and_from(const void *a, const void *b)
{
	const struct stretch *x = a, *y = b;

	if (x->place != y->place)
		return x->place < y->place ? -1 : 1;
	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->until != y->until)
		return x->until < y->until ? -1 : 1;
	return strcmp(x->record, y->record);
}

static int
by_from(const void *a, const void *b)
{
	const struct stretch *x = a, *y = b;

	return x->from != y->from ? (x->from < y->from ? -1 : 1) : by_place_and_from(a, b);
}

static void
sort(struct stretches *list, int (*order)(const void *, const void *))
{
	if (list->count > 1)
		qsort(list->stretch, list->count, sizeof *list->stretch, order);
}

/* Each state by itself: what overlaps or touches is one stretch. */
static void
join_each(struct stretches *in, struct stretches *out)
{
	sort(in, by_place_and_from);
	for (size_t i = 0; i < in->count; i++) {
		const struct stretch *s = &in->stretch[i];
		struct stretch *last = out->count == 0 ? NULL : &out->stretch[out->count - 1];

		if (last != NULL && last->place == s->place && s->from <= last->until) {
			if (s->until > last->until)
				last->until = s->until;
			continue;
		}
		stretch_add(out, s->place, s->from, s->until, s->record);
	}
}

static int
by_number(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;

	return (x > y) - (x < y);
}

/* One state a day: the last in the list of those that hold. */
static void
pick_one(const struct stretches *in, struct stretches *out)
{
	int *day = mem_resize(NULL, 2 * in->count + 1, sizeof *day);
	size_t days = 0;

	for (size_t i = 0; i < in->count; i++) {
		day[days++] = in->stretch[i].from;
		day[days++] = in->stretch[i].until;
	}
	if (days > 1)
		qsort(day, days, sizeof *day, by_number);
	for (size_t d = 0; d + 1 < days; d++) {
		const struct stretch *best = NULL;
		struct stretch *last = out->count == 0 ? NULL : &out->stretch[out->count - 1];

		if (day[d] == day[d + 1])
			continue;
		for (size_t i = 0; i < in->count; i++) {
			const struct stretch *s = &in->stretch[i];

			if (s->from <= day[d] && day[d] < s->until &&
			    (best == NULL || s->place > best->place))
				best = s;
		}
		if (best == NULL)
			continue;
		if (last != NULL && last->place == best->place && last->until == day[d])
			last->until = day[d + 1];
		else
			stretch_add(out, best->place, day[d], day[d + 1], best->record);
	}
	free(day);
}

/* ---- rows ---- */
struct row {
	char	state[64], office[STORE_ID_SIZE], person[STORE_ID_SIZE], record[STORE_ID_SIZE];
	char	from_on[DATE_SIZE], until_on[DATE_SIZE], sort[128];
	int	place;
};

struct rows {
	size_t	 count, cap;
	struct row *row;
};

static struct row *
rows_add(struct rows *rows)
{
	struct row *row;

	rows->row = mem_grow(rows->row, rows->count, &rows->cap, sizeof *row);
	row = &rows->row[rows->count++];
	memset(row, 0, sizeof *row);
	return row;
}

static void
put(char *out, size_t size, const char *text)
{
	size_t n = text == NULL ? 0 : strnlen(text, size - 1);

	if (n > 0)
		memcpy(out, text, n);
	out[n] = '\0';
}

static void
rows_make(const struct compiled_track *track, const struct subject *subject,
    const char *sort, const struct stretches *list, struct rows *rows)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct stretch *s = &list->stretch[i];
		struct row *row = rows_add(rows);

		put(row->state, sizeof row->state, track->def->state[s->place].name);
		put(row->office, sizeof row->office, subject->office);
		put(row->person, sizeof row->person, subject->person);
		put(row->record, sizeof row->record, s->record);
		put(row->sort, sizeof row->sort, sort);
		date_print(s->from, row->from_on);
		if (s->until != INT_MAX)
			date_print(s->until, row->until_on);
		row->place = s->place;
	}
}

static bool
rows_load(struct db *db, const char *track, const char *subject, struct rows *rows,
    struct err *err)
{
	struct stmt *stmt = db_query(db, "SELECT state, place, from_on, until_on, person, office,"
	    " record, sort FROM standing WHERE track = ?1 AND subject = ?2"
	    " ORDER BY from_on, place", err);
	struct row *row;
	int step;

	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, track);
	stmt_text(stmt, 2, subject);
	while ((step = stmt_step(stmt, err)) == 1) {
		row = rows_add(rows);
		put(row->state, sizeof row->state, stmt_get(stmt, 0));
		row->place = (int)stmt_get_int(stmt, 1);
		put(row->from_on, DATE_SIZE, stmt_get(stmt, 2));
		put(row->until_on, DATE_SIZE, stmt_get(stmt, 3));
		put(row->person, STORE_ID_SIZE, stmt_get(stmt, 4));
		put(row->office, STORE_ID_SIZE, stmt_get(stmt, 5));
		put(row->record, STORE_ID_SIZE, stmt_get(stmt, 6));
		put(row->sort, sizeof row->sort, stmt_get(stmt, 7));
	}
	stmt_done(stmt);
	return step == 0;
}

static bool
row_same(const struct row *a, const struct row *b)
{
	return a->place == b->place && strcmp(a->state, b->state) == 0 &&
	    strcmp(a->from_on, b->from_on) == 0 && strcmp(a->until_on, b->until_on) == 0 &&
	    strcmp(a->person, b->person) == 0 && strcmp(a->office, b->office) == 0 &&
	    strcmp(a->record, b->record) == 0 && strcmp(a->sort, b->sort) == 0;
}

/* By day and by month: a count adds up the months that are over and the days
 * of this one, some hundred rows however long the register is kept. */
static void
day_count(struct store *store, const char *side, const char *months, const char *name,
    const char *office, const char *day, long n)
{
	char month[8];

	memcpy(month, day, 7);
	month[7] = '\0';
	tally_add(store, side, name, office, day, "", "", n);
	tally_add(store, months, name, office, month, "", "", n);
}

static void
row_count(struct store *store, const char *track, const struct row *row, long n)
{
	char *name = mem_printf("%s/%s", track, row->state);

	day_count(store, "from", "from-month", name, row->office, row->from_on, n);
	if (row->until_on[0] != '\0')
		day_count(store, "until", "until-month", name, row->office, row->until_on, n);
	free(name);
}

static bool
row_delete(struct store *store, const char *track, const char *subject, const struct row *row,
    struct err *err)
{
	struct stmt *stmt = db_query(store_db(store), "DELETE FROM standing WHERE track = ?1 AND subject = ?2"
	    " AND from_on = ?3 AND place = ?4 AND state = ?5", err);

	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, track);
	stmt_text(stmt, 2, subject);
	stmt_text(stmt, 3, row->from_on);
	stmt_int(stmt, 4, row->place);
	stmt_text(stmt, 5, row->state);
	row_count(store, track, row, -1);
	return stmt_run(stmt, err);
}

static bool
row_insert(struct store *store, const char *track, const char *subject, const struct row *row,
    struct err *err)
{
	struct stmt *stmt = db_query(store_db(store), "INSERT INTO standing(track, subject, state, place,"
	    " from_on, until_on, person, office, record, sort)"
	    " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)", err);

	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, track);
	stmt_text(stmt, 2, subject);
	stmt_text(stmt, 3, row->state);
	stmt_int(stmt, 4, row->place);
	stmt_text(stmt, 5, row->from_on);
	stmt_text(stmt, 6, row->until_on[0] == '\0' ? NULL : row->until_on);
	stmt_text(stmt, 7, row->person);
	stmt_text(stmt, 8, row->office);
	stmt_text(stmt, 9, row->record[0] == '\0' ? NULL : row->record);
	stmt_text(stmt, 10, row->sort);
	row_count(store, track, row, 1);
	return stmt_run(stmt, err);
}

static bool
rows_have(const struct rows *rows, const struct row *row)
{
	for (size_t i = 0; i < rows->count; i++)
		if (row_same(&rows->row[i], row))
			return true;
	return false;
}

/* Deletes what should not be, then adds what should. */
static bool
rows_differ(struct rules *rules, const char *track, const char *subject,
    const struct rows *old, const struct rows *new, struct settle *settle, bool *changed,
    struct err *err)
{
	struct store *store = rules->store;
	bool ok = true, found = false;

	for (size_t i = 0; ok && i < old->count; i++)
		if (!rows_have(new, &old->row[i])) {
			found = true;
			ok = settle->check || row_delete(store, track, subject, &old->row[i], err);
		}
	for (size_t i = 0; ok && i < new->count; i++)
		if (!rows_have(old, &new->row[i])) {
			found = true;
			ok = settle->check || row_insert(store, track, subject, &new->row[i], err);
		}
	if (found && settle->check)
		settle_say(settle, "状态与记录不符：%s，对象 %s", track, subject);
	*changed = *changed || found;
	return ok;
}

bool
track_settle(struct rules *rules, const struct compiled_track *track,
    const struct subject *subject, struct identity *identity,
    struct settle *settle, bool *changed, struct err *err)
{
	struct stretches said = { 0 }, shown = { 0 };
	struct rows old = { 0 }, new = { 0 };
	bool ok = true;

	if (subject->live)
		ok = stretches_load(rules, track, subject->id, &said, err);
	if (track->def->many)
		join_each(&said, &shown);
	else
		pick_one(&said, &shown);
	sort(&shown, by_from);
	ok = ok && (shown.count == 0 || identity_load(identity, err));
	if (ok)
		rows_make(track, subject, identity->sort, &shown, &new);
	settle->standings += (long)new.count;
	ok = ok && (settle->fresh ||
	    rows_load(store_db(rules->store), track->def->name, subject->id, &old, err)) &&
	    rows_differ(rules, track->def->name, subject->id, &old, &new, settle, changed, err);
	free(said.stretch);
	free(shown.stretch);
	free(old.row);
	free(new.row);
	return ok;
}

/* ---- asking ---- */
static const char *
state_label(const struct statetrack *track, const char *state)
{
	for (size_t i = 0; i < track->count; i++)
		if (strcmp(track->state[i].name, state) == 0)
			return track->state[i].label;
	return state;
}

bool
states_shown(struct store *store, const char *name, const char *subject, int on,
    struct buf *out, struct err *err)
{
	const struct statetrack *track = catalog_states(store_catalog(store), name, err);
	char iso[DATE_SIZE];
	struct stmt *stmt;
	bool first = true;
	int step;

	if (track == NULL)
		return false;
	stmt = db_query(store_db(store), "SELECT state FROM standing WHERE track = ?1 AND subject = ?2"
	    " AND from_on <= ?3 AND (until_on IS NULL OR until_on > ?3) ORDER BY place", err);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, name);
	stmt_text(stmt, 2, subject);
	stmt_text(stmt, 3, date_print(on, iso));
	while ((step = stmt_step(stmt, err)) == 1) {
		buf_addf(out, "%s%s", first ? "" : "、", state_label(track, stmt_get(stmt, 0)));
		first = false;
	}
	stmt_done(stmt);
	return step == 0;
}

/* How many began by that day, less how many had ceased. */
/* What began (or ended) up to a day, from the tally. */
static bool
side_count(struct store *store, const char *side, const char *track, const char *state,
    int on, long long *n, struct err *err)
{
	char *days = mem_printf("%s/%s/%s", side, track, state);
	char *months = mem_printf("%s-month/%s/%s", side, track, state);
	char iso[DATE_SIZE], first[DATE_SIZE], month[8];
	const char *value[] = { days, months, date_print(on, iso),
	    date_print(date_period_start(on, 1), first), month };
	bool ok;

	snprintf(month, sizeof month, "%.7s", iso);
	ok = db_int(store_db(store), "SELECT coalesce((SELECT sum(n) FROM tally WHERE what = ?1"
	    " AND day BETWEEN ?4 AND ?3), 0) + coalesce((SELECT sum(n) FROM tally"
	    " WHERE what = ?2 AND day < ?5), 0)", value, 5, 0, n, err);
	free(days);
	free(months);
	return ok;
}

bool
states_count(struct store *store, const char *track, const char *state, int on,
    long *count, struct err *err)
{
	long long began, ended;

	if (!side_count(store, "from", track, state, on, &began, err) ||
	    !side_count(store, "until", track, state, on, &ended, err))
		return false;
	*count = (long)(began - ended);
	return true;
}
