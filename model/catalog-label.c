/*
 * model/catalog-label.c: what a code, a state or a rule is called
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/catalog-private.h"

#include <stdlib.h>
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
	if (strcmp(table, "rule") != 0 && strcmp(table, "rule_title") != 0 &&
	    strcmp(table, "basis") != 0)
		return NULL;
	rule = catalog_rule(catalog, code, &err);
	if (rule == NULL)
		return NULL;
	if (strcmp(table, "rule_title") == 0)
		return rule->title;
	return strcmp(table, "rule") == 0 ? rule->act : rule->basis;
}

const char *
catalog_code_in(struct catalog *catalog, const char *table, const char *code,
    const char *system)
{
	struct err err = ERR_INIT;
	const struct codetable *codes = catalog_codes(catalog, table, &err);
	const struct code *found = codes == NULL ? NULL : codetable_code(codes, code);
	size_t i;

	for (i = 0; found != NULL && i < found->foreign_count; i++)
		if (strcmp(found->foreign[i].system, system) == 0)
			return found->foreign[i].code;
	return NULL;
}

/* Behind the next mark of a list, or at the end. */
static const char *
part_end(const char *text, const char **next)
{
	static const char *const mark[] = { "、", "，", "；", ",", ";", "/", " " };
	const char *end = text + strlen(text), *at;
	size_t i;

	*next = end;
	for (i = 0; i < sizeof(mark) / sizeof(mark[0]); i++)
		if ((at = strstr(text, mark[i])) != NULL && at < end) {
			end = at;
			*next = at + strlen(mark[i]);
		}
	return end;
}

const char *
catalog_class(struct catalog *catalog, const char *table, const char *text)
{
	struct err err = ERR_INIT;
	const struct codetable *codes = catalog_codes(catalog, table, &err);
	const char *from, *first, *end, *next;
	const struct code *code, *found;
	char *part;

	/* A label may itself hold a mark: from each part on, the longest run of
	 * parts that is a name. */
	for (from = text; codes != NULL && *from != '\0'; from = first) {
		found = NULL;
		part_end(from, &first);
		for (next = from; *next != '\0'; ) {
			end = part_end(next, &next);
			part = mem_textn(from, (size_t)(end - from));
			code = codetable_spelling(codes, part, NULL);
			free(part);
			if (code != NULL)
				found = code;
		}
		if (found != NULL)
			return found->class;
	}
	return NULL;
}
