/*
 * model/table-choice.c: columns that fill something else than their heads say
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/table-choice.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* ---- fields ---- */

void
tablechoice_name(struct buf *out, const struct importfield *field)
{
	if (field->form == NULL)
		buf_add(out, SENDER_SKIP);
	else
		buf_addf(out, "%s.%s", field->form, field->field);
}

const struct importfield *
tablechoice_field(const struct profiledef *profile, const char *name)
{
	const struct importfield *field;
	size_t i, n;

	for (i = 0; i < profile->count; i++) {
		field = &profile->field[i];
		if (field->form == NULL)
			continue;
		n = strlen(field->form);
		if (strncmp(name, field->form, n) == 0 && name[n] == '.' &&
		    strcmp(name + n + 1, field->field) == 0)
			return field;
	}
	return NULL;
}

bool
tablechoice_together(const struct importfield *a, const struct importfield *b)
{
	if (a == b)
		return true;
	return a->form != NULL && b->form != NULL && a->head_count > 0 &&
	    b->head_count > 0 && strcmp(a->head[0], b->head[0]) == 0;
}

/* ---- keys of heads ---- */

void
tablechoice_key(struct buf *out, const struct tablehead *head, size_t column)
{
	struct buf plain = BUF_INIT, other = BUF_INIT;
	size_t i, before = 1;

	tablehead_plain(&plain, head->text[column]);
	for (i = head->ours; i < column; i++) {
		buf_cut(&other, 0);
		tablehead_plain(&other, head->text[i]);
		before += strcmp(buf_str(&other), buf_str(&plain)) == 0;
	}
	if (plain.len > 0)
		buf_add(out, buf_str(&plain));
	/* a plain text has no brackets */
	if (plain.len > 0 && before > 1)
		buf_addf(out, "(%zu)", before);
	buf_clear(&plain);
	buf_clear(&other);
}

/* ---- on the head ---- */

static bool
skips(const struct import_choice *choice)
{
	return strcmp(choice->field, SENDER_SKIP) == 0;
}

static bool
check(const struct tablehead *head, const struct profiledef *profile,
    const struct import_choice *choice, size_t at, struct err *err)
{
	const struct importfield *field, *other;
	size_t i;

	if (choice[at].column < head->ours || choice[at].column >= head->count)
		return err_set(err, ERR_INPUT, "表头没有第 %zu 列；请重新对照各列",
		    choice[at].column + 1);
	if (skips(&choice[at]))
		return true;
	field = tablechoice_field(profile, choice[at].field);
	if (field == NULL)
		return err_set(err, ERR_INPUT, "“%s”里没有“%s”；请重新对照第 %zu 列",
		    profile->title, choice[at].field, choice[at].column + 1);
	for (i = 0; i < at; i++) {
		other = tablechoice_field(profile, choice[i].field);
		if (other != NULL && choice[i].column != choice[at].column &&
		    tablechoice_together(field, other))
			return err_set(err, ERR_INPUT, "第 %zu 列和第 %zu 列都对着"
			    "“%s”；请改其中一列", choice[i].column + 1,
			    choice[at].column + 1, field->head_count > 0 ?
			    field->head[0] : choice[at].field);
	}
	return true;
}

/* Nothing that was found by its head reads the column any more. */
static void
empty_column(struct tablehead *head, size_t column)
{
	size_t i;

	for (i = 0; i < head->field_count; i++)
		if (head->column[i] == column)
			head->column[i] = TABLEHEAD_NONE;
}

static bool
is_read(const struct tablehead *head, size_t column)
{
	size_t i;

	for (i = 0; i < head->field_count; i++)
		if (head->column[i] == column)
			return true;
	return false;
}

static void
fill(struct tablehead *head, const struct profiledef *profile,
    const struct import_choice *choice)
{
	const struct importfield *field = skips(choice) ? NULL :
	    tablechoice_field(profile, choice->field);
	size_t i, was;

	head->known[choice->column] = true;
	for (i = 0; field != NULL && i < profile->count; i++) {
		if (!tablechoice_together(field, &profile->field[i]))
			continue;
		was = head->column[i];
		head->column[i] = choice->column;
		/* told as a column that nothing reads */
		if (was != TABLEHEAD_NONE && was != choice->column &&
		    !is_read(head, was))
			head->known[was] = false;
	}
}

bool
tablechoice_apply(struct tablehead *head, const struct profiledef *profile,
    const struct import_choice *choice, size_t count, struct err *err)
{
	size_t i;

	assert(head->field_count == profile->count);
	for (i = 0; i < count; i++)
		if (!check(head, profile, choice, i, err))
			return false;
	for (i = 0; i < count; i++)
		empty_column(head, choice[i].column);
	for (i = 0; i < count; i++)
		fill(head, profile, &choice[i]);
	/* a skipped column stays known, whoever lost it before */
	for (i = 0; i < count; i++)
		head->known[choice[i].column] = true;
	return true;
}

/* ---- memory ---- */

/* Keys were written as heads were compared then: marks may have stayed. */
static const struct sender_head *
remembered(const struct sender_head *list, size_t heads, const char *key)
{
	struct buf plain = BUF_INIT;
	bool same = false;
	size_t i;

	for (i = 0; i < heads && !same; i++) {
		buf_cut(&plain, 0);
		tablehead_plain(&plain, list[i].head);
		same = strcmp(list[i].head, key) == 0 ||
		    (strchr(list[i].head, '(') == NULL &&
		    strcmp(buf_str(&plain), key) == 0);
	}
	buf_clear(&plain);
	return same ? &list[i - 1] : NULL;
}

/* Has a choice that was made said something of the column or its target? */
static bool
spoken_of(const struct profiledef *profile, const struct import_choice *made,
    size_t count, size_t column, const char *field)
{
	const struct importfield *a = tablechoice_field(profile, field), *b;
	size_t i;

	for (i = 0; i < count; i++) {
		b = tablechoice_field(profile, made[i].field);
		if (made[i].column == column ||
		    (a != NULL && b != NULL && tablechoice_together(a, b)))
			return true;
	}
	return false;
}

struct import_choice *
tablechoice_recall(const struct tablehead *head, const struct profiledef *profile,
    const struct sender_head *list, size_t heads, const struct import_choice *made,
    size_t made_count, size_t *count, struct buf *gone)
{
	struct import_choice *choice;
	const struct sender_head *known;
	struct buf key = BUF_INIT;
	size_t i;

	*count = 0;
	choice = mem_new((head->count + 1) * sizeof(*choice));
	for (i = head->ours; i < head->count; i++) {
		buf_cut(&key, 0);
		tablechoice_key(&key, head, i);
		known = remembered(list, heads, buf_str(&key));
		if (key.len == 0 || known == NULL ||
		    spoken_of(profile, made, made_count, i, known->field) ||
		    (strcmp(known->field, SENDER_SKIP) != 0 &&
		    spoken_of(profile, choice, *count, i, known->field)))
			continue;
		if (strcmp(known->field, SENDER_SKIP) != 0 &&
		    tablechoice_field(profile, known->field) == NULL) {
			buf_addf(gone, "%s%s", gone->len > 0 ? "、" : "",
			    head->text[i]);
			continue;
		}
		choice[*count].column = i;
		choice[(*count)++].field = known->field;
	}
	buf_clear(&key);
	return choice;
}

/* ---- the profile with the memory ---- */

/* Its own heads, without those that are remembered to mean something else, and
 * before them those that are remembered to mean it. */
static void
add_heads(struct importfield *field, const struct importfield *from,
    const struct profiledef *profile, const struct sender_head *list, size_t heads)
{
	const struct importfield *target;
	struct buf plain = BUF_INIT;
	const char **head;
	size_t i, n = 0;

	head = mem_new((from->head_count + heads + 1) * sizeof(*head));
	/* the first head says what is filled together: it stays the first */
	for (i = 0; i < from->head_count; i++) {
		buf_cut(&plain, 0);
		tablehead_plain(&plain, from->head[i]);
		if (i == 0 || remembered(list, heads, buf_str(&plain)) == NULL)
			head[n++] = from->head[i];
	}
	for (i = 0; i < heads; i++) {
		target = tablechoice_field(profile, list[i].field);
		if (target != NULL ? tablechoice_together(target, from) :
		    from->form == NULL && strcmp(list[i].field, SENDER_SKIP) == 0)
			head[n++] = list[i].head;
	}
	field->head = head;
	field->head_count = n;
	buf_clear(&plain);
}

struct profiledef *
tablechoice_profile(const struct profiledef *profile,
    const struct sender_head *list, size_t heads)
{
	struct profiledef *copy = mem_new(sizeof(*copy));
	struct importfield *field;
	size_t i;

	field = mem_resize(NULL, profile->count + 1, sizeof(*field));
	for (i = 0; i < profile->count; i++) {
		field[i] = profile->field[i];
		add_heads(&field[i], &profile->field[i], profile, list, heads);
	}
	*copy = *profile;
	copy->field = field;
	return copy;
}

void
tablechoice_profile_free(struct profiledef *profile)
{
	size_t i;

	if (profile == NULL)
		return;
	for (i = 0; i < profile->count; i++)
		free((void *)(uintptr_t)profile->field[i].head);
	free((void *)(uintptr_t)profile->field);
	free(profile);
}
