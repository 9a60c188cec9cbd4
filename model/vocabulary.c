/*
 * model/vocabulary.c: the words that definitions' SQL may use
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/vocabulary.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/idcard.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/rule-due.h"

/* ---- giving and taking ---- */
static void
give_int(struct word_value *out, long long number)
{
	out->kind = WORD_INT;
	out->number = number;
}

static void
give_text(struct word_value *out, char *text)
{
	if (text == NULL)
		return;
	out->kind = WORD_TEXT;
	out->text = text;
}

static void
give_date(struct word_value *out, int date)
{
	char iso[DATE_SIZE];

	if (date == DATE_NONE)
		return;
	give_text(out, mem_text(date_print(date, iso)));
}

/* A whole number that fits in an int; anything else is no number. */
static bool
take_int(const char *text, int *number)
{
	char *end;
	long n;

	errno = 0;
	n = strtol(text, &end, 10);
	if (end == text || *end != '\0' || errno != 0 || n > 4000000 || n < -4000000)
		return false;
	*number = (int)n;
	return true;
}

/* ---- days ---- */
static void
word_today(const struct db_vocabulary *words, const char *const arg[], struct word_value *out)
{
	give_date(out, date_today());
}

static void
word_add_days(const struct db_vocabulary *words, const char *const arg[], struct word_value *out)
{
	int date = date_parse(arg[0]), n, year, month, day;

	if (date == DATE_NONE || !take_int(arg[1], &n))
		return;
	date_split(date + n, &year, &month, &day);
	give_date(out, date_make(year, month, day));	/* NULL beyond year 9999 */
}

static void
word_add_months(const struct db_vocabulary *words, const char *const arg[], struct word_value *out)
{
	int date = date_parse(arg[0]), n;

	if (date == DATE_NONE || !take_int(arg[1], &n) || n > 120000 || n < -120000)
		return;
	give_date(out, date_add_months(date, n));
}

static void
word_add_workdays(const struct db_vocabulary *words, const char *const arg[], struct word_value *out)
{
	int date = date_parse(arg[0]), n;

	if (date == DATE_NONE || !take_int(arg[1], &n) || n > 10000 || n < -10000)
		return;
	give_date(out, date_add_workdays(date, n, words->holiday, words->arg));
}

/* Two dates to a number. */
static void
give_between(const char *const arg[], int (*between)(int, int), struct word_value *out)
{
	int from = date_parse(arg[0]), to = date_parse(arg[1]);

	if (from != DATE_NONE && to != DATE_NONE)
		give_int(out, between(from, to));
}

static int
days_between(int from, int to)
{
	return to - from;
}

static void
word_days_between(const struct db_vocabulary *words, const char *const arg[], struct word_value *out)
{
	give_between(arg, days_between, out);
}

/* Law 2: the one definition of lateness, for definitions too. */
static void
word_days_late(const struct db_vocabulary *words, const char *const arg[], struct word_value *out)
{
	give_between(arg, rule_days_late, out);
}

static void
word_months_between(const struct db_vocabulary *words, const char *const arg[], struct word_value *out)
{
	give_between(arg, date_months_between, out);
}

static void
word_age_on(const struct db_vocabulary *words, const char *const arg[], struct word_value *out)
{
	give_between(arg, date_age, out);
}

/* Of a whole date or of one that is only a year or a month. */
static void
word_year_of(const struct db_vocabulary *words, const char *const arg[], struct word_value *out)
{
	char year[5];
	int n;

	if (strlen(arg[0]) < 4 || (arg[0][4] != '\0' && arg[0][4] != '-'))
		return;
	memcpy(year, arg[0], 4);
	year[4] = '\0';
	if (strspn(year, "0123456789") == 4 && take_int(year, &n))
		give_int(out, n);
}

static void
word_quarter_of(const struct db_vocabulary *words, const char *const arg[], struct word_value *out)
{
	int date = date_parse(arg[0]);

	if (date != DATE_NONE)
		give_int(out, date_quarter(date));
}

static void
give_grid(const char *const arg[], int (*edge)(int, int), struct word_value *out)
{
	int date = date_parse(arg[0]), months;

	if (date == DATE_NONE || !take_int(arg[1], &months))
		return;
	if (months == 1 || months == 3 || months == 6 || months == 12)
		give_date(out, edge(date, months));
}

static void
word_period_start(const struct db_vocabulary *words, const char *const arg[], struct word_value *out)
{
	give_grid(arg, date_period_start, out);
}

static void
word_period_end(const struct db_vocabulary *words, const char *const arg[], struct word_value *out)
{
	give_grid(arg, date_period_end, out);
}

/* ---- identity numbers ---- */
static void
word_id_card_valid(const struct db_vocabulary *words, const char *const arg[], struct word_value *out)
{
	char id[IDCARD_SIZE];
	size_t n = idcard_mend(arg[0], id);

	give_int(out, n < IDCARD_SIZE && idcard_check(id) == IDCARD_OK);
}

static void
word_id_card_birth(const struct db_vocabulary *words, const char *const arg[], struct word_value *out)
{
	char id[IDCARD_SIZE];

	if (idcard_mend(arg[0], id) < IDCARD_SIZE)
		give_date(out, idcard_birth(id));
}

static void
word_id_card_sex(const struct db_vocabulary *words, const char *const arg[], struct word_value *out)
{
	char id[IDCARD_SIZE], sex[2] = "";

	if (idcard_mend(arg[0], id) < IDCARD_SIZE && (sex[0] = idcard_sex(id)) != 0)
		give_text(out, mem_text(sex));
}

/* ID numbers, phones and names, told by their looks. */
static void
word_mask(const struct db_vocabulary *words, const char *const arg[], struct word_value *out)
{
	size_t n = strlen(arg[0]), i, first;
	char *text;

	if (n == 0)
		return;
	if ((unsigned char)arg[0][0] >= 0x80) {		/* a name */
		struct buf name = BUF_INIT;

		first = text_next(arg[0], 0);
		buf_addn(&name, arg[0], first);
		buf_fill(&name, '*', (int)text_length(arg[0] + first));
		give_text(out, buf_take(&name));
		return;
	}
	text = mem_new(n + 1);
	if (n == 11 && strspn(arg[0], "0123456789") == 11) {
		memcpy(text, arg[0], n);
		for (i = 3; i < 7; i++)
			text[i] = '*';
	} else
		idcard_mask(arg[0], text);
	give_text(out, text);
}

/* ---- what the office and the catalog say ---- */
static void
word_label(const struct db_vocabulary *words, const char *const arg[], struct word_value *out)
{
	int on = arg[2] != NULL ? date_parse(arg[2]) : DATE_NONE;
	const char *label = NULL;

	if (words->label != NULL)
		label = words->label(words->arg, arg[0], arg[1], on);
	/* A code without a label is shown as it is, never as nothing. */
	give_text(out, mem_text(label != NULL ? label : arg[1]));
}

static void
word_class_of(const struct db_vocabulary *words, const char *const arg[], struct word_value *out)
{
	if (words->class_of != NULL)
		give_text(out, mem_text(words->class_of(words->arg, arg[0], arg[1])));
}

static void
word_code_in(const struct db_vocabulary *words, const char *const arg[], struct word_value *out)
{
	if (words->code_in != NULL)
		give_text(out, mem_text(words->code_in(words->arg, arg[0], arg[1], arg[2])));
}

static void
word_user(const struct db_vocabulary *words, const char *const arg[], struct word_value *out)
{
	if (words->user != NULL)
		give_text(out, mem_text(words->user(words->arg)));
}

static void
word_setting(const struct db_vocabulary *words, const char *const arg[], struct word_value *out)
{
	if (words->setting != NULL)
		give_text(out, mem_text(words->setting(words->arg, arg[0])));
}

static void
word_pinyin(const struct db_vocabulary *words, const char *const arg[], struct word_value *out)
{
	if (words->pinyin != NULL)
		give_text(out, words->pinyin(arg[0]));
}

static void
word_initials(const struct db_vocabulary *words, const char *const arg[], struct word_value *out)
{
	if (words->initials != NULL)
		give_text(out, words->initials(arg[0]));
}

const struct word vocabulary[] = {
	{ "today", 0, 0, word_today },
	{ "add_days", 2, 2, word_add_days },
	{ "add_months", 2, 2, word_add_months },
	{ "add_workdays", 2, 2, word_add_workdays },
	{ "days_between", 2, 2, word_days_between },
	{ "days_late", 2, 2, word_days_late },
	{ "months_between", 2, 2, word_months_between },
	{ "age_on", 2, 2, word_age_on },
	{ "year_of", 1, 1, word_year_of },
	{ "quarter_of", 1, 1, word_quarter_of },
	{ "period_start", 2, 2, word_period_start },
	{ "period_end", 2, 2, word_period_end },
	{ "id_card_valid", 1, 1, word_id_card_valid },
	{ "id_card_birth", 1, 1, word_id_card_birth },
	{ "id_card_sex", 1, 1, word_id_card_sex },
	{ "mask", 1, 1, word_mask },
	{ "label", 2, 3, word_label },
	{ "class_of", 2, 2, word_class_of },
	{ "code_in", 3, 3, word_code_in },
	{ "setting", 1, 1, word_setting },
	{ "user", 0, 0, word_user },
	{ "pinyin", 1, 1, word_pinyin },
	{ "initials", 1, 1, word_initials },
	{ NULL, 0, 0, NULL }
};

void
vocabulary_call(const struct word *word, const struct db_vocabulary *words,
    int n, const char *const *arg, struct word_value *out)
{
	const char *all[WORD_ARGS] = { NULL, NULL, NULL };
	int i;

	assert(n >= word->least && n <= word->most && n <= WORD_ARGS);
	out->kind = WORD_NULL;
	out->number = 0;
	out->text = NULL;
	for (i = 0; i < n; i++)
		all[i] = arg[i];
	for (i = 0; i < word->least; i++)
		if (all[i] == NULL)
			return;
	word->call(words, all, out);
}

static bool
among(const char *const *list, const char *name)
{
	for (; *list != NULL; list++)
		if (strcasecmp(*list, name) == 0)
			return true;
	return false;
}

bool
vocabulary_plain(const char *function)
{
	static const char *const plain[] = {
		"abs", "avg", "char", "coalesce", "count", "cume_dist",
		"dense_rank", "first_value", "format", "group_concat", "hex",
		"ifnull", "iif", "instr", "lag", "last_value", "lead", "length",
		"like", "likely", "lower", "ltrim", "max", "min", "nth_value",
		"ntile", "nullif", "percent_rank", "printf", "quote", "rank",
		"replace", "round", "row_number", "rtrim", "sign", "substr",
		"substring", "sum", "total", "trim", "typeof", "unicode",
		"unlikely", "upper", NULL
	};
	const struct word *word;

	for (word = vocabulary; word->name != NULL; word++)
		if (strcasecmp(word->name, function) == 0)
			return true;
	return among(plain, function);
}

bool
vocabulary_table(const char *table)
{
	static const char *const tables[] = {
		"compared", "compared_blank", "due", "office", "source_number", "standing", NULL
	};

	return among(tables, table);
}
