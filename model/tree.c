/*
 * model/tree.c: codes that stand below each other, to be chosen step by step
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/tree-private.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "model/catalog-private.h"
#include "model/typed.h"

bool
tree_open(struct catalog *catalog, const char *name, struct tree *tree, struct err *err)
{
	memset(tree, 0, sizeof(*tree));
	if (catalog_item(catalog, KIND_TREE, name, false) != NULL) {
		tree->text = catalog_get(catalog, KIND_TREE, name, err);
		if (tree->text == NULL)
			return false;
		tree->name = tree->text->name;
		tree->title = tree->text->title;
		tree->basis = tree->text->basis;
		return true;
	}
	tree->codes = catalog_codes(catalog, name, err);
	if (tree->codes == NULL)
		return false;
	tree->name = tree->codes->name;
	tree->title = tree->codes->title;
	tree->basis = tree->codes->basis;
	return true;
}

/* ---- nodes ---- */
static void
copy_cut(char *out, size_t room, const char *from, size_t n)
{
	if (n >= room) {
		n = room - 1;
		while (n > 0 && ((unsigned char)from[n] & 0xc0) == 0x80)
			n--;
	}
	memcpy(out, from, n);
	out[n] = '\0';
}

static bool
codes_leaf(const struct codetable *codes, const struct code *code)
{
	size_t i;

	for (i = 0; i < codes->count; i++)
		if (codes->code[i].upper != NULL && strcmp(codes->code[i].upper, code->code) == 0)
			return false;
	return true;
}

/* Which codes have others below them, by their place in the table; the
 * caller's. */
static bool *
codes_with_below(const struct codetable *codes)
{
	bool *below = mem_new((codes->count + 1) * sizeof(*below));
	const struct code *upper;
	size_t i;

	for (i = 0; i < codes->count; i++)
		if (codes->code[i].upper != NULL &&
		    (upper = codetable_code(codes, codes->code[i].upper)) != NULL)
			below[upper - codes->code] = true;
	return below;
}

static void
node_of_code(const struct code *code, bool leaf, int on, struct tree_node *node)
{
	copy_cut(node->code, sizeof(node->code), code->code, strlen(code->code));
	copy_cut(node->label, sizeof(node->label), code->label, strlen(code->label));
	node->leaf = leaf;
	node->closed = !code_open(code, on);
}

static void
node_of_line(const struct tree *tree, const struct tree_line *line, struct tree_node *node)
{
	copy_cut(node->code, sizeof(node->code), line->code, line->code_len);
	copy_cut(node->label, sizeof(node->label), line->label, line->label_len);
	node->leaf = tree_text_leaf(tree->text, line->code, line->code_len);
	node->closed = false;
}

bool
tree_find(const struct tree *tree, const char *code, int on, struct tree_node *node)
{
	const struct code *found;
	struct tree_line line, now;

	if (tree->codes != NULL) {
		found = codetable_code(tree->codes, code);
		if (found != NULL)
			node_of_code(found, codes_leaf(tree->codes, found), on, node);
		return found != NULL;
	}
	if (strlen(code) >= TREE_CODE || !tree_text_then(tree->text, code, on, &line))
		return false;
	node_of_line(tree, &line, node);
	node->closed = !tree_text_now(tree->text, code, &now);
	return true;
}

bool
tree_upper(const struct tree *tree, const char *code, char out[TREE_CODE])
{
	struct tree_node node;
	const struct code *found;

	*out = '\0';
	if (!tree_find(tree, code, DATE_NONE, &node))
		return false;
	if (tree->text != NULL) {
		tree_text_upper(tree->text, code, out);
		return true;
	}
	found = codetable_code(tree->codes, code);
	if (found->upper != NULL)
		copy_cut(out, TREE_CODE, found->upper, strlen(found->upper));
	return true;
}

void
tree_path(const struct tree *tree, const char *code, int on, const char *between,
    struct buf *out)
{
	char at[TREE_LEVELS + 4][TREE_CODE];
	struct tree_node node;
	size_t depth = 0;
	bool first = true;

	if (strlen(code) >= TREE_CODE || !tree_find(tree, code, on, &node))
		return;
	strcpy(at[depth++], code);
	while (depth < sizeof(at) / sizeof(at[0]) &&
	    tree_upper(tree, at[depth - 1], at[depth]) && *at[depth] != '\0')
		depth++;
	while (depth-- > 0)
		if (tree_find(tree, at[depth], on, &node)) {
			buf_addf(out, "%s%s", first ? "" : between, node.label);
			first = false;
		}
}

/* ---- lists ---- */
/* One answer, before it is copied: the best come first. */
struct hit {
	unsigned	 rank;		/* closed, fit, length */
	size_t		 order;
	const struct code *code;	/* or */
	struct tree_line line;
};

struct hits {
	const struct tree_query *query;
	struct typed	 typed;
	struct hit	*hit;
	size_t		 count, cap;
};

static int
by_rank(const void *left, const void *right)
{
	const struct hit *a = left, *b = right;

	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	return (a->order > b->order) - (a->order < b->order);
}

/* A new answer, or NULL when the label does not fit. */
static struct hit *
hits_add(struct hits *hits, enum typed_fit fit, const char *label, size_t len, bool closed)
{
	struct hit *hit;

	if (fit == TYPED_NOT)
		return NULL;
	hits->hit = mem_grow(hits->hit, hits->count, &hits->cap, sizeof(*hit));
	hit = &hits->hit[hits->count];
	hit->code = NULL;
	hit->order = hits->count++;
	hit->rank = closed ? 1u << 20 : 0;
	if (hits->typed.count > 0)
		hit->rank += (unsigned)fit * 1024 + (unsigned)(len < 1023 ? len : 1023);
	return hit;
}

static void
hit_line(void *arg, const struct tree_line *line)
{
	struct hits *hits = arg;
	struct hit *hit = hits_add(hits, typed_fits(&hits->typed, line->label, line->label_len),
	    line->label, line->label_len, false);

	if (hit != NULL)
		hit->line = *line;
}

static enum typed_fit
better(enum typed_fit a, enum typed_fit b)
{
	return a < b ? a : b;
}

/* What the definitions say of its initials goes before the readings. */
static enum typed_fit
fits_initials(const struct typed *typed, const char *initials)
{
	size_t i;

	for (i = 0; i < typed->count; i++)
		if ((unsigned char)initials[i] != typed->cp[i])
			return TYPED_NOT;
	return initials[i] == '\0' ? TYPED_WHOLE : TYPED_BEGINS;
}

/* The label, its initials, and at last what else it is called. */
static enum typed_fit
fits_code(const struct typed *typed, const struct code *code)
{
	enum typed_fit fit = typed_fits(typed, code->label, strlen(code->label)), other;
	size_t i;

	if (fit > TYPED_BEGINS && code->initials != NULL)
		fit = better(fit, fits_initials(typed, code->initials));
	for (i = 0; i < code->also_count && fit > TYPED_BEGINS; i++) {
		other = typed_fits(typed, code->also[i], strlen(code->also[i]));
		if (other <= TYPED_BEGINS)
			fit = other;
	}
	return fit;
}

static bool
code_below(const struct codetable *codes, const struct code *code, const char *upper,
    bool deep)
{
	if (*upper == '\0' && (deep || code->upper == NULL))
		return true;
	do {
		if (code->upper == NULL)
			return false;
		if (strcmp(code->upper, upper) == 0)
			return true;
		code = codetable_code(codes, code->upper);
	} while (deep && code != NULL);
	return false;
}

static void
hit_codes(struct hits *hits, const struct codetable *codes, const char *upper)
{
	const struct tree_query *query = hits->query;
	const struct code *code;
	struct hit *hit;
	size_t i;

	for (i = 0; i < codes->count; i++) {
		code = &codes->code[i];
		if (!code_below(codes, code, upper, query->deep))
			continue;
		hit = hits_add(hits, fits_code(&hits->typed, code), code->label,
		    strlen(code->label), !code_open(code, query->on));
		if (hit != NULL)
			hit->code = code;
	}
}

size_t
tree_list(const struct tree *tree, const struct tree_query *query,
    struct tree_node *node, size_t room)
{
	const char *upper = query->upper == NULL ? "" : query->upper;
	struct hits hits = { .query = query };
	bool *below = tree->codes != NULL ? codes_with_below(tree->codes) : NULL;
	size_t i, count;

	typed_read(&hits.typed, query->typed == NULL ? "" : query->typed);
	if (tree->codes != NULL)
		hit_codes(&hits, tree->codes, upper);
	else if (strlen(upper) < TREE_CODE)
		tree_text_below(tree->text, upper, query->deep, hit_line, &hits);
	if (hits.count > 1)
		qsort(hits.hit, hits.count, sizeof(*hits.hit), by_rank);
	for (i = 0; i < hits.count && i < room; i++)
		if (hits.hit[i].code != NULL)
			node_of_code(hits.hit[i].code, !below[hits.hit[i].code - tree->codes->code],
			    query->on, &node[i]);
		else
			node_of_line(tree, &hits.hit[i].line, &node[i]);
	count = hits.count;
	free(hits.hit);
	free(below);
	return count;
}

char *
division_name(struct catalog *catalog, const char *code, int on)
{
	struct err err = ERR_INIT;
	struct buf out = BUF_INIT;
	char upper[TREE_CODE];
	struct tree_node node;
	struct tree tree;

	if (strlen(code) >= TREE_CODE || !tree_open(catalog, "division", &tree, &err))
		return NULL;
	strcpy(upper, code);
	if (!tree_find(&tree, code, on, &node))
		tree_text_upper(tree.text, code, upper);
	tree_path(&tree, upper, on, "", &out);
	return out.len > 0 ? buf_take(&out) : NULL;
}
