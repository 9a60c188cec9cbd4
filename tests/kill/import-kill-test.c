/*
 * tests/kill/import-kill-test.c: an import that is killed goes on
 * SPDX-License-Identifier: Apache-2.0
 *
 * Killed at any call, the store is whole; the same import run once more ends
 * with the store, the counts and the rejects file of one that was never
 * killed.
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
#include <unistd.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/file.h"
#include "base/idcard.h"
#include "base/mem.h"
#include "tests/kill/sweep.h"
#include "tests/model/book.h"
#include "tests/model/desk-import.h"

#define ROWS 70

struct scene {
	struct place	*place;
	const char	*list;		/* its name: text or a workbook */
	struct buf	 store;		/* its bytes before */
	char		*all, *counts, *rejects;	/* of an undisturbed run */
	bool		 twice;		/* known bad: forgets where it was */
};

/* People with numbers that belong to nobody; every ninth row is unusable. */
static void
write_list(struct place *place, const char *name)
{
	bool book = strstr(name, ".xlsx") != NULL;
	char mark = book ? '|' : ',', id[IDCARD_SIZE];
	struct book_sheet sheet = { "名册", false, NULL };
	struct buf text = BUF_INIT;
	int i;

	buf_addf(&text, "姓名%c身份证号%c释放日期%c村居\n", mark, mark, mark);
	for (i = 0; i < ROWS; i++) {
		snprintf(id, sizeof(id), "33702119800101%03d", 1 + 2 * i);
		id[17] = idcard_checkchar(id);
		id[18] = '\0';
		buf_addf(&text, "张%c%c%c%s%c%s%c东村\n", 'A' + i / 26,
		    'A' + i % 26, mark, id, mark,
		    i % 9 == 4 ? "2024-02-30" : "2024-02-28", mark);
	}
	sheet.rows = buf_str(&text);
	if (book)
		book_write(place_file(place, name), &sheet, 1);
	else
		place_write(place, name, buf_str(&text), text.len);
	buf_clear(&text);
}

static struct import_options
options_of(const struct scene *scene)
{
	return (struct import_options){ .profile = "roster",
	    .path = place_file(scene->place, scene->list),
	    .rejects = place_file(scene->place, "back.csv") };
}

static char *
read_file(struct place *place, const char *name)
{
	struct buf text = BUF_INIT;

	if (!file_read(place_file(place, name), 1u << 24, &text, NULL))
		buf_add(&text, "(none)");
	return buf_take(&text);
}

static void
set_scene(struct scene *scene, struct place *place, const char *list)
{
	struct import_options options;
	struct import_result result;
	struct store *store = desk_new(place);

	memset(scene, 0, sizeof(*scene));
	scene->place = place;
	scene->list = list;
	write_list(place, list);
	options = options_of(scene);
	store_close(store);
	assert_true(file_read(place_file(place, "store.db"), 1u << 26, &scene->store, NULL));
	store = desk_open(place);
	desk_import(store, &options, &result);
	scene->counts = mem_text(desk_counts(&result));
	import_result_clear(&result);
	scene->all = desk_all(store);
	scene->rejects = read_file(place, "back.csv");
	store_close(store);
}

static void
clear_scene(struct scene *scene)
{
	buf_clear(&scene->store);
	free(scene->all);
	free(scene->counts);
	free(scene->rejects);
}

static void
as_before(void *arg)
{
	struct scene *scene = arg;

	unlink(place_file(scene->place, "store.db-journal"));
	unlink(place_file(scene->place, "back.csv"));
	place_write(scene->place, "store.db", scene->store.text, scene->store.len);
	chmod(place_file(scene->place, "store.db"), 0600);
}

static int
import(void *arg)
{
	struct scene *scene = arg;
	struct store_options where = { .path = place_file(scene->place, "store.db"),
		.user = "zhang" };
	struct import_options options = options_of(scene);
	struct import_result result;
	struct store *store = store_open(&where, NULL);

	if (store == NULL)
		return 2;
	if (!import_run(store, &options, &result, NULL))
		return 3;
	sweep_acknowledge();
	import_result_clear(&result);
	store_close(store);
	return 0;
}

static void
note(void *arg, const char *text)
{
	buf_addf(arg, "%s\n", text);
}

static void
compare(struct buf *wrong, const char *what, const char *is, const char *must)
{
	if (strcmp(is, must) != 0)
		buf_addf(wrong, "%s: %s\nand not: %s\n", what, is, must);
}

/* The store checks; was all of it done?  Then the same import once more. */
static bool
look(void *arg, struct buf *wrong)
{
	struct scene *scene = arg;
	struct import_options options = options_of(scene);
	struct import_result result;
	struct err err = ERR_INIT;
	struct store *store = desk_open(scene->place);
	bool done;
	char *text;
	long findings;

	if (!store_check(store, note, wrong, &findings, &err))
		buf_addf(wrong, "%s\n", err.text);
	done = desk_number(store, "SELECT count(*) FROM main.import WHERE done_at"
	    " IS NOT NULL", NULL) == 1;
	if (scene->twice)
		assert_true(db_exec(store_db(store), "UPDATE main.import SET"
		    " counts = '0 0 0 0 0 0 0 0'", NULL));
	if (done) {
		store_close(store);
		return true;
	}
	if (!import_run(store, &options, &result, &err)) {
		buf_addf(wrong, "%s\n", err.text);
		store_close(store);
		return false;
	}
	compare(wrong, "counts", desk_counts(&result), scene->counts);
	import_result_clear(&result);
	text = desk_all(store);
	compare(wrong, "store", text, scene->all);
	free(text);
	text = read_file(scene->place, "back.csv");
	compare(wrong, "rejects", text, scene->rejects);
	free(text);
	store_close(store);
	return false;
}

static void
sweep_list(struct place *place, const char *list)
{
	struct sweep sweep = { as_before, import, look, NULL, 9, false };
	struct sweep_result result;
	struct scene scene;

	set_scene(&scene, place, list);
	sweep.arg = &scene;
	sweep_run(&sweep, &result);
	if (result.torn > 0 || result.lost > 0)
		fail_msg("%ld lost, %ld torn; %s", result.lost, result.torn,
		    buf_str(&result.wrong));
	assert_true(result.kills >= 10);
	assert_true(result.absent > 0);
	print_message("# %ld kills in %ld calls\n", result.kills, result.calls);
	buf_clear(&result.wrong);
	clear_scene(&scene);
}

static void
kill__import__goes_on_and_ends_as_if_nothing_had_been(void **state)
{
	sweep_list(*state, "list.csv");
}

static void
kill__import_of_a_workbook__goes_on_and_ends_as_if_nothing_had_been(void **state)
{
	sweep_list(*state, "list.xlsx");
}

/* ---- the helper ---- */

/* A helper that is killed when it has said so many bytes of the rows that are
 * to be written (the second time that it is asked for all of them). */
static void
helper_dies(struct place *place, const char *helpers, long bytes)
{
	const char *dir = place_dir(place);
	char *script = mem_printf("#!/bin/sh\n"
	    "[ $2 = rows ] && echo >>'%s/asked'\n"
	    "[ $2 = rows ] && [ $(wc -l <'%s/asked') = 2 ] || "
	    "exec '%s/bangjiao-table' \"$@\"\n"
	    "'%s/bangjiao-table' \"$@\" | head -c %ld\n"
	    "kill -9 $$\n", dir, dir, helpers, helpers, bytes);

	place_write(place, "bangjiao-table", script, strlen(script));
	assert_int_equal(chmod(place_file(place, "bangjiao-table"), 0700), 0);
	unlink(place_file(place, "asked"));
	free(script);
}

/* Told; nothing is half done; and again without it.  Gives the rows that were
 * in the store by then. */
static long
die_at(struct scene *scene, const char *helpers, long bytes)
{
	struct import_options options = options_of(scene);
	struct import_result result;
	struct buf wrong = BUF_INIT;
	struct err err = ERR_INIT;
	struct store *store;
	long rows;

	as_before(scene);
	helper_dies(scene->place, helpers, bytes);
	setenv("BANGJIAO_LIBEXEC", place_dir(scene->place), 1);
	store = desk_open(scene->place);
	assert_false(import_run(store, &options, &result, &err));
	setenv("BANGJIAO_LIBEXEC", helpers, 1);
	assert_non_null(strstr(err.text, "中途被终止"));
	rows = desk_number(store, "SELECT count(*) FROM main.person", NULL);
	assert_int_equal(err.kind, rows > 0 ? ERR_INTERRUPTED : ERR_SYSTEM);
	import_result_clear(&result);
	store_close(store);
	if (look(scene, &wrong) || wrong.len > 0)
		fail_msg("at %ld: %s", bytes, buf_str(&wrong));
	buf_clear(&wrong);
	return rows;
}

static void
kill__helper__is_told_and_the_import_goes_on(void **state)
{
	static const char *const lists[] = { "list.csv", "list.xlsx" };
	char *helpers = realpath(getenv("BANGJIAO_LIBEXEC") != NULL ?
	    getenv("BANGJIAO_LIBEXEC") : ".", NULL);
	struct scene scene;
	long bytes, broken;
	size_t i;

	assert_non_null(helpers);
	for (i = 0; i < 2; i++) {
		set_scene(&scene, *state, lists[i]);
		broken = 0;
		for (bytes = 0; bytes < 4000; bytes += 331)
			broken += die_at(&scene, helpers, bytes) > 0;
		assert_true(broken > 3 && broken < 10);
		clear_scene(&scene);
		unlink(place_file(*state, "store.db"));
		unlink(place_file(*state, "back.csv"));
	}
	free(helpers);
}

/* Known bad: a journal that forgets its counts. */
static void
kill__control__of_a_forgetful_journal_is_seen_to_fail(void **state)
{
	struct sweep sweep = { as_before, import, look, NULL, 41, false };
	struct sweep_result result;
	struct scene scene;

	set_scene(&scene, *state, "list.csv");
	scene.twice = true;
	sweep.arg = &scene;
	sweep_run(&sweep, &result);
	assert_true(result.torn > 0);
	buf_clear(&result.wrong);
	clear_scene(&scene);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(kill__import__goes_on_and_ends_as_if_nothing_had_been),
		PLACE_TEST(kill__import_of_a_workbook__goes_on_and_ends_as_if_nothing_had_been),
		PLACE_TEST(kill__helper__is_told_and_the_import_goes_on),
		PLACE_TEST(kill__control__of_a_forgetful_journal_is_seen_to_fail),
	};

	return cmocka_run_group_tests_name("kill-import", tests, NULL, NULL);
}
