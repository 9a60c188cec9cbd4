/*
 * base/def.c: the one parser of definition files
 * SPDX-License-Identifier: Apache-2.0
 *
 * Line by line, with a little state: the open section, the open entry, the
 * open pair.  What is open grows in buffers on the heap and is copied into the
 * arena when it closes.
 */
#include "config.h"
#include "base/def.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"

struct pairs {				/* a growing list */
	struct def_pair	*list;
	size_t		 count, cap;
};

struct parser {
	struct def_file	*file;
	struct err	*err;
	int		 line;
	const char	*text;		/* of the line, blanks at the ends gone */
	size_t		 len;
	size_t		 indent;	/* its column */

	struct def_section *section;	/* growing; the last one is open */
	size_t		 section_count, section_cap;
	struct def_entry *entry;	/* of the open section */
	size_t		 entry_count, entry_cap;
	struct pairs	 property;	/* of the open section */
	struct pairs	 attr;		/* of the open entry */

	struct pairs	*open;		/* whose last pair goes on, or NULL */
	size_t		 open_indent;
	size_t		 attr_indent;	/* of the open entry; 0: none yet */
	struct buf	 value;		/* of the open pair */
};

/* The line and column of the text are known: "path:line：". */
static bool
error_at(const char *path, int line, struct err *err, const char *fmt,
    va_list ap)
{
	char text[ERR_TEXT];

	if (vsnprintf(text, sizeof(text), fmt, ap) < 0)
		text[0] = '\0';
	return err_set(err, ERR_DATA, "%s:%d：%s", path, line, text);
}

bool
def_error(const struct def_file *file, int line, struct err *err,
    const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	error_at(file->path, line, err, fmt, ap);
	va_end(ap);
	return false;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Length of the key that text begins with, with *value behind its "="; 0 when
 * it does not begin with one. */
static size_t
key_length(const char *text, size_t len, size_t *value)
{
	size_t n = 0, at;

	if (len == 0 || text[0] < 'a' || text[0] > 'z')
		return 0;
	while (n < len && ((text[n] >= 'a' && text[n] <= 'z') ||
	    (text[n] >= '0' && text[n] <= '9') || text[n] == '_'))
		n++;
	at = n;
	while (at < len && is_blank(text[at]))
		at++;
	if (at >= len || text[at] != '=' ||
	    (at + 1 < len && !is_blank(text[at + 1])))
		return 0;
	for (at++; at < len && is_blank(text[at]); at++)
		;
	*value = at;
	return n;
}

static bool
starts_with(const struct parser *p, const char *mark)
{
	size_t n = strlen(mark);

	return p->len >= n && memcmp(p->text, mark, n) == 0;
}

/* The value of the open pair is complete. */
static void
close_pair(struct parser *p)
{
	if (p->open == NULL)
		return;
	p->open->list[p->open->count - 1].value =
	    arena_textn(p->file->arena, buf_str(&p->value), p->value.len);
	buf_cut(&p->value, 0);
	p->open = NULL;
}

static const struct def_pair *
keep_pairs(struct parser *p, struct pairs *pairs)
{
	struct def_pair *kept =
	    arena_get(p->file->arena, pairs->count * sizeof(*kept));

	if (pairs->count > 0)
		memcpy(kept, pairs->list, pairs->count * sizeof(*kept));
	pairs->count = 0;
	return kept;
}

static void
close_entry(struct parser *p)
{
	struct def_entry *entry;

	close_pair(p);
	if (p->entry_count == 0)
		return;
	entry = &p->entry[p->entry_count - 1];
	if (entry->attr == NULL) {
		entry->count = p->attr.count;
		entry->attr = keep_pairs(p, &p->attr);
	}
}

static void
close_section(struct parser *p)
{
	struct def_section *section;
	struct def_entry *kept;

	close_entry(p);
	if (p->section_count == 0)
		return;
	section = &p->section[p->section_count - 1];
	kept = arena_get(p->file->arena, p->entry_count * sizeof(*kept));
	if (p->entry_count > 0)
		memcpy(kept, p->entry, p->entry_count * sizeof(*kept));
	section->entry = kept;
	section->entry_count = p->entry_count;
	p->entry_count = 0;
	section->pair_count = p->property.count;
	section->pair = keep_pairs(p, &p->property);
}

static void
open_pair(struct parser *p, struct pairs *to, size_t key, size_t value)
{
	struct def_pair *pair;

	to->list = mem_grow(to->list, to->count, &to->cap, sizeof(*to->list));
	pair = &to->list[to->count++];
	pair->key = arena_textn(p->file->arena, p->text, key);
	pair->value = "";
	pair->line = p->line;
	p->open = to;
	p->open_indent = p->indent;
	buf_addn(&p->value, p->text + value, p->len - value);
}

/* "[kind name]" or "[kind name +]". */
static bool
take_section(struct parser *p)
{
	struct def_section *section;
	size_t kind = 1, at, end = p->len - 1;
	bool adds = false;

	if (p->text[end] != ']')
		return def_error(p->file, p->line, p->err,
		    "方括号没有在行末关闭；写成 [form visit] 的样子，注释请另起一行");
	while (kind < end && ((p->text[kind] >= 'a' && p->text[kind] <= 'z') ||
	    p->text[kind] == '_'))
		kind++;
	for (at = kind; at < end && is_blank(p->text[at]); at++)
		;
	while (end > at && is_blank(p->text[end - 1]))
		end--;
	if (end > at + 1 && p->text[end - 1] == '+' && is_blank(p->text[end - 2])) {
		adds = true;
		for (end--; end > at && is_blank(p->text[end - 1]); end--)
			;
	}
	if (kind == 1 || at == kind || at == end ||
	    memchr(p->text + at, ']', end - at) != NULL)
		return def_error(p->file, p->line, p->err,
		    "方括号里要写一个英文小写的种类和一个名称，如 [form visit]");
	close_section(p);
	p->section = mem_grow(p->section, p->section_count, &p->section_cap,
	    sizeof(*p->section));
	section = &p->section[p->section_count++];
	memset(section, 0, sizeof(*section));
	section->kind = arena_textn(p->file->arena, p->text + 1, kind - 1);
	section->name = arena_textn(p->file->arena, p->text + at, end - at);
	section->adds = adds;
	section->line = p->line;
	return true;
}

/* What looks like something else to the eye than to the parser. */
static bool
check_looks(const struct parser *p)
{
	static const char blank[] = "　", equals[] = "＝";
	size_t n = 0;

	if (starts_with(p, blank))
		return def_error(p->file, p->line, p->err,
		    "行首是全角空格；请改用半角空格缩进");
	if (starts_with(p, "［") || starts_with(p, "【"))
		return def_error(p->file, p->line, p->err,
		    "方括号是全角的；请改用半角的 [ 和 ]");
	while (n < p->len && ((p->text[n] >= 'a' && p->text[n] <= 'z') ||
	    (p->text[n] >= '0' && p->text[n] <= '9') || p->text[n] == '_'))
		n++;
	if (n == 0)
		return true;
	while (n < p->len && is_blank(p->text[n]))
		n++;
	if (p->len - n >= sizeof(equals) - 1 &&
	    memcmp(p->text + n, equals, sizeof(equals) - 1) == 0)
		return def_error(p->file, p->line, p->err,
		    "等号是全角的；请改用半角的 =");
	return true;
}

/* A line in the first column that is no section. */
static bool
take_first_column(struct parser *p)
{
	struct def_entry *entry;
	size_t key, value = 0;

	if (!check_looks(p))
		return false;
	if (p->section_count == 0)
		return def_error(p->file, p->line, p->err,
		    "这一行前面还没有节；请先写一行 [种类 名称]，如 [form visit]");
	close_entry(p);
	key = key_length(p->text, p->len, &value);
	if (key > 0) {
		open_pair(p, &p->property, key, value);
		return true;
	}
	p->entry = mem_grow(p->entry, p->entry_count, &p->entry_cap,
	    sizeof(*p->entry));
	entry = &p->entry[p->entry_count++];
	entry->text = arena_textn(p->file->arena, p->text, p->len);
	entry->line = p->line;
	entry->count = 0;
	entry->attr = NULL;
	p->attr_indent = 0;
	return true;
}

/* A line that is indented: goes on with a pair, or is an attribute. */
static bool
take_indented(struct parser *p)
{
	size_t key, value = 0;

	if (p->open != NULL && p->indent > p->open_indent) {
		buf_addc(&p->value, '\n');
		buf_addn(&p->value, p->text, p->len);
		return true;
	}
	if (p->section_count == 0)
		return def_error(p->file, p->line, p->err,
		    "这一行前面还没有节；请先写一行 [种类 名称]，如 [form visit]");
	if (p->entry_count == 0)
		return def_error(p->file, p->line, p->err,
		    "缩进的行前面没有条目或“键 = 值”；请去掉缩进，或先写条目");
	close_pair(p);
	if (p->attr_indent != 0 && p->indent != p->attr_indent)
		return def_error(p->file, p->line, p->err,
		    "这一行缩进 %zu 格，同一条目的前一属性缩进 %zu 格；请对齐",
		    p->indent, p->attr_indent);
	if (!check_looks(p))
		return false;
	key = key_length(p->text, p->len, &value);
	if (key == 0)
		return def_error(p->file, p->line, p->err,
		    "缩进的行要写成“键 = 值”：键用英文小写，等号后留一个空格");
	p->attr_indent = p->indent;
	open_pair(p, &p->attr, key, value);
	return true;
}

/* One line, without its end. */
static bool
take_line(struct parser *p, const char *line, size_t len)
{
	size_t at = 0;

	p->indent = 0;
	for (; at < len && is_blank(line[at]); at++)
		p->indent = line[at] == '\t' ? (p->indent / 8 + 1) * 8 :
		    p->indent + 1;
	while (len > at && is_blank(line[len - 1]))
		len--;
	p->text = line + at;
	p->len = len - at;
	if (p->len == 0 || p->text[0] == '#')
		return true;
	if (p->indent > 0)
		return take_indented(p);
	return p->text[0] == '[' ? take_section(p) : take_first_column(p);
}

/* Refuses bytes and characters that no definition may hold. */
static bool
check_text(const char *path, const char *text, size_t n, struct err *err)
{
	size_t at, len, bad = n, start = 0;
	uint32_t cp;
	int line = 1;

	text_valid(text, n, &bad);
	for (at = 0; at < n; at += len) {
		if (at == bad && text[at] != '\0')
			return err_set(err, ERR_DATA,
			    "%s:%d：第 %zu 个字节 %02X 不是 UTF-8；请用 UTF-8 编码另存这个文件",
			    path, line, at - start + 1, (unsigned char)text[at]);
		len = text_decode(text + at, n - at, &cp);
		if (cp == '\n') {
			line++;
			start = at + 1;
		} else if (cp == '\r' && at + 1 < n && text[at + 1] == '\n') {
			continue;
		} else if (cp != '\t' && !text_harmless(cp)) {
			return err_set(err, ERR_DATA,
			    "%s:%d：第 %zu 个字节处有看不见的字符 U+%04X；请删去",
			    path, line, at - start + 1, (unsigned)cp);
		}
	}
	return true;
}

static bool
take_all(struct parser *p, const char *text, size_t n)
{
	size_t at = 0, len;
	const char *end;

	while (at < n) {
		end = memchr(text + at, '\n', n - at);
		len = end == NULL ? n - at : (size_t)(end - (text + at));
		p->line++;
		if (!take_line(p, text + at,
		    len > 0 && text[at + len - 1] == '\r' ? len - 1 : len))
			return false;
		at += len + 1;
	}
	close_section(p);
	return true;
}

struct def_file *
def_parse(const char *path, const char *text, size_t n, struct err *err)
{
	struct parser p = { .err = err };
	struct def_section *kept;
	struct def_file *file;
	struct arena *arena;
	bool ok;

	if (n >= 3 && memcmp(text, "\357\273\277", 3) == 0) {
		text += 3;
		n -= 3;
	}
	if (!check_text(path, text, n, err))
		return NULL;
	arena = arena_new();
	file = arena_get(arena, sizeof(*file));
	file->arena = arena;
	file->path = arena_text(arena, path);
	p.file = file;
	ok = take_all(&p, text, n);
	if (ok) {
		kept = arena_get(arena, p.section_count * sizeof(*kept));
		if (p.section_count > 0)
			memcpy(kept, p.section, p.section_count * sizeof(*kept));
		file->section = kept;
		file->count = p.section_count;
	}
	free(p.section);
	free(p.entry);
	free(p.property.list);
	free(p.attr.list);
	buf_clear(&p.value);
	if (!ok) {
		def_free(file);
		return NULL;
	}
	return file;
}

void
def_free(struct def_file *file)
{
	if (file != NULL)
		arena_free(file->arena);
}

const struct def_pair *
def_find(const struct def_pair *pair, size_t count, const char *key)
{
	size_t i;

	for (i = 0; i < count; i++)
		if (strcmp(pair[i].key, key) == 0)
			return &pair[i];
	return NULL;
}

static bool
is_known(const char *key, const char *const *keys)
{
	for (; *keys != NULL; keys++)
		if (strcmp(key, *keys) == 0)
			return true;
	return false;
}

bool
def_known(const struct def_file *file, const struct def_pair *pair,
    size_t count, const char *const *keys, struct err *err)
{
	const struct def_pair *first;
	struct buf list = BUF_INIT;
	size_t i, k;

	for (i = 0; i < count; i++) {
		if (!is_known(pair[i].key, keys)) {
			for (k = 0; keys[k] != NULL; k++)
				buf_addf(&list, "%s%s", k > 0 ? " " : "", keys[k]);
			def_error(file, pair[i].line, err,
			    "这里没有“%s”这个键；可用的键：%s", pair[i].key,
			    list.len > 0 ? buf_str(&list) : "（没有）");
			buf_clear(&list);
			return false;
		}
		first = def_find(pair, count, pair[i].key);
		if (first != &pair[i])
			return def_error(file, pair[i].line, err,
			    "“%s”写了两次，第 %d 行已有；请删去一个",
			    pair[i].key, first->line);
	}
	return true;
}

/* Length of the blank at s: also a full-width one; 0 when there is none. */
static size_t
blank_length(const char *s)
{
	if (is_blank(*s) || *s == '\n')
		return 1;
	return strncmp(s, "　", 3) == 0 ? 3 : 0;
}

const char *
def_word(const struct def_file *file, const char **text)
{
	const char *s = *text, *from;
	size_t n;

	while ((n = blank_length(s)) > 0)
		s += n;
	from = s;
	while (*s != '\0' && blank_length(s) == 0)
		s++;
	*text = s;
	return s == from ? NULL : arena_textn(file->arena, from, (size_t)(s - from));
}
