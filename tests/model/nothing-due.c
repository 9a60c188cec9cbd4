/*
 * tests/model/nothing-due.c: stands in for search rows and rules
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/name-index.h"
#include "model/rules.h"

bool
search_update(struct store *store, const char *person, struct err *err)
{
	return true;
}

bool
search_remove(struct store *store, const char *person, struct err *err)
{
	return true;
}

bool
rules_update(struct store *store, const char *person, const char *form, struct err *err)
{
	return true;
}

bool
rules_rebuild(struct store *store, bool (*progress)(void *arg, long done, long all), void *arg,
    struct err *err)
{
	return true;
}

bool
rules_check(struct store *store, void (*finding)(void *arg, const char *text), void *arg,
    struct err *err)
{
	return true;
}

bool
rules_prepare(struct store *store, struct err *err)
{
	return true;
}

bool
search_check(struct store *store, void (*finding)(void *arg, const char *text), void *arg,
    struct err *err)
{
	return true;
}
