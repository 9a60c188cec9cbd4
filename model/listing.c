/*
 * model/listing.c: lists that come page by page, by key
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/listing-private.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/column.h"

/* ---- opening ---- */
static bool
open_list(struct listing *listing, const char *name, struct err *err)
{
	struct catalog *catalog = store_catalog(listing->store);
	const struct reportdef *def = catalog_list(catalog, name, err);

	if (def == NULL)
		return false;
	listing->def = def;
	listing->title = mem_text(def->title);
	for (size_t i = 0; i < def->column_count && i < LISTING_CELLS; i++) {
		listing->column[i] = (struct listing_column){ def->column[i].head,
		    def->column[i].width, def->column[i].align == CELL_RIGHT };
		if (def->column[i].table != NULL &&
		    (listing->table[i] = catalog_codes(catalog, def->column[i].table, err)) == NULL)
			return false;
		listing->columns++;
	}
	return true;
}

/* Cells that a blank needs on the screen. */
static int
blank_width(const struct fielddef *field)
{
	switch (field->type) {
	case BLANK_DATE:
	case BLANK_PDATE:
		return 10;
	case BLANK_TIME:
		return 5;
	case BLANK_YESNO:
		return 4;
	case BLANK_INT:
		return 6;
	case BLANK_MONEY:
		return 10;
	case BLANK_ID_CARD:
		return 18;
	case BLANK_PHONE:
		return 11;
	case BLANK_NOTE:
	case BLANK_PLACE:
	case BLANK_CODES:
	case BLANK_REFS:
		return 24;
	default:
		return field->length > 0 && field->length < 10 ? 2 * field->length : 14;
	}
}

static bool
open_records(struct listing *listing, struct err *err)
{
	const struct formdef *form;

	assert(listing->spec.form != NULL);
	form = catalog_form(store_catalog(listing->store), listing->spec.form, err);
	if (form == NULL)
		return false;
	listing->form = form;
	listing->title = mem_text(form->title);
	for (size_t i = 0; i < form->list_count && i < LISTING_CELLS; i++)
		listing->column[listing->columns++] = (struct listing_column){
		    form->list[i]->label, blank_width(form->list[i]),
		    form->list[i]->type == BLANK_INT || form->list[i]->type == BLANK_MONEY };
	return true;
}

static const char *
first_of(const char *a, const char *b)
{
	return a != NULL ? a : b;
}

static bool
open_kind(struct listing *listing, struct err *err)
{
	const struct listing_spec *spec = &listing->spec;

	if (spec->text != NULL && *spec->text != '\0')
		listing->probes = search_plan(spec->text, &listing->probe);
	switch (spec->kind) {
	case LISTING_FOUND:
		listing->ops = &listing_found;
		break;
	case LISTING_STATE:
		assert(spec->track != NULL && spec->state != NULL);
		if (catalog_states(store_catalog(listing->store), spec->track, err) == NULL)
			return false;
		listing->ops = &listing_state;
		break;
	case LISTING_DUES:
		listing->ops = &listing_dues;
		if (spec->rule != NULL &&
		    catalog_rule(store_catalog(listing->store), spec->rule, err) == NULL)
			return false;
		return open_list(listing, first_of(spec->list, "due"), err);
	case LISTING_RECORDS:
		listing->ops = &listing_records;
		return open_records(listing, err);
	case LISTING_PROBLEMS:
		listing->ops = &listing_problems;
		break;
	case LISTING_IMPORTED:
		assert(spec->profile != NULL);
		listing->ops = &listing_imported;
		if (!imported_open(listing, err))
			return false;
		break;
	}
	return open_list(listing, first_of(spec->list, "roster"), err);
}

struct listing *
listing_open(struct store *store, const struct listing_spec *spec, struct err *err)
{
	struct listing *listing = mem_new(sizeof *listing);
	struct listing_spec *own = &listing->spec;

	listing->store = store;
	*own = *spec;
	own->text = mem_text(spec->text);
	own->track = mem_text(spec->track);
	own->state = mem_text(spec->state);
	own->rule = mem_text(spec->rule);
	own->form = mem_text(spec->form);
	own->period = mem_text(spec->period);
	own->person = mem_text(spec->person);
	own->sort = mem_text(spec->sort);
	own->list = mem_text(spec->list);
	own->profile = mem_text(spec->profile);
	if (open_kind(listing, err))
		return listing;
	listing_close(listing);
	return NULL;
}

void
listing_close(struct listing *listing)
{
	const struct listing_spec *own;

	if (listing == NULL)
		return;
	own = &listing->spec;
	free((char *)own->text);
	free((char *)own->track);
	free((char *)own->state);
	free((char *)own->rule);
	free((char *)own->form);
	free((char *)own->period);
	free((char *)own->person);
	free((char *)own->sort);
	free((char *)own->list);
	free((char *)own->profile);
	free(listing->verb);
	search_plan_free(listing->probe, listing->probes);
	listing_rows_free(listing->found.row, listing->found.count);
	free(listing->title);
	free(listing);
}

size_t
listing_columns(const struct listing *listing, const struct listing_column **column)
{
	*column = listing->column;
	return listing->columns;
}

const char *
listing_title(const struct listing *listing)
{
	return listing->title;
}

/* ---- pages ---- */
struct listing_row *
page_add(struct page *page, const char *fmt, ...)
{
	struct listing_row *row;
	va_list args;
	int n;

	page->row = mem_grow(page->row, page->count, &page->cap, sizeof *row);
	row = &page->row[page->count++];
	memset(row, 0, sizeof *row);
	va_start(args, fmt);
	n = vsnprintf(row->key, sizeof row->key, fmt, args);
	va_end(args);
	assert(n >= 0 && (size_t)n < sizeof row->key);
	return row;
}

bool
key_parts(const char *key, char copy[LISTING_KEY], char **part, size_t n)
{
	if (strlen(key) >= LISTING_KEY)
		return false;
	strcpy(copy, key);
	for (size_t i = 0; i < n; i++) {
		part[i] = copy;
		copy += strcspn(copy, "\t");
		if (*copy == '\t')
			*copy++ = '\0';
		else if (i + 1 < n)
			return false;
	}
	return true;
}

/* A page and its cells are of one state. */
static bool
hold(struct listing *listing, bool *own, struct err *err)
{
	listing->looked = 0;
	listing->rest[0] = '\0';
	return (listing->ops->ready == NULL || listing->ops->ready(listing, err)) &&
	    db_hold(store_db(listing->store), own, err);
}

void
listing_refresh(struct listing *listing)
{
	listing_rows_free(listing->found.row, listing->found.count);
	listing->found = (struct page){ .want = 0 };
	listing->sought = listing->many = false;
}

void
listing_budget(struct listing *listing, long people)
{
	listing->budget = people;
}

const char *
listing_rest(const struct listing *listing)
{
	return listing->rest[0] == '\0' ? NULL : listing->rest;
}

bool
listing_look(struct listing *listing, long people, const char *fmt, ...)
{
	va_list args;
	int n;

	listing->looked += people;
	if (listing->budget == 0 || listing->looked < listing->budget)
		return false;
	va_start(args, fmt);
	n = vsnprintf(listing->rest, sizeof listing->rest, fmt, args);
	va_end(args);
	assert(n >= 0 && (size_t)n < sizeof listing->rest);
	return true;
}

bool
listing_page(struct listing *listing, const char *key, bool forward, size_t want,
    struct listing_row **row, size_t *count, struct err *err)
{
	struct page page = { .want = want };
	struct listing_row swap;
	bool ok, own;

	*row = NULL;
	*count = 0;
	if (!hold(listing, &own, err))
		return false;
	ok = want == 0 || listing->ops->walk(listing, key, forward, &page, err);
	for (size_t i = 0, k = page.count; !forward && i + 1 < k; i++) {
		swap = page.row[i];
		page.row[i] = page.row[--k];
		page.row[k] = swap;
	}
	for (size_t i = 0; ok && i < page.count; i++)
		ok = listing->ops->cells(listing, &page.row[i], err);
	db_let_go(store_db(listing->store), own);
	/* A page that was full at that moment goes on from its last row. */
	if (page.count == want)
		listing->rest[0] = '\0';
	if (!ok) {
		listing_rows_free(page.row, page.count);
		return false;
	}
	*row = page.row;
	*count = page.count;
	return true;
}

void
listing_rows_free(struct listing_row *row, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(row[i].rule);
		for (size_t k = 0; k < LISTING_CELLS; k++)
			free(row[i].cell[k]);
	}
	free(row);
}

bool
listing_count(struct listing *listing, long limit, long *count, bool *more, struct err *err)
{
	bool ok, own;

	*count = 0;
	*more = false;
	if (!hold(listing, &own, err))
		return false;
	ok = listing->ops->count(listing, limit, count, more, err);
	db_let_go(store_db(listing->store), own);
	if (!ok)
		return false;
	if (listing->rest[0] != '\0')
		*more = true;
	if (limit > 0 && *count > limit) {
		*count = limit;
		*more = true;
	}
	return true;
}

/* ---- cells ---- */
static int
column_at(struct stmt *stmt, const char *name)
{
	for (int i = 0; i < stmt_columns(stmt); i++)
		if (strcmp(stmt_name(stmt, i), name) == 0)
			return i;
	return -1;
}

static const char *const list_params[] = {
	"person", "period", "record", "rule", "subject", "act", "basis", "ower", "cause",
	"started_on", "due_on", "late_days", NULL
};

static void
bind_all(struct stmt *stmt, list_bind bind, void *arg)
{
	char name[32];

	for (size_t i = 0; list_params[i] != NULL; i++) {
		snprintf(name, sizeof name, ":%s", list_params[i]);
		if (stmt_param(stmt, name) != 0)
			stmt_text(stmt, stmt_param(stmt, name), bind(arg, list_params[i]));
	}
}

bool
list_cells(struct listing *listing, struct listing_row *row, list_bind bind, void *arg,
    struct err *err)
{
	const struct reportdef *def = listing->def;
	struct stmt *stmt = store_query(listing->store, def->select, NULL, NULL, err);
	int step, at;

	if (stmt == NULL)
		return err_wrap(err, "%s:%d：", def->file, def->select_line);
	bind_all(stmt, bind, arg);
	step = stmt_step(stmt, err);
	for (size_t i = 0; step >= 0 && i < listing->columns; i++) {
		struct buf out = BUF_INIT;
		const char *value = NULL;

		if (step == 0)
			value = bind(arg, def->column[i].name);
		else if ((at = column_at(stmt, def->column[i].name)) >= 0)
			value = stmt_get(stmt, at);
		column_shown(&def->column[i], listing->table[i], value, &out);
		row->cell[i] = out.len == 0 ? mem_text("") : buf_take(&out);
		buf_clear(&out);
	}
	stmt_done(stmt);
	return step >= 0;
}

static const char *
bind_person(void *arg, const char *name)
{
	const struct listing_row *row = arg;

	if (strcmp(name, "person") == 0)
		return row->person;
	if (strcmp(name, "period") == 0)
		return row->period;
	return NULL;
}

bool
person_cells(struct listing *listing, struct listing_row *row, struct err *err)
{
	if (row->period[0] == '\0' &&
	    !person_period(listing->store, row->person, row->period, err))
		return false;
	return list_cells(listing, row, bind_person, row, err);
}

bool
person_keys(struct store *store, const char *person, char **keys, struct err *err)
{
	if (!db_text(store_db(store), "SELECT keys FROM search_person WHERE person = ?1",
	    &person, 1, keys, err))
		return false;
	if (*keys == NULL)
		*keys = mem_text("");
	return true;
}
