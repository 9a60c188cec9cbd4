/*
 * model/prepare.h: all SQL of the definitions, prepared before it is trusted
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODEL_PREPARE_H
#define MODEL_PREPARE_H

#include <stdbool.h>

#include "base/err.h"
#include "model/catalog.h"

/* After catalog_check: prepares every check, condition, default, rule, state,
 * list and report under the authorizer, against an empty database in memory
 * that has the tables of all forms; compares columns and parameters with what
 * the SQL gives and takes.  Errors carry file:line of the expression. */
bool	catalog_prepare(struct catalog *catalog, struct err *err);

#endif
