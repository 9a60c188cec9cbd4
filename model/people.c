/*
 * model/people.c: whom a clerk means, and his newest period
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/listing.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/idcard.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/db.h"
#include "model/search-private.h"

/* Takes the one person with that key; *several names others. */
static bool
by_key(struct store *store, char kind, const char *key, char id[STORE_ID_SIZE],
    bool *several, struct err *err)
{
	struct stmt *stmt = db_query(store_db(store), "SELECT person FROM search_key"
	    " WHERE kind = ?1 AND key = ?2 LIMIT 2", err);
	char text[2] = { kind, '\0' };
	int step;

	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, text);
	stmt_text(stmt, 2, key);
	if ((step = stmt_step(stmt, err)) == 1) {
		snprintf(id, STORE_ID_SIZE, "%s", stmt_get(stmt, 0));
		*several = (step = stmt_step(stmt, err)) == 1;
	}
	stmt_done(stmt);
	return step >= 0;
}

bool
person_resolve(struct store *store, const char *text, char id[STORE_ID_SIZE], struct err *err)
{
	struct buf folded = BUF_INIT;
	bool several = false, ok = true;
	char *typed, *backwards;

	id[0] = '\0';
	search_fold(&folded, text);
	typed = folded.len == 0 ? mem_text("") : buf_take(&folded);
	for (char *s = typed; *s != '\0'; s++)
		*s = (char)toupper((unsigned char)*s);
	if (strlen(typed) == 15 || strlen(typed) == 18) {
		backwards = search_reversed(typed);
		ok = by_key(store, 'd', backwards, id, &several, err);
		free(backwards);
	} else if (*typed != '\0') {
		ok = by_key(store, 'm', typed[strspn(typed, "0123456789")] == '\0' ?
		    typed + strspn(typed, "0") : typed, id, &several, err);
	}
	free(typed);
	if (!ok)
		return false;
	if (several)
		return err_set(err, ERR_INPUT, "“%s”有不止一人，请改用人员编号（用 find 查）", text);
	if (id[0] == '\0')
		return err_set(err, ERR_MISSING, "查无此人：“%s”，请用人员编号或完整的公民身份号码"
		    "（用 find 可按姓名查）", text);
	return true;
}

bool
person_period(struct store *store, const char *person, char id[STORE_ID_SIZE], struct err *err)
{
	const struct formdef *form = catalog_form(store_catalog(store), "period", err);
	struct buf sql = BUF_INIT;
	struct stmt *stmt;
	int step;

	id[0] = '\0';
	if (form == NULL)
		return false;
	buf_add(&sql, "SELECT id FROM main.period WHERE person = ?1 AND removed IS NULL ORDER BY ");
	for (size_t i = 0; i < form->order_count; i++)
		buf_addf(&sql, "\"%s\"%s, ", form->order[i].field->name,
		    form->order[i].descending ? " DESC" : "");
	buf_add(&sql, "id DESC LIMIT 1");
	stmt = db_query(store_db(store), buf_str(&sql), err);
	buf_clear(&sql);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, person);
	if ((step = stmt_step(stmt, err)) == 1)
		snprintf(id, STORE_ID_SIZE, "%s", stmt_get(stmt, 0));
	stmt_done(stmt);
	return step >= 0;
}
