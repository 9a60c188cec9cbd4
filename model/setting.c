/*
 * model/setting.c: changing what an office chose, and what that would do
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/setting.h"

#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "model/entry.h"

/* ---- the trial ---- */
/* Beside the caches of the copy stands what they were. */
static const char remember[] =
    "CREATE TEMP TABLE due_before AS SELECT rule, subject, due_on, late_from, until_on"
    " FROM main.due WHERE ours = 1;"
    "CREATE UNIQUE INDEX temp.due_before_key ON due_before(rule, subject);"
    "CREATE TEMP TABLE standing_before AS SELECT track, state, subject, from_on, until_on"
    " FROM main.standing";

/* Owed on the day ?1, and late on it. */
static const char owed[] =
    "SELECT count(*) FROM due_before WHERE until_on IS NULL OR until_on > ?1";
static const char late[] =
    "SELECT count(*) FROM due_before WHERE late_from <= ?1"
    " AND (until_on IS NULL OR until_on > ?1)";
static const char late_then[] =
    "SELECT count(*) FROM main.due WHERE ours = 1 AND late_from <= ?1"
    " AND (until_on IS NULL OR until_on > ?1)";
static const char gone[] =
    "SELECT count(*) FROM due_before AS b WHERE (b.until_on IS NULL OR b.until_on > ?1)"
    " AND NOT EXISTS (SELECT 1 FROM main.due AS d WHERE d.rule = b.rule AND"
    " d.subject = b.subject AND d.ours = 1 AND (d.until_on IS NULL OR d.until_on > ?1))";
static const char added[] =
    "SELECT count(*) FROM main.due AS d WHERE d.ours = 1 AND"
    " (d.until_on IS NULL OR d.until_on > ?1)"
    " AND NOT EXISTS (SELECT 1 FROM due_before AS b WHERE b.rule = d.rule AND"
    " b.subject = d.subject AND (b.until_on IS NULL OR b.until_on > ?1))";
static const char moved[] =
    "SELECT count(*) FROM due_before AS b JOIN main.due AS d ON d.rule = b.rule AND"
    " d.subject = b.subject WHERE d.ours = 1 AND (b.until_on IS NULL OR b.until_on > ?1)"
    " AND (d.until_on IS NULL OR d.until_on > ?1)"
    " AND (d.due_on <> b.due_on OR d.late_from <> b.late_from)";
/* Of another state on the day, whatever else it changes. */
static const char states[] =
    "WITH was AS (SELECT track, state, subject FROM standing_before"
    " WHERE from_on <= ?1 AND (until_on IS NULL OR until_on > ?1)),"
    " now AS (SELECT track, state, subject FROM main.standing"
    " WHERE from_on <= ?1 AND (until_on IS NULL OR until_on > ?1))"
    " SELECT count(DISTINCT subject) FROM (SELECT * FROM (SELECT * FROM was EXCEPT"
    " SELECT * FROM now) UNION ALL SELECT * FROM (SELECT * FROM now EXCEPT"
    " SELECT * FROM was))";

static bool
count(struct store *copy, const char *sql, const char *day, long *out, struct err *err)
{
	long long n = 0;

	if (!db_int(store_db(copy), sql, &day, 1, 0, &n, err))
		return false;
	*out = (long)n;
	return true;
}

static bool
compare(struct store *copy, struct setting_effect *effect, struct err *err)
{
	char day[DATE_SIZE];

	date_print(date_today(), day);
	return count(copy, owed, day, &effect->dues, err) &&
	    count(copy, gone, day, &effect->gone, err) &&
	    count(copy, added, day, &effect->added, err) &&
	    count(copy, moved, day, &effect->moved, err) &&
	    count(copy, late, day, &effect->late, err) &&
	    count(copy, late_then, day, &effect->late_then, err) &&
	    count(copy, states, day, &effect->states, err);
}

static bool
fits(struct store *store, const char *name, const char *value, struct err *err)
{
	const struct settingdef *setting = catalog_setting(store_catalog(store), name, err);

	return setting != NULL && (value == NULL || setting_fits(setting, value, err));
}

bool
setting_try(struct store *store, const char *name, const char *value,
    bool (*progress)(void *arg, long done, long all), void *arg,
    struct setting_effect *effect, struct err *err)
{
	struct store *copy;
	bool ok;

	memset(effect, 0, sizeof(*effect));
	if (!fits(store, name, value, err))
		return false;
	copy = store_copy(store, err);
	ok = copy != NULL && db_exec(store_db(copy), remember, err) &&
	    store_save_setting(copy, name, value, NULL, progress, arg, err) &&
	    compare(copy, effect, err);
	store_close(copy);
	return ok;
}

void
setting_effect_told(const struct setting_effect *effect, struct buf *out)
{
	if (effect->added == 0 && effect->gone == 0 && effect->moved == 0 &&
	    effect->late == effect->late_then && effect->states == 0) {
		buf_addf(out, "按今天的记录，现有的 %ld 项待办和各人的环节、标记都不变。",
		    effect->dues);
		return;
	}
	buf_addf(out, "待办现有 %ld 项：增加 %ld 项，取消 %ld 项，改期 %ld 项；逾期 %ld 项变为 %ld 项。",
	    effect->dues, effect->added, effect->gone, effect->moved, effect->late,
	    effect->late_then);
	if (effect->states > 0)
		buf_addf(out, "环节、标记有变的 %ld 个。", effect->states);
}

/* ---- changing ---- */
bool
setting_change(struct store *store, const char *name, const char *value,
    const char *reason, bool (*progress)(void *arg, long done, long all), void *arg,
    struct err *err)
{
	if (reason == NULL || *reason == '\0')
		return err_set(err, ERR_INPUT, "改设置要写理由，没有改动。");
	return fits(store, name, value, err) && entry_may(store, "setting.save", err) &&
	    store_save_setting(store, name, value, reason, progress, arg, err);
}

char *
setting_shown(const struct settingdef *setting, const char *value)
{
	size_t i;

	if (value == NULL)
		return mem_text("（空）");
	if (strcmp(setting->type, "yesno") == 0)
		return mem_text(strcmp(value, "1") == 0 ? "是" : "否");
	for (i = 0; i < setting->choice_count; i++)
		if (strcmp(setting->choice[i].value, value) == 0)
			return mem_text(setting->choice[i].label);
	return mem_text(value);
}
