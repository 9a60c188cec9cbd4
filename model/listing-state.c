/*
 * model/listing-state.c: those whose track shows a state today
 * SPDX-License-Identifier: Apache-2.0
 *
 * In the order of standing_state: who ceases first comes first, those without
 * an end come by pinyin.  Typed text narrows the list; when it finds few people
 * the list starts from them, else from the state.
 */
#include "config.h"
#include "model/listing-private.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "model/rules.h"

#define NEVER "9999-12-31"

/* A row value with an expression in it is not looked up in an index: rows of the
 * day on which the key ceases come first, then those of the days behind it. */
#define CEASES "coalesce(until_on, '" NEVER "')"
#define SELECTED "SELECT " CEASES ", sort, subject, person FROM standing" \
	" WHERE track = ?1 AND state = ?2 AND from_on <= ?6 AND +" CEASES " > ?6"
static const char *const forwards[2] = {
	SELECTED " AND " CEASES " = ?3 AND (sort, subject) > (?4, ?5)"
	    " ORDER BY sort, subject",
	SELECTED " AND " CEASES " > ?3 ORDER BY " CEASES ", sort, subject",
};
static const char *const backwards[2] = {
	SELECTED " AND " CEASES " = ?3 AND (sort, subject) < (?4, ?5)"
	    " ORDER BY sort DESC, subject DESC",
	SELECTED " AND " CEASES " < ?3 AND " CEASES " > ?6"
	    " ORDER BY " CEASES " DESC, sort DESC, subject DESC",
};

static bool
passes(struct listing *listing, const char *person, bool *pass, struct err *err)
{
	char *keys, found[SEARCH_KEY];

	*pass = listing->spec.text == NULL || *listing->spec.text == '\0';
	if (*pass || listing->probes == 0)
		return true;
	if (!person_keys(listing->store, person, &keys, err))
		return false;
	for (size_t i = 0; !*pass && i < listing->probes; i++)
		*pass = search_matches(&listing->probe[i], keys, found);
	free(keys);
	return true;
}

/* Either fills a page or counts up to a limit. */
struct walk {
	struct page	*page;
	long		 counted, limit;
	bool		 spent;			/* the listing's budget */
};

static bool
enough(const struct walk *walk)
{
	if (walk->spent)
		return true;
	if (walk->page != NULL)
		return walk->page->count == walk->page->want;
	return walk->limit > 0 && walk->counted > walk->limit;
}

/* The period a subject belongs to: itself, or none. */
static bool
subject_period(const struct listing *listing)
{
	const struct statetrack *track = catalog_states(store_catalog(listing->store),
	    listing->spec.track, NULL);

	return track != NULL && strcmp(track->subject, "period") == 0;
}

static bool
take(struct listing *listing, struct walk *walk, struct stmt *stmt, struct err *err)
{
	struct listing_row *row;
	bool pass;

	if (!passes(listing, stmt_get(stmt, 3), &pass, err))
		return false;
	if (listing->probes > 0)
		/* In this order nobody's keys stand near another's. */
		walk->spent = listing_look(listing, 6, "%s\t%s\t%s", stmt_get(stmt, 0),
		    stmt_get(stmt, 1), stmt_get(stmt, 2));
	if (!pass)
		return true;
	walk->counted++;
	if (walk->page == NULL)
		return true;
	row = page_add(walk->page, "%s\t%s\t%s", stmt_get(stmt, 0), stmt_get(stmt, 1),
	    stmt_get(stmt, 2));
	snprintf(row->person, sizeof row->person, "%s", stmt_get(stmt, 3));
	if (subject_period(listing))
		snprintf(row->period, sizeof row->period, "%s", stmt_get(stmt, 2));
	else
		snprintf(row->record, sizeof row->record, "%s", stmt_get(stmt, 2));
	return true;
}

static bool
walk_rows(struct listing *listing, const char *sql, char *const part[3],
    struct walk *walk, struct err *err)
{
	struct stmt *stmt = db_query(store_db(listing->store), sql, err);
	char today[DATE_SIZE];
	bool ok = true;
	int step;

	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, listing->spec.track);
	stmt_text(stmt, 2, listing->spec.state);
	for (int i = 0; i < 3; i++)
		stmt_text(stmt, 3 + i, part[i]);
	stmt_text(stmt, 6, date_print(date_today(), today));
	while (ok && !enough(walk) && (step = stmt_step(stmt, err)) != 0)
		ok = step == 1 && take(listing, walk, stmt, err);
	stmt_done(stmt);
	return ok;
}

static bool
walk_states(struct listing *listing, const char *key, bool forward, struct walk *walk,
    struct err *err)
{
	char copy[LISTING_KEY], *part[3], today[DATE_SIZE], never[] = NEVER "~", none[] = "";
	const char *const *sql = forward ? forwards : backwards;

	if (key != NULL && !key_parts(key, copy, part, 3))
		return err_set(err, ERR_INPUT, "列表的位置已失效，请重新打开列表");
	if (key == NULL) {
		/* Those that have ceased by today stand in front. */
		date_print(date_today(), today);
		part[0] = forward ? today : never;
		part[1] = part[2] = none;
	} else if (!walk_rows(listing, sql[0], part, walk, err)) {
		return false;
	}
	return enough(walk) || walk_rows(listing, sql[1], part, walk, err);
}

/* ---- from few people ---- */
#define FEW 120

/* The rows of one person, whatever their place in the list. */
static bool
person_rows(struct listing *listing, const char *person, struct page *all, struct err *err)
{
	const struct statetrack *track = catalog_states(store_catalog(listing->store),
	    listing->spec.track, err);
	struct walk walk = { .page = all };
	char today[DATE_SIZE], *sql;
	struct stmt *stmt;
	bool ok = true;
	int step;

	if (track == NULL)
		return false;
	sql = mem_printf("SELECT coalesce(until_on, '" NEVER "'), sort, subject, person FROM standing"
	    " WHERE track = ?1 AND state = ?2 AND subject IN (SELECT id FROM main.\"%s\" WHERE %s = ?3)"
	    " AND coalesce(until_on, '" NEVER "') > ?4 AND from_on <= ?4", track->subject,
	    strcmp(track->subject, "person") == 0 ? "id" : "person");
	stmt = db_query(store_db(listing->store), sql, err);
	free(sql);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, listing->spec.track);
	stmt_text(stmt, 2, listing->spec.state);
	stmt_text(stmt, 3, person);
	stmt_text(stmt, 4, date_print(date_today(), today));
	while (ok && (step = stmt_step(stmt, err)) != 0)
		ok = step == 1 && take(listing, &walk, stmt, err);
	stmt_done(stmt);
	return ok;
}

/* Tabs sort below all that a part may hold, so that keys sort as their parts. */
static int
by_key(const void *a, const void *b)
{
	return strcmp(((const struct listing_row *)a)->key, ((const struct listing_row *)b)->key);
}

/* Goes on looking for those whom the text finds; *known = false: some are yet
 * to be looked at, and the budget is used up. */
static bool
seek(struct listing *listing, bool *known, struct err *err)
{
	const char *from = listing->sought ? listing->found_rest : NULL;
	bool ok = true;

	*known = listing->many || (listing->sought && *from == '\0');
	if (*known)
		return true;
	listing->found.want = FEW + 1;
	listing->sought = true;
	ok = listing_found.walk(listing, from, true, &listing->found, err);
	listing->many = listing->found.count > FEW;
	strcpy(listing->found_rest, listing->rest);
	listing->rest[0] = '\0';
	*known = listing->many || listing->found_rest[0] == '\0';
	return ok;
}

/* When the text finds few people: all their rows in order.  *few = false: it
 * finds many. */
static bool
few_rows(struct listing *listing, struct page *all, bool *few, bool *known,
    struct err *err)
{
	long budget = listing->budget;
	bool ok = true;

	*few = false;
	*known = true;
	all->want = SIZE_MAX;
	if (listing->spec.text == NULL || *listing->spec.text == '\0')
		return true;
	if (!seek(listing, known, err))
		return false;
	if (!*known)
		return true;
	*few = !listing->many;
	listing->budget = 0;
	for (size_t i = 0; ok && *few && i < listing->found.count; i++)
		ok = person_rows(listing, listing->found.row[i].person, all, err);
	listing->budget = budget;
	if (all->count > 1)
		qsort(all->row, all->count, sizeof *all->row, by_key);
	return ok;
}

/* The page of an array in order. */
static void
cut_page(const struct page *all, const char *key, bool forward, struct page *page)
{
	size_t i = 0, n = all->count;

	while (forward && key != NULL && i < n && strcmp(all->row[i].key, key) <= 0)
		i++;
	while (!forward && key != NULL && n > 0 && strcmp(all->row[n - 1].key, key) >= 0)
		n--;
	for (; i < n && page->count < page->want; ) {
		const struct listing_row *from = forward ? &all->row[i++] : &all->row[--n];
		struct listing_row *row = page_add(page, "%s", from->key);

		*row = *from;
	}
}

static bool
state_walk(struct listing *listing, const char *key, bool forward, struct page *page,
    struct err *err)
{
	struct walk walk = { .page = page };
	struct page all = { 0 };
	char today[DATE_SIZE];
	bool few, known, ok;

	ok = few_rows(listing, &all, &few, &known, err);
	if (ok && !known)		/* to be asked again from the same place */
		snprintf(listing->rest, LISTING_KEY, "%s%s", key != NULL ? key :
		    forward ? date_print(date_today(), today) : NEVER "~",
		    key != NULL ? "" : forward ? "\t\xf4\x8f\xbf\xbf\t" : "\t\t");
	else if (ok && few)
		cut_page(&all, key, forward, page);
	else if (ok)
		ok = walk_states(listing, key, forward, &walk, err);
	listing_rows_free(all.row, all.count);
	return ok;
}

static bool
state_count(struct listing *listing, long limit, long *count, bool *more, struct err *err)
{
	struct walk walk = { .limit = limit };
	struct page all = { 0 };
	bool few, known, ok;

	if (listing->spec.text == NULL || *listing->spec.text == '\0')
		return states_count(listing->store, listing->spec.track, listing->spec.state,
		    date_today(), count, err);
	ok = few_rows(listing, &all, &few, &known, err) &&
	    (few || !known || walk_states(listing, NULL, true, &walk, err));
	if (!known)
		strcpy(listing->rest, "\t\t");
	*count = few ? (long)all.count : walk.counted;
	listing_rows_free(all.row, all.count);
	return ok;
}

const struct listing_ops listing_state = { NULL, state_walk, person_cells, state_count };
