/*
 * base/idcard.h: citizen identity numbers
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_IDCARD_H
#define BASE_IDCARD_H

#include <stdbool.h>
#include <stddef.h>

/* GB 11643-1999: 6 digits division, 8 birth date, 3 sequence (odd = male), one
 * check character (ISO 7064 MOD 11-2).  15-digit numbers: no century (19), no
 * check character. */
enum idcard_fault {
	IDCARD_OK,
	IDCARD_EMPTY,
	IDCARD_SCIENCE,		/* 3.30702E+17: a spreadsheet has eaten it */
	IDCARD_LENGTH,		/* neither 15 nor 18 */
	IDCARD_CHARS,		/* something else than digits and a last X */
	IDCARD_BIRTH,		/* no such day */
	IDCARD_ROUNDED,		/* …000 and the check character is wrong: eaten too */
	IDCARD_CHECK		/* the check character is wrong */
};
#define IDCARD_SIZE 19

/* Judges a mended number (15 or 18). */
enum idcard_fault idcard_check(const char *id);
/* One Chinese phrase for a fault, with no number in it. */
const char *idcard_says(enum idcard_fault fault);
/* Takes blanks, what is not seen, a leading ', full-width digits and lower-case x away.  out has
 * room for IDCARD_SIZE; longer input is kept cut and judged by idcard_check of
 * the caller through the return value: the length before cutting. */
size_t	idcard_mend(const char *text, char out[IDCARD_SIZE]);
char	idcard_checkchar(const char *first17);	/* 0 when they are not 17 digits */
int	idcard_birth(const char *id);		/* a date, or DATE_NONE */
char	idcard_sex(const char *id);		/* 'm', 'f', or 0 */
bool	idcard_upgrade(const char *id15, char out[IDCARD_SIZE]);
/* 330702********4576 and the like: first 6 and last 4 stay; shorter ones: all
 * but the last 2 hidden.  out has room for strlen(id) + 1. */
void	idcard_mask(const char *id, char *out);

#endif
