/*
 * tests/kill/store-kill-test.c: whatever is killed, the store is whole
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "model/oplog.h"
#include "model/record-row.h"
#include "model/rules.h"
#include "model/store-private.h"
#include "tests/kill/sweep.h"
#include "tests/model/office.h"

struct scene {
	struct place	*place;
	char		*bytes;			/* the store before the work */
	size_t		 size;
	char		 person[STORE_ID_SIZE], period[STORE_ID_SIZE];
	const char	*sql;			/* 1 when the work is there */
	bool		 settled_later;		/* dues come in writes of their own */
};

static void
keep_bytes(struct scene *scene, const char *name)
{
	struct stat st;
	int fd = open(place_file(scene->place, name), O_RDONLY);

	assert_true(fd >= 0 && fstat(fd, &st) == 0);
	scene->size = (size_t)st.st_size;
	scene->bytes = mem_new(scene->size);
	assert_int_equal(read(fd, scene->bytes, scene->size), (ssize_t)scene->size);
	close(fd);
}

/* A store with a person and a period, closed. */
static void
set_scene(struct scene *scene, struct place *place)
{
	struct store *store = office_new(place);
	struct record *person, *period;

	memset(scene, 0, sizeof(*scene));
	scene->place = place;
	person = office_record(store, "person", NULL, NULL, "name", "张三", "born", "1980", NULL);
	office_do(store, CHANGE_CREATE, person);
	period = office_record(store, "period", person->id, NULL, "village", "东村", NULL);
	office_do(store, CHANGE_CREATE, period);
	memcpy(scene->person, person->id, STORE_ID_SIZE);
	memcpy(scene->period, period->id, STORE_ID_SIZE);
	record_free(period);
	record_free(person);
	store_close(store);
	keep_bytes(scene, "store.db");
}

/* Files whose names begin with "store.db" go. */
static void
clear_place(struct scene *scene)
{
	char *pattern = mem_printf("%s*", place_file(scene->place, "store.db"));
	glob_t found;
	size_t i;

	if (glob(pattern, 0, NULL, &found) == 0) {
		for (i = 0; i < found.gl_pathc; i++)
			unlink(found.gl_pathv[i]);
		globfree(&found);
	}
	free(pattern);
}

static void
as_before(void *arg)
{
	struct scene *scene = arg;

	clear_place(scene);
	place_write(scene->place, "store.db", scene->bytes, scene->size);
	chmod(place_file(scene->place, "store.db"), 0600);
}

static void
note(void *arg, const char *text)
{
	buf_addf(arg, "%s\n", text);
}

/* Dues that were not computed to the end are said to be so, and that is mended
 * by the command that was killed: what counts is that nothing else is wrong. */
static void
settle(struct store *store)
{
	struct err err = ERR_INIT;
	bool unsettled;

	assert_true(rules_unsettled(store, &unsettled, &err));
	if (unsettled && !rules_rebuild(store, NULL, NULL, &err))
		fail_msg("%s", err.text);
}

/* Opens, checks everything, asks for the work. */
static bool
look(void *arg, struct buf *wrong)
{
	struct scene *scene = arg;
	struct store_options options = { .path = place_file(scene->place, "store.db"),
	    .user = "li", .data = place_file(scene->place, "paper"), .accepting = true };
	struct err err = ERR_INIT;
	struct store *store = store_open(&options, &err);
	long long there = 0;
	long findings;

	if (store == NULL) {
		buf_addf(wrong, "does not open: %s\n", err.text);
		return false;
	}
	if (scene->settled_later)
		settle(store);
	if (!store_check(store, note, wrong, &findings, &err) ||
	    !db_int(store_db(store), scene->sql, NULL, 0, 0, &there, &err))
		buf_addf(wrong, "cannot be checked: %s\n", err.text);
	store_close(store);
	return there != 0;
}

static struct store *
child_open(struct scene *scene)
{
	struct store_options options = { .path = place_file(scene->place, "store.db"),
	    .user = "zhang", .data = place_file(scene->place, "paper"), .accepting = true };
	struct store *store = store_open(&options, NULL);

	if (store == NULL)
		_exit(2);
	return store;
}

static struct record *
child_visit(struct scene *scene, struct store *store)
{
	return office_record(store, "visit", scene->person, scene->period, "visited_on",
	    "2026-02-01", "ways", "home\nphone", "content", "谈了近况", "cost", "12.50", NULL);
}

static int
save(void *arg)
{
	struct scene *scene = arg;
	struct store *store = child_open(scene);
	struct record *visit = child_visit(scene, store);
	struct outcome outcome;

	if (!office_apply(store, CHANGE_CREATE, visit, NULL, &outcome, NULL))
		return 3;
	sweep_acknowledge();
	record_free(visit);
	store_close(store);
	return 0;
}

/* Known bad: the log in one transaction, the record in the next. */
static int
save_in_two(void *arg)
{
	struct scene *scene = arg;
	struct store *store = child_open(scene);
	struct record *visit = child_visit(scene, store);
	struct oplog log;

	store_new_id(store, visit->id);
	memcpy(visit->office, store_office(store), strlen(store_office(store)) + 1);
	oplog_init(&log, store, "test.save", NULL);
	if (!record_settle(visit, NULL) || !store_begin(store, NULL) ||
	    !oplog_number(&log, NULL) || !store_commit(store, NULL))
		return 3;
	visit->version = mem_text(log.id);
	visit->made_at = mem_text(log.at);
	visit->saved_at = mem_text(log.at);
	visit->made_by = mem_text("zhang");
	visit->saved_by = mem_text("zhang");
	if (!store_begin(store, NULL) || !record_insert(store, visit, NULL) ||
	    !db_exec(store_db(store), "INSERT INTO tally(what, office, n)"
	    " SELECT 'form/visit', value, 1 FROM meta WHERE name = 'office'", NULL) ||
	    !store_commit(store, NULL) || !store_begin(store, NULL) ||
	    !oplog_creation(&log, visit, NULL) || !store_commit(store, NULL))
		return 3;
	sweep_acknowledge();
	record_free(visit);
	store_close(store);
	return 0;
}

/* Known bad: says done before it is. */
static int
save_told_early(void *arg)
{
	sweep_acknowledge();
	return save(arg);
}

static int
remove_person(void *arg)
{
	struct scene *scene = arg;
	struct store *store = child_open(scene);
	struct record *person = record_load(store, catalog_form(store_catalog(store), "person",
	    NULL), scene->person, false, NULL);
	struct outcome outcome;

	if (person == NULL || !office_apply(store, CHANGE_REMOVE, person, "试验", &outcome, NULL))
		return 3;
	sweep_acknowledge();
	record_free(person);
	store_close(store);
	return 0;
}

static int
accept_paper(void *arg)
{
	struct scene *scene = arg;
	struct store *store = child_open(scene);

	if (!store_accept(store, NULL, NULL, NULL, NULL))
		return 3;
	sweep_acknowledge();
	store_close(store);
	return 0;
}

static int
restore(void *arg)
{
	struct scene *scene = arg;

	if (!store_restore(place_file(scene->place, "store.db"),
	    place_file(scene->place, "good"), NULL))
		return 3;
	sweep_acknowledge();
	return 0;
}

static int
create(void *arg)
{
	struct scene *scene = arg;
	struct store_options options = { .path = place_file(scene->place, "store.db"),
	    .user = "zhang", .data = place_file(scene->place, "paper") };
	struct store *store = store_create(&options, "新所", 20000, NULL);

	if (store == NULL)
		return 3;
	sweep_acknowledge();
	store_close(store);
	return 0;
}

static void
nothing_there(void *arg)
{
	clear_place(arg);
}

/* No store, or a whole one. */
static bool
look_created(void *arg, struct buf *wrong)
{
	struct scene *scene = arg;

	return access(place_file(scene->place, "store.db"), F_OK) == 0 && look(arg, wrong);
}

/* Every run in order; both kinds of end were seen, and by kills that happened. */
static void
expect_whole(struct scene *scene, struct sweep *sweep, long kills)
{
	struct sweep_result result;

	sweep->arg = scene;
	sweep_run(sweep, &result);
	if (result.torn > 0 || result.lost > 0)
		fail_msg("%ld lost, %ld torn; %s", result.lost, result.torn, buf_str(&result.wrong));
	assert_true(result.kills >= kills);
	assert_true(result.absent > 0 && result.present > 0);
	assert_int_equal(result.kills, result.absent + result.present);
	buf_clear(&result.wrong);
	free(scene->bytes);
}

static void
kill__save__is_there_or_not_and_kept_when_acknowledged(void **state)
{
	struct sweep sweep = { as_before, save, look, NULL, 3, false };
	struct scene scene;

	set_scene(&scene, *state);
	scene.sql = "SELECT count(*) FROM main.visit AS v JOIN main.visit_ways AS w ON w.record = v.id"
	    " WHERE w.value = 'phone'";
	expect_whole(&scene, &sweep, 20);
}

static void
kill__remove__takes_all_papers_or_none(void **state)
{
	struct sweep sweep = { as_before, remove_person, look, NULL, 5, false };
	struct scene scene;

	set_scene(&scene, *state);
	scene.sql = "SELECT count(*) FROM main.person JOIN main.period USING (removed)";
	expect_whole(&scene, &sweep, 10);
}

static void
kill__accept__has_the_old_paper_or_the_new(void **state)
{
	static const char more[] = "[form extra]\ntitle = 另表\nof = period\nlist = on_day\n"
	    "order = on_day\nbasis = 试验\n[page 一]\non_day date 日期\n";
	struct sweep sweep = { as_before, accept_paper, look, NULL, 7, false };
	struct scene scene;

	set_scene(&scene, *state);
	scene.settled_later = true;
	place_write(scene.place, "paper/extra.form", more, sizeof(more) - 1);
	scene.sql = "SELECT count(*) FROM sqlite_schema AS s, definition AS d WHERE s.name = 'extra'"
	    " AND d.name = 'extra.form'";
	expect_whole(&scene, &sweep, 20);
}

static void
kill__restore__has_the_old_store_or_the_new(void **state)
{
	struct sweep sweep = { as_before, restore, look, NULL, 5, false };
	struct scene scene;
	struct store *store;
	struct record *person;

	set_scene(&scene, *state);
	store = office_open(*state);
	person = office_record(store, "person", NULL, NULL, "name", "在备份里", NULL);
	office_do(store, CHANGE_CREATE, person);
	assert_true(store_backup(store, place_file(*state, "good"), NULL));
	record_free(person);
	store_close(store);
	scene.sql = "SELECT count(*) FROM main.person WHERE name = '在备份里'";
	expect_whole(&scene, &sweep, 10);
}

static void
kill__create__leaves_a_whole_store_or_none(void **state)
{
	struct sweep sweep = { nothing_there, create, look_created, NULL, 7, false };
	struct scene scene;

	set_scene(&scene, *state);
	scene.sql = "SELECT count(*) FROM meta WHERE name = 'definitions'";
	expect_whole(&scene, &sweep, 10);
}

/* A clerk at a bad disk: what was not saved is saved again. */
static int
save_until_saved(void *arg)
{
	struct scene *scene = arg;
	struct store_options options = { .path = place_file(scene->place, "store.db"),
	    .user = "zhang", .data = place_file(scene->place, "paper") };
	struct err err = ERR_INIT;
	struct store *store;
	struct record *visit;
	struct outcome outcome;

	store = store_open(&options, &err);
	/* A file that did not open for writing is opened for reading, and says so. */
	if (store == NULL || store_read_only(store)) {
		store_close(store);
		store = store_open(&options, &err);
	}
	if (store == NULL)
		return 2;
	visit = child_visit(scene, store);
	store_new_id(store, visit->id);		/* as a draft does */
	if (!office_apply(store, CHANGE_CREATE, visit, NULL, &outcome, &err)) {
		if (err.kind == ERR_NONE || visit->version != NULL)
			return 4;
		err_clear(&err);
		if (!office_apply(store, CHANGE_CREATE, visit, NULL, &outcome, &err)) {
			fprintf(stderr, "# %s\n", err.text);
			return 3;
		}
	}
	sweep_acknowledge();
	record_free(visit);
	store_close(store);
	return 0;
}

static void
kill__disk_errors__are_told_and_the_next_save_is_kept_once(void **state)
{
	struct sweep sweep = { as_before, save_until_saved, look, NULL, 1, true };
	struct sweep_result result;
	struct scene scene;

	set_scene(&scene, *state);
	scene.sql = "SELECT count(*) = 1 FROM main.visit";
	sweep.arg = &scene;
	sweep_run(&sweep, &result);
	free(scene.bytes);
	if (result.torn > 0 || result.lost > 0)
		fail_msg("%ld lost, %ld torn; %s", result.lost, result.torn, buf_str(&result.wrong));
	buf_clear(&result.wrong);
	if (result.kills == 0) {
		print_message("# skipped: cannot let a call fail on this machine\n");
		skip();
	}
	assert_true(result.kills > 20);
}

static void
kill__controls__that_are_known_bad_are_seen_to_fail(void **state)
{
	struct sweep two = { as_before, save_in_two, look, NULL, 3, false };
	struct sweep early = { as_before, save_told_early, look, NULL, 3, false };
	struct sweep_result result;
	struct scene scene;

	set_scene(&scene, *state);
	scene.sql = "SELECT count(*) FROM main.visit";
	two.arg = early.arg = &scene;
	sweep_run(&two, &result);
	assert_true(result.torn > 0);
	buf_clear(&result.wrong);
	sweep_run(&early, &result);
	assert_true(result.lost > 0);
	assert_int_equal(result.torn, 0);
	buf_clear(&result.wrong);
	free(scene.bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(kill__save__is_there_or_not_and_kept_when_acknowledged),
		PLACE_TEST(kill__remove__takes_all_papers_or_none),
		PLACE_TEST(kill__accept__has_the_old_paper_or_the_new),
		PLACE_TEST(kill__restore__has_the_old_store_or_the_new),
		PLACE_TEST(kill__create__leaves_a_whole_store_or_none),
		PLACE_TEST(kill__disk_errors__are_told_and_the_next_save_is_kept_once),
		PLACE_TEST(kill__controls__that_are_known_bad_are_seen_to_fail),
	};

	return cmocka_run_group_tests_name("kill", tests, NULL, NULL);
}
