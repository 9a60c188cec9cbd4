/*
 * model/store-setting.c: the office's choices, and what the vocabulary asks
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/store-private.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "model/name-index.h"
#include "model/oplog.h"
#include "model/rules.h"

void
settings_forget(struct store *store)
{
	struct setting_value *next;

	for (; store->setting != NULL; store->setting = next) {
		next = store->setting->next;
		free(store->setting->name);
		free(store->setting->value);
		free(store->setting);
	}
}

const char *
store_setting(struct store *store, const char *name)
{
	struct setting_value *known;
	const struct settingdef *def;
	struct err err = ERR_INIT;
	char *value = NULL;

	for (known = store->setting; known != NULL; known = known->next)
		if (strcmp(known->name, name) == 0)
			return known->value;
	if (!db_text(store->db, "SELECT value FROM main.setting WHERE name = ?1", &name, 1,
	    &value, &err))
		return NULL;		/* asked again next time */
	if (value == NULL && (def = catalog_setting(store->catalog, name, NULL)) != NULL)
		value = mem_text(def->initial);
	known = mem_new(sizeof(*known));
	known->name = mem_text(name);
	known->value = value;
	known->next = store->setting;
	store->setting = known;
	return value;
}

static bool
write_setting(struct store *store, const char *name, const char *value,
    const char *reason, struct err *err)
{
	char *before = NULL, count[24];
	struct stmt *stmt;
	struct oplog log;
	bool ok;

	oplog_init(&log, store, "setting.save", reason);
	ok = db_text(store->db, "SELECT value FROM main.setting WHERE name = ?1", &name, 1,
	    &before, err);
	stmt = ok ? db_query(store->db, value != NULL ?
	    "INSERT INTO main.setting(name, value) VALUES (?1, ?2)"
	    " ON CONFLICT (name) DO UPDATE SET value = excluded.value" :
	    "DELETE FROM main.setting WHERE name = ?1", err) : NULL;
	if (stmt != NULL) {
		stmt_text(stmt, 1, name);
		if (value != NULL)
			stmt_text(stmt, 2, value);
	}
	snprintf(count, sizeof(count), "%lld", store->settings + 1);
	ok = stmt != NULL && stmt_run(stmt, err) &&
	    oplog_field(&log, "setting", name, "value", before, value, err) &&
	    store_set_meta(store, "settings", count, err);
	free(before);
	return ok;
}

bool
store_set_setting(struct store *store, const char *name, const char *value, struct err *err)
{
	return store_save_setting(store, name, value, NULL, NULL, NULL, err);
}

bool
store_save_setting(struct store *store, const char *name, const char *value,
    const char *reason, bool (*progress)(void *arg, long done, long all), void *arg,
    struct err *err)
{
	bool own = !db_in_transaction(store->db), ok;

	if (catalog_setting(store->catalog, name, err) == NULL ||
	    (own && !store_begin(store, err)))
		return false;
	/* Deadlines may hang on it: until they are computed anew, check says so. */
	ok = write_setting(store, name, value, reason, err) &&
	    store_set_meta(store, "unsettled", "1", err);
	settings_forget(store);
	parts_drop(store);
	store->setting_written = true;
	if (own && !ok)
		store_rollback(store);
	else if (own)
		ok = store_commit(store, err);
	if (!ok)
		return false;
	store->settings++;
	return rules_rebuild(store, progress, arg, err);
}

/* ---- the vocabulary of definitions' SQL ---- */
static const char *
say_label(void *arg, const char *table, const char *code, int on)
{
	struct store *store = arg;

	(void)on;		/* a code keeps its label; old ones are only closed */
	return catalog_label(store->catalog, table, code);
}

static const char *
say_class(void *arg, const char *table, const char *text)
{
	return catalog_class(((struct store *)arg)->catalog, table, text);
}

static const char *
say_code_in(void *arg, const char *table, const char *code, const char *system)
{
	return catalog_code_in(((struct store *)arg)->catalog, table, code, system);
}

static const char *
say_user(void *arg)
{
	return store_user(arg);
}

static const char *
say_setting(void *arg, const char *name)
{
	return store_setting(arg, name);
}

/* A list of days, "2026-10-01 2026-10-02 …". */
static bool
day_listed(struct store *store, const char *setting, const char *day)
{
	const char *list = store_setting(store, setting);

	return list != NULL && strstr(list, day) != NULL;
}

static int
say_holiday(int date, void *arg)
{
	char day[DATE_SIZE];

	date_print(date, day);
	if (day_listed(arg, "holidays", day))
		return 1;
	return day_listed(arg, "worked_weekends", day) ? -1 : 0;
}

static char *
say_pinyin(const char *name)
{
	return pinyin_first(name, PINYIN_FULL);
}

static char *
say_initials(const char *name)
{
	return pinyin_first(name, PINYIN_INITIALS);
}

bool
words_register(struct store *store, struct err *err)
{
	struct db_vocabulary words = {
		.label = say_label,
		.class_of = say_class,
		.code_in = say_code_in,
		.setting = say_setting,
		.user = say_user,
		.holiday = say_holiday,
		.pinyin = say_pinyin,
		.initials = say_initials,
		.arg = store,
	};

	return db_vocabulary(store->db, &words, err);
}
