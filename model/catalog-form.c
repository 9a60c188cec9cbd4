/*
 * model/catalog-form.c: forms, their blanks, and the pieces that others add
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/catalog-private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"

static const char *const section_keys[] = {
	"title", "of", "basis", "list", "order", "index", "many", "paper", "print", "lead",
	"signoff", "since", "until", NULL
};
static const char *const section_many[] = { "index", NULL };

/* The paper itself: where the original lies (doc/definitions.md). */
static const struct { const char *name, *label; } paper_blanks[] = {
	{ "box", "盒号" }, { "page_no", "页号" },
};
#define PAPER_BLANKS 2
#define PAPER_LENGTH 20

/* A form in the making: pages and blanks of one or several sections. */
struct form {
	const struct making *making;	/* of the piece being read */
	struct formdef	*form;
	struct fielddef	*field;
	size_t		 room;
	const char	**page;
	size_t		 page_room;
	bool		 adds;
};

/* ---- pages ---- */
static bool
blank_read(struct form *form, const struct def_entry *entry, struct err *err)
{
	const struct making *making = form->making;
	const struct fielddef *first;
	struct fielddef *field = &form->field[form->form->count];

	assert(form->form->count < form->room);
	memset(field, 0, sizeof(*field));
	field->file = making->source->source.name;
	field->line = entry->line;
	field->page = (int)form->form->page_count - 1;
	if (!field_line(making, entry, field, err))
		return false;
	if ((first = formdef_field(form->form, field->name)) != NULL)
		return making_error(making, entry->line, err,
		    "栏目“%s”在 %s:%d 已经有了，请删去一处或改名", field->name,
		    first->file, first->line);
	if (form->adds && strncmp(field->name, "x_", 2) != 0)
		return making_error(making, entry->line, err,
		    "增加的栏目名称应以 x_ 开头，请改为 x_%s", field->name);
	if (!form->adds && strncmp(field->name, "x_", 2) == 0)
		return making_error(making, entry->line, err,
		    "以 x_ 开头的名称留给本所增加的栏目，请改名“%s”", field->name);
	if (!field_attrs(making, entry, field, err))
		return false;
	form->form->count++;
	return true;
}

/* The [page …] sections behind a form's, up to the next other section. */
static size_t
pages_behind(const struct making *making, const struct def_section **first,
    size_t *blanks)
{
	const struct def_section *end = making->file->section + making->file->count;
	const struct def_section *page = making->section + 1;

	*first = page;
	*blanks = 0;
	for (; page < end && strcmp(page->kind, "page") == 0; page++)
		*blanks += page->entry_count;
	return (size_t)(page - *first);
}

static bool
piece_read(struct form *form, struct err *err)
{
	static const char *const none[] = { NULL };
	const struct making *making = form->making;
	const struct def_section *page;
	size_t blanks, pages = pages_behind(making, &page, &blanks), i;

	if (making->section->entry_count > 0)
		return making_error(making, making->section->entry[0].line, err,
		    "栏目要写在页下面，请在前面加一行 [page 页名]");
	for (; pages > 0; pages--, page++) {
		if (!making_known(making, page->pair, page->pair_count, none, NULL, err))
			return false;
		form->page[form->form->page_count++] = page->name;
		for (i = 0; i < page->entry_count; i++)
			if (!blank_read(form, &page->entry[i], err))
				return false;
	}
	return true;
}

static void
paper_add(struct form *form)
{
	struct fielddef *field;
	size_t i;

	for (i = 0; i < PAPER_BLANKS; i++) {
		if (formdef_field(form->form, paper_blanks[i].name) != NULL)
			continue;
		field = &form->field[form->form->count++];
		memset(field, 0, sizeof(*field));
		field->name = paper_blanks[i].name;
		field->label = paper_blanks[i].label;
		field->type = BLANK_TEXT;
		field->length = PAPER_LENGTH;
		field->since = field->until = DATE_NONE;
		field->page = (int)form->form->page_count - 1;
		field->file = form->form->file;
		field->line = form->form->line;
	}
}

/* ---- the form ---- */
static bool
form_of(const struct making *making, struct formdef *form, struct err *err)
{
	static const char *const owners[] = { "office", "person", "period", NULL };
	const struct def_pair *pair = def_find(making->section->pair,
	    making->section->pair_count, "of");
	int at = 0;

	if (pair == NULL)
		return making_error(making, form->line, err,
		    "表“%s”没有写属于谁，请加一行 of = office、person 或 period", form->name);
	if (!making_choice(making, pair, owners, &at, err))
		return false;
	form->of = (enum form_of)at;
	if ((strcmp(form->name, "person") == 0 && form->of != FORM_OF_OFFICE) ||
	    (strcmp(form->name, "period") == 0 && form->of != FORM_OF_PERSON))
		return making_error(making, pair->line, err,
		    "person 应写 of = office，period 应写 of = person，请改正");
	return true;
}

/* How it is printed. */
static bool
form_print(const struct making *making, struct formdef *form, struct err *err)
{
	static const char *const prints[] = { "card", "table", NULL };
	static const char *const leads[] = { "person", NULL };
	const struct def_section *section = making->section;
	const struct def_pair *lead = def_find(section->pair, section->pair_count, "lead");
	int print = FORM_CARD, at = 0;

	if (!making_choice(making, def_find(section->pair, section->pair_count, "print"),
	    prints, &print, err) || !making_choice(making, lead, leads, &at, err))
		return false;
	form->print = (enum form_print)print;
	form->led = lead != NULL;
	form->signoff = making_value(making, "signoff");
	return lead == NULL || (form->of != FORM_OF_OFFICE && form->print == FORM_CARD) ||
	    making_error(making, lead->line, err, "lead = person 只用于人员、帮教期的卡片式表"
	    "（print = card），请删去");
}

static bool
form_section(const struct making *making, struct formdef *form, bool *paper,
    struct err *err)
{
	const struct def_section *section = making->section;

	form->name = section->name;
	form->file = making->source->source.name;
	form->line = section->line;
	form->many = true;
	*paper = true;
	return making_known(making, section->pair, section->pair_count, section_keys,
	    section_many, err) &&
	    making_title(making, &form->title, err) &&
	    making_basis(making, &form->basis, err) &&
	    form_of(making, form, err) &&
	    making_yes(making, def_find(section->pair, section->pair_count, "many"),
	    &form->many, err) &&
	    making_yes(making, def_find(section->pair, section->pair_count, "paper"),
	    paper, err) &&
	    form_print(making, form, err) &&
	    making_span(making, section->pair, section->pair_count, &form->since,
	    &form->until, err);
}

/* The form's own piece and those that an overlay adds, in file order. */
static size_t
form_pieces(const struct making *making, const struct item *item,
    struct making **pieces, struct err *err)
{
	struct catalog *catalog = making->catalog;
	struct making *piece = mem_resize(NULL, catalog->count, sizeof(*piece));
	size_t i, n = 0;

	*pieces = piece;
	piece[n++] = *making;
	for (i = 0; i < catalog->count; i++) {
		const struct item *other = &catalog->item[i];

		if (other->kind != KIND_FORM || !other->adds ||
		    strcmp(other->name, item->name) != 0)
			continue;
		if (!item_open(catalog, other, &piece[n], err))
			return 0;
		n++;
	}
	return n;
}

static bool
pieces_read(struct form *form, const struct making *piece, size_t pieces,
    struct err *err)
{
	static const char *const none[] = { NULL };
	const struct def_section *first;
	size_t i, blanks;

	for (i = 0; i < pieces; i++) {
		form->page_room += pages_behind(&piece[i], &first, &blanks);
		form->room += blanks;
	}
	form->room += PAPER_BLANKS;
	form->field = making_get(piece, form->room, sizeof(*form->field));
	form->page = making_get(piece, form->page_room, sizeof(*form->page));
	form->form->field = form->field;
	form->form->page = form->page;
	for (i = 0; i < pieces; i++) {
		form->making = &piece[i];
		form->adds = i > 0;
		if (form->adds && !making_known(&piece[i], piece[i].section->pair,
		    piece[i].section->pair_count, none, NULL, err))
			return false;
		if (!piece_read(form, err))
			return false;
	}
	form->making = piece;
	if (form->form->count == 0)
		return making_error(piece, form->form->line, err,
		    "表“%s”一个栏目也没有，请加一行 [page 页名] 和栏目", form->form->name);
	return true;
}

const void *
make_form(const struct making *making, const struct item *item, struct err *err)
{
	struct formdef *def = making_get(making, 1, sizeof(*def));
	struct form form = { .making = making, .form = def };
	const struct def_section *section = making->section;
	struct making *piece;
	size_t pieces;
	bool paper, ok;

	if (!form_section(making, def, &paper, err))
		return NULL;
	pieces = form_pieces(making, item, &piece, err);
	ok = pieces > 0 && pieces_read(&form, piece, pieces, err);
	if (ok && paper)
		paper_add(&form);
	ok = ok && form_list(making, def, def_find(section->pair, section->pair_count, "list"), err) &&
	    form_order(making, def, def_find(section->pair, section->pair_count, "order"), err) &&
	    form_index(making, def, err);
	free(piece);
	return ok ? def : NULL;
}

/* ---- asking ---- */
const struct fielddef *
formdef_field(const struct formdef *form, const char *name)
{
	size_t i;

	for (i = 0; i < form->count; i++)
		if (strcmp(form->field[i].name, name) == 0)
			return &form->field[i];
	return NULL;
}

bool
fielddef_multi(const struct fielddef *field)
{
	return field->type == BLANK_CODES || field->type == BLANK_REFS;
}

bool
fielddef_stored_int(const struct fielddef *field)
{
	return field->type == BLANK_INT || field->type == BLANK_MONEY ||
	    field->type == BLANK_YESNO;
}
