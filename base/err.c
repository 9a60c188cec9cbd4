/*
 * base/err.c: errors that travel up as one sentence
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "base/err.h"

#include <errno.h>
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

const char *
err_reason(int number)
{
	switch (number) {
	case ENOENT:
		return "没有这个文件或目录";
	case ENOTDIR:
		return "路径中有一段不是目录";
	case EISDIR:
		return "是目录，不是文件";
	case EACCES:
	case EPERM:
		return "没有权限";
	case EEXIST:
		return "已有此文件";
	case ENOSPC:
	case EDQUOT:
		return "磁盘已满";
	case EROFS:
		return "磁盘只读";
	case EFBIG:
		return "文件太大";
	case EIO:
		return "磁盘读写出错";
	case ENAMETOOLONG:
		return "文件名太长";
	case ELOOP:
		return "链接绕成了圈";
	case EMFILE:
	case ENFILE:
		return "打开的文件太多";
	case ENOMEM:
		return "内存不足";
	case EPIPE:
		return "对方已经关闭";
	default:
		return strerror(number);
	}
}

void
err_clear(struct err *err)
{
	if (err == NULL)
		return;
	err->kind = ERR_NONE;
	err->text[0] = '\0';
}
