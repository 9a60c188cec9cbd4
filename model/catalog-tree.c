/*
 * model/catalog-tree.c: [tree …]: which lists make one, and how codes nest
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/catalog-private.h"

#include <stdlib.h>
#include <string.h>

#include "model/embedded.h"
#include "model/tree-private.h"

static const char *const section_keys[] = {
	"title", "basis", "levels", "filled", "source", "former", "fold", "ending", NULL
};

static bool
tree_number(const struct making *making, const char *text, size_t *out, struct err *err)
{
	size_t n = strspn(text, "0123456789");

	*out = (size_t)strtoul(text, NULL, 10);
	if (n > 0 && text[n] == '\0' && *out > 0 && *out < TREE_CODE)
		return true;
	return making_error(making, making->section->line, err,
	    "“%.20s”不是位数，请写1到%d的数", text, TREE_CODE - 1);
}

static bool
tree_levels(const struct making *making, struct treedef *tree, struct err *err)
{
	const char *const *word, *filled = making_value(making, "filled");
	size_t i, count = making_words(making, making_value(making, "levels"), "", &word);

	if (count == 0 || count > TREE_LEVELS)
		return making_error(making, making->section->line, err,
		    "[tree %s] 请用 levels 写出各级代码的位数（1到%d级），如 levels = 2 4 6 9",
		    tree->name, TREE_LEVELS);
	for (i = 0; i < count; i++) {
		if (!tree_number(making, word[i], &tree->level[i], err))
			return false;
		if (i > 0 && tree->level[i] <= tree->level[i - 1])
			return making_error(making, making->section->line, err,
			    "levels 的位数应一级比一级多，请改正“%s”", word[i]);
	}
	tree->levels = count;
	tree->filled = tree->level[0];
	return filled == NULL || tree_number(making, filled, &tree->filled, err);
}

static bool
tree_source(const struct making *making, const char *name, struct tree_text *list,
    struct err *err)
{
	const struct embedded *one;
	struct tree_line line;

	for (one = embedded_lists; one->name != NULL; one++)
		if (strcmp(one->name, name) == 0)
			break;
	if (one->name == NULL)
		return making_error(making, making->section->line, err,
		    "程序里没有名单“%s”，请核对 source 和 former", name);
	list->name = one->name;
	list->text = one->text;
	list->size = one->size;
	while (tree_text_line(list, list->from, &line) && *line.code == '#')
		list->from = line.next;
	if (!tree_text_line(list, list->from, &line))
		return making_error(making, making->section->line, err,
		    "名单“%s”是空的", name);
	list->digits = line.code_len;
	return true;
}

const void *
make_tree(const struct making *making, struct err *err)
{
	const struct def_section *section = making->section;
	struct treedef *tree = making_get(making, 1, sizeof(*tree));
	const char *const *word, *former;
	size_t i, count;

	if (!making_known(making, section->pair, section->pair_count, section_keys,
	    NULL, err) || !making_title(making, &tree->title, err))
		return NULL;
	tree->name = section->name;
	tree->basis = making_value(making, "basis");
	tree->arena = making->catalog->arena;
	if (!tree_levels(making, tree, err))
		return NULL;
	count = making_words(making, making_value(making, "source"), "", &word);
	if (count == 0 || count > TREE_LISTS) {
		making_error(making, section->line, err,
		    "[tree %s] 请用 source 写出1到%d份名单", section->name, TREE_LISTS);
		return NULL;
	}
	for (i = 0; i < count; i++, tree->lists++)
		if (!tree_source(making, word[i], &tree->list[i], err))
			return NULL;
	former = making_value(making, "former");
	if (former != NULL && !tree_source(making, former, &tree->former, err))
		return NULL;
	tree->folds = making_words(making, making_value(making, "fold"), ",，、", &tree->fold);
	tree->endings = making_words(making, making_value(making, "ending"), ",，、", &tree->ending);
	if (section->entry_count > 0) {
		making_error(making, section->entry[0].line, err,
		    "[tree] 里只有“名称 = 值”，请改正或缩进“%s”", section->entry[0].text);
		return NULL;
	}
	if (catalog_item(making->catalog, KIND_CODES, section->name, false) != NULL) {
		making_error(making, section->line, err,
		    "已有名为“%s”的代码表，请改名", section->name);
		return NULL;
	}
	return tree;
}
