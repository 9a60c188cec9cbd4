/*
 * tests/reports/spool-test.c: rows that do not stay in memory
 * SPDX-License-Identifier: Apache-2.0
 */
#include "config.h"
#include "reports/spool.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void
fill(struct spool *spool, int count, long long *at)
{
	char number[32], long_text[3000];
	const char *text[3] = { number, NULL, long_text };
	struct err err = ERR_INIT;
	int i;

	for (i = 0; i < count; i++) {
		snprintf(number, sizeof(number), "%d", i);
		memset(long_text, 'a' + i % 26, sizeof(long_text));
		long_text[(i * 37) % 2999] = '\0';
		assert_true(spool_add(spool, i % 5, text, 3, &at[i], &err));
	}
}

static void
expect(struct spool *spool, int i)
{
	const char *const *text;
	struct err err = ERR_INIT;
	size_t count;
	int kind;

	assert_int_equal(spool_next(spool, &kind, &text, &count, &err), 1);
	assert_int_equal(kind, i % 5);
	assert_int_equal(count, 3);
	assert_int_equal(atoi(text[0]), i);
	assert_string_equal(text[1], "");
	assert_int_equal(strlen(text[2]), (i * 37) % 2999);
	if (text[2][0] != '\0')
		assert_int_equal(text[2][0], 'a' + i % 26);
}

static void
spool_next__gives_back__what_went_in(void **state)
{
	enum { N = 2000 };
	static long long at[N];
	struct spool *spool = spool_new(".");
	const char *const *text;
	struct err err = ERR_INIT;
	size_t count;
	int i, kind;

	fill(spool, N, at);		/* some 3 MB: memory and file */
	for (i = 0; i < N; i++) {
		assert_int_equal(spool_tell(spool), at[i]);
		expect(spool, i);
	}
	assert_int_equal(spool_next(spool, &kind, &text, &count, &err), 0);
	for (i = N - 1; i >= 0; i -= 7) {
		spool_seek(spool, at[i]);
		expect(spool, i);
	}
	spool_free(spool);
}

static void
spool_next__reads_between_writes__near_the_edge(void **state)
{
	enum { N = 400 };
	static long long at[N];
	struct spool *spool = spool_new(".");
	struct err err = ERR_INIT;
	const char *text[1] = { "最后一行" };
	const char *const *got;
	size_t count;
	long long last;
	int kind, i;

	fill(spool, N, at);
	for (i = 0; i < 100; i++) {
		assert_true(spool_add(spool, 9, text, 1, &last, &err));
		spool_seek(spool, at[i * 3]);
		expect(spool, i * 3);
		spool_seek(spool, last);
		assert_int_equal(spool_next(spool, &kind, &got, &count, &err), 1);
		assert_string_equal(got[0], "最后一行");
	}
	spool_free(spool);
}

static void
spool_add__needs_no_file__for_a_short_ledger(void **state)
{
	struct spool *spool = spool_new("/nowhere/at/all");
	struct err err = ERR_INIT;
	const char *text[1] = { "一行" };
	int i;

	for (i = 0; i < 1000; i++)
		assert_true(spool_add(spool, 0, text, 1, NULL, &err));
	spool_free(spool);
}

static void
spool_add__says_so__when_there_is_no_place_for_more(void **state)
{
	struct spool *spool = spool_new("/nowhere/at/all");
	struct err err = ERR_INIT;
	char text[4096];
	const char *texts[1] = { text };
	bool ok = true;
	int i;

	memset(text, 'x', sizeof(text) - 1);
	text[sizeof(text) - 1] = '\0';
	for (i = 0; i < 1000 && ok; i++)
		ok = spool_add(spool, 0, texts, 1, NULL, &err);
	assert_false(ok);
	assert_int_not_equal(err.kind, ERR_NONE);
	spool_free(spool);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(spool_next__gives_back__what_went_in),
		cmocka_unit_test(spool_next__reads_between_writes__near_the_edge),
		cmocka_unit_test(spool_add__needs_no_file__for_a_short_ledger),
		cmocka_unit_test(spool_add__says_so__when_there_is_no_place_for_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
