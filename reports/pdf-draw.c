/*
 * reports/pdf-draw.c: the pages of a sheet drawn with cairo
 * SPDX-License-Identifier: Apache-2.0
 *
 * Text goes out as it comes, a character at its cells.  Frames wait for the
 * page's end: bars of neighbouring lines become one stroke, and end in the
 * middle of the rules they meet.
 */
#include "config.h"
#include "reports/pdf-draw.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* A missing character's code in two lines of small digits: parts of the size,
 * and how many digits a line has. */
#define MARK_SIZE 0.4
#define MARK_STEP 0.2
#define MARK_UPPER 0.5
enum { MARK_LINE = 3, MOST_MISSING = 50 };

#define BASELINE 0.86			/* of the size, below the em box's top */
#define FRAME 0.5			/* points of a frame line */
#define THIN 0.2			/* of one between rows */
#define TITLE 1.5			/* times the size */

struct stroke { double from, to; };	/* in lines; to < 0: none */

struct pdf_draw {
	cairo_t		*cr;
	const struct sheet *sheet;
	const struct pdf_paper *paper;
	struct fonts	*fonts;
	long		 page;
	/* a run of glyphs of one font */
	cairo_scaled_font_t *font;
	cairo_glyph_t	*glyph;
	cairo_text_cluster_t *cluster;
	size_t		 glyphs, glyph_cap, clusters, cluster_cap;
	const char	*text;		/* of the run */
	/* the page's frames */
	bool		*bar;		/* by row and column */
	bool		*edge;		/* by row */
	int		*rule;		/* two ends a row; -1 = no rule */
	/* what no font has */
	uint32_t	 missing[MOST_MISSING];
	long		 missing_page[MOST_MISSING];
	size_t		 missing_count;
	bool		 missing_more;
};

/* ---- paper ---- */

#define INCH 72.0
#define MM (INCH / 25.4)

/* Continuous paper has 66 lines of 1/6 in and the carriage's two widths, with
 * 8 and 13.6 in printable. */
static void
continuous(const struct sheet *sheet, struct pdf_paper *paper)
{
	bool wide = sheet->cols * paper->cell > 8 * INCH;
	double room = wide ? 13.6 * INCH : 8 * INCH;

	paper->width = wide ? 381 * MM : 241.3 * MM;
	paper->height = 11 * INCH;
	paper->line = 12;
	if (sheet->cols * paper->cell > room)
		paper->cell = room / sheet->cols;
	if (paper->cell * 2 > paper->line)
		paper->cell = paper->line / 2;
	paper->size = 2 * paper->cell;
}

void
pdf_paper(const struct sheet *sheet, struct pdf_paper *paper)
{
	paper->size = sheet->font;
	paper->cell = sheet->font / 2.0;
	paper->line = sheet->font * 1.4;
	if (strcmp(sheet->paper, "LQ") == 0) {
		continuous(sheet, paper);
	} else {
		paper->width = (sheet->landscape ? 297 : 210) * MM;
		paper->height = (sheet->landscape ? 210 : 297) * MM;
	}
	paper->left = (paper->width - sheet->cols * paper->cell) / 2;
	paper->top = (paper->height - sheet->rows * paper->line) / 2;
}

/* ---- text ---- */

static void
flush(struct pdf_draw *draw, const char *end)
{
	if (draw->glyphs > 0) {
		cairo_set_scaled_font(draw->cr, draw->font);
		cairo_show_text_glyphs(draw->cr, draw->text,
		    (int)(end - draw->text), draw->glyph, (int)draw->glyphs,
		    draw->cluster, (int)draw->clusters, 0);
	}
	draw->glyphs = draw->clusters = 0;
	draw->text = end;
}

/* Glyphs from here on are of that font. */
static void
use_font(struct pdf_draw *draw, cairo_scaled_font_t *font, const char *at)
{
	if (font != draw->font)
		flush(draw, at);
	draw->font = font;
}

static void
add_glyph(struct pdf_draw *draw, unsigned long index, double x, double y)
{
	cairo_glyph_t *glyph;

	draw->glyph = mem_grow(draw->glyph, draw->glyphs, &draw->glyph_cap,
	    sizeof(*draw->glyph));
	glyph = &draw->glyph[draw->glyphs++];
	glyph->index = index;
	glyph->x = x;
	glyph->y = y;
}

static void
add_cluster(struct pdf_draw *draw, size_t bytes, int glyphs)
{
	draw->cluster = mem_grow(draw->cluster, draw->clusters,
	    &draw->cluster_cap, sizeof(*draw->cluster));
	draw->cluster[draw->clusters].num_bytes = (int)bytes;
	draw->cluster[draw->clusters++].num_glyphs = glyphs;
}

static void
note_missing(struct pdf_draw *draw, uint32_t cp)
{
	size_t i;

	for (i = 0; i < draw->missing_count; i++)
		if (draw->missing[i] == cp)
			return;
	if (i == MOST_MISSING) {
		draw->missing_more = true;
		return;
	}
	draw->missing[i] = cp;
	draw->missing_page[i] = draw->page;
	draw->missing_count++;
}

/* A character that no font has: its code drawn in small digits, over blanks
 * that a reader of the file takes for the character itself. */
static void
add_mark(struct pdf_draw *draw, const char *at, size_t bytes, uint32_t cp,
    double x, double y)
{
	double size = draw->paper->size;
	cairo_glyph_t glyph[8];
	struct glyph blank;
	char digits[8];
	int count, i;

	note_missing(draw, cp);
	count = snprintf(digits, sizeof(digits), "%04X", (unsigned)cp);
	for (i = 0; i < count; i++) {
		glyph[i].index = fonts_mark_glyph(draw->fonts, digits[i]);
		glyph[i].x = x + size * MARK_STEP * (i % MARK_LINE + 1);
		glyph[i].y = y - (i < MARK_LINE ? size * MARK_UPPER : 0);
	}
	cairo_set_scaled_font(draw->cr,
	    fonts_mark(draw->fonts, size * MARK_SIZE));
	cairo_glyph_path(draw->cr, glyph, count);
	cairo_fill(draw->cr);
	blank = *fonts_glyph(draw->fonts, SHEET_PLAIN, ' ', 1);
	if (blank.missing)
		return;
	use_font(draw, blank.font, at);
	add_glyph(draw, blank.index, x, y);
	add_glyph(draw, blank.index, x + size / 2, y);
	add_cluster(draw, bytes, 2);
}

/* A glyph that is not as wide as its cells stands between blanks at both ends
 * of them: without these a reader of the file would take gaps for the ends of
 * words, and overlaps for other lines. */
static void
add_char(struct pdf_draw *draw, const struct glyph *glyph, size_t bytes,
    double x, double y, double room)
{
	bool odd = glyph->odd && glyph->blank != 0 && room > 0;

	if (odd)
		add_glyph(draw, glyph->blank, x, y);
	add_glyph(draw, glyph->index, x + glyph->dx, y);
	if (odd)
		add_glyph(draw, glyph->blank, x + room - glyph->blank_advance,
		    y);
	add_cluster(draw, bytes, odd ? 3 : 1);
}

/* A selector of variants chooses none here; it goes with its character. */
static bool
is_selector(uint32_t cp)
{
	return (cp >= 0xFE00 && cp <= 0xFE0F) ||
	    (cp >= 0xE0100 && cp <= 0xE01EF);
}

static void
draw_text(struct pdf_draw *draw, int row, const struct sheet_piece *piece)
{
	const struct pdf_paper *paper = draw->paper;
	double x = paper->left + piece->col * paper->cell;
	double y = paper->top + row * paper->line +
	    (paper->line - paper->size) / 2 + paper->size * BASELINE;
	const char *at = piece->text, *end = at + strlen(at);
	const struct glyph *glyph;
	uint32_t cp;
	size_t n;
	int cells;

	draw->text = at;
	for (; at < end; at += n) {
		n = text_decode(at, (size_t)(end - at), &cp);
		cells = draw->sheet->cell(cp);
		if (is_selector(cp) && draw->clusters > 0) {
			draw->cluster[draw->clusters - 1].num_bytes += (int)n;
			continue;
		}
		glyph = fonts_glyph(draw->fonts, piece->style, cp, cells);
		if (glyph->missing) {
			add_mark(draw, at, n, cp, x, y);
		} else {
			use_font(draw, glyph->font, at);
			add_char(draw, glyph, n, x, y,
			    cells * paper->cell);
		}
		x += cells * paper->cell;
	}
	flush(draw, end);
}

/* A title grows around its middle, into the margin above it, when the grid is
 * wide enough. */
static void
draw_title(struct pdf_draw *draw, int row, const struct sheet_piece *piece)
{
	const struct pdf_paper *paper = draw->paper;
	double middle = piece->col + piece->cells / 2.0;
	double half = piece->cells / 2.0 * TITLE;
	double x = paper->left + middle * paper->cell;
	double y = paper->top + (row + 1) * paper->line;

	if (middle < half || middle + half > draw->sheet->cols) {
		draw_text(draw, row, piece);
		return;
	}
	cairo_save(draw->cr);
	cairo_translate(draw->cr, x, y);
	cairo_scale(draw->cr, TITLE, TITLE);
	cairo_translate(draw->cr, -x, -y);
	draw_text(draw, row, piece);
	cairo_restore(draw->cr);
}

/* ---- frames ---- */

static bool
bar_at(const struct pdf_draw *draw, int row, int col)
{
	return row >= 0 && row < draw->sheet->rows &&
	    draw->bar[row * (draw->sheet->cols + 1) + col];
}

static double
bar_x(const struct pdf_draw *draw, int col)
{
	return draw->paper->left +
	    (col + draw->sheet->frame / 2.0) * draw->paper->cell;
}

static void
draw_stroke(struct pdf_draw *draw, int col, const struct stroke *stroke)
{
	const struct pdf_paper *paper = draw->paper;

	if (stroke->to < 0)
		return;
	cairo_move_to(draw->cr, bar_x(draw, col),
	    paper->top + stroke->from * paper->line);
	cairo_line_to(draw->cr, bar_x(draw, col),
	    paper->top + stroke->to * paper->line);
}

/* The bars of one column, down the page. */
static void
draw_column(struct pdf_draw *draw, int col)
{
	struct stroke stroke = { 0, -1 };
	double from, to;
	int row;

	for (row = 0; row < draw->sheet->rows; row++) {
		if (draw->rule[2 * row] < 0) {
			if (!bar_at(draw, row, col))
				continue;
			from = row;
			to = row + 1;
		} else {
			from = row + (bar_at(draw, row - 1, col) ? 0 : 0.5);
			to = row + (bar_at(draw, row + 1, col) ? 1 : 0.5);
			if (from >= to)
				continue;
		}
		if (stroke.to < from) {
			draw_stroke(draw, col, &stroke);
			stroke.from = from;
		}
		stroke.to = to;
	}
	draw_stroke(draw, col, &stroke);
}

/* Between two rows, as far as the bars of the lower one. */
static void
draw_edge(struct pdf_draw *draw, int row)
{
	double y = draw->paper->top + row * draw->paper->line;
	int first = -1, last = -1, col;

	for (col = 0; col <= draw->sheet->cols; col++)
		if (bar_at(draw, row, col)) {
			first = first < 0 ? col : first;
			last = col;
		}
	if (first == last)
		return;
	cairo_move_to(draw->cr, bar_x(draw, first), y);
	cairo_line_to(draw->cr, bar_x(draw, last), y);
}

static void
draw_frames(struct pdf_draw *draw)
{
	const struct pdf_paper *paper = draw->paper;
	const int *rule;
	double y;
	int i;

	for (i = 0; i < draw->sheet->rows; i++)
		if (draw->edge[i])
			draw_edge(draw, i);
	cairo_set_line_width(draw->cr, THIN);
	cairo_stroke(draw->cr);
	for (i = 0; i <= draw->sheet->cols; i++)
		draw_column(draw, i);
	for (i = 0; i < draw->sheet->rows; i++) {
		rule = &draw->rule[2 * i];
		if (rule[0] < 0)
			continue;
		y = paper->top + (i + 0.5) * paper->line;
		cairo_move_to(draw->cr, bar_x(draw, rule[0]), y);
		cairo_line_to(draw->cr, bar_x(draw, rule[1]), y);
	}
	cairo_set_line_width(draw->cr, FRAME);
	cairo_stroke(draw->cr);
}

static void
clear_frames(struct pdf_draw *draw)
{
	size_t rows = (size_t)draw->sheet->rows, i;

	memset(draw->edge, 0, rows);
	memset(draw->bar, 0, rows * ((size_t)draw->sheet->cols + 1));
	for (i = 0; i < 2 * rows; i++)
		draw->rule[i] = -1;
}

static void
note_bars(struct pdf_draw *draw, const struct sheet_item *item)
{
	size_t i;

	for (i = 0; i < item->count; i++)
		draw->bar[item->row * (draw->sheet->cols + 1) + item->bar[i]] =
		    true;
}

/* ---- pages ---- */

struct pdf_draw *
pdf_draw_new(cairo_t *cr, const struct sheet *sheet,
    const struct pdf_paper *paper, struct fonts *fonts)
{
	struct pdf_draw *draw = mem_new(sizeof(*draw));

	draw->cr = cr;
	draw->sheet = sheet;
	draw->paper = paper;
	draw->fonts = fonts;
	draw->edge = mem_new((size_t)sheet->rows);
	draw->bar = mem_new((size_t)sheet->rows * ((size_t)sheet->cols + 1));
	draw->rule = mem_new((size_t)sheet->rows * 2 * sizeof(int));
	clear_frames(draw);
	cairo_set_source_rgb(cr, 0, 0, 0);
	cairo_set_line_cap(cr, CAIRO_LINE_CAP_SQUARE);
	return draw;
}

void
pdf_draw_free(struct pdf_draw *draw)
{
	if (draw == NULL)
		return;
	free(draw->glyph);
	free(draw->cluster);
	free(draw->edge);
	free(draw->bar);
	free(draw->rule);
	free(draw);
}

bool
pdf_draw_item(struct pdf_draw *draw, const struct sheet_item *item,
    struct err *err)
{
	cairo_status_t status;

	switch (item->kind) {
	case SHEET_PAGE:
		draw->page = item->number;
		break;
	case SHEET_BARS:
		note_bars(draw, item);
		break;
	case SHEET_EDGE:
		draw->edge[item->row] = true;
		break;
	case SHEET_RULE:
		draw->rule[2 * item->row] = item->bar[0];
		draw->rule[2 * item->row + 1] = item->bar[1];
		break;
	case SHEET_TEXT:
		if (item->piece.style == SHEET_TITLE)
			draw_title(draw, item->row, &item->piece);
		else
			draw_text(draw, item->row, &item->piece);
		break;
	case SHEET_PAGE_END:
		draw_frames(draw);
		clear_frames(draw);
		cairo_show_page(draw->cr);
		break;
	}
	status = cairo_status(draw->cr);
	/* What became of writing, the writer knows better. */
	if (status == CAIRO_STATUS_WRITE_ERROR)
		return false;
	return status == CAIRO_STATUS_SUCCESS || err_set(err, ERR_SYSTEM,
	    "第 %ld 页画不出来（%s）：请重试", draw->page,
	    cairo_status_to_string(status));
}

void
pdf_draw_missing(const struct pdf_draw *draw, struct buf *out)
{
	char shown[5];
	size_t i;

	if (draw->missing_count == 0)
		return;
	buf_add(out, "这些字本机没有字体，已印成小号编码：");
	for (i = 0; i < draw->missing_count; i++) {
		text_encode(draw->missing[i], shown);
		buf_addf(out, "%s“%s”U+%04X（第 %ld 页）", i == 0 ? "" : "、",
		    shown, (unsigned)draw->missing[i], draw->missing_page[i]);
	}
	buf_addf(out, "%s；可安装 fonts-hanazono 或 fonts-noto-cjk 后重新打印\n",
	    draw->missing_more ? " 等" : "");
}
