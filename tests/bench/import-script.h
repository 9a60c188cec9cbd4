/*
 * tests/bench/import-script.h: what an import wrote, as a script of SQL
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_BENCH_IMPORT_SCRIPT_H
#define TESTS_BENCH_IMPORT_SCRIPT_H

/* Everything that stands in the store behind this change of its log, as plain
 * INSERTs (REPLACE for caches: a person may come again) in the order in which the
 * import wrote it: operation by operation with its records and its log, and
 * after so many operations the caches of the people touched and `.read
 * batch.sql`.  Counts are written once, at the end.  Ends the program when
 * something fails. */
void	import_script(const char *store, long long after, long batch,
	    const char *path);
/* The last change of a store's log. */
long long import_script_last(const char *store);
/* The oldest visits of a store, most of them (0 = all), as an office's own log,
 * by date: UTF-8 CSV. */
void	import_visits(const char *store, long most, const char *path);

#endif
