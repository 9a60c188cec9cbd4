/*
 * model/value-tree.c: codes of a tree as they are typed and read
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/value.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "model/tree.h"

#define CANDIDATES 6			/* told when there are several */
#define LETTERS_LEAST 2			/* one letter is no initials */

/* "丹徒区（江苏省镇江市）、…" */
static void
candidates(const struct tree *tree, const struct tree_node *node, size_t count, int on,
    struct buf *out)
{
	struct buf path = BUF_INIT;
	char upper[TREE_CODE];
	size_t i;

	for (i = 0; i < count && i < CANDIDATES; i++) {
		buf_addf(out, "%s%s", i > 0 ? "、" : "", node[i].label);
		if (!tree_upper(tree, node[i].code, upper) || *upper == '\0')
			continue;
		buf_cut(&path, 0);
		tree_path(tree, upper, on, "", &path);
		buf_addf(out, "（%s）", buf_str(&path));
	}
	if (count > CANDIDATES)
		buf_add(out, " 等");
	buf_clear(&path);
}

static bool
several(const struct fielddef *field, const char *text, const struct tree *tree,
    const struct tree_node *node, size_t count, int on, struct err *err)
{
	struct buf list = BUF_INIT;

	candidates(tree, node, count, on, &list);
	err_set(err, ERR_INPUT, "“%s”的“%.40s”有%zu处：%s；请写全一些，或按 F4 选",
	    field->label, text, count, buf_str(&list));
	buf_clear(&list);
	return false;
}

/* Digits that may be a code, alone or before its name; their number. */
static size_t
code_digits(const char *text)
{
	size_t n = strspn(text, "0123456789");

	return n >= 6 && n < TREE_CODE && (text[n] == '\0' || text[n] == ' ') ? n : 0;
}

bool
value_read_node(struct store *store, const struct fielddef *field, const char *text,
    int on, bool letters, char **out, struct err *err)
{
	struct tree_node node[CANDIDATES];
	struct tree tree;
	size_t count = 0, n;

	if (!tree_open(store_catalog(store), field->tree, &tree, err))
		return false;
	n = tree.text != NULL ? code_digits(text) : 0;
	if (n > 0) {
		*out = mem_textn(text, n);
		return true;
	}
	if (letters || (unsigned char)*text >= 0x80)
		count = tree_meant(&tree, text, field->choose, on, node, CANDIDATES);
	if (count > 1)
		return several(field, text, &tree, node, count, on, err);
	if (count == 0)
		return err_set(err, ERR_INPUT,
		    "“%s”里没有“%.40s”，请按 F4 逐级选，或填代码", field->label, text);
	*out = mem_text(node[0].code);
	return true;
}

static bool
is_letters(const char *from, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if ((from[i] < 'a' || from[i] > 'z') && (from[i] < 'A' || from[i] > 'Z'))
			return false;
	return n >= LETTERS_LEAST;
}

/* What separates the parts of a list: its bytes, 0 = none stands here. */
static size_t
mark_at(const char *text)
{
	static const char *const mark[] = { "、", "，", "；", ",", ";" };
	size_t i;

	for (i = 0; i < sizeof(mark) / sizeof(mark[0]); i++)
		if (strncmp(text, mark[i], strlen(mark[i])) == 0)
			return strlen(mark[i]);
	return 0;
}

/* One part of the list: as it is, or the label that its letters mean. */
static bool
read_part(const struct fielddef *field, const struct tree *tree, const char *from,
    size_t n, int on, struct buf *out, struct err *err)
{
	struct tree_node node[CANDIDATES];
	size_t count = 0;
	char *part = mem_textn(from, n);
	bool ok = true;

	if (is_letters(from, n))
		count = tree_meant(tree, part, field->choose, on, node, CANDIDATES);
	if (count > 1)
		ok = several(field, part, tree, node, count, on, err);
	else
		buf_add(out, count == 1 ? node[0].label : part);
	free(part);
	return ok;
}

bool
value_read_offers(struct store *store, const struct fielddef *field, int on, char **out,
    struct err *err)
{
	const char *from, *p = *out;
	struct buf all = BUF_INIT;
	struct tree tree;
	bool ok = tree_open(store_catalog(store), field->suggest, &tree, err);
	size_t n;

	while (ok && *p != '\0') {
		n = mark_at(p);
		buf_addn(&all, p, n);
		p += n;
		for (from = p; *p != '\0' && mark_at(p) == 0; p++)
			;
		ok = read_part(field, &tree, from, (size_t)(p - from), on, &all, err);
	}
	if (ok && strcmp(buf_str(&all), *out) != 0) {
		free(*out);
		*out = mem_text(buf_str(&all));
	}
	if (!ok) {
		free(*out);
		*out = NULL;
	}
	buf_clear(&all);
	return ok;
}

bool
value_shown_node(struct store *store, const struct fielddef *field, const char *value,
    int on, struct buf *out, struct err *err)
{
	struct buf path = BUF_INIT;
	struct tree tree;
	char *place;

	if (!tree_open(store_catalog(store), field->tree, &tree, err))
		return false;
	if (tree.text == NULL) {
		tree_path(&tree, value, on, " ", &path);
		buf_add(out, path.len > 0 ? buf_str(&path) : value);
		buf_clear(&path);
		return true;
	}
	buf_add(out, value);
	place = tree_place(&tree, value, on);
	if (place != NULL)
		buf_addf(out, " %s", place);
	free(place);
	return true;
}
