/*
 * model/import-match.c: whose row it is
 * SPDX-License-Identifier: Apache-2.0
 *
 * An ID number decides.  Without one it takes name, birth and village
 * together, nobody else with them, and no ID number that says otherwise;
 * everything between "surely the same" and "surely another" is a doubt, and a
 * doubt is never written: the row goes back with the numbers of those it may
 * be.
 */
#include "config.h"
#include "model/import-private.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/idcard.h"
#include "base/mem.h"

/* A release date so near to that of an open period is a correction of it. */
#define CORRECTION_DAYS 60

struct who {
	const char	*id_card, *name, *birth;
	char		 birth_room[DATE_SIZE];
};

struct candidates {
	size_t		 count;		/* those it is */
	size_t		 doubts;	/* those it may be */
	char		 id[STORE_ID_SIZE];
	struct buf	 numbers;	/* of doubts and of several, by 、 */
};

static void
add_number(struct candidates *found, const char *number)
{
	if (found->numbers.len > 0)
		buf_add(&found->numbers, "、");
	buf_add(&found->numbers, number != NULL ? number : "（无编号）");
}

static void
is_the_one(struct candidates *found, const char *id, const char *number)
{
	found->count++;
	memcpy(found->id, id, strnlen(id, STORE_ID_SIZE - 1) + 1);
	add_number(found, number);
}

static void
may_be_the_one(struct candidates *found, const char *number)
{
	found->doubts++;
	add_number(found, number);
}

/* ---- comparing ---- */

/* The other way to write the same number: 15 digits or 18; "" if none. */
static void
other_id(const char *id, char out[IDCARD_SIZE])
{
	out[0] = '\0';
	if (strlen(id) == 15) {
		if (!idcard_upgrade(id, out))
			out[0] = '\0';
	} else if (strlen(id) == 18 && memcmp(id + 6, "19", 2) == 0) {
		memcpy(out, id, 6);
		memcpy(out + 6, id + 8, 9);
		out[15] = '\0';
	}
}

static bool
same_id(const char *a, const char *b)
{
	char other[IDCARD_SIZE];

	if (strcmp(a, b) == 0)
		return true;
	other_id(a, other);
	return other[0] != '\0' && strcmp(other, b) == 0;
}

/* Partial dates agree as far as the shorter goes. */
static bool
same_value(const struct fielddef *blank, const char *a, const char *b)
{
	size_t la = strlen(a), lb = strlen(b);

	if (blank->type == BLANK_PDATE)
		return strncmp(a, b, la < lb ? la : lb) == 0;
	return strcmp(a, b) == 0;
}

static bool
contradicts(const char *a, const char *b)
{
	return a != NULL && b != NULL && !same_id(a, b);
}

static void
who_is(const struct import_plan *plan, const struct import_row *row,
    const struct record *person, struct who *who)
{
	int birth;

	who->id_card = row_value(plan, row, plan->person_form, plan->id_card);
	who->name = row_value(plan, row, plan->person_form, plan->name);
	who->birth = NULL;
	if (plan->birth == NULL)
		return;
	who->birth = person != NULL ? record_get(person, plan->birth->name) :
	    row_value(plan, row, plan->person_form, plan->birth);
	birth = who->id_card != NULL ? idcard_birth(who->id_card) : DATE_NONE;
	if (who->birth == NULL && birth != DATE_NONE)
		who->birth = date_print(birth, who->birth_room);
}

/* The number is his and the name is not: one of them is wrong, or the row's
 * number is another's. */
static void
doubt(struct import_row *row, const char *what, const char *number)
{
	row_reject(row, "疑似重复：%s与 %s 相同而姓名不同", what,
	    number != NULL ? number : "");
	buf_addf(&row->doubt, "%s%s", row->doubt.len > 0 ? "、" : "",
	    number != NULL ? number : "");
}

/* ---- by ID number ---- */

static bool
by_id_card(const struct import_plan *plan, struct import_row *row,
    const struct who *who, struct candidates *found, struct err *err)
{
	char other[IDCARD_SIZE];
	struct stmt *stmt;
	const char *name;
	int got;

	if (who->id_card == NULL)
		return true;
	other_id(who->id_card, other);
	stmt = db_query(store_db(plan->store), plan->sql_id_card, err);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, who->id_card);
	stmt_text(stmt, 2, other[0] != '\0' ? other : who->id_card);
	while ((got = stmt_step(stmt, err)) == 1) {
		name = stmt_get(stmt, 2);
		if (who->name != NULL && name != NULL &&
		    strcmp(name, who->name) != 0)
			doubt(row, plan->id_card->label, stmt_get(stmt, 1));
		else
			is_the_one(found, stmt_get(stmt, 0), stmt_get(stmt, 1));
	}
	stmt_done(stmt);
	return got == 0;
}

/* ---- by the sender's number ---- */

static const char *
number_of(const struct import_plan *plan, const struct import_row *row)
{
	const char *number = NULL;
	size_t i;

	for (i = 0; i < plan->count; i++)
		if (plan->blank[i].kind == PLAN_NUMBER)
			number = row->value[i];
	return number;
}

static bool
other_birth(const struct import_plan *plan, const struct who *who,
    const char *birth)
{
	return birth != NULL && who->birth != NULL &&
	    !same_value(plan->birth, birth, who->birth);
}

/* A number of nobody knows whom: only together with the name. */
static bool
by_common_number(const struct import_plan *plan, const char *source,
    const char *number, const struct who *who, struct candidates *found,
    struct err *err)
{
	struct stmt *stmt;
	int got;

	if (who->name == NULL)
		return true;
	stmt = db_query(store_db(plan->store), plan->sql_number, err);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, source);
	stmt_text(stmt, 2, number);
	stmt_text(stmt, 3, who->name);
	while ((got = stmt_step(stmt, err)) == 1)
		if (!contradicts(stmt_get(stmt, 2), who->id_card) &&
		    !other_birth(plan, who, stmt_get(stmt, 3)))
			is_the_one(found, stmt_get(stmt, 0), stmt_get(stmt, 1));
	stmt_done(stmt);
	return got == 0;
}

/* The sender's own number is enough, unless something speaks against it: then
 * a clerk decides, except where name and ID number both do. */
static bool
by_sender_number(const struct import_plan *plan, struct import_row *row,
    const char *number, const struct who *who, struct candidates *found,
    struct err *err)
{
	struct buf doubts = BUF_INIT;
	struct stmt *stmt;
	bool same, against;
	int got;

	stmt = db_query(store_db(plan->store), plan->sql_sender, err);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, plan->source);
	stmt_text(stmt, 2, number);
	while ((got = stmt_step(stmt, err)) == 1) {
		same = who->name == NULL || stmt_get(stmt, 4) == NULL ||
		    strcmp(stmt_get(stmt, 4), who->name) == 0;
		against = contradicts(stmt_get(stmt, 2), who->id_card) ||
		    other_birth(plan, who, stmt_get(stmt, 3));
		if (same && !against)
			is_the_one(found, stmt_get(stmt, 0), stmt_get(stmt, 1));
		else if (same || !against)
			buf_addf(&doubts, "%s%s", doubts.len > 0 ? "、" : "",
			    stmt_get(stmt, 1) != NULL ? stmt_get(stmt, 1) : "");
	}
	stmt_done(stmt);
	if (got == 0 && found->count == 0 && doubts.len > 0) {
		row_reject(row, "疑似重复：%s的编号 %s 是 %s 的，而%s、%s等"
		    "不同", plan->source, number, buf_str(&doubts),
		    plan->name->label, plan->id_card->label);
		buf_addf(&row->doubt, "%s%s", row->doubt.len > 0 ? "、" : "",
		    buf_str(&doubts));
	}
	buf_clear(&doubts);
	return got == 0;
}

static bool
by_number(const struct import_plan *plan, struct import_row *row,
    const struct who *who, struct candidates *found, struct err *err)
{
	const char *number = number_of(plan, row);

	if (number == NULL)
		return true;
	if (plan->common == NULL)
		return by_common_number(plan, plan->source, number, who, found, err);
	return by_sender_number(plan, row, number, who, found, err) &&
	    (found->count > 0 || row->reject.len > 0 ||
	    by_common_number(plan, plan->common, number, who, found, err));
}

/* ---- by name and more ---- */

struct compared {
	size_t	 same, differ;
	size_t	 one_missing, both_missing;
};

static void
compare(struct compared *c, const struct fielddef *blank, const char *ours,
    const char *theirs)
{
	if (ours == NULL && theirs == NULL)
		c->both_missing++;
	else if (ours == NULL || theirs == NULL)
		c->one_missing++;
	else if (same_value(blank, ours, theirs))
		c->same++;
	else
		c->differ++;
}

/* A blank of the period is the same when it is so in any of his periods. */
static bool
compare_periods(const struct import_plan *plan, const char *person,
    const struct record *period, struct compared *c, bool *released,
    struct err *err)
{
	const char *date = period != NULL ?
	    record_get(period, plan->period_date->name) : NULL;
	struct compared one, best = { 0, 1, 0, 0 };
	struct stmt *stmt;
	size_t k;
	int got, col, rows = 0;

	stmt = db_query(store_db(plan->store), plan->sql_periods, err);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, person);
	for (rows = 0; (got = stmt_step(stmt, err)) == 1; rows++) {
		memset(&one, 0, sizeof(one));
		for (k = 0, col = 3; k < plan->key_count; k++)
			if (plan->key[k].form == plan->period_form)
				compare(&one, plan->key[k].blank, period != NULL ?
				    record_get(period, plan->key[k].blank->name) :
				    NULL, stmt_get(stmt, col++));
		if (rows == 0 || one.differ < best.differ ||
		    (one.differ == best.differ && one.same > best.same))
			best = one;
		if (date != NULL && stmt_get(stmt, 1) != NULL &&
		    strcmp(date, stmt_get(stmt, 1)) == 0)
			*released = true;
	}
	stmt_done(stmt);
	if (rows == 0)
		memset(&best, 0, sizeof(best));
	c->same += best.same;
	c->differ += best.differ;
	c->one_missing += best.one_missing;
	c->both_missing += best.both_missing;
	return got == 0;
}

/* A person of the same name: the one, perhaps, or surely another. */
static void
judge(const struct compared *c, bool other_id_card, bool released,
    struct candidates *found, const char *id, const char *number)
{
	if (c->differ > 0)
		return;
	if (c->one_missing + c->both_missing == 0) {
		if (other_id_card)
			may_be_the_one(found, number);
		else
			is_the_one(found, id, number);
		return;
	}
	if (other_id_card)
		return;
	/* neither side knows: the same release makes it the same row again */
	if (c->one_missing == 0 && released)
		is_the_one(found, id, number);
	else if (c->same > 0)
		may_be_the_one(found, number);
}

struct namesake {
	char	 id[STORE_ID_SIZE];
	char	*number, *id_card, *birth;
	struct compared compared;
};

static void
namesakes_free(struct namesake *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		free(list[i].number);
		free(list[i].id_card);
		free(list[i].birth);
	}
	free(list);
}

static bool
namesakes(const struct import_plan *plan, const struct who *who,
    const struct record *person, struct namesake **list, size_t *count,
    struct err *err)
{
	struct namesake *n;
	struct stmt *stmt;
	size_t cap = 0, k;
	int got, col;

	stmt = db_query(store_db(plan->store), plan->sql_people, err);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, who->name);
	while ((got = stmt_step(stmt, err)) == 1) {
		*list = mem_grow(*list, *count, &cap, sizeof(**list));
		n = memset(&(*list)[(*count)++], 0, sizeof(**list));
		memcpy(n->id, stmt_get(stmt, 0),
		    strnlen(stmt_get(stmt, 0), STORE_ID_SIZE - 1));
		n->number = mem_text(stmt_get(stmt, 1));
		n->id_card = mem_text(stmt_get(stmt, 2));
		n->birth = mem_text(stmt_get(stmt, 3));
		for (k = 0, col = 4; k < plan->key_count; k++)
			if (plan->key[k].form == plan->person_form &&
			    plan->key[k].blank != plan->name)
				compare(&n->compared, plan->key[k].blank,
				    person == NULL ? NULL :
				    record_get(person, plan->key[k].blank->name),
				    stmt_get(stmt, col++));
	}
	stmt_done(stmt);
	return got == 0;
}

static bool
by_keys(const struct import_plan *plan, const struct who *who,
    const struct record *person, const struct record *period,
    struct candidates *found, struct err *err)
{
	struct namesake *list = NULL;
	size_t count = 0, i;
	bool released, ok;

	if (who->name == NULL)
		return true;
	ok = namesakes(plan, who, person, &list, &count, err);
	for (i = 0; ok && i < count; i++) {
		released = false;
		if (list[i].compared.differ > 0)
			continue;
		ok = compare_periods(plan, list[i].id, period,
		    &list[i].compared, &released, err);
		if (ok)
			judge(&list[i].compared,
			    contradicts(list[i].id_card, who->id_card), released,
			    found, list[i].id, list[i].number);
	}
	namesakes_free(list, count);
	return ok;
}

static bool
by_name(const struct import_plan *plan, const struct who *who,
    struct candidates *found, struct err *err)
{
	struct namesake *list = NULL;
	size_t count = 0, i;
	bool ok;

	if (who->name == NULL)
		return true;
	ok = namesakes(plan, who, NULL, &list, &count, err);
	for (i = 0; ok && i < count; i++)
		if (!contradicts(list[i].id_card, who->id_card) &&
		    (list[i].birth == NULL || who->birth == NULL ||
		    same_value(plan->birth, list[i].birth, who->birth)))
			is_the_one(found, list[i].id, list[i].number);
	namesakes_free(list, count);
	return ok;
}

/* Somebody looked and said who it is. */
static bool
by_decision(const struct import_plan *plan, struct import_row *row,
    char id[STORE_ID_SIZE], struct err *err)
{
	const char *value[1] = { row->number };
	char *found = NULL;

	if (row->who == CORRECTION_NEW)
		return true;
	if (!db_text(store_db(plan->store), plan->sql_serial, value, 1, &found, err))
		return false;
	if (found != NULL)
		memcpy(id, found, strnlen(found, STORE_ID_SIZE - 1) + 1);
	else
		row_reject(row, "没有人员编号为“%s”的人，请重新指明是谁",
		    row->number != NULL ? row->number : "");
	free(found);
	return true;
}

bool
match_person(const struct import_plan *plan, struct import_row *row,
    const struct record *person, const struct record *period,
    char id[STORE_ID_SIZE], struct err *err)
{
	struct candidates found = { .numbers = BUF_INIT };
	struct who who;
	bool ok = true;
	size_t i;

	id[0] = '\0';
	if (row->who != CORRECTION_ASK)
		return by_decision(plan, row, id, err);
	who_is(plan, row, person, &who);
	for (i = 0; ok && i < plan->way_count; i++) {
		switch (plan->way[i]) {
		case MATCH_ID_CARD:
			ok = by_id_card(plan, row, &who, &found, err);
			break;
		case MATCH_NUMBER:
			ok = by_number(plan, row, &who, &found, err);
			break;
		case MATCH_KEYS:
			ok = by_keys(plan, &who, person, period, &found, err);
			break;
		case MATCH_NAME:
			ok = by_name(plan, &who, &found, err);
			break;
		case MATCH_WAYS:
			break;
		}
		if (found.count + found.doubts > 0 || row->reject.len > 0)
			break;
	}
	if (ok && found.count == 1 && found.doubts == 0)
		memcpy(id, found.id, STORE_ID_SIZE);
	else if (ok && found.count + found.doubts > 0) {
		row_reject(row, "疑似重复：可能是 %s，请核对后补%s或改%s",
		    buf_str(&found.numbers), plan->id_card->label, plan->name->label);
		buf_add(&row->doubt, buf_str(&found.numbers));
	}
	buf_clear(&found.numbers);
	return ok;
}

/* ---- the period ---- */

bool
match_period(const struct import_plan *plan, const char *person, int on,
    char id[STORE_ID_SIZE], struct err *err)
{
	char day[DATE_SIZE] = "";
	struct stmt *stmt;
	const char *date;
	int got;

	id[0] = '\0';
	if (on != DATE_NONE)
		date_print(on, day);
	stmt = db_query(store_db(plan->store), plan->sql_periods, err);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, person);
	/* in order of release: the last one that began by that day, or the first */
	while ((got = stmt_step(stmt, err)) == 1) {
		date = stmt_get(stmt, 1);
		if (id[0] == '\0' || day[0] == '\0' || date == NULL ||
		    strcmp(date, day) <= 0)
			memcpy(id, stmt_get(stmt, 0),
			    strnlen(stmt_get(stmt, 0), STORE_ID_SIZE - 1) + 1);
	}
	stmt_done(stmt);
	return got == 0;
}

bool
match_release(const struct import_plan *plan, const char *person, int on,
    char id[STORE_ID_SIZE], struct err *err)
{
	int got, date, far, best = CORRECTION_DAYS + 1;
	struct stmt *stmt;

	id[0] = '\0';
	stmt = db_query(store_db(plan->store), plan->sql_periods, err);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, person);
	while ((got = stmt_step(stmt, err)) == 1) {
		date = stmt_get(stmt, 1) != NULL ? date_parse(stmt_get(stmt, 1)) :
		    DATE_NONE;
		far = date == DATE_NONE ? CORRECTION_DAYS : abs(date - on);
		if (far > 0 && !stmt_is_null(stmt, 2))
			continue;		/* it has ended */
		if (far < best) {
			best = far;
			memcpy(id, stmt_get(stmt, 0),
			    strnlen(stmt_get(stmt, 0), STORE_ID_SIZE - 1) + 1);
		}
	}
	stmt_done(stmt);
	return got == 0;
}

/* ---- the other papers ---- */

bool
match_paper(const struct import_plan *plan, const struct import_row *row,
    size_t slot, const char *person, const char *period, char id[STORE_ID_SIZE],
    struct err *err)
{
	const struct formdef *form = plan->form[slot].form;
	const char *whose = form->of == FORM_OF_PERSON ? "person = ?1" :
	    form->of == FORM_OF_PERIOD ? "period = ?1" : "?1 = ''";
	struct buf sql = BUF_INIT;
	struct stmt *stmt;
	size_t i;
	int got, at = 1;

	id[0] = '\0';
	buf_addf(&sql, "SELECT id FROM main.%s WHERE %s AND removed IS NULL",
	    form->name, whose);
	for (i = 0; i < plan->count; i++)
		if (plan->blank[i].kind == PLAN_BLANK && form->many &&
		    plan->blank[i].slot == slot && plan->blank[i].field->key)
			buf_addf(&sql, " AND %s = ?%d", plan->blank[i].blank->name,
			    ++at);
	buf_add(&sql, " ORDER BY id DESC LIMIT 1");
	stmt = db_query(store_db(plan->store), buf_str(&sql), err);
	buf_clear(&sql);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, form->of == FORM_OF_PERIOD ? period : person);
	for (i = 0, at = 1; i < plan->count; i++)
		if (plan->blank[i].kind == PLAN_BLANK && form->many &&
		    plan->blank[i].slot == slot && plan->blank[i].field->key)
			stmt_text(stmt, ++at, row->value[i]);
	got = stmt_step(stmt, err);
	if (got == 1)
		memcpy(id, stmt_get(stmt, 0),
		    strnlen(stmt_get(stmt, 0), STORE_ID_SIZE - 1) + 1);
	stmt_done(stmt);
	return got >= 0;
}

/* ---- values ---- */

enum agreement
value_agreement(const struct fielddef *blank, const char *stored, const char *given)
{
	size_t ls = strlen(stored), lg = strlen(given);
	char whole[IDCARD_SIZE];

	if (strcmp(stored, given) == 0)
		return AGREES;
	if (blank->type == BLANK_PDATE &&
	    strncmp(stored, given, ls < lg ? ls : lg) == 0)
		return lg > ls ? COMPLETES : AGREES;
	if (blank->type == BLANK_ID_CARD) {
		if (ls == 15 && idcard_upgrade(stored, whole) &&
		    strcmp(whole, given) == 0)
			return COMPLETES;
		if (lg == 15 && idcard_upgrade(given, whole) &&
		    strcmp(whole, stored) == 0)
			return AGREES;
	}
	return DIFFERS;
}
