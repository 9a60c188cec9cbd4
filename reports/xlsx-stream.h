/*
 * reports/xlsx-stream.h: what goes through the pipe to bangjiao-xlsx-out
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_XLSX_STREAM_H
#define REPORTS_XLSX_STREAM_H

/*
 * Records of fields; the first byte is the record's kind.  Fields hold line
 * feeds, but no other control character: they need no escapes.
 *
 *	HEAD	landscape|portrait, font, title, left, right
 *	COLUMN	kind (t d m n) and side (l r c), 1 = wraps, cells, head
 *	ROW	a cell a column
 *	SUM	a cell a column, in bold
 *	LINE	a text over all columns
 *	END	nothing is missing
 */
#define XLSX_FIELD '\x1f'		/* before each field */
#define XLSX_RECORD '\x1e'		/* behind each record */

enum xlsx_record {
	XLSX_HEAD = 'H', XLSX_COLUMN = 'C', XLSX_ROW = 'R', XLSX_SUM = 'S',
	XLSX_LINE = 'L', XLSX_END = 'E'
};

#endif
