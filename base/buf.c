/*
 * base/buf.c: a text that grows
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "base/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Room for more bytes and a NUL. */
static void
reserve(struct buf *buf, size_t more)
{
	size_t need, cap;

	if (more > SIZE_MAX / 2 - buf->len - 1)
		die("内存不足，请关闭其他程序后重试");
	need = buf->len + more + 1;
	if (need <= buf->cap)
		return;
	cap = buf->cap < 32 ? 64 : buf->cap * 2;
	if (cap < need)
		cap = need;
	buf->text = mem_resize(buf->text, cap, 1);
	buf->cap = cap;
}

void
buf_add(struct buf *buf, const char *text)
{
	if (text != NULL)
		buf_addn(buf, text, strlen(text));
}

void
buf_addn(struct buf *buf, const char *text, size_t len)
{
	reserve(buf, len);
	if (len > 0)
		memcpy(buf->text + buf->len, text, len);
	buf->len += len;
	buf->text[buf->len] = '\0';
}

void
buf_addc(struct buf *buf, char c)
{
	buf_addn(buf, &c, 1);
}

void
buf_fill(struct buf *buf, char c, int count)
{
	if (count <= 0)
		return;
	reserve(buf, (size_t)count);
	memset(buf->text + buf->len, c, (size_t)count);
	buf->len += (size_t)count;
	buf->text[buf->len] = '\0';
}

void
buf_addf(struct buf *buf, const char *fmt, ...)
{
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	assert(n >= 0);
	reserve(buf, (size_t)n);
	va_start(ap, fmt);
	vsnprintf(buf->text + buf->len, (size_t)n + 1, fmt, ap);
	va_end(ap);
	buf->len += (size_t)n;
}

const char *
buf_str(const struct buf *buf)
{
	return buf->text == NULL ? "" : buf->text;
}

char *
buf_take(struct buf *buf)
{
	char *text = buf->text == NULL ? mem_text("") : buf->text;

	*buf = (struct buf)BUF_INIT;
	return text;
}

void
buf_cut(struct buf *buf, size_t len)
{
	if (len >= buf->len)
		return;
	buf->len = len;
	buf->text[len] = '\0';
}

void
buf_clear(struct buf *buf)
{
	free(buf->text);
	*buf = (struct buf)BUF_INIT;
}
