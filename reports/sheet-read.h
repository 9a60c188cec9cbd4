/*
 * reports/sheet-read.h: the serialised sheet, read item by item
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_SHEET_READ_H
#define REPORTS_SHEET_READ_H

#include "reports/sheet.h"

#include "base/err.h"

/*
 * What sheet_write_head and sheet_write_page wrote, for printers in processes
 * of their own.  Memory is one line.  Everything is checked: places lie on the
 * page, text is valid UTF-8, pages come in order, the last one is complete.
 */
struct sheet_reader;

enum sheet_item_kind {
	SHEET_PAGE, SHEET_BARS, SHEET_EDGE, SHEET_RULE, SHEET_TEXT, SHEET_PAGE_END
};

struct sheet_item {
	enum sheet_item_kind kind;
	long		 number, of;	/* SHEET_PAGE */
	int		 row;		/* of bars, edge, rule, text */
	size_t		 count;		/* of bars; a rule has two, its ends */
	const int	*bar;
	struct sheet_piece piece;
};

struct sheet_reader *sheet_reader_new(int fd);	/* fd stays the caller's */
void	sheet_reader_free(struct sheet_reader *reader);	/* NULL allowed */
/* The head, first of all.  Its texts live as long as the reader. */
bool	sheet_reader_head(struct sheet_reader *reader, struct sheet *sheet,
	    struct err *err);
/* 1 = an item, valid until the next call; 0 = all pages were there; -1 = err. */
int	sheet_reader_next(struct sheet_reader *reader, struct sheet_item *item,
	    struct err *err);

#endif
