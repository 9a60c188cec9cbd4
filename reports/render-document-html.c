/*
 * reports/render-document-html.c: one person's paper as one HTML file
 * SPDX-License-Identifier: Apache-2.0
 *
 * A table of GRID_UNITS columns for each form; its head, repeated on every
 * printed page, says whose it is.
 */
#include "config.h"
#include "reports/render-document.h"

#include <string.h>

#include "base/text.h"
#include "reports/render-html.h"

struct html {
	struct file_out	*out;
	struct document	*document;
	struct buf	 text;
	bool		 open;		/* a form is: */
	bool		 body;		/* its table, and the table's body */
};

enum { FULL = 32 * 1024 };

/* Writes what there is when it is much. */
static bool
flush(struct html *html, bool all, struct err *err)
{
	bool ok = true;

	if (all || html->text.len >= FULL) {
		ok = file_write(html->out, buf_str(&html->text),
		    html->text.len, err);
		buf_cut(&html->text, 0);
	}
	return ok;
}

static const char style[] =
	"section{margin:0 auto 2em;width:48em;max-width:100%}\n"
	"h2{font-size:1.5em;margin:.5em 0 .2em;text-align:center}\n"
	".note{text-align:right;margin:.2em 0}\n"
	"table{width:100%}\n"
	".who th{border:0;text-align:left;font-weight:normal;"
	"font-family:inherit}\n"
	"td{vertical-align:middle}\n"
	".label,.head{text-align:center;font-family:\"Noto Sans CJK SC\",SimHei,"
	"\"黑体\",\"WenQuanYi Zen Hei\",sans-serif}\n"
	".band{font-family:\"Noto Sans CJK SC\",SimHei,\"黑体\","
	"\"WenQuanYi Zen Hei\",sans-serif;break-after:avoid}\n"
	".page{text-align:center}\n"
	".signoff{break-before:avoid}\n"
	"@media print{section{width:auto;margin:0}"
	"section.first{break-before:page}"
	"section:first-of-type{break-before:auto}}\n";

static void
add_head(struct html *html)
{
	const struct documentdef *def = document_definition(html->document);
	struct buf *out = &html->text;
	struct buf name = BUF_INIT;

	buf_addf(&name, "%s %s", def->title, document_subject(html->document));
	render_html_begin(out, buf_str(&name), def->font);
	buf_clear(&name);
	buf_add(out, style);
	buf_addf(out, "@page{size:A4 %s;margin:15mm;@bottom-left{content:\"",
	    strstr(def->paper, "landscape") != NULL ? "landscape" : "portrait");
	render_html_css(out, document_foot(html->document));
	buf_add(out, "\"}@bottom-right{content:\"第 \" counter(page) \" 页 共 \" "
	    "counter(pages) \" 页\"}}\n</style>\n</head>\n<body>\n");
}

static void
close_table(struct html *html)
{
	if (html->body)
		buf_add(&html->text, "</tbody>\n</table>\n");
	html->body = false;
}

static void
close_form(struct html *html)
{
	close_table(html);
	if (html->open)
		buf_add(&html->text, "</section>\n");
	html->open = false;
}

static void
add_form(struct html *html, const struct document_part *part)
{
	struct buf *out = &html->text;
	int i;

	close_form(html);
	buf_addf(out, "<section%s", part->first ? " class=\"first\"" : "");
	if (part->first)
		buf_addf(out, " id=\"s%ld\"", part->section);
	buf_add(out, ">\n<h2>");
	render_html_text(out, part->title);
	buf_add(out, "</h2>\n<p class=\"note\">");
	render_html_text(out, part->note);
	buf_add(out, "</p>\n<table>\n<colgroup>");
	for (i = 0; i < GRID_UNITS; i++)
		buf_add(out, "<col>");
	buf_addf(out, "</colgroup>\n<thead class=\"who\"><tr><th colspan=\"%d\">",
	    GRID_UNITS);
	render_html_text(out, document_head(html->document));
	buf_add(out, "</th></tr></thead>\n<tbody>\n");
	html->open = html->body = true;
}

static void
add_cell(struct html *html, const struct grid_cell *cell)
{
	static const char *const class[] = {
		[GRID_LABEL] = "label", [GRID_VALUE] = NULL,
		[GRID_HEAD] = "head", [GRID_BAND] = "band", [GRID_PAGE] = "page"
	};
	struct buf *out = &html->text;
	const char *tag = cell->role == GRID_VALUE || cell->role == GRID_PAGE ?
	    "td" : "th";

	buf_addf(out, "<%s", tag);
	if (class[cell->role] != NULL)
		buf_addf(out, " class=\"%s\"", class[cell->role]);
	buf_addf(out, " colspan=\"%d\">", cell->to - cell->from);
	if (cell->role != GRID_PAGE) {
		render_html_text(out, cell->text);
		if (*cell->text != '\0')
			render_html_text(out, cell->unit);
	} else if (*cell->text != '\0') {
		/* Its number is the browser's; a link finds it. */
		buf_addf(out, "<a href=\"#s%s\">见</a>", cell->text);
	}
	buf_addf(out, "</%s>", tag);
}

static void
add_row(struct html *html, const struct grid_row *row)
{
	size_t i;

	buf_add(&html->text, "<tr>");
	for (i = 0; i < row->count; i++)
		add_cell(html, &row->cell[i]);
	buf_add(&html->text, "</tr>\n");
}

static bool
add_part(void *arg, const struct document_part *part, struct err *err)
{
	struct html *html = arg;

	switch (part->kind) {
	case DOCUMENT_FORM:
		add_form(html, part);
		break;
	case DOCUMENT_ROW:
	case DOCUMENT_HEAD:
	case DOCUMENT_ENTRY:
		add_row(html, &part->row);
		break;
	case DOCUMENT_END:
		close_table(html);
		break;
	case DOCUMENT_SIGN:
		render_html_signoff(&html->text, part->words);
		break;
	}
	return flush(html, false, err);
}

bool
render_document_html(struct document *document, struct file_out *out,
    struct err *err)
{
	struct html html = { .out = out, .document = document };
	bool ok;

	add_head(&html);
	ok = document_each(document, add_part, &html, err);
	close_form(&html);
	buf_add(&html.text, "</body>\n</html>\n");
	ok = ok && flush(&html, true, err);
	buf_clear(&html.text);
	return ok;
}
