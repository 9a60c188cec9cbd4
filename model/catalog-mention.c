/*
 * model/catalog-mention.c: where a form mentions its own blanks: list, order, index
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/catalog-private.h"

#include <stdlib.h>
#include <string.h>

static bool
mention_missing(const struct making *making, const struct formdef *form,
    const struct def_pair *pair, const char *name, struct err *err)
{
	const char **known = mem_resize(NULL, form->count, sizeof(*known));
	struct buf list = BUF_INIT;
	size_t i;

	for (i = 0; i < form->count; i++)
		known[i] = form->field[i].name;
	names_join(&list, known, form->count);
	making_error(making, pair->line, err,
	    "%s 提到的“%s”不是本表的栏目，请改为：%s", pair->key, name, buf_str(&list));
	buf_clear(&list);
	free(known);
	return false;
}

static const struct fielddef *
mention(const struct making *making, const struct formdef *form,
    const struct def_pair *pair, const char *name, struct err *err)
{
	const struct fielddef *field = formdef_field(form, name);

	if (field == NULL)
		mention_missing(making, form, pair, name, err);
	return field;
}

bool
form_list(const struct making *making, struct formdef *form,
    const struct def_pair *pair, struct err *err)
{
	const struct fielddef **list;
	const char *const *word;
	size_t i, n;

	if (pair == NULL)
		return making_error(making, form->line, err,
		    "表“%s”没有 list，请加一行 list = 列表上显示的栏目", form->name);
	n = making_words(making, pair->value, "", &word);
	list = making_get(making, n, sizeof(struct fielddef *));
	for (i = 0; i < n; i++)
		if ((list[i] = mention(making, form, pair, word[i], err)) == NULL)
			return false;
	form->list = list;
	form->list_count = n;
	return true;
}

bool
form_order(const struct making *making, struct formdef *form,
    const struct def_pair *pair, struct err *err)
{
	struct form_order *order;
	const char *const *word;
	size_t i, n, count = 0;

	if (pair == NULL)
		return true;
	n = making_words(making, pair->value, ",", &word);
	order = making_get(making, n, sizeof(*order));
	for (i = 0; i < n; i++) {
		if (count > 0 && strcmp(word[i], "desc") == 0) {
			order[count - 1].descending = true;
			continue;
		}
		order[count].field = mention(making, form, pair, word[i], err);
		if (order[count].field == NULL)
			return false;
		if (fielddef_multi(order[count].field))
			return making_error(making, pair->line, err,
			    "order 不能用多选的栏目“%s”，请换一个", word[i]);
		count++;
	}
	form->order = order;
	form->order_count = count;
	return true;
}

static bool
index_line(const struct making *making, const struct formdef *form,
    const struct def_pair *pair, const char *line, const char **index,
    struct err *err)
{
	const char *const *word;
	const struct fielddef *field;
	struct buf joined = BUF_INIT;
	size_t i, n = making_words(making, line, ",", &word);

	for (i = 0; i < n; i++) {
		buf_add(&joined, i > 0 ? " " : "");
		buf_add(&joined, word[i]);
		/* The owner's columns may lead an index. */
		if (strcmp(word[i], "person") == 0 || strcmp(word[i], "period") == 0 ||
		    strcmp(word[i], "office") == 0)
			continue;
		field = formdef_field(form, word[i]);
		if (field != NULL && !fielddef_multi(field))
			continue;
		buf_clear(&joined);
		return field == NULL ? mention_missing(making, form, pair, word[i], err) :
		    making_error(making, pair->line, err,
		    "index 不能用多选的栏目“%s”，请换一个", word[i]);
	}
	*index = arena_text(making->catalog->arena, buf_str(&joined));
	buf_clear(&joined);
	return true;
}

/* One a line: several index lines, or one that goes on. */
bool
form_index(const struct making *making, struct formdef *form, struct err *err)
{
	const struct def_section *section = making->section;
	const struct def_pair *pair = section->pair;
	const char **index;
	size_t i, j, n, room = 0;

	for (i = 0; i < section->pair_count; i++)
		for (room++, j = 0; pair[i].value[j] != '\0'; j++)
			room += pair[i].value[j] == '\n';
	index = making_get(making, room, sizeof(*index));
	for (i = 0; i < section->pair_count; i++) {
		char *copy, *next, *at;

		if (strcmp(pair[i].key, "index") != 0)
			continue;
		copy = mem_text(pair[i].value);
		for (at = copy; at != NULL; at = next) {
			next = strchr(at, '\n');
			if (next != NULL)
				*next++ = '\0';
			n = form->index_count++;
			if (!index_line(making, form, &pair[i], at, &index[n], err)) {
				free(copy);
				return false;
			}
			if (*index[n] == '\0')
				form->index_count--;
		}
		free(copy);
	}
	form->index = index;
	return true;
}
