/*
 * reports/render-document-xlsx.c: one person's paper as a workbook
 * SPDX-License-Identifier: Apache-2.0
 *
 * Of the grid's units, a sheet has as columns only those where a cell of it
 * begins: few cells need merging then.  A first pass finds them.
 */
#include "config.h"
#include "reports/render-document.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "reports/render-xlsx.h"
#include "reports/xlsx-stream.h"

/* Cells of a unit, less the edges of a cell; lines that one row holds. */
enum { UNIT = 4, EDGE = 1, MOST_LINES = 26 };
/* Fields of a row: its height, then two a cell. */
enum { FIELDS = 1 + 2 * GRID_CELLS };

struct book {
	struct document	*document;
	struct render_xlsx *xlsx;
	uint32_t	*edges;		/* by section: bit n = a cell ends at unit n */
	size_t		 sections;
	long		 section, sheets;	/* the open one, -1 = none */
};

/* ---- first pass ---- */

static bool
note_edges(void *arg, const struct document_part *part, struct err *err)
{
	struct book *book = arg;
	size_t i;

	if (part->kind == DOCUMENT_FORM) {
		book->section = part->section;
		if ((size_t)part->section >= book->sections) {
			book->edges = mem_resize(book->edges,
			    (size_t)part->section + 1, sizeof(*book->edges));
			while (book->sections <= (size_t)part->section)
				book->edges[book->sections++] = 0;
		}
	}
	if (part->kind == DOCUMENT_ROW || part->kind == DOCUMENT_HEAD ||
	    part->kind == DOCUMENT_ENTRY)
		for (i = 0; i < part->row.count; i++)
			book->edges[book->section] |=
			    UINT32_C(1) << part->row.cell[i].to;
	return true;
}

/* Columns between two units. */
static int
columns_between(const struct book *book, int from, int to)
{
	int n = 0;

	for (from++; from <= to; from++)
		n += (book->edges[book->section] >> from & 1) != 0;
	return n;
}

/* ---- second pass ---- */

static bool
begin_sheet(struct book *book, const struct document_part *part,
    struct err *err)
{
	const char *text[3 + GRID_UNITS];
	char *cells[GRID_UNITS];
	size_t count = 3, i;
	int unit, last = 0;
	bool ok;

	book->section = part->section;
	book->sheets++;
	text[0] = part->title;
	text[1] = document_head(book->document);
	text[2] = document_foot(book->document);
	for (unit = 1; unit <= GRID_UNITS; unit++) {
		if (unit < GRID_UNITS &&
		    columns_between(book, unit - 1, unit) == 0)
			continue;
		cells[count - 3] = mem_printf("%d", (unit - last) * UNIT);
		text[count] = cells[count - 3];
		count++;
		last = unit;
	}
	ok = render_xlsx_record(book->xlsx, XLSX_GRID, text, count, err);
	for (i = 3; i < count; i++)
		free(cells[i - 3]);
	return ok;
}

static bool
put_form(struct book *book, const struct document_part *part, struct err *err)
{
	if (part->first && !begin_sheet(book, part, err))
		return false;
	if (!part->first && !render_xlsx_record(book->xlsx, XLSX_PAGE, NULL, 0,
	    err))
		return false;
	return render_xlsx_record(book->xlsx, XLSX_TITLE, &part->title, 1,
	    err) && (*part->note == '\0' || render_xlsx_record(book->xlsx,
	    XLSX_NOTE, &part->note, 1, err));
}

/* The bytes of a cell's lines from ... from + MOST_LINES. */
struct piece {
	int		 line, from;
	size_t		 begin, end;
	bool		 any;
};

static void
take_line(void *arg, size_t from, size_t len)
{
	struct piece *piece = arg;
	int line = piece->line++;

	if (line < piece->from || line >= piece->from + MOST_LINES)
		return;
	if (!piece->any)
		piece->begin = from;
	piece->any = true;
	piece->end = from + len;
}

static int
wrap(const struct grid_cell *cell, text_line_fn line, void *arg)
{
	return text_wrap(cell->text, (cell->to - cell->from) * UNIT - EDGE,
	    text_cell_wide, line, arg);
}

static int
height_of(const struct grid_row *row)
{
	int height = 1, lines;
	size_t i;

	for (i = 0; i < row->count; i++) {
		lines = wrap(&row->cell[i], NULL, NULL);
		height = lines > height ? lines : height;
	}
	return height;
}

/* What of a cell stands in the lines from `from` on; the caller's. */
static char *
part_of(const struct grid_cell *cell, int from, int height)
{
	struct piece piece = { .from = from };

	if (height <= MOST_LINES)
		return mem_text(cell->text);
	if (from > 0 && cell->role == GRID_LABEL)
		return mem_printf("%s（续）", cell->text);
	wrap(cell, take_line, &piece);
	return mem_textn(cell->text + piece.begin, piece.end - piece.begin);
}

static char *
code_of(const struct book *book, const struct grid_cell *cell, bool whole)
{
	static const char role[] = { [GRID_LABEL] = 'l', [GRID_VALUE] = 'v',
		[GRID_HEAD] = 'h', [GRID_BAND] = 'b', [GRID_PAGE] = 'v' };
	static const char kind[] = { [GRID_TEXT] = 't', [GRID_DATE] = 'd',
		[GRID_MONEY] = 'm', [GRID_NUMBER] = 'n' };

	return mem_printf("%c%c%c%s", 'A' + columns_between(book, cell->from,
	    cell->to), role[cell->role], whole ? kind[cell->kind] : 't',
	    cell->unit);
}

/* Rows of more lines than a spreadsheet's row holds become several. */
static bool
put_row(struct book *book, const struct grid_row *row, struct err *err)
{
	int height = height_of(row), from, lines;
	char *text[FIELDS];
	size_t i, n;
	bool ok = true;

	for (from = 0; ok && from < height; from += MOST_LINES) {
		lines = height - from < MOST_LINES ? height - from : MOST_LINES;
		n = 0;
		text[n++] = mem_printf("%d", lines);
		for (i = 0; i < row->count; i++) {
			text[n++] = code_of(book, &row->cell[i],
			    height <= MOST_LINES);
			text[n++] = part_of(&row->cell[i], from, height);
		}
		ok = render_xlsx_record(book->xlsx, XLSX_CELLS,
		    (const char *const *)text, n, err);
		while (n > 0)
			free(text[--n]);
	}
	return ok;
}

/* The cover tells on which sheet a form stands: those that have records follow
 * it in order. */
static bool
put_entry(struct book *book, const struct grid_row *row, struct err *err)
{
	struct grid_row own = *row;
	struct grid_cell *last = &own.cell[own.count - 1];
	char *sheet;
	bool ok;

	if (last->role != GRID_PAGE || *last->text == '\0')
		return put_row(book, row, err);
	sheet = mem_printf("表 %ld", ++book->sheets);
	last->text = sheet;
	ok = put_row(book, &own, err);
	free(sheet);
	return ok;
}

static bool
put_sign(struct book *book, const char *words, struct err *err)
{
	struct buf line = BUF_INIT;
	const char *text;
	size_t n;
	bool ok;

	for (words += strspn(words, " \n"); *words != '\0';
	    words += n, words += strspn(words, " \n")) {
		n = strcspn(words, " \n");
		buf_addn(&line, words, n);
		buf_add(&line, "：");
		buf_fill(&line, ' ', 14);
	}
	text = buf_str(&line);
	ok = render_xlsx_record(book->xlsx, XLSX_NOTE, &text, 1, err);
	buf_clear(&line);
	return ok;
}

static bool
put_part(void *arg, const struct document_part *part, struct err *err)
{
	struct book *book = arg;

	switch (part->kind) {
	case DOCUMENT_FORM:
		return put_form(book, part, err);
	case DOCUMENT_ROW:
	case DOCUMENT_HEAD:
		return put_row(book, &part->row, err);
	case DOCUMENT_ENTRY:
		return put_entry(book, &part->row, err);
	case DOCUMENT_SIGN:
		return put_sign(book, part->words, err);
	case DOCUMENT_END:
		break;
	}
	return true;
}

bool
render_document_xlsx(struct document *document, const char *dir,
    struct file_out *out, struct buf *notice, struct err *err)
{
	const struct documentdef *def = document_definition(document);
	struct book book = { .document = document };
	struct xlsx_spec spec = { .title = def->title, .left = "", .right = "",
		.landscape = strstr(def->paper, "landscape") != NULL,
		.font = def->font, .dir = dir };
	bool ok = document_each(document, note_edges, &book, err);

	if (ok) {
		book.xlsx = render_xlsx_begin(&spec, err);
		ok = book.xlsx != NULL &&
		    document_each(document, put_part, &book, err);
	}
	if (ok)
		ok = render_xlsx_end(book.xlsx, out, notice, err);
	else
		render_xlsx_cancel(book.xlsx);
	free(book.edges);
	return ok;
}
