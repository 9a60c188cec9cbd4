/*
 * reports/render-html.c: a ledger as one self-contained HTML file
 * SPDX-License-Identifier: Apache-2.0
 *
 * One table with a body for each group, written block by block.  Widths are
 * those of the paper, half an em a cell, so that the browser's columns are the
 * definition's.
 */
#include "config.h"
#include "reports/render-html.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"

struct html {
	struct file_out	*out;
	const struct reportdef *def;
	size_t		 label_columns;
	bool		 body;		/* a <tbody> is open */
	struct buf	 text;
	char		*note;		/* until the table is closed */
};

static bool
flush(struct html *html, struct err *err)
{
	bool ok = file_write(html->out, buf_str(&html->text), html->text.len,
	    err);

	buf_cut(&html->text, 0);
	return ok;
}

void
render_html_text(struct buf *out, const char *text)
{
	struct buf shown = BUF_INIT;
	const char *p;

	text_shown(&shown, text, true);
	for (p = buf_str(&shown); *p != '\0'; p++) {
		switch (*p) {
		case '&': buf_add(out, "&amp;"); break;
		case '<': buf_add(out, "&lt;"); break;
		case '>': buf_add(out, "&gt;"); break;
		case '"': buf_add(out, "&quot;"); break;
		case '\'': buf_add(out, "&#39;"); break;
		case '\n': buf_add(out, "<br>"); break;
		default: buf_addc(out, *p);
		}
	}
	buf_clear(&shown);
}

/* ---- head ---- */

/* What is the same for all ledgers. */
static const char style[] =
	"html{color:#000;background:#fff}\n"
	"body{margin:1em auto;width:max-content;max-width:100%;"
	"font-family:\"Noto Serif CJK SC\",SimSun,\"宋体\",\"BabelStone Han\",serif;"
	"line-height:1.4}\n"
	"h1{font-size:1.4em;margin:0;text-align:center}\n"
	"h1,th,.sum td{font-family:\"Noto Sans CJK SC\",SimHei,\"黑体\","
	"\"WenQuanYi Zen Hei\",sans-serif;font-weight:bold}\n"
	".ends{display:flex;justify-content:space-between;gap:2em;margin:.3em 0}\n"
	"table{border-collapse:collapse;table-layout:fixed;margin:0 auto}\n"
	"th,td{border:1px solid #000;padding:.15em .2em;text-align:left;"
	"vertical-align:top;overflow-wrap:anywhere}\n"
	"td{white-space:pre-wrap}\n"
	"thead th{text-align:center;vertical-align:middle}\n"
	".signoff{display:flex;flex-wrap:wrap;gap:.6em 1em;margin:1em 0 0}\n"
	".signoff span{min-width:14em}\n"
	"thead{display:table-header-group}\n"
	"tr{break-inside:avoid}\n"
	".group{break-after:avoid}\n"
	".sum{break-before:avoid}\n"
	"@media print{body{margin:0;max-width:none}}\n";

static void
add_style(struct html *html, const struct sheet *sheet)
{
	static const char *const align[] = {
		[CELL_LEFT] = NULL, [CELL_RIGHT] = "right",
		[CELL_CENTRE] = "center"
	};
	const struct reportdef *def = html->def;
	struct buf *out = &html->text;
	size_t i;

	for (i = 0; i < def->column_count; i++)
		if (align[def->column[i].align] != NULL)
			buf_addf(out, "td.c%zu{text-align:%s}\n", i + 1,
			    align[def->column[i].align]);
	/* Continuous paper has no name in CSS; the browser's own is taken. */
	if (strcmp(sheet->paper, "A4") == 0)
		buf_addf(out, "@page{size:A4 %s;margin:15mm;"
		    "@bottom-center{content:\"第 \" counter(page) \" 页 共 \" "
		    "counter(pages) \" 页\"}}\n",
		    sheet->landscape ? "landscape" : "portrait");
	buf_add(out, "</style>\n");
}

void
render_html_begin(struct buf *out, const char *title, int font)
{
	buf_add(out, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta http-equiv=\"Content-Security-Policy\" content=\""
	    "default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;\">\n"
	    "<meta name=\"generator\" content=\"" PACKAGE_STRING "\">\n<title>");
	render_html_text(out, title);
	buf_addf(out, "</title>\n<style>\n%sbody{font-size:%dpt}\n", style,
	    font);
}

void
render_html_css(struct buf *out, const char *text)
{
	struct buf shown = BUF_INIT;
	const char *p;

	text_shown(&shown, text, false);
	for (p = buf_str(&shown); *p != '\0'; p++)
		if (strchr("\"\\<", *p) != NULL)
			buf_addf(out, "\\%x ", (unsigned)*p);
		else
			buf_addc(out, *p);
	buf_clear(&shown);
}

static void
add_head(struct html *html, struct book *book)
{
	const struct reportdef *def = html->def;
	struct buf *out = &html->text;

	render_html_begin(out, def->title, def->font);
	add_style(html, book_sheet(book));
	buf_add(out, "</head>\n<body>\n<h1>");
	render_html_text(out, def->title);
	buf_add(out, "</h1>\n<div class=\"ends\"><span>");
	render_html_text(out, book_left(book));
	buf_add(out, "</span><span>");
	render_html_text(out, book_right(book));
	buf_add(out, "</span></div>\n");
}

static void
add_heads(struct html *html)
{
	const struct reportdef *def = html->def;
	struct buf *out = &html->text;
	size_t i;
	int all = 0, cells;

	/* A cell is half an em; the padding is that of a frame. */
	for (i = 0; i < def->column_count; i++)
		all += def->column[i].width + 1;
	buf_addf(out, "<table style=\"width:%d.%dem\">\n<colgroup>", all / 2,
	    all % 2 * 5);
	for (i = 0; i < def->column_count; i++) {
		cells = def->column[i].width + 1;
		buf_addf(out, "<col style=\"width:%d.%dem\">", cells / 2,
		    cells % 2 * 5);
	}
	buf_add(out, "</colgroup>\n<thead>\n<tr>");
	for (i = 0; i < def->column_count; i++) {
		buf_add(out, "<th scope=\"col\">");
		render_html_text(out, def->column[i].head);
		buf_add(out, "</th>");
	}
	buf_add(out, "</tr>\n</thead>\n");
}

/* ---- blocks ---- */

static void
open_body(struct html *html)
{
	if (!html->body)
		buf_add(&html->text, "<tbody>\n");
	html->body = true;
}

static void
close_body(struct html *html)
{
	if (html->body)
		buf_add(&html->text, "</tbody>\n");
	html->body = false;
}

/* A line over all columns. */
static void
add_line(struct html *html, const char *class, const char *text)
{
	struct buf *out = &html->text;
	const char *tag = strcmp(class, "group") == 0 ? "th" : "td";

	buf_addf(out, "<tr class=\"%s\"><%s%s colspan=\"%zu\">", class, tag,
	    strcmp(class, "group") == 0 ? " scope=\"rowgroup\"" : "",
	    html->def->column_count);
	render_html_text(out, text);
	buf_addf(out, "</%s></tr>\n", tag);
}

static void
add_cells(struct html *html, size_t from, const char *const *text)
{
	struct buf *out = &html->text;
	size_t i;

	for (i = from; i < html->def->column_count; i++) {
		if (html->def->column[i].align == CELL_LEFT)
			buf_add(out, "<td>");
		else
			buf_addf(out, "<td class=\"c%zu\">", i + 1);
		render_html_text(out, text[i]);
		buf_add(out, "</td>");
	}
}

static void
add_sums(struct html *html, const char *const *text)
{
	buf_addf(&html->text, "<tr class=\"sum\"><td colspan=\"%zu\">",
	    html->label_columns);
	render_html_text(&html->text, text[0]);
	buf_add(&html->text, "</td>");
	add_cells(html, html->label_columns, text + 1);
	buf_add(&html->text, "</tr>\n");
}

static bool
add_block(void *arg, enum book_block kind, const char *const *text,
    size_t count, struct err *err)
{
	struct html *html = arg;

	if (kind == BOOK_NOTE) {
		html->note = mem_text(text[1]);
		return true;
	}
	if (kind == BOOK_SIGNOFF)
		return true;
	if (kind == BOOK_GROUP || kind == BOOK_TOTAL)
		close_body(html);
	open_body(html);
	switch (kind) {
	case BOOK_GROUP:
		add_line(html, "group", text[0]);
		break;
	case BOOK_NONE:
		add_line(html, "none", text[0]);
		break;
	case BOOK_SUB:
	case BOOK_TOTAL:
		add_sums(html, text);
		break;
	default:
		buf_add(&html->text, "<tr>");
		add_cells(html, 0, text);
		buf_add(&html->text, "</tr>\n");
	}
	return flush(html, err);
}

static void
add_note(struct html *html)
{
	char *rest = html->note, *line;

	while (rest != NULL && (line = strsep(&rest, "\n")) != NULL) {
		buf_add(&html->text, "<p style=\"margin:.3em 0 0\">");
		render_html_text(&html->text, line);
		buf_add(&html->text, "</p>\n");
	}
	free(html->note);
	html->note = NULL;
}

void
render_html_signoff(struct buf *out, const char *p)
{
	struct buf word = BUF_INIT;
	size_t n;

	buf_add(out, "<p class=\"signoff\">");
	for (p += strspn(p, " \n"); *p != '\0'; p += n, p += strspn(p, " ")) {
		if (*p == '\n') {
			buf_add(out, "</p>\n<p class=\"signoff\">");
			n = 1;
			continue;
		}
		n = strcspn(p, " \n");
		buf_cut(&word, 0);
		buf_addn(&word, p, n);
		buf_add(out, "<span>");
		render_html_text(out, buf_str(&word));
		buf_add(out, "：</span>");
	}
	buf_add(out, "</p>\n");
	buf_clear(&word);
}

bool
render_html(struct book *book, const struct reportdef *def,
    struct file_out *out, struct err *err)
{
	struct html html = { out, def, book_label_columns(book), false,
	    BUF_INIT, NULL };
	bool ok;

	add_head(&html, book);
	add_heads(&html);
	ok = book_each(book, add_block, &html, err);
	close_body(&html);
	buf_add(&html.text, "</table>\n");
	add_note(&html);
	if (def->signoff != NULL)
		render_html_signoff(&html.text, def->signoff);
	buf_add(&html.text, "</body>\n</html>\n");
	ok = ok && flush(&html, err);
	buf_clear(&html.text);
	return ok;
}
