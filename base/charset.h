/*
 * base/charset.h: the only door to iconv
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef BASE_CHARSET_H
#define BASE_CHARSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"

/* Canonical names: "utf-8" "gb18030" "utf-16le" "utf-16be" "big5".  Accepted
 * on input too: gbk gb2312 cp936 (-> gb18030), utf8, utf-16 (by BOM, else LE),
 * ascii, us-ascii, c (-> utf-8), any case.  Returns NULL if unknown. */
const char *charset_name(const char *name);

/* What a file's first bytes look like (findings.md 7): a BOM; else UTF-16
 * without BOM by its zero bytes; else valid UTF-8 (for non-ASCII text: with at
 * least one character of three or more bytes) -> utf-8; else gb18030.  n may
 * end in the middle of a character when more of the file follows.  *skip is
 * the BOM's length.  A head of ASCII only is utf-8, whatever follows: give as
 * much of the file as there is. */
const char *charset_detect(const unsigned char *head, size_t n, bool more,
	    size_t *skip);

/* A converter keeps state between calls.  A BOM at the very beginning is
 * dropped when to is utf-8; from "utf-16" takes the byte order from it. */
struct charset;
/* from, to as above.  NULL with err when iconv does not know the pair. */
struct charset *charset_open(const char *to, const char *from, struct err *err);
void	charset_close(struct charset *cs);		/* NULL allowed */

/* Converts in[0..n) and appends to out.  An incomplete character at the end is
 * kept inside for the next call unless end is true.  Returns true, or false
 * with *bad the offset within in of the first byte that cannot be converted
 * (what came before it has been appended; the offset may be 0 for a rest kept
 * from the call before).  No err: the caller knows line and column. */
bool	charset_convert(struct charset *cs, const char *in, size_t n, bool end,
	    struct buf *out, size_t *bad);

/* The whole of a UTF-8 text into another set; characters that it does not have
 * are replaced by repl ("" drops them, NULL marks them: "[U+E78D]") and counted
 * in *lost.  Appends to out. */
bool	charset_encode(const char *to, const char *text, const char *repl,
	    struct buf *out, size_t *lost, struct err *err);

/* An incremental decoder for keyboards (utf-8 and gb18030; anything else is
 * taken for utf-8): bytes in, characters out, and no byte can lock it.  Feed one
 * byte: 1 = *cp is complete, 0 = wants more, -1 = what was pending is bad and
 * dropped.  *again is always set: true = the byte itself was not used yet, call
 * again with the same byte (after -1; also after 1, when a plain key stood
 * within the bad sequence). */
struct charset_keys;
struct charset_keys *charset_keys_new(const char *charset);
int	charset_keys_feed(struct charset_keys *keys, unsigned char byte,
	    uint32_t *cp, bool *again);
bool	charset_keys_pending(const struct charset_keys *keys);
void	charset_keys_drop(struct charset_keys *keys);
void	charset_keys_free(struct charset_keys *keys);

#endif
