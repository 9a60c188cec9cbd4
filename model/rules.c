/*
 * model/rules.c: rules and tracks compiled, and asked when a fact changed
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/rules-private.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/name-index.h"
#include "model/tally.h"

/* ---- compiling ---- */
static void
reads_add(void *arg, const char *table)
{
	struct reads *reads = arg;

	if (strcmp(table, "standing") == 0 || strcmp(table, "due") == 0)
		reads->standing = true;
	for (size_t i = 0; i < reads->count; i++)
		if (strcmp(reads->table[i], table) == 0)
			return;
	reads->table = mem_grow(reads->table, reads->count, &reads->cap, sizeof *reads->table);
	reads->table[reads->count++] = mem_text(table);
}

void
reads_clear(struct reads *reads)
{
	for (size_t i = 0; i < reads->count; i++)
		free(reads->table[i]);
	free(reads->table);
	memset(reads, 0, sizeof *reads);
}

/* What is kept holds dates only: a part that asks for today would be wrong
 * tomorrow. */
static bool
names_today(const char *sql)
{
	bool quoted = false;

	for (; *sql != '\0'; sql++) {
		if (*sql == '\'')
			quoted = !quoted;
		if (!quoted && strncasecmp(sql, "today", 5) == 0 &&
		    sql[5 + strspn(sql + 5, " \n\t")] == '(')
			return true;
	}
	return false;
}

bool
part_prepare(struct store *store, const char *file, int line, const char *sql,
    struct reads *reads, struct err *err)
{
	struct stmt *stmt = store_query(store, sql, reads == NULL ? NULL : reads_add, reads, err);

	if (stmt == NULL)
		return err_wrap(err, "%s:%d：", file, line);
	stmt_done(stmt);
	return true;
}

static void
drop_rules(void *arg)
{
	struct rules *rules = arg;

	for (size_t i = 0; i < rules->rule_count; i++) {
		free(rules->rule[i].sql);
		free(rules->rule[i].count_sql);
		reads_clear(&rules->rule[i].reads);
	}
	for (size_t i = 0; i < rules->track_count; i++) {
		free(rules->track[i].sql);
		reads_clear(&rules->track[i].reads);
	}
	free(rules->rule);
	free(rules->track);
	free(rules);
}

static const struct sqlpart *
rule_sql(const struct ruledef *def, enum rule_part part)
{
	switch (part) {
	case PART_APPLIES:
		return &def->applies;
	case PART_STARTS:
		return &def->starts;
	case PART_ANSWERED:
		return &def->answered_by;
	case PART_EXCUSED:
		return &def->excused;
	case PART_UNTIL:
	case PARTS:
		break;
	}
	return &def->until;
}

/* Each part by itself, so that an error names its line and says what is wrong
 * with its columns. */
static bool
check_part(struct store *store, const char *file, const struct sqlpart *part, int columns,
    const char *wanted, struct err *err)
{
	struct stmt *stmt;
	int found;

	if (part->sql == NULL)
		return true;
	if (names_today(part->sql))
		return err_set(err, ERR_DATA, "%s:%d：规则和状态只认记录上的日期，不能用 today()，"
		    "请改用记录的日期", file, part->line);
	stmt = store_query(store, part->sql, NULL, NULL, err);
	if (stmt == NULL)
		return err_wrap(err, "%s:%d：", file, part->line);
	found = stmt_columns(stmt);
	stmt_done(stmt);
	if (found != columns)
		return err_set(err, ERR_DATA, "%s:%d：这里的 SELECT 应有%d列（%s），现有%d列，请改正",
		    file, part->line, columns, wanted, found);
	return true;
}

static bool
compile_rule(struct rules *rules, const char *name, struct err *err)
{
	struct compiled_rule *rule = &rules->rule[rules->rule_count];
	struct buf with = BUF_INIT, select = BUF_INIT;
	const struct sqlpart *part;

	*rule = (struct compiled_rule){ .def = catalog_rule(store_catalog(rules->store), name, err) };
	if (rule->def == NULL)
		return false;
	for (int i = 0; i < PARTS; i++) {
		part = rule_sql(rule->def, (enum rule_part)i);
		if (part->sql == NULL)
			continue;
		buf_addf(&with, "%sp%d(s, r, d) AS (\n%s\n)", with.len == 0 ? "WITH " : ", ", i, part->sql);
		buf_addf(&select, "%sSELECT %d, r, d FROM p%d WHERE s = ?1",
		    select.len == 0 ? " " : " UNION ALL ", i, i);
	}
	buf_add(&with, buf_str(&select));
	buf_clear(&select);
	rule->sql = buf_take(&with);
	if (rule->def->count_sql != NULL)
		rule->count_sql = mem_printf("SELECT (%s)", rule->def->count_sql);
	rules->rule_count++;
	return true;
}

static bool
prepare_rule(struct rules *rules, struct compiled_rule *rule, struct err *err)
{
	if (part_prepare(rules->store, rule->def->file, rule->def->line, rule->sql,
	    &rule->reads, err))
		return true;
	/* Say it again with the line of the part that is wrong, if one is. */
	for (int i = 0; i < PARTS; i++)
		if (!check_part(rules->store, rule->def->file, rule_sql(rule->def, (enum rule_part)i),
		    3, "对象, 记录, 日期", err))
			return false;
	return false;
}

static bool
compile_track(struct rules *rules, const char *name, struct err *err)
{
	struct compiled_track *track = &rules->track[rules->track_count];
	struct buf with = BUF_INIT, select = BUF_INIT;
	const struct sqlpart *part;

	*track = (struct compiled_track){ .def = catalog_states(store_catalog(rules->store), name, err) };
	if (track->def == NULL)
		return false;
	for (size_t i = 0; i < track->def->count; i++) {
		part = &track->def->state[i].when;
		if (part->sql == NULL)
			continue;
		buf_addf(&with, "%sp%zu(s, f, u, r) AS (\n%s\n)", with.len == 0 ? "WITH " : ", ", i, part->sql);
		buf_addf(&select, "%sSELECT %zu, f, u, r FROM p%zu WHERE s = ?1",
		    select.len == 0 ? " " : " UNION ALL ", i, i);
	}
	buf_add(&with, select.len == 0 ? "SELECT 0, NULL, NULL, NULL WHERE ?1 IS NULL" : buf_str(&select));
	buf_clear(&select);
	track->sql = buf_take(&with);
	rules->track_count++;
	return true;
}

static bool
prepare_track(struct rules *rules, struct compiled_track *track, struct err *err)
{
	if (part_prepare(rules->store, track->def->file, track->def->line, track->sql,
	    &track->reads, err))
		return true;
	for (size_t i = 0; i < track->def->count; i++)
		if (!check_part(rules->store, track->def->file, &track->def->state[i].when,
		    4, "对象, 开始, 结束, 记录", err))
			return false;
	return false;
}

static bool
compile_all(struct rules *rules, struct err *err)
{
	struct catalog *catalog = store_catalog(rules->store);
	const char *const *name;
	size_t count = catalog_names(catalog, "states", &name);

	rules->track = mem_resize(NULL, count + 1, sizeof *rules->track);
	for (size_t i = 0; i < count; i++)
		if (!compile_track(rules, name[i], err))
			return false;
	count = catalog_names(catalog, "rule", &name);
	rules->rule = mem_resize(NULL, count + 1, sizeof *rules->rule);
	for (size_t i = 0; i < count; i++)
		if (!compile_rule(rules, name[i], err))
			return false;
	return true;
}

struct rules *
rules_named(struct store *store, struct err *err)
{
	void **slot = store_part(store, STORE_PART_RULES, drop_rules);
	struct rules *rules = *slot;

	if (rules != NULL)
		return rules;
	rules = mem_new(sizeof *rules);
	rules->store = store;
	rules->as_of_day = DATE_NONE;
	if (!compile_all(rules, err)) {
		drop_rules(rules);
		return NULL;
	}
	*slot = rules;
	return rules;
}

struct rules *
rules_of(struct store *store, struct err *err)
{
	struct rules *rules = rules_named(store, err);

	if (rules == NULL || rules->prepared)
		return rules;
	for (size_t i = 0; i < rules->track_count; i++)
		if (!prepare_track(rules, &rules->track[i], err))
			return NULL;
	for (size_t i = 0; i < rules->rule_count; i++)
		if (!prepare_rule(rules, &rules->rule[i], err))
			return NULL;
	rules->prepared = true;
	return rules;
}

bool
rules_prepare(struct store *store, struct err *err)
{
	struct rules *rules = rules_of(store, err);

	if (rules == NULL)
		return false;
	for (size_t i = 0; i < rules->rule_count; i++) {
		const struct compiled_rule *rule = &rules->rule[i];

		for (int part = 0; part < PARTS; part++)
			if (!check_part(store, rule->def->file, rule_sql(rule->def, (enum rule_part)part),
			    3, "对象, 记录, 日期", err))
				return false;
		if (rule->count_sql != NULL && !part_prepare(store, rule->def->file,
		    rule->def->line, rule->count_sql, NULL, err))
			return false;
	}
	for (size_t i = 0; i < rules->track_count; i++)
		for (size_t k = 0; k < rules->track[i].def->count; k++)
			if (!check_part(store, rules->track[i].def->file,
			    &rules->track[i].def->state[k].when, 4, "对象, 开始, 结束, 记录", err))
				return false;
	return true;
}

/* ---- subjects ---- */
static void
take_id(char out[STORE_ID_SIZE], const char *text)
{
	snprintf(out, STORE_ID_SIZE, "%s", text == NULL ? "" : text);
}

static struct subject *
subjects_add(struct subjects *subjects)
{
	struct subject *subject;

	subjects->subject = mem_grow(subjects->subject, subjects->count, &subjects->cap,
	    sizeof *subject);
	subject = &subjects->subject[subjects->count++];
	memset(subject, 0, sizeof *subject);
	return subject;
}

/* Columns: id, person, period, office, live; ?1 is the person. */
static const char *
subjects_sql(const struct formdef *form, bool person, struct buf *sql)
{
	bool own = strcmp(form->name, "person") == 0;
	bool period = strcmp(form->name, "period") == 0;

	if (form->of == FORM_OF_OFFICE)
		buf_addf(sql, "SELECT id, %s, NULL, office, removed IS NULL FROM main.\"%s\"%s",
		    own ? "id" : "''", form->name, own ? " WHERE id = ?1" : "");
	else if (form->of == FORM_OF_PERSON)
		buf_addf(sql, "SELECT f.id, f.person, %s, f.office, f.removed IS NULL AND w.removed IS NULL"
		    " FROM main.\"%s\" AS f JOIN main.person AS w ON w.id = f.person"
		    " WHERE f.person = ?1", period ? "f.id" : "NULL", form->name);
	else
		buf_addf(sql, "SELECT f.id, f.person, f.period, f.office,"
		    " f.removed IS NULL AND w.removed IS NULL AND p.removed IS NULL"
		    " FROM main.\"%s\" AS f JOIN main.person AS w ON w.id = f.person"
		    " JOIN main.period AS p ON p.id = f.period WHERE f.person = ?1", form->name);
	return buf_str(sql);
}

bool
subjects_of(struct rules *rules, const char *name, const char *person,
    struct subjects *subjects, struct err *err)
{
	struct buf sql = BUF_INIT;
	const struct formdef *form;
	struct subject *subject;
	struct stmt *stmt;
	int step;

	if (strcmp(name, "office") == 0) {
		if (*person != '\0')
			return true;
		subject = subjects_add(subjects);
		take_id(subject->id, store_office(rules->store));
		take_id(subject->office, store_office(rules->store));
		subject->live = true;
		return true;
	}
	form = catalog_form(store_catalog(rules->store), name, err);
	if (form == NULL)
		return false;
	if ((*person == '\0') != (form->of == FORM_OF_OFFICE && strcmp(name, "person") != 0))
		return true;
	stmt = db_query(store_db(rules->store), subjects_sql(form, *person != '\0', &sql), err);
	buf_clear(&sql);
	if (stmt == NULL)
		return false;
	if (*person != '\0')
		stmt_text(stmt, 1, person);
	while ((step = stmt_step(stmt, err)) == 1) {
		subject = subjects_add(subjects);
		take_id(subject->id, stmt_get(stmt, 0));
		take_id(subject->person, stmt_get(stmt, 1));
		take_id(subject->period, stmt_get(stmt, 2));
		take_id(subject->office, stmt_get(stmt, 3));
		subject->live = stmt_get_int(stmt, 4) != 0;
	}
	stmt_done(stmt);
	return step == 0;
}

/* ---- what a save concerns ---- */
/* Is table the form's, or one of its multi-valued blanks'? */
static bool
table_of(const char *table, const char *form)
{
	size_t n = strlen(form);

	return strncmp(table, form, n) == 0 && (table[n] == '\0' || table[n] == '_');
}

static bool
concerned_by(const struct reads *reads, const char *subject, const char *person, const char *form)
{
	if (strcmp(form, subject) == 0)
		return true;
	/* Numbers, sort keys and ends come from person and period. */
	if (*person != '\0' && (strcmp(form, "person") == 0 || strcmp(form, "period") == 0))
		return true;
	for (size_t i = 0; i < reads->count; i++)
		if (table_of(reads->table[i], form))
			return true;
	return false;
}

static bool
concerned(const struct reads *reads, const char *subject, const char *person, struct saved saved)
{
	for (size_t i = 0; i < saved.count; i++)
		if (concerned_by(reads, subject, person, saved.form[i]))
			return true;
	return saved.count == 0;
}

/* One person while his caches are made: what several rules ask is read once. */
struct settling {
	struct rules	*rules;
	const char	*person;
	struct saved	 saved;
	struct settle	*settle;
	struct identity	 identity;
	bool		 changed;	/* a state of his */
	size_t		 count, cap;
	struct known { const char *form; struct subjects subjects; } *known;
};

static const struct subjects *
subjects_known(struct settling *s, const char *form, struct err *err)
{
	struct known *known;

	for (size_t i = 0; i < s->count; i++)
		if (strcmp(s->known[i].form, form) == 0)
			return &s->known[i].subjects;
	s->known = mem_grow(s->known, s->count, &s->cap, sizeof *known);
	known = &s->known[s->count++];
	*known = (struct known){ form, { 0 } };
	return subjects_of(s->rules, form, s->person, &known->subjects, err) ?
	    &known->subjects : NULL;
}

static bool
settle_tracks(struct settling *s, struct err *err)
{
	const struct compiled_track *track = s->rules->track;
	const struct subjects *subjects;
	bool ok = true;

	for (size_t i = 0; ok && i < s->rules->track_count; i++, track++) {
		if (!concerned(&track->reads, track->def->subject, s->person, s->saved) &&
		    !(track->reads.standing && s->changed))
			continue;
		subjects = subjects_known(s, track->def->subject, err);
		ok = subjects != NULL;
		for (size_t k = 0; ok && k < subjects->count; k++)
			ok = track_settle(s->rules, track, &subjects->subject[k], &s->identity,
			    s->settle, &s->changed, err);
	}
	return ok;
}

static bool
settle_rules(struct settling *s, struct err *err)
{
	const struct compiled_rule *rule = s->rules->rule;
	const struct subjects *subjects;
	bool ok = true;

	for (size_t i = 0; ok && i < s->rules->rule_count; i++, rule++) {
		if (!concerned(&rule->reads, rule->def->subject, s->person, s->saved) &&
		    !(rule->reads.standing && s->changed))
			continue;
		subjects = subjects_known(s, rule->def->subject, err);
		ok = subjects != NULL;
		for (size_t k = 0; ok && k < subjects->count; k++)
			ok = dues_settle(s->rules, rule, &subjects->subject[k], &s->identity,
			    s->settle, err);
	}
	return ok;
}

/* Have these papers nothing to do with who a person is in lists? */
static bool
identity_stands(struct rules *rules, struct saved saved)
{
	const struct formdef *form;

	for (size_t i = 0; i < saved.count; i++) {
		form = catalog_form(store_catalog(rules->store), saved.form[i], NULL);
		if (form == NULL || search_reads(form))
			return false;
	}
	return saved.count > 0;
}

bool
rules_settle(struct rules *rules, const char *person, struct saved saved,
    struct settle *settle, struct err *err)
{
	struct settling s = { .rules = rules, .person = person, .saved = saved, .settle = settle,
		.identity = { .store = rules->store, .person = person, .kept = !settle->check } };
	bool ok;

	s.identity.stands = !settle->check && identity_stands(rules, saved);
	ok = settle_tracks(&s, err) && settle_rules(&s, err);
	identity_clear(&s.identity);
	for (size_t i = 0; i < s.count; i++)
		free(s.known[i].subjects.subject);
	free(s.known);
	return ok;
}

bool
rules_update(struct store *store, const char *person, const char *form, struct err *err)
{
	struct rules *rules = rules_of(store, err);
	struct settle settle = { .check = false };
	struct saved saved = { &form, form != NULL };

	assert(person != NULL);
	if (rules == NULL || !rules_settle(rules, person, saved, &settle, err))
		return false;
	/* A person's paper may answer what the office owes. */
	if (*person != '\0' && form != NULL && !rules_settle(rules, "", saved, &settle, err))
		return false;
	return tally_write(store, err);
}

bool
rules_update_one(struct store *store, const char *person, const struct formdef *const *form,
    size_t count, bool fresh, struct err *err)
{
	struct rules *rules = rules_of(store, err);
	struct settle settle = { .fresh = fresh };
	const char *name[RULES_FORMS];
	struct saved saved = { name, count };

	assert(count <= RULES_FORMS);
	for (size_t i = 0; i < count; i++)
		name[i] = form[i]->name;
	return rules != NULL && rules_settle(rules, person, saved, &settle, err);
}
