/*
 * model/listing-dues.c: what is owed, by 期限 人员编号 规则
 * SPDX-License-Identifier: Apache-2.0
 *
 * One place says what belongs to a span of dues; the page, the count from the
 * tally and the count of rows all ask it.
 */
#include "config.h"
#include "model/listing-private.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "model/rules-private.h"

/* ---- what belongs ---- */
/* Bounds of due_on and the side of lateness; DATE_NONE = open. */
struct wanted {
	int	from, to;
	int	late;		/* 1 late today, 0 not late today, -1 either */
};

/* The longest grace: nothing older than that is still not late. */
static bool
longest_grace(struct listing *listing, int *grace, struct err *err)
{
	struct rules *rules = rules_named(listing->store, err);

	*grace = 0;
	if (rules == NULL)
		return false;
	for (size_t i = 0; i < rules->rule_count; i++)
		if (rules->rule[i].def->grace > *grace)
			*grace = rules->rule[i].def->grace;
	return true;
}

static bool
wanted_by(struct listing *listing, struct wanted *wanted, struct err *err)
{
	int today = date_today(), grace;

	*wanted = (struct wanted){ DATE_NONE, DATE_NONE, -1 };
	if (!longest_grace(listing, &grace, err))
		return false;
	switch (listing->spec.span) {
	case DUE_ALL:
		break;
	case DUE_OVERDUE:
		*wanted = (struct wanted){ DATE_NONE, today - 1, 1 };
		break;
	case DUE_TODAY:
		*wanted = (struct wanted){ today - grace, today, 0 };
		break;
	case DUE_WEEK:
		*wanted = (struct wanted){ today - grace, today + 7 - date_weekday(today), 0 };
		break;
	case DUE_DAYS:
		*wanted = (struct wanted){ DATE_NONE, today + listing->spec.days, -1 };
		break;
	}
	return true;
}

/* Appends the conditions; columns are named as given.  Values: :from :to
 * :today.  A bound on the side on which a page goes on from a key must not be
 * looked up: the index would be walked from there to the key. */
static void
add_wanted(const struct wanted *wanted, const char *side, const char *due, const char *late,
    const char *until, struct buf *sql)
{
	bool after = side != NULL && *side == '>', before = side != NULL && *side == '<';

	buf_addf(sql, " AND (%s IS NULL OR %s = '' OR %s > :today)", until, until, until);
	if (wanted->from != DATE_NONE)
		buf_addf(sql, " AND %s%s >= :from", after ? "+" : "", due);
	if (wanted->to != DATE_NONE)
		buf_addf(sql, " AND %s%s <= :to", before ? "+" : "", due);
	/* Law 2: late from late_from on, which is the day after due + grace. */
	if (wanted->late >= 0)
		buf_addf(sql, " AND %s %s :today", late, wanted->late ? "<=" : ">");
}

static void
bind_date(struct stmt *stmt, const char *name, int date)
{
	char iso[DATE_SIZE];

	if (date != DATE_NONE && stmt_param(stmt, name) != 0)
		stmt_text(stmt, stmt_param(stmt, name), date_print(date, iso));
}

static void
bind_text(struct stmt *stmt, const char *name, const char *text)
{
	if (stmt_param(stmt, name) != 0)
		stmt_text(stmt, stmt_param(stmt, name), text);
}

static void
bind_wanted(struct stmt *stmt, const struct wanted *wanted)
{
	bind_date(stmt, ":today", date_today());
	bind_date(stmt, ":from", wanted->from);
	bind_date(stmt, ":to", wanted->to);
}

/* ---- rows ---- */
#define COLUMNS "due_on, number, rule, subject, late_from, person"
#define ORDER "due_on, number, rule, subject"

/* One SELECT over due, or over what was owed as far as was known that day. */
static void
add_select(const struct listing *listing, const struct wanted *wanted, const char *table,
    const char *side, const char *columns, struct buf *sql)
{
	buf_addf(sql, "SELECT %s FROM %s AS d WHERE 1", columns, table);
	add_wanted(wanted, side, "due_on", "late_from", "until_on", sql);
	if (listing->spec.rule != NULL)
		buf_add(sql, " AND rule = :rule");
	if (listing->spec.person != NULL)
		buf_add(sql, " AND person = :person");
	if (listing->spec.ours)
		buf_add(sql, " AND ours = 1");
	if (side != NULL)
		buf_addf(sql, " AND (" ORDER ") %s (:k1, :k2, :k3, :k4)", side);
}

static void
add_source(const struct listing *listing, const struct wanted *wanted, bool as_of,
    const char *side, const char *columns, struct buf *sql)
{
	add_select(listing, wanted, "main.due", side, columns, sql);
	if (!as_of)
		return;
	buf_add(sql, " AND NOT EXISTS (SELECT 1 FROM temp.due_stale AS s"
	    " WHERE s.rule = d.rule AND s.subject = d.subject) UNION ALL ");
	add_select(listing, wanted, "temp.due_as_of", side, columns, sql);
}

static void
bind_source(struct stmt *stmt, const struct listing *listing, const struct wanted *wanted)
{
	bind_wanted(stmt, wanted);
	bind_text(stmt, ":rule", listing->spec.rule);
	bind_text(stmt, ":person", listing->spec.person);
}

/* Is the day before an answer that is already known?  Then the kept dues are
 * those of a later day. */
static bool
earlier(struct listing *listing, bool *as_of, struct err *err)
{
	struct rules *rules = rules_named(listing->store, err);

	return rules != NULL && rules_as_of(rules, date_today(), as_of, err);
}

static bool
dues_ready(struct listing *listing, struct err *err)
{
	bool as_of;

	return earlier(listing, &as_of, err);
}

static void
take(struct page *page, struct stmt *stmt)
{
	struct listing_row *row = page_add(page, "%s\t%s\t%s\t%s", stmt_get(stmt, 0),
	    stmt_get(stmt, 1), stmt_get(stmt, 2), stmt_get(stmt, 3));

	row->rule = mem_text(stmt_get(stmt, 2));
	snprintf(row->record, sizeof row->record, "%s", stmt_get(stmt, 3));
	snprintf(row->person, sizeof row->person, "%s", stmt_get(stmt, 5));
	row->late = rule_days_late(date_parse(stmt_get(stmt, 4)), date_today()) > 0;
}

static bool
dues_walk(struct listing *listing, const char *key, bool forward, struct page *page,
    struct err *err)
{
	char copy[LISTING_KEY], *part[4] = { NULL, NULL, NULL, NULL }, limit[32];
	struct wanted wanted;
	struct buf sql = BUF_INIT;
	struct stmt *stmt;
	bool as_of;
	int step;

	if (key != NULL && !key_parts(key, copy, part, 4))
		return err_set(err, ERR_INPUT, "列表的位置已失效，请重新打开列表");
	if (!wanted_by(listing, &wanted, err) || !earlier(listing, &as_of, err))
		return false;
	add_source(listing, &wanted, as_of, key == NULL ? NULL : forward ? ">" : "<", COLUMNS, &sql);
	buf_add(&sql, forward ? " ORDER BY " ORDER :
	    " ORDER BY due_on DESC, number DESC, rule DESC, subject DESC");
	snprintf(limit, sizeof limit, " LIMIT %zu", page->want);
	buf_add(&sql, limit);
	stmt = db_query(store_db(listing->store), buf_str(&sql), err);
	buf_clear(&sql);
	if (stmt == NULL)
		return false;
	bind_source(stmt, listing, &wanted);
	for (int i = 0; key != NULL && i < 4; i++) {
		snprintf(limit, sizeof limit, ":k%d", i + 1);
		bind_text(stmt, limit, part[i]);
	}
	while ((step = stmt_step(stmt, err)) == 1)
		take(page, stmt);
	stmt_done(stmt);
	return step == 0;
}

/* ---- counts ---- */
static bool
tally_count(struct store *store, const char *rule, const struct wanted *wanted, long *count,
    struct err *err)
{
	struct buf sql = BUF_INIT;
	char *what = mem_printf("due/%s", rule);
	struct stmt *stmt;
	int step = -1;

	buf_add(&sql, "SELECT coalesce(sum(n), 0) FROM tally WHERE what = :what");
	add_wanted(wanted, NULL, "day", "late", "until", &sql);
	stmt = db_query(store_db(store), buf_str(&sql), err);
	if (stmt != NULL) {
		bind_wanted(stmt, wanted);
		bind_text(stmt, ":what", what);
		if ((step = stmt_step(stmt, err)) == 1)
			*count += (long)stmt_get_int(stmt, 0);
		stmt_done(stmt);
	}
	buf_clear(&sql);
	free(what);
	return step >= 0;
}

static bool
rows_count(struct listing *listing, const struct wanted *wanted, bool as_of, long limit,
    long *count, struct err *err)
{
	struct buf sql = BUF_INIT;
	struct stmt *stmt;
	int step;

	buf_add(&sql, "SELECT count(*) FROM (");
	add_source(listing, wanted, as_of, NULL, "1", &sql);
	if (limit > 0)
		buf_addf(&sql, " LIMIT %ld", limit + 1);
	buf_add(&sql, ")");
	stmt = db_query(store_db(listing->store), buf_str(&sql), err);
	buf_clear(&sql);
	if (stmt == NULL)
		return false;
	bind_source(stmt, listing, wanted);
	if ((step = stmt_step(stmt, err)) == 1)
		*count = (long)stmt_get_int(stmt, 0);
	stmt_done(stmt);
	return step >= 0;
}

static bool
count_wanted(struct listing *listing, const struct wanted *wanted, long limit, long *count,
    struct err *err)
{
	struct rules *rules = rules_named(listing->store, err);
	bool as_of;

	*count = 0;
	if (rules == NULL || !earlier(listing, &as_of, err))
		return false;
	if (as_of || listing->spec.person != NULL)
		return rows_count(listing, wanted, as_of, limit, count, err);
	for (size_t i = 0; i < rules->rule_count; i++) {
		const struct ruledef *def = rules->rule[i].def;

		if ((listing->spec.rule == NULL || strcmp(listing->spec.rule, def->name) == 0) &&
		    (def->ours || !listing->spec.ours) &&
		    !tally_count(listing->store, def->name, wanted, count, err))
			return false;
	}
	return true;
}

static bool
dues_count(struct listing *listing, long limit, long *count, bool *more, struct err *err)
{
	struct wanted wanted;

	return wanted_by(listing, &wanted, err) &&
	    count_wanted(listing, &wanted, limit, count, err);
}

bool
rules_count(struct store *store, const char *rule, int from, int to, bool late, long *count,
    struct err *err)
{
	struct listing listing = { .store = store, .spec = { .rule = rule, .ours = true } };
	struct wanted wanted = { from, to, late };

	if (late)
		wanted.from = wanted.to = DATE_NONE;
	return count_wanted(&listing, &wanted, 0, count, err);
}

/* ---- cells ---- */
struct shown {
	const struct listing_row *row;
	const struct ruledef *def;
	char	started_on[DATE_SIZE], due_on[DATE_SIZE], late_days[16];
	char	cause[STORE_ID_SIZE], period[STORE_ID_SIZE];
};

static const char *
bind_due(void *arg, const char *name)
{
	struct shown *shown = arg;

	if (strcmp(name, "person") == 0)
		return shown->row->person;
	if (strcmp(name, "subject") == 0 || strcmp(name, "record") == 0)
		return shown->row->record;
	if (strcmp(name, "rule") == 0)
		return shown->row->rule;
	if (strcmp(name, "period") == 0)
		return shown->period;
	if (strcmp(name, "act") == 0)
		return shown->def->act;
	if (strcmp(name, "basis") == 0)
		return shown->def->basis;
	if (strcmp(name, "ower") == 0)
		return shown->def->ower;
	if (strcmp(name, "cause") == 0)
		return shown->cause;
	if (strcmp(name, "started_on") == 0)
		return shown->started_on;
	if (strcmp(name, "due_on") == 0)
		return shown->due_on;
	if (strcmp(name, "late_days") == 0 || strcmp(name, "late") == 0)
		return shown->late_days;
	return NULL;
}

static bool
load_due(struct listing *listing, const struct listing_row *row, bool as_of,
    struct shown *shown, int *late_from, bool *there, struct err *err)
{
	struct stmt *stmt = db_query(store_db(listing->store), as_of ?
	    "SELECT started_on, due_on, late_from, cause, period FROM temp.due_as_of"
	    " WHERE rule = ?1 AND subject = ?2" :
	    "SELECT started_on, due_on, late_from, cause, period FROM main.due"
	    " WHERE rule = ?1 AND subject = ?2", err);
	int step;

	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, row->rule);
	stmt_text(stmt, 2, row->record);
	step = stmt_step(stmt, err);
	*there = step == 1;
	if (step == 1) {
		snprintf(shown->started_on, DATE_SIZE, "%s", stmt_get(stmt, 0));
		snprintf(shown->due_on, DATE_SIZE, "%s", stmt_get(stmt, 1));
		*late_from = date_parse(stmt_get(stmt, 2));
		snprintf(shown->cause, STORE_ID_SIZE, "%s", stmt_is_null(stmt, 3) ? "" : stmt_get(stmt, 3));
		snprintf(shown->period, STORE_ID_SIZE, "%s", stmt_is_null(stmt, 4) ? "" : stmt_get(stmt, 4));
	}
	stmt_done(stmt);
	return step >= 0;
}

static bool
dues_cells(struct listing *listing, struct listing_row *row, struct err *err)
{
	struct shown shown = { .row = row };
	int late_from = INT_MAX;
	bool as_of, there = false;

	shown.def = catalog_rule(store_catalog(listing->store), row->rule, err);
	if (shown.def == NULL || !earlier(listing, &as_of, err))
		return false;
	if (as_of && !load_due(listing, row, true, &shown, &late_from, &there, err))
		return false;
	if (!there && !load_due(listing, row, false, &shown, &late_from, &there, err))
		return false;
	snprintf(shown.late_days, sizeof shown.late_days, "%d",
	    rule_days_late(late_from, date_today()));
	snprintf(row->period, sizeof row->period, "%s", shown.period);
	return list_cells(listing, row, bind_due, &shown, err);
}

const struct listing_ops listing_dues = { dues_ready, dues_walk, dues_cells, dues_count };
