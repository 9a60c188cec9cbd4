/*
 * tests/model/rule-due-test.c: what follows from the dates of a rule's papers
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model/rule-due.h"

#define MANY 8

/* A rule and its facts, as texts; "" or NULL = none. */
struct given {
	struct ruledef	 rule;
	int		 count;
	const char	*launch, *start, *until, *as_of;
	const char	*answer[MANY], *excuse[MANY];
};

static int
workdays(void *arg, int from, int n)
{
	return date_add_workdays(from, n, NULL, NULL);
}

static int
day(const char *iso)
{
	return iso == NULL || *iso == '\0' ? DATE_NONE : date_parse(iso);
}

static struct rule_result
judge(const struct given *given)
{
	struct rule_result result;
	int answer[MANY], excuse[MANY];
	struct rule_facts facts = {
		.rule = &given->rule, .count = given->count, .launch = day(given->launch),
		.start = day(given->start), .until = day(given->until),
		.answer = answer, .excuse = excuse,
		.as_of = given->as_of == NULL ? INT_MAX : day(given->as_of),
		.workdays = workdays
	};

	for (; facts.answers < MANY && given->answer[facts.answers] != NULL; facts.answers++)
		answer[facts.answers] = day(given->answer[facts.answers]);
	for (; facts.excuses < MANY && given->excuse[facts.excuses] != NULL; facts.excuses++)
		excuse[facts.excuses] = day(given->excuse[facts.excuses]);
	rule_due(&facts, &result);
	return result;
}

static void
owed(const struct given *given, const char *due)
{
	struct rule_result result = judge(given);
	char iso[DATE_SIZE];

	assert_int_equal(result.verdict, RULE_OWED);
	assert_string_equal(date_print(result.due, iso), due);
	assert_int_equal(result.late_from, result.due + given->rule.grace + 1);
}

static void
verdict(const struct given *given, enum rule_verdict expected)
{
	assert_int_equal(judge(given).verdict, expected);
}

/* All rules' own dates are open. */
#define RULE(...) { .since = DATE_NONE, .stop = DATE_NONE, __VA_ARGS__ }
#define WITHIN RULE(.every = EVERY_NOT)
#define QUARTER RULE(.every = EVERY_QUARTER)

/* ---- late ---- */
static void
rule_due__late__begins_the_day_after_the_last_allowed_day(void **state)
{
	struct given given = { .rule = RULE(.every = EVERY_NOT, .grace = 3), .count = 7,
	    .start = "2025-03-10" };
	struct rule_result result = judge(&given);

	owed(&given, "2025-03-17");
	assert_int_equal(rule_days_late(result.late_from, day("2025-03-17")), 0);
	assert_int_equal(rule_days_late(result.late_from, day("2025-03-20")), 0);
	assert_int_equal(rule_days_late(result.late_from, day("2025-03-21")), 1);
	assert_int_equal(rule_days_late(result.late_from, day("2025-04-01")), 12);
}

/* ---- within ---- */
static void
rule_due__within__counts_days_months_and_working_days(void **state)
{
	struct given given = { .rule = WITHIN, .count = 5, .start = "2024-02-26" };

	owed(&given, "2024-03-02");		/* over 29 February */
	given.start = "2023-02-26";
	owed(&given, "2023-03-03");
	given.rule.unit = UNIT_WORKDAYS;
	given.start = "2025-03-07";		/* a Friday */
	owed(&given, "2025-03-14");
	given.rule.unit = UNIT_MONTHS;
	given.count = 1;
	given.start = "2024-01-31";
	owed(&given, "2024-02-29");
	given.start = "2023-01-31";
	owed(&given, "2023-02-28");
}

static void
rule_due__within__is_answered_by_an_act_on_or_after_the_start(void **state)
{
	struct given given = { .rule = WITHIN, .count = 3, .start = "2025-03-10",
	    .answer = { "2025-03-09" } };

	owed(&given, "2025-03-13");
	given.rule.early = 1;
	verdict(&given, RULE_ANSWERED);
	given.rule.early = 0;
	given.answer[0] = "2025-03-10";
	verdict(&given, RULE_ANSWERED);
	given.answer[0] = "2025-06-01";		/* late, but done */
	verdict(&given, RULE_ANSWERED);
}

static void
rule_due__within__is_excused_by_a_date_inside_the_span(void **state)
{
	struct given given = { .rule = RULE(.every = EVERY_NOT, .grace = 1), .count = 3,
	    .start = "2025-03-10", .excuse = { "2025-03-14" } };

	verdict(&given, RULE_EXCUSED);
	given.excuse[0] = "2025-03-15";
	owed(&given, "2025-03-13");
}

static void
rule_due__within__before_the_launch_is_history(void **state)
{
	struct given given = { .rule = WITHIN, .count = 5, .start = "2025-03-10",
	    .launch = "2025-03-16" };

	verdict(&given, RULE_HISTORY);
	given.launch = "2025-03-15";
	owed(&given, "2025-03-15");
}

static void
rule_due__within__nothing_is_owed_from_until_on(void **state)
{
	struct given given = { .rule = WITHIN, .count = 5, .start = "2025-03-10",
	    .until = "2025-03-15" };

	verdict(&given, RULE_ENDED);
	given.until = "2025-03-16";
	owed(&given, "2025-03-15");
}

static void
rule_due__within__the_rules_own_dates_are_those_of_the_start(void **state)
{
	struct given given = { .rule = WITHIN, .count = 5, .start = "2025-03-10" };

	given.rule.since = day("2025-03-11");
	verdict(&given, RULE_NOT_IN_FORCE);
	given.rule.since = DATE_NONE;
	given.rule.stop = day("2025-03-09");
	verdict(&given, RULE_NOT_IN_FORCE);
	given.rule.stop = day("2025-03-10");
	owed(&given, "2025-03-15");
}

static void
rule_due__no_start__owes_nothing(void **state)
{
	struct given given = { .rule = QUARTER };

	verdict(&given, RULE_NO_START);
}

/* ---- the calendar grid ---- */
static void
rule_due__grid__begins_with_the_next_span(void **state)
{
	struct given given = { .rule = QUARTER, .start = "2025-01-01" };

	owed(&given, "2025-06-30");
	given.start = "2025-03-31";
	owed(&given, "2025-06-30");
	given.start = "2025-04-01";
	owed(&given, "2025-09-30");
	given.start = "2025-12-31";
	owed(&given, "2026-03-31");
}

static void
rule_due__grid__may_begin_with_the_span_of_the_start(void **state)
{
	struct given given = { .rule = RULE(.every = EVERY_QUARTER, .first_same = true),
	    .start = "2025-03-31" };

	owed(&given, "2025-03-31");
	given.answer[0] = "2025-03-30";		/* before the start: not for us */
	owed(&given, "2025-03-31");
	given.answer[0] = "2025-03-31";
	owed(&given, "2025-06-30");
}

static void
rule_due__grid__after_an_answer_comes_the_next_span(void **state)
{
	struct given given = { .rule = QUARTER, .start = "2025-01-10",
	    .answer = { "2025-02-01" } };

	owed(&given, "2025-06-30");		/* too early for the first span */
	given.answer[1] = "2025-04-01";
	owed(&given, "2025-09-30");
	given.answer[1] = "2025-06-30";
	owed(&given, "2025-09-30");
	given.answer[1] = "2025-07-01";		/* late for June, and this quarter's */
	owed(&given, "2025-12-31");
}

static void
rule_due__grid__knows_months_half_years_and_years(void **state)
{
	struct given given = { .rule = RULE(.every = EVERY_MONTH), .start = "2024-01-31" };

	owed(&given, "2024-02-29");
	given.start = "2023-01-31";
	owed(&given, "2023-02-28");
	given.rule.every = EVERY_HALF;
	given.start = "2025-06-30";
	owed(&given, "2025-12-31");
	given.start = "2025-07-01";
	owed(&given, "2026-06-30");
	given.rule.every = EVERY_YEAR;
	owed(&given, "2026-12-31");
}

static void
rule_due__grid__starts_with_the_span_that_holds_the_launch(void **state)
{
	struct given given = { .rule = QUARTER, .start = "2019-05-01", .launch = "2025-03-31" };

	owed(&given, "2025-03-31");
	assert_true(judge(&given).launched);
	given.launch = "2025-04-01";
	owed(&given, "2025-06-30");
	given.answer[0] = "2024-11-01";		/* what came before is history */
	owed(&given, "2025-06-30");
	given.answer[0] = "2025-04-02";
	owed(&given, "2025-09-30");
	given.start = "2025-05-01";
	given.answer[0] = NULL;
	owed(&given, "2025-09-30");
	assert_false(judge(&given).launched);
}

static void
rule_due__grid__skips_excused_spans(void **state)
{
	struct given given = { .rule = QUARTER, .start = "2025-01-10",
	    .excuse = { "2025-04-01", "2025-09-30" } };

	owed(&given, "2025-12-31");
	given.excuse[0] = "2025-03-31";		/* not in the span to be answered */
	owed(&given, "2025-06-30");
}

static void
rule_due__grid__ends_with_until(void **state)
{
	struct given given = { .rule = QUARTER, .start = "2025-01-10", .until = "2025-06-30" };

	verdict(&given, RULE_ENDED);
	given.until = "2025-07-01";
	owed(&given, "2025-06-30");
	given.answer[0] = "2025-05-05";
	verdict(&given, RULE_ENDED);
}

static void
rule_due__grid__stops_with_the_rule(void **state)
{
	struct given given = { .rule = QUARTER, .start = "2025-01-10" };

	given.rule.stop = day("2025-06-29");
	verdict(&given, RULE_NOT_IN_FORCE);
	given.rule.stop = DATE_NONE;
	given.rule.since = day("2025-08-08");
	owed(&given, "2025-09-30");
}

static void
rule_due__as_of__later_answers_and_excuses_are_not_known(void **state)
{
	struct given given = { .rule = QUARTER, .start = "2025-01-10",
	    .answer = { "2025-05-05" }, .excuse = { "2025-08-01" }, .as_of = "2025-05-04" };

	owed(&given, "2025-06-30");
	given.as_of = "2025-05-05";
	owed(&given, "2025-09-30");
	given.as_of = "2025-08-01";
	owed(&given, "2025-12-31");
}

/* ---- after the last answer ---- */
static void
rule_due__after__counts_from_the_last_answer(void **state)
{
	struct given given = { .rule = RULE(.every = EVERY_AFTER, .unit = UNIT_MONTHS),
	    .count = 3, .start = "2024-11-30" };

	owed(&given, "2025-02-28");
	given.answer[0] = "2024-12-31";
	owed(&given, "2025-03-31");
	given.answer[1] = "2025-08-31";
	owed(&given, "2025-11-30");
}

static void
rule_due__after__steps_over_what_fell_due_before_the_launch(void **state)
{
	struct given given = { .rule = RULE(.every = EVERY_AFTER, .unit = UNIT_MONTHS),
	    .count = 1, .start = "2024-01-31", .launch = "2025-02-15" };

	owed(&given, "2025-02-28");		/* each counted from the start */
	given.launch = "2025-03-31";
	owed(&given, "2025-03-31");
}

static void
rule_due__after__is_put_off_by_an_excuse(void **state)
{
	struct given given = { .rule = RULE(.every = EVERY_AFTER, .unit = UNIT_DAYS),
	    .count = 30, .start = "2025-01-01", .excuse = { "2025-01-20" } };

	owed(&given, "2025-03-02");
	given.excuse[0] = "2025-01-01";
	owed(&given, "2025-01-31");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rule_due__late__begins_the_day_after_the_last_allowed_day),
		cmocka_unit_test(rule_due__within__counts_days_months_and_working_days),
		cmocka_unit_test(rule_due__within__is_answered_by_an_act_on_or_after_the_start),
		cmocka_unit_test(rule_due__within__is_excused_by_a_date_inside_the_span),
		cmocka_unit_test(rule_due__within__before_the_launch_is_history),
		cmocka_unit_test(rule_due__within__nothing_is_owed_from_until_on),
		cmocka_unit_test(rule_due__within__the_rules_own_dates_are_those_of_the_start),
		cmocka_unit_test(rule_due__no_start__owes_nothing),
		cmocka_unit_test(rule_due__grid__begins_with_the_next_span),
		cmocka_unit_test(rule_due__grid__may_begin_with_the_span_of_the_start),
		cmocka_unit_test(rule_due__grid__after_an_answer_comes_the_next_span),
		cmocka_unit_test(rule_due__grid__knows_months_half_years_and_years),
		cmocka_unit_test(rule_due__grid__starts_with_the_span_that_holds_the_launch),
		cmocka_unit_test(rule_due__grid__skips_excused_spans),
		cmocka_unit_test(rule_due__grid__ends_with_until),
		cmocka_unit_test(rule_due__grid__stops_with_the_rule),
		cmocka_unit_test(rule_due__as_of__later_answers_and_excuses_are_not_known),
		cmocka_unit_test(rule_due__after__counts_from_the_last_answer),
		cmocka_unit_test(rule_due__after__steps_over_what_fell_due_before_the_launch),
		cmocka_unit_test(rule_due__after__is_put_off_by_an_excuse),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
