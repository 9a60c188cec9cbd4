/*
 * model/compare-scope.c: our side of a comparison
 * SPDX-License-Identifier: Apache-2.0
 *
 * The report's scope says which periods are compared.  They are read in slices
 * of their ids; what is settled afterwards asks temporary tables only.
 */
#include "config.h"
#include "model/compare-private.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "base/mem.h"
#include "model/column.h"

enum { SLICE_FIRST = 500, SLICE_LEAST = 50, SLICE_MOST = 20000 };

long
compare_clock(void)
{
	struct timespec now;

	if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
		return 0;
	return (long)(now.tv_sec * 1000 + now.tv_nsec / 1000000);
}

/* ---- the periods in scope ---- */

struct reading {
	struct comparing *c;
	const struct compare_options *options;
	char		*sql_one;	/* a period and its person */
	long		 done;
};

/* The words of a period that the sheet shows, by the forms' own blanks. */
static char *
one_sql(const struct comparing *c)
{
	const struct import_plan *plan = c->plan;

	return mem_printf("SELECT h.id, h.%s, h.%s, h.%s, %s%s, p.%s"
	    " FROM main.period AS p JOIN main.person AS h ON h.id = p.person"
	    " WHERE p.id = ?1", plan->serial->name, plan->name->name,
	    plan->id_card->name, c->place != NULL ? "p." : "",
	    c->place != NULL ? c->place->name : "NULL", plan->period_date->name);
}

static bool
keep_one(struct reading *reading, const char *period, struct err *err)
{
	struct db *db = store_db(reading->c->store);
	struct stmt *from = db_query(db, reading->sql_one, err), *to;
	char key[IDCARD_SIZE];
	bool ok;
	int i;

	if (from == NULL)
		return false;
	stmt_text(from, 1, period);
	if (stmt_step(from, err) != 1) {
		stmt_done(from);
		return err_set(err, ERR_DATA, "对账的范围里有不是帮教期的记录 %s；"
		    "请检查 %s:%d 的 scope", period, reading->options->report->file,
		    reading->options->report->scope_line);
	}
	to = db_query(db, "INSERT OR IGNORE INTO temp.compared_scope(period, person,"
	    " number, name, id_card, place, day, id_key, id_card_masked) VALUES (?1,"
	    " ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", err);
	ok = to != NULL;
	if (ok) {
		const char *id = stmt_get(from, 3);
		struct buf masked = BUF_INIT;

		stmt_text(to, 1, period);
		for (i = 0; i < 6; i++)
			stmt_text(to, i + 2, stmt_get(from, i));
		compare_id_key(id, key);
		stmt_text(to, 8, key[0] != '\0' ? key : NULL);
		if (id != NULL)
			mask_add(reading->c->plan->id_card->mask, id, &masked);
		stmt_text(to, 9, id != NULL ? buf_str(&masked) : NULL);
		ok = stmt_run(to, err);
		buf_clear(&masked);
	}
	stmt_done(from);
	return ok;
}

static void
bind(struct stmt *stmt, const char *name, const char *value, bool number)
{
	char *mark = mem_printf(":%s", name);
	int at = stmt_param(stmt, mark);

	free(mark);
	if (value != NULL && number)
		stmt_int(stmt, at, strtoll(value, NULL, 10));
	else
		stmt_text(stmt, at, value);
}

/* The periods of one slice, in one read. */
static bool
read_slice(struct reading *reading, const char *after, const char *upto,
    struct err *err)
{
	const struct compare_options *options = reading->options;
	struct stmt *stmt = store_query(reading->c->store, options->report->scope,
	    NULL, NULL, err);
	bool ok = true;
	size_t i;
	int got = 0;

	if (stmt == NULL)
		return err_wrap(err, "%s:%d：", options->report->file,
		    options->report->scope_line);
	for (i = 0; i < options->count; i++)
		bind(stmt, options->value[i].name, options->value[i].value,
		    options->value[i].number);
	bind(stmt, "after", after, false);
	/* Ids are of letters and digits. */
	bind(stmt, "upto", upto != NULL ? upto : "\177", false);
	while (ok && (got = stmt_step(stmt, err)) == 1) {
		ok = stmt_is_null(stmt, 0) || keep_one(reading, stmt_get(stmt, 0), err);
		reading->done++;
	}
	stmt_done(stmt);
	return ok && got == 0;
}

/* The id so many periods behind `after`, NULL at the end. */
static bool
slice_end(struct reading *reading, const char *after, long size, char **upto,
    struct err *err)
{
	struct stmt *stmt = db_query(store_db(reading->c->store), "SELECT id"
	    " FROM main.period WHERE id > ?1 ORDER BY id LIMIT 1 OFFSET ?2", err);
	int got;

	*upto = NULL;
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, after);
	stmt_int(stmt, 2, size - 1);
	got = stmt_step(stmt, err);
	if (got == 1)
		*upto = mem_text(stmt_get(stmt, 0));
	stmt_done(stmt);
	return got >= 0;
}

static long
next_size(long size, long took)
{
	long wanted = took < 1 ? size * 4 : size * COMPARE_READ_MS / took;

	if (wanted > size * 4)
		wanted = size * 4;
	if (wanted > SLICE_MOST)
		wanted = SLICE_MOST;
	return wanted < SLICE_LEAST ? SLICE_LEAST : wanted;
}

static bool
goes_on(const struct compare_options *options, long done, struct err *err)
{
	const struct import_options *import = options->import;

	return import->progress == NULL || import->progress(import->arg, done, 0) ||
	    err_set(err, ERR_INTERRUPTED, "对账已停下，什么也没有写入");
}

static bool
read_scope(struct reading *reading, struct err *err)
{
	struct db *db = store_db(reading->c->store);
	char *after = mem_text(""), *upto = NULL;
	long size = SLICE_FIRST, began;
	bool ok = true, more = true;

	for (; ok && more; after = upto) {
		ok = db_exec(db, "BEGIN", err);
		began = compare_clock();
		ok = ok && slice_end(reading, after, size, &upto, err) &&
		    read_slice(reading, after, upto, err);
		if (!ok && db_in_transaction(db))
			db_rollback(db);
		ok = ok && db_commit(db, err) &&
		    goes_on(reading->options, reading->done, err);
		size = next_size(size, compare_clock() - began);
		more = upto != NULL;
		free(after);
	}
	free(after);
	return ok;
}

/* ---- who has no counterpart ---- */

/* A row that is read, and is of nobody in scope, is theirs only. */
#define SETTLE_OUT \
	"UPDATE temp.compared SET class = 'theirs', kind = 'outside', why = out" \
	" WHERE class IN ('same', 'differs')" \
	" AND period NOT IN (SELECT period FROM temp.compared_scope);" \
	"DELETE FROM temp.compared_blank WHERE seq IN" \
	" (SELECT seq FROM temp.compared WHERE class = 'theirs');"

/* A period without a row, unless a row that could not be compared may be its:
 * one of this person, or in doubt between him and others, or with his ID
 * number, or of his name with none. */
#define SETTLE_OURS \
	"DELETE FROM temp.compared_scope AS s WHERE EXISTS (SELECT 1" \
	" FROM temp.compared AS c WHERE c.period = s.period" \
	" AND c.class IN ('same', 'differs'));" \
	"UPDATE temp.compared_scope SET doubt = coalesce(" \
	" (SELECT min(c.line) FROM temp.compared AS c WHERE c.person = compared_scope.person" \
	"  AND c.kind = 'unread')," \
	" (SELECT min(d.line) FROM temp.compared_doubt AS d" \
	"  WHERE d.number = compared_scope.number)," \
	" (SELECT min(c.line) FROM temp.compared AS c WHERE c.id_key = compared_scope.id_key" \
	"  AND c.kind = 'unread')," \
	" (SELECT min(c.line) FROM temp.compared AS c WHERE c.name = compared_scope.name" \
	"  AND c.kind = 'unread' AND c.person IS NULL AND (c.id_key IS NULL" \
	"  OR compared_scope.id_key IS NULL)));"

/* What the other side has that is near it, to help who looks for it. */
#define SETTLE_NEAR \
	"UPDATE temp.compared SET why = coalesce(why || '；', '') || '本所有同名的：'" \
	" || (SELECT group_concat(n, '、') FROM (SELECT coalesce(s.number, '（无编号）')" \
	"  AS n FROM temp.compared_scope AS s WHERE s.name = compared.name" \
	"  AND s.doubt IS NULL ORDER BY s.number LIMIT 3))" \
	" WHERE class = 'theirs' AND person IS NULL AND EXISTS (SELECT 1" \
	"  FROM temp.compared_scope AS s WHERE s.name = compared.name" \
	"  AND s.doubt IS NULL);" \
	"UPDATE temp.compared_scope SET why = (SELECT '名单第 ' || c.line ||" \
	"  ' 行有此人，日期是 ' || coalesce(c.day, '空的') FROM temp.compared AS c" \
	"  WHERE c.person = compared_scope.person AND c.kind IS NOT 'unread'" \
	"  ORDER BY c.line LIMIT 1) WHERE doubt IS NULL;" \
	"UPDATE temp.compared_scope SET why = '名单有同名的：第 ' || (SELECT" \
	"  group_concat(line, '、') FROM (SELECT c.line FROM temp.compared AS c" \
	"  WHERE c.name = compared_scope.name AND c.class = 'theirs'" \
	"  AND c.person IS NULL ORDER BY c.line LIMIT 3)) || ' 行'" \
	" WHERE doubt IS NULL AND why IS NULL AND EXISTS (SELECT 1" \
	"  FROM temp.compared AS c WHERE c.name = compared_scope.name" \
	"  AND c.class = 'theirs' AND c.person IS NULL);" \
	"UPDATE temp.compared_scope SET why = '可能是名单第 ' || doubt ||" \
	"  ' 行的人，那一行无法比对' WHERE doubt IS NOT NULL;"

#define SETTLE_IN \
	"INSERT INTO temp.compared(class, kind, person, period, number, name," \
	" id_card, id_card_masked, id_key, place, day, why)" \
	" SELECT CASE WHEN doubt IS NULL THEN 'ours' ELSE 'unclear' END," \
	" CASE WHEN doubt IS NOT NULL THEN 'ours' END, person, period, number, name," \
	" id_card, id_card_masked, id_key, place, day, why FROM temp.compared_scope" \
	" ORDER BY number, period"

bool
compare_scope(struct comparing *comparing, const struct compare_options *options,
    struct err *err)
{
	struct db *db = store_db(comparing->store);
	struct reading reading = { comparing, options, one_sql(comparing), 0 };
	bool ok;

	ok = read_scope(&reading, err);
	free(reading.sql_one);
	return ok && db_exec(db, SETTLE_OUT, err) && goes_on(options, 0, err) &&
	    db_exec(db, SETTLE_OURS, err) && goes_on(options, 0, err) &&
	    db_exec(db, SETTLE_NEAR, err) && goes_on(options, 0, err) &&
	    db_exec(db, SETTLE_IN, err);
}
