/*
 * ui/tree-walk.c: choosing from a tree, without the screen
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/tree-walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "model/typed.h"

/* ---- rows ---- */
static struct walk_row *
row_add(struct walk *walk, enum walk_kind kind)
{
	struct walk_row *row = &walk->row[walk->count];

	if (walk->count == WALK_ROWS)
		return NULL;
	walk->count++;
	memset(row, 0, sizeof(*row));
	row->kind = kind;
	return row;
}

static size_t
place_of(const struct walk *walk, const struct tree_node *node, size_t place)
{
	const struct code *code;

	if (!walk->by_table || walk->tree.codes == NULL)
		return place;
	code = codetable_code(walk->tree.codes, node->code);
	return code == NULL ? place : (size_t)(code - walk->tree.codes->code) + 1;
}

static void
add_here(struct walk *walk)
{
	struct tree_node node;
	struct walk_row *row;

	if (walk->upper[0] == '\0' ||
	    !tree_find(&walk->tree, walk->upper, walk->on, &node) ||
	    !tree_may_choose(&walk->tree, &node, walk->choose))
		return;
	row = row_add(walk, WALK_HERE);
	row->node = node;
}

static void
add_node(struct walk *walk, const struct tree_node *node)
{
	struct walk_row *row;
	size_t i;

	for (i = 0; i < walk->count; i++)
		if (walk->row[i].kind == WALK_NODE &&
		    strcmp(walk->row[i].node.code, node->code) == 0 &&
		    strcmp(walk->row[i].node.label, node->label) == 0)
			return;
	row = row_add(walk, WALK_NODE);
	if (row == NULL)
		return;
	row->node = *node;
	row->place = place_of(walk, node, walk->count);
}

/* What stands below the node one is at. */
static void
add_children(struct walk *walk)
{
	struct tree_query query = { .upper = walk->upper, .on = walk->on };
	size_t here = walk->count, room = WALK_ROWS - here, i, n;
	struct tree_node *node = mem_new(room * sizeof(*node));
	struct walk_row *row;

	n = tree_list(&walk->tree, &query, node, room);
	for (i = 0; i < n && i < room; i++) {
		row = row_add(walk, WALK_NODE);
		row->node = node[i];
		row->place = place_of(walk, &node[i], i + 1);
	}
	walk->all = here + n;
	free(node);
}

/* One that is in use and begins so. */
static bool
is_near(const struct tree_node *node)
{
	return node->fit <= TYPED_BEGINS && !node->closed;
}

static void
add_found(struct walk *walk)
{
	struct tree_query query = { .upper = walk->upper, .typed = walk->typed,
	    .deep = true, .on = walk->on };
	struct tree_node *near = mem_new(WALK_ROWS * sizeof(*near));
	struct tree_node *far = mem_new(WALK_ROWS * sizeof(*far));
	size_t i, nears = 0;

	if (walk->upper[0] != '\0')
		nears = tree_list(&walk->tree, &query, near, WALK_ROWS);
	query.upper = "";
	walk->all = tree_list(&walk->tree, &query, far, WALK_ROWS);
	for (i = 0; i < nears && i < WALK_ROWS && is_near(&near[i]); i++)
		add_node(walk, &near[i]);
	for (i = 0; i < walk->all && i < WALK_ROWS; i++)
		add_node(walk, &far[i]);
	free(near);
	free(far);
}

static void
add_others(struct walk *walk)
{
	struct walk_row *row;
	struct typed typed;
	size_t i;

	typed_read(&typed, walk->typed);
	for (i = 0; i < walk->other_count; i++) {
		if (typed_fits(&typed, walk->other[i], strlen(walk->other[i])) == TYPED_NOT)
			continue;
		walk->all++;
		row = row_add(walk, WALK_OTHER);
		if (row == NULL)
			continue;
		snprintf(row->node.label, sizeof(row->node.label), "%s", walk->other[i]);
		row->node.leaf = true;
		row->place = walk->count;
	}
}

static bool
is_number(const char *text)
{
	return *text != '\0' && text[strspn(text, "0123456789")] == '\0';
}

/* A code of the table that the number means: its place, or its number in the
 * law where places are those of the rows. */
static bool
number_means(const struct walk *walk, const struct code *code, size_t place)
{
	size_t i;

	if (walk->by_table)
		return (size_t)strtoul(walk->typed, NULL, 10) == place;
	for (i = 0; i < code->foreign_count; i++)
		if (strcmp(code->foreign[i].code, walk->typed) == 0)
			return true;
	return false;
}

static void
add_numbered(struct walk *walk)
{
	const struct codetable *codes = walk->tree.codes;
	struct tree_node node;
	struct walk_row *row;
	size_t i;

	if (codes == NULL && tree_find(&walk->tree, walk->typed, walk->on, &node)) {
		row = row_add(walk, WALK_NODE);
		if (row != NULL)
			row->node = node;
	}
	for (i = 0; codes != NULL && i < codes->count; i++)
		if (number_means(walk, &codes->code[i], i + 1) &&
		    tree_find(&walk->tree, codes->code[i].code, walk->on, &node) &&
		    (row = row_add(walk, WALK_NODE)) != NULL) {
			row->node = node;
			row->place = walk->by_table ? i + 1 : 0;
		}
	walk->all = walk->count;
}

/* A number: the row of that place, and codes that it means.  Where it means
 * nothing it may be a part of labels. */
static bool
list_number(struct walk *walk)
{
	size_t i, place = (size_t)strtoul(walk->typed, NULL, 10);
	struct walk_row *row = walk->row;

	if (!walk->by_table) {
		add_here(walk);
		add_children(walk);
		for (i = 0; i < walk->count; i++)
			if (row[i].place == place && strlen(walk->typed) < 4) {
				row[0] = row[i];
				break;
			}
		walk->count = i < walk->count ? 1 : 0;
	}
	add_numbered(walk);
	return walk->count > 0;
}

static void
list(struct walk *walk)
{
	walk->count = walk->all = 0;
	walk->at = 0;
	if (is_number(walk->typed) && list_number(walk))
		return;
	walk->count = walk->all = 0;
	if (walk->typed[0] == '\0') {
		add_here(walk);
		add_children(walk);
	} else {
		add_found(walk);
	}
	if (walk->typed[0] != '\0' || walk->upper[0] == '\0')
		add_others(walk);
}

/* ---- life ---- */
void
walk_init(struct walk *walk, const struct tree *tree, int on, int choose)
{
	memset(walk, 0, sizeof(*walk));
	walk->tree = *tree;
	walk->on = on;
	walk->choose = choose;
	walk->row = mem_resize(NULL, WALK_ROWS, sizeof(*walk->row));
	list(walk);
}

static void
texts_free(char **text, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		free(text[i]);
	free(text);
}

void
walk_clear(struct walk *walk)
{
	texts_free(walk->picked, walk->picked_count);
	texts_free(walk->other, walk->other_count);
	free(walk->row);
	memset(walk, 0, sizeof(*walk));
}

void
walk_offer(struct walk *walk, const char *text)
{
	if (strlen(text) >= TREE_LABEL || (walk->tree.codes != NULL &&
	    codetable_spelling(walk->tree.codes, text, NULL) != NULL))
		return;
	walk->other = mem_grow(walk->other, walk->other_count, &walk->other_cap,
	    sizeof(*walk->other));
	walk->other[walk->other_count++] = mem_text(text);
}

/* ---- walking ---- */
static void
stand_at(struct walk *walk, const char *upper, const char *code)
{
	size_t i;

	snprintf(walk->upper, sizeof(walk->upper), "%s", upper);
	walk->typed[0] = '\0';
	walk->settled = false;
	list(walk);
	for (i = 0; i < walk->count; i++)
		if (walk->row[i].kind == WALK_NODE &&
		    strcmp(walk->row[i].node.code, code) == 0) {
			walk->at = i;
			return;
		}
}

void
walk_stand(struct walk *walk, const char *code)
{
	char upper[TREE_CODE];

	if (!tree_upper(&walk->tree, code, upper))
		upper[0] = '\0';
	stand_at(walk, upper, code);
}

void
walk_type(struct walk *walk, const char *typed)
{
	snprintf(walk->typed, sizeof(walk->typed), "%s", typed);
	walk->settled = false;
	list(walk);
}

bool
walk_down(struct walk *walk)
{
	const struct walk_row *row = walk_row(walk);
	char code[TREE_CODE];

	if (row == NULL || row->kind != WALK_NODE || row->node.leaf)
		return false;
	memcpy(code, row->node.code, sizeof(code));
	stand_at(walk, code, "");
	return true;
}

bool
walk_up(struct walk *walk)
{
	char code[TREE_CODE], upper[TREE_CODE];

	if (walk->upper[0] == '\0')
		return false;
	memcpy(code, walk->upper, sizeof(code));
	if (!tree_upper(&walk->tree, code, upper))
		upper[0] = '\0';
	stand_at(walk, upper, code);
	return true;
}

void
walk_move(struct walk *walk, size_t at)
{
	if (at < walk->count) {
		walk->at = at;
		walk->settled = false;
	}
}

/* ---- choosing ---- */
const struct walk_row *
walk_row(const struct walk *walk)
{
	return walk->at < walk->count ? &walk->row[walk->at] : NULL;
}

bool
walk_may_choose(const struct walk_row *row)
{
	return row->kind != WALK_NODE || row->node.leaf;
}

const char *
walk_value(const struct walk *walk, const struct walk_row *row)
{
	return walk->labels || row->kind == WALK_OTHER ? row->node.label : row->node.code;
}

static size_t
picked_at(const struct walk *walk, const char *value)
{
	size_t i;

	for (i = 0; i < walk->picked_count; i++)
		if (strcmp(walk->picked[i], value) == 0)
			break;
	return i;
}

bool
walk_marked(const struct walk *walk, const char *value)
{
	return picked_at(walk, value) < walk->picked_count;
}

void
walk_mark(struct walk *walk, const char *value)
{
	size_t at = picked_at(walk, value);

	walk->settled = true;
	if (at == walk->picked_count) {
		walk->picked = mem_grow(walk->picked, walk->picked_count,
		    &walk->picked_cap, sizeof(*walk->picked));
		walk->picked[walk->picked_count++] = mem_text(value);
		return;
	}
	free(walk->picked[at]);
	memmove(walk->picked + at, walk->picked + at + 1,
	    (--walk->picked_count - at) * sizeof(*walk->picked));
}

bool
walk_choose(struct walk *walk, const char *between, struct buf *out)
{
	const struct walk_row *row = walk_row(walk);
	size_t i;

	if (!(walk->many && walk->settled)) {
		if (row == NULL || !walk_may_choose(row))
			return false;
		if (!walk->many) {
			buf_add(out, walk_value(walk, row));
			return true;
		}
		if (!walk_marked(walk, walk_value(walk, row)))
			walk_mark(walk, walk_value(walk, row));
	}
	for (i = 0; i < walk->picked_count; i++)
		buf_addf(out, "%s%s", i > 0 ? between : "", walk->picked[i]);
	return true;
}

/* ---- words ---- */
void
walk_path(const struct walk *walk, struct buf *out)
{
	if (walk->upper[0] == '\0')
		buf_addf(out, "全部%s", walk->tree.title);
	else
		tree_path(&walk->tree, walk->upper, walk->on, " > ", out);
}

void
walk_above(const struct walk *walk, const struct walk_row *row, struct buf *out)
{
	char upper[TREE_CODE];

	if (row->kind == WALK_OTHER)
		buf_add(out, "以前填过");
	else if (row->kind == WALK_NODE && walk->typed[0] != '\0' &&
	    tree_upper(&walk->tree, row->node.code, upper))
		tree_path(&walk->tree, upper, walk->on, " ", out);
}
