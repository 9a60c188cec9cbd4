/*
 * base/err.c: errors that travel up as one sentence
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "base/err.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

/* Copies from, which may hold anything (paths, messages of the system), as
 * valid UTF-8; what does not fit is cut at a character. */
static void
copy_valid(char out[ERR_TEXT], const char *from)
{
	size_t n = strlen(from), at = 0, len = 0, used;
	char one[5];
	uint32_t cp;

	while (at < n) {
		at += text_decode(from + at, n - at, &cp);
		used = text_encode(cp, one);
		if (len + used >= ERR_TEXT)
			break;
		memcpy(out + len, one, used);
		len += used;
	}
	out[len] = '\0';
}

bool
err_set(struct err *err, enum err_kind kind, const char *fmt, ...)
{
	char text[ERR_TEXT + 8];	/* an argument may be err->text itself */
	va_list ap;

	if (err == NULL)
		return false;
	va_start(ap, fmt);
	if (vsnprintf(text, sizeof(text), fmt, ap) < 0)
		text[0] = '\0';
	va_end(ap);
	/* A last character that vsnprintf cut is beyond ERR_TEXT: dropped. */
	copy_valid(err->text, text);
	err->kind = kind;
	return false;
}

bool
err_wrap(struct err *err, const char *fmt, ...)
{
	char text[2 * ERR_TEXT + 8];
	va_list ap;
	int n;

	if (err == NULL)
		return false;
	va_start(ap, fmt);
	n = vsnprintf(text, ERR_TEXT + 8, fmt, ap);
	va_end(ap);
	if (n < 0)
		n = 0;
	if (n < ERR_TEXT)
		strcpy(text + n, err->text);
	copy_valid(err->text, text);
	return false;
}

void
err_clear(struct err *err)
{
	if (err == NULL)
		return;
	err->kind = ERR_NONE;
	err->text[0] = '\0';
}
