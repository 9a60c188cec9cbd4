/*
 * model/listing-found.c: people by what was typed, or all of them
 * SPDX-License-Identifier: Apache-2.0
 *
 * The list runs over the probes of a search plan, one after the other, each by
 * key and person.  Somebody who stands under several keys is shown at the first
 * of them: whether an earlier one matched is worked out anew from his keys each
 * time, so that a page needs nothing but the key of the row before it.
 */
#include "config.h"
#include "model/listing-private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static const char forwards[] = "SELECT key, person FROM search_key WHERE kind = ?1"
    " AND (key, person) > (?2, ?3) AND key < ?4 ORDER BY key, person";
static const char backwards[] = "SELECT key, person FROM search_key WHERE kind = ?1"
    " AND (key, person) < (?2, ?3) AND key >= ?4 ORDER BY key DESC, person DESC";

/* Everybody, in the order asked for; newest first for the date of a period. */
static const struct order {
	const char *name;
	struct search_probe probe;
	bool newest;
} orders[] = {
	{ "pinyin", { 's', (char *)"", (char *)"\xf4\x8f\xbf\xbf", NULL }, false },
	{ "number", { 'm', (char *)"A", (char *)"[", NULL }, false },
	{ "released", { 'o', (char *)"", (char *)"\xf4\x8f\xbf\xbf", NULL }, true },
};

static const struct order *
order_of(const struct listing *listing)
{
	for (size_t i = 1; i < sizeof orders / sizeof orders[0]; i++)
		if (listing->spec.sort != NULL && strcmp(listing->spec.sort, orders[i].name) == 0)
			return &orders[i];
	return &orders[0];
}

/* Nothing typed, rather than something without letters. */
static bool
everybody(const struct listing *listing)
{
	return listing->spec.text == NULL || *listing->spec.text == '\0';
}

/* Is this key of this probe the first under which the person stands? */
static bool
first_key(struct listing *listing, size_t at, const char *key, const char *person,
    bool *first, struct err *err)
{
	char *keys, found[SEARCH_KEY];

	*first = false;
	if (!person_keys(listing->store, person, &keys, err))
		return false;
	if (search_matches(&listing->probe[at], keys, found) && strcmp(found, key) == 0) {
		*first = true;
		for (size_t i = 0; *first && i < at; i++)
			*first = !search_matches(&listing->probe[i], keys, found);
	}
	free(keys);
	return true;
}

/* A range walked from a place in it (NULL = its end) until take says enough. */
struct walk {
	struct listing	*listing;
	struct page	*page;
	long		 counted, limit;	/* when there is no page: counting */
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

static bool
take(struct walk *walk, size_t at, const char *key, const char *person, bool check,
    struct err *err)
{
	struct listing_row *row;
	bool first = true;

	if (check && !first_key(walk->listing, at, key, person, &first, err))
		return false;
	if (check)
		walk->spent = listing_look(walk->listing, 1, "%zu\t%s\t%s", at, key,
		    person);
	if (!first)
		return true;
	if (walk->page == NULL) {
		walk->counted++;
		return true;
	}
	row = page_add(walk->page, "%zu\t%s\t%s", at, key, person);
	snprintf(row->person, sizeof row->person, "%s", person);
	return true;
}

static bool
walk_range(struct walk *walk, size_t at, const struct search_probe *probe, bool up,
    const char *key, const char *person, bool check, struct err *err)
{
	struct stmt *stmt = db_query(store_db(walk->listing->store), up ? forwards : backwards, err);
	char kind[2] = { probe->kind, '\0' };
	bool ok = true;
	int step;

	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, kind);
	stmt_text(stmt, 2, key != NULL ? key : up ? probe->low : probe->high);
	stmt_text(stmt, 3, key != NULL ? person : "");
	stmt_text(stmt, 4, up ? probe->high : probe->low);
	while (ok && !enough(walk) && (step = stmt_step(stmt, err)) != 0)
		ok = step == 1 && take(walk, at, stmt_get(stmt, 0), stmt_get(stmt, 1), check, err);
	stmt_done(stmt);
	return ok;
}

static bool
found_walk(struct listing *listing, const char *key, bool forward, struct page *page,
    struct err *err)
{
	struct walk walk = { .listing = listing, .page = page };
	char copy[LISTING_KEY], *part[3] = { NULL, NULL, NULL };
	size_t at = 0, steps = listing->probes;

	if (key != NULL && !key_parts(key, copy, part, 3))
		return err_set(err, ERR_INPUT, "列表的位置已失效，请重新打开列表");
	if (everybody(listing)) {
		const struct order *order = order_of(listing);

		return walk_range(&walk, 0, &order->probe, forward != order->newest,
		    part[1], part[2], false, err);
	}
	if (key != NULL)
		at = (size_t)strtoul(part[0], NULL, 10);
	else if (!forward)
		at = steps - 1;
	/* Unsigned: below the first probe is beyond the last. */
	for (; at < steps && !enough(&walk); at += forward ? 1 : (size_t)-1) {
		if (!walk_range(&walk, at, &listing->probe[at], forward, part[1], part[2],
		    true, err))
			return false;
		part[1] = part[2] = NULL;
	}
	return true;
}

static bool
found_count(struct listing *listing, long limit, long *count, bool *more, struct err *err)
{
	struct walk walk = { .listing = listing, .limit = limit };
	long long n;

	if (everybody(listing)) {
		if (!db_int(store_db(listing->store), "SELECT coalesce(sum(n), 0) FROM tally"
		    " WHERE what = 'found/person'", NULL, 0, 0, &n, err))
			return false;
		*count = (long)n;
		return true;
	}
	for (size_t at = 0; at < listing->probes && !enough(&walk); at++)
		if (!walk_range(&walk, at, &listing->probe[at], true, NULL, NULL, true, err))
			return false;
	*count = walk.counted;
	return true;
}

const struct listing_ops listing_found = { NULL, found_walk, person_cells, found_count };
