/*
 * reports/pdf-main.c: bangjiao-pdf, the printer of PDF in a process of its own
 * SPDX-License-Identifier: Apache-2.0
 *
 * The serialised sheet (sheet.c) is standard input, the PDF standard output.
 * Pages go out as they come in; a sheet that is cut short gives status 2 and a
 * file without an end.  A refusal is one sentence on standard error; so is a
 * list of the characters that no font has, with status 0.
 *
 * The workbench does not load cairo, FreeType or a font; this does, and is
 * given no path, no store and no network: when the fonts are open, it can open
 * nothing more.
 */
#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cairo-pdf.h>

#include "base/buf.h"
#include "base/confine.h"
#include "base/file.h"
#include "model/embedded.h"
#include "reports/pdf-draw.h"
#include "reports/pdf-fonts.h"
#include "reports/sheet-read.h"

/* The ledger of a nation takes a quarter of an hour. */
enum { SECONDS = 3600 };

static int write_failed;		/* errno */
static bool dropped;			/* what failed gets no end */

static cairo_status_t
write_out(void *none, const unsigned char *data, unsigned n)
{
	ssize_t done;

	while (n > 0 && !dropped) {
		done = write(STDOUT_FILENO, data, n);
		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0) {
			write_failed = errno;
			return CAIRO_STATUS_WRITE_ERROR;
		}
		data += done;
		n -= (unsigned)done;
	}
	return CAIRO_STATUS_SUCCESS;
}

static struct fonts *
open_fonts(struct err *err)
{
	const char *path = secure_getenv("BANGJIAO_FONTS");
	struct buf text = BUF_INIT;
	struct fonts *fonts;

	if (path == NULL || *path == '\0')
		return fonts_open(embedded_files[0].name,
		    embedded_files[0].text, embedded_files[0].size, err);
	if (!file_read(path, 1 << 20, &text, err))
		return NULL;
	fonts = fonts_open(path, buf_str(&text), text.len, err);
	buf_clear(&text);
	return fonts;
}

static bool
draw_pages(struct sheet_reader *reader, struct pdf_draw *draw, struct err *err)
{
	struct sheet_item item;
	int got;

	while ((got = sheet_reader_next(reader, &item, err)) == 1)
		if (!pdf_draw_item(draw, &item, err))
			return false;
	return got == 0;
}

/* The end of the file: fonts, table, trailer. */
static bool
finish(cairo_surface_t *surface, struct err *err)
{
	cairo_status_t status;

	cairo_surface_finish(surface);
	status = cairo_surface_status(surface);
	return status == CAIRO_STATUS_SUCCESS || err_set(err, ERR_SYSTEM,
	    "PDF 没有写成（%s）：请重试", cairo_status_to_string(status));
}

static bool
print(struct sheet_reader *reader, struct fonts *fonts, struct err *err)
{
	struct buf missing = BUF_INIT;
	struct pdf_paper paper;
	struct sheet sheet;
	struct pdf_draw *draw;
	cairo_surface_t *surface;
	cairo_t *cr;
	bool ok;

	if (!sheet_reader_head(reader, &sheet, err))
		return false;
	pdf_paper(&sheet, &paper);
	fonts_size(fonts, paper.size);
	surface = cairo_pdf_surface_create_for_stream(write_out, NULL,
	    paper.width, paper.height);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE,
	    sheet.title);
	cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATOR,
	    PACKAGE_STRING);
	cr = cairo_create(surface);
	draw = pdf_draw_new(cr, &sheet, &paper, fonts);
	ok = draw_pages(reader, draw, err);
	if (ok) {
		ok = finish(surface, err);
		pdf_draw_missing(draw, &missing);
		fputs(buf_str(&missing), stderr);
	}
	if (write_failed != 0)
		ok = file_error(err, write_failed, "写文件", "标准输出");
	buf_clear(&missing);
	pdf_draw_free(draw);
	cairo_destroy(cr);
	/* A surface that was not finished would write an end even now. */
	dropped = !ok;
	cairo_surface_destroy(surface);
	return ok;
}

int
main(void)
{
	struct sheet_reader *reader = sheet_reader_new(STDIN_FILENO);
	struct err err = ERR_INIT;
	struct fonts *fonts;
	struct stat out;
	/* Behind a pipe, there is no file that it should write. */
	bool pipe = fstat(STDOUT_FILENO, &out) == 0 && S_ISFIFO(out.st_mode);
	struct confine_limits limits = { SECONDS, pipe ? 0 : -1 };
	bool ok;

	confine_limits(&limits);
	fonts = open_fonts(&err);
	/* The PDF tells its time.  Named, the file is not looked for again. */
	setenv("TZ", ":/etc/localtime", 0);
	tzset();
	confine_calls(CONFINE_READER);
	ok = fonts != NULL && print(reader, fonts, &err);
	fonts_free(fonts);
	sheet_reader_free(reader);
	if (!ok)
		fprintf(stderr, "%s\n", err.text);
	return ok ? 0 : 2;
}
