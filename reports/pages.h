/*
 * reports/pages.h: laid-out pages, whoever made them
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef REPORTS_PAGES_H
#define REPORTS_PAGES_H

#include "base/err.h"
#include "reports/sheet.h"

/* What a printer or a screen needs of a report or a document; as long-lived as
 * that. */
struct pages {
	const struct sheet *sheet;
	long		 count;
	/* Page number from 1; the caller's (sheet_page_free). */
	struct sheet_page *(*page)(void *from, long number, struct err *err);
	void		*from;
};

#endif
