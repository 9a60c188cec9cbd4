/*
 * ui/choices.h: what can be chosen for a blank, on whatever screen it stands
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_CHOICES_H
#define UI_CHOICES_H

#include "model/catalog.h"
#include "model/tree.h"
#include "ui/picker.h"

/* Is one among values joined by '\n' (NULL: none)? */
bool	choices_hold(const char *values, const char *one);
/* The codes that are open on that day, and those of kept (values as above), by
 * their places in the table; item has room for all.  Texts are the table's. */
size_t	choices_fill(const struct codetable *table, int on, const char *kept,
	    struct picker_item *item);
/* The tree that a blank is chosen from: its own, or its code table when that
 * has levels.  false: it has none. */
bool	choices_tree(struct catalog *catalog, const struct fielddef *field,
	    struct tree *tree);
/* As many codes as the message line has room for, with their numbers. */
void	choices_hint(struct screen *screen, const struct codetable *table);

#endif
