/*
 * model/table-words.c: the words that make heads
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/table-words.h"

#include <stdlib.h>
#include <string.h>

#include "base/def.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/table-head.h"

/* None of the marks and blanks that senders put into heads: brackets, quotes
 * (“三无”人员), strokes and points (村/社区, No.). */
static bool
is_of_word(uint32_t cp)
{
	static const uint32_t marks[] = { 0xA0, 0xB7, 0x2018, 0x2019, 0x201C,
		0x201D, 0x2014, 0x3001, 0x3002, 0x300A, 0x300B, 0x300C, 0x300D,
		0x300E, 0x300F, 0x3010, 0x3011, 0x3014, 0x3015, 0xFEFF };
	size_t i;

	if (cp < 0x80)
		return cp > ' ' && strchr("*:()[]\"'/.,;-_?", (int)cp) == NULL;
	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (cp == marks[i])
			return false;
	return text_harmless(cp);
}

void
tablehead_plain(struct buf *out, const char *text)
{
	size_t i = out->len;

	text_narrow_kept(out, text, is_of_word);
	for (; i < out->len; i++)
		if (out->text[i] >= 'A' && out->text[i] <= 'Z')
			out->text[i] += 'a' - 'A';
}

void
tablewords_bare(struct buf *out, const char *text)
{
	struct buf narrow = BUF_INIT, kept = BUF_INIT;
	int depth = 0;
	const char *s;

	text_narrow(&narrow, text);
	for (s = buf_str(&narrow); *s != '\0'; s++) {
		if (*s == '(' || *s == '[')
			depth++;
		else if ((*s == ')' || *s == ']') && depth > 0)
			depth--;
		else if (depth == 0)
			buf_addc(&kept, *s);
	}
	tablehead_plain(out, buf_str(&kept));
	buf_clear(&narrow);
	buf_clear(&kept);
}

bool
tablewords_empty(const char *cell)
{
	struct buf plain = BUF_INIT;
	bool empty;

	tablehead_plain(&plain, cell);
	empty = plain.len == 0;
	buf_clear(&plain);
	return empty;
}

/* ---- those of a profile ---- */

struct word { const char *plain; size_t field; };

struct list { char **word; size_t count; };

struct tablewords {
	const struct profiledef *profile;
	char		***head;	/* by field, by head */
	struct word	*sorted;	/* all of them */
	size_t		 count;
	struct list	 common, own;
	size_t		 main;		/* the first required field: who it is */
};

static int
by_text(const void *va, const void *vb)
{
	const struct word *a = va, *b = vb;
	int order = strcmp(a->plain, b->plain);

	return order != 0 ? order : (a->field > b->field) - (a->field < b->field);
}

static int
to_text(const void *key, const void *word)
{
	return strcmp(key, ((const struct word *)word)->plain);
}

/* The blank-separated words of a property. */
static void
take_list(struct list *list, const struct profiledef *profile, const char *key)
{
	const struct def_pair *pair = def_find(profile->extra,
	    profile->extra_count, key);
	const char *text = pair != NULL ? pair->value : "";
	struct buf plain = BUF_INIT;
	size_t n, cap = 0;
	char *word;

	for (; *(text += strspn(text, " \t\n")) != '\0'; text += n) {
		n = strcspn(text, " \t\n");
		word = mem_textn(text, n);
		buf_cut(&plain, 0);
		tablehead_plain(&plain, word);
		free(word);
		list->word = mem_grow(list->word, list->count, &cap,
		    sizeof(*list->word));
		list->word[list->count++] = mem_text(buf_str(&plain));
	}
	buf_clear(&plain);
}

struct tablewords *
tablewords_new(const struct profiledef *profile)
{
	struct tablewords *words = mem_new(sizeof(*words));
	const struct importfield *field;
	struct buf buf = BUF_INIT;
	size_t i, k, cap = 0;

	words->profile = profile;
	words->main = profile->count;
	words->head = mem_resize(NULL, profile->count + 1, sizeof(*words->head));
	for (i = 0; i < profile->count; i++) {
		field = &profile->field[i];
		if (field->required && words->main == profile->count)
			words->main = i;
		words->head[i] = mem_resize(NULL, field->head_count + 1,
		    sizeof(char *));
		for (k = 0; k < field->head_count; k++) {
			buf_cut(&buf, 0);
			tablehead_plain(&buf, field->head[k]);
			words->head[i][k] = mem_text(buf_str(&buf));
			words->sorted = mem_grow(words->sorted, words->count,
			    &cap, sizeof(*words->sorted));
			words->sorted[words->count].plain = words->head[i][k];
			words->sorted[words->count++].field = i;
		}
	}
	if (words->count > 0)
		qsort(words->sorted, words->count, sizeof(*words->sorted), by_text);
	take_list(&words->common, profile, "common");
	take_list(&words->own, profile, "own");
	buf_clear(&buf);
	return words;
}

static void
list_clear(struct list *list)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		free(list->word[i]);
	free(list->word);
}

void
tablewords_free(struct tablewords *words)
{
	size_t i, k;

	if (words == NULL)
		return;
	for (i = 0; i < words->profile->count; i++) {
		for (k = 0; k < words->profile->field[i].head_count; k++)
			free(words->head[i][k]);
		free(words->head[i]);
	}
	free(words->head);
	free(words->sorted);
	list_clear(&words->common);
	list_clear(&words->own);
	free(words);
}

const char *
tablewords_of(const struct tablewords *words, size_t field, size_t k)
{
	return words->head[field][k];
}

bool
tablewords_head(const struct tablewords *words, const char *plain)
{
	return *plain != '\0' && words->count > 0 && bsearch(plain, words->sorted,
	    words->count, sizeof(*words->sorted), to_text) != NULL;
}

/* Is it a head of this field?  One head may fill several. */
static bool
is_of(const struct tablewords *words, size_t field, const char *plain)
{
	size_t k;

	if (field >= words->profile->count || *plain == '\0')
		return false;
	for (k = 0; k < words->profile->field[field].head_count; k++)
		if (strcmp(words->head[field][k], plain) == 0)
			return true;
	return false;
}

static bool
is_stored(const struct tablewords *words, const char *plain)
{
	size_t i;

	for (i = 0; i < words->profile->count; i++)
		if (words->profile->field[i].form != NULL && is_of(words, i, plain))
			return true;
	return false;
}

/* Are both heads of one blank? */
static bool
same_blank(const struct tablewords *words, const char *a, const char *b)
{
	size_t i;

	for (i = 0; i < words->profile->count; i++)
		if (is_of(words, i, a) && is_of(words, i, b))
			return true;
	return false;
}

/* Bytes of a mark between two names of one thing at s; 0: none stands here. */
static size_t
or_mark(const char *s)
{
	static const char *const mark[] = { "/", "、", "或", "|" };
	size_t i;

	for (i = 0; i < sizeof(mark) / sizeof(mark[0]); i++)
		if (strncmp(s, mark[i], strlen(mark[i])) == 0)
			return strlen(mark[i]);
	return 0;
}

bool
tablewords_either(const struct tablewords *words, const char *text, struct buf *out)
{
	struct buf narrow = BUF_INIT, plain = BUF_INIT;
	const char *s, *from;
	size_t parts = 0;
	bool same = true;
	char *part;

	text_narrow(&narrow, text);
	buf_cut(out, 0);
	for (s = buf_str(&narrow); same; s += or_mark(s)) {
		for (from = s; *s != '\0' && or_mark(s) == 0; s++)
			;
		part = mem_textn(from, (size_t)(s - from));
		buf_cut(&plain, 0);
		tablewords_bare(&plain, part);
		free(part);
		if (parts++ == 0)
			buf_add(out, buf_str(&plain));
		same = same_blank(words, buf_str(out), buf_str(&plain));
		if (*s == '\0')
			break;
	}
	buf_clear(&narrow);
	buf_clear(&plain);
	return same && parts > 1;
}

static bool
listed(const struct list *list, const char *plain)
{
	size_t i;

	for (i = 0; i < list->count; i++)
		if (strcmp(list->word[i], plain) == 0)
			return true;
	return false;
}

/* ---- heads of two rows ---- */

/* One column of them, as it is compared. */
struct pair {
	const char	*over, *under;	/* verbatim; over: of the group */
	char		*group, *head, *both;
	size_t		 from;		/* column of the group */
	bool		 alone;		/* nothing stands under it */
};

static char *
bare(const char *a, const char *b)
{
	struct buf out = BUF_INIT;

	tablewords_bare(&out, a);
	tablewords_bare(&out, b);
	return buf_take(&out);
}

static struct pair *
read_pairs(char *const *over, size_t over_count, const struct delimited_row *under,
    size_t count)
{
	struct pair *pair = mem_new((count + 1) * sizeof(*pair));
	const char *group = "";
	size_t i, from = 0;

	for (i = 0; i < count; i++) {
		if (i < over_count && !tablewords_empty(over[i])) {
			group = over[i];
			from = i;
		}
		pair[i].under = i < under->count ? under->cell[i] : "";
		pair[i].alone = tablewords_empty(pair[i].under);
		pair[i].over = pair[i].alone ? i < over_count ? over[i] : "" : group;
		pair[i].from = from;
		pair[i].group = bare(pair[i].over, "");
		pair[i].head = bare(pair[i].under, "");
		pair[i].both = bare(pair[i].over, pair[i].under);
	}
	return pair;
}

static void
free_pairs(struct pair *pair, size_t count)
{
	size_t i;

	for (i = 0; i < count; i++) {
		free(pair[i].group);
		free(pair[i].head);
		free(pair[i].both);
	}
	free(pair);
}

/* The group in which the name of the row's own person stands, count: it stands
 * alone or nowhere.  Under a word for him rather than under one for another. */
static size_t
own_group(const struct tablewords *words, const struct pair *pair, size_t count)
{
	size_t i, pass, main = words->main;

	for (i = 0; i < count; i++)
		if (pair[i].alone ? is_of(words, main, pair[i].group) :
		    *pair[i].group == '\0' && is_of(words, main, pair[i].head))
			return count;
	for (pass = 0; pass < 2; pass++)
		for (i = 0; i < count; i++) {
			if (pair[i].alone)
				continue;
			if (pass == 0 ? is_of(words, main, pair[i].both) ||
			    (is_of(words, main, pair[i].head) &&
			    is_of(words, main, pair[i].group)) :
			    is_of(words, main, pair[i].head) &&
			    !is_stored(words, pair[i].group))
				return pair[i].from;
		}
	return count;
}

/* May the lower head be taken for itself? */
static bool
speaks_alone(const struct tablewords *words, const struct pair *pair, size_t own)
{
	return *pair->group == '\0' || !listed(&words->common, pair->head) ||
	    pair->from == own || listed(&words->own, pair->group) ||
	    same_blank(words, pair->group, pair->head);
}

char **
tablejoin_rows(const struct tablewords *words, char *const *over,
    size_t over_count, const struct delimited_row *under, size_t *count,
    size_t *joined)
{
	struct pair *pair, *p;
	size_t i, own;
	char **cell;

	*count = over_count > under->count ? over_count : under->count;
	*joined = 0;
	pair = read_pairs(over, over_count, under, *count);
	own = own_group(words, pair, *count);
	cell = mem_resize(NULL, *count + 1, sizeof(*cell));
	for (i = 0; i < *count; i++) {
		p = &pair[i];
		if (p->alone) {
			cell[i] = mem_text(p->over);
		} else if (*p->group != '\0' && tablewords_head(words, p->both)) {
			cell[i] = mem_printf("%s%s", p->over, p->under);
			++*joined;
		} else if (speaks_alone(words, p, own)) {
			cell[i] = mem_text(p->under);
		} else if (is_of(words, words->main, p->head) &&
		    is_stored(words, p->group)) {
			cell[i] = mem_text(p->over);
			++*joined;
		} else {
			cell[i] = mem_printf("%s%s", p->over, p->under);
		}
	}
	free_pairs(pair, *count);
	return cell;
}
