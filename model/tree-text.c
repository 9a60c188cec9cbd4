/*
 * model/tree-text.c: sorted lists of codes, scanned where they are
 * SPDX-License-Identifier: Apache-2.0
 *
 * Nothing is loaded: a code is found by halving the text, and what stands
 * below it is the run of lines that begin with its digits.  A page of the
 * program that no question touches is never read from the disk.
 */
#include "config.h"
#include "model/tree-private.h"

#include <string.h>

#include "base/date.h"

bool
tree_text_line(const struct tree_text *list, size_t at, struct tree_line *line)
{
	const char *from = list->text + at, *end, *tab;

	if (at >= list->size)
		return false;
	end = memchr(from, '\n', list->size - at);
	if (end == NULL)
		end = list->text + list->size;
	line->next = (size_t)(end - list->text) + 1;
	line->code = from;
	tab = memchr(from, '\t', (size_t)(end - from));
	if (tab == NULL)
		tab = end;
	line->code_len = (size_t)(tab - from);
	line->label = tab < end ? tab + 1 : end;
	tab = memchr(line->label, '\t', (size_t)(end - line->label));
	line->rest = tab != NULL ? tab + 1 : end;
	line->label_len = (size_t)((tab != NULL ? tab : end) - line->label);
	line->gone = false;
	return true;
}

static int
code_order(const char *a, size_t a_len, const char *b, size_t b_len)
{
	int order = memcmp(a, b, a_len < b_len ? a_len : b_len);

	return order != 0 ? order : (a_len > b_len) - (a_len < b_len);
}

size_t
tree_text_seek(const struct tree_text *list, const char *key, size_t n)
{
	size_t low = list->from, high = list->size, middle;
	struct tree_line line;

	/* low and high are beginnings of lines (or the end). */
	while (low < high) {
		middle = low + (high - low) / 2;
		while (middle > low && list->text[middle - 1] != '\n')
			middle--;
		tree_text_line(list, middle, &line);
		if (code_order(line.code, line.code_len, key, n) < 0)
			low = line.next;
		else
			high = middle;
	}
	return low < list->size ? low : list->size;
}

bool
tree_text_now(const struct treedef *tree, const char *code, struct tree_line *line)
{
	size_t i, n = strlen(code);

	for (i = 0; i < tree->lists; i++)
		if (tree->list[i].digits == n &&
		    tree_text_line(&tree->list[i], tree_text_seek(&tree->list[i], code, n), line) &&
		    line->code_len == n && memcmp(line->code, code, n) == 0)
			return true;
	return false;
}

/* "2010-10" at text, as its first day; DATE_NONE when there is none. */
static int
month_at(const char *text)
{
	int part[2] = { 0, 0 }, i, n;

	for (n = 0; n < 2; n++, text++) {
		for (i = 0; i < (n == 0 ? 4 : 2); i++, text++) {
			if (*text < '0' || *text > '9')
				return DATE_NONE;
			part[n] = part[n] * 10 + (*text - '0');
		}
	}
	return date_make(part[0], part[1], 1);
}

/* since TAB until: is the day between them? */
static bool
then_holds(const struct tree_line *line, int on)
{
	int since = month_at(line->rest), until;
	const char *tab = strchr(line->rest, '\t');

	until = tab == NULL ? DATE_NONE : month_at(tab + 1);
	return (since == DATE_NONE || on >= since) && (until == DATE_NONE || on < until);
}

bool
tree_text_then(const struct treedef *tree, const char *code, int on, struct tree_line *line)
{
	struct tree_line now, row, last = { 0 };
	bool is = tree_text_now(tree, code, &now);
	size_t at, n = strlen(code);

	if (tree->former.text != NULL && (on != DATE_NONE || !is))
		for (at = tree_text_seek(&tree->former, code, n);
		    tree_text_line(&tree->former, at, &row) && row.code_len == n &&
		    memcmp(row.code, code, n) == 0; at = row.next) {
			last = row;
			if (on != DATE_NONE && then_holds(&row, on)) {
				*line = row;
				return true;
			}
		}
	*line = is ? now : last;
	return is || last.code != NULL;
}

bool
tree_text_folded(const struct treedef *tree, const struct tree_line *line)
{
	size_t i;

	for (i = 0; i < tree->folds; i++)
		if (strlen(tree->fold[i]) == line->label_len &&
		    memcmp(tree->fold[i], line->label, line->label_len) == 0)
			return true;
	return false;
}

/* The digits of a code that count: 320000 is 32. */
static size_t
digits_of(const struct treedef *tree, const char *code, size_t n)
{
	size_t i, zero;

	if (n != tree->filled)
		return n;
	for (i = 0; i < tree->levels && tree->level[i] < n; i++) {
		for (zero = tree->level[i]; zero < n && code[zero] == '0'; zero++)
			;
		if (zero == n)
			return tree->level[i];
	}
	return n;
}

size_t
tree_text_level(const struct treedef *tree, const char *code, size_t n)
{
	size_t digits = digits_of(tree, code, n), i;

	for (i = 0; i + 1 < tree->levels && tree->level[i] < digits; i++)
		;
	return i;
}

bool
tree_text_leaf(const struct treedef *tree, const char *code, size_t n)
{
	size_t i, at, digits = digits_of(tree, code, n), key;
	const struct tree_text *list;
	struct tree_line line;

	for (i = 0; i < tree->lists; i++) {
		list = &tree->list[i];
		key = list->digits > n ? n : digits;
		for (at = tree_text_seek(list, code, key); tree_text_line(list, at, &line) &&
		    line.code_len > key && memcmp(line.code, code, key) == 0; at = line.next)
			if (line.code_len != n || memcmp(line.code, code, n) != 0)
				return false;
	}
	return true;
}

void
tree_text_upper(const struct treedef *tree, const char *code, char out[TREE_CODE])
{
	size_t n = strlen(code), digits = digits_of(tree, code, n), i;
	struct tree_line line;

	for (i = tree->levels; i-- > 0; ) {
		if (tree->level[i] >= digits || tree->level[i] >= TREE_CODE)
			continue;
		memset(out, 0, TREE_CODE);
		memcpy(out, code, tree->level[i]);
		if (tree->level[i] < tree->filled)
			memset(out + tree->level[i], '0', tree->filled - tree->level[i]);
		if (tree_text_then(tree, out, DATE_NONE, &line) && !tree_text_folded(tree, &line))
			return;
	}
	*out = '\0';
}

/* Where the codes end that begin with code[0..n): the same with a last
 * character one higher (':' comes after '9'). */
static size_t
seek_behind(const struct tree_text *list, const char *code, size_t n)
{
	char key[TREE_CODE];

	memcpy(key, code, n);
	key[n - 1]++;
	return tree_text_seek(list, key, n);
}

/* Is it called so now? */
static bool
called_so(const struct treedef *tree, const struct tree_line *line)
{
	char code[TREE_CODE];
	struct tree_line now;

	memcpy(code, line->code, line->code_len);
	code[line->code_len] = '\0';
	return tree_text_now(tree, code, &now) && now.label_len == line->label_len &&
	    memcmp(now.label, line->label, now.label_len) == 0;
}

/* What stood below upper, or was called otherwise. */
static void
former_below(const struct treedef *tree, const char *upper, bool deep, int on,
    tree_line_fn each, void *arg)
{
	size_t n = strlen(upper), key = digits_of(tree, upper, n), at;
	char code[TREE_CODE], above[TREE_CODE];
	struct tree_line line;

	for (at = tree_text_seek(&tree->former, upper, key);
	    tree_text_line(&tree->former, at, &line) && line.code_len >= key &&
	    memcmp(line.code, upper, key) == 0; at = line.next) {
		if (line.code_len >= TREE_CODE || tree_text_folded(tree, &line) ||
		    (line.code_len == n && memcmp(line.code, upper, n) == 0) ||
		    called_so(tree, &line))
			continue;
		memcpy(code, line.code, line.code_len);
		code[line.code_len] = '\0';
		if (!deep) {
			tree_text_upper(tree, code, above);
			if (strcmp(above, upper) != 0)
				continue;
		}
		line.gone = !then_holds(&line, on);
		each(arg, &line);
	}
}

void
tree_text_below(const struct treedef *tree, const char *upper, bool deep, int on,
    tree_line_fn each, void *arg)
{
	size_t n = strlen(upper), digits = digits_of(tree, upper, n), key, i, at, own;
	const struct tree_text *list;
	struct tree_line line;

	for (i = 0; i < tree->lists; i++) {
		list = &tree->list[i];
		/* A longer code begins with the whole of its upper one, where
		 * there is no level between them. */
		key = list->digits > n && !deep ? n : digits;
		if (!deep && list->digits > tree->filled && n < tree->filled)
			continue;
		for (at = tree_text_seek(list, upper, key); tree_text_line(list, at, &line) &&
		    line.code_len >= key && memcmp(line.code, upper, key) == 0; ) {
			at = line.next;
			if ((line.code_len == n && memcmp(line.code, upper, n) == 0) ||
			    tree_text_folded(tree, &line))
				continue;
			each(arg, &line);
			own = digits_of(tree, line.code, line.code_len);
			if (!deep && own < line.code_len)
				at = seek_behind(list, line.code, own);
		}
	}
	if (tree->former.text != NULL && on != DATE_NONE)
		former_below(tree, upper, deep, on, each, arg);
}

/* ---- labels to keep ---- */
struct tree_labels {
	size_t	count, room;
	struct tree_kept { const char *code, *label; } *kept;	/* by code */
};

static size_t
kept_place(const struct tree_labels *labels, const char *code)
{
	size_t low = 0, high = labels->count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (strcmp(labels->kept[middle].code, code) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const char *
tree_label(const struct treedef *tree, const char *code)
{
	struct tree_labels *labels = tree->labels;
	struct tree_kept *more;
	struct tree_line line;
	size_t at;

	if (labels == NULL) {
		labels = arena_get(tree->arena, sizeof(*labels));
		((struct treedef *)tree)->labels = labels;	/* the answer is kept */
	}
	at = kept_place(labels, code);
	if (at < labels->count && strcmp(labels->kept[at].code, code) == 0)
		return labels->kept[at].label;
	if (!tree_text_then(tree, code, DATE_NONE, &line))
		return NULL;
	if (labels->count == labels->room) {
		labels->room = labels->room == 0 ? 32 : 2 * labels->room;
		more = arena_get(tree->arena, labels->room * sizeof(*more));
		if (labels->count > 0)
			memcpy(more, labels->kept, labels->count * sizeof(*more));
		labels->kept = more;
	}
	memmove(labels->kept + at + 1, labels->kept + at,
	    (labels->count++ - at) * sizeof(*labels->kept));
	labels->kept[at].code = arena_text(tree->arena, code);
	labels->kept[at].label = arena_textn(tree->arena, line.label, line.label_len);
	return labels->kept[at].label;
}
