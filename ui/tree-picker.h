/*
 * ui/tree-picker.h: choosing from a tree: provinces and counties, charges
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_TREE_PICKER_H
#define UI_TREE_PICKER_H

#include "model/tree.h"
#include "ui/screen.h"

struct treepick {
	const char	*title;
	const struct tree *tree;	/* copied */
	int		 on;		/* the day: what is closed then comes last */
	int		 choose;	/* as fielddef.choose */
	const char	*at;		/* code to stand beside, NULL = the top */
	const char	*typed;		/* looked for at once, NULL */
	bool		 labels;	/* gives labels, else codes */
	bool		 by_table;	/* numbers are places in the code table */
	bool		 many;		/* Space marks several */
	const char	*between;	/* joins several */
	const char	*const *picked;	/* marked already */
	size_t		 picked_count;
	const char	*const *other;	/* texts of before, offered too */
	size_t		 other_count;
};

/* The screen below gets RESULT_CHOSEN with text = the value, or the values
 * joined. */
bool	treepick_open(struct ui *ui, const struct treepick *pick, int tag);

#endif
