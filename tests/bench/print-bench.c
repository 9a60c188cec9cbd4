/*
 * tests/bench/print-bench.c: printing, as ratios to bare loops that draw or write the same cells
 * SPDX-License-Identifier: Apache-2.0
 *
 * print-bench BUILD-DIRECTORY [PAGES]
 *
 * A helper and the loop take turns, each in a child process of its own, so
 * that a busy machine slows both and the kernel tells the memory of each.
 * Medians of processor time and of waiting, and the largest memory, are
 * printed, never judged.
 */
#include "config.h"

#include <assert.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <xlsxwriter.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "reports/sheet.h"
#include "reports/xlsx-stream.h"

enum { COLUMNS = 20, ROWS = 36, CELLS = 8, RUNS = 7 };
enum { FONT = 9, COLS = COLUMNS * (CELLS + 1) + 1, SHEET_ROWS = ROWS + 2 };

static const char song[] =
    "/usr/share/fonts/truetype/babelstone/BabelStoneHan.ttf";

/* ---- the cells ---- */

/* One of 20 columns as a roster has them, never more than eight cells. */
static void
cell_text(long row, int column, char out[64])
{
	static const char *const family[] = { "张", "王", "李", "赵", "欧阳",
		"陈", "周" };
	static const char *const given[] = { "建国", "小红", "某", "伟", "志强" };
	static const char *const word[] = { "盗窃罪", "诈骗罪", "东山村", "西河村",
		"一般", "重点", "男", "女" };

	switch (column % 4) {
	case 0:
		snprintf(out, 64, "%08ld", row);
		break;
	case 1:
		snprintf(out, 64, "%s%s", family[row % 7], given[row % 5]);
		break;
	case 2:
		snprintf(out, 64, "%s", word[(row + column) % 8]);
		break;
	default:
		snprintf(out, 64, "%ld.%02ld", row % 9999, (row + column) % 100);
	}
}

/* The pages as a sheet, to a file that was unlinked. */
static int
sheet_file(long pages)
{
	struct sheet sheet = { "测试台账", "A4", true, FONT, COLS, SHEET_ROWS,
		text_cell_wide, 1, false };
	int bar[COLUMNS + 1], i, fd;
	struct buf out = BUF_INIT;
	char name[] = "/tmp/bangjiao-bench-XXXXXX", text[64];
	long n, r;

	fd = mkstemp(name);
	assert(fd >= 0);
	unlink(name);
	for (i = 0; i <= COLUMNS; i++)
		bar[i] = i * (CELLS + 1);
	sheet_write_head(&sheet, &out);
	for (n = 1; n <= pages; n++) {
		struct sheet_page *page = sheet_page_new(&sheet, n, pages);

		sheet_rule(page, 0, bar, COLUMNS + 1);
		for (r = 1; r <= ROWS; r++) {
			sheet_bars(page, (int)r, bar, COLUMNS + 1);
			sheet_edge(page, (int)r);
			for (i = 0; i < COLUMNS; i++) {
				cell_text((n - 1) * ROWS + r, i, text);
				sheet_put(&sheet, page, (int)r, bar[i] + 1,
				    SHEET_PLAIN, text);
			}
		}
		sheet_rule(page, ROWS + 1, bar, COLUMNS + 1);
		sheet_write_page(page, &out);
		sheet_page_free(page);
		assert(write(fd, buf_str(&out), out.len) == (ssize_t)out.len);
		buf_cut(&out, 0);
	}
	buf_clear(&out);
	return fd;
}

/* The same rows as a stream for the writer of workbooks. */
static int
table_file(long rows)
{
	struct buf out = BUF_INIT;
	char name[] = "/tmp/bangjiao-bench-XXXXXX", text[64];
	int fd = mkstemp(name), i;
	long r;

	assert(fd >= 0);
	unlink(name);
	buf_addf(&out, "%c%clandscape%c9%c测试台账%c%c%c", XLSX_HEAD, XLSX_FIELD,
	    XLSX_FIELD, XLSX_FIELD, XLSX_FIELD, XLSX_FIELD, XLSX_RECORD);
	for (i = 0; i < COLUMNS; i++)
		buf_addf(&out, "%c%c%cl%c0%c%d%c列%d%c", XLSX_COLUMN, XLSX_FIELD,
		    i % 4 == 3 ? 'm' : 't', XLSX_FIELD, XLSX_FIELD, CELLS,
		    XLSX_FIELD, i, XLSX_RECORD);
	for (r = 1; r <= rows; r++) {
		buf_addc(&out, XLSX_ROW);
		for (i = 0; i < COLUMNS; i++) {
			cell_text(r, i, text);
			buf_addf(&out, "%c%s", XLSX_FIELD, text);
		}
		buf_addc(&out, XLSX_RECORD);
		assert(write(fd, buf_str(&out), out.len) == (ssize_t)out.len);
		buf_cut(&out, 0);
	}
	buf_addf(&out, "%c%c", XLSX_END, XLSX_RECORD);
	assert(write(fd, buf_str(&out), out.len) == (ssize_t)out.len);
	buf_clear(&out);
	return fd;
}

/* ---- the bare loops ---- */

static cairo_status_t
swallow(void *fd, const unsigned char *data, unsigned n)
{
	return write(*(int *)fd, data, n) == (ssize_t)n ?
	    CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

/* Text of one cell, a glyph a character, at its cells. */
static void
bare_cell(cairo_t *cr, FT_Face face, const char *text, double x, double y)
{
	cairo_glyph_t glyph[64];
	cairo_text_cluster_t cluster[64];
	const char *at = text, *end = text + strlen(text);
	uint32_t cp;
	size_t n;
	int count = 0;

	for (; at < end; at += n, count++) {
		n = text_decode(at, (size_t)(end - at), &cp);
		glyph[count].index = FT_Get_Char_Index(face, cp);
		glyph[count].x = x;
		glyph[count].y = y;
		x += text_cell_wide(cp) * FONT / 2.0;
		cluster[count].num_bytes = (int)n;
		cluster[count].num_glyphs = 1;
	}
	cairo_show_text_glyphs(cr, text, (int)strlen(text), glyph, count,
	    cluster, count, 0);
}

static void
bare_lines(cairo_t *cr, double left, double top, double cell, double line)
{
	int i;

	for (i = 0; i <= COLUMNS; i++) {
		cairo_move_to(cr, left + i * (CELLS + 1) * cell, top);
		cairo_line_to(cr, left + i * (CELLS + 1) * cell,
		    top + ROWS * line);
	}
	for (i = 0; i <= ROWS; i++) {
		cairo_move_to(cr, left, top + i * line);
		cairo_line_to(cr, left + COLUMNS * (CELLS + 1) * cell,
		    top + i * line);
	}
	cairo_stroke(cr);
}

static void
bare_pdf(long pages, int fd)
{
	double cell = FONT / 2.0, line = FONT * 1.4, left = 20, top = 40;
	cairo_surface_t *surface = cairo_pdf_surface_create_for_stream(swallow,
	    &fd, 841.89, 595.28);
	cairo_t *cr = cairo_create(surface);
	FT_Library library;
	FT_Face face;
	cairo_font_face_t *font;
	char text[64];
	long n, r;
	int i;

	assert(FT_Init_FreeType(&library) == 0);
	assert(FT_New_Face(library, song, 0, &face) == 0);
	font = cairo_ft_font_face_create_for_ft_face(face, FT_LOAD_NO_HINTING);
	cairo_set_font_face(cr, font);
	cairo_set_font_size(cr, FONT);
	cairo_set_line_width(cr, 0.5);
	for (n = 0; n < pages; n++) {
		for (r = 1; r <= ROWS; r++)
			for (i = 0; i < COLUMNS; i++) {
				cell_text(n * ROWS + r, i, text);
				bare_cell(cr, face, text, left +
				    (i * (CELLS + 1) + 0.5) * cell,
				    top + r * line);
			}
		bare_lines(cr, left, top, cell, line);
		cairo_show_page(cr);
	}
	cairo_surface_finish(surface);
	assert(cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS);
}

static void
bare_xlsx(long rows, const char *path)
{
	char here[] = ".", text[64];
	lxw_workbook_options options = { .constant_memory = LXW_TRUE,
		.tmpdir = here };
	lxw_workbook *book = workbook_new_opt(path, &options);
	lxw_worksheet *sheet = workbook_add_worksheet(book, NULL);
	long r;
	int i;

	for (r = 0; r < rows; r++)
		for (i = 0; i < COLUMNS; i++) {
			cell_text(r + 1, i, text);
			if (i % 4 == 3)
				worksheet_write_number(sheet, (lxw_row_t)r,
				    (lxw_col_t)i, strtod(text, NULL), NULL);
			else
				worksheet_write_string(sheet, (lxw_row_t)r,
				    (lxw_col_t)i, text, NULL);
		}
	assert(workbook_close(book) == LXW_NO_ERROR);
}

/* ---- taking turns ---- */

struct cost { double cpu, wall; long kilobytes; };

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static int
by_cpu(const void *a, const void *b)
{
	const struct cost *x = a, *y = b;

	return (x->cpu > y->cpu) - (x->cpu < y->cpu);
}

struct job {
	const char	*helper;	/* NULL: the loop */
	int		 in;
	bool		 xlsx;
	long		 pages;
};

static void
run_job(const struct job *job)
{
	char out[] = "bench-out-XXXXXX";
	int fd = mkstemp(out);
	char *path;

	assert(fd >= 0);
	unlink(out);
	if (job->helper != NULL) {
		lseek(job->in, 0, SEEK_SET);
		dup2(job->in, STDIN_FILENO);
		dup2(fd, STDOUT_FILENO);
		execl(job->helper, job->helper, (char *)NULL);
		_exit(127);
	}
	if (!job->xlsx) {
		bare_pdf(job->pages, fd);
		_exit(0);
	}
	path = mem_printf("/proc/self/fd/%d", fd);
	bare_xlsx(job->pages * ROWS, path);
	_exit(0);
}

static struct cost
measure(const struct job *job)
{
	struct cost cost = { 0, now(), 0 };
	struct rusage use;
	int status;
	pid_t pid = fork();

	assert(pid >= 0);
	if (pid == 0)
		run_job(job);
	assert(wait4(pid, &status, 0, &use) == pid);
	if (status != 0) {
		fprintf(stderr, "print-bench: %s failed\n",
		    job->helper == NULL ? "the loop" : job->helper);
		exit(1);
	}
	cost.wall = now() - cost.wall;
	cost.cpu = (double)(use.ru_utime.tv_sec + use.ru_stime.tv_sec) +
	    (double)(use.ru_utime.tv_usec + use.ru_stime.tv_usec) / 1e6;
	cost.kilobytes = use.ru_maxrss;
	return cost;
}

static void
compare(const char *what, const struct job *ours, const struct job *bare)
{
	struct cost a[RUNS], b[RUNS];
	int i;

	for (i = 0; i < RUNS; i++) {
		a[i] = measure(ours);
		b[i] = measure(bare);
	}
	qsort(a, RUNS, sizeof(*a), by_cpu);
	qsort(b, RUNS, sizeof(*b), by_cpu);
	i = RUNS / 2;
	printf("%s, %ld pages: %.2f s, %.0f pages/s, %.1f MB (aim <= 16); "
	    "bare loop %.2f s, %.1f MB; ratio %.2f (aim <= 1.3)\n", what, ours->pages,
	    a[i].cpu, (double)ours->pages / a[i].cpu,
	    (double)a[i].kilobytes / 1024, b[i].cpu,
	    (double)b[i].kilobytes / 1024, a[i].cpu / b[i].cpu);
	fflush(stdout);
}

int
main(int argc, char **argv)
{
	long pages = argc > 2 ? atol(argv[2]) : 278;
	char *pdf, *xlsx;
	struct job ours = { NULL, -1, false, pages };
	struct job bare = { NULL, -1, false, pages };

	if (argc < 2 || pages < 1) {
		fputs("usage: print-bench BUILD-DIRECTORY [PAGES]\n", stderr);
		return 2;
	}
	pdf = mem_printf("%s/bangjiao-pdf", argv[1]);
	xlsx = mem_printf("%s/bangjiao-xlsx-out", argv[1]);
	ours.helper = pdf;
	ours.in = sheet_file(pages);
	compare("pdf", &ours, &bare);
	close(ours.in);
	ours.helper = xlsx;
	ours.xlsx = bare.xlsx = true;
	ours.in = table_file(pages * ROWS);
	compare("xlsx", &ours, &bare);
	free(pdf);
	free(xlsx);
	return 0;
}
