/*
 * model/compare-table.c: where a comparison lies, and which sheet shows it
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/compare.h"

#include <string.h>

#include "base/buf.h"
#include "model/db.h"

const char *const compare_tables[] = { "compared", "compared_blank", NULL };

bool
compare_begin(struct db *db, struct err *err)
{
	return db_exec(db,
	    "CREATE TEMP TABLE IF NOT EXISTS compared(seq INTEGER PRIMARY KEY,"
	    " class TEXT NOT NULL, kind TEXT, line INTEGER, person TEXT, period TEXT,"
	    " number TEXT, name TEXT, id_card TEXT, id_card_masked TEXT, id_key TEXT,"
	    " place TEXT, day TEXT, why TEXT, out TEXT);"
	    "CREATE TEMP TABLE IF NOT EXISTS compared_blank(seq INTEGER, nth INTEGER,"
	    " blank TEXT, kind TEXT, ours TEXT, theirs TEXT, ours_masked TEXT,"
	    " theirs_masked TEXT, PRIMARY KEY (seq, nth)) WITHOUT ROWID;"
	    "CREATE TEMP TABLE IF NOT EXISTS compared_doubt(number TEXT, line INTEGER,"
	    " PRIMARY KEY (number, line)) WITHOUT ROWID;"
	    "CREATE TEMP TABLE IF NOT EXISTS compared_scope(period TEXT PRIMARY KEY,"
	    " person TEXT, number TEXT, name TEXT, id_card TEXT, id_card_masked TEXT,"
	    " id_key TEXT, place TEXT, day TEXT, doubt INTEGER, why TEXT)"
	    " WITHOUT ROWID;"
	    "CREATE TEMP TABLE IF NOT EXISTS compared_of(report TEXT);"
	    "CREATE INDEX IF NOT EXISTS temp.compared_by_period ON compared(period);"
	    "CREATE INDEX IF NOT EXISTS temp.compared_by_person ON compared(person, line);"
	    "CREATE INDEX IF NOT EXISTS temp.compared_by_name ON compared(name, line);"
	    "CREATE INDEX IF NOT EXISTS temp.compared_by_id ON compared(id_key);"
	    "CREATE INDEX IF NOT EXISTS temp.compared_by_day ON compared(day);"
	    "CREATE INDEX IF NOT EXISTS temp.scope_by_name ON compared_scope(name, number);"
	    "DELETE FROM temp.compared; DELETE FROM temp.compared_blank;"
	    "DELETE FROM temp.compared_doubt; DELETE FROM temp.compared_scope;"
	    "DELETE FROM temp.compared_of", err);
}

/* The profiles that have a report to compare with, as words. */
static void
add_profiles(struct catalog *catalog, const char *report, struct buf *out)
{
	const struct profiledef *profile;
	const char *const *name;
	size_t count = catalog_names(catalog, "profile", &name), i, n = 0;

	for (i = 0; i < count; i++) {
		profile = catalog_profile(catalog, name[i], NULL);
		if (profile == NULL || profile->compare == NULL ||
		    (report != NULL && strcmp(profile->compare, report) != 0))
			continue;
		buf_addf(out, "%s%s（%s）", n++ > 0 ? "、" : "", name[i],
		    profile->title);
	}
}

const struct reportdef *
compare_report(struct catalog *catalog, const char *name, struct err *err)
{
	const struct profiledef *profile = catalog_profile(catalog, name, err);
	struct buf list = BUF_INIT;

	if (profile == NULL)
		return NULL;
	if (profile->compare != NULL)
		return catalog_report(catalog, profile->compare, err);
	add_profiles(catalog, NULL, &list);
	err_set(err, ERR_INPUT, "%s（%s）不是人员名单，不能对账；能对账的对照：%s。"
	    "要看它有多少行库里还没有，请试导入", name,
	    profile->title, buf_str(&list));
	buf_clear(&list);
	return NULL;
}

bool
compare_ready(struct store *store, const struct reportdef *report, struct err *err)
{
	const char *value[1] = { report->name };
	struct buf list = BUF_INIT;
	long long there = 0;

	if (db_int(store_db(store), "SELECT count(*) FROM sqlite_temp_schema"
	    " WHERE name = 'compared_of'", NULL, 0, 0, &there, err) && there > 0 &&
	    db_int(store_db(store), "SELECT count(*) FROM temp.compared_of"
	    " WHERE report = ?1", value, 1, 0, &there, err) && there > 0)
		return true;
	add_profiles(store_catalog(store), report->name, &list);
	err_set(err, ERR_INPUT, "“%s”由对账得出：请用 bangjiao compare 对照 文件（对照：%s）",
	    report->title, buf_str(&list));
	buf_clear(&list);
	return false;
}
