/*
 * ui/form-screen.h: any form, to fill in
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_FORM_SCREEN_H
#define UI_FORM_SCREEN_H

#include "ui/filling.h"
#include "ui/screen.h"

/* Opens a form.  The screen below gets RESULT_SAVED or RESULT_REMOVED with the
 * record's id, RESULT_DRAFT, or RESULT_BACK. */
bool	form_screen_open(struct ui *ui, const struct filling_arg *arg, int tag);

#endif
