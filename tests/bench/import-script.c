/*
 * tests/bench/import-script.c: what an import wrote, as a script of SQL
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "tests/bench/import-script.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "model/db.h"
#include "model/store.h"

struct script {
	struct db	*db;
	FILE		*out;
	bool		 later;		/* the people were there */
	struct buf	 people;	/* of the batch, a line each */
};

static void
must(bool ok, const struct err *err)
{
	if (ok)
		return;
	fprintf(stderr, "import-bench: %s\n", err->text);
	exit(1);
}

static struct store *
open_store(const char *path)
{
	struct store_options options = { .path = path, .read_only = true };
	struct err err = ERR_INIT;
	struct store *store = store_open(&options, &err);

	must(store != NULL, &err);
	return store;
}

/* SELECT that makes the INSERT of each row of a table. */
static char *
maker(struct script *script, const char *table, const char *verb, const char *where)
{
	struct err err = ERR_INIT;
	struct stmt *stmt = db_query(script->db, "SELECT name FROM pragma_table_info(?1)", &err);
	struct buf sql = BUF_INIT;
	const char *join = "";

	must(stmt != NULL, &err);
	stmt_text(stmt, 1, table);
	buf_addf(&sql, "SELECT '%s INTO \"%s\" VALUES('", verb, table);
	while (stmt_step(stmt, &err) == 1) {
		buf_addf(&sql, " || %squote(\"%s\")", join, stmt_get(stmt, 0));
		join = "',' || ";
	}
	stmt_done(stmt);
	buf_addf(&sql, " || ');' FROM \"%s\" WHERE %s", table, where);
	return buf_take(&sql);
}

static void
print_rows(struct script *script, const char *sql, const char *value)
{
	struct err err = ERR_INIT;
	struct stmt *stmt = db_query(script->db, sql, &err);
	int step;

	must(stmt != NULL, &err);
	if (value != NULL)
		stmt_text(stmt, 1, value);
	while ((step = stmt_step(stmt, &err)) == 1) {
		fputs(stmt_get(stmt, 0), script->out);
		putc('\n', script->out);
	}
	must(step == 0, &err);
	stmt_done(stmt);
}

static void
rows(struct script *script, const char *table, const char *verb, const char *where,
    const char *value)
{
	char *sql = maker(script, table, verb, where);

	print_rows(script, sql, value);
	free(sql);
}

/* The caches are not kept by person: sorted once. */
static void
sort_caches(struct script *script)
{
	struct err err = ERR_INIT;

	must(db_exec(script->db,
	    "CREATE TEMP TABLE seen(person TEXT PRIMARY KEY) WITHOUT ROWID;"
	    "CREATE TEMP TABLE keys AS SELECT person, kind, key FROM search_key;"
	    "CREATE INDEX temp.keys_person ON keys(person);"
	    "CREATE TEMP TABLE stands AS SELECT * FROM standing;"
	    "CREATE INDEX temp.stands_person ON stands(person);"
	    "CREATE TEMP TABLE answers AS SELECT * FROM due_answer;"
	    "CREATE INDEX temp.answers_person ON answers(person)", &err), &err);
}

/* Has the person come before? */
static bool
seen(struct script *script, const char *person)
{
	struct err err = ERR_INIT;
	struct stmt *stmt = db_query(script->db, "INSERT OR IGNORE INTO temp.seen VALUES(?1)", &err);

	must(stmt != NULL, &err);
	stmt_text(stmt, 1, person);
	must(stmt_run(stmt, &err), &err);
	return db_changes(script->db) == 0;
}

static void
person_caches(struct script *script, const char *person)
{
	const char *verb = seen(script, person) || script->later ? "REPLACE" : "INSERT";
	char *keys = mem_printf("SELECT '%s INTO search_key VALUES(' || quote(kind) || ','"
	    " || quote(key) || ',' || quote(person) || ');' FROM temp.keys"
	    " WHERE person = ?1", verb);

	if (!script->later) {
		print_rows(script, keys, person);
		rows(script, "search_person", verb, "person = ?1", person);
		rows(script, "standing", verb, "(track, subject, from_on, place, state) IN"
		    " (SELECT track, subject, from_on, place, state FROM temp.stands"
		    " WHERE person = ?1)", person);
	}
	rows(script, "due", verb, "person = ?1", person);
	rows(script, "due_answer", verb, "(rule, subject) IN (SELECT rule, subject"
	    " FROM temp.answers WHERE person = ?1)", person);
	free(keys);
}

static void
end_batch(struct script *script)
{
	char *list = mem_text(buf_str(&script->people)), *rest = list, *person;
	struct buf done = BUF_INIT;

	while ((person = strsep(&rest, "\n")) != NULL)
		if (*person != '\0' && strstr(buf_str(&done), person) == NULL) {
			person_caches(script, person);
			buf_addf(&done, "%s\n", person);
		}
	fputs(".read batch.sql\n", script->out);
	buf_cut(&script->people, 0);
	buf_clear(&done);
	free(list);
}

/* The number under which a paper of a log is known. */
static void
number_rows(struct script *script, const char *verb, const char *person, const char *record)
{
	char *where = mem_printf("person = ?1 AND record = '%s'", record);

	rows(script, "source_number", verb, where, person);
	free(where);
}

/* How a record is written that a change made: a later row of the file may have
 * changed it again, and both times it goes out as it is now. */
static const char *
verb_of(struct script *script, const char *record, const char *number)
{
	const char *const about[] = { record, number };
	struct err err = ERR_INIT;
	long long before;

	must(db_int(script->db, "SELECT count(*) FROM change WHERE record = ?1"
	    " AND number < CAST(?2 AS INTEGER)", about, 2, 0, &before, &err), &err);
	return before > 0 ? "REPLACE" : "INSERT";
}

/* The record that a change made, with the rows of its lists. */
static void
record_rows(struct script *script, const char *verb, const char *form, const char *record)
{
	struct err err = ERR_INIT;
	char *like = mem_printf("%s\\_%%", form), *owner = NULL;
	struct stmt *stmt = db_query(script->db, "SELECT name FROM sqlite_schema"
	    " WHERE type = 'table' AND name LIKE ?1 ESCAPE '\\'", &err);
	char *sql = strcmp(form, "person") == 0 ? mem_text("SELECT ?1") :
	    mem_printf("SELECT person FROM \"%s\" WHERE id = ?1", form);

	must(stmt != NULL, &err);
	rows(script, form, verb, "id = ?1", record);
	stmt_text(stmt, 1, like);
	while (stmt_step(stmt, &err) == 1)
		rows(script, stmt_get(stmt, 0), verb, "record = ?1", record);
	stmt_done(stmt);
	must(db_text(script->db, sql, &record, 1, &owner, &err), &err);
	buf_addf(&script->people, "%s\n", owner);
	if (strcmp(form, "person") == 0)
		rows(script, "source_number", verb, "person = ?1 AND record IS NULL", owner);
	else
		number_rows(script, verb, owner, record);
	free(owner);
	free(sql);
	free(like);
}

static void
log_rows(struct script *script, long long after, long batch)
{
	struct err err = ERR_INIT;
	struct stmt *stmt = db_query(script->db, "SELECT number, operation, form, record"
	    " FROM change WHERE number > ?1 ORDER BY number", &err);
	char last[64] = "", number[32];
	long count = 0;
	int step;

	must(stmt != NULL, &err);
	stmt_int(stmt, 1, after);
	while ((step = stmt_step(stmt, &err)) == 1) {
		if (strcmp(last, stmt_get(stmt, 1)) != 0) {
			if (count > 0 && count % batch == 0)
				end_batch(script);
			count++;
			snprintf(last, sizeof(last), "%s", stmt_get(stmt, 1));
			rows(script, "operation", "INSERT", "id = ?1", last);
		}
		snprintf(number, sizeof(number), "%s", stmt_get(stmt, 0));
		record_rows(script, verb_of(script, stmt_get(stmt, 3), number), stmt_get(stmt, 2),
		    stmt_get(stmt, 3));
		rows(script, "change", "INSERT", "number = CAST(?1 AS INTEGER)", number);
	}
	must(step == 0, &err);
	stmt_done(stmt);
	end_batch(script);
}

void
import_script(const char *path, long long after, long batch, const char *to)
{
	struct store *store = open_store(path);
	struct script script = { .db = store_db(store), .out = fopen(to, "w"),
		.later = after > 0, .people = BUF_INIT };

	assert(script.out != NULL && batch > 0);
	sort_caches(&script);
	fputs("BEGIN;\n", script.out);
	log_rows(&script, after, batch);
	rows(&script, "tally", "REPLACE", "1", NULL);
	rows(&script, "meta", "REPLACE", "name LIKE 'serial/%'", NULL);
	rows(&script, "import", "REPLACE", "1", NULL);
	fputs("COMMIT;\n", script.out);
	fclose(script.out);
	buf_clear(&script.people);
	store_close(store);
}

long long
import_script_last(const char *path)
{
	struct store *store = open_store(path);
	struct err err = ERR_INIT;
	long long last;

	must(db_int(store_db(store), "SELECT max(number) FROM change", NULL, 0, 0, &last,
	    &err), &err);
	store_close(store);
	return last;
}

void
import_visits(const char *path, long most, const char *to)
{
	static const char visits[] =
	    "SELECT person.name, person.id_card, visited_on, label('visit_kind', kind, visited_on),"
	    " label('visit_method', method, visited_on), visitors, content, place"
	    " FROM visit JOIN person ON person.id = visit.person"
	    " WHERE visited_on IS NOT NULL ORDER BY visited_on, visit.id LIMIT ?1";
	struct store *store = open_store(path);
	struct err err = ERR_INIT;
	struct stmt *stmt = db_query(store_db(store), visits, &err);
	FILE *out = fopen(to, "w");
	int step, i;

	must(stmt != NULL, &err);
	assert(out != NULL);
	stmt_int(stmt, 1, most > 0 ? most : -1);
	fputs("姓名,身份证号,走访日期,走访类型,走访方式,走访人,走访内容,走访地点\r\n", out);
	while ((step = stmt_step(stmt, &err)) == 1)
		for (i = 0; i < 8; i++)
			fprintf(out, "\"%s\"%s", stmt_get(stmt, i) != NULL ?
			    stmt_get(stmt, i) : "", i < 7 ? "," : "\r\n");
	must(step == 0, &err);
	stmt_done(stmt);
	fclose(out);
	store_close(store);
}
