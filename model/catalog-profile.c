/*
 * model/catalog-profile.c: how the columns of files from outside fill blanks
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/catalog-private.h"

#include <string.h>

static const char *const own_keys[] = { "title", "basis", "forms", "match", "compare", NULL };
static const char *const entry_keys[] = { "required", "key", "fill", "value", "from", NULL };

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
	    !making_choice(making, def_find(entry->attr, entry->count, "fill"), fill,
	    &at, err) ||
	    !from_read(making, def_find(entry->attr, entry->count, "from"), field, err) ||
	    !values_read(making, def_find(entry->attr, entry->count, "value"), field, err))
		return false;
	field->overwrite = at == 1;
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
	if (profile->form_count == 0) {
		making_error(making, section->line, err,
		    "[profile %s] 没有 forms，请加一行 forms = 一行填写的表，按先后",
		    section->name);
		return NULL;
	}
	profile->match = making_value(making, "match");
	pair = def_find(section->pair, section->pair_count, "compare");
	profile->compare = pair != NULL ? pair->value : NULL;
	profile->compare_line = pair != NULL ? pair->line : 0;
	for (; profile->count < section->entry_count; profile->count++)
		if (!field_read(making, &section->entry[profile->count],
		    &field[profile->count], err))
			return NULL;
	if (profile->count == 0) {
		making_error(making, section->line, err,
		    "[profile %s] 一列也没有，请写：表.栏目 列头 列头…", section->name);
		return NULL;
	}
	return profile;
}
