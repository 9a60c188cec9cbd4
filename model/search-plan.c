/*
 * model/search-plan.c: what was typed into ranges of keys
 * SPDX-License-Identifier: Apache-2.0
 *
 * Letters are initials, full pinyin, or a mixture of both ("zsan"); digits are
 * the end of an ID number, a phone or a 人员编号; anything else is a part of a
 * name or of a village.  A filter is a kind letter and what must be found: p
 * along the syllables of a name.
 */
#include "config.h"
#include "model/name-index.h"

#include <assert.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/search-private.h"

/* Behind every key that begins with a text: U+10FFFF. */
#define LAST "\xf4\x8f\xbf\xbf"

/* ---- texts as keys have them ---- */
void
search_fold(struct buf *out, const char *text)
{
	struct buf narrow = BUF_INIT;
	const char *s;
	size_t at = 0, n, used;
	uint32_t cp;
	char bytes[5];

	text_narrow(&narrow, text);
	s = buf_str(&narrow);
	n = strlen(s);
	while (at < n) {
		used = text_decode(s + at, n - at, &cp);
		at += used;
		if (cp < ' ' || cp == 0x7f || pinyin_skips(cp))
			continue;
		if (cp >= 'A' && cp <= 'Z')
			cp += 'a' - 'A';
		text_encode(cp, bytes);
		buf_add(out, bytes);
	}
	buf_clear(&narrow);
}

char *
search_reversed(const char *text)
{
	size_t n = strlen(text);
	char *out = mem_new(n + 1);

	for (size_t i = 0; i < n; i++)
		out[i] = text[n - 1 - i];
	return out;
}

void
search_row_key(const char *line, size_t n, char out[SEARCH_KEY])
{
	size_t len = 0;

	for (size_t i = 1; i < n && len + 1 < SEARCH_KEY; i++)
		if (line[0] != 'p' || line[i] != ' ')
			out[len++] = line[i];
	/* A character cut in two is no text. */
	if (len + 1 == SEARCH_KEY)
		while (len > 0 && (out[len] & 0xc0) == 0x80)
			len--;
	out[len] = '\0';
}

struct plan {
	struct search_probe *probe;
	size_t	count, cap;
};

static void
add_probe(struct plan *plan, char kind, const char *low, const char *behind,
    char tag, const char *filter)
{
	struct search_probe *probe;

	plan->probe = mem_grow(plan->probe, plan->count, &plan->cap, sizeof *probe);
	probe = &plan->probe[plan->count++];
	probe->kind = kind;
	probe->low = mem_text(low);
	probe->high = mem_printf("%s%s", low, behind);
	probe->filter = filter == NULL ? NULL : mem_printf("%c%s", tag, filter);
}

/* ---- letters ---- */
#define PIECES 24
#define MIXTURES 8

struct mixture {
	const char	*typed;
	size_t		 length;
	char		 initials[PIECES + 1];
	size_t		 count;			/* pieces so far */
	bool		 whole;			/* one of them was more than a letter */
	bool		 bare;			/* one of them was not a whole syllable */
	char		 found[MIXTURES][PIECES + 1];
	size_t		 found_count;
};

static void
mixture_found(struct mixture *mix)
{
	if (!mix->whole || !mix->bare || mix->found_count == MIXTURES)
		return;
	mix->initials[mix->count] = '\0';
	for (size_t i = 0; i < mix->found_count; i++)
		if (strcmp(mix->found[i], mix->initials) == 0)
			return;
	strcpy(mix->found[mix->found_count++], mix->initials);
}

/* Takes the rest of what was typed apart into initials, zh ch sh, syllables and,
 * at the end, the beginning of a syllable. */
static void
take_apart(struct mixture *mix, size_t at)
{
	const char *s = mix->typed + at;
	size_t n, rest = mix->length - at;
	bool whole = mix->whole, bare = mix->bare;

	if (rest == 0) {
		mixture_found(mix);
		return;
	}
	if (mix->count == PIECES || mix->found_count == MIXTURES)
		return;
	mix->initials[mix->count++] = s[0];
	for (n = rest < 6 ? rest : 6; n > 0; n--) {
		bool known = pinyin_known(s, n);

		if (n > 1 && !known && !(n == 2 && s[1] == 'h' && strchr("zcs", s[0]) != NULL) &&
		    !(n == rest && pinyin_begins(s, n)))
			continue;
		mix->whole = whole || n > 1;
		/* The last piece may be begun without making it a mixture. */
		mix->bare = bare || (!known && n < rest);
		take_apart(mix, at + n);
	}
	mix->count--;
	mix->whole = whole;
	mix->bare = bare;
}

static void
plan_letters(struct plan *plan, const char *typed)
{
	struct mixture mix = { .typed = typed, .length = strlen(typed) };

	add_probe(plan, 'i', typed, LAST, 0, NULL);
	/* A letter is the first of the pinyin when it is the first initial. */
	if (mix.length > 1)
		add_probe(plan, 'p', typed, LAST, 0, NULL);
	if (mix.length < 3 || mix.length > PIECES)
		return;
	take_apart(&mix, 0);
	for (size_t i = 0; i < mix.found_count; i++)
		add_probe(plan, 'i', mix.found[i], LAST, 'p', typed);
}

/* Do the syllables "zhang san" begin as typed ("zsan")? */
static bool
follows(const char *typed, const char *syllables)
{
	size_t n, size = strcspn(syllables, " \n");

	if (*typed == '\0')
		return true;
	if (size == 0)
		return false;
	for (n = 1; n <= size && typed[n - 1] == syllables[n - 1]; n++) {
		bool letter = n == 1 || (n == 2 && typed[1] == 'h');

		if (typed[n] == '\0')
			return true;
		if (syllables[size] == ' ' && (letter || n == size) &&
		    follows(typed + n, syllables + size + 1))
			return true;
	}
	return false;
}

/* ---- digits ---- */
static void
plan_digits(struct plan *plan, const char *typed)
{
	size_t n = strlen(typed);
	bool x = typed[n - 1] == 'X';
	char *backwards = search_reversed(typed);
	const char *number = typed + strspn(typed, "0");

	if (!x && n < 10 && *number != '\0')
		add_probe(plan, 'm', number, "\x01", 0, NULL);
	if (n >= 3) {
		add_probe(plan, 'd', backwards, n == 18 ? "\x01" : LAST, 0, NULL);
		if (!x && n < 15) {
			add_probe(plan, 'r', backwards, LAST, 0, NULL);
			add_probe(plan, 't', typed, LAST, 0, NULL);
		}
	}
	free(backwards);
}

/* ---- Chinese ---- */
static void
plan_words(struct plan *plan, const char *typed)
{
	add_probe(plan, 'n', typed, LAST, 0, NULL);
	if (text_length(typed) == 2)
		add_probe(plan, 'g', typed, "\x01", 0, NULL);
	add_probe(plan, 'v', typed, LAST, 0, NULL);
}

/* No key is longer than SEARCH_KEY: what is typed longer is cut at a character. */
static void
cut_typed(char *typed)
{
	size_t n = strlen(typed);

	if (n < SEARCH_KEY - 8)
		return;
	for (n = SEARCH_KEY - 8; n > 0 && (typed[n] & 0xc0) == 0x80; n--)
		;
	typed[n] = '\0';
}

size_t
search_plan(const char *text, struct search_probe **probe)
{
	struct plan plan = { NULL, 0, 0 };
	struct buf folded = BUF_INIT;
	char *typed;
	size_t letters, digits, n;

	assert(text != NULL && probe != NULL);
	search_fold(&folded, text);
	typed = folded.len == 0 ? mem_text("") : buf_take(&folded);
	cut_typed(typed);
	n = strlen(typed);
	letters = strspn(typed, "abcdefghijklmnopqrstuvwxyz");
	digits = strspn(typed, "0123456789");
	if (n == 0) {
		;
	} else if (letters == n) {
		plan_letters(&plan, typed);
	} else if (digits == n || (digits == n - 1 && typed[digits] == 'x')) {
		if (digits < n)
			typed[digits] = 'X';
		plan_digits(&plan, typed);
	} else if (letters == 1 && 1 + strspn(typed + 1, "0123456789") == n) {
		typed[0] = (char)toupper((unsigned char)typed[0]);
		add_probe(&plan, 'm', typed, LAST, 0, NULL);
	} else {
		plan_words(&plan, typed);
	}
	free(typed);
	*probe = plan.probe;
	return plan.count;
}

void
search_plan_free(struct search_probe *probe, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(probe[i].low);
		free(probe[i].high);
		free(probe[i].filter);
	}
	free(probe);
}

/* ---- a person's keys ---- */
/* The next line of keys: sets line and its length; false at the end. */
static bool
next_line(const char **keys, const char **line, size_t *n)
{
	if (**keys == '\0')
		return false;
	*line = *keys;
	*n = strcspn(*keys, "\n");
	*keys += *n + ((*keys)[*n] == '\n');
	return true;
}

bool
search_passes(const char *filter, const char *keys)
{
	const char *line;
	size_t n;

	if (filter == NULL)
		return true;
	while (next_line(&keys, &line, &n))
		if (line[0] == filter[0] && follows(filter + 1, line + 1))
			return true;
	return false;
}

bool
search_matches(const struct search_probe *probe, const char *keys, char out[SEARCH_KEY])
{
	const char *line, *rest = keys;
	char key[SEARCH_KEY];
	size_t n;
	bool found = false;

	while (next_line(&rest, &line, &n)) {
		if (line[0] != probe->kind)
			continue;
		search_row_key(line, n, key);
		if (strcmp(key, probe->low) < 0 || strcmp(key, probe->high) >= 0)
			continue;
		if (!found || strcmp(key, out) < 0)
			strcpy(out, key);
		found = true;
	}
	return found && search_passes(probe->filter, keys);
}
