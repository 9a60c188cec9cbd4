/*
 * tests/model/plan.h: an office with rules, states and lists of its own
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_MODEL_PLAN_H
#define TESTS_MODEL_PLAN_H

#include "model/listing.h"
#include "tests/model/office.h"

/*
 * The paper of office.h and, launched on 2026-01-01:
 *   week     within 7 days of release, grace 3; answered by a visit
 *   quarter  every quarter; answered by a visit, excused by one with method
 *            absent, until the promise is signed
 *   event    within 3 days of a trigger; answered by the visit that says so
 *   county   within 2 days, owed by another level
 *   meet     the office itself: a meeting each month
 * tracks stage (one: out, in since the first visit, done since the promise) and
 * mark (many: far, poor); lists roster and due.
 */
struct store *plan_new(struct place *place, const char *today);
void	plan_today(const char *today);

/* A person with one period; ids as long as the store's. */
struct one { char person[STORE_ID_SIZE], period[STORE_ID_SIZE]; };
struct one plan_person(struct store *store, const char *name, const char *released_on);
/* Saves a paper of that period and keeps its id. */
void	plan_save(struct store *store, const struct one *one, const char *form,
	    const char *field, const char *value, const char *field2, const char *value2,
	    char id[STORE_ID_SIZE]);
void	plan_remove(struct store *store, const char *form, const char *id);
void	plan_set(struct store *store, const char *form, const char *id, const char *field,
	    const char *value);

/* "due_on" of a rule and a subject, "" when nothing is owed; the caller's. */
char	*plan_due(struct store *store, const char *rule, const char *subject);
void	plan_owes(struct store *store, const char *rule, const char *subject, const char *due_on);
/* Recomputes everything; fails the test at the first difference. */
void	plan_check(struct store *store);

/* All rows of a listing, page by page of that size, "cell0 cell1 …" joined by
 * '|' of the given column; walked backwards it must be the same, and its length
 * the count.  The caller's. */
char	*plan_list(struct store *store, const struct listing_spec *spec, size_t page, size_t column);
void	plan_lists(struct store *store, const struct listing_spec *spec, size_t column,
	    const char *expected);

#endif
