/*
 * model/table-reader.h: a table into frames, in the helper
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_TABLE_READER_H
#define MODEL_TABLE_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "model/workbook.h"

#define TABLEREADER_HEAD_TEXT (256u * 1024)	/* in which the heads have to be */
#define TABLEREADER_HEAD_ROWS 60
#define TABLEREADER_SCRATCH_MAX (WORKBOOK_BYTES_MAX * 2)

enum tablereader_mode {
	TABLEREADER_KIND, TABLEREADER_HEADS, TABLEREADER_ROWS,
	TABLEREADER_SHOWN	/* rows, with marks for what cannot be decoded */
};

struct tablereader_job {
	int		 in, out, scratch;	/* descriptors */
	enum tablereader_mode mode;
	const char	*encoding;		/* canonical; NULL: by content */
	uint32_t	 number;		/* delimiter, or sheet */
	long		 below;			/* of a workbook: see workbook_read */
};

/* Reads in, and writes frames (table-frame.h) to out.  False with err, a
 * sentence for the clerk; with an empty text when nobody takes the frames. */
bool	tablereader_text(const struct tablereader_job *job, struct err *err);
bool	tablereader_book(const struct tablereader_job *job, struct err *err);

#endif
