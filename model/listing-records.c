/*
 * model/listing-records.c: the filled-in papers of one form
 * SPDX-License-Identifier: Apache-2.0
 *
 * Those of one person or period are few: they are put in order and a page is
 * cut out.  Those of the whole office go by the first blank of the form's order
 * (which has an index), those without it last.
 */
#include "config.h"
#include "model/listing-private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static bool
owned(const struct listing *listing)
{
	return listing->spec.person != NULL || listing->spec.period != NULL;
}

static bool
is_form(const struct listing *listing, const char *name)
{
	return strcmp(listing->form->name, name) == 0;
}

/* ---- of one owner ---- */
static void
add_owner(const struct listing *listing, struct buf *sql)
{
	buf_addf(sql, " FROM main.\"%s\" WHERE removed IS NULL", listing->form->name);
	if (listing->spec.period != NULL)
		buf_addf(sql, " AND %s = :period", is_form(listing, "period") ? "id" : "period");
	if (listing->spec.person != NULL)
		buf_addf(sql, " AND %s = :person", is_form(listing, "person") ? "id" : "person");
}

static struct stmt *
owner_query(const struct listing *listing, const struct buf *sql, struct err *err)
{
	struct stmt *stmt = db_query(store_db(listing->store), buf_str(sql), err);

	if (stmt != NULL && listing->spec.period != NULL)
		stmt_text(stmt, stmt_param(stmt, ":period"), listing->spec.period);
	if (stmt != NULL && listing->spec.person != NULL)
		stmt_text(stmt, stmt_param(stmt, ":person"), listing->spec.person);
	return stmt;
}

static void
add_record(struct page *page, const char *id, const char *tail)
{
	struct listing_row *row = page_add(page, "%s\t%s", id, tail);

	snprintf(row->record, sizeof row->record, "%s", id);
}

/* All records in order. */
static bool
load_owned(struct listing *listing, struct page *all, struct err *err)
{
	const struct formdef *form = listing->form;
	struct buf sql = BUF_INIT;
	struct stmt *stmt;
	char place[24];
	int step;

	buf_add(&sql, "SELECT id");
	add_owner(listing, &sql);
	buf_add(&sql, " ORDER BY ");
	for (size_t i = 0; i < form->order_count; i++)
		buf_addf(&sql, "\"%s\"%s, ", form->order[i].field->name,
		    form->order[i].descending ? " DESC" : "");
	buf_add(&sql, "rowid");
	stmt = owner_query(listing, &sql, err);
	buf_clear(&sql);
	if (stmt == NULL)
		return false;
	while ((step = stmt_step(stmt, err)) == 1) {
		snprintf(place, sizeof place, "%zu", all->count);
		add_record(all, stmt_get(stmt, 0), place);
	}
	stmt_done(stmt);
	return step == 0;
}

/* Where the row of a key stands now; where it stood if it is gone. */
static size_t
find_key(const struct page *all, char *const *part, bool *there)
{
	size_t at = (size_t)strtoul(part[1], NULL, 10);

	for (size_t i = 0; i < all->count; i++)
		if (strcmp(all->row[i].record, part[0]) == 0) {
			*there = true;
			return i;
		}
	*there = false;
	return at < all->count ? at : all->count;
}

static bool
walk_owned(struct listing *listing, char *const *part, bool forward, struct page *page,
    struct err *err)
{
	struct page all = { 0 };
	size_t from = 0, to;
	bool there, ok = load_owned(listing, &all, err);

	to = all.count;
	if (ok && part != NULL && forward) {
		from = find_key(&all, part, &there);
		from += there;
	} else if (ok && part != NULL) {
		to = find_key(&all, part, &there);
	}
	while (ok && from < to && page->count < page->want) {
		const struct listing_row *row = forward ? &all.row[from++] : &all.row[--to];

		add_record(page, row->record, strchr(row->key, '\t') + 1);
	}
	listing_rows_free(all.row, all.count);
	return ok;
}

/* ---- of the whole office ---- */
/* One stretch: the records that have the first blank of the order, or those
 * that have not.  part: the id of the row before, or NULL. */
static bool
walk_stretch(struct listing *listing, bool blank, char *const *part, bool forward,
    struct page *page, struct err *err)
{
	const struct form_order *order = listing->form->order_count > 0 ? listing->form->order : NULL;
	const char *field = order != NULL ? order->field->name : NULL;
	bool up = (field != NULL && !blank && order->descending) != forward;
	struct buf sql = BUF_INIT;
	struct stmt *stmt;
	int step;

	buf_add(&sql, "SELECT id");
	add_owner(listing, &sql);
	if (field != NULL)
		buf_addf(&sql, " AND \"%s\" IS %sNULL", field, blank ? "" : "NOT ");
	if (part != NULL && blank)
		buf_addf(&sql, " AND rowid %s (SELECT rowid FROM main.\"%s\" WHERE id = :id)",
		    up ? ">" : "<", listing->form->name);
	else if (part != NULL)
		buf_addf(&sql, " AND (\"%s\", rowid) %s (SELECT \"%s\", rowid FROM main.\"%s\""
		    " WHERE id = :id)", field, up ? ">" : "<", field, listing->form->name);
	buf_add(&sql, " ORDER BY ");
	if (!blank)
		buf_addf(&sql, "\"%s\"%s, ", field, up ? "" : " DESC");
	buf_addf(&sql, "rowid%s LIMIT %zu", up ? "" : " DESC", page->want - page->count);
	stmt = db_query(store_db(listing->store), buf_str(&sql), err);
	buf_clear(&sql);
	if (stmt == NULL)
		return false;
	if (part != NULL)
		stmt_text(stmt, stmt_param(stmt, ":id"), part[0]);
	while ((step = stmt_step(stmt, err)) == 1)
		add_record(page, stmt_get(stmt, 0), blank ? "-" : "+");
	stmt_done(stmt);
	return step == 0;
}

static bool
walk_office(struct listing *listing, char *const *part, bool forward, struct page *page,
    struct err *err)
{
	bool ordered = listing->form->order_count > 0;
	bool blank = part != NULL ? strcmp(part[1], "-") == 0 : !ordered || !forward;

	for (int i = 0; i < 2 && page->count < page->want; i++) {
		if (!walk_stretch(listing, blank, part, forward, page, err))
			return false;
		part = NULL;
		/* Behind those with a value come those without. */
		if (!ordered || blank == forward)
			break;
		blank = forward;
	}
	return true;
}

static bool
records_walk(struct listing *listing, const char *key, bool forward, struct page *page,
    struct err *err)
{
	char copy[LISTING_KEY], *part[2];

	if (key != NULL && !key_parts(key, copy, part, 2))
		return err_set(err, ERR_INPUT, "列表的位置已失效，请重新打开列表");
	return owned(listing) ?
	    walk_owned(listing, key == NULL ? NULL : part, forward, page, err) :
	    walk_office(listing, key == NULL ? NULL : part, forward, page, err);
}

static bool
records_count(struct listing *listing, long limit, long *count, bool *more, struct err *err)
{
	struct buf sql = BUF_INIT;
	struct stmt *stmt;
	char *what;
	int step;

	if (owned(listing)) {
		buf_add(&sql, "SELECT count(*)");
		add_owner(listing, &sql);
		stmt = owner_query(listing, &sql, err);
	} else {
		stmt = db_query(store_db(listing->store),
		    "SELECT coalesce(sum(n), 0) FROM tally WHERE what = ?1", err);
		what = mem_printf("form/%s", listing->form->name);
		if (stmt != NULL)
			stmt_text(stmt, 1, what);
		free(what);
	}
	buf_clear(&sql);
	if (stmt == NULL)
		return false;
	if ((step = stmt_step(stmt, err)) == 1)
		*count = (long)stmt_get_int(stmt, 0);
	stmt_done(stmt);
	return step >= 0;
}

static bool
records_cells(struct listing *listing, struct listing_row *row, struct err *err)
{
	const struct formdef *form = listing->form;
	struct record *record = record_load(listing->store, form, row->record, false, err);
	bool ok = true;

	if (record == NULL)
		return false;
	snprintf(row->person, sizeof row->person, "%s",
	    is_form(listing, "person") ? record->id : record->person);
	snprintf(row->period, sizeof row->period, "%s",
	    is_form(listing, "period") ? record->id : record->period);
	for (size_t i = 0; ok && i < listing->columns; i++) {
		struct buf out = BUF_INIT;

		ok = value_shown(listing->store, form->list[i],
		    record_get(record, form->list[i]->name), &out, err);
		row->cell[i] = out.len == 0 ? mem_text("") : buf_take(&out);
		buf_clear(&out);
	}
	record_free(record);
	return ok;
}

const struct listing_ops listing_records = { NULL, records_walk, records_cells, records_count };
