/*
 * tests/model/paper.h: records and a database without a store
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_MODEL_PAPER_H
#define TESTS_MODEL_PAPER_H

#include "model/db.h"
#include "model/record.h"

/* An in-memory database with the vocabulary and no tables. */
struct db *paper_db(struct err *err);
/* A record by itself (model/record.c needs the store behind it). */
struct record *paper_record(const struct formdef *form);
void	paper_free(struct record *record);
void	paper_set(struct record *record, const char *blank, const char *value);
const char *paper_get(const struct record *record, const char *blank);

#endif
