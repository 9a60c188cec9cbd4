/*
 * model/builtin.c: checks that come with a blank's type
 * SPDX-License-Identifier: Apache-2.0
 *
 * What is found here is kept with the record as a problem, never a refusal: a
 * wrong check digit may stand on the paper itself.
 */
#include "config.h"
#include "model/expr.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/idcard.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/value.h"

const char builtin_required[] = "必填，还空着";

struct builtin {
	const struct formdef *form;
	struct arena	*arena;
	const struct codetable **table;		/* by blank; NULL = no codes */
	const char	**length, **range;	/* sentences with the blank's figures */
};

static const char *
sentence(struct builtin *builtin, char *text)
{
	const char *kept = arena_text(builtin->arena, text);

	free(text);
	return kept;
}

static const char *
range_sentence(struct builtin *builtin, const struct fielddef *field)
{
	if (!field->ranged)
		return NULL;
	if (field->type == BLANK_MONEY)
		return sentence(builtin, mem_printf("应在%lld.%02lld到%lld.%02lld元之间，请核对",
		    field->least / 100, field->least % 100, field->most / 100,
		    field->most % 100));
	return sentence(builtin, mem_printf("应在%lld到%lld之间，请核对", field->least,
	    field->most));
}

struct builtin *
builtin_open(struct catalog *catalog, const struct formdef *form, struct err *err)
{
	struct builtin *builtin = mem_new(sizeof(*builtin));
	const struct fielddef *field;
	size_t i;

	builtin->form = form;
	builtin->arena = arena_new();
	builtin->table = arena_get(builtin->arena, form->count * sizeof(struct codetable *));
	builtin->length = arena_get(builtin->arena, form->count * sizeof(char *));
	builtin->range = arena_get(builtin->arena, form->count * sizeof(char *));
	for (i = 0; i < form->count; i++) {
		field = &form->field[i];
		builtin->length[i] = sentence(builtin,
		    mem_printf("超过%d个字，请删减", field->length));
		builtin->range[i] = range_sentence(builtin, field);
		if (field->table == NULL)
			continue;
		builtin->table[i] = catalog_codes(catalog, field->table, err);
		if (builtin->table[i] == NULL) {
			builtin_close(builtin);
			return NULL;
		}
	}
	return builtin;
}

void
builtin_close(struct builtin *builtin)
{
	if (builtin == NULL)
		return;
	arena_free(builtin->arena);
	free(builtin);
}

/* One or several codes, each with its days. */
static const char *
judge_codes(const struct codetable *table, const char *value, int on)
{
	const struct code *code;
	const char *end;
	char *one;

	for (; *value != '\0'; value = end + (*end == '\n')) {
		end = value + strcspn(value, "\n");
		one = mem_textn(value, (size_t)(end - value));
		code = codetable_code(table, one);
		free(one);
		if (code == NULL)
			return "代码表里没有这一项，请重选";
		if (!code_open(code, on))
			return "所选项在这张表的日期不在使用期内，请核对日期或改选";
	}
	return NULL;
}

/* 11 digits from 1 on, or 7 to 12 with an area code and an extension; words in
 * brackets behind it say whose it is. */
static bool
phone_good(const char *from, size_t len)
{
	static const char open[] = "（", shut[] = "）";
	size_t i, digits = 0, hyphens = 0;

	if (len > strlen(shut) && strncmp(from + len - strlen(shut), shut, strlen(shut)) == 0)
		for (i = 0; i < len; i++)
			if (strncmp(from + i, open, strlen(open)) == 0)
				len = i;
	for (i = 0; i < len; i++) {
		if (from[i] >= '0' && from[i] <= '9')
			digits++;
		else if (from[i] == '-' && i > 0 && i + 1 < len)
			hyphens++;
		else
			return false;
	}
	if (from[0] == '1' && hyphens == 0 && digits > 8)
		return digits == 11;
	return digits >= 7 && (digits <= 12 || (hyphens > 0 && digits <= 17)) && hyphens <= 2;
}

static const char *
judge_phone(const char *value)
{
	static const char mark[] = "、";
	const char *end;

	for (;;) {
		end = strstr(value, mark);
		if (!phone_good(value, end == NULL ? strlen(value) : (size_t)(end - value)))
			return "电话号码位数或格式不对，请核对";
		if (end == NULL)
			return NULL;
		value = end + strlen(mark);
	}
}

static const char *
judge_id_card(const char *value)
{
	enum idcard_fault fault = idcard_check(value);

	return fault == IDCARD_OK ? NULL : idcard_says(fault);
}

static const char *
judge_number(const struct builtin *builtin, size_t at, const char *value)
{
	const struct fielddef *field = &builtin->form->field[at];
	long long n;

	if (!value_stored(field, value, &n))
		return "不是数，请重填";
	if (field->ranged && (n < field->least || n > field->most))
		return builtin->range[at];
	return NULL;
}

const char *
builtin_judge(struct builtin *builtin, size_t at, const char *value, int on)
{
	const struct fielddef *field = &builtin->form->field[at];

	switch (field->type) {
	case BLANK_ID_CARD:
		return judge_id_card(value);
	case BLANK_CODE:
	case BLANK_CODES:
		return judge_codes(builtin->table[at], value, on);
	case BLANK_PHONE:
		return judge_phone(value);
	case BLANK_DATE:
		return date_parse(value) == DATE_NONE ? "没有这一天，请重填" : NULL;
	case BLANK_INT:
	case BLANK_MONEY:
		return judge_number(builtin, at, value);
	case BLANK_TEXT:
	case BLANK_NOTE:
	case BLANK_PLACE:
	case BLANK_STAFF:
	case BLANK_FILE:
		return text_length(value) > (size_t)field->length ?
		    builtin->length[at] : NULL;
	default:
		return NULL;
	}
}
