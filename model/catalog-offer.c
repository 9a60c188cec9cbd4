/*
 * model/catalog-offer.c: what a blank offers to choose from besides its type
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/catalog-private.h"

#include <string.h>

#include "model/tree-private.h"

static bool
is_text(const struct fielddef *field)
{
	switch (field->type) {
	case BLANK_TEXT: case BLANK_NOTE: case BLANK_PHONE: case BLANK_PLACE:
	case BLANK_STAFF: case BLANK_FILE:
		return true;
	default:
		return false;
	}
}

/* suggest = TABLE | store | TABLE store; a blank of the staff has the store's. */
static bool
offer_suggest(const struct making *making, const struct def_entry *entry,
    struct fielddef *field, struct err *err)
{
	const struct def_pair *pair = def_find(entry->attr, entry->count, "suggest");
	const char *const *word;
	size_t i, count;

	field->suggest_stored = field->type == BLANK_STAFF;
	if (pair == NULL)
		return true;
	if (!is_text(field))
		return making_error(making, pair->line, err,
		    "suggest 只用于文字栏目，请删去");
	count = making_words(making, pair->value, "", &word);
	for (i = 0; i < count; i++)
		if (strcmp(word[i], "store") == 0)
			field->suggest_stored = true;
		else if (field->suggest == NULL)
			field->suggest = word[i];
		else
			return making_error(making, pair->line, err,
			    "suggest 只能写一个代码表，可再加 store，请删去“%s”", word[i]);
	return true;
}

/* tree = NAME, choose = LEVEL, begins = BLANK */
static bool
offer_tree(const struct making *making, const struct def_entry *entry,
    struct fielddef *field, struct err *err)
{
	const struct def_pair *tree = def_find(entry->attr, entry->count, "tree");
	const struct def_pair *choose = def_find(entry->attr, entry->count, "choose");
	const struct def_pair *begins = def_find(entry->attr, entry->count, "begins");
	bool coded = field->type == BLANK_CODE || field->type == BLANK_CODES;

	if (tree != NULL && (field->type != BLANK_TEXT || field->suggest != NULL ||
	    field->suggest_stored))
		return making_error(making, tree->line, err,
		    "tree 只用于没有 suggest 的 text 栏目，请删去其一");
	if (choose != NULL && tree == NULL && field->suggest == NULL && !coded)
		return making_error(making, choose->line, err,
		    "choose 只用于从分级的代码里选的栏目，请先写 tree，或删去它");
	if (begins != NULL && tree == NULL)
		return making_error(making, begins->line, err,
		    "begins 只用于写了 tree 的栏目，请先写 tree，或删去它");
	if (!making_int(making, choose, 1, TREE_LEVELS, &field->choose, err))
		return false;
	field->tree = tree == NULL ? NULL : tree->value;
	field->begins = begins == NULL ? NULL : begins->value;
	return true;
}

bool
field_offers(const struct making *making, const struct def_entry *entry,
    struct fielddef *field, struct err *err)
{
	return offer_suggest(making, entry, field, err) &&
	    offer_tree(making, entry, field, err);
}
