/*
 * model/pinyin.c: names into sounds
 * SPDX-License-Identifier: Apache-2.0
 *
 * A name becomes a row of elements, each with its possible syllables; readings
 * are drawn from it likeliest first: those with the fewest and smallest steps
 * away from the first choice.
 */
#include "config.h"
#include "model/name-index.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "model/pinyin-table.h"

#define ELEMENTS 40		/* longer names are cut */
#define CHOICES PINYIN_OF

struct element {
	size_t	count;
	char	text[CHOICES][8];
};

/* The elements of a name; at most two parses differ in the surname. */
struct parse {
	size_t		count;
	struct element	element[ELEMENTS];
};

struct harvest {
	enum pinyin_kind kind;
	size_t		count;
	char		*reading[PINYIN_MOST];
};

static void
element_add(struct element *element, const char *text)
{
	for (size_t i = 0; i < element->count; i++)
		if (strcmp(element->text[i], text) == 0)
			return;
	if (element->count < CHOICES)
		strcpy(element->text[element->count++], text);
}

size_t
pinyin_of(uint32_t cp, const char *syllable[PINYIN_OF])
{
	size_t low = 0, high = pinyin_characters, middle, n = 0;
	uint16_t value;

	/* The table has nearly every character from its first on: so far behind
	 * the first a character stands at most. */
	if (cp < pinyin_character[0])
		return 0;
	if (cp - pinyin_character[0] < high)
		high = cp - pinyin_character[0] + 1;
	while (low < high) {
		middle = low + (high - low) / 2;
		if (pinyin_character[middle] < cp)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == pinyin_characters || pinyin_character[low] != cp)
		return 0;
	value = pinyin_value[low];
	if (value < 0x8000) {
		syllable[n++] = pinyin_syllable[value - 1];
		return n;
	}
	value -= 0x8000;
	for (uint16_t i = 1; i <= pinyin_list[value] && n < PINYIN_OF; i++)
		syllable[n++] = pinyin_syllable[pinyin_list[value + i]];
	return n;
}

/* Adds the readings of one character; leaves the element as it is when the
 * tables know none. */
static void
add_readings(struct element *element, uint32_t cp)
{
	const char *syllable[PINYIN_OF];
	size_t n = pinyin_of(cp, syllable);

	for (size_t i = 0; i < n; i++)
		element_add(element, syllable[i]);
}

/* First of the rows with this surname, or NULL; *rows is how many. */
static const struct pinyin_surname *
find_surname(const char *name, size_t n, size_t *rows)
{
	size_t low = 0, high = pinyin_surnames, middle, end;
	char key[16];

	if (n >= sizeof key)
		return NULL;
	memcpy(key, name, n);
	key[n] = '\0';
	while (low < high) {
		middle = low + (high - low) / 2;
		if (strcmp(pinyin_surname[middle].name, key) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (end = low; end < pinyin_surnames && strcmp(pinyin_surname[end].name, key) == 0; end++)
		;
	*rows = end - low;
	return end > low ? &pinyin_surname[low] : NULL;
}

bool
pinyin_skips(uint32_t cp)
{
	switch (cp) {
	case ' ': case '\t': case 0xa0: case 0x3000:
	case '.': case 0xb7: case 0x2022: case 0x2027: case 0x2219: case 0x22c5:
	case 0x30fb: case 0xff0e: case 0xff65: case '\'': case '-':
		return true;
	default:
		return false;
	}
}

static void
add_character(struct element *element, uint32_t cp)
{
	char letter[2] = "";

	if (cp >= 0xff01 && cp <= 0xff5e)
		cp -= 0xfee0;
	if (cp < 0x80) {
		if (cp >= 'A' && cp <= 'Z')
			cp += 'a' - 'A';
		letter[0] = (char)cp;
		element_add(element, (cp >= 'a' && cp <= 'z') ||
		    (cp >= '0' && cp <= '9') ? letter : "?");
		return;
	}
	add_readings(element, cp);
	if (element->count == 0)
		element_add(element, "?");
}

/* Fills the elements; takes the surname's readings first.  compound: a surname
 * of two or three characters is read as one where there is such. */
static bool
parse_name(struct parse *parse, const char *name, bool compound)
{
	size_t n = strlen(name), at = 0, length, rows, used, i, k;
	const struct pinyin_surname *row;
	bool found = false;
	uint32_t cp;

	memset(parse, 0, sizeof *parse);
	for (used = 0, length = 0; compound && length < 3 && used < n; ) {
		used += text_decode(name + used, n - used, &cp);
		if (++length < 2 || (row = find_surname(name, used, &rows)) == NULL)
			continue;
		for (i = 0; i < row->count; i++)
			for (k = 0; k < rows; k++)
				element_add(&parse->element[i], pinyin_syllable[row[k].syllable[i]]);
		parse->count = row->count;
		at = used;
		found = true;
		break;
	}
	while (at < n && parse->count < ELEMENTS) {
		used = text_decode(name + at, n - at, &cp);
		if (!pinyin_skips(cp)) {
			struct element *element = &parse->element[parse->count];

			row = parse->count == 0 ? find_surname(name + at, used, &rows) : NULL;
			for (k = 0; row != NULL && k < rows; k++)
				element_add(element, pinyin_syllable[row[k].syllable[0]]);
			add_character(element, cp);
			parse->count++;
		}
		at += used;
	}
	return found || !compound;
}

static void
harvest_add(struct harvest *harvest, const struct parse *parse, const size_t *choice, bool lu)
{
	struct buf text = BUF_INIT;

	for (size_t i = 0; i < parse->count; i++) {
		const char *s = parse->element[i].text[choice[i]];

		if (harvest->kind == PINYIN_SPACED && i > 0)
			buf_addc(&text, ' ');
		if (harvest->kind == PINYIN_INITIALS)
			buf_addc(&text, s[0]);
		else if (lu && (s[0] == 'l' || s[0] == 'n') && s[1] == 'v')
			buf_addf(&text, "%cu%s", s[0], s + 2);
		else
			buf_add(&text, s);
	}
	for (size_t i = 0; i < harvest->count; i++)
		if (strcmp(harvest->reading[i], buf_str(&text)) == 0) {
			buf_clear(&text);
			return;
		}
	if (harvest->count < PINYIN_MOST && text.len > 0)
		harvest->reading[harvest->count++] = buf_take(&text);
	else
		buf_clear(&text);
}

/* All choices whose steps add up to steps, from element at on; true as long as
 * one was found, so that the caller knows when nothing is left. */
static bool
draw(struct harvest *harvest, const struct parse *parse, size_t *choice, size_t at, size_t steps)
{
	bool any = false;

	if (harvest->count == PINYIN_MOST)
		return false;
	if (at == parse->count) {
		if (steps > 0)
			return false;
		harvest_add(harvest, parse, choice, false);
		harvest_add(harvest, parse, choice, true);
		return true;
	}
	for (size_t i = 0; i < parse->element[at].count && i <= steps; i++) {
		choice[at] = i;
		any |= draw(harvest, parse, choice, at + 1, steps - i);
	}
	return any;
}

/* Tries at most this many steps away from the first choice: a name of four
 * characters has 16 readings long before. */
#define STEPS 6

static void
draw_all(struct harvest *harvest, const struct parse *parse)
{
	size_t choice[ELEMENTS];

	for (size_t steps = 0; steps <= STEPS && parse->count > 0; steps++)
		draw(harvest, parse, choice, 0, steps);
}

size_t
pinyin_readings(const char *name, enum pinyin_kind kind, char ***reading)
{
	struct harvest harvest = { .kind = kind };
	struct parse *whole = mem_new(sizeof *whole), *plain = mem_new(sizeof *plain);
	bool compound;

	assert(name != NULL && reading != NULL);
	compound = parse_name(whole, name, true);
	parse_name(plain, name, false);
	/* Two characters are more often a surname of one and a name of one. */
	if (compound && plain->count > 2)
		draw_all(&harvest, whole);
	draw_all(&harvest, plain);
	if (compound && plain->count <= 2)
		draw_all(&harvest, whole);
	free(whole);
	free(plain);
	*reading = mem_resize(NULL, harvest.count + 1, sizeof **reading);
	memcpy(*reading, harvest.reading, harvest.count * sizeof **reading);
	return harvest.count;
}

void
pinyin_free(char **reading, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(reading[i]);
	free(reading);
}

char *
pinyin_first(const char *name, enum pinyin_kind kind)
{
	char **reading, *first;
	size_t count = pinyin_readings(name, kind, &reading);

	first = mem_text(count > 0 ? reading[0] : "");
	pinyin_free(reading, count);
	return first;
}

bool
pinyin_known(const char *text, size_t n)
{
	for (size_t i = 0; i < pinyin_syllables; i++)
		if (strlen(pinyin_syllable[i]) == n && memcmp(pinyin_syllable[i], text, n) == 0)
			return true;
	return false;
}

bool
pinyin_begins(const char *text, size_t n)
{
	for (size_t i = 0; i < pinyin_syllables; i++)
		if (strncmp(pinyin_syllable[i], text, n) == 0)
			return true;
	return false;
}
