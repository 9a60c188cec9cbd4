/*
 * reports/document-cover.c: the cover of a person's paper
 * SPDX-License-Identifier: Apache-2.0
 *
 * Who it is and where he stands, the list of what is bound in, and what is
 * missing.  A form without records is in the list too: with 0.
 */
#include "config.h"
#include "reports/document-private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/mem.h"
#include "model/rules.h"
#include "reports/form-grid.h"

/* ---- where he stands ---- */

static bool
write_states(struct writing *writing, const char *form, const char *subject,
    struct err *err)
{
	const char *const *name;
	size_t count = catalog_names(writing->catalog, "states", &name), i;
	const struct statetrack *track;
	struct buf text = BUF_INIT;
	bool ok = true;

	for (i = 0; ok && i < count; i++) {
		track = catalog_states(writing->catalog, name[i], err);
		ok = track != NULL;
		if (!ok || strcmp(track->subject, form) != 0)
			continue;
		buf_cut(&text, 0);
		ok = states_shown(writing->document->store, name[i], subject,
		    date_today(), &text, err) &&
		    (text.len == 0 || write_pair(writing, DOCUMENT_ROW, FORM_LABEL,
		    track->title, buf_str(&text), err));
	}
	buf_clear(&text);
	return ok;
}

static bool
write_period(struct writing *writing, const struct record *period,
    struct err *err)
{
	struct paper paper = { .record = period };

	return write_band(writing, period->form->title, err) &&
	    write_summary(writing, &paper, err) &&
	    write_states(writing, period->form->name, period->id, err);
}

/* ---- what is bound in ---- */

enum { NUMBER, TITLE, RECORDS, DAYS, LACKING, PAGE, COLUMNS };

static const struct {
	int		 to;
	const char	*head;
} columns[COLUMNS] = {
	[NUMBER] = { 2, "序号" },
	[TITLE] = { 10, "材料" },
	[RECORDS] = { 12, "份数" },
	[DAYS] = { 18, "日期" },
	[LACKING] = { 21, "待补份数" },
	[PAGE] = { 24, "页次" },
};

/* "走访记录", with its period's day where there are several. */
static char *
section_title(const struct section *section, bool several)
{
	return several && *section->period != '\0' ? mem_printf("%s（%s）",
	    section->form->title, section->period) :
	    mem_text(section->form->title);
}

static bool
write_section(struct writing *writing, size_t at, bool several,
    struct err *err)
{
	const struct section *section = &writing->document->section[at];
	char *title = section_title(section, several), *days;
	char number[24], records[24], lacking[24], place[24];
	struct grid_row row = { 0 };
	bool ok;

	snprintf(number, sizeof(number), "%zu", at + 1);
	snprintf(records, sizeof(records), "%ld", section->records);
	snprintf(lacking, sizeof(lacking), "%ld", section->lacking);
	snprintf(place, sizeof(place), "%zu", at + 1);
	days = strcmp(section->first, section->last) == 0 ?
	    mem_text(section->first) : mem_printf("%s 至 %s", section->first,
	    section->last);
	grid_add(&row, columns[NUMBER].to, GRID_VALUE, GRID_NUMBER, number,
	    NULL);
	grid_add(&row, columns[TITLE].to, GRID_VALUE, GRID_TEXT, title, NULL);
	grid_add(&row, columns[RECORDS].to, GRID_VALUE, GRID_NUMBER, records,
	    NULL);
	grid_add(&row, columns[DAYS].to, GRID_VALUE, GRID_TEXT, days, NULL);
	grid_add(&row, columns[LACKING].to, GRID_VALUE,
	    section->lacking > 0 ? GRID_NUMBER : GRID_TEXT,
	    section->lacking > 0 ? lacking : "", NULL);
	grid_add(&row, columns[PAGE].to, GRID_PAGE, GRID_TEXT,
	    section->records > 0 ? place : "", NULL);
	ok = write_row(writing, DOCUMENT_ENTRY, &row, err);
	free(days);
	free(title);
	return ok;
}

static bool
write_sections(struct writing *writing, bool several, struct err *err)
{
	struct grid_row row = { 0 };
	size_t i;

	for (i = 0; i < COLUMNS; i++)
		grid_add(&row, columns[i].to, GRID_HEAD, GRID_TEXT,
		    columns[i].head, NULL);
	if (!write_band(writing, "卷内目录", err) ||
	    !write_row(writing, DOCUMENT_HEAD, &row, err))
		return false;
	for (i = 0; i < writing->document->section_count; i++)
		if (!write_section(writing, i, several, err))
			return false;
	return true;
}

/* ---- what is missing ---- */

enum { GAP_LABEL = 6 };

static bool
write_gaps_of(struct writing *writing, const struct section *section,
    bool several, struct err *err)
{
	char *title, *text;
	bool ok;

	if (section->records > 0 && section->lacking == 0)
		return true;
	title = section_title(section, several);
	text = section->records == 0 ? mem_text("没有这种材料") :
	    section->gaps != NULL ? mem_text(section->gaps) :
	    mem_printf("%ld 份里有待补的栏目，见各份的“待补”一栏",
	    section->lacking);
	ok = write_pair(writing, DOCUMENT_ROW, GAP_LABEL, title, text, err);
	free(text);
	free(title);
	return ok;
}

static bool
write_gaps(struct writing *writing, bool several, size_t periods,
    struct err *err)
{
	struct document *document = writing->document;
	const struct section *section;
	bool whole = periods > 0;
	size_t i;

	if (!write_band(writing, "待补材料和栏目", err))
		return false;
	if (periods == 0 && !write_pair(writing, DOCUMENT_ROW, GAP_LABEL,
	    "帮教期", "还没有建立", err))
		return false;
	for (i = 0; i < document->section_count; i++) {
		section = &document->section[i];
		whole = whole && section->records > 0 && section->lacking == 0;
		if (!write_gaps_of(writing, section, several, err))
			return false;
	}
	return !whole || write_pair(writing, DOCUMENT_ROW, GAP_LABEL, "齐全",
	    "没有待补的材料和栏目", err);
}

bool
write_cover(struct writing *writing, struct record *const *period,
    size_t count, struct err *err)
{
	struct document *document = writing->document;
	struct paper person = { .record = writing->person };
	size_t i;

	if (!write_form(writing, document->def->title, "", 0, true, false,
	    err) || !write_pair(writing, DOCUMENT_ROW, FORM_LABEL, "单位",
	    store_office_name(document->store), err) ||
	    !write_summary(writing, &person, err) ||
	    !write_states(writing, "person", writing->person->id, err))
		return false;
	for (i = 0; i < count; i++)
		if (!write_period(writing, period[i], err))
			return false;
	return write_sections(writing, count > 1, err) &&
	    write_gaps(writing, count > 1, count, err) &&
	    write_end(writing, document->def->signoff, err);
}
