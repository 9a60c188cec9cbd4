/*
 * model/tree-meant.c: which node of a tree somebody's words mean
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/tree-private.h"

#include <stdlib.h>
#include <string.h>

#define CHILDREN_MOST 400	/* of one node; the largest county has some 40 towns */
#define HITS_MOST 64

bool
tree_may_choose(const struct tree *tree, const struct tree_node *node, int choose)
{
	return node->leaf || (choose > 0 && tree_level(tree, node->code) >= (size_t)choose);
}

/* Marks that people put between the parts of a path. */
static const char *
skip_marks(const char *text)
{
	static const char *const mark[] = { " ", ">", "/", "-", "　", "、", "，", "·" };
	size_t i;

	for (i = 0; i < sizeof(mark) / sizeof(mark[0]); )
		if (strncmp(text, mark[i], strlen(mark[i])) == 0) {
			text += strlen(mark[i]);
			i = 0;
		} else
			i++;
	return text;
}

/* Walks down from upper as long as labels follow each other in the text. */
static bool
path_find(const struct tree *tree, const char *upper, const char *text, int on,
    struct tree_node *found)
{
	struct tree_query query = { .upper = upper, .on = on };
	struct tree_node *node = mem_new(CHILDREN_MOST * sizeof(*node));
	size_t i, n, count = tree_list(tree, &query, node, CHILDREN_MOST);
	const char *rest;
	bool ok = false;

	for (i = 0; !ok && i < count && i < CHILDREN_MOST; i++) {
		n = strlen(node[i].label);
		if (strncmp(text, node[i].label, n) != 0)
			continue;
		rest = skip_marks(text + n);
		if (*rest == '\0') {
			*found = node[i];
			ok = true;
		} else if (!node[i].leaf) {
			ok = path_find(tree, node[i].code, rest, on, found);
		}
	}
	free(node);
	return ok;
}

/* The code itself, a spelling of a code table, a path from the top. */
static bool
meant_exactly(const struct tree *tree, const char *text, int on, struct tree_node *node)
{
	const struct code *code;

	if (tree_find(tree, text, on, node))
		return true;
	code = tree->codes == NULL ? NULL : codetable_spelling(tree->codes, text, NULL);
	if (code != NULL)
		return tree_find(tree, code->code, on, node);
	return (unsigned char)*text >= 0x80 && path_find(tree, "", text, on, node);
}

size_t
tree_meant(const struct tree *tree, const char *text, int choose, int on,
    struct tree_node *node, size_t room)
{
	struct tree_query query = { .upper = "", .typed = text, .deep = true, .on = on };
	struct tree_node one, *hit;
	size_t i, n = 0, count, pass;

	text = skip_marks(text);
	if (*text == '\0')
		return 0;
	if (meant_exactly(tree, text, on, &one) && tree_may_choose(tree, &one, choose)) {
		if (room > 0)
			node[0] = one;
		return 1;
	}
	hit = mem_new(HITS_MOST * sizeof(*hit));
	count = tree_list(tree, &query, hit, HITS_MOST);
	/* Those that it names whole; else all that it may be the beginning of. */
	for (pass = 0; n == 0 && pass < 2; pass++)
		for (i = 0; i < count && i < HITS_MOST; i++) {
			if (hit[i].closed || (pass == 0 && hit[i].fit != TYPED_WHOLE) ||
			    !tree_may_choose(tree, &hit[i], choose))
				continue;
			if (n < room)
				node[n] = hit[i];
			n++;
		}
	free(hit);
	return n;
}
