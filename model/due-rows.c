/*
 * model/due-rows.c: the rows of due, kept by difference
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/rules-private.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/name-index.h"
#include "model/tally.h"

/* ---- who a person is in lists ---- */
bool
identity_load(struct identity *identity, struct err *err)
{
	if (identity->number != NULL)
		return true;
	if (*identity->person == '\0') {
		identity->number = mem_text("");
		identity->sort = mem_text("");
		return true;
	}
	return (identity->kept ? search_identity_kept : search_identity)(identity->store,
	    identity->person, &identity->number, &identity->sort, err);
}

void
identity_clear(struct identity *identity)
{
	free(identity->number);
	free(identity->sort);
	identity->number = identity->sort = NULL;
}

/* ---- differences ---- */
void
settle_say(struct settle *settle, const char *fmt, ...)
{
	char text[ERR_TEXT];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	settle->finding(settle->arg, text);
}

/* A row of due with all its columns, as it is or as it should be. */
struct whole {
	struct due_row	row;
	char		person[STORE_ID_SIZE], period[STORE_ID_SIZE], office[STORE_ID_SIZE];
	char		number[64], ower[64];
	bool		ours;
};

static void
take(char *out, size_t size, const char *text)
{
	size_t n = text == NULL ? 0 : strnlen(text, size - 1);

	if (n > 0)
		memcpy(out, text, n);
	out[n] = '\0';
}

static bool
whole_load(struct db *db, const char *rule, const char *subject, struct whole *whole,
    bool *there, struct err *err)
{
	struct stmt *stmt = db_query(db, "SELECT started_on, due_on, late_from, until_on, cause,"
	    " person, period, office, number, ower, ours FROM due"
	    " WHERE rule = ?1 AND subject = ?2", err);
	int step;

	memset(whole, 0, sizeof *whole);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, rule);
	stmt_text(stmt, 2, subject);
	step = stmt_step(stmt, err);
	*there = step == 1;
	if (step == 1) {
		take(whole->row.started_on, DATE_SIZE, stmt_get(stmt, 0));
		take(whole->row.due_on, DATE_SIZE, stmt_get(stmt, 1));
		take(whole->row.late_from, DATE_SIZE, stmt_get(stmt, 2));
		take(whole->row.until_on, DATE_SIZE, stmt_get(stmt, 3));
		take(whole->row.cause, STORE_ID_SIZE, stmt_get(stmt, 4));
		take(whole->person, STORE_ID_SIZE, stmt_get(stmt, 5));
		take(whole->period, STORE_ID_SIZE, stmt_get(stmt, 6));
		take(whole->office, STORE_ID_SIZE, stmt_get(stmt, 7));
		take(whole->number, sizeof whole->number, stmt_get(stmt, 8));
		take(whole->ower, sizeof whole->ower, stmt_get(stmt, 9));
		whole->ours = stmt_get_int(stmt, 10) != 0;
	}
	stmt_done(stmt);
	return step >= 0;
}

static void
whole_make(const struct compiled_rule *rule, const struct subject *subject,
    const char *number, const struct due_row *row, struct whole *whole)
{
	memset(whole, 0, sizeof *whole);
	whole->row = *row;
	take(whole->person, STORE_ID_SIZE, subject->person);
	take(whole->period, STORE_ID_SIZE, subject->period);
	take(whole->office, STORE_ID_SIZE, subject->office);
	take(whole->number, sizeof whole->number, number);
	take(whole->ower, sizeof whole->ower, rule->def->ower);
	whole->ours = rule->def->ours;
}

static bool
whole_same(const struct whole *a, const struct whole *b)
{
	return strcmp(a->row.started_on, b->row.started_on) == 0 &&
	    strcmp(a->row.due_on, b->row.due_on) == 0 &&
	    strcmp(a->row.late_from, b->row.late_from) == 0 &&
	    strcmp(a->row.until_on, b->row.until_on) == 0 &&
	    strcmp(a->row.cause, b->row.cause) == 0 && strcmp(a->person, b->person) == 0 &&
	    strcmp(a->period, b->period) == 0 && strcmp(a->office, b->office) == 0 &&
	    strcmp(a->number, b->number) == 0 && strcmp(a->ower, b->ower) == 0 &&
	    a->ours == b->ours;
}

static const char *
null_if_empty(const char *text)
{
	return *text == '\0' ? NULL : text;
}

/* table: "due" or "temp.due_as_of". */
static bool
whole_insert(struct db *db, const char *table, const char *rule, const char *subject,
    const struct whole *whole, struct err *err)
{
	char *sql = mem_printf("INSERT INTO %s(rule, subject, person, period, office, number,"
	    " started_on, due_on, late_from, until_on, cause, ower, ours)"
	    " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)", table);
	struct stmt *stmt = db_query(db, sql, err);

	free(sql);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, rule);
	stmt_text(stmt, 2, subject);
	stmt_text(stmt, 3, whole->person);
	stmt_text(stmt, 4, null_if_empty(whole->period));
	stmt_text(stmt, 5, whole->office);
	stmt_text(stmt, 6, whole->number);
	stmt_text(stmt, 7, whole->row.started_on);
	stmt_text(stmt, 8, whole->row.due_on);
	stmt_text(stmt, 9, whole->row.late_from);
	stmt_text(stmt, 10, null_if_empty(whole->row.until_on));
	stmt_text(stmt, 11, null_if_empty(whole->row.cause));
	stmt_text(stmt, 12, whole->ower);
	stmt_int(stmt, 13, whole->ours);
	return stmt_run(stmt, err);
}

static bool
run_two(struct db *db, const char *sql, const char *rule, const char *subject, struct err *err)
{
	struct stmt *stmt = db_query(db, sql, err);

	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, rule);
	stmt_text(stmt, 2, subject);
	return stmt_run(stmt, err);
}

static void
whole_count(struct store *store, const char *rule, const struct whole *whole, long n)
{
	tally_add(store, "due", rule, whole->office, whole->row.due_on, whole->row.late_from,
	    whole->row.until_on, n);
}

/* The next due of the same subject: only its dates move, and of the indexes only
 * those that hold them. */
static bool
whole_move(struct db *db, const char *rule, const char *subject, const struct whole *whole,
    struct err *err)
{
	struct stmt *stmt = db_query(db, "UPDATE main.due SET started_on = ?3, due_on = ?4,"
	    " late_from = ?5, until_on = ?6, cause = ?7 WHERE rule = ?1 AND subject = ?2", err);

	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, rule);
	stmt_text(stmt, 2, subject);
	stmt_text(stmt, 3, whole->row.started_on);
	stmt_text(stmt, 4, whole->row.due_on);
	stmt_text(stmt, 5, whole->row.late_from);
	stmt_text(stmt, 6, null_if_empty(whole->row.until_on));
	stmt_text(stmt, 7, null_if_empty(whole->row.cause));
	return stmt_run(stmt, err);
}

static bool
same_but_dates(const struct whole *a, const struct whole *b)
{
	struct whole dated = *a;

	dated.row = b->row;
	return whole_same(&dated, b);
}

/* Writes (or tells) the difference between old and new; each may be absent. */
static bool
due_differ(struct rules *rules, const char *rule, const char *subject,
    const struct whole *old, const struct whole *new, struct settle *settle, struct err *err)
{
	struct db *db = store_db(rules->store);

	if (settle->check) {
		settle_say(settle, "待办与记录不符：规则 %s，对象 %s，库中期限 %s，应为 %s",
		    rule, subject, old == NULL ? "无" : old->row.due_on,
		    new == NULL ? "无" : new->row.due_on);
		return true;
	}
	if (old != NULL)
		whole_count(rules->store, rule, old, -1);
	if (new != NULL)
		whole_count(rules->store, rule, new, 1);
	if (old != NULL && new != NULL && same_but_dates(old, new))
		return whole_move(db, rule, subject, new, err);
	if (old != NULL && !run_two(db, "DELETE FROM due WHERE rule = ?1 AND subject = ?2", rule,
	    subject, err))
		return false;
	return new == NULL || whole_insert(db, "main.due", rule, subject, new, err);
}

/* ---- the newest answer ---- */
/* What stands there: to be compared, or to be taken away. */
static bool
answer_compare(struct db *db, const char *rule, const char *subject, const char *newest,
    struct settle *settle, struct err *err)
{
	const char *key[] = { rule, subject };
	char *old = NULL;
	bool same;

	if (!db_text(db, "SELECT newest_on FROM due_answer WHERE rule = ?1 AND subject = ?2",
	    key, 2, &old, err))
		return false;
	same = strcmp(old == NULL ? "" : old, newest) == 0;
	free(old);
	if (!same && settle->check)
		settle_say(settle, "最近完成日期与记录不符：规则 %s，对象 %s", rule, subject);
	return same || settle->check || run_two(db,
	    "DELETE FROM due_answer WHERE rule = ?1 AND subject = ?2", rule, subject, err);
}

static bool
answer_settle(struct rules *rules, const char *rule, const struct subject *subject,
    const char *newest, struct settle *settle, struct err *err)
{
	struct db *db = store_db(rules->store);
	struct stmt *stmt;

	if (*newest != '\0')
		settle->answers++;
	else if (settle->fresh)
		return true;
	if (*newest == '\0' || settle->check)
		return answer_compare(db, rule, subject->id, newest, settle, err);
	stmt = db_query(db, "INSERT INTO due_answer(rule, subject, person, newest_on)"
	    " VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET newest_on = excluded.newest_on"
	    " WHERE newest_on <> excluded.newest_on", err);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, rule);
	stmt_text(stmt, 2, subject->id);
	stmt_text(stmt, 3, subject->person);
	stmt_text(stmt, 4, newest);
	return stmt_run(stmt, err);
}

static void
newest_of(const struct facts *facts, char out[DATE_SIZE])
{
	int newest = DATE_NONE;

	if (facts->applies && facts->answers > 0)
		newest = facts->answer[facts->answers - 1].date;
	if (facts->applies && facts->excuses > 0 &&
	    facts->excuse[facts->excuses - 1].date > newest)
		newest = facts->excuse[facts->excuses - 1].date;
	out[0] = '\0';
	if (newest != DATE_NONE)
		date_print(newest, out);
}

bool
dues_settle(struct rules *rules, const struct compiled_rule *rule,
    const struct subject *subject, struct identity *identity,
    struct settle *settle, struct err *err)
{
	struct facts facts = { 0 };
	struct rule_result result;
	struct due_row row;
	struct whole old, new;
	char newest[DATE_SIZE] = "";
	bool owed = false, there = false;

	if (subject->live) {
		if (!facts_load(rules, rule, subject->id, &facts, err))
			return false;
		facts_judge(rules, rule, &facts, INT_MAX, &result);
		due_row_make(&facts, &result, &row, &owed);
		newest_of(&facts, newest);
		facts_clear(&facts);
	}
	if (!answer_settle(rules, rule->def->name, subject, newest, settle, err) ||
	    (!settle->fresh && !whole_load(store_db(rules->store), rule->def->name, subject->id, &old, &there, err)))
		return false;
	if (owed) {
		const bool known = there && identity->stands;

		if (!known && !identity_load(identity, err))
			return false;
		whole_make(rule, subject, known ? old.number : identity->number, &row, &new);
		settle->dues++;
	}
	if (owed == there && (!owed || whole_same(&old, &new)))
		return true;
	return due_differ(rules, rule->def->name, subject->id, there ? &old : NULL,
	    owed ? &new : NULL, settle, err);
}

/* ---- an earlier day ---- */
static bool
as_of_tables(struct db *db, struct err *err)
{
	return db_exec(db, "CREATE TEMP TABLE IF NOT EXISTS due_stale("
	    "rule TEXT, subject TEXT, PRIMARY KEY (rule, subject)) WITHOUT ROWID;"
	    "CREATE TEMP TABLE IF NOT EXISTS due_as_of("
	    "rule TEXT, subject TEXT, person TEXT, period TEXT, office TEXT, number TEXT,"
	    "started_on TEXT, due_on TEXT, late_from TEXT, until_on TEXT, cause TEXT,"
	    "ower TEXT, ours INTEGER, PRIMARY KEY (due_on, number, rule, subject)) WITHOUT ROWID;"
	    "DELETE FROM temp.due_stale; DELETE FROM temp.due_as_of", err);
}

/* What one subject owed as far as was known that day. */
static bool
as_of_add(struct rules *rules, const struct compiled_rule *rule, const struct subject *subject,
    const struct identity *identity, int day, struct err *err)
{
	struct facts facts;
	struct rule_result result;
	struct due_row row;
	struct whole whole;
	bool owed;

	if (!facts_load(rules, rule, subject->id, &facts, err))
		return false;
	facts_judge(rules, rule, &facts, day, &result);
	due_row_make(&facts, &result, &row, &owed);
	facts_clear(&facts);
	if (!owed)
		return true;
	whole_make(rule, subject, identity->number, &row, &whole);
	return whole_insert(store_db(rules->store), "temp.due_as_of", rule->def->name,
	    subject->id, &whole, err);
}

static const struct compiled_rule *
rule_named(const struct rules *rules, const char *name)
{
	for (size_t i = 0; i < rules->rule_count; i++)
		if (strcmp(rules->rule[i].def->name, name) == 0)
			return &rules->rule[i];
	return NULL;
}

/* All subjects of one person whose rule was answered after the day. */
static bool
as_of_person(struct rules *rules, const char *name, const char *person, int day, struct err *err)
{
	const struct compiled_rule *rule = rule_named(rules, name);
	struct db *db = store_db(rules->store);
	struct subjects subjects = { 0 };
	struct identity identity = { .store = rules->store, .person = person, .kept = true };
	bool ok;

	if (rule == NULL)
		return true;
	ok = identity_load(&identity, err) &&
	    subjects_of(rules, rule->def->subject, person, &subjects, err);
	for (size_t i = 0; ok && i < subjects.count; i++) {
		if (!subjects.subject[i].live)
			continue;
		ok = run_two(db, "INSERT INTO temp.due_stale(rule, subject) VALUES(?1, ?2)",
		    name, subjects.subject[i].id, err) &&
		    as_of_add(rules, rule, &subjects.subject[i], &identity, day, err);
	}
	free(subjects.subject);
	identity_clear(&identity);
	return ok;
}

static bool
as_of_fill(struct rules *rules, const char *iso, int day, struct err *err)
{
	struct db *db = store_db(rules->store);
	struct stmt *stmt;
	char **list = NULL;
	size_t count = 0, cap = 0;
	bool ok = true;
	int step;

	stmt = db_query(db, "SELECT DISTINCT rule, person FROM due_answer WHERE newest_on > ?1", err);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, iso);
	while ((step = stmt_step(stmt, err)) == 1) {
		list = mem_grow(list, count, &cap, sizeof *list);
		list[count++] = mem_printf("%s\n%s", stmt_get(stmt, 0), stmt_get(stmt, 1));
	}
	stmt_done(stmt);
	ok = step == 0;
	for (size_t i = 0; i < count; i++) {
		char *person = strchr(list[i], '\n');

		*person++ = '\0';
		ok = ok && as_of_person(rules, list[i], person, day, err);
		free(list[i]);
	}
	free(list);
	return ok;
}

bool
rules_as_of(struct rules *rules, int day, bool *differs, struct err *err)
{
	struct db *db = store_db(rules->store);
	char iso[DATE_SIZE];
	const char *value[] = { date_print(day, iso) };
	long long newer, seen;

	*differs = false;
	if (!db_int(db, "SELECT 1 FROM due_answer WHERE newest_on > ?1 LIMIT 1", value, 1, 0,
	    &newer, err))
		return false;
	if (newer == 0)
		return true;
	*differs = true;
	/* The connection may have been opened anew: then the tables are gone. */
	if (!db_int(db, "SELECT CASE WHEN EXISTS (SELECT 1 FROM sqlite_temp_schema"
	    " WHERE name = 'due_as_of') THEN coalesce((SELECT max(rowid) FROM operation), 0)"
	    " ELSE -1 END", NULL, 0, 0, &seen, err))
		return false;
	if (rules->as_of_day == day && rules->as_of_seen == seen)
		return true;
	rules->as_of_day = DATE_NONE;
	if (!as_of_tables(db, err) || !as_of_fill(rules, iso, day, err))
		return false;
	rules->as_of_day = seen < 0 ? DATE_NONE : day;
	rules->as_of_seen = seen;
	return true;
}
