/*
 * tests/model/desk-import.h: imports into a store of the built-in paper
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_MODEL_DESK_IMPORT_H
#define TESTS_MODEL_DESK_IMPORT_H

#include "base/buf.h"
#include "model/import.h"
#include "tests/model/place.h"

/* A new store "store.db" in the place; today is 2025-07-01. */
struct store *desk_new(struct place *place);
struct store *desk_open(struct place *place);
/* The path of a sample file; lives until the next call. */
const char *desk_sample(const char *name);
/* Fails the test unless the import works. */
void	desk_import(struct store *store, const struct import_options *options,
	    struct import_result *result);
/* Writes text as list.csv and imports it, with rejects in back.csv; what is said
 * is added to said (NULL = nobody listens), a line each. */
void	desk_list(struct place *place, struct store *store, const char *profile,
	    bool dry_run, const char *text, struct buf *said, struct import_result *result);
/* "读入 新建 更新 未变 未导入 格式规范 其他行" as numbers. */
const char *desk_counts(const struct import_result *result);
/* One number, one text ("" for NULL) of a query. */
long	desk_number(struct store *store, const char *sql, ...) __attribute__((sentinel));
char	*desk_text(struct store *store, const char *sql, ...) __attribute__((sentinel));
/* Lines of the store that stand for all of it: every row of the forms'
 * tables without ids and stamps, in order; to compare before and after. */
char	*desk_all(struct store *store);

#endif
