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
 *
 * Instead of columns and rows, sheets of printed forms:
 *	GRID	begins one: its name, the line on every page, the one below it,
 *		the cells of each column
 *	TITLE	a text in the middle; NOTE one at the right; both over all columns
 *	CELLS	lines high, then for each cell a code and its text; the code is
 *		'A' + its columns, its role (l v h b), its kind (t d m n), its unit
 *	PAGE	the next row begins a page
 */
#define XLSX_FIELD '\x1f'		/* before each field */
#define XLSX_RECORD '\x1e'		/* behind each record */

enum xlsx_record {
	XLSX_HEAD = 'H', XLSX_COLUMN = 'C', XLSX_ROW = 'R', XLSX_SUM = 'S',
	XLSX_LINE = 'L', XLSX_END = 'E',
	XLSX_GRID = 'G', XLSX_TITLE = 'T', XLSX_NOTE = 'N', XLSX_CELLS = 'c',
	XLSX_PAGE = 'P'
};

#endif
