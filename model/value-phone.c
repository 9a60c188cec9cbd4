/*
 * model/value-phone.c: telephone numbers as people write them
 * SPDX-License-Identifier: Apache-2.0
 *
 * One cell holds several: behind each other with a blank or a line end, with
 * words that say whose each is (本人138… 妻139…, 138…（父亲）).  Numbers never
 * run together, and the words stay: 13800138000（本人）、13900139000（妻）.
 */
#include "config.h"
#include "model/value.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"

#define MOBILE 11			/* digits, the first of them 1 */
#define LINE_LEAST 10			/* with its area code, that begins with 0 */
#define LOCAL_LEAST 7

struct phones {
	struct buf	 out;
	struct buf	 number, words;	/* of the one that is being read */
	bool		 before;	/* words stand before their numbers */
};

static size_t
digits_of(const char *s, size_t len)
{
	size_t i, n = 0;

	for (i = 0; i < len; i++)
		n += s[i] >= '0' && s[i] <= '9';
	return n;
}

static bool
is_whole(const char *number)
{
	size_t n = digits_of(number, strlen(number));

	return n >= (*number == '1' ? MOBILE : *number == '0' ? LINE_LEAST :
	    LOCAL_LEAST);
}

/* The country's own prefix is no part of it, nor is the .0 of a spreadsheet's
 * number; a mobile has no hyphens. */
static char *
tidy_number(const char *text)
{
	char *number = mem_text(text), *start = number, *from, *to;
	size_t n = strlen(number);

	if (n > 2 && strcmp(number + n - 2, ".0") == 0)
		number[n -= 2] = '\0';
	if (strncmp(start, "+86", 3) == 0)
		start += 3 + (start[3] == '-');
	else if (strncmp(start, "0086", 4) == 0)
		start += 4 + (start[4] == '-');
	else if (strncmp(start, "86", 2) == 0 && (start[2] == '-' || start[2] == '1') &&
	    digits_of(start, n) == MOBILE + 2)
		start += 2 + (start[2] == '-');
	memmove(number, start, strlen(start) + 1);
	n = strlen(number);
	if (*number == '1' && digits_of(number, n) == MOBILE &&
	    strspn(number, "0123456789-") == n) {
		for (from = to = number; *from != '\0'; from++)
			if (*from != '-')
				*to++ = *from;
		*to = '\0';
	}
	return number;
}

static void
flush(struct phones *phones)
{
	char *number;

	if (phones->number.len == 0)
		return;
	number = tidy_number(buf_str(&phones->number));
	if (*number != '\0')
		buf_addf(&phones->out, "%s%s", phones->out.len > 0 ? "、" : "", number);
	free(number);
	if (phones->words.len > 0)
		buf_addf(&phones->out, "（%s）", buf_str(&phones->words));
	buf_cut(&phones->number, 0);
	buf_cut(&phones->words, 0);
}

/* Bytes of a mark that ends a number at s; 0: none stands here. */
static size_t
end_mark(const char *s)
{
	static const char *const mark[] = { "\n", ",", ";", "/", "|", "、", "，", "；",
		"。", "或", "和" };
	size_t i;

	for (i = 0; i < sizeof(mark) / sizeof(mark[0]); i++)
		if (strncmp(s, mark[i], strlen(mark[i])) == 0)
			return strlen(mark[i]);
	return 0;
}

/* Digits from s up to the next mark. */
static size_t
digits_ahead(const char *s)
{
	size_t n = 0;

	for (; *s != '\0' && end_mark(s) == 0; s++)
		n += *s >= '0' && *s <= '9';
	return n;
}

static void
add_word(struct phones *phones, const char *s, size_t len)
{
	if (phones->number.len > 0 && phones->before)
		flush(phones);
	else if (phones->number.len == 0)
		phones->before = true;
	buf_addn(&phones->words, s, len);
}

/* (0571) is a part of the number, (父亲) says whose it is; bytes of it. */
static size_t
take_bracket(struct phones *phones, const char *s)
{
	size_t len = strcspn(s, ")"), i;

	if (s[len] == '\0')
		return 1;
	if (strspn(s + 1, "0123456789-* ") == len - 1) {
		if (is_whole(buf_str(&phones->number)))
			flush(phones);
		return 1;
	}
	/* behind a number it is his, wherever the others have their words */
	for (i = 1; i < len; i++)
		if (s[i] != '(' && s[i] != '\n')
			buf_addc(&phones->words, s[i]);
	return len + 1;
}

static size_t
take_hyphen(struct phones *phones, const char *s)
{
	static const char *const hyphen[] = { "-", "—", "–", "−", "转" };
	size_t i, n;

	for (i = 0; i < sizeof(hyphen) / sizeof(hyphen[0]); i++) {
		n = strlen(hyphen[i]);
		if (strncmp(s, hyphen[i], n) != 0)
			continue;
		/* 转 is one only between figures */
		if (n > 1 && i == 4 && (phones->number.len == 0 ||
		    s[n] < '0' || s[n] > '9'))
			return 0;
		buf_addc(&phones->number, '-');
		return n;
	}
	return 0;
}

/* One character or more of the text; how many bytes. */
static size_t
take(struct phones *phones, const char *s)
{
	uint32_t cp;
	size_t n;

	n = end_mark(s);
	if (n > 0) {
		flush(phones);
		phones->before = false;
		return n;
	}
	if (strchr(" \t.", *s) != NULL && s[strspn(s, " \t")] != '(' &&
	    is_whole(buf_str(&phones->number)) && digits_ahead(s) >= LOCAL_LEAST)
		flush(phones);
	if (strchr(" \t", *s) != NULL)
		return 1;
	if (*s == '.' && phones->number.len == 0)
		return 1;
	if (strchr("0123456789*+.", *s) != NULL) {
		if (phones->number.len > 0 && phones->words.len > 0 && !phones->before)
			flush(phones);
		buf_addc(&phones->number, *s);
		return 1;
	}
	if (*s == '(')
		return take_bracket(phones, s);
	if (strchr("):'", *s) != NULL)
		return 1;
	n = take_hyphen(phones, s);
	if (n > 0)
		return n;
	n = text_decode(s, strnlen(s, 4), &cp);
	add_word(phones, s, n);
	return n;
}

char *
value_phones(const char *text)
{
	struct phones phones = { .out = BUF_INIT, .number = BUF_INIT,
		.words = BUF_INIT };

	while (*text != '\0')
		text += take(&phones, text);
	flush(&phones);
	/* words alone at the end say something of the last one */
	if (phones.words.len > 0 && phones.out.len > 0)
		buf_addf(&phones.out, "（%s）", buf_str(&phones.words));
	buf_clear(&phones.number);
	buf_clear(&phones.words);
	if (strpbrk(buf_str(&phones.out), "0123456789") != NULL)
		return buf_take(&phones.out);
	buf_clear(&phones.out);
	return NULL;
}
