/*
 * ui/cells-pick.c: what can be chosen for a cell of a file from outside
 * SPDX-License-Identifier: Apache-2.0
 *
 * The cell holds words as the file does: a label, or the whole path of a place.
 * They are read like any other cell.
 */
#include "config.h"
#include "ui/cells.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"
#include "ui/choices.h"
#include "ui/tree-picker.h"

#define BETWEEN "、"

static const struct codetable *
table_of(struct ui *ui, const struct fielddef *field)
{
	return field->table == NULL ? NULL :
	    catalog_codes(store_catalog(ui->store), field->table, NULL);
}

bool
cells_has_choices(struct ui *ui, const struct fielddef *field)
{
	struct tree tree;

	return field != NULL && (table_of(ui, field) != NULL ||
	    field->type == BLANK_YESNO ||
	    choices_tree(store_catalog(ui->store), field, &tree));
}

/* ---- choosing ---- */
static bool
pick_tree(struct screen *screen, const struct fielddef *field, const struct tree *tree,
    const char *text, int tag)
{
	struct treepick pick = { .title = field->label, .tree = tree,
	    .choose = field->choose, .on = date_today(), .by_table = field->tree == NULL };
	const struct code *code = tree->codes == NULL ? NULL :
	    codetable_spelling(tree->codes, text, NULL);

	if (code != NULL)
		pick.at = code->code;
	else if (*text != '\0')
		pick.typed = text;
	return treepick_open(screen->ui, &pick, tag);
}

static bool
pick_code(struct screen *screen, const struct fielddef *field,
    const struct codetable *table, const char *text, int tag)
{
	struct picker_item *item = mem_new((table->count + 1) * sizeof(*item));
	const struct code *code = codetable_spelling(table, text, NULL);
	struct picker picker = { .title = field->label, .item = item,
	    .count = choices_fill(table, date_today(), NULL, item),
	    .at = code != NULL ? code->code : NULL, .many = fielddef_multi(field) };
	bool ok = picker_open(screen->ui, &picker, tag);

	free(item);
	return ok;
}

bool
cells_pick(struct screen *screen, const struct fielddef *field, const char *text, int tag)
{
	static const struct picker_item yesno[] = {
		{ "是", "是", "s", 1, false }, { "否", "否", "f", 2, false },
	};
	struct picker picker = { .title = field->label, .item = yesno, .count = 2,
	    .at = text };
	const struct codetable *table = table_of(screen->ui, field);
	struct tree tree;

	if (choices_tree(store_catalog(screen->ui->store), field, &tree))
		return pick_tree(screen, field, &tree, text, tag);
	return table != NULL ? pick_code(screen, field, table, text, tag) :
	    picker_open(screen->ui, &picker, tag);
}

/* One code as words. */
static void
add_words(const struct fielddef *field, const struct tree *tree,
    const struct codetable *table, const char *value, struct buf *out)
{
	const struct codetable *codes = tree != NULL ? tree->codes : table;
	size_t i;

	if (out->len > 0)
		buf_add(out, BETWEEN);
	if (tree != NULL && tree->text != NULL) {
		tree_path(tree, value, date_today(), "", out);
		return;
	}
	for (i = 0; codes != NULL && i < codes->count; i++)
		if (strcmp(codes->code[i].code, value) == 0) {
			buf_add(out, codes->code[i].label);
			return;
		}
	buf_add(out, value);
}

char *
cells_chosen(struct ui *ui, const struct fielddef *field, const char *values)
{
	struct tree own, *tree = choices_tree(store_catalog(ui->store), field, &own) ?
	    &own : NULL;
	struct buf out = BUF_INIT;
	size_t len;
	char *one;

	for (; *values != '\0'; values += len + (values[len] == '\n')) {
		len = strcspn(values, "\n");
		one = mem_textn(values, len);
		add_words(field, tree, table_of(ui, field), one, &out);
		free(one);
	}
	return out.len > 0 ? buf_take(&out) : mem_text("");
}

/* ---- typing ---- */
/* Letters or figures alone. */
static bool
is_short(const char *typed)
{
	size_t i;

	for (i = 0; typed[i] != '\0'; i++)
		if (!isalnum((unsigned char)typed[i]))
			return false;
	return i > 0;
}

char *
cells_meant(struct ui *ui, const struct fielddef *field, const char *typed)
{
	const struct codetable *table = field == NULL ? NULL : table_of(ui, field);
	struct picker_item *item;
	size_t count, at;
	char *label;

	/* words stay what they are, and a list of several is written out */
	if (table == NULL || fielddef_multi(field) || !is_short(typed))
		return NULL;
	item = mem_new((table->count + 1) * sizeof(*item));
	count = choices_fill(table, date_today(), NULL, item);
	at = picker_find(item, count, typed);
	label = at < count ? mem_text(item[at].label) : NULL;
	free(item);
	return label;
}

void
cells_hint(struct screen *screen, const struct fielddef *field)
{
	struct ui *ui = screen->ui;
	const struct codetable *table = field == NULL ? NULL : table_of(ui, field);
	struct tree tree;

	if (ui->message.len > 0 || field == NULL)
		return;
	if (choices_tree(store_catalog(ui->store), field, &tree))
		ui_say(ui, ROLE_MESSAGE, "F4 逐级选");
	else if (table != NULL)
		choices_hint(screen, table);
}
