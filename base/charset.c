/*
 * base/charset.c: the only door to iconv
 * SPDX-License-Identifier: Apache-2.0
 *
 * iconv is trusted for tables, not for UTF-8: what it calls valid differs from
 * one implementation to the next, so UTF-8 input is checked here first.  It is
 * never given a character in two pieces either: the rest of a chunk is kept
 * here.  The decoder for keyboards is base/charset-keys.c.
 */
#include "config.h"
#include "base/charset.h"

#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

static const char name_utf8[] = "utf-8";
static const char name_gb[] = "gb18030";
static const char name_16le[] = "utf-16le";
static const char name_16be[] = "utf-16be";
static const char name_big5[] = "big5";

/* Spellings, without "-", "_" and case. */
static const struct spelling {
	const char	*plain;
	const char	*name;
} spellings[] = {
	{ "utf8", name_utf8 }, { "ascii", name_utf8 }, { "usascii", name_utf8 },
	{ "ansix3.41968", name_utf8 }, { "c", name_utf8 }, { "posix", name_utf8 },
	{ "gb18030", name_gb }, { "gbk", name_gb }, { "gb2312", name_gb },
	{ "cp936", name_gb }, { "ms936", name_gb }, { "windows936", name_gb },
	{ "euccn", name_gb }, { "gb180302005", name_gb },
	{ "gb180302022", name_gb },
	{ "utf16", name_16le }, { "utf16le", name_16le }, { "ucs2le", name_16le },
	{ "utf16be", name_16be }, { "ucs2be", name_16be },
	{ "big5", name_big5 }, { "cp950", name_big5 }, { "ms950", name_big5 },
	{ "windows950", name_big5 },
};

/* False when name is none that could be in the table. */
static bool
plain_name(const char *name, char out[16])
{
	size_t n = 0;

	for (; *name != '\0'; name++) {
		if (*name == '-' || *name == '_')
			continue;
		if (n == 15)
			return false;
		out[n++] = (char)tolower((unsigned char)*name);
	}
	out[n] = '\0';
	return true;
}

const char *
charset_name(const char *name)
{
	char plain[16];
	size_t i;

	if (name == NULL || !plain_name(name, plain))
		return NULL;
	for (i = 0; i < sizeof(spellings) / sizeof(spellings[0]); i++)
		if (strcmp(plain, spellings[i].plain) == 0)
			return spellings[i].name;
	return NULL;
}

/* How many bytes the UTF-8 character that begins with c should have. */
static size_t
utf8_length(unsigned char c)
{
	return c < 0xC2 || c > 0xF4 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

/* Is s[0..n) the beginning of a valid character, but not the whole of it? */
static bool
utf8_incomplete(const char *s, size_t n)
{
	static const char fill[] = "\200\277";
	char whole[4];
	size_t len = utf8_length((unsigned char)s[0]), i;
	uint32_t cp;

	if (n >= len)
		return false;
	/* The second byte of some has a narrower range: try both ends. */
	for (i = 0; i < 2; i++) {
		memset(whole, fill[i], sizeof(whole));
		memcpy(whole, s, n);
		if (text_decode(whole, len, &cp) == len)
			return true;
	}
	return false;
}

/* The valid beginning of s[0..n); *cut says that the rest is the beginning of
 * one more character.  NUL is a character here. */
static size_t
utf8_valid(const char *s, size_t n, bool *cut)
{
	size_t at = 0, bad;

	*cut = false;
	while (!text_valid(s + at, n - at, &bad)) {
		at += bad;
		if (s[at] != '\0') {
			*cut = utf8_incomplete(s + at, n - at);
			return at;
		}
		at++;
	}
	return n;
}

/* Would a Chinese office's text hold this unit? */
static bool
is_likely(unsigned unit)
{
	return unit == '\t' || unit == '\n' || unit == '\r' ||
	    (unit >= ' ' && unit < 0x7F) || (unit >= 0xA0 && unit < 0x100) ||
	    (unit >= 0x2000 && unit < 0x2C00) ||
	    (unit >= 0x2E80 && unit < 0xA000) ||
	    (unit >= 0xD800 && unit < 0xE000) ||
	    (unit >= 0xF900 && unit < 0xFB00) ||
	    (unit >= 0xFE30 && unit < 0xFE50) ||
	    (unit >= 0xFF00 && unit < 0xFFF0);
}

/* UTF-16 without a mark: Latin characters and line ends have a zero byte, which
 * no other set has, and in one of the two orders the text makes sense. */
static const char *
detect_zeroes(const unsigned char *head, size_t n)
{
	size_t strange[2] = { 0, 0 }, ascii[2] = { 0, 0 }, zeroes = 0, i;
	bool plain = true;		/* everything else is ASCII */
	unsigned unit;
	int big;

	for (i = 0; i < n; i++) {
		zeroes += head[i] == 0;
		plain = plain && head[i] < 0x80;
	}
	/* A stray NUL or two do not make UTF-16. */
	if (zeroes == 0 || (plain && zeroes * 2 + 1 < n))
		return NULL;
	for (i = 0; i + 1 < n; i += 2)
		for (big = 0; big < 2; big++) {
			unit = (unsigned)head[i + !big] << 8 | head[i + big];
			strange[big] += !is_likely(unit);
			ascii[big] += unit < 0x80;
		}
	big = strange[1] < strange[0] ||
	    (strange[1] == strange[0] && ascii[1] > ascii[0]);
	if (strange[big] * 8 > n / 2)
		return NULL;
	return big ? name_16be : name_16le;
}

const char *
charset_detect(const unsigned char *head, size_t n, bool more, size_t *skip)
{
	static const struct {
		const char *mark;
		size_t len;
		const char *name;
	} marks[] = {
		{ "\357\273\277", 3, name_utf8 },
		{ "\377\376", 2, name_16le },
		{ "\376\377", 2, name_16be },
		{ "\2041\2253", 4, name_gb },
	};
	const char *name, *s = (const char *)head;
	size_t i, valid;
	bool cut, high = false, three = false;

	*skip = 0;
	for (i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (n >= marks[i].len && memcmp(s, marks[i].mark, marks[i].len) == 0) {
			*skip = marks[i].len;
			return marks[i].name;
		}
	name = detect_zeroes(head, n);
	if (name != NULL)
		return name;
	valid = utf8_valid(s, n, &cut);
	if (valid < n && !(cut && more))
		return name_gb;
	for (i = 0; i < n; i++) {
		high = high || head[i] >= 0x80;
		three = three || head[i] >= 0xE0;
	}
	return high && !three ? name_gb : name_utf8;
}

struct charset {
	iconv_t		 cd;
	const char	*from, *to;
	bool		 order_open;	/* utf-16 whose mark was not seen yet */
	bool		 begun;		/* something came out */
	char		 rest[8];	/* the beginning of a character */
	size_t		 rest_len;
};

static bool
open_iconv(struct charset *cs, struct err *err)
{
	cs->cd = iconv_open(cs->to, cs->from);
	if (cs->cd != (iconv_t)-1)
		return true;
	return err_set(err, ERR_SYSTEM,
	    "这台机器不能把 %s 转换为 %s 编码，请安装完整的 C 语言库（libc6）。",
	    cs->from, cs->to);
}

struct charset *
charset_open(const char *to, const char *from, struct err *err)
{
	const char *to_name = charset_name(to), *from_name = charset_name(from);
	struct charset *cs;
	char plain[16];

	if (to_name == NULL || from_name == NULL) {
		err_set(err, ERR_INPUT,
		    "没有“%s”这种编码，可用 utf-8 gb18030 utf-16le utf-16be big5。",
		    to_name == NULL ? to : from);
		return NULL;
	}
	cs = mem_new(sizeof(*cs));
	cs->from = from_name;
	cs->to = to_name;
	cs->order_open = plain_name(from, plain) && strcmp(plain, "utf16") == 0;
	if (!open_iconv(cs, err)) {
		free(cs);
		return NULL;
	}
	return cs;
}

void
charset_close(struct charset *cs)
{
	if (cs == NULL)
		return;
	iconv_close(cs->cd);
	free(cs);
}

static void
add_out(struct charset *cs, struct buf *out, const char *text, size_t n)
{
	if (n == 0)
		return;
	/* iconv gives whole characters: a mark is not split. */
	if (!cs->begun && cs->to == name_utf8 && n >= 3 &&
	    memcmp(text, "\357\273\277", 3) == 0) {
		text += 3;
		n -= 3;
	}
	cs->begun = true;
	buf_addn(out, text, n);
}

enum outcome { DONE, CUT, BAD };

/* Converts what it can of in[0..n); *used bytes are done. */
static enum outcome
run_iconv(struct charset *cs, const char *in, size_t n, struct buf *out,
    size_t *used)
{
	char room[4096], *to;
	ICONV_CONST char *from = (ICONV_CONST char *)in;
	size_t left = n, space, got;

	for (;;) {
		to = room;
		space = sizeof(room);
		errno = 0;
		got = left == 0 ? 0 : iconv(cs->cd, &from, &left, &to, &space);
		add_out(cs, out, room, sizeof(room) - space);
		*used = n - left;
		if (got != (size_t)-1)
			return DONE;
		if (errno == EINVAL)
			return CUT;
		if (errno != E2BIG)
			return BAD;
	}
}

/* The same, where UTF-8 is checked by our own rules before iconv sees it. */
static enum outcome
run(struct charset *cs, const char *in, size_t n, struct buf *out, size_t *used)
{
	enum outcome outcome;
	size_t valid;
	bool cut;

	if (cs->from != name_utf8)
		return run_iconv(cs, in, n, out, used);
	valid = utf8_valid(in, n, &cut);
	if (cs->to == name_utf8) {
		add_out(cs, out, in, valid);
		*used = valid;
	} else {
		outcome = run_iconv(cs, in, valid, out, used);
		if (outcome != DONE)
			return outcome;
	}
	return valid == n ? DONE : cut ? CUT : BAD;
}

/* After a failure the next call starts anew. */
static bool
fail(struct charset *cs, size_t *bad, size_t at)
{
	iconv(cs->cd, NULL, NULL, NULL, NULL);
	cs->rest_len = 0;
	*bad = at;
	return false;
}

/* Completes the character whose beginning was kept; *at bytes of in went into
 * it.  False when the bytes kept make none. */
static bool
finish_rest(struct charset *cs, const char *in, size_t n, struct buf *out,
    size_t *at)
{
	enum outcome outcome;
	size_t used;

	/* A byte at a time, so that nothing behind it is converted here.  No
	 * character is as long as rest: iconv has said BAD before. */
	while (cs->rest_len > 0 && *at < n) {
		cs->rest[cs->rest_len++] = in[(*at)++];
		outcome = run(cs, cs->rest, cs->rest_len, out, &used);
		if (outcome == BAD) {
			*at = 0;
			return false;
		}
		if (outcome == DONE)
			cs->rest_len = 0;
	}
	return true;
}

/* UTF-16 by its mark: the first two bytes decide.  False when they cannot be
 * converted, or a converter for the other order is not to be had. */
static bool
settle_order(struct charset *cs, const char *in, size_t n, struct buf *out,
    size_t *at)
{
	size_t used;
	enum outcome outcome;

	while (cs->rest_len < 2 && *at < n)
		cs->rest[cs->rest_len++] = in[(*at)++];
	if (cs->rest_len < 2)
		return true;
	cs->order_open = false;
	if (memcmp(cs->rest, "\376\377", 2) == 0) {
		iconv_close(cs->cd);
		cs->from = name_16be;
		cs->rest_len = 0;
		return open_iconv(cs, NULL);
	}
	outcome = run(cs, cs->rest, 2, out, &used);
	if (outcome == DONE)
		cs->rest_len = 0;
	else if (outcome == BAD)
		*at = 0;
	return outcome != BAD;
}

bool
charset_convert(struct charset *cs, const char *in, size_t n, bool end,
    struct buf *out, size_t *bad)
{
	size_t at = 0, used;
	enum outcome outcome;

	if (cs->order_open && !settle_order(cs, in, n, out, &at))
		return fail(cs, bad, at);
	if (cs->rest_len > 0 && !finish_rest(cs, in, n, out, &at))
		return fail(cs, bad, at);
	if (cs->rest_len > 0)		/* in is used up */
		return !end || fail(cs, bad, 0);
	outcome = run(cs, in + at, n - at, out, &used);
	at += used;
	if (outcome == BAD || (outcome == CUT && end) ||
	    n - at > sizeof(cs->rest))
		return fail(cs, bad, at);
	if (outcome == CUT) {
		memcpy(cs->rest, in + at, n - at);
		cs->rest_len = n - at;
	}
	return true;
}

bool
charset_encode(const char *to, const char *text, const char *repl,
    struct buf *out, size_t *lost, struct err *err)
{
	struct charset *cs = charset_open(to, name_utf8, err);
	size_t at = 0, n = strlen(text), bad;
	char mark[16];
	uint32_t cp;

	*lost = 0;
	if (cs == NULL)
		return false;
	cs->begun = true;		/* a text, not a file: no mark to drop */
	while (!charset_convert(cs, text + at, n - at, true, out, &bad)) {
		at += bad;
		at += text_decode(text + at, n - at, &cp);
		++*lost;
		snprintf(mark, sizeof(mark), "[U+%04X]", (unsigned)cp);
		/* A replacement that the set does not have is dropped. */
		charset_convert(cs, repl == NULL ? mark : repl,
		    strlen(repl == NULL ? mark : repl), true, out, &bad);
	}
	charset_close(cs);
	return true;
}
