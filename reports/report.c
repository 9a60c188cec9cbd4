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

/* ---- parameters ---- */

static bool
unknown_value(const struct report *report, const char *name, struct err *err)
{
	struct buf list = BUF_INIT;
	size_t i;

	for (i = 0; i < report->def->param_count; i++)
		buf_addf(&list, " %s（%s）", report->def->param[i].name,
		    report->def->param[i].label);
	err_set(err, ERR_INPUT, "报表 %s 没有参数“%s”。可用的参数：%s",
	    report->def->name, name, list.len == 0 ? "（无）" : buf_str(&list));
	buf_clear(&list);
	return false;
}

static bool
is_type(const struct paramdef *param, const char *word)
{
	size_t n = strlen(word);

	return strncmp(param->type, word, n) == 0 &&
	    (param->type[n] == '\0' || param->type[n] == ' ');
}

static bool
read_code(const struct report *report, const struct paramdef *param,
    const char *text, char **value, struct err *err)
{
	const struct codetable *table = catalog_codes(
	    store_catalog(report->store), param->type + strlen("code "), err);
	const struct code *code;
	struct buf list = BUF_INIT;
	size_t i;

	if (table == NULL)
		return false;
	code = codetable_code(table, text);
	if (code == NULL)
		code = codetable_spelling(table, text, NULL);
	if (code != NULL) {
		*value = mem_text(code->code);
		return true;
	}
	for (i = 0; i < table->count; i++)
		buf_addf(&list, " %s", table->code[i].label);
	err_set(err, ERR_INPUT, "“%s”不在代码表%s里，可用的有：%s", text,
	    table->title, buf_str(&list));
	buf_clear(&list);
	return false;
}

static bool
read_value(const struct report *report, const struct paramdef *param,
    const char *text, char **value, struct err *err)
{
	char iso[DATE_SIZE], *end;
	int date;

	if (is_type(param, "date")) {
		if (!date_read(text, date_today(), &date, err))
			return false;
		*value = mem_text(date_print(date, iso));
		return true;
	}
	if (is_type(param, "code"))
		return read_code(report, param, text, value, err);
	if (is_type(param, "yesno"))
		text = strcmp(text, "是") == 0 ? "1" :
		    strcmp(text, "否") == 0 ? "0" : text;
	if (is_type(param, "int") || is_type(param, "yesno")) {
		strtoll(text, &end, 10);
		if (end == text || *end != '\0')
			return err_set(err, ERR_INPUT, "“%s”不是%s", text,
			    is_type(param, "int") ? "整数" : "“是”或“否”");
	}
	*value = mem_text(text);
	return true;
}

/* A number must compare as one. */
static void
bind_value(struct select *select, const struct paramdef *param,
    const char *value)
{
	if (value != NULL && (is_type(param, "int") || is_type(param, "yesno")))
		select_bind_int(select, param->name, strtoll(value, NULL, 10));
	else
		select_bind(select, param->name, value);
}

static bool
read_values(struct report *report, struct err *err)
{
	const struct report_options *options = report->options;
	const struct paramdef *param;
	size_t i, k;

	report->value = mem_new(report->def->param_count * sizeof(char *));
	for (k = 0; k < options->count; k++) {
		for (i = 0; i < report->def->param_count; i++)
			if (strcmp(report->def->param[i].name,
			    options->value[k].name) == 0)
				break;
		if (i == report->def->param_count)
			return unknown_value(report, options->value[k].name,
			    err);
		free(report->value[i]);
		report->value[i] = NULL;
		param = &report->def->param[i];
		if (!read_value(report, param, options->value[k].value,
		    &report->value[i], err))
			return err_wrap(err, "参数 %s（%s）：", param->name,
			    param->label);
	}
	for (i = 0; i < report->def->param_count; i++) {
		param = &report->def->param[i];
		if (report->value[i] == NULL && param->initial != NULL &&
		    !select_expression(report->store, param->initial,
		    &report->value[i], err))
			return err_wrap(err, "%s:%d：", report->def->file,
			    param->line);
	}
	return true;
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
		bind_value(select, &report->def->param[i], report->value[i]);
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
			    "已中断，没有产生结果：请再运行一次");
	}
	for (i = 0; i < def->column_count; i++)
		buf_clear(&shown[i]);
	free(shown);
	free(text);
	return ok && got == 0;
}

/* ---- pages ---- */

/* A parameter's value for people. */
static const char *
shown_value(const struct report *report, size_t i)
{
	const struct paramdef *param = &report->def->param[i];
	const struct codetable *table;
	const struct code *code = NULL;

	if (is_type(param, "yesno"))
		return strcmp(report->value[i], "0") == 0 ? "否" : "是";
	if (is_type(param, "code")) {
		table = catalog_codes(store_catalog(report->store),
		    param->type + strlen("code "), NULL);
		if (table != NULL)
			code = codetable_code(table, report->value[i]);
	}
	return code == NULL ? report->value[i] : code->label;
}

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
		    shown_value(report, i));
	}
	return buf_take(&out);
}

static bool
make_book(struct report *report, struct err *err)
{
	const struct report_options *options = report->options;
	char today[DATE_SIZE];
	char *left = left_line(report);
	char *right = mem_printf("制表日期：%s", date_print(date_today(), today));
	struct book_spec spec = { report->def, report->rows, report->count,
		left, right, report->dir, options->profile, options->progress,
		options->arg };

	report->book = book_new(&spec, err);
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

	if (!read_values(report, err) ||
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
	report->dir = file_dir(store_path(store));
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
	size_t i;

	if (report == NULL)
		return;
	for (i = 0; report->value != NULL && i < report->def->param_count; i++)
		free(report->value[i]);
	free(report->value);
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
