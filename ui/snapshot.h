/*
 * ui/snapshot.h: what is on the screen, as text
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef UI_SNAPSHOT_H
#define UI_SNAPSHOT_H

#include "base/buf.h"

/* Appends every row of the screen as it was painted last, in UTF-8, lines of
 * frames as box characters, blanks at the end of a row left out. */
void	snapshot_take(struct buf *out);

#endif
