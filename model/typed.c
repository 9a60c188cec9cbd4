/*
 * model/typed.c: does a label fit what was typed to find it
 * SPDX-License-Identifier: Apache-2.0
 *
 * A label is decoded and its characters looked up once; the walk below then
 * tries letters against the syllables of each character.
 */
#include "config.h"
#include "model/typed.h"

#include <string.h>

#include "base/text.h"
#include "model/name-index.h"

#define LABEL_MOST 64			/* characters of a label that are looked at */

struct letter {
	uint32_t cp;
	size_t	 count;			/* 0 = not looked up, or no syllable known */
	bool	 looked;
	const char *syllable[PINYIN_OF];
};

struct label {
	size_t	count;
	struct letter letter[LABEL_MOST];
};

/* Small, narrow, or 0 for what counts for nothing. */
static uint32_t
fold(uint32_t cp)
{
	if (cp >= 0xff01 && cp <= 0xff5e)
		cp -= 0xfee0;
	if (cp >= 'A' && cp <= 'Z')
		return cp + 'a' - 'A';
	if (cp < 0x80)
		return (cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9') ? cp : 0;
	if (cp >= 0x3000 && cp <= 0x3020 && cp != 0x3007)	/* 、。《》「」… */
		return 0;
	if ((cp >= 0x2010 && cp <= 0x2027) || pinyin_skips(cp))
		return 0;
	return cp;
}

void
typed_read(struct typed *typed, const char *text)
{
	size_t at = 0, n = strlen(text);
	uint32_t cp;

	memset(typed, 0, sizeof(*typed));
	while (at < n && typed->count < TYPED_MOST) {
		at += text_decode(text + at, n - at, &cp);
		cp = fold(cp);
		if (cp == 0)
			continue;
		typed->cp[typed->count++] = cp;
		if (cp >= 'a' && cp <= 'z')
			typed->letters = true;
	}
}

static void
label_read(struct label *label, const char *text, size_t n)
{
	struct letter *letter;
	size_t at = 0;
	uint32_t cp;

	label->count = 0;
	while (at < n && label->count < LABEL_MOST) {
		at += text_decode(text + at, n - at, &cp);
		cp = fold(cp);
		if (cp == 0)
			continue;
		letter = &label->letter[label->count++];
		letter->cp = cp;
		letter->count = 0;
		letter->looked = false;
	}
}

static const struct letter *
label_letter(struct label *label, size_t at)
{
	struct letter *letter = &label->letter[at];

	if (!letter->looked) {
		letter->looked = true;
		letter->count = letter->cp < 0x80 ? 0 :
		    pinyin_of(letter->cp, letter->syllable);
	}
	return letter;
}

/* lü is found as lv and as lu. */
static bool
sounds(char is, char before, uint32_t typed)
{
	return (uint32_t)is == typed ||
	    (is == 'v' && typed == 'u' && (before == 'l' || before == 'n'));
}

/* A quick look that spares most labels the long one.  Syllables of the common
 * ideographs are asked for once; a bit says that one begins with the letter. */
#define HAN_FIRST 0x4e00
#define HAN_LAST 0x9fff
#define HAN_KNOWN (1u << 31)

static uint32_t
letters_of(uint32_t cp)
{
	static uint32_t kept[HAN_LAST - HAN_FIRST + 1];
	uint32_t *letters = &kept[cp - HAN_FIRST];
	const char *syllable[PINYIN_OF];
	size_t i, count;

	if (*letters == 0) {
		*letters = HAN_KNOWN;
		count = pinyin_of(cp, syllable);
		for (i = 0; i < count; i++)
			if (syllable[i][0] >= 'a' && syllable[i][0] <= 'z')
				*letters |= 1u << (syllable[i][0] - 'a');
	}
	return *letters;
}

/* Can the character be meant by what was typed?  Anything but a common
 * ideograph may be more than it looks. */
static bool
may_mean(uint32_t cp, uint32_t typed)
{
	return cp == typed || cp < HAN_FIRST || cp > HAN_LAST ||
	    (typed >= 'a' && typed <= 'z' && (letters_of(cp) & 1u << (typed - 'a')) != 0);
}

/* Can the first thing typed stand anywhere in the label? */
static bool
may_fit(const struct typed *typed, const char *label, size_t n)
{
	const unsigned char *p = (const unsigned char *)label, *end = p + n;
	uint32_t cp;

	for (; p < end; p += 3) {
		if (*p < 0xe4 || *p > 0xe9 || end - p < 3)
			return true;
		cp = (uint32_t)(*p & 0x0f) << 12 | (uint32_t)(p[1] & 0x3f) << 6 |
		    (uint32_t)(p[2] & 0x3f);
		if (may_mean(cp, typed->cp[0]))
			return true;
	}
	return false;
}

/* How much of a syllable was typed from at on. */
static size_t
spoken(const struct typed *typed, size_t at, const char *syllable)
{
	size_t n;

	for (n = 0; syllable[n] != '\0' && at + n < typed->count; n++)
		if (!sounds(syllable[n], n > 0 ? syllable[n - 1] : '\0', typed->cp[at + n]))
			break;
	return n;
}

/* Does what was typed from at on fit the label from from on?  *end is the
 * label's place behind it. */
static bool
walk(const struct typed *typed, size_t at, struct label *label, size_t from, size_t *end)
{
	const struct letter *letter;
	size_t i, n;

	if (at == typed->count) {
		*end = from;
		return true;
	}
	if (from == label->count)
		return false;
	if (typed->cp[at] == label->letter[from].cp)
		return walk(typed, at + 1, label, from + 1, end);
	if (typed->cp[at] >= 0x80)
		return false;
	if (!may_mean(label->letter[from].cp, typed->cp[at]))
		return false;
	letter = label_letter(label, from);
	for (i = 0; i < letter->count; i++) {
		n = spoken(typed, at, letter->syllable[i]);
		if (n == 0)
			continue;
		/* The whole syllable, or its beginning at the end of the typing;
		 * then zh ch sh; then the initial alone. */
		if ((letter->syllable[i][n] == '\0' || at + n == typed->count) &&
		    walk(typed, at + n, label, from + 1, end))
			return true;
		if (n >= 2 && letter->syllable[i][1] == 'h' &&
		    walk(typed, at + 2, label, from + 1, end))
			return true;
		if (walk(typed, at + 1, label, from + 1, end))
			return true;
	}
	return false;
}

/* All characters in order, whatever stands between them. */
static bool
scattered(const struct typed *typed, const struct label *label)
{
	size_t at = 0, i;

	for (i = 0; i < label->count && at < typed->count; i++)
		if (label->letter[i].cp == typed->cp[at])
			at++;
	return at == typed->count;
}

enum typed_fit
typed_fits(const struct typed *typed, const char *text, size_t n)
{
	struct label label;
	size_t from, end;

	if (typed->count == 0)
		return TYPED_BEGINS;
	if (!may_fit(typed, text, n))
		return TYPED_NOT;
	label_read(&label, text, n);
	for (from = 0; from < label.count; from++)
		if (walk(typed, 0, &label, from, &end)) {
			if (from > 0)
				return TYPED_INSIDE;
			return end == label.count ? TYPED_WHOLE : TYPED_BEGINS;
		}
	if (!typed->letters && typed->count > 1 && scattered(typed, &label))
		return TYPED_SCATTERED;
	return TYPED_NOT;
}

void
typed_initials(const char *label, char *out, size_t size)
{
	size_t at = 0, n = strlen(label), len = 0, known;
	const char *syllable[PINYIN_OF];
	uint32_t cp;

	while (at < n && len + 1 < size) {
		at += text_decode(label + at, n - at, &cp);
		cp = fold(cp);
		if (cp == 0)
			continue;
		known = cp < 0x80 ? 0 : pinyin_of(cp, syllable);
		out[len++] = cp < 0x80 ? (char)cp : known > 0 ? syllable[0][0] : '?';
	}
	out[len] = '\0';
}
