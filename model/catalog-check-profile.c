/*
 * model/catalog-check-profile.c: import profiles against the forms they fill
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/catalog-check.h"

#include <stdlib.h>
#include <string.h>

/* The words of `match`, and the properties that the importer reads. */
static const char *const match_words[] = {
	"id_card", "name", "name+birth+village", "number",
};
static const char *const extra_keys[] = {
	"common", "ended", "groups", "kept", "lines", "links", "own", "person", "sign", "source",
	"sum", "systems", "yesno",
};
static const char *const person_words[] = { "make", "must", "none" };

static bool
among(const char *word, const char *const *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(list[i], word) == 0)
			return true;
	return false;
}

static bool
not_among(const struct profiledef *profile, int line, const char *what, const char *word,
    const char *const *list, size_t count, struct err *err)
{
	struct buf known = BUF_INIT;

	names_join(&known, list, count);
	err_set(err, ERR_DATA, "%s:%d：%s 不能是“%.60s”，请改为：%s", profile->file, line,
	    what, word, buf_str(&known));
	buf_clear(&known);
	return false;
}

/* Calls each for every blank-separated word. */
static bool
each_word(const char *text, bool (*each)(void *arg, const char *word, struct err *err),
    void *arg, struct err *err)
{
	size_t len;
	char *word;
	bool ok = true;

	for (; ok && *text != '\0'; text += len) {
		text += strspn(text, " \t\n,");
		len = strcspn(text, " \t\n,");
		if (len == 0)
			continue;
		word = mem_textn(text, len);
		ok = each(arg, word, err);
		free(word);
	}
	return ok;
}

static bool
check_match_word(void *arg, const char *word, struct err *err)
{
	const struct profiledef *profile = arg;
	const size_t count = sizeof(match_words) / sizeof(match_words[0]);

	return among(word, match_words, count) || not_among(profile, profile->line, "match",
	    word, match_words, count, err);
}

/* "visit.answers trigger" */
static bool
check_links(struct catalog *catalog, const struct profiledef *profile,
    const struct def_pair *pair, struct err *err)
{
	const char *dot = strchr(pair->value, '.');
	size_t rest = strcspn(pair->value, " \t\n");
	char *form, *blank, *target;
	const struct formdef *def = NULL, *other = NULL;
	const struct fielddef *field = NULL;
	bool ok;

	if (dot == NULL || rest < (size_t)(dot - pair->value) + 2)
		return err_set(err, ERR_DATA, "%s:%d：links 应写成：表.栏目 表，请改正“%s”",
		    profile->file, pair->line, pair->value);
	form = mem_textn(pair->value, (size_t)(dot - pair->value));
	blank = mem_textn(dot + 1, rest - (size_t)(dot - pair->value) - 1);
	target = mem_text(pair->value + rest + strspn(pair->value + rest, " \t\n"));
	ok = check_form(catalog, form, profile->file, pair->line, &def, err) &&
	    check_blank(def, blank, profile->file, pair->line, &field, err) &&
	    check_form(catalog, target, profile->file, pair->line, &other, err);
	if (ok && (field->target == NULL || strcmp(field->target, target) != 0))
		ok = err_set(err, ERR_DATA, "%s:%d：栏目“%s.%s”不是指向“%s”的 ref 或 refs，"
		    "请改正 links", profile->file, pair->line, form, blank, target);
	free(form);
	free(blank);
	free(target);
	return ok;
}

/* The systems whose numbers may stand in code tables and files. */
struct naming {
	struct catalog	*catalog;
	const char	*file;
	int		 line;
};

static bool
check_system(void *arg, const char *word, struct err *err)
{
	const struct naming *naming = arg;
	const struct codetable *systems;
	const char **known;
	struct buf list = BUF_INIT;
	size_t i;

	if (!check_codes(naming->catalog, "code_system", naming->file, naming->line, &systems,
	    err))
		return false;
	if (codetable_code(systems, word) != NULL)
		return true;
	known = mem_resize(NULL, systems->count, sizeof(*known));
	for (i = 0; i < systems->count; i++)
		known[i] = systems->code[i].code;
	names_join(&list, known, systems->count);
	free(known);
	err_set(err, ERR_DATA, "%s:%d：没有“%.40s”这套编码，请从 code_system 的里面选：%s",
	    naming->file, naming->line, word, buf_str(&list));
	buf_clear(&list);
	return false;
}

static bool
check_yesno(struct catalog *catalog, const struct profiledef *profile,
    const struct def_pair *pair, struct err *err)
{
	const struct codetable *table;
	size_t i;

	if (!check_codes(catalog, pair->value, profile->file, pair->line, &table, err))
		return false;
	for (i = 0; i < table->count; i++)
		if (strcmp(table->code[i].code, "1") != 0 && strcmp(table->code[i].code, "0") != 0)
			return err_set(err, ERR_DATA, "%s:%d：yesno 的代码表只能有 1 和 0，"
			    "请改正“%s”", profile->file, pair->line, pair->value);
	return true;
}

static bool
check_extras(struct catalog *catalog, const struct profiledef *profile, struct err *err)
{
	const size_t keys = sizeof(extra_keys) / sizeof(extra_keys[0]);
	const size_t words = sizeof(person_words) / sizeof(person_words[0]);
	const struct def_pair *pair;
	const struct formdef *period;
	const struct fielddef *ended;
	size_t i;

	for (i = 0; i < profile->extra_count; i++) {
		pair = &profile->extra[i];
		if (!among(pair->key, extra_keys, keys))
			return not_among(profile, pair->line, "导入对照的键", pair->key,
			    extra_keys, keys, err);
		if (strcmp(pair->key, "person") == 0 && !among(pair->value, person_words, words))
			return not_among(profile, pair->line, "person", pair->value,
			    person_words, words, err);
		if (strcmp(pair->key, "ended") == 0 && (!check_form(catalog, "period",
		    profile->file, pair->line, &period, err) || !check_blank(period,
		    pair->value, profile->file, pair->line, &ended, err)))
			return false;
		if (strcmp(pair->key, "links") == 0 &&
		    !check_links(catalog, profile, pair, err))
			return false;
		if (strcmp(pair->key, "systems") == 0 && !each_word(pair->value, check_system,
		    &(struct naming){ catalog, profile->file, pair->line }, err))
			return false;
		if (strcmp(pair->key, "yesno") == 0 &&
		    !check_yesno(catalog, profile, pair, err))
			return false;
	}
	return true;
}

static bool
check_value(struct catalog *catalog, const struct profiledef *profile,
    const struct importfield *field, const struct fielddef *blank, struct err *err)
{
	const struct codetable *table;
	size_t i;

	for (i = 0; i < field->value_count; i++) {
		const char *to = field->value[i].to;

		if (blank->type == BLANK_YESNO && strcmp(to, "0") != 0 && strcmp(to, "1") != 0)
			return err_set(err, ERR_DATA, "%s:%d：栏目“%s.%s”的值只能是 1 或 0，"
			    "请改正“%s:%s”", profile->file, field->line, field->form,
			    field->field, field->value[i].from, to);
		if (blank->table == NULL)
			continue;
		if (!check_codes(catalog, blank->table, profile->file, field->line, &table, err))
			return false;
		if (*to != '\0' && codetable_code(table, to) == NULL)
			return err_set(err, ERR_DATA, "%s:%d：代码表“%s”没有代码“%s”，"
			    "请改正“%s:%s”", profile->file, field->line, table->name, to,
			    field->value[i].from, to);
	}
	return true;
}

static bool
check_form_filled(const struct profiledef *profile, const struct importfield *field,
    struct err *err)
{
	size_t i;

	/* The person is found by his blanks, whether the row fills them or not. */
	if (strcmp(field->form, "person") == 0)
		return true;
	for (i = 0; i < profile->form_count; i++)
		if (strcmp(profile->form[i], field->form) == 0)
			return true;
	return err_set(err, ERR_DATA, "%s:%d：表“%s”不在 forms 里，请加到 forms 或删去这一行",
	    profile->file, field->line, field->form);
}

static bool
check_importfield(struct catalog *catalog, const struct profiledef *profile,
    const struct importfield *field, struct err *err)
{
	const struct importfield *other;
	const struct formdef *form;
	const struct fielddef *blank;

	if (field->form == NULL)
		return true;
	for (other = profile->field; other < field; other++)
		if (other->form != NULL && strcmp(other->form, field->form) == 0 &&
		    strcmp(other->field, field->field) == 0)
			return err_set(err, ERR_DATA, "%s:%d：“%s.%s”在第%d行已经写过，"
			    "请把列头并到一行", profile->file, field->line, field->form,
			    field->field, other->line);
	if (strcmp(field->form, "source") == 0)
		return strcmp(field->field, "number") == 0 ||
		    strcmp(field->field, "record") == 0 ||
		    err_set(err, ERR_DATA, "%s:%d：source 只有 number（人员的编号）和 "
		    "record（这张表的编号），请改正“source.%s”", profile->file, field->line,
		    field->field);
	if (!check_form(catalog, field->form, profile->file, field->line, &form, err) ||
	    !check_blank(form, field->field, profile->file, field->line, &blank, err) ||
	    !check_form_filled(profile, field, err) ||
	    !check_value(catalog, profile, field, blank, err) ||
	    (field->system != NULL && !each_word(field->system, check_system,
	    &(struct naming){ catalog, profile->file, field->line }, err)))
		return false;
	if (field->from_form == NULL)
		return true;
	return check_form(catalog, field->from_form, profile->file, field->line, &form, err) &&
	    check_blank(form, field->from_field, profile->file, field->line, &blank, err);
}

/* A list is compared by a report that says whom with, and by its person and
 * period. */
static bool
check_compare(struct catalog *catalog, const struct profiledef *profile, struct err *err)
{
	const struct reportdef *report;
	const struct def_pair *whose;
	struct err why = ERR_INIT;

	if (profile->compare == NULL)
		return true;
	report = catalog_report(catalog, profile->compare, &why);
	if (report == NULL)
		return why.kind != ERR_MISSING ? err_set(err, why.kind, "%s", why.text) :
		    err_set(err, ERR_DATA, "%s:%d：%s", profile->file,
		    profile->compare_line, why.text);
	if (report->scope == NULL)
		return err_set(err, ERR_DATA, "%s:%d：报表“%s”没有 scope，不是对账单；"
		    "请在 %s 里补上 scope，或改正 compare", profile->file,
		    profile->compare_line, report->name, report->file);
	whose = def_find(profile->extra, profile->extra_count, "person");
	return whose == NULL || strcmp(whose->value, "make") == 0 || err_set(err,
	    ERR_DATA, "%s:%d：能对账的是人员名单（person = make），请删去 compare",
	    profile->file, profile->compare_line);
}

static bool
check_profile(struct catalog *catalog, const struct profiledef *profile, struct err *err)
{
	const struct formdef *form;
	size_t i;

	for (i = 0; i < profile->form_count; i++)
		if (!check_form(catalog, profile->form[i], profile->file, profile->line,
		    &form, err))
			return false;
	if (profile->match != NULL && !each_word(profile->match, check_match_word,
	    (void *)profile, err))
		return false;
	if (!check_extras(catalog, profile, err) ||
	    !check_compare(catalog, profile, err))
		return false;
	for (i = 0; i < profile->count; i++)
		if (!check_importfield(catalog, profile, &profile->field[i], err))
			return false;
	return true;
}

bool
check_profiles(struct catalog *catalog, struct err *err)
{
	const struct profiledef *profile;
	const char *const *name;
	size_t i, count = catalog_names(catalog, "profile", &name);

	for (i = 0; i < count; i++) {
		profile = catalog_profile(catalog, name[i], err);
		if (profile == NULL || !check_profile(catalog, profile, err))
			return false;
	}
	return true;
}
