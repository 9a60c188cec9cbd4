/*
 * tests/model/desk-import.c: imports into a store of the built-in paper
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "tests/model/desk-import.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/date.h"
#include "base/mem.h"

struct store *
desk_new(struct place *place)
{
	struct store_options options = { .path = place_file(place, "store.db"),
		.user = "zhang" };
	struct err err = ERR_INIT;
	struct store *store;

	date_set_today(date_make(2025, 7, 1));
	store = store_create(&options, "云岭司法所", date_make(2025, 1, 1), &err);
	if (store == NULL)
		fail_msg("%s", err.text);
	return store;
}

struct store *
desk_open(struct place *place)
{
	struct store_options options = { .path = place_file(place, "store.db"),
		.user = "zhang" };
	struct err err = ERR_INIT;
	struct store *store = store_open(&options, &err);

	if (store == NULL)
		fail_msg("%s", err.text);
	return store;
}

const char *
desk_sample(const char *name)
{
	static char path[1024];
	const char *top = getenv("top_srcdir");

	snprintf(path, sizeof(path), "%s/tests/samples/%s",
	    top != NULL ? top : "..", name);
	return path;
}

void
desk_import(struct store *store, const struct import_options *options,
    struct import_result *result)
{
	struct err err = ERR_INIT;

	if (!import_run(store, options, result, &err))
		fail_msg("%s", err.text);
}

static void
hear(void *arg, const char *line)
{
	buf_add(arg, line);
	buf_addc(arg, '\n');
}

void
desk_list(struct place *place, struct store *store, const char *profile, bool dry_run,
    const char *text, struct buf *said, struct import_result *result)
{
	struct import_options options = { .profile = profile, .dry_run = dry_run,
		.path = place_file(place, "list.csv"), .force = true,
		.rejects = dry_run ? NULL : place_file(place, "back.csv"),
		.says = said != NULL ? hear : NULL, .arg = said };

	place_write(place, "list.csv", text, strlen(text));
	desk_import(store, &options, result);
}

const char *
desk_counts(const struct import_result *result)
{
	static char text[200];

	snprintf(text, sizeof(text), "%ld %ld %ld %ld %ld %ld %ld", result->read,
	    result->created, result->updated, result->unchanged,
	    result->rejected, result->mended, result->other);
	return text;
}

static char *
ask(struct store *store, const char *sql, va_list ap)
{
	const char *value[8];
	struct err err = ERR_INIT;
	char *out = NULL;
	int n = 0;

	while (n < 8 && (value[n] = va_arg(ap, const char *)) != NULL)
		n++;
	if (!db_text(store_db(store), sql, value, n, &out, &err))
		fail_msg("%s: %s", sql, err.text);
	return out != NULL ? out : mem_text("");
}

long
desk_number(struct store *store, const char *sql, ...)
{
	va_list ap;
	char *text;
	long n;

	va_start(ap, sql);
	text = ask(store, sql, ap);
	va_end(ap);
	n = strtol(text, NULL, 10);
	free(text);
	return n;
}

char *
desk_text(struct store *store, const char *sql, ...)
{
	va_list ap;
	char *text;

	va_start(ap, sql);
	text = ask(store, sql, ap);
	va_end(ap);
	return text;
}

static void
add_rows(struct store *store, const struct formdef *form, struct buf *out)
{
	struct buf sql = BUF_INIT;
	struct stmt *stmt;
	size_t i;
	int got, k;

	buf_add(&sql, "SELECT removed IS NULL");
	for (i = 0; i < form->count; i++)
		if (!fielddef_multi(&form->field[i]))
			buf_addf(&sql, ", \"%s\"", form->field[i].name);
	buf_addf(&sql, " FROM main.\"%s\" ORDER BY", form->name);
	for (i = 0; i < form->count; i++)
		if (!fielddef_multi(&form->field[i]))
			buf_addf(&sql, " \"%s\",", form->field[i].name);
	buf_add(&sql, " removed");
	stmt = db_query(store_db(store), buf_str(&sql), NULL);
	assert_non_null(stmt);
	while ((got = stmt_step(stmt, NULL)) == 1) {
		buf_addf(out, "%s:", form->name);
		for (k = 0; k < stmt_columns(stmt); k++)
			buf_addf(out, " %s", stmt_get(stmt, k) != NULL ?
			    stmt_get(stmt, k) : "-");
		buf_addc(out, '\n');
	}
	assert_int_equal(got, 0);
	stmt_done(stmt);
	buf_clear(&sql);
}

char *
desk_all(struct store *store)
{
	const char *const *name;
	struct buf out = BUF_INIT;
	size_t count, i;

	count = catalog_names(store_catalog(store), "form", &name);
	for (i = 0; i < count; i++)
		add_rows(store, catalog_form(store_catalog(store), name[i], NULL),
		    &out);
	buf_add(&out, "");
	return buf_take(&out);
}
