/*
 * model/catalog-field.c: one blank of a form: its line and its attributes
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/catalog-private.h"

#include <stdlib.h>
#include <string.h>

static const char *const blank_keys[] = {
	"required", "default", "shown",
	"check", "check2", "check3", "check4", "check5", "check6", "check7", "check8", "check9",
	"say", "say2", "say3", "say4", "say5", "say6", "say7", "say8", "say9",
	"stop", "stop2", "stop3", "stop4", "stop5", "stop6", "stop7", "stop8", "stop9",
	"help", "basis", "carry", "length", "unit", "search", "mask", "was", "serial", "suggest",
	"tree", "choose", "begins", "range", "since", "until", NULL
};
#define CHECKS 9

/* What a field line may have behind its type. */
enum type_argument { ARG_NOT, ARG_LENGTH, ARG_TABLE, ARG_FORM };

static const struct {
	const char	*word;
	enum type_argument argument;
	int		 length;
} types[BLANK_TYPES] = {
	[BLANK_TEXT] = { "text", ARG_LENGTH, 100 },
	[BLANK_NOTE] = { "note", ARG_LENGTH, 500 },
	[BLANK_INT] = { "int", ARG_NOT, 18 },
	[BLANK_MONEY] = { "money", ARG_NOT, 18 },
	[BLANK_DATE] = { "date", ARG_NOT, 10 },
	[BLANK_PDATE] = { "pdate", ARG_NOT, 10 },
	[BLANK_TIME] = { "time", ARG_NOT, 5 },
	[BLANK_YESNO] = { "yesno", ARG_NOT, 1 },
	[BLANK_CODE] = { "code", ARG_TABLE, 40 },
	[BLANK_CODES] = { "codes", ARG_TABLE, 40 },
	[BLANK_REF] = { "ref", ARG_FORM, 16 },
	[BLANK_REFS] = { "refs", ARG_FORM, 16 },
	[BLANK_ID_CARD] = { "id_card", ARG_NOT, 18 },
	[BLANK_PHONE] = { "phone", ARG_LENGTH, 30 },
	[BLANK_PLACE] = { "place", ARG_LENGTH, 200 },
	[BLANK_STAFF] = { "staff", ARG_LENGTH, 50 },
	[BLANK_FILE] = { "file", ARG_LENGTH, 255 },
};

static bool
type_text(enum blank_type type)
{
	return type == BLANK_TEXT || type == BLANK_NOTE || type == BLANK_PHONE ||
	    type == BLANK_PLACE || type == BLANK_STAFF || type == BLANK_FILE;
}

static bool
is_number(const char *word)
{
	return *word != '\0' && word[strspn(word, "0123456789")] == '\0';
}

/* ---- the field line ---- */
static bool
line_type(const struct making *making, int line, const char *word,
    enum blank_type *type, struct err *err)
{
	const char *known[BLANK_TYPES];
	struct buf list = BUF_INIT;
	int i;

	for (i = 0; i < BLANK_TYPES; i++) {
		known[i] = types[i].word;
		if (strcmp(types[i].word, word) == 0) {
			*type = (enum blank_type)i;
			return true;
		}
	}
	names_join(&list, known, BLANK_TYPES);
	making_error(making, line, err, "没有“%s”这种栏目，请改为：%s", word,
	    buf_str(&list));
	buf_clear(&list);
	return false;
}

/* "name type [argument] label" */
bool
field_line(const struct making *making, const struct def_entry *entry,
    struct fielddef *field, struct err *err)
{
	const char *const *word;
	size_t words = making_words(making, entry->text, "", &word), at = 2;

	if (words < 3)
		return making_error(making, entry->line, err,
		    "栏目行应写成：名称 类型 标签，请补全“%s”", entry->text);
	field->name = word[0];
	if (!making_name(making, entry->line, "栏目", word[0], err) ||
	    !line_type(making, entry->line, word[1], &field->type, err))
		return false;
	field->length = types[field->type].length;
	switch (types[field->type].argument) {
	case ARG_NOT:
		break;
	case ARG_LENGTH:
		if (is_number(word[at])) {
			field->length = atoi(word[at]);
			at++;
		}
		break;
	case ARG_TABLE:
		field->table = word[at++];
		break;
	case ARG_FORM:
		field->target = word[at++];
		break;
	}
	if (at + 1 != words)
		return making_error(making, entry->line, err, at < words ?
		    "栏目标签里不能有空格，请连写或用（），第%zu个词是“%s”" :
		    "栏目行缺少标签，请写成：名称 类型 标签（共%zu个词，最后是“%s”）",
		    at < words ? at + 2 : words, word[at < words ? at + 1 : words - 1]);
	field->label = word[at];
	if (field->length < 1 || field->length > 10000)
		return making_error(making, entry->line, err,
		    "长度应在1到10000之间，请改正“%s”", entry->text);
	return true;
}

/* ---- attributes ---- */
static const char *
attr_value(const struct def_entry *entry, const char *key)
{
	const struct def_pair *pair = def_find(entry->attr, entry->count, key);

	return pair == NULL ? NULL : pair->value;
}

static int
attr_line(const struct def_entry *entry, const char *key)
{
	const struct def_pair *pair = def_find(entry->attr, entry->count, key);

	return pair == NULL ? entry->line : pair->line;
}

/* "yes", "no", or SQL. */
static bool
attr_condition(const struct making *making, const struct def_entry *entry,
    const char *key, const char **out, struct err *err)
{
	const struct def_pair *pair = def_find(entry->attr, entry->count, key);

	if (pair == NULL || strcmp(pair->value, "no") == 0)
		return true;
	if (strcmp(pair->value, "yes") != 0)
		return making_sql(making, pair, out, err);
	*out = "1";
	return true;
}

/* check, say and stop of the same number. */
static bool
attr_checks(const struct making *making, const struct def_entry *entry,
    struct fielddef *field, struct err *err)
{
	struct formcheck *check = making_get(making, CHECKS, sizeof(*check));
	const struct def_pair *expr, *say, *stop;
	char key[3][8] = { "check", "say", "stop" };
	int n, i;

	field->check = check;
	for (n = 1; n <= CHECKS; n++) {
		for (i = 0; n > 1 && i < 3; i++) {
			size_t len = strcspn(key[i], "123456789");

			key[i][len] = (char)('0' + n);
			key[i][len + 1] = '\0';
		}
		expr = def_find(entry->attr, entry->count, key[0]);
		say = def_find(entry->attr, entry->count, key[1]);
		stop = def_find(entry->attr, entry->count, key[2]);
		if (expr == NULL && (say != NULL || stop != NULL))
			return making_error(making, say != NULL ? say->line : stop->line,
			    err, "“%s”没有对应的 %s，请补上或改序号",
			    say != NULL ? key[1] : key[2], key[0]);
		if (expr == NULL)
			continue;
		if (say == NULL || *say->value == '\0')
			return making_error(making, expr->line, err,
			    "%s 没有说明，请加一行 %s = 不符合时给人看的话",
			    key[0], key[1]);
		if (!making_sql(making, expr, &check[field->check_count].expr, err))
			return false;
		check[field->check_count].say = say->value;
		check[field->check_count].line = expr->line;
		if (!making_yes(making, stop, &check[field->check_count].stop, err))
			return false;
		field->check_count++;
	}
	return true;
}

/* A whole number, or for money yuan with up to two decimals, kept in fen. */
static bool
range_number(const char *word, bool money, long long *out)
{
	bool minus = *word == '-';
	long long n = 0;
	int decimals = -1;

	for (word += minus; *word != '\0'; word++) {
		if (*word == '.' && money && decimals < 0) {
			decimals = 0;
			continue;
		}
		if (*word < '0' || *word > '9' || n > 100000000000000LL ||
		    (decimals >= 0 && ++decimals > 2))
			return false;
		n = n * 10 + (*word - '0');
	}
	for (decimals = decimals < 0 ? 0 : decimals; money && decimals < 2; decimals++)
		n *= 10;
	*out = minus ? -n : n;
	return true;
}

static bool
attr_range(const struct making *making, const struct def_entry *entry,
    struct fielddef *field, struct err *err)
{
	const struct def_pair *pair = def_find(entry->attr, entry->count, "range");
	bool money = field->type == BLANK_MONEY;
	const char *const *word;

	if (pair == NULL)
		return true;
	if (!money && field->type != BLANK_INT)
		return making_error(making, pair->line, err,
		    "range 只用于 int 和 money，请删去或改用 check");
	if (making_words(making, pair->value, "", &word) != 2 ||
	    !range_number(word[0], money, &field->least) ||
	    !range_number(word[1], money, &field->most) || field->least > field->most)
		return making_error(making, pair->line, err,
		    "range 应写成：最小 最大（如 0 100），请改正“%s”", pair->value);
	field->ranged = true;
	return true;
}

static bool
attr_kinds(const struct making *making, const struct def_entry *entry,
    struct fielddef *field, struct err *err)
{
	static const char *const search[] = { "name", "id_card", "phone", "place", NULL };
	static const char *const mask[] = { "id_card", "phone", "name", NULL };
	const struct def_pair *serial = def_find(entry->attr, entry->count, "serial");
	const struct def_pair *length = def_find(entry->attr, entry->count, "length");
	int at = -1;

	if (!making_choice(making, def_find(entry->attr, entry->count, "search"),
	    search, &at, err))
		return false;
	field->search = (enum blank_search)(at + 1);
	at = -1;
	if (!making_choice(making, def_find(entry->attr, entry->count, "mask"),
	    mask, &at, err))
		return false;
	field->mask = (enum blank_mask)(at + 1);
	if (length != NULL && !type_text(field->type))
		return making_error(making, length->line, err,
		    "length 只用于文字栏目，请删去");
	if (!making_int(making, length, 1, 10000, &field->length, err))
		return false;
	if (serial == NULL)
		return true;
	if (field->type != BLANK_TEXT || serial->value[0] != 'A' ||
	    strspn(serial->value + 1, "0") != strlen(serial->value + 1) ||
	    strlen(serial->value) < 4 || strlen(serial->value) > 12)
		return making_error(making, serial->line, err,
		    "serial 只用于 text，写成 A000000 的样子（站号字母和 3 到 11 位数字），"
		    "请改正“%s”", serial->value);
	field->serial = serial->value;
	return true;
}

bool
field_attrs(const struct making *making, const struct def_entry *entry,
    struct fielddef *field, struct err *err)
{
	if (!making_known(making, entry->attr, entry->count, blank_keys, NULL, err) ||
	    !attr_condition(making, entry, "required", &field->required, err) ||
	    !attr_condition(making, entry, "shown", &field->shown, err) ||
	    !making_sql(making, def_find(entry->attr, entry->count, "default"),
	    &field->initial, err))
		return false;
	field->required_line = attr_line(entry, "required");
	field->shown_line = attr_line(entry, "shown");
	field->initial_line = attr_line(entry, "default");
	if (field->shown != NULL && strcmp(field->shown, "1") == 0)
		field->shown = NULL;		/* shown = yes */
	field->help = attr_value(entry, "help");
	field->basis = attr_value(entry, "basis");
	field->unit = attr_value(entry, "unit");
	field->was = attr_value(entry, "was");
	return attr_checks(making, entry, field, err) &&
	    attr_kinds(making, entry, field, err) &&
	    attr_range(making, entry, field, err) &&
	    field_offers(making, entry, field, err) &&
	    making_yes(making, def_find(entry->attr, entry->count, "carry"),
	    &field->carry, err) &&
	    making_span(making, entry->attr, entry->count, &field->since,
	    &field->until, err);
}
