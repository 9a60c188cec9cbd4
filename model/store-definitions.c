/*
 * model/store-definitions.c: the accepted definitions in the store
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/store-private.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"

void
text_list_clear(struct text_list *list)
{
	size_t i;

	for (i = 0; i < list->count; i++) {
		free((char *)list->source[i].name);
		free((char *)list->source[i].text);
	}
	free(list->source);
	*list = (struct text_list){ NULL, 0, 0 };
}

/* The accepted texts: of the overlay, or all. */
bool
definitions_load(struct store *store, bool all, struct text_list *list, struct err *err)
{
	struct catalog_source *source;
	struct stmt *stmt;
	const char *text;
	int got;

	stmt = db_query(store->db, "SELECT overlay, name, text FROM main.definition"
	    " WHERE overlay >= ?1 ORDER BY overlay, name", err);
	if (stmt == NULL)
		return false;
	stmt_int(stmt, 1, all ? 0 : 1);
	while ((got = stmt_step(stmt, err)) == 1) {
		list->source = mem_grow(list->source, list->count, &list->cap,
		    sizeof(*list->source));
		source = &list->source[list->count++];
		source->overlay = stmt_get_int(stmt, 0) != 0;
		source->name = mem_text(stmt_get(stmt, 1));
		text = stmt_get_blob(stmt, 2, &source->size);
		source->text = mem_textn(text != NULL ? text : "", source->size);
	}
	stmt_done(stmt);
	return got == 0;
}

/* The program's set with an overlay over it. */
struct catalog *
definitions_join(const struct catalog *below, const struct text_list *texts, struct err *err)
{
	const struct catalog_source *base = NULL;
	size_t count = below != NULL ? catalog_sources(below, &base) : 0;
	struct catalog_source *all = mem_new((count + texts->count + 1) * sizeof(*all));
	struct catalog *catalog;

	if (count > 0)
		memcpy(all, base, count * sizeof(*all));
	if (texts->count > 0)
		memcpy(all + count, texts->source, texts->count * sizeof(*all));
	catalog = catalog_open(all, count + texts->count, err);
	free(all);
	return catalog;
}

/* A start compares digests; only what differs from the program comes out of
 * the store. */
bool
definitions_open(struct store *store, const char *data, bool accepting, struct err *err)
{
	char *builtin = NULL;
	bool ok, same;

	store->offered = data != NULL ? catalog_open_dir(data, err) : catalog_open_embedded(err);
	if (store->offered == NULL || !store_meta(store, "builtin", &builtin, err))
		return false;
	if (builtin == NULL)
		return err_set(err, ERR_DAMAGED, "%s：库中没有已接受的定义；"
		    "请用备份恢复：bangjiao restore 备份文件", store->path);
	same = strcmp(builtin, catalog_digest(store->offered)) == 0;
	ok = true;
	if (same && strcmp(builtin, store->definitions) == 0) {
		store->catalog = store->offered;
	} else if (!same && data != NULL && !accepting) {
		ok = err_set(err, ERR_STALE, "%s 中的定义与库已接受的不同；"
		    "请先运行 bangjiao --data %s accept", data, data);
	} else {
		store->pending = !same;
		ok = definitions_load(store, !same, &store->texts, err) && (store->catalog =
		    definitions_join(same ? store->offered : NULL, &store->texts, err)) != NULL;
	}
	free(builtin);
	return ok;
}

void
definitions_close(struct store *store)
{
	if (store->copy)
		return;
	if (store->catalog != store->offered)
		catalog_free(store->catalog);
	if (store->former != store->offered)
		catalog_free(store->former);
	catalog_free(store->offered);
	text_list_clear(&store->texts);
	text_list_clear(&store->former_texts);
}

/* Inside a write: the texts of a catalog take the place of the accepted ones. */
bool
definitions_write(struct store *store, const struct catalog *catalog, struct err *err)
{
	const struct catalog_source *source;
	size_t count = catalog_sources(catalog, &source), i;
	char stamp[DATE_STAMP_SIZE];
	struct stmt *stmt;

	if (!db_exec(store->db, "DELETE FROM main.definition", err))
		return false;
	date_stamp(stamp);
	for (i = 0; i < count; i++) {
		stmt = db_query(store->db, "INSERT INTO main.definition(overlay, name, text,"
		    " accepted_at) VALUES (?1, ?2, ?3, ?4)", err);
		if (stmt == NULL)
			return false;
		stmt_int(stmt, 1, source[i].overlay);
		stmt_text(stmt, 2, source[i].name);
		stmt_blob(stmt, 3, source[i].text, source[i].size);
		stmt_text(stmt, 4, stamp);
		if (!stmt_run(stmt, err))
			return false;
	}
	return store_set_meta(store, "definitions", catalog_digest(catalog), err) &&
	    store_set_meta(store, "builtin", catalog_digest(store->offered), err) &&
	    store_set_meta(store, "application", PACKAGE_VERSION, err);
}
