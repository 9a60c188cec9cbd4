/*
 * base/text.h: UTF-8, cells, and text that may be shown
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

/*
 * Text inside the program is NUL-terminated valid UTF-8.  Bytes from outside
 * pass base/charset.h or text_valid first.  A width question always names
 * who answers it: layout passes text_cell_narrow or text_cell_wide (the
 * printer's idea of ambiguous characters), the terminal passes its own
 * function that asks the locale.
 */
#define TEXT_BAD 0xFFFDu

/* Decodes one character of s[0..n).  Returns the bytes used (>= 1 when n > 0);
 * a bad sequence uses one byte and gives TEXT_BAD.  Overlong forms,
 * surrogates and > U+10FFFF are bad. */
size_t	text_decode(const char *s, size_t n, uint32_t *cp);
/* Encodes cp (bad ones as TEXT_BAD) with a NUL behind; returns the length. */
size_t	text_encode(uint32_t cp, char out[5]);
/* Is s[0..n) valid UTF-8 without NUL?  *bad (if not NULL) is the offset. */
bool	text_valid(const char *s, size_t n, size_t *bad);
/* Characters (code points) in s; s is valid. */
size_t	text_length(const char *s);
/* Byte offset of the next / previous character boundary where a cursor may
 * stand: combining marks (width 0) stay with their base. */
size_t	text_next(const char *s, size_t at);
size_t	text_prev(const char *s, size_t at);

/* Cells of one character: 0 (combining), 1 or 2; never negative.  Controls
 * count 1: whoever draws puts something of one cell in their place. */
typedef int (*text_cell_fn)(uint32_t cp);
int	text_cell_narrow(uint32_t cp);	/* East Asian ambiguous = 1 */
int	text_cell_wide(uint32_t cp);	/* East Asian ambiguous = 2 (GB printers) */
int	text_width(const char *s, text_cell_fn cell);

/* Bytes of the longest beginning of s that fits in cells; *used (if not NULL)
 * is its width: at an odd column a wide character does not fit half. */
size_t	text_cut(const char *s, int cells, text_cell_fn cell, int *used);

enum text_align { TEXT_LEFT, TEXT_RIGHT, TEXT_CENTRE };
/* Appends s cut or padded with blanks to exactly cells. */
void	text_pad(struct buf *out, const char *s, int cells,
	    enum text_align align, text_cell_fn cell);

/* Wraps s to lines of at most cells, by Chinese line-breaking rules: no line
 * begins with a closing mark (，。；：！？）》”’、… % ℃ …) or ends with an
 * opening one (（《“‘ ￥ …); ASCII words, numbers and ID numbers stay whole
 * when they fit in a line; '\n' breaks.  Calls line for each with the byte
 * range in s (no line feed in it); an empty s gives one empty line.  Returns
 * the number of lines.  line may be NULL to count. */
typedef void (*text_line_fn)(void *arg, size_t from, size_t len);
int	text_wrap(const char *s, int cells, text_cell_fn cell,
	    text_line_fn line, void *arg);

/* May this character go to a terminal or printer?  C0, DEL, C1, bidi
 * controls (U+061C 200E 200F 202A-202E 2066-2069), zero-width (200B-200D
 * 2060 FEFF), line/paragraph separators, tags, noncharacters may not; nor what
 * no two terminals draw alike (soft hyphen, other formats of 2060-206F, notes). */
bool	text_harmless(uint32_t cp);
/* Appends s with each harmful character marked in plain ASCII, "[U+202E]";
 * with newlines, '\n' is kept. */
void	text_shown(struct buf *out, const char *s, bool newlines);
/* For texts that are to come back as they were: what reads as a mark before
 * anything was marked gets a mark of its own, "[U+005B]U+202E]"; and marks
 * become the characters that they stand for. */
void	text_guard_marks(struct buf *out, const char *s);
void	text_take_marks(struct buf *out, const char *s);

/* In place: blanks at both ends away (ASCII blanks, tab, U+00A0, U+3000,
 * U+FEFF, zero-width).  Returns s. */
char	*text_trim(char *s);
/* Appends s with full-width ASCII (U+FF01-FF5E, U+3000) as plain ASCII. */
void	text_narrow(struct buf *out, const char *s);
/* The same, of those characters only that are to be kept. */
void	text_narrow_kept(struct buf *out, const char *s, bool (*keep)(uint32_t cp));
/* Is the character a Chinese ideograph (all blocks to plane 3)? */
bool	text_ideograph(uint32_t cp);
/* Is s a number as a spreadsheet shortens it, 3.30702E+17?  Its figures are
 * lost. */
bool	text_science(const char *s);

#endif
