/*
 * model/catalog-label.c: what a code, a state or a rule is called
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/catalog-private.h"

#include <string.h>

#include "model/tree-private.h"

static const char *
state_label(struct catalog *catalog, const char *track, const char *state)
{
	struct err err = ERR_INIT;
	const struct statetrack *found = catalog_states(catalog, track, &err);
	size_t i;

	for (i = 0; found != NULL && i < found->count; i++)
		if (strcmp(found->state[i].name, state) == 0)
			return found->state[i].label;
	return NULL;
}

const char *
catalog_label(struct catalog *catalog, const char *table, const char *code)
{
	struct err err = ERR_INIT;
	const struct codetable *codes;
	const struct treedef *tree;
	const struct ruledef *rule;
	const struct code *found;

	if (catalog_item(catalog, KIND_CODES, table, false) != NULL) {
		codes = catalog_codes(catalog, table, &err);
		found = codes == NULL ? NULL : codetable_code(codes, code);
		return found == NULL ? NULL : found->label;
	}
	if (catalog_item(catalog, KIND_TREE, table, false) != NULL) {
		tree = catalog_get(catalog, KIND_TREE, table, &err);
		return tree == NULL ? NULL : tree_label(tree, code);
	}
	if (catalog_item(catalog, KIND_STATES, table, false) != NULL)
		return state_label(catalog, table, code);
	if (strcmp(table, "rule") != 0 && strcmp(table, "basis") != 0)
		return NULL;
	rule = catalog_rule(catalog, code, &err);
	if (rule == NULL)
		return NULL;
	return strcmp(table, "rule") == 0 ? rule->act : rule->basis;
}
