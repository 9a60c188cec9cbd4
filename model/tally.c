/*
 * model/tally.c: counts that move with the rows they count
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/tally.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/store-private.h"

#define PARTS 5
#define KEY_MOST 512		/* of a key with its NULs */

/* Five texts, each with its NUL, in the order of the table's own key: written
 * in that order, neighbours lie on one page. */
struct count {
	char	*key;			/* NULL = free */
	size_t	 n;
	uint32_t hash;
	long	 by;
};

/* By key, open addressing, never more than half full. */
struct tally {
	struct count	*slot;
	size_t		 size, count;
};

void
tally_forget(struct store *store)
{
	struct tally *tally = store->tally;
	size_t i;

	if (tally == NULL)
		return;
	for (i = 0; i < tally->size; i++)
		free(tally->slot[i].key);
	free(tally->slot);
	free(tally);
	store->tally = NULL;
}

bool
tally_waits(const struct store *store)
{
	return store->tally != NULL;
}

static struct count *
find(struct count *slot, size_t size, const char *key, size_t n, uint32_t hash)
{
	size_t at;

	for (at = hash & (size - 1); slot[at].key != NULL; at = (at + 1) & (size - 1))
		if (slot[at].hash == hash && slot[at].n == n && memcmp(slot[at].key, key, n) == 0)
			break;
	return &slot[at];
}

static void
grow(struct tally *tally)
{
	size_t size = tally->size > 0 ? tally->size * 2 : 64, i;
	struct count *slot = mem_new(size * sizeof(*slot)), *old;

	for (i = 0; i < tally->size; i++) {
		old = &tally->slot[i];
		if (old->key != NULL)
			*find(slot, size, old->key, old->n, old->hash) = *old;
	}
	free(tally->slot);
	tally->slot = slot;
	tally->size = size;
}

static size_t
append(char key[KEY_MOST], size_t at, const char *text)
{
	size_t n = strlen(text);

	assert(at + n < KEY_MOST);	/* ids, days, names of definitions */
	memcpy(key + at, text, n);
	key[at + n] = '\0';
	return at + n;
}

void
tally_add(struct store *store, const char *what, const char *name, const char *office,
    const char *day, const char *late, const char *until, long n)
{
	const char *part[PARTS - 1] = { day, office, late, until };
	char key[KEY_MOST];
	uint32_t hash = 5381;
	struct count *count;
	size_t at, i;

	if (n == 0)
		return;
	if (store->tally == NULL)
		store->tally = mem_new(sizeof(*store->tally));
	if (2 * (store->tally->count + 1) > store->tally->size)
		grow(store->tally);
	at = append(key, append(key, append(key, 0, what), "/"), name) + 1;
	for (i = 0; i < PARTS - 1; i++)
		at = append(key, at, part[i]) + 1;
	for (i = 0; i < at; i++)
		hash = hash * 33 ^ (unsigned char)key[i];
	count = find(store->tally->slot, store->tally->size, key, at, hash);
	if (count->key == NULL) {
		*count = (struct count){ mem_textn(key, at), at, hash, 0 };
		store->tally->count++;
	}
	count->by += n;
}

static int
by_key(const void *a, const void *b)
{
	const struct count *x = a, *y = b;
	int order;

	if (x->key == NULL || y->key == NULL)
		return (x->key == NULL) - (y->key == NULL);
	order = memcmp(x->key, y->key, x->n < y->n ? x->n : y->n);
	return order != 0 ? order : (x->n > y->n) - (x->n < y->n);
}

static bool
run(struct db *db, const char *sql, const struct count *count, bool counted, struct err *err)
{
	struct stmt *stmt = db_query(db, sql, err);
	const char *part = count->key;
	int i;

	if (stmt == NULL)
		return false;
	for (i = 1; i <= PARTS; i++, part += strlen(part) + 1)
		stmt_text(stmt, i, part);
	if (counted)
		stmt_int(stmt, PARTS + 1, count->by);
	return stmt_run(stmt, err);
}

/* A count of a day that went down may be none; those without a day are few and
 * stay. */
static bool
write_one(struct db *db, const struct count *count, struct err *err)
{
	const char *day = count->key + strlen(count->key) + 1;

	return run(db, "INSERT INTO main.tally(what, day, office, late, until, n)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET n = n + excluded.n",
	    count, true, err) && (count->by > 0 || *day == '\0' ||
	    run(db, "DELETE FROM main.tally WHERE what = ?1 AND day = ?2"
	    " AND office = ?3 AND late = ?4 AND until = ?5 AND n = 0", count, false, err));
}

bool
tally_write(struct store *store, struct err *err)
{
	struct tally *tally = store->tally;
	bool ok = true;
	size_t i;

	if (tally == NULL)
		return true;
	qsort(tally->slot, tally->size, sizeof(*tally->slot), by_key);
	for (i = 0; ok && i < tally->count; i++)
		if (tally->slot[i].by != 0)
			ok = write_one(store->db, &tally->slot[i], err);
	if (ok)
		tally_forget(store);
	return ok;
}
