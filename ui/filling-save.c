/*
 * ui/filling-save.c: saving a form, two clerks at once, and drafts
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/filling.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "ui/raw.h"

static bool
same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static void
copy_to(char **to, const char *from)
{
	char *copy = mem_text(from);

	free(*to);
	*to = copy;
}

/* ---- saving ---- */
static bool
apply(struct filling *filling, struct record *record, enum change_kind kind,
    const char *reason, struct outcome *outcome, struct err *err)
{
	char verb[80];
	struct change change = { kind, record };
	struct operation operation = { verb, reason, &change, 1 };

	snprintf(verb, sizeof(verb), "%s.%s", filling->form->name,
	    kind == CHANGE_REMOVE ? "remove" : "save");
	memset(outcome, 0, sizeof(*outcome));
	return entry_apply(filling->store, &operation, outcome, err);
}

bool
filling_save(struct filling *filling, struct outcome *outcome, struct err *err)
{
	struct record *record = record_copy(filling->record);
	size_t i;

	/* A blank that is not shown is not stored. */
	for (i = 0; i < filling->form->count; i++)
		if (!filling->blank[i].shown) {
			copy_to(&record->value[i], NULL);
			copy_to(&record->absent[i], NULL);
		}
	if (!apply(filling, record, filling_is_new(filling) ? CHANGE_CREATE :
	    CHANGE_UPDATE, NULL, outcome, err)) {
		record_free(record);
		return false;
	}
	record_free(filling->record);
	record_free(filling->base);
	filling->record = record;
	filling->base = record_copy(record);
	return true;
}

bool
filling_remove(struct filling *filling, const char *reason, struct err *err)
{
	struct outcome outcome;
	bool ok = apply(filling, filling->base, CHANGE_REMOVE, reason, &outcome, err);

	if (!ok && outcome.stored != NULL)
		record_free(outcome.stored);
	return ok;
}

/* ---- two clerks at once ---- */
static char *
shown(struct filling *filling, size_t at, const char *value, const char *absent)
{
	struct buf text = BUF_INIT;
	struct err err = ERR_INIT;

	if (value != NULL) {
		if (!value_shown(filling->store, &filling->form->field[at], value,
		    &text, &err))
			buf_add(&text, value);
	} else if (absent != NULL) {
		buf_add(&text, absent_label(absent));
	} else {
		buf_add(&text, "（空）");
	}
	return buf_take(&text);
}

static void
add_clash(struct filling *filling, const struct record *stored, size_t at,
    struct clash *clash)
{
	const struct record *mine = filling->record;

	clash->at = at;
	clash->mine = filling->blank[at].unread ? mem_text(filling->blank[at].text) :
	    shown(filling, at, mine->value[at], mine->absent[at]);
	clash->theirs = shown(filling, at, stored->value[at], stored->absent[at]);
	clash->value = mem_text(stored->value[at]);
	clash->absent = mem_text(stored->absent[at]);
}

bool
filling_merge(struct filling *filling, const struct record *stored,
    struct clash **clash, size_t *count, struct err *err)
{
	struct record *mine = filling->record;
	const struct record *base = filling->base;
	struct clash none = { 0, NULL, NULL, NULL, NULL };
	bool i_did, they_did, ok = true;
	size_t i;

	*clash = mem_new(filling->form->count * sizeof(**clash));
	*count = 0;
	for (i = 0; i < filling->form->count; i++) {
		i_did = filling->blank[i].unread || !same(mine->value[i], base->value[i]) ||
		    !same(mine->absent[i], base->absent[i]);
		they_did = !same(stored->value[i], base->value[i]) ||
		    !same(stored->absent[i], base->absent[i]);
		if (!they_did || (!filling->blank[i].unread &&
		    same(mine->value[i], stored->value[i]) &&
		    same(mine->absent[i], stored->absent[i])))
			continue;
		if (i_did) {
			add_clash(filling, stored, i, &(*clash)[(*count)++]);
			continue;
		}
		none.at = i;
		none.value = stored->value[i];
		none.absent = stored->absent[i];
		ok = ok && filling_take(filling, &none, err);
	}
	copy_to(&mine->version, stored->version);
	record_free(filling->base);
	filling->base = record_copy(stored);
	return ok;
}

bool
filling_take(struct filling *filling, const struct clash *clash, struct err *err)
{
	if (clash->value == NULL && clash->absent != NULL)
		return filling_absent(filling, clash->at, clash->absent, err);
	return filling_set(filling, clash->at, clash->value, err);
}

void
clash_free(struct clash *clash, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		free(clash[i].mine);
		free(clash[i].theirs);
		free(clash[i].value);
		free(clash[i].absent);
	}
	free(clash);
}

/* ---- drafts ---- */
bool
filling_keep(struct filling *filling, size_t at, size_t offset, const char *text,
    struct err *err)
{
	struct draft draft;
	struct buf title = BUF_INIT, raw = BUF_INIT;
	bool typing = text != NULL && strcmp(text, filling->blank[at].text) != 0, ok;

	if (filling->drafts == NULL || (!typing && !filling_changed(filling)))
		return true;
	memset(&draft, 0, sizeof(draft));
	memcpy(draft.id, filling->draft.id, sizeof(draft.id));
	filling_title(filling, &title);
	/* The name of somebody new may be what is being typed. */
	if (typing && filling->person == NULL &&
	    filling->form->field[at].search == SEARCH_NAME &&
	    filling->record->value[at] == NULL)
		buf_addf(&title, "  %s", text);
	raw_write(filling->form, filling->blank, typing ? at : filling->form->count,
	    text, &raw);
	draft.form = (char *)filling->form->name;
	draft.title = (char *)buf_str(&title);
	draft.base = filling->record->version;
	draft.record = filling->record;
	draft.raw = (char *)buf_str(&raw);
	draft.field = (char *)filling->form->field[at].name;
	draft.offset = offset;
	draft.user = (char *)store_user(filling->store);
	ok = drafts_save(filling->drafts, &draft, err);
	if (ok)
		memcpy(filling->draft.id, draft.id, sizeof(draft.id));
	buf_clear(&title);
	buf_clear(&raw);
	return ok;
}

bool
filling_drop(struct filling *filling, struct err *err)
{
	if (filling->drafts == NULL || filling->draft.id[0] == '\0')
		return true;
	if (!drafts_delete(filling->drafts, filling->draft.id, err))
		return false;
	filling->draft.id[0] = '\0';
	return true;
}
