/*
 * tests/model/desk.h: a catalog and an empty database, without a store
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_MODEL_DESK_H
#define TESTS_MODEL_DESK_H

#include "model/catalog.h"
#include "model/store.h"

/* Definitions as texts: name, text, name, text, …, NULL. */
struct catalog *desk_catalog(struct err *err, const char *const *file);

/* A store made of a catalog and an in-memory database with the vocabulary;
 * stands in for model/store.c.  The catalog is freed with it. */
struct store *desk_open(struct catalog *catalog);
void	desk_close(struct store *store);

#endif
