/*
 * model/rule-facts.c: the dated papers behind one rule and one subject
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/rules-private.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

int
fact_date(const char *text)
{
	char iso[24];
	size_t n;

	if (text == NULL)
		return DATE_NONE;
	n = strlen(text);
	if (n != 4 && n != 7 && n < 10)
		return DATE_NONE;
	snprintf(iso, sizeof iso, "%.10s%s", text, n == 4 ? "-01-01" : n == 7 ? "-01" : "");
	return date_parse(iso);
}

static void
fact_set(struct fact *fact, const char *record, int date)
{
	fact->date = date;
	snprintf(fact->record, sizeof fact->record, "%s", record == NULL ? "" : record);
}

static void
fact_add(struct fact **list, size_t *count, size_t *cap, const char *record, int date)
{
	*list = mem_grow(*list, *count, cap, sizeof **list);
	fact_set(&(*list)[(*count)++], record, date);
}

static int
by_date(const void *a, const void *b)
{
	const struct fact *x = a, *y = b;

	if (x->date != y->date)
		return x->date < y->date ? -1 : 1;
	return strcmp(x->record, y->record);
}

/* Takes one row (part, record, date). */
static void
facts_take(struct facts *facts, enum rule_part part, const char *record, const char *text)
{
	int date = fact_date(text);

	if (part == PART_APPLIES) {
		if (!facts->applies)
			snprintf(facts->applied, sizeof facts->applied, "%s",
			    record == NULL ? "" : record);
		facts->applies = true;
		return;
	}
	if (date == DATE_NONE)
		return;
	if (part == PART_STARTS && (facts->start.date == DATE_NONE || date < facts->start.date))
		fact_set(&facts->start, record, date);
	else if (part == PART_UNTIL && (facts->until.date == DATE_NONE || date < facts->until.date))
		fact_set(&facts->until, record, date);
	else if (part == PART_ANSWERED)
		fact_add(&facts->answer, &facts->answers, &facts->answer_cap, record, date);
	else if (part == PART_EXCUSED)
		fact_add(&facts->excuse, &facts->excuses, &facts->excuse_cap, record, date);
}

static bool
load_count(struct rules *rules, const struct compiled_rule *rule, int *count, struct err *err)
{
	struct stmt *stmt;
	long long n = -1;
	int step;

	*count = rule->def->count;
	if (rule->count_sql == NULL)
		return true;
	stmt = store_query(rules->store, rule->count_sql, NULL, NULL, err);
	if (stmt == NULL)
		return false;
	step = stmt_step(stmt, err);
	if (step == 1 && !stmt_is_null(stmt, 0))
		n = stmt_get_int(stmt, 0);
	stmt_done(stmt);
	if (step < 0)
		return false;
	if (n < 0 || n > 36500)
		return err_set(err, ERR_DATA, "%s:%d：期限规则“%s”的天数或月数应在0到36500之间，请核对相应的设置",
		    rule->def->file, rule->def->line, rule->def->name);
	*count = (int)n;
	return true;
}

bool
facts_load(struct rules *rules, const struct compiled_rule *rule, const char *subject,
    struct facts *facts, struct err *err)
{
	struct stmt *stmt;
	int step;

	*facts = (struct facts){ .start = { "", DATE_NONE }, .until = { "", DATE_NONE } };
	stmt = store_query(rules->store, rule->sql, NULL, NULL, err);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, subject);
	while ((step = stmt_step(stmt, err)) == 1)
		facts_take(facts, (enum rule_part)stmt_get_int(stmt, 0), stmt_get(stmt, 1),
		    stmt_get(stmt, 2));
	stmt_done(stmt);
	if (step < 0 || !load_count(rules, rule, &facts->count, err)) {
		facts_clear(facts);
		return err_wrap(err, "期限规则“%s”：", rule->def->title);
	}
	if (rule->def->applies.sql == NULL)
		facts->applies = true;
	if (facts->answers > 1)
		qsort(facts->answer, facts->answers, sizeof *facts->answer, by_date);
	if (facts->excuses > 1)
		qsort(facts->excuse, facts->excuses, sizeof *facts->excuse, by_date);
	return true;
}

void
facts_clear(struct facts *facts)
{
	free(facts->answer);
	free(facts->excuse);
	*facts = (struct facts){ .answer = NULL };
}

/* Working days are the database's business: it knows the office's holidays. */
static int
workdays(void *arg, int from, int n)
{
	struct rules *rules = arg;
	struct stmt *stmt = db_query(store_db(rules->store), "SELECT add_workdays(?1, ?2)", NULL);
	char iso[DATE_SIZE];
	int date = DATE_NONE;

	if (stmt == NULL)
		return from + n;
	stmt_text(stmt, 1, date_print(from, iso));
	stmt_int(stmt, 2, n);
	if (stmt_step(stmt, NULL) == 1 && stmt_get(stmt, 0) != NULL)
		date = date_parse(stmt_get(stmt, 0));
	stmt_done(stmt);
	return date == DATE_NONE ? from + n : date;
}

static int *
dates_of(const struct fact *fact, size_t count)
{
	int *date = mem_resize(NULL, count + 1, sizeof *date);

	for (size_t i = 0; i < count; i++)
		date[i] = fact[i].date;
	return date;
}

void
facts_judge(struct rules *rules, const struct compiled_rule *rule, const struct facts *facts,
    int as_of, struct rule_result *result)
{
	int *answer = dates_of(facts->answer, facts->answers);
	int *excuse = dates_of(facts->excuse, facts->excuses);
	struct rule_facts plain = {
		.rule = rule->def, .count = facts->count,
		.launch = store_start(rules->store),
		.start = facts->start.date, .until = facts->until.date,
		.answer = answer, .answers = facts->answers,
		.excuse = excuse, .excuses = facts->excuses,
		.as_of = as_of, .workdays = workdays, .arg = rules
	};

	rule_due(&plain, result);
	free(answer);
	free(excuse);
}

void
due_row_make(const struct facts *facts, const struct rule_result *result,
    struct due_row *row, bool *owed)
{
	memset(row, 0, sizeof *row);
	*owed = facts->applies && result->verdict == RULE_OWED;
	if (!*owed)
		return;
	date_print(result->span_from, row->started_on);
	date_print(result->due, row->due_on);
	date_print(result->late_from, row->late_from);
	if (facts->until.date != DATE_NONE)
		date_print(facts->until.date, row->until_on);
	memcpy(row->cause, facts->start.record, sizeof row->cause);
}
