/*
 * model/db-integrity.c: does the file hang together?
 * SPDX-License-Identifier: Apache-2.0
 *
 * The engine's own check of a whole file is one reading, and while somebody
 * reads nobody's save comes to its end.  So a store in use is read table by
 * table, and a table that was left for a save is begun again: what it said so
 * far is forgotten.
 */
#include "config.h"
#include "model/db.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct texts {
	char	**text;
	size_t	 count, cap;
};

static void
texts_add(struct texts *texts, char *text)
{
	texts->text = mem_grow(texts->text, texts->count, &texts->cap, sizeof(*texts->text));
	texts->text[texts->count++] = text;
}

static void
texts_clear(struct texts *texts)
{
	mem_texts_free(texts->text, texts->count);
	*texts = (struct texts){ NULL, 0, 0 };
}

/* Says each; false is passed on. */
static bool
texts_say(struct texts *texts, bool ok, void (*problem)(void *arg, const char *text),
    void *arg)
{
	size_t i;

	for (i = 0; ok && i < texts->count; i++)
		problem(arg, texts->text[i]);
	texts_clear(texts);
	return ok;
}

static char *
row_text(struct stmt *stmt, bool keys)
{
	if (keys)
		return mem_printf("表 %s 第 %lld 行指向不存在的 %s", stmt_get(stmt, 0),
		    stmt_get_int(stmt, 1), stmt_get(stmt, 2));
	return strcmp(stmt_get(stmt, 0), "ok") == 0 ? NULL : mem_text(stmt_get(stmt, 0));
}

/* One statement to its end, anew when it gave way; keys: of foreign keys. */
static bool
ask(struct db *db, const char *sql, bool keys, struct texts *texts, struct err *err)
{
	struct stmt *stmt;
	char *text;
	int got;

	stmt = db_query(db, sql, err);
	if (stmt == NULL)
		return false;
	stmt_gives_way(stmt);
	do {
		texts_clear(texts);
		while ((got = stmt_step(stmt, err)) == 1)
			if ((text = row_text(stmt, keys)) != NULL)
				texts_add(texts, text);
	} while (got < 0 && stmt_gave_way(stmt, err));
	stmt_done(stmt);
	return got == 0;
}

bool
db_integrity(struct db *db, void (*problem)(void *arg, const char *text), void *arg,
    struct err *err)
{
	struct texts texts = { NULL, 0, 0 };

	return texts_say(&texts, ask(db, "PRAGMA integrity_check(100)", false, &texts, err),
	    problem, arg) &&
	    texts_say(&texts, ask(db, "PRAGMA foreign_key_check", true, &texts, err),
	    problem, arg);
}

static bool
ask_table(struct db *db, const char *table, void (*problem)(void *arg, const char *text),
    void *arg, struct err *err)
{
	char *check = mem_printf("PRAGMA main.integrity_check(\"%s\")", table);
	char *keys = mem_printf("PRAGMA main.foreign_key_check(\"%s\")", table);
	struct texts texts = { NULL, 0, 0 };
	bool ok;

	ok = texts_say(&texts, ask(db, check, false, &texts, err), problem, arg) &&
	    texts_say(&texts, ask(db, keys, true, &texts, err), problem, arg);
	free(keys);
	free(check);
	return ok;
}

bool
db_integrity_tables(struct db *db, void (*problem)(void *arg, const char *text), void *arg,
    struct err *err)
{
	struct texts tables = { NULL, 0, 0 };
	size_t i;
	bool ok;

	/* With the schema's table the engine looks at the free pages. */
	ok = ask(db, "SELECT 'sqlite_schema' UNION ALL SELECT name FROM main.sqlite_schema"
	    " WHERE type = 'table'", false, &tables, err);
	for (i = 0; ok && i < tables.count; i++)
		ok = ask_table(db, tables.text[i], problem, arg, err);
	texts_clear(&tables);
	return ok;
}
