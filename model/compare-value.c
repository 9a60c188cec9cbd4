/*
 * model/compare-value.c: do two values of a blank mean the same?
 * SPDX-License-Identifier: Apache-2.0
 *
 * Both sides have been read into canonical values; what is left are texts that
 * two offices spell in two ways.
 */
#include "config.h"
#include "model/compare-private.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/idcard.h"
#include "base/mem.h"
#include "base/text.h"
#include "model/record-row.h"

/* Between the words of a text that lists several. */
static const char *const separators[] = {
	"、", "，", "；", ",", ";", "/", "\n", NULL
};

void
compare_id_key(const char *id, char out[IDCARD_SIZE])
{
	size_t n = id != NULL ? strlen(id) : 0;

	out[0] = '\0';
	if (n == 15 && idcard_upgrade(id, out))
		return;
	if (n > 0 && n < IDCARD_SIZE)
		memcpy(out, id, n + 1);
}

/* Without blanks, narrow, small letters; the caller's. */
static char *
plain(const char *text, size_t n)
{
	struct buf narrow = BUF_INIT, out = BUF_INIT;
	char *part = mem_textn(text, n);
	const char *s;

	text_narrow(&narrow, part);
	for (s = buf_str(&narrow); *s != '\0'; s++) {
		if (isspace((unsigned char)*s))
			continue;
		if (strncmp(s, "\302\240", 2) == 0) {	/* U+00A0 */
			s++;
			continue;
		}
		buf_addc(&out, (char)tolower((unsigned char)*s));
	}
	free(part);
	buf_clear(&narrow);
	part = mem_text(buf_str(&out));
	buf_clear(&out);
	return part;
}

static char *
digits(const char *text, size_t n)
{
	struct buf out = BUF_INIT;
	char *copy;
	size_t i;

	for (i = 0; i < n; i++)
		if (isdigit((unsigned char)text[i]))
			buf_addc(&out, text[i]);
	copy = mem_text(buf_str(&out));
	buf_clear(&out);
	return copy;
}

/* The word's code where the table knows it, else itself. */
static char *
word_key(const struct fielddef *blank, const struct codetable *table,
    const char *text, size_t n)
{
	const struct code *code;
	char *word;

	if (blank->type == BLANK_PHONE)
		return digits(text, n);
	word = plain(text, n);
	code = table != NULL ? codetable_spelling(table, word, NULL) : NULL;
	if (code == NULL)
		return word;
	free(word);
	return mem_printf("=%s", code->code);
}

static size_t
separator(const char *s)
{
	size_t i;

	for (i = 0; separators[i] != NULL; i++)
		if (strncmp(s, separators[i], strlen(separators[i])) == 0)
			return strlen(separators[i]);
	return 0;
}

struct words { char **word; size_t count, cap; };

static void
words_add(struct words *words, char *word)
{
	if (*word == '\0') {
		free(word);
		return;
	}
	words->word = mem_grow(words->word, words->count, &words->cap,
	    sizeof(*words->word));
	words->word[words->count++] = word;
}

static int
by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static struct words
words_of(const struct fielddef *blank, const struct codetable *table,
    const char *text)
{
	struct words words = { NULL, 0, 0 };
	const char *from = text;
	size_t n;

	/* a name of the table may hold a separator itself */
	if (table != NULL && codetable_spelling(table, text, NULL) != NULL) {
		words_add(&words, word_key(blank, table, text, strlen(text)));
		return words;
	}
	for (; *text != '\0'; text += n > 0 ? n : 1) {
		n = separator(text);
		if (n == 0)
			continue;
		words_add(&words, word_key(blank, table, from, (size_t)(text - from)));
		from = text + n;
	}
	words_add(&words, word_key(blank, table, from, (size_t)(text - from)));
	qsort(words.word, words.count, sizeof(*words.word), by_text);
	return words;
}

static void
words_free(struct words *words)
{
	size_t i;

	for (i = 0; i < words->count; i++)
		free(words->word[i]);
	free(words->word);
}

/* The same words in any order. */
static bool
same_words(const struct fielddef *blank, const struct codetable *table,
    const char *a, const char *b)
{
	struct words left = words_of(blank, table, a);
	struct words right = words_of(blank, table, b);
	bool same = left.count == right.count;
	size_t i;

	for (i = 0; same && i < left.count; i++)
		same = strcmp(left.word[i], right.word[i]) == 0;
	words_free(&left);
	words_free(&right);
	return same;
}

static bool
same_plain(const char *a, const char *b)
{
	char *left = plain(a, strlen(a)), *right = plain(b, strlen(b));
	bool same = strcmp(left, right) == 0;

	free(left);
	free(right);
	return same;
}

static bool
same_set(const char *a, const char *b)
{
	char *left = values_sorted(a), *right = values_sorted(b);
	bool same = left != NULL && right != NULL && strcmp(left, right) == 0;

	free(left);
	free(right);
	return same;
}

/* Said otherwise, and meant alike? */
static bool
means_same(struct catalog *catalog, const struct fielddef *blank,
    const char *ours, const char *theirs)
{
	const struct codetable *table = NULL;

	switch (blank->type) {
	case BLANK_CODES:
	case BLANK_REFS:
		return same_set(ours, theirs);
	case BLANK_TEXT:
		if (blank->suggest != NULL)
			table = catalog_codes(catalog, blank->suggest, NULL);
		return table != NULL ? same_words(blank, table, ours, theirs) :
		    same_plain(ours, theirs);
	case BLANK_PHONE:
	case BLANK_STAFF:
		return same_words(blank, NULL, ours, theirs);
	case BLANK_NOTE:
	case BLANK_PLACE:
		return same_plain(ours, theirs);
	default:
		return false;
	}
}

enum compare_verdict
compare_values(struct catalog *catalog, const struct fielddef *blank,
    const char *ours, const char *theirs)
{
	char left[IDCARD_SIZE], right[IDCARD_SIZE];

	if (blank->type == BLANK_ID_CARD) {
		compare_id_key(ours, left);
		compare_id_key(theirs, right);
		return left[0] != '\0' && strcmp(left, right) == 0 ? COMPARE_SAME :
		    COMPARE_DIFFERS;
	}
	switch (value_agreement(blank, ours, theirs)) {
	case AGREES:
		return COMPARE_SAME;
	case COMPLETES:
		return COMPARE_MORE;
	case DIFFERS:
		break;
	}
	return means_same(catalog, blank, ours, theirs) ? COMPARE_SAME :
	    COMPARE_DIFFERS;
}
