/*
 * tests/model/plan.c: an office with rules, states and lists of its own
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "model/name-index.h"
#include "model/rules.h"
#include "tests/model/plan.h"

static const char rules[] =
    "[rule week]\ntitle = 一周内走访\nact = 首访\nbasis = 试验一\nsubject = period\nower = 站\n"
    "applies = SELECT id, id, NULL FROM period\n"
    "starts = SELECT id, id, released_on FROM period\n"
    "within = 7 days\ngrace = 3\n"
    "answered_by = SELECT period, id, visited_on FROM visit WHERE method <> 'absent'\n"
    "[rule quarter]\ntitle = 每季走访\nact = 走访\nbasis = 试验二\nsubject = period\nower = 小组\n"
    "applies = SELECT id, id, NULL FROM period\n"
    "starts = SELECT id, id, released_on FROM period\n"
    "every = quarter\n"
    "answered_by = SELECT period, id, visited_on FROM visit WHERE method <> 'absent'\n"
    "excused = SELECT period, id, visited_on FROM visit WHERE method = 'absent'\n"
    "until = SELECT period, id, signed_on FROM promise\n"
    "[rule event]\ntitle = 有事必访\nact = 事由走访\nbasis = 试验三\nsubject = trigger\nower = 站\n"
    "applies = SELECT id, id, NULL FROM trigger\n"
    "starts = SELECT id, id, fired_on FROM trigger\n"
    "within = setting('grid') days\nearly = 1\n"
    "answered_by = SELECT visit_answers.value, visit.id, visit.visited_on FROM visit_answers\n"
    "    JOIN visit ON visit.id = visit_answers.record\n"
    "[rule county]\ntitle = 县办告知\nact = 告知\nbasis = 试验四\nsubject = period\nower = 县办\n"
    "applies = SELECT id, id, NULL FROM period\n"
    "starts = SELECT id, id, released_on FROM period\n"
    "within = 2 days\nanswered_by = SELECT id, id, NULL FROM period\n"
    "[rule meet]\ntitle = 每月例会\nact = 例会\nbasis = 试验五\nsubject = office\nower = 站\n"
    "applies = SELECT id, NULL, NULL FROM office\n"
    "starts = SELECT id, NULL, '2025-12-31' FROM office\n"
    "every = month\n"
    "answered_by = SELECT office, id, held_on FROM meeting\n";

static const char states[] =
    "[states stage]\ntitle = 环节\nbasis = 试验\nsubject = period\n"
    "out  在外\n    when = SELECT id, released_on, NULL, id FROM period\n"
    "in   在册\n    when = SELECT period, visited_on, NULL, id FROM visit\n"
    "done 已了\n    when = SELECT period, signed_on, NULL, id FROM promise\n"
    "[states mark]\ntitle = 标记\nbasis = 试验\nsubject = period\npick = many\n"
    "far  外出\n    when = SELECT period, fired_on, add_months(fired_on, 1), id FROM trigger\n"
    "west 西村\n    when = SELECT id, released_on, NULL, id FROM period WHERE village = '西村'\n";

static const char lists[] =
    "[list roster]\ntitle = 花名册\nbasis = 试验\n"
    "select = SELECT person.name AS name, person.number AS number FROM person\n"
    "    WHERE person.id = :person\n"
    "name 10 left 姓名\nnumber 8 left 人员编号\n"
    "[list due]\ntitle = 待办\nbasis = 试验\n"
    "select = SELECT person.name AS name, :rule AS rule, :started_on AS started_on,\n"
    "    :due_on AS due_on, :late_days AS late, :act AS act, :basis AS basis\n"
    "    FROM person WHERE person.id = :person\n"
    "name 10 left 姓名\nrule 8 left 规则\nstarted_on 10 left 起算日期\ndue_on 10 left 期限\n"
    "late 8 right 逾期天数\nact 8 left 事项\nbasis 8 left 依据\n";

void
plan_today(const char *today)
{
	date_set_today(date_parse(today));
}

struct store *
plan_new(struct place *place, const char *today)
{
	plan_today(today);
	office_paper(place);
	place_write(place, "paper/own.rules", rules, strlen(rules));
	place_write(place, "paper/own.states", states, strlen(states));
	place_write(place, "paper/own.list", lists, strlen(lists));
	return office_new(place);
}

struct one
plan_person(struct store *store, const char *name, const char *released_on)
{
	struct record *person = office_record(store, "person", NULL, NULL, "name", name, NULL);
	struct record *period;
	struct one one;

	office_do(store, CHANGE_CREATE, person);
	period = office_record(store, "period", person->id, NULL, "released_on", released_on, NULL);
	office_do(store, CHANGE_CREATE, period);
	memcpy(one.person, person->id, STORE_ID_SIZE);
	memcpy(one.period, period->id, STORE_ID_SIZE);
	record_free(person);
	record_free(period);
	return one;
}

void
plan_save(struct store *store, const struct one *one, const char *form, const char *field,
    const char *value, const char *field2, const char *value2, char id[STORE_ID_SIZE])
{
	struct record *record = office_record(store, form, one == NULL ? NULL : one->person,
	    one == NULL ? NULL : one->period, field, value, field2, value2, NULL);

	office_do(store, CHANGE_CREATE, record);
	if (id != NULL)
		memcpy(id, record->id, STORE_ID_SIZE);
	record_free(record);
}

static struct record *
load(struct store *store, const char *form, const char *id)
{
	struct err err = ERR_INIT;
	const struct formdef *def = catalog_form(store_catalog(store), form, &err);
	struct record *record = def == NULL ? NULL : record_load(store, def, id, false, &err);

	if (record == NULL)
		fail_msg("%s", err.text);
	return record;
}

void
plan_remove(struct store *store, const char *form, const char *id)
{
	struct record *record = load(store, form, id);

	office_do(store, CHANGE_REMOVE, record);
	record_free(record);
}

void
plan_set(struct store *store, const char *form, const char *id, const char *field,
    const char *value)
{
	struct record *record = load(store, form, id);

	record_set(record, field, value);
	office_do(store, CHANGE_UPDATE, record);
	record_free(record);
}

char *
plan_due(struct store *store, const char *rule, const char *subject)
{
	const char *value[] = { rule, subject };
	struct err err = ERR_INIT;
	char *text = NULL;

	if (!db_text(store_db(store), "SELECT due_on FROM due WHERE rule = ?1 AND subject = ?2",
	    value, 2, &text, &err))
		fail_msg("%s", err.text);
	return text == NULL ? mem_text("") : text;
}

void
plan_owes(struct store *store, const char *rule, const char *subject, const char *due_on)
{
	char *text = plan_due(store, rule, subject);

	if (strcmp(text, due_on) != 0)
		fail_msg("%s is due on \"%s\", not \"%s\"", rule, text, due_on);
	free(text);
}

static void
found(void *arg, const char *text)
{
	fail_msg("%s", text);
}

void
plan_check(struct store *store)
{
	struct err err = ERR_INIT;

	if (!rules_check(store, found, NULL, &err) || !search_check(store, found, NULL, &err))
		fail_msg("%s", err.text);
}

/* One walk in a direction; backwards the texts are put in front. */
static char *
walk(struct listing *listing, bool forward, size_t page, size_t column, long *rows)
{
	char *all = mem_text(""), key[LISTING_KEY] = "";
	struct listing_row *row;
	struct err err = ERR_INIT;
	size_t count;

	*rows = 0;
	do {
		struct buf part = BUF_INIT;
		char *joined;

		if (!listing_page(listing, *key == '\0' ? NULL : key, forward, page, &row, &count, &err))
			fail_msg("%s", err.text);
		for (size_t i = 0; i < count; i++)
			buf_addf(&part, "%s%s", i > 0 ? "|" : "", row[i].cell[column]);
		if (count > 0) {
			strcpy(key, row[forward ? count - 1 : 0].key);
			joined = *rows == 0 ? mem_text(buf_str(&part)) : forward ?
			    mem_printf("%s|%s", all, buf_str(&part)) :
			    mem_printf("%s|%s", buf_str(&part), all);
			free(all);
			all = joined;
		}
		*rows += (long)count;
		assert_true(*rows < 100000);
		buf_clear(&part);
		listing_rows_free(row, count);
	} while (count > 0);
	return all;
}

char *
plan_list(struct store *store, const struct listing_spec *spec, size_t page, size_t column)
{
	struct err err = ERR_INIT;
	struct listing *listing = listing_open(store, spec, &err);
	char *down, *up;
	long rows, back, count;
	bool more;

	if (listing == NULL)
		fail_msg("%s", err.text);
	down = walk(listing, true, page, column, &rows);
	up = walk(listing, false, page, column, &back);
	assert_string_equal(down, up);
	assert_int_equal(rows, back);
	if (!listing_count(listing, 0, &count, &more, &err))
		fail_msg("%s", err.text);
	assert_int_equal(count, rows);
	assert_false(more);
	free(up);
	listing_close(listing);
	return down;
}

void
plan_lists(struct store *store, const struct listing_spec *spec, size_t column,
    const char *expected)
{
	for (size_t page = 1; page < 6; page++) {
		char *list = plan_list(store, spec, page, column);

		assert_string_equal(list, expected);
		free(list);
	}
}
