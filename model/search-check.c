/*
 * model/search-check.c: are the search rows what the records say?
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/search-private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/db.h"

struct check {
	void	(*finding)(void *arg, const char *text);
	void	*arg;
	long long people, rows;		/* that should be */
};

static void
say(struct check *check, const char *what, const char *person)
{
	char text[200];

	snprintf(text, sizeof text, "查找索引%s：人员 %s", what, person);
	check->finding(check->arg, text);
}

/* Is every row that the keys ask for there?  Their number goes to check->rows. */
static bool
check_rows(struct store *store, const char *person, const char *keys, struct check *check,
    struct err *err)
{
	char **row;
	size_t count = search_rows(keys, &row);
	bool ok = true;

	check->rows += (long long)count;
	for (size_t i = 0; i < count; i++) {
		char kind[2] = { row[i][0], '\0' };
		const char *value[] = { kind, row[i] + 1, person };
		long long n = 0;

		ok = ok && db_int(store_db(store), "SELECT count(*) FROM search_key"
		    " WHERE kind = ?1 AND key = ?2 AND person = ?3", value, 3, 0, &n, err);
		if (ok && n == 0)
			say(check, "缺行", person);
		free(row[i]);
	}
	free(row);
	return ok;
}

static bool
check_person(struct store *store, const char *person, struct check *check, struct err *err)
{
	char *kept = NULL, *keys = NULL;
	bool ok, own;

	if (!db_hold(store_db(store), &own, err))
		return false;
	ok = search_keys(store, person, &keys, err) &&
	    db_text(store_db(store), "SELECT keys FROM search_person WHERE person = ?1",
	    &person, 1, &kept, err);
	if (ok && strcmp(kept == NULL ? "" : kept, keys) != 0)
		say(check, "与记录不符", person);
	if (ok && *keys != '\0') {
		check->people++;
		ok = check_rows(store, person, keys, check, err);
	}
	db_let_go(store_db(store), own);
	free(kept);
	free(keys);
	return ok;
}

static bool
check_total(struct store *store, const char *sql, long long expected, const char *what,
    struct check *check, struct err *err)
{
	char text[200];
	long long n;

	if (!db_int(store_db(store), sql, NULL, 0, 0, &n, err))
		return false;
	if (n != expected) {
		snprintf(text, sizeof text, "%s有%lld，应为%lld", what, n, expected);
		check->finding(check->arg, text);
	}
	return true;
}

/* The people behind after, a thousand at most; the caller frees them. */
static bool
next_people(struct store *store, const char *after, char ***list, size_t *count,
    struct err *err)
{
	struct stmt *stmt = db_query(store_db(store), "SELECT id FROM main.person"
	    " WHERE id > ?1 ORDER BY id LIMIT 1000", err);
	size_t cap = 0;
	int step;

	*list = NULL;
	*count = 0;
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, after);
	while ((step = stmt_step(stmt, err)) == 1) {
		*list = mem_grow(*list, *count, &cap, sizeof **list);
		(*list)[(*count)++] = mem_text(stmt_get(stmt, 0));
	}
	stmt_done(stmt);
	return step == 0;
}

bool
search_check(struct store *store, void (*finding)(void *arg, const char *text), void *arg,
    struct err *err)
{
	struct check check = { finding, arg, 0, 0 };
	char after[STORE_ID_SIZE] = "", **list;
	size_t count;
	bool ok;

	do {
		ok = next_people(store, after, &list, &count, err);
		if (count > 0)
			snprintf(after, sizeof after, "%s", list[count - 1]);
		for (size_t i = 0; i < count; i++) {
			ok = ok && check_person(store, list[i], &check, err);
			free(list[i]);
		}
		free(list);
	} while (ok && count > 0);
	return ok && check_total(store, "SELECT count(*) FROM search_key", check.rows,
	    "查找索引的行数", &check, err) &&
	    check_total(store, "SELECT count(*) FROM search_person", check.people,
	    "查找索引的人数", &check, err) &&
	    check_total(store, "SELECT coalesce(sum(n), 0) FROM tally WHERE what = 'found/person'",
	    check.people, "人数计数", &check, err);
}
