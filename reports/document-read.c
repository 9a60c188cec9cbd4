/*
 * reports/document-read.c: the records of one person, form by form
 * SPDX-License-Identifier: Apache-2.0
 *
 * First the forms of the person, then those of each period, the oldest first.
 * A record is read, written and forgotten; a list of ids is all that grows.
 */
#include "config.h"
#include "reports/document-private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/mem.h"
#include "model/listing.h"
#include "reports/form-grid.h"

struct reading {
	struct document	*document;
	struct writing	 writing;
	size_t		 count;		/* forms, in the order of the folder */
	const struct formdef **form;
	struct formexpr	**expr;		/* of each, NULL = not needed yet */
	struct record	*person;
	size_t		 period_count;
	struct record	**period;
};

/* ---- which forms ---- */

static bool
has_form(const struct reading *reading, const char *name)
{
	size_t i;

	for (i = 0; i < reading->count; i++)
		if (strcmp(reading->form[i]->name, name) == 0)
			return true;
	return false;
}

static bool
add_form(struct reading *reading, const char *name, bool all, struct err *err)
{
	const struct formdef *form = catalog_form(reading->writing.catalog,
	    name, err);

	if (form == NULL)
		return false;
	if ((all || form->of != FORM_OF_OFFICE) && !has_form(reading, name))
		reading->form[reading->count++] = form;
	return true;
}

static bool
find_forms(struct reading *reading, struct err *err)
{
	const struct documentdef *def = reading->document->def;
	const char *const *name;
	size_t count = catalog_names(reading->writing.catalog, "form", &name),
	    i;

	reading->form = mem_new((count + 1) * sizeof(struct formdef *));
	reading->expr = mem_new((count + 1) * sizeof(struct formexpr *));
	for (i = 0; i < def->form_count; i++)
		if (!add_form(reading, def->form[i], true, err))
			return false;
	for (i = 0; def->rest && i < count; i++)
		if (!add_form(reading, name[i], false, err))
			return false;
	return true;
}

/* ---- one record ---- */

/* "缺：甲、乙；丙：…": what is asked and empty, then what is wrong. */
static char *
gaps_text(const struct record *record, const bool *asked, const bool *required,
    const struct problem *problem, size_t count)
{
	const struct formdef *form = record->form;
	struct buf out = BUF_INIT;
	size_t i, at;
	bool missing;

	for (i = 0; i < form->count; i++)
		if (asked[i] && required[i] && record->value[i] == NULL &&
		    record->absent[i] == NULL)
			buf_addf(&out, "%s%s", out.len > 0 ? "、" : "",
			    form->field[i].label);
	for (i = 0; i < count; i++) {
		if (problem[i].field == NULL)
			continue;
		at = (size_t)(problem[i].field - form->field);
		missing = record->value[at] == NULL &&
		    record->absent[at] == NULL && required[at];
		if (asked[at] && !missing)
			buf_addf(&out, "%s%s（%s）", out.len > 0 ? "；" : "",
			    problem[i].field->label, problem[i].say);
	}
	return out.len > 0 ? buf_take(&out) : NULL;
}

/* What is asked of a record, and what is missing in it. */
static bool
judge(struct reading *reading, size_t at, struct paper *paper,
    const struct record *period, struct err *err)
{
	const struct formdef *form = reading->form[at];
	bool *required = mem_new(form->count + 1), ok;
	bool own = strcmp(form->name, "person") == 0;
	const struct record *person = own ? NULL : reading->person;
	struct problem *problem = NULL;
	size_t count = 0;

	paper->asked = mem_new(form->count + 1);
	if (reading->expr[at] == NULL)
		reading->expr[at] = formexpr_open(reading->document->store,
		    form, err);
	ok = reading->expr[at] != NULL &&
	    formexpr_shown(reading->expr[at], paper->record, person, period,
	    paper->asked, required, err) &&
	    formexpr_problems(reading->expr[at], paper->record, person, period,
	    &problem, &count, err);
	if (ok)
		paper->gaps = gaps_text(paper->record, paper->asked, required,
		    problem, count);
	free(problem);
	free(required);
	return ok;
}

static void
paper_clear(struct paper *paper)
{
	free(paper->asked);
	free(paper->gaps);
	memset(paper, 0, sizeof(*paper));
}

/* ---- sections ---- */

static struct section *
add_section(struct reading *reading, const struct formdef *form,
    const struct record *period)
{
	struct document *document = reading->document;
	struct section *section;
	char day[DATE_SIZE];

	document->section = mem_grow(document->section,
	    document->section_count, &document->section_cap, sizeof(*section));
	section = &document->section[document->section_count++];
	memset(section, 0, sizeof(*section));
	section->form = form;
	section->period = mem_text(period == NULL ? "" :
	    date_print(record_date(period, NULL), day));
	return section;
}

/* Counts a record; its day, gaps. */
static void
note_record(struct reading *reading, const struct record *record,
    const struct record *period, const char *gaps, bool single)
{
	struct document *document = reading->document;
	struct section *section = &document->section[document->section_count -
	    1];
	const struct formdef *form = record->form;
	int on = form->order_count > 0 &&
	    form->order[0].field->type == BLANK_DATE ?
	    record_date(record, NULL) : DATE_NONE;

	document->records++;
	section->records++;
	section->lacking += gaps != NULL;
	if (single && gaps != NULL)
		section->gaps = mem_text(gaps);
	if (on == DATE_NONE)
		return;
	date_print(on, section->last);
	if (section->first[0] == '\0')
		date_print(on, section->first);
}

/* "释放日期 2019-03-04": which period a form is of. */
static char *
period_note(const struct record *period, long number, size_t count)
{
	const struct fielddef *field;
	struct buf out = BUF_INIT;

	if (period != NULL && period->form->order_count > 0) {
		field = period->form->order[0].field;
		buf_addf(&out, "%s %s", field->label,
		    record_get(period, field->name) == NULL ? "（未填）" :
		    record_get(period, field->name));
	}
	if (count > 1)
		buf_addf(&out, "%s第 %ld 份 共 %zu 份", out.len > 0 ? "  " : "",
		    number, count);
	return out.len > 0 ? buf_take(&out) : mem_text("");
}

/* ---- cards and tables ---- */

/* Person and period stand on the cover with what they lack. */
static bool
is_single(const struct formdef *form)
{
	return strcmp(form->name, "person") == 0 ||
	    strcmp(form->name, "period") == 0;
}

static bool
put_card(struct reading *reading, size_t at, const struct paper *paper,
    const struct record *period, long number, size_t count, struct err *err)
{
	const struct formdef *form = reading->form[at];
	struct writing *writing = &reading->writing;
	struct paper own = { .record = reading->person };
	char *note = period_note(period, number, count);
	bool led = form->led, ok;
	size_t k = 0;

	ok = write_form(writing, form->title, note,
	    (long)reading->document->section_count, number == 1, true, err);
	free(note);
	if (ok && led) {
		while (k < reading->count &&
		    strcmp(reading->form[k]->name, "person") != 0)
			k++;
		ok = (k == reading->count ||
		    judge(reading, k, &own, NULL, err)) &&
		    write_card(writing, &own, true, err);
		paper_clear(&own);
	}
	return ok && write_card(writing, paper, led || form->page_count > 1,
	    err) && (paper->gaps == NULL || is_single(form) ||
	    write_pair(writing, DOCUMENT_ROW, FORM_LABEL, "待补", paper->gaps, err)) &&
	    write_end(writing, form->signoff, err);
}

struct putting {
	const struct record *period;
	struct columns	 columns;
	long		 number;
	size_t		 count;
};

static bool
put_record(struct reading *reading, size_t at, const char *id,
    struct putting *put, struct err *err)
{
	const struct formdef *form = reading->form[at];
	struct record *record = record_load(reading->document->store, form, id,
	    false, err);
	struct paper paper = { .record = record };
	const struct record *period = strcmp(form->name, "period") == 0 ?
	    record : put->period;
	bool ok;

	if (record == NULL && err->kind == ERR_MISSING) {
		err_clear(err);			/* removed meanwhile */
		return true;
	}
	ok = record != NULL && judge(reading, at, &paper,
	    period == record ? NULL : period, err);
	if (ok) {
		reading->writing.period = period;
		note_record(reading, record, period, paper.gaps,
		    is_single(form));
		ok = form->print == FORM_TABLE ? write_entry(&reading->writing,
		    &put->columns, &paper, ++put->number, err) :
		    put_card(reading, at, &paper, period, ++put->number,
		    put->count, err);
	}
	paper_clear(&paper);
	record_free(record);
	return ok;
}

static bool
begin_table(struct reading *reading, size_t at, struct putting *put,
    struct err *err)
{
	const struct formdef *form = reading->form[at];
	char *note = period_note(put->period, 1, 1);
	bool ok = write_form(&reading->writing, form->title, note,
	    (long)reading->document->section_count, true, false, err) &&
	    write_head(&reading->writing, form, &put->columns, err);

	free(note);
	return ok;
}

/* All records of a form that belong to the person, or to a period. */
static bool
put_section(struct reading *reading, size_t at, const struct record *period,
    struct err *err)
{
	const struct formdef *form = reading->form[at];
	bool own = strcmp(form->name, "period") == 0;
	struct putting put = { .period = period };
	char (*id)[STORE_ID_SIZE] = NULL;
	bool table = form->print == FORM_TABLE, ok;
	size_t i;

	add_section(reading, form, period);
	if (own) {
		put.count = 1;
		return put_record(reading, at, period->id, &put, err);
	}
	ok = record_owned(reading->document->store, form, period == NULL ?
	    reading->person->id : period->id, &id, &put.count, err);
	if (ok && table && put.count > 0)
		ok = begin_table(reading, at, &put, err);
	for (i = 0; ok && i < put.count; i++)
		ok = document_goes_on(reading->document,
		    reading->document->records, 0, err) &&
		    put_record(reading, at, id[i], &put, err);
	if (ok && table && put.count > 0)
		ok = write_end(&reading->writing, form->signoff, err);
	free(id);
	return ok;
}

/* The person's own form stands in front of another one, if there is one. */
static bool
stands_elsewhere(const struct reading *reading, const struct formdef *form)
{
	size_t i;

	if (strcmp(form->name, "person") != 0 || reading->period_count == 0)
		return false;
	for (i = 0; i < reading->count; i++)
		if (strcmp(reading->form[i]->name, "period") == 0)
			return reading->form[i]->led;
	return false;
}

static bool
put_all(struct reading *reading, struct err *err)
{
	const struct formdef *form;
	size_t i, k;

	for (i = 0; i < reading->count; i++) {
		form = reading->form[i];
		if (form->of == FORM_OF_PERIOD ||
		    strcmp(form->name, "period") == 0)
			continue;
		if (!stands_elsewhere(reading, form) &&
		    !put_section(reading, i, NULL, err))
			return false;
	}
	for (k = 0; k < reading->period_count; k++)
		for (i = 0; i < reading->count; i++) {
			form = reading->form[i];
			if ((form->of == FORM_OF_PERIOD ||
			    strcmp(form->name, "period") == 0) &&
			    !put_section(reading, i, reading->period[k], err))
				return false;
		}
	return true;
}

/* ---- whose ---- */

static bool
find_periods(struct reading *reading, const char *wanted, struct err *err)
{
	struct store *store = reading->document->store;
	const struct formdef *form = catalog_form(reading->writing.catalog,
	    "period", err);
	char (*id)[STORE_ID_SIZE] = NULL;
	size_t count = 0, i;
	bool ok = form != NULL && record_owned(store, form,
	    reading->person->id, &id, &count, err);

	reading->period = mem_new((count + 1) * sizeof(struct record *));
	for (i = 0; ok && i < count; i++) {
		if (wanted != NULL && *wanted != '\0' &&
		    strcmp(id[i], wanted) != 0)
			continue;
		reading->period[reading->period_count] = record_load(store,
		    form, id[i], false, err);
		ok = reading->period[reading->period_count] != NULL;
		reading->period_count += ok;
	}
	free(id);
	if (ok && wanted != NULL && *wanted != '\0' &&
	    reading->period_count == 0)
		return err_set(err, ERR_MISSING,
		    "这个帮教期不在了：请重新打开一人一档");
	return ok;
}

/* "张三 A000012": what finds him, and what his file is called. */
static char *
subject_of(const struct record *person)
{
	const struct formdef *form = person->form;
	const char *name = NULL, *number = NULL;
	size_t i;

	for (i = 0; i < form->count; i++) {
		if (form->field[i].search == SEARCH_NAME && name == NULL)
			name = person->value[i];
		if (form->field[i].serial != NULL && number == NULL)
			number = person->value[i];
	}
	return mem_printf("%s %s", name == NULL ? "（未填姓名）" : name,
	    number == NULL ? "" : number);
}

static void
name_document(struct reading *reading)
{
	struct document *document = reading->document;
	char today[DATE_SIZE];

	document->subject = subject_of(reading->person);
	document->head = mem_printf("%s  %s", document->def->title,
	    document->subject);
	document->foot = mem_printf("打印：%s  %s",
	    store_user(document->store), date_print(date_today(), today));
}

bool
document_read(struct document *document, const char *person,
    const char *period, struct err *err)
{
	struct reading reading = { .document = document, .writing = {
		.document = document, .spool = BODY,
		.catalog = store_catalog(document->store) } };
	const struct formdef *own = catalog_form(reading.writing.catalog,
	    "person", err);
	bool ok;
	size_t i;

	reading.person = own == NULL ? NULL : record_load(document->store, own,
	    person, false, err);
	reading.writing.person = reading.person;
	ok = reading.person != NULL && find_forms(&reading, err) &&
	    find_periods(&reading, period, err);
	if (ok) {
		name_document(&reading);
		ok = put_all(&reading, err);
	}
	if (ok) {
		reading.writing.spool = COVER;
		reading.writing.period = NULL;
		ok = write_cover(&reading.writing, reading.period,
		    reading.period_count, err);
	}
	for (i = 0; i < reading.count; i++)
		formexpr_close(reading.expr[i]);
	for (i = 0; i < reading.period_count; i++)
		record_free(reading.period[i]);
	free(reading.period);
	free(reading.expr);
	free(reading.form);
	record_free(reading.person);
	return ok;
}
