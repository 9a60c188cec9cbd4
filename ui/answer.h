/*
 * ui/answer.h: the paper that answers a due
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_ANSWER_H
#define UI_ANSWER_H

#include <stdbool.h>

#include "ui/screen.h"

struct answer {
	const char	*rule, *subject, *person;	/* of the due */
};

/* Opens the form that the rule names, new, for the person and the period of the
 * due, with the subject in its blank.  false: the rule names no form, or the
 * store takes no writes; nothing is opened then. */
bool	answer_open(struct ui *ui, const struct answer *answer, int tag);

#endif
