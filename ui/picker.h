/*
 * ui/picker.h: choosing from a short list by number, label or initials
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_PICKER_H
#define UI_PICKER_H

#include "model/typed.h"
#include "ui/screen.h"

struct picker_item {
	const char	*value;
	const char	*label;
	const char	*initials;	/* NULL: none */
	size_t		 place;		/* the number that means it; 0 = its place here */
	bool		 marked;	/* with many: chosen already */
};

struct picker {
	const char	*title;
	const struct picker_item *item;	/* all copied */
	size_t		 count;
	const char	*at;		/* value under the cursor first; NULL */
	bool		 many;		/* Space marks several */
	/* Instead of a result for the screen below; may open another screen. */
	void		(*chosen)(struct ui *ui, const char *value);
};

/* The screen below gets RESULT_CHOSEN with text = the value, or the values
 * joined by '\n' (may be "" with many). */
bool	picker_open(struct ui *ui, const struct picker *picker, int tag);

/* How well what was typed fits the item: a number is its place, letters are
 * initials or sounds anywhere in its label (model/typed.h), anything else is part
 * of its label. */
enum typed_fit picker_fits(const struct picker_item *item, const char *typed);
bool	picker_means(const struct picker_item *item, const char *typed);
/* The only item that is meant, or count: an exact label or number wins.  Every
 * item has its place here. */
size_t	picker_find(const struct picker_item *item, size_t count, const char *typed);

#endif
