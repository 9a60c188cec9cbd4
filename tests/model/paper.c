/*
 * tests/model/paper.c: records and a database without a store
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "tests/model/paper.h"

#include <assert.h>
#include <stdlib.h>

#include "base/mem.h"

static const char *
no_label(void *arg, const char *table, const char *code, int on)
{
	return NULL;
}

static const char *
no_setting(void *arg, const char *name)
{
	return NULL;
}

struct db *
paper_db(struct err *err)
{
	static const struct db_vocabulary words = { .label = no_label, .setting = no_setting };
	struct db *db = db_open_memory(err);

	if (db != NULL && !db_vocabulary(db, &words, err)) {
		db_close(db);
		return NULL;
	}
	return db;
}

struct record *
paper_record(const struct formdef *form)
{
	struct record *record = mem_new(sizeof(*record));

	record->form = form;
	record->value = mem_new(form->count * sizeof(char *));
	record->absent = mem_new(form->count * sizeof(char *));
	return record;
}

void
paper_free(struct record *record)
{
	size_t i;

	for (i = 0; i < record->form->count; i++) {
		free(record->value[i]);
		free(record->absent[i]);
	}
	free(record->value);
	free(record->absent);
	free(record);
}

static size_t
place(const struct record *record, const char *blank)
{
	const struct fielddef *field = formdef_field(record->form, blank);

	assert(field != NULL);
	return (size_t)(field - record->form->field);
}

void
paper_set(struct record *record, const char *blank, const char *value)
{
	size_t at = place(record, blank);

	free(record->value[at]);
	record->value[at] = mem_text(value);
}

const char *
paper_get(const struct record *record, const char *blank)
{
	return record->value[place(record, blank)];
}
