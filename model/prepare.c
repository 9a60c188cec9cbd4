/*
 * model/prepare.c: all SQL of the definitions, prepared before it is trusted
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/prepare.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "model/compare.h"
#include "model/record.h"
#include "model/rules.h"
#include "model/store-private.h"

/* ---- a store that is only there for its tables ---- */
static void
scratch_close(struct store *store)
{
	store->catalog = store->offered = NULL;		/* the caller's */
	store_close(store);
}

static bool
scratch_tables(struct store *store, struct err *err)
{
	const struct formdef *form;
	const char *const *name;
	size_t i, count = catalog_names(store->catalog, "form", &name);

	if (!migrate_run(store->db, embedded_files, err))
		return false;
	for (i = 0; i < count; i++)
		if ((form = catalog_form(store->catalog, name[i], err)) == NULL ||
		    !store_grow_form(store, form, err))
			return false;
	return true;
}

static struct store *
scratch_open(struct catalog *catalog, struct err *err)
{
	struct store *store = mem_new(sizeof(*store));
	bool ok;

	store->path = mem_text(":memory:");
	store->catalog = store->offered = catalog;
	store->read_only = true;
	ok = (store->db = db_open_memory(err)) != NULL && db_begin(store->db, err);
	ok = ok && scratch_tables(store, err) && db_commit(store->db, err) &&
	    words_register(store, err);
	if (ok)
		return store;
	if (store->db != NULL && db_in_transaction(store->db))
		db_rollback(store->db);
	scratch_close(store);
	return NULL;
}

/* ---- forms ---- */
static bool
prepare_forms(struct store *store, struct err *err)
{
	struct formexpr *expr;
	const char *const *name;
	size_t i, count = catalog_names(store->catalog, "form", &name);

	for (i = 0; i < count; i++) {
		expr = formexpr_open(store, catalog_form(store->catalog, name[i], err), err);
		if (expr == NULL)
			return false;
		formexpr_close(expr);
	}
	return true;
}

/* ---- reports and lists ---- */
/* Whatever SQLite says of SQL, the definition is at fault. */
static bool
report_wrong(const struct reportdef *report, int line, const char *what, struct err *err)
{
	struct err why = err != NULL ? *err : (struct err)ERR_INIT;

	return err_set(err, ERR_DATA, "%s:%d：%s%s", report->file, line, what, why.text);
}

static bool
stmt_has(struct stmt *stmt, const char *name)
{
	int i, count = stmt_columns(stmt);

	for (i = 0; i < count; i++)
		if (strcmp(stmt_name(stmt, i), name) == 0)
			return true;
	return false;
}

static bool
check_column(const struct reportdef *report, struct stmt *stmt, const char *name,
    int line, struct err *err)
{
	struct buf list = BUF_INIT;
	int i, count = stmt_columns(stmt);

	if (stmt_has(stmt, name))
		return true;
	for (i = 0; i < count; i++)
		buf_addf(&list, "%s%s", i > 0 ? "、" : "", stmt_name(stmt, i));
	err_set(err, ERR_DATA, "%s:%d：select 没有给出列“%s”，请改为：%s",
	    report->file, line, name, buf_str(&list));
	buf_clear(&list);
	return false;
}

static bool
columns_match(const struct reportdef *report, struct stmt *stmt, struct err *err)
{
	size_t i;

	for (i = 0; i < report->column_count; i++)
		if (!check_column(report, stmt, report->column[i].name,
		    report->column[i].line, err))
			return false;
	for (i = 0; i < report->order_count; i++)
		if (!check_column(report, stmt, report->order[i], report->line, err))
			return false;
	return report->group == NULL ||
	    check_column(report, stmt, report->group, report->line, err);
}

/* Is ":name" (of that length) a parameter of the report, or of its list? */
static bool
param_known(const struct reportdef *report, const char *name, size_t len, bool slices)
{
	/* What the program gives a list (doc/definitions.md). */
	static const char *const own[] = {
		"act", "basis", "cause", "due_on", "late_days", "ower", "period",
		"person", "rule", "started_on", "subject",
	};
	size_t i;

	for (i = 0; report->listing && i < sizeof(own) / sizeof(own[0]); i++)
		if (strlen(own[i]) == len && strncmp(own[i], name, len) == 0)
			return true;
	if (slices && ((len == 5 && strncmp(name, "after", 5) == 0) ||
	    (len == 4 && strncmp(name, "upto", 4) == 0)))
		return true;
	for (i = 0; i < report->param_count; i++)
		if (strlen(report->param[i].name) == len &&
		    strncmp(report->param[i].name, name, len) == 0)
			return true;
	return false;
}

/* Every :name in the SQL is a parameter.  part: which of them it is. */
static bool
names_known(const struct reportdef *report, const char *part, const char *sql,
    int line, bool slices, struct err *err)
{
	const char *p;
	size_t len;

	for (p = sql; *p != '\0'; p++) {
		if (*p == '\'') {
			p += 1 + strcspn(p + 1, "'");
			if (*p == '\0')
				break;
			continue;
		}
		for (len = 0; *p == ':' && (isalnum((unsigned char)p[1 + len]) ||
		    p[1 + len] == '_'); len++)
			;
		if (len > 0 && !param_known(report, p + 1, len, slices))
			return err_set(err, ERR_DATA, "%s:%d：%s 里的 :%.*s 不是%s",
			    report->file, line, part, (int)len, p + 1,
			    report->listing ? "程序给名册的参数，请改为 :person、:period、:rule 等（见 doc/definitions.md）" :
			    "参数，请加一行 param 或改正");
	}
	return true;
}

static bool
stmt_takes(struct stmt *stmt, const char *param)
{
	char *mark = mem_printf(":%s", param);
	int at = stmt != NULL ? stmt_param(stmt, mark) : 0;

	free(mark);
	return at != 0;
}

static bool
sliced(const struct reportdef *report, const char *part, const char *form,
    int line, struct stmt *stmt, struct err *err)
{
	return (stmt_takes(stmt, "after") && stmt_takes(stmt, "upto")) ||
	    err_set(err, ERR_DATA, "%s:%d：%s里就要有 %s.id > :after AND "
	    "%s.id <= :upto", report->file, line, part, form, form);
}

/* Its SQL, prepared; scope and note are NULL where it has none. */
struct prepared { struct stmt *select, *scope, *note; };

/* And every parameter stands somewhere. */
static bool
params_match(const struct reportdef *report, const struct prepared *sql,
    struct err *err)
{
	const char *name;
	size_t i;

	if (!names_known(report, "select", report->select, report->select_line,
	    report->slice != NULL, err) ||
	    (report->scope != NULL && !names_known(report, "scope", report->scope,
	    report->scope_line, true, err)) ||
	    (report->note != NULL && !names_known(report, "note", report->note,
	    report->note_line, false, err)))
		return false;
	if (report->slice != NULL && !sliced(report, "写了 slice，select ",
	    report->slice, report->select_line, sql->select, err))
		return false;
	if (report->scope != NULL && !sliced(report, "scope ", "period",
	    report->scope_line, sql->scope, err))
		return false;
	for (i = 0; i < report->param_count; i++) {
		name = report->param[i].name;
		if (!stmt_takes(sql->select, name) && !stmt_takes(sql->scope, name) &&
		    !stmt_takes(sql->note, name))
			return err_set(err, ERR_DATA, "%s:%d：参数“%s”在 select 里没有用到，"
			    "请写 :%s 或删去这一行", report->file, report->param[i].line,
			    name, name);
	}
	return true;
}

static bool
defaults_prepare(struct store *store, const struct reportdef *report, struct err *err)
{
	static const char *const none[] = { NULL };
	struct stmt *stmt;
	size_t i;
	char *sql;

	for (i = 0; i < report->param_count; i++) {
		if (report->param[i].initial == NULL)
			continue;
		sql = mem_printf("SELECT (%s\n)", report->param[i].initial);
		stmt = db_query_definition(store->db, sql, none, NULL, NULL, err);
		free(sql);
		if (stmt == NULL)
			return report_wrong(report, report->param[i].line,
			    "参数的默认值：", err);
		stmt_done(stmt);
	}
	return true;
}

/* One SELECT of a report; NULL, with its line, when it does not prepare. */
static struct stmt *
prepare_part(struct store *store, const struct reportdef *report, const char *sql,
    int line, bool compared, struct err *err)
{
	struct stmt *stmt = db_query_definition(store->db, sql,
	    compared ? compare_tables : NULL, NULL, NULL, err);

	if (stmt == NULL)
		report_wrong(report, line, compared ? "对账单的这一条只能问对账的结果"
		    "（compared、compared_blank）：" : "", err);
	return stmt;
}

/* The rows of a comparison lie in tables of their own, which are read at once:
 * a sheet of it that asked the store as well would hold a long read open. */
static bool
prepare_report(struct store *store, const struct reportdef *report, struct err *err)
{
	bool compared = report->scope != NULL, ok;
	struct prepared sql = { NULL, NULL, NULL };

	sql.select = prepare_part(store, report, report->select,
	    report->select_line, compared, err);
	ok = sql.select != NULL;
	if (ok && compared)
		ok = (sql.scope = prepare_part(store, report, report->scope,
		    report->scope_line, false, err)) != NULL;
	if (ok && report->note != NULL)
		ok = (sql.note = prepare_part(store, report, report->note,
		    report->note_line, true, err)) != NULL;
	ok = ok && columns_match(report, sql.select, err) &&
	    params_match(report, &sql, err);
	stmt_done(sql.select);
	stmt_done(sql.scope);
	stmt_done(sql.note);
	return ok && defaults_prepare(store, report, err);
}

static bool
prepare_reports(struct store *store, struct err *err)
{
	const struct reportdef *report;
	const char *const *name;
	size_t i, count = catalog_names(store->catalog, "report", &name);

	if (!compare_begin(store->db, err))
		return false;
	for (i = 0; i < count; i++)
		if ((report = catalog_report(store->catalog, name[i], err)) == NULL ||
		    !prepare_report(store, report, err))
			return false;
	count = catalog_names(store->catalog, "list", &name);
	for (i = 0; i < count; i++)
		if ((report = catalog_list(store->catalog, name[i], err)) == NULL ||
		    !prepare_report(store, report, err))
			return false;
	return true;
}

bool
catalog_prepare(struct catalog *catalog, struct err *err)
{
	struct store *store = scratch_open(catalog, err);
	bool ok;

	if (store == NULL)
		return false;
	ok = prepare_forms(store, err) && rules_prepare(store, err) &&
	    prepare_reports(store, err);
	scratch_close(store);
	return ok;
}
