/*
 * reports/report.c: a report definition and its parameters become rows and pages
 * SPDX-License-Identifier: Apache-2.0
 *
 * The rows are copied to a spool in short reads (rows.h); formats, masks and
 * pages come after them, when no transaction is open any more.
 */
#include "config.h"
#include "reports/report.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "model/compare.h"
#include "model/db.h"
#include "reports/book.h"
#include "reports/rows.h"
#include "reports/select.h"
#include "reports/spool.h"

enum { PROGRESS_EVERY = 1000 };

struct report {
	struct store	*store;
	const struct reportdef *def;
	const struct report_options *options;	/* while it is being opened */
	char		*dir;
	char		**value;	/* of the definition's parameters */
	struct spool	*rows;
	long		 count;
	struct book	*book;		/* NULL without a profile */
};

/* A number must compare as one. */
static void
bind_value(struct stmt *stmt, const struct paramdef *param, const char *value)
{
	char *mark = mem_printf(":%s", param->name);
	int at = stmt_param(stmt, mark);

	free(mark);
	if (value != NULL && params_number(param))
		stmt_int(stmt, at, strtoll(value, NULL, 10));
	else
		stmt_text(stmt, at, value);
}

/* ---- rows ---- */

static bool
goes_on(const struct report *report, long done, long all)
{
	return report->options->progress == NULL ||
	    report->options->progress(report->options->arg, done, all);
}

static bool
wants_to_stop(void *arg)
{
	return !goes_on(arg, 0, 0);
}

static bool
reading_goes_on(void *arg, long done)
{
	return goes_on(arg, done, 0);
}

static struct rows *
read_rows(struct report *report, struct select *select, struct err *err)
{
	struct rows_job job = { report->store, select, report->dir,
		reading_goes_on, report };
	struct db *db = store_db(report->store);
	struct rows *rows;
	size_t i;

	for (i = 0; i < report->def->param_count; i++)
		bind_value(select->stmt, &report->def->param[i], report->value[i]);
	db_cancel(db, wants_to_stop, report);
	rows = rows_read(&job, err);
	db_cancel(db, NULL, NULL);
	return rows;
}

/* Rows as they are shown, with what the book needs behind them. */
static bool
show_rows(struct report *report, const struct select *select,
    struct rows *rows, struct err *err)
{
	const struct reportdef *def = report->def;
	const char *const *value;
	size_t max = 2 * def->column_count + 1, i, n;
	struct buf *shown = mem_new(def->column_count * sizeof(*shown));
	const char **text = mem_new(max * sizeof(*text));
	long done = 0;
	bool ok = true;
	int got = 0;

	report->count = rows_count(rows);
	while (ok && (got = rows_next(rows, &value, err)) == 1) {
		for (i = 0; i < def->column_count; i++) {
			buf_cut(&shown[i], 0);
			select_shown(select, i, value[i], &shown[i]);
			text[i] = buf_str(&shown[i]);
		}
		n = def->column_count;
		text[n++] = def->group != NULL ? value[def->column_count] : "";
		for (i = 0; i < def->column_count; i++)
			if (def->column[i].sum)
				text[n++] = value[i];
		ok = spool_add(report->rows, 0, text, n, NULL, err);
		if (ok && ++done % PROGRESS_EVERY == 0 &&
		    !goes_on(report, done, report->count))
			ok = err_set(err, ERR_INTERRUPTED,
			    "已中断，没有产生结果：请再做一次");
	}
	for (i = 0; i < def->column_count; i++)
		buf_clear(&shown[i]);
	free(shown);
	free(text);
	return ok && got == 0;
}

/* ---- pages ---- */

static char *
left_line(const struct report *report)
{
	struct buf out = BUF_INIT;
	size_t i;

	buf_addf(&out, "单位：%s", store_office_name(report->store));
	for (i = 0; i < report->def->param_count; i++) {
		if (report->value[i] == NULL || report->value[i][0] == '\0')
			continue;
		buf_addf(&out, "  %s：%s", report->def->param[i].label,
		    params_shown(report->store, &report->def->param[i],
		    report->value[i]));
	}
	return buf_take(&out);
}

/* What the sheet says behind its rows, a line a row. */
static bool
read_note(const struct report *report, struct buf *note, struct err *err)
{
	const struct reportdef *def = report->def;
	struct stmt *stmt;
	size_t i;
	int got;

	if (def->note == NULL)
		return true;
	stmt = store_query(report->store, def->note, NULL, NULL, err);
	if (stmt == NULL)
		return err_wrap(err, "%s:%d：", def->file, def->note_line);
	for (i = 0; i < def->param_count; i++)
		bind_value(stmt, &def->param[i], report->value[i]);
	while ((got = stmt_step(stmt, err)) == 1)
		if (!stmt_is_null(stmt, 0))
			buf_addf(note, "%s%s", note->len > 0 ? "\n" : "",
			    stmt_get(stmt, 0));
	stmt_done(stmt);
	return got == 0;
}

static bool
make_book(struct report *report, struct err *err)
{
	const struct report_options *options = report->options;
	char today[DATE_SIZE];
	char *left = left_line(report);
	char *right = mem_printf("制表日期：%s", date_print(date_today(), today));
	struct buf note = BUF_INIT;
	struct book_spec spec = { report->def, report->rows, report->count,
		left, right, NULL, report->dir, options->profile,
		options->progress, options->arg };

	if (read_note(report, &note, err)) {
		spec.note = buf_str(&note);
		report->book = book_new(&spec, err);
	}
	buf_clear(&note);
	free(left);
	free(right);
	return report->book != NULL;
}

/* All that needs the store. */
static bool
get_rows(struct report *report, struct err *err)
{
	struct select select;
	struct rows *rows;
	bool ok;

	report->value = params_read(report->store, report->def,
	    report->options->value, report->options->count, err);
	if (report->value == NULL || (report->def->scope != NULL &&
	    !compare_ready(report->store, report->def, err)) ||
	    !select_open(&select, report->store, report->def, err))
		return false;
	rows = read_rows(report, &select, err);
	ok = rows != NULL && show_rows(report, &select, rows, err);
	rows_free(rows);
	select_close(&select);
	return ok;
}

struct report *
report_open(struct store *store, const char *name,
    const struct report_options *options, struct err *err)
{
	struct report *report = mem_new(sizeof(*report));
	bool ok;

	report->store = store;
	report->options = options;
	report->dir = file_scratch(store_path(store));
	report->rows = spool_new(report->dir);
	report->def = catalog_report(store_catalog(store), name, err);
	ok = report->def != NULL && get_rows(report, err) &&
	    (options->profile == NULL || make_book(report, err));
	report->options = NULL;
	if (ok)
		return report;
	report_close(report);
	return NULL;
}

void
report_close(struct report *report)
{
	if (report == NULL)
		return;
	params_free(report->def, report->value);
	book_free(report->book);
	spool_free(report->rows);
	free(report->dir);
	free(report);
}

const struct reportdef *
report_definition(const struct report *report)
{
	return report->def;
}

long
report_rows(const struct report *report)
{
	return report->count;
}

const struct sheet *
report_sheet(const struct report *report)
{
	return book_sheet(report->book);
}

long
report_pages(const struct report *report)
{
	return book_pages(report->book);
}

struct book *
report_book(struct report *report)
{
	return report->book;
}

struct sheet_page *
report_page(struct report *report, long number, struct err *err)
{
	return book_page(report->book, number, err);
}

static struct sheet_page *
page_of(void *from, long number, struct err *err)
{
	return report_page(from, number, err);
}

struct pages
report_as_pages(struct report *report)
{
	struct pages pages = { report_sheet(report), report_pages(report),
		page_of, report };

	return pages;
}

bool
report_each(struct report *report, report_row_fn row, void *arg,
    struct err *err)
{
	size_t columns = report->def->column_count, shift = report->def->group != NULL, count;
	const char **all = mem_new((columns + 1) * sizeof(*all));
	const char *const *text;
	int kind, got = 0;
	bool ok = true;

	spool_seek(report->rows, 0);
	while (ok && (got = spool_next(report->rows, &kind, &text, &count, err)) == 1) {
		all[0] = text[columns];		/* the group stands behind the cells */
		memcpy(all + shift, text, columns * sizeof(*all));
		ok = row(arg, all, columns + shift, err);
	}
	free(all);
	return ok && got == 0;
}
