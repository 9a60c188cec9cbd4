/*
 * tests/model/office.h: a store with a small paper of its own
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_MODEL_OFFICE_H
#define TESTS_MODEL_OFFICE_H

#include "model/entry.h"
#include "model/store.h"
#include "tests/model/place.h"

/* The definitions that the tests of the store stand on: person (number, name,
 * id_card, born, rich), period (released_on, village), visit (visited_on,
 * method, answers, content, cost), trigger, promise (many = no, of period),
 * meeting (of office).  Written into the place as paper/. */
const char *office_paper(struct place *place);
/* A new store "store.db" in the place with that paper; fails the test if not. */
struct store *office_new(struct place *place);
struct store *office_open(struct place *place);	/* fails the test if it does not open */

/* Records by pairs "blank", "value", …, NULL. */
struct record *office_record(struct store *store, const char *form, const char *person,
	    const char *period, ...) __attribute__((sentinel));
/* One change in one operation; true and its record as saved, or false and err. */
bool	office_apply(struct store *store, enum change_kind kind, struct record *record,
	    const char *reason, struct outcome *outcome, struct err *err);
/* The same, which must succeed. */
void	office_do(struct store *store, enum change_kind kind, struct record *record);
long long office_number(struct store *store, const char *sql);
char	*office_text(struct store *store, const char *sql);	/* the caller's */

#endif
