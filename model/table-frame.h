/*
 * model/table-frame.h: what the reader of outside tables says to us
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_TABLE_FRAME_H
#define MODEL_TABLE_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "model/delimited.h"

/*
 * Frames in a pipe between two programs of one build on one machine: a kind,
 * a length (uint32_t), and that many bytes; numbers are in the machine's own
 * order.  The order of frames is: TEXT, or BOOK and its SHEETs; then PARTs and
 * ROWs (and one SPOILT); END, and nothing behind it.
 *
 * The writer has read what a stranger sent, so the reader takes nothing on
 * trust: lengths, counts, order, line numbers that grow, UTF-8, which cells of a
 * row are filled from above (uint32_t each, behind the cells).
 */
enum tableframe_kind {
	TABLEFRAME_TEXT = 'T',		/* number: CRLF; word: encoding, looks */
	TABLEFRAME_BOOK = 'W',
	TABLEFRAME_SHEET = 'S',		/* number: hidden; word: name */
	TABLEFRAME_PART = 'P',		/* number: delimiter, or sheet */
	TABLEFRAME_ROW = 'R',
	TABLEFRAME_SPOILT = 'B',	/* a byte here cannot be decoded */
	TABLEFRAME_END = 'E'		/* word: digest of the file, or "" */
};
#define TABLEFRAME_NAME_MAX 1024u	/* bytes of a sheet's name */
#define TABLEFRAME_SHEETS_MAX 4096u

struct tableframe {
	enum tableframe_kind kind;
	uint32_t	 number;
	const char	*word, *second;
	struct delimited_row row;	/* valid until the call returns */
};

/* ---- writing: appended to out ---- */

void	tableframe_text(struct buf *out, const char *encoding, const char *looks,
	    bool crlf);
void	tableframe_sheet(struct buf *out, const char *name, bool hidden);
/* The row keeps the limits of delimited.h. */
void	tableframe_row(struct buf *out, const struct delimited_row *row);
/* PART with its number; BOOK and SPOILT with 0. */
void	tableframe_mark(struct buf *out, enum tableframe_kind kind,
	    uint32_t number);
void	tableframe_end(struct buf *out, const char *digest);

/* Writes out to fd when there is enough of it, or all, and empties it; false
 * when that fails. */
bool	tableframe_send(struct buf *out, int fd, bool all);

/* ---- reading ---- */

struct tableframe_reader;
typedef bool (*tableframe_fn)(void *arg, const struct tableframe *frame,
	    struct err *err);
struct tableframe_reader *tableframe_reader_new(tableframe_fn take, void *arg);
void	tableframe_reader_free(struct tableframe_reader *reader); /* NULL ok */
/* Bytes in pieces of any size.  False: take said so (err is its own), or what
 * came is no frame that may stand there (err: reinstall). */
bool	tableframe_feed(struct tableframe_reader *reader, const void *data,
	    size_t n, struct err *err);
/* Has all come, to the END? */
bool	tableframe_whole(const struct tableframe_reader *reader);
/* The sentence for what is no right answer; false. */
bool	tableframe_wrong(struct err *err);

#endif
