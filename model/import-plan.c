/*
 * model/import-plan.c: a profile put on the columns of one file
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/import-private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/def.h"
#include "base/mem.h"
#include "model/table-choice.h"

const char *
plan_extra(const struct profiledef *profile, const char *key)
{
	const struct def_pair *pair;

	pair = def_find(profile->extra, profile->extra_count, key);
	return pair != NULL ? pair->value : NULL;
}

static bool
plan_error(const struct profiledef *profile, int line, struct err *err,
    const char *what, const char *word)
{
	return err_set(err, ERR_DATA, "%s:%d：导入对照 %s：%s“%s”；请改正后用 "
	    "check --definitions 复查", profile->file, line, profile->name, what,
	    word);
}

static size_t
slot_of(const struct import_plan *plan, const char *form)
{
	size_t i;

	for (i = 0; i < plan->form_count; i++)
		if (strcmp(plan->form[i].form->name, form) == 0)
			return i;
	return PLAN_NONE;
}

/* "form.blank" to a form and its blank. */
static bool
find_blank(const struct import_plan *plan, const char *form, const char *name,
    int line, const struct formdef **form_out, const struct fielddef **out,
    struct err *err)
{
	*form_out = catalog_form(store_catalog(plan->store), form, err);
	if (*form_out == NULL)
		return false;
	*out = formdef_field(*form_out, name);
	if (*out == NULL)
		return plan_error(plan->profile, line, err, "表里没有这个栏目：", name);
	return true;
}

static const struct fielddef *
first_date(const struct formdef *form)
{
	size_t i;

	for (i = 0; i < form->order_count; i++)
		if (form->order[i].field->type == BLANK_DATE)
			return form->order[i].field;
	for (i = 0; i < form->count; i++)
		if (form->field[i].type == BLANK_DATE)
			return &form->field[i];
	return NULL;
}

static const struct fielddef *
search_blank(const struct formdef *form, enum blank_search search)
{
	size_t i;

	for (i = 0; i < form->count; i++)
		if (form->field[i].search == search)
			return &form->field[i];
	return NULL;
}

/* The number that the store itself gives. */
static const struct fielddef *
serial_blank(const struct formdef *form)
{
	size_t i;

	for (i = 0; i < form->count; i++)
		if (form->field[i].serial != NULL)
			return &form->field[i];
	return NULL;
}

/* A birth date may be known in part only. */
static const struct fielddef *
partial_date(const struct formdef *form)
{
	size_t i;

	for (i = 0; i < form->count; i++)
		if (form->field[i].type == BLANK_PDATE)
			return &form->field[i];
	return NULL;
}

static bool
stops(const struct formdef *form)
{
	size_t i, k;

	for (i = 0; i < form->count; i++)
		for (k = 0; k < form->field[i].check_count; k++)
			if (form->field[i].check[k].stop)
				return true;
	return false;
}

static bool
take_forms(struct import_plan *plan, struct err *err)
{
	const struct profiledef *profile = plan->profile;
	struct catalog *catalog = store_catalog(plan->store);
	struct plan_form *f;
	size_t i;

	plan->form = mem_resize(NULL, profile->form_count, sizeof(*plan->form));
	for (i = 0; i < profile->form_count; i++) {
		f = &plan->form[i];
		memset(f, 0, sizeof(*f));
		f->form = catalog_form(catalog, profile->form[i], err);
		if (f->form == NULL)
			return false;
		plan->form_count++;
		f->date = first_date(f->form);
		f->stops = stops(f->form);
		f->expr = formexpr_open(plan->store, f->form, err);
		if (f->expr == NULL)
			return false;
	}
	plan->person_form = catalog_form(catalog, "person", err);
	if (plan->person_form == NULL)
		return false;
	plan->period_form = catalog_form(catalog, "period", err);
	if (plan->period_form == NULL)
		return false;
	plan->person = slot_of(plan, "person");
	plan->period = slot_of(plan, "period");
	plan->name = search_blank(plan->person_form, SEARCH_NAME);
	plan->id_card = search_blank(plan->person_form, SEARCH_ID_CARD);
	plan->serial = serial_blank(plan->person_form);
	plan->birth = partial_date(plan->person_form);
	plan->period_date = first_date(plan->period_form);
	if (plan->name == NULL || plan->id_card == NULL ||
	    plan->serial == NULL || plan->period_date == NULL)
		return plan_error(profile, profile->line, err, "人员和帮教期的表要有",
		    "search = name、search = id_card、serial 和日期栏目");
	return true;
}

static bool
take_blank(struct import_plan *plan, size_t at, struct err *err)
{
	struct plan_blank *b = &plan->blank[at];
	const struct importfield *field = &plan->profile->field[at];

	b->field = field;
	b->slot = b->from = PLAN_NONE;
	b->column = plan->head->column[at];
	if (field->form == NULL) {
		b->kind = PLAN_SKIP;
		return true;
	}
	if (strcmp(field->form, "source") == 0) {
		if (strcmp(field->field, "number") != 0 &&
		    strcmp(field->field, "record") != 0)
			return plan_error(plan->profile, field->line, err,
			    "source 后面只能是 number 或 record，不是", field->field);
		b->kind = strcmp(field->field, "number") == 0 ? PLAN_NUMBER :
		    PLAN_RECORD;
		return true;
	}
	if (plan->own && strcmp(field->form, "own") == 0) {
		b->kind = own_kind(field->field);
		return true;
	}
	b->kind = PLAN_BLANK;
	b->source.systems = field->system != NULL ? field->system :
	    plan_extra(plan->profile, "systems");
	if (b->source.systems == NULL)
		b->source.systems = "";
	b->source.yesno = plan_extra(plan->profile, "yesno");
	b->slot = slot_of(plan, field->form);
	return find_blank(plan, field->form, field->field, field->line, &b->form,
	    &b->blank, err);
}

/* "form.blank" of this profile. */
static bool
take_from(struct import_plan *plan, size_t at, struct err *err)
{
	const struct importfield *field = plan->blank[at].field;
	const struct plan_blank *b;
	size_t i;

	if (field->from_form == NULL)
		return true;
	for (i = 0; i < plan->count; i++) {
		b = &plan->blank[i];
		if (b->kind == PLAN_BLANK && i != at &&
		    strcmp(b->form->name, field->from_form) == 0 &&
		    strcmp(b->blank->name, field->from_field) == 0) {
			plan->blank[at].from = i;
			return true;
		}
	}
	return plan_error(plan->profile, field->line, err,
	    "from 所指的栏目不在这个对照里：", field->from_field);
}

/* The forms that are the row itself, and the paper of a log. */
static void
take_main(struct import_plan *plan)
{
	size_t i;

	for (i = 0; i < plan->count; i++)
		if (plan->blank[i].slot != PLAN_NONE && plan->blank[i].field->required)
			plan->form[plan->blank[i].slot].main = true;
	plan->paper = plan->form_count - 1;
	if (plan->own)
		plan->form[0].main = true;
	for (i = 0; i < plan->form_count; i++) {
		if (i == plan->person || i == plan->period)
			plan->form[i].main = true;
		else if (plan->form[i].main)
			plan->paper = i;
	}
}

static bool
take_blanks(struct import_plan *plan, struct err *err)
{
	size_t i;

	plan->count = plan->profile->count;
	plan->blank = mem_new((plan->count + 1) * sizeof(*plan->blank));
	for (i = 0; i < plan->count; i++)
		if (!take_blank(plan, i, err))
			return false;
	for (i = 0; i < plan->count; i++)
		if (!take_from(plan, i, err))
			return false;
	take_main(plan);
	return true;
}

/* Words separated by blanks; too many are an error of the profile. */
static bool
take_words(struct import_plan *plan, const char *key, char **word, size_t *count,
    struct err *err)
{
	const char *text = plan_extra(plan->profile, key);
	size_t n;

	while (text != NULL && *(text += strspn(text, " \t\n")) != '\0') {
		n = strcspn(text, " \t\n");
		if (*count == PLAN_WORDS)
			return plan_error(plan->profile, plan->profile->line, err,
			    "词太多：", key);
		word[(*count)++] = mem_textn(text, n);
		text += n;
	}
	return true;
}

static bool
take_key(struct import_plan *plan, const char *name, struct err *err)
{
	const struct formdef *form = plan->person_form;
	const struct fielddef *blank = formdef_field(form, name);

	if (blank == NULL) {
		form = plan->period_form;
		blank = formdef_field(form, name);
	}
	if (blank == NULL || plan->key_count == PLAN_KEYS)
		return plan_error(plan->profile, plan->profile->line, err,
		    "match 里不认识的栏目：", name);
	plan->key[plan->key_count].form = form;
	plan->key[plan->key_count++].blank = blank;
	return true;
}

static bool
take_way(struct import_plan *plan, const char *word, struct err *err)
{
	char *copy, *part, *rest;
	enum plan_match way;
	bool ok = true;

	if (strcmp(word, plan->id_card->name) == 0)
		way = MATCH_ID_CARD;
	else if (strcmp(word, "number") == 0)
		way = MATCH_NUMBER;
	else if (strcmp(word, plan->name->name) == 0)
		way = MATCH_NAME;
	else if (strchr(word, '+') != NULL && plan->key_count == 0)
		way = MATCH_KEYS;
	else
		return plan_error(plan->profile, plan->profile->line, err,
		    "match 里不认识的词：", word);
	if (plan->way_count == MATCH_WAYS)
		return plan_error(plan->profile, plan->profile->line, err,
		    "match 里重复的词：", word);
	plan->way[plan->way_count++] = way;
	if (way != MATCH_KEYS)
		return true;
	copy = rest = mem_text(word);
	while (ok && (part = strsep(&rest, "+")) != NULL)
		ok = take_key(plan, part, err);
	free(copy);
	return ok;
}

static bool
take_match(struct import_plan *plan, struct err *err)
{
	char *copy, *word, *rest;
	bool ok = true;

	copy = rest = mem_text(plan->profile->match);
	while (ok && rest != NULL && (word = strsep(&rest, " \t\n")) != NULL)
		if (*word != '\0')
			ok = take_way(plan, word, err);
	free(copy);
	if (ok && plan->way_count == 0 && !plan->none && !plan->own)
		return plan_error(plan->profile, plan->profile->line, err,
		    "没有写怎样找人：", "match");
	return ok;
}

/* links = form.blank target …, in pairs */
static bool
take_link(struct import_plan *plan, char *blank, const char *target,
    struct err *err)
{
	struct plan_link *link = &plan->link[plan->link_count];
	const struct formdef *form;
	char *dot = strchr(blank, '.');

	if (dot == NULL || plan->link_count == PLAN_KEYS)
		return plan_error(plan->profile, plan->profile->line, err,
		    "links 应写成“表.栏目 表”：", blank);
	*dot = '\0';
	if (!find_blank(plan, blank, dot + 1, plan->profile->line, &form,
	    &link->blank, err))
		return false;
	link->slot = slot_of(plan, blank);
	link->target = slot_of(plan, target);
	if (link->slot == PLAN_NONE || link->target == PLAN_NONE ||
	    link->slot <= link->target || link->blank->target == NULL ||
	    strcmp(link->blank->target, target) != 0)
		return plan_error(plan->profile, plan->profile->line, err,
		    "links 的两张表都要写在 forms 里，被引用的在前：", target);
	plan->link_count++;
	return true;
}

static bool
take_links(struct import_plan *plan, struct err *err)
{
	char *word[PLAN_WORDS];
	size_t count = 0, i;
	bool ok;

	ok = take_words(plan, "links", word, &count, err);
	if (ok && count % 2 != 0)
		ok = plan_error(plan->profile, plan->profile->line, err,
		    "links 应写成“表.栏目 表”：", word[count - 1]);
	for (i = 0; ok && i + 1 < count; i += 2)
		ok = take_link(plan, word[i], word[i + 1], err);
	for (i = 0; i < count; i++)
		free(word[i]);
	return ok;
}

/* Papers of nobody are known by keys, which every row then has. */
static bool
keyed(const struct import_plan *plan, struct err *err)
{
	const struct plan_blank *b;
	size_t i, keys = 0;

	if (plan->form_count != 1 || plan->form[0].form->of != FORM_OF_OFFICE)
		return plan_error(plan->profile, plan->profile->line, err,
		    "person = none 的对照，forms 应是一张 of = office 的表，不是",
		    plan->form[0].form->name);
	for (i = 0; i < plan->count; i++) {
		b = &plan->blank[i];
		if (b->kind != PLAN_BLANK || !b->field->key)
			continue;
		keys++;
		if (!b->field->required)
			return plan_error(plan->profile, b->field->line, err,
			    "person = none 时 key = yes 的栏目也要 required = yes：",
			    b->blank->name);
	}
	return keys > 0 || plan_error(plan->profile, plan->profile->line, err,
	    "person = none 的对照要有 key = yes 的栏目，才认得出同一条：",
	    plan->form[0].form->name);
}

static bool
take_rest(struct import_plan *plan, struct err *err)
{
	const struct profiledef *profile = plan->profile;
	static const char *const known[] = { "person", "ended", "source", "links",
		"sum", "sign", "lines", "groups", "common", "own", "kept", "systems",
		"yesno" };
	const char *text = plan_extra(profile, "person");
	const struct formdef *form;
	size_t i, k;

	for (i = 0; i < profile->extra_count; i++) {
		for (k = 0; k < sizeof(known) / sizeof(known[0]); k++)
			if (strcmp(profile->extra[i].key, known[k]) == 0)
				break;
		if (k == sizeof(known) / sizeof(known[0]))
			return plan_error(profile, profile->extra[i].line, err,
			    "不认识的键（可用 person ended source links sum sign lines groups common own kept systems yesno）：",
			    profile->extra[i].key);
	}
	if (text != NULL && strcmp(text, "must") != 0 && strcmp(text, "none") != 0 &&
	    strcmp(text, "make") != 0 && !plan->own)
		return plan_error(profile, profile->line, err,
		    "person 只能是 must、make 或 none，不是", text);
	if (!plan->none && !plan->own && !plan->must && plan->person == PLAN_NONE)
		return plan_error(profile, profile->line, err,
		    "要建新人的对照，forms 里应有", "person");
	if (plan->none && !keyed(plan, err))
		return false;
	text = plan_extra(profile, "ended");
	if (text != NULL && !find_blank(plan, "period", text, profile->line, &form,
	    &plan->period_end, err))
		return false;
	text = plan_extra(profile, "source");
	plan->source = text != NULL ? text : "来文";
	return take_words(plan, "sum", plan->sum, &plan->sum_count, err) &&
	    take_words(plan, "sign", plan->sign, &plan->sign_count, err) &&
	    take_words(plan, "lines", plan->line, &plan->line_count, err) &&
	    take_words(plan, "groups", plan->group, &plan->group_count, err);
}

/* ---- columns that are only copied ---- */

static bool
take_kept(struct import_plan *plan, struct err *err)
{
	const struct tablehead *head = plan->head;
	const char *text = plan_extra(plan->profile, "kept");
	struct buf name = BUF_INIT;
	size_t i, n;

	plan->kept_at = PLAN_NONE;
	if (text == NULL)
		return true;
	n = strcspn(text, " \t\n");
	for (i = 0; i < plan->count; i++) {
		buf_cut(&name, 0);
		if (plan->blank[i].kind == PLAN_BLANK)
			tablechoice_name(&name, plan->blank[i].field);
		if (name.len == n && strncmp(buf_str(&name), text, n) == 0 &&
		    plan->blank[i].blank->type == BLANK_NOTE)
			plan->kept_at = i;
	}
	buf_clear(&name);
	if (plan->kept_at == PLAN_NONE)
		return plan_error(plan->profile, plan->profile->line, err,
		    "kept 的第一个词应是这个对照里的一个 note 栏目，不是", text);
	plan->kept = mem_new((head->count + 1) * sizeof(*plan->kept));
	for (i = head->ours; i < head->count; i++)
		if (!head->known[i] && plan_keeps(plan->profile, head->text[i]))
			plan->kept[plan->kept_count++] = i;
	return true;
}

/* Statements that name blanks: written once for the session. */
static void
write_sql(struct import_plan *plan)
{
	const char *name = plan->name->name, *id_card = plan->id_card->name;
	const char *birth = plan->birth != NULL ? plan->birth->name : "NULL";
	const char *serial = plan->serial->name;
	struct buf sql = BUF_INIT;
	size_t i;

	/* each for itself: a list of two is a table of its own for every row */
	plan->sql_id_card = mem_printf("SELECT id, %s, %s FROM main.person"
	    " WHERE %s = ?1 AND removed IS NULL UNION ALL"
	    " SELECT id, %s, %s FROM main.person"
	    " WHERE %s = ?2 AND ?2 <> ?1 AND removed IS NULL", serial, name, id_card,
	    serial, name, id_card);
	plan->sql_number = mem_printf("SELECT id, %s, %s, %s FROM main.person"
	    " WHERE id IN (SELECT person FROM main.source_number WHERE source = ?1"
	    " AND number = ?2 AND record IS NULL) AND %s = ?3 AND removed IS NULL",
	    serial, id_card, birth, name);
	plan->sql_sender = mem_printf("SELECT id, %s, %s, %s, %s FROM main.person"
	    " WHERE id IN (SELECT person FROM main.source_number WHERE source = ?1"
	    " AND number = ?2 AND record IS NULL) AND removed IS NULL",
	    serial, id_card, birth, name);
	plan->sql_serial = mem_printf("SELECT id FROM main.person WHERE %s = ?1"
	    " AND removed IS NULL", serial);
	buf_addf(&sql, "SELECT id, %s, %s, %s", serial, id_card, birth);
	for (i = 0; i < plan->key_count; i++)
		if (plan->key[i].form == plan->person_form &&
		    plan->key[i].blank != plan->name)
			buf_addf(&sql, ", %s", plan->key[i].blank->name);
	buf_addf(&sql, " FROM main.person WHERE %s = ?1 AND removed IS NULL"
	    " ORDER BY id", name);
	plan->sql_people = buf_take(&sql);
	buf_addf(&sql, "SELECT id, %s, %s", plan->period_date->name,
	    plan->period_end != NULL ? plan->period_end->name : "NULL");
	for (i = 0; i < plan->key_count; i++)
		if (plan->key[i].form == plan->period_form)
			buf_addf(&sql, ", %s", plan->key[i].blank->name);
	buf_addf(&sql, " FROM main.period WHERE person = ?1 AND removed IS NULL"
	    " ORDER BY %s, id", plan->period_date->name);
	plan->sql_periods = buf_take(&sql);
}

struct import_plan *
plan_new(struct store *store, const struct profiledef *profile,
    const struct tablehead *head, bool doubtful, struct err *err)
{
	struct import_plan *plan = mem_new(sizeof(*plan));
	const char *whose;

	plan->store = store;
	plan->profile = profile;
	plan->head = head;
	plan->doubtful = doubtful;
	whose = plan_extra(profile, "person");
	plan->must = whose != NULL && strcmp(whose, "must") == 0;
	plan->none = whose != NULL && strcmp(whose, "none") == 0;
	plan->own = whose != NULL && strcmp(whose, "own") == 0;
	if (!take_forms(plan, err) || !take_blanks(plan, err) ||
	    !take_match(plan, err) || !take_links(plan, err) ||
	    !take_rest(plan, err) || !take_kept(plan, err)) {
		plan_free(plan);
		return NULL;
	}
	write_sql(plan);
	return plan;
}

/* A number decides behind the ID number, before what may be said of two. */
static void
add_number_way(struct import_plan *plan)
{
	size_t i, at = 0;
	bool has = false;

	for (i = 0; i < plan->count; i++)
		has |= plan->blank[i].kind == PLAN_NUMBER;
	for (i = 0; i < plan->way_count; i++) {
		has &= plan->way[i] != MATCH_NUMBER;
		if (plan->way[i] == MATCH_ID_CARD)
			at = i + 1;
	}
	if (!has)
		return;
	for (i = plan->way_count++; i > at; i--)
		plan->way[i] = plan->way[i - 1];
	plan->way[at] = MATCH_NUMBER;
}

void
plan_set_sender(struct import_plan *plan, const char *sender)
{
	assert(plan->common == NULL);
	plan->common = plan->source;
	plan->source = sender;
	if (!plan->none && !plan->own)
		add_number_way(plan);
}

void
plan_free(struct import_plan *plan)
{
	size_t i;

	if (plan == NULL)
		return;
	for (i = 0; i < plan->form_count; i++)
		formexpr_close(plan->form[i].expr);
	record_free(plan->owner_person);
	record_free(plan->owner_period);
	for (i = 0; i < plan->sum_count; i++)
		free(plan->sum[i]);
	for (i = 0; i < plan->sign_count; i++)
		free(plan->sign[i]);
	for (i = 0; i < plan->line_count; i++)
		free(plan->line[i]);
	for (i = 0; i < plan->group_count; i++)
		free(plan->group[i]);
	free(plan->kept);
	free(plan->form);
	free(plan->blank);
	free(plan->sql_id_card);
	free(plan->sql_number);
	free(plan->sql_sender);
	free(plan->sql_serial);
	free(plan->sql_people);
	free(plan->sql_periods);
	free(plan);
}

const struct plan_blank *
plan_find(const struct import_plan *plan, const struct formdef *form,
    const struct fielddef *blank)
{
	size_t i;

	for (i = 0; i < plan->count; i++)
		if (plan->blank[i].kind == PLAN_BLANK &&
		    plan->blank[i].form == form && plan->blank[i].blank == blank)
			return &plan->blank[i];
	return NULL;
}
