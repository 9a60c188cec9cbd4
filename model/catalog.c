/*
 * model/catalog.c: which definition stands in which file
 * SPDX-License-Identifier: Apache-2.0
 *
 * Opening looks for section heads only ("[" at the beginning of a line), so
 * that a start costs next to nothing however much paper there is.  A file is
 * parsed when something of it is asked for, a definition is made once and
 * kept: what was handed out stays where it is until catalog_free.
 */
#include "config.h"
#include "model/catalog-private.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *word, *shown;
} kinds[KINDS] = {
	[KIND_FORM] = { "form", "表" },
	[KIND_CODES] = { "codes", "代码表" },
	[KIND_RULE] = { "rule", "期限规则" },
	[KIND_STATES] = { "states", "环节" },
	[KIND_LIST] = { "list", "名册" },
	[KIND_REPORT] = { "report", "报表" },
	[KIND_PROFILE] = { "profile", "导入对照" },
	[KIND_SETTINGS] = { "settings", "设置" },
	[KIND_PHRASE] = { "phrase", "短语" },
	[KIND_TREE] = { "tree", "代码树" },
	[KIND_DOCUMENT] = { "document", "文书" },
	[KIND_PAGE] = { "page", "页" },
};

const char *
kind_name(enum kind kind)
{
	return kinds[kind].shown;
}

/* KINDS when there is no such kind. */
static enum kind
kind_find(const char *word, size_t len)
{
	enum kind kind;

	for (kind = 0; kind < KINDS; kind++)
		if (strlen(kinds[kind].word) == len &&
		    memcmp(kinds[kind].word, word, len) == 0)
			break;
	return kind;
}

static int
item_order(const struct item *a, const struct item *b)
{
	int order;

	if (a->kind != b->kind)
		return a->kind < b->kind ? -1 : 1;
	if ((order = strcmp(a->name, b->name)) != 0)
		return order;
	return a->adds - b->adds;
}

static int
by_name(const void *left, const void *right)
{
	const struct item *a = *(struct item *const *)left;
	const struct item *b = *(struct item *const *)right;
	int order = item_order(a, b);

	/* Doubles are told in file order: items lie in one array. */
	return order != 0 ? order : (a > b) - (a < b);
}

static const char *
item_file(const struct catalog *catalog, const struct item *item)
{
	return catalog->source[item->source].source.name;
}

/* ---- the scan ---- */
static bool
scan_error(const struct catalog_source *source, int line, struct err *err,
    const char *what, const char *word)
{
	return err_set(err, ERR_DATA, "%s:%d：%s%s", source->name, line, what, word);
}

/* "[kind name +]": at is behind the bracket. */
static bool
scan_head(const struct catalog_source *source, const char *at, int line,
    struct arena *arena, struct item *item, struct err *err)
{
	const char *end = source->text + source->size, *close, *word;
	size_t len;

	for (close = at; close < end && *close != ']' && *close != '\n'; close++)
		;
	if (close == end || *close != ']')
		return scan_error(source, line, err, "节的开头缺少“]”，请写成 [类别 名称]", "");
	while (at < close && (*at == ' ' || *at == '\t'))
		at++;
	for (word = at; at < close && *at != ' ' && *at != '\t'; at++)
		;
	item->kind = kind_find(word, (size_t)(at - word));
	if (item->kind == KINDS)
		return scan_error(source, line, err, "没有这种节，请改为 form、codes、rule、"
		    "states、list、report、profile、settings、phrase、tree、document 或 page：",
		    arena_textn(arena, word, (size_t)(at - word)));
	while (at < close && (*at == ' ' || *at == '\t'))
		at++;
	for (len = (size_t)(close - at); len > 0 &&
	    (at[len - 1] == ' ' || at[len - 1] == '\t'); len--)
		;
	item->adds = len > 0 && at[len - 1] == '+';
	if (item->adds)
		for (len--; len > 0 && (at[len - 1] == ' ' || at[len - 1] == '\t'); len--)
			;
	item->name = arena_textn(arena, at, len);
	item->line = line;
	if (item->kind == KIND_PAGE)
		return true;
	if (!name_good(item->name))
		return scan_error(source, line, err, "节的名称应以小写字母开头，只用小写字母、"
		    "数字和下划线，请改名：", item->name);
	if (item->adds && item->kind != KIND_FORM)
		return scan_error(source, line, err, "只有表可以用“+”增加栏目，"
		    "请去掉“+”另起名称：", item->name);
	return true;
}

/* Lines between two places of a text. */
static int
lines_between(const char *from, const char *to)
{
	int count = 0;

	while ((from = memchr(from, '\n', (size_t)(to - from))) != NULL) {
		count++;
		from++;
	}
	return count;
}

static bool
scan_source(struct catalog *catalog, size_t at, size_t *cap, struct err *err)
{
	const struct catalog_source *source = &catalog->source[at].source;
	const char *text = source->text, *end = text + source->size, *p, *seen;
	int line = 1;
	struct item item;

	if (source->size >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		text += 3;
	seen = text;
	for (p = text; (p = memchr(p, '[', (size_t)(end - p))) != NULL; p++) {
		if (p != text && p[-1] != '\n')
			continue;
		line += lines_between(seen, p);
		seen = p;
		memset(&item, 0, sizeof(item));
		item.source = at;
		if (!scan_head(source, p + 1, line, catalog->arena, &item, err))
			return false;
		if (item.kind == KIND_PAGE)
			continue;
		catalog->item = mem_grow(catalog->item, catalog->count, cap, sizeof(item));
		catalog->item[catalog->count++] = item;
	}
	return true;
}

/* Doubles, additions to nothing. */
static bool
scan_judge(struct catalog *catalog, struct err *err)
{
	struct item *item, *first;
	size_t i;

	for (i = 0; i < catalog->count; i++) {
		item = catalog->sorted[i];
		if (item->adds) {
			if (catalog_item(catalog, item->kind, item->name, false) != NULL)
				continue;
			return err_set(err, ERR_DATA, "%s:%d：没有可以增加栏目的表“%s”，"
			    "请核对名称或去掉“+”", item_file(catalog, item),
			    item->line, item->name);
		}
		if (i == 0)
			continue;
		first = catalog->sorted[i - 1];
		if (item_order(first, item) != 0)
			continue;
		if (catalog->source[item->source].source.overlay &&
		    !catalog->source[first->source].source.overlay)
			return err_set(err, ERR_DATA, "%s:%d：内置的%s“%s”（%s:%d）不能重新定义，"
			    "请另起名称，或用 [form 名称 +] 增加栏目",
			    item_file(catalog, item), item->line, kind_name(item->kind),
			    item->name, item_file(catalog, first), first->line);
		return err_set(err, ERR_DATA, "%s:%d：%s“%s”在 %s:%d 已经定义过，请删去一处或改名",
		    item_file(catalog, item), item->line, kind_name(item->kind),
		    item->name, item_file(catalog, first), first->line);
	}
	return true;
}

static bool
catalog_scan(struct catalog *catalog, struct err *err)
{
	size_t i, cap = 0;

	for (i = 0; i < catalog->source_count; i++)
		if (!scan_source(catalog, i, &cap, err))
			return false;
	catalog->sorted = mem_resize(NULL, catalog->count, sizeof(*catalog->sorted));
	for (i = 0; i < catalog->count; i++)
		catalog->sorted[i] = &catalog->item[i];
	qsort(catalog->sorted, catalog->count, sizeof(*catalog->sorted), by_name);
	return scan_judge(catalog, err);
}

/* ---- opening ---- */
struct catalog *
catalog_open(const struct catalog_source *source, size_t count, struct err *err)
{
	struct catalog *catalog = mem_new(sizeof(*catalog));
	size_t i;

	catalog->arena = arena_new();
	catalog->source_count = count;
	catalog->source = mem_new(count * sizeof(*catalog->source));
	catalog->list = mem_new(count * sizeof(*catalog->list));
	for (i = 0; i < count; i++) {
		catalog->list[i] = source[i];
		catalog->list[i].name = arena_text(catalog->arena, source[i].name);
		catalog->source[i].source = catalog->list[i];
	}
	if (!catalog_scan(catalog, err)) {
		catalog_free(catalog);
		return NULL;
	}
	return catalog;
}

void
catalog_free(struct catalog *catalog)
{
	size_t i;

	if (catalog == NULL)
		return;
	for (i = 0; i < catalog->source_count; i++) {
		def_free(catalog->source[i].parsed);
		free(catalog->source[i].owned);
	}
	free(catalog->source);
	free(catalog->list);
	free(catalog->item);
	free(catalog->sorted);
	free(catalog->setting);
	arena_free(catalog->arena);
	free(catalog);
}

size_t
catalog_sources(const struct catalog *catalog, const struct catalog_source **source)
{
	*source = catalog->list;
	return catalog->source_count;
}

/* ---- the digest ---- */
static int
by_source(const void *left, const void *right)
{
	const struct source_file *a = *(struct source_file *const *)left;
	const struct source_file *b = *(struct source_file *const *)right;

	return strcmp(a->source.name, b->source.name);
}

/* A digest of names and digests of files, so that those of the embedded files
 * may be made when the program is built. */
const char *
catalog_digest(const struct catalog *catalog)
{
	struct catalog *own = (struct catalog *)catalog; /* the answer is kept */
	unsigned char out[DIGEST_SIZE];
	struct source_file **sorted;
	struct digest whole, one;
	size_t i;

	if (catalog->hashed)
		return catalog->digest;
	sorted = mem_new(catalog->source_count * sizeof(struct source_file *));
	for (i = 0; i < catalog->source_count; i++)
		sorted[i] = &catalog->source[i];
	qsort(sorted, catalog->source_count, sizeof(*sorted), by_source);
	digest_init(&whole);
	for (i = 0; i < catalog->source_count; i++) {
		digest_add_text(&whole, sorted[i]->source.name);
		if (sorted[i]->digest != NULL) {
			digest_add(&whole, sorted[i]->digest, DIGEST_SIZE);
			continue;
		}
		digest_init(&one);
		digest_add(&one, sorted[i]->source.text, sorted[i]->source.size);
		digest_end(&one, out);
		digest_add(&whole, out, sizeof(out));
	}
	digest_end(&whole, out);
	digest_hex(out, sizeof(out), own->digest);
	own->hashed = true;
	free(sorted);
	return catalog->digest;
}

/* ---- one definition ---- */
struct item *
catalog_item(struct catalog *catalog, enum kind kind, const char *name, bool adds)
{
	struct item probe = { .kind = kind, .name = name, .adds = adds };
	size_t low = 0, high = catalog->count, middle;

	while (low < high) {	/* the first that is not before the probe */
		middle = low + (high - low) / 2;
		if (item_order(catalog->sorted[middle], &probe) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == catalog->count || item_order(catalog->sorted[low], &probe) != 0)
		return NULL;
	return catalog->sorted[low];
}

const struct def_file *
catalog_parse(struct catalog *catalog, size_t at, struct err *err)
{
	struct source_file *source = &catalog->source[at];

	if (source->parsed == NULL)
		source->parsed = def_parse(source->source.name, source->source.text,
		    source->source.size, err);
	return source->parsed;
}

bool
item_open(struct catalog *catalog, const struct item *item, struct making *making,
    struct err *err)
{
	struct source_file *source = &catalog->source[item->source];
	size_t i;

	if (catalog_parse(catalog, item->source, err) == NULL)
		return false;
	making->catalog = catalog;
	making->source = source;
	making->file = source->parsed;
	for (i = 0; i < source->parsed->count; i++)
		if (source->parsed->section[i].line == item->line) {
			making->section = &source->parsed->section[i];
			return true;
		}
	return err_set(err, ERR_DATA, "%s:%d：这一节读不出来，请检查它的开头是否独占一行",
	    source->source.name, item->line);
}

static const void *
item_make(struct catalog *catalog, const struct item *item, struct err *err)
{
	struct making making;

	if (!item_open(catalog, item, &making, err))
		return NULL;
	switch (item->kind) {
	case KIND_FORM:
		return make_form(&making, item, err);
	case KIND_CODES:
		return make_codes(&making, err);
	case KIND_RULE:
		return make_rule(&making, err);
	case KIND_STATES:
		return make_states(&making, err);
	case KIND_LIST:
		return make_report(&making, true, err);
	case KIND_REPORT:
		return make_report(&making, false, err);
	case KIND_PROFILE:
		return make_profile(&making, err);
	case KIND_PHRASE:
		return make_phrase(&making, err);
	case KIND_TREE:
		return make_tree(&making, err);
	case KIND_DOCUMENT:
		return make_document(&making, err);
	case KIND_SETTINGS:
	case KIND_PAGE:
	case KINDS:
		break;
	}
	assert(!"a kind without a maker");
	return NULL;
}

static void *
missing(struct catalog *catalog, enum kind kind, const char *name, struct err *err)
{
	const char *const *known;
	size_t count = catalog_names(catalog, kinds[kind].word, &known);
	struct buf list = BUF_INIT;

	names_join(&list, known, count);
	err_set(err, ERR_MISSING, "没有名为“%.60s”的%s，请从现有的里面选：%s", name,
	    kind_name(kind), list.len > 0 ? buf_str(&list) : "（一个也没有）");
	buf_clear(&list);
	return NULL;
}

const void *
catalog_get(struct catalog *catalog, enum kind kind, const char *name, struct err *err)
{
	struct item *item = catalog_item(catalog, kind, name, false);

	if (item == NULL)
		return missing(catalog, kind, name, err);
	if (item->made == NULL)
		item->made = item_make(catalog, item, err);
	return item->made;
}

const struct formdef *
catalog_form(struct catalog *catalog, const char *name, struct err *err)
{
	return catalog_get(catalog, KIND_FORM, name, err);
}

const struct codetable *
catalog_codes(struct catalog *catalog, const char *name, struct err *err)
{
	return catalog_get(catalog, KIND_CODES, name, err);
}

const struct ruledef *
catalog_rule(struct catalog *catalog, const char *name, struct err *err)
{
	return catalog_get(catalog, KIND_RULE, name, err);
}

const struct statetrack *
catalog_states(struct catalog *catalog, const char *name, struct err *err)
{
	return catalog_get(catalog, KIND_STATES, name, err);
}

const struct reportdef *
catalog_report(struct catalog *catalog, const char *name, struct err *err)
{
	return catalog_get(catalog, KIND_REPORT, name, err);
}

const struct reportdef *
catalog_list(struct catalog *catalog, const char *name, struct err *err)
{
	return catalog_get(catalog, KIND_LIST, name, err);
}

const struct profiledef *
catalog_profile(struct catalog *catalog, const char *name, struct err *err)
{
	return catalog_get(catalog, KIND_PROFILE, name, err);
}

const struct documentdef *
catalog_document(struct catalog *catalog, const char *name, struct err *err)
{
	return catalog_get(catalog, KIND_DOCUMENT, name, err);
}

const struct settingdef *
catalog_setting(struct catalog *catalog, const char *name, struct err *err)
{
	size_t i;

	if (!settings_make(catalog, err))
		return NULL;
	for (i = 0; i < catalog->setting_count; i++)
		if (strcmp(catalog->setting[i].name, name) == 0)
			return &catalog->setting[i];
	return missing(catalog, KIND_SETTINGS, name, err);
}

/* ---- names ---- */
static size_t
names_make(struct catalog *catalog, enum kind kind, const char **name)
{
	size_t i, n = 0;

	if (kind == KIND_SETTINGS) {
		for (i = 0; i < catalog->setting_count; i++)
			name[n++] = catalog->setting[i].name;
		return n;
	}
	for (i = 0; i < catalog->count; i++)
		if (catalog->item[i].kind == kind && !catalog->item[i].adds)
			name[n++] = catalog->item[i].name;
	return n;
}

size_t
catalog_names(struct catalog *catalog, const char *word, const char *const **name)
{
	enum kind kind = kind_find(word, strlen(word));
	const char **list;
	size_t room;

	assert(kind < KIND_PAGE);
	*name = NULL;
	/* Settings are named by their entries; a file that does not parse has
	 * none, and catalog_check or the first use tells why. */
	if (kind == KIND_SETTINGS && !settings_make(catalog, NULL))
		return 0;
	if (catalog->name[kind] == NULL) {
		room = kind == KIND_SETTINGS ? catalog->setting_count : catalog->count;
		list = arena_get(catalog->arena, room * sizeof(*list));
		catalog->name_count[kind] = names_make(catalog, kind, list);
		catalog->name[kind] = list;
	}
	*name = catalog->name[kind];
	return catalog->name_count[kind];
}
