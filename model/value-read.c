/*
 * model/value-read.c: what is typed into a blank, or stands in a file
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/value.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/idcard.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/record.h"

#define CANDIDATES 8			/* told when initials are not enough */
#define ID_LENGTH (STORE_ID_SIZE - 1)

/* What is being read, and who wrote it. */
struct reading {
	struct store	*store;
	const struct fielddef *field;
	int		 on;
	const struct value_source *source;	/* NULL: a clerk at the screen */
};

/* Typed text, narrowed and trimmed; the caller's. */
static char *
tidy(const char *text)
{
	struct buf narrow = BUF_INIT;
	char *tidied;

	text_narrow(&narrow, text);
	tidied = buf_take(&narrow);
	return tidied == NULL ? mem_text("") : text_trim(tidied);
}

/* Takes a mark (any of marks, whole characters) at the end of text off. */
static void
drop_tail(char *text, const char *mark)
{
	size_t n = mark == NULL ? 0 : strlen(mark), len = strlen(text);

	if (n > 0 && len > n && strcmp(text + len - n, mark) == 0) {
		text[len - n] = '\0';
		text_trim(text);
	}
}

static bool
one_of(const char *text, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcasecmp(text, *list) == 0)
			return true;
	return false;
}

/* ---- numbers ---- */
static bool
read_int(const struct fielddef *field, char *text, char **out, struct err *err)
{
	long long n;

	drop_tail(text, field->unit);
	if (!value_number(text, 0, &n))
		return err_set(err, ERR_INPUT, "“%s”应填整数，请改正“%.40s”",
		    field->label, text);
	if (field->ranged && (n < field->least || n > field->most))
		return err_set(err, ERR_INPUT, "“%s”应在%lld到%lld之间，请改正%lld",
		    field->label, field->least, field->most, n);
	*out = mem_printf("%lld", n);
	return true;
}

static bool
read_money(const struct fielddef *field, char *text, char **out, struct err *err)
{
	static const char *const sign[] = { "￥", "¥" };
	char *least, *most;
	long long fen;
	size_t i, len = strlen(text), wan = strlen("万");
	bool tens;

	for (i = 0; i < 2; i++)
		if (strncmp(text, sign[i], strlen(sign[i])) == 0) {
			text += strlen(sign[i]);
			len = strlen(text);
		}
	drop_tail(text, field->unit);
	drop_tail(text, "元");
	len = strlen(text);
	tens = len > wan && strcmp(text + len - wan, "万") == 0;
	if (tens)
		text[len - wan] = '\0';
	/* 1.25万 has its decimals in 万: six places make fen of it. */
	if (!value_number(text, tens ? 6 : 2, &fen))
		return err_set(err, ERR_INPUT,
		    "“%s”应填金额（元，最多两位小数），请改正“%.40s”", field->label, text);
	if (field->ranged && (fen < field->least || fen > field->most)) {
		least = value_money(field->least);
		most = value_money(field->most);
		err_set(err, ERR_INPUT, "“%s”应在%s到%s元之间，请改正“%.40s”",
		    field->label, least, most, text);
		free(least);
		free(most);
		return false;
	}
	*out = value_money(fen);
	return true;
}

static bool
read_yesno(const struct fielddef *field, const char *text, char **out, struct err *err)
{
	static const char *const yes[] = {
		"是", "有", "1", "y", "yes", "对", "√", "✓", NULL
	};
	static const char *const no[] = {
		"否", "无", "0", "n", "no", "不是", "没有", "×", NULL
	};

	if (!one_of(text, yes) && !one_of(text, no))
		return err_set(err, ERR_INPUT,
		    "“%s”应填 是 或 否（y、n，1、0，有、无也可），请改正“%.40s”",
		    field->label, text);
	*out = mem_text(one_of(text, yes) ? "1" : "0");
	return true;
}

/* "9:30" "0930" "930" "9.30" "9时30分" "9点" */
static bool
read_time(const struct fielddef *field, const char *text, char **out, struct err *err)
{
	int part[2] = { 0, 0 }, n = 0, digits = 0;
	int hour = strspn(text, "0123456789") == 3 ? 1 : 2;	/* digits of it */
	const char *p;

	for (p = text; *p != '\0' && n < 2 && digits < 5; ) {
		if (isdigit((unsigned char)*p)) {
			if (++digits > hour && n == 0) {	/* 0930, not 9:30 */
				n = 1;
				digits = 1;
			}
			if (n == 1 && digits > 2)
				break;
			part[n] = part[n] * 10 + (*p++ - '0');
			continue;
		}
		if (digits == 0)
			break;
		if (strncmp(p, "分", strlen("分")) == 0 && n == 1) {
			p += strlen("分");
			break;
		}
		if (strncmp(p, "时", strlen("时")) == 0 || strncmp(p, "点", strlen("点")) == 0)
			p += strlen("时");
		else if (*p == ':' || *p == '.')
			p++;
		else
			break;
		n++;
		digits = 0;
	}
	if (n == 2 && strlen(p) == 2)		/* seconds, as spreadsheets write */
		p += strspn(p, "0123456789");
	if (*text == '\0' || *p != '\0' || part[0] > 23 || part[1] > 59)
		return err_set(err, ERR_INPUT, "“%s”应填时间，如 9:30 或 0930，请改正“%.40s”",
		    field->label, text);
	*out = mem_printf("%02d:%02d", part[0], part[1]);
	return true;
}

static bool
read_date(const struct fielddef *field, const char *text, char **out, struct err *err)
{
	char iso[DATE_SIZE];
	int date;

	if (field->type == BLANK_PDATE) {
		if (!date_read_partial(text, date_today(), iso, err))
			return err_wrap(err, "“%s”：", field->label);
	} else {
		if (!date_read(text, date_today(), &date, err))
			return err_wrap(err, "“%s”：", field->label);
		date_print(date, iso);
	}
	*out = mem_text(iso);
	return true;
}

/* ---- texts ---- */
/* A line has no line ends; a note keeps its own. */
static char *
read_text(const struct fielddef *field, const char *text)
{
	char *copy = mem_text(text), *to = copy, *p;

	for (p = copy; *p != '\0'; p++) {
		if (*p == '\r') {
			if (p[1] == '\n')
				continue;
			*p = '\n';
		}
		*to++ = (char)(*p == '\n' && field->type != BLANK_NOTE ? ' ' : *p);
	}
	*to = '\0';
	return text_trim(copy);
}

static bool
read_id_card(const struct fielddef *field, const char *text, char **out, struct err *err)
{
	char id[IDCARD_SIZE];
	size_t length = idcard_mend(text, id);

	if (length >= IDCARD_SIZE || idcard_check(id) == IDCARD_SCIENCE)
		return err_set(err, ERR_INPUT, "“%s”%s，请照证件改正“%.40s”", field->label,
		    length >= IDCARD_SIZE ? "超过18位" : idcard_says(IDCARD_SCIENCE), text);
	*out = mem_text(id);
	return true;
}

static bool
read_phone(const struct fielddef *field, const char *text, char **out, struct err *err)
{
	*out = value_phones(text);
	return *out != NULL || err_set(err, ERR_INPUT,
	    "“%s”应填电话号码，请改正“%.40s”；没有电话的请空着并注明原因",
	    field->label, text);
}

/* ---- codes ---- */
static bool
code_ambiguous(const struct fielddef *field, const struct codetable *table,
    const char *text, int on, struct err *err)
{
	struct buf list = BUF_INIT;
	size_t i, n = 0;

	for (i = 0; i < table->count && n < CANDIDATES; i++)
		if (table->code[i].initials != NULL && code_open(&table->code[i], on) &&
		    strcasecmp(table->code[i].initials, text) == 0)
			buf_addf(&list, "%s%zu %s", n++ > 0 ? "、" : "", i + 1,
			    table->code[i].label);
	err_set(err, ERR_INPUT, "“%s”的“%.40s”有几项：%s；请键入序号", field->label,
	    text, buf_str(&list));
	buf_clear(&list);
	return false;
}

void
value_code_unknown(const struct fielddef *field, const struct codetable *table,
    const char *text, struct err *err)
{
	struct buf list = BUF_INIT;
	size_t i;

	for (i = 0; i < table->count && i < 2 * CANDIDATES; i++)
		buf_addf(&list, "%s%zu %s", i > 0 ? "、" : "", i + 1, table->code[i].label);
	err_set(err, ERR_INPUT, "“%s”没有“%.40s”这一项，请从这些里选：%s%s", field->label,
	    text, buf_str(&list), i < table->count ? " 等" : "");
	buf_clear(&list);
}

/* Code, label or spelling; the number on screen; initials that one open code
 * alone has.  A code that is closed is taken: the record then has a problem. */
static const struct code *
code_read(const struct fielddef *field, const struct codetable *table,
    const char *text, int on, struct err *err)
{
	const struct code *code = codetable_spelling(table, text, NULL), *found = NULL;
	size_t i, hits = 0;
	char *end;
	long at;

	if (code != NULL)
		return code;
	at = strtol(text, &end, 10);
	if (*text != '\0' && *end == '\0' && at >= 1 && (size_t)at <= table->count)
		return &table->code[at - 1];
	for (i = 0; i < table->count; i++)
		if (table->code[i].initials != NULL && code_open(&table->code[i], on) &&
		    strcasecmp(table->code[i].initials, text) == 0) {
			found = &table->code[i];
			hits++;
		}
	if (hits == 1)
		return found;
	if (hits > 1) {
		code_ambiguous(field, table, text, on, err);
		return NULL;
	}
	value_code_unknown(field, table, text, err);
	return NULL;
}

static const struct code *
code_of(const struct reading *reading, const struct codetable *table, const char *text,
    struct err *err)
{
	if (reading->source == NULL)
		return code_read(reading->field, table, text, reading->on, err);
	return value_code_taken(store_catalog(reading->store), reading->field, table, text,
	    reading->source, err);
}

static bool
read_code(const struct reading *reading, const char *text, char **out, struct err *err)
{
	const struct codetable *table = catalog_codes(store_catalog(reading->store),
	    reading->field->table, err);
	const struct code *code;

	if (table == NULL || (code = code_of(reading, table, text, err)) == NULL)
		return false;
	*out = mem_text(code->code);
	return true;
}

/* Where a list of several goes on: blanks, commas, 、; and line ends. */
static size_t
list_mark(const char *p)
{
	static const char *const mark[] = { " ", "\t", "\n", ",", ";", "、", "，", "；", "/" };
	size_t i;

	for (i = 0; i < sizeof(mark) / sizeof(mark[0]); i++)
		if (strncmp(p, mark[i], strlen(mark[i])) == 0)
			return strlen(mark[i]);
	return 0;
}

/* Calls each for every part of a list. */
static bool
list_each(const char *text, bool (*each)(void *arg, const char *part, struct err *err),
    void *arg, struct err *err)
{
	const char *from, *p = text;
	char *part;
	bool ok = true;

	while (ok && *p != '\0') {
		if (list_mark(p) > 0) {
			p += list_mark(p);
			continue;
		}
		for (from = p; *p != '\0' && list_mark(p) == 0; p++)
			;
		part = mem_textn(from, (size_t)(p - from));
		ok = each(arg, part, err);
		free(part);
	}
	return ok;
}

struct chosen {
	const struct reading *reading;
	const struct codetable *table;
	bool	*has;
};

static bool
choose(void *arg, const char *part, struct err *err)
{
	struct chosen *chosen = arg;
	const struct code *code = code_of(chosen->reading, chosen->table, part, err);

	if (code == NULL)
		return false;
	chosen->has[code - chosen->table->code] = true;
	return true;
}

/* Several codes, in the order of their table. */
static bool
read_codes(const struct reading *reading, const char *text, char **out, struct err *err)
{
	struct chosen chosen = { .reading = reading };
	struct buf all = BUF_INIT;
	const struct code *whole;
	size_t i;
	bool ok;

	chosen.table = catalog_codes(store_catalog(reading->store), reading->field->table,
	    err);
	if (chosen.table == NULL)
		return false;
	chosen.has = mem_new(chosen.table->count * sizeof(bool));
	/* A label may itself hold a mark: the whole text comes first. */
	whole = codetable_spelling(chosen.table, text, NULL);
	if (whole != NULL)
		chosen.has[whole - chosen.table->code] = true;
	ok = whole != NULL || list_each(text, choose, &chosen, err);
	for (i = 0; ok && i < chosen.table->count; i++)
		if (chosen.has[i])
			buf_addf(&all, "%s%s", all.len > 0 ? "\n" : "",
			    chosen.table->code[i].code);
	free(chosen.has);
	if (ok)
		*out = buf_take(&all);
	buf_clear(&all);
	return ok;
}

/* ---- references ---- */
struct referred {
	struct store	*store;
	const struct fielddef *field;
	struct buf	 all;
};

static bool
refer(void *arg, const char *part, struct err *err)
{
	struct referred *referred = arg;
	const struct fielddef *field = referred->field;
	const char *value[1] = { part };
	long long there = 0;
	char *sql;
	bool ok;

	if (strlen(part) != ID_LENGTH)
		return err_set(err, ERR_INPUT, "“%s”要从已有的记录里选，不能键入“%.40s”",
		    field->label, part);
	sql = mem_printf("SELECT 1 FROM main.\"%s\" WHERE id = ?1 AND removed IS NULL",
	    field->target);
	ok = db_int(store_db(referred->store), sql, value, 1, 0, &there, err);
	free(sql);
	if (!ok)
		return false;
	if (there == 0)
		return err_set(err, ERR_INPUT, "“%s”所指的记录不在了，请重选", field->label);
	if (strstr(buf_str(&referred->all), part) == NULL)
		buf_addf(&referred->all, "%s%s", referred->all.len > 0 ? "\n" : "", part);
	return true;
}

static bool
read_refs(struct store *store, const struct fielddef *field, const char *text,
    char **out, struct err *err)
{
	struct referred referred = { store, field, BUF_INIT };
	bool ok = list_each(text, refer, &referred, err);

	if (ok && field->type == BLANK_REF && strchr(buf_str(&referred.all), '\n') != NULL)
		ok = err_set(err, ERR_INPUT, "“%s”只能选一条记录", field->label);
	if (ok)
		*out = buf_take(&referred.all);
	buf_clear(&referred.all);
	return ok;
}

/* ---- reading ---- */
static bool
read_yesno_of(const struct reading *reading, const char *text, char **out, struct err *err)
{
	if (reading->source != NULL && value_yesno_taken(store_catalog(reading->store),
	    reading->field, text, reading->source, out))
		return true;
	return read_yesno(reading->field, text, out, err);
}

/* Texts that may name something. */
static bool
read_words(const struct reading *reading, const char *text, char *tidied, char **out,
    struct err *err)
{
	const struct fielddef *field = reading->field;
	bool clerk = reading->source == NULL;

	if (field->type == BLANK_TEXT && field->tree != NULL)
		return value_read_node(reading->store, field, tidied, reading->on, clerk,
		    out, err);
	*out = read_text(field, text);
	return field->suggest == NULL || !clerk ||
	    value_read_offers(reading->store, field, reading->on, out, err);
}

static bool
read_tidied(const struct reading *reading, const char *text, char *tidied, char **out,
    struct err *err)
{
	const struct fielddef *field = reading->field;

	switch (field->type) {
	case BLANK_INT:
		return read_int(field, tidied, out, err);
	case BLANK_MONEY:
		return read_money(field, tidied, out, err);
	case BLANK_DATE:
	case BLANK_PDATE:
		return read_date(field, tidied, out, err);
	case BLANK_TIME:
		return read_time(field, tidied, out, err);
	case BLANK_YESNO:
		return read_yesno_of(reading, tidied, out, err);
	case BLANK_CODE:
		return read_code(reading, tidied, out, err);
	case BLANK_CODES:
		return read_codes(reading, tidied, out, err);
	case BLANK_REF:
	case BLANK_REFS:
		return read_refs(reading->store, field, tidied, out, err);
	case BLANK_ID_CARD:
		return read_id_card(field, tidied, out, err);
	case BLANK_PHONE:
		return read_phone(field, tidied, out, err);
	case BLANK_TEXT:
	case BLANK_NOTE:
	case BLANK_PLACE:
	case BLANK_STAFF:
	case BLANK_FILE:
	case BLANK_TYPES:
		break;
	}
	return read_words(reading, text, tidied, out, err);
}

/* Nothing but blanks is an empty blank: *out is NULL. */
static bool
read_all(struct reading *reading, const char *text, char **out, struct err *err)
{
	char *tidied = tidy(text);
	bool ok = true;

	*out = NULL;
	if (reading->on == DATE_NONE)
		reading->on = date_today();
	if (*tidied != '\0')
		ok = read_tidied(reading, text, tidied, out, err);
	free(tidied);
	if (ok && *out != NULL && **out == '\0') {
		free(*out);
		*out = NULL;
	}
	return ok;
}

bool
value_read(struct store *store, const struct fielddef *field, const char *text, int on,
    char **out, struct err *err)
{
	struct reading reading = { store, field, on, NULL };

	return read_all(&reading, text, out, err);
}

bool
value_taken(struct store *store, const struct fielddef *field, const char *text, int on,
    const struct value_source *source, char **out, struct err *err)
{
	struct reading reading = { store, field, on, source };

	return read_all(&reading, text, out, err);
}
