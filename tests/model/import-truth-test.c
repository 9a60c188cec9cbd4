/*
 * tests/model/import-truth-test.c: files as offices send them, against the truth
 * SPDX-License-Identifier: Apache-2.0
 *
 * Everybody in tests/samples is invented.  The truth beside a file says what
 * must be in the store, person by person, and which lines must come back.
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "base/charset.h"
#include "base/file.h"
#include "base/mem.h"
#include "model/delimited.h"
#include "model/record.h"
#include "tests/model/desk-import.h"
#include "tests/model/json.h"

/* What the truth calls a blank, and where the store has it. */
static const struct { const char *word, *form, *blank; } blanks[] = {
	{ "身份证号", "person", "id_card" }, { "姓名", "person", "name" },
	{ "性别", "person", "sex" }, { "民族", "person", "nation" },
	{ "释放日期", "period", "released_on" }, { "罪名", "period", "offence" },
	{ "联系电话", "period", "phone" }, { "重点", "period", "category" },
};
#define BLANKS (sizeof(blanks) / sizeof(blanks[0]))

static struct json *
truth_of(const char *sample)
{
	char name[200];

	snprintf(name, sizeof(name), "%s.truth.json", sample);
	return json_read(desk_sample(name));
}

/* ---- people ---- */

static void
same_blank(struct store *store, size_t at, const char *person, const char *period,
    const char *must)
{
	const struct formdef *form = catalog_form(store_catalog(store),
	    blanks[at].form, NULL);
	const struct fielddef *field = formdef_field(form, blanks[at].blank);
	struct record *record;
	struct buf shown = BUF_INIT;
	const char *value;

	record = record_load(store, form, strcmp(blanks[at].form, "person") == 0 ?
	    person : period, false, NULL);
	assert_non_null(record);
	value = record_get(record, field->name);
	if (value != NULL)
		assert_true(value_shown(store, field, value, &shown, NULL));
	if (strcmp(blanks[at].word, "重点") == 0)
		assert_string_equal(value != NULL && strcmp(value, "key") == 0 ?
		    "是" : "否", must);
	else if (strcmp(buf_str(&shown), must) != 0)
		fail_msg("%s: %s: “%s” and not “%s”", person, blanks[at].word,
		    buf_str(&shown), must);
	buf_clear(&shown);
	record_free(record);
}

static void
same_person(struct store *store, const struct json *must, const char *person,
    const char *period)
{
	size_t i, k;

	assert_string_not_equal(person, "");
	assert_string_not_equal(period, "");
	for (i = 0; i < must->count; i++) {
		for (k = 0; k < BLANKS; k++)
			if (strcmp(blanks[k].word, must->name[i]) == 0)
				break;
		assert_int_not_equal(k, BLANKS);
		same_blank(store, k, person, period, must->item[i].text != NULL ?
		    must->item[i].text : "");
	}
}

static void
same_by_id(struct store *store, const char *id_card, const struct json *must)
{
	char *person, *period;

	assert_int_equal(desk_number(store,
	    "SELECT count(*) FROM main.person WHERE id_card = ?1", id_card, NULL), 1);
	person = desk_text(store, "SELECT id FROM main.person WHERE id_card = ?1",
	    id_card, NULL);
	period = desk_text(store, "SELECT id FROM main.period WHERE person = ?1"
	    " AND released_on = ?2", person, json_text(must, "释放日期"), NULL);
	same_person(store, must, person, period);
	free(person);
	free(period);
}

static void
same_without_id(struct store *store, const struct json *must)
{
	char *person, *period;

	person = desk_text(store, "SELECT id FROM main.person WHERE name = ?1"
	    " AND id_card IS NULL", json_text(must, "姓名"), NULL);
	period = desk_text(store, "SELECT id FROM main.period WHERE person = ?1"
	    " AND released_on = ?2", person, json_text(must, "释放日期"), NULL);
	same_person(store, must, person, period);
	free(person);
	free(period);
}

static void
same_people(struct store *store, const struct json *truth)
{
	const struct json *list = json_get(truth, "persons");
	size_t i;

	assert_int_equal(desk_number(store, "SELECT count(*) FROM main.person", NULL),
	    json_get(truth, "persons_in_store")->number);
	assert_int_equal(desk_number(store, "SELECT count(*) FROM main.period", NULL),
	    json_get(truth, "periods_in_store")->number);
	for (i = 0; i < list->count; i++)
		same_by_id(store, list->name[i], &list->item[i]);
	list = json_get(truth, "periods");
	for (i = 0; i < list->count; i++)
		same_by_id(store, json_text(&list->item[i], "身份证号"),
		    &list->item[i]);
	list = json_get(truth, "without_id");
	for (i = 0; i < list->count; i++)
		same_without_id(store, &list->item[i]);
}

/* ---- the rejects file ---- */

struct rejected {
	const struct json *must;
	const long *row;		/* of each line; NULL: lines are lines */
	size_t	 at;
	size_t	 columns;
};

static bool
same_reject(void *arg, const struct delimited_row *row)
{
	struct rejected *r = arg;
	long line;

	if (r->columns == 0) {
		r->columns = row->count;
		assert_string_equal(row->cell[0], "行号");
		assert_string_equal(row->cell[1], "原因");
		return true;
	}
	assert_true(r->at < r->must->count);
	line = json_get(&r->must->item[r->at++], "line")->number;
	assert_int_equal(strtol(row->cell[0], NULL, 10),
	    r->row != NULL ? r->row[line] : line);
	assert_string_not_equal(row->cell[1], "");
	assert_int_equal(row->count, r->columns);
	return true;
}

static void
same_rejects(const char *path, const char *encoding, uint32_t delimiter,
    const struct json *must, const long *rows)
{
	struct rejected r = { .must = must, .row = rows };
	struct buf raw = BUF_INIT, text = BUF_INIT;
	struct delimited *parser;
	struct charset *cs;
	struct stat st;
	size_t skip, bad;

	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_true(file_read(path, 1u << 20, &raw, NULL));
	assert_string_equal(charset_detect((unsigned char *)raw.text, raw.len, false,
	    &skip), encoding);
	cs = charset_open("utf-8", encoding, NULL);
	assert_true(charset_convert(cs, raw.text + skip, raw.len - skip, true, &text,
	    &bad));
	charset_close(cs);
	parser = delimited_new(delimiter, same_reject, &r);
	assert_true(delimited_feed(parser, buf_str(&text), text.len, true, NULL));
	delimited_free(parser);
	assert_int_equal(r.at, must->count);
	buf_clear(&raw);
	buf_clear(&text);
}

/* ---- the files ---- */

static void
import_like(struct store *store, struct place *place, const char *profile,
    const char *sample, struct json *truth, const long *rows,
    uint32_t delimiter, const char *counts, const char *again)
{
	struct import_options options = { .profile = profile,
		.path = desk_sample(sample), .rejects = place_file(place, "back.csv") };
	struct import_result result;
	char *before, *after;

	desk_import(store, &options, &result);
	assert_string_equal(desk_counts(&result), counts);
	assert_string_equal(result.rejects, options.rejects);
	same_rejects(result.rejects, result.encoding, delimiter,
	    json_get(truth, "must_report"), rows);
	import_result_clear(&result);
	if (json_get(truth, "persons") != NULL)
		same_people(store, truth);
	/* the same file again changes nothing */
	before = desk_all(store);
	options.force = true;
	desk_import(store, &options, &result);
	assert_string_equal(desk_counts(&result), again);
	import_result_clear(&result);
	after = desk_all(store);
	assert_string_equal(before, after);
	free(before);
	free(after);
}

static void
import_sample(struct store *store, struct place *place, const char *profile,
    const char *sample, uint32_t delimiter, const char *counts, const char *again)
{
	struct json *truth = truth_of(sample);

	import_like(store, place, profile, sample, truth, NULL, delimiter, counts,
	    again);
	json_free(truth);
}

static void
import_truth__roster__is_an_office_ledger_in_gb18030(void **state)
{
	struct store *store = desk_new(*state);

	import_sample(store, *state, "roster", "office-gb18030.csv", ',',
	    "171 164 0 1 6 174 6", "171 0 0 165 6 174 6");
	store_close(store);
}

static void
import_truth__roster__is_a_county_list_with_a_bom(void **state)
{
	struct store *store = desk_new(*state);

	import_sample(store, *state, "roster", "county-utf8-bom.csv", ',',
	    "323 316 0 1 6 662 0", "323 0 0 317 6 662 0");
	store_close(store);
}

struct numbering { long row, of[1000]; };

static bool
number_line(void *arg, const struct delimited_row *row)
{
	struct numbering *numbering = arg;

	assert_true(row->line < 1000);
	numbering->of[row->line] = ++numbering->row;
	return true;
}

/* The same list through a spreadsheet: rows for lines. */
static void
import_truth__roster__is_a_county_workbook(void **state)
{
	struct store *store = desk_new(*state);
	struct json *truth = truth_of("county-utf8-bom.csv");
	struct numbering numbering = { 0, { 0 } };
	struct delimited *parser = delimited_new(',', number_line, &numbering);
	struct buf text = BUF_INIT;

	assert_true(file_read(desk_sample("county-utf8-bom.csv"), 1u << 20, &text,
	    NULL));
	assert_true(delimited_feed(parser, buf_str(&text), text.len, true, NULL));
	delimited_free(parser);
	buf_clear(&text);
	import_like(store, *state, "roster", "county.xlsx", truth, numbering.of, ',',
	    "323 316 0 1 6 635 0", "323 0 0 317 6 635 0");
	json_free(truth);
	store_close(store);
}

static void
import_truth__roster__is_a_prison_list_in_utf_16_with_tabs(void **state)
{
	struct store *store = desk_new(*state);

	import_sample(store, *state, "roster", "prison-utf16.txt", '\t',
	    "46 42 0 1 3 71 0", "46 0 0 43 3 71 0");
	store_close(store);
}

static void
import_truth__prerelease__is_the_same_list(void **state)
{
	struct store *store = desk_new(*state);

	import_sample(store, *state, "prerelease", "prison-utf16.txt", '\t',
	    "46 42 0 1 3 71 0", "46 0 0 43 3 71 0");
	store_close(store);
}

static void
same_visits(struct store *store)
{
	struct json *truth = truth_of("office-visits-gb18030.csv");
	const struct json *by = json_get(truth, "visits_by_person");
	size_t i;

	assert_int_equal(desk_number(store, "SELECT count(*) FROM main.visit", NULL),
	    json_get(truth, "visits_in_store")->number);
	assert_int_equal(desk_number(store, "SELECT count(DISTINCT record)"
	    " FROM main.visit_answers", NULL),
	    json_get(truth, "answering_a_trigger")->number);
	for (i = 0; i < by->count; i++)
		assert_int_equal(desk_number(store, "SELECT count(*) FROM main.visit"
		    " JOIN main.person ON person.id = visit.person"
		    " WHERE person.id_card = ?1", by->name[i], NULL),
		    by->item[i].number);
	json_free(truth);
}

static void
import_truth__visits__answer_their_triggers(void **state)
{
	struct import_options options = { .profile = "roster",
		.path = desk_sample("office-gb18030.csv"),
		.rejects = place_file(*state, "first.csv") };
	struct store *store = desk_new(*state);
	struct import_result result;

	desk_import(store, &options, &result);
	import_result_clear(&result);
	import_sample(store, *state, "visits", "office-visits-gb18030.csv", ',',
	    "997 953 0 0 44 823 0", "997 0 0 953 44 823 0");
	same_visits(store);
	store_close(store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(import_truth__roster__is_an_office_ledger_in_gb18030),
		PLACE_TEST(import_truth__roster__is_a_county_list_with_a_bom),
		PLACE_TEST(import_truth__roster__is_a_county_workbook),
		PLACE_TEST(import_truth__roster__is_a_prison_list_in_utf_16_with_tabs),
		PLACE_TEST(import_truth__prerelease__is_the_same_list),
		PLACE_TEST(import_truth__visits__answer_their_triggers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
