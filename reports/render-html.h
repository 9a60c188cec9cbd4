/*
 * reports/render-html.h: a ledger as one self-contained HTML file
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_RENDER_HTML_H
#define REPORTS_RENDER_HTML_H

#include "base/buf.h"
#include "base/err.h"
#include "base/file.h"
#include "model/catalog.h"
#include "reports/book.h"

/* Writes it to out, which stays the caller's: no script, nothing from outside;
 * printed, the heads stand on each page and no row is torn. */
bool	render_html(struct book *book, const struct reportdef *def,
	    struct file_out *out, struct err *err);

/* ---- pieces that other HTML files share ---- */
/* Up to the inside of <style>; what is all files' own. */
void	render_html_begin(struct buf *out, const char *title, int font);
/* Text as HTML, and inside a string of a style sheet; harmful characters are
 * marked. */
void	render_html_text(struct buf *out, const char *text);
void	render_html_css(struct buf *out, const char *text);
/* Words, each with a place to write behind it. */
void	render_html_signoff(struct buf *out, const char *words);

#endif
