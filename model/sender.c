/*
 * model/sender.c: who sends us files, and what his heads mean
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/sender.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"

bool
senders_list(struct store *store, struct sender **list, size_t *count,
    struct err *err)
{
	struct stmt *stmt;
	size_t cap = 0;
	int got;

	*list = NULL;
	*count = 0;
	stmt = db_query(store_db(store), "SELECT name, used_on FROM main.sender"
	    " ORDER BY used_on DESC, name", err);
	if (stmt == NULL)
		return false;
	while ((got = stmt_step(stmt, err)) == 1) {
		*list = mem_grow(*list, *count, &cap, sizeof(**list));
		(*list)[*count].name = mem_text(stmt_get(stmt, 0));
		(*list)[(*count)++].used_on = mem_text(stmt_get(stmt, 1));
	}
	stmt_done(stmt);
	if (got == 0)
		return true;
	senders_free(*list, *count);
	*list = NULL;
	*count = 0;
	return false;
}

void
senders_free(struct sender *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		free(list[i].name);
		free(list[i].used_on);
	}
	free(list);
}

/* The name stands in "name/form" too, so it has no slash; the common name of
 * numbers without a sender is nobody's. */
char *
sender_read(const char *typed, struct err *err)
{
	static const char *const system_words[] = { "来文" };
	char *name = text_trim(mem_text(typed));
	size_t n = strlen(name), len, count = 0, i;
	const char *s, *why = NULL;
	uint32_t cp;

	if (n == 0)
		why = "没有写";
	for (s = name; why == NULL && n > 0; s += len, n -= len) {
		len = text_decode(s, n, &cp);
		if (cp == '/' || !text_harmless(cp))
			why = "里有不能用的字符（/ 或控制字符）";
		else if (++count > SENDER_MOST)
			why = "太长";
	}
	for (i = 0; i < sizeof(system_words) / sizeof(system_words[0]); i++)
		if (strcmp(name, system_words[i]) == 0)
			why = "不是单位名称";
	if (why == NULL)
		return name;
	free(name);
	err_set(err, ERR_INPUT, "来文单位%s；请写寄来名单的单位，如“某某监狱”，"
	    "不超过 %d 个字", why, SENDER_MOST);
	return NULL;
}

bool
sender_heads(struct store *store, const char *sender, const char *profile,
    struct sender_head **list, size_t *count, struct err *err)
{
	struct stmt *stmt;
	size_t cap = 0;
	int got;

	*list = NULL;
	*count = 0;
	stmt = db_query(store_db(store), "SELECT head, field FROM main.sender_head"
	    " WHERE sender = ?1 AND profile = ?2 ORDER BY head", err);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, sender);
	stmt_text(stmt, 2, profile);
	while ((got = stmt_step(stmt, err)) == 1) {
		*list = mem_grow(*list, *count, &cap, sizeof(**list));
		(*list)[*count].head = mem_text(stmt_get(stmt, 0));
		(*list)[(*count)++].field = mem_text(stmt_get(stmt, 1));
	}
	stmt_done(stmt);
	if (got == 0)
		return true;
	sender_heads_free(*list, *count);
	*list = NULL;
	*count = 0;
	return false;
}

void
sender_heads_free(struct sender_head *list, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		free(list[i].head);
		free(list[i].field);
	}
	free(list);
}

static bool
remember_head(struct store *store, const char *sender, const char *profile,
    const struct sender_head *head, struct err *err)
{
	char stamp[DATE_STAMP_SIZE];
	struct stmt *stmt;

	stmt = db_query(store_db(store), head->field != NULL ?
	    "INSERT INTO main.sender_head(sender, profile, head, field, who, kept_at)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(sender, profile, head)"
	    " DO UPDATE SET field = ?4, who = ?5, kept_at = ?6"
	    " WHERE field <> ?4" :
	    "DELETE FROM main.sender_head WHERE sender = ?1 AND profile = ?2"
	    " AND head = ?3", err);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, sender);
	stmt_text(stmt, 2, profile);
	stmt_text(stmt, 3, head->head);
	if (head->field != NULL) {
		stmt_text(stmt, 4, head->field);
		stmt_text(stmt, 5, store_user(store));
		stmt_text(stmt, 6, date_stamp(stamp));
	}
	return stmt_run(stmt, err);
}

bool
sender_remember(struct store *store, const char *sender, const char *profile,
    const struct sender_head *list, size_t count, struct err *err)
{
	char today[DATE_SIZE];
	struct stmt *stmt;
	size_t i;
	bool ok;

	stmt = db_query(store_db(store), "INSERT INTO main.sender(name, used_on)"
	    " VALUES (?1, ?2) ON CONFLICT(name) DO UPDATE SET used_on = ?2"
	    " WHERE used_on < ?2", err);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, sender);
	stmt_text(stmt, 2, date_print(date_today(), today));
	ok = stmt_run(stmt, err);
	for (i = 0; ok && i < count; i++)
		ok = remember_head(store, sender, profile, &list[i], err);
	return ok;
}
