/*
 * tests/reports/merge-test.c: sorted runs as one sequence
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "reports/merge.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Runs of random lengths over few keys, so that many are equal; the second
 * text numbers the records in the order of their runs. */
static void
merge_next__gives_all_records__sorted_and_stable(void **state)
{
	long long start[40];
	char key[16], number[16], last_key[16];
	const char *text[3] = { key, number, "一段文字，让记录长一些，好超出一块" };
	const char *const *got_text;
	struct spool *spool;
	struct merge *merge;
	struct err err = ERR_INIT;
	size_t count, runs, run;
	int all, seen, value, n, got, last_number;
	unsigned seed;

	for (seed = 1; seed <= 30; seed++) {
		srand(seed);
		spool = spool_new(".");
		runs = (size_t)(rand() % 40) + 1;
		for (all = 0, run = 0; run < runs; run++) {
			start[run] = spool_end(spool);
			value = 0;
			for (n = rand() % 300; n > 0; n--) {
				value += rand() % 3;
				snprintf(key, sizeof(key), "%08d", value);
				snprintf(number, sizeof(number), "%08d", all++);
				assert_true(spool_add(spool, 0, text, 3, NULL,
				    &err));
			}
		}
		merge = merge_open(spool, start, runs, &err);
		assert_non_null(merge);
		last_key[0] = '\0';
		last_number = -1;
		for (seen = 0; (got = merge_next(merge, &got_text, &count,
		    &err)) == 1; seen++) {
			assert_int_equal(count, 3);
			assert_true(strcmp(got_text[0], last_key) >= 0);
			if (strcmp(got_text[0], last_key) == 0)
				assert_true(atoi(got_text[1]) > last_number);
			strcpy(last_key, got_text[0]);
			last_number = atoi(got_text[1]);
		}
		assert_int_equal(got, 0);
		assert_int_equal(seen, all);
		merge_close(merge);
		spool_free(spool);
	}
}

static void
merge_next__ends_at_once__without_records(void **state)
{
	struct spool *spool = spool_new(".");
	long long start[2] = { 0, 0 };
	const char *const *text;
	struct err err = ERR_INIT;
	struct merge *merge;
	size_t count;

	merge = merge_open(spool, start, 0, &err);
	assert_int_equal(merge_next(merge, &text, &count, &err), 0);
	merge_close(merge);
	merge = merge_open(spool, start, 2, &err);
	assert_int_equal(merge_next(merge, &text, &count, &err), 0);
	assert_int_equal(merge_next(merge, &text, &count, &err), 0);
	merge_close(merge);
	spool_free(spool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(merge_next__gives_all_records__sorted_and_stable),
		cmocka_unit_test(merge_next__ends_at_once__without_records),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
