/*
 * model/entry-history.c: what became of a record
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/entry.h"

#include <stdlib.h>

#include "base/mem.h"

bool
entry_history(struct store *store, const char *record, struct history_line **line,
    size_t *count, struct err *err)
{
	struct stmt *stmt = db_query(store_db(store), "SELECT c.operation, o.who, o.at, c.field,"
	    " c.before, c.after, o.reason FROM main.change AS c JOIN main.operation AS o"
	    " ON o.id = c.operation WHERE c.record = ?1 ORDER BY c.number DESC", err);
	size_t cap = 0;
	int got;

	*line = NULL;
	*count = 0;
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, record);
	while ((got = stmt_step(stmt, err)) == 1) {
		*line = mem_grow(*line, *count, &cap, sizeof(**line));
		(*line)[(*count)++] = (struct history_line){
			.operation = mem_text(stmt_get(stmt, 0)),
			.who = mem_text(stmt_get(stmt, 1)),
			.at = mem_text(stmt_get(stmt, 2)),
			.field = mem_text(stmt_get(stmt, 3)),
			.before = mem_text(stmt_get(stmt, 4)),
			.after = mem_text(stmt_get(stmt, 5)),
			.reason = mem_text(stmt_get(stmt, 6)),
		};
	}
	stmt_done(stmt);
	if (got == 0)
		return true;
	history_free(*line, *count);
	*line = NULL;
	*count = 0;
	return false;
}

void
history_free(struct history_line *line, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		free(line[i].operation);
		free(line[i].who);
		free(line[i].at);
		free(line[i].field);
		free(line[i].before);
		free(line[i].after);
		free(line[i].reason);
	}
	free(line);
}
