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

static const char *const blank_keys[] = {
	"required", "default", "shown",
	"check", "check2", "check3", "check4", "check5", "check6", "check7", "check8", "check9",
	"say", "say2", "say3", "say4", "say5", "say6", "say7", "say8", "say9",
	"stop", "stop2", "stop3", "stop4", "stop5", "stop6", "stop7", "stop8", "stop9",
	"help", "basis", "carry", "length", "unit", "search", "mask", "was", "serial", "suggest",
	"tree", "choose", "begins", "range", "since", "until", NULL
};
#define CHECKS 9

/* What a field line may have behind its type. */
enum type_argument { ARG_NOT, ARG_LENGTH, ARG_TABLE, ARG_FORM };

static const struct {
	const char	*word;
	enum type_argument argument;
	int		 length;
} types[BLANK_TYPES] = {
	[BLANK_TEXT] = { "text", ARG_LENGTH, 100 },
	[BLANK_NOTE] = { "note", ARG_LENGTH, 500 },
	[BLANK_INT] = { "int", ARG_NOT, 18 },
	[BLANK_MONEY] = { "money", ARG_NOT, 18 },
	[BLANK_DATE] = { "date", ARG_NOT, 10 },
	[BLANK_PDATE] = { "pdate", ARG_NOT, 10 },
	[BLANK_TIME] = { "time", ARG_NOT, 5 },
	[BLANK_YESNO] = { "yesno", ARG_NOT, 1 },
	[BLANK_CODE] = { "code", ARG_TABLE, 40 },
	[BLANK_CODES] = { "codes", ARG_TABLE, 40 },
	[BLANK_REF] = { "ref", ARG_FORM, 16 },
	[BLANK_REFS] = { "refs", ARG_FORM, 16 },
	[BLANK_ID_CARD] = { "id_card", ARG_NOT, 18 },
	[BLANK_PHONE] = { "phone", ARG_LENGTH, 30 },
	[BLANK_PLACE] = { "place", ARG_LENGTH, 200 },
	[BLANK_STAFF] = { "staff", ARG_LENGTH, 50 },
	[BLANK_FILE] = { "file", ARG_LENGTH, 255 },
};

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

static bool
type_text(enum blank_type type)
{
	return type == BLANK_TEXT || type == BLANK_NOTE || type == BLANK_PHONE ||
	    type == BLANK_PLACE || type == BLANK_STAFF || type == BLANK_FILE;
}

static bool
is_number(const char *word)
{
	return *word != '\0' && word[strspn(word, "0123456789")] == '\0';
}

static struct fielddef *
field_find(const struct form *form, const char *name)
{
	size_t i;

	for (i = 0; i < form->form->count; i++)
		if (strcmp(form->field[i].name, name) == 0)
			return &form->field[i];
	return NULL;
}

/* ---- the field line ---- */
static bool
line_type(const struct making *making, int line, const char *word,
    enum blank_type *type, struct err *err)
{
	const char *known[BLANK_TYPES];
	struct buf list = BUF_INIT;
	int i;

	for (i = 0; i < BLANK_TYPES; i++) {
		known[i] = types[i].word;
		if (strcmp(types[i].word, word) == 0) {
			*type = (enum blank_type)i;
			return true;
		}
	}
	names_join(&list, known, BLANK_TYPES);
	making_error(making, line, err, "没有“%s”这种栏目，请改为：%s", word,
	    buf_str(&list));
	buf_clear(&list);
	return false;
}

/* "name type [argument] label" */
static bool
line_read(const struct form *form, const struct def_entry *entry,
    struct fielddef *field, struct err *err)
{
	const struct making *making = form->making;
	const char *const *word;
	size_t words = making_words(making, entry->text, "", &word), at = 2;

	if (words < 3)
		return making_error(making, entry->line, err,
		    "栏目行应写成：名称 类型 标签，请补全“%s”", entry->text);
	field->name = word[0];
	if (!making_name(making, entry->line, "栏目", word[0], err) ||
	    !line_type(making, entry->line, word[1], &field->type, err))
		return false;
	field->length = types[field->type].length;
	switch (types[field->type].argument) {
	case ARG_NOT:
		break;
	case ARG_LENGTH:
		if (is_number(word[at])) {
			field->length = atoi(word[at]);
			at++;
		}
		break;
	case ARG_TABLE:
		field->table = word[at++];
		break;
	case ARG_FORM:
		field->target = word[at++];
		break;
	}
	if (at + 1 != words)
		return making_error(making, entry->line, err, at < words ?
		    "栏目标签里不能有空格，请连写或用（），第%zu个词是“%s”" :
		    "栏目行缺少标签，请写成：名称 类型 标签（共%zu个词，最后是“%s”）",
		    at < words ? at + 2 : words, word[at < words ? at + 1 : words - 1]);
	field->label = word[at];
	if (field->length < 1 || field->length > 10000)
		return making_error(making, entry->line, err,
		    "长度应在1到10000之间，请改正“%s”", entry->text);
	return true;
}

/* ---- attributes ---- */
static const char *
attr_value(const struct def_entry *entry, const char *key)
{
	const struct def_pair *pair = def_find(entry->attr, entry->count, key);

	return pair == NULL ? NULL : pair->value;
}

static int
attr_line(const struct def_entry *entry, const char *key)
{
	const struct def_pair *pair = def_find(entry->attr, entry->count, key);

	return pair == NULL ? entry->line : pair->line;
}

/* "yes", "no", or SQL. */
static bool
attr_condition(const struct making *making, const struct def_entry *entry,
    const char *key, const char **out, struct err *err)
{
	const struct def_pair *pair = def_find(entry->attr, entry->count, key);

	if (pair == NULL || strcmp(pair->value, "no") == 0)
		return true;
	if (strcmp(pair->value, "yes") != 0)
		return making_sql(making, pair, out, err);
	*out = "1";
	return true;
}

/* check, say and stop of the same number. */
static bool
attr_checks(const struct making *making, const struct def_entry *entry,
    struct fielddef *field, struct err *err)
{
	struct formcheck *check = making_get(making, CHECKS, sizeof(*check));
	const struct def_pair *expr, *say, *stop;
	char key[3][8] = { "check", "say", "stop" };
	int n, i;

	field->check = check;
	for (n = 1; n <= CHECKS; n++) {
		for (i = 0; n > 1 && i < 3; i++) {
			size_t len = strcspn(key[i], "123456789");

			key[i][len] = (char)('0' + n);
			key[i][len + 1] = '\0';
		}
		expr = def_find(entry->attr, entry->count, key[0]);
		say = def_find(entry->attr, entry->count, key[1]);
		stop = def_find(entry->attr, entry->count, key[2]);
		if (expr == NULL && (say != NULL || stop != NULL))
			return making_error(making, say != NULL ? say->line : stop->line,
			    err, "“%s”没有对应的 %s，请补上或改序号",
			    say != NULL ? key[1] : key[2], key[0]);
		if (expr == NULL)
			continue;
		if (say == NULL || *say->value == '\0')
			return making_error(making, expr->line, err,
			    "%s 没有说明，请加一行 %s = 不符合时给人看的话",
			    key[0], key[1]);
		if (!making_sql(making, expr, &check[field->check_count].expr, err))
			return false;
		check[field->check_count].say = say->value;
		check[field->check_count].line = expr->line;
		if (!making_yes(making, stop, &check[field->check_count].stop, err))
			return false;
		field->check_count++;
	}
	return true;
}

/* A whole number, or for money yuan with up to two decimals, kept in fen. */
static bool
range_number(const char *word, bool money, long long *out)
{
	bool minus = *word == '-';
	long long n = 0;
	int decimals = -1;

	for (word += minus; *word != '\0'; word++) {
		if (*word == '.' && money && decimals < 0) {
			decimals = 0;
			continue;
		}
		if (*word < '0' || *word > '9' || n > 100000000000000LL ||
		    (decimals >= 0 && ++decimals > 2))
			return false;
		n = n * 10 + (*word - '0');
	}
	for (decimals = decimals < 0 ? 0 : decimals; money && decimals < 2; decimals++)
		n *= 10;
	*out = minus ? -n : n;
	return true;
}

static bool
attr_range(const struct making *making, const struct def_entry *entry,
    struct fielddef *field, struct err *err)
{
	const struct def_pair *pair = def_find(entry->attr, entry->count, "range");
	bool money = field->type == BLANK_MONEY;
	const char *const *word;

	if (pair == NULL)
		return true;
	if (!money && field->type != BLANK_INT)
		return making_error(making, pair->line, err,
		    "range 只用于 int 和 money，请删去或改用 check");
	if (making_words(making, pair->value, "", &word) != 2 ||
	    !range_number(word[0], money, &field->least) ||
	    !range_number(word[1], money, &field->most) || field->least > field->most)
		return making_error(making, pair->line, err,
		    "range 应写成：最小 最大（如 0 100），请改正“%s”", pair->value);
	field->ranged = true;
	return true;
}

static bool
attr_kinds(const struct making *making, const struct def_entry *entry,
    struct fielddef *field, struct err *err)
{
	static const char *const search[] = { "name", "id_card", "phone", "place", NULL };
	static const char *const mask[] = { "id_card", "phone", "name", NULL };
	const struct def_pair *serial = def_find(entry->attr, entry->count, "serial");
	const struct def_pair *length = def_find(entry->attr, entry->count, "length");
	int at = -1;

	if (!making_choice(making, def_find(entry->attr, entry->count, "search"),
	    search, &at, err))
		return false;
	field->search = (enum blank_search)(at + 1);
	at = -1;
	if (!making_choice(making, def_find(entry->attr, entry->count, "mask"),
	    mask, &at, err))
		return false;
	field->mask = (enum blank_mask)(at + 1);
	if (length != NULL && !type_text(field->type))
		return making_error(making, length->line, err,
		    "length 只用于文字栏目，请删去");
	if (!making_int(making, length, 1, 10000, &field->length, err))
		return false;
	if (serial == NULL)
		return true;
	if (field->type != BLANK_TEXT || serial->value[0] != 'A' ||
	    strspn(serial->value + 1, "0") != strlen(serial->value + 1) ||
	    strlen(serial->value) < 4 || strlen(serial->value) > 12)
		return making_error(making, serial->line, err,
		    "serial 只用于 text，写成 A000000 的样子（站号字母和 3 到 11 位数字），"
		    "请改正“%s”", serial->value);
	field->serial = serial->value;
	return true;
}

static bool
attrs_read(const struct making *making, const struct def_entry *entry,
    struct fielddef *field, struct err *err)
{
	if (!making_known(making, entry->attr, entry->count, blank_keys, NULL, err) ||
	    !attr_condition(making, entry, "required", &field->required, err) ||
	    !attr_condition(making, entry, "shown", &field->shown, err) ||
	    !making_sql(making, def_find(entry->attr, entry->count, "default"),
	    &field->initial, err))
		return false;
	field->required_line = attr_line(entry, "required");
	field->shown_line = attr_line(entry, "shown");
	field->initial_line = attr_line(entry, "default");
	if (field->shown != NULL && strcmp(field->shown, "1") == 0)
		field->shown = NULL;		/* shown = yes */
	field->help = attr_value(entry, "help");
	field->basis = attr_value(entry, "basis");
	field->unit = attr_value(entry, "unit");
	field->was = attr_value(entry, "was");
	return attr_checks(making, entry, field, err) &&
	    attr_kinds(making, entry, field, err) &&
	    attr_range(making, entry, field, err) &&
	    field_offers(making, entry, field, err) &&
	    making_yes(making, def_find(entry->attr, entry->count, "carry"),
	    &field->carry, err) &&
	    making_span(making, entry->attr, entry->count, &field->since,
	    &field->until, err);
}

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
	if (!line_read(form, entry, field, err))
		return false;
	if ((first = field_find(form, field->name)) != NULL)
		return making_error(making, entry->line, err,
		    "栏目“%s”在 %s:%d 已经有了，请删去一处或改名", field->name,
		    first->file, first->line);
	if (form->adds && strncmp(field->name, "x_", 2) != 0)
		return making_error(making, entry->line, err,
		    "增加的栏目名称应以 x_ 开头，请改为 x_%s", field->name);
	if (!form->adds && strncmp(field->name, "x_", 2) == 0)
		return making_error(making, entry->line, err,
		    "以 x_ 开头的名称留给本所增加的栏目，请改名“%s”", field->name);
	if (!attrs_read(making, entry, field, err))
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
		if (field_find(form, paper_blanks[i].name) != NULL)
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

/* ---- mentions of the form's own blanks ---- */
static bool
mention_missing(const struct form *form, const struct def_pair *pair,
    const char *name, struct err *err)
{
	const char **known = mem_resize(NULL, form->form->count, sizeof(*known));
	struct buf list = BUF_INIT;
	size_t i;

	for (i = 0; i < form->form->count; i++)
		known[i] = form->field[i].name;
	names_join(&list, known, form->form->count);
	making_error(form->making, pair->line, err,
	    "%s 提到的“%s”不是本表的栏目，请改为：%s", pair->key, name, buf_str(&list));
	buf_clear(&list);
	free(known);
	return false;
}

static const struct fielddef *
mention(const struct form *form, const struct def_pair *pair, const char *name,
    struct err *err)
{
	const struct fielddef *field = field_find(form, name);

	if (field == NULL)
		mention_missing(form, pair, name, err);
	return field;
}

static bool
list_read(const struct form *form, const struct def_pair *pair, struct err *err)
{
	const struct fielddef **list;
	const char *const *word;
	size_t i, n;

	if (pair == NULL)
		return making_error(form->making, form->form->line, err,
		    "表“%s”没有 list，请加一行 list = 列表上显示的栏目", form->form->name);
	n = making_words(form->making, pair->value, "", &word);
	list = making_get(form->making, n, sizeof(struct fielddef *));
	for (i = 0; i < n; i++)
		if ((list[i] = mention(form, pair, word[i], err)) == NULL)
			return false;
	form->form->list = list;
	form->form->list_count = n;
	return true;
}

static bool
order_read(const struct form *form, const struct def_pair *pair, struct err *err)
{
	struct form_order *order;
	const char *const *word;
	size_t i, n, count = 0;

	if (pair == NULL)
		return true;
	n = making_words(form->making, pair->value, ",", &word);
	order = making_get(form->making, n, sizeof(*order));
	for (i = 0; i < n; i++) {
		if (count > 0 && strcmp(word[i], "desc") == 0) {
			order[count - 1].descending = true;
			continue;
		}
		order[count].field = mention(form, pair, word[i], err);
		if (order[count].field == NULL)
			return false;
		if (fielddef_multi(order[count].field))
			return making_error(form->making, pair->line, err,
			    "order 不能用多选的栏目“%s”，请换一个", word[i]);
		count++;
	}
	form->form->order = order;
	form->form->order_count = count;
	return true;
}

static bool
index_line(const struct form *form, const struct def_pair *pair, const char *line,
    const char **index, struct err *err)
{
	const char *const *word;
	const struct fielddef *field;
	struct buf joined = BUF_INIT;
	size_t i, n = making_words(form->making, line, ",", &word);

	for (i = 0; i < n; i++) {
		buf_add(&joined, i > 0 ? " " : "");
		buf_add(&joined, word[i]);
		/* The owner's columns may lead an index. */
		if (strcmp(word[i], "person") == 0 || strcmp(word[i], "period") == 0 ||
		    strcmp(word[i], "office") == 0)
			continue;
		field = field_find(form, word[i]);
		if (field != NULL && !fielddef_multi(field))
			continue;
		buf_clear(&joined);
		return field == NULL ? mention_missing(form, pair, word[i], err) :
		    making_error(form->making, pair->line, err,
		    "index 不能用多选的栏目“%s”，请换一个", word[i]);
	}
	*index = arena_text(form->making->catalog->arena, buf_str(&joined));
	buf_clear(&joined);
	return true;
}

/* One a line: several index lines, or one that goes on. */
static bool
index_read(const struct form *form, struct err *err)
{
	const struct def_section *section = form->making->section;
	const struct def_pair *pair = section->pair;
	const char **index;
	size_t i, j, n, room = 0;

	for (i = 0; i < section->pair_count; i++)
		for (room++, j = 0; pair[i].value[j] != '\0'; j++)
			room += pair[i].value[j] == '\n';
	index = making_get(form->making, room, sizeof(*index));
	for (i = 0; i < section->pair_count; i++) {
		char *copy, *next, *at;

		if (strcmp(pair[i].key, "index") != 0)
			continue;
		copy = mem_text(pair[i].value);
		for (at = copy; at != NULL; at = next) {
			next = strchr(at, '\n');
			if (next != NULL)
				*next++ = '\0';
			n = form->form->index_count++;
			if (!index_line(form, &pair[i], at, &index[n], err)) {
				free(copy);
				return false;
			}
			if (*index[n] == '\0')
				form->form->index_count--;
		}
		free(copy);
	}
	form->form->index = index;
	return true;
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
	ok = ok && list_read(&form, def_find(section->pair, section->pair_count, "list"), err) &&
	    order_read(&form, def_find(section->pair, section->pair_count, "order"), err) &&
	    index_read(&form, err);
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
