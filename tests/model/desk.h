/*
 * tests/model/desk.h: a small paper of its own for the tests of the catalog
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_MODEL_DESK_H
#define TESTS_MODEL_DESK_H

#include "model/catalog.h"

/* person, period, visit, event; code tables method and class. */
extern const char desk_paper[], desk_codes[];

/* The catalog of these and of one more file (NULL = none), which must live as
 * long; an overlay when its name begins with "own". */
struct catalog *desk_catalog(struct err *err, const char *name, const char *text);

#endif
