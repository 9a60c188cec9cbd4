/*
 * model/entry-settle.c: caches of the people that a write has touched
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/entry.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/entry-private.h"
#include "model/name-index.h"
#include "model/rules.h"
#include "model/store-private.h"
#include "model/tally.h"

/* A person with what of his was written.  A hundred rows of an import touch a
 * hundred people: a hash by id, open addressing, never more than half full. */
struct touch {
	char		 person[STORE_ID_SIZE];	/* "" = free */
	const struct formdef *form[RULES_FORMS];
	size_t		 forms;		/* one more = others, too */
	bool		 search;
	bool		 fresh;		/* made in this very write */
};

struct touched {
	struct touch	*slot;
	size_t		 size, count;
	char		 last[STORE_ID_SIZE];	/* whose paper was written last */
	bool		 others;	/* some are settled already */
	bool		 office;	/* a paper of no person */
	const struct formdef *office_form;	/* NULL = several */
};

void
touched_clear(struct store *store)
{
	if (store->touched == NULL)
		return;
	free(store->touched->slot);
	free(store->touched);
	store->touched = NULL;
}

static struct touch *
find_slot(struct touch *slot, size_t size, const char *person)
{
	size_t at = 5381, i;

	for (i = 0; person[i] != '\0'; i++)
		at = at * 33 ^ (unsigned char)person[i];
	for (at &= size - 1; slot[at].person[0] != '\0'; at = (at + 1) & (size - 1))
		if (strcmp(slot[at].person, person) == 0)
			break;
	return &slot[at];
}

static void
grow(struct touched *touched)
{
	size_t size = touched->size > 0 ? touched->size * 2 : 32, i;
	struct touch *slot = mem_new(size * sizeof(*slot));

	for (i = 0; i < touched->size; i++)
		if (touched->slot[i].person[0] != '\0')
			*find_slot(slot, size, touched->slot[i].person) = touched->slot[i];
	free(touched->slot);
	touched->slot = slot;
	touched->size = size;
}

static void
add_form(struct touch *touch, const struct formdef *form)
{
	size_t i;

	for (i = 0; i < touch->forms && i < RULES_FORMS; i++)
		if (touch->form[i] == form)
			return;
	if (i < RULES_FORMS)
		touch->form[i] = form;
	if (touch->forms <= RULES_FORMS)
		touch->forms++;
}

void
touch(struct store *store, const struct record *record, bool made)
{
	bool is_person = strcmp(record->form->name, "person") == 0;
	const char *person = is_person ? record->id : record->person;
	bool fresh = made && is_person;
	struct touch *slot;

	if (store->touched == NULL)
		store->touched = mem_new(sizeof(*store->touched));
	if (person[0] == '\0') {		/* the office's own paper */
		store->touched->office_form = !store->touched->office ||
		    store->touched->office_form == record->form ? record->form : NULL;
		store->touched->office = true;
		return;
	}
	if (2 * (store->touched->count + 1) > store->touched->size)
		grow(store->touched);
	slot = find_slot(store->touched->slot, store->touched->size, person);
	if (slot->person[0] == '\0') {
		memcpy(slot->person, person, strlen(person) + 1);
		slot->fresh = fresh;
		store->touched->count++;
	}
	add_form(slot, record->form);
	slot->search = slot->search || search_reads(record->form);
	memcpy(store->touched->last, person, strlen(person) + 1);
}

/* One of a batch. */
static bool
settle_one(struct store *store, const struct touch *one, struct err *err)
{
	return (!one->search || search_update(store, one->person, one->fresh, err)) &&
	    rules_update_one(store, one->person, one->form,
	    one->forms > RULES_FORMS ? 0 : one->forms, one->fresh, err);
}

/* A save of one paper settles what the office owes for its form only; a batch
 * settles that once, at its end. */
static bool
settle(struct store *store, struct touched *touched, struct err *err)
{
	bool batch = touched->others || touched->count > 1;
	const char *form = touched->office && touched->office_form != NULL ?
	    touched->office_form->name : NULL;
	size_t i;

	for (i = 0; i < touched->size; i++) {
		struct touch *one = &touched->slot[i];

		if (one->person[0] == '\0')
			continue;
		if (!batch && one->forms == 1 && !one->fresh) {
			if ((one->search && !search_update(store, one->person, false, err)) ||
			    !rules_update(store, one->person, one->form[0]->name, err))
				return false;
			continue;
		}
		batch = true;
		if (!settle_one(store, one, err))
			return false;
	}
	if (batch || touched->office)
		return rules_update(store, "", batch ? NULL : form, err);
	return true;
}

bool
entry_settle_others(struct store *store, struct err *err)
{
	struct touched *touched = store->touched;
	struct touch last = { .person = "" }, *one;
	size_t i;

	assert(db_in_transaction(store->db));
	if (touched == NULL || touched->count < 2)
		return true;
	for (i = 0; i < touched->size; i++) {
		one = &touched->slot[i];
		if (strcmp(one->person, touched->last) == 0)
			last = *one;
		else if (one->person[0] != '\0' && !settle_one(store, one, err))
			return false;
	}
	memset(touched->slot, 0, touched->size * sizeof(*touched->slot));
	*find_slot(touched->slot, touched->size, last.person) = last;
	touched->count = 1;
	touched->others = true;
	return true;
}

bool
entry_settle(struct store *store, struct err *err)
{
	bool ok;

	assert(db_in_transaction(store->db));
	ok = (store->touched == NULL || settle(store, store->touched, err)) &&
	    tally_write(store, err);
	if (ok)
		touched_clear(store);
	return ok;
}
