/*
 * model/catalog-document.c: documents: which forms make one person's paper
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/catalog-private.h"

#include <string.h>

static const char *const document_keys[] = {
	"title", "basis", "paper", "font", "forms", "signoff", NULL
};

/* "period family *": the star, at the end, stands for all others. */
static bool
forms_read(const struct making *making, struct documentdef *document, struct err *err)
{
	const struct def_pair *pair = def_find(making->section->pair,
	    making->section->pair_count, "forms");
	size_t i, k;

	if (pair == NULL)
		return making_error(making, document->line, err,
		    "文书“%s”没有 forms，请加一行 forms = 依次装订的表（* 表示其余各表）",
		    document->name);
	document->form_line = pair->line;
	document->form_count = making_words(making, pair->value, "", &document->form);
	for (i = 0; i < document->form_count; i++) {
		if (strcmp(document->form[i], "*") == 0) {
			document->rest = true;
			break;
		}
		for (k = 0; k < i; k++)
			if (strcmp(document->form[k], document->form[i]) == 0)
				return making_error(making, pair->line, err,
				    "forms 里“%s”写了两次，请删去一处", document->form[i]);
	}
	if (document->rest && i + 1 < document->form_count)
		return making_error(making, pair->line, err,
		    "forms 里“*”表示其余各表，请写在最后");
	document->form_count = i;
	return i > 0 || document->rest || making_error(making, pair->line, err,
	    "forms 是空的，请写依次装订的表（* 表示其余各表）");
}

const void *
make_document(const struct making *making, struct err *err)
{
	const struct def_section *section = making->section;
	struct documentdef *document = making_get(making, 1, sizeof(*document));

	document->name = section->name;
	document->file = making->source->source.name;
	document->line = section->line;
	document->font = 10;
	document->paper = making_value(making, "paper");
	if (document->paper == NULL)
		document->paper = "A4 portrait";
	document->signoff = making_value(making, "signoff");
	if (!making_known(making, section->pair, section->pair_count, document_keys, NULL,
	    err) || !making_title(making, &document->title, err) ||
	    !making_basis(making, &document->basis, err) ||
	    !making_int(making, def_find(section->pair, section->pair_count, "font"), 5, 24,
	    &document->font, err) || !forms_read(making, document, err))
		return NULL;
	if (section->entry_count > 0) {
		making_error(making, section->entry[0].line, err,
		    "文书里没有“%s”这样的行，请改写成 名称 = 值", section->entry[0].text);
		return NULL;
	}
	return document;
}
