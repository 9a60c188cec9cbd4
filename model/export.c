/*
 * model/export.c: records out, row by row
 * SPDX-License-Identifier: Apache-2.0
 *
 * Rows come in slices by key: a slice is read, the transaction ends, then its
 * rows are written.  Memory does not grow with the rows, and nobody waits for
 * an export to end.
 */
#include "config.h"
#include "model/export.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/charset.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/column.h"
#include "model/record.h"

#define SLICE 200
/* And what it may take in memory, for a remark may be a book. */
#define SLICE_BYTES (1u << 20)
/* The list that is one row of the roster, by period. */
#define ROSTER "roster"
#define ROSTER_LIST "roster_export"

struct export {
	struct store	*store;
	const struct export_sink *sink;
	bool		 full;
	struct buf	 line;		/* cells of a slice, each with its NUL */
	size_t		 *at;		/* where they begin */
	size_t		 count, cap;
	const char	**text;
	struct export_column *column;
	size_t		 columns, column_cap;
	long		 rows;
	/* the roster */
	const struct reportdef *list;
	const struct codetable **table;	/* of each column */
	/* a form */
	const struct formdef *form, *person;
	const struct fielddef *serial, *name;
};

typedef bool (*row_fn)(struct export *export, const char *id, struct err *err);

/* ---- writing ---- */

static void
add_column(struct export *export, const char *head, enum export_kind kind)
{
	export->column = mem_grow(export->column, export->columns,
	    &export->column_cap, sizeof(*export->column));
	export->column[export->columns].head = mem_text(head);
	export->column[export->columns++].kind = kind;
}

static void
add_cell(struct export *export, const char *text)
{
	export->at = mem_grow(export->at, export->count, &export->cap,
	    sizeof(*export->at));
	export->at[export->count++] = export->line.len;
	text_guard_marks(&export->line, text);
	buf_addn(&export->line, "", 1);
}

static bool
begin(struct export *export, const char *title, struct err *err)
{
	export->text = mem_resize(NULL, export->columns + 1, sizeof(*export->text));
	return export->sink->begin(export->sink->arg, title, export->column,
	    export->columns, err);
}

/* Writes the rows of a slice. */
static bool
write_rows(struct export *export, struct err *err)
{
	size_t row, i;
	bool ok = true;

	assert(export->count % export->columns == 0);
	for (row = 0; ok && row < export->count; row += export->columns) {
		for (i = 0; i < export->columns; i++)
			export->text[i] = export->line.text + export->at[row + i];
		export->rows++;
		ok = export->sink->row(export->sink->arg, export->text,
		    export->columns, err);
	}
	buf_cut(&export->line, 0);
	export->count = 0;
	return ok;
}

/* ---- slices ---- */

static bool
read_slice(struct export *export, const char *sql, const char *after,
    char id[SLICE][STORE_ID_SIZE], size_t *count, struct err *err)
{
	struct stmt *stmt = db_query(store_db(export->store), sql, err);
	int got;

	*count = 0;
	if (stmt == NULL)
		return false;
	stmt_text(stmt, 1, after);
	stmt_int(stmt, 2, SLICE);
	while (*count < SLICE && (got = stmt_step(stmt, err)) == 1) {
		memset(id[*count], 0, STORE_ID_SIZE);
		memcpy(id[*count], stmt_get(stmt, 0),
		    strnlen(stmt_get(stmt, 0), STORE_ID_SIZE - 1));
		(*count)++;
	}
	if (*count == SLICE)
		got = 0;
	stmt_done(stmt);
	return got == 0;
}

/* Ids are in the order of time, so new records come at the end and none is
 * met twice. */
static bool
each_record(struct export *export, const char *form, row_fn row, struct err *err)
{
	char id[SLICE][STORE_ID_SIZE], after[STORE_ID_SIZE] = "";
	char *sql = mem_printf("SELECT id FROM main.\"%s\" WHERE id > ?1 AND"
	    " removed IS NULL ORDER BY id LIMIT ?2", form);
	struct db *db = store_db(export->store);
	size_t count = 0, done = 0;
	bool ok, own;

	do {
		ok = db_hold(db, &own, err);
		if (!ok)
			break;
		ok = read_slice(export, sql, after, id, &count, err);
		for (done = 0; ok && done < count &&
		    export->line.len < SLICE_BYTES; done++)
			ok = row(export, id[done], err);
		db_let_go(db, own);
		ok = ok && write_rows(export, err);
		if (done > 0)
			memcpy(after, id[done - 1], STORE_ID_SIZE);
	} while (ok && (count == SLICE || done < count));
	free(sql);
	return ok;
}

/* ---- the roster: one row a period, the columns of a list ---- */

static bool
roster_row(struct export *export, const char *id, struct err *err)
{
	struct columndef column;
	struct buf cell = BUF_INIT;
	struct stmt *stmt;
	size_t i;
	int got;

	stmt = store_query(export->store, export->list->select, NULL, NULL, err);
	if (stmt == NULL)
		return false;
	stmt_text(stmt, stmt_param(stmt, ":period"), id);
	got = stmt_step(stmt, err);
	for (i = 0; got == 1 && i < export->list->column_count; i++) {
		column = export->list->column[i];
		if (export->full)
			column.mask = MASK_NOT;
		buf_cut(&cell, 0);
		column_shown(&column, export->table[i], stmt_get(stmt, (int)i),
		    &cell);
		add_cell(export, buf_str(&cell));
	}
	stmt_done(stmt);
	buf_clear(&cell);
	return got >= 0;		/* 0: removed meanwhile */
}

static bool
roster(struct export *export, struct err *err)
{
	struct catalog *catalog = store_catalog(export->store);
	const struct columndef *column;
	size_t i;
	bool ok = true;

	export->list = catalog_list(catalog, ROSTER_LIST, err);
	if (export->list == NULL)
		return false;
	export->table = mem_new((export->list->column_count + 1) *
	    sizeof(*export->table));
	for (i = 0; ok && i < export->list->column_count; i++) {
		column = &export->list->column[i];
		add_column(export, column->head, column->format == CELL_DATE ?
		    EXPORT_DATE : EXPORT_TEXT);
		if (column->format == CELL_LABEL) {
			export->table[i] = catalog_codes(catalog, column->table, err);
			ok = export->table[i] != NULL;
		}
	}
	ok = ok && begin(export, export->list->title, err) &&
	    each_record(export, "period", roster_row, err);
	free(export->table);
	return ok;
}

/* ---- a form: whose it is, then its blanks in paper order ---- */

static bool
add_value(struct export *export, const struct record *record,
    const struct fielddef *field, struct err *err)
{
	size_t at = (size_t)(field - record->form->field);
	struct buf shown = BUF_INIT, cell = BUF_INIT;
	bool ok = true;

	if (record->value[at] == NULL)
		buf_add(&cell, absent_label(record->absent[at]));
	else if (field->tree != NULL)	/* the code: its place is for people */
		buf_add(&shown, record->value[at]);
	else
		ok = value_shown(export->store, field, record->value[at], &shown,
		    err);
	if (ok && record->value[at] != NULL)
		mask_add(export->full ? MASK_NOT : field->mask, buf_str(&shown),
		    &cell);
	add_cell(export, buf_str(&cell));
	buf_clear(&shown);
	buf_clear(&cell);
	return ok;
}

/* Ids of what a blank refers to; the same line for each as in value_shown. */
static void
add_ids(struct export *export, const char *value)
{
	struct buf ids = BUF_INIT;

	for (; value != NULL && *value != '\0'; value++)
		if (*value == '\n')
			buf_add(&ids, "、");
		else
			buf_addc(&ids, *value);
	add_cell(export, buf_str(&ids));
	buf_clear(&ids);
}

/* What brings the record back as it was. */
static void
add_own(struct export *export, const struct record *record)
{
	const struct formdef *form = export->form;
	struct buf absent = BUF_INIT;
	size_t i;

	for (i = 0; i < form->count; i++) {
		if (form->field[i].target != NULL)
			add_ids(export, record->value[i]);
		if (record->value[i] == NULL && record->absent[i] != NULL)
			own_absent_add(&absent, form->field[i].name,
			    record->absent[i]);
	}
	add_cell(export, record->id);
	if (form->of != FORM_OF_OFFICE)
		add_cell(export, record->person);
	if (form->of == FORM_OF_PERIOD)
		add_cell(export, record->period);
	add_cell(export, buf_str(&absent));
	buf_clear(&absent);
}

static bool
form_row(struct export *export, const char *id, struct err *err)
{
	struct record *record, *person = NULL;
	bool ok = true;
	size_t i;

	record = record_load(export->store, export->form, id, false, err);
	if (record == NULL)
		return err->kind == ERR_MISSING;	/* removed meanwhile */
	if (export->person != NULL) {
		person = record_load(export->store, export->person,
		    record->person, true, err);
		ok = person != NULL &&
		    add_value(export, person, export->serial, err) &&
		    add_value(export, person, export->name, err);
	}
	for (i = 0; ok && i < export->form->count; i++)
		ok = add_value(export, record, &export->form->field[i], err);
	if (ok && export->full)
		add_own(export, record);
	record_free(person);
	record_free(record);
	return ok;
}

/* A head of the owner's that the form has itself bears his form's title. */
static void
owner_column(struct export *export, const struct fielddef *blank)
{
	char *head = mem_text(blank->label);
	size_t i;

	for (i = 0; i < export->form->count; i++)
		if (strcmp(export->form->field[i].label, blank->label) == 0) {
			free(head);
			head = mem_printf("%s%s", export->person->title, blank->label);
			break;
		}
	add_column(export, head, EXPORT_TEXT);
	free(head);
}

static bool
owner_columns(struct export *export, struct err *err)
{
	size_t i;

	export->person = catalog_form(store_catalog(export->store), "person", err);
	if (export->person == NULL)
		return false;
	for (i = 0; i < export->person->count; i++) {
		if (export->person->field[i].serial != NULL)
			export->serial = &export->person->field[i];
		if (export->person->field[i].search == SEARCH_NAME &&
		    export->name == NULL)
			export->name = &export->person->field[i];
	}
	if (export->serial == NULL || export->name == NULL)
		return err_set(err, ERR_DATA, "%s:%d：人员表要有编号（serial）和"
		    "姓名（search = name）两栏", export->person->file,
		    export->person->line);
	owner_column(export, export->serial);
	owner_column(export, export->name);
	return true;
}

static void
own_columns(struct export *export)
{
	const struct formdef *form = export->form;
	char *head;
	size_t i;

	for (i = 0; i < form->count; i++) {
		if (form->field[i].target == NULL)
			continue;
		head = own_head(&form->field[i]);
		add_column(export, head, EXPORT_TEXT);
		free(head);
	}
	add_column(export, OWN_RECORD, EXPORT_TEXT);
	if (form->of != FORM_OF_OFFICE)
		add_column(export, OWN_PERSON, EXPORT_TEXT);
	if (form->of == FORM_OF_PERIOD)
		add_column(export, OWN_PERIOD, EXPORT_TEXT);
	add_column(export, OWN_ABSENT, EXPORT_TEXT);
}

static enum export_kind
kind_of(const struct fielddef *blank)
{
	return blank->type == BLANK_DATE ? EXPORT_DATE :
	    blank->type == BLANK_MONEY ? EXPORT_MONEY :
	    blank->type == BLANK_INT ? EXPORT_NUMBER : EXPORT_TEXT;
}

static bool
form(struct export *export, struct err *err)
{
	const struct formdef *form = export->form;
	size_t i;

	if (form->of != FORM_OF_OFFICE && !owner_columns(export, err))
		return false;
	for (i = 0; i < form->count; i++)
		add_column(export, form->field[i].label, kind_of(&form->field[i]));
	if (export->full)
		own_columns(export);
	return begin(export, form->title, err) &&
	    each_record(export, form->name, form_row, err);
}

/* ---- the whole ---- */

static bool
no_such(struct store *store, const char *name, struct err *err)
{
	const char *const *form;
	struct buf list = BUF_INIT;
	size_t count, i;

	count = catalog_names(store_catalog(store), "form", &form);
	for (i = 0; i < count; i++)
		buf_addf(&list, " %s", form[i]);
	err_set(err, ERR_MISSING, "没有可导出的“%s”；可以导出的有：%s%s", name, ROSTER,
	    buf_str(&list));
	buf_clear(&list);
	return false;
}

static bool
find_form(struct export *export, const char *name, struct err *err)
{
	const char *const *form;
	size_t count, i;

	count = catalog_names(store_catalog(export->store), "form", &form);
	for (i = 0; i < count; i++)
		if (strcmp(form[i], name) == 0) {
			export->form = catalog_form(store_catalog(export->store),
			    name, err);
			return export->form != NULL;
		}
	return no_such(export->store, name, err);
}

bool
export_each(struct store *store, const char *name, bool full,
    const struct export_sink *sink, long *rows, struct err *err)
{
	struct export export = { .store = store, .sink = sink, .full = full };
	struct err own = ERR_INIT;
	size_t i;
	bool ok;

	if (err == NULL)
		err = &own;
	if (strcmp(name, ROSTER) == 0)
		ok = roster(&export, err);
	else
		ok = find_form(&export, name, err) && form(&export, err);
	*rows = export.rows;
	for (i = 0; i < export.columns; i++)
		free(export.column[i].head);
	free(export.column);
	free(export.text);
	free(export.at);
	buf_clear(&export.line);
	return ok;
}

/* ---- as CSV ---- */

#define NOTED 20		/* cells that are named */

struct csv {
	struct file_out	*out;
	const char	*encoding;
	const struct export_column *column;
	struct buf	 line, bytes;
	struct buf	 noted;
	long		 number, cells;		/* rows; cells with marks */
	bool		(*progress)(void *arg, long done, long all);
	void		*arg;
};

/* Which cells of a row have characters that the encoding has not. */
static bool
note_cells(struct csv *csv, const char *const *text, size_t count,
    struct err *err)
{
	size_t i, lost;

	for (i = 0; i < count; i++) {
		buf_cut(&csv->bytes, 0);
		if (!charset_encode(csv->encoding, text[i], NULL, &csv->bytes, &lost,
		    err))
			return false;
		if (lost == 0)
			continue;
		if (csv->cells++ < NOTED)
			buf_addf(&csv->noted, "%s第 %ld 条（%s%s%s）“%s” %zu 个字",
			    csv->cells > 1 ? "；" : "", csv->number, text[0],
			    count > 1 ? " " : "", count > 1 ? text[1] : "",
			    csv->column[i].head, lost);
	}
	return true;
}

/* A character that the encoding does not have stands as its mark, which import
 * turns back; *lost counts them. */
static bool
write_line(struct csv *csv, size_t *lost, struct err *err)
{
	bool ok;

	*lost = 0;
	buf_cut(&csv->bytes, 0);
	if (file_terminal(csv->out)) {
		text_shown(&csv->bytes, buf_str(&csv->line), true);
		buf_cut(&csv->line, 0);
		buf_add(&csv->line, buf_str(&csv->bytes));
		buf_cut(&csv->bytes, 0);
	}
	buf_add(&csv->line, file_terminal(csv->out) ? "\n" : "\r\n");
	if (strcmp(csv->encoding, "utf-8") == 0)
		ok = file_write(csv->out, buf_str(&csv->line), csv->line.len, err);
	else
		ok = charset_encode(csv->encoding, buf_str(&csv->line), NULL,
		    &csv->bytes, lost, err) && file_write(csv->out,
		    buf_str(&csv->bytes), csv->bytes.len, err);
	buf_cut(&csv->line, 0);
	return ok;
}

static bool
csv_row(void *arg, const char *const *text, size_t count, struct err *err)
{
	struct csv *csv = arg;
	size_t i, lost;

	if (csv->progress != NULL && !csv->progress(csv->arg, csv->number, 0))
		return err_set(err, ERR_INTERRUPTED, "导出已停下，没有做完：请再做一次");
	for (i = 0; i < count; i++)
		csv_cell(&csv->line, text[i], i == 0);
	csv->number++;
	return write_line(csv, &lost, err) &&
	    (lost == 0 || note_cells(csv, text, count, err));
}

static bool
csv_begin(void *arg, const char *title, const struct export_column *column,
    size_t count, struct err *err)
{
	struct csv *csv = arg;
	size_t i, lost;

	csv->column = column;
	for (i = 0; i < count; i++)
		csv_cell(&csv->line, column[i].head, i == 0);
	return write_line(csv, &lost, err);
}

/* Says where marks stand for characters. */
static void
tell(const struct csv *csv, struct buf *notice)
{
	if (csv->cells == 0 || notice == NULL)
		return;
	buf_addf(notice, "%ld 格里有 %s 没有的字，文件里写成了 [U+E78D] 这样的编码："
	    "%s%s。原字在库里；导回本程序时还原，要原字请改用 UTF-8 导出",
	    csv->cells, csv->encoding, buf_str(&csv->noted),
	    csv->cells > NOTED ? " 等" : "");
}

bool
export_run(struct store *store, const char *name, const char *encoding,
    bool full, struct file_out *out, long *rows, struct buf *notice,
    struct err *err)
{
	return export_csv(store, name, encoding, full, out, NULL, NULL, rows,
	    notice, err);
}

bool
export_csv(struct store *store, const char *name, const char *encoding,
    bool full, struct file_out *out, bool (*progress)(void *arg, long done, long all),
    void *arg, long *rows, struct buf *notice, struct err *err)
{
	struct csv csv = { .out = out, .progress = progress, .arg = arg };
	struct export_sink sink = { csv_begin, csv_row, &csv };
	bool ok;

	*rows = 0;
	csv.encoding = charset_name(encoding != NULL ? encoding : "utf-8");
	if (csv.encoding == NULL || (strcmp(csv.encoding, "utf-8") != 0 &&
	    strcmp(csv.encoding, "gb18030") != 0))
		return err_set(err, ERR_INPUT, "导出不认识编码“%s”；可用 utf-8 或 gb18030",
		    encoding);
	ok = export_each(store, name, full, &sink, rows, err);
	if (ok)
		tell(&csv, notice);
	buf_clear(&csv.line);
	buf_clear(&csv.bytes);
	buf_clear(&csv.noted);
	return ok;
}
