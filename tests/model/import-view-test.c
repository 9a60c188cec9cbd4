/*
 * tests/model/import-view-test.c: what a file looks like before its import
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "model/import-view.h"
#include "tests/model/desk-import.h"

#define ID_A "337021198508162571"
#define ID_B "337021196204022132"
/* None of the heads but 姓名 is one that any profile knows. */
#define STRANGE "姓名,本人证件,出监时日,本地手机,男或女,监区长\n" \
	"张三," ID_A ",2024-01-05,13800000001,男,李\n" \
	"李四," ID_B ",2024-02-06,13800000002,女,王\n"

static struct importview *
look_at(struct store *store, const char *path, const char *profile)
{
	struct err err = ERR_INIT;
	struct importview *view = importview_open(store, path, profile, NULL,
	    NULL, &err);

	if (view == NULL)
		fail_msg("%s", err.text);
	return view;
}

static struct importview *
look_text(struct place *place, struct store *store, const char *text,
    const char *profile)
{
	place_write(place, "list.csv", text, strlen(text));
	return look_at(store, place_file(place, "list.csv"), profile);
}

static size_t
column_of(const struct importview *view, const char *text)
{
	size_t i;

	for (i = 0; i < view->column_count; i++)
		if (strcmp(view->column[i].text, text) == 0)
			return i;
	fail_msg("no column %s", text);
	return 0;
}

static size_t
target_of(const struct importview *view, const char *field)
{
	size_t i;

	for (i = 0; i < view->target_count; i++)
		if (strcmp(view->target[i].field, field) == 0)
			return i;
	fail_msg("no target %s", field);
	return 0;
}

static void
is(const struct importview *view, const char *text, enum importview_how how,
    const char *field)
{
	const struct importview_column *column =
	    &view->column[column_of(view, text)];

	assert_int_equal(column->how, how);
	if (field == NULL)
		assert_int_equal(column->target, IMPORTVIEW_NONE);
	else
		assert_string_equal(view->target[column->target].field, field);
}

static bool
says(const struct importview *view, const char *words, bool stops)
{
	size_t i;

	for (i = 0; i < view->say_count; i++)
		if (view->say[i].stops == stops &&
		    strstr(view->say[i].text, words) != NULL)
			return true;
	return false;
}

static void
run(const struct importview *view, struct store *store,
    struct import_result *result)
{
	struct import_options options = { .dry_run = false };

	importview_options(view, &options);
	desk_import(store, &options, result);
}

/* ---- a file that is known ---- */

static void
importview__open__knows_the_samples_and_whose_they_are(void **state)
{
	static const struct { const char *file, *profile, *encoding; size_t head; }
	    sample[] = {
		{ "office-gb18030.csv", "roster", "gb18030", 2 },
		{ "county-utf8-bom.csv", "roster", "utf-8", 0 },
		{ "prison-utf16.txt", "prerelease", "utf-16le", 0 },
		{ "office-visits-gb18030.csv", "visits", "gb18030", 0 },
		{ "offices-utf8.csv", "offices", "utf-8", 0 },
	};
	struct store *store = desk_new(*state);
	struct importview *view;
	size_t i;

	for (i = 0; i < sizeof(sample) / sizeof(sample[0]); i++) {
		view = look_at(store, desk_sample(sample[i].file), NULL);
		if (strcmp(view->profile, sample[i].profile) != 0)
			fail_msg("%s: %s", sample[i].file, view->profile);
		assert_string_equal(view->encoding, sample[i].encoding);
		assert_true(view->ready);
		assert_true(view->head != IMPORTVIEW_NONE);
		assert_int_equal(view->row[view->head].line, sample[i].head + 1);
		assert_string_equal(view->fit[0].profile, view->profile);
		assert_true(view->fit[0].complete);
		importview_close(view);
	}
	store_close(store);
}

static void
importview__open__shows_columns_with_targets_and_samples(void **state)
{
	struct store *store = desk_new(*state);
	struct importview *view = look_at(store,
	    desk_sample("county-utf8-bom.csv"), NULL);
	const struct importview_column *column;

	assert_int_equal(view->column_count, 24);
	is(view, "原罪名", IMPORTVIEW_KNOWN, "period.offence");
	column = &view->column[column_of(view, "身份证号")];
	assert_string_equal(column->sample[0], "330702196805155793");
	assert_true(column->filled > 50);
	assert_string_equal(view->delimiter_name, "逗号");
	assert_true(view->more);
	assert_int_equal(view->row_count, IMPORTVIEW_ROWS);
	importview_close(view);
	store_close(store);
}

/* Two lists of nearly the same heads: by the words that each puts first. */
static void
importview__open__prefers_the_profile_whose_own_words_these_are(void **state)
{
	struct store *store = desk_new(*state);
	struct importview *view;

	view = look_text(*state, store, "姓名,释放日期\n张三,2024-01-05\n", NULL);
	assert_string_equal(view->profile, "roster");
	importview_close(view);
	view = look_text(*state, store, "姓名,刑满日期\n张三,2024-01-05\n", NULL);
	assert_string_equal(view->profile, "prerelease");
	importview_close(view);
	view = look_text(*state, store,
	    "某某监狱预释放名单,\n姓名,释放日期\n张三,2024-01-05\n", NULL);
	assert_string_equal(view->profile, "prerelease");
	importview_close(view);
	store_close(store);
}

static void
importview__set__switches_encoding_and_delimiter(void **state)
{
	struct store *store = desk_new(*state);
	struct importview *view = look_at(store,
	    desk_sample("office-gb18030.csv"), NULL);
	struct err err = ERR_INIT;

	assert_true(importview_set_encoding(view, "big5", &err));
	assert_true(view->encoding_set);
	assert_false(view->ready);
	assert_true(importview_set_encoding(view, NULL, &err));
	assert_true(view->ready);
	assert_true(importview_set_delimiter(view, ';', &err));
	assert_int_equal(view->row[0].count, 1);
	assert_false(view->ready);
	assert_true(says(view, "没有认出表头", true));
	assert_true(importview_set_delimiter(view, 0, &err));
	assert_true(view->ready);
	assert_false(importview_set_encoding(view, "klingon", &err));
	assert_true(view->ready);
	importview_close(view);
	store_close(store);
}

static void
importview__open__finds_a_delimiter_without_known_heads(void **state)
{
	static const char text[] = "甲;乙;丙\n1;2;3\n4;5;6\n";
	struct store *store = desk_new(*state);
	struct importview *view = look_text(*state, store, text, NULL);

	assert_int_equal(view->delimiter, ';');
	assert_int_equal(view->head, IMPORTVIEW_NONE);
	assert_int_equal(view->column_count, 0);
	importview_close(view);
	store_close(store);
}

/* ---- a file that is not ---- */

static void
importview__match__suggests_by_heads_and_by_cells(void **state)
{
	struct store *store = desk_new(*state);
	struct importview *view = look_text(*state, store, STRANGE, "roster");
	struct err err = ERR_INIT;

	/* one known head is no head row */
	assert_int_equal(view->head, IMPORTVIEW_NONE);
	assert_true(importview_set_head(view, 0, &err));
	is(view, "姓名", IMPORTVIEW_KNOWN, "person.name");
	is(view, "本人证件", IMPORTVIEW_SUGGESTED, "person.id_card");
	is(view, "出监时日", IMPORTVIEW_SUGGESTED, "period.released_on");
	is(view, "本地手机", IMPORTVIEW_SUGGESTED, "period.phone");
	is(view, "男或女", IMPORTVIEW_SUGGESTED, "person.sex");
	is(view, "监区长", IMPORTVIEW_UNREAD, NULL);
	assert_false(view->ready);
	assert_true(says(view, "“出监时日”像是", true));
	importview_take(view, IMPORTVIEW_NONE);
	is(view, "出监时日", IMPORTVIEW_CHOSEN, "period.released_on");
	assert_true(view->ready);
	assert_true(says(view, "不导入：监区长", false));
	importview_close(view);
	store_close(store);
}

static void
importview__choose__tells_two_columns_for_one_blank(void **state)
{
	struct store *store = desk_new(*state);
	struct importview *view = look_text(*state, store, STRANGE, "roster");
	struct err err = ERR_INIT;
	size_t released, name;

	assert_true(importview_set_head(view, 0, &err));
	released = target_of(view, "period.released_on");
	importview_choose(view, column_of(view, "出监时日"), released);
	importview_choose(view, column_of(view, "监区长"), released);
	assert_true(view->column[column_of(view, "监区长")].conflict);
	assert_true(view->column[column_of(view, "出监时日")].conflict);
	assert_true(says(view, "和另一列都填", true));
	importview_choose(view, column_of(view, "监区长"), IMPORTVIEW_NONE);
	assert_false(view->column[column_of(view, "出监时日")].conflict);
	assert_true(view->ready);
	/* by hand it takes the place of what the head says */
	name = target_of(view, "person.name");
	importview_choose(view, column_of(view, "监区长"), name);
	is(view, "姓名", IMPORTVIEW_UNREAD, NULL);
	assert_true(view->ready);
	importview_close(view);
	store_close(store);
}

/* ---- remembered ---- */

static void
take_strange(struct place *place, struct store *store, const char *sender)
{
	struct importview *view = look_text(place, store, STRANGE, "roster");
	struct import_result result;
	struct err err = ERR_INIT;

	assert_true(importview_set_head(view, 0, &err));
	if (!importview_set_sender(view, sender, &err))
		fail_msg("%s", err.text);
	importview_take(view, IMPORTVIEW_NONE);
	importview_choose(view, column_of(view, "监区长"),
	    view->target_count - 1);
	run(view, store, &result);
	assert_string_equal(desk_counts(&result), "2 2 0 0 0 0 0");
	import_result_clear(&result);
	importview_close(view);
}

static void
importview__sender__remembers_what_was_chosen_for_him_alone(void **state)
{
	struct store *store = desk_new(*state);
	struct importview *view;
	struct sender *list;
	struct err err = ERR_INIT;
	size_t count;

	take_strange(*state, store, " 第五监狱 ");
	store_close(store);
	store = desk_open(*state);
	assert_true(senders_list(store, &list, &count, &err));
	assert_int_equal(count, 1);
	assert_string_equal(list[0].name, "第五监狱");
	assert_string_equal(list[0].used_on, "2025-07-01");
	senders_free(list, count);
	view = look_text(*state, store, STRANGE, "roster");
	assert_int_equal(view->head, IMPORTVIEW_NONE);
	assert_true(importview_set_sender(view, "第五监狱", &err));
	/* what is remembered finds the head row as well */
	assert_int_equal(view->head, 0);
	is(view, "出监时日", IMPORTVIEW_REMEMBERED, "period.released_on");
	is(view, "监区长", IMPORTVIEW_SKIPPED, SENDER_SKIP);
	assert_int_equal(view->column[column_of(view, "监区长")].by,
	    IMPORTVIEW_REMEMBERED);
	assert_true(view->ready);
	assert_true(importview_set_sender(view, "第六监狱", &err));
	assert_int_equal(view->head, IMPORTVIEW_NONE);
	importview_close(view);
	store_close(store);
}

static void
importview__sender__is_refused_when_it_is_no_name(void **state)
{
	static const char *const bad[] = { "  ", "来文", "甲/乙", "甲\033[2J" };
	struct err err;
	char *name;
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		err_clear(&err);
		name = sender_read(bad[i], &err);
		assert_null(name);
		assert_int_equal(err.kind, ERR_INPUT);
	}
	name = sender_read("　第五监狱 ", &err);
	assert_string_equal(name, "第五监狱");
	free(name);
}

static void
import__recall__reads_as_remembered_on_the_command_line(void **state)
{
	struct store *store = desk_new(*state);
	struct import_options options = { .profile = "roster", .recall = true,
		.sender = "第五监狱" };
	struct import_result result;
	struct err err = ERR_INIT;

	take_strange(*state, store, "第五监狱");
	options.path = place_file(*state, "list.csv");
	desk_import(store, &options, &result);
	assert_string_equal(desk_counts(&result), "2 0 0 2 0 0 0");
	import_result_clear(&result);
	options.sender = "别的监狱";
	assert_false(import_run(store, &options, &result, &err));
	import_result_clear(&result);
	options.sender = NULL;
	assert_false(import_run(store, &options, &result, &err));
	import_result_clear(&result);
	store_close(store);
}

static void
tell(void *arg, const char *line)
{
	buf_addf(arg, "%s\n", line);
}

static void
importview__sender__ignores_a_field_that_is_gone_and_says_so(void **state)
{
	static const struct sender_head head[] = {
		{ (char *)(uintptr_t)"监区长", (char *)(uintptr_t)"period.gone" } };
	struct store *store = desk_new(*state);
	struct buf told = BUF_INIT;
	struct import_options options = { .profile = "roster", .recall = true,
		.sender = "第五监狱", .says = tell, .arg = &told };
	struct import_result result;
	struct importview *view;
	struct err err = ERR_INIT;

	take_strange(*state, store, "第五监狱");
	assert_true(store_begin(store, &err));
	assert_true(sender_remember(store, "第五监狱", "roster", head, 1, &err));
	assert_true(store_commit(store, &err));
	view = look_text(*state, store, STRANGE, "roster");
	assert_true(importview_set_sender(view, "第五监狱", &err));
	is(view, "监区长", IMPORTVIEW_UNREAD, NULL);
	assert_true(says(view, "监区长：记得它们填的栏目", false));
	assert_true(view->ready);
	importview_close(view);
	options.path = place_file(*state, "list.csv");
	desk_import(store, &options, &result);
	assert_non_null(strstr(buf_str(&told), "监区长：记得它们填的栏目"));
	import_result_clear(&result);
	buf_clear(&told);
	store_close(store);
}

static void
importview__sender__tells_two_heads_alike_apart(void **state)
{
	static const char text[] = "姓名,释放日期,电话,电话\n"
	    "张三,2024-01-05,13800000001,13900000001\n";
	struct store *store = desk_new(*state);
	struct importview *view = look_text(*state, store, text, "roster");
	struct import_result result;
	struct err err = ERR_INIT;
	char *phone;

	assert_true(importview_set_sender(view, "第五监狱", &err));
	importview_choose(view, 3, target_of(view, "period.kin1_phone"));
	run(view, store, &result);
	import_result_clear(&result);
	importview_close(view);
	phone = desk_text(store, "SELECT phone || ' ' || kin1_phone FROM period", NULL);
	assert_string_equal(phone, "13800000001 13900000001");
	free(phone);
	view = look_text(*state, store, text, "roster");
	assert_true(importview_set_sender(view, "第五监狱", &err));
	assert_int_equal(view->column[2].how, IMPORTVIEW_KNOWN);
	assert_int_equal(view->column[3].how, IMPORTVIEW_REMEMBERED);
	importview_close(view);
	store_close(store);
}

/* A store from before senders were kept. */
static void
importview__sender__is_kept_by_a_store_that_was_older(void **state)
{
	struct store *store = desk_new(*state);
	struct err err = ERR_INIT;
	struct sender *list;
	size_t count;

	assert_true(db_exec(store_db(store), "DROP TABLE main.sender_head;"
	    " DROP TABLE main.sender; PRAGMA user_version = 1", &err));
	store_close(store);
	store = desk_open(*state);
	take_strange(*state, store, "第五监狱");
	assert_true(senders_list(store, &list, &count, &err));
	assert_int_equal(count, 1);
	senders_free(list, count);
	store_close(store);
}

static void
importview__set__shows_what_a_wrong_encoding_makes_of_it(void **state)
{
	static const char text[] = "\xD0\xD5\xC3\xFB,\xC9\xED\xB7\xDD\xD6\xA4\xBA\xC5\n"
	    "\xD5\xC5\xC8\xFD," ID_A "\n";
	struct store *store = desk_new(*state);
	struct importview *view = look_text(*state, store, text, "roster");
	struct err err = ERR_INIT;

	assert_string_equal(view->row[0].cell[0], "姓名");
	assert_true(importview_set_encoding(view, "utf-8", &err));
	assert_false(view->ready);
	assert_int_equal(view->row_count, 2);
	assert_non_null(strstr(view->row[0].cell[0], "\xEF\xBF\xBD"));
	assert_string_equal(view->row[1].cell[1], ID_A);
	assert_true(says(view, "按内容认", true));
	assert_true(importview_set_encoding(view, NULL, &err));
	assert_string_equal(view->row[1].cell[0], "张三");
	importview_close(view);
	store_close(store);
}

/* ---- what was chosen, across sessions ---- */

static void
importview__sender__is_known_by_what_he_sends(void **state)
{
	struct store *store = desk_new(*state);
	struct importview *view = look_text(*state, store, STRANGE, "roster");
	struct import_result result = { .read = 0 };
	struct err err = ERR_INIT;

	assert_true(importview_set_head(view, 0, &err));
	assert_true(importview_set_sender(view, "第五监狱", &err));
	importview_take(view, IMPORTVIEW_NONE);
	assert_true(view->ready);
	run(view, store, &result);
	import_result_clear(&result);
	importview_close(view);
	/* nothing but the sender is said of his next one */
	view = look_text(*state, store, STRANGE "王五,,2024-03-06,13800000003,男,赵\n", NULL);
	assert_int_equal(view->column_count, 0);
	assert_true(importview_set_sender(view, "第五监狱", &err));
	assert_string_equal(view->profile, "roster");
	assert_int_equal(view->head, 0);
	assert_true(view->ready);
	is(view, "出监时日", IMPORTVIEW_REMEMBERED, "period.released_on");
	importview_close(view);
	store_close(store);
}

static void
importview__recall__puts_back_what_was_kept(void **state)
{
	struct store *store = desk_new(*state);
	struct importview *view = look_text(*state, store, "a\n" STRANGE, "visits");
	struct err err = ERR_INIT;
	bool found = true;
	char *folder;

	assert_true(importview_recall(view, &found, &err));
	assert_false(found);
	assert_true(importview_set_encoding(view, "gb18030", &err));
	assert_true(importview_set_encoding(view, "utf-8", &err));
	assert_true(importview_set_profile(view, "roster", &err));
	assert_true(importview_set_head(view, 1, &err));
	assert_true(importview_set_sender(view, "第五监狱", &err));
	importview_choose(view, 2, target_of(view, "period.released_on"));
	importview_choose(view, 3, view->target_count - 1);
	assert_true(importview_keep(view, &err));
	importview_close(view);

	view = look_at(store, place_file(*state, "list.csv"), NULL);
	assert_null(view->sender);
	assert_true(importview_recall(view, &found, &err));
	assert_true(found);
	assert_true(view->encoding_set);
	assert_true(view->head_set);
	assert_string_equal(view->profile, "roster");
	assert_string_equal(view->sender, "第五监狱");
	is(view, "出监时日", IMPORTVIEW_CHOSEN, "period.released_on");
	assert_int_equal(view->column[3].how, IMPORTVIEW_SKIPPED);
	importview_close(view);

	/* other bytes are another file */
	view = look_text(*state, store, STRANGE, "roster");
	assert_true(importview_recall(view, &found, &err));
	assert_false(found);
	importview_close(view);
	folder = importview_last_folder(store);
	assert_string_equal(folder, place_dir(*state));
	free(folder);
	store_close(store);
}

static void
importview__recall__leaves_out_what_is_no_more(void **state)
{
	struct store *store = desk_new(*state);
	struct importview *view = look_text(*state, store,
	    "姓名,身份证号,释放日期\n张三," ID_A ",2024-01-05\n", NULL);
	struct drafts *drafts;
	struct err err = ERR_INIT;
	bool found;

	assert_true(importview_keep(view, &err));
	importview_close(view);
	drafts = drafts_open(store, &err);
	assert_true(db_exec(drafts_db(drafts), "UPDATE chosen SET choices ="
	    " 'encoding\tklingon\nsheet\tno\nprofile\tnone\nhead\t99\n"
	    "column 77\tperson.name\ncolumn 1\tperson.nothing\nodd\tx\n'", &err));
	drafts_close(drafts);
	view = look_at(store, place_file(*state, "list.csv"), NULL);
	assert_true(importview_recall(view, &found, &err));
	assert_false(view->encoding_set);
	assert_false(view->head_set);
	assert_int_equal(view->column_count, 3);
	importview_close(view);
	store_close(store);
}

/* The person in the row that is taken for the heads would be lost unseen. */
static void
importview__set_head__warns_of_a_row_that_is_somebody(void **state)
{
	struct store *store = desk_new(*state);
	struct importview *view = look_text(*state, store,
	    "姓名,身份证号,释放日期\n张三," ID_A ",2024-01-05\n李四,,2024-01-05\n", "roster");
	struct err err = ERR_INIT;

	assert_null(view->head_doubt);
	assert_true(importview_set_head(view, 1, &err));
	assert_non_null(strstr(view->head_doubt, "第 2 行有证件号码"));
	assert_true(says(view, "这个人就不会导入", false));
	/* what is read into which blank by hand does not bring him back */
	importview_choose(view, 0, target_of(view, "person.name"));
	importview_choose(view, 2, target_of(view, "period.released_on"));
	assert_true(view->ready);
	assert_non_null(view->head_doubt);
	assert_true(importview_set_head(view, 2, &err));
	assert_non_null(strstr(view->head_doubt, "第 3 行没有一个认得的列名"));
	assert_true(importview_set_head(view, 0, &err));
	assert_null(view->head_doubt);
	importview_close(view);
	store_close(store);
}

/* What was tried and agreed to is what is imported, or nothing is. */
static void
importview__options__refuse_a_file_that_changed_since(void **state)
{
	struct store *store = desk_new(*state);
	struct importview *view = look_text(*state, store,
	    "姓名,释放日期\n张三,2024-01-05\n", NULL);
	struct import_options options = { .dry_run = true };
	struct import_result result;
	struct err err = ERR_INIT;

	importview_options(view, &options);
	assert_true(import_run(store, &options, &result, &err));
	assert_int_equal(result.created, 1);
	import_result_clear(&result);
	importview_close(look_text(*state, store,
	    "姓名,释放日期\n李四,2024-01-05\n王五,2024-01-05\n", NULL));
	options.dry_run = false;
	assert_false(import_run(store, &options, &result, &err));
	assert_non_null(strstr(err.text, "重新打开"));
	assert_int_equal(err.kind, ERR_INPUT);
	import_result_clear(&result);
	importview_close(view);
	store_close(store);
}

int
main(void)
{
	/* clang-format off */
	const struct CMUnitTest tests[] = {
		PLACE_TEST(importview__open__knows_the_samples_and_whose_they_are),
		PLACE_TEST(importview__open__shows_columns_with_targets_and_samples),
		PLACE_TEST(importview__open__prefers_the_profile_whose_own_words_these_are),
		PLACE_TEST(importview__set__switches_encoding_and_delimiter),
		PLACE_TEST(importview__open__finds_a_delimiter_without_known_heads),
		PLACE_TEST(importview__match__suggests_by_heads_and_by_cells),
		PLACE_TEST(importview__choose__tells_two_columns_for_one_blank),
		PLACE_TEST(importview__sender__remembers_what_was_chosen_for_him_alone),
		PLACE_TEST(importview__sender__is_refused_when_it_is_no_name),
		PLACE_TEST(import__recall__reads_as_remembered_on_the_command_line),
		PLACE_TEST(importview__sender__ignores_a_field_that_is_gone_and_says_so),
		PLACE_TEST(importview__sender__tells_two_heads_alike_apart),
		PLACE_TEST(importview__sender__is_kept_by_a_store_that_was_older),
		PLACE_TEST(importview__set__shows_what_a_wrong_encoding_makes_of_it),
		PLACE_TEST(importview__sender__is_known_by_what_he_sends),
		PLACE_TEST(importview__recall__puts_back_what_was_kept),
		PLACE_TEST(importview__recall__leaves_out_what_is_no_more),
		PLACE_TEST(importview__set_head__warns_of_a_row_that_is_somebody),
		PLACE_TEST(importview__options__refuse_a_file_that_changed_since),
	};
	/* clang-format on */

	return cmocka_run_group_tests(tests, NULL, NULL);
}
