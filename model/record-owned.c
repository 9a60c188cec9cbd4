/*
 * model/record-owned.c: the papers of one form in somebody's file
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Papers without a date come last; those of one day as they were made. */
static void
add_order(const struct formdef *form, struct buf *sql)
{
	bool turn = form->order_count > 0 && form->order[0].descending;
	size_t i;

	buf_add(sql, " ORDER BY ");
	for (i = 0; i < form->order_count; i++)
		buf_addf(sql, "\"%s\" IS NULL, \"%s\"%s, ", form->order[i].field->name,
		    form->order[i].field->name,
		    form->order[i].descending != turn ? " DESC" : "");
	buf_add(sql, "id");
}

bool
record_owned(struct store *store, const struct formdef *form, const char *owner,
    char (**id)[STORE_ID_SIZE], size_t *count, struct err *err)
{
	struct buf sql = BUF_INIT;
	struct stmt *stmt;
	size_t cap = 0;
	int step;

	*id = NULL;
	*count = 0;
	buf_addf(&sql, "SELECT id FROM main.\"%s\" WHERE %s = ?1 AND removed IS NULL",
	    form->name, form->of == FORM_OF_PERIOD ? "period" :
	    form->of == FORM_OF_PERSON ? "person" : "id");
	add_order(form, &sql);
	stmt = db_query(store_db(store), buf_str(&sql), err);
	buf_clear(&sql);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, owner);
	while ((step = stmt_step(stmt, err)) == 1) {
		*id = mem_grow(*id, *count, &cap, sizeof(**id));
		snprintf((*id)[(*count)++], STORE_ID_SIZE, "%s", stmt_get(stmt, 0));
	}
	stmt_done(stmt);
	if (step == 0)
		return true;
	free(*id);
	*id = NULL;
	return false;
}
