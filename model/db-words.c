/*
 * model/db-words.c: the vocabulary of definitions, as functions of the engine
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/db-private.h"

#include <stdlib.h>

#include "base/mem.h"
#include "model/vocabulary.h"

/* A function of the vocabulary is called from SQL. */
static void
on_word(sqlite3_context *context, int n, sqlite3_value **value)
{
	const struct word_link *link = sqlite3_user_data(context);
	const char *arg[WORD_ARGS] = { NULL, NULL, NULL };
	struct word_value out;
	int i;

	for (i = 0; i < n && i < WORD_ARGS; i++)
		arg[i] = (const char *)sqlite3_value_text(value[i]);
	vocabulary_call(link->word, &link->db->words, n, arg, &out);
	if (out.kind == WORD_INT)
		sqlite3_result_int64(context, out.number);
	else if (out.kind == WORD_TEXT)
		sqlite3_result_text(context, out.text, -1, free);
	else
		sqlite3_result_null(context);
}

bool
db_words_register(struct db *db, struct err *err)
{
	size_t count, i;
	int n, code;

	for (count = 0; vocabulary[count].name != NULL; count++)
		;
	if (db->link == NULL)
		db->link = mem_new(count * sizeof(*db->link));
	for (i = 0; i < count; i++) {
		db->link[i] = (struct word_link){ db, &vocabulary[i] };
		for (n = vocabulary[i].least; n <= vocabulary[i].most; n++) {
			code = sqlite3_create_function(db->raw, vocabulary[i].name, n,
			    SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY,
			    &db->link[i], on_word, NULL, NULL);
			if (code != SQLITE_OK)
				return db_error(db, code, err);
		}
	}
	return true;
}

bool
db_vocabulary(struct db *db, const struct db_vocabulary *words, struct err *err)
{
	db->words = *words;
	db->has_words = true;
	return db_words_register(db, err);
}
