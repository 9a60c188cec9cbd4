/*
 * command-print.c: a report in the formats that a report has
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "command-print.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "reports/render-csv.h"
#include "reports/render-html.h"
#include "reports/render-pdf.h"
#include "reports/render-text.h"
#include "reports/render-xlsx.h"

char print_doing[] = "制表";

struct print {
	struct report	*report;
	struct output	*output;
	const char	*dir;		/* for temporary files */
	struct buf	 notice;	/* what the clerk should know besides */
};

/* ---- pages ---- */

typedef bool (*page_fn)(void *arg, struct print *print,
	    const struct sheet_page *page, struct err *err);

/* Gives all pages to a function, and each back. */
static bool
each_page(struct print *print, page_fn put, void *arg, struct err *err)
{
	struct report *report = print->report;
	struct sheet_page *page;
	bool ok = true;
	long n;

	for (n = 1; ok && n <= report_pages(report); n++) {
		if (!progress_show(print_doing, n, report_pages(report)))
			return err_set(err, ERR_INTERRUPTED,
			    "已中断，没有产生结果：请再运行一次");
		page = report_page(report, n, err);
		ok = page != NULL && put(arg, print, page, err);
		sheet_page_free(page);
	}
	return ok;
}

static bool
put_text_page(void *arg, struct print *print, const struct sheet_page *page,
    struct err *err)
{
	struct buf *text = arg;

	buf_cut(text, 0);
	render_text_page(report_sheet(print->report), page, text);
	return output_write(print->output, buf_str(text), err);
}

static bool
print_text(struct print *print, struct err *err)
{
	struct buf text = BUF_INIT;
	bool ok = each_page(print, put_text_page, &text, err);

	buf_clear(&text);
	return ok;
}

static bool
put_pdf_page(void *arg, struct print *print, const struct sheet_page *page,
    struct err *err)
{
	return render_pdf_page(arg, page, err);
}

static bool
print_pdf(struct print *print, struct err *err)
{
	struct render_pdf *pdf = render_pdf_begin(report_sheet(print->report),
	    output_file(print->output), err);

	if (pdf == NULL)
		return false;
	if (each_page(print, put_pdf_page, pdf, err))
		return render_pdf_end(pdf, &print->notice, err);
	render_pdf_cancel(pdf);
	return false;
}

/* ---- rows ---- */

static bool
print_csv_row(void *arg, const char *const *text, size_t count, struct err *err)
{
	struct buf line = BUF_INIT;
	bool ok;

	render_csv_row(text, count, &line);
	ok = output_write(arg, buf_str(&line), err);
	buf_clear(&line);
	return ok;
}

static bool
print_csv(struct print *print, struct err *err)
{
	const struct reportdef *def = report_definition(print->report);
	const char **head = mem_new(def->column_count * sizeof(*head));
	size_t i;
	bool ok;

	for (i = 0; i < def->column_count; i++)
		head[i] = def->column[i].head;
	ok = print_csv_row(print->output, head, def->column_count, err) &&
	    report_each(print->report, print_csv_row, print->output, err);
	free(head);
	return ok;
}

static bool
print_html(struct print *print, struct err *err)
{
	return render_html(report_book(print->report),
	    report_definition(print->report), output_file(print->output), err);
}

static bool
print_xlsx(struct print *print, struct err *err)
{
	return render_xlsx_book(report_book(print->report),
	    report_definition(print->report), print->dir,
	    output_file(print->output), &print->notice, err);
}

/* ---- formats ---- */

enum { FORMATS = 5 };

const char *const print_formats[FORMATS + 1] = {
	"text", "csv", "pdf", "xlsx", "html", NULL
};

/* In the order of print_formats. */
static const struct format {
	const struct layout_profile *profile;	/* NULL: the terminal's, or none */
	bool		 bytes;		/* a file that no terminal shows */
	bool		 (*print)(struct print *print, struct err *err);
} formats[FORMATS] = {
	{ NULL, false, print_text },
	{ NULL, false, print_csv },
	{ &render_pdf_profile, true, print_pdf },
	{ &render_pdf_profile, true, print_xlsx },
	{ &render_pdf_profile, false, print_html },
};

static const struct format *
format_named(const char *name)
{
	size_t i = 0;

	while (strcmp(print_formats[i], name) != 0)
		i++;
	return &formats[i];
}

const struct layout_profile *
print_profile(const char *name)
{
	const struct format *format = format_named(name);

	if (format->print == print_csv)
		return NULL;
	if (format->profile != NULL)
		return format->profile;
	return output_cell() == text_cell_wide ? &layout_wide : &layout_narrow;
}

bool
print_report(const struct cmdline *line, struct report *report,
    const char *name, const char *dir, struct err *err)
{
	const struct format *format = format_named(name);
	const char *path = line->value[OPTION_OUT];
	bool csv = format->print == print_csv, ok;
	struct print print = { report, NULL, dir, BUF_INIT };

	if (format->bytes && path == NULL && isatty(STDOUT_FILENO))
		return err_set(err, ERR_INPUT, "%s 不能显示在终端上："
		    "请加 -o 文件名", name);
	/* A CSV file is opened by spreadsheets: UTF-8 with a BOM. */
	print.output = output_open(path, line->value[OPTION_FORCE] != NULL,
	    csv && path != NULL ? "utf-8" : NULL, csv, err);
	if (print.output == NULL)
		return false;
	ok = format->print(&print, err);
	if (ok) {
		progress_end();
		ok = output_commit(print.output, err);
	} else {
		output_abandon(print.output);
	}
	if (ok && print.notice.len > 0)
		message("%s", buf_str(&print.notice));
	buf_clear(&print.notice);
	return ok;
}
