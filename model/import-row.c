/*
 * model/import-row.c: the cells of one row, read and mended
 * SPDX-License-Identifier: Apache-2.0
 *
 * Mended means: what is stored is not, letter by letter, what the cell holds,
 * though it says the same.  What cannot be mended is a reason, and a row with
 * reasons is not taken.
 */
#include "config.h"
#include "model/import-private.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/idcard.h"
#include "base/mem.h"
#include "base/text.h"

/* Dates outside are slips of the pen (2203-05-01), whatever their blank. */
#define YEARS_BACK 130
#define YEARS_AHEAD 30
/* Days of a spreadsheet: 1 = 1900-01-01 with a 29 February that never was. */
#define SERIAL_ZERO (-25569)
#define SERIAL_LEAST 10000
#define SERIAL_MOST 80000

static const struct { const char *word, *why; } absences[] = {
	{ "无", "none" }, { "没有", "none" }, { "不详", "unknown" },
	{ "未知", "unknown" }, { "不明", "unknown" }, { "拒绝", "refused" },
	{ "未问", "unasked" },
};

static void
add_reason(struct buf *out, const char *fmt, va_list ap)
{
	char text[ERR_TEXT + 256];

	vsnprintf(text, sizeof(text), fmt, ap);
	if (out->len > 0)
		buf_add(out, "；");
	buf_add(out, text);
}

void
row_reject(struct import_row *row, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add_reason(&row->reject, fmt, ap);
	va_end(ap);
}

void
row_note(struct import_row *row, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add_reason(&row->note, fmt, ap);
	va_end(ap);
}

void
row_clear(struct import_row *row)
{
	size_t i;

	for (i = 0; i < row->count; i++)
		free(row->cell[i]);
	free(row->cell);
	for (i = 0; i < row->own_count; i++)
		free(row->own[i]);
	free(row->own);
	free(row->wrong);
	free(row->number);
	for (i = 0; i < row->values; i++)
		free(row->value[i]);
	free(row->value);
	free(row->absent);
	free(row->unread);
	buf_clear(&row->reject);
	buf_clear(&row->doubt);
	buf_clear(&row->note);
	memset(row, 0, sizeof(*row));
}

void
row_again(struct import_row *row)
{
	buf_cut(&row->note, row->noted);
	row->outcome = ROW_UNCHANGED;
	row->conflicts = 0;
}

/* The reason is about this cell; a short row may not have it. */
static void
mark(struct import_row *row, size_t column)
{
	if (column < row->width)
		row->wrong[column] = true;
}

/* ---- cells ---- */

static const char *
cell_of(const struct import_row *row, size_t column)
{
	return column < row->count ? row->cell[column] : "";
}

/* The head as the file writes it, for a reason. */
static const char *
head_of(const struct import_plan *plan, const struct plan_blank *b)
{
	return b->column < plan->head->count ? plan->head->text[b->column] :
	    b->blank->label;
}

static const char *
absence(const struct fielddef *blank, const char *text)
{
	size_t i;

	if (cell_is_prose(blank))
		return NULL;
	for (i = 0; i < sizeof(absences) / sizeof(absences[0]); i++)
		if (strcmp(text, absences[i].word) == 0)
			return absences[i].why;
	return NULL;
}

/* ---- by type ---- */

static void
read_id_card(const struct import_plan *plan, const struct plan_blank *b,
    struct import_row *row, const char *text, char **out)
{
	char id[IDCARD_SIZE];
	enum idcard_fault fault;
	size_t len;

	len = idcard_mend(text, id);
	fault = text_science(text) ? IDCARD_SCIENCE : idcard_check(id);
	if (len >= IDCARD_SIZE && fault != IDCARD_SCIENCE)
		fault = IDCARD_LENGTH;
	if (fault == IDCARD_OK || (fault == IDCARD_CHECK && plan->doubtful)) {
		*out = mem_text(id);
		return;
	}
	mark(row, b->column);
	row_reject(row, "“%s”%s%s", head_of(plan, b), idcard_says(fault),
	    fault == IDCARD_CHECK ? "（确实这样报的，可以存疑照收）" : "");
}

static bool
sane(int date)
{
	int today = date_today();

	return date >= date_add_months(today, -12 * YEARS_BACK) &&
	    date <= date_add_months(today, 12 * YEARS_AHEAD);
}

/* A date that a spreadsheet has saved as its number of days. */
static bool
serial(const char *text, int *date)
{
	long days;
	char *end;

	/* 45720.75 is the evening of that day, 45720.0 what programs make of it */
	if (strspn(text, "0123456789") != 5 || (text[5] != '\0' &&
	    (text[5] != '.' || text[6 + strspn(text + 6, "0123456789")] != '\0')))
		return false;
	days = strtol(text, &end, 10);
	if (days < SERIAL_LEAST || days > SERIAL_MOST)
		return false;
	*date = (int)days + SERIAL_ZERO;
	return true;
}

/* 24年3月5日 with the century that alone makes sense: somebody born so that he
 * can have been in prison, a day of the last sixty years or the next thirty.
 * NULL: both do, or none.  Without 年 two figures may be anything. */
static char *
with_century(const struct plan_blank *b, const char *text)
{
	int year, month, day, from, to, short_year;

	if (strspn(text, "0123456789") != 2 ||
	    strncmp(text + 2, "年", strlen("年")) != 0)
		return NULL;
	date_split(date_today(), &year, &month, &day);
	from = year - (b->blank->type == BLANK_PDATE ? 99 : 60);
	to = year + (b->blank->type == BLANK_PDATE ? -12 : YEARS_AHEAD);
	short_year = (text[0] - '0') * 10 + text[1] - '0';
	for (; from <= to; from++)
		if (from % 100 == short_year)
			return mem_printf("%d%s", from, text + 2);
	return NULL;
}

static void
read_whole_date(const struct import_plan *plan, const struct plan_blank *b,
    struct import_row *row, const char *text, char **out)
{
	char iso[DATE_SIZE];
	struct err why = ERR_INIT;
	int date, year;

	if (serial(text, &date)) {
		*out = mem_text(date_print(date, iso));
		return;
	}
	if (b->blank->type == BLANK_PDATE) {
		if (!date_read_partial(text, DATE_NONE, iso, &why)) {
			mark(row, b->column);
			row_reject(row, "“%s”%s", head_of(plan, b), why.text);
			return;
		}
		year = atoi(iso);
		date = date_make(year, 7, 1);
	} else {
		if (!date_read(text, DATE_NONE, &date, &why)) {
			mark(row, b->column);
			row_reject(row, "“%s”%s", head_of(plan, b), why.text);
			return;
		}
		date_split(date, &year, &(int){ 0 }, &(int){ 0 });
		date_print(date, iso);
	}
	if (sane(date)) {
		*out = mem_text(iso);
		return;
	}
	mark(row, b->column);
	row_reject(row, "“%s”的年份 %d 不合常理，请核对", head_of(plan, b), year);
}

/* 1985.1 is what a spreadsheet makes of 1985.10.  An ID number tells; without
 * one it is said. */
static void
note_october(const struct import_plan *plan, const struct plan_blank *b,
    struct import_row *row, const char *text)
{
	const struct plan_blank *id = plan_find(plan, plan->person_form, plan->id_card);

	if (b->blank->type != BLANK_PDATE || strspn(text, "0123456789") != 4 ||
	    strcmp(text + 4, ".1") != 0 || (id != NULL &&
	    id->column != TABLEHEAD_NONE && !cell_is_blank(cell_of(row, id->column))))
		return;
	row_note(row, "“%s”的“%s”读作 1 月，电子表格也会把 10 月写成这样，请核对",
	    head_of(plan, b), text);
}

static void
read_date(const struct import_plan *plan, const struct plan_blank *b,
    struct import_row *row, const char *text, char **out)
{
	char *whole = with_century(b, text);

	note_october(plan, b, row, text);
	read_whole_date(plan, b, row, whole != NULL ? whole : text, out);
	free(whole);
}

/* Spellings of the profile come before those of the code table. */
static const char *
profile_value(const struct importfield *field, const char *text)
{
	struct buf plain = BUF_INIT, from = BUF_INIT;
	const char *to = NULL;
	size_t i;

	if (field->value_count == 0)		/* long texts, mostly */
		return NULL;
	tablehead_plain(&plain, text);
	for (i = 0; i < field->value_count && to == NULL; i++) {
		buf_cut(&from, 0);
		tablehead_plain(&from, field->value[i].from);
		if (strcmp(buf_str(&plain), buf_str(&from)) == 0)
			to = field->value[i].to;
	}
	buf_clear(&plain);
	buf_clear(&from);
	return to;
}

/* The date of the paper on which the blank stands, else of the row's. */
static int
paper_date(const struct import_plan *plan, const struct import_row *row,
    const struct plan_blank *b)
{
	const char *text = NULL;
	size_t i;

	if (b->slot != PLAN_NONE && plan->form[b->slot].date != NULL)
		text = row_value(plan, row, plan->form[b->slot].form,
		    plan->form[b->slot].date);
	for (i = 0; i < plan->form_count && text == NULL; i++)
		if (plan->form[i].main && plan->form[i].date != NULL)
			text = row_value(plan, row, plan->form[i].form,
			    plan->form[i].date);
	return text != NULL ? date_parse(text) : DATE_NONE;
}

/* What the profile says is ours; what the file says has its own numbers. */
static bool
take_value(const struct import_plan *plan, const struct plan_blank *b,
    const char *text, int on, char **out, struct err *why)
{
	const char *to = profile_value(b->field, text);

	*out = NULL;
	if (to != NULL && strcmp(to, "-") == 0)
		return true;
	if (to != NULL ? value_read(plan->store, b->blank, to, on, out, why) :
	    value_taken(plan->store, b->blank, text, on, &b->source, out, why))
		return true;
	*out = NULL;
	return false;
}

static void
read_other(const struct import_plan *plan, const struct plan_blank *b,
    struct import_row *row, const char *text, size_t at)
{
	const char *tick = b->blank->type == BLANK_YESNO ||
	    b->blank->type == BLANK_CODE ? cell_tick(text) : NULL;
	int on = paper_date(plan, row, b);
	struct err why = ERR_INIT;

	if (take_value(plan, b, text, on, &row->value[at], &why) || (tick != NULL &&
	    take_value(plan, b, tick, on, &row->value[at], &(struct err)ERR_INIT)))
		return;
	row->absent[at] = absence(b->blank, text);
	if (row->absent[at] != NULL)
		return;
	if (plan->doubtful && b->blank->table != NULL && !b->field->required) {
		row_note(row, "“%s”没有填：%s", head_of(plan, b), why.text);
		row->unread[at] = true;
		return;
	}
	mark(row, b->column);
	row_reject(row, "“%s”：%s", head_of(plan, b), why.text);
}

/* Says the stored value what the cell says, letter by letter? */
static bool
as_written(const struct import_plan *plan, const struct plan_blank *b,
    const char *cell, const char *value)
{
	struct buf shown = BUF_INIT, lines = BUF_INIT;
	bool same;

	cell_lines(&lines, cell, true);
	same = strcmp(buf_str(&lines), value) == 0 ||
	    strcmp(delimited_unguard(buf_str(&lines)), value) == 0;
	if (!same && cell_is_prose(b->blank) && strstr(buf_str(&lines), "[U+") != NULL) {
		text_take_marks(&shown, delimited_unguard(buf_str(&lines)));
		same = strcmp(buf_str(&shown), value) == 0;
	}
	if (!same && !cell_is_prose(b->blank) &&
	    value_shown(plan->store, b->blank, value, &shown, NULL))
		same = strcmp(buf_str(&lines), buf_str(&shown)) == 0;
	buf_clear(&shown);
	buf_clear(&lines);
	return same;
}

/* The cell, and behind it those of the columns that are copied, each with its
 * head on a line of its own.  The caller's; NULL: there is nothing to copy. */
static char *
with_kept(const struct import_plan *plan, const struct import_row *row,
    const char *cell)
{
	struct buf out = BUF_INIT, lines = BUF_INIT;
	size_t i, column;

	for (i = 0; i < plan->kept_count; i++) {
		column = plan->kept[i];
		if (cell_is_blank(cell_of(row, column)) ||
		    cell_is_dash(cell_of(row, column)))
			continue;
		if (out.len == 0 && !cell_is_blank(cell))
			buf_addf(&out, "%s\n", cell);
		else if (out.len > 0)
			buf_addc(&out, '\n');
		buf_cut(&lines, 0);
		cell_lines(&lines, cell_of(row, column), false);
		buf_addf(&out, "%s：%s", plan->head->text[column], buf_str(&lines));
	}
	buf_clear(&lines);
	if (out.len > 0)
		return buf_take(&out);
	buf_clear(&out);
	return NULL;
}

static void
read_text(const struct import_plan *plan, size_t at, struct import_row *row,
    const char *cell)
{
	const struct plan_blank *b = &plan->blank[at];
	const char *why;
	char *text;

	if (*cell == '\0')
		return;
	text = cell_text(b->blank, cell);
	if (*text == '\0' || cell_is_dash(text)) {
		free(text);
		return;
	}
	why = cell_spoilt(b->blank->type, text);
	if (why != NULL) {
		mark(row, b->column);
		row_reject(row, "“%s”里的“%.40s”%s", head_of(plan, b), text, why);
		free(text);
		return;
	}
	if (b->blank->type == BLANK_ID_CARD || b->blank->type == BLANK_PHONE ||
	    b->blank->type == BLANK_DATE || b->blank->type == BLANK_PDATE)
		row->absent[at] = absence(b->blank, text);
	if (row->absent[at] == NULL) {
		if (b->blank->type == BLANK_ID_CARD)
			read_id_card(plan, b, row, text, &row->value[at]);
		else if (b->blank->type == BLANK_DATE ||
		    b->blank->type == BLANK_PDATE)
			read_date(plan, b, row, text, &row->value[at]);
		else
			read_other(plan, b, row, text, at);
	}
	if (row->value[at] != NULL &&
	    !as_written(plan, b, cell, row->value[at]))
		row->mended++;
	free(text);
}

static void
read_cell(const struct import_plan *plan, size_t at, struct import_row *row)
{
	const char *cell = cell_of(row, plan->blank[at].column);
	char *kept = NULL;

	if (plan->own) {
		own_cell(plan, at, row);
		return;
	}
	if (at == plan->kept_at)
		kept = with_kept(plan, row, cell);
	read_text(plan, at, row, kept != NULL ? kept : cell);
	free(kept);
}

/* ---- the row ---- */

const char *
row_value(const struct import_plan *plan, const struct import_row *row,
    const struct formdef *form, const struct fielddef *blank)
{
	const struct plan_blank *b = plan_find(plan, form, blank);

	return b != NULL ? row->value[b - plan->blank] : NULL;
}

bool
row_fills(const struct import_plan *plan, const struct import_row *row,
    size_t slot)
{
	bool any = false;
	size_t i;

	for (i = 0; i < plan->count; i++) {
		if (plan->blank[i].kind != PLAN_BLANK ||
		    plan->blank[i].slot != slot)
			continue;
		if (plan->blank[i].field->key && row->value[i] == NULL)
			return false;
		any |= row->value[i] != NULL && plan->blank[i].from == PLAN_NONE;
	}
	return any;
}

/* A known sender's number says who it is, where people are only looked for. */
static bool
numbered(const struct import_plan *plan, const struct import_row *row,
    const struct plan_blank *b)
{
	size_t i;

	if (b->slot != PLAN_NONE || plan->common == NULL)
		return false;
	for (i = 0; i < plan->count; i++)
		if (plan->blank[i].kind == PLAN_NUMBER && row->value[i] != NULL)
			return true;
	return false;
}

static void
check_required(const struct import_plan *plan, struct import_row *row)
{
	const struct plan_blank *b;
	size_t i;

	for (i = 0; i < plan->count; i++) {
		b = &plan->blank[i];
		if (b->kind != PLAN_BLANK || !b->field->required ||
		    (b->slot != PLAN_NONE && !plan->form[b->slot].main))
			continue;
		/* a cell that is there and wrong has its own reason */
		if (row->value[i] == NULL && !numbered(plan, row, b) &&
		    (b->column == TABLEHEAD_NONE || row->absent[i] != NULL ||
		    cell_is_blank(cell_of(row, b->column)) ||
		    cell_is_dash(cell_of(row, b->column)))) {
			mark(row, b->column);
			row_reject(row, "缺少“%s”", head_of(plan, b));
		}
	}
}

/* A sender's number, of a person or of a record. */
static void
read_number(const struct import_plan *plan, size_t at, struct import_row *row)
{
	const struct plan_blank *b = &plan->blank[at];
	char *text = cell_unwrap(text_trim(mem_text(cell_of(row, b->column))));
	const char *why = cell_spoilt(BLANK_TEXT, text);

	if (why != NULL) {
		mark(row, b->column);
		row_reject(row, "“%s”里的“%.40s”%s", head_of(plan, b), text, why);
		free(text);
		return;
	}
	row->value[at] = text;
}

static bool
dated(const struct plan_blank *b)
{
	return b->blank->type == BLANK_DATE || b->blank->type == BLANK_PDATE;
}

static void
read_values(const struct import_plan *plan, struct import_row *row)
{
	const struct plan_blank *b;
	size_t i;
	int pass;

	/* dates first: codes are open or closed on the paper's date */
	for (pass = 0; pass < 2; pass++)
		for (i = 0; i < plan->count; i++) {
			b = &plan->blank[i];
			if (b->kind == PLAN_BLANK &&
			    (b->column != TABLEHEAD_NONE || i == plan->kept_at) &&
			    dated(b) == (pass == 0))
				read_cell(plan, i, row);
		}
	for (i = 0; i < plan->count; i++) {
		b = &plan->blank[i];
		if ((b->kind == PLAN_NUMBER || b->kind == PLAN_RECORD) &&
		    !cell_is_blank(cell_of(row, b->column)))
			read_number(plan, i, row);
		if (b->from != PLAN_NONE && row->value[i] == NULL &&
		    row->value[b->from] != NULL)
			row->value[i] = mem_text(row->value[b->from]);
	}
}

/* Cells that no head stands over.  A row of a text that is longer than the heads
 * has most often a comma too many, and what follows it stands in the wrong
 * columns; in a workbook every cell has its place. */
static void
check_width(const struct import_plan *plan, struct import_row *row)
{
	const struct tablehead *head = plan->head;
	size_t i, beyond = 0;

	for (i = head->count; i < row->count; i++) {
		if (cell_is_blank(row->cell[i]))
			continue;
		if (head->cut) {
			row->wrong[i] = true;
			beyond++;
		} else {
			row_note(row, "第 %zu 列没有表头，其中的“%.60s”没有导入", i + 1,
			    row->cell[i]);
		}
	}
	if (beyond > 0)
		row_reject(row, "这一行比表头多出 %zu 格，可能有一格里的分隔符没有用引号"
		    "括起来；请核对各格后再导入", row->count - head->count);
	for (i = head->ours; i < head->count && i < row->count; i++)
		if (!head->known[i] && cell_is_blank(head->text[i]) &&
		    !cell_is_blank(row->cell[i]))
			row_note(row, "第 %zu 列没有表头，其中的“%.60s”没有导入", i + 1,
			    row->cell[i]);
}

bool
row_read(struct import_row *row, const struct import_plan *plan,
    const struct delimited_row *raw, struct err *err)
{
	size_t i;

	memset(row, 0, sizeof(*row));
	row->line = raw->line;
	row->count = raw->count;
	row->cell = mem_resize(NULL, raw->count, sizeof(*row->cell));
	for (i = 0; i < raw->count; i++)
		row->cell[i] = mem_text(raw->cell[i]);
	row->width = plan->head->count > raw->count ? plan->head->count : raw->count;
	row->wrong = mem_new((row->width + 1) * sizeof(*row->wrong));
	row->values = plan->count;
	row->value = mem_new((plan->count + 1) * sizeof(*row->value));
	row->absent = mem_new((plan->count + 1) * sizeof(*row->absent));
	row->unread = mem_new((plan->count + 1) * sizeof(*row->unread));
	row->other = row_is_other(plan, row, raw);
	if (row->other)
		return true;
	read_values(plan, row);
	check_required(plan, row);
	check_width(plan, row);
	row->noted = row->note.len;
	return true;
}

static void
before(struct buf *buf, const char *words)
{
	char *text = mem_printf("%s%s", words, buf_str(buf));

	buf_cut(buf, 0);
	buf_add(buf, text);
	free(text);
}

bool
row_corrected(const struct import_row *row)
{
	return row->own != NULL;
}

bool
row_read_corrected(struct import_row *row, const struct import_plan *plan,
    const struct delimited_row *raw, const struct correction *correction,
    struct err *err)
{
	struct delimited_row mended = *raw;
	size_t i;

	if (correction == NULL)
		return row_read(row, plan, raw, err);
	if (correction->count > 0) {
		mended.count = correction->count;
		mended.cell = (const char *const *)correction->cell;
	}
	if (!row_read(row, plan, &mended, err))
		return false;
	/* the file's cells stand beside the reason */
	if (row->reject.len > 0 && correction->count > 0)
		before(&row->reject, "改正后：");
	row->who = correction->who;
	row->number = mem_text(correction->number);
	row->own_count = raw->count;
	row->own = mem_new((raw->count + 1) * sizeof(*row->own));
	for (i = 0; i < raw->count; i++)
		row->own[i] = mem_text(raw->cell[i]);
	return true;
}
