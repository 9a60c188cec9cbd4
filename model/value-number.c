/*
 * model/value-number.c: codes of other systems, as files from outside hold them
 * SPDX-License-Identifier: Apache-2.0
 *
 * The same number means one thing in one system and another in the next: 03 of
 * the ways of settling is 自主创业 on the platform and 企业认证基地 in the national
 * standard.  A number counts in the systems that the file is said to use; of
 * any other file only where all systems agree.
 */
#include "config.h"
#include "model/value.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define NUMBER_MOST 6
#define MEANINGS 8			/* systems told of in one sentence */

static bool
is_number(const char *text)
{
	size_t n = strspn(text, "0123456789");

	return n > 0 && n <= NUMBER_MOST && text[n] == '\0';
}

/* Spreadsheets drop leading zeros: 3 is 03. */
static bool
same_number(const char *theirs, const char *text)
{
	return is_number(theirs) && strtol(theirs, NULL, 10) == strtol(text, NULL, 10);
}

static bool
knows(const struct codetable *table, const char *system)
{
	size_t i, k;

	for (i = 0; i < table->count; i++)
		for (k = 0; k < table->code[i].foreign_count; k++)
			if (strcmp(table->code[i].foreign[k].system, system) == 0)
				return true;
	return false;
}

/* The first code that has the number in the system; NULL when none has. */
static const struct code *
numbered(const struct codetable *table, const char *system, const char *text)
{
	size_t i, k;

	for (i = 0; i < table->count; i++)
		for (k = 0; k < table->code[i].foreign_count; k++)
			if (strcmp(table->code[i].foreign[k].system, system) == 0 &&
			    same_number(table->code[i].foreign[k].code, text))
				return &table->code[i];
	return NULL;
}

/* What a system is called: a code of the table code_system, else its name. */
static const char *
system_label(struct catalog *catalog, const char *system)
{
	const char *label = catalog_label(catalog, "code_system", system);

	return label == NULL ? system : label;
}

/* The first of the source's systems that the table knows; the caller's, NULL. */
static char *
system_of(const struct codetable *table, const struct value_source *source)
{
	const char *p = source->systems;
	size_t n;
	char *system;

	for (; *p != '\0'; p += n) {
		p += strspn(p, " ");
		n = strcspn(p, " ");
		system = mem_textn(p, n);
		if (n > 0 && knows(table, system))
			return system;
		free(system);
	}
	return NULL;
}

/* ---- numbers of no system ---- */
/* What a number means in each system that has it. */
struct meanings {
	size_t		 count;
	const char	*system[MEANINGS];
	const struct code *code[MEANINGS];
};

static void
meanings_read(struct meanings *meanings, const struct codetable *table, const char *text)
{
	const struct code_foreign *foreign;
	size_t i, k, m;

	meanings->count = 0;
	for (i = 0; i < table->count; i++)
		for (k = 0; k < table->code[i].foreign_count; k++) {
			foreign = &table->code[i].foreign[k];
			for (m = 0; m < meanings->count; m++)
				if (strcmp(meanings->system[m], foreign->system) == 0)
					break;
			if (m < meanings->count || m == MEANINGS ||
			    !same_number(foreign->code, text))
				continue;
			meanings->system[m] = foreign->system;
			meanings->code[m] = &table->code[i];
			meanings->count++;
		}
}

/* The one thing that a number means wherever it is known; NULL with the
 * sentence when it is several, or none. */
static const struct code *
bare(struct catalog *catalog, const struct fielddef *field, const struct codetable *table,
    const char *text, struct err *err)
{
	struct buf list = BUF_INIT;
	struct meanings meanings;
	bool one = true;
	size_t i;

	meanings_read(&meanings, table, text);
	for (i = 1; i < meanings.count; i++)
		one = one && meanings.code[i] == meanings.code[0];
	if (meanings.count > 0 && one)
		return meanings.code[0];
	for (i = 0; i < meanings.count; i++)
		buf_addf(&list, "%s%s是“%s”", i > 0 ? "，" : "",
		    system_label(catalog, meanings.system[i]), meanings.code[i]->label);
	if (meanings.count == 0)
		value_code_unknown(field, table, text, err);
	else
		err_set(err, ERR_INPUT, "“%s”的编号“%s”在几套编码里意思不同：%s；"
		    "请改写名称，或用写明编码的导入对照", field->label, text, buf_str(&list));
	buf_clear(&list);
	return NULL;
}

/* ---- asking ---- */
const struct code *
value_code_taken(struct catalog *catalog, const struct fielddef *field,
    const struct codetable *table, const char *text, const struct value_source *source,
    struct err *err)
{
	bool number = is_number(text);
	char *system = number ? system_of(table, source) : NULL;
	const struct code *code;

	if (system != NULL) {
		code = numbered(table, system, text);
		if (code == NULL)
			err_set(err, ERR_INPUT, "“%s”没有“%s”这个编号（按%s），请核对",
			    field->label, text, system_label(catalog, system));
		free(system);
		return code;
	}
	code = codetable_spelling(table, text, NULL);
	if (code != NULL)
		return code;
	if (number)
		return bare(catalog, field, table, text, err);
	value_code_unknown(field, table, text, err);
	return NULL;
}

bool
value_yesno_taken(struct catalog *catalog, const struct fielddef *field, const char *text,
    const struct value_source *source, char **out)
{
	struct err err = ERR_INIT;
	const struct codetable *table = source->yesno == NULL ? NULL :
	    catalog_codes(catalog, source->yesno, &err);
	const struct code *code = table == NULL ? NULL :
	    value_code_taken(catalog, field, table, text, source, &err);

	if (code == NULL)
		return false;
	*out = mem_text(code->code);
	return true;
}
