/*
 * model/pinyin-table.h: what tools/pack-pinyin makes of data/pinyin/
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_PINYIN_TABLE_H
#define MODEL_PINYIN_TABLE_H

#include <stddef.h>
#include <stdint.h>

/* Syllables without tone, ü as v. */
extern const char pinyin_syllable[][7];
extern const size_t pinyin_syllables;

/* Characters in order, and for each its value: 1 + a syllable, or 0x8000 + the
 * place in pinyin_list of a count and so many syllables. */
extern const uint32_t pinyin_character[];
extern const uint16_t pinyin_value[];
extern const size_t pinyin_characters;
extern const uint16_t pinyin_list[];

/* Surnames by their bytes; several readings stand in order of likelihood. */
struct pinyin_surname {
	char		name[16];
	uint16_t	count;			/* characters and syllables */
	uint16_t	syllable[3];
};
extern const struct pinyin_surname pinyin_surname[];
extern const size_t pinyin_surnames;

#endif
