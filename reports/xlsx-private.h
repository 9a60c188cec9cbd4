/*
 * reports/xlsx-private.h: what the writers of workbooks share
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_XLSX_PRIVATE_H
#define REPORTS_XLSX_PRIVATE_H

#include <xlsxwriter.h>

#include "reports/xlsx-write.h"

enum { NOTED = 20, HEAD_ROW = 2, NAME_MAX_CHARS = 28, COLUMNS_MAX = 1024,
	HIGHEST = 409 };		/* points of a row */
enum xlsx_cell { TEXT = 't', DATE = 'd', MONEY = 'm', NUMBER = 'n' };

struct column {
	enum xlsx_cell	 kind;
	int		 align;
	bool		 wrap;
	int		 width;
	char		*head;
	lxw_format	*format[2];	/* of a row; of a sum */
};

struct xlsx_write {
	lxw_workbook	*book;
	lxw_worksheet	*sheet;		/* the last one */
	char		*title, *left, *right;
	bool		 landscape;
	int		 font;
	size_t		 count;
	struct column	*column;
	lxw_format	*title_format, *left_format, *right_format,
			*head_format, *line_format;
	lxw_row_t	 row;		/* the next one */
	lxw_row_t	 last;		/* of the rows, sums not counted */
	long		 limit;
	/* finished and open sheets */
	size_t		 sheets;
	lxw_worksheet	**all;
	long long	*bytes;
	/* cells that did not fit, and where the first are */
	long		 cut;
	struct buf	 where;
	struct xlsx_grid *grid;		/* sheets of forms: xlsx-grid.c; NULL */
};

bool	xlsx_failed(lxw_error code, struct err *err);
/* Fonts are names only; those of the paper. */
extern const char xlsx_song[], xlsx_hei[];
lxw_format *xlsx_format(struct xlsx_write *write, const char *font, int align,
	    bool border);
/* A new sheet of that name, made fit for one. */
bool	xlsx_sheet(struct xlsx_write *write, const char *name, struct err *err);
/* Its last row goes out: before the next one, and at the end. */
bool	xlsx_end_sheet(struct xlsx_write *write, struct err *err);
/* Text over columns from ... to. */
lxw_error xlsx_put_over(struct xlsx_write *write, lxw_row_t row, size_t from,
	    size_t to, const char *text, lxw_format *format);
/* The height of the next row, in lines of its font. */
void	xlsx_height(struct xlsx_write *write, double lines);
/* A cell by its kind; what is not of it is text. */
lxw_error xlsx_put_cell(struct xlsx_write *write, lxw_col_t col,
	    enum xlsx_cell kind, const char *text, lxw_format *format);

/* ---- xlsx-grid.c ---- */
void	xlsx_grid_free(struct xlsx_grid *grid);		/* NULL allowed */
bool	xlsx_grid_end(struct xlsx_write *write, struct err *err);

#endif
