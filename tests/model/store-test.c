/*
 * tests/model/store-test.c: opening, creating, growing, backing up, checking
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <grp.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/mem.h"
#include "model/store-private.h"
#include "tests/model/office.h"

static struct store_options
options(struct place *place)
{
	return (struct store_options){ .path = place_file(place, "store.db"), .user = "li",
	    .data = office_paper(place) };
}

static void
refused(struct place *place, const char *name, enum err_kind kind)
{
	struct store_options opening = options(place);
	uint64_t before = place_digest(place, name);
	struct err err = ERR_INIT;
	struct store *store;

	opening.path = place_file(place, name);
	store = store_open(&opening, &err);
	if (store != NULL)
		fail_msg("%s was opened", name);
	if (err.kind != kind)
		fail_msg("%s: kind %d, not %d: %s", name, err.kind, kind, err.text);
	assert_true(before == place_digest(place, name));
}

/* A store with one person, closed, as file "name". */
static void
store_at(struct place *place, const char *name)
{
	struct store *store = office_new(place);
	struct record *person = office_record(store, "person", NULL, NULL, "name", "张三", NULL);

	office_do(store, CHANGE_CREATE, person);
	record_free(person);
	store_close(store);
	if (strcmp(name, "store.db") != 0)
		assert_int_equal(rename(place_file(place, "store.db"), place_file(place, name)), 0);
}

static void
sql(struct place *place, const char *name, const char *text)
{
	struct err err = ERR_INIT;
	struct db *db = db_open(place_file(place, name), DB_WRITE, STORE_APPLICATION, &err);

	if (db == NULL || !db_exec(db, text, &err))
		fail_msg("%s", err.text);
	db_close(db);
}

static void
store__open__tells_refusals_apart_and_replaces_nothing(void **state)
{
	struct place *place = *state;
	struct db *other;

	refused(place, "missing", ERR_MISSING);
	assert_int_not_equal(access(place_file(place, "missing"), F_OK), 0);
	assert_int_not_equal(access(place_file(place, "missing.lock"), F_OK), 0);
	assert_int_equal(mkdir(place_file(place, "dir"), 0700), 0);
	refused(place, "dir", ERR_FOREIGN);
	place_write(place, "zero", "", 0);
	refused(place, "zero", ERR_DAMAGED);
	place_write(place, "notes.txt", "no database, only words, long enough to have a head "
	    "that a reader might take for one if he did not look at all of it closely", 125);
	refused(place, "notes.txt", ERR_FOREIGN);
	other = db_open(place_file(place, "other.db"), DB_CREATE, 4711, NULL);
	assert_non_null(other);
	db_close(other);
	refused(place, "other.db", ERR_FOREIGN);
	store_at(place, "newer.db");
	sql(place, "newer.db", "PRAGMA user_version = 999");
	refused(place, "newer.db", ERR_NEWER);
	store_at(place, "newer-program.db");
	sql(place, "newer-program.db", "UPDATE meta SET value = '99.1' WHERE name = 'application'");
	refused(place, "newer-program.db", ERR_NEWER);
	store_at(place, "cut.db");
	assert_int_equal(truncate(place_file(place, "cut.db"), 5 * 4096), 0);
	refused(place, "cut.db", ERR_DAMAGED);
	store_at(place, "empty.db");
	sql(place, "empty.db", "DELETE FROM meta");
	refused(place, "empty.db", ERR_DAMAGED);
}

static void
store__open__unreadable_is_denied(void **state)
{
	struct place *place = *state;
	struct store_options opening = options(place);
	struct err err = ERR_INIT;
	int status;
	pid_t child;

	store_at(place, "store.db");
	assert_int_equal(chmod(place_file(place, "store.db"), 0000), 0);
	assert_int_equal(chmod(place_dir(place), 0755), 0);
	child = fork();
	if (child == 0) {
		/* As nobody, if we are root: root reads everything. */
		if (geteuid() == 0 && setuid(65534) != 0)
			_exit(9);
		_exit(store_open(&opening, &err) == NULL ? (int)err.kind : 0);
	}
	assert_true(waitpid(child, &status, 0) == child && WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), ERR_DENIED);
}

/* As nobody: a file that may be read but not written. */
static int
read_only_child(struct place *place)
{
	struct store_options opening = options(place);
	struct err err = ERR_INIT;
	struct store *store;
	long long n = 0;
	bool ok;

	if (geteuid() == 0 && setuid(65534) != 0)
		return 9;
	store = store_open(&opening, &err);
	if (store == NULL) {
		fprintf(stderr, "# %s\n", err.text);
		return 1;
	}
	ok = store_read_only(store) &&
	    db_int(store_db(store), "SELECT count(*) FROM main.person", NULL, 0, 0, &n, &err) &&
	    n == 1 && !store_begin(store, &err) && err.kind == ERR_READONLY;
	store_close(store);
	return ok ? 0 : 2;
}

static void
store__open__on_read_only_media_reads(void **state)
{
	struct place *place = *state;
	int status;
	pid_t child;

	store_at(place, "store.db");
	assert_int_equal(chmod(place_file(place, "store.db"), 0444), 0);
	assert_int_equal(chmod(place_file(place, "store.db.lock"), 0444), 0);
	assert_int_equal(chmod(place_file(place, "paper"), 0755), 0);
	assert_int_equal(chmod(place_file(place, "paper/codes"), 0755), 0);
	assert_int_equal(chmod(place_dir(place), 0555), 0);
	child = fork();
	if (child == 0)
		_exit(read_only_child(place));
	assert_true(waitpid(child, &status, 0) == child && WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_int_equal(chmod(place_dir(place), 0755), 0);
}

/* As a set-group-ID program: the group is not its caller's. */
static int
group_child(const char *path)
{
	struct err err = ERR_INIT;
	struct db *db;

	if (setgroups(0, NULL) != 0 || setresgid(65534, 4711, 4711) != 0 ||
	    setresuid(65534, 65534, 65534) != 0)
		return 9;
	if (access(path, R_OK) == 0)
		return 8;		/* else nothing is shown */
	db = db_open(path, DB_READ, STORE_APPLICATION, &err);
	if (db == NULL)
		fprintf(stderr, "# %s\n", err.text);
	db_close(db);
	return db != NULL ? 0 : 1;
}

static void
store__open__where_only_the_programs_group_may_enter(void **state)
{
	struct place *place = *state;
	const char *path = place_file(place, "store.db");
	int status;
	pid_t child;

	if (geteuid() != 0)
		skip();			/* nobody else may choose his groups */
	store_at(place, "store.db");
	assert_int_equal(chown(path, 0, 4711), 0);
	assert_int_equal(chmod(path, 0640), 0);
	assert_int_equal(chown(place_dir(place), 0, 4711), 0);
	assert_int_equal(chmod(place_dir(place), 0710), 0);
	child = fork();
	if (child == 0)
		_exit(group_child(path));
	assert_true(waitpid(child, &status, 0) == child && WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
}

static void
store__create__is_private_whatever_the_umask_and_never_replaces(void **state)
{
	struct place *place = *state;
	static const char *const files[] = { "store.db", "store.db.lock", "store.db-journal",
	    "store.db.reserve" };
	struct store_options made = options(place);
	struct err err = ERR_INIT;
	struct store *store;
	struct stat st;
	mode_t old = umask(0);
	size_t i;

	store = office_new(place);
	umask(old);
	for (i = 0; i < 4; i++) {
		assert_int_equal(stat(place_file(place, files[i]), &st), 0);
		assert_int_equal(st.st_mode & 07777, 0600);
	}
	assert_string_equal(store_office_name(store), "城关司法所");
	assert_string_equal(store_station(store), "A");
	assert_int_equal(store_start(store), date_make(2026, 1, 1));
	assert_false(store_definitions_pending(store));
	store_close(store);
	assert_null(store_create(&made, "又一个", date_make(2026, 1, 1), &err));
	assert_int_equal(err.kind, ERR_EXISTS);
	made.path = place_file(place, "no/such/dir/store.db");
	assert_null(store_create(&made, "又一个", date_make(2026, 1, 1), &err));
	assert_int_equal(err.kind, ERR_MISSING);
	made.path = place_file(place, "b.db");
	assert_null(store_create(&made, "  ", date_make(2026, 1, 1), &err));
	assert_int_equal(err.kind, ERR_INPUT);
	/* The hot journal of a store that is gone is not played into a new one. */
	place_append(place, "b.db-journal", "left over");
	assert_null(store_create(&made, "又一个", date_make(2026, 1, 1), &err));
	assert_int_equal(err.kind, ERR_EXISTS);
}

static void
store__path__is_given_named_or_the_stations(void **state)
{
	struct place *place = *state;
	struct store_options made = options(place);
	struct err err = ERR_INIT;
	struct store *store;
	struct stat st;
	char *path;

	unsetenv("BANGJIAO_DB");
	setenv("XDG_DATA_HOME", place_file(place, "data home"), 1);
	made.path = NULL;
	assert_null(store_open(&made, &err));
	assert_int_equal(err.kind, ERR_MISSING);
	assert_int_not_equal(access(place_file(place, "data home"), F_OK), 0);
	store = store_create(&made, "所", date_make(2026, 1, 1), &err);
	if (store == NULL)
		fail_msg("%s", err.text);
	path = realpath(place_file(place, "data home/bangjiao/store.db"), NULL);
	assert_string_equal(store_path(store), path);
	free(path);
	assert_int_equal(stat(place_file(place, "data home/bangjiao"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	store_close(store);
	setenv("BANGJIAO_DB", place_file(place, "named.db"), 1);
	assert_null(store_open(&made, &err));
	assert_non_null(strstr(err.text, "named.db"));
	unsetenv("BANGJIAO_DB");
	unsetenv("XDG_DATA_HOME");
}

static void
store__ids__are_new_ordered_and_follow_a_seed(void **state)
{
	struct place *place = *state;
	struct store *store = office_new(place);
	char one[STORE_ID_SIZE], two[STORE_ID_SIZE], kept[3][STORE_ID_SIZE];
	int i;

	store_new_id(store, one);
	for (i = 0; i < 100000; i++) {
		store_new_id(store, two);
		if (strcmp(one, two) >= 0)
			fail_msg("%s before %s", one, two);
		memcpy(one, two, sizeof(one));
	}
	store_seed(store, 7);
	for (i = 0; i < 3; i++)
		store_new_id(store, kept[i]);
	store_seed(store, 7);
	for (i = 0; i < 3; i++) {
		store_new_id(store, one);
		assert_string_equal(one, kept[i]);
	}
	store_seed(store, 8);
	store_new_id(store, one);
	assert_string_not_equal(one, kept[0]);
	store_close(store);
}

static void
store__setting__is_the_default_until_chosen_and_seen_by_others(void **state)
{
	struct place *place = *state;
	struct store *store = office_new(place), *other = office_open(place);
	struct record *person = office_record(other, "person", NULL, NULL, "name", "甲", NULL);
	struct err err = ERR_INIT;

	assert_string_equal(store_setting(store, "grid"), "3");
	assert_string_equal(store_setting(other, "grid"), "3");
	assert_null(store_setting(store, "nobody"));
	assert_false(store_set_setting(store, "nobody", "1", &err));
	assert_int_equal(err.kind, ERR_MISSING);
	assert_true(store_set_setting(store, "grid", "6", &err));
	assert_string_equal(store_setting(store, "grid"), "6");
	office_do(other, CHANGE_CREATE, person);	/* a write looks anew */
	assert_string_equal(store_setting(other, "grid"), "6");
	assert_true(store_set_setting(store, "grid", NULL, &err));
	assert_string_equal(store_setting(store, "grid"), "3");
	assert_int_equal(office_number(store, "SELECT count(*) FROM change WHERE form = 'setting'"), 2);
	record_free(person);
	store_close(other);
	store_close(store);
}

static void
store__begin__waits_in_line_and_gives_up_after_ten_seconds(void **state)
{
	struct place *place = *state;
	struct store *store = office_new(place);
	struct err err = ERR_INIT;
	long long began;
	int fd = open(place_file(place, "store.db.lock"), O_RDWR), pipes[2], status;
	pid_t child;
	char c;

	assert_int_equal(flock(fd, LOCK_EX), 0);
	began = wait_now();
	assert_false(store_begin(store, &err));
	assert_int_equal(err.kind, ERR_BUSY);
	assert_in_range(wait_now() - began, 9500, 14000);
	flock(fd, LOCK_UN);
	/* A session that ends lets the next one in. */
	assert_int_equal(pipe(pipes), 0);
	child = fork();
	if (child == 0) {
		int own = open(place_file(place, "store.db.lock"), O_RDWR);

		if (flock(own, LOCK_EX) != 0 || write(pipes[1], "x", 1) != 1)
			_exit(1);
		usleep(300000);
		_exit(0);
	}
	assert_int_equal(read(pipes[0], &c, 1), 1);
	began = wait_now();
	assert_true(store_begin(store, &err));
	assert_in_range(wait_now() - began, 50, 3000);
	store_rollback(store);
	waitpid(child, &status, 0);
	close(pipes[0]);
	close(pipes[1]);
	close(fd);
	store_close(store);
}

/* ---- definitions ---- */
static void
note(void *arg, const char *line)
{
	buf_addf(arg, "%s\n", line);
}

static void
rewrite(struct place *place, const char *from, const char *to)
{
	char text[8192], *at;
	FILE *in = fopen(place_file(place, "paper/all.form"), "r");
	struct buf out = BUF_INIT;
	size_t n = fread(text, 1, sizeof(text) - 1, in);

	fclose(in);
	text[n] = '\0';
	at = strstr(text, from);
	assert_non_null(at);
	buf_addn(&out, text, (size_t)(at - text));
	buf_add(&out, to);
	buf_add(&out, at + strlen(from));
	place_write(place, "paper/all.form", buf_str(&out), out.len);
	buf_clear(&out);
}

/* As office_open, but the paper stays as the test wrote it. */
static struct store *
open_paper(struct place *place, bool accepting, struct err *err)
{
	struct store_options opening = { .path = place_file(place, "store.db"), .user = "li",
	    .data = place_file(place, "paper"), .accepting = accepting };

	return store_open(&opening, err);
}

static void
no_finding(void *arg, const char *text)
{
	fail_msg("%s", text);
}

static void
store__accept__grows_and_renames_and_keeps_what_was(void **state)
{
	struct place *place = *state;
	struct store *store = office_new(place), *running;
	struct record *person, *held, *back;
	struct buf says = BUF_INIT;
	struct err err = ERR_INIT;
	struct outcome outcome;
	char *text, id[STORE_ID_SIZE];
	long n;

	person = office_record(store, "person", NULL, NULL, "name", "张三", "born", "1980", NULL);
	office_do(store, CHANGE_CREATE, person);
	running = office_open(place);
	held = record_load(running, catalog_form(store_catalog(running), "person", &err),
	    person->id, false, &err);
	memcpy(id, person->id, sizeof(id));
	record_free(person);
	store_close(store);
	rewrite(place, "born pdate 出生\n", "birth pdate 出生\n    was = born\ntall int 身高\n"
	    "skills codes method 技能\n");
	rewrite(place, "rich yesno 富裕\n", "");
	/* Other definitions than the accepted ones are told, and not used. */
	assert_null(open_paper(place, false, &err));
	assert_int_equal(err.kind, ERR_STALE);
	assert_non_null(strstr(err.text, "accept"));
	err_clear(&err);
	store = open_paper(place, true, &err);
	if (store == NULL)
		fail_msg("%s", err.text);
	assert_true(store_definitions_pending(store));
	if (!store_accept(store, NULL, note, &says, &err))
		fail_msg("%s", err.text);
	assert_non_null(strstr(buf_str(&says), "born 改名为 birth"));
	assert_non_null(strstr(buf_str(&says), "增加栏目 tall"));
	assert_non_null(strstr(buf_str(&says), "增加栏目 skills"));
	assert_non_null(strstr(buf_str(&says), "rich 已不在定义中"));
	assert_false(store_definitions_pending(store));
	back = record_load(store, catalog_form(store_catalog(store), "person", &err), id,
	    false, &err);
	assert_non_null(back);
	assert_string_equal(record_get(back, "birth"), "1980");
	assert_int_equal(office_number(store, "SELECT count(rich) FROM main.person"), 0);
	assert_true(store_check(store, no_finding, NULL, &n, &err));
	text = office_text(store, "SELECT verb FROM operation ORDER BY seq DESC LIMIT 1");
	assert_string_equal(text, "definitions.accept");
	free(text);
	/* A session with the old definitions is told at its next save. */
	record_set(held, "name", "张三丰");
	assert_false(office_apply(running, CHANGE_UPDATE, held, NULL, &outcome, &err));
	assert_int_equal(err.kind, ERR_STALE);
	assert_non_null(strstr(err.text, "重新启动"));
	buf_cut(&says, 0);
	assert_true(store_accept(store, NULL, note, &says, &err));
	assert_string_equal(buf_str(&says), "定义没有变化\n");
	buf_clear(&says);
	record_free(back);
	record_free(held);
	store_close(running);
	store_close(store);
	store = open_paper(place, false, &err);
	assert_non_null(store);
	store_close(store);
}

static void
store__accept__of_wrong_definitions_changes_nothing(void **state)
{
	static const char *const wrong[][2] = {
		{ "rich yesno 富裕\n", "rich text 富裕\n" },
		{ "rich yesno 富裕\n", "rich yesno 富裕\n    check = nobody > 1\n    say = 错\n" },
		{ "rich yesno 富裕\n", "rich code nowhere 富裕\n" },
	};
	struct place *place = *state;
	struct store *store;
	struct err err = ERR_INIT;
	size_t i;

	store_close(office_new(place));
	for (i = 0; i < 3; i++) {
		office_paper(place);
		rewrite(place, wrong[i][0], wrong[i][1]);
		store = open_paper(place, true, &err);
		if (store == NULL)
			fail_msg("%s", err.text);
		assert_false(store_accept(store, NULL, NULL, NULL, &err));
		if (strstr(err.text, "all.form:") == NULL)
			fail_msg("%s", err.text);
		assert_int_equal(err.kind, ERR_DATA);
		assert_non_null(catalog_form(store_catalog(store), "person", &err));
		store_close(store);
		err_clear(&err);
		store = office_open(place);	/* the paper is as it was accepted */
		assert_false(store_definitions_pending(store));
		store_close(store);
	}
}

static void
store__accept__takes_the_offices_own_folder(void **state)
{
	static const char own[] = "[form visit +]\n[page 本所]\nx_car text 20 车号\n";
	struct place *place = *state;
	struct store *store = office_new(place);
	struct record *person, *period, *visit, *back;
	struct err err = ERR_INIT;

	assert_int_equal(mkdir(place_file(place, "own"), 0700), 0);
	place_write(place, "own/own.form", own, strlen(own));
	if (!store_accept(store, place_file(place, "own"), NULL, NULL, &err))
		fail_msg("%s", err.text);
	store_close(store);
	store = office_open(place);	/* the overlay comes out of the store */
	person = office_record(store, "person", NULL, NULL, "name", "张三", NULL);
	office_do(store, CHANGE_CREATE, person);
	period = office_record(store, "period", person->id, NULL, NULL);
	office_do(store, CHANGE_CREATE, period);
	visit = office_record(store, "visit", person->id, period->id, "x_car", "浙G1", NULL);
	office_do(store, CHANGE_CREATE, visit);
	back = record_load(store, visit->form, visit->id, false, &err);
	assert_string_equal(record_get(back, "x_car"), "浙G1");
	record_free(back);
	record_free(visit);
	record_free(period);
	record_free(person);
	store_close(store);
}

static void
store__open__by_a_program_with_other_paper_uses_the_accepted_one(void **state)
{
	struct place *place = *state;
	struct store_options opening = options(place);
	struct store *store = office_new(place);
	struct record *person;
	struct err err = ERR_INIT;

	assert_false(store_definitions_pending(store));
	store_close(store);
	opening.data = NULL;		/* the built-in set */
	store = store_open(&opening, &err);
	if (store == NULL)
		fail_msg("%s", err.text);
	assert_true(store_definitions_pending(store));
	assert_non_null(catalog_form(store_catalog(store), "promise", &err));
	person = office_record(store, "person", NULL, NULL, "name", "张三", "rich", "1", NULL);
	office_do(store, CHANGE_CREATE, person);
	record_free(person);
	store_close(store);
}

/* ---- backup, restore, check ---- */
static void
store__backup__comes_back_over_a_good_a_damaged_and_a_missing_store(void **state)
{
	struct place *place = *state;
	struct store *store;
	struct record *person;
	struct err err = ERR_INIT;
	struct stat st;
	int round;

	store_at(place, "store.db");
	store = office_open(place);
	assert_true(store_backup(store, place_file(place, "copy"), &err));
	assert_false(store_backup(store, place_file(place, "copy"), &err));
	assert_int_equal(err.kind, ERR_EXISTS);
	assert_int_equal(stat(place_file(place, "copy"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	for (round = 0; round < 3; round++) {
		person = office_record(store, "person", NULL, NULL, "name", "李四", NULL);
		office_do(store, CHANGE_CREATE, person);
		record_free(person);
		assert_int_equal(office_number(store, "SELECT count(*) FROM main.person"), 2);
		if (round > 0)
			store_close(store);
		if (round == 1)
			place_write(place, "store.db", "damaged", 7);
		if (round == 2)
			unlink(place_file(place, "store.db"));
		if (!store_restore(place_file(place, "store.db"), place_file(place, "copy"), &err))
			fail_msg("%d: %s", round, err.text);
		if (round == 0) {	/* seen by who has it open */
			assert_int_equal(office_number(store, "SELECT count(*) FROM main.person"), 1);
			store_close(store);
		}
		store = office_open(place);
		assert_int_equal(office_number(store, "SELECT count(*) FROM main.person"), 1);
	}
	store_close(store);
	place_write(place, "bad", "no store", 8);
	assert_false(store_restore(place_file(place, "store.db"), place_file(place, "bad"), &err));
	assert_int_equal(err.kind, ERR_FOREIGN);
	assert_false(store_restore(place_file(place, "store.db"), place_file(place, "store.db"), &err));
	assert_int_equal(err.kind, ERR_INPUT);
	store = office_open(place);
	assert_int_equal(office_number(store, "SELECT count(*) FROM main.person"), 1);
	store_close(store);
}

static void
store__check__finds_each_kind_of_harm(void **state)
{
	static const struct { const char *harm, *says; } harms[] = {
		{ "UPDATE person SET name = '李四'", "校验值" },
		{ "UPDATE person SET name = '李四'", "与日志不符" },
		{ "UPDATE person SET removed = 'A-000001'", "删除标记" },
		{ "UPDATE person SET removed = 'A-000001'", "计数" },
		{ "UPDATE person SET version = 'A-000009'", "版本" },
		{ "DELETE FROM change", "建立" },
		{ "UPDATE change SET before = 'x' WHERE field = 'name'", "前后不接" },
		{ "UPDATE tally SET n = 7", "计数" },
		{ "UPDATE operation SET previous = NULL", "编号前后不接" },
		{ "UPDATE operation SET seq = 7, id = 'A-000007' WHERE seq = 5", "应有 7 个" },
	};
	struct place *place = *state;
	struct store *store = office_new(place);
	struct record *person = office_record(store, "person", NULL, NULL, "name", "张三", NULL);
	struct record *other = office_record(store, "person", NULL, NULL, "name", "赵六", NULL);
	struct buf says = BUF_INIT;
	struct err err = ERR_INIT;
	size_t i;
	long n;

	office_do(store, CHANGE_CREATE, person);
	record_set(person, "name", "张三三");
	record_set_absent(person, "id_card", "none");
	office_do(store, CHANGE_UPDATE, person);
	office_do(store, CHANGE_CREATE, other);
	office_do(store, CHANGE_REMOVE, other);
	office_do(store, CHANGE_RESTORE, other);
	assert_true(store_check(store, no_finding, NULL, &n, &err));
	assert_int_equal(n, 0);
	assert_true(store_backup(store, place_file(place, "good"), &err));
	record_free(other);
	record_free(person);
	store_close(store);
	for (i = 0; i < sizeof(harms) / sizeof(*harms); i++) {
		if (!store_restore(place_file(place, "store.db"), place_file(place, "good"), &err))
			fail_msg("%s", err.text);
		store = office_open(place);
		assert_true(db_exec(store_db(store), "PRAGMA foreign_keys = OFF", &err));
		if (!db_exec(store_db(store), harms[i].harm, &err))
			fail_msg("%s: %s", harms[i].harm, err.text);
		buf_cut(&says, 0);
		if (!store_check(store, note, &says, &n, &err))
			fail_msg("%s", err.text);
		if (strstr(buf_str(&says), harms[i].says) == NULL)
			fail_msg("%s:\n%s", harms[i].harm, buf_str(&says));
		assert_true(n > 0);
		store_close(store);
	}
	buf_clear(&says);
}

/* Bit rot that the engine does not see. */
static void
store__check__finds_a_flipped_bit(void **state)
{
	struct place *place = *state;
	struct store *store = office_new(place);
	struct record *person = office_record(store, "person", NULL, NULL, "name",
	    "flip-this-letter", NULL);
	struct buf says = BUF_INIT;
	struct err err = ERR_INIT;
	struct stat st;
	char *bytes, *at;
	long n;
	int fd;

	office_do(store, CHANGE_CREATE, person);
	record_free(person);
	store_close(store);
	fd = open(place_file(place, "store.db"), O_RDWR);
	assert_int_equal(fstat(fd, &st), 0);
	bytes = mem_new((size_t)st.st_size);
	assert_int_equal(read(fd, bytes, (size_t)st.st_size), st.st_size);
	/* The record's, not the log's: there a TAB stands before the value. */
	for (at = bytes; (at = memmem(at, (size_t)(bytes + st.st_size - at), "flip-this", 9)) != NULL &&
	    at[-1] == '\t'; at++)
		;
	assert_non_null(at);
	at[3] ^= 1;
	assert_int_equal(pwrite(fd, at, 9, at - bytes), 9);
	close(fd);
	free(bytes);
	store = office_open(place);
	assert_true(store_check(store, note, &says, &n, &err));
	assert_non_null(strstr(buf_str(&says), "校验值"));
	buf_clear(&says);
	store_close(store);
}

/* A clerk who saves in the middle of a check: pipes to him and from him. */
struct clerk {
	int	to, from;
	int	looks;			/* of the check since he was let to save */
	bool	saved;			/* seen at the first of them */
};

static int
save_child(struct place *place, int from, int to)
{
	struct store *store = office_open(place);
	struct err err = ERR_INIT;
	char go;

	/* opening writes the definitions anew: not both at once */
	if (write(to, "o", 1) != 1 || read(from, &go, 1) != 1 || !store_begin(store, &err) || write(to, "h", 1) != 1 ||
	    !db_exec(store_db(store), "UPDATE meta SET value = value", &err) ||
	    !store_commit(store, &err) || write(to, "c", 1) != 1)
		return 1;
	store_close(store);
	return 0;
}

/* Asked at each look of the check, before it looks at the line: at the first one
 * the clerk begins to save, at the second he must be through. */
static bool
at_a_look(void *arg)
{
	struct clerk *clerk = arg;
	struct pollfd heard = { .fd = clerk->from, .events = POLLIN };
	char said;

	if (clerk->looks == 0)
		assert_true(write(clerk->to, "g", 1) == 1 && read(clerk->from, &said, 1) == 1);
	if (clerk->looks == 1)
		clerk->saved = poll(&heard, 1, WAIT_LIMIT) == 1;
	clerk->looks++;
	return false;
}

static void
store__check__lets_a_save_go_first(void **state)
{
	struct place *place = *state;
	struct store *store = office_new(place);
	struct clerk clerk = { 0 };
	struct err err = ERR_INIT;
	int to[2], from[2], status;
	char opened;
	long n = -1;
	pid_t child;

	/* A table that takes the engine many looks. */
	assert_true(db_exec(store_db(store), "CREATE TABLE filler (x INTEGER PRIMARY KEY, y TEXT)"
	    " STRICT; WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
	    " LIMIT 50000) INSERT INTO filler SELECT i, 'y' FROM n", &err));
	store_close(store);
	assert_true(pipe(to) == 0 && pipe(from) == 0);
	child = fork();
	if (child == 0)
		_exit(save_child(place, to[0], from[1]));
	clerk.to = to[1];
	clerk.from = from[0];
	assert_int_equal(read(from[0], &opened, 1), 1);
	store = office_open(place);
	db_cancel(store_db(store), at_a_look, &clerk);
	assert_true(store_check(store, no_finding, NULL, &n, &err));
	db_cancel(store_db(store), NULL, NULL);
	assert_int_equal(n, 0);
	assert_true(clerk.looks > 2 && clerk.saved);
	assert_true(waitpid(child, &status, 0) == child && WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	store_close(store);
}

static void
store__migrate__runs_what_is_newer_and_all_or_nothing(void **state)
{
	static const struct embedded files[] = {
		{ "system/001-a.sql", "CREATE TABLE a (x TEXT) STRICT;", 0 },
		{ "system/002-b.sql", "CREATE TABLE b (x TEXT) STRICT;", 0 },
		{ "visit.form", "not SQL", 0 }, { NULL, NULL, 0 }
	};
	static const struct embedded wrong[] = {
		{ "system/003-c.sql", "CREATE TABLE c (x TEXT) STRICT; WRONG;", 0 }, { NULL, NULL, 0 }
	};
	struct err err = ERR_INIT;
	struct db *db = db_open_memory(&err);
	long long version;
	bool needed;

	assert_int_equal(migrate_newest(files), 2);
	assert_true(migrate_needed(db, files, &needed, &err) && needed);
	assert_true(db_begin(db, &err) && migrate_run(db, files, &err) && db_commit(db, &err));
	assert_true(migrate_needed(db, files, &needed, &err) && !needed);
	assert_true(db_begin(db, &err));
	assert_false(migrate_run(db, wrong, &err));
	db_rollback(db);
	assert_true(db_int(db, "SELECT (SELECT user_version FROM pragma_user_version) * 10 +"
	    " (SELECT count(*) FROM sqlite_schema)", NULL, 0, 0, &version, &err));
	assert_int_equal(version, 22);
	assert_false(migrate_needed(db, wrong + 1, &needed, &err));
	assert_int_equal(err.kind, ERR_NEWER);
	db_close(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(store__open__tells_refusals_apart_and_replaces_nothing),
		PLACE_TEST(store__open__unreadable_is_denied),
		PLACE_TEST(store__open__on_read_only_media_reads),
		PLACE_TEST(store__open__where_only_the_programs_group_may_enter),
		PLACE_TEST(store__create__is_private_whatever_the_umask_and_never_replaces),
		PLACE_TEST(store__path__is_given_named_or_the_stations),
		PLACE_TEST(store__ids__are_new_ordered_and_follow_a_seed),
		PLACE_TEST(store__setting__is_the_default_until_chosen_and_seen_by_others),
		PLACE_TEST(store__begin__waits_in_line_and_gives_up_after_ten_seconds),
		PLACE_TEST(store__open__by_a_program_with_other_paper_uses_the_accepted_one),
		PLACE_TEST(store__accept__grows_and_renames_and_keeps_what_was),
		PLACE_TEST(store__accept__of_wrong_definitions_changes_nothing),
		PLACE_TEST(store__accept__takes_the_offices_own_folder),
		PLACE_TEST(store__backup__comes_back_over_a_good_a_damaged_and_a_missing_store),
		PLACE_TEST(store__check__finds_each_kind_of_harm),
		PLACE_TEST(store__check__finds_a_flipped_bit),
		PLACE_TEST(store__check__lets_a_save_go_first),
		PLACE_TEST(store__migrate__runs_what_is_newer_and_all_or_nothing),
	};

	return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
