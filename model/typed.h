/*
 * model/typed.h: does a label fit what was typed to find it
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_TYPED_H
#define MODEL_TYPED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Somebody types a few letters or characters to choose from a list: initials
 * ("dq"), syllables ("daoqie"), both ("dqie", "zhenj"), the characters
 * themselves, or characters mixed with letters.  All readings of a character
 * count, also those of labels that are no names; marks between words (、（）·
 * and blanks) count for nothing.
 */
#define TYPED_MOST 24			/* characters; what is typed beyond is not looked at */

struct typed {
	uint32_t cp[TYPED_MOST];	/* folded */
	size_t	 count;
	bool	 letters;		/* some are letters to be read as sounds */
};

/* The better, the smaller. */
enum typed_fit {
	TYPED_WHOLE,			/* the whole label */
	TYPED_BEGINS,			/* its beginning */
	TYPED_INSIDE,			/* a later part */
	TYPED_SCATTERED,		/* its characters, in order, with others between */
	TYPED_NOT
};

void	typed_read(struct typed *typed, const char *text);
/* label[0..n); nothing typed fits everything as TYPED_BEGINS. */
enum typed_fit typed_fits(const struct typed *typed, const char *label, size_t n);
/* Initials of a label that is not a name, the customary reading of each
 * character, in out (cut to size). */
void	typed_initials(const char *label, char *out, size_t size);

#endif
