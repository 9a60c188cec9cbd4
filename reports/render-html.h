/*
 * reports/render-html.h: a ledger as one self-contained HTML file
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_RENDER_HTML_H
#define REPORTS_RENDER_HTML_H

#include "base/err.h"
#include "base/file.h"
#include "model/catalog.h"
#include "reports/book.h"

/* Writes it to out, which stays the caller's: no script, nothing from outside;
 * printed, the heads stand on each page and no row is torn. */
bool	render_html(struct book *book, const struct reportdef *def,
	    struct file_out *out, struct err *err);

#endif
