/*
 * tests/model/entry-test.c: the one way in
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "tests/model/office.h"

struct case_ {			/* a person with a period, and two that may change */
	struct store	*store;
	struct record	*person, *period;
};

static struct case_
begin(struct place *place)
{
	struct case_ c;

	c.store = office_new(place);
	c.person = office_record(c.store, "person", NULL, NULL, "name", "张三", "born", "1980-05",
	    "rich", "0", NULL);
	office_do(c.store, CHANGE_CREATE, c.person);
	c.period = office_record(c.store, "period", c.person->id, NULL, "released_on",
	    "2026-01-05", "village", "东村", NULL);
	office_do(c.store, CHANGE_CREATE, c.period);
	return c;
}

static void
end(struct case_ *c)
{
	record_free(c->person);
	record_free(c->period);
	store_close(c->store);
}

static struct record *
new_visit(struct case_ *c)
{
	return office_record(c->store, "visit", c->person->id, c->period->id, "visited_on",
	    "2026-02-01", "method", "home", "ways", "phone\nhome\nphone", "content",
	    "两行\n第二行\t\\", "cost", "12.5", "people", "03", NULL);
}

static void
expect_text(struct store *store, const char *sql, const char *is)
{
	char *text = office_text(store, sql);

	if (text == NULL || strcmp(text, is) != 0)
		fail_msg("%s: \"%s\", not \"%s\"", sql, text != NULL ? text : "NULL", is);
	free(text);
}

static struct record *
load(struct store *store, const struct record *record)
{
	struct err err = ERR_INIT;
	struct record *loaded = record_load(store, record->form, record->id, true, &err);

	if (loaded == NULL)
		fail_msg("%s", err.text);
	return loaded;
}

static void
entry__create__gives_number_version_and_comes_back_whole(void **state)
{
	struct case_ c = begin(*state);
	struct record *visit = new_visit(&c), *back;

	assert_string_equal(record_get(c.person, "number"), "A000001");
	assert_string_equal(c.person->version, "A-000001");
	office_do(c.store, CHANGE_CREATE, visit);
	assert_string_equal(visit->version, "A-000003");
	assert_int_equal(strlen(visit->id), STORE_ID_SIZE - 1);
	back = load(c.store, visit);
	assert_string_equal(record_get(back, "ways"), "home\nphone");
	assert_string_equal(record_get(back, "cost"), "12.50");
	assert_string_equal(record_get(back, "people"), "3");
	assert_string_equal(record_get(back, "content"), "两行\n第二行\t\\");
	assert_null(record_get(back, "answers"));
	assert_string_equal(back->made_by, "zhang");
	assert_string_equal(back->person, c.person->id);
	record_free(back);
	record_free(visit);
	end(&c);
}

static void
entry__create__logs_one_row_with_all_values(void **state)
{
	struct case_ c = begin(*state);
	struct record *visit = new_visit(&c);

	record_set_absent(visit, "content", "refused");
	office_do(c.store, CHANGE_CREATE, visit);
	assert_int_equal(office_number(c.store, "SELECT count(*) FROM change"
	    " WHERE operation = 'A-000003'"), 1);
	expect_text(c.store, "SELECT substr(after, instr(after, 'visited_on')) FROM change WHERE"
	    " operation = 'A-000003'", "visited_on\t2026-02-01\nmethod\thome\n"
	    "ways\thome\\nphone\ncost\t12.50\npeople\t3\nabsent\tcontent=refused\n");
	expect_text(c.store, "SELECT previous || station || seq || who FROM operation"
	    " WHERE id = 'A-000003'", "A-000002A3zhang");
	record_free(visit);
	end(&c);
}

static void
entry__create__twice_is_done_once(void **state)
{
	struct case_ c = begin(*state);
	struct record *visit = new_visit(&c), *again;
	struct outcome outcome;
	struct err err = ERR_INIT;

	store_new_id(c.store, visit->id);
	again = record_copy(visit);
	office_do(c.store, CHANGE_CREATE, visit);
	assert_true(office_apply(c.store, CHANGE_CREATE, again, NULL, &outcome, &err));
	assert_int_equal(outcome.unchanged, 1);
	assert_string_equal(outcome.operation, "");
	assert_string_equal(again->version, visit->version);
	assert_int_equal(office_number(c.store, "SELECT count(*) FROM main.visit"), 1);
	record_set(again, "method", "phone");
	assert_false(office_apply(c.store, CHANGE_CREATE, again, NULL, &outcome, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	record_free(outcome.stored);
	record_free(again);
	record_free(visit);
	/* A serial number that it got the first time is no difference. */
	again = record_copy(c.person);
	record_set(again, "number", NULL);
	free(again->version);
	again->version = NULL;
	assert_true(office_apply(c.store, CHANGE_CREATE, again, NULL, &outcome, &err));
	assert_int_equal(outcome.unchanged, 1);
	assert_string_equal(record_get(again, "number"), "A000001");
	record_free(again);
	end(&c);
}

static void
entry__update__logs_one_row_for_each_changed_field(void **state)
{
	struct case_ c = begin(*state);
	struct record *visit = new_visit(&c);
	struct outcome outcome;
	struct err err = ERR_INIT;

	office_do(c.store, CHANGE_CREATE, visit);
	assert_true(office_apply(c.store, CHANGE_UPDATE, visit, NULL, &outcome, &err));
	assert_int_equal(outcome.unchanged, 1);
	record_set(visit, "cost", "12.5");	/* the same in other letters */
	assert_true(office_apply(c.store, CHANGE_UPDATE, visit, NULL, &outcome, &err));
	assert_int_equal(outcome.unchanged, 1);
	record_set(visit, "ways", "absent\nhome");
	record_set(visit, "cost", NULL);
	record_set_absent(visit, "content", "unknown");
	office_do(c.store, CHANGE_UPDATE, visit);
	expect_text(c.store, "SELECT group_concat(field || ':' || coalesce(before, '-') || '>' ||"
	    " coalesce(after, '-'), ';') FROM change WHERE operation = 'A-000004'",
	    "ways:home\nphone>absent\nhome;content:两行\n第二行\t\\>-;cost:12.50>-;"
	    "absent:->content=unknown");
	assert_int_equal(office_number(c.store, "SELECT count(*) FROM main.visit_ways"), 2);
	record_free(visit);
	end(&c);
}

static void
entry__update__of_what_somebody_changed_is_a_conflict_with_both(void **state)
{
	struct case_ c = begin(*state);
	struct record *visit = new_visit(&c), *other;
	struct outcome outcome;
	struct err err = ERR_INIT;

	office_do(c.store, CHANGE_CREATE, visit);
	other = record_copy(visit);
	record_set(other, "method", "absent");
	office_do(c.store, CHANGE_UPDATE, other);
	record_set(visit, "method", "phone");
	assert_false(office_apply(c.store, CHANGE_UPDATE, visit, NULL, &outcome, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	assert_non_null(strstr(err.text, "zhang"));
	assert_string_equal(record_get(outcome.stored, "method"), "absent");
	assert_string_equal(record_get(visit, "method"), "phone");
	assert_string_equal(visit->version, "A-000003");
	record_free(outcome.stored);
	/* What both want is no conflict. */
	record_set(visit, "method", "absent");
	assert_true(office_apply(c.store, CHANGE_UPDATE, visit, NULL, &outcome, &err));
	assert_int_equal(outcome.unchanged, 1);
	assert_string_equal(visit->version, other->version);
	record_free(other);
	record_free(visit);
	end(&c);
}

static void
entry__remove__needs_a_reason_and_takes_the_papers_along(void **state)
{
	struct case_ c = begin(*state);
	struct record *visit = new_visit(&c), *early = new_visit(&c), *back;
	struct outcome outcome;
	struct err err = ERR_INIT;

	office_do(c.store, CHANGE_CREATE, visit);
	office_do(c.store, CHANGE_CREATE, early);
	office_do(c.store, CHANGE_REMOVE, early);
	assert_false(office_apply(c.store, CHANGE_REMOVE, c.person, " ", &outcome, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	assert_int_equal(office_number(c.store, "SELECT n FROM tally WHERE what = 'form/visit'"), 1);
	assert_true(office_apply(c.store, CHANGE_REMOVE, c.person, "重复建档", &outcome, &err));
	assert_true(c.person->removed);
	assert_int_equal(office_number(c.store, "SELECT sum(n) FROM tally"), 0);
	assert_int_equal(office_number(c.store, "SELECT count(*) FROM main.visit WHERE removed IS"
	    " NOT NULL"), 2);
	expect_text(c.store, "SELECT reason FROM operation ORDER BY seq DESC LIMIT 1", "重复建档");
	assert_null(record_load(c.store, visit->form, visit->id, false, &err));
	assert_int_equal(err.kind, ERR_MISSING);
	/* Nobody writes to a removed file. */
	record_set(visit, "method", "phone");
	assert_false(office_apply(c.store, CHANGE_UPDATE, visit, NULL, &outcome, &err));
	assert_int_equal(err.kind, ERR_CONFLICT);
	record_free(outcome.stored);
	back = new_visit(&c);
	assert_false(office_apply(c.store, CHANGE_CREATE, back, NULL, &outcome, &err));
	assert_int_equal(err.kind, ERR_MISSING);
	assert_string_equal(back->id, "");
	record_free(back);
	/* What went with him comes back with him, what went before does not. */
	office_do(c.store, CHANGE_RESTORE, c.person);
	assert_false(c.person->removed);
	back = record_load(c.store, visit->form, visit->id, false, &err);
	assert_non_null(back);
	assert_null(record_load(c.store, early->form, early->id, false, &err));
	assert_int_equal(office_number(c.store, "SELECT n FROM tally WHERE what = 'form/visit'"), 1);
	assert_true(office_apply(c.store, CHANGE_RESTORE, c.person, NULL, &outcome, &err));
	assert_int_equal(outcome.unchanged, 1);
	record_free(back);
	record_free(early);
	record_free(visit);
	end(&c);
}

static void
entry__create__refuses_wrong_owners_and_a_second_of_one(void **state)
{
	struct case_ c = begin(*state);
	struct record *other = office_record(c.store, "person", NULL, NULL, "name", "李四", NULL);
	struct record *bad, *one, *two;
	struct outcome outcome;
	struct err err = ERR_INIT;

	office_do(c.store, CHANGE_CREATE, other);
	assert_string_equal(record_get(other, "number"), "A000002");
	bad = office_record(c.store, "visit", other->id, c.period->id, NULL);
	assert_false(office_apply(c.store, CHANGE_CREATE, bad, NULL, &outcome, &err));
	assert_int_equal(err.kind, ERR_INPUT);
	record_free(bad);
	one = office_record(c.store, "promise", c.person->id, c.period->id, NULL);
	two = record_copy(one);
	office_do(c.store, CHANGE_CREATE, one);
	assert_false(office_apply(c.store, CHANGE_CREATE, two, NULL, &outcome, &err));
	assert_int_equal(err.kind, ERR_EXISTS);
	office_do(c.store, CHANGE_REMOVE, one);
	office_do(c.store, CHANGE_CREATE, two);
	assert_false(office_apply(c.store, CHANGE_RESTORE, one, NULL, &outcome, &err));
	assert_int_equal(err.kind, ERR_EXISTS);
	record_free(two);
	record_free(one);
	record_free(other);
	end(&c);
}

static void
entry__write__refuses_values_that_are_not_canonical(void **state)
{
	static const char *const bad[][2] = {
		{ "visited_on", "2026-02-30" }, { "visited_on", "2026.2.3" }, { "cost", "12.345" },
		{ "cost", "十元" }, { "people", "3人" }, { "content", "\xff" },
	};
	struct case_ c = begin(*state);
	struct outcome outcome;
	struct err err = ERR_INIT;
	struct record *visit;
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		visit = new_visit(&c);
		record_set(visit, bad[i][0], bad[i][1]);
		assert_false(office_apply(c.store, CHANGE_CREATE, visit, NULL, &outcome, &err));
		assert_int_equal(err.kind, ERR_INPUT);
		record_free(visit);
	}
	assert_int_equal(office_number(c.store, "SELECT count(*) FROM main.visit"), 0);
	end(&c);
}

static void
entry__apply__several_changes_are_one_operation_or_none(void **state)
{
	struct case_ c = begin(*state);
	struct record *person = office_record(c.store, "person", NULL, NULL, "name", "王五", NULL);
	struct record *period, *visit;
	struct change change[3];
	struct operation operation = { "import.row", NULL, change, 3 };
	struct outcome outcome;
	struct err err = ERR_INIT;

	store_new_id(c.store, person->id);
	period = office_record(c.store, "period", person->id, NULL, "village", "西村", NULL);
	store_new_id(c.store, period->id);
	visit = office_record(c.store, "visit", person->id, period->id, "cost", "x", NULL);
	change[0] = (struct change){ CHANGE_CREATE, person };
	change[1] = (struct change){ CHANGE_CREATE, period };
	change[2] = (struct change){ CHANGE_CREATE, visit };
	assert_false(entry_apply(c.store, &operation, &outcome, &err));
	assert_int_equal(outcome.conflict, 2);
	assert_null(person->version);
	assert_null(record_get(person, "number"));
	assert_int_equal(office_number(c.store, "SELECT count(*) FROM main.person"), 1);
	record_set(visit, "cost", "5");
	assert_true(entry_apply(c.store, &operation, &outcome, &err));
	assert_string_equal(outcome.operation, "A-000003");
	assert_string_equal(record_get(person, "number"), "A000002");
	assert_string_equal(visit->version, "A-000003");
	record_free(visit);
	record_free(period);
	record_free(person);
	end(&c);
}

static void
entry__history__is_told_newest_first(void **state)
{
	struct case_ c = begin(*state);
	struct history_line *line;
	struct err err = ERR_INIT;
	size_t count;

	record_set(c.period, "village", "西村");
	office_do(c.store, CHANGE_UPDATE, c.period);
	office_do(c.store, CHANGE_REMOVE, c.period);
	assert_true(entry_history(c.store, c.period->id, &line, &count, &err));
	assert_int_equal(count, 3);
	assert_string_equal(line[0].field, "removed");
	assert_string_equal(line[0].reason, "试验");
	assert_string_equal(line[1].field, "village");
	assert_string_equal(line[1].before, "东村");
	assert_string_equal(line[1].after, "西村");
	assert_string_equal(line[2].field, "");
	history_free(line, count);
	end(&c);
}

/* All that a failed save could leave behind. */
static char *
all_of(struct store *store)
{
	return office_text(store, "SELECT (SELECT count(*) FROM main.visit) || ' ' ||"
	    " (SELECT count(*) FROM main.visit_ways) || ' ' || (SELECT count(*) FROM change) || ' ' ||"
	    " (SELECT count(*) FROM operation) || ' ' || (SELECT sum(n) FROM tally)");
}

static void
entry__apply__that_fails_at_any_step_leaves_nothing(void **state)
{
	struct case_ c = begin(*state);
	struct record *visit = new_visit(&c), *before = record_copy(visit);
	struct outcome outcome;
	char *whole = all_of(c.store), *now;
	struct err err = ERR_INIT;
	int n, faults = 0;
	bool ok;

	for (n = 1;; n++) {
		assert_true(n < 500);
		err_clear(&err);
		db_fail_after(n);
		ok = office_apply(c.store, CHANGE_CREATE, visit, NULL, &outcome, &err);
		assert_int_equal(db_failed(), !ok);
		db_fail_after(0);
		if (ok)
			break;
		faults++;
		assert_int_equal(err.kind, ERR_SYSTEM);
		assert_string_equal(visit->id, "");
		assert_null(visit->version);
		assert_string_equal(record_get(visit, "ways"), record_get(before, "ways"));
		assert_string_equal(record_get(visit, "cost"), record_get(before, "cost"));
		now = all_of(c.store);
		assert_string_equal(now, whole);
		free(now);
	}
	assert_true(faults > 20);
	expect_text(c.store, "SELECT id FROM operation ORDER BY seq DESC LIMIT 1", "A-000003");
	now = all_of(c.store);
	assert_string_not_equal(now, whole);
	free(now);
	free(whole);
	record_free(before);
	record_free(visit);
	end(&c);
}

static void
entry__apply__on_a_full_store_keeps_the_form_and_goes_on(void **state)
{
	struct case_ c = begin(*state);
	struct record *visit = new_visit(&c);
	struct outcome outcome;
	struct err err = ERR_INIT;
	char *big = mem_new(400001), *sql;

	memset(big, 'x', 400000);
	record_set(visit, "content", big);
	sql = mem_printf("PRAGMA max_page_count = %lld",
	    office_number(c.store, "PRAGMA page_count") + 20);
	assert_int_not_equal(office_number(c.store, sql), 0);
	assert_false(office_apply(c.store, CHANGE_CREATE, visit, NULL, &outcome, &err));
	assert_int_equal(err.kind, ERR_FULL);
	assert_int_equal(strlen(record_get(visit, "content")), 400000);
	record_set(visit, "content", "短");
	office_do(c.store, CHANGE_CREATE, visit);
	free(sql);
	free(big);
	record_free(visit);
	end(&c);
}

/* A clerk's session: saves a number of visits, one after the other. */
static int
clerk(struct place *place, const char *person, const char *period, int saves)
{
	struct store_options options = { .path = place_file(place, "store.db"), .user = "li",
	    .data = place_file(place, "paper") };
	struct store *store = store_open(&options, NULL);
	struct outcome outcome;
	struct record *visit;
	int i;

	if (store == NULL)
		return 2;
	for (i = 0; i < saves; i++) {
		visit = office_record(store, "visit", person, period, "visited_on", "2026-02-03",
		    "ways", "home\nphone", NULL);
		if (!office_apply(store, CHANGE_CREATE, visit, NULL, &outcome, NULL))
			return 1;
		record_free(visit);
	}
	store_close(store);
	return 0;
}

static void
entry__apply__of_many_clerks_at_once_loses_nothing(void **state)
{
	enum { CLERKS = 6, SAVES = 12 };
	struct place *place = *state;
	struct case_ c = begin(place);
	char person[STORE_ID_SIZE], period[STORE_ID_SIZE];
	pid_t child[CLERKS];
	struct err err = ERR_INIT;
	struct store *store;
	int i, status;
	long n;

	memcpy(person, c.person->id, sizeof(person));
	memcpy(period, c.period->id, sizeof(period));
	end(&c);			/* no connection goes through a fork */
	for (i = 0; i < CLERKS; i++) {
		child[i] = fork();
		if (child[i] == 0)
			_exit(clerk(place, person, period, SAVES));
		assert_true(child[i] > 0);
	}
	for (i = 0; i < CLERKS; i++) {
		assert_int_equal(waitpid(child[i], &status, 0), child[i]);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), 0);
	}
	store = office_open(place);
	assert_int_equal(office_number(store, "SELECT count(*) FROM main.visit"), CLERKS * SAVES);
	expect_text(store, "SELECT id FROM operation ORDER BY seq DESC LIMIT 1", "A-000074");
	assert_true(store_check(store, NULL, NULL, &n, &err));
	assert_int_equal(n, 0);
	store_close(store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(entry__create__gives_number_version_and_comes_back_whole),
		PLACE_TEST(entry__create__logs_one_row_with_all_values),
		PLACE_TEST(entry__create__twice_is_done_once),
		PLACE_TEST(entry__create__refuses_wrong_owners_and_a_second_of_one),
		PLACE_TEST(entry__update__logs_one_row_for_each_changed_field),
		PLACE_TEST(entry__update__of_what_somebody_changed_is_a_conflict_with_both),
		PLACE_TEST(entry__remove__needs_a_reason_and_takes_the_papers_along),
		PLACE_TEST(entry__write__refuses_values_that_are_not_canonical),
		PLACE_TEST(entry__apply__several_changes_are_one_operation_or_none),
		PLACE_TEST(entry__apply__that_fails_at_any_step_leaves_nothing),
		PLACE_TEST(entry__apply__on_a_full_store_keeps_the_form_and_goes_on),
		PLACE_TEST(entry__apply__of_many_clerks_at_once_loses_nothing),
		PLACE_TEST(entry__history__is_told_newest_first),
	};

	return cmocka_run_group_tests_name("entry", tests, NULL, NULL);
}
