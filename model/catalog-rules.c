/*
 * model/catalog-rules.c: deadlines, rhythms, states
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/catalog-private.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"

static const char *const rule_keys[] = {
	"title", "act", "basis", "set", "subject", "ower", "applies", "starts",
	"every", "within", "early", "grace", "first", "answered_by", "answer",
	"excused", "until", "since", "stop", NULL
};
static const char *const track_keys[] = { "title", "basis", "subject", "pick", NULL };
static const char *const state_keys[] = { "when", "basis", NULL };

static const struct def_pair *
property(const struct making *making, const char *key)
{
	return def_find(making->section->pair, making->section->pair_count, key);
}

/* A property that must be there. */
static bool
needed(const struct making *making, const char *key, const char *remedy,
    const char **out, struct err *err)
{
	*out = making_value(making, key);
	if (*out == NULL || **out == '\0')
		return making_error(making, making->section->line, err,
		    "[%s %s] 没有 %s，请加一行 %s = %s", making->section->kind,
		    making->section->name, key, key, remedy);
	return true;
}

static bool
part(const struct making *making, const char *key, bool must, struct sqlpart *out,
    struct err *err)
{
	const struct def_pair *pair = property(making, key);

	if (pair == NULL)
		return !must || making_error(making, making->section->line, err,
		    "[rule %s] 没有 %s，请加一行 %s = SELECT 对象, 记录, 日期 …",
		    making->section->name, key, key);
	out->line = pair->line;
	return making_sql(making, pair, &out->sql, err);
}

/* "until" is the part, or the last day on which the rule was in force. */
static bool
rule_until(const struct making *making, struct ruledef *rule, struct err *err)
{
	const struct def_pair *until = property(making, "until");
	const struct def_pair *stop = property(making, "stop");

	rule->since = rule->stop = DATE_NONE;
	if (until != NULL && date_parse(until->value) != DATE_NONE) {
		if (stop != NULL)
			return making_error(making, stop->line, err,
			    "until 已经写了失效日期，请删去 stop");
		rule->stop = date_parse(until->value);
	} else if (!part(making, "until", false, &rule->until, err)) {
		return false;
	}
	if (!making_date(making, stop, &rule->stop, err) ||
	    !making_date(making, property(making, "since"), &rule->since, err))
		return false;
	if (rule->since != DATE_NONE && rule->stop != DATE_NONE && rule->stop < rule->since)
		return making_error(making, rule->line, err,
		    "规则“%s”的失效日期早于生效日期，请核对 since 和 until", rule->name);
	return true;
}

/* "5 days", "1 months", "setting('x') workdays": count and unit. */
static bool
span_read(const struct making *making, const struct def_pair *pair, const char *text,
    struct ruledef *rule, struct err *err)
{
	static const char *const unit[] = { "days", "workdays", "months" };
	static const char *const single[] = { "day", "workday", "month" };
	const char *blank = strrchr(text, ' ');
	size_t len, i;
	char *end;
	long n;

	for (i = 0; blank != NULL && i < 3; i++)
		if (strcmp(blank + 1, unit[i]) == 0 || strcmp(blank + 1, single[i]) == 0)
			break;
	for (len = blank == NULL ? 0 : (size_t)(blank - text);
	    len > 0 && text[len - 1] == ' '; len--)
		;
	if (len == 0 || i == 3)
		return making_error(making, pair->line, err,
		    "%s 应写成“数 days”“数 workdays”或“数 months”，请改正“%s”",
		    pair->key, pair->value);
	rule->unit = (enum rule_unit)i;
	n = strtol(text, &end, 10);
	if (end == text + len && n >= 0 && n <= 36500) {
		rule->count = (int)n;
		return true;
	}
	if (strspn(text, "0123456789-") == len)
		return making_error(making, pair->line, err,
		    "%s 的数应在0到36500之间，请改正“%s”", pair->key, pair->value);
	rule->count_sql = arena_textn(making->catalog->arena, text, len);
	return true;
}

static bool
rule_every(const struct making *making, const struct def_pair *pair,
    struct ruledef *rule, struct err *err)
{
	static const char *const grid[] = { "month", "quarter", "half year", "year" };
	static const char after[] = " after";
	const size_t tail = sizeof(after) - 1;
	size_t len = strlen(pair->value);
	char *text;
	bool ok;
	int i;

	for (i = 0; i < 4; i++)
		if (strcmp(grid[i], pair->value) == 0) {
			rule->every = (enum rule_every)(EVERY_MONTH + i);
			return true;
		}
	if (strcmp(pair->value, "half") == 0) {
		rule->every = EVERY_HALF;
		return true;
	}
	if (len <= tail || strcmp(pair->value + len - tail, after) != 0)
		return making_error(making, pair->line, err,
		    "every 应是 month、quarter、half year、year 或“3 months after”，"
		    "请改正“%s”", pair->value);
	rule->every = EVERY_AFTER;
	text = mem_textn(pair->value, len - tail);
	ok = span_read(making, pair, text, rule, err);
	free(text);
	return ok;
}

static bool
rule_rhythm(const struct making *making, struct ruledef *rule, struct err *err)
{
	static const char *const first[] = { "next", "same", NULL };
	const struct def_pair *every = property(making, "every");
	const struct def_pair *within = property(making, "within");
	int at = 0;

	if ((every == NULL) == (within == NULL))
		return making_error(making, every == NULL ? rule->line : within->line, err,
		    every == NULL ? "规则“%s”没有期限，请写 within = 5 days 或 every = quarter" :
		    "规则“%s”的 within 和 every 只能写一个，请删去一行", rule->name);
	if (every != NULL ? !rule_every(making, every, rule, err) :
	    !span_read(making, within, within->value, rule, err))
		return false;
	if (!making_choice(making, property(making, "first"), first, &at, err) ||
	    !making_int(making, property(making, "grace"), 0, 3650, &rule->grace, err) ||
	    !making_int(making, property(making, "early"), 0, 36500, &rule->early, err))
		return false;
	rule->first_same = at == 1;
	if (property(making, "first") != NULL &&
	    (rule->every == EVERY_NOT || rule->every == EVERY_AFTER))
		return making_error(making, property(making, "first")->line, err,
		    "first 只用于按月、季、半年、年的规则，请删去");
	return true;
}

/* "visit answers": the form, and its blank that names the subject. */
static bool
rule_answer(const struct making *making, struct ruledef *rule, struct err *err)
{
	const struct def_pair *pair = property(making, "answer");
	const char *const *word;
	size_t count;

	if (pair == NULL)
		return true;
	count = making_words(making, pair->value, "", &word);
	if (count < 1 || count > 2)
		return making_error(making, pair->line, err,
		    "answer 应写成：表 [栏目]，请改正“%s”", pair->value);
	rule->answer_line = pair->line;
	rule->answer_form = word[0];
	rule->answer_blank = count == 2 ? word[1] : NULL;
	return true;
}

const void *
make_rule(const struct making *making, struct err *err)
{
	struct ruledef *rule = making_get(making, 1, sizeof(*rule));
	const struct def_section *section = making->section;

	rule->name = section->name;
	rule->file = making->source->source.name;
	rule->line = section->line;
	if (section->entry_count > 0) {
		making_error(making, section->entry[0].line, err,
		    "规则里只有“名称 = 值”，请改正或缩进“%s”", section->entry[0].text);
		return NULL;
	}
	if (!making_known(making, section->pair, section->pair_count, rule_keys, NULL, err) ||
	    !making_title(making, &rule->title, err) ||
	    !making_basis(making, &rule->basis, err) ||
	    !needed(making, "subject", "period（谁欠：一个表的名称）", &rule->subject, err) ||
	    !needed(making, "ower", "站（谁办：站、小组，或上游的县办、公安、监所…）",
	    &rule->ower, err))
		return NULL;
	rule->act = making_value(making, "act");
	if (rule->act == NULL)
		rule->act = rule->title;
	rule->set = making_value(making, "set");
	rule->ours = strcmp(rule->ower, "站") == 0 || strcmp(rule->ower, "小组") == 0;
	if (!rule_rhythm(making, rule, err) || !rule_answer(making, rule, err) ||
	    !part(making, "applies", true, &rule->applies, err) ||
	    !part(making, "starts", true, &rule->starts, err) ||
	    !part(making, "answered_by", true, &rule->answered_by, err) ||
	    !part(making, "excused", false, &rule->excused, err) ||
	    !rule_until(making, rule, err))
		return NULL;
	return rule;
}

/* ---- states ---- */
static bool
state_read(const struct making *making, const struct def_entry *entry,
    struct statetrack *track, struct statedef *state, struct err *err)
{
	const struct def_pair *when = def_find(entry->attr, entry->count, "when");
	const struct def_pair *basis = def_find(entry->attr, entry->count, "basis");
	const char *const *word;
	size_t i;

	if (making_words(making, entry->text, "", &word) != 2 || !name_good(word[0]))
		return making_error(making, entry->line, err,
		    "状态行应写成：名称 标签，请改正“%s”", entry->text);
	state->name = word[0];
	state->label = word[1];
	for (i = 0; i < track->count; i++)
		if (strcmp(track->state[i].name, state->name) == 0)
			return making_error(making, entry->line, err,
			    "状态“%s”已经有了，请删去一处或改名", state->name);
	if (!making_known(making, entry->attr, entry->count, state_keys, NULL, err))
		return false;
	if (when == NULL || *when->value == '\0')
		return making_error(making, entry->line, err, "状态“%s”没有 when，"
		    "请加一行 when = SELECT 对象, 起, 止, 记录 …", state->name);
	state->when.line = when->line;
	state->basis = basis == NULL ? track->basis : basis->value;
	return making_sql(making, when, &state->when.sql, err);
}

const void *
make_states(const struct making *making, struct err *err)
{
	static const char *const pick[] = { "one", "many", NULL };
	const struct def_section *section = making->section;
	struct statetrack *track = making_get(making, 1, sizeof(*track));
	struct statedef *state = making_get(making, section->entry_count, sizeof(*state));
	size_t i;
	int at = 0;

	track->name = section->name;
	track->file = making->source->source.name;
	track->line = section->line;
	track->state = state;
	if (!making_known(making, section->pair, section->pair_count, track_keys, NULL, err) ||
	    !making_title(making, &track->title, err) ||
	    !making_basis(making, &track->basis, err) ||
	    !needed(making, "subject", "period", &track->subject, err) ||
	    !making_choice(making, property(making, "pick"), pick, &at, err))
		return NULL;
	track->many = at == 1;
	for (i = 0; i < section->entry_count; i++, track->count++)
		if (!state_read(making, &section->entry[i], track, &state[i], err))
			return NULL;
	if (track->count == 0) {
		making_error(making, section->line, err,
		    "[states %s] 一个状态也没有，请写：名称 标签，和缩进的 when = …",
		    section->name);
		return NULL;
	}
	return track;
}
