/*
 * model/rules-check.c: all people anew, and what is kept against what should be
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/rules-private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/tally.h"

#define SLICE 100		/* people in one write */

/* ---- tally = rows ---- */
/* What is kept and what it should be, where they differ: one kind after the
 * other, for each sorts all its rows. */
static const struct kind { const char *rows, *kept; } kinds[] = {
	{ "SELECT 'due/' || rule, office, due_on, late_from, coalesce(until_on, ''), count(*)"
	    " FROM due GROUP BY 1, 2, 3, 4, 5", "due/%" },
	{ "SELECT 'from/' || track || '/' || state, office, from_on, '', '', count(*)"
	    " FROM standing GROUP BY 1, 2, 3", "from/%" },
	{ "SELECT 'until/' || track || '/' || state, office, until_on, '', '', count(*)"
	    " FROM standing WHERE until_on IS NOT NULL GROUP BY 1, 2, 3", "until/%" },
	{ "SELECT 'from-month/' || track || '/' || state, office, substr(from_on, 1, 7),"
	    " '', '', count(*) FROM standing GROUP BY 1, 2, 3", "from-month/%" },
	{ "SELECT 'until-month/' || track || '/' || state, office, substr(until_on, 1, 7),"
	    " '', '', count(*) FROM standing WHERE until_on IS NOT NULL GROUP BY 1, 2, 3",
	    "until-month/%" },
};
#define DIFFERENCES "WITH rows(what, office, day, late, until, n) AS (%s)," \
	" both AS (SELECT what, office, day, late, until, n, 0 AS was FROM rows" \
	" UNION ALL SELECT what, office, day, late, until, 0, n FROM tally WHERE what LIKE '%s')" \
	" SELECT what, office, day, late, until, sum(was), sum(n) FROM both" \
	" GROUP BY 1, 2, 3, 4, 5 HAVING sum(was) <> sum(n)"

struct differing { char *key[5]; long long is, should; };
struct differings { size_t count, cap; struct differing *one; };

static void
differings_cut(struct differings *list, size_t count)
{
	while (list->count > count) {
		list->count--;
		for (int k = 0; k < 5; k++)
			free(list->one[list->count].key[k]);
	}
}

static void
differings_clear(struct differings *list)
{
	differings_cut(list, 0);
	free(list->one);
}

static bool
load_kind(struct db *db, const struct kind *kind, struct differings *list, struct err *err)
{
	char *sql = mem_printf(DIFFERENCES, kind->rows, kind->kept);
	struct stmt *stmt = db_query(db, sql, err);
	struct differing *one;
	size_t before = list->count;
	int step;

	free(sql);
	if (stmt == NULL)
		return false;
	stmt_gives_way(stmt);
	do {
		differings_cut(list, before);
		while ((step = stmt_step(stmt, err)) == 1) {
			list->one = mem_grow(list->one, list->count, &list->cap, sizeof *one);
			one = &list->one[list->count++];
			for (int k = 0; k < 5; k++)
				one->key[k] = mem_text(stmt_get(stmt, k));
			one->is = stmt_get_int(stmt, 5);
			one->should = stmt_get_int(stmt, 6);
		}
	} while (step < 0 && stmt_gave_way(stmt, err));
	stmt_done(stmt);
	return step == 0;
}

static bool
differings_load(struct db *db, struct differings *list, struct err *err)
{
	bool ok = true;

	for (size_t i = 0; ok && i < sizeof kinds / sizeof *kinds; i++)
		ok = load_kind(db, &kinds[i], list, err);
	return ok;
}

static bool
tally_mend(struct db *db, const struct differings *list, struct err *err)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct differing *one = &list->one[i];
		struct stmt *stmt = db_query(db, one->should == 0 ?
		    "DELETE FROM tally WHERE what = ?1 AND office = ?2 AND day = ?3"
		    " AND late = ?4 AND until = ?5" :
		    "INSERT INTO tally(what, office, day, late, until, n)"
		    " VALUES(?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO UPDATE SET n = excluded.n", err);

		if (stmt == NULL)
			return false;
		for (int k = 0; k < 5; k++)
			stmt_text(stmt, k + 1, one->key[k]);
		if (one->should != 0)
			stmt_int(stmt, 6, one->should);
		if (!stmt_run(stmt, err))
			return false;
	}
	return true;
}

static bool
check_tally(struct db *db, struct settle *settle, struct err *err)
{
	struct differings list = { 0 };
	bool ok = differings_load(db, &list, err);

	for (size_t i = 0; ok && i < list.count; i++)
		settle_say(settle, "计数与记录不符：%s %s，库中%lld，应为%lld", list.one[i].key[0],
		    list.one[i].key[2], list.one[i].is, list.one[i].should);
	differings_clear(&list);
	return ok;
}

/* ---- all people, slice by slice ---- */
struct slice { size_t count; char id[SLICE][STORE_ID_SIZE]; };

static bool
slice_load(struct db *db, const char *after, struct slice *slice, struct err *err)
{
	struct stmt *stmt = db_query(db, "SELECT id FROM main.person WHERE id > ?1"
	    " ORDER BY id LIMIT ?2", err);
	int step;

	slice->count = 0;
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, after);
	stmt_int(stmt, 2, SLICE);
	while ((step = stmt_step(stmt, err)) == 1 && slice->count < SLICE)
		snprintf(slice->id[slice->count++], STORE_ID_SIZE, "%s", stmt_get(stmt, 0));
	stmt_done(stmt);
	return step >= 0;
}

static bool
meta_set(struct db *db, bool on, struct err *err)
{
	return db_exec(db, on ? "INSERT INTO meta(name, value) VALUES('unsettled', '1')"
	    " ON CONFLICT DO NOTHING" : "DELETE FROM meta WHERE name = 'unsettled'", err);
}

bool
rules_unsettled(struct store *store, bool *unsettled, struct err *err)
{
	long long n;

	if (!db_int(store_db(store), "SELECT 1 FROM meta WHERE name = 'unsettled'", NULL, 0, 0,
	    &n, err))
		return false;
	*unsettled = n != 0;
	return true;
}

/* Names of rules or tracks that stand in a table; with counts, freed by caller. */
static bool
names_in(struct db *db, const char *sql, char ***list, size_t *count, struct err *err)
{
	struct stmt *stmt = db_query(db, sql, err);
	size_t cap = 0;
	int step;

	*list = NULL;
	*count = 0;
	if (stmt == NULL)
		return false;
	while ((step = stmt_step(stmt, err)) == 1) {
		*list = mem_grow(*list, *count, &cap, sizeof **list);
		(*list)[(*count)++] = mem_text(stmt_get(stmt, 0));
	}
	stmt_done(stmt);
	return step == 0;
}

static bool
delete_of(struct db *db, const char *sql, const char *name, struct err *err)
{
	struct stmt *stmt = db_query(db, sql, err);

	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, name);
	return stmt_run(stmt, err);
}

static bool
named(const struct rules *rules, bool track, const char *name)
{
	for (size_t i = 0; i < (track ? rules->track_count : rules->rule_count); i++)
		if (strcmp(track ? rules->track[i].def->name : rules->rule[i].def->name, name) == 0)
			return true;
	return false;
}

/* Rows of rules and tracks that no definition has any more. */
static bool
drop_gone(struct rules *rules, struct err *err)
{
	struct db *db = store_db(rules->store);
	char **list;
	size_t count;
	bool ok = names_in(db, "SELECT DISTINCT rule FROM due UNION SELECT DISTINCT rule FROM due_answer"
	    " UNION SELECT DISTINCT substr(what, 5) FROM tally WHERE what LIKE 'due/%'",
	    &list, &count, err);

	for (size_t i = 0; i < count; i++) {
		if (ok && !named(rules, false, list[i]))
			ok = delete_of(db, "DELETE FROM due WHERE rule = ?1", list[i], err) &&
			    delete_of(db, "DELETE FROM due_answer WHERE rule = ?1", list[i], err) &&
			    delete_of(db, "DELETE FROM tally WHERE what = 'due/' || ?1", list[i], err);
		free(list[i]);
	}
	free(list);
	if (!ok || !names_in(db, "SELECT DISTINCT track FROM standing", &list, &count, err))
		return false;
	for (size_t i = 0; i < count; i++) {
		if (ok && !named(rules, true, list[i]))
			ok = delete_of(db, "DELETE FROM standing WHERE track = ?1", list[i], err) &&
			    delete_of(db, "DELETE FROM tally WHERE what LIKE 'from%/' || ?1 || '/%'"
			    " OR what LIKE 'until%/' || ?1 || '/%'", list[i], err);
		free(list[i]);
	}
	free(list);
	return ok;
}

static bool
rebuild_slice(struct rules *rules, const struct slice *slice, struct err *err)
{
	struct settle settle = { .check = false };

	for (size_t i = 0; i < slice->count; i++)
		if (!rules_settle(rules, slice->id[i], (struct saved){ NULL, 0 }, &settle, err))
			return false;
	return true;
}

/* The first write: says that a rebuild is under way. */
static bool
rebuild_begin(struct rules *rules, struct err *err)
{
	struct settle settle = { .check = false };

	return meta_set(store_db(rules->store), true, err) && drop_gone(rules, err) &&
	    rules_settle(rules, "", (struct saved){ NULL, 0 }, &settle, err);
}

/* The last write: counts that are wrong, if any were found before it. */
static bool
rebuild_end(struct rules *rules, const struct differings *before, struct err *err)
{
	struct db *db = store_db(rules->store);
	struct differings list = { 0 };
	bool ok = before->count == 0 || (differings_load(db, &list, err) &&
	    tally_mend(db, &list, err));

	differings_clear(&list);
	return ok && meta_set(db, false, err);
}

/* Does one step of a rebuild in a write of its own, unless there is one. */
static bool
in_write(struct rules *rules, bool own, const struct slice *slice, struct err *err)
{
	struct differings wrong = { 0 };
	bool ok;

	if (slice != NULL && slice->count == 0 &&
	    !differings_load(store_db(rules->store), &wrong, err))
		return false;
	ok = !own || store_begin(rules->store, err);
	if (!ok)
		own = false;
	ok = ok && (slice == NULL ? rebuild_begin(rules, err) :
	    slice->count == 0 ? rebuild_end(rules, &wrong, err) :
	    rebuild_slice(rules, slice, err)) && tally_write(rules->store, err);
	differings_clear(&wrong);
	if (!own)
		return ok;
	if (ok)
		return store_commit(rules->store, err);
	store_rollback(rules->store);
	return false;
}

bool
rules_rebuild(struct store *store, bool (*progress)(void *arg, long done, long all),
    void *arg, struct err *err)
{
	struct rules *rules = rules_of(store, err);
	bool own = !db_in_transaction(store_db(store));
	struct slice *slice;
	char after[STORE_ID_SIZE] = "";
	long long all;
	long done = 0;
	bool ok;

	if (rules == NULL || !db_int(store_db(store), "SELECT count(*) FROM main.person", NULL, 0, 0,
	    &all, err) || !in_write(rules, own, NULL, err))
		return false;
	slice = mem_new(sizeof *slice);
	do {
		ok = slice_load(store_db(store), after, slice, err) &&
		    in_write(rules, own, slice, err);
		if (slice->count > 0)
			strcpy(after, slice->id[slice->count - 1]);
		done += (long)slice->count;
		if (ok && slice->count > 0 && progress != NULL && !progress(arg, done, (long)all))
			ok = err_set(err, ERR_INTERRUPTED, "已停止，待办和状态还没有全部重算，请再做一次");
	} while (ok && slice->count > 0);
	free(slice);
	return ok;
}

/* ---- check ---- */
/* More rows than the people's papers account for. */
static bool
check_spare(struct db *db, const char *sql, long expected, const char *what,
    struct settle *settle, struct err *err)
{
	long long n;

	if (!db_int(db, sql, NULL, 0, 0, &n, err))
		return false;
	if (n > expected)
		settle_say(settle, "%s多出%lld行，没有对应的记录", what, n - expected);
	return true;
}

static bool
check_person(struct rules *rules, const char *person, struct settle *settle, struct err *err)
{
	struct db *db = store_db(rules->store);
	bool ok, own;

	if (!db_hold(db, &own, err))
		return false;
	ok = rules_settle(rules, person, (struct saved){ NULL, 0 }, settle, err);
	db_let_go(db, own);
	return ok;
}

bool
rules_check(struct store *store, void (*finding)(void *arg, const char *text), void *arg,
    struct err *err)
{
	struct rules *rules = rules_of(store, err);
	struct settle settle = { .check = true, .finding = finding, .arg = arg };
	struct db *db = store_db(store);
	char after[STORE_ID_SIZE] = "";
	struct slice *slice;
	bool ok, unsettled = false;

	if (rules == NULL || !rules_unsettled(store, &unsettled, err) ||
	    !rules_settle(rules, "", (struct saved){ NULL, 0 }, &settle, err))
		return false;
	if (unsettled)
		settle_say(&settle, "待办和状态的重算没有做完，请再运行 accept");
	slice = mem_new(sizeof *slice);
	do {
		ok = slice_load(db, after, slice, err);
		for (size_t i = 0; ok && i < slice->count; i++)
			ok = check_person(rules, slice->id[i], &settle, err);
		if (slice->count > 0)
			strcpy(after, slice->id[slice->count - 1]);
	} while (ok && slice->count > 0);
	free(slice);
	return ok && check_tally(db, &settle, err) &&
	    check_spare(db, "SELECT count(*) FROM due", settle.dues, "待办", &settle, err) &&
	    check_spare(db, "SELECT count(*) FROM due_answer", settle.answers, "最近完成日期",
	    &settle, err) &&
	    check_spare(db, "SELECT count(*) FROM standing", settle.standings, "状态", &settle, err);
}
