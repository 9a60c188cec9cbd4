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
/* A zip with one part. */
void	book_zip(const char *path, const char *part, const char *text, size_t n);

#endif
