/*
 * model/catalog-part.c: pieces that every kind of definition has
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/catalog-private.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"

#define NAME_MAX_LENGTH 40
#define NAMES_SHOWN 40

void *
making_get(const struct making *making, size_t count, size_t size)
{
	return arena_get(making->catalog->arena, count * size);
}

bool
making_error(const struct making *making, int line, struct err *err,
    const char *fmt, ...)
{
	char text[ERR_TEXT];
	va_list ap;

	va_start(ap, fmt);
	if (vsnprintf(text, sizeof(text), fmt, ap) < 0)
		text[0] = '\0';
	va_end(ap);
	return def_error(making->file, line, err, "%s", text);
}

static bool
listed(const char *const *list, const char *word)
{
	for (; list != NULL && *list != NULL; list++)
		if (strcmp(*list, word) == 0)
			return true;
	return false;
}

bool
making_known(const struct making *making, const struct def_pair *pair,
    size_t count, const char *const *keys, const char *const *many,
    struct err *err)
{
	struct def_pair *once;
	size_t i, n = 0;
	bool known;

	if (count == 0)
		return true;
	once = mem_resize(NULL, count, sizeof(*once));
	for (i = 0; i < count; i++)
		if (!listed(many, pair[i].key))
			once[n++] = pair[i];
	known = def_known(making->file, once, n, keys, err);
	free(once);
	return known;
}

const char *
making_value(const struct making *making, const char *key)
{
	const struct def_pair *pair = def_find(making->section->pair,
	    making->section->pair_count, key);

	return pair == NULL ? NULL : pair->value;
}

bool
making_title(const struct making *making, const char **title, struct err *err)
{
	*title = making_value(making, "title");
	if (*title == NULL || **title == '\0')
		return making_error(making, making->section->line, err,
		    "[%s %s] 没有标题，请加一行 title = 标题",
		    making->section->kind, making->section->name);
	return true;
}

bool
making_basis(const struct making *making, const char **basis, struct err *err)
{
	*basis = making_value(making, "basis");
	if (*basis == NULL || **basis == '\0')
		return making_error(making, making->section->line, err,
		    "[%s %s] 没有依据，请加一行 basis = 文件和条款",
		    making->section->kind, making->section->name);
	return true;
}

bool
making_date(const struct making *making, const struct def_pair *pair, int *out,
    struct err *err)
{
	if (pair == NULL)
		return true;
	*out = date_parse(pair->value);
	if (*out == DATE_NONE)
		return making_error(making, pair->line, err,
		    "%s 的日期“%s”不对，请写成 2013-12-28 的样子", pair->key, pair->value);
	return true;
}

bool
making_yes(const struct making *making, const struct def_pair *pair, bool *out,
    struct err *err)
{
	if (pair == NULL)
		return true;
	*out = strcmp(pair->value, "yes") == 0;
	if (!*out && strcmp(pair->value, "no") != 0)
		return making_error(making, pair->line, err,
		    "%s 只能是 yes 或 no，请改正“%s”", pair->key, pair->value);
	return true;
}

bool
making_int(const struct making *making, const struct def_pair *pair,
    int least, int most, int *out, struct err *err)
{
	char *end;
	long n;

	if (pair == NULL)
		return true;
	errno = 0;
	n = strtol(pair->value, &end, 10);
	if (*pair->value == '\0' || *end != '\0' || errno != 0 || n < least || n > most)
		return making_error(making, pair->line, err,
		    "%s 应是 %d 到 %d 的整数，请改正“%s”", pair->key, least, most,
		    pair->value);
	*out = (int)n;
	return true;
}

bool
making_choice(const struct making *making, const struct def_pair *pair,
    const char *const *choice, int *at, struct err *err)
{
	struct buf list = BUF_INIT;
	int i;

	if (pair == NULL)
		return true;
	for (i = 0; choice[i] != NULL; i++)
		if (strcmp(choice[i], pair->value) == 0) {
			*at = i;
			return true;
		}
	names_join(&list, choice, (size_t)i);
	making_error(making, pair->line, err, "%s 不能是“%s”，请改为：%s",
	    pair->key, pair->value, buf_str(&list));
	buf_clear(&list);
	return false;
}

bool
making_span(const struct making *making, const struct def_pair *pair, size_t count,
    int *since, int *until, struct err *err)
{
	const struct def_pair *last = def_find(pair, count, "until");

	*since = *until = DATE_NONE;
	if (!making_date(making, def_find(pair, count, "since"), since, err) ||
	    !making_date(making, last, until, err))
		return false;
	if (*since != DATE_NONE && *until != DATE_NONE && *until < *since)
		return making_error(making, last->line, err,
		    "until 早于 since，请核对这两个日期");
	return true;
}

/* ---- words ---- */
static bool
splits(const char *p, const char *also, size_t *len)
{
	size_t n;

	*len = 1;
	if (*p == ' ' || *p == '\t' || *p == '\n')
		return true;
	for (; *also != '\0'; also += n) {	/* a character of also, whole */
		for (n = 1; ((unsigned char)also[n] & 0xc0) == 0x80; n++)
			;
		if (strncmp(p, also, n) == 0) {
			*len = n;
			return true;
		}
	}
	return false;
}

size_t
making_words(const struct making *making, const char *text, const char *also,
    const char *const **word)
{
	const char **list = NULL, *from, *p;
	size_t len, n = 0, pass;

	*word = NULL;
	if (text == NULL)
		return 0;
	for (pass = 0; pass < 2; pass++) {
		if (pass == 1)
			list = making_get(making, n, sizeof(*list));
		for (n = 0, p = text; *p != '\0'; ) {
			if (splits(p, also, &len)) {
				p += len;
				continue;
			}
			for (from = p; *p != '\0' && !splits(p, also, &len); p++)
				;
			if (list != NULL)
				list[n] = arena_textn(making->catalog->arena, from,
				    (size_t)(p - from));
			n++;
		}
	}
	*word = list;
	return n;
}

void
names_join(struct buf *out, const char *const *name, size_t count)
{
	size_t i;

	for (i = 0; i < count && i < NAMES_SHOWN; i++) {
		if (i > 0)
			buf_add(out, "、");
		buf_add(out, name[i]);
	}
	if (count > NAMES_SHOWN)
		buf_addf(out, " 等 %zu 个", count);
}

/* ---- names ---- */
bool
name_good(const char *name)
{
	size_t i;

	if (name[0] < 'a' || name[0] > 'z')
		return false;
	for (i = 1; name[i] != '\0'; i++)
		if (strchr("abcdefghijklmnopqrstuvwxyz0123456789_", name[i]) == NULL)
			return false;
	return i <= NAME_MAX_LENGTH;
}

static int
by_text(const void *key, const void *element)
{
	return strcmp(key, *(const char *const *)element);
}

/* SQL's words, sorted (not "trigger", which SQLite takes as a name and which is
 * our word for an event); the names of every record's own columns. */
static const char *const sql_words[] = {
	"abort", "action", "add", "after", "all", "alter", "always", "analyze", "and",
	"as", "asc", "attach", "autoincrement", "before", "begin", "between", "by",
	"cascade", "case", "cast", "check", "collate", "column", "commit", "conflict",
	"constraint", "create", "cross", "current", "current_date", "current_time",
	"current_timestamp", "database", "default", "deferrable", "deferred", "delete",
	"desc", "detach", "distinct", "do", "drop", "each", "else", "end", "escape",
	"except", "exclude", "exclusive", "exists", "explain", "fail", "false", "filter",
	"first", "following", "for", "foreign", "from", "full", "generated", "glob",
	"group", "groups", "having", "if", "ignore", "immediate", "in", "index",
	"indexed", "initially", "inner", "insert", "instead", "intersect", "into", "is",
	"isnull", "join", "key", "last", "left", "like", "limit", "match",
	"materialized", "natural", "no", "not", "nothing", "notnull", "null", "nulls",
	"of", "offset", "on", "or", "order", "others", "outer", "over", "partition",
	"plan", "pragma", "preceding", "primary", "query", "raise", "range",
	"recursive", "references", "regexp", "reindex", "release", "rename", "replace",
	"restrict", "returning", "right", "rollback", "row", "rows", "savepoint",
	"select", "set", "table", "temp", "temporary", "then", "ties", "to",
	"transaction", "true", "unbounded", "union", "unique", "update",
	"using", "vacuum", "values", "view", "virtual", "when", "where", "window",
	"with", "without",
};
static const char *const envelope_words[] = {
	"absent", "digest", "id", "made_at", "made_by", "office", "oid", "period",
	"person", "removed", "rowid", "saved_at", "saved_by", "version",
};

const char *
name_reserved(const char *name)
{
	if (strncmp(name, "sqlite_", 7) == 0)
		return "以 sqlite_ 开头的名称归数据库所有";
	if (bsearch(name, sql_words, sizeof(sql_words) / sizeof(sql_words[0]),
	    sizeof(sql_words[0]), by_text) != NULL)
		return "是 SQL 的保留字";
	if (bsearch(name, envelope_words,
	    sizeof(envelope_words) / sizeof(envelope_words[0]),
	    sizeof(envelope_words[0]), by_text) != NULL)
		return "是每条记录自带的列";
	return NULL;
}

bool
making_name(const struct making *making, int line, const char *what,
    const char *name, struct err *err)
{
	const char *why;

	if (!name_good(name))
		return making_error(making, line, err, "%s名称“%s”不对：应以小写字母开头，"
		    "只用小写字母、数字和下划线，不超过%d个字符，请改名",
		    what, name, NAME_MAX_LENGTH);
	why = name_reserved(name);
	if (why != NULL)
		return making_error(making, line, err, "%s名称“%s”%s，请改名",
		    what, name, why);
	return true;
}
