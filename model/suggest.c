/*
 * model/suggest.c: what a blank of free text is likely to be filled with
 * SPDX-License-Identifier: Apache-2.0
 *
 * The values of an indexed blank are visited by asking for the smallest one
 * behind the last: a step of the index for each different value, however many
 * records share it.  The newest records are looked at as well: what was
 * written lately comes again.
 */
#include "config.h"
#include "model/suggest.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/tree.h"
#include "model/typed.h"

#define NEWEST 400			/* records, when there is an index, too */
#define NEWEST_ALONE 1500		/* records, when there is none */
#define DIFFERENT 2000			/* values visited along the index */
#define TABLE_MOST 200			/* codes looked through for those without others below */

/* A value that fits. */
struct found {
	char		*text;
	unsigned	 fit;
	unsigned	 uses;		/* among the newest records */
};

struct search {
	struct store	*store;
	const struct formdef *form;
	const struct fielddef *field;
	struct typed	 typed;
	bool		 names;		/* of the staff: one each, however they were listed */
	struct found	*found;		/* sorted by text while it is filled */
	size_t		 count, cap;
};

/* What separates the parts of a list. */
static const char *const marks[] = { "、", "，", "；", ",", ";" };

/* The first mark from text on, its end in *behind; or the end of text. */
static const char *
next_mark(const char *text, const char **behind)
{
	const char *end = text + strlen(text), *at;
	size_t i;

	*behind = end;
	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if ((at = strstr(text, marks[i])) != NULL && at < end) {
			end = at;
			*behind = at + strlen(marks[i]);
		}
	return end;
}

/* Place of a text among the found, or where it belongs. */
static size_t
found_place(const struct search *search, const char *text, bool *there)
{
	size_t low = 0, high = search->count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (strcmp(search->found[middle].text, text) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*there = low < search->count && strcmp(search->found[low].text, text) == 0;
	return low;
}

static void
found_add(struct search *search, const char *text, unsigned uses)
{
	enum typed_fit fit;
	bool there;
	size_t at;

	if (*text == '\0' || strchr(text, '\n') != NULL)
		return;
	fit = typed_fits(&search->typed, text, strlen(text));
	if (fit == TYPED_NOT)
		return;
	at = found_place(search, text, &there);
	if (!there) {
		search->found = mem_grow(search->found, search->count, &search->cap,
		    sizeof(*search->found));
		memmove(search->found + at + 1, search->found + at,
		    (search->count++ - at) * sizeof(*search->found));
		search->found[at] = (struct found){ mem_text(text), fit, 0 };
	}
	search->found[at].uses += uses;
}

/* A value of the store, or the names in it. */
static void
found_value(struct search *search, const char *text, unsigned uses)
{
	const char *end, *behind;
	char *part;

	if (!search->names) {
		found_add(search, text, uses);
		return;
	}
	for (; *text != '\0'; text = behind) {
		end = next_mark(text, &behind);
		part = mem_textn(text, (size_t)(end - text));
		found_add(search, text_trim(part), uses);
		free(part);
	}
}

/* ---- the store ---- */
/* Does an index of the form begin with the blank? */
static bool
indexed(const struct search *search)
{
	const char *name = search->field->name;
	size_t i, n = strlen(name);

	for (i = 0; i < search->form->index_count; i++)
		if (strncmp(search->form->index[i], name, n) == 0 &&
		    (search->form->index[i][n] == '\0' || search->form->index[i][n] == ' '))
			return true;
	return false;
}

static bool
find_newest(struct search *search, int most, struct err *err)
{
	char *sql = mem_printf("SELECT \"%s\" FROM main.\"%s\" WHERE removed IS NULL"
	    " ORDER BY id DESC LIMIT %d", search->field->name, search->form->name, most);
	struct stmt *stmt = db_query(store_db(search->store), sql, err);
	int got = -1;

	free(sql);
	if (stmt == NULL)
		return false;
	while ((got = stmt_step(stmt, err)) == 1)
		if (stmt_get(stmt, 0) != NULL)
			found_value(search, stmt_get(stmt, 0), 1);
	stmt_done(stmt);
	return got == 0;
}

/* Every different value once, from the one that is begun with on; with a
 * beginning only those that have it.  Each step asks the index for the next. */
static bool
find_along(struct search *search, const char *begin, struct err *err)
{
	const char *blank = search->field->name, *form = search->form->name, *value;
	char *sql = mem_printf("WITH RECURSIVE value(v) AS ("
	    "SELECT min(\"%s\") FROM main.\"%s\" WHERE \"%s\" >= ?1 UNION ALL "
	    "SELECT (SELECT min(\"%s\") FROM main.\"%s\" WHERE \"%s\" > v) FROM value"
	    " WHERE v IS NOT NULL) SELECT v FROM value LIMIT %d",
	    blank, form, blank, blank, form, blank, DIFFERENT);
	struct stmt *stmt = db_query(store_db(search->store), sql, err);
	size_t n = strlen(begin);
	int got = -1;

	free(sql);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, begin);
	while ((got = stmt_step(stmt, err)) == 1) {
		value = stmt_get(stmt, 0);
		if (value == NULL || strncmp(value, begin, n) != 0)
			break;
		found_add(search, value, 0);
	}
	stmt_done(stmt);
	return got >= 0;
}

/* Does a live record have the value?  -1 with err. */
static int
is_live(struct search *search, const char *value, struct err *err)
{
	char *sql = mem_printf("SELECT 1 FROM main.\"%s\" WHERE \"%s\" = ?1 AND"
	    " removed IS NULL LIMIT 1", search->form->name, search->field->name);
	struct stmt *stmt = db_query(store_db(search->store), sql, err);
	int got = -1;

	free(sql);
	if (stmt == NULL)
		return -1;
	stmt_text(stmt, 1, value);
	got = stmt_step(stmt, err);
	stmt_done(stmt);
	return got;
}

static int
by_fit(const void *left, const void *right)
{
	const struct found *a = left, *b = right;

	if (a->fit != b->fit)
		return a->fit < b->fit ? -1 : 1;
	if (a->uses != b->uses)
		return a->uses > b->uses ? -1 : 1;
	return strcmp(a->text, b->text);
}

static bool
find_stored(struct search *search, const char *typed, struct err *err)
{
	bool ok;

	/* The staff are few, and those of today are among the newest. */
	if (!search->names && indexed(search))
		/* What begins with the very characters is found however many
		 * values there are. */
		ok = find_newest(search, NEWEST, err) &&
		    (*typed == '\0' || find_along(search, typed, err)) &&
		    find_along(search, "", err);
	else
		ok = find_newest(search, NEWEST_ALONE, err);
	if (ok && search->count > 1)
		qsort(search->found, search->count, sizeof(*search->found), by_fit);
	return ok;
}

/* ---- the answer ---- */
struct answer {
	struct suggestion *suggestion;
	size_t	 count, room;
	const char *kept;		/* of what was typed, before the last part */
	size_t	 kept_len;
};

static void
answer_add(struct answer *answer, const char *text, bool stored)
{
	struct suggestion *one;
	char *whole;
	size_t i;

	/* Not twice in one list. */
	if (answer->count == answer->room || (answer->kept_len > 0 &&
	    memmem(answer->kept, answer->kept_len, text, strlen(text)) != NULL))
		return;
	whole = mem_printf("%.*s%s", (int)answer->kept_len, answer->kept, text);
	for (i = 0; i < answer->count; i++)
		if (strcmp(answer->suggestion[i].text, whole) == 0) {
			free(whole);
			return;
		}
	one = &answer->suggestion[answer->count++];
	one->text = whole;
	one->stored = stored;
}

/* Codes that have no others below them, in use before no longer used. */
static bool
answer_table(struct answer *answer, struct store *store, const struct fielddef *field,
    const char *part, int on, struct err *err)
{
	struct tree_query query = { .typed = part, .deep = true, .on = on };
	struct tree_node *node;
	struct tree tree;
	size_t i, count;

	if (!tree_open(store_catalog(store), field->suggest, &tree, err))
		return false;
	node = mem_new(TABLE_MOST * sizeof(*node));
	count = tree_list(&tree, &query, node, TABLE_MOST);
	for (i = 0; i < count && i < TABLE_MOST; i++)
		if (node[i].leaf)
			answer_add(answer, node[i].label, false);
	free(node);
	return true;
}

static bool
answer_stored(struct answer *answer, struct store *store, const struct formdef *form,
    const struct fielddef *field, const char *typed, struct err *err)
{
	struct search search = { .store = store, .form = form, .field = field,
	    .names = field->type == BLANK_STAFF };
	size_t i;
	int live;
	bool ok;

	if (search.names)
		typed += answer->kept_len;
	else
		answer->kept_len = 0;
	typed_read(&search.typed, typed);
	ok = find_stored(&search, typed, err);
	for (i = 0; i < search.count; i++) {
		if (ok && answer->count < answer->room) {
			live = search.found[i].uses > 0 ? 1 :
			    is_live(&search, search.found[i].text, err);
			ok = live >= 0;
			if (live > 0)
				answer_add(answer, search.found[i].text, true);
		}
		free(search.found[i].text);
	}
	free(search.found);
	return ok;
}

/* Behind the last mark of a list. */
static const char *
last_part(const char *typed)
{
	const char *part = typed, *behind;

	while (*next_mark(part, &behind) != '\0')
		part = behind;
	while (*part == ' ')
		part++;
	return part;
}

bool
suggest_list(struct store *store, const struct formdef *form,
    const struct fielddef *field, const char *typed, int on,
    struct suggestion **suggestion, size_t *count, struct err *err)
{
	struct answer answer = { .room = *count, .kept = typed };
	const char *part = last_part(typed);
	bool ok = true;

	answer.suggestion = mem_new((*count + 1) * sizeof(*answer.suggestion));
	answer.kept_len = (size_t)(part - typed);
	if (field->suggest != NULL && *part != '\0')
		ok = answer_table(&answer, store, field, part, on, err);
	if (ok && field->suggest_stored)
		ok = answer_stored(&answer, store, form, field, typed, err);
	if (!ok || answer.count == 0) {
		suggest_free(answer.suggestion, answer.count);
		answer.suggestion = NULL;
		answer.count = 0;
	}
	*suggestion = answer.suggestion;
	*count = answer.count;
	return ok;
}

void
suggest_free(struct suggestion *suggestion, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		free(suggestion[i].text);
	free(suggestion);
}
