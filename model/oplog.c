/*
 * model/oplog.c: who did what, and what it changed
 * SPDX-License-Identifier: Apache-2.0
 *
 * Operations of a station are numbered without gaps and each names the one
 * before it, so that a missing one is seen.  What they changed is enough to
 * rebuild every record: check does.
 */
#include "config.h"
#include "model/oplog.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "model/pairs.h"
#include "model/record-row.h"
#include "model/store-private.h"

void
oplog_init(struct oplog *log, struct store *store, const char *verb, const char *reason)
{
	log->store = store;
	log->verb = verb;
	log->reason = reason;
	log->id[0] = '\0';
	date_stamp(log->at);
}

bool
oplog_number(struct oplog *log, struct err *err)
{
	const char *station = store_station(log->store);
	struct db *db = store_db(log->store);
	char previous[OPERATION_SIZE];
	struct stmt *stmt;
	long long last = log->store->operations;

	if (log->id[0] != '\0')
		return true;
	if (last == 0 && !db_int(db, "SELECT max(seq) FROM main.operation WHERE station = ?1", &station, 1,
	    0, &last, err))
		return false;
	snprintf(previous, sizeof(previous), "%s-%06lld", station, last);
	snprintf(log->id, sizeof(log->id), "%s-%06lld", station, last + 1);
	stmt = db_query(db, "INSERT INTO main.operation(id, station, seq, previous, verb, who, at,"
	    " reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", err);
	if (stmt != NULL) {
		stmt_text(stmt, 1, log->id);
		stmt_text(stmt, 2, station);
		stmt_int(stmt, 3, last + 1);
		stmt_text(stmt, 4, last > 0 ? previous : NULL);
		stmt_text(stmt, 5, log->verb);
		stmt_text(stmt, 6, store_user(log->store));
		stmt_text(stmt, 7, log->at);
		stmt_text(stmt, 8, log->reason);
		if (stmt_run(stmt, err)) {
			log->store->operations = last + 1;
			return true;
		}
	}
	log->id[0] = '\0';
	return false;
}

bool
oplog_field(struct oplog *log, const char *form, const char *record, const char *field,
    const char *before, const char *after, struct err *err)
{
	struct stmt *stmt;

	if (!oplog_number(log, err))
		return false;
	stmt = db_query(store_db(log->store), "INSERT INTO main.change(operation, form, record,"
	    " field, before, after) VALUES (?1, ?2, ?3, ?4, ?5, ?6)", err);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, log->id);
	stmt_text(stmt, 2, form);
	stmt_text(stmt, 3, record);
	stmt_text(stmt, 4, field);
	stmt_text(stmt, 5, before);
	stmt_text(stmt, 6, after);
	return stmt_run(stmt, err);
}

char *
oplog_values(const struct record *record)
{
	char *absent = record_absent(record);
	struct buf all = BUF_INIT;
	size_t i;

	pairs_add(&all, "office", record->office);
	if (record->person[0] != '\0')
		pairs_add(&all, "person", record->person);
	if (record->period[0] != '\0')
		pairs_add(&all, "period", record->period);
	for (i = 0; i < record->form->count; i++)
		if (record->value[i] != NULL)
			pairs_add(&all, record->form->field[i].name, record->value[i]);
	if (absent != NULL)
		pairs_add(&all, "absent", absent);
	free(absent);
	return buf_take(&all);
}

bool
oplog_creation(struct oplog *log, const struct record *record, struct err *err)
{
	char *values = oplog_values(record);
	bool ok = oplog_field(log, record->form->name, record->id, "", NULL, values, err);

	free(values);
	return ok;
}

static bool
differ(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a != b : strcmp(a, b) != 0;
}

bool
oplog_difference(struct oplog *log, const struct record *before, const struct record *after,
    struct err *err)
{
	const struct formdef *form = after->form;
	char *left = record_absent(before), *right = record_absent(after);
	bool ok = true;
	size_t i;

	for (i = 0; ok && i < form->count; i++)
		if (differ(before->value[i], after->value[i]))
			ok = oplog_field(log, form->name, after->id, form->field[i].name,
			    before->value[i], after->value[i], err);
	if (ok && differ(left, right))
		ok = oplog_field(log, form->name, after->id, "absent", left, right, err);
	free(left);
	free(right);
	return ok;
}
