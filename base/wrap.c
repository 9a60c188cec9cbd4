/*
 * base/wrap.c: Chinese line breaking (text_wrap of base/text.h)
 * SPDX-License-Identifier: Apache-2.0
 *
 * One pass a line: the last place where a break is good, and the last one
 * where it is at least not forbidden, are kept while the line fills; when the
 * next character does not fit, the better of them ends the line.  Blanks at a
 * break belong to no line.
 */
#include "config.h"
#include "base/text.h"

#include <string.h>

/* What may stand at a break. */
enum {
	BLANK = 1,		/* a break may replace it */
	NO_BEGIN = 2,		/* must not begin a line */
	NO_END = 4,		/* must not end a line */
	WESTERN = 8		/* words and numbers hold together */
};

/* Marks that close, and those that the marks' rules keep off the beginning. */
static const char closing[] =
    "!),.:;?]}%>°·»‐‑–—†‡•…‧‰′″℃"
    "、。々〉》」』】〕〗〙〛〜〞〟〻゛゜ゝゞ・ーヽヾ"
    "！＂％），－．／：；＞？］｝～｡｣､･￠’”⁾₎"
    "︰︱︳︶︸︺︼︾﹀﹂﹄﹐﹑﹒﹔﹕﹖﹗﹚﹜﹞";
/* Marks that open, and signs before a number. */
static const char opening[] =
    "([{<$£¥€#«‘“№⁽₍"
    "〈《「『【〔〖〘〚〝"
    "＄（［｛＜｢￡￥＃︵︷︹︻︽︿﹁﹃﹙﹛﹝";
/* Marks of which nobody can tell which side they belong to. */
static const char both[] = "\"'\302\240";

/* Is the character at s (n bytes) one of set? */
static bool
is_of(const char *set, const char *s, size_t n)
{
	char one[5];

	memcpy(one, s, n);
	one[n] = '\0';
	return strstr(set, one) != NULL;
}

static unsigned
class_of(const char *s, size_t n, uint32_t cp)
{
	unsigned class = cp < 0x2000 ? WESTERN : 0;

	if (cp == ' ' || cp == '\t' || cp == 0x3000)
		return BLANK;
	if (text_ideograph(cp))
		return 0;
	if (is_of(both, s, n))
		return class | NO_BEGIN | NO_END;
	if (is_of(closing, s, n))
		return class | NO_BEGIN;
	if (is_of(opening, s, n))
		return class | NO_END;
	return class;
}

struct mark {			/* a place where the line may end */
	size_t	end;		/* of the line */
	size_t	next;		/* where the next one begins */
	bool	set;
};

struct line {
	size_t		end;	/* behind its last character that is no blank */
	struct mark	good, poor;
	unsigned	last;	/* class of that character */
	bool		blank;	/* blanks behind it */
};

/* Notes what a break before a character of this class at here would be. */
static void
note(struct line *line, size_t start, size_t here, unsigned class)
{
	struct mark mark = { line->end, here, true };

	if (line->end == start)
		return;		/* nothing but blanks before */
	if (!line->blank && ((line->last & NO_END) || (class & NO_BEGIN)))
		return;
	/* Behind a blank a quote opens, before one it closes. */
	if (line->blank && ((line->last & (NO_END | NO_BEGIN)) == NO_END ||
	    (class & (NO_END | NO_BEGIN)) == NO_BEGIN))
		return;
	line->poor = mark;
	if (line->blank || !(line->last & class & WESTERN))
		line->good = mark;
}

/* Where the line that starts at start ends; *next is the one after it. */
static size_t
fill(const char *s, size_t start, size_t stop, int cells, text_cell_fn cell,
    size_t *next)
{
	struct line line = { start, { 0, 0, false }, { 0, 0, false }, 0, false };
	size_t at = start, n;
	int width = 0, w;
	unsigned class;
	uint32_t cp;

	for (; at < stop; at += n) {
		n = text_decode(s + at, stop - at, &cp);
		w = cell(cp);
		if (w == 0 && at > start && !line.blank) {
			line.end = at + n;	/* stays with what it marks */
			continue;
		}
		class = class_of(s + at, n, cp);
		if (!(class & BLANK))
			note(&line, start, at, class);
		else if (line.end > start) {	/* hangs over the edge */
			line.blank = true;
			width += w;
			continue;
		}
		if (w > cells - width)
			break;
		width += w;
		if (!(class & BLANK)) {
			line.end = at + n;
			line.last = class;
			line.blank = false;
		}
	}
	if (at >= stop) {
		*next = stop;
		return width <= cells ? stop : line.end;
	}
	if (!line.good.set)
		line.good = line.poor;
	if (line.good.set) {
		*next = line.good.next;
		return line.good.end;
	}
	/* No good place: cut here, but never without progress. */
	if (at == start)
		at += n;
	*next = at;
	return line.end > start && line.end < at ? line.end : at;
}

int
text_wrap(const char *s, int cells, text_cell_fn cell, text_line_fn line,
    void *arg)
{
	size_t start = 0, stop, next, end;
	int count = 0;

	for (;;) {
		stop = start + strcspn(s + start, "\n");
		do {
			end = fill(s, start, stop, cells, cell, &next);
			if (line != NULL)
				line(arg, start, end - start);
			count++;
			start = next;
		} while (start < stop);
		if (s[stop] == '\0')
			return count;
		start = stop + 1;
	}
}
