/*
 * model/catalog-phrase.c: SQL that is written once and named in braces
 * SPDX-License-Identifier: Apache-2.0
 *
 * A phrase is put into the SQL of other definitions when they are made, so
 * that everything behind the catalog sees plain SQL.
 */
#include "config.h"
#include "model/catalog-private.h"

#include <string.h>

#define DEPTH 8			/* phrases in phrases */
#define EXPANDED ((size_t)64 << 10)

static const char *const section_keys[] = { "title", "basis", "sql", NULL };

struct phrase {
	const char	*sql;
};

const void *
make_phrase(const struct making *making, struct err *err)
{
	const struct def_section *section = making->section;
	struct phrase *phrase = making_get(making, 1, sizeof(*phrase));
	const char *title;

	if (!making_known(making, section->pair, section->pair_count, section_keys,
	    NULL, err) || !making_title(making, &title, err))
		return NULL;
	phrase->sql = making_value(making, "sql");
	if (phrase->sql == NULL || *phrase->sql == '\0') {
		making_error(making, section->line, err,
		    "[phrase %s] 没有 sql，请加一行 sql = 表达式", section->name);
		return NULL;
	}
	if (section->entry_count > 0) {
		making_error(making, section->entry[0].line, err,
		    "短语里只有“名称 = 值”，请改正或缩进“%s”", section->entry[0].text);
		return NULL;
	}
	return phrase;
}

static bool expand(const struct making *making, int line, const char *sql, int depth,
    struct buf *out, struct err *err);

/* "{name}": at is behind the brace, *end behind the closing one. */
static bool
expand_one(const struct making *making, int line, const char *at, const char **end,
    int depth, struct buf *out, struct err *err)
{
	size_t len = strcspn(at, "}{'\n");
	const struct phrase *phrase;
	struct err why = ERR_INIT;
	const char *name;

	if (at[len] != '}')
		return making_error(making, line, err,
		    "花括号“{”没有关闭，请写成 {短语名称}");
	name = arena_textn(making->catalog->arena, at, len);
	*end = at + len + 1;
	if (depth == DEPTH || out->len > EXPANDED)
		return making_error(making, line, err,
		    "短语 {%s} 绕成了圈或套得太深，请改写", name);
	phrase = catalog_get(making->catalog, KIND_PHRASE, name, &why);
	if (phrase == NULL)
		return why.kind == ERR_MISSING ?
		    making_error(making, line, err, "%s", why.text) :
		    err_set(err, why.kind, "%s", why.text);
	buf_addc(out, '(');
	if (!expand(making, line, phrase->sql, depth + 1, out, err))
		return false;
	buf_addc(out, ')');
	return true;
}

static bool
expand(const struct making *making, int line, const char *sql, int depth,
    struct buf *out, struct err *err)
{
	const char *p = sql, *end;

	while (*p != '\0') {
		if (*p == '{') {
			if (!expand_one(making, line, p + 1, &p, depth, out, err))
				return false;
			continue;
		}
		end = p + 1;
		if (*p == '\'')		/* a text in quotes stays as it is */
			end += strcspn(end, "'") + (strchr(end, '\'') != NULL);
		buf_addn(out, p, (size_t)(end - p));
		p = end;
	}
	return true;
}

bool
making_sql(const struct making *making, const struct def_pair *pair, const char **out,
    struct err *err)
{
	struct buf text = BUF_INIT;
	bool ok = true;

	if (pair == NULL)
		return true;
	if (*pair->value == '\0')
		return making_error(making, pair->line, err,
		    "%s 后面是空的，请写上 SQL 或删去这一行", pair->key);
	*out = pair->value;
	if (strchr(pair->value, '{') == NULL)
		return true;
	ok = expand(making, pair->line, pair->value, 0, &text, err);
	if (ok)
		*out = arena_text(making->catalog->arena, buf_str(&text));
	buf_clear(&text);
	return ok;
}
