/*
 * model/workbook-private.h: the parts of the XLSX reader
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_WORKBOOK_PRIVATE_H
#define MODEL_WORKBOOK_PRIVATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "model/workbook.h"

/* ---- workbook-file.c: the file under minizip ---- */
/* An unzFile, or NULL when that is no zip. */
void	*archive_file(int fd);

/* ---- workbook-part.c: one part of the zip through the XML parser ---- */
/* Names come without their namespace prefix.  attr is name, value, …, NULL. */
struct part_handler {
	void	(*open)(void *arg, const char *name, const char *const *attr);
	void	(*close)(void *arg, const char *name);
	void	(*text)(void *arg, const char *text, size_t n);
	void	*arg;
	bool	*stop;			/* set by a callback: read no further */
};
#define WORKBOOK_CUT "工作簿不完整或已损坏（不是完整的 .xlsx）。请向发送方重新索取，或在表格软件中打开后另存。"
struct archive;
struct archive *archive_open(int fd, struct err *err);
void	archive_close(struct archive *archive);
/* Is there such a part?  NULL: any part at all. */
bool	archive_has(struct archive *archive, const char *part);
bool	archive_parse(struct archive *archive, const char *part,
	    const struct part_handler *handler, struct err *err);
/* The same beforehand, of a part that is parsed once more: it does not count
 * twice among what is unpacked. */
bool	archive_scan(struct archive *archive, const char *part,
	    const struct part_handler *handler, struct err *err);
const char *part_attr(const char *const *attr, const char *name);	/* NULL */

/* ---- workbook-strings.c: the shared strings, on disk ---- */
struct strings;
/* scratch: an empty file of nobody else. */
struct strings *strings_read(struct archive *archive, const char *part,
	    int scratch, struct err *err);
void	strings_free(struct strings *strings);
/* Appends text with its escapes undone: _x000D_ is a line end (ECMA-376 part 1,
 * ST_Xstring); what no text holds becomes U+FFFD. */
void	strings_meant(struct buf *out, const char *text);
const char *strings_get(const struct strings *strings, long at);	/* NULL: no such */

/* ---- workbook-merge.c: cells that are merged downwards ---- */
struct merges;
/* The ranges of a sheet that begin below this row.  NULL with err: too many. */
struct merges *merges_read(struct archive *archive, const char *part, long below,
	    struct err *err);
void	merges_free(struct merges *merges);		/* NULL ok */
/* The cells of one row: get gives a column's text, "" when it has none; put
 * fills it, and refuses with err set. */
struct merges_cells {
	const char *(*get)(void *arg, size_t column);
	bool	(*put)(void *arg, size_t column, const char *text);
	void	*arg;
};
/* Fills the row, when its own cells are there; rows come in their order, empty
 * ones may be left out.  false with err: too much, or put said so. */
bool	merges_row(struct merges *merges, long row,
	    const struct merges_cells *cells, struct err *err);

/* ---- workbook-style.c: which cell formats are dates ---- */
enum number_style { NUMBER_PLAIN, NUMBER_DATE, NUMBER_DATE_TIME, NUMBER_TIME };
struct styles;
struct styles *styles_read(struct archive *archive, const char *part, struct err *err);
void	styles_free(struct styles *styles);
enum number_style styles_get(const struct styles *styles, long at);
enum number_style number_style(long id, const char *format);	/* for the tests */
/* A number as the text a clerk sees; out is cleared first. */
void	number_text(const char *raw, enum number_style style, bool since_1904,
	    struct buf *out);

#endif
