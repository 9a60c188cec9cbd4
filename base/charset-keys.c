/*
 * base/charset-keys.c: characters from a keyboard (charset_keys of
 * base/charset.h)
 * SPDX-License-Identifier: Apache-2.0
 *
 * A terminal with another charset than ours sends bytes that are none of ours.
 * What cannot become a character is dropped at its first byte; the bytes
 * behind it are taken anew, since a plain key may be among them.
 */
#include "config.h"
#include "base/charset.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

struct charset_keys {
	struct charset	*gb;		/* NULL: utf-8 */
	unsigned char	 held[4];	/* the beginning of a character */
	size_t		 held_len;
	unsigned char	 queue[4];	/* to be taken anew */
	size_t		 queue_len;
	struct buf	 out;
};

struct charset_keys *
charset_keys_new(const char *charset)
{
	struct charset_keys *keys = mem_new(sizeof(*keys));
	const char *name = charset_name(charset);

	if (name != NULL && strcmp(name, "gb18030") == 0)
		keys->gb = charset_open("utf-8", name, NULL);
	return keys;
}

bool
charset_keys_pending(const struct charset_keys *keys)
{
	return keys->held_len > 0 || keys->queue_len > 0;
}

void
charset_keys_drop(struct charset_keys *keys)
{
	keys->held_len = 0;
	keys->queue_len = 0;
}

void
charset_keys_free(struct charset_keys *keys)
{
	if (keys == NULL)
		return;
	charset_close(keys->gb);
	buf_clear(&keys->out);
	free(keys);
}

/* NOBODY: well-formed, but no character stands there. */
enum step { MORE, WHOLE, BAD, NOBODY };

/* What held is, with the byte that was just put behind it. */
static enum step
step_utf8(struct charset_keys *keys, uint32_t *cp)
{
	const unsigned char *h = keys->held;
	size_t n = keys->held_len;
	size_t len = h[0] < 0x80 ? 1 : h[0] < 0xC2 || h[0] > 0xF4 ? 0 :
	    h[0] < 0xE0 ? 2 : h[0] < 0xF0 ? 3 : 4;

	if (len == 0)
		return BAD;
	if (n > 1 && ((h[n - 1] & 0xC0) != 0x80 ||
	    (n == 2 && ((h[0] == 0xE0 && h[1] < 0xA0) ||
	    (h[0] == 0xED && h[1] > 0x9F) || (h[0] == 0xF0 && h[1] < 0x90) ||
	    (h[0] == 0xF4 && h[1] > 0x8F)))))
		return BAD;
	if (n < len)
		return MORE;
	text_decode((const char *)h, n, cp);
	return WHOLE;
}

static enum step
step_gb(struct charset_keys *keys, uint32_t *cp)
{
	const unsigned char *h = keys->held;
	size_t n = keys->held_len, bad;
	bool ok;

	if (n == 1) {
		*cp = h[0];
		return h[0] < 0x80 ? WHOLE :
		    h[0] == 0x80 || h[0] == 0xFF ? BAD : MORE;
	}
	if (n == 2 && h[1] >= 0x30 && h[1] <= 0x39)
		return MORE;
	if (n == 2 && (h[1] < 0x40 || h[1] == 0x7F || h[1] == 0xFF))
		return BAD;
	if (n == 3)
		return h[2] >= 0x81 && h[2] <= 0xFE ? MORE : BAD;
	if (n == 4 && (h[3] < 0x30 || h[3] > 0x39))
		return BAD;
	buf_cut(&keys->out, 0);
	ok = charset_convert(keys->gb, (const char *)h, n, true, &keys->out, &bad);
	return ok && text_decode(buf_str(&keys->out), keys->out.len, cp) ==
	    keys->out.len ? WHOLE : n == 2 && h[1] < 0x80 ? BAD : NOBODY;
}

/* Drops the first byte of the sequence; those behind it, but for the newest,
 * are queued again.  Returns whether the newest was not used. */
static bool
drop_first(struct charset_keys *keys)
{
	size_t n = keys->held_len, between;

	keys->held_len = 0;
	if (n < 2)
		return false;
	/* Behind a UTF-8 beginning only its continuations can stand. */
	between = keys->gb == NULL ? 0 : n - 2;
	memmove(keys->queue + between, keys->queue, keys->queue_len);
	memcpy(keys->queue, keys->held + 1, between);
	keys->queue_len += between;
	return true;
}

int
charset_keys_feed(struct charset_keys *keys, unsigned char byte, uint32_t *cp,
    bool *again)
{
	unsigned char next;
	enum step step;
	bool queued;

	*again = false;
	for (;;) {
		queued = keys->queue_len > 0;
		next = queued ? keys->queue[0] : byte;
		keys->held[keys->held_len++] = next;
		if (keys->gb != NULL)
			step = step_gb(keys, cp);
		else
			step = step_utf8(keys, cp);
		if (step == BAD && drop_first(keys)) {
			*again = true;
			return -1;
		}
		if (queued)
			memmove(keys->queue, keys->queue + 1, --keys->queue_len);
		if (step == MORE && queued)
			continue;
		if (step == MORE)
			return 0;
		keys->held_len = 0;
		*again = queued;
		return step == WHOLE ? 1 : -1;
	}
}
