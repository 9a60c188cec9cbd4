/*
 * model/rule-why.c: why something is owed, or is not
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/rules-private.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/basis.h"

/* ---- naming a paper ---- */
/* Is the record of that form?  Then "《title》" and its date, "" if none. */
static bool
name_paper(struct rules *rules, const char *table, const char *record, bool *found,
    struct buf *out, struct err *err)
{
	const struct formdef *form;
	struct buf sql = BUF_INIT;
	struct err ignored = ERR_INIT;
	char *date = NULL;
	const char *value[] = { record };
	bool ok;

	*found = false;
	form = catalog_form(store_catalog(rules->store), table, &ignored);
	if (form == NULL)
		return true;		/* a system table, or a multi-valued blank's */
	buf_add(&sql, "SELECT ");
	if (form->order_count > 0)
		buf_addf(&sql, "coalesce(\"%s\", '')", form->order[0].field->name);
	else
		buf_add(&sql, "''");
	buf_addf(&sql, " FROM main.\"%s\" WHERE id = ?1", form->name);
	ok = db_text(store_db(rules->store), buf_str(&sql), value, 1, &date, err);
	buf_clear(&sql);
	if (ok && date != NULL) {
		*found = true;
		buf_addf(out, "《%s》", form->title);
		if (*date != '\0' && strcmp(form->name, "person") != 0)
			buf_addf(out, "%s", date);
	}
	free(date);
	return ok;
}

static bool
add_paper(struct rules *rules, const struct compiled_rule *rule, const char *record,
    struct buf *out, struct err *err)
{
	bool found = false, ok = true;

	if (*record == '\0')
		return true;
	ok = name_paper(rules, rule->def->subject, record, &found, out, err);
	for (size_t i = 0; ok && !found && i < rule->reads.count; i++)
		ok = name_paper(rules, rule->reads.table[i], record, &found, out, err);
	if (ok && !found)
		buf_addf(out, "记录%s", record);
	return ok;
}

static bool
add_fact(struct rules *rules, const struct compiled_rule *rule, const char *head,
    const struct fact *fact, const char *tail, struct buf *out, struct err *err)
{
	char iso[DATE_SIZE];

	buf_addf(out, "%s%s，凭", head, date_print(fact->date, iso));
	if (!add_paper(rules, rule, fact->record, out, err))
		return false;
	buf_addf(out, "%s\n", tail);
	return true;
}

/* ---- the rule itself ---- */
static void
add_length(const struct ruledef *def, int count, struct buf *out)
{
	static const char *const unit[] = { "天", "个工作日", "个月" };

	buf_addf(out, "%d%s", count, unit[def->unit]);
}

static void
add_rhythm(const struct ruledef *def, int count, struct buf *out)
{
	static const char *const grid[] = { "", "每月", "每季度", "每半年", "每年" };

	buf_add(out, "期限：");
	if (def->every == EVERY_NOT) {
		buf_add(out, "起算后");
		add_length(def, count, out);
		buf_add(out, "内一次");
		if (def->early > 0)
			buf_addf(out, "，提前%d天以内完成的也算", def->early);
	} else if (def->every == EVERY_AFTER) {
		buf_add(out, "上次完成（没有则起算日）后");
		add_length(def, count, out);
		buf_add(out, "内一次");
	} else {
		buf_addf(out, "%s一次，从起算日%s开始，期末日到期", grid[def->every],
		    def->first_same ? "所在的一期" : "的下一期");
	}
	if (def->grace > 0)
		buf_addf(out, "，宽限%d天", def->grace);
	buf_add(out, "\n");
}

static void
add_head(struct catalog *catalog, const struct ruledef *def, struct buf *out)
{
	buf_addf(out, "规则：%s（%s），事项：%s\n", def->title, def->name, def->act);
	buf_add(out, "依据：");
	basis_told(catalog, def->basis, out);
	buf_addc(out, '\n');
	buf_addf(out, "责任：%s%s\n", def->ower,
	    def->ours ? "" : "（上游，不计本所逾期）");
}

/* ---- the facts ---- */
/* Those that were known today: an answer dated tomorrow answers nothing yet. */
static size_t
known(const struct fact *fact, size_t count, int today)
{
	while (count > 0 && fact[count - 1].date > today)
		count--;
	return count;
}

static bool
add_answers(struct rules *rules, const struct compiled_rule *rule, const struct facts *facts,
    const struct rule_result *result, int today, struct buf *out, struct err *err)
{
	size_t n = known(facts->answer, facts->answers, today), i;
	char iso[DATE_SIZE];

	if (n == 0) {
		buf_add(out, "完成：没有记录\n");
	} else if (result->answer == DATE_NONE) {
		if (!add_fact(rules, rule, "完成：最近一次", &facts->answer[n - 1],
		    "，在起算日以前，不算", out, err))
			return false;
	} else {
		for (i = 0; i + 1 < n && facts->answer[i].date != result->answer; i++)
			;
		buf_addf(out, "完成：共%zu次；", n);
		if (!add_fact(rules, rule, "算数的是", &facts->answer[i], "", out, err))
			return false;
	}
	n = known(facts->excuse, facts->excuses, today);
	if (n > 0 && result->excuse == DATE_NONE)
		buf_addf(out, "顺延：最近一次%s，不在应完成的一期内\n",
		    date_print(facts->excuse[n - 1].date, iso));
	for (i = 0; i < n && result->excuse != DATE_NONE; i++)
		if (facts->excuse[i].date == result->excuse)
			return add_fact(rules, rule, "顺延：", &facts->excuse[i], "", out, err);
	return true;
}

/* ---- the verdict ---- */
/* Spans of the grid, from the one owed on, whose last allowed day is over. */
static int
missed_spans(const struct ruledef *def, const struct rule_result *result, int today)
{
	int months = rule_grid_months(def->every), missed = 0, end = result->due;

	while (months > 0 && rule_days_late(end + def->grace + 1, today) > 0) {
		missed++;
		end = date_period_end(end + 1, months);
	}
	return missed;
}

static void
add_owed(const struct ruledef *def, const struct rule_result *result, int today, struct buf *out)
{
	int days = rule_days_late(result->late_from, today), missed;
	char iso[DATE_SIZE];

	buf_addf(out, "结论：期限%s", date_print(result->due, iso));
	if (result->late_from - 1 != result->due)
		buf_addf(out, "，宽限到%s", date_print(result->late_from - 1, iso));
	buf_addf(out, "；今天%s，", date_print(today, iso));
	if (days > 0)
		buf_addf(out, def->ours ? "逾期%d天" : "上游已过期%d天，不计本所逾期", days);
	else if (today >= result->due)
		buf_add(out, "到期");
	else
		buf_addf(out, "未到期，还有%d天", result->due - today);
	missed = missed_spans(def, result, today);
	if (missed > 1)
		buf_addf(out, "，连同其后共%d期未完成", missed);
	buf_add(out, "\n");
}

static void
add_verdict(struct rules *rules, const struct compiled_rule *rule, const struct facts *facts,
    const struct rule_result *result, int today, struct buf *out)
{
	char a[DATE_SIZE], b[DATE_SIZE];

	switch (result->verdict) {
	case RULE_OWED:
		if (facts->until.date != DATE_NONE && facts->until.date <= today)
			buf_addf(out, "结论：从%s起不再要求\n", date_print(facts->until.date, a));
		else
			add_owed(rule->def, result, today, out);
		break;
	case RULE_NO_START:
		buf_add(out, "结论：没有起算日期，暂不能算出期限；请补齐起算的日期\n");
		break;
	case RULE_ANSWERED:
		buf_addf(out, "结论：已完成（期限%s，完成%s）%s\n", date_print(result->due, a),
		    date_print(result->answer, b),
		    rule_days_late(result->late_from, result->answer) > 0 ? "，迟于期限" : "");
		break;
	case RULE_EXCUSED:
		buf_addf(out, "结论：已顺延，不再要求（期限%s）\n", date_print(result->due, a));
		break;
	case RULE_HISTORY:
		buf_addf(out, "结论：历史未记（期限%s早于启用日%s），不算逾期\n",
		    date_print(result->due, a), date_print(store_start(rules->store), b));
		break;
	case RULE_ENDED:
		buf_addf(out, "结论：下一期限%s不早于终止日%s，不再要求\n",
		    date_print(result->due, a), date_print(facts->until.date, b));
		break;
	case RULE_NOT_IN_FORCE:
		buf_add(out, "结论：起算日或期限不在本规则的有效日期内，不适用\n");
		break;
	}
}

static bool
add_subject(struct rules *rules, const struct compiled_rule *rule, const struct subject *subject,
    int today, struct buf *out, struct err *err)
{
	struct facts facts;
	struct rule_result result;
	char iso[DATE_SIZE];
	bool ok = false;

	if (!facts_load(rules, rule, subject->id, &facts, err))
		return false;
	facts_judge(rules, rule, &facts, today, &result);
	buf_add(out, "\n对象：");
	if (strcmp(rule->def->subject, "office") == 0)
		buf_add(out, store_office_name(rules->store));
	else if (!add_paper(rules, rule, subject->id, out, err))
		goto out;
	if (!facts.applies) {
		buf_add(out, "\n适用：否，没有符合条件的记录\n结论：不要求\n");
		ok = true;
		goto out;
	}
	buf_add(out, "\n适用：是");
	if (facts.applied[0] != '\0' && strcmp(facts.applied, subject->id) != 0) {
		buf_add(out, "，凭");
		if (!add_paper(rules, rule, facts.applied, out, err))
			goto out;
	}
	buf_add(out, "\n");
	if (facts.start.date == DATE_NONE)
		buf_add(out, "起算：没有日期\n");
	else if (!add_fact(rules, rule, "起算：", &facts.start, "", out, err))
		goto out;
	add_rhythm(rule->def, facts.count, out);
	if (!add_answers(rules, rule, &facts, &result, today, out, err))
		goto out;
	if (facts.until.date != DATE_NONE &&
	    !add_fact(rules, rule, "终止：", &facts.until, "，从这天起不再要求", out, err))
		goto out;
	if (result.launched && result.verdict == RULE_OWED)
		buf_addf(out, "启用日：%s，此前各期为历史未记，不算逾期\n",
		    date_print(store_start(rules->store), iso));
	if (rule->def->every != EVERY_NOT && result.span_from != DATE_NONE && result.verdict == RULE_OWED) {
		buf_addf(out, "本期：%s", date_print(result.span_from, iso));
		buf_addf(out, " 至 %s\n", date_print(result.due, iso));
	}
	add_verdict(rules, rule, &facts, &result, today, out);
	ok = true;
out:
	facts_clear(&facts);
	return ok;
}

bool
rules_why(struct store *store, const char *person, const char *name, struct buf *out,
    struct err *err)
{
	struct rules *rules = rules_of(store, err);
	const struct ruledef *def = catalog_rule(store_catalog(store), name, err);
	struct subjects subjects = { 0 };
	const struct compiled_rule *rule = NULL;
	long live = 0;
	bool ok;

	if (rules == NULL || def == NULL)
		return false;
	for (size_t i = 0; i < rules->rule_count; i++)
		if (rules->rule[i].def == def)
			rule = &rules->rule[i];
	if (rule == NULL)
		return err_set(err, ERR_MISSING, "没有期限规则“%s”，请用 list rules 查看", name);
	add_head(store_catalog(store), def, out);
	ok = subjects_of(rules, def->subject, person, &subjects, err);
	for (size_t i = 0; ok && i < subjects.count; i++) {
		if (!subjects.subject[i].live)
			continue;
		live++;
		ok = add_subject(rules, rule, &subjects.subject[i], date_today(), out, err);
	}
	if (ok && live == 0)
		buf_add(out, "\n没有本规则所管的记录\n结论：不要求\n");
	free(subjects.subject);
	return ok;
}
