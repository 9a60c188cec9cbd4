/*
 * model/demo.c: an invented register, the same for the same seed
 * SPDX-License-Identifier: Apache-2.0
 *
 * Batches are of a fixed number of people, not of a time: the pages of the
 * store, too, are to be the same.
 */
#include "config.h"
#include "model/demo.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/mem.h"
#include "model/demo-private.h"
#include "model/entry.h"

#define BATCH 200
#define PERSONS_MOST 2000000L
/* Many rows of many tables: pages are not to be written twice. */
#define CACHE "PRAGMA main.cache_size = -32000"

/* What is cooked, as one operation. */
static bool
write_papers(struct store *store, struct cook *cook, struct err *err)
{
	struct change change[COOK_PAPERS];
	struct operation operation = { .verb = "demo", .change = change };
	struct outcome outcome;
	size_t i;

	for (i = 0; i < cook->count; i++) {
		change[i].kind = CHANGE_CREATE;
		change[i].record = cook->paper[i];
	}
	operation.count = cook->count;
	memset(&outcome, 0, sizeof(outcome));
	if (entry_write_sure(store, &operation, &outcome, err))
		return true;
	record_free(outcome.stored);
	return false;
}

static bool
write_offices(struct store *store, struct cook *cook, struct err *err)
{
	size_t i;
	bool ok = true;

	if (!store_begin(store, err))
		return false;
	for (i = 0; ok && i < cook->offices; i++)
		ok = cook_office(cook, i, err) && write_papers(store, cook, err);
	ok = ok && entry_settle(store, err);
	if (ok)
		return store_commit(store, err);
	store_rollback(store);
	return false;
}

static bool
write_batch(struct store *store, struct cook *cook, long count, struct err *err)
{
	long i;
	bool ok = true;

	if (!store_begin(store, err))
		return false;
	for (i = 0; ok && i < count; i++)
		ok = cook_person(cook, err) && write_papers(store, cook, err) &&
		    entry_settle_others(store, err);
	ok = ok && entry_settle(store, err);
	if (ok)
		return store_commit(store, err);
	store_rollback(store);
	return false;
}

static bool
write_people(struct store *store, const struct recipe *recipe, long persons,
    unsigned long long seed, bool (*progress)(void *arg, long done, long all),
    void *arg, struct err *err)
{
	struct cook cook;
	long done = 0, count;
	bool ok = true;

	cook_init(&cook, recipe, seed, persons);
	while (ok && done < persons) {
		count = persons - done < BATCH ? persons - done : BATCH;
		ok = write_batch(store, &cook, count, err);
		done += count;
		if (ok && progress != NULL && !progress(arg, done, persons))
			ok = err_set(err, ERR_INTERRUPTED, "没有做完，已删去；"
			    "请再运行一次");
	}
	ok = ok && write_offices(store, &cook, err);
	cook_clear(&cook);
	return ok;
}

/* A register that was not finished is none: nobody has worked in it yet. */
static void
remove_store(const char *path)
{
	static const char *const tail[] = { "", "-journal", ".lock", ".drafts",
		".reserve" };
	char *name;
	size_t i;

	for (i = 0; i < sizeof(tail) / sizeof(tail[0]); i++) {
		name = mem_printf("%s%s", path, tail[i]);
		unlink(name);
		free(name);
	}
}

static struct store *
create(const struct store_options *options, struct recipe *recipe, long persons,
    unsigned long long seed, bool (*progress)(void *arg, long done, long all),
    void *arg, struct err *err)
{
	struct store_options made = *options;
	struct store *store;
	char *path;

	made.seeded = true;
	made.seed = seed;
	if (made.user == NULL)
		made.user = recipe->user;
	store = store_create(&made, recipe->title, date_today() - recipe->start, err);
	if (store == NULL) {
		recipe_free(recipe);
		return NULL;
	}
	if (db_exec(store_db(store), CACHE, err) &&
	    recipe_bind(recipe, store, err) && write_people(store, recipe, persons,
	    seed, progress, arg, err))
		return store;
	recipe_free(recipe);
	path = mem_text(store_path(store));
	store_close(store);
	remove_store(path);
	free(path);
	return NULL;
}

struct store *
demo_create(const struct store_options *options, long persons,
    unsigned long long seed, bool (*progress)(void *arg, long done, long all),
    void *arg, struct err *err)
{
	char day[DATE_SIZE], stamp[DATE_STAMP_SIZE];
	struct recipe *recipe;
	struct store *store;
	char *text;

	if (persons < 0 || persons > PERSONS_MOST) {
		err_set(err, ERR_INPUT, "人数要在 0 到 %ld 之间", PERSONS_MOST);
		return NULL;
	}
	recipe = recipe_open(err);
	if (recipe == NULL)
		return NULL;
	text = mem_printf("%s 08:00:00", date_print(date_today(), day));
	memcpy(stamp, text, sizeof(stamp));
	free(text);
	date_fix_stamp(stamp);
	store = create(options, recipe, persons, seed, progress, arg, err);
	date_fix_stamp(NULL);
	if (store != NULL)
		recipe_free(recipe);
	return store;
}
