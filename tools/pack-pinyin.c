/*
 * tools/pack-pinyin.c: readings of characters into a C table (build time)
 * SPDX-License-Identifier: Apache-2.0
 *
 * pack-pinyin OUT READINGS SURNAMES  writes OUT with the tables that
 * model/pinyin-table.h declares.  Lines of READINGS: a character (or U+4E00), a
 * tab, its readings without tone, the commonest first, blank-separated.  Lines
 * of SURNAMES: a surname of one to three characters, a tab, as many syllables
 * as characters; several readings are several lines (or, for one character,
 * several words).  v is written for ü.  '#' begins a comment line; what stands
 * behind a second tab is a remark.  No pointer is in the tables, so that a
 * start relocates nothing.
 */
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SYLLABLES 1000
#define CHARACTERS 100000
#define READINGS 12
#define SURNAMES 2000

struct character { uint32_t cp; int count; int reading[READINGS]; };
struct surname { char name[16]; int count; int syllable[3]; int order; };

static char syllable[SYLLABLES][8];
static int syllables;
static struct character *character;
static int characters;
static struct surname surname[SURNAMES];
static int surnames;
static const char *path;
static int line;

static void
fail(const char *why)
{
	fprintf(stderr, "pack-pinyin: %s:%d: %s\n", path, line, why);
	exit(1);
}

static int
syllable_number(const char *text)
{
	int i;

	if (strlen(text) > 6 || text[strspn(text, "abcdefghijklmnopqrstuvwxyz")] != '\0')
		fail("a reading has one to six small letters");
	for (i = 0; i < syllables; i++)
		if (strcmp(syllable[i], text) == 0)
			return i;
	if (syllables == SYLLABLES)
		fail("too many syllables");
	snprintf(syllable[syllables], sizeof syllable[0], "%s", text);
	return syllables++;
}

/* One UTF-8 character; the files are our own, so that bad bytes just stop. */
static uint32_t
decode(const char **text)
{
	const unsigned char *s = (const unsigned char *)*text;
	int i, more = s[0] >= 0xf0 ? 3 : s[0] >= 0xe0 ? 2 : s[0] >= 0xc0 ? 1 : 0;
	uint32_t cp = more == 0 ? s[0] : s[0] & (0x3fu >> more);

	for (i = 1; i <= more; i++) {
		if ((s[i] & 0xc0) != 0x80)
			fail("not UTF-8");
		cp = cp << 6 | (s[i] & 0x3f);
	}
	*text += more + 1;
	return cp;
}

static void
take_reading(const char *head, char *words)
{
	struct character *c = &character[characters];
	char *word;
	int i, number;

	if (characters == CHARACTERS)
		fail("too many characters");
	c->cp = strncmp(head, "U+", 2) == 0 ? (uint32_t)strtoul(head + 2, NULL, 16) : decode(&head);
	c->count = 0;
	for (word = strtok(words, " ,"); word != NULL; word = strtok(NULL, " ,")) {
		number = syllable_number(word);
		for (i = 0; i < c->count && c->reading[i] != number; i++)
			;
		if (i == c->count && c->count < READINGS)
			c->reading[c->count++] = number;
	}
	if (c->count == 0)
		fail("no reading");
	characters++;
}

static void
take_surname(const char *head, char *words)
{
	struct surname *s;
	const char *rest = head;
	char *word;
	int length = 0, count = 0, syllable_of[8];

	while (*rest != '\0') {
		decode(&rest);
		length++;
	}
	if (length < 1 || length > 3 || strlen(head) >= sizeof s->name)
		fail("a surname has one to three characters");
	for (word = strtok(words, " ,"); word != NULL && count < 8; word = strtok(NULL, " ,"))
		syllable_of[count++] = syllable_number(word);
	if (count == 0 || (length > 1 && count != length))
		fail("as many syllables as characters");
	for (int i = 0; i < count; i += length) {
		if (surnames == SURNAMES)
			fail("too many surnames");
		s = &surname[surnames];
		strcpy(s->name, head);
		s->count = length;
		s->order = surnames++;
		memcpy(s->syllable, syllable_of + i, (size_t)length * sizeof(int));
	}
}

static void
read_lines(const char *name, void (*take)(const char *head, char *words))
{
	char text[512], *tab, *end;
	FILE *in = fopen(name, "rb");

	path = name;
	line = 0;
	if (in == NULL)
		fail(strerror(errno));
	while (fgets(text, sizeof text, in) != NULL) {
		line++;
		text[strcspn(text, "\r\n")] = '\0';
		if (text[0] == '#' || text[0] == '\0')
			continue;
		if ((tab = strchr(text, '\t')) == NULL)
			fail("no tab");
		*tab++ = '\0';
		if ((end = strchr(tab, '\t')) != NULL)
			*end = '\0';
		take(text, tab);
	}
	fclose(in);
}

static int
by_character(const void *a, const void *b)
{
	const struct character *x = a, *y = b;

	return (x->cp > y->cp) - (x->cp < y->cp);
}

static int
by_surname(const void *a, const void *b)
{
	const struct surname *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	return order != 0 ? order : x->order - y->order;
}

/* The value of a character: a syllable's number + 1, or 0x8000 + the place of
 * its list in pinyin_list, whose first element is the length. */
static void
write_characters(FILE *out)
{
	int i, j, place = 0, *value = calloc((size_t)characters + 1, sizeof *value);

	if (value == NULL)
		fail("no memory");
	fprintf(out, "const uint16_t pinyin_list[] = {\n");
	for (i = 0; i < characters; i++) {
		const struct character *c = &character[i];

		value[i] = c->count == 1 ? c->reading[0] + 1 : 0x8000 + place;
		if (c->count == 1)
			continue;
		fprintf(out, "%d,", c->count);
		for (j = 0; j < c->count; j++)
			fprintf(out, "%d,", c->reading[j]);
		fputc('\n', out);
		place += c->count + 1;
	}
	if (place >= 0x7fff)
		fail("too many characters with several readings");
	fprintf(out, "0 };\nconst uint32_t pinyin_character[] = {\n");
	for (i = 0; i < characters; i++)
		fprintf(out, "%u,%s", character[i].cp, i % 12 == 11 ? "\n" : "");
	fprintf(out, "0 };\nconst uint16_t pinyin_value[] = {\n");
	for (i = 0; i < characters; i++)
		fprintf(out, "%d,%s", value[i], i % 16 == 15 ? "\n" : "");
	fprintf(out, "0 };\nconst size_t pinyin_characters = %d;\n", characters);
	free(value);
}

int
main(int argc, char **argv)
{
	FILE *out;
	int i, j;

	if (argc != 4) {
		fprintf(stderr, "usage: pack-pinyin OUT READINGS SURNAMES\n");
		return 1;
	}
	character = calloc(CHARACTERS, sizeof *character);
	if (character == NULL)
		return 1;
	read_lines(argv[2], take_reading);
	qsort(character, (size_t)characters, sizeof *character, by_character);
	for (i = 1; i < characters; i++)
		if (character[i].cp == character[i - 1].cp) {
			fprintf(stderr, "pack-pinyin: U+%04X stands twice in %s\n", character[i].cp, path);
			return 1;
		}
	read_lines(argv[3], take_surname);
	qsort(surname, (size_t)surnames, sizeof *surname, by_surname);
	if ((out = fopen(argv[1], "wb")) == NULL) {
		path = argv[1];
		fail(strerror(errno));
	}
	fprintf(out, "/* Made by tools/pack-pinyin. */\n#include \"model/pinyin-table.h\"\n"
	    "const char pinyin_syllable[][7] = {\n");
	for (i = 0; i < syllables; i++)
		fprintf(out, "\"%s\",%s", syllable[i], i % 10 == 9 ? "\n" : "");
	fprintf(out, "\"\" };\nconst size_t pinyin_syllables = %d;\n", syllables);
	write_characters(out);
	fprintf(out, "const struct pinyin_surname pinyin_surname[] = {\n");
	for (i = 0; i < surnames; i++) {
		fprintf(out, "{ \"%s\", %d, { ", surname[i].name, surname[i].count);
		for (j = 0; j < surname[i].count; j++)
			fprintf(out, "%d, ", surname[i].syllable[j]);
		fprintf(out, "} },\n");
	}
	fprintf(out, "{ \"\", 0, { 0 } } };\nconst size_t pinyin_surnames = %d;\n", surnames);
	if (fclose(out) != 0)
		return 1;
	free(character);
	return 0;
}
