/*
 * ui/form-tree.c: blanks whose choices stand below each other
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/form-private.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "model/suggest.h"
#include "ui/choices.h"
#include "ui/tree-picker.h"

#define OFFERS_MOST 30		/* texts of before */
#define PARTS_MOST 40		/* of a list, or values of a blank of several */
#define LIST_MARK "、"

bool
form_has_tree(struct screen *screen, const struct fielddef *field)
{
	struct tree tree;

	return choices_tree(store_catalog(screen->ui->store), field, &tree);
}

/* Where to begin for an empty blank: at the place that another one of the form
 * names. */
static const char *
near(const struct form_state *state, const struct fielddef *field)
{
	const struct formdef *form = state->filling->form;
	size_t i;

	for (i = 0; field->tree != NULL && i < form->count; i++)
		if (form->field[i].tree != NULL && &form->field[i] != field &&
		    strcmp(form->field[i].tree, field->tree) == 0 &&
		    state->filling->record->value[i] != NULL)
			return state->filling->record->value[i];
	return NULL;
}

/* Parts of a text between marks, each the caller's. */
static size_t
split(const char *text, const char *mark, char *part[PARTS_MOST])
{
	const char *end;
	size_t n = 0;

	while (n < PARTS_MOST) {
		end = strstr(text, mark);
		if (end == NULL)
			end = text + strlen(text);
		part[n++] = mem_textn(text, (size_t)(end - text));
		if (*end == '\0')
			break;
		text = end + strlen(mark);
	}
	return n;
}

static void
parts_free(char **part, size_t count)
{
	while (count > 0)
		free(part[--count]);
}

/* ---- a text whose suggestions are a tree ---- */
/* What the store holds in the blank, most used first. */
static size_t
stored(struct form_state *state, const struct fielddef *field, struct suggestion **offer)
{
	struct fielddef plain = *field;
	struct err err = ERR_INIT;
	size_t count = OFFERS_MOST;

	*offer = NULL;
	plain.suggest = NULL;
	/* Offers are a help: that there are none today stops nobody. */
	return field->suggest_stored && suggest_list(state->filling->store,
	    state->filling->form, &plain, "", DATE_NONE, offer, &count, &err) ? count : 0;
}

/* The last part of the list is what is being chosen: a label to stand at, or
 * letters to look for; those before it are picked. */
static bool
open_list(struct screen *screen, const struct fielddef *field, struct treepick *pick)
{
	struct form_state *state = screen->data;
	struct suggestion *offer;
	const char *other[OFFERS_MOST], *last;
	char *part[PARTS_MOST];
	size_t parts = split(state->editor.text, LIST_MARK, part);
	size_t offers = stored(state, field, &offer), i;
	const struct code *code;
	bool ok;

	last = part[parts - 1];
	code = codetable_spelling(pick->tree->codes, last, NULL);
	pick->at = code == NULL ? NULL : code->code;
	pick->typed = code == NULL ? last : NULL;
	pick->picked = (const char *const *)part;
	pick->picked_count = parts - 1;
	for (i = 0; i < offers; i++)
		other[i] = offer[i].text;
	pick->other = other;
	pick->other_count = offers;
	pick->labels = pick->many = true;
	pick->between = LIST_MARK;
	ok = treepick_open(screen->ui, pick, TAG_VALUE);
	suggest_free(offer, offers);
	parts_free(part, parts);
	return ok;
}

/* ---- codes ---- */
static bool
open_codes(struct screen *screen, const struct fielddef *field, struct treepick *pick)
{
	struct form_state *state = screen->data;
	const char *value = state->filling->record->value[state->at];
	char *part[PARTS_MOST];
	size_t parts = value == NULL ? 0 : split(value, "\n", part);
	bool ok;

	pick->by_table = field->tree == NULL;
	pick->many = fielddef_multi(field);
	pick->at = parts > 0 ? part[parts - 1] : near(state, field);
	if (state->filling->blank[state->at].unread)
		pick->typed = state->editor.text;
	if (pick->many) {
		pick->picked = (const char *const *)part;
		pick->picked_count = parts;
	}
	ok = treepick_open(screen->ui, pick, TAG_VALUE);
	parts_free(part, parts);
	return ok;
}

bool
form_pick_tree(struct screen *screen)
{
	struct form_state *state = screen->data;
	struct filling *filling = state->filling;
	const struct fielddef *field = &filling->form->field[state->at];
	int on = record_date(filling->record, filling->period);
	struct tree tree;
	struct treepick pick = { .title = field->label, .tree = &tree,
	    .choose = field->choose, .on = on == DATE_NONE ? date_today() : on };

	if (!choices_tree(store_catalog(filling->store), field, &tree))
		return false;
	return field->tree == NULL && field->table == NULL ?
	    open_list(screen, field, &pick) : open_codes(screen, field, &pick);
}
