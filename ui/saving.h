/*
 * ui/saving.h: where files go that a clerk asks for
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_SAVING_H
#define UI_SAVING_H

#include <stdbool.h>

#include "base/buf.h"
#include "base/err.h"
#include "ui/screen.h"

/* Where files without a folder go: home, else where the program was started;
 * bytes, the caller's. */
char	*saving_folder(void);
/* A name as it was typed, with its folder; the caller's. */
char	*saving_path(const char *name);
/* A title as a file name with the day and a suffix; the caller's. */
char	*saving_name(const char *title, const char *suffix);
/* Asks for the name: RESULT_CHOSEN with the text.  before: a path that is there
 * already, or NULL. */
void	saving_ask(struct ui *ui, const char *there, const char *name, int tag);
/* A path in the bytes of the file system, which are those of the terminal. */
bool	saving_bytes(const char *path, struct buf *bytes, struct err *err);

#endif
