/*
 * model/rule-due.c: from the facts of one subject to what it owes
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/rule-due.h"

#include <assert.h>

int
rule_days_late(int late_from, int on)
{
	return on < late_from ? 0 : on - late_from + 1;
}

int
rule_grid_months(enum rule_every every)
{
	switch (every) {
	case EVERY_MONTH:
		return 1;
	case EVERY_QUARTER:
		return 3;
	case EVERY_HALF:
		return 6;
	case EVERY_YEAR:
		return 12;
	case EVERY_NOT:
	case EVERY_AFTER:
		break;
	}
	return 0;
}

/* times steps of the rule's length on from a date. */
static int
step(const struct rule_facts *facts, int from, int times)
{
	int n = facts->count * times;

	switch (facts->rule->unit) {
	case UNIT_DAYS:
		return from + n;
	case UNIT_WORKDAYS:
		return facts->workdays(facts->arg, from, n);
	case UNIT_MONTHS:
		return date_add_months(from, n);
	}
	return from;
}

/* The first excuse in [from, to] that is known, or DATE_NONE. */
static int
excused(const struct rule_facts *facts, int from, int to)
{
	for (size_t i = 0; i < facts->excuses; i++)
		if (facts->excuse[i] >= from && facts->excuse[i] <= to &&
		    facts->excuse[i] <= facts->as_of)
			return facts->excuse[i];
	return DATE_NONE;
}

static int
first_answer(const struct rule_facts *facts, int from)
{
	for (size_t i = 0; i < facts->answers; i++)
		if (facts->answer[i] >= from && facts->answer[i] <= facts->as_of)
			return facts->answer[i];
	return DATE_NONE;
}

static int
last_answer(const struct rule_facts *facts, int from)
{
	for (size_t i = facts->answers; i-- > 0; )
		if (facts->answer[i] <= facts->as_of)
			return facts->answer[i] >= from ? facts->answer[i] : DATE_NONE;
	return DATE_NONE;
}

/* Owed once: start + within. */
static void
due_once(const struct rule_facts *facts, struct rule_result *result)
{
	const struct ruledef *rule = facts->rule;
	int from = facts->start - rule->early;

	result->span_from = facts->start;
	result->due = step(facts, facts->start, 1);
	result->late_from = result->due + rule->grace + 1;
	result->answer = first_answer(facts, from);
	result->excuse = excused(facts, from, result->late_from - 1);
	if ((rule->since != DATE_NONE && facts->start < rule->since) ||
	    (rule->stop != DATE_NONE && facts->start > rule->stop))
		result->verdict = RULE_NOT_IN_FORCE;
	else if (result->answer != DATE_NONE)
		result->verdict = RULE_ANSWERED;
	else if (result->excuse != DATE_NONE)
		result->verdict = RULE_EXCUSED;
	else if (facts->launch != DATE_NONE && result->due < facts->launch)
		result->verdict = RULE_HISTORY;
}

/* Owed in each span of the calendar: on the last day of the span behind the one
 * last answered. */
static void
due_on_grid(const struct rule_facts *facts, struct rule_result *result)
{
	int months = rule_grid_months(facts->rule->every);
	int end = date_period_end(facts->start, months), next;

	if (!facts->rule->first_same)
		end = date_period_end(end + 1, months);
	if (facts->launch != DATE_NONE && facts->launch > end) {
		end = date_period_end(facts->launch, months);
		result->launched = true;
	}
	if (facts->rule->since != DATE_NONE && facts->rule->since > end)
		end = date_period_end(facts->rule->since, months);
	result->answer = last_answer(facts, facts->start);
	if (result->answer != DATE_NONE) {
		next = date_period_end(date_period_end(result->answer, months) + 1, months);
		if (next > end) {
			end = next;
			result->launched = false;
		}
	}
	while ((next = excused(facts, date_period_start(end, months), end)) != DATE_NONE) {
		result->excuse = next;
		end = date_period_end(end + 1, months);
	}
	result->span_from = date_period_start(end, months);
	result->due = end;
	result->late_from = end + facts->rule->grace + 1;
}

/* Owed so long after the last answer (or the start). */
static void
due_after(const struct rule_facts *facts, struct rule_result *result)
{
	int base = facts->start, before, due, times = 1, found, launch = facts->launch;

	result->answer = last_answer(facts, facts->start);
	if (result->answer != DATE_NONE)
		base = result->answer;
	if (facts->rule->since != DATE_NONE && facts->rule->since > launch)
		launch = facts->rule->since;
	before = base;
	due = step(facts, base, times);
	while (facts->count > 0) {
		found = excused(facts, before + 1, due + facts->rule->grace);
		if (found != DATE_NONE)
			result->excuse = found;
		else if (launch != DATE_NONE && due < launch)
			result->launched = true;
		else
			break;
		before = due;
		due = step(facts, base, ++times);
	}
	result->span_from = before;
	result->due = due;
	result->late_from = due + facts->rule->grace + 1;
}

void
rule_due(const struct rule_facts *facts, struct rule_result *result)
{
	const struct ruledef *rule = facts->rule;

	*result = (struct rule_result){ .verdict = RULE_OWED, .span_from = DATE_NONE,
	    .due = DATE_NONE, .late_from = DATE_NONE, .answer = DATE_NONE,
	    .excuse = DATE_NONE };
	if (facts->start == DATE_NONE) {
		result->verdict = RULE_NO_START;
		return;
	}
	if (rule->every == EVERY_NOT)
		due_once(facts, result);
	else if (rule->every == EVERY_AFTER)
		due_after(facts, result);
	else
		due_on_grid(facts, result);
	if (result->verdict != RULE_OWED)
		return;
	if (rule->every != EVERY_NOT && rule->stop != DATE_NONE && result->due > rule->stop)
		result->verdict = RULE_NOT_IN_FORCE;
	else if (facts->until != DATE_NONE && facts->until <= result->due)
		result->verdict = RULE_ENDED;
}
