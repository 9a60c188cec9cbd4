/*
 * base/idcard.c: citizen identity numbers
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "base/idcard.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/text.h"

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Digits from the beginning of s. */
static size_t
digits(const char *s)
{
	return strspn(s, "0123456789");
}

/* The right length and characters, whatever they say: 15, 18 or 0. */
static size_t
form_of(const char *id)
{
	size_t n = strlen(id);

	if (n == 15 && digits(id) == 15)
		return 15;
	if (n == 18 && digits(id) >= 17 && (is_digit(id[17]) || id[17] == 'X'))
		return 18;
	return 0;
}

enum idcard_fault
idcard_check(const char *id)
{
	size_t n = text_length(id);

	if (n == 0)
		return IDCARD_EMPTY;
	if (text_science(id))
		return IDCARD_SCIENCE;
	if (n != 15 && n != 18)
		return IDCARD_LENGTH;
	if (form_of(id) == 0)
		return IDCARD_CHARS;
	if (idcard_birth(id) == DATE_NONE)
		return IDCARD_BIRTH;
	if (n == 18 && idcard_checkchar(id) != id[17])
		/* a spreadsheet keeps fifteen figures of eighteen */
		return strcmp(id + 15, "000") == 0 ? IDCARD_ROUNDED : IDCARD_CHECK;
	return IDCARD_OK;
}

const char *
idcard_says(enum idcard_fault fault)
{
	switch (fault) {
	case IDCARD_OK:
		return "正确";
	case IDCARD_EMPTY:
		return "没有填写";
	case IDCARD_SCIENCE:
		return "被电子表格改成了科学记数，原号码已丢失，请按证件重填";
	case IDCARD_ROUNDED:
		return "末三位被电子表格改成了零，原号码已丢失，请按证件重填";
	case IDCARD_LENGTH:
		return "位数不是十五位或十八位，请对照证件";
	case IDCARD_CHARS:
		return "含有数字和末位 X 以外的字符，请对照证件";
	case IDCARD_BIRTH:
		return "其中的出生日期不存在，请对照证件";
	case IDCARD_CHECK:
		return "校验码不符，可能输错了一位，请对照证件";
	}
	return "不正确";
}

size_t
idcard_mend(const char *text, char out[IDCARD_SIZE])
{
	struct buf buf = BUF_INIT;
	size_t at = 0, n, len = 0, kept = 0;
	uint32_t cp;
	char *s;

	text_narrow(&buf, text);
	s = buf_take(&buf);
	for (; s[at] != '\0'; at += n) {
		n = text_decode(s + at, strnlen(s + at, 4), &cp);
		if (cp == ' ' || cp == 0xA0 || (cp >= 0x2000 && cp <= 0x200A) ||
		    cp == 0x202F || !text_harmless(cp))
			continue;
		if (len == 0 && (cp == '\'' || cp == 0x2018 || cp == 0x2019))
			continue;
		if (cp == 'x')
			s[at] = 'X';
		/* What stands behind a character cut off is cut too. */
		if (kept == len && kept + n < IDCARD_SIZE) {
			memcpy(out + kept, s + at, n);
			kept += n;
		}
		len += n;
	}
	out[kept] = '\0';
	free(s);
	return len;
}

char
idcard_checkchar(const char *first17)
{
	/* 2^(17-i) mod 11, the weights of GB 11643. */
	static const int weight[] = {
		7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2
	};
	int sum = 0, i;

	for (i = 0; i < 17; i++) {
		if (!is_digit(first17[i]))
			return 0;
		sum += (first17[i] - '0') * weight[i];
	}
	return "10X98765432"[sum % 11];
}

static int
number(const char *s, int n)
{
	int value = 0;

	while (n-- > 0)
		value = value * 10 + *s++ - '0';
	return value;
}

int
idcard_birth(const char *id)
{
	int year;

	switch (form_of(id)) {
	case 15:
		return date_make(1900 + number(id + 6, 2), number(id + 8, 2),
		    number(id + 10, 2));
	case 18:
		year = number(id + 6, 4);
		if (year < 1800 || year > 2199)
			return DATE_NONE;
		return date_make(year, number(id + 10, 2), number(id + 12, 2));
	}
	return DATE_NONE;
}

char
idcard_sex(const char *id)
{
	size_t form = form_of(id);

	if (form == 0)
		return 0;
	return (id[form == 15 ? 14 : 16] - '0') % 2 ? 'm' : 'f';
}

bool
idcard_upgrade(const char *id15, char out[IDCARD_SIZE])
{
	out[0] = '\0';
	if (form_of(id15) != 15 || idcard_birth(id15) == DATE_NONE)
		return false;
	memcpy(out, id15, 6);
	memcpy(out + 6, "19", 2);
	memcpy(out + 8, id15 + 6, 9);
	out[17] = idcard_checkchar(out);
	out[18] = '\0';
	return true;
}

void
idcard_mask(const char *id, char *out)
{
	size_t n = text_length(id), head = n >= 15 ? 6 : 0;
	size_t tail = n >= 15 ? 4 : n > 2 ? 2 : 0, i, len;
	uint32_t cp;

	for (i = 0; *id != '\0'; i++, id += len) {
		len = text_decode(id, strnlen(id, 4), &cp);
		if (i < head || i >= n - tail) {
			memcpy(out, id, len);
			out += len;
		} else {
			*out++ = '*';
		}
	}
	*out = '\0';
}
