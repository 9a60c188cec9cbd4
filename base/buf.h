/*
 * base/buf.h: a text that grows
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stddef.h>

/* Always NUL-terminated once anything was added; buf_str never gives NULL. */
struct buf {
	char	*text;
	size_t	 len;
	size_t	 cap;
};

#define BUF_INIT { NULL, 0, 0 }

void	 buf_add(struct buf *buf, const char *text);		/* NULL adds nothing */
void	 buf_addn(struct buf *buf, const char *text, size_t len);
void	 buf_addc(struct buf *buf, char c);
void	 buf_fill(struct buf *buf, char c, int count);		/* count <= 0 adds nothing */
void	 buf_addf(struct buf *buf, const char *fmt, ...)
	    __attribute__((format(printf, 2, 3)));
const char *buf_str(const struct buf *buf);	/* "" when empty; borrowed */
char	*buf_take(struct buf *buf);		/* the caller's; buf is empty then */
void	 buf_cut(struct buf *buf, size_t len);	/* shortens to len */
void	 buf_clear(struct buf *buf);		/* frees */

#endif
