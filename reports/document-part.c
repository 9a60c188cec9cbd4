/*
 * reports/document-part.c: the parts of a document, in spools
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "reports/document-private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Texts of a form's beginning. */
enum { FORM_TITLE, FORM_NOTE, FORM_SECTION, FORM_FIRST, FORM_WHOLE, FORM_TEXTS };

bool
write_form(struct writing *writing, const char *title, const char *note,
    long section, bool first, bool whole, struct err *err)
{
	char number[24];
	const char *text[FORM_TEXTS] = { title, note, number,
		first ? "1" : "", whole ? "1" : "" };

	snprintf(number, sizeof(number), "%ld", section);
	return spool_add(writing->document->spool[writing->spool],
	    DOCUMENT_FORM, text, FORM_TEXTS, NULL, err);
}

bool
write_row(struct writing *writing, enum document_kind kind,
    const struct grid_row *row, struct err *err)
{
	return grid_keep(writing->document->spool[writing->spool], (int)kind,
	    row, NULL, err);
}

bool
write_band(struct writing *writing, const char *title, struct err *err)
{
	struct grid_row row = { 0 };

	grid_add(&row, GRID_UNITS, GRID_BAND, GRID_TEXT, title, NULL);
	return write_row(writing, DOCUMENT_ROW, &row, err);
}

bool
write_pair(struct writing *writing, enum document_kind kind, int label,
    const char *name, const char *text, struct err *err)
{
	struct grid_row row = { 0 };

	grid_add(&row, label, GRID_LABEL, GRID_TEXT, name, NULL);
	grid_add(&row, GRID_UNITS, GRID_VALUE, GRID_TEXT, text, NULL);
	return write_row(writing, kind, &row, err);
}

bool
write_end(struct writing *writing, const char *signoff, struct err *err)
{
	struct spool *spool = writing->document->spool[writing->spool];

	return spool_add(spool, DOCUMENT_END, NULL, 0, NULL, err) &&
	    (signoff == NULL ||
	    spool_add(spool, DOCUMENT_SIGN, &signoff, 1, NULL, err));
}

int
document_next(struct spool *spool, struct document_part *part, struct err *err)
{
	const char *const *text;
	size_t count;
	int kind, got = spool_next(spool, &kind, &text, &count, err);

	if (got != 1)
		return got;
	part->kind = (enum document_kind)kind;
	switch (part->kind) {
	case DOCUMENT_FORM:
		part->title = text[FORM_TITLE];
		part->note = text[FORM_NOTE];
		part->section = strtol(text[FORM_SECTION], NULL, 10);
		part->first = *text[FORM_FIRST] != '\0';
		part->whole = *text[FORM_WHOLE] != '\0';
		break;
	case DOCUMENT_ROW:
	case DOCUMENT_HEAD:
	case DOCUMENT_ENTRY:
		grid_read(text, count, &part->row);
		break;
	case DOCUMENT_SIGN:
		part->words = text[0];
		break;
	case DOCUMENT_END:
		break;
	}
	return 1;
}
