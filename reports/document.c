/*
 * reports/document.c: one person's paper: his records as printed forms
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "reports/document-private.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "model/listing.h"

bool
document_goes_on(const struct document *document, long done, long all,
    struct err *err)
{
	const struct document_options *options = document->options;

	return options == NULL || options->progress == NULL ||
	    options->progress(options->arg, done, all) ||
	    err_set(err, ERR_INTERRUPTED, "已中断，没有产生结果：请再做一次");
}

struct document *
document_open(struct store *store, const char *name, const char *person,
    const struct document_options *options, struct err *err)
{
	struct document *document = mem_new(sizeof(*document));
	char *dir = file_scratch(store_path(store));
	bool ok;
	int i;

	document->store = store;
	document->options = options;
	for (i = 0; i < SPOOLS; i++)
		document->spool[i] = spool_new(dir);
	document->starts = spool_new(dir);
	free(dir);
	document->def = catalog_document(store_catalog(store), name, err);
	ok = document->def != NULL &&
	    document_read(document, person, options->period, err) &&
	    (options->profile == NULL || document_paginate(document, err));
	document->options = NULL;
	document->store = NULL;
	if (ok)
		return document;
	document_close(document);
	return NULL;
}

void
document_close(struct document *document)
{
	size_t i;

	if (document == NULL)
		return;
	for (i = 0; i < document->section_count; i++) {
		free(document->section[i].period);
		free(document->section[i].gaps);
	}
	free(document->section);
	for (i = 0; i < SPOOLS; i++)
		spool_free(document->spool[i]);
	spool_free(document->starts);
	layout_clear(&document->layout);
	free(document->subject);
	free(document->head);
	free(document->foot);
	free(document);
}

const struct documentdef *
document_definition(const struct document *document)
{
	return document->def;
}

const char *
document_subject(const struct document *document)
{
	return document->subject;
}

const char *
document_head(const struct document *document)
{
	return document->head;
}

const char *
document_foot(const struct document *document)
{
	return document->foot;
}

long
document_records(const struct document *document)
{
	return document->records;
}

bool
document_each(struct document *document, document_part_fn put, void *arg,
    struct err *err)
{
	struct document_part part;
	int i, got;

	for (i = 0; i < SPOOLS; i++) {
		spool_seek(document->spool[i], 0);
		while ((got = document_next(document->spool[i], &part, err)) ==
		    1)
			if (!put(arg, &part, err))
				return false;
		if (got < 0)
			return false;
	}
	return true;
}

/* ---- which period ---- */

static bool
period_of_day(struct store *store, const char *person, const char *text,
    char id[STORE_ID_SIZE], struct err *err)
{
	const struct formdef *form = catalog_form(store_catalog(store),
	    "period", err);
	char (*list)[STORE_ID_SIZE] = NULL, day[DATE_SIZE];
	struct record *record;
	struct buf days = BUF_INIT;
	size_t count, i;
	int on;
	bool ok = form != NULL && date_read(text, date_today(), &on, err) &&
	    record_owned(store, form, person, &list, &count, err);

	id[0] = '\0';
	for (i = 0; ok && i < count && id[0] == '\0'; i++) {
		record = record_load(store, form, list[i], false, err);
		ok = record != NULL;
		if (ok && record_date(record, NULL) == on)
			memcpy(id, list[i], STORE_ID_SIZE);
		else if (ok)
			buf_addf(&days, " %s", date_print(record_date(record,
			    NULL), day));
		record_free(record);
	}
	if (ok && id[0] == '\0')
		ok = err_set(err, ERR_MISSING, "没有 %s 的帮教期。有：%s（或写“全部”"
		    "“最近”）", date_print(on, day), buf_str(&days));
	buf_clear(&days);
	free(list);
	return ok;
}

bool
document_period(struct store *store, const char *person, const char *text,
    char id[STORE_ID_SIZE], struct err *err)
{
	id[0] = '\0';
	if (strcmp(text, "全部") == 0 || strcmp(text, "all") == 0)
		return true;
	if (strcmp(text, "最近") == 0 || strcmp(text, "newest") == 0)
		return person_period(store, person, id, err);
	return period_of_day(store, person, text, id, err) ||
	    err_wrap(err, "参数 period（帮教期）：");
}
