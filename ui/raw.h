/*
 * ui/raw.h: typed texts that are no values yet, as a draft keeps them
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_RAW_H
#define UI_RAW_H

#include "base/buf.h"
#include "model/catalog.h"
#include "ui/filling.h"

/* A line a blank: its name, a tab, the text with \\ \n \t escaped.  typing is
 * the blank whose text is still being typed (form->count = none). */
void	raw_write(const struct formdef *form, const struct blank *blank,
	    size_t typing, const char *text, struct buf *out);
/* Puts the texts back as unread ones.  Names that the form has no more are
 * left out; raw may be NULL. */
void	raw_read(const struct formdef *form, const char *raw, struct blank *blank);

#endif
