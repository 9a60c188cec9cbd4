/*
 * reports/pdf-fonts.h: which font has a character, and where its glyph stands
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_PDF_FONTS_H
#define REPORTS_PDF_FONTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cairo.h>

#include "base/buf.h"
#include "base/err.h"
#include "reports/sheet.h"

/*
 * Two chains of fonts, one for each style, read from a definition file
 * (data/pdf.fonts); bold asks the plain chain behind its own.  Files are
 * opened at the beginning, and a font is loaded when a character needs it.
 * Nothing else of the system is asked.
 */
struct fonts;

struct glyph {
	unsigned long	 index;
	cairo_scaled_font_t *font;	/* narrowed, if the glyph is too wide */
	double		 dx;		/* of its origin in its cells */
	bool		 odd;		/* not as wide as its cells */
	unsigned long	 blank;		/* the same font's blank, 0 = none */
	double		 blank_advance;
	bool		 missing;	/* no font has it; the rest is not set */
};

/* text[0..length) is the definition file path.  NULL with err when it is wrong,
 * or no plain font that it names is there. */
struct fonts *fonts_open(const char *path, const char *text, size_t length,
	    struct err *err);
/* In points; before the first glyph. */
void	fonts_size(struct fonts *fonts, double size);
void	fonts_free(struct fonts *fonts);	/* NULL allowed */
/* The glyph of a character in so many cells; valid until the next call. */
const struct glyph *fonts_glyph(struct fonts *fonts, enum sheet_style style,
	    uint32_t cp, int cells);
/* The first plain font at another size, for marks. */
cairo_scaled_font_t *fonts_mark(struct fonts *fonts, double size);
/* The glyph of an ASCII character in that font. */
unsigned long fonts_mark_glyph(struct fonts *fonts, char c);

#endif
