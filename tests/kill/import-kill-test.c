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
#include "tests/model/desk-import.h"

#define ROWS 70

struct scene {
	struct place	*place;
	struct buf	 store;		/* its bytes before */
	char		*all, *counts, *rejects;	/* of an undisturbed run */
	bool		 twice;		/* known bad: forgets where it was */
};

/* People with numbers that belong to nobody; every ninth row is unusable. */
static void
write_list(struct place *place)
{
	struct buf text = BUF_INIT;
	char id[IDCARD_SIZE];
	int i;

	buf_add(&text, "姓名,身份证号,释放日期,村居\n");
	for (i = 0; i < ROWS; i++) {
		snprintf(id, sizeof(id), "33702119800101%03d", 1 + 2 * i);
		id[17] = idcard_checkchar(id);
		id[18] = '\0';
		buf_addf(&text, "张%c%c,%s,%s,东村\n", 'A' + i / 26, 'A' + i % 26, id,
		    i % 9 == 4 ? "2024-02-30" : "2024-02-28");
	}
	place_write(place, "list.csv", buf_str(&text), text.len);
	buf_clear(&text);
}

static struct import_options
options_of(struct place *place)
{
	return (struct import_options){ .profile = "roster",
	    .path = place_file(place, "list.csv"),
	    .rejects = place_file(place, "back.csv") };
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
set_scene(struct scene *scene, struct place *place)
{
	struct import_options options = options_of(place);
	struct import_result result;
	struct store *store = desk_new(place);

	memset(scene, 0, sizeof(*scene));
	scene->place = place;
	write_list(place);
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
	struct import_options options = options_of(scene->place);
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
	struct import_options options = options_of(scene->place);
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
kill__import__goes_on_and_ends_as_if_nothing_had_been(void **state)
{
	struct sweep sweep = { as_before, import, look, NULL, 9, false };
	struct sweep_result result;
	struct scene scene;

	set_scene(&scene, *state);
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

/* Known bad: a journal that forgets its counts. */
static void
kill__control__of_a_forgetful_journal_is_seen_to_fail(void **state)
{
	struct sweep sweep = { as_before, import, look, NULL, 41, false };
	struct sweep_result result;
	struct scene scene;

	set_scene(&scene, *state);
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
		PLACE_TEST(kill__control__of_a_forgetful_journal_is_seen_to_fail),
	};

	return cmocka_run_group_tests_name("kill-import", tests, NULL, NULL);
}
