/*
 * model/listing-problems.c: people whose registration paper is incomplete
 * SPDX-License-Identifier: Apache-2.0
 *
 * By pinyin, each looked at when his row comes up: blanks that are always
 * required are asked in one query, those required under a condition only when
 * none of the first is missing.
 */
#include "config.h"
#include "model/listing-private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct looking {
	struct listing		*listing;
	const struct formdef	*form[2];	/* person, period */
	char			*sql[2];	/* does it lack what is always asked? */
	struct formexpr		*expr[2];	/* opened when first needed */
};

static bool
looking_open(struct looking *looking, struct listing *listing, struct err *err)
{
	static const char *const name[2] = { "person", "period" };

	*looking = (struct looking){ .listing = listing };
	for (int i = 0; i < 2; i++) {
		const struct formdef *form = catalog_form(store_catalog(listing->store), name[i], err);
		struct buf sql = BUF_INIT;

		if (form == NULL)
			return false;
		looking->form[i] = form;
		buf_addf(&sql, "SELECT 1 FROM main.%s WHERE id = ?1 AND (0", name[i]);
		for (size_t k = 0; k < form->count; k++)
			if (form->field[k].required != NULL && form->field[k].shown == NULL &&
			    strcmp(form->field[k].required, "1") == 0 && !fielddef_multi(&form->field[k]))
				buf_addf(&sql, " OR \"%s\" IS NULL AND instr(' ' || coalesce(absent, ''),"
				    " ' %s=') = 0", form->field[k].name, form->field[k].name);
		buf_add(&sql, ")");
		looking->sql[i] = buf_take(&sql);
	}
	return true;
}

static void
looking_close(struct looking *looking)
{
	for (int i = 0; i < 2; i++) {
		free(looking->sql[i]);
		formexpr_close(looking->expr[i]);
	}
}

static bool
lacks(struct looking *looking, int i, const char *id, bool *lacking, struct err *err)
{
	long long n;

	if (!db_int(store_db(looking->listing->store), looking->sql[i], &id, 1, 0, &n, err))
		return false;
	*lacking = n != 0;
	return true;
}

/* Asks the conditions of one paper. */
static bool
lacks_shown(struct looking *looking, int i, const struct record *record,
    const struct record *person, bool *lacking, struct err *err)
{
	const struct formdef *form = looking->form[i];
	bool *shown, *required, ok;

	if (looking->expr[i] == NULL &&
	    (looking->expr[i] = formexpr_open(looking->listing->store, form, err)) == NULL)
		return false;
	shown = mem_new(form->count + 1);
	required = mem_new(form->count + 1);
	ok = formexpr_shown(looking->expr[i], record, person, NULL, shown, required, err);
	for (size_t k = 0; ok && !*lacking && k < form->count; k++)
		*lacking = shown[k] && required[k] && record->value[k] == NULL &&
		    record->absent[k] == NULL;
	free(shown);
	free(required);
	return ok;
}

static bool
incomplete(struct looking *looking, const char *person, bool *lacking, struct err *err)
{
	struct store *store = looking->listing->store;
	char period[STORE_ID_SIZE];
	struct record *own = NULL, *paper = NULL;
	bool ok;

	*lacking = false;
	if (!lacks(looking, 0, person, lacking, err))
		return false;
	if (*lacking)
		return true;
	if (!person_period(store, person, period, err))
		return false;
	if (period[0] == '\0') {
		*lacking = true;		/* no paper at all */
		return true;
	}
	if (!lacks(looking, 1, period, lacking, err))
		return false;
	if (*lacking)
		return true;
	own = record_load(store, looking->form[0], person, false, err);
	paper = own == NULL ? NULL : record_load(store, looking->form[1], period, false, err);
	ok = paper != NULL && lacks_shown(looking, 0, own, NULL, lacking, err) &&
	    (*lacking || lacks_shown(looking, 1, paper, own, lacking, err));
	record_free(own);
	record_free(paper);
	return ok;
}

/* Walks everybody in slices and keeps those with something missing. */
static bool
problems_walk(struct listing *listing, const char *key, bool forward, struct page *page,
    struct err *err)
{
	struct looking looking;
	char last[LISTING_KEY] = "";
	bool ok = looking_open(&looking, listing, err), more = true, lacking;

	if (key != NULL)
		snprintf(last, sizeof last, "%s", key);
	while (ok && more && page->count < page->want) {
		struct page slice = { .want = 64 };

		ok = listing_found.walk(listing, *last == '\0' ? NULL : last, forward, &slice, err);
		more = slice.count == slice.want;
		for (size_t i = 0; ok && i < slice.count && page->count < page->want &&
		    listing->rest[0] == '\0'; i++) {
			strcpy(last, slice.row[i].key);
			ok = incomplete(&looking, slice.row[i].person, &lacking, err);
			if (ok && lacking)
				*page_add(page, "%s", last) = slice.row[i];
			/* As long as a look at so many people's keys. */
			if (ok && listing_look(listing, lacking ? 4 : 30, "%s", last))
				more = false;
		}
		listing_rows_free(slice.row, slice.count);
	}
	looking_close(&looking);
	return ok;
}

static bool
problems_count(struct listing *listing, long limit, long *count, bool *more, struct err *err)
{
	struct page page = { .want = limit > 0 ? (size_t)limit + 1 : (size_t)-1 };
	bool ok = problems_walk(listing, NULL, true, &page, err);

	*count = (long)page.count;
	listing_rows_free(page.row, page.count);
	return ok;
}

const struct listing_ops listing_problems = { NULL, problems_walk, person_cells, problems_count };
