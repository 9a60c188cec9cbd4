/*
 * model/catalog-settings.c: what an office may choose
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/catalog-private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"

static const char *const section_keys[] = { "title", "basis", NULL };
static const char *const entry_keys[] = {
	"range", "choice", "help", "basis", NULL
};
static const char *const type_words[] = { "int", "text", "yesno", "date", "dates", NULL };

static const struct def_pair *
attribute(const struct def_entry *entry, const char *key)
{
	return def_find(entry->attr, entry->count, key);
}

static const char *
attribute_value(const struct def_entry *entry, const char *key)
{
	const struct def_pair *pair = attribute(entry, key);

	return pair == NULL ? NULL : pair->value;
}

/* "1 10" */
static bool
range_read(const struct making *making, const struct def_pair *pair,
    struct settingdef *setting, struct err *err)
{
	const char *const *word;
	struct def_pair one;

	if (pair == NULL)
		return true;
	if (strcmp(setting->type, "int") != 0 ||
	    making_words(making, pair->value, "", &word) != 2)
		return making_error(making, pair->line, err,
		    "range 只用于 int，写成：最小 最大，请改正“%s”", pair->value);
	one = *pair;
	one.value = word[0];
	if (!making_int(making, &one, -1000000, 1000000, &setting->least, err))
		return false;
	one.value = word[1];
	setting->ranged = true;
	return making_int(making, &one, setting->least, 1000000, &setting->most, err);
}

/* "day:当日 eve:前一日" */
static bool
choice_read(const struct making *making, const struct def_pair *pair,
    struct settingdef *setting, struct err *err)
{
	struct setting_choice *choice;
	const char *const *word;
	const char *colon;
	size_t i, words;

	if (pair == NULL)
		return true;
	words = making_words(making, pair->value, "", &word);
	choice = making_get(making, words, sizeof(*choice));
	for (i = 0; i < words; i++) {
		colon = strchr(word[i], ':');
		if (colon == NULL || colon == word[i] || colon[1] == '\0' ||
		    strcmp(setting->type, "text") != 0)
			return making_error(making, pair->line, err,
			    "choice 只用于 text，写成：值:名称 值:名称，请改正“%s”", word[i]);
		choice[i].value = arena_textn(making->catalog->arena, word[i],
		    (size_t)(colon - word[i]));
		choice[i].label = colon + 1;
	}
	setting->choice = choice;
	setting->choice_count = words;
	return true;
}

/* "2026-10-01 2026-10-02" */
static bool
dates_fit(const struct settingdef *setting, const char *value, struct err *err)
{
	char day[DATE_SIZE];
	size_t n;

	for (; *value != '\0'; value += n) {
		value += strspn(value, " ");
		n = strcspn(value, " ");
		if (n == 0)
			break;
		snprintf(day, sizeof(day), "%.*s", (int)(n < sizeof(day) ? n : 0), value);
		if (date_parse(day) == DATE_NONE)
			return err_set(err, ERR_INPUT, "“%s”是用空格隔开的日期，如 2026-10-01 "
			    "2026-10-02，请改正“%.*s”", setting->label, (int)(n < 40 ? n : 40), value);
	}
	return true;
}

bool
setting_fits(const struct settingdef *setting, const char *value, struct err *err)
{
	struct buf list = BUF_INIT;
	char *end;
	long n;
	size_t i;

	if (strcmp(setting->type, "int") == 0) {
		n = strtol(value, &end, 10);
		if (*value == '\0' || *end != '\0' || n < -1000000000 || n > 1000000000)
			return err_set(err, ERR_INPUT, "“%s”应是整数，请改正“%.60s”",
			    setting->label, value);
		if (setting->ranged && (n < setting->least || n > setting->most))
			return err_set(err, ERR_INPUT, "“%s”应在%d到%d之间，请改正“%ld”",
			    setting->label, setting->least, setting->most, n);
	} else if (strcmp(setting->type, "yesno") == 0) {
		if (strcmp(value, "1") != 0 && strcmp(value, "0") != 0)
			return err_set(err, ERR_INPUT, "“%s”应是 1（是）或 0（否），"
			    "请改正“%.60s”", setting->label, value);
	} else if (strcmp(setting->type, "date") == 0) {
		if (date_parse(value) == DATE_NONE)
			return err_set(err, ERR_INPUT, "“%s”应是 2025-01-31 这样的日期，"
			    "请改正“%.60s”", setting->label, value);
	} else if (strcmp(setting->type, "dates") == 0) {
		return dates_fit(setting, value, err);
	} else if (setting->choice_count > 0) {
		for (i = 0; i < setting->choice_count; i++) {
			if (strcmp(setting->choice[i].value, value) == 0) {
				buf_clear(&list);
				return true;
			}
			buf_addf(&list, "%s%s（%s）", i > 0 ? "、" : "",
			    setting->choice[i].value, setting->choice[i].label);
		}
		err_set(err, ERR_INPUT, "“%s”不能是“%.60s”，请从这些里选：%s",
		    setting->label, value, buf_str(&list));
		buf_clear(&list);
		return false;
	}
	return true;
}

static bool
setting_line(const struct making *making, const struct def_entry *entry,
    struct settingdef *setting, struct err *err)
{
	const struct catalog *catalog = making->catalog;
	struct def_pair type;
	const char *const *word;
	size_t i, words = making_words(making, entry->text, "", &word);
	int at;

	if (words != 4)
		return making_error(making, entry->line, err,
		    "设置行应写成：名称 类型 默认值 标签（没有默认值写 -），请改正“%s”",
		    entry->text);
	if (!name_good(word[0]))
		return making_error(making, entry->line, err,
		    "设置名称“%s”只能用小写字母、数字和下划线，请改名", word[0]);
	for (i = 0; i < catalog->setting_count; i++)
		if (strcmp(catalog->setting[i].name, word[0]) == 0)
			return making_error(making, entry->line, err,
			    "设置“%s”在 %s:%d 已经有了，请删去一处或改名", word[0],
			    catalog->setting[i].file, catalog->setting[i].line);
	type = (struct def_pair){ "设置的类型", word[1], entry->line };
	if (!making_choice(making, &type, type_words, &at, err))
		return false;
	setting->name = word[0];
	setting->type = word[1];
	setting->initial = strcmp(word[2], "-") == 0 ? NULL : word[2];
	setting->label = word[3];
	setting->file = making->source->source.name;
	setting->line = entry->line;
	return true;
}

/* "name type default label" with its attributes. */
static bool
setting_read(const struct making *making, const struct def_entry *entry,
    struct err *err)
{
	struct catalog *catalog = making->catalog;
	struct settingdef *setting = &catalog->setting[catalog->setting_count];
	struct err why = ERR_INIT;

	if (!setting_line(making, entry, setting, err) ||
	    !making_known(making, entry->attr, entry->count, entry_keys, NULL, err) ||
	    !range_read(making, attribute(entry, "range"), setting, err) ||
	    !choice_read(making, attribute(entry, "choice"), setting, err))
		return false;
	setting->help = attribute_value(entry, "help");
	setting->basis = attribute_value(entry, "basis");
	if (setting->initial != NULL && !setting_fits(setting, setting->initial, &why))
		return making_error(making, entry->line, err, "%s", why.text);
	catalog->setting_count++;
	return true;
}

static bool
section_read(struct catalog *catalog, const struct item *item, struct err *err)
{
	struct making making;
	const char *unused;
	size_t i;

	if (!item_open(catalog, item, &making, err) ||
	    !making_known(&making, making.section->pair, making.section->pair_count,
	    section_keys, NULL, err) || !making_title(&making, &unused, err))
		return false;
	catalog->setting = mem_resize(catalog->setting,
	    catalog->setting_count + making.section->entry_count,
	    sizeof(*catalog->setting));
	for (i = 0; i < making.section->entry_count; i++) {
		memset(&catalog->setting[catalog->setting_count], 0,
		    sizeof(*catalog->setting));
		if (!setting_read(&making, &making.section->entry[i], err))
			return false;
	}
	return true;
}

bool
settings_make(struct catalog *catalog, struct err *err)
{
	size_t i;

	if (catalog->settings_made)
		return true;
	catalog->setting_count = 0;
	for (i = 0; i < catalog->count; i++)
		if (catalog->item[i].kind == KIND_SETTINGS &&
		    !section_read(catalog, &catalog->item[i], err))
			return false;
	catalog->settings_made = true;
	return true;
}
