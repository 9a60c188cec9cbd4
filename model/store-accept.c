/*
 * model/store-accept.c: changed definitions are taken into the store
 * SPDX-License-Identifier: Apache-2.0
 *
 * Maintenance by one command, not a save: the write lasts as long as it takes.
 * A copy of the store stands beside it before anything changes, and a session
 * that has the old definitions open is told to restart at its next save.
 */
#include "config.h"
#include "model/store-private.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "model/db-file.h"
#include "model/name-index.h"
#include "model/oplog.h"
#include "model/prepare.h"
#include "model/record-row.h"
#include "model/rules.h"
#include "model/tally.h"

struct accepting {
	struct store	*store;
	struct catalog	*catalog;	/* to be in force */
	struct text_list texts;		/* of its overlay */
	void		(*says)(void *arg, const char *line);
	void		*arg;
};

static void
say(struct accepting *accepting, char *line)
{
	if (accepting->says != NULL)
		accepting->says(accepting->arg, line);
	free(line);
}

/* ---- what is to be in force ---- */
/* The office's own folder, or what was accepted of it before. */
static bool
gather(struct accepting *accepting, const char *overlay, struct err *err)
{
	struct catalog_source *list;
	size_t count, i;

	if (overlay == NULL) {
		if (!definitions_load(accepting->store, false, &accepting->texts, err))
			return false;
	} else {
		if (!catalog_read_dir(overlay, &list, &count, err))
			return false;
		for (i = 0; i < count; i++)
			list[i].overlay = true;
		accepting->texts.source = list;
		accepting->texts.count = count;
	}
	accepting->catalog = definitions_join(accepting->store->offered, &accepting->texts, err);
	return accepting->catalog != NULL && catalog_check(accepting->catalog, err) &&
	    catalog_prepare(accepting->catalog, err);
}

/* ---- digests of records whose blanks changed their names ---- */
static const struct formdef *
form_if_any(struct catalog *catalog, const char *name)
{
	return catalog_form(catalog, name, NULL);
}

/* Would the same row give another digest now? */
static bool
reads_otherwise(const struct formdef *old, const struct formdef *form)
{
	const struct fielddef *now;
	size_t i;

	for (i = 0; i < old->count; i++) {
		now = formdef_field(form, old->field[i].name);
		if (now == NULL || now->type != old->field[i].type)
			return true;
	}
	return false;
}

/* Before the table changes: a digest made anew must not hide bit rot. */
static bool
verify_digests(struct store *store, const struct formdef *form, struct err *err)
{
	unsigned char is[16], was[16];
	char mark[OPERATION_SIZE];
	struct record *record;
	struct err end = ERR_INIT;
	long long after = 0;
	bool same;

	while ((record = record_next(store, form, &after, was, mark, &end)) != NULL) {
		record_digest(record, is);
		same = memcmp(is, was, sizeof(is)) == 0;
		if (!same)
			err_set(err, ERR_DAMAGED, "%s %s 的内容与校验值不符；"
			    "请先运行 bangjiao check 查明", form->title, record->id);
		record_free(record);
		if (!same)
			return false;
	}
	return end.kind == ERR_NONE || err_set(err, end.kind, "%s", end.text);
}

static bool
renew_digests(struct store *store, const struct formdef *form, struct err *err)
{
	char *sql = mem_printf("UPDATE main.\"%s\" SET digest = ?2 WHERE id = ?1", form->name);
	unsigned char is[16], was[16];
	char mark[OPERATION_SIZE];
	struct record *record;
	struct err end = ERR_INIT;
	struct stmt *stmt;
	long long after = 0;
	bool ok = true;

	while (ok && (record = record_next(store, form, &after, was, mark, &end)) != NULL) {
		record_digest(record, is);
		stmt = db_query(store->db, sql, err);
		ok = stmt != NULL;
		if (ok) {
			stmt_text(stmt, 1, record->id);
			stmt_blob(stmt, 2, is, sizeof(is));
			ok = stmt_run(stmt, err);
		}
		record_free(record);
	}
	free(sql);
	if (ok && end.kind != ERR_NONE)
		ok = err_set(err, end.kind, "%s", end.text);
	return ok;
}

static bool
grow_form(struct accepting *accepting, const struct formdef *form, struct err *err)
{
	struct store *store = accepting->store;
	const struct formdef *old = form_if_any(store->catalog, form->name);
	bool renew = old != NULL && reads_otherwise(old, form);

	return (!renew || verify_digests(store, old, err)) &&
	    form_grow(store, form, accepting->says, accepting->arg, err) &&
	    (!renew || renew_digests(store, form, err));
}

static bool
grow_forms(struct accepting *accepting, struct err *err)
{
	const char *const *name;
	size_t count = catalog_names(accepting->catalog, "form", &name), i;
	const struct formdef *form;

	for (i = 0; i < count; i++)
		if ((form = catalog_form(accepting->catalog, name[i], err)) == NULL ||
		    !grow_form(accepting, form, err))
			return false;
	count = catalog_names(accepting->store->catalog, "form", &name);
	for (i = 0; i < count; i++)
		if (form_if_any(accepting->catalog, name[i]) == NULL)
			say(accepting, mem_printf("表 %s 已不在定义中，数据留在库里", name[i]));
	return true;
}

/* ---- the rest of the paper, file by file ---- */
static const struct catalog_source *
find_source(const struct catalog *catalog, const struct catalog_source *like)
{
	const struct catalog_source *list;
	size_t count = catalog_sources(catalog, &list), i;

	for (i = 0; i < count; i++)
		if (list[i].overlay == like->overlay && strcmp(list[i].name, like->name) == 0)
			return &list[i];
	return NULL;
}

static void
say_files(struct accepting *accepting)
{
	const struct catalog_source *list, *other;
	size_t count = catalog_sources(accepting->catalog, &list), i;

	for (i = 0; i < count; i++) {
		other = find_source(accepting->store->catalog, &list[i]);
		if (other == NULL)
			say(accepting, mem_printf("新增文件 %s", list[i].name));
		else if (other->size != list[i].size ||
		    memcmp(other->text, list[i].text, list[i].size) != 0)
			say(accepting, mem_printf("更新文件 %s", list[i].name));
	}
	count = catalog_sources(accepting->store->catalog, &list);
	for (i = 0; i < count; i++)
		if (find_source(accepting->catalog, &list[i]) == NULL)
			say(accepting, mem_printf("文件 %s 不再使用", list[i].name));
}

/* ---- taking them in ---- */
/* Which blanks find a person may have changed. */
static bool
renew_search(struct store *store, struct err *err)
{
	char *next = NULL, *after = mem_text("");
	bool ok;

	while ((ok = db_text(store->db, "SELECT min(id) FROM main.person WHERE id > ?1"
	    " AND removed IS NULL", (const char *[]){ after }, 1, &next, err)) && next != NULL) {
		free(after);
		after = next;
		ok = search_update(store, after, false, err);
		if (!ok)
			break;
	}
	free(after);
	return ok;
}

/* Inside the write, with the new catalog in force. */
static bool
write_all(struct accepting *accepting, const char *before, struct err *err)
{
	struct store *store = accepting->store;
	struct oplog log;

	oplog_init(&log, store, "definitions.accept", NULL);
	return definitions_write(store, store->catalog, err) && renew_search(store, err) &&
	    tally_write(store, err) &&
	    oplog_field(&log, "definition", "all", "digest", before,
	    catalog_digest(store->catalog), err) &&
	    store_set_meta(store, "unsettled", "1", err);
}

/* Puts other definitions in force for this session. */
static void
exchange(struct store *store, struct catalog **catalog, struct text_list *texts)
{
	struct catalog *other = store->catalog;
	struct text_list list = store->texts;

	parts_drop(store);
	settings_forget(store);
	store->catalog = *catalog;
	store->texts = *texts;
	*catalog = other;
	*texts = list;
}

static bool
take_in(struct accepting *accepting, struct err *err)
{
	struct store *store = accepting->store;
	bool ok;

	if (!store_begin(store, err))
		return false;
	ok = grow_forms(accepting, err);
	if (ok) {
		say_files(accepting);
		exchange(store, &accepting->catalog, &accepting->texts);
		ok = write_all(accepting, store->definitions, err);
		if (ok && !store_commit(store, err))
			ok = false;
		else if (!ok)
			store_rollback(store);
		if (!ok)
			exchange(store, &accepting->catalog, &accepting->texts);
	} else
		store_rollback(store);
	return ok;
}

/* What was is kept beside the store; after a failure it is the store itself. */
static bool
take_in_safely(struct accepting *accepting, struct err *err)
{
	char *copy = dbfile_beside(accepting->store->path, "before");
	bool ok;

	if (!store_backup(accepting->store, copy, err)) {
		free(copy);
		return err_wrap(err, "备份未成，定义未更新：");
	}
	ok = take_in(accepting, err);
	if (ok)
		say(accepting, mem_printf("更新前的库已备份到 %s", copy));
	else
		unlink(copy);
	free(copy);
	return ok;
}

static bool
settle_again(struct store *store, struct err *err)
{
	bool unsettled;

	return rules_unsettled(store, &unsettled, err) &&
	    (!unsettled || rules_rebuild(store, NULL, NULL, err));
}

bool
store_accept(struct store *store, const char *overlay,
    void (*says)(void *arg, const char *line), void *arg, struct err *err)
{
	struct accepting accepting = { .store = store, .says = says, .arg = arg };
	bool ok;

	if (store->read_only)
		return err_set(err, ERR_READONLY, "%s：库以只读方式打开，定义未更新",
		    store->path);
	ok = gather(&accepting, overlay, err);
	if (ok && !store->pending &&
	    strcmp(catalog_digest(accepting.catalog), store->definitions) == 0) {
		say(&accepting, mem_text("定义没有变化"));
		/* A killed accept may have left this undone. */
		ok = settle_again(store, err);
	} else if (ok) {
		ok = take_in_safely(&accepting, err);
		if (ok) {
			/* Forms of the former set may still be pointed to. */
			if (store->former != store->offered)
				catalog_free(store->former);
			text_list_clear(&store->former_texts);
			store->former = accepting.catalog;
			store->former_texts = accepting.texts;
			accepting.catalog = NULL;
			accepting.texts = (struct text_list){ NULL, 0, 0 };
			free(store->definitions);
			store->definitions = mem_text(catalog_digest(store->catalog));
			store->pending = false;
			ok = rules_rebuild(store, NULL, NULL, err);
		}
	}
	catalog_free(accepting.catalog);
	text_list_clear(&accepting.texts);
	return ok;
}
