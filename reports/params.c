/*
 * reports/params.c: the parameters of a report: read, defaulted, shown
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "reports/params.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/mem.h"
#include "reports/select.h"

static bool
unknown_value(const struct reportdef *def, const char *name, struct err *err)
{
	struct buf list = BUF_INIT;
	size_t i;

	for (i = 0; i < def->param_count; i++)
		buf_addf(&list, " %s（%s）", def->param[i].name, def->param[i].label);
	err_set(err, ERR_INPUT, "报表 %s 没有参数“%s”。可用的参数：%s", def->name,
	    name, list.len == 0 ? "（无）" : buf_str(&list));
	buf_clear(&list);
	return false;
}

static bool
is_type(const struct paramdef *param, const char *word)
{
	size_t n = strlen(word);

	return strncmp(param->type, word, n) == 0 &&
	    (param->type[n] == '\0' || param->type[n] == ' ');
}

static bool
read_code(struct store *store, const struct paramdef *param, const char *text,
    char **value, struct err *err)
{
	const struct codetable *table = catalog_codes(store_catalog(store),
	    param->type + strlen("code "), err);
	const struct code *code;
	struct buf list = BUF_INIT;
	size_t i;

	if (table == NULL)
		return false;
	code = codetable_code(table, text);
	if (code == NULL)
		code = codetable_spelling(table, text, NULL);
	if (code != NULL) {
		*value = mem_text(code->code);
		return true;
	}
	for (i = 0; i < table->count; i++)
		buf_addf(&list, " %s", table->code[i].label);
	err_set(err, ERR_INPUT, "“%s”不在代码表%s里，可用的有：%s", text,
	    table->title, buf_str(&list));
	buf_clear(&list);
	return false;
}

static bool
read_value(struct store *store, const struct paramdef *param, const char *text,
    char **value, struct err *err)
{
	char iso[DATE_SIZE], *end;
	int date;

	if (is_type(param, "date")) {
		if (!date_read(text, date_today(), &date, err))
			return false;
		*value = mem_text(date_print(date, iso));
		return true;
	}
	if (is_type(param, "code"))
		return read_code(store, param, text, value, err);
	if (is_type(param, "yesno"))
		text = strcmp(text, "是") == 0 ? "1" :
		    strcmp(text, "否") == 0 ? "0" : text;
	if (params_number(param)) {
		strtoll(text, &end, 10);
		if (end == text || *end != '\0')
			return err_set(err, ERR_INPUT, "“%s”不是%s", text,
			    is_type(param, "int") ? "整数" : "“是”或“否”");
	}
	*value = mem_text(text);
	return true;
}

static bool
take_given(struct store *store, const struct reportdef *def,
    const struct report_value *given, char **value, struct err *err)
{
	size_t i;

	for (i = 0; i < def->param_count; i++)
		if (strcmp(def->param[i].name, given->name) == 0)
			break;
	if (i == def->param_count)
		return unknown_value(def, given->name, err);
	free(value[i]);
	value[i] = NULL;
	if (!read_value(store, &def->param[i], given->value, &value[i], err))
		return err_wrap(err, "参数 %s（%s）：", def->param[i].name,
		    def->param[i].label);
	return true;
}

char **
params_read(struct store *store, const struct reportdef *def,
    const struct report_value *given, size_t count, struct err *err)
{
	char **value = mem_new((def->param_count + 1) * sizeof(*value));
	const struct paramdef *param;
	bool ok = true;
	size_t i;

	for (i = 0; ok && i < count; i++)
		ok = take_given(store, def, &given[i], value, err);
	for (i = 0; ok && i < def->param_count; i++) {
		param = &def->param[i];
		if (value[i] == NULL && param->initial != NULL &&
		    !select_expression(store, param->initial, &value[i], err))
			ok = err_wrap(err, "%s:%d：", def->file, param->line);
	}
	if (ok)
		return value;
	params_free(def, value);
	return NULL;
}

void
params_free(const struct reportdef *def, char **value)
{
	size_t i;

	if (value == NULL)
		return;
	for (i = 0; i < def->param_count; i++)
		free(value[i]);
	free(value);
}

bool
params_number(const struct paramdef *param)
{
	return is_type(param, "int") || is_type(param, "yesno");
}

const char *
params_shown(struct store *store, const struct paramdef *param, const char *value)
{
	const struct codetable *table;
	const struct code *code = NULL;

	if (is_type(param, "yesno"))
		return strcmp(value, "0") == 0 ? "否" : "是";
	if (is_type(param, "code")) {
		table = catalog_codes(store_catalog(store),
		    param->type + strlen("code "), NULL);
		if (table != NULL)
			code = codetable_code(table, value);
	}
	return code == NULL ? value : code->label;
}
