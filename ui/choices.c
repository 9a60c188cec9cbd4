/*
 * ui/choices.c: what can be chosen for a blank, on whatever screen it stands
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "ui/choices.h"

#include <string.h>

#include "base/date.h"
#include "ui/width.h"

#define AROUND 14		/* cells that the hint leaves free */

bool
choices_hold(const char *values, const char *one)
{
	size_t n = strlen(one), len;

	for (; values != NULL && *values != '\0'; values += len + (values[len] == '\n')) {
		len = strcspn(values, "\n");
		if (len == n && memcmp(one, values, n) == 0)
			return true;
	}
	return false;
}

size_t
choices_fill(const struct codetable *table, int on, const char *kept,
    struct picker_item *item)
{
	const struct code *code;
	size_t i, n = 0;

	for (i = 0; i < table->count; i++) {
		code = &table->code[i];
		/* Closed ones only where they stand already. */
		if (!code_open(code, on) && !choices_hold(kept, code->code))
			continue;
		item[n] = (struct picker_item){ .value = code->code,
		    .label = code->label, .initials = code->initials, .place = i + 1 };
		n++;
	}
	return n;
}

bool
choices_tree(struct catalog *catalog, const struct fielddef *field, struct tree *tree)
{
	const char *name = field->tree != NULL ? field->tree :
	    field->table != NULL ? field->table : field->suggest;
	struct err err = ERR_INIT;
	size_t i;

	if (name == NULL || !tree_open(catalog, name, tree, &err))
		return false;
	if (field->tree != NULL)
		return true;
	for (i = 0; i < tree->codes->count; i++)
		if (tree->codes->code[i].upper != NULL)
			return true;
	return false;
}

void
choices_hint(struct screen *screen, const struct codetable *table)
{
	struct buf line = BUF_INIT, one = BUF_INIT;
	size_t i;

	for (i = 0; i < table->count; i++) {
		if (!code_open(&table->code[i], date_today()))
			continue;
		buf_cut(&one, 0);
		buf_addf(&one, "%zu %s  ", i + 1, table->code[i].label);
		if (width_of(buf_str(&line)) + width_of(buf_str(&one)) >
		    screen->cols - AROUND) {
			buf_add(&line, "… F4 全部");
			break;
		}
		buf_add(&line, buf_str(&one));
	}
	ui_say(screen->ui, ROLE_MESSAGE, "%s", buf_str(&line));
	buf_clear(&line);
	buf_clear(&one);
}
