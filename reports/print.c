/*
 * reports/print.c: a whole report or document, as a file or on standard output
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "reports/print.h"

#include <stdlib.h>
#include <string.h>

#include "base/charset.h"
#include "base/file.h"
#include "base/mem.h"
#include "reports/document.h"
#include "reports/render-csv.h"
#include "reports/render-document.h"
#include "reports/render-html.h"
#include "reports/render-pdf.h"
#include "reports/render-text.h"
#include "reports/render-xlsx.h"

struct print {
	const struct print_job *job;
	struct report	*report;	/* one of the two */
	struct document	*document;
	struct pages	 pages;
	struct file_out	*out;
	const char	*charset;	/* of what is written as text */
	char		*dir;		/* for temporary files */
	struct buf	*notice;
};

/* A text of ours in the charset of the result. */
static bool
write_text(struct print *print, const char *text, struct err *err)
{
	struct buf bytes = BUF_INIT;
	size_t lost = 0;
	bool ok;

	if (strcmp(print->charset, "utf-8") == 0)
		return file_write(print->out, text, strlen(text), err);
	ok = charset_encode(print->charset, text, "?", &bytes, &lost, err) &&
	    file_write(print->out, buf_str(&bytes), bytes.len, err);
	buf_clear(&bytes);
	return ok;
}

/* ---- pages ---- */

typedef bool (*page_fn)(void *arg, struct print *print,
	    const struct sheet_page *page, struct err *err);

/* Gives all pages to a function, and each back. */
static bool
each_page(struct print *print, page_fn put, void *arg, struct err *err)
{
	const struct pages *pages = &print->pages;
	const struct print_job *job = print->job;
	struct sheet_page *page;
	bool ok = true;
	long n;

	for (n = 1; ok && n <= pages->count; n++) {
		if (job->progress != NULL &&
		    !job->progress(job->arg, n, pages->count))
			return err_set(err, ERR_INTERRUPTED,
			    "已中断，没有产生结果：请再做一次");
		page = pages->page(pages->from, n, err);
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
	const char *lines;

	buf_cut(text, 0);
	render_text_page(print->pages.sheet, page, text);
	lines = buf_str(text);
	/* The form feed is for printers; a terminal gets lines only. */
	if (*lines == '\f' && file_terminal(print->out))
		lines++;
	return write_text(print, lines, err);
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
	struct render_pdf *pdf = render_pdf_begin(print->pages.sheet,
	    print->out, err);

	if (pdf == NULL)
		return false;
	if (each_page(print, put_pdf_page, pdf, err))
		return render_pdf_end(pdf, print->notice, err);
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
	ok = write_text(arg, buf_str(&line), err);
	buf_clear(&line);
	return ok;
}

static bool
print_csv(struct print *print, struct err *err)
{
	const struct reportdef *def;
	const char **head;
	size_t i, n = 0;
	bool ok;

	if (print->document != NULL)
		return render_document_csv(print->document, print_csv_row, print,
		    err);
	def = report_definition(print->report);
	head = mem_new((def->column_count + 1) * sizeof(*head));
	if (def->group != NULL)
		head[n++] = def->group_label;
	for (i = 0; i < def->column_count; i++)
		head[n++] = def->column[i].head;
	ok = print_csv_row(print, head, n, err) &&
	    report_each(print->report, print_csv_row, print, err);
	free(head);
	return ok;
}

static bool
print_html(struct print *print, struct err *err)
{
	if (print->document != NULL)
		return render_document_html(print->document, print->out, err);
	return render_html(report_book(print->report),
	    report_definition(print->report), print->out, err);
}

static bool
print_xlsx(struct print *print, struct err *err)
{
	if (print->document != NULL)
		return render_document_xlsx(print->document, print->dir,
		    print->out, print->notice, err);
	return render_xlsx_book(report_book(print->report),
	    report_definition(print->report), print->dir,
	    print->out, print->notice, err);
}

/* ---- formats ---- */

enum { FORMATS = 5 };

const char *const print_formats[FORMATS + 1] = {
	"text", "csv", "pdf", "xlsx", "html", NULL
};

/* In the order of print_formats. */
static const struct format {
	struct print_format said;
	const struct layout_profile *profile;	/* NULL: the terminal's, or none */
	bool		 (*print)(struct print *print, struct err *err);
} formats[FORMATS] = {
	{ { "文本，行式打印用", "txt", false }, NULL, print_text },
	{ { "CSV，一行一条，导入别的程序用", "csv", false }, NULL, print_csv },
	{ { "PDF，A4 打印、上报用", "pdf", true }, &render_pdf_profile, print_pdf },
	{ { "XLSX，Excel、WPS 表格", "xlsx", true }, &render_pdf_profile, print_xlsx },
	{ { "HTML，浏览器打开", "html", false }, &render_pdf_profile, print_html },
};

static const struct format *
format_named(const char *name)
{
	size_t i = 0;

	while (strcmp(print_formats[i], name) != 0)
		i++;
	return &formats[i];
}

const struct print_format *
print_format(const char *name)
{
	return &format_named(name)->said;
}

static const struct layout_profile *
profile_for(const struct format *format, const char *charset)
{
	if (format->print == print_csv)
		return NULL;
	if (format->profile != NULL)
		return format->profile;
	return strcmp(charset, "utf-8") == 0 ? &layout_narrow : &layout_wide;
}

/* Everything into the file, or nothing. */
static bool
print_out(struct print *print, const struct format *format, struct err *err)
{
	const struct print_job *job = print->job;
	/* A CSV file is opened by spreadsheets: UTF-8 with a BOM. */
	bool bom = format->print == print_csv && job->path != NULL;

	print->charset = bom ? "utf-8" : job->charset;
	print->out = file_create(job->path, job->force, err);
	if (print->out == NULL)
		return false;
	if ((!bom || file_write(print->out, "\357\273\277", 3, err)) &&
	    format->print(print, err))
		return file_commit(print->out, err);
	file_abandon(print->out);
	return false;
}

bool
print_report(struct store *store, const char *name, const struct print_job *job,
    struct buf *notice, struct err *err)
{
	const struct format *format = format_named(job->format);
	struct report_options options = { job->value, job->count,
		profile_for(format, job->charset), job->progress, job->arg };
	struct print print = { .job = job, .notice = notice };
	bool ok;

	print.dir = file_scratch(store_path(store));
	print.report = report_open(store, name, &options, err);
	if (print.report != NULL && options.profile != NULL)
		print.pages = report_as_pages(print.report);
	ok = print.report != NULL && print_out(&print, format, err);
	report_close(print.report);
	free(print.dir);
	return ok;
}

bool
print_document(struct store *store, const char *name, const char *person,
    const char *period, const struct print_job *job, struct buf *notice,
    struct err *err)
{
	const struct format *format = format_named(job->format);
	bool paged = format->print == print_text || format->print == print_pdf;
	struct document_options options = { period, paged ?
		profile_for(format, job->charset) : NULL, job->progress,
		job->arg };
	struct print print = { .job = job, .notice = notice };
	bool ok;

	print.dir = file_scratch(store_path(store));
	print.document = document_open(store, name, person, &options, err);
	if (print.document != NULL && paged)
		print.pages = document_pages(print.document);
	ok = print.document != NULL && print_out(&print, format, err);
	document_close(print.document);
	free(print.dir);
	return ok;
}
