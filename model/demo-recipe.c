/*
 * model/demo-recipe.c: reading what is invented
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/demo-private.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "model/embedded.h"

#define RECIPE "demo/office.demo"

static const struct { const char *word; enum how how; } hows[] = {
	{ "pick", HOW_PICK }, { "words", HOW_WORDS }, { "text", HOW_TEXT },
	{ "ago", HOW_AGO }, { "after", HOW_AFTER }, { "plan", HOW_PLAN }, { "number", HOW_NUMBER },
	{ "span", HOW_SPAN }, { "names", HOW_NAMES }, { "id_card", HOW_ID_CARD },
	{ "of_id", HOW_OF_ID }, { "copy", HOW_COPY }, { "ref", HOW_REF },
	{ "step", HOW_STEP }, { "all", HOW_ALL }, { "count", HOW_COUNT },
};
_Static_assert(sizeof(hows) / sizeof(hows[0]) == HOWS, "a word for each way");

/* Where in the file, for errors. */
struct reading {
	struct recipe	*recipe;
	const struct formdef *form;
	int		 line;
	struct err	*err;
};

static bool
wrong(const struct reading *r, const char *what, const char *word)
{
	return def_error(r->recipe->file, r->line, r->err, "%s“%s”，请改正", what, word);
}

static bool
number(const struct reading *r, const char *word, int *out)
{
	char *end;
	long n;

	if (word == NULL)
		return wrong(r, "这里少一个数：", "");
	n = strtol(word, &end, 10);
	if (end == word || *end != '\0' || n < -100000 || n > 100000)
		return wrong(r, "不是数：", word);
	*out = (int)n;
	return true;
}

/* ---- words ---- */

/* "text*weight" */
static bool
add_word(const struct reading *r, struct wordlist *list, const char *word)
{
	const char *star = strrchr(word, '*');
	int weight = 1;

	if (star != NULL && star[1] != '\0') {
		if (!number(r, star + 1, &weight))
			return false;
		word = arena_textn(r->recipe->file->arena, word,
		    (size_t)(star - word));
	}
	if (weight < 1)
		return wrong(r, "权重要是正数：", word);
	list->word = mem_grow(list->word, list->count, &list->cap,
	    sizeof(*list->word));
	list->total += (unsigned)weight;
	list->word[list->count].text = word;
	list->word[list->count++].upto = list->total;
	return true;
}

static bool
add_words(const struct reading *r, struct wordlist *list, const char *text)
{
	const char *word;

	while ((word = def_word(r->recipe->file, &text)) != NULL)
		if (!add_word(r, list, word))
			return false;
	return true;
}

static bool
read_words(struct reading *r, const struct def_section *section)
{
	struct recipe *recipe = r->recipe;
	struct wordlist *list = &recipe->list[recipe->list_count++];
	size_t i;

	list->at = recipe->list_count;
	list->name = section->name;
	for (i = 0; i < section->entry_count; i++) {
		r->line = section->entry[i].line;
		if (!add_words(r, list, section->entry[i].text))
			return false;
	}
	return list->count > 0 || wrong(r, "没有词：", section->name);
}

static bool
read_names(struct reading *r, const struct def_section *section)
{
	struct recipe *recipe = r->recipe;
	struct namelist *names = &recipe->names[recipe->names_count++];
	const struct def_pair *join;
	struct wordlist *list;
	const char *text, *kind;
	size_t i;

	names->nation = section->name;
	join = def_find(section->pair, section->pair_count, "join");
	names->join = join != NULL ? join->value : NULL;
	for (i = 0; i < section->entry_count; i++) {
		r->line = section->entry[i].line;
		text = section->entry[i].text;
		kind = def_word(recipe->file, &text);
		list = strcmp(kind, "surname") == 0 ? &names->surname :
		    strcmp(kind, "boy") == 0 ? &names->boy :
		    strcmp(kind, "girl") == 0 ? &names->girl :
		    strcmp(kind, "given") == 0 ? &names->given : NULL;
		if (list == NULL)
			return wrong(r, "只能是 surname boy girl given，不是", kind);
		if (!add_words(r, list, text))
			return false;
	}
	if (names->join != NULL ? names->given.count > 0 : names->surname.count > 0 &&
	    names->boy.count > 0 && names->girl.count > 0)
		return true;
	return wrong(r, "姓名的词不全：", section->name);
}

static const struct wordlist *
find_list(const struct recipe *recipe, const char *name)
{
	size_t i;

	for (i = 0; i < recipe->list_count; i++)
		if (strcmp(recipe->list[i].name, name) == 0)
			return &recipe->list[i];
	return NULL;
}

/* Its lists have the places of the recipe's, so that words are found at once. */
static bool
read_own_words(struct reading *r, const struct def_section *section)
{
	struct recipe *recipe = r->recipe;
	struct officeplan *office = &recipe->office[recipe->office_count++];
	const struct wordlist *common;
	const char *text, *name;
	size_t i;

	office->list = mem_new((recipe->list_count + 1) * sizeof(*office->list));
	for (i = 0; i < section->entry_count; i++) {
		r->line = section->entry[i].line;
		text = section->entry[i].text;
		name = def_word(recipe->file, &text);
		common = find_list(recipe, name);
		if (common == NULL)
			return wrong(r, "没有这张词表：", name);
		if (!add_words(r, &office->list[common->at - 1], text))
			return false;
	}
	return true;
}

/* ---- references ---- */

/* "blank" of the paper itself or "form.blank" */
static bool
find_ref(const struct reading *r, const char *word, struct blankref *ref)
{
	const struct formdef *form = r->form;
	const struct fielddef *blank;
	const char *dot;

	if (word == NULL)
		return wrong(r, "这里少一个栏目", "");
	dot = strchr(word, '.');
	ref->form = NULL;
	if (dot != NULL) {
		form = catalog_form(store_catalog(r->recipe->store),
		    arena_textn(r->recipe->file->arena, word,
		    (size_t)(dot - word)), r->err);
		if (form == NULL)
			return false;
		ref->form = form;
		word = dot + 1;
	}
	blank = formdef_field(form, word);
	if (blank == NULL)
		return wrong(r, "表里没有这个栏目：", word);
	ref->at = (size_t)(blank - form->field);
	return true;
}

/* ---- text with pieces ---- */

static bool
range(const struct reading *r, const char *word, struct piece *piece)
{
	const char *dash = strchr(word + 1, '-');

	if (dash == NULL)
		return wrong(r, "范围应写成 {n:1-300}：", word);
	return number(r, arena_textn(r->recipe->file->arena, word,
	    (size_t)(dash - word)), &piece->least) &&
	    number(r, dash + 1, &piece->most);
}

static bool
read_piece(const struct reading *r, const char *word, struct piece *piece)
{
	if (strncmp(word, "n:", 2) == 0) {
		piece->kind = PIECE_NUMBER;
		return range(r, word + 2, piece);
	}
	if (word[0] == 'd' && word[1] >= '1' && word[1] <= '9' && word[2] == '\0') {
		piece->kind = PIECE_DIGITS;
		piece->least = word[1] - '0';
		return true;
	}
	piece->list = find_list(r->recipe, word);
	if (piece->list != NULL) {
		piece->kind = PIECE_LIST;
		return true;
	}
	piece->kind = PIECE_BLANK;
	return find_ref(r, word, &piece->ref);
}

static bool
read_pieces(const struct reading *r, struct step *step, const char *text)
{
	struct arena *arena = r->recipe->file->arena;
	size_t cap = 0, n;
	struct piece *piece;

	while (*text != '\0') {
		step->piece = mem_grow(step->piece, step->piece_count, &cap,
		    sizeof(*step->piece));
		piece = memset(&step->piece[step->piece_count++], 0, sizeof(*piece));
		if (*text != '{') {
			n = strcspn(text, "{");
			piece->text = arena_textn(arena, text, n);
			text += n;
			continue;
		}
		n = strcspn(text, "}");
		if (text[n] == '\0')
			return wrong(r, "大括号没有收尾：", text);
		if (!read_piece(r, arena_textn(arena, text + 1, n - 1), piece))
			return false;
		text += n + 1;
	}
	return true;
}

/* ---- entries ---- */

static bool
read_condition(const struct reading *r, const char *word, struct step *step)
{
	struct condition *c = &step->condition[step->condition_count];
	const char *equal = strchr(word, '=');
	struct arena *arena = r->recipe->file->arena;

	if (step->condition_count++ == CONDITIONS)
		return wrong(r, "条件太多：", word);
	if (*word == '@') {
		c->kind = IF_PAST;
		return find_ref(r, word + 1, &c->ref);
	}
	if (*word == '?') {
		c->kind = equal != NULL ? IF_EQUAL : IF_FILLED;
		c->text = equal != NULL ? equal + 1 : NULL;
		return find_ref(r, equal == NULL ? word + 1 : arena_textn(arena,
		    word + 1, (size_t)(equal - word - 1)), &c->ref);
	}
	c->kind = IF_CHANCE;
	return number(r, arena_textn(arena, word, strlen(word) - 1), &c->chance);
}

static bool
condition_word(const char *word)
{
	size_t n = strlen(word);

	return *word == '?' || *word == '@' || (n > 1 && word[n - 1] == '%');
}

static bool
read_list_ref(const struct reading *r, const char *word, struct step *step)
{
	step->list = word != NULL ? find_list(r->recipe, word) : NULL;
	return step->list != NULL || wrong(r, "没有这张词表：",
	    word != NULL ? word : "");
}

/* A nation's code, or the blank that holds one. */
static bool
read_nation(const struct reading *r, const char *word, struct step *step)
{
	size_t i;

	for (i = 0; word != NULL && i < r->recipe->names_count; i++)
		if (strcmp(r->recipe->names[i].nation, word) == 0) {
			step->text = word;
			return true;
		}
	return find_ref(r, word, &step->ref);
}

static bool
read_own_list(const struct reading *r, const char *rest, struct step *step)
{
	struct wordlist *list = arena_get(r->recipe->file->arena, sizeof(*list));

	step->list = list;
	return add_words(r, list, rest) && (list->count > 0 || wrong(r, "没有词：", ""));
}

static bool
read_arguments(const struct reading *r, struct step *step, const char *rest)
{
	struct def_file *file = r->recipe->file;
	const char *word;

	switch (step->how) {
	case HOW_PICK:
		return read_own_list(r, rest, step);
	case HOW_TEXT:
		return read_pieces(r, step, rest);
	case HOW_WORDS:
		step->least = step->most = 1;
		if (!read_list_ref(r, def_word(file, &rest), step))
			return false;
		word = def_word(file, &rest);
		return word == NULL || (number(r, word, &step->least) &&
		    number(r, def_word(file, &rest), &step->most));
	case HOW_ALL:
	case HOW_COUNT:
		return read_list_ref(r, def_word(file, &rest), step);
	case HOW_NAMES:
		return read_nation(r, def_word(file, &rest), step);
	case HOW_AFTER:
	case HOW_PLAN:
		return find_ref(r, def_word(file, &rest), &step->ref) &&
		    number(r, def_word(file, &rest), &step->least) &&
		    number(r, def_word(file, &rest), &step->most);
	case HOW_AGO:
	case HOW_NUMBER:
		return number(r, def_word(file, &rest), &step->least) &&
		    number(r, def_word(file, &rest), &step->most);
	case HOW_ID_CARD:
		return number(r, def_word(file, &rest), &step->least) &&
		    number(r, def_word(file, &rest), &step->most) &&
		    number(r, def_word(file, &rest), &step->third);
	case HOW_SPAN:
	case HOW_COPY:
		return find_ref(r, def_word(file, &rest), &step->ref);
	case HOW_REF:
		word = def_word(file, &rest);
		if (word == NULL)
			return wrong(r, "ref 后面要写表名", "");
		step->ref.form = catalog_form(store_catalog(r->recipe->store), word,
		    r->err);
		return step->ref.form != NULL;
	case HOW_OF_ID:
	case HOW_STEP:
	case HOWS:
		break;
	}
	return true;
}

static bool
read_step(struct reading *r, const struct def_entry *entry, struct step *step)
{
	struct def_file *file = r->recipe->file;
	const char *rest = entry->text, *word;
	size_t i;

	r->line = entry->line;
	word = def_word(file, &rest);
	step->blank = formdef_field(r->form, word);
	if (step->blank == NULL)
		return wrong(r, "表里没有这个栏目：", word);
	while ((word = def_word(file, &rest)) != NULL && condition_word(word))
		if (!read_condition(r, word, step))
			return false;
	for (i = 0; word != NULL && i < HOWS; i++)
		if (strcmp(hows[i].word, word) == 0) {
			step->how = hows[i].how;
			rest += strspn(rest, " \t");
			return read_arguments(r, step, rest);
		}
	return wrong(r, "不认识的做法：", word != NULL ? word : "");
}

/* ---- sheets ---- */

static bool
read_times(struct reading *r, const struct def_section *section,
    struct sheetplan *sheet)
{
	static const char *const keys[] = { "derive", "chance", "when", "each",
		"from", "until", "since", "most", "most_large", NULL };
	struct def_file *file = r->recipe->file;
	const struct def_pair *pair;
	const char *rest;
	size_t i;
	bool ok = true;

	if (!def_known(file, section->pair, section->pair_count, keys, r->err))
		return false;
	sheet->chance = 100;
	sheet->since = INT_MAX;
	sheet->most = sheet->most_large = 1;
	for (i = 0; ok && i < section->pair_count; i++) {
		pair = &section->pair[i];
		rest = pair->value;
		r->line = pair->line;
		if (strcmp(pair->key, "chance") == 0)
			ok = number(r, rest, &sheet->chance);
		else if (strcmp(pair->key, "when") == 0)
			ok = sheet->has_when = find_ref(r, rest, &sheet->when);
		else if (strcmp(pair->key, "from") == 0)
			ok = sheet->has_from = find_ref(r, rest, &sheet->from);
		else if (strcmp(pair->key, "until") == 0)
			ok = sheet->has_until = find_ref(r, rest, &sheet->until);
		else if (strcmp(pair->key, "each") == 0)
			ok = number(r, def_word(file, &rest), &sheet->each_least) &&
			    number(r, def_word(file, &rest), &sheet->each_most);
		else if (strcmp(pair->key, "since") == 0)
			ok = number(r, rest, &sheet->since);
		else if (strcmp(pair->key, "most") == 0)
			ok = number(r, rest, &sheet->most);
		else if (strcmp(pair->key, "most_large") == 0)
			ok = number(r, rest, &sheet->most_large);
	}
	if (ok && sheet->each_most > 0 &&
	    (!sheet->has_from || sheet->each_least < 1))
		return wrong(r, "each 要有 from，间隔至少一天：", section->name);
	return ok;
}

static bool
read_sheet(struct reading *r, const struct def_section *section)
{
	struct recipe *recipe = r->recipe;
	struct sheetplan *sheet = &recipe->sheet[recipe->sheet_count++];
	const char *rest = section->name;
	size_t i;

	r->line = section->line;
	r->form = sheet->form = catalog_form(store_catalog(recipe->store),
	    def_word(recipe->file, &rest), r->err);
	if (sheet->form == NULL || !read_times(r, section, sheet))
		return false;
	sheet->of_office = sheet->form->of == FORM_OF_OFFICE &&
	    strcmp(sheet->form->name, "person") != 0;
	if (def_find(section->pair, section->pair_count, "derive") != NULL) {
		sheet->expr = formexpr_open(recipe->store, sheet->form, r->err);
		if (sheet->expr == NULL)
			return false;
	}
	sheet->count = section->entry_count;
	sheet->step = mem_new((sheet->count + 1) * sizeof(*sheet->step));
	for (i = 0; i < section->entry_count; i++)
		if (!read_step(r, &section->entry[i], &sheet->step[i]))
			return false;
	return true;
}

/* ---- the whole ---- */

static bool
read_office(struct reading *r)
{
	struct recipe *recipe = r->recipe;
	const struct def_section *section;
	const struct def_pair *start, *each;
	size_t i;

	for (i = 0; i < recipe->file->count; i++) {
		section = &recipe->file->section[i];
		if (strcmp(section->kind, "demo") != 0)
			continue;
		r->line = section->line;
		recipe->title = def_find(section->pair, section->pair_count,
		    "title")->value;
		recipe->user = def_find(section->pair, section->pair_count,
		    "user")->value;
		recipe->region = def_find(section->pair, section->pair_count,
		    "region")->value;
		start = def_find(section->pair, section->pair_count, "start");
		each = def_find(section->pair, section->pair_count, "each");
		if (!number(r, start->value, &recipe->start) ||
		    !number(r, each->value, &recipe->each))
			return false;
		return recipe->each > 0 || wrong(r, "each 要是正数：", each->value);
	}
	return wrong(r, "没有这一节：", "[demo …]");
}

struct recipe *
recipe_open(struct err *err)
{
	struct recipe *recipe = mem_new(sizeof(*recipe));
	struct reading r = { .recipe = recipe, .line = 1, .err = err };
	size_t i;

	for (i = 0; i < embedded_count; i++)
		if (strcmp(embedded_files[i].name, RECIPE) == 0)
			recipe->file = def_parse(RECIPE, embedded_files[i].text,
			    embedded_files[i].size, err);
	if (recipe->file == NULL || !read_office(&r)) {
		recipe_free(recipe);
		return NULL;
	}
	return recipe;
}

bool
recipe_bind(struct recipe *recipe, struct store *store, struct err *err)
{
	struct reading r = { .recipe = recipe, .err = err };
	const struct def_section *section;
	size_t i, n = recipe->file->count + 1;
	bool ok = true;

	recipe->store = store;
	recipe->list = mem_new(n * sizeof(*recipe->list));
	recipe->office = mem_new(n * sizeof(*recipe->office));
	recipe->names = mem_new(n * sizeof(*recipe->names));
	recipe->sheet = mem_new(n * sizeof(*recipe->sheet));
	for (i = 0; ok && i < recipe->file->count; i++) {
		section = &recipe->file->section[i];
		r.line = section->line;
		if (strcmp(section->kind, "words") == 0)
			ok = read_words(&r, section);
		else if (strcmp(section->kind, "names") == 0)
			ok = read_names(&r, section);
	}
	for (i = 0; ok && i < recipe->file->count; i++) {
		section = &recipe->file->section[i];
		if (strcmp(section->kind, "office") == 0)
			ok = read_own_words(&r, section);
		else if (strcmp(section->kind, "make") == 0)
			ok = read_sheet(&r, section);
	}
	return ok;
}

static void
office_clear(struct officeplan *office, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++)
		free(office->list[i].word);
	free(office->list);
}

static void
names_clear(struct namelist *names)
{
	free(names->surname.word);
	free(names->boy.word);
	free(names->girl.word);
	free(names->given.word);
}

static void
sheet_clear(struct sheetplan *sheet)
{
	size_t i;

	for (i = 0; sheet->step != NULL && i < sheet->count; i++) {
		free(sheet->step[i].piece);
		if (sheet->step[i].how == HOW_PICK && sheet->step[i].list != NULL)
			free(sheet->step[i].list->word);
	}
	free(sheet->step);
	formexpr_close(sheet->expr);
}

void
recipe_free(struct recipe *recipe)
{
	size_t i;

	if (recipe == NULL)
		return;
	for (i = 0; i < recipe->list_count; i++)
		free(recipe->list[i].word);
	for (i = 0; i < recipe->office_count; i++)
		office_clear(&recipe->office[i], recipe->list_count);
	for (i = 0; i < recipe->names_count; i++)
		names_clear(&recipe->names[i]);
	for (i = 0; i < recipe->sheet_count; i++)
		sheet_clear(&recipe->sheet[i]);
	free(recipe->list);
	free(recipe->office);
	free(recipe->names);
	free(recipe->sheet);
	def_free(recipe->file);
	free(recipe);
}
