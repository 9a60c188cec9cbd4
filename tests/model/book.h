/*
 * tests/model/book.h: small workbooks for tests
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_MODEL_BOOK_H
#define TESTS_MODEL_BOOK_H

#include <stdbool.h>
#include <stddef.h>

struct book_sheet {
	const char	*name;
	bool		 hidden;
	const char	*rows;		/* cells by |, rows by LF; an empty row is a gap */
};

/* A workbook of inline strings. */
void	book_write(const char *path, const struct book_sheet *sheet, size_t count);
/* A workbook of one sheet, with cells merged: ranges by blanks ("A2:A5 C2:C3"). */
void	book_write_merged(const char *path, const char *rows, const char *merged);
/* A zip with one part. */
void	book_zip(const char *path, const char *part, const char *text, size_t n);

#endif
