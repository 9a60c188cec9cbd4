/*
 * ui/dialog.h: questions: one of a few answers, or a line of words
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_DIALOG_H
#define UI_DIALOG_H

#include "ui/screen.h"

/* The screen below gets RESULT_CHOSEN with the number of the answer, or
 * RESULT_BACK.  Answers ends with NULL; everything is copied. */
bool	dialog_choose(struct ui *ui, const char *title, const char *text,
	    const char *const *answers, size_t first, int tag);
/* Asks for a line: RESULT_CHOSEN with the text, never empty. */
bool	dialog_ask(struct ui *ui, const char *title, const char *text,
	    const char *initial, int tag);

#endif
