/*
 * model/catalog-codes.c: code tables
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/catalog-private.h"

#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/text.h"
#include "model/typed.h"

#define INITIALS 64

/* One text that means a code; system NULL = a label, a spelling, the code. */
struct spelling {
	const char	*text;		/* narrowed, without blanks */
	const char	*system;
	size_t		 at;		/* in codetable.code */
};

/* What is handed out, and codes and spellings sorted for looking up. */
struct table {
	struct codetable public;	/* first: a codetable is its table */
	const struct code **by_code;
	size_t		 count;
	struct spelling	*spelling;
};

static const char *const section_keys[] = {
	"title", "basis", "systems", "ending", "since", "until", NULL
};
static const char *const entry_keys[] = {
	"also", "class", "py", "upper", "since", "until", NULL
};

/* What spellings are compared as: full-width ASCII narrowed, no blanks and no 、,
 * small ASCII letters. */
static char *
spelling_key(const char *text)
{
	static const char pause[] = "、";
	struct buf narrow = BUF_INIT;
	char *key, *to, *p;

	text_narrow(&narrow, text);
	key = buf_take(&narrow);
	if (key == NULL)
		key = mem_text("");
	text_trim(key);
	for (p = to = key; *p != '\0'; p++) {
		if (strncmp(p, pause, sizeof(pause) - 1) == 0)
			p += sizeof(pause) - 2;
		else if (*p != ' ' && *p != '\t' && *p != '\n' && *p != '\r')
			*to++ = (char)(*p >= 'A' && *p <= 'Z' ? *p + 32 : *p);
	}
	*to = '\0';
	return key;
}

static int
spelling_order(const struct spelling *a, const struct spelling *b)
{
	int order;

	if ((a->system == NULL) != (b->system == NULL))
		return a->system == NULL ? -1 : 1;
	order = a->system == NULL ? 0 : strcmp(a->system, b->system);
	return order != 0 ? order : strcmp(a->text, b->text);
}

static int
by_spelling(const void *left, const void *right)
{
	const struct spelling *a = left, *b = right;
	int order = spelling_order(a, b);

	return order != 0 ? order : (a->at > b->at) - (a->at < b->at);
}

/* ---- one entry ---- */
struct entry {
	const struct making *making;
	const struct def_entry *entry;
	struct code	*code;
	const char *const *system;
	size_t		 systems;
	struct def_pair	*pair;			/* words and deeper lines alike */
	size_t		 count;
};

/* "mz=01" among the words becomes a pair like those of the deeper lines. */
static bool
entry_pairs(struct entry *entry, const char *const *word, size_t words, struct err *err)
{
	const struct making *making = entry->making;
	struct arena *arena = making->catalog->arena;
	const struct def_pair *attr = entry->entry->attr;
	size_t i, attrs = entry->entry->count;
	const char *equals;

	entry->pair = making_get(making, words + attrs, sizeof(*entry->pair));
	for (i = 2; i < words; i++) {
		equals = strchr(word[i], '=');
		if (equals == NULL || equals == word[i])
			return making_error(making, entry->entry->line, err,
			    "“%s”不成“名称=值”，代码名称里不能有空格，请连写或用（）", word[i]);
		entry->pair[entry->count].key = arena_textn(arena, word[i],
		    (size_t)(equals - word[i]));
		entry->pair[entry->count].value = equals + 1;
		entry->pair[entry->count++].line = entry->entry->line;
	}
	if (attrs > 0)
		memcpy(entry->pair + entry->count, attr, attrs * sizeof(*attr));
	entry->count += attrs;
	return true;
}

static bool
entry_known(const struct entry *entry, struct err *err)
{
	const char **keys = making_get(entry->making, entry->systems + 8, sizeof(*keys));
	size_t i, n = 0;

	for (i = 0; i < entry->systems; i++)
		keys[n++] = entry->system[i];
	for (i = 0; entry_keys[i] != NULL; i++)
		keys[n++] = entry_keys[i];
	return making_known(entry->making, entry->pair, entry->count, keys, NULL, err);
}

/* A code of ours may stand for several of a foreign system: mz=01,02. */
static void
entry_foreign(struct entry *entry)
{
	const struct def_pair *pair;
	struct code_foreign *foreign;
	const char *const *word;
	size_t s, i, n, all = 0;

	for (s = 0; s < entry->systems; s++) {
		pair = def_find(entry->pair, entry->count, entry->system[s]);
		if (pair != NULL)
			all += making_words(entry->making, pair->value, ",，、", &word);
	}
	foreign = making_get(entry->making, all, sizeof(*foreign));
	entry->code->foreign = foreign;
	for (s = 0; s < entry->systems; s++) {
		pair = def_find(entry->pair, entry->count, entry->system[s]);
		if (pair == NULL)
			continue;
		n = making_words(entry->making, pair->value, ",，、", &word);
		for (i = 0; i < n; i++) {
			foreign[entry->code->foreign_count].system = entry->system[s];
			foreign[entry->code->foreign_count++].code = word[i];
		}
	}
}

static const char *
entry_value(const struct entry *entry, const char *key)
{
	const struct def_pair *pair = def_find(entry->pair, entry->count, key);

	return pair == NULL ? NULL : pair->value;
}

static bool
entry_code(struct entry *entry, struct err *err)
{
	const struct making *making = entry->making;
	struct code *code = entry->code;
	const char *const *word;
	size_t words = making_words(making, entry->entry->text, "", &word);
	char initials[INITIALS];

	if (words < 2)
		return making_error(making, entry->entry->line, err,
		    "“%s”缺少名称，请写成：代码 名称", entry->entry->text);
	code->code = word[0];
	code->label = word[1];
	code->file = making->source->source.name;
	code->line = entry->entry->line;
	if (code->code[strspn(code->code, "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")] != '\0')
		return making_error(making, code->line, err,
		    "代码“%s”只能用字母、数字和下划线，请改写", code->code);
	if (strchr(code->label, '=') != NULL)
		return making_error(making, code->line, err,
		    "代码“%s”缺少名称，请写成：代码 名称 %s", code->code, code->label);
	if (!entry_pairs(entry, word, words, err) || !entry_known(entry, err) ||
	    !making_span(making, entry->pair, entry->count, &code->since,
	    &code->until, err))
		return false;
	code->class = entry_value(entry, "class");
	code->upper = entry_value(entry, "upper");
	code->also_count = making_words(making, entry_value(entry, "also"), ",，、",
	    &code->also);
	code->initials = entry_value(entry, "py");
	if (code->initials == NULL) {
		typed_initials(code->label, initials, sizeof(initials));
		code->initials = arena_text(making->catalog->arena, initials);
	}
	entry_foreign(entry);
	return true;
}

/* ---- the table ---- */
static void
spelling_add(const struct making *making, struct table *table, const char *text,
    const char *system, size_t at)
{
	struct spelling *one = &table->spelling[table->count++];
	char *key = spelling_key(text);

	one->text = arena_text(making->catalog->arena, key);
	one->system = system;
	one->at = at;
	free(key);
}

/* A word, and without the ending that all words of the table may drop. */
static void
spelling_words(const struct making *making, struct table *table, const char *text,
    const char *ending, size_t at)
{
	size_t n = strlen(text), end = ending == NULL ? 0 : strlen(ending);
	char *shorter;

	spelling_add(making, table, text, NULL, at);
	if (end == 0 || n <= end || strcmp(text + n - end, ending) != 0)
		return;
	shorter = mem_textn(text, n - end);
	spelling_add(making, table, shorter, NULL, at);
	free(shorter);
}

static void
spellings_make(const struct making *making, struct table *table)
{
	const struct code *code = table->public.code;
	const char *ending = making_value(making, "ending");
	size_t i, n, room = 0;

	for (i = 0; i < table->public.count; i++)
		room += 3 + 2 * code[i].also_count + code[i].foreign_count;
	table->spelling = making_get(making, room, sizeof(*table->spelling));
	for (i = 0; i < table->public.count; i++) {
		spelling_add(making, table, code[i].code, NULL, i);
		spelling_words(making, table, code[i].label, ending, i);
		for (n = 0; n < code[i].also_count; n++)
			spelling_words(making, table, code[i].also[n], ending, i);
		for (n = 0; n < code[i].foreign_count; n++)
			spelling_add(making, table, code[i].foreign[n].code,
			    code[i].foreign[n].system, i);
	}
	qsort(table->spelling, table->count, sizeof(*table->spelling), by_spelling);
}

/* A spelling means one code.  Two of ours may share a foreign one. */
static bool
spellings_judge(const struct making *making, const struct table *table, struct err *err)
{
	const struct spelling *a, *b;
	const struct code *code = table->public.code, *one, *other;
	size_t i;

	for (i = 1; i < table->count; i++) {
		a = &table->spelling[i - 1];
		b = &table->spelling[i];
		if (a->system != NULL || b->system != NULL || a->at == b->at ||
		    strcmp(a->text, b->text) != 0)
			continue;
		one = &code[a->at];
		other = &code[b->at];
		if (strcmp(one->code, other->code) == 0)
			return making_error(making, other->line, err,
			    "代码“%s”在第%d行已经用过，请改名", other->code, one->line);
		return making_error(making, other->line, err,
		    "“%s”既是“%s”（第%d行）又是“%s”，写法不能重复，请删去一处",
		    a->text, one->code, one->line, other->code);
	}
	return true;
}

/* A number typed is a place on screen: a spelling that looks like another place
 * would be taken for it. */
static bool
places_judge(const struct making *making, const struct table *table, struct err *err)
{
	const struct spelling *one;
	size_t i;
	char *end;
	long at;

	for (i = 0; i < table->count; i++) {
		one = &table->spelling[i];
		if (one->system != NULL || *one->text < '1' || *one->text > '9')
			continue;
		at = strtol(one->text, &end, 10);
		if (*end != '\0' || (size_t)at > table->public.count ||
		    (size_t)at == one->at + 1)
			continue;
		return making_error(making, table->public.code[one->at].line, err,
		    "“%s”的写法“%s”会被当成第%ld项的序号，请删去或调整先后",
		    table->public.code[one->at].code, one->text, at);
	}
	return true;
}

/* A code without a class has that of the code above it. */
static void
classes_inherit(struct code *code, size_t count, const struct codetable *table)
{
	const struct code *upper;
	size_t i;

	for (i = 0; i < count; i++)
		for (upper = &code[i]; code[i].class == NULL && upper->upper != NULL; ) {
			upper = codetable_code(table, upper->upper);
			code[i].class = upper->class;
		}
}

static int
by_code(const void *left, const void *right)
{
	const struct code *a = *(const struct code *const *)left;
	const struct code *b = *(const struct code *const *)right;

	return strcmp(a->code, b->code);
}

static void
codes_sort(const struct making *making, struct table *table)
{
	size_t i;

	table->by_code = making_get(making, table->public.count, sizeof(struct code *));
	for (i = 0; i < table->public.count; i++)
		table->by_code[i] = &table->public.code[i];
	qsort(table->by_code, table->public.count, sizeof(struct code *), by_code);
}

static bool
uppers_judge(const struct making *making, const struct codetable *table, struct err *err)
{
	const struct code *upper;
	size_t i, steps;

	for (i = 0; i < table->count; i++) {
		upper = &table->code[i];
		for (steps = 0; upper->upper != NULL; steps++) {
			const char *name = upper->upper;

			upper = codetable_code(table, name);
			if (upper == NULL)
				return making_error(making, table->code[i].line, err,
				    "上级代码“%s”不在本表中，请核对 upper", name);
			if (steps > table->count)
				return making_error(making, table->code[i].line, err,
				    "代码“%s”的上级绕成了圈，请核对 upper",
				    table->code[i].code);
		}
	}
	return true;
}

const void *
make_codes(const struct making *making, struct err *err)
{
	const struct def_section *section = making->section;
	struct table *table = making_get(making, 1, sizeof(*table));
	struct code *code = making_get(making, section->entry_count, sizeof(*code));
	struct entry entry;
	const char *const *system;
	size_t i, systems;

	if (!making_known(making, section->pair, section->pair_count, section_keys,
	    NULL, err) || !making_title(making, &table->public.title, err))
		return NULL;
	table->public.name = section->name;
	table->public.basis = making_value(making, "basis");
	table->public.code = code;
	table->public.ending = making_value(making, "ending");
	systems = making_words(making, making_value(making, "systems"), "", &system);
	for (i = 0; i < section->entry_count; i++) {
		memset(&entry, 0, sizeof(entry));
		entry.making = making;
		entry.entry = &section->entry[i];
		entry.code = &code[table->public.count++];
		entry.system = system;
		entry.systems = systems;
		if (!entry_code(&entry, err))
			return NULL;
	}
	if (table->public.count == 0) {
		making_error(making, section->line, err,
		    "代码表“%s”是空的，请至少写一行：代码 名称", section->name);
		return NULL;
	}
	codes_sort(making, table);
	spellings_make(making, table);
	if (!spellings_judge(making, table, err) || !places_judge(making, table, err) ||
	    !uppers_judge(making, &table->public, err))
		return NULL;
	classes_inherit(code, table->public.count, &table->public);
	return table;
}

/* ---- asking ---- */
const struct code *
codetable_code(const struct codetable *public, const char *code)
{
	const struct table *table = (const struct table *)public;
	size_t low = 0, high = public->count, middle;
	int order;

	while (low < high) {
		middle = low + (high - low) / 2;
		order = strcmp(table->by_code[middle]->code, code);
		if (order == 0)
			return table->by_code[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static const struct code *
spelling_find(const struct table *table, const char *key, const char *system)
{
	struct spelling probe = { .text = key, .system = system };
	size_t low = 0, high = table->count, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (spelling_order(&table->spelling[middle], &probe) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == table->count || spelling_order(&table->spelling[low], &probe) != 0)
		return NULL;
	return &table->public.code[table->spelling[low].at];
}

const struct code *
codetable_spelling(const struct codetable *public, const char *text, const char *system)
{
	const struct table *table = (const struct table *)public;
	const struct code *code = NULL;
	char *key = spelling_key(text);

	if (*key != '\0') {
		if (system != NULL)
			code = spelling_find(table, key, system);
		if (code == NULL)
			code = spelling_find(table, key, NULL);
	}
	free(key);
	return code;
}

bool
code_open(const struct code *code, int on)
{
	if (on == DATE_NONE)
		return true;
	return (code->since == DATE_NONE || on >= code->since) &&
	    (code->until == DATE_NONE || on <= code->until);
}
