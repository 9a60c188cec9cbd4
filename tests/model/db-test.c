/*
 * tests/model/db-test.c: the door to the engine
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/mem.h"
#include "model/db.h"
#include "tests/model/place.h"

#define OURS 0x626a5f74

static struct db *
make(const char *path)
{
	struct err err = ERR_INIT;
	struct db *db = db_open(path, DB_CREATE, OURS, &err);

	assert_non_null(db);
	assert_true(db_exec(db,
	    "CREATE TABLE visit (id TEXT NOT NULL UNIQUE, note TEXT, absent TEXT,"
	    " digest BLOB, removed TEXT) STRICT;"
	    "CREATE TABLE visit_answers (record TEXT NOT NULL REFERENCES visit(id),"
	    " value TEXT NOT NULL, PRIMARY KEY (record, value)) STRICT, WITHOUT ROWID;"
	    "CREATE TABLE office (id TEXT PRIMARY KEY) STRICT;"
	    "CREATE TABLE secret (word TEXT) STRICT;"
	    "INSERT INTO visit VALUES ('a', '一', NULL, x'00', NULL), ('b', '二', NULL, x'00', 'A-1');"
	    "INSERT INTO visit_answers VALUES ('a', 'x'), ('b', 'y');", &err));
	return db;
}

static long long
number(struct db *db, const char *sql)
{
	struct err err = ERR_INIT;
	long long n;

	if (!db_int(db, sql, NULL, 0, -1, &n, &err))
		fail_msg("%s: %s", sql, err.text);
	return n;
}

/* Runs a definition; its first value, "" for NULL; fails with its error. */
static bool
define(struct db *db, const char *sql, char *out, size_t size, struct err *err)
{
	struct stmt *stmt = db_query_definition(db, sql, NULL, NULL, NULL, err);
	int got;

	if (stmt == NULL)
		return false;
	got = stmt_step(stmt, err);
	snprintf(out, size, "%s", got == 1 && !stmt_is_null(stmt, 0) ? stmt_get(stmt, 0) : "");
	stmt_done(stmt);
	return got >= 0;
}

static void
db__open__tells_refusals_apart(void **state)
{
	struct place *place = *state;
	static const struct { const char *name; enum err_kind kind; } bad[] = {
		{ "missing", ERR_MISSING }, { "dir", ERR_FOREIGN }, { "empty", ERR_DAMAGED },
		{ "text", ERR_FOREIGN }, { "short", ERR_FOREIGN }, { "other", ERR_FOREIGN },
		{ "cut", ERR_DAMAGED }, { "no/such/dir", ERR_MISSING },
	};
	struct err err;
	struct db *db;
	size_t i;

	assert_int_equal(mkdir(place_file(place, "dir"), 0700), 0);
	place_write(place, "empty", "", 0);
	place_write(place, "short", "SQLite", 6);
	for (i = 0; i < 300; i++)
		place_append(place, "text", "这不是数据库。\n");
	db = db_open(place_file(place, "other"), DB_CREATE, 7, NULL);
	assert_non_null(db);
	db_close(db);
	db = make(place_file(place, "cut"));
	db_close(db);
	assert_int_equal(truncate(place_file(place, "cut"), 4096 * 3), 0);
	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		uint64_t before = place_digest(place, bad[i].name);

		err_clear(&err);
		db = db_open(place_file(place, bad[i].name), DB_WRITE, OURS, &err);
		assert_null(db);
		if (err.kind != bad[i].kind)
			fail_msg("%s: kind %d: %s", bad[i].name, err.kind, err.text);
		assert_non_null(strstr(err.text, bad[i].name));
		assert_true(before == place_digest(place, bad[i].name));
	}
	assert_int_equal(access(place_file(place, "other-journal"), F_OK), 0);
	assert_int_not_equal(access(place_file(place, "text-journal"), F_OK), 0);
}

static void
db__open__create_never_replaces_and_is_private_whatever_the_umask(void **state)
{
	struct place *place = *state;
	const char *path = place_file(place, "new");
	mode_t old = umask(0777);
	struct err err = ERR_INIT;
	struct stat st;
	struct db *db = make(path);

	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(stat(place_file(place, "new-journal"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_true(db_backup(db, place_file(place, "copy"), &err));
	assert_int_equal(stat(place_file(place, "copy"), &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	umask(old);
	assert_false(db_backup(db, place_file(place, "copy"), &err));
	assert_int_equal(err.kind, ERR_EXISTS);
	db_close(db);
	assert_null(db_open(path, DB_CREATE, OURS, &err));
	assert_int_equal(err.kind, ERR_EXISTS);
	db = db_open(place_file(place, "copy"), DB_READ, OURS, &err);
	assert_non_null(db);
	assert_int_equal(number(db, "SELECT count(*) FROM visit"), 2);
	db_close(db);
}

static void
db__open__has_the_safe_settings(void **state)
{
	struct place *place = *state;
	struct db *db = make(place_file(place, "safe"));
	struct err err = ERR_INIT;
	char *mode = NULL;

	assert_true(db_text(db, "PRAGMA journal_mode", NULL, 0, &mode, &err));
	assert_string_equal(mode, "truncate");
	free(mode);
	assert_int_equal(number(db, "PRAGMA synchronous"), 3);
	assert_int_equal(number(db, "PRAGMA secure_delete"), 1);
	assert_int_equal(number(db, "PRAGMA foreign_keys"), 1);
	assert_false(db_exec(db, "SELECT \"nobody\"", &err));
	assert_false(db_exec(db, "ATTACH 'x' AS y", &err));
	assert_false(db_exec(db, "INSERT INTO visit_answers VALUES ('nobody', 'x')", &err));
	db_close(db);
}

static void
db__open__reads_what_it_may_not_write(void **state)
{
	struct place *place = *state;
	struct err err = ERR_INIT;
	struct db *db = make(place_file(place, "ro"));

	db_close(db);
	db = db_open(place_file(place, "ro"), DB_READ, OURS, &err);
	assert_non_null(db);
	assert_int_equal(number(db, "SELECT count(*) FROM visit"), 2);
	assert_false(db_exec(db, "DELETE FROM secret", &err));
	assert_int_equal(err.kind, ERR_READONLY);
	db_close(db);
}

static void
db__definition__sees_live_rows_only(void **state)
{
	struct place *place = *state;
	struct db *db = make(place_file(place, "live"));
	struct err err = ERR_INIT;
	char out[64];

	assert_true(define(db, "SELECT group_concat(id) FROM visit", out, sizeof(out), &err));
	assert_string_equal(out, "a");
	assert_true(define(db, "SELECT group_concat(value) FROM visit_answers", out, sizeof(out), &err));
	assert_string_equal(out, "x");
	assert_true(define(db, "SELECT v.note FROM visit v JOIN visit_answers w ON w.record = v.id",
	    out, sizeof(out), &err));
	assert_string_equal(out, "一");
	assert_int_equal(number(db, "SELECT count(*) FROM main.visit"), 2);
	db_close(db);
}

static void
db__definition__is_held_to_its_words(void **state)
{
	static const char *const bad[] = {
		"SELECT word FROM secret", "SELECT note FROM main.visit",
		"SELECT digest FROM visit", "SELECT rowid FROM visit",
		"DELETE FROM visit", "SELECT 1; SELECT 2", "", "PRAGMA user_version",
		"SELECT date('now')", "SELECT CURRENT_DATE", "SELECT random()",
		"SELECT 1 WHERE 'a' GLOB 'a'", "SELECT name FROM sqlite_schema",
		"SELECT name FROM pragma_table_info('visit')", "SELECT \"a\"",
		"SELECT load_extension('x')", "ATTACH 'x' AS y", "SELECT nobody FROM visit",
	};
	struct place *place = *state;
	struct db *db = make(place_file(place, "words"));
	const char *const none[] = { NULL }, *const visit[] = { "visit", NULL };
	struct err err;
	struct stmt *stmt;
	char out[64];
	size_t i;

	for (i = 0; i < sizeof(bad) / sizeof(*bad); i++) {
		err_clear(&err);
		if (define(db, bad[i], out, sizeof(out), &err))
			fail_msg("allowed: %s", bad[i]);
		assert_int_equal(err.kind, ERR_DATA);
	}
	assert_null(db_query_definition(db, "SELECT id FROM visit", none, NULL, NULL, &err));
	stmt = db_query_definition(db, "SELECT id FROM visit", visit, NULL, NULL, &err);
	assert_non_null(stmt);
	stmt_done(stmt);
	stmt = db_query_definition(db, "SELECT value FROM visit_answers", visit, NULL, NULL, &err);
	assert_non_null(stmt);
	stmt_done(stmt);
	assert_int_equal(number(db, "SELECT count(*) FROM secret"), 0);
	db_close(db);
}

static void
db__definition__that_never_ends_is_stopped(void **state)
{
	struct place *place = *state;
	struct db *db = make(place_file(place, "endless"));
	struct err err = ERR_INIT;
	char out[64];

	db_budget(db, 1000000);
	assert_false(define(db, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
	    " SELECT max(i) FROM n", out, sizeof(out), &err));
	assert_int_equal(err.kind, ERR_DATA);
	assert_non_null(strstr(err.text, "步数"));
	db_close(db);
}

static bool
stop_now(void *arg)
{
	return true;
}

static void
db__cancel__stops_a_long_query(void **state)
{
	struct place *place = *state;
	struct db *db = make(place_file(place, "cancel"));
	struct err err = ERR_INIT;
	long long n;

	db_cancel(db, stop_now, NULL);
	assert_false(db_int(db, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
	    " LIMIT 1000000) SELECT max(i) FROM n", NULL, 0, 0, &n, &err));
	assert_int_equal(err.kind, ERR_INTERRUPTED);
	db_cancel(db, NULL, NULL);
	assert_int_equal(number(db, "SELECT count(*) FROM visit"), 2);
	db_close(db);
}

static void
db__cancel__lets_a_write_come_to_its_end(void **state)
{
	struct place *place = *state;
	struct db *db = make(place_file(place, "cancel-write"));
	struct err err = ERR_INIT;
	long long n;

	assert_true(db_begin(db, &err));
	assert_true(db_exec(db, "INSERT INTO secret VALUES ('c')", &err));
	db_cancel(db, stop_now, NULL);
	assert_true(db_int(db, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
	    " LIMIT 1000000) SELECT max(i) FROM n", NULL, 0, 0, &n, &err));
	assert_true(db_commit(db, &err));
	db_cancel(db, NULL, NULL);
	db_close(db);
}

/* Somebody is always in line. */
struct line {
	int	looks;			/* since the last time it gave way */
	int	times, most;
	bool	longer;			/* never shorter than the time before */
};

static bool
line_wanted(void *arg)
{
	struct line *line = arg;

	line->looks++;
	return true;
}

static void
line_wait(void *arg)
{
	struct line *line = arg;

	line->longer = line->longer && line->looks >= line->most;
	if (line->looks > line->most)
		line->most = line->looks;
	line->times++;
	line->looks = 0;
}

static void
db__give_way__holds_on_longer_each_time_but_not_for_ever(void **state)
{
	struct line line = { .longer = true };
	const struct db_way way = { line_wanted, line_wait, &line };
	struct place *place = *state;
	struct db *db = make(place_file(place, "way"));
	struct err err = ERR_INIT;
	bool own;
	long long n;

	db_give_way(db, &way);
	assert_true(db_int(db, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
	    " LIMIT 100000) SELECT max(i) FROM n", NULL, 0, 0, &n, &err));
	assert_int_equal(n, 100000);
	assert_true(line.times > 2 && line.longer && line.most <= DB_PATIENCE + 1);
	line = (struct line){ .longer = true };
	assert_false(db_int(db, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
	    " LIMIT 100000000) SELECT max(i) FROM n", NULL, 0, 0, &n, &err));
	assert_int_equal(err.kind, ERR_BUSY);
	assert_int_equal(line.times, DB_TRIES - 1);
	assert_int_equal(line.most, DB_PATIENCE + 1);
	/* What belongs together is not torn. */
	line.times = 0;
	assert_true(db_hold(db, &own, &err));
	assert_true(db_int(db, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
	    " LIMIT 100000) SELECT max(i) FROM n", NULL, 0, 0, &n, &err));
	db_let_go(db, own);
	assert_int_equal(line.times, 0);
	db_give_way(db, NULL);
	db_close(db);
}

static void
note_table(void *arg, const char *table)
{
	buf_addf(arg, "%s ", table);
}

static void
db__definition__tells_what_it_reads(void **state)
{
	struct place *place = *state;
	struct db *db = make(place_file(place, "reads"));
	struct buf read = BUF_INIT;
	struct err err = ERR_INIT;
	struct stmt *stmt;
	int i;

	for (i = 0; i < 2; i++) {	/* the second time from what is kept */
		buf_cut(&read, 0);
		stmt = db_query_definition(db, "SELECT count(*) FROM visit_answers, office",
		    NULL, note_table, &read, &err);
		if (stmt == NULL)
			fail_msg("%s", err.text);
		stmt_done(stmt);
		assert_non_null(strstr(buf_str(&read), "visit_answers "));
		assert_non_null(strstr(buf_str(&read), "visit "));
		assert_non_null(strstr(buf_str(&read), "office "));
	}
	buf_clear(&read);
	db_close(db);
}

/* A full disk: the save is rolled back, the reserve let go, and tried again. */
static void
db__definition__kept_from_a_write_that_was_rolled_back_runs_again(void **state)
{
	struct place *place = *state;
	struct db *db = make(place_file(place, "again"));
	struct err err = ERR_INIT;
	char out[64];
	int i;

	for (i = 0; i < 3; i++) {
		assert_true(db_begin(db, &err));
		if (!define(db, "SELECT count(*) FROM visit", out, sizeof(out), &err))
			fail_msg("%d: %s", i, err.text);
		db_rollback(db);
	}
	db_close(db);
}

static void
db__forget__shows_new_columns_and_survives_a_rollback(void **state)
{
	struct place *place = *state;
	struct db *db = make(place_file(place, "grow"));
	struct err err = ERR_INIT;
	char out[64];
	int i;

	assert_true(define(db, "SELECT note FROM visit", out, sizeof(out), &err));
	for (i = 0; i < 2; i++) {
		assert_true(db_begin(db, &err));
		assert_true(db_exec(db, "ALTER TABLE main.visit ADD COLUMN extra TEXT DEFAULT '三'", &err));
		assert_true(db_forget(db, &err));
		assert_true(define(db, "SELECT extra FROM visit", out, sizeof(out), &err));
		assert_string_equal(out, "三");
		if (i == 0)
			db_rollback(db);
		else
			assert_true(db_commit(db, &err));
		assert_int_equal(define(db, "SELECT extra FROM visit", out, sizeof(out), &err), i);
		assert_true(define(db, "SELECT note FROM visit", out, sizeof(out), &err));
		assert_string_equal(out, "一");
	}
	db_close(db);
}

static const char *
say_label(void *arg, const char *table, const char *code, int on)
{
	return strcmp(code, "home") == 0 ? (on == DATE_NONE ? "上门" : "上门(旧)") : NULL;
}

static const char *
say_setting(void *arg, const char *name)
{
	return strcmp(name, "grid") == 0 ? "3" : NULL;
}

static const char *
say_user(void *arg)
{
	(void)arg;
	return "张文书";
}

static int
say_holiday(int date, void *arg)
{
	return date == date_make(2026, 3, 5) ? 1 : 0;
}

static void
db__vocabulary__says_what_the_paper_asks(void **state)
{
	static const struct { const char *sql, *is; } word[] = {
		{ "today()", "2026-03-04" }, { "add_days('2026-02-27', 3)", "2026-03-02" },
		{ "add_days('9999-12-31', 1)", "" }, { "add_days(NULL, 1)", "" },
		{ "add_days('2026-02-30', 1)", "" }, { "add_months('2024-01-31', 1)", "2024-02-29" },
		{ "add_workdays('2026-03-04', 2)", "2026-03-09" },
		{ "days_between('2026-03-01', '2026-03-04')", "3" },
		{ "days_late('2026-03-21', '2026-03-20')", "0" },
		{ "days_late('2026-03-21', '2026-03-21')", "1" },
		{ "months_between('2025-12-31', '2026-03-30')", "2" },
		{ "age_on('1990-03-05', today())", "35" }, { "year_of('2026-03')", "2026" },
		{ "year_of('x')", "" }, { "quarter_of(today())", "1" },
		{ "period_start(today(), 3)", "2026-01-01" }, { "period_end(today(), 6)", "2026-06-30" },
		{ "period_end(today(), 5)", "" }, { "id_card_valid('11010519491231002X')", "1" },
		{ "id_card_valid('110105194912310021')", "0" }, { "id_card_valid(NULL)", "" },
		{ "id_card_birth('11010519491231002X')", "1949-12-31" },
		{ "id_card_sex('11010519491231002X')", "f" }, { "mask('13800001234')", "138****1234" },
		{ "mask('11010519491231002X')", "110105********002X" }, { "mask('欧阳三')", "欧**" },
		{ "label('m', 'home')", "上门" }, { "label('m', 'home', today())", "上门(旧)" },
		{ "label('m', 'other')", "other" }, { "setting('grid')", "3" }, { "setting('none')", "" },
		{ "pinyin('张')", "" }, { "class_of('m', 'x')", "" }, { "class_of('m', NULL)", "" },
		{ "code_in('m', 'home', 'mz')", "" }, { "user()", "张文书" },
	};
	struct db_vocabulary words = { .label = say_label, .setting = say_setting,
	    .holiday = say_holiday, .user = say_user };
	struct err err = ERR_INIT;
	struct db *db = db_open_memory(&err);
	char out[64], *sql;
	size_t i;

	assert_non_null(db);
	date_set_today(date_make(2026, 3, 4));
	assert_true(db_vocabulary(db, &words, &err));
	for (i = 0; i < sizeof(word) / sizeof(*word); i++) {
		sql = mem_printf("SELECT %s", word[i].sql);
		if (!define(db, sql, out, sizeof(out), &err))
			fail_msg("%s: %s", sql, err.text);
		if (strcmp(out, word[i].is) != 0)
			fail_msg("%s is %s, not %s", sql, out, word[i].is);
		free(sql);
	}
	db_close(db);
}

static void
db__write__that_fails_at_any_step_is_wholly_undone(void **state)
{
	struct place *place = *state;
	struct db *db = make(place_file(place, "fault"));
	struct err err = ERR_INIT;
	struct stmt *kept = db_query(db, "SELECT count(*) FROM secret WHERE word = ?1", &err);
	int n, faults = 0;

	assert_non_null(kept);		/* like a form on the screen */
	for (n = 1;; n++) {
		bool ok;

		assert_true(n < 100);
		err_clear(&err);
		db_fail_after(n);
		ok = db_begin(db, &err);
		if (ok) {
			ok = db_exec(db, "INSERT INTO secret VALUES ('a')", &err) &&
			    db_exec(db, "INSERT INTO secret VALUES ('b')", &err);
			if (!ok)
				db_rollback(db);
			else
				ok = db_commit(db, &err);
		}
		db_fail_after(0);
		assert_false(db_in_transaction(db));
		stmt_text(kept, 1, "a");
		assert_int_equal(stmt_step(kept, &err), 1);
		assert_int_equal(stmt_get_int(kept, 0), ok ? 1 : 0);
		stmt_again(kept);
		if (ok)
			break;
		assert_int_equal(err.kind, ERR_SYSTEM);
		faults++;
	}
	assert_true(faults >= 4);
	stmt_done(kept);
	db_close(db);
}

static void
db__hold__reads_one_state_and_nests_in_itself(void **state)
{
	struct place *place = *state;
	struct db *db = make(place_file(place, "held"));
	struct db *other = db_open(place_file(place, "held"), DB_WRITE, OURS, NULL);
	struct err err = ERR_INIT;
	bool own, inner;

	assert_non_null(other);
	assert_true(db_hold(db, &own, &err));
	assert_true(own);
	assert_int_equal(number(db, "SELECT count(*) FROM secret"), 0);
	assert_true(db_hold(db, &inner, &err));
	assert_false(inner);
	db_let_go(db, inner);
	assert_true(db_in_transaction(db));
	db_let_go(db, own);
	assert_false(db_in_transaction(db));
	assert_true(db_exec(other, "INSERT INTO secret VALUES ('a')", &err));
	assert_int_equal(number(db, "SELECT count(*) FROM secret"), 1);
	/* A read that fails has ended it; letting go is still right. */
	db_fail_after(1);
	assert_false(db_hold(db, &own, &err));
	db_fail_after(0);
	db_let_go(db, own);
	assert_int_equal(number(db, "SELECT count(*) FROM secret"), 1);
	db_close(other);
	db_close(db);
}

static void
db__write__on_a_full_disk_says_so_and_goes_on(void **state)
{
	struct place *place = *state;
	struct db *db = make(place_file(place, "full"));
	struct err err = ERR_INIT;

	assert_true(db_exec(db, "PRAGMA max_page_count = 12", &err));
	assert_true(db_begin(db, &err));
	assert_false(db_exec(db, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
	    " LIMIT 5000) INSERT INTO secret SELECT 'a long enough word' FROM n", &err));
	assert_int_equal(err.kind, ERR_FULL);
	db_rollback(db);
	assert_int_equal(number(db, "SELECT count(*) FROM secret"), 0);
	assert_true(db_begin(db, &err));
	assert_true(db_exec(db, "INSERT INTO secret VALUES ('small')", &err));
	assert_true(db_commit(db, &err));
	db_close(db);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		PLACE_TEST(db__open__tells_refusals_apart),
		PLACE_TEST(db__open__create_never_replaces_and_is_private_whatever_the_umask),
		PLACE_TEST(db__open__has_the_safe_settings),
		PLACE_TEST(db__open__reads_what_it_may_not_write),
		PLACE_TEST(db__definition__sees_live_rows_only),
		PLACE_TEST(db__definition__is_held_to_its_words),
		PLACE_TEST(db__definition__that_never_ends_is_stopped),
		PLACE_TEST(db__definition__tells_what_it_reads),
		PLACE_TEST(db__cancel__stops_a_long_query),
		PLACE_TEST(db__cancel__lets_a_write_come_to_its_end),
		PLACE_TEST(db__give_way__holds_on_longer_each_time_but_not_for_ever),
		PLACE_TEST(db__definition__kept_from_a_write_that_was_rolled_back_runs_again),
		PLACE_TEST(db__forget__shows_new_columns_and_survives_a_rollback),
		PLACE_TEST(db__vocabulary__says_what_the_paper_asks),
		PLACE_TEST(db__write__that_fails_at_any_step_is_wholly_undone),
		PLACE_TEST(db__hold__reads_one_state_and_nests_in_itself),
		PLACE_TEST(db__write__on_a_full_disk_says_so_and_goes_on),
	};

	return cmocka_run_group_tests_name("db", tests, NULL, NULL);
}
