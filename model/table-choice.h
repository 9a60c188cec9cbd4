/*
 * model/table-choice.h: columns that fill something else than their heads say
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_TABLE_CHOICE_H
#define MODEL_TABLE_CHOICE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "model/catalog.h"
#include "model/import.h"
#include "model/sender.h"
#include "model/table-head.h"

/*
 * A choice points a column at a target: a field of the profile and those that
 * are filled with it (fields with the same first head: one column of a ledger
 * may stand on two forms).  A target has one column: what was found for it by
 * its head gives way.
 */

/* The profile's field of this name ("form.blank"), or NULL. */
const struct importfield *tablechoice_field(const struct profiledef *profile,
	    const char *name);
/* Is it filled with that one? */
bool	tablechoice_together(const struct importfield *a,
	    const struct importfield *b);
/* "form.blank" of a field; appends. */
void	tablechoice_name(struct buf *out, const struct importfield *field);

/* Under which a sender's head is remembered: the plain text of a column's
 * head, from the second of its kind on with "(2)"; nothing for an empty head.
 * Appends. */
void	tablechoice_key(struct buf *out, const struct tablehead *head,
	    size_t column);

/* Puts the choices on the head.  false with err: a column or a field that is
 * not there, two columns for one target. */
bool	tablechoice_apply(struct tablehead *head, const struct profiledef *profile,
	    const struct import_choice *choice, size_t count, struct err *err);

/* The choices that are remembered for the columns of this head, but for those
 * that the choices made speak of; *gone gets, joined by 、, the heads whose
 * field the profile no longer has.  Fields point into list.  free(). */
struct import_choice *tablechoice_recall(const struct tablehead *head,
	    const struct profiledef *profile, const struct sender_head *list,
	    size_t heads, const struct import_choice *made, size_t made_count,
	    size_t *count, struct buf *gone);

/* The profile with what is remembered among its heads, so that a table is
 * found by them too; the texts of both must live as long. */
struct profiledef *tablechoice_profile(const struct profiledef *profile,
	    const struct sender_head *list, size_t heads);
void	tablechoice_profile_free(struct profiledef *profile);	/* NULL ok */

#endif
