/*
 * model/basis.h: where something is written, with the names of the papers
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_BASIS_H
#define MODEL_BASIS_H

#include "base/buf.h"
#include "model/catalog.h"

/* The code table that says what the short names in a basis stand for: its
 * spellings are the names, its labels what people read. */
#define BASIS_TABLE "basis_source"

/* Appends a basis for people: "S3-1 二(3)" as "《…》第1篇 二(3)".  Names that the
 * table does not have stay as they are, and all of it when there is no table.
 * NULL adds nothing. */
void	basis_told(struct catalog *catalog, const char *basis, struct buf *out);

#endif
