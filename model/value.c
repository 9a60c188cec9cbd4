/*
 * model/value.c: canonical values and the values of a table
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "model/value.h"

#include <ctype.h>
#include <string.h>

#include "base/date.h"
#include "base/mem.h"

bool
value_number(const char *text, int places, long long *out)
{
	bool minus = *text == '-', digits = false;
	long long n = 0;
	int decimals = -1;

	for (text += *text == '-' || *text == '+'; *text != '\0'; text++) {
		if (*text == ',' && digits && decimals < 0)
			continue;
		if (*text == '.' && decimals < 0) {
			decimals = 0;
			continue;
		}
		if (!isdigit((unsigned char)*text) || n > 100000000000000LL)
			return false;
		if (decimals >= 0 && ++decimals > places) {
			if (*text != '0')
				return false;
			continue;
		}
		n = n * 10 + (*text - '0');
		digits = true;
	}
	for (decimals = decimals < 0 ? 0 : decimals; decimals < places; decimals++)
		n *= 10;
	*out = minus ? -n : n;
	return digits;
}

char *
value_money(long long fen)
{
	unsigned long long n = fen < 0 ? 0ULL - (unsigned long long)fen :
	    (unsigned long long)fen;

	return mem_printf("%s%llu.%02llu", fen < 0 ? "-" : "", n / 100, n % 100);
}

bool
value_stored(const struct fielddef *field, const char *value, long long *out)
{
	return value_number(value, field->type == BLANK_MONEY ? 2 : 0, out);
}

char *
value_from_stored(const struct fielddef *field, const char *text)
{
	long long n;

	switch (field->type) {
	case BLANK_INT:
		return value_number(text, 0, &n) ? mem_printf("%lld", n) : NULL;
	case BLANK_MONEY:
		return value_number(text, 0, &n) ? value_money(n) : NULL;
	case BLANK_YESNO:
		return value_number(text, 0, &n) ? mem_text(n != 0 ? "1" : "0") : NULL;
	case BLANK_DATE:
		return date_parse(text) == DATE_NONE ? NULL : mem_text(text);
	default:
		return *text == '\0' ? NULL : mem_text(text);
	}
}
