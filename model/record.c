/*
 * model/record.c: one filled-in form in memory
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/record.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/digest.h"
#include "model/record-row.h"

_Static_assert(DIGEST_SHORT == 16, "record_digest gives 16 bytes");

struct record *
record_new(const struct formdef *form)
{
	struct record *record = mem_new(sizeof(*record));

	record->form = form;
	record->value = mem_new((form->count + 1) * sizeof(*record->value));
	record->absent = mem_new((form->count + 1) * sizeof(*record->absent));
	return record;
}

struct record *
record_copy(const struct record *record)
{
	struct record *copy = record_new(record->form);
	size_t i;

	memcpy(copy->id, record->id, sizeof(copy->id));
	memcpy(copy->person, record->person, sizeof(copy->person));
	memcpy(copy->period, record->period, sizeof(copy->period));
	memcpy(copy->office, record->office, sizeof(copy->office));
	copy->version = mem_text(record->version);
	copy->made_at = mem_text(record->made_at);
	copy->made_by = mem_text(record->made_by);
	copy->saved_at = mem_text(record->saved_at);
	copy->saved_by = mem_text(record->saved_by);
	copy->removed = record->removed;
	for (i = 0; i < record->form->count; i++) {
		copy->value[i] = mem_text(record->value[i]);
		copy->absent[i] = mem_text(record->absent[i]);
	}
	return copy;
}

void
record_free(struct record *record)
{
	size_t i;

	if (record == NULL)
		return;
	for (i = 0; i < record->form->count; i++) {
		free(record->value[i]);
		free(record->absent[i]);
	}
	free(record->value);
	free(record->absent);
	free(record->version);
	free(record->made_at);
	free(record->made_by);
	free(record->saved_at);
	free(record->saved_by);
	free(record);
}

/* The place of a blank that the form must have. */
static size_t
place_of(const struct record *record, const char *field)
{
	const struct fielddef *def = formdef_field(record->form, field);

	assert(def != NULL);
	return (size_t)(def - record->form->field);
}

const char *
record_get(const struct record *record, const char *field)
{
	return record->value[place_of(record, field)];
}

void
record_set(struct record *record, const char *field, const char *text)
{
	size_t at = place_of(record, field);
	char *copy = text != NULL && text[0] != '\0' ? mem_text(text) : NULL;

	free(record->value[at]);
	record->value[at] = copy;
	free(record->absent[at]);
	record->absent[at] = NULL;
}

void
record_set_absent(struct record *record, const char *field, const char *why)
{
	size_t at = place_of(record, field);

	record_set(record, field, NULL);
	record->absent[at] = mem_text(why);
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

char *
values_sorted(const char *joined)
{
	char *copy = mem_text(joined), *at, *end, **part = NULL, *out;
	size_t count = 0, cap = 0, i;
	struct buf all = BUF_INIT;

	for (at = copy; at != NULL; at = end) {
		end = strchr(at, '\n');
		if (end != NULL)
			*end++ = '\0';
		if (*at == '\0')
			continue;
		part = mem_grow(part, count, &cap, sizeof(*part));
		part[count++] = at;
	}
	if (count > 1)
		qsort(part, count, sizeof(*part), by_text);
	for (i = 0; i < count; i++)
		if (i == 0 || strcmp(part[i], part[i - 1]) != 0)
			buf_addf(&all, "%s%s", all.len > 0 ? "\n" : "", part[i]);
	out = count > 0 ? buf_take(&all) : NULL;
	free(part);
	free(copy);
	return out;
}

static int
by_name(const void *a, const void *b)
{
	const struct fielddef *const *left = a, *const *right = b;

	return strcmp((*left)->name, (*right)->name);
}

/* Whose paper it is belongs to it: a visit must not change hands by a flipped
 * bit either. */
void
record_digest(const struct record *record, unsigned char out[16])
{
	const struct formdef *form = record->form;
	const struct fielddef **sorted = mem_new((form->count + 1) * sizeof(struct fielddef *));
	struct digest digest;
	size_t i, at, count = 0;
	char *value;

	for (i = 0; i < form->count; i++)
		if (record->value[i] != NULL || record->absent[i] != NULL)
			sorted[count++] = &form->field[i];
	qsort(sorted, count, sizeof(*sorted), by_name);
	digest_init(&digest);
	digest_add_text(&digest, record->id);
	digest_add_text(&digest, record->office);
	digest_add_text(&digest, record->person);
	digest_add_text(&digest, record->period);
	for (i = 0; i < count; i++) {
		at = (size_t)(sorted[i] - form->field);
		digest_add_text(&digest, sorted[i]->name);
		if (record->value[at] == NULL) {
			digest_add_text(&digest, NULL);
			digest_add_text(&digest, record->absent[at]);
		} else if (fielddef_multi(sorted[i])) {
			value = values_sorted(record->value[at]);
			digest_add_text(&digest, value);
			free(value);
		} else
			digest_add_text(&digest, record->value[at]);
	}
	digest_end_short(&digest, out);
	free(sorted);
}
