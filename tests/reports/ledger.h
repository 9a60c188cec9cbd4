/*
 * tests/reports/ledger.h: an invented ledger, and golden files
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_REPORTS_LEDGER_H
#define TESTS_REPORTS_LEDGER_H

#include "model/catalog.h"
#include "reports/book.h"

/* Grouped by village, nine people each, with sums and a sign-off. */
extern const struct reportdef ledger;
/* Row i as a book_spec wants it. */
void	ledger_row(struct spool *rows, const struct reportdef *def, int i);
/* A book of the first count rows. */
struct book *ledger_book(const struct reportdef *def, int count,
	    const struct layout_profile *profile);
/* Compares with tests/reports/golden/NAME; BANGJIAO_GOLDEN=write writes it. */
void	expect_golden(const char *name, const char *have);

#endif
