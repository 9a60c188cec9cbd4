/*
 * model/tree.c: codes that stand below each other, to be chosen step by step
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/tree-private.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "model/catalog-private.h"

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
	node->fit = TYPED_BEGINS;
}

static void
node_of_line(const struct tree *tree, const struct tree_line *line, struct tree_node *node)
{
	copy_cut(node->code, sizeof(node->code), line->code, line->code_len);
	copy_cut(node->label, sizeof(node->label), line->label, line->label_len);
	node->leaf = tree_text_leaf(tree->text, line->code, line->code_len);
	node->closed = line->gone;
	node->fit = TYPED_BEGINS;
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

size_t
tree_level(const struct tree *tree, const char *code)
{
	const struct code *found;
	size_t level = 1;

	if (tree->text != NULL)
		return tree_text_level(tree->text, code, strlen(code)) + 1;
	for (found = codetable_code(tree->codes, code); found != NULL && found->upper != NULL;
	    found = codetable_code(tree->codes, found->upper))
		level++;
	return level;
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
#define HITS_LEAST 64		/* kept at least, so that sorting is rare */
#define RANK_LENGTH 1024u	/* fits differ by this, lengths of labels by less */
#define RANK_CLOSED (RANK_LENGTH * 1024u)

/* One answer, before it is copied: the best come first. */
struct hit {
	unsigned	 rank;		/* closed, fit, length */
	size_t		 order;
	const struct code *code;	/* or */
	struct tree_line line;
};

struct hits {
	const struct tree *tree;
	const struct tree_query *query;
	struct typed	 typed;
	struct hit	*hit;
	size_t		 kept, room;	/* room: twice what is asked for */
	unsigned	 worst;		/* nothing of this rank is wanted any more */
	size_t		 count;		/* of all that fit */
};

static int
by_rank(const void *left, const void *right)
{
	const struct hit *a = left, *b = right;

	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	if (a->line.code_len != b->line.code_len)	/* a county before a town */
		return a->line.code_len < b->line.code_len ? -1 : 1;
	return (a->order > b->order) - (a->order < b->order);
}

static void
hits_sort(struct hits *hits)
{
	if (hits->kept > 1)
		qsort(hits->hit, hits->kept, sizeof(*hits->hit), by_rank);
}

/* A new answer, or NULL when the label does not fit or is too bad to be shown.
 * When there is no room left the worse half is forgotten. */
static struct hit *
hits_add(struct hits *hits, enum typed_fit fit, size_t len, bool closed)
{
	unsigned rank = closed ? RANK_CLOSED : 0;
	struct hit *hit;

	if (fit == TYPED_NOT)
		return NULL;
	hits->count++;
	if (hits->typed.count > 0)
		rank += (unsigned)fit * RANK_LENGTH +
		    (unsigned)(len < RANK_LENGTH ? len : RANK_LENGTH - 1);
	if (rank >= hits->worst)
		return NULL;
	if (hits->kept == hits->room) {
		hits_sort(hits);
		hits->kept /= 2;
		hits->worst = hits->hit[hits->kept - 1].rank;
		if (rank >= hits->worst)
			return NULL;
	}
	hit = &hits->hit[hits->kept++];
	hit->code = NULL;
	hit->line.code_len = 0;
	hit->order = hits->count;
	hit->rank = rank;
	return hit;
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

/* The label, with or without an ending that labels of the tree have: 盗窃(罪),
 * 丹徒(区). */
static enum typed_fit
fits_label(const struct typed *typed, const char *label, size_t n,
    const char *const *ending, size_t endings)
{
	enum typed_fit fit = typed_fits(typed, label, n);
	size_t i, end;

	for (i = 0; i < endings && fit == TYPED_BEGINS; i++) {
		end = strlen(ending[i]);
		if (n > end && memcmp(label + n - end, ending[i], end) == 0)
			fit = better(fit, typed_fits(typed, label, n - end));
	}
	return fit;
}

static void
hit_line(void *arg, const struct tree_line *line)
{
	struct hits *hits = arg;
	struct hit *hit = hits_add(hits, fits_label(&hits->typed, line->label, line->label_len,
	    hits->tree->text->ending, hits->tree->text->endings), line->label_len, line->gone);

	if (hit != NULL)
		hit->line = *line;
}

/* The label, its initials, and at last what else it is called. */
static enum typed_fit
fits_code(const struct typed *typed, const struct codetable *codes, const struct code *code)
{
	enum typed_fit fit = fits_label(typed, code->label, strlen(code->label),
	    &codes->ending, codes->ending != NULL), other;
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
		hit = hits_add(hits, fits_code(&hits->typed, codes, code),
		    strlen(code->label), !code_open(code, query->on));
		if (hit != NULL)
			hit->code = code;
	}
}

static void
hit_node(const struct tree *tree, const struct hits *hits, const struct hit *hit,
    const bool *below, struct tree_node *node)
{
	if (hit->code != NULL)
		node_of_code(hit->code, !below[hit->code - tree->codes->code],
		    hits->query->on, node);
	else
		node_of_line(tree, &hit->line, node);
	if (hits->typed.count > 0)
		node->fit = (enum typed_fit)(hit->rank % RANK_CLOSED / RANK_LENGTH);
}

size_t
tree_list(const struct tree *tree, const struct tree_query *query,
    struct tree_node *node, size_t room)
{
	const char *upper = query->upper == NULL ? "" : query->upper;
	struct hits hits = { .tree = tree, .query = query, .worst = UINT_MAX };
	bool *below = tree->codes != NULL ? codes_with_below(tree->codes) : NULL;
	size_t i;

	hits.room = 2 * (room < HITS_LEAST ? HITS_LEAST : room);
	hits.hit = mem_resize(NULL, hits.room, sizeof(*hits.hit));
	typed_read(&hits.typed, query->typed == NULL ? "" : query->typed);
	if (tree->codes != NULL)
		hit_codes(&hits, tree->codes, upper);
	else if (strlen(upper) < TREE_CODE)
		tree_text_below(tree->text, upper, query->deep, query->on, hit_line, &hits);
	hits_sort(&hits);
	for (i = 0; i < hits.kept && i < room; i++)
		hit_node(tree, &hits, &hits.hit[i], below, &node[i]);
	free(hits.hit);
	free(below);
	return hits.count;
}

char *
tree_place(const struct tree *tree, const char *code, int on)
{
	struct buf out = BUF_INIT;
	char upper[TREE_CODE];
	struct tree_node node;

	if (strlen(code) >= TREE_CODE)
		return NULL;
	strcpy(upper, code);
	if (!tree_find(tree, code, on, &node)) {
		if (tree->text == NULL)
			return NULL;
		tree_text_upper(tree->text, code, upper);
	}
	tree_path(tree, upper, on, "", &out);
	return out.len > 0 ? buf_take(&out) : NULL;
}

char *
division_name(struct catalog *catalog, const char *code, int on)
{
	struct err err = ERR_INIT;
	struct tree tree;

	return tree_open(catalog, "division", &tree, &err) ?
	    tree_place(&tree, code, on) : NULL;
}
