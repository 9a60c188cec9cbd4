/*
 * model/pairs.h: names with values as lines of text, for logs and drafts
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_PAIRS_H
#define MODEL_PAIRS_H

#include <stdbool.h>

#include "base/buf.h"

/* Appends "name TAB value LF"; backslash, TAB, LF and CR of the value are
 * written as \\ \t \n \r, so that any value fits in one line. */
void	pairs_add(struct buf *out, const char *name, const char *value);

/* Takes the first pair off *text (which moves on); false at the end, or where
 * a line has no TAB.  name and value are overwritten. */
bool	pairs_next(const char **text, struct buf *name, struct buf *value);

#endif
