/*
 * model/catalog-profile.c: how the columns of files from outside fill blanks
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/catalog-private.h"

#include <string.h>

static const char *const own_keys[] = {
	"title", "basis", "forms", "match", "compare", "like", NULL
};
static const char *const entry_keys[] = {
	"required", "key", "fill", "value", "from", "system", "copied",
	NULL
};

static bool
own_key(const char *key)
{
	size_t i;

	for (i = 0; own_keys[i] != NULL; i++)
		if (strcmp(own_keys[i], key) == 0)
			return true;
	return false;
}

/* What the importer reads itself; a key stands once all the same. */
static bool
extra_read(const struct making *making, struct profiledef *profile, struct err *err)
{
	const struct def_section *section = making->section;
	struct def_pair *extra = making_get(making, section->pair_count, sizeof(*extra));
	size_t i, n;

	profile->extra = extra;
	for (i = 0; i < section->pair_count; i++) {
		for (n = 0; n < i; n++)
			if (strcmp(section->pair[n].key, section->pair[i].key) == 0)
				return making_error(making, section->pair[i].line, err,
				    "%s 在第%d行已经写过，请删去一处",
				    section->pair[i].key, section->pair[n].line);
		if (!own_key(section->pair[i].key))
			extra[profile->extra_count++] = section->pair[i];
	}
	return true;
}

/* "是:key 否:ordinary" */
static bool
values_read(const struct making *making, const struct def_pair *pair,
    struct importfield *field, struct err *err)
{
	struct import_value *value;
	const char *const *word;
	const char *colon;
	size_t i, words;

	if (pair == NULL)
		return true;
	words = making_words(making, pair->value, "", &word);
	value = making_get(making, words, sizeof(*value));
	for (i = 0; i < words; i++) {
		colon = strrchr(word[i], ':');
		if (colon == NULL || colon == word[i])
			return making_error(making, pair->line, err,
			    "value 应写成：写法:值 写法:值，请改正“%s”", word[i]);
		value[i].from = arena_textn(making->catalog->arena, word[i],
		    (size_t)(colon - word[i]));
		value[i].to = colon + 1;
	}
	field->value = value;
	field->value_count = words;
	return true;
}

/* "form.blank" into its two names; false when it is not that. */
static bool
dotted(const struct making *making, const char *text, const char **form,
    const char **blank)
{
	const char *dot = strchr(text, '.');

	if (dot == NULL || dot == text || dot[1] == '\0')
		return false;
	*form = arena_textn(making->catalog->arena, text, (size_t)(dot - text));
	*blank = dot + 1;
	return true;
}

static bool
from_read(const struct making *making, const struct def_pair *pair,
    struct importfield *field, struct err *err)
{
	if (pair == NULL || dotted(making, pair->value, &field->from_form,
	    &field->from_field))
		return true;
	return making_error(making, pair->line, err,
	    "from 应写成：表.栏目，请改正“%s”", pair->value);
}

static bool
field_read(const struct making *making, const struct def_entry *entry,
    struct importfield *field, struct err *err)
{
	static const char *const fill[] = { "blank", "overwrite", NULL };
	const char *const *word;
	size_t words = making_words(making, entry->text, "", &word);
	const struct def_pair *pair;
	int at = 0;

	field->line = entry->line;
	field->head = words > 1 ? word + 1 : NULL;
	field->head_count = words - 1;
	if (!dotted(making, word[0], &field->form, &field->field) &&
	    strcmp(word[0], "-") != 0)
		return making_error(making, entry->line, err,
		    "导入对照的一行应写成：表.栏目 列头 列头…，或“- 列头”，请改正“%s”",
		    entry->text);
	if (words < 2 && def_find(entry->attr, entry->count, "from") == NULL)
		return making_error(making, entry->line, err,
		    "“%s”没有列头，请写上外来文件里的列头", entry->text);
	if (!making_known(making, entry->attr, entry->count, entry_keys, NULL, err) ||
	    !making_yes(making, def_find(entry->attr, entry->count, "required"),
	    &field->required, err) ||
	    !making_yes(making, def_find(entry->attr, entry->count, "key"),
	    &field->key, err) ||
	    !making_yes(making, def_find(entry->attr, entry->count, "copied"),
	    &field->copied, err) ||
	    !making_choice(making, def_find(entry->attr, entry->count, "fill"), fill,
	    &at, err) ||
	    !from_read(making, def_find(entry->attr, entry->count, "from"), field, err) ||
	    !values_read(making, def_find(entry->attr, entry->count, "value"), field, err))
		return false;
	field->overwrite = at == 1;
	pair = def_find(entry->attr, entry->count, "system");
	field->system = pair == NULL ? NULL : pair->value;
	return true;
}

/* ---- a profile like another ---- */
static bool
fills_same(const struct importfield *a, const struct importfield *b)
{
	return a->form != NULL && b->form != NULL && strcmp(a->form, b->form) == 0 &&
	    strcmp(a->field, b->field) == 0;
}

/* Its own lines first, then those of the other that it does not say itself. */
static void
like_fields(const struct making *making, struct profiledef *profile,
    const struct profiledef *other)
{
	struct importfield *field = making_get(making, profile->count + other->count,
	    sizeof(*field));
	size_t i, k, own = profile->count;

	if (own > 0)
		memcpy(field, profile->field, own * sizeof(*field));
	for (i = 0; i < other->count; i++) {
		for (k = 0; k < own && !fills_same(&field[k], &other->field[i]); k++)
			;
		if (k == own)
			field[profile->count++] = other->field[i];
	}
	profile->field = field;
}

static void
like_extras(const struct making *making, struct profiledef *profile,
    const struct profiledef *other)
{
	struct def_pair *extra = making_get(making,
	    profile->extra_count + other->extra_count, sizeof(*extra));
	size_t i, own = profile->extra_count;

	if (own > 0)
		memcpy(extra, profile->extra, own * sizeof(*extra));
	for (i = 0; i < other->extra_count; i++)
		if (def_find(extra, own, other->extra[i].key) == NULL)
			extra[profile->extra_count++] = other->extra[i];
	profile->extra = extra;
}

static bool
like_other(const struct making *making, struct profiledef *profile, struct err *err)
{
	const char *like = making_value(making, "like");
	const struct profiledef *other;
	const struct item *item;
	struct making base;

	if (like == NULL)
		return true;
	item = catalog_item(making->catalog, KIND_PROFILE, like, false);
	if (item == NULL || strcmp(like, profile->name) == 0)
		return making_error(making, making->section->line, err,
		    "like 应是另一个导入对照的名称，没有“%s”", like);
	if (!item_open(making->catalog, item, &base, err))
		return false;
	if (making_value(&base, "like") != NULL)
		return making_error(making, making->section->line, err,
		    "“%s”自己就照着别的导入对照，请直接写它照的那一个", like);
	other = catalog_get(making->catalog, KIND_PROFILE, like, err);
	if (other == NULL)
		return false;
	profile->like = like;
	if (profile->form_count == 0) {
		profile->form = other->form;
		profile->form_count = other->form_count;
	}
	if (profile->match == NULL)
		profile->match = other->match;
	if (profile->compare == NULL) {
		profile->compare = other->compare;
		profile->compare_line = other->compare_line;
	}
	like_fields(making, profile, other);
	like_extras(making, profile, other);
	return true;
}

const void *
make_profile(const struct making *making, struct err *err)
{
	const struct def_section *section = making->section;
	struct profiledef *profile = making_get(making, 1, sizeof(*profile));
	struct importfield *field = making_get(making, section->entry_count, sizeof(*field));
	const struct def_pair *pair;

	profile->name = section->name;
	profile->file = making->source->source.name;
	profile->line = section->line;
	profile->field = field;
	if (!extra_read(making, profile, err) ||
	    !making_title(making, &profile->title, err))
		return NULL;
	profile->form_count = making_words(making, making_value(making, "forms"), ",",
	    &profile->form);
	profile->match = making_value(making, "match");
	pair = def_find(section->pair, section->pair_count, "compare");
	profile->compare = pair != NULL ? pair->value : NULL;
	profile->compare_line = pair != NULL ? pair->line : 0;
	for (; profile->count < section->entry_count; profile->count++)
		if (!field_read(making, &section->entry[profile->count],
		    &field[profile->count], err))
			return NULL;
	if (!like_other(making, profile, err))
		return NULL;
	if (profile->form_count == 0) {
		making_error(making, section->line, err,
		    "[profile %s] 没有 forms，请加一行 forms = 一行填写的表，按先后",
		    section->name);
		return NULL;
	}
	if (profile->count == 0) {
		making_error(making, section->line, err,
		    "[profile %s] 一列也没有，请写：表.栏目 列头 列头…", section->name);
		return NULL;
	}
	return profile;
}
