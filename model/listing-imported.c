/*
 * model/listing-imported.c: whom an import made or changed
 * SPDX-License-Identifier: Apache-2.0
 *
 * In the order of the file: the log is walked between two of its numbers, and
 * of all changes of a person the first one stands for him.  What anybody else
 * wrote meanwhile is passed over.  Nothing is kept for it, and it costs what
 * the rows cost that are shown, whatever stands in the register.
 */
#include "config.h"
#include "model/listing-private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* As many looks at somebody's keys as it costs to find out whose a change is
 * and whether it is his first. */
#define LOOKS 3

/* A row of the file is one operation and speaks of one person: behind its first
 * change there is nobody new. */
static const char of_import[] = "SELECT c.number, c.form, c.record FROM main.change c"
    " CROSS JOIN main.operation o ON o.id = c.operation WHERE c.number > ?1 AND c.number < ?2"
    " AND o.verb = ?3 AND o.who = ?4 AND NOT EXISTS (SELECT 1 FROM main.change p"
    " WHERE p.number = c.number - 1 AND p.operation = c.operation) ORDER BY c.number";

static bool
is_person(const struct formdef *form)
{
	return strcmp(form->name, "person") == 0;
}

bool
imported_open(struct listing *listing, struct err *err)
{
	struct catalog *catalog = store_catalog(listing->store);
	const char *name = listing->spec.profile;
	const struct profiledef *profile = catalog_profile(catalog, name, NULL);
	const struct formdef *form;

	/* without one it is an export of the form of that name, come back */
	for (size_t i = 0; i < (profile != NULL ? profile->form_count : 1); i++) {
		form = catalog_form(catalog, profile != NULL ? profile->form[i] : name, err);
		if (form == NULL)
			return false;
		if ((form->of != FORM_OF_OFFICE || is_person(form)) &&
		    listing->touched < LISTING_TOUCHED)
			listing->touch[listing->touched++] = form;
	}
	listing->verb = mem_printf("import.%s", name);
	return true;
}

/* Whose record it is; "" when it is nobody's. */
static bool
owner(struct listing *listing, const char *name, const char *record,
    char person[STORE_ID_SIZE], struct err *err)
{
	char *sql, *found = NULL;
	bool ok = true;

	person[0] = '\0';
	for (size_t i = 0; i < listing->touched; i++) {
		if (strcmp(listing->touch[i]->name, name) != 0)
			continue;
		if (is_person(listing->touch[i])) {
			snprintf(person, STORE_ID_SIZE, "%s", record);
			break;
		}
		sql = mem_printf("SELECT person FROM main.\"%s\" WHERE id = ?1", name);
		ok = db_text(store_db(listing->store), sql, &record, 1, &found, err);
		free(sql);
		if (ok && found != NULL)
			snprintf(person, STORE_ID_SIZE, "%s", found);
		free(found);
		break;
	}
	return ok;
}

/* Has this import changed him before that number of the log? */
static bool
earlier(struct listing *listing, const char *person, long long number, bool *is,
    struct err *err)
{
	static const char plain[] = "SELECT 1 FROM main.change c CROSS JOIN main.operation o"
	    " ON o.id = c.operation WHERE c.record = ?1 AND c.number > ?2 AND c.number < ?3"
	    " AND o.verb = ?4 AND o.who = ?5 LIMIT 1";
	struct stmt *stmt;
	int got = 0;

	for (size_t i = 0; got == 0 && i < listing->touched; i++) {
		const struct formdef *form = listing->touch[i];
		char *sql = is_person(form) ? mem_text(plain) :
		    mem_printf("SELECT 1 FROM main.\"%s\" r CROSS JOIN main.change c"
		    " ON c.record = r.id CROSS JOIN main.operation o ON o.id = c.operation"
		    " WHERE r.person = ?1 AND c.number > ?2 AND c.number < ?3"
		    " AND o.verb = ?4 AND o.who = ?5 LIMIT 1", form->name);

		stmt = db_query(store_db(listing->store), sql, err);
		free(sql);
		if (stmt == NULL)
			return false;
		stmt_text(stmt, 1, person);
		stmt_int(stmt, 2, listing->spec.log_from);
		stmt_int(stmt, 3, number);
		stmt_text(stmt, 4, listing->verb);
		stmt_text(stmt, 5, store_user(listing->store));
		got = stmt_step(stmt, err);
		stmt_done(stmt);
	}
	*is = got == 1;
	return got >= 0;
}

/* Somebody to show: at his first change, and not taken away since. */
static bool
first(struct listing *listing, long long number, const char *form, const char *record,
    char person[STORE_ID_SIZE], bool *shown, struct err *err)
{
	char *keys;
	bool before;

	*shown = false;
	if (!owner(listing, form, record, person, err))
		return false;
	if (person[0] == '\0')
		return true;
	if (!earlier(listing, person, number, &before, err))
		return false;
	if (before)
		return true;
	if (!person_keys(listing->store, person, &keys, err))
		return false;
	*shown = *keys != '\0';
	free(keys);
	return true;
}

/* One change; page NULL: only counted. */
static bool
take(struct listing *listing, struct stmt *stmt, struct page *page, long *counted,
    bool *spent, struct err *err)
{
	long long number = stmt_get_int(stmt, 0);
	char person[STORE_ID_SIZE];
	struct listing_row *row;
	bool shown;

	if (!first(listing, number, stmt_get(stmt, 1), stmt_get(stmt, 2), person, &shown, err))
		return false;
	*spent = listing_look(listing, LOOKS, "%lld", number);
	*counted += shown;
	if (!shown || page == NULL)
		return true;
	row = page_add(page, "%lld", number);
	snprintf(row->person, sizeof row->person, "%s", person);
	return true;
}

static bool
walk(struct listing *listing, const char *key, bool forward, struct page *page,
    long limit, long *counted, struct err *err)
{
	long long from = listing->spec.log_from, until = listing->spec.log_to + 1;
	char *sql = mem_printf("%s%s", of_import, forward ? "" : " DESC");
	struct stmt *stmt = db_query(store_db(listing->store), sql, err);
	bool ok = true, spent = false;
	int step;

	free(sql);
	if (stmt == NULL)
		return false;
	if (key != NULL && forward)
		from = strtoll(key, NULL, 10);
	else if (key != NULL)
		until = strtoll(key, NULL, 10);
	stmt_int(stmt, 1, from);
	stmt_int(stmt, 2, until);
	stmt_text(stmt, 3, listing->verb);
	stmt_text(stmt, 4, store_user(listing->store));
	while (ok && !spent && (page == NULL ? limit == 0 || *counted <= limit :
	    page->count < page->want) && (step = stmt_step(stmt, err)) != 0)
		ok = step == 1 && take(listing, stmt, page, counted, &spent, err);
	stmt_done(stmt);
	return ok;
}

static bool
imported_walk(struct listing *listing, const char *key, bool forward, struct page *page,
    struct err *err)
{
	long counted = 0;

	return walk(listing, key, forward, page, 0, &counted, err);
}

static bool
imported_count(struct listing *listing, long limit, long *count, bool *more,
    struct err *err)
{
	return walk(listing, NULL, true, NULL, limit, count, err);
}

const struct listing_ops listing_imported = { NULL, imported_walk, person_cells,
    imported_count };
